//! Earlier releases of an indicator beside the new one: one system over everything that was told.
//!
//! Whoever holds two releases may know more than either tells: that both count the same children, that children only come in later, who came in. What they
//! can know is about the difference of the two true tables. A proof that withstands all of it leaves every difference as it is: it changes only
//! people who are in all releases that count their place (*common*), in all of them alike. Then the rows of an earlier release are rows
//! over the same people, and what it told is frozen: bounds that the search has to keep.

use std::collections::{BTreeMap, HashMap};

use domain::Span;

use crate::certificates::Told;
use crate::columns::Columns;
use crate::family::Family;
use crate::frame::Frame;
use crate::proof::Atom;
use crate::rows::{Fate, Row, Rows};
use crate::rule::{UNBOUNDED, is_small};
use crate::system::{Draft, System};
use crate::within::Among;
use crate::{DisclosureError, Earlier, Policy, Question, SafeTable};

/// One earlier release of the indicator.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// Which of the earlier releases.
    pub(crate) release: usize,
    pub(crate) family: Family<'a>,
    /// What it told: shown rows stand at what was shown.
    pub(crate) rows: Rows,
    pub(crate) told: Told,
    pub(crate) policy: &'a Policy,
    /// True count of each row.
    pub(crate) truth: Vec<i64>,
    /// Which of the atoms of all releases each of its own stands for: one, or all columns of a group where another indicator tells more of the same people.
    atoms: Vec<Vec<u32>>,
    /// Each of its rows in the system; nothing where it told nothing.
    pub(crate) ids: Vec<Option<usize>>,
}

/// A frozen row that an earlier release told, or several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Frozen {
    /// The first of the releases that told it, by its place among the parts, and the row there.
    pub(crate) part: usize,
    pub(crate) row: usize,
    /// Whether one of them hid it, and not for the sake of others alone: shown when it was told last before, and not small.
    pub(crate) hidden: bool,
    /// How many people it counts who are in all releases.
    pub(crate) common: i64,
}

/// The new release and all earlier ones, as one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Joint<'a> {
    pub(crate) parts: Vec<Part<'a>>,
    /// Frozen rows by their number in the system.
    pub(crate) frozen: BTreeMap<usize, Frozen>,
    /// What the atoms of all releases count.
    pub(crate) atoms: Vec<Atom>,
    /// People who are in every release that counts their atom.
    pub(crate) common: Vec<i64>,
    /// Atoms that stay at zero.
    pub(crate) barred: Vec<usize>,
}

/// What earlier releases told of an indicator, with the columns that all of them and the new one need.
pub(crate) fn parts<'a>(
    question: &Question,
    earlier: &'a [Earlier],
    frames: &'a [Frame],
) -> Result<(Columns, Vec<Part<'a>>), DisclosureError> {
    let asked = |own: &'a Earlier| Some((own.question(&question.indicator)?, own.told(&question.indicator)?));
    let known: Vec<_> = earlier.iter().enumerate().filter_map(|(at, own)| Some((at, asked(own)?))).collect();
    let questions: Vec<&Question> = known.iter().map(|(_, (asked, _))| *asked).chain([question]).collect();
    let columns = Columns::beside(question, &questions)?;
    let mut parts = Vec::with_capacity(known.len());
    for (release, (asked, told)) in &known {
        let columns = Columns::beside(asked, &questions)?;
        let family = Family::in_columns(asked, columns, &earlier[*release].counts, &frames[*release])?;
        parts.push(Part::new(*release, family, told, &earlier[*release].policy));
    }
    Ok((columns, parts))
}

