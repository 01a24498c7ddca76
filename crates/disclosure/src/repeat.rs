//! Years that a release repeats: where a newer figure would give somebody away, the figure told last stays.
//!
//! A repeated year *counts what it counted then*: its counts are those of the release that it is repeated from, and its cells are the cells told there. So
//! it says nothing about today's counts, and to everything else here it is a year in which nothing changed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CountKey, CountTable, Span};

use crate::certificates::Told;
use crate::{Earlier, Policy, Question, SafeTable};

/// A year of which an indicator's figures are no new ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Repeated {
    /// Which indicator.
    pub indicator: String,
    /// Which year.
    pub year: i16,
    /// Version of the release that told these figures first; nothing where there are none to repeat: then the year tells nothing.
    pub from: Option<String>,
}

/// What of one question is repeated, and from which of the earlier releases; nothing where there is none to repeat, and nothing is told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Repeat {
    pub(crate) years: BTreeMap<i16, Option<usize>>,
    /// Every span that is not told anew: these years, and pools of them.
    pub(crate) spans: BTreeMap<Span, Option<usize>>,
    /// Years of these that count today what they counted then: to tell them again is to tell them anew.
    unchanged: BTreeSet<i16>,
}

/// Spans that a release tells as an earlier one did: which of those, or nothing where it tells nothing.
pub(crate) type Again = BTreeMap<Span, Option<usize>>;

/// What becomes of pools in which some years are repeated and others not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mixed {
    /// They tell the sum of what their years count, protected as any other.
    Told,
    /// They tell nothing.
    Unknown,
}

impl Repeat {
    /// Repeats some years of a question, each from the last release that told it by the same rules and was not withdrawn.
    pub(crate) fn of(question: &Question, years: &BTreeSet<i16>, mixed: Mixed, (earlier, tables, policy): Known) -> Repeat {
        let known = (earlier, tables, policy);
        let last = |span: Span| (0..earlier.len()).rev().find(|release| may_stand(&earlier[*release], question, span, known));
        let years: BTreeMap<i16, Option<usize>> = years.iter().map(|year| (*year, last(Span::Year(*year)))).collect();
        let is_unchanged = |(year, from): (&i16, &Option<usize>)| {
            from.is_some_and(|from| counts_as(&earlier[from], question, tables, *year)).then_some(*year)
        };
        let unchanged = years.iter().filter_map(is_unchanged).collect();
        let mut repeat = Repeat { spans: years.iter().map(|(year, from)| (Span::Year(*year), *from)).collect(), years, unchanged };
        for (first, through) in &policy.pools {
            let pool = Span::Years(*first, *through);
            let own: Vec<Option<Option<usize>>> = (*first..=*through).map(|year| repeat.years.get(&year).copied()).collect();
            let one = own.first().copied().flatten().flatten().filter(|one| own.iter().all(|its| *its == Some(Some(*one))));
            match one.filter(|one| may_stand(&earlier[*one], question, pool, known)) {
                Some(release) => drop(repeat.spans.insert(pool, Some(release))),
                None if mixed == Mixed::Unknown && own.iter().any(Option::is_some) => drop(repeat.spans.insert(pool, None)),
                None => {}
            }
        }
        repeat
    }

    /// Of some years those that count what they counted when they were told last, by the same rules.
    pub(crate) fn unchanged(question: &Question, years: &BTreeSet<i16>, known: Known) -> BTreeSet<i16> {
        Repeat::of(question, years, Mixed::Told, known).unchanged
    }

    /// Whether everything is told anew.
    pub(crate) fn is_empty(&self) -> bool {
        self.years.is_empty()
    }

    /// The spans, by the place of their releases in a list.
    pub(crate) fn among(&self, place: impl Fn(usize) -> Option<usize>) -> Again {
        self.spans.iter().map(|(span, release)| (*span, release.map(|release| place(release).unwrap_or(usize::MAX)))).collect()
    }

    /// Years of which the figures of an earlier release stand.
    pub(crate) fn standing(&self) -> BTreeSet<i16> {
        self.years.iter().filter(|(_, from)| from.is_some()).map(|(year, _)| *year).collect()
    }

