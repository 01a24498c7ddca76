//! What must hold of several releases of the same indicator: whoever holds all of them learns no more.

use std::collections::BTreeMap;

use domain::{Atlas, Breakdown, Cell, Measure, Outcome};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{ALMERE, LELYSTAD, URK, UTRECHT, alone, audit_told, exact, hand_over, repeat};
use crate::attack::Attack;
use crate::audit::{Asked, AuditError, Before, audit_apart};
use crate::family::Family;
use crate::frame::Frame;
use crate::joint;
use crate::made::{self, Start};
use crate::proof::Proof;
use crate::repeat::{Again, Mixed, Repeat};
use crate::shielded::{Manner, Member};
use crate::within::Pairs;
use crate::{Earlier, Policy, Protected, Question, Repeated, SafeTable, Told, certify, protect_beside};

/// Small made counts: kinds of starts, and how many of each every release counts.
struct Series {
    question: Question,
    breakdowns: Vec<Breakdown>,
    kinds: Vec<Start>,
    counts: Vec<Vec<u64>>,
}

impl Series {
    /// Two municipalities and two sexes; children come in late, one or two at a time.
    fn of_arrivals(seed: u64, releases: usize) -> Series {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let kinds: Vec<Start> = [ALMERE, URK].into_iter().flat_map(|code| [1, 2].map(|sex| Start::counted(code, 2022, sex))).collect();
        let mut counts = vec![kinds.iter().map(|_| chance.random_range(0..6)).collect::<Vec<u64>>()];
        for _ in 1..releases {
            let mut next = counts[counts.len() - 1].clone();
            for _ in 0..chance.random_range(1..=2) {
                next[chance.random_range(0..kinds.len())] += 1;
            }
            counts.push(next);
        }
        Series { question: Question::count("help"), breakdowns: vec![Breakdown::All, Breakdown::Sex], kinds, counts }
    }

    /// Two places and what became of the waits there: one may go on from waiting to reached, another comes in.
    fn of_waits(seed: u64, releases: usize) -> Series {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let ends = [(Outcome::Reached, 10), (Outcome::Open, 183)];
        let kinds: Vec<Start> = [ALMERE, UTRECHT]
            .into_iter()
            .flat_map(|code| ends.map(|(outcome, days)| Start::counted(code, 2022, 0).ended(outcome, days)))
            .collect();
        let mut counts = vec![kinds.iter().map(|_| chance.random_range(0..6)).collect::<Vec<u64>>()];
        for _ in 1..releases {
            let mut next = counts[counts.len() - 1].clone();
            let place = 2 * chance.random_range(0..2);
            if next[place + 1] > 0 && chance.random_bool(0.5) {
                next[place + 1] -= 1;
                next[place] += 1;
            } else {
                next[place + chance.random_range(0..2)] += 1;
            }
            counts.push(next);
        }
        Series { question: hand_over(183, 183, &[183]), breakdowns: vec![Breakdown::All], kinds, counts }
    }

    /// Two municipalities and two years, told by year and together; children come in late, one or two at a time.
    fn of_years(seed: u64, releases: usize) -> Series {
        let arrivals = Series::of_arrivals(seed, releases);
        let kinds = [ALMERE, URK].into_iter().flat_map(|code| [2022, 2023].map(|year| Start::counted(code, year, 0))).collect();
        Series { breakdowns: vec![Breakdown::All], kinds, ..arrivals }
    }

    /// What every release counts: of a year that it repeats what the one before it counted.
    fn standing(&self, all: &[Protected]) -> Series {
        let mut counts: Vec<Vec<u64>> = Vec::new();
        for (now, own) in self.counts.iter().zip(all) {
            let repeats = |year: i16| own.repeated.iter().any(|repeated| repeated.year == year && repeated.from.is_some());
            let then = counts.last().unwrap_or(now).clone();
            let one = |(kind, (now, then)): (&Start, (&u64, u64))| if repeats(kind.year) { then } else { *now };
            counts.push(self.kinds.iter().zip(now.iter().zip(then)).map(one).collect());
        }
        Series { question: self.question.clone(), breakdowns: self.breakdowns.clone(), kinds: self.kinds.clone(), counts }
    }

    fn tables(&self, release: usize) -> Vec<domain::CountTable> {
        let starts: Vec<Start> =
            self.kinds.iter().zip(&self.counts[release]).flat_map(|(kind, times)| repeat(kind.clone(), *times as usize)).collect();
        made::tables("help", &self.breakdowns, &starts)
    }

    /// The releases that tell something anew. All readers know that one that repeats the year says nothing about today, and it is the one before it again.
    fn anew(&self, all: &[Protected]) -> (Series, Vec<Protected>) {
        let mut told: Vec<(Vec<u64>, Protected)> = Vec::new();
        for (counts, own) in self.counts.iter().zip(all) {
            match told.last().filter(|_| !own.repeated.is_empty()) {
                Some((_, last)) => assert_eq!(last.tables, own.tables, "the same, cell by cell"),
                None => told.push((counts.clone(), own.clone())),
            }
        }
        let (counts, all) = told.into_iter().unzip();
        (Series { question: self.question.clone(), breakdowns: self.breakdowns.clone(), kinds: self.kinds.clone(), counts }, all)
    }

