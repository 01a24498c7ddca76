//! Latent classes in unknown number (Manrique-Vallier 2016): within a class the lists are independent of one another.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use statrs::function::beta::ln_beta;
use statrs::function::gamma::ln_gamma;

use super::chance::{beta, gamma, multinomial, poisson, share};
use super::overlap::Overlap;
use super::posterior::r_hat;
use super::threshold::Length;

/// Most classes: where the breaking of the stick is cut off.
const CLASSES: usize = 10;
/// Shape and rate of the gamma prior of the concentration.
const CONCENTRATION: (f64, f64) = (0.25, 0.25);
/// Steps between two numbers that are kept.
const THINNED: u32 = 10;
/// A hidden number beyond this multiple of those observed has run away; the draw stays there.
const RUNAWAY: f64 = 1e6;
/// Chains have met when R-hat is below this.
const MET: f64 = 1.1;

/// What is done beside the Gibbs steps.
#[derive(Clone, Copy)]
struct Beside {
    /// Jumps of the hidden number tried in every step.
    jumps: u32,
    /// Chains that have not met are made longer, up to so many times the steps asked for.
    longer: u32,
}

const BESIDE: Beside = Beside { jumps: 4, longer: 16 };

/// Hidden numbers drawn, by chain, each after a third of its steps was left out.
///
/// The prior of the population N is 1/N, of the chance of a list in a class uniform, of the shares of classes a stick broken by
/// chance (Dirichlet process, at most ten classes). Gibbs steps, from nearly one class, and between them jumps of the hidden number
/// with chances and shares summed out. Chains that have not met (R-hat 1.1) are made twice as long, up to sixteen times.
pub(super) fn latent_classes(overlap: &Overlap, length: Length) -> Vec<Vec<f64>> {
    walked(overlap, length, BESIDE)
}

fn walked(overlap: &Overlap, length: Length, beside: Beside) -> Vec<Vec<f64>> {
    let mut chains: Vec<Chain> = (0..length.chains).map(|chain| Chain::new(overlap, length.seed, chain)).collect();
    let mut rounds = 1;
    loop {
        chains.par_iter_mut().for_each(|chain| chain.walk_to(length.steps.saturating_mul(rounds), beside.jumps));
        let drawn: Vec<Vec<f64>> = chains.iter().map(Chain::settled).collect();
        let populations = |chain: &Vec<f64>| chain.iter().map(|hidden| overlap.observed() as f64 + hidden).collect();
        let have_met = r_hat(&drawn.iter().map(populations).collect::<Vec<_>>()).is_none_or(|own| own < MET);
        if have_met || rounds >= beside.longer {
            return drawn;
        }
        rounds *= 2;
    }
}

/// One chain, which can go on where it stopped.
struct Chain {
    random: ChaCha8Rng,
    state: State,
    steps: u32,
    kept: Vec<f64>,
}

impl Chain {
    fn new(overlap: &Overlap, seed: u64, chain: u32) -> Chain {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(u64::from(chain) + 1);
        let state = State::new(overlap, &mut random);
        Chain { random, state, steps: 0, kept: Vec::new() }
    }

    fn walk_to(&mut self, steps: u32, jumps: u32) {
        while self.steps < steps {
            self.state.classify(&mut self.random);
            if jumps > 0 {
                self.state.jump(&mut self.random, jumps);
            }
            self.state.redraw(&mut self.random);
            if self.steps.is_multiple_of(THINNED) {
                self.kept.push(self.state.hidden.iter().sum());
            }
            self.steps += 1;
        }
    }

    /// What was kept but for the first third.
    fn settled(&self) -> Vec<f64> {
        self.kept[self.kept.len() / 3..].to_vec()
    }
}

/// Where a chain stands.
struct State {
    histories: Vec<(u32, f64)>,
    observed: f64,
    lists: usize,
    /// Share of each class.
    shares: Vec<f64>,
    /// Chance of each list in each class.
    chances: Vec<Vec<f64>>,
    concentration: f64,
    /// People of each class who are on no list.
    hidden: Vec<f64>,
    /// People of each class, and of each class on each list, as now classified.
    members: Vec<f64>,
    on: Vec<Vec<f64>>,
    weights: Vec<f64>,
}

impl State {
    fn new(overlap: &Overlap, random: &mut ChaCha8Rng) -> State {
        let lists = overlap.lists().len();
        let rest = 0.1 / (CLASSES - 1) as f64;
        let on_list = |list| overlap.on_list(list) as f64 / overlap.observed() as f64;
        State {
            histories: overlap.histories().map(|(history, count)| (history, count as f64)).collect(),
            observed: overlap.observed() as f64,
            lists,
            shares: (0..CLASSES).map(|class| if class == 0 { 0.9 } else { rest }).collect(),
            chances: (0..CLASSES)
                .map(|class| (0..lists).map(|list| if class == 0 { 0.5 * on_list(list) } else { beta(random, 1.0, 1.0) }).collect())
                .collect(),
            concentration: 1.0,
            hidden: vec![0.0; CLASSES],
            members: vec![0.0; CLASSES],
            on: vec![vec![0.0; lists]; CLASSES],
            weights: vec![0.0; CLASSES],
        }
    }

