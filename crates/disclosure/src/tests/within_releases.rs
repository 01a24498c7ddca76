//! What must hold of several releases of children and of records: whoever holds all of them, and knows that nowhere are there more children than records,
//! learns no more.

use std::collections::BTreeSet;

use domain::{Atlas, Breakdown, Cell, CountTable};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::releases::{remembered, widen};
use super::within::{questions, within};
use super::{ALMERE, LELYSTAD, URK, exact, repeat};
use crate::attack::{Attack, Told};
use crate::made::{self, Start};
use crate::{Earlier, Policy, Protected, Within, protect_beside};

/// Places, and how many children and how many records there are of each, by release.
struct Series {
    kinds: Vec<Start>,
    counts: Vec<[Vec<u64>; 2]>,
}

/// More of one kind than any series has.
const CAP: u64 = 9;

impl Series {
    /// Records come in late, of children who were counted and of others.
    fn of_arrivals(seed: u64, places: &[u16], releases: usize) -> Series {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let kinds: Vec<Start> = places.iter().map(|code| Start::counted(*code, 2022, 0)).collect();
        let children: Vec<u64> = kinds.iter().map(|_| chance.random_range(0..6)).collect();
        let records = children.iter().map(|own| own + u64::from(chance.random_bool(0.3))).collect();
        let mut counts = vec![[children, records]];
        for _ in 1..releases {
            let mut next = counts[counts.len() - 1].clone();
            for _ in 0..chance.random_range(1..=2) {
                let kind = chance.random_range(0..kinds.len());
                next[1][kind] += 1;
                next[0][kind] += u64::from(chance.random_bool(0.6));
            }
            counts.push(next);
        }
        Series { kinds, counts }
    }

    fn tables(&self, release: usize) -> Vec<CountTable> {
        let of = |(indicator, counts): (&str, &Vec<u64>)| {
            let starts: Vec<Start> =
                self.kinds.iter().zip(counts).flat_map(|(kind, times)| repeat(kind.clone(), *times as usize)).collect();
            made::tables(indicator, &[Breakdown::All], &starts)
        };
        ["children", "records"].into_iter().zip(&self.counts[release]).flat_map(of).collect()
    }

    /// Every release, protected beside those before it.
    fn protected(&self, policy: &Policy, within: &[Within]) -> Vec<Protected> {
        let (mut earlier, mut all): (Vec<Earlier>, Vec<Protected>) = (Vec::new(), Vec::new());
        for release in 0..self.counts.len() {
            let tables = self.tables(release);
            let protected = protect_beside(&tables, &questions(), &Atlas::netherlands(), policy, &earlier, within).expect("a release");
            earlier.push(remembered(release, &tables, &questions(), policy, &protected));
            all.push(protected);
        }
        all
    }

    /// What every release tells of: of a year that it repeats what the one before it counted.
    fn told(&self, all: &[Protected]) -> Vec<[Vec<u64>; 2]> {
        let mut told: Vec<[Vec<u64>; 2]> = Vec::new();
        for (now, own) in self.counts.iter().zip(all) {
            let repeats = |indicator: &str| own.repeated.iter().any(|year| year.indicator == indicator && year.from.is_some());
            let then = told.last().unwrap_or(now).clone();
            let one =
                |question: usize| if repeats(["children", "records"][question]) { then[question].clone() } else { now[question].clone() };
            told.push([one(0), one(1)]);
        }
        told
    }
}

/// Everything that a reader of all releases has: per question and release.
struct Reader<'a> {
    series: &'a Series,
    told: Vec<[Vec<u64>; 2]>,
    attacks: Vec<[Attack<'a>; 2]>,
}

/// How tables differ from the true ones, by kind.
type Apart = Vec<i64>;