    /// Every release, protected beside those before it or each by itself.
    fn protected(&self, policy: &Policy, jointly: bool) -> Vec<Protected> {
        let atlas = Atlas::netherlands();
        let (mut earlier, mut all): (Vec<Earlier>, Vec<Protected>) = (Vec::new(), Vec::new());
        for release in 0..self.counts.len() {
            let tables = self.tables(release);
            let questions = [self.question.clone()];
            let known = if jointly { earlier.as_slice() } else { &[] };
            let protected = protect_beside(&tables, &questions, &atlas, policy, known, &[]).expect("a release");
            earlier.push(remembered(release, &tables, &questions, policy, &protected));
            all.push(protected);
        }
        all
    }
}

pub(super) fn remembered(
    release: usize,
    tables: &[domain::CountTable],
    questions: &[Question],
    policy: &Policy,
    protected: &Protected,
) -> Earlier {
    Earlier {
        version: format!("r{release}"),
        policy: policy.clone(),
        questions: questions.to_vec(),
        counts: protected.counts(tables),
        told: protected.tables.iter().map(|table| (table.indicator().to_owned(), Told::of(table))).collect(),
        repeated: protected.repeated.clone(),
        withdrawn: false,
    }
}

/// What an attacker works out who holds all releases. Written apart from search and audit: tries every table of the last release.
#[derive(Default, Debug, PartialEq, Eq, Clone, Copy)]
struct Worked {
    /// Hidden counts, by whoever knows how every kind of person differs from release to release.
    by_differences: usize,
    /// Hidden counts, by whoever knows that nobody leaves.
    by_arrivals: usize,
    /// Small differences between counts that were told, likewise.
    differences: usize,
}

impl std::ops::AddAssign for Worked {
    fn add_assign(&mut self, other: Worked) {
        self.by_differences += other.by_differences;
        self.by_arrivals += other.by_arrivals;
        self.differences += other.differences;
    }
}

/// More of one kind than any series has.
const CAP: u64 = 8;

fn attacked(series: &Series, all: &[Protected], policy: &Policy) -> Worked {
    let atlas = Atlas::netherlands();
    let attacks: Vec<Attack> = all.iter().map(|own| Attack::new(&own.tables[0], &series.kinds, &atlas, policy, CAP)).collect();
    let mut worked = Worked { by_differences: known_differences(series, &attacks), ..Worked::default() };
    let never_left = series.counts.windows(2).all(|pair| pair[0].iter().zip(&pair[1]).all(|(before, after)| before <= after));
    if never_left {
        for later in 1..attacks.len() {
            let (hidden, differences) = nobody_leaves(series, &attacks, later, policy);
            worked.by_arrivals += hidden;
            worked.differences += differences;
        }
    }
    worked
}

/// Hidden counts of which every series of tables with these very differences holds the same. A count of people whom no other release knows is known to
/// whoever knows the differences, whatever is published.
fn known_differences(series: &Series, attacks: &[Attack]) -> usize {
    let last = attacks.len() - 1;
    let mut seen: Vec<Vec<Option<(u64, u64)>>> = attacks.iter().map(|own| vec![None; own.told.len()]).collect();
    attacks[last].run(|counts, _| {
        let shifted = |release: usize| -> Option<Vec<u64>> {
            let pairs = series.counts[release].iter().zip(&series.counts[last]).zip(counts);
            pairs.map(|((own, end), count)| (own + count).checked_sub(*end)).collect()
        };
        let sums: Option<Vec<Vec<u64>>> = (0..attacks.len()).map(|release| attacks[release].sums(&shifted(release)?)).collect();
        for (seen, sums) in seen.iter_mut().zip(sums.into_iter().flatten()) {
            seen.iter_mut().zip(sums).for_each(|(seen, sum)| widen(seen, sum));
        }
        false
    });
    let least: Vec<u64> = (0..series.kinds.len()).map(|kind| series.counts.iter().map(|counts| counts[kind]).min().unwrap_or(0)).collect();
    let closed = |release: usize| {
        let (seen, attack) = (&seen[release], &attacks[release]);
        let hidden = (0..attack.told.len()).filter(|cell| attack.told[*cell].cell == Cell::Hidden && attack.counted(*cell, &least) > 0);
        let hidden = hidden.filter(|cell| !shown_last(&attacks[..release], &attack.told[*cell]));
        let hidden = hidden.filter(|cell| release == 0 || !is_said_again(series, attacks, release, *cell));
        hidden.filter(|cell| seen[*cell].is_some_and(|(low, high)| low == high)).count()
    };
    (0..attacks.len()).map(closed).sum()
}

/// Whether a release says of a cell what the one before it said, of years that count the very same people: it is the same number, and was looked at there.
fn is_said_again(series: &Series, attacks: &[Attack], release: usize, cell: usize) -> bool {
    let told = &attacks[release].told[cell];
    let like = attacks[release - 1].told.iter().find(|own| (own.site, own.what) == (told.site, told.what));
    let mut counts = series.kinds.iter().zip(series.counts[release].iter().zip(&series.counts[release - 1]));
    let is_standing = counts.all(|(kind, (now, then))| now == then || !told.site.span.holds(kind.year));
    is_standing && like.is_some_and(|own| own.cell == told.cell)
}

