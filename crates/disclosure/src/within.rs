//! Questions of which one counts part of what another counts: children and cases of the very starts that are counted as records.
//!
//! Whoever knows how is counted knows that nowhere are there more children than records, in no release. So tables of one are possible only with tables of the
//! other that fit what was told of that, now and before, and lie on the right side of it. The rows of all stand in one system, over the atoms of each, with a
//! row for every bound. What the others tell is frozen: it may yet hide more, which leaves every table possible that was.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Breakdown, Form, RegionCode};

use crate::Policy;
use crate::family::Family;
use crate::joint::{Joint, Part};
use crate::proof::Atom;
use crate::rows::Rows;
use crate::rule::UNBOUNDED;
use crate::system::{Draft, System};

/// By the counting rules one indicator counts no more than another: in every place, year, sex and age, with every form of violence and without it.
///
/// So it is for what is counted once for several starts, at one of them and with the forms of all (a child, a case), beside the starts themselves.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Within {
    /// The indicator that counts no more.
    pub smaller: String,
    /// Than this one.
    pub larger: String,
}

/// What counts no more than what, of questions that are numbered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Pairs {
    /// In the new release: the smaller question and the larger.
    pub(crate) now: Vec<(usize, usize)>,
    /// In earlier releases: by indicator, as what one told may go with another question now.
    pub(crate) before: Vec<Within>,
}

impl Pairs {
    /// Whether by these one indicator counts no more than another in earlier releases.
    pub(crate) fn bound(&self, smaller: &str, larger: &str) -> bool {
        self.before.iter().any(|own| own.smaller == smaller && own.larger == larger)
    }
}

/// A question with what it tells and told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling<'a> {
    pub(crate) family: &'a Family<'a>,
    /// Today's counts, in years that tell what was told before too.
    pub(crate) today: &'a Family<'a>,
    pub(crate) rows: &'a Rows,
    /// What earlier releases told of it.
    pub(crate) parts: &'a [Part<'a>],
    /// Years in which it counts what it counted before.
    pub(crate) standing: &'a BTreeSet<i16>,
}

/// Another question in the system of one.
#[derive(Clone, Debug)]
pub(crate) struct Beside<'b> {
    pub(crate) telling: Telling<'b>,
    /// It with what was told of it before.
    pub(crate) joint: Joint<'b>,
    /// Number of its first row in the system, and of its first atom.
    pub(crate) row: usize,
    pub(crate) atom: usize,
}

/// The other questions in the system of one. Questions are numbered: that one is 0, these follow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Among<'b> {
    pub(crate) others: Vec<Beside<'b>>,
    pairs: Pairs,
}

/// One system over all, where searches start, and atoms that stay at zero or where they are.
pub(crate) struct Joined {
    pub(crate) system: System,
    pub(crate) counts: Vec<i64>,
    pub(crate) barred: Vec<usize>,
    pub(crate) pinned: Vec<usize>,
}

/// The rows of one question, as they are put into the system, and likewise.
struct Piece {
    draft: Draft,
    counts: Vec<i64>,
    barred: Vec<usize>,
    pinned: Vec<usize>,
}

impl<'b> Telling<'b> {
    /// People who are in all releases move, in all of them alike. Without earlier releases nobody of a standing year moves.
    fn in_all(&self, policy: &Policy) -> (Joint<'b>, Piece) {
        let (joint, draft) = Joint::new(self.family, self.rows, policy, self.parts.to_vec());
        let pinned = if joint.is_empty() { self.of_standing_years() } else { Vec::new() };
        let piece = Piece { draft, counts: joint.common.clone(), barred: joint.barred.clone(), pinned };
        (joint, piece)
    }

    /// Earlier releases stay as they are, and so does every year that counts what it counted in one.
    fn since(&self, joint: &Joint, policy: &Policy) -> Piece {
        let draft = joint.since(self.family, self.rows, policy);
        Piece { draft, counts: self.family.counts.clone(), barred: self.family.barred(), pinned: self.of_standing_years() }
    }

    fn of_standing_years(&self) -> Vec<usize> {
        (0..self.family.counts.len()).filter(|place| self.standing.contains(&self.family.atom(*place).year())).collect()
    }
}