    /// What these spans tell, as a table of them alone.
    pub(crate) fn table(&self, question: &Question, policy: &Policy, earlier: &[Earlier]) -> SafeTable {
        let mut table = SafeTable::of_told(&question.indicator, policy.base, &Told::default());
        for (span, release) in &self.spans {
            let Some(told) = release.and_then(|release| earlier[release].told(&question.indicator)) else { continue };
            let cells = told.cells.iter().filter(|(site, _, _)| site.span == *span);
            table.cells.extend(cells.map(|(site, measure, cell)| ((*site, *measure), *cell)));
            table.curves.extend(told.steps.iter().filter(|(site, _)| site.span == *span).cloned());
        }
        table
    }

    /// The count tables of a question, in which repeated years count what they counted then.
    pub(crate) fn counts(&self, question: &Question, tables: &[CountTable], earlier: &[Earlier]) -> Vec<CountTable> {
        let own = tables.iter().filter(|table| table.indicator == question.indicator);
        own.map(|table| {
            let mut table = table.clone();
            table.cells.retain(|key, _| !matches!(self.years.get(&key.year), Some(Some(_))));
            for (year, release) in &self.years {
                let of = |release: &usize| same_table(&earlier[*release].counts, &table).cloned();
                let Some(then) = release.as_ref().and_then(of) else { continue };
                table.cells.extend(then.cells.into_iter().filter(|(key, _)| key.year == *year));
            }
            table
        })
        .collect()
    }

    /// For the reader: which years are not told as they count today, and which release told them first.
    pub(crate) fn named(&self, indicator: &str, earlier: &[Earlier]) -> Vec<Repeated> {
        let first = |year: i16, release: usize| {
            let own = &earlier[release];
            let before = own.repeated.iter().find(|before| before.indicator == indicator && before.year == year);
            before.and_then(|before| before.from.clone()).unwrap_or_else(|| own.version.clone())
        };
        let one = |(year, release): (&i16, &Option<usize>)| Repeated {
            indicator: indicator.to_owned(),
            year: *year,
            from: release.map(|release| first(*year, release)),
        };
        self.years.iter().filter(|(year, _)| !self.unchanged.contains(year)).map(one).collect()
    }
}

/// Earlier releases, today's counts and today's rules.
pub(crate) type Known<'a> = (&'a [Earlier], &'a [CountTable], &'a Policy);

/// Whether what a release told of a span can be told again: it told something, asked the same, went by the same rules, and neither it nor the one that
/// told it first is withdrawn.
fn may_stand(own: &Earlier, question: &Question, span: Span, (earlier, tables, policy): Known) -> bool {
    let first = own.repeated.iter().find(|before| before.indicator == question.indicator && span == Span::Year(before.year));
    let is_withdrawn = |version: &String| earlier.iter().any(|other| other.withdrawn && other.version == *version);
    let is_out = own.withdrawn || first.and_then(|before| before.from.as_ref()).is_some_and(is_withdrawn);
    let Some(told) = own.told(&question.indicator).filter(|_| !is_out) else { return false };
    let rules = Policy { years: policy.years, pools: policy.pools.clone(), steps: policy.steps, ..own.policy.clone() };
    let mut own_tables = tables.iter().filter(|table| table.indicator == question.indicator);
    let breakdowns = own.counts.iter().filter(|table| table.indicator == question.indicator).count();
    rules == *policy
        && own.question(&question.indicator) == Some(question)
        && tables.iter().filter(|table| table.indicator == question.indicator).count() == breakdowns
        && own_tables.all(|table| same_table(&own.counts, table).is_some())
        && told.spans().contains(&span)
}

/// Whether a question counts in a year what it counted for a release.
fn counts_as(own: &Earlier, question: &Question, tables: &[CountTable], year: i16) -> bool {
    let of = |table: &CountTable| -> BTreeMap<CountKey, u64> {
        table.cells.iter().filter(|(key, count)| key.year == year && **count > 0).map(|(key, count)| (*key, *count)).collect()
    };
    let mut asked = tables.iter().filter(|table| table.indicator == question.indicator);
    asked.all(|table| same_table(&own.counts, table).is_some_and(|then| of(then) == of(table)))
}

fn same_table<'a>(counts: &'a [CountTable], like: &CountTable) -> Option<&'a CountTable> {
    counts.iter().find(|table| table.indicator == like.indicator && table.breakdown == like.breakdown)
}
