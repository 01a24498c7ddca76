//! Made-up records for tests: each is counted in every breakdown, as the engine does.

use domain::{Breakdown, CountKey, CountTable, DayUnit, Municipality, Outcome};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{Question, QuestionKind};

/// One start.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) municipality: u16,
    pub(crate) year: i16,
    pub(crate) sex: u8,
    pub(crate) age: u8,
    pub(crate) forms: Vec<u8>,
    pub(crate) outcome: Outcome,
    pub(crate) days: u16,
}

impl Start {
    /// A plain count in a place and year, everything else unknown.
    pub(crate) fn counted(municipality: u16, year: i16, sex: u8) -> Start {
        Start { municipality, year, sex, age: 0, forms: vec![0], outcome: Outcome::Counted, days: 0 }
    }

    /// The same with an outcome.
    pub(crate) fn ended(self, outcome: Outcome, days: u16) -> Start {
        Start { outcome, days, ..self }
    }

    fn classes(&self, breakdown: Breakdown) -> Vec<u8> {
        match breakdown {
            Breakdown::All => vec![0],
            Breakdown::Form => self.forms.clone(),
            Breakdown::Sex => vec![self.sex],
            Breakdown::Age => vec![self.age],
        }
    }
}

/// Tables of the breakdowns asked for, all of them first.
pub(crate) fn tables(indicator: &str, breakdowns: &[Breakdown], starts: &[Start]) -> Vec<CountTable> {
    breakdowns
        .iter()
        .map(|breakdown| {
            let mut table = CountTable::new(indicator, *breakdown);
            for start in starts {
                for class in start.classes(*breakdown) {
                    let Start { municipality, year, outcome, days, .. } = *start;
                    table.add(CountKey { municipality: Municipality(municipality), year, class, outcome, days }, 1);
                }
            }
            table
        })
        .collect()
}

/// Help after an order with its usual dues.
pub(crate) fn help_after_order() -> Question {
    let grid = vec![0, 7, 14, 30, 45, 60, 91, 121, 152, 183, 213, 244, 274, 304, 335, 365];
    let kind = QuestionKind::HandOver { unit: DayUnit::Calendar, due: vec![91, 183, 365], horizon: 365, grid };
    Question { indicator: "help-after-order".to_owned(), kind }
}

/// Starts over the whole country in proportion to its minors, `per_year` a year.
pub(crate) fn country(atlas: &domain::Atlas, seed: u64, years: std::ops::RangeInclusive<i16>, per_year: usize, waits: bool) -> Vec<Start> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut edges = vec![0u64];
    for entry in atlas.municipalities() {
        edges.push(edges[edges.len() - 1] + u64::from(entry.minors));
    }
    let mut starts = Vec::new();
    for year in years {
        for _ in 0..per_year {
            let drawn = chance.random_range(0..edges[edges.len() - 1]);
            let place = edges.partition_point(|edge| *edge <= drawn) - 1;
            let municipality = if chance.random_bool(0.01) { 0 } else { atlas.municipalities()[place].code.0 };
            starts.push(drawn_start(&mut chance, municipality, year, waits));
        }
    }
    starts
}

fn drawn_start(chance: &mut ChaCha8Rng, municipality: u16, year: i16, waits: bool) -> Start {
    let mut forms: Vec<u8> = (1..7).filter(|_| chance.random_bool(0.2)).collect();
    if forms.is_empty() {
        forms.push(0);
    }
    let (outcome, days) = if waits { drawn_wait(chance) } else { (Outcome::Counted, 0) };
    let sex = if chance.random_bool(0.02) { 0 } else { chance.random_range(1..=2) };
    Start { municipality, year, sex, age: chance.random_range(0..7), forms, outcome, days }
}

fn drawn_wait(chance: &mut ChaCha8Rng) -> (Outcome, u16) {
    let wait = |mean: f64, chance: &mut ChaCha8Rng| (-mean * (1.0 - chance.random::<f64>()).ln()) as u32;
    let reached = if chance.random_bool(0.3) { 0 } else { wait(110.0, chance) };
    let competing = wait(1500.0, chance);
    let seen = if chance.random_bool(0.1) { chance.random_range(0..365) } else { 365 };
    match reached.min(competing).min(seen) {
        days if days == reached => (Outcome::Reached, days as u16),
        days if days == competing => (Outcome::Competing, days as u16),
        days => (Outcome::Open, days as u16),
    }
}