/// Whether a count was shown when it was told last: then whoever knows the differences knows it, whatever is published.
fn shown_last(before: &[Attack], told: &crate::attack::Told) -> bool {
    let like = |attack: &Attack| attack.told.iter().find(|own| (own.site, own.what) == (told.site, told.what)).map(|own| own.cell);
    let said = before.iter().rev().filter_map(like).find(|cell| *cell != Cell::Unknown);
    said.is_some_and(|cell| cell.shown().is_some())
}

/// Hidden counts of two releases, the one and the one before it, and small differences between them, that are the same whatever two tables fit of which
/// the later has no fewer of any kind.
fn nobody_leaves(series: &Series, attacks: &[Attack], later: usize, policy: &Policy) -> (usize, usize) {
    let (one, other) = (&attacks[later - 1], &attacks[later]);
    let tables = |attack: &Attack| {
        let mut found = Vec::new();
        attack.run(|counts, sums| {
            found.push((counts.to_vec(), sums.to_vec()));
            false
        });
        found
    };
    let (before, after) = (tables(one), tables(other));
    let mut seen = (vec![None; one.told.len()], vec![None; other.told.len()], vec![None; one.told.len()]);
    let like: Vec<Option<usize>> =
        one.told.iter().map(|own| other.told.iter().position(|its| (own.site, own.what) == (its.site, its.what))).collect();
    for (first, sums) in &before {
        for (_, its) in after.iter().filter(|(second, _)| first.iter().zip(second).all(|(first, second)| first <= second)) {
            seen.0.iter_mut().zip(sums).for_each(|(seen, sum)| widen(seen, *sum));
            seen.1.iter_mut().zip(its).for_each(|(seen, sum)| widen(seen, *sum));
            for (cell, like) in like.iter().enumerate() {
                if let Some(like) = like {
                    widen(&mut seen.2[cell], 1000 + its[*like] - sums[cell]);
                }
            }
        }
    }
    let closed = |seen: &[Option<(u64, u64)>], attack: &Attack| {
        let hidden = (0..attack.told.len()).filter(|cell| attack.told[*cell].cell == Cell::Hidden);
        hidden.filter(|cell| seen[*cell].is_some_and(|(low, high)| low == high && high > 0)).count()
    };
    let told = |cell: Cell<u64>| matches!(cell, Cell::Shown(_) | Cell::Hidden);
    let small = |cell: &usize| {
        let Some(like) = like[*cell] else { return false };
        let threshold = policy.thresholds.of(one.told[*cell].site.region.kind());
        let apart = other.counted(like, &series.counts[later]).abs_diff(one.counted(*cell, &series.counts[later - 1]));
        let is_told = one.told[*cell].cell.shown().is_some() && told(other.told[like].cell);
        is_told && (1..threshold).contains(&apart) && seen.2[*cell].is_some_and(|(low, high)| low == high)
    };
    (closed(&seen.0, one) + closed(&seen.1, other), (0..one.told.len()).filter(small).count())
}

pub(super) fn widen(seen: &mut Option<(u64, u64)>, value: u64) {
    let (low, high) = seen.unwrap_or((value, value));
    *seen = Some((low.min(value), high.max(value)));
}

/// Rounding base and threshold.
const RULES: [(u64, u64); 3] = [(1, 3), (3, 3), (5, 5)];

/// What is worked out of releases each by itself and of releases protected jointly; of the latter how many tell nothing, and how many repeat.
fn compare(make: fn(u64, usize) -> Series, releases: usize, seeds: std::ops::Range<u64>) -> (Worked, Worked, [usize; 2]) {
    let (mut apart, mut jointly, mut without) = (Worked::default(), Worked::default(), [0, 0]);
    for (base, threshold) in RULES {
        let policy = Policy { base, ..exact(threshold, (2022, 2022)) };
        for seed in seeds.clone() {
            let series = make(seed, releases);
            apart += attacked(&series, &series.protected(&policy, false), &policy);
            let all = series.protected(&policy, true);
            without[0] += all.iter().filter(|own| !own.withheld.is_empty()).count();
            without[1] += all.iter().filter(|own| !own.repeated.is_empty()).count();
            certificates_fit(&all, &policy);
            let (series, all) = series.anew(&all);
            let worked = attacked(&series, &all, &policy);
            assert_eq!(worked, Worked::default(), "seed {seed}, base {base}: {:?}", series.counts);
            jointly += worked;
        }
    }
    (apart, jointly, without)
}

/// A table that repeats a year is one that somebody can find tables for who has nothing else.
fn certificates_fit(all: &[Protected], policy: &Policy) {
    for own in all.iter().filter(|own| !own.repeated.is_empty() && Told::of(&own.tables[0]).is_hiding()) {
        let certified = certify(&own.tables[0], &Atlas::netherlands(), policy);
        assert_eq!(certified.refused, 0);
        assert!(certified.certificates.is_some_and(|found| !found.tables.is_empty()), "{:?}", own.repeated);
    }
}