impl<'a> Reader<'a> {
    fn of(series: &'a Series, all: &[Protected], policy: &'a Policy) -> Reader<'a> {
        let attack = |table| Attack::new(table, &series.kinds, &Atlas::netherlands(), policy, CAP);
        let attacks = all.iter().map(|own| [attack(&own.tables[0]), attack(&own.tables[1])]).collect();
        Reader { series, told: series.told(all), attacks }
    }

    /// Hidden counts that are the same whatever the tables, for whoever knows by how much every kind differs from release to release.
    fn known_differences(&self) -> usize {
        let (children, records) = (self.possible(0), self.possible(1));
        let is_under = |less: &Apart, more: &Apart| {
            self.series.counts.iter().all(|[children, records]| {
                let rooms = children.iter().zip(records).map(|(less, more)| *more as i64 - *less as i64);
                rooms.zip(less.iter().zip(more)).all(|(room, (less, more))| room < 0 || room + more - less >= 0)
            })
        };
        let with_records: Vec<&Apart> = children.iter().filter(|own| records.iter().any(|other| is_under(own, other))).collect();
        let with_children: Vec<&Apart> = records.iter().filter(|own| children.iter().any(|other| is_under(other, own))).collect();
        self.closed(0, &with_records) + self.closed(1, &with_children)
    }

    /// Changes, in all releases alike, that fit all that was told of a question.
    fn possible(&self, question: usize) -> Vec<Apart> {
        let (last, attack) = (self.told.last().expect("a release"), &self.attacks.last().expect("a release")[question]);
        let mut found = Vec::new();
        attack.run(|counts, _| {
            let apart: Apart = counts.iter().zip(&last[question]).map(|(own, truth)| *own as i64 - *truth as i64).collect();
            if (0..self.attacks.len()).all(|release| self.sums(question, release, &apart).is_some()) {
                found.push(apart);
            }
            false
        });
        assert!(found.iter().any(|own| own.iter().all(|by| *by == 0)), "the truth fits");
        found
    }

    fn sums(&self, question: usize, release: usize, apart: &Apart) -> Option<Vec<u64>> {
        let counts: Option<Vec<u64>> =
            self.told[release][question].iter().zip(apart).map(|(own, by)| own.checked_add_signed(*by)).collect();
        self.attacks[release][question].sums(&counts?)
    }

    fn closed(&self, question: usize, possible: &[&Apart]) -> usize {
        let kinds = 0..self.series.kinds.len();
        let least: Vec<u64> = kinds.map(|kind| self.told.iter().map(|counts| counts[question][kind]).min().unwrap_or(0)).collect();
        let of = |release: usize| {
            let attack = &self.attacks[release][question];
            let mut seen: Vec<Option<(u64, u64)>> = vec![None; attack.told.len()];
            for sums in possible.iter().filter_map(|apart| self.sums(question, release, apart)) {
                seen.iter_mut().zip(sums).for_each(|(seen, sum)| widen(seen, sum));
            }
            let is_secret = |cell: &usize| {
                attack.told[*cell].cell == Cell::Hidden
                    && attack.counted(*cell, &least) > 0
                    && !self.was_shown(question, release, &attack.told[*cell])
                    && !self.is_said_again(question, release, *cell)
            };
            (0..attack.told.len()).filter(is_secret).filter(|cell| seen[*cell].is_some_and(|(low, high)| low == high)).count()
        };
        (0..self.attacks.len()).map(of).sum()
    }

    fn like(&self, question: usize, release: usize, told: &Told) -> Option<Cell<u64>> {
        let mut all = self.attacks[release][question].told.iter();
        all.find(|own| (own.site, own.what) == (told.site, told.what)).map(|own| own.cell).filter(|cell| *cell != Cell::Unknown)
    }

    /// Whether a count was shown when it was told last: then whoever knows the differences knows it, whatever is published.
    fn was_shown(&self, question: usize, release: usize, told: &Told) -> bool {
        let last = (0..release).rev().find_map(|before| self.like(question, before, told));
        last.is_some_and(|cell| cell.shown().is_some())
    }

    /// Whether a release says again of the very same people what the one before it said: it was looked at there.
    fn is_said_again(&self, question: usize, release: usize, cell: usize) -> bool {
        let Some(before) = release.checked_sub(1) else { return false };
        let told = &self.attacks[release][question].told[cell];
        self.told[release][question] == self.told[before][question] && self.like(question, before, told) == Some(told.cell)
    }

    /// Hidden counts that are the same whatever tables of two releases fit of which the later has no fewer of any kind, for children and for records.
    fn nobody_leaves(&self) -> usize {
        let all = |attack: &Attack| {
            let mut found = Vec::new();
            attack.run(|counts, _| {
                found.push(counts.to_vec());
                false
            });
            found
        };
        let under = |less: &[u64], more: &[u64]| less.iter().zip(more).all(|(less, more)| less <= more);
        let two = |question: usize| -> Vec<(Vec<u64>, Vec<u64>)> {
            let (before, after) = (all(&self.attacks[0][question]), all(&self.attacks[1][question]));
            let pairs = before.iter().flat_map(|one| after.iter().map(move |other| (one, other)));
            pairs.filter(|(one, other)| under(one, other)).map(|(one, other)| (one.clone(), other.clone())).collect()
        };
        let (children, records) = (two(0), two(1));
        let fits = |less: &(Vec<u64>, Vec<u64>), more: &(Vec<u64>, Vec<u64>)| under(&less.0, &more.0) && under(&less.1, &more.1);
        let children_left: Vec<_> = children.iter().filter(|own| records.iter().any(|other| fits(own, other))).collect();
        let records_left: Vec<_> = records.iter().filter(|own| children.iter().any(|other| fits(other, own))).collect();
        let worked_out = |release: usize, question: usize, tables: Vec<&Vec<u64>>| {
            let attack = &self.attacks[release][question];
            let hidden = (0..attack.told.len()).filter(|cell| attack.told[*cell].cell == Cell::Hidden);
            let counts = |cell: usize| tables.iter().map(|own| attack.counted(cell, own)).collect::<BTreeSet<u64>>();
            hidden.filter(|cell| matches!(counts(*cell).iter().collect::<Vec<_>>()[..], [count] if *count > 0)).count()
        };
        let of = |question: usize, left: &[&(Vec<u64>, Vec<u64>)]| {
            worked_out(0, question, left.iter().map(|own| &own.0).collect())
                + worked_out(1, question, left.iter().map(|own| &own.1).collect())
        };
        of(0, &children_left) + of(1, &records_left)
    }
}