impl<'a> Part<'a> {
    fn new(release: usize, family: Family<'a>, told: &Told, policy: &'a Policy) -> Part<'a> {
        let rows = Rows::of_published(&family, &SafeTable::of_told(family.indicator, policy.base, told));
        let mut truth = vec![0; rows.rows.len()];
        rows.visit(&family, |atom, row| truth[row] += family.counts[atom]);
        Part { release, family, rows, told: told.clone(), policy, truth, atoms: Vec::new(), ids: Vec::new() }
    }

    /// The people of the new release that a group of this one's counts stands for; nothing where it does not count them.
    fn atoms_of(&self, group: std::ops::Range<usize>, own: usize) -> Option<Vec<(u32, i8)>> {
        let mut atoms: Vec<(u32, i8)> = self.atoms[group].iter().flatten().map(|atom| (*atom, 1)).collect();
        atoms.sort_unstable();
        atoms.iter().all(|(atom, _)| (*atom as usize) < own).then_some(atoms)
    }

    /// The atoms of all releases that a row of this one is over, in order.
    pub(crate) fn over(&self, entries: &[(u32, i8)]) -> Vec<(u32, i8)> {
        let all = |(atom, sign): &(u32, i8)| self.atoms[*atom as usize].iter().map(move |atom| (*atom, *sign)).collect::<Vec<_>>();
        let mut over: Vec<(u32, i8)> = entries.iter().flat_map(all).collect();
        over.sort_unstable();
        over
    }

    /// Whether a link says no more than those of the columns it takes together.
    fn adds_up_of_itself(&self, entries: &[(u32, i8)], bounds: (i64, i64)) -> bool {
        bounds == (0, 0) && entries.iter().any(|(atom, _)| self.atoms[*atom as usize].len() > 1)
    }

    /// Spans of which it told something.
    pub(crate) fn told_spans(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.rows.rows.len()).filter(|row| self.tells(*row)).map(|row| self.rows.sites[self.rows.rows[row].site].site.span)
    }

    /// Whether a row was told.
    fn tells(&self, row: usize) -> bool {
        self.rows.rows[row].fate != Fate::Withdrawn
    }
}

/// Which rows were shown, by one indicator at least, when one of these releases told them last. Parts come in the order of their releases.
fn shown_last(parts: &[Part], rows: &Rows) -> Vec<bool> {
    let mut last = vec![(0, false); rows.rows.len()];
    for part in parts {
        for (row, before) in part.rows.rows.iter().enumerate().filter(|(row, _)| part.tells(*row)) {
            if let Some(own) = rows.like(&part.rows, row) {
                let (release, shown) = last[own];
                last[own] = (part.release, before.fate == Fate::Shown || release == part.release && shown);
            }
        }
    }
    last.into_iter().map(|(_, shown)| shown).collect()
}

impl<'a> Joint<'a> {
    /// One system of the new release and all earlier ones; what these told follows the rows of the new one.
    pub(crate) fn new(family: &Family, rows: &Rows, policy: &Policy, parts: Vec<Part<'a>>) -> (Joint<'a>, Draft) {
        let mut joint = Joint { parts, common: family.counts.clone(), barred: family.barred(), ..Joint::default() };
        joint.number(family);
        let draft = joint.freeze(Draft::of(family, rows, policy), family);
        (joint, draft)
    }

