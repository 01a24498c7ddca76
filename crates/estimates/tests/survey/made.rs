//! A made sample of sixteen pupils with a two-stage design, and small ways to ask it things.

use estimates::survey::{
    Design, Factor, IntervalKind, LonelyPsu, Numbering, Question, Sample, StageColumns, Statistic, SurveyEstimate, Variable, estimate,
};

/// One value per row.
pub const Y: [f64; 16] = [3., 5., 2., 8., 7., 7., 4., 6., 9., 12., 5., 7., 6., 11., 8., 10.];
pub const X: [f64; 16] = [2., 3., 2., 4., 3., 4., 3., 3., 5., 6., 3., 4., 2., 5., 4., 6.];
pub const B: [f64; 16] = [0., 0., 1., 0., 1., 0., 0., 0., 1., 1., 0., 0., 0., 1., 0., 1.];
pub const G: [&str; 16] = ["a", "b", "a", "a", "a", "b", "a", "a", "a", "b", "a", "a", "a", "b", "a", "a"];
pub const K: [&str; 16] = ["p", "q", "q", "p", "q", "p", "p", "q", "q", "q", "p", "p", "p", "q", "p", "q"];

/// Numbers as a variable.
pub fn numbers(values: &[f64]) -> Variable {
    Variable::Number(values.iter().map(|value| Some(*value)).collect())
}

/// Texts as levels.
pub fn levels(texts: &[&str]) -> Factor {
    Factor::of_texts(texts)
}

/// Eight schools of two strata, two pupils each; both stages drawn from few.
pub fn stages(strata: &[&str]) -> Vec<StageColumns> {
    let schools: Vec<String> = (0..16).map(|row| format!("s{}", row / 2)).collect();
    let in_stratum: Vec<f64> = (0..16).map(|row| if row < 8 { 20.0 } else { 40.0 }).collect();
    let pupils = [10., 12., 8., 20., 15., 9., 30., 11.];
    let in_school = (0..16).map(|row| pupils[row / 2]).collect();
    let first = StageColumns { strata: Some(levels(strata)), clusters: Some(Factor::of_texts(&schools)), population: Some(in_stratum) };
    vec![first, StageColumns { population: Some(in_school), ..StageColumns::default() }]
}

/// The design of the sixteen.
pub fn design() -> Design {
    let strata: Vec<&str> = (0..16).map(|row| if row < 8 { "north" } else { "south" }).collect();
    Design::new(None, stages(&strata), Numbering::Throughout, LonelyPsu::Fail).expect("a design")
}

/// A question without domain, with 95 % Wald limits.
pub fn question(variable: Variable, statistic: Statistic) -> Question {
    Question { variable, statistic, domain: None, interval: IntervalKind::Wald, level: 0.95 }
}

/// The only answer to a question.
pub fn ask(sample: &Sample, question: &Question) -> SurveyEstimate {
    let mut rows = estimate(sample, question).expect("an answer").rows;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

/// The mean of the sixteen, of a design of theirs.
pub fn mean(design: Design) -> SurveyEstimate {
    ask(&Sample::Linearised(design), &question(numbers(&Y), Statistic::Mean))
}

/// Whether two numbers agree to a relative difference.
pub fn agree(found: Option<f64>, expected: f64, tolerance: f64) {
    let found = found.expect("a number");
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1e-9), "{found} is not {expected}");
}
