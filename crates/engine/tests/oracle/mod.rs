//! A second implementation of every count of the catalogue, written from the definitions and nothing else: no fold, no plans,
//! no norms, no hashing. Quadratic, in memory, and as plain as it can be. It shares only the vocabulary of `domain` and
//! `person` with what it checks.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AgeBand, Breakdown, Code, CountKey, Coverage, Day, EventKind, Form, Forms, Month, Municipality, OrganisationKind, Outcome, Sex,
    workdays,
};
use person::{CaseKey, Event, Organisation, PersonKey, RecordKey, RecordStatus};

pub type Tables = BTreeMap<(&'static str, Breakdown), BTreeMap<CountKey, u64>>;

const ALL: &[Breakdown] = &[Breakdown::All, Breakdown::Form, Breakdown::Sex, Breakdown::Age];
const NO_FORM: &[Breakdown] = &[Breakdown::All, Breakdown::Sex, Breakdown::Age];
const NO_CHILD: &[Breakdown] = &[Breakdown::All, Breakdown::Form];

/// Every table that has a cell.
pub fn tables(events: &[Event], coverage: &Coverage) -> Tables {
    let mut oracle = Oracle { coverage, tables: Tables::new() };
    let groups = groups(events);
    let starts: Vec<Vec<Start>> = groups.iter().map(|group| oracle.starts(group)).collect();
    for (group, starts) in groups.iter().zip(&starts) {
        oracle.plain(group.person, starts);
        oracle.assessments(group, starts);
        if group.person.is_some() {
            oracle.help_after_order(group, starts);
        }
    }
    let everyone: Vec<Start> = starts.into_iter().flatten().collect();
    oracle.cases(&everyone);
    oracle.tables
}

/// One person, or one record of no one known, after the latest statements.
struct Group {
    person: Option<PersonKey>,
    stated: Vec<Event>,
    helps: Vec<Spell>,
    orders: Vec<Spell>,
}

#[derive(Clone, Copy, PartialEq)]
struct Spell {
    start: Event,
    end: Option<Day>,
}

#[derive(Clone, Copy)]
struct Start {
    event: Event,
    forms: Forms,
}

fn groups(events: &[Event]) -> Vec<Group> {
    let who = |event: &Event| (event.person, if event.person.is_none() { Some(record(event)) } else { None });
    let everyone: BTreeSet<_> = events.iter().map(who).collect();
    let group = |one: (Option<PersonKey>, Option<(Organisation, RecordKey)>)| {
        let own: Vec<Event> = events.iter().copied().filter(|event| who(event) == one).collect();
        let stated = stated_last(&own);
        Group { person: one.0, helps: helps(&stated), orders: orders(&stated), stated }
    };
    everyone.into_iter().map(group).collect()
}

fn record(event: &Event) -> (Organisation, RecordKey) {
    (event.organisation, event.record)
}

/// Rows of one organisation's record, or messages about one record, whoever delivers them.
fn same(one: &Event, other: &Event) -> bool {
    let is_row = |event: &Event| event.status == RecordStatus::Current;
    one.record == other.record && is_row(one) == is_row(other) && (!is_row(one) || one.organisation == other.organisation)
}

/// Whether a row of a register tells what this message of transport tells.
fn is_retold(event: &Event, stated: &[Event]) -> bool {
    let travels = ["police.report", "assessment.completed", "board.requested", "board.investigation.ended"];
    let is_row = |other: &Event| other.status == RecordStatus::Current && other.kind == event.kind;
    let is_message = event.status != RecordStatus::Current && travels.contains(&event.kind.word());
    is_message && stated.iter().any(|other| is_row(other) && (other.day.0 - event.day.0).abs() <= 7)
}

/// Per organisation, record and kind the statement with the latest `stated`; removal wins on one day, then the later day of
/// the event, then the higher code, forms and status.
fn stated_last(events: &[Event]) -> Vec<Event> {
    let weight =
        |event: &Event| (event.stated, event.turn, event.status == RecordStatus::Removed, event.day, event.code, event.form, event.status);
    let mut last: Vec<Event> = Vec::new();
    for event in events {
        match last.iter_mut().find(|known| same(known, event) && known.kind == event.kind) {
            Some(known) if weight(event) > weight(known) => *known = *event,
            Some(_) => {}
            None => last.push(*event),
        }
    }
    let stated: Vec<Event> =
        last.iter().copied().filter(|event| event.status != RecordStatus::Removed && !is_taken_back(event, &last)).collect();
    stated.iter().copied().filter(|event| !is_retold(event, &stated)).collect()
}

/// An end falls with its removed start, and with a later row of the same record that no longer has it.
fn is_taken_back(event: &Event, last: &[Event]) -> bool {
    let opener = match event.kind {
        EventKind::HelpEnded => EventKind::HelpStarted,
        EventKind::OrderEnded => EventKind::OrderStarted,
        EventKind::InvestigationEnded => EventKind::InvestigationStarted,
        EventKind::TransferAccepted => EventKind::TransferSent,
        EventKind::BoardInvestigationStarted | EventKind::BoardInvestigationEnded => EventKind::BoardRequested,
        _ => return false,
    };
    last.iter().filter(|start| start.kind == opener && same(start, event)).any(|start| {
        let rows = start.status == RecordStatus::Current && event.status == RecordStatus::Current;
        start.status == RecordStatus::Removed || (rows && start.stated > event.stated)
    })
}

fn spells(stated: &[Event], start: EventKind, end: EventKind) -> Vec<Spell> {
    let mut spells = Vec::new();
    for event in stated.iter().filter(|event| event.kind == start) {
        let ends = stated.iter().filter(|other| other.kind == end && same(other, event) && other.day >= event.day);
        spells.push(Spell { start: *event, end: ends.map(|other| other.day).next() });
    }
    spells
}

/// Help by youth-policy information wins from the same help by iJw.
fn helps(stated: &[Event]) -> Vec<Spell> {
    let all = spells(stated, EventKind::HelpStarted, EventKind::HelpEnded);
    let is_policy = |spell: &Spell| [OrganisationKind::Provider, OrganisationKind::Gi].contains(&spell.start.organisation_kind);
    let same = |policy: &Spell, ijw: &Spell| {
        (policy.start.day.0 - ijw.start.day.0).abs() <= 7 && (policy.start.code == ijw.start.code || ijw.start.code == Code(90))
    };
    let told = |ijw: &Spell| all.iter().any(|policy| is_policy(policy) && same(policy, ijw));
    all.iter().copied().filter(|spell| is_policy(spell) || !told(spell)).collect()
}

/// The court's order wins from the same order by an institution; an interim order and the order it becomes are one.
fn orders(stated: &[Event]) -> Vec<Spell> {
    let all = spells(stated, EventKind::OrderStarted, EventKind::OrderEnded);
    let is_court = |spell: &Spell| spell.start.organisation_kind == OrganisationKind::Court;
    let same = |one: &Spell, other: &Spell| (one.start.day.0 - other.start.day.0).abs() <= 7 && one.start.code == other.start.code;
    let told = |spell: &Spell| all.iter().any(|court| is_court(court) && same(court, spell));
    let mut orders: Vec<Spell> = all.iter().copied().filter(|spell| is_court(spell) || !told(spell)).collect();
    // A court tells no end: what it started ends as the nearest telling of an institution says.
    for order in orders.iter_mut().filter(|spell| is_court(spell)) {
        let institutions = all.iter().filter(|other| !is_court(other) && same(order, other));
        let nearest = institutions.min_by_key(|other| ((other.start.day.0 - order.start.day.0).abs(), record(&other.start)));
        order.end = nearest.and_then(|other| other.end).filter(|end| *end >= order.start.day);
    }
    orders.sort_by_key(|spell| (spell.start.day, record(&spell.start)));
    let interims: Vec<Spell> = orders.iter().copied().filter(|spell| spell.start.code == Code(12)).collect();
    let mut taken: Vec<(Organisation, RecordKey)> = Vec::new();
    for interim in interims {
        let window = |day: Day| day >= interim.start.day && interim.end.is_none_or(|end| day <= end.plus(7));
        let next =
            orders.iter().find(|spell| spell.start.code == Code(11) && window(spell.start.day) && !taken.contains(&record(&spell.start)));
        let Some(next) = next.copied() else { continue };
        taken.push(record(&next.start));
        let place = orders.iter().position(|spell| *spell == interim).expect("the interim order is one of them");
        orders[place].end = next.end;
        orders[place].start.code = Code(1); // an order that no other interim order becomes
        orders.retain(|spell| *spell != next);
    }
    orders.iter_mut().filter(|spell| spell.start.code == Code(1)).for_each(|spell| spell.start.code = Code(11));
    orders
}

struct Oracle<'a> {
    coverage: &'a Coverage,
    tables: Tables,
}