    /// Whether there is no earlier release.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn number(&mut self, family: &Family) {
        self.atoms = (0..family.counts.len()).map(|place| family.atom(place)).collect();
        if self.parts.is_empty() {
            return;
        }
        let mut numbers: BTreeMap<Atom, u32> = self.atoms.iter().enumerate().map(|(number, atom)| (*atom, number as u32)).collect();
        let is_own = |part: &Part| part.family.columns.fine == family.columns.fine;
        let (own, following): (Vec<usize>, Vec<usize>) = (0..self.parts.len()).partition(|part| is_own(&self.parts[*part]));
        for part in own {
            self.number_own(part, &mut numbers);
        }
        let groups = self.groups();
        for part in following {
            self.number_following(part, &groups, &mut numbers);
        }
        for part in &self.parts {
            self.barred.extend(part.family.barred().into_iter().flat_map(|place| &part.atoms[place]).map(|atom| *atom as usize));
        }
    }

    /// An earlier release in the columns of the new one: the same atoms.
    fn number_own(&mut self, part: usize, numbers: &mut BTreeMap<Atom, u32>) {
        for place in 0..self.parts[part].family.counts.len() {
            let (atom, count) = (self.parts[part].family.atom(place), self.parts[part].family.counts[place]);
            let number = self.number_one(atom, count, numbers);
            self.parts[part].atoms.push(vec![number]);
        }
    }

    /// What a plain count told that follows a hand-over now: everyone of a group in one, whatever became of them.
    fn number_following(&mut self, part: usize, groups: &BTreeMap<Atom, Vec<u32>>, numbers: &mut BTreeMap<Atom, u32>) {
        for place in 0..self.parts[part].family.counts.len() {
            let (atom, count) = (self.parts[part].family.atom(place), self.parts[part].family.counts[place]);
            let atoms = match groups.get(&atom) {
                Some(group) => group.clone(),
                None => vec![self.number_one(atom, count, numbers)],
            };
            let mut left = count;
            for atom in &atoms {
                let common = &mut self.common[*atom as usize];
                *common = (*common).min(left);
                left -= *common;
            }
            self.parts[part].atoms.push(atoms);
        }
    }

    fn number_one(&mut self, atom: Atom, count: i64, numbers: &mut BTreeMap<Atom, u32>) -> u32 {
        let number = *numbers.entry(atom).or_insert(self.atoms.len() as u32);
        match self.common.get_mut(number as usize) {
            Some(common) => *common = (*common).min(count),
            None => {
                self.atoms.push(atom);
                self.common.push(count);
            }
        }
        number
    }

    /// The atoms of everyone of a place, class and year, by the atom that a plain count has for them.
    fn groups(&self) -> BTreeMap<Atom, Vec<u32>> {
        let mut groups: BTreeMap<Atom, BTreeMap<Atom, u32>> = BTreeMap::new();
        for (number, atom) in self.atoms.iter().enumerate() {
            groups.entry(atom.whatever_became()).or_default().insert(*atom, number as u32);
        }
        groups.into_iter().map(|(atom, group)| (atom, group.into_values().collect())).collect()
    }

    /// Sets what earlier releases told, and how their breakdowns hang together, beside the rows of the new one. Rows over the same people become one.
    fn freeze(&mut self, mut draft: Draft, family: &Family) -> Draft {
        let own = draft.low.len();
        let entries = draft.entries();
        let mut base: Vec<i64> = entries.iter().map(|entries| sum(entries, &family.counts)).collect();
        draft.offset = entries.iter().zip(&base).map(|(entries, base)| base - sum(entries, &self.common)).collect();
        let mut links: HashMap<Vec<(u32, i8)>, usize> = (draft.links..own).map(|row| (entries[row].clone(), row)).collect();
        let mut told: HashMap<Vec<(u32, i8)>, usize> = HashMap::new();
        for at in 0..self.parts.len() {
            let before = self.parts.partition_point(|own| own.release < self.parts[at].release);
            let was_shown = shown_last(&self.parts[..before], &self.parts[at].rows);
            let part = &mut self.parts[at];
            let its = Draft::of(&part.family, &part.rows, part.policy);
            for (row, entries) in its.entries().iter().enumerate() {
                let is_told = row < its.published;
                if entries.is_empty() || is_told && !part.tells(row) {
                    part.ids.extend(is_told.then_some(None));
                    continue;
                }
                let truth = sum(entries, &part.family.counts);
                let (low, high) = (its.low[row], its.high[row]);
                if !is_told && part.adds_up_of_itself(entries, (low, high)) {
                    continue;
                }
                let over = part.over(entries);
                let common = sum(&over, &self.common);
                if is_told && high == 0 {
                    self.barred.extend(over.iter().map(|(atom, _)| *atom as usize));
                }
                let kind = if is_told { &mut told } else { &mut links };
                let id = *kind.entry(over).or_insert_with_key(|over| {
                    base.push(truth);
                    let id = draft.add(i64::MIN / 4, UNBOUNDED, over);
                    draft.offset[id] = truth - common;
                    id
                });
                draft.low[id] = draft.low[id].max(base[id] + low - truth);
                draft.high[id] = if high >= UNBOUNDED { draft.high[id] } else { draft.high[id].min(base[id] + high - truth) };
                if is_told {
                    part.ids.push(Some(id));
                    let own = part.rows.rows[row];
                    let is_secret = !was_shown[row] || is_small(truth, part.rows.threshold(own.site, part.policy));
                    let hidden = own.fate.is_hidden() && is_secret;
                    self.frozen.entry(id).or_insert(Frozen { part: at, row, hidden: false, common }).hidden |= hidden;
                }
            }
        }
        draft
    }

    /// The system of the new release alone, for whoever knows earlier true tables: where nobody left since, the number who entered is nowhere less.
    pub(crate) fn since(&self, family: &Family, rows: &Rows, policy: &Policy) -> Draft {
        let mut draft = Draft::of(family, rows, policy);
        let mut floors: BTreeMap<Vec<(u32, i8)>, i64> = BTreeMap::new();
        for part in &self.parts {
            let grown = part.family.groups().filter_map(|group| {
                let before: i64 = part.family.counts[group.clone()].iter().sum();
                part.atoms_of(group, family.counts.len()).map(|atoms| (atoms, before))
            });
            let grown: Vec<_> = grown.collect();
            if grown.iter().all(|(atoms, before)| sum(atoms, &family.counts) >= *before) {
                for (atoms, before) in grown.into_iter().filter(|(_, before)| *before > 0) {
                    let floor = floors.entry(atoms).or_insert(0);
                    *floor = before.max(*floor);
                }
            }
        }
        for (atoms, before) in floors {
            draft.add(before, UNBOUNDED, &atoms);
        }
        draft
    }

    /// What keeps each row of the new release open, if it is hidden.
    pub(crate) fn stands(&self, rows: &Rows, policy: &Policy, system: &System) -> Vec<Stand> {
        let was_shown = shown_last(&self.parts, rows);
        let stand = |(row, own): (usize, &Row)| match (own.value, was_shown[row]) {
            (0, _) => Stand::Common,
            (value, true) if is_small(value, rows.threshold(own.site, policy)) => Stand::Since,
            (_, true) => Stand::Told,
            (value, false) if system.within(row, value) == 0 => Stand::Since,
            (_, false) => Stand::Common,
        };
        rows.rows.iter().enumerate().map(stand).collect()
    }

    /// How rows of the new release differ from what was told before.
    pub(crate) fn differences(&self, rows: &Rows, policy: &Policy) -> Vec<Difference> {
        let mut found = vec![Difference::default(); rows.rows.len()];
        for part in &self.parts {
            for (row, before) in part.rows.rows.iter().enumerate().filter(|(row, _)| part.tells(*row)) {
                let Some(own) = rows.like(&part.rows, row) else { continue };
                let apart = (rows.rows[own].value - part.truth[row]).abs();
                if is_small(apart, rows.threshold(rows.rows[own].site, policy)) {
                    found[own].from_shown |= before.fate == Fate::Shown;
                    found[own].from_hidden |= before.fate.is_hidden();
                }
            }
        }
        found
    }

    /// Hides again what was hidden when it was told last and counts as many as then.
    pub(crate) fn keep_hidden(parts: &[Part], rows: &mut Rows) {
        let mut last: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
        for part in parts {
            for (row, before) in part.rows.rows.iter().enumerate().filter(|(row, _)| part.tells(*row)) {
                if let Some(own) = rows.like(&part.rows, row) {
                    let stays = before.fate.is_hidden() && part.truth[row] == rows.rows[own].value;
                    let others = last.get(&own).is_some_and(|(release, stays)| *release == part.release && *stays);
                    last.insert(own, (part.release, stays || others));
                }
            }
        }
        for (row, _) in last.into_iter().filter(|(_, (_, stays))| *stays) {
            if rows.can_hide(row) {
                rows.hide(row);
            }
        }
    }
}