/// Series of who came in since.
const SINCE: u64 = 400;

/// Rounding base and threshold.
const RULES: [(u64, u64); 3] = [(1, 3), (3, 3), (5, 5)];

/// What readers work out of children and records of all releases, protected beside each other or not, and how many years are repeated.
fn opened(series: &Series, within: &[Within], attack: impl Fn(&Reader, &[Protected]) -> usize) -> (usize, usize) {
    let (mut opened, mut repeated) = (0, 0);
    for (base, threshold) in RULES {
        let policy = Policy { base, ..exact(threshold, (2022, 2022)) };
        let all = series.protected(&policy, within);
        assert!(all.iter().all(|own| own.withheld.is_empty()), "{:?}", series.counts);
        repeated += all.iter().map(|own| own.repeated.len()).sum::<usize>();
        let found = attack(&Reader::of(series, &all, &policy), &all);
        assert!(found == 0 || within.is_empty(), "base {base}: {found} of {:?}", series.counts);
        opened += found;
    }
    (opened, repeated)
}

#[test]
fn a_reader_of_all_releases_of_children_and_records_who_knows_every_difference_opens_nothing() {
    let (mut apart, mut repeated) = (0, 0);
    for seed in 0..24 {
        let series = Series::of_arrivals(seed, &[ALMERE, URK, LELYSTAD], 3);
        let known = |reader: &Reader, _: &[Protected]| reader.known_differences();
        apart += opened(&series, &[], known).0;
        repeated += opened(&series, &within(), known).1;
    }
    assert!(apart > 0, "one by one nothing is opened");
    assert!(repeated > 0, "in 72 releases no year is repeated");
}

#[test]
fn a_reader_of_two_releases_of_children_and_records_who_knows_that_nobody_leaves_opens_nothing() {
    let (mut apart, mut repeated) = (0, 0);
    // In one of these a small count is opened unless worlds of who came in since keep the bound too.
    for seed in 0..SINCE {
        let series = Series::of_arrivals(seed, &[ALMERE, URK], 2);
        // One that repeats the year says nothing of who came in.
        let arrivals = |reader: &Reader, all: &[Protected]| if all[1].repeated.is_empty() { reader.nobody_leaves() } else { 0 };
        apart += opened(&series, &[], arrivals).0;
        repeated += opened(&series, &within(), arrivals).1;
    }
    assert!(apart > 0, "one by one nothing is opened");
    assert!(repeated < 3 * SINCE as usize, "half of the years are repeated: {repeated}");
}