#[test]
fn an_attacker_with_all_releases_of_late_arrivals_opens_nothing_that_is_protected_jointly() {
    let (apart, jointly, [withheld, repeated]) = compare(Series::of_arrivals, 3, 0..4);
    assert_eq!(jointly, Worked::default());
    assert!(apart.by_differences > 0 && apart.differences > 0, "one by one nothing is opened: {apart:?}");
    assert!(withheld == 0 && repeated > 0, "of 36 releases {withheld} tell nothing, {repeated} repeat");
}

#[test]
fn an_attacker_with_all_releases_of_waits_opens_nothing_that_is_protected_jointly() {
    let (apart, jointly, [withheld, repeated]) = compare(Series::of_waits, 3, 0..4);
    assert_eq!(jointly, Worked::default());
    assert!(apart.by_differences > 0, "one by one nothing is opened: {apart:?}");
    assert!(withheld == 0 && repeated > 0, "of 36 releases {withheld} tell nothing, {repeated} repeat");
}

/// Releases that repeat one year and tell another anew, and their sum.
#[test]
fn an_attacker_with_releases_that_repeat_some_years_opens_nothing() {
    let (mut apart, mut mixed) = (Worked::default(), 0);
    for (base, threshold) in RULES {
        let policy = Policy { base, ..exact(threshold, (2022, 2023)) };
        for seed in 0..8 {
            let series = Series::of_years(seed, 3);
            apart += attacked(&series, &series.protected(&policy, false), &policy);
            let all = series.protected(&policy, true);
            let repeats = |own: &&Protected| own.repeated.len() == 1;
            mixed += all.iter().filter(repeats).count();
            let standing = series.standing(&all);
            assert_eq!(attacked(&standing, &all, &policy), Worked::default(), "seed {seed}, base {base}: {:?}", standing.counts);
        }
    }
    assert!(apart.by_differences > 0 && apart.differences > 0, "one by one nothing is opened: {apart:?}");
    assert!(mixed >= 5, "only {mixed} releases repeat one of two years");
}

/// Three municipalities, the first of them small, twice; by the second release one child more is known in one of them.
fn grown(code: u16) -> [Vec<domain::CountTable>; 2] {
    let mut starts = repeat(Start::counted(URK, 2022, 0), 3);
    starts.extend(repeat(Start::counted(LELYSTAD, 2022, 0), 20));
    starts.extend(repeat(Start::counted(ALMERE, 2022, 0), 30));
    let before = made::tables("help", &[Breakdown::All], &starts);
    starts.push(Start::counted(code, 2022, 0));
    [before, made::tables("help", &[Breakdown::All], &starts)]
}

fn entered(protected: &Protected, code: u16) -> Cell<u64> {
    let site = domain::Site::all(domain::Municipality(code).region(), domain::Span::Years(2022, 2022));
    protected.tables[0].cell(site, Measure::Entered)
}

#[test]
fn a_count_that_one_child_was_added_to_is_hidden_where_both_would_tell_the_child() {
    let (atlas, policy) = (Atlas::netherlands(), exact(5, (2022, 2022)));
    let [before, after] = grown(ALMERE);
    let questions = [Question::count("help")];
    let first = protect_beside(&before, &questions, &atlas, &policy, &[], &[]).expect("a release");
    assert_eq!([URK, LELYSTAD, ALMERE].map(|code| entered(&first, code)), [Cell::Hidden, Cell::Hidden, Cell::Shown(30)]);
    let earlier = [remembered(0, &before, &questions, &policy, &first)];
    let second = protect_beside(&after, &questions, &atlas, &policy, &earlier, &[]).expect("a release");
    assert_eq!([URK, LELYSTAD, ALMERE].map(|code| entered(&second, code)), [Cell::Hidden; 3]);
    assert!(second.report.for_earlier > 0 && second.withheld.is_empty());
    let by_itself = protect_beside(&after, &questions, &atlas, &policy, &[], &[]).expect("a release");
    assert_eq!((entered(&by_itself, ALMERE), by_itself.report.for_earlier), (Cell::Shown(31), 0));
}

#[test]
fn the_same_data_again_hide_the_same_cells() {
    let atlas = Atlas::netherlands();
    let policy = Policy::usual(2021, 2023);
    let starts = made::country(&atlas, 3, 2021..=2023, 120, true);
    let tables = made::tables("help", &Breakdown::ALL, &starts);
    let questions = [hand_over(183, 365, &[30, 91, 183, 365])];
    let first = protect_beside(&tables, &questions, &atlas, &policy, &[], &[]).expect("a release");
    let earlier = [remembered(0, &tables, &questions, &policy, &first)];
    let second = protect_beside(&tables, &questions, &atlas, &policy, &earlier, &[]).expect("a release");
    assert_eq!(first.tables, second.tables);
    assert_eq!((second.report.for_earlier, second.withheld.len()), (0, 0));
}