/// What keeps a hidden row of the new release open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stand {
    /// People who are in all releases may be others, in all of them alike.
    Common,
    /// None of them is in an earlier release, or it was shown when it was told last and is small now: who came or left since may be others.
    Since,
    /// It was shown when it was told last, and is not small: it is hidden for the sake of others alone.
    Told,
}

/// How a row differs, by less than the threshold, from what earlier releases told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Difference {
    /// From a count that one of them showed.
    pub(crate) from_shown: bool,
    /// From a count that one of them hid.
    pub(crate) from_hidden: bool,
}

fn sum(entries: &[(u32, i8)], counts: &[i64]) -> i64 {
    entries.iter().map(|(atom, sign)| i64::from(*sign) * counts[*atom as usize]).sum()
}

/// Everything that is told, of all releases and questions: rows by their number in the system.
#[derive(Clone, Copy)]
pub(crate) struct Book<'b> {
    pub(crate) rows: &'b Rows,
    pub(crate) family: &'b Family<'b>,
    pub(crate) joint: &'b Joint<'b>,
    pub(crate) among: &'b Among<'b>,
}

/// What one release tells of one question.
#[derive(Clone, Copy)]
struct Page<'b> {
    /// Which question: that of the book is 0.
    question: usize,
    rows: &'b Rows,
    family: &'b Family<'b>,
    /// The earlier release; nothing where it is the new one.
    part: Option<&'b Part<'b>>,
    /// The first row of the question in the system.
    first: usize,
}

