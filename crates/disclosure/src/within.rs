//! Questions of which one counts part of what another counts: children and cases of the very starts that are counted as records.
//!
//! Whoever knows how is counted knows that nowhere are there more children than records. So a table of one is possible only with a table of the other that
//! fits what was told of that, and lies on the right side of it. The rows of all stand in one system, over the atoms of each, with a row for every bound.
//! What the others tell is frozen: it may yet hide more, which leaves every table possible that was.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Breakdown, Form};

use crate::Policy;
use crate::family::Family;
use crate::proof::Atom;
use crate::rows::Rows;
use crate::rule::UNBOUNDED;
use crate::system::{Draft, System};

/// By the counting rules one indicator counts no more than another: in every place, year, sex and age, with every form of violence and without it.
///
/// So it is for what is counted once for several starts, at one of them and with the forms of all (a child, a case), beside the starts themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Within {
    /// The indicator that counts no more.
    pub smaller: String,
    /// Than this one.
    pub larger: String,
}

/// Another question in the system of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beside<'b> {
    pub(crate) family: &'b Family<'b>,
    pub(crate) rows: &'b Rows,
    /// Number of its first row in the system, and of its first atom.
    pub(crate) row: usize,
    pub(crate) atom: usize,
}

/// The other questions in the system of one. Questions are numbered: that one is 0, these follow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Among<'b> {
    pub(crate) others: Vec<Beside<'b>>,
    /// Which counts no more than which.
    pairs: Vec<(usize, usize)>,
}

/// One system over all, where searches start, and atoms that stay at zero.
pub(crate) struct Joined {
    pub(crate) system: System,
    pub(crate) counts: Vec<i64>,
    pub(crate) barred: Vec<usize>,
}

impl<'b> Among<'b> {
    /// Sets other questions, with what they tell, beside one.
    pub(crate) fn of(
        (family, rows): (&Family, &Rows),
        others: &[(&'b Family<'b>, &'b Rows)],
        pairs: Vec<(usize, usize)>,
        policy: &Policy,
    ) -> (Among<'b>, Joined) {
        let mut draft = Draft::of(family, rows, policy);
        let frozen = draft.low.len();
        let (mut counts, mut barred) = (family.counts.clone(), family.barred());
        let mut among = Among { others: Vec::with_capacity(others.len()), pairs };
        for (other, told) in others.iter().copied() {
            let (row, atom) = (draft.low.len(), counts.len());
            let its = Draft::of(other, told, policy);
            let zeros = its.entries().into_iter().zip(&its.high).take(its.published).filter(|(_, high)| **high == 0);
            barred.extend(zeros.flat_map(|(entries, _)| entries).map(|(own, _)| own as usize + atom));
            barred.extend(other.barred().into_iter().map(|own| own + atom));
            draft.append(its, atom);
            counts.extend(&other.counts);
            among.others.push(Beside { family: other, rows: told, row, atom });
        }
        for (smaller, larger) in among.pairs.clone() {
            let of = |question: usize| question.checked_sub(1).map_or((family, 0), |at| (among.others[at].family, among.others[at].atom));
            for entries in bounds(of(smaller), of(larger)) {
                draft.add(0, UNBOUNDED, &entries);
            }
        }
        let number = draft.low.len();
        let mut system = draft.finish(counts.len(), frozen, vec![0; number]);
        system.held = frozen;
        (among, Joined { system, counts, barred })
    }

    /// Whether a row of one question tells, where it counts one person or nobody, what a row of another within it counts.
    pub(crate) fn tells(&self, outer: usize, inner: usize) -> bool {
        outer == inner || self.pairs.contains(&(inner, outer))
    }
}

/// What a bound is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum About {
    /// Everyone of a place, class and year.
    Group(Atom),
    /// Everyone in the country in a year of whom a form is not known, but another is; of form unknown: of whom one is known.
    Without(usize, usize),
}

/// Atoms with their signs.
type Entries = Vec<(u32, i8)>;

/// Rows that are nowhere below zero: what the larger counts less what the smaller does. Years in which the counts themselves say otherwise have none.
fn bounds(smaller: (&Family, usize), larger: (&Family, usize)) -> Vec<Entries> {
    let excludes = smaller.0.unknown_excludes && larger.0.unknown_excludes;
    let (less, more) = (counted(smaller.0, excludes), counted(larger.0, excludes));
    let mut found: Vec<(usize, Entries, i64)> = Vec::new();
    for (about, own) in &less {
        let Some(its) = more.get(about) else { continue };
        let value = |family: &Family, entries: &Entries| -> i64 {
            entries.iter().map(|(atom, sign)| i64::from(*sign) * family.counts[*atom as usize]).sum()
        };
        let room = value(larger.0, &its.1) - value(smaller.0, &own.1);
        let plus = its.1.iter().map(|(atom, sign)| (*atom + larger.1 as u32, *sign));
        let minus = own.1.iter().map(|(atom, sign)| (*atom + smaller.1 as u32, -*sign));
        found.push((own.0, plus.chain(minus).collect(), room));
    }
    let broken: BTreeSet<usize> = found.iter().filter(|(_, _, room)| *room < 0).map(|(year, _, _)| *year).collect();
    found.into_iter().filter(|(year, _, _)| !broken.contains(year)).map(|(_, entries, _)| entries).collect()
}

/// Everything that a bound is about, with the year by number.
fn counted(family: &Family, excludes: bool) -> BTreeMap<About, (usize, Entries)> {
    let year_of = |atom: Atom| family.frame.year(atom.year()).unwrap_or(usize::MAX);
    let groups = family.groups().filter(|group| !group.is_empty()).map(|group| {
        let atom = family.atom(group.start).whatever_became();
        (About::Group(atom), (year_of(atom), group.map(|own| (own as u32, 1)).collect()))
    });
    let mut counted: BTreeMap<About, (usize, Entries)> = groups.collect();
    let Some(forms) = family.layers.iter().find(|layer| layer.breakdown == Breakdown::Form) else { return counted };
    let all = family.all();
    for year in 0..forms.years {
        let everyone = || (0..all.areas).flat_map(move |area| (0..all.columns).map(move |column| all.at(area, year, 0, column)));
        let with = |class: usize| (0..forms.columns).map(move |column| forms.at(0, year, class, column));
        for class in 0..Form::ALL.len() {
            let unknown = (class > 0 && excludes).then(|| with(0));
            let less = with(class).chain(unknown.into_iter().flatten());
            let entries = everyone().map(|atom| (atom as u32, 1)).chain(less.map(|atom| (atom as u32, -1))).collect();
            counted.insert(About::Without(class, year), (year, entries));
        }
    }
    counted
}
