//! Two forms of one question: the short form for the younger and a part of the older, the long form for the rest of the older.
//!
//! A long form asks act by act and finds more than one general question. In the overlap, the ages of which chance decided on the
//! form, the two prevalences give a difference in log odds; the younger, who had the short form only, are moved by it. Everyone
//! is then on the long form's scale, and the interval carries the uncertainty of the overlap, all from one design. The
//! assumption, that the forms differ as much for the younger, cannot be tested from the study itself. Method page:
//! `docs/methods/school-study.md`.

use super::interval::{Ground, IntervalKind, limits};
use super::smooth::Smooth;
use super::{Sample, SurveyError};
use crate::normal;

/// Which form a pupil had.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum QuestionForm {
    /// One general question.
    Short,
    /// Act by act.
    Long,
}

/// What each pupil answered, on which form, in which part of the study.
#[derive(Clone, PartialEq, Debug)]
pub struct FormStudy {
    /// The answer, 0 or 1; `None` where missing.
    pub answers: Vec<Option<f64>>,
    /// The form.
    pub forms: Vec<QuestionForm>,
    /// Whether the pupil is of the ages that had the short form only.
    pub younger: Vec<bool>,
}

/// One figure of a study.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StudyFigure {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub std_error: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// What a study with two forms says.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Comparability {
    /// The younger, as asked on the short form.
    pub younger_short: StudyFigure,
    /// The older on the short form: the overlap.
    pub older_short: StudyFigure,
    /// The older on the long form.
    pub older_long: StudyFigure,
    /// Odds on the long form over odds on the short form, in the overlap.
    pub odds_ratio: StudyFigure,
    /// The younger, as they would have been on the long form.
    pub younger: StudyFigure,
    /// Everyone on the long form's scale.
    pub everyone: StudyFigure,
}

/// Makes the forms comparable.
///
/// # Errors
///
/// When columns differ in length, an answer is not 0 or 1, or one of the three parts has nobody with, or nobody without.
pub fn comparable(sample: &Sample, study: &FormStudy, level: f64) -> Result<Comparability, SurveyError> {
    study.check(sample.design().len())?;
    let z = normal::two_sided(level).ok_or(SurveyError::Level { level })?;
    let statistics = study.statistics();
    let weights = sample.design().weights();
    let values: Vec<f64> = statistics.iter().map(|one| one.values(&one.sums(weights))[0]).collect();
    let errors: Vec<Vec<f64>> = sample.deviations(&statistics)?.into_iter().map(|mut one| one.remove(0).unwrap_or_default()).collect();
    let [young, old_short, old_long, share] = values[..] else { return Err(SurveyError::Empty) };
    if [young, old_short, old_long].iter().any(|value| !(*value > 0.0 && *value < 1.0)) {
        return Err(SurveyError::Question {
            what: "each part (younger on the short form, older on the short, older on the long) needs pupils who said yes and pupils who said no",
        });
    }
    let degrees = sample.degrees_of_freedom();
    let figure = |estimate: f64, gradient: [f64; 4]| {
        let std_error = combined(&errors, gradient);
        let ground = Ground { estimate, std_error, rows: weights.len() as u64, drawn: weights.len() as u64, degrees, level };
        let (lower, upper) = limits(IntervalKind::Logit, ground).unwrap_or((f64::NAN, f64::NAN));
        StudyFigure { estimate, std_error, lower, upper }
    };
    let slope = |p: f64| 1.0 / (p * (1.0 - p));
    let shift = log_odds(old_long) - log_odds(old_short);
    let moved = 1.0 / (1.0 + (-(log_odds(young) + shift)).exp());
    // How the moved share of the younger follows each of the three it rests on.
    let bend = moved * (1.0 - moved);
    let by = [bend * slope(young), -bend * slope(old_short), bend * slope(old_long)];
    let ratio_error = combined(&errors, [0.0, -slope(old_short), slope(old_long), 0.0]);
    let odds = |shift: f64| shift.exp();
    Ok(Comparability {
        younger_short: figure(young, [1.0, 0.0, 0.0, 0.0]),
        older_short: figure(old_short, [0.0, 1.0, 0.0, 0.0]),
        older_long: figure(old_long, [0.0, 0.0, 1.0, 0.0]),
        odds_ratio: StudyFigure {
            estimate: odds(shift),
            std_error: odds(shift) * ratio_error,
            lower: odds(shift - z * ratio_error),
            upper: odds(shift + z * ratio_error),
        },
        younger: figure(moved, [by[0], by[1], by[2], 0.0]),
        everyone: figure(
            share * moved + (1.0 - share) * old_long,
            [share * by[0], share * by[1], share * by[2] + (1.0 - share), moved - old_long],
        ),
    })
}

impl FormStudy {
    fn check(&self, rows: usize) -> Result<(), SurveyError> {
        let lengths = [("the answers", self.answers.len()), ("the forms", self.forms.len()), ("the ages", self.younger.len())];
        if let Some((what, found)) = lengths.into_iter().find(|(_, found)| *found != rows) {
            return Err(SurveyError::Length { what, found, rows });
        }
        let sound = self.answers.iter().flatten().all(|answer| *answer == 0.0 || *answer == 1.0);
        if sound { Ok(()) } else { Err(SurveyError::Question { what: "answers are 0 or 1" }) }
    }