impl Oracle<'_> {
    fn span(&self, kind: OrganisationKind, municipality: Municipality) -> Option<(Day, Day)> {
        let places = || self.coverage.iter().filter(|(other, _, _, _)| *other == kind);
        if municipality == Municipality::UNKNOWN {
            return Some((places().map(|span| span.2).min()?, places().map(|span| span.3).min()?));
        }
        places().find(|span| span.1 == municipality).map(|span| (span.2, span.3))
    }

    fn starts(&self, group: &Group) -> Vec<Start> {
        use EventKind::*;
        let single = group.stated.iter().filter(|event| {
            matches!(event.kind, AdviceGiven | ReportReceived | AssessmentCompleted | InvestigationStarted | BoardRequested)
        });
        let spells = group.helps.iter().chain(&group.orders).map(|spell| &spell.start);
        let counted = single
            .chain(spells)
            .filter(|event| self.span(event.organisation_kind, event.municipality).is_some_and(|(from, _)| event.day >= from));
        let mut starts: Vec<Start> = counted.map(|event| Start { event: *event, forms: forms(event, &group.stated) }).collect();
        starts.sort_by_key(place_of_first);
        starts
    }

    fn plain(&mut self, person: Option<PersonKey>, starts: &[Start]) {
        let kinds: [(EventKind, &'static str, &'static str, &[Breakdown]); 7] = [
            (EventKind::AdviceGiven, "advice-records", "", NO_CHILD),
            (EventKind::ReportReceived, "report-records", "report-children", ALL),
            (EventKind::AssessmentCompleted, "assessment-records", "", ALL),
            (EventKind::InvestigationStarted, "investigation-records", "investigation-children", ALL),
            (EventKind::BoardRequested, "board-records", "board-children", ALL),
            (EventKind::OrderStarted, "order-records", "order-children", ALL),
            (EventKind::HelpStarted, "help-records", "help-children", NO_FORM),
        ];
        for (kind, records, children, by) in kinds {
            let own: Vec<Start> = starts.iter().copied().filter(|start| start.event.kind == kind && is_counted_order(start)).collect();
            own.iter().for_each(|start| self.add(records, by, start, Outcome::Counted, 0));
            if person.is_some() && !children.is_empty() {
                first_of_each_year(&own).iter().for_each(|start| self.add(children, by, start, Outcome::Counted, 0));
            }
        }
    }

    fn cases(&mut self, everyone: &[Start]) {
        let reports: Vec<Start> = everyone.iter().copied().filter(|start| start.event.kind == EventKind::ReportReceived).collect();
        let cases: BTreeSet<CaseKey> = reports.iter().map(|start| start.event.case).collect();
        for case in cases {
            let mut own: Vec<Start> = reports.iter().copied().filter(|start| start.event.case == case).collect();
            own.sort_by_key(place_of_first);
            first_of_each_year(&own).iter().for_each(|start| self.add("report-cases", ALL, start, Outcome::Counted, 0));
        }
    }

    fn assessments(&mut self, group: &Group, starts: &[Start]) {
        for start in starts.iter().filter(|start| start.event.kind == EventKind::ReportReceived) {
            let Some(last) = self.observed(&[OrganisationKind::VeiligThuis], start) else { continue };
            let later = group.stated.iter().filter(|event| event.kind == EventKind::AssessmentCompleted && event.day >= start.event.day);
            let seen = later.filter(|event| answers(event, start, group)).map(|event| event.day).min().filter(|day| *day <= last);
            let other = lost(group).into_iter().filter(|day| *day >= start.event.day && *day <= last).min();
            let (outcome, day) = match (seen, other) {
                (Some(day), other) if other.is_none_or(|other| day <= other) => (Outcome::Reached, day),
                (_, Some(other)) => (Outcome::Competing, other),
                (_, None) => (Outcome::Open, last),
            };
            let days = (start.event.day.0 + 1..=day.0).filter(|day| workdays::is_working_day(Day(*day))).count();
            self.follow("assessment", start, outcome, days as u32, 30);
        }
    }

    fn help_after_order(&mut self, group: &Group, starts: &[Start]) {
        for start in starts.iter().filter(|start| start.event.kind == EventKind::OrderStarted && [11, 12].contains(&start.event.code.0)) {
            let first = start.event.day;
            let Some(last) = self.observed(&[OrganisationKind::Provider, OrganisationKind::Municipality], start) else { continue };
            let runs = |help: &Spell| help.start.day <= first && help.end.is_none_or(|end| end >= first);
            let running = group.helps.iter().any(runs).then_some(first);
            let later = group.helps.iter().map(|help| help.start.day).filter(|day| *day >= first).min();
            let reached = running.or(later).filter(|day| *day <= last);
            let other = instead(group, start).into_iter().filter(|day| *day >= first && *day <= last).min();
            let (outcome, day) = match (reached, other) {
                (Some(help), Some(other)) if help <= other => (Outcome::Reached, help),
                (_, Some(other)) => (Outcome::Competing, other),
                (Some(help), None) => (Outcome::Reached, help),
                (None, None) => (Outcome::Open, last),
            };
            self.follow("help-after-order", start, outcome, (day.0 - first.0) as u32, 365);
        }
    }

    fn observed(&self, kinds: &[OrganisationKind], start: &Start) -> Option<Day> {
        let last = kinds.iter().filter_map(|kind| self.span(*kind, start.event.municipality)).map(|span| span.1).min()?;
        (start.event.day <= last).then_some(last)
    }

    fn follow(&mut self, indicator: &'static str, start: &Start, outcome: Outcome, days: u32, horizon: u32) {
        let (outcome, days) = if days > horizon { (Outcome::Open, horizon) } else { (outcome, days) };
        self.add(indicator, ALL, start, outcome, days as u16);
    }

    fn add(&mut self, indicator: &'static str, by: &[Breakdown], start: &Start, outcome: Outcome, days: u16) {
        for breakdown in by {
            let classes: Vec<u8> = match breakdown {
                Breakdown::All => vec![0],
                Breakdown::Form => start.forms.known_or_unknown().iter().map(Form::number).collect(),
                Breakdown::Sex => vec![start.event.sex as u8],
                Breakdown::Age => vec![AgeBand::on(start.event.day, start.event.birth_month).number()],
            };
            for class in classes {
                let (municipality, year) = (start.event.municipality, start.event.day.year());
                let key = CountKey { municipality, year, class, outcome, days };
                *self.tables.entry((indicator, *breakdown)).or_default().entry(key).or_insert(0) += 1;
            }
        }
    }
}