#[test]
fn a_hidden_cell_that_is_shown_in_one_of_two_releases_is_caught_by_the_audit() {
    let (atlas, policy) = (Atlas::netherlands(), exact(5, (2022, 2022)));
    let [before, after] = grown(ALMERE);
    let questions = [Question::count("help")];
    let first = protect_beside(&before, &questions, &atlas, &policy, &[], &[]).expect("a release");
    let earlier = [remembered(0, &before, &questions, &policy, &first)];
    let frames = [Frame::new(&atlas, &policy)];
    let (columns, parts) = joint::parts(&questions[0], &earlier, &frames).expect("what was told");
    let family = Family::in_columns(&questions[0], columns, &after, &frames[0]).expect("a family");
    let member = Member {
        question: &questions[0],
        today: &family,
        family: family.clone(),
        repeat: Repeat::default(),
        parts: &parts,
        by_itself: None,
    };
    let (shielded, proof) = alone(member, (&atlas, &policy, &earlier), Manner::Jointly);
    let told = earlier[0].told[0].1.clone();
    let check = |table: &SafeTable, told: &Told| {
        let before = [Before { indicator: "help", release: 0, told, policy: &policy }];
        audit_told(table, &proof, (&before, &Again::new()), &atlas, &policy)
    };
    assert!(check(&shielded.table, &told).is_ok());
    let counted = |tables: &[domain::CountTable], code: u16| {
        tables[0].cells.iter().filter(|(key, _)| key.municipality.0 == code).map(|(_, count)| *count).sum::<u64>()
    };
    let site = |code: u16| domain::Site::all(domain::Municipality(code).region(), domain::Span::Years(2022, 2022));
    for code in [URK, LELYSTAD, ALMERE] {
        let mut shown = shielded.table.clone();
        shown.cells.insert((site(code), Measure::Entered), Cell::Shown(counted(&after, code)));
        assert!(check(&shown, &told).is_err(), "{code} in the new release");
    }
    for code in [URK, LELYSTAD] {
        let mut shown = told.clone();
        let cell = shown.cells.iter_mut().find(|own| own.0 == site(code)).expect("a cell");
        cell.2 = Cell::Shown(counted(&before, code));
        assert!(check(&shielded.table, &shown).is_err(), "{code} in the earlier release");
    }
    let before = [Before { indicator: "help", release: 0, told: &told, policy: &policy }];
    let spoilt_by = |spoil: &dyn Fn(&mut Proof)| {
        let mut spoilt = proof.clone();
        spoil(&mut spoilt);
        audit_told(&shielded.table, &spoilt, (&before, &Again::new()), &atlas, &policy)
    };
    assert!(matches!(spoilt_by(&|proof| proof.earlier[0].evidence.clear()), Err(AuditError::NoProof { .. })));
    let refused = spoilt_by(&|proof| proof.differences.clear());
    assert!(matches!(refused, Err(AuditError::Difference { .. } | AuditError::NoProof { .. })));
    let all = |proof: &mut Proof| proof.worlds.iter_mut().skip(1).flatten().for_each(|(_, change)| *change *= 40);
    assert!(spoilt_by(&all).is_err());
}

/// A year goes by: late registrations of before, waits that went on, and a new year.
fn a_year_later(atlas: &Atlas, starts: &[Start], seed: u64) -> Vec<Start> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut later = starts.to_vec();
    for start in &mut later {
        if start.outcome == Outcome::Open && start.days < 365 && chance.random_bool(0.5) {
            (start.outcome, start.days) = (Outcome::Reached, start.days + chance.random_range(0..=365 - start.days));
        }
    }
    later.extend(made::country(atlas, seed + 1, 2021..=2023, 4, true));
    later.extend(made::country(atlas, seed + 2, 2024..=2024, 250, true));
    later
}

#[test]
fn releases_of_other_years_pools_and_dues_are_protected_together() {
    let atlas = Atlas::netherlands();
    let starts = made::country(&atlas, 3, 2021..=2023, 250, true);
    let first = made::tables("help", &Breakdown::ALL, &starts);
    let second = made::tables("help", &Breakdown::ALL, &a_year_later(&atlas, &starts, 7));
    let asked = [hand_over(183, 365, &[30, 91, 183, 365])];
    let policy = Policy::usual(2021, 2023);
    let protected = protect_beside(&first, &asked, &atlas, &policy, &[], &[]).expect("a release");
    let earlier = [remembered(0, &first, &asked, &policy, &protected)];
    let asked = [hand_over(91, 365, &[30, 61, 91, 183, 365])];
    let policy = Policy::usual(2022, 2024);
    let protected = protect_beside(&second, &asked, &atlas, &policy, &earlier, &[]).expect("a release");
    assert_eq!(protected.withheld, []);
    assert!(protected.report.proofs_checked <= protected.report.primary + protected.report.secondary && protected.report.for_earlier > 0);
    // Safe, and dear: years, pools and dues all differ. Of 2,452 cells so many are left at least.
    assert!(protected.report.shown >= 500, "{:?}", protected.report);
    let asked = [hand_over(91, 365 * 2, &[30, 91])];
    let refused = protect_beside(&second, &asked, &atlas, &policy, &earlier, &[]).expect_err("another horizon");
    assert!(refused.to_string().contains("another id"), "{refused}");
}

