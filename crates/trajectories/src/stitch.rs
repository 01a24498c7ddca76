//! Step 2b: the same spell told by several sources is one spell.

use domain::{Code, EventKind, OrganisationKind};

use crate::Spell;

/// How far two sources may differ on the first day of one spell, in days.
pub const SAME_START_DAYS: i32 = 7;

/// Keeps of each spell the telling of the best source, whole. Two tellings are one spell when their kind and code are the
/// same and they start at most [`SAME_START_DAYS`] apart; help of unknown form from the lesser source matches any form.
/// A court tells a start and never an end: an order it tells ends, and is handed over, as the institution says.
///
/// Records of equally good sources stay apart: a child may start two trajectories in one week, and one supplier's
/// statements of one record were already joined by its reference.
pub fn stitch(spells: Vec<Spell>) -> Vec<Spell> {
    let told_better = |spell: &Spell| spells.iter().any(|other| retells(other, spell));
    spells.iter().filter(|spell| !told_better(spell)).map(|spell| ended(*spell, &spells)).collect()
}

/// A spell told by a court with the end of the lesser telling that starts nearest to it, handed over and told as that is; any other spell
/// as it is.
fn ended(spell: Spell, spells: &[Spell]) -> Spell {
    if spell.start.organisation_kind != OrganisationKind::Court {
        return spell;
    }
    let nearness = |other: &&Spell| ((other.start.day - spell.start.day).abs(), other.start.organisation, other.start.record);
    let nearest = spells.iter().filter(|other| retells(&spell, other)).min_by_key(nearness);
    let end = nearest.and_then(|other| other.end).filter(|end| end.day >= spell.start.day);
    Spell { end, told: nearest.and_then(|other| other.told), handed: nearest.and_then(|other| other.handed), ..spell }
}

/// Whether the first spell is a better source's telling of the second.
fn retells(better: &Spell, spell: &Spell) -> bool {
    let (a, b) = (&better.start, &spell.start);
    a.kind == b.kind
        && rank(a.kind, a.organisation_kind) < rank(b.kind, b.organisation_kind)
        && (a.day - b.day).abs() <= SAME_START_DAYS
        && (a.code == b.code || (b.kind == EventKind::HelpStarted && b.code == Code::FORM_UNKNOWN))
}

/// 0 is the best source: for help youth-policy information (providers, certified institutions) over iJw, for orders
/// and authorisations the court. Other spells come from one kind of source.
fn rank(kind: EventKind, source: OrganisationKind) -> u8 {
    let best = match kind {
        EventKind::HelpStarted => matches!(source, OrganisationKind::Provider | OrganisationKind::Gi),
        EventKind::OrderStarted | EventKind::AuthorisationStarted => source == OrganisationKind::Court,
        _ => true,
    };
    u8::from(!best)
}