fn is_counted_order(start: &Start) -> bool {
    start.event.kind != EventKind::OrderStarted || [11, 12, 21, 22, 23].contains(&start.event.code.0)
}

/// Which start is first: the earliest day; on one day the lowest municipality, then sex, then age band.
fn place_of_first(start: &Start) -> (Day, Municipality, Sex, AgeBand) {
    let event = &start.event;
    (event.day, event.municipality, event.sex, AgeBand::on(event.day, event.birth_month))
}

fn first_of_each_year(sorted: &[Start]) -> Vec<Start> {
    let mut firsts: Vec<Start> = Vec::new();
    for start in sorted {
        match firsts.iter_mut().find(|first| first.event.day.year() == start.event.day.year()) {
            Some(first) => first.forms = first.forms.union(start.forms),
            None => firsts.push(*start),
        }
    }
    firsts
}

fn forms(event: &Event, stated: &[Event]) -> Forms {
    let union = |is_meant: &dyn Fn(&Event) -> bool| {
        stated.iter().filter(|other| is_meant(other)).fold(Forms::NONE, |forms, other| forms.union(other.form).union(other.reasons))
    };
    let recent = |other: &Event| (0..=730).contains(&(event.day.0 - other.day.0));
    match event.kind {
        EventKind::AssessmentCompleted => union(&|other| other.kind == EventKind::ReportReceived && same(other, event)),
        EventKind::InvestigationStarted => {
            union(&|other| other.kind == EventKind::ReportReceived && other.case == event.case && other.day <= event.day)
        }
        EventKind::OrderStarted => {
            let grounds = union(&|other| recent(other) && other.kind.word().starts_with("board."));
            if grounds.iter().any(|form| form != Form::Unknown) {
                return grounds;
            }
            union(&|other| recent(other) && ["report.", "csg.", "police.", "trace-"].iter().any(|word| other.kind.word().starts_with(word)))
        }
        _ => event.form.union(event.reasons),
    }
}

