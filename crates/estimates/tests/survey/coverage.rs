//! Made populations of schools, drawn from again and again: intervals hold the truth about as often as they say.

use estimates::survey::{
    Design, Factor, IntervalKind, LonelyPsu, Numbering, Question, Sample, StageColumns, Statistic, Variable, estimate,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Schools with their pupils' answers, 0 or 1.
struct Population {
    schools: Vec<Vec<f64>>,
}

impl Population {
    /// Pupils of a school share part of their chance; the spread between schools gives the intraclass correlation.
    fn new(random: &mut ChaCha8Rng, schools: usize, prevalence: f64, spread: f64) -> Population {
        let mut school = || -> Vec<f64> {
            let chance = prevalence * (1.0 + spread * (2.0 * random.random::<f64>() - 1.0));
            let size = random.random_range(40..120);
            (0..size).map(|_| f64::from(u8::from(random.random::<f64>() < chance))).collect()
        };
        Population { schools: (0..schools).map(|_| school()).collect() }
    }

    fn truth(&self) -> f64 {
        let pupils: usize = self.schools.iter().map(Vec::len).sum();
        self.schools.iter().flatten().sum::<f64>() / pupils as f64
    }

    /// Some schools at random, some pupils of each, as a two-stage sample.
    fn draw(&self, random: &mut ChaCha8Rng, schools: usize, pupils: usize) -> (Sample, Variable) {
        let (mut of_school, mut in_school, mut answers) = (Vec::new(), Vec::new(), Vec::new());
        for school in some(random, self.schools.len(), schools) {
            let all = &self.schools[school];
            for pupil in some(random, all.len(), pupils) {
                of_school.push(school.to_string());
                in_school.push(all.len() as f64);
                answers.push(Some(all[pupil]));
            }
        }
        let rows = answers.len();
        let first = StageColumns {
            strata: None,
            clusters: Some(Factor::of_texts(&of_school)),
            population: Some(vec![self.schools.len() as f64; rows]),
        };
        let second = StageColumns { population: Some(in_school), ..StageColumns::default() };
        let design = Design::new(None, vec![first, second], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
        (Sample::Linearised(design), Variable::Number(answers))
    }
}

/// So many different numbers below a bound.
fn some(random: &mut ChaCha8Rng, below: usize, count: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..below).collect();
    for place in 0..count {
        let other = random.random_range(place..below);
        all.swap(place, other);
    }
    all.truncate(count);
    all
}

/// How often each kind of interval holds the truth.
fn coverage(prevalence: f64, kinds: &[IntervalKind], draws: u32) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(20_260_101);
    let mut held = vec![0u32; kinds.len()];
    let population = Population::new(&mut random, 150, prevalence, 0.6);
    let truth = population.truth();
    for _ in 0..draws {
        let (sample, answers) = population.draw(&mut random, 40, 15);
        for (held, kind) in held.iter_mut().zip(kinds) {
            let question =
                Question { variable: answers.clone(), statistic: Statistic::Proportion, domain: None, interval: *kind, level: 0.95 };
            let row = estimate(&sample, &question).expect("an answer").rows.remove(0);
            *held += u32::from(row.lower.is_some_and(|lower| lower <= truth) && row.upper.is_some_and(|upper| truth <= upper));
        }
    }
    held.iter().map(|held| f64::from(*held) / f64::from(draws)).collect()
}

/// Enough to see two points of a hundred, and done in seconds without optimisation.
const DRAWS: u32 = 600;

#[test]
fn intervals_of_a_common_answer_hold_as_often_as_they_say() {
    let kinds = [IntervalKind::T, IntervalKind::Logit, IntervalKind::Beta, IntervalKind::Asin];
    for (kind, share) in kinds.iter().zip(coverage(0.3, &kinds, DRAWS)) {
        assert!((0.93..=0.97).contains(&share), "{kind:?}: {share}");
    }
}

/// Three in a hundred: the logit and exact limits keep their promise, and no kind falls far below.
#[test]
fn intervals_of_a_rare_answer_hold_as_often_as_they_say() {
    let kinds = [IntervalKind::Logit, IntervalKind::Beta];
    for (kind, share) in kinds.iter().zip(coverage(0.03, &kinds, DRAWS)) {
        assert!((0.93..=0.985).contains(&share), "{kind:?}: {share}");
    }
}