/// Waits and a plain count of the same starts: in the first release the count holds one child more in the first municipality, in the second they are one.
fn waits_and_count(release: usize) -> Vec<domain::CountTable> {
    let starts = |urk: usize| {
        let of = |code, times| repeat(Start::counted(code, 2022, 0), times);
        [of(URK, urk), of(LELYSTAD, 20), of(ALMERE, 30)].concat()
    };
    let waits: Vec<Start> = starts(3 + release).into_iter().map(|start| start.ended(Outcome::Reached, 10)).collect();
    let mut tables = made::tables("help", &[Breakdown::All], &waits);
    tables.extend(made::tables("reports", &[Breakdown::All], &starts(4)));
    tables
}

#[test]
fn a_count_that_is_of_the_starts_of_a_wait_now_and_was_not_before_is_told_with_it() {
    let (atlas, policy) = (Atlas::netherlands(), Policy { base: 5, ..exact(5, (2022, 2022)) });
    let questions = [hand_over(183, 365, &[91, 183, 365]), Question::count("reports")];
    let first = protect_beside(&waits_and_count(0), &questions, &atlas, &policy, &[], &[]).expect("a release");
    let earlier = [remembered(0, &waits_and_count(0), &questions, &policy, &first)];
    let second = protect_beside(&waits_and_count(1), &questions, &atlas, &policy, &earlier, &[]).expect("a release");
    assert_eq!(second.withheld, []);
    let site = |code: u16| domain::Site::all(domain::Municipality(code).region(), domain::Span::Years(2022, 2022));
    for table in &second.tables {
        let told = [URK, LELYSTAD, ALMERE].map(|code| table.cell(site(code), Measure::Entered));
        assert_eq!(told, [Cell::Hidden, Cell::Shown(20), Cell::Shown(30)], "{}", table.indicator());
    }
}

#[test]
fn the_audit_asks_a_proof_of_what_a_count_told_that_goes_with_a_wait() {
    let (atlas, policy) = (Atlas::netherlands(), Policy { base: 5, ..exact(5, (2022, 2022)) });
    let questions = [hand_over(183, 365, &[91, 183, 365]), Question::count("reports")];
    let first = protect_beside(&waits_and_count(0), &questions, &atlas, &policy, &[], &[]).expect("a release");
    let earlier = [remembered(0, &waits_and_count(0), &questions, &policy, &first)];
    let frames = [Frame::new(&atlas, &policy)];
    let (columns, mut parts) = joint::parts(&questions[0], &earlier, &frames).expect("what was told");
    parts.extend(joint::parts(&questions[1], &earlier, &frames).expect("what was told").1);
    let now = waits_and_count(1);
    let family = Family::in_columns(&questions[0], columns, &now, &frames[0]).expect("a family");
    let member = Member {
        question: &questions[0],
        today: &family,
        family: family.clone(),
        repeat: Repeat::default(),
        parts: &parts,
        by_itself: None,
    };
    let (shielded, proof) = alone(member, (&atlas, &policy, &earlier), Manner::Jointly);
    let told: Vec<Told> = earlier[0].told.iter().map(|(_, told)| told.clone()).collect();
    let check = |proof: &Proof, told: &[Told]| {
        let names = ["help", "reports"].into_iter().zip(told);
        let before: Vec<Before> = names.map(|(indicator, told)| Before { indicator, release: 0, told, policy: &policy }).collect();
        audit_told(&shielded.table, proof, (&before, &Again::new()), &atlas, &policy)
    };
    assert_eq!(check(&proof, &told), Ok(()));
    let mut spoilt = proof.clone();
    spoilt.earlier[1].evidence.clear();
    assert!(matches!(check(&spoilt, &told), Err(AuditError::NoProof { .. })));
    let site = domain::Site::all(domain::Municipality(URK).region(), domain::Span::Years(2022, 2022));
    let mut shown = told.clone();
    shown[1].cells.iter_mut().filter(|own| own.0 == site).for_each(|own| own.2 = Cell::Shown(5));
    assert!(check(&proof, &shown).is_err());
    let mut without = proof.clone();
    without.earlier[1].base.clear();
    assert!(check(&without, &told).is_err());
}

/// A year that was told, of which a child more is known now, so that beside a fresh count the child would be told; and a year that nobody was told of.
fn stuck() -> ([Vec<domain::CountTable>; 2], Policy) {
    let municipality = |code: u16, year: i16, times: usize| repeat(Start::counted(code, year, 0), times);
    let mut starts = [municipality(URK, 2022, 3), municipality(LELYSTAD, 2022, 20), municipality(ALMERE, 2022, 30)].concat();
    let before = made::tables("help", &[Breakdown::All], &starts);
    starts.extend(municipality(LELYSTAD, 2022, 1));
    starts.extend([municipality(URK, 2023, 2), municipality(LELYSTAD, 2023, 12), municipality(ALMERE, 2023, 14)].concat());
    let policy = Policy { pools: vec![(2022, 2022), (2023, 2023)], ..exact(5, (2022, 2023)) };
    ([before, made::tables("help", &[Breakdown::All], &starts)], policy)
}