/// An assessment answers the report of its record; where its record holds none, those of its case; where its case holds none,
/// those of the child.
fn answers(assessment: &Event, start: &Start, group: &Group) -> bool {
    let reports = || group.stated.iter().filter(|event| event.kind == EventKind::ReportReceived && event.day <= assessment.day);
    if assessment.record == start.event.record {
        return true;
    }
    if reports().any(|report| report.record == assessment.record) {
        return false;
    }
    assessment.case == start.event.case || !reports().any(|report| report.case == assessment.case)
}

/// Days on which something made help after this order impossible.
fn instead(group: &Group, order: &Start) -> Vec<Day> {
    let own = group.orders.iter().filter(|spell| record(&spell.start) == record(&order.event)).filter_map(|spell| spell.end);
    own.chain(lost(group)).collect()
}

/// Days on which a child died, moved away or turned 18.
fn lost(group: &Group) -> Vec<Day> {
    let mut days = Vec::new();
    for event in &group.stated {
        let died = event.kind == EventKind::Died || (event.kind == EventKind::OrderEnded && [6, 15].contains(&event.code.0));
        if died || event.kind == EventKind::MovedAway {
            days.push(event.day);
        }
    }
    let told = group.stated.iter().filter(|event| event.kind == EventKind::Turned18).map(|event| event.day).min();
    let born = group.stated.iter().filter_map(|event| event.birth_month.map(|born| (event.stated, born))).max();
    days.extend(told.or_else(|| born.map(|(_, born)| Month(born.0 + 12 * 18 + 1).first_day())));
    days
}
