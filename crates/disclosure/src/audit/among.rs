//! Questions of which one counts part of what another does: in no world, and in no release, is there more of one than of what it is part of.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Breakdown, Form, RegionCode};

use super::beside::{Group, Judged, entered};
use super::{AuditError, Sums, value};
use crate::within::Pairs;

/// Whether one counts no more than the other: questions of the same release.
pub(super) fn is_bound(smaller: &Judged<'_>, larger: &Judged<'_>, pairs: &Pairs) -> bool {
    let (less, more) = (smaller.name, larger.name);
    less.number == more.number
        && less.question != more.question
        && match less.number {
            usize::MAX => pairs.now.contains(&(less.question, more.question)),
            _ => pairs.bound(less.indicator, more.indicator),
        }
}

/// Sees that all bounds hold among these.
pub(super) fn check_bounds(all: &[Judged<'_>], pairs: &Pairs) -> Result<(), AuditError> {
    let two = all.iter().flat_map(|smaller| all.iter().map(move |larger| (smaller, larger)));
    two.filter(|(smaller, larger)| is_bound(smaller, larger, pairs)).try_for_each(|(smaller, larger)| check_bound(smaller, larger))
}

/// A count that is bounded: of a group, or of all others in the country.
type Bounded = (Group, bool);

/// Sees that in no world the one question counts more than the other: in a municipality, in a class of an area, with a form of violence or without it. A year of
/// an area of which the true tables say otherwise has no such bounds, nor have forms of a year where one does.
fn check_bound(smaller: &Judged<'_>, larger: &Judged<'_>) -> Result<(), AuditError> {
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
    let today = |own: &Judged<'_>| own.today.iter().filter(|(group, _)| has(group)).map(|(group, count)| (*group, *count)).collect();
    let base = room_of(&today(smaller), &today(larger));
    let place = |(group, _): &Bounded| {
        let (municipality, area, _, _, year) = *group;
        (year, municipality.map_or(area, |own| smaller.release.atlas.veilig_thuis_of(own)))
    };
    let broken: BTreeSet<(i16, Option<RegionCode>)> =
        base.iter().filter(|(_, room)| **room < 0).map(|(bounded, _)| place(bounded)).collect();
    for (world, (less, more)) in smaller.worlds.iter().zip(&larger.worlds).enumerate() {
        let change = room_of(&groups(less), &groups(more));
        let is_above = |(bounded, by): (&Bounded, &i64)| !broken.contains(&place(bounded)) && value(&base, bounded) + by < 0;
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