/// The release before with every cell shown by its own rule, as a house without secondary suppression told it: a fresh count has no way then.
pub(super) fn all_told(indicator: &str, tables: &[domain::CountTable], policy: &Policy) -> Told {
    let (atlas, question) = (Atlas::netherlands(), Question::count(indicator));
    let frame = Frame::new(&atlas, policy);
    let family = Family::gather(&question, tables, &frame).expect("a family");
    Told::of(&crate::rows::Rows::plan(&family, &question, policy).publish(&question, policy))
}

#[test]
fn years_that_cannot_be_told_anew_are_told_again_and_a_year_nobody_was_told_of_is_told() {
    let (atlas, ([before, after], policy)) = (Atlas::netherlands(), stuck());
    let questions = [Question::count("help")];
    let told = all_told("help", &before, &Policy { years: (2022, 2022), pools: vec![(2022, 2022)], ..policy.clone() });
    let first = Earlier {
        version: "r0".to_owned(),
        policy: policy.clone(),
        questions: questions.to_vec(),
        counts: before.clone(),
        told: vec![("help".to_owned(), told.clone())],
        repeated: Vec::new(),
        withdrawn: false,
    };
    let earlier = [first.clone()];
    let second = protect_beside(&after, &questions, &atlas, &policy, &earlier, &[]).expect("a release");
    assert_eq!(second.withheld, []);
    let again = |year: i16, from: &str| Repeated { indicator: "help".to_owned(), year, from: Some(from.to_owned()) };
    assert_eq!(second.repeated, [again(2022, "r0")]);
    let of_year = |cells: Vec<(domain::Site, Measure, Cell<u64>)>, year: i16| -> Vec<_> {
        cells.into_iter().filter(|(site, _, _)| site.span.holds(year)).collect()
    };
    assert_eq!(of_year(Told::of(&second.tables[0]).cells, 2022), of_year(told.cells.clone(), 2022));
    let country = |year: i16| domain::Site::all(domain::RegionCode::COUNTRY, domain::Span::Year(year));
    assert_eq!(second.tables[0].cell(country(2023), Measure::Entered), Cell::Shown(28));
    let counted = |tables: &[domain::CountTable], year: i16| {
        tables[0].cells.iter().filter(|(key, _)| key.year == year).map(|(_, own)| own).sum::<u64>()
    };
    assert_eq!((counted(&after, 2022), counted(&second.counts(&after), 2022), counted(&second.counts(&after), 2023)), (54, 53, 28));

    // A third release names the release that told it first, and nothing of a withdrawn one is told again.
    let remembered = remembered(1, &after, &questions, &policy, &second);
    let third = protect_beside(&after, &questions, &atlas, &policy, &[first.clone(), remembered.clone()], &[]).expect("a release");
    assert_eq!(third.repeated.first(), Some(&again(2022, "r0")));
    let only_first = [Earlier { withdrawn: true, ..first.clone() }, remembered.clone()];
    let third = protect_beside(&after, &questions, &atlas, &policy, &only_first, &[]).expect("a release");
    assert!(third.repeated.iter().any(|own| own.year == 2022 && own.from.is_none()), "nor what a withdrawn one told first");
    let gone = [Earlier { withdrawn: true, ..first }, Earlier { withdrawn: true, ..remembered }];
    let third = protect_beside(&after, &questions, &atlas, &policy, &gone, &[]).expect("a release");
    assert!(third.repeated.iter().all(|own| own.from.is_none()));
    assert_eq!(third.tables[0].cell(country(2022), Measure::Entered), Cell::Unknown);
}

/// A count of the same starts that the house adds later, of years that did not change: it goes with the count that was told of them.
#[test]
fn a_count_that_nobody_was_told_of_goes_with_its_leader_in_years_that_did_not_change() {
    let (atlas, ([before, _], policy)) = (Atlas::netherlands(), stuck());
    let questions = [Question::count("help"), Question::count("again")];
    let first = protect_beside(&before, &questions[..1], &atlas, &policy, &[], &[]).expect("a release");
    let earlier = [remembered(0, &before, &questions[..1], &policy, &first)];
    let renamed = before.iter().map(|table| domain::CountTable { indicator: "again".to_owned(), ..table.clone() });
    let both: Vec<domain::CountTable> = before.iter().cloned().chain(renamed).collect();
    let second = protect_beside(&both, &questions, &atlas, &policy, &earlier, &[]).expect("a release");
    assert!(second.repeated.is_empty() && second.withheld.is_empty(), "{:?}", second.repeated);
    assert_eq!(Told::of(&second.tables[0]), Told::of(&first.tables[0]), "the same data tell the same");
    assert_eq!(Told::of(&second.tables[1]).cells, Told::of(&second.tables[0]).cells);
    assert!(second.tables[1].cells().any(|(_, _, cell)| matches!(cell, Cell::Shown(1..))));
}