    /// Chance of a history in each class, times the share of the class.
    fn weigh(&mut self, history: u32) -> f64 {
        for class in 0..CLASSES {
            let chances = self.chances[class].iter().enumerate();
            let product: f64 = chances.map(|(list, chance)| if history >> list & 1 == 1 { *chance } else { 1.0 - chance }).product();
            self.weights[class] = self.shares[class] * product;
        }
        self.weights.iter().sum()
    }

    /// Draws the class of everyone, those on no list included, and how many they are.
    fn classify(&mut self, random: &mut ChaCha8Rng) {
        self.members.fill(0.0);
        self.on.iter_mut().for_each(|on| on.fill(0.0));
        for at in 0..self.histories.len() {
            let (history, count) = self.histories[at];
            self.weigh(history);
            let (lists, members, on) = (self.lists, &mut self.members, &mut self.on);
            multinomial(random, count, &self.weights, |class, number| {
                members[class] += number;
                (0..lists).filter(|list| history >> list & 1 == 1).for_each(|list| on[class][list] += number);
            });
        }
        // Under the prior 1/N the number on no list is negative binomial: a Poisson number with a gamma mean.
        let missed = self.weigh(0).min(1.0 - 1e-12);
        let mean = gamma(random, self.observed) * missed / (1.0 - missed);
        let everyone = poisson(random, mean.min(RUNAWAY * self.observed));
        self.hidden.fill(0.0);
        let (members, hidden) = (&mut self.members, &mut self.hidden);
        multinomial(random, everyone, &self.weights, |class, number| {
            members[class] += number;
            hidden[class] += number;
        });
    }

    /// Metropolis steps of the people on no list in one class, chances and shares summed out, and one that gives two neighbouring
    /// classes each other's place on the stick (Papaspiliopoulos & Roberts 2008). How far a jump may go is drawn first, from one
    /// person to eight times those observed: a chain whose chances say that few are hidden need not creep to where more are.
    fn jump(&mut self, random: &mut ChaCha8Rng, jumps: u32) {
        let mut everyone: f64 = self.hidden.iter().sum();
        let mut shares = self.log_of_shares();
        for _ in 0..jumps {
            let class = (share(random) * CLASSES as f64) as usize % CLASSES;
            let reach = (share(random) * (8.0 * self.observed).ln()).exp().ceil();
            let far = (share(random) * reach).ceil();
            let moved = if share(random) < 0.5 { -far } else { far };
            if self.hidden[class] + moved < 0.0 || everyone + moved > RUNAWAY * self.observed {
                continue;
            }
            let before = self.log_of_class(class) + shares + ln_gamma(self.observed + everyone);
            self.add(class, moved);
            let with = self.log_of_shares();
            let after = self.log_of_class(class) + with + ln_gamma(self.observed + everyone + moved);
            if share(random).ln() < after - before {
                (everyone, shares) = (everyone + moved, with);
            } else {
                self.add(class, -moved);
            }
        }
        let class = (share(random) * (CLASSES - 1) as f64) as usize % (CLASSES - 1);
        self.change_places(class);
        if share(random).ln() >= self.log_of_shares() - shares {
            self.change_places(class);
        }
    }

    fn add(&mut self, class: usize, people: f64) {
        self.hidden[class] += people;
        self.members[class] += people;
    }

    /// Log of what the members of a class say with its chances summed out, and of the ways to choose those on no list.
    fn log_of_class(&self, class: usize) -> f64 {
        let members = self.members[class];
        let lists: f64 = self.on[class].iter().map(|on| ln_beta(1.0 + on, 1.0 + members - on)).sum();
        lists - ln_gamma(self.hidden[class] + 1.0)
    }

    /// Log of the chance of the classes with their shares summed out.
    fn log_of_shares(&self) -> f64 {
        let mut after: f64 = self.members.iter().sum();
        let mut log = 0.0;
        for members in &self.members[..CLASSES - 1] {
            after -= members;
            log += ln_beta(1.0 + members, self.concentration + after);
        }
        log
    }

    fn change_places(&mut self, class: usize) {
        self.members.swap(class, class + 1);
        self.hidden.swap(class, class + 1);
        self.on.swap(class, class + 1);
    }