/// Of a told year in which only records changed, these are told anew, though children are told as they were.
#[test]
fn what_changed_is_told_anew_beside_what_did_not() {
    let policy = Policy { base: 5, ..exact(5, (2022, 2022)) };
    let kinds: Vec<Start> = [ALMERE, URK, LELYSTAD].iter().map(|code| Start::counted(*code, 2022, 0)).collect();
    let counts = vec![[vec![30, 20, 40], vec![60, 40, 80]], [vec![30, 20, 40], vec![75, 40, 80]]];
    let all = Series { kinds, counts }.protected(&policy, &within());
    let names: Vec<&str> = all[1].repeated.iter().map(|own| own.indicator.as_str()).collect();
    let country = domain::Site::all(domain::RegionCode::COUNTRY, domain::Span::Year(2022));
    let told = |release: usize| all[release].tables[1].cell(country, domain::Measure::Entered);
    assert_eq!((names, told(0), told(1)), (Vec::new(), Cell::Shown(180), Cell::Shown(195)));
}

/// Children of two years, and records of these and one more of each year. By the second release one child more is known of the first year, and the second year.
fn of_two_years(indicator: &str, more: usize, release: usize) -> Vec<CountTable> {
    let starts = |code: u16, year: i16, times: usize| repeat(Start::counted(code, year, 0), times);
    let mut all = [starts(URK, 2022, 3), starts(LELYSTAD, 2022, 20 + release), starts(ALMERE, 2022, 30 + more)].concat();
    if release > 0 {
        all.extend([starts(URK, 2023, 2), starts(LELYSTAD, 2023, 12), starts(ALMERE, 2023, 14 + more)].concat());
    }
    made::tables(indicator, &[Breakdown::All], &all)
}

#[test]
fn where_one_is_told_again_as_it_was_for_want_of_a_proof_the_others_are_too() {
    let policy = Policy { pools: vec![(2022, 2022), (2023, 2023)], ..exact(5, (2022, 2023)) };
    let tables = |release: usize| [of_two_years("children", 0, release), of_two_years("records", 1, release)].concat();
    let told_then = Policy { years: (2022, 2022), pools: vec![(2022, 2022)], ..policy.clone() };
    let first = protect_beside(&tables(0), &questions(), &Atlas::netherlands(), &told_then, &[], &within()).expect("a release");
    let mut earlier = remembered(0, &tables(0), &questions(), &policy, &first);
    let second = |earlier: &Earlier| {
        let earlier = std::slice::from_ref(earlier);
        let found = protect_beside(&tables(1), &questions(), &Atlas::netherlands(), &policy, earlier, &within()).expect("a release");
        assert!(found.withheld.is_empty());
        found
    };
    let of =
        |protected: &Protected| -> Vec<(String, i16)> { protected.repeated.iter().map(|own| (own.indicator.clone(), own.year)).collect() };
    // As if a house without secondary suppression had told children: Urk follows from the others, and no table has another count.
    earlier.told[0].1 = super::releases::all_told("children", &tables(0), &told_then);
    let found = second(&earlier);
    assert_eq!(of(&found), [("children".to_owned(), 2022), ("records".to_owned(), 2022)]);
    for (table, (_, told)) in found.tables.iter().zip(&earlier.told) {
        let of_then = |told: &crate::Told| -> Vec<_> { told.cells.iter().filter(|(site, _, _)| site.span.holds(2022)).copied().collect() };
        assert_eq!(of_then(&crate::Told::of(table)), of_then(told));
        assert!(table.cells().any(|(site, _, cell)| site.span.holds(2023) && cell.shown().is_some()));
    }
}

#[test]
fn questions_that_hang_together_and_cannot_be_proven_tell_nothing() {
    let policy = Policy { width: 1000, steps: 1, ..exact(5, (2022, 2022)) };
    let tables = [of_two_years("children", 0, 0), of_two_years("records", 1, 0)].concat();
    let found = protect_beside(&tables, &questions(), &Atlas::netherlands(), &policy, &[], &within()).expect("a release");
    assert_eq!(found.withheld.iter().map(|own| own.indicator.as_str()).collect::<Vec<_>>(), ["children", "records"]);
    assert!(found.tables.iter().all(|table| table.cells().all(|(_, _, cell)| cell == Cell::Unknown)));
}