    /// Shares of the younger (short), of the older on the short and on the long form, and the younger's share of all.
    fn statistics(&self) -> Vec<Smooth> {
        let column =
            |value: &dyn Fn(usize) -> bool| -> Vec<f64> { (0..self.answers.len()).map(|row| f64::from(u8::from(value(row)))).collect() };
        let part = |holds: &dyn Fn(usize) -> bool| Smooth {
            above: vec![column(&|row| holds(row) && self.answers[row] == Some(1.0))],
            below: Some(column(&|row| holds(row) && self.answers[row].is_some())),
            rows: (0..self.answers.len()).map(holds).collect(),
        };
        let form = |row: usize| self.forms[row];
        vec![
            part(&|row| self.younger[row] && form(row) == QuestionForm::Short),
            part(&|row| !self.younger[row] && form(row) == QuestionForm::Short),
            part(&|row| !self.younger[row] && form(row) == QuestionForm::Long),
            Smooth {
                above: vec![column(&|row| self.younger[row])],
                below: Some(vec![1.0; self.answers.len()]),
                rows: vec![true; self.answers.len()],
            },
        ]
    }
}

fn log_odds(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

/// The standard error of a function with these slopes in statistics with these deviations.
fn combined(errors: &[Vec<f64>], gradient: [f64; 4]) -> f64 {
    let length = errors.iter().map(Vec::len).max().unwrap_or(0);
    let at =
        |place: usize| -> f64 { errors.iter().zip(gradient).map(|(error, slope)| slope * error.get(place).copied().unwrap_or(0.0)).sum() };
    (0..length).map(|place| at(place) * at(place)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::survey::{Design, Factor, LonelyPsu, Numbering, StageColumns};

    /// Schools of 25; the long form doubles the odds of every pupil; truth on the long form's scale is known.
    fn study(random: &mut ChaCha8Rng, schools: usize) -> (Sample, FormStudy) {
        let mut study = FormStudy { answers: Vec::new(), forms: Vec::new(), younger: Vec::new() };
        let mut of_school = Vec::new();
        for school in 0..schools {
            let effect = 0.6 * (random.random::<f64>() - 0.5);
            for _ in 0..25 {
                let younger = school % 2 == 0;
                let long = !younger && random.random::<f64>() < 0.6;
                let odds = if younger { log_odds(0.10) } else { log_odds(0.20) } + effect;
                let odds = if long { odds } else { odds - 2f64.ln() };
                let says = random.random::<f64>() < 1.0 / (1.0 + (-odds).exp());
                study.answers.push((random.random::<f64>() > 0.03).then_some(f64::from(u8::from(says))));
                study.forms.push(if long { QuestionForm::Long } else { QuestionForm::Short });
                study.younger.push(younger);
                of_school.push(school.to_string());
            }
        }
        let stage = StageColumns { clusters: Some(Factor::of_texts(&of_school)), ..StageColumns::default() };
        let design = Design::new(Some(vec![100.0; of_school.len()]), vec![stage], Numbering::Throughout, LonelyPsu::Fail);
        (Sample::Linearised(design.expect("a design")), study)
    }

    /// The intervals hold the truth about as often as they say, that of the adjusted younger included.
    #[test]
    fn the_truth_of_the_younger_is_within_the_interval() {
        let mut random = ChaCha8Rng::seed_from_u64(5);
        let (mut younger, mut ratio, mut sum, draws) = (0, 0, 0.0, 250);
        for _ in 0..draws {
            let (sample, study) = study(&mut random, 60);
            let found = comparable(&sample, &study, 0.95).expect("a result");
            // School effects of ±0.3 on log odds leave the mean at 0.1010.
            younger += u32::from(found.younger.lower <= 0.101 && 0.101 <= found.younger.upper);
            ratio += u32::from(found.odds_ratio.lower <= 2.0 && 2.0 <= found.odds_ratio.upper);
            sum += found.younger.estimate;
            assert!(found.younger.std_error > found.younger_short.std_error);
        }
        let share = |held: u32| f64::from(held) / f64::from(draws);
        assert!((0.92..=0.985).contains(&share(younger)) && (0.92..=0.985).contains(&share(ratio)), "{younger} {ratio}");
        assert!((sum / f64::from(draws) - 0.101).abs() < 0.006, "{}", sum / f64::from(draws));
    }

    #[test]
    fn a_study_without_overlap_is_refused() {
        let (sample, mut study) = study(&mut ChaCha8Rng::seed_from_u64(1), 10);
        study.forms.iter_mut().for_each(|form| *form = QuestionForm::Short);
        assert!(comparable(&sample, &study, 0.95).expect_err("a refusal").to_string().contains("older on the long"));
        study.younger.pop();
        assert!(comparable(&sample, &study, 0.95).is_err());
    }
}