    /// Draws chances, shares and concentration, given the classes.
    fn redraw(&mut self, random: &mut ChaCha8Rng) {
        for class in 0..CLASSES {
            let members = self.members[class];
            for list in 0..self.lists {
                let on = self.on[class][list];
                self.chances[class][list] = if members == 0.0 { share(random) } else { beta(random, 1.0 + on, 1.0 + members - on) };
            }
        }
        let (mut left, mut after) = (1.0, self.members.iter().sum::<f64>());
        for class in 0..CLASSES {
            after -= self.members[class];
            let broken = if class + 1 == CLASSES { 1.0 } else { beta(random, 1.0 + self.members[class], self.concentration + after) };
            self.shares[class] = left * broken;
            left = (left * (1.0 - broken)).max(f64::MIN_POSITIVE);
        }
        let last = self.shares[CLASSES - 1].max(f64::MIN_POSITIVE).ln();
        let (shape, rate) = CONCENTRATION;
        self.concentration = (gamma(random, shape + (CLASSES - 1) as f64) / (rate - last)).max(1e-6);
    }
}

#[cfg(test)]
mod tests {
    use super::super::posterior::{Limits, of_chains};
    use super::super::tables::{reference, table};
    use super::*;

    const GIBBS: Beside = Beside { jumps: 0, longer: 1 };

    fn populations(overlap: &Overlap, length: Length, beside: Beside) -> Vec<Vec<f64>> {
        let observed = overlap.observed() as f64;
        walked(overlap, length, beside).into_iter().map(|chain| chain.into_iter().map(|hidden| observed + hidden).collect()).collect()
    }

    /// R LCMCR 0.4.14, twenty pooled chains: 18775 [10819, 32620], medians of chains 11957 to 24260. So much do chains differ
    /// that only the pool can be compared, and it loosely; with Gibbs steps alone, as there.
    #[test]
    fn pooled_chains_meet_the_reference() {
        let Some(overlap) = reference("uk_2013_5list") else { return };
        let chains = populations(&overlap, Length { chains: 20, steps: 24_000, seed: 1 }, GIBBS);
        let limits = Limits::of_draws(&chains.concat(), 0.95);
        for (found, expected, tolerance) in [(limits.median, 18775.0, 0.15), (limits.lower, 10819.0, 0.12), (limits.upper, 32620.0, 0.2)] {
            assert!((found / expected - 1.0).abs() < tolerance, "{limits:?}");
        }
    }

    /// With jumps and longer chains they meet where those of Gibbs steps alone stay apart, among the medians LCMCR's chains end at.
    #[test]
    fn chains_that_jump_meet() {
        let Some(overlap) = reference("uk_2013_5list") else { return };
        let apart = of_chains(&populations(&overlap, Length { chains: 8, steps: 2000, seed: 1 }, GIBBS));
        let met = of_chains(&populations(&overlap, Length { chains: 8, steps: 2000, seed: 1 }, BESIDE));
        assert!(apart.r_hat.expect("a number") > 1.3 && met.r_hat.expect("a number") < MET, "{apart:?} {met:?}");
        assert!(met.chains.iter().all(|median| (11_957.0..=24_260.0).contains(median)), "{met:?}");
    }

    /// Where Gibbs steps alone mix well, jumps change nothing but chance.
    #[test]
    fn jumps_leave_the_posterior_as_it_is() {
        let overlap = table("a b c", [(1, 24), (2, 16), (4, 6), (3, 16), (5, 6), (6, 4), (7, 4)]);
        let with = |beside| Limits::of_draws(&populations(&overlap, Length { chains: 8, steps: 30_000, seed: 3 }, beside).concat(), 0.9);
        let (plain, jumping) = (with(GIBBS), with(BESIDE));
        for (one, other) in [(plain.median, jumping.median), (plain.lower, jumping.lower), (plain.upper, jumping.upper)] {
            assert!((one / other - 1.0).abs() < 0.03, "{plain:?} {jumping:?}");
        }
    }

    #[test]
    fn one_class_is_enough_for_independent_lists() {
        // N = 1000 with chances .5, .4, .2.
        let overlap = table("a b c", [(1, 240), (2, 160), (4, 60), (3, 160), (5, 60), (6, 40), (7, 40)]);
        let limits = Limits::of_draws(&populations(&overlap, Length { chains: 4, steps: 6000, seed: 1 }, BESIDE).concat(), 0.95);
        assert!(limits.lower < 1000.0 && 1000.0 < limits.upper && (limits.median / 1000.0 - 1.0).abs() < 0.08, "{limits:?}");
    }

    #[test]
    fn the_same_seed_draws_the_same_with_any_number_of_threads() {
        let overlap = table("a b c", [(1, 24), (2, 16), (4, 6), (3, 16), (5, 6), (6, 4), (7, 4)]);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| latent_classes(&overlap, Length { chains: 3, steps: 300, seed: 5 }))
        };
        assert_eq!(run(1), run(3));
    }
}