#[test]
fn the_audit_catches_a_repeated_cell_that_is_not_the_same_and_a_proof_that_moves_it() {
    let (atlas, ([before, after], policy)) = (Atlas::netherlands(), stuck());
    let question = Question::count("help");
    let told = all_told("help", &before, &Policy { years: (2022, 2022), pools: vec![(2022, 2022)], ..policy.clone() });
    let earlier = [Earlier {
        version: "r0".to_owned(),
        policy: policy.clone(),
        questions: vec![question.clone()],
        counts: before,
        told: vec![("help".to_owned(), told)],
        repeated: Vec::new(),
        withdrawn: false,
    }];
    let frames = [Frame::new(&atlas, &policy)];
    let (columns, parts) = joint::parts(&question, &earlier, &frames).expect("what was told");
    let repeat = Repeat::of(&question, &[2022].into(), Mixed::Unknown, (&earlier, &after, &policy));
    let counts = repeat.counts(&question, &after, &earlier);
    let family = Family::in_columns(&question, columns, &counts, &frames[0]).expect("a family");
    let member =
        Member { question: &question, today: &family, family: family.clone(), repeat: repeat.clone(), parts: &parts, by_itself: None };
    let (shielded, proof) = alone(member, (&atlas, &policy, &earlier), Manner::Apart);
    let before = vec![Before { indicator: "help", release: 0, told: &parts[0].told, policy: &policy }];
    let again = repeat.among(Some);
    let check_again = |table: &SafeTable, proof: &Proof, again: &Again| {
        let asked = Asked { indicator: "help", table, before: before.clone(), again: again.clone() };
        audit_apart(&asked, proof, (&[], &Pairs::default()), &atlas, &policy).map(|_| ())
    };
    let check = |table: &SafeTable, proof: &Proof| check_again(table, proof, &again);
    assert_eq!(check(&shielded.table, &proof), Ok(()));
    let repeated: Vec<_> = shielded.table.cells().filter(|(site, _, cell)| site.span.holds(2022) && *cell != Cell::Shown(0)).collect();
    assert!(!repeated.is_empty());
    for (site, measure, cell) in repeated {
        let mut spoilt = shielded.table.clone();
        let other = cell.shown().map_or(Cell::Shown(0), |count| Cell::Shown(count + 1));
        for other in [other, Cell::Unknown] {
            spoilt.cells.insert((site, measure), other);
            assert!(matches!(check(&spoilt, &proof), Err(AuditError::NotAgain { .. })), "{site:?}");
        }
    }
    let missing = repeat.spans.keys().copied().find(|span| span.holds(2022)).expect("a span");
    let fewer: BTreeMap<_, _> = again.iter().filter(|(span, _)| **span != missing).map(|(span, own)| (*span, *own)).collect();
    assert!(matches!(check_again(&shielded.table, &proof, &fewer), Err(AuditError::NotAgain { .. })));
    let mut spoilt = proof.clone();
    let moved = proof.base.iter().find(|(atom, _)| atom.year() == 2022).expect("somebody").0;
    spoilt.worlds.push(vec![(moved, 1)]);
    assert!(matches!(check(&shielded.table, &spoilt), Err(AuditError::NoTable { .. })));
}

/// A year that is repeated counts whom it counted, and whoever came in since is in no table of it.
#[test]
fn the_audit_catches_a_proof_in_which_a_repeated_year_counts_others() {
    let (atlas, ([before, after], policy)) = (Atlas::netherlands(), stuck());
    let questions = [Question::count("help")];
    let first =
        protect_beside(&before, &questions, &atlas, &Policy { years: (2022, 2022), pools: vec![(2022, 2022)], ..policy.clone() }, &[], &[]);
    let earlier = [remembered(0, &before, &questions, &policy, &first.expect("a release"))];
    let frames = [Frame::new(&atlas, &policy)];
    let (columns, parts) = joint::parts(&questions[0], &earlier, &frames).expect("what was told");
    let repeat = Repeat::of(&questions[0], &[2022].into(), Mixed::Told, (&earlier, &after, &policy));
    let counts = repeat.counts(&questions[0], &after, &earlier);
    let family = Family::in_columns(&questions[0], columns, &counts, &frames[0]).expect("a family");
    let member =
        Member { question: &questions[0], today: &family, family: family.clone(), repeat: repeat.clone(), parts: &parts, by_itself: None };
    let (shielded, proof) = alone(member, (&atlas, &policy, &earlier), Manner::Jointly);
    let told = [Before { indicator: "help", release: 0, told: &parts[0].told, policy: &policy }];
    let again = repeat.among(Some);
    let check = |proof: &Proof| audit_told(&shielded.table, proof, (&told, &again), &atlas, &policy);
    assert_eq!(check(&proof), Ok(()));
    let atom = |code: u16| {
        let own = crate::proof::Atom::Entered { municipality: domain::Municipality(code), year: 2022 };
        assert!(proof.base.iter().any(|(atom, _)| *atom == own), "nobody of {code}");
        own
    };
    // Both are hidden in that year: nothing that is told says otherwise.
    let moved = vec![(atom(URK), 1), (atom(LELYSTAD), -1)];
    let mut since = proof.clone();
    since.since.push(moved.clone());
    assert!(matches!(check(&since), Err(AuditError::NoTable { fault, .. }) if fault.contains("came in since")), "{:?}", check(&since));
    let mut others = proof.clone();
    for (atom, change) in moved {
        others.base.iter_mut().filter(|(own, _)| *own == atom).for_each(|(_, count)| *count += change);
    }
    assert!(matches!(check(&others), Err(AuditError::Unreadable { fault }) if fault.contains("other people")), "{:?}", check(&others));
}