impl<'b> Book<'b> {
    /// Number of releases, the new one first; then come those of other questions, likewise.
    pub(crate) fn releases(&self) -> usize {
        1 + self.joint.parts.len() + self.among.others.iter().map(|own| 1 + own.joint.parts.len()).sum::<usize>()
    }

    fn page(&self, release: usize) -> Page<'b> {
        let of = |question: usize, (rows, family): (&'b Rows, &'b Family<'b>), joint: &'b Joint<'b>, at: usize, first: usize| match at
            .checked_sub(1)
            .and_then(|at| joint.parts.get(at))
        {
            Some(part) => Page { question, rows: &part.rows, family: &part.family, part: Some(part), first },
            None => Page { question, rows, family, part: None, first },
        };
        let mut before = 1 + self.joint.parts.len();
        for (question, other) in self.among.others.iter().enumerate() {
            let number = 1 + other.joint.parts.len();
            if (before..before + number).contains(&release) {
                let told = (other.telling.rows, other.telling.family);
                return of(question + 1, told, &other.joint, release - before, other.row);
            }
            before += number;
        }
        of(0, (self.rows, self.family), self.joint, release, 0)
    }

    /// Whether someone who is the only one in a row of a release knows what a row of another within it counts.
    pub(crate) fn tells(&self, outer: usize, inner: usize) -> bool {
        let (outer, inner) = (self.page(outer), self.page(inner));
        self.among.tells((outer.question, outer.part), (inner.question, inner.part))
    }

    /// Which question a release is of.
    pub(crate) fn question(&self, release: usize) -> usize {
        self.page(release).question
    }

    /// Whether two releases are of the same question.
    pub(crate) fn is_one_question(&self, one: usize, other: usize) -> bool {
        self.question(one) == self.question(other)
    }

    /// Whether a row of the system tells a count.
    pub(crate) fn is_told(&self, id: usize) -> bool {
        self.found(id).is_some()
    }

    /// Which release told a row first, and the row there; nothing where the row tells no count.
    fn found(&self, id: usize) -> Option<(usize, usize)> {
        let of = |id: usize, rows: &Rows, joint: &Joint| match joint.frozen.get(&id) {
            Some(own) => Some((own.part + 1, own.row)),
            None => (id < rows.rows.len()).then_some((0, id)),
        };
        let mut before = self.releases();
        for other in self.among.others.iter().rev() {
            before -= 1 + other.joint.parts.len();
            if let Some(own) = id.checked_sub(other.row) {
                return of(own, other.telling.rows, &other.joint).map(|(release, row)| (before + release, row));
            }
        }
        of(id, self.rows, self.joint)
    }

    /// Rows and counts of a release.
    pub(crate) fn release(&self, at: usize) -> (&'b Rows, &'b Family<'b>) {
        let page = self.page(at);
        (page.rows, page.family)
    }

    /// Which release told a row first, and the row there.
    pub(crate) fn place(&self, id: usize) -> (usize, usize) {
        self.found(id).unwrap_or((0, id))
    }

    /// Number in the system of a row of a release.
    pub(crate) fn id(&self, release: usize, row: usize) -> Option<usize> {
        let page = self.page(release);
        let own = page.part.map_or(Some(row), |part| part.ids[row])?;
        Some(own + page.first)
    }

    /// True count of a row of a release.
    pub(crate) fn truth(&self, release: usize, row: usize) -> i64 {
        let page = self.page(release);
        page.part.map_or_else(|| page.rows.rows[row].value, |part| part.truth[row])
    }
}
