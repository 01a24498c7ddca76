//! The check of a question beside others that count part of the same, or more: every world is a table of each that fits what is published of it, and nowhere is
//! there more of one than of what it is part of.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Atlas, Breakdown, Form, RegionCode};

use super::beside::{Group, Judged, entered};
use super::insiders::{People, check_insiders};
use super::{AuditError, Checked, Release, Sums, value};
use crate::certificates::Told;
use crate::proof::{Evidence, Proof};
use crate::{Alone, Policy, SafeTable};

/// Checks a proof of a question of a first release beside others. Questions are numbered, this one 0; of each of `pairs` the first counts no more than the
/// second.
///
/// # Errors
/// The first thing that does not hold.
pub(crate) fn audit_among(
    table: &SafeTable,
    proof: &Proof,
    others: &[&SafeTable],
    pairs: &[(usize, usize)],
    atlas: &Atlas,
    policy: &Policy,
) -> Result<Checked, AuditError> {
    if others.len() != proof.among.len() || !proof.earlier.is_empty() {
        return Err(AuditError::Unreadable { fault: "not as many true tables as other questions" });
    }
    if proof.among.iter().any(|other| other.worlds.len() != proof.worlds.len()) {
        return Err(AuditError::Unreadable { fault: "not as many worlds of another question" });
    }
    let read = |table: &SafeTable| Release::read(&Told::of(table), atlas, policy);
    let none: &[Evidence] = &[];
    let mut all = vec![Judged::of((0, read(table)), (&proof.base, &proof.worlds), &proof.evidence)?];
    for (at, (other, its)) in others.iter().zip(&proof.among).enumerate() {
        all.push(Judged::of((at + 1, read(other)), (&its.base, &its.worlds), none)?);
    }
    for (smaller, larger) in pairs {
        let (Some(smaller), Some(larger)) = (all.get(*smaller), all.get(*larger)) else {
            return Err(AuditError::Unreadable { fault: "no such question" });
        };
        check_bounds(smaller, larger)?;
    }
    let new = &all[0];
    let checked = new.release.check_evidence(new.evidence, &new.base, &new.worlds, &|_| false)?;
    if policy.alone == Alone::KeepOut {
        let people = People::among(all.iter().collect(), pairs);
        check_insiders(new, &|cell| value(&new.base.cells, &cell) > 0, &people)?;
    }
    Ok(checked)
}

/// A count that is bounded: of a group, or of all others in the country.
type Bounded = (Group, bool);

/// Sees that in no world the one question counts more than the other: in a municipality, in a class of an area, with a form of violence or without it. A year in
/// which the true tables say otherwise has no such bounds.
fn check_bounds(smaller: &Judged<'_>, larger: &Judged<'_>) -> Result<(), AuditError> {
    let has = |group: &Group| [smaller, larger].iter().all(|own| own.release.breakdowns.contains(&breakdown(group)));
    let groups =
        |atoms: &Sums| -> BTreeMap<Group, i64> { entered(atoms.atoms.iter()).into_iter().filter(|(group, _)| has(group)).collect() };
    let excludes = smaller.base.unknown_excludes() && larger.base.unknown_excludes();
    let forms = has(&form_of(0, 0));
    let room_of = |less: &BTreeMap<Group, i64>, more: &BTreeMap<Group, i64>| -> BTreeMap<Bounded, i64> {
        let keys: BTreeSet<&Group> = less.keys().chain(more.keys()).collect();
        let years: BTreeSet<i16> = keys.iter().map(|group| group.4).collect();
        let mut room: BTreeMap<Bounded, i64> =
            keys.into_iter().map(|group| ((*group, false), value(more, group) - value(less, group))).collect();
        for (year, form) in years.into_iter().filter(|_| forms).flat_map(|year| Form::ALL.iter().map(move |form| (year, form.number()))) {
            let without = |own: &BTreeMap<Group, i64>| -> i64 {
                let everyone: i64 = own.iter().filter(|(group, _)| is_everyone(group, year)).map(|(_, count)| count).sum();
                let unknown = if form > 0 && excludes { value(own, &form_of(0, year)) } else { 0 };
                everyone - value(own, &form_of(form, year)) - unknown
            };
            room.insert((form_of(form, year), true), without(more) - without(less));
        }
        room
    };
    let base = room_of(&groups(&smaller.base), &groups(&larger.base));
    let broken: BTreeSet<i16> = base.iter().filter(|(_, room)| **room < 0).map(|((group, _), _)| group.4).collect();
    for (world, (less, more)) in smaller.worlds.iter().zip(&larger.worlds).enumerate() {
        let change = room_of(&groups(less), &groups(more));
        let is_above = |(bounded, by): (&Bounded, &i64)| !broken.contains(&bounded.0.4) && value(&base, bounded) + by < 0;
        if change.iter().any(is_above) {
            return Err(AuditError::NoTable { world, fault: "more of a part than of the whole" });
        }
    }
    Ok(())
}

fn breakdown(group: &Group) -> Breakdown {
    group.2
}

fn form_of(form: u8, year: i16) -> Group {
    (None, None, Breakdown::Form, form, year)
}

/// Whether a group is everyone of an area, or of unknown places.
fn is_everyone(group: &Group, year: i16) -> bool {
    let (municipality, _, breakdown, _, own): &(_, Option<RegionCode>, _, _, _) = group;
    municipality.is_none() && *breakdown == Breakdown::All && *own == year
}
