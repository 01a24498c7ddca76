//! Which kinds of delivery tell of what.

use domain::{EventKind, HandOver, Selector, Stage};

use crate::DeliveryKind;

impl DeliveryKind {
    /// The kinds of delivery that tell of such events; of what happens to a life and not to a case, none.
    ///
    /// ```
    /// use domain::EventKind;
    /// use intake::DeliveryKind::{self, Corv, Police};
    /// assert_eq!(DeliveryKind::that_tell_of(EventKind::PoliceReport), [Police, Corv]);
    /// assert!(DeliveryKind::that_tell_of(EventKind::Turned18).is_empty());
    /// ```
    pub fn that_tell_of(event: EventKind) -> &'static [DeliveryKind] {
        use DeliveryKind::{AdultSupport, Board, Corv, Court, Csg, GiProcess, Ijw, Police, VeiligThuis, YouthPolicy};
        match event.stage() {
            Stage::Assessment => &[VeiligThuis, Corv],
            Stage::Advice | Stage::Report | Stage::Investigation | Stage::Service | Stage::Transfer | Stage::Monitoring => &[VeiligThuis],
            Stage::Csg => &[Csg],
            Stage::Police if event == EventKind::PoliceReport => &[Police, Corv],
            Stage::Police => &[Police],
            Stage::Board => &[Board, Corv],
            Stage::Court => &[Court],
            Stage::Order if event.is_passing_on() => &[YouthPolicy],
            Stage::Order => &[Court, YouthPolicy],
            Stage::Gi => &[GiProcess],
            Stage::Help if event == EventKind::HelpAllocated => &[Ijw],
            Stage::Help => &[YouthPolicy, Ijw],
            Stage::Adult => &[AdultSupport],
            Stage::Life => &[],
        }
    }
}

/// The kinds of delivery that tell of what begins a hand-over, and those that tell of what reaches it. Turning 18 is told by the help before it.
pub fn told_by(hand_over: &HandOver) -> (Vec<DeliveryKind>, Vec<DeliveryKind>) {
    let helped = hand_over.scope.helped_before.map(|_| EventKind::HelpStarted);
    let from = tellers(hand_over.from.iter().map(kind_of).chain(helped));
    (from, tellers(hand_over.every_to().map(kind_of)))
}

fn kind_of(selector: &Selector) -> EventKind {
    selector.kind
}

/// Each once, in order.
fn tellers(events: impl Iterator<Item = EventKind>) -> Vec<DeliveryKind> {
    let mut kinds: Vec<DeliveryKind> = events.flat_map(|event| DeliveryKind::that_tell_of(event).iter().copied()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
