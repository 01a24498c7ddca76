//! What must hold of two waits of which one is of some of the starts of the other: whoever reads both, or is alone in a cell of either, opens no hidden count.

use std::collections::BTreeSet;

use domain::{Atlas, Breakdown, CountTable, Measure, Outcome};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::within::{within, worked_out};
use super::{ALMERE, UTRECHT, exact, hand_over, repeat};
use crate::attack::Attack;
use crate::made::{self, Start};
use crate::proof::What;
use crate::{Policy, Question, SafeTable, Within, protect_beside};

/// What became of people, in each place.
const ENDS: usize = 2;
/// Random countries.
const COUNTRIES: u64 = 400;

/// How many of each place and outcome there are in either wait.
struct Waits {
    kinds: Vec<Start>,
    smaller: Vec<u64>,
    larger: Vec<u64>,
}

type Kinds = BTreeSet<usize>;

impl Waits {
    /// Nowhere do more wait for the one than for the other; what became of them in either has nothing to do with the other.
    fn of(seed: u64) -> Waits {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let ends = [(Outcome::Reached, 10), (Outcome::Open, 183)];
        let of_place = |code: u16| ends.map(|(outcome, days)| Start::counted(code, 2022, 0).ended(outcome, days));
        let kinds: Vec<Start> = [ALMERE, UTRECHT].into_iter().flat_map(of_place).collect();
        let smaller: Vec<u64> = kinds.iter().map(|_| chance.random_range(0..4)).collect();
        let mut larger = vec![0; kinds.len()];
        for (place, of_smaller) in smaller.chunks(ENDS).enumerate() {
            let all = of_smaller.iter().sum::<u64>() + chance.random_range(0..2);
            let reached = chance.random_range(0..=all);
            larger[place * ENDS] = reached;
            larger[place * ENDS + 1] = all - reached;
        }
        Waits { kinds, smaller, larger }
    }

    fn protected(&self, policy: &Policy, within: &[Within]) -> Vec<SafeTable> {
        let question = |indicator: &str| Question { indicator: indicator.to_owned(), ..hand_over(183, 183, &[30, 183]) };
        let table = |(indicator, counts): (&str, &Vec<u64>)| -> Vec<CountTable> {
            let starts: Vec<Start> =
                self.kinds.iter().zip(counts).flat_map(|(kind, times)| repeat(kind.clone(), *times as usize)).collect();
            made::tables(indicator, &[Breakdown::All], &starts)
        };
        let told = [("children", &self.smaller), ("records", &self.larger)];
        let tables: Vec<CountTable> = told.into_iter().flat_map(table).collect();
        let questions = told.map(|(indicator, _)| question(indicator));
        protect_beside(&tables, &questions, &Atlas::netherlands(), policy, &[], within).expect("a release").tables
    }

    /// Hidden counts that are the same in all tables of both that fit, for everybody who could try them: a reader, and each person who is alone somewhere.
    fn opened(&self, policy: &Policy, within: &[Within]) -> usize {
        let (tables, atlas) = (self.protected(policy, within), Atlas::netherlands());
        let cap = 3 + *self.larger.iter().max().expect("kinds");
        let [smaller, larger] = [0, 1].map(|table| Attack::new(&tables[table], &self.kinds, &atlas, policy, cap));
        let mut readers = vec![(Kinds::new(), Kinds::new())];
        for kind in 0..self.kinds.len() {
            let own = alone(&smaller, &self.smaller, kind).map(|(known, _)| (known, Kinds::new()));
            let of_larger = |(known, everyone): (Kinds, Kinds)| {
                let own = everyone.iter().filter_map(|own| alone(&smaller, &self.smaller, *own)).flat_map(|(known, _)| known);
                (own.chain(everyone.iter().copied()).collect(), known)
            };
            readers.extend(own);
            readers.extend(alone(&larger, &self.larger, kind).map(of_larger));
        }
        readers.iter().map(|known| self.worked_out((&smaller, &larger), known)).sum()
    }

    fn worked_out(&self, (smaller, larger): (&Attack, &Attack), (of_smaller, of_larger): &(Kinds, Kinds)) -> usize {
        let less = possible(smaller, &self.smaller, of_smaller);
        let more = possible(larger, &self.larger, of_larger);
        let places = |tables: &[Vec<u64>]| -> BTreeSet<Vec<u64>> { tables.iter().map(|own| by_place(own)).collect() };
        let (of_less, of_more) = (places(&less), places(&more));
        let under = |one: &[u64], other: &[u64]| one.iter().zip(other).all(|(one, other)| one <= other);
        let less: Vec<&Vec<u64>> = less.iter().filter(|own| of_more.iter().any(|more| under(&by_place(own), more))).collect();
        let more: Vec<&Vec<u64>> = more.iter().filter(|own| of_less.iter().any(|less| under(less, &by_place(own)))).collect();
        worked_out(smaller, &less, (&self.smaller, of_smaller)) + worked_out(larger, &more, (&self.larger, of_larger))
    }
}

/// The kinds that the only one of a kind knows: those of every cell in which they are alone; and of these the kinds of cells that count everyone.
fn alone(attack: &Attack, counts: &[u64], kind: usize) -> Option<(Kinds, Kinds)> {
    let cells = || (0..attack.told.len()).filter(|cell| attack.kinds_of(*cell).contains(&kind) && attack.counted(*cell, counts) == 1);
    let everyone = cells().filter(|cell| attack.told[*cell].what == What::Measure(Measure::Entered));
    let kinds = |cell: usize| attack.kinds_of(cell).iter().copied();
    (counts[kind] == 1).then(|| (cells().flat_map(kinds).collect(), everyone.flat_map(kinds).collect()))
}

fn by_place(counts: &[u64]) -> Vec<u64> {
    counts.chunks(ENDS).map(|own| own.iter().sum()).collect()
}

/// Tables that fit what is told, and what somebody knows.
fn possible(attack: &Attack, truth: &[u64], known: &Kinds) -> Vec<Vec<u64>> {
    let mut found = Vec::new();
    attack.run(|counts, _| {
        if known.iter().all(|kind| counts[*kind] == truth[*kind]) {
            found.push(counts.to_vec());
        }
        false
    });
    found
}

#[test]
fn whoever_reads_two_waits_or_is_alone_in_one_opens_no_hidden_count() {
    let mut apart = 0;
    for seed in 0..COUNTRIES {
        let waits = Waits::of(seed);
        for (base, threshold) in [(1, 2), (1, 3), (3, 3)] {
            let policy = Policy { base, ..exact(threshold, (2022, 2022)) };
            let of = || format!("base {base}, threshold {threshold}: {:?} of {:?}", waits.smaller, waits.larger);
            assert_eq!(waits.opened(&policy, &within()), 0, "{}", of());
            apart += waits.opened(&policy, &[]);
        }
    }
    assert!(apart > 0, "one by one nothing is opened");
}
