//! Step 2d: an interim order that becomes an order is one order, from the interim's first day.

use domain::{Code, Day, EventKind};
use person::Event;

use crate::Spell;

/// How long after the end of an interim order the order that follows it may start, in days.
pub const GAP_DAYS: i32 = 7;

/// Joins each interim order (12) with the earliest order (11) that starts from its first day through [`GAP_DAYS`] after
/// its last (any later day while it is open). The joined spell has the interim's start, with code 11, and the order's
/// end; an order follows one interim order only, the earliest. An order that was taken over and began unseen can be the order that
/// follows; an interim order that began unseen is joined with none, since its first day is not known. Spells come back by first day.
pub fn merge(spells: Vec<Spell>) -> Vec<Spell> {
    let (mut interims, mut others): (Vec<Spell>, Vec<Spell>) =
        spells.into_iter().partition(|spell| is_order(spell, Code::INTERIM_ORDER) && !spell.begins_unseen());
    interims.sort_unstable_by_key(place);
    others.sort_unstable_by_key(place);
    let joined: Vec<Spell> = interims.into_iter().map(|interim| join(interim, &mut others)).collect();
    others.extend(joined);
    others.sort_unstable_by_key(place);
    others
}

fn join(interim: Spell, others: &mut Vec<Spell>) -> Spell {
    match others.iter().position(|spell| is_order(spell, Code::SUPERVISION_ORDER) && follows(spell, &interim)) {
        Some(at) => {
            let Spell { end, handed, told, .. } = others.remove(at);
            Spell { start: Event { code: Code::SUPERVISION_ORDER, ..interim.start }, end, handed, told, ..interim }
        }
        None => interim,
    }
}

fn is_order(spell: &Spell, code: Code) -> bool {
    spell.kind() == EventKind::OrderStarted && spell.start.code == code
}

fn follows(order: &Spell, interim: &Spell) -> bool {
    let last = interim.end.map_or(Day(i32::MAX), |end| end.day.plus(GAP_DAYS));
    (interim.start.day..=last).contains(&order.start.day)
}

fn place(spell: &Spell) -> impl Ord + use<> {
    (spell.start.day, spell.start.kind, spell.start.organisation, spell.start.record)
}
