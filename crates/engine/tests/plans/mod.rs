//! Random count plans: any start, any next step, any of what makes it impossible, any scope, over the kinds that the random histories hold.

use domain::{
    Breakdown, Code, DayUnit, Due, Elsewhere, EventKind, Form, HandOver, NormKind, OrganisationKind, Scope, Selector, Setting, Sex, Tie,
};
use indicators::{CountPlan, Indicator, Text, Unit, What};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const NAMES: [&str; 4] = ["first", "second", "third", "fourth"];

const KINDS: [EventKind; 27] = [
    EventKind::AdviceGiven,
    EventKind::ReportReceived,
    EventKind::AssessmentCompleted,
    EventKind::InvestigationStarted,
    EventKind::InvestigationEnded,
    EventKind::BoardRequested,
    EventKind::BoardInvestigationStarted,
    EventKind::BoardInvestigationEnded,
    EventKind::OrderStarted,
    EventKind::OrderEnded,
    EventKind::HelpStarted,
    EventKind::HelpEnded,
    EventKind::CsgContact,
    EventKind::PoliceReport,
    EventKind::TransferSent,
    EventKind::TransferAccepted,
    EventKind::MonitoringMoment,
    EventKind::GiFirstContact,
    EventKind::CourtPetitioned,
    EventKind::AuthorisationStarted,
    EventKind::AuthorisationEnded,
    EventKind::OrderHandedOver,
    EventKind::OrderTakenOver,
    EventKind::AuthorisationHandedOver,
    EventKind::AuthorisationTakenOver,
    EventKind::AdultSupportStarted,
    EventKind::Turned18,
];

fn selector() -> impl Strategy<Value = Selector> {
    let often = prop_oneof![2 => select(KINDS.to_vec()), 1 => Just(EventKind::HelpStarted), 1 => Just(EventKind::OrderStarted)];
    let codes =
        prop_oneof![3 => Just(vec![]), 1 => Just(vec![Code(11), Code(12)]), 1 => Just(vec![Code(12)]), 1 => Just(vec![Code(1), Code(2)])];
    (often, codes, prop::bool::weighted(0.1)).prop_map(|(kind, codes, crisis)| Selector { kind, codes, crisis })
}

fn scope() -> impl Strategy<Value = Scope> {
    let settings = prop_oneof![4 => Just(vec![]), 1 => Just(vec![Setting::Family, Setting::Unknown])];
    let forms = prop_oneof![4 => Just(vec![]), 1 => Just(vec![Form::Sexual])];
    let sexes = prop_oneof![4 => Just(vec![]), 1 => Just(vec![Sex::Female])];
    let helped = prop_oneof![4 => Just(None), 1 => (0u16..200).prop_map(Some)];
    (prop::bool::weighted(0.2), settings, forms, sexes, helped).prop_map(|(minors, settings, forms, sexes, helped_before)| Scope {
        minors,
        settings,
        forms,
        sexes,
        helped_before,
        ..Scope::default()
    })
}

fn suppliers() -> impl Strategy<Value = Vec<OrganisationKind>> {
    subsequence(OrganisationKind::ALL.iter().copied().filter(|kind| *kind != OrganisationKind::Unknown).collect::<Vec<_>>(), 1..4)
}

fn elsewhere() -> impl Strategy<Value = Option<Elsewhere>> {
    let other = (prop::collection::vec(selector(), 1..2), suppliers());
    prop_oneof![4 => Just(None), 1 => other.prop_map(|(to, suppliers)| Some(Elsewhere { settings: vec![Setting::School], to, suppliers }))]
}

fn hand_over(name: &'static str) -> impl Strategy<Value = HandOver> {
    let lists = [1..3, 1..3, 0..4].map(|length| prop::collection::vec(selector(), length));
    let [from, to, competing] = lists;
    let life = prop_oneof![Just(EventKind::Died), Just(EventKind::MovedAway), Just(EventKind::Turned18), Just(EventKind::OrderEnded)];
    let how = (select(vec![Tie::Person, Tie::Record]), any::<bool>(), select(vec![DayUnit::Calendar, DayUnit::Working]));
    ((from, to, competing, life), how, suppliers(), scope(), elsewhere()).prop_map(move |(events, how, suppliers, scope, elsewhere)| {
        let (from, to, mut competing, life) = events;
        competing.push(Selector::any(life));
        HandOver {
            id: name.to_owned(),
            from,
            to,
            competing,
            tie: how.0,
            running_counts: how.1,
            due: Due { days: 30, unit: how.2 },
            also_at: Vec::new(),
            norm: NormKind::OwnYardstick,
            source: String::new(),
            since: None,
            suppliers,
            scope,
            elsewhere,
        }
    })
}

fn indicator(id: &'static str, what: What) -> Indicator {
    let said = Text { nl: "een willekeurig plan", en: "a random plan" };
    Indicator {
        id,
        title: said,
        question: said,
        definition: said,
        counts: said,
        plan: CountPlan { what, breakdowns: Breakdown::ALL.to_vec() },
        rows: vec!["R1"],
        method: "docs/methods/hand-overs.md",
        footnotes: Vec::new(),
        unreliable_when: said,
    }
}

/// Two plans that count starts and two that follow hand-overs, with those hand-overs.
pub fn plans() -> impl Strategy<Value = (Vec<Indicator>, Vec<HandOver>)> {
    let unit = || select(vec![Unit::Records, Unit::Cases, Unit::Children]);
    let starts = || (prop::collection::vec(selector(), 1..3), unit(), scope());
    let followed = (hand_over(NAMES[2]), hand_over(NAMES[3]), prop_oneof![0u16..40, 300u16..900]);
    (starts(), starts(), followed).prop_map(|(one, other, (third, fourth, horizon))| {
        let count = |(of, unit, scope)| What::Starts { of, unit, scope };
        let follow = |id| What::HandOver { id, horizon };
        let catalogue = vec![
            indicator(NAMES[0], count(one)),
            indicator(NAMES[1], count(other)),
            indicator(NAMES[2], follow(NAMES[2])),
            indicator(NAMES[3], follow(NAMES[3])),
        ];
        (catalogue, vec![third, fourth])
    })
}