impl Piece {
    /// Puts another piece behind: the numbers of its first row and of its first atom.
    fn append(&mut self, other: Piece) -> (usize, usize) {
        let (row, atom) = (self.draft.low.len(), self.counts.len());
        let zeros = other.draft.told_zeros();
        self.draft.append(other.draft, atom);
        self.counts.extend(other.counts);
        self.barred.extend(zeros.into_iter().chain(other.barred).map(|own| own + atom));
        self.pinned.extend(other.pinned.into_iter().map(|own| own + atom));
        (row, atom)
    }
}

impl<'b> Among<'b> {
    /// A question with all that was told of it and those beside it: people move who are in all releases.
    pub(crate) fn in_all(own: Telling<'b>, others: &[Telling<'b>], pairs: &Pairs, policy: &Policy) -> (Joint<'b>, Among<'b>, Joined) {
        let (joint, first) = own.in_all(policy);
        let with = |other: &Telling<'b>| {
            let (joint, piece) = other.in_all(policy);
            (*other, joint, piece)
        };
        let (among, joined) = Among::of((own, &joint, first), others.iter().map(with).collect(), pairs);
        (joint, among, joined)
    }

    /// The same where earlier releases stay as they are.
    pub(crate) fn since(&self, own: Telling<'b>, joint: &Joint, policy: &Policy) -> (Among<'b>, Joined) {
        let with = |other: &Beside<'b>| (other.telling, Joint::default(), other.telling.since(&other.joint, policy));
        Among::of((own, &Joint::default(), own.since(joint, policy)), self.others.iter().map(with).collect(), &self.pairs)
    }

    fn of(
        (own, joint, mut all): (Telling<'b>, &Joint<'b>, Piece),
        others: Vec<(Telling<'b>, Joint<'b>, Piece)>,
        pairs: &Pairs,
    ) -> (Among<'b>, Joined) {
        let held = all.draft.low.len();
        let mut among = Among { others: Vec::with_capacity(others.len()), pairs: pairs.clone() };
        for (telling, joint, piece) in others {
            let (row, atom) = all.append(piece);
            among.others.push(Beside { telling, joint, row, atom });
        }
        let Piece { mut draft, counts, barred, pinned } = all;
        for (entries, room) in among.bounds(own, joint) {
            let row = draft.add(0, UNBOUNDED, &entries);
            draft.offset[row] = room - sum(&entries, &counts);
        }
        let system = draft.finish(counts.len(), held);
        (among, Joined { system, counts, barred, pinned })
    }

    /// Every bound, with how much more the larger counts: of releases that bound the same the least.
    fn bounds(&self, own: Telling, joint: &Joint) -> BTreeMap<Entries, i64> {
        let all: Vec<(Telling, &Joint, usize)> =
            std::iter::once((own, joint, 0)).chain(self.others.iter().map(|own| (own.telling, &own.joint, own.atom))).collect();
        let mut found: BTreeMap<Entries, i64> = BTreeMap::new();
        let mut add = |less: Entries, more: Entries, room: i64| {
            let entries: Entries = more.into_iter().chain(less.into_iter().map(|(atom, sign)| (atom, -sign))).collect();
            let least = found.entry(entries).or_insert(room);
            *least = room.min(*least);
        };
        let shifted = |entries: Entries, by: usize| -> Entries { entries.iter().map(|(atom, sign)| (atom + by as u32, *sign)).collect() };
        for (smaller, larger) in &self.pairs.now {
            let ((one, _, first), (other, _, second)) = (&all[*smaller], &all[*larger]);
            for Bound { less, more, room } in bounds(one.today, other.today, excludes(one.family, other.family)) {
                add(shifted(less, *first), shifted(more, *second), room);
            }
        }
        let parts = || all.iter().flat_map(|(_, joint, atom)| joint.parts.iter().map(move |part| (part, *atom)));
        for ((one, first), (other, second)) in parts().flat_map(|one| parts().map(move |other| (one, other))) {
            if first == second || !self.bound(one, other) {
                continue;
            }
            for Bound { less, more, room } in bounds(&one.family, &other.family, excludes(&one.family, &other.family)) {
                add(shifted(one.over(&less), first), shifted(other.over(&more), second), room);
            }
        }
        found
    }

    /// Whether what was told of one question bounds what was told of another: in the same release.
    fn bound(&self, smaller: &Part, larger: &Part) -> bool {
        smaller.release == larger.release && self.pairs.bound(smaller.family.indicator, larger.family.indicator)
    }

    /// Whether a row of one question tells, where it counts one person or nobody, what a row of another within it counts. Both are of the new release, or of
    /// these parts.
    pub(crate) fn tells(&self, (outer, told): (usize, Option<&Part>), (inner, within): (usize, Option<&Part>)) -> bool {
        let is_bound = || match (told, within) {
            (None, None) => self.pairs.now.contains(&(inner, outer)),
            (Some(told), Some(within)) => self.bound(within, told),
            (None, Some(_)) | (Some(_), None) => false,
        };
        outer == inner || is_bound()
    }
}

/// What a bound is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum About {
    /// Everyone of a place, class and year.
    Group(Atom),
    /// Everyone in the country in a year of whom a form is not known, but another is; of form unknown: of whom one is known.
    Without(usize, i16),
}

/// Atoms with their signs.
type Entries = Vec<(u32, i8)>;

/// Atoms of the smaller and of the larger, and how many more these count.
struct Bound {
    less: Entries,
    more: Entries,
    room: i64,
}

/// A year of an area; of unknown places, and of forms in the country, of none.
type Place = (i16, Option<RegionCode>);

/// What is nowhere below zero: what the larger counts less what the smaller does. Years of an area of which the counts themselves say otherwise have none.
fn bounds(smaller: &Family, larger: &Family, excludes: bool) -> Vec<Bound> {
    let (less, mut more) = (counted(smaller, excludes), counted(larger, excludes));
    let mut found: Vec<(Place, Bound)> = Vec::new();
    for (about, (place, less)) in less {
        let Some((_, more)) = more.remove(&about) else { continue };
        let room = sum(&more, &larger.counts) - sum(&less, &smaller.counts);
        found.push((place, Bound { less, more, room }));
    }
    let broken: BTreeSet<Place> = found.iter().filter(|(_, own)| own.room < 0).map(|(place, _)| *place).collect();
    found.into_iter().filter(|(place, _)| !broken.contains(place)).map(|(_, own)| own).collect()
}

/// Whether nobody of whom the form is unknown has another, by what both tell.
fn excludes(smaller: &Family, larger: &Family) -> bool {
    smaller.unknown_excludes && larger.unknown_excludes
}

/// Everything that a bound is about, with its place.
fn counted(family: &Family, excludes: bool) -> BTreeMap<About, (Place, Entries)> {
    let groups = family.groups().filter(|group| !group.is_empty()).map(|group| {
        let atom = family.atom(group.start).whatever_became();
        (About::Group(atom), ((atom.year(), area_of(family, atom)), group.map(|own| (own as u32, 1)).collect()))
    });
    let mut counted: BTreeMap<About, (Place, Entries)> = groups.collect();
    let Some(forms) = family.layers.iter().find(|layer| layer.breakdown == Breakdown::Form) else { return counted };
    let all = family.all();
    for (number, year) in family.frame.years().iter().enumerate() {
        let everyone = || (0..all.areas).flat_map(move |area| (0..all.columns).map(move |column| all.at(area, number, 0, column)));
        let with = |class: usize| (0..forms.columns).map(move |column| forms.at(0, number, class, column));
        for class in 0..Form::ALL.len() {
            let unknown = (class > 0 && excludes).then(|| with(0));
            let less = with(class).chain(unknown.into_iter().flatten());
            let entries = everyone().map(|atom| (atom as u32, 1)).chain(less.map(|atom| (atom as u32, -1))).collect();
            counted.insert(About::Without(class, *year), ((*year, None), entries));
        }
    }
    counted
}

fn area_of(family: &Family, atom: Atom) -> Option<RegionCode> {
    match atom {
        Atom::Entered { municipality, .. } => family.frame.areas().get(family.frame.area_of(municipality)).copied(),
        Atom::Waits { area, .. } => area,
    }
}

fn sum(entries: &[(u32, i8)], counts: &[i64]) -> i64 {
    entries.iter().map(|(atom, sign)| i64::from(*sign) * counts[*atom as usize]).sum()
}
