//! A second implementation of *any* count plan, written from the definitions: no fold, no time line, no hashing. Quadratic, in memory, as plain as
//! it can be. It shares the vocabulary of `domain`, `person` and `indicators` with what it checks, and the plans; nothing else.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AgeBand, Breakdown, Code, CountKey, Coverage, Day, EventKind, Form, Forms, HandOver, Month, Municipality, OrganisationKind, Outcome,
    Scope, Selector, Tie,
};
use indicators::{Indicator, Unit, What};
use person::{CaseKey, Event, PersonKey, RecordKey, RecordStatus};

pub type Tables = BTreeMap<(String, Breakdown), BTreeMap<CountKey, u64>>;

/// What runs, and the event that ends it.
const RUNS: [(EventKind, EventKind); 6] = [
    (EventKind::InvestigationStarted, EventKind::InvestigationEnded),
    (EventKind::FollowUpStarted, EventKind::FollowUpEnded),
    (EventKind::OrderStarted, EventKind::OrderEnded),
    (EventKind::AuthorisationStarted, EventKind::AuthorisationEnded),
    (EventKind::HelpStarted, EventKind::HelpEnded),
    (EventKind::AdultSupportStarted, EventKind::AdultSupportEnded),
];

/// What one institution hands over to another: start, handed over, taken over.
const PASSED: [(EventKind, EventKind, EventKind); 2] = [
    (EventKind::OrderStarted, EventKind::OrderHandedOver, EventKind::OrderTakenOver),
    (EventKind::AuthorisationStarted, EventKind::AuthorisationHandedOver, EventKind::AuthorisationTakenOver),
];

/// Every table of these plans that has a cell.
pub fn tables(events: &[Event], coverage: &Coverage, catalogue: &[Indicator], hand_overs: &[HandOver]) -> Tables {
    let who = |event: &Event| (event.person, event.person.is_none().then_some((event.organisation, event.record)));
    let everyone: BTreeSet<_> = events.iter().map(who).collect();
    let mut tables = Tables::new();
    let mut cases: BTreeMap<(usize, CaseKey, i16), Vec<Begun>> = BTreeMap::new();
    for one in everyone {
        let own: Vec<Event> = events.iter().copied().filter(|event| who(event) == one).collect();
        let life = Life::of(one.0, &own, coverage);
        for (place, indicator) in catalogue.iter().enumerate() {
            match &indicator.plan.what {
                What::Starts { of, unit, scope } => {
                    let meant = |begun: &&Begun| begins(of, begun) && life.is_meant(scope, begun);
                    let begun: Vec<Begun> = life.begun.iter().filter(meant).copied().collect();
                    match unit {
                        Unit::Records => begun.iter().for_each(|begun| add(&mut tables, indicator, begun, Outcome::Counted, 0)),
                        Unit::Children if life.person.is_none() => {}
                        Unit::Children => {
                            firsts(&begun).iter().for_each(|begun| add(&mut tables, indicator, begun, Outcome::Counted, 0));
                        }
                        Unit::Cases => {
                            for begun in begun {
                                cases.entry((place, begun.event.case, begun.event.day.year())).or_default().push(begun);
                            }
                        }
                    }
                }
                What::HandOver { id, horizon } => {
                    let hand_over = hand_overs.iter().find(|hand_over| hand_over.id == *id).expect("a hand-over");
                    if life.person.is_some() || hand_over.tie == Tie::Record {
                        for (begun, outcome, days) in life.followed(hand_over, coverage) {
                            let (outcome, days) =
                                if days > u32::from(*horizon) { (Outcome::Open, u32::from(*horizon)) } else { (outcome, days) };
                            add(&mut tables, indicator, &begun, outcome, days as u16);
                        }
                    }
                }
            }
        }
    }
    for ((place, _, _), mut begun) in cases {
        begun.sort_by_key(first_in_table);
        firsts(&begun).iter().for_each(|begun| add(&mut tables, &catalogue[place], begun, Outcome::Counted, 0));
    }
    tables
}

fn add(tables: &mut Tables, indicator: &Indicator, begun: &Begun, outcome: Outcome, days: u16) {
    for breakdown in &indicator.plan.breakdowns {
        let classes: Vec<u8> = match breakdown {
            Breakdown::All => vec![0],
            Breakdown::Form => begun.forms.known_or_unknown().iter().map(Form::number).collect(),
            Breakdown::Sex => vec![begun.event.sex as u8],
            Breakdown::Age => vec![age(&begun.event).number()],
        };
        for class in classes {
            let key = CountKey { municipality: begun.event.municipality, year: begun.event.day.year(), class, outcome, days };
            *tables.entry((indicator.id.to_owned(), *breakdown)).or_default().entry(key).or_insert(0) += 1;
        }
    }
}

/// Something that began, and the forms of violence it is about.
#[derive(Clone, Copy)]
struct Begun {
    event: Event,
    forms: Forms,
}

/// Something that runs; `began` is the code it began with. What nobody tells the start of starts with its being taken over.
#[derive(Clone, Copy, PartialEq)]
struct Run {
    kind: EventKind,
    start: Event,
    began: Code,
    end: Option<(Day, Code)>,
    handed: Option<Day>,
    told: Option<(Day, OrganisationKind, Municipality)>,
    lapsed: Option<Day>,
}

impl Run {
    /// Whether it surely ran on that day or later.
    fn has_start(&self) -> bool {
        self.start.kind == self.kind
    }

    fn lasts_until(&self, day: Day) -> bool {
        match (self.end, self.lapsed) {
            (Some((end, _)), _) => end >= day,
            (None, Some(last)) => last >= day,
            (None, None) => true,
        }
    }
}

/// Something that can follow; what belongs to the person alone has no record.
#[derive(Clone, Copy)]
struct Moment {
    kind: EventKind,
    day: Day,
    codes: [Code; 2],
    crisis: bool,
    of: Option<(CaseKey, RecordKey)>,
}

fn age(event: &Event) -> AgeBand {
    AgeBand::on(event.day, event.birth_month)
}

fn first_in_table(begun: &Begun) -> (Day, Municipality, domain::Sex, AgeBand) {
    (begun.event.day, begun.event.municipality, begun.event.sex, age(&begun.event))
}

/// The first of each year, with the forms of all of that year.
fn firsts(sorted: &[Begun]) -> Vec<Begun> {
    let mut firsts: Vec<Begun> = Vec::new();
    for begun in sorted {
        match firsts.iter_mut().find(|first| first.event.day.year() == begun.event.day.year()) {
            Some(first) => first.forms = first.forms.union(begun.forms),
            None => firsts.push(*begun),
        }
    }
    firsts
}

/// One row's record belongs to its organisation; a message's to whoever delivers it.
fn same(one: &Event, other: &Event) -> bool {
    let is_row = |event: &Event| event.status == RecordStatus::Current;
    one.record == other.record && is_row(one) == is_row(other) && (!is_row(one) || one.organisation == other.organisation)
}

/// What stands in a row only together with something else, one of these.
fn openers(kind: EventKind) -> Vec<EventKind> {
    for (start, handed, taken) in PASSED {
        let end = RUNS.iter().find(|(begin, _)| *begin == start).map(|(_, end)| *end);
        if kind == handed || Some(kind) == end {
            return vec![start, taken];
        }
        if kind == start || kind == taken {
            return vec![if kind == start { taken } else { start }];
        }
    }
    match kind {
        EventKind::TransferAccepted => vec![EventKind::TransferSent],
        EventKind::BoardInvestigationStarted | EventKind::BoardInvestigationEnded => vec![EventKind::BoardRequested],
        _ => RUNS.iter().filter(|(_, end)| *end == kind).map(|(start, _)| *start).collect(),
    }
}

/// What was said last of each record and kind; without what was taken back, and without messages that a register tells too.
fn stated(events: &[Event]) -> Vec<Event> {
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
    let is_row = |event: &Event| event.status == RecordStatus::Current;
    let fallen = |event: &Event| {
        let mut opening = last.iter().filter(|other| openers(event.kind).contains(&other.kind) && same(other, event));
        opening.any(|other| other.status == RecordStatus::Removed || is_row(other) && is_row(event) && other.stated > event.stated)
    };
    let standing: Vec<Event> = last.iter().copied().filter(|event| event.status != RecordStatus::Removed && !fallen(event)).collect();
    let travels = ["police.report", "assessment.completed", "board.requested", "board.investigation.ended"];
    let retold = |event: &Event| {
        let rows = standing.iter().filter(|row| is_row(row) && row.kind == event.kind);
        !is_row(event) && travels.contains(&event.kind.word()) && rows.into_iter().any(|row| (row.day.0 - event.day.0).abs() <= 7)
    };
    standing.iter().copied().filter(|event| !retold(event)).collect()
}

/// Whether the first tells the same as the second and knows better.
fn retells(better: &Run, other: &Run) -> bool {
    let knows = |run: &Run| match run.kind {
        EventKind::HelpStarted => [OrganisationKind::Provider, OrganisationKind::Gi].contains(&run.start.organisation_kind),
        EventKind::OrderStarted | EventKind::AuthorisationStarted => run.start.organisation_kind == OrganisationKind::Court,
        _ => true,
    };
    let (a, b) = (&better.start, &other.start);
    let same_code = a.code == b.code || (b.kind == EventKind::HelpStarted && b.code == Code(90));
    a.kind == b.kind && knows(better) && !knows(other) && (a.day.0 - b.day.0).abs() <= 7 && same_code
}

fn runs(stated: &[Event]) -> Vec<Run> {
    let mut all = Vec::new();
    for start in stated {
        if !RUNS.iter().any(|(kind, _)| *kind == start.kind) {
            continue;
        }
        let is_continued = |event: &Event| PASSED.iter().any(|(begin, _, taken)| *begin == start.kind && *taken == event.kind);
        if !stated.iter().any(|event| is_continued(event) && same(event, start)) {
            all.push(told(stated, start.kind, start, start));
        }
    }
    let mut kept: Vec<Run> = all.iter().copied().filter(|run| !all.iter().any(|other| retells(other, run))).collect();
    for run in kept.iter_mut().filter(|run| run.start.organisation_kind == OrganisationKind::Court) {
        let copy = *run;
        let lesser = all.iter().filter(|other| retells(&copy, other));
        let near = lesser.min_by_key(|other| ((other.start.day.0 - copy.start.day.0).abs(), other.start.organisation, other.start.record));
        run.end = near.and_then(|other| other.end).filter(|(day, _)| *day >= copy.start.day);
        run.told = near.and_then(|other| other.told);
        run.handed = near.and_then(|other| other.handed);
    }
    joined(passed_on(stated, kept))
}

/// What a record tells of what it has since an event: its end, to whom it went, and until when.
fn told(stated: &[Event], kind: EventKind, start: &Event, since: &Event) -> Run {
    let from = start.day.max(since.day);
    let find =
        |wanted: Option<EventKind>| stated.iter().find(|event| Some(event.kind) == wanted && same(event, since) && event.day >= from);
    let end = find(RUNS.iter().find(|(begin, _)| *begin == kind).map(|(_, end)| *end));
    let handed = find(PASSED.iter().find(|(begin, _, _)| *begin == kind).map(|(_, handed, _)| *handed));
    let rows = since.status == RecordStatus::Current && since.stated > since.day;
    Run {
        kind,
        start: *start,
        began: start.code,
        end: end.map(|event| (event.day, event.code)),
        handed: handed.map(|event| event.day),
        told: rows.then_some((since.stated, since.organisation_kind, since.municipality)),
        lapsed: None,
    }
}

/// Each record that was taken over, earliest first, goes on with one run of its kind and code that began before: one handed over within a
/// month of that day, else one ended within a week of it, else one running on it; of each sort the nearest.
fn passed_on(stated: &[Event], mut runs: Vec<Run>) -> Vec<Run> {
    let kind_of = |event: &Event| PASSED.iter().find(|(_, _, taken)| *taken == event.kind).map(|(begin, _, _)| *begin);
    let own = |kind: EventKind, event: &Event| {
        let begun = stated.iter().find(|other| other.kind == kind && same(other, event) && other.day <= event.day);
        told(stated, kind, begun.unwrap_or(event), event)
    };
    let mut taken: Vec<(Event, Run)> = stated.iter().filter_map(|event| Some((*event, own(kind_of(event)?, event)))).collect();
    // Who hands on the day it takes over stands between two others.
    taken.sort_by_key(|(event, piece)| (event.day, piece.handed.is_none(), event.kind, event.organisation, event.record));
    for (event, piece) in taken {
        let kind = piece.kind;
        let away = |day: Day| (day.0 - event.day.0).abs();
        let fits = |run: &Run| {
            let since = event.day.0 - run.start.day.0;
            if run.kind != kind || run.start.code != event.code || since < 0 {
                return None;
            }
            if let Some(handed) = run.handed {
                return (away(handed) <= 31).then_some((1, away(handed)));
            }
            match run.end {
                Some((end, _)) if away(end) <= 7 => Some((2, away(end))),
                Some((end, _)) if end < event.day => None,
                Some(_) | None => Some((3, since)),
            }
        };
        let order = |run: &Run| (run.start.day, run.start.kind, run.start.organisation, run.start.record);
        let fitting = (0..runs.len()).filter_map(|at| Some((fits(&runs[at])?, order(&runs[at]), at)));
        match fitting.min().map(|(_, _, at)| at) {
            Some(at) => {
                let Run { start, began, .. } = runs[at];
                let (end, handed) = (piece.end.filter(|(day, _)| *day >= start.day), piece.handed.filter(|day| *day >= start.day));
                runs[at] = Run { start, began, end, handed, ..piece };
            }
            None => runs.push(piece),
        }
    }
    runs
}

/// Interim orders with the order each became.
fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by_key(|run| (run.start.day, run.start.kind, run.start.organisation, run.start.record));
    let is = |run: &Run, code: u8| run.kind == EventKind::OrderStarted && run.start.code == Code(code);
    let begins = |run: &&Run| is(run, 12) && run.has_start();
    let mut left: Vec<Run> = runs.iter().copied().filter(|run| !begins(&run)).collect();
    let mut done = Vec::new();
    for interim in runs.iter().filter(begins) {
        let in_time = |day: Day| day >= interim.start.day && interim.end.is_none_or(|(end, _)| day <= end.plus(7));
        match left.iter().position(|run| is(run, 11) && in_time(run.start.day)) {
            Some(place) => {
                let order = left.remove(place);
                done.push(Run { start: Event { code: Code(11), ..interim.start }, began: Code(12), ..order });
            }
            None => done.push(*interim),
        }
    }
    left.extend(done);
    left
}

/// Everything known of one person, or of one record of no one known.
struct Life {
    person: Option<PersonKey>,
    runs: Vec<Run>,
    moments: Vec<Moment>,
    begun: Vec<Begun>,
}

impl Life {
    fn of(person: Option<PersonKey>, events: &[Event], coverage: &Coverage) -> Life {
        let stated = stated(events);
        let mut runs = runs(&stated);
        for run in &mut runs {
            let later = |(said, kind, place): &(Day, OrganisationKind, Municipality)| last_delivery(coverage, *kind, *place) > Some(*said);
            run.lapsed = run.told.filter(later).map(|(said, _, _)| run.handed.map_or(said, |handed| handed.min(said)));
        }
        let alone = |event: &&Event| RUNS.iter().all(|(start, end)| event.kind != *start && event.kind != *end);
        let single: Vec<Event> = stated.iter().filter(alone).filter(|event| event.kind != EventKind::Turned18).copied().collect();
        let adult = adult(&stated);
        let end = |run: &Run| {
            let kind = RUNS.iter().find(|(start, _)| *start == run.kind).map(|(_, end)| *end).expect("what runs has an end");
            run.end.map(|(day, code)| Event { kind, day, code, ..run.start })
        };
        let mut begun: Vec<Event> = single.clone();
        begun.extend(runs.iter().filter(|run| run.has_start()).map(|run| run.start));
        begun.extend(runs.iter().filter_map(end));
        begun.extend(adult.and_then(|day| turning(day, &runs)));
        let counts =
            |event: &Event| first_delivery(coverage, event.organisation_kind, event.municipality).is_some_and(|from| event.day >= from);
        let mut begun: Vec<Begun> = begun.into_iter().filter(counts).map(|event| Begun { forms: forms(&event, &stated), event }).collect();
        // Of one child's starts on one day the kind decides first; of a case's children it does not.
        begun.sort_by_key(|begun| (begun.event.day, begun.event.kind, first_in_table(begun)));
        let moment = |event: &Event, began: Code, crisis: bool| Moment {
            kind: event.kind,
            day: event.day,
            codes: [event.code, began],
            crisis,
            of: Some((event.case, event.record)),
        };
        let mut moments: Vec<Moment> = single.iter().map(|event| moment(event, event.code, event.crisis == Some(true))).collect();
        moments.extend(runs.iter().filter(|run| run.has_start()).map(|run| moment(&run.start, run.began, run.start.crisis == Some(true))));
        moments.extend(runs.iter().filter_map(end).map(|event| moment(&event, event.code, false)));
        let life = |kind, day| Moment { kind, day, codes: [Code::NONE; 2], crisis: false, of: None };
        moments.extend(adult.map(|day| life(EventKind::Turned18, day)));
        let died = stated.iter().filter(|event| event.kind == EventKind::OrderEnded && [6, 15].contains(&event.code.0));
        moments.extend(died.map(|event| life(EventKind::Died, event.day)));
        Life { person, runs, moments, begun }
    }

    fn is_meant(&self, scope: &Scope, begun: &Begun) -> bool {
        let event = &begun.event;
        let helped = |days: u16| {
            let from = event.day.plus(-i32::from(days));
            self.runs.iter().any(|run| run.start.kind == EventKind::HelpStarted && run.start.day < event.day && run.lasts_until(from))
        };
        (!scope.minors || ![AgeBand::From18To22, AgeBand::Unknown].contains(&age(event)))
            && (scope.forms.is_empty() || begun.forms.known_or_unknown().iter().any(|form| scope.forms.contains(&form)))
            && (scope.settings.is_empty() || scope.settings.contains(&event.setting))
            && (scope.contacts.is_empty() || scope.contacts.contains(&event.contact))
            && (scope.online.is_empty() || scope.online.contains(&event.online))
            && (scope.other_ages.is_empty() || scope.other_ages.contains(&event.other_age))
            && (scope.sectors.is_empty() || scope.sectors.contains(&event.sector))
            && (scope.sexes.is_empty() || scope.sexes.contains(&event.sex))
            && (scope.ages.is_empty() || scope.ages.contains(&age(event)))
            && scope.helped_before.is_none_or(helped)
    }

    /// What became of each start: outcome and days.
    fn followed(&self, hand_over: &HandOver, coverage: &Coverage) -> Vec<(Begun, Outcome, u32)> {
        let meant = self.begun.iter().filter(|begun| begins(&hand_over.from, begun) && self.is_meant(&hand_over.scope, begun));
        let one = |begun: &Begun| {
            let first = begun.event.day;
            let elsewhere = hand_over.elsewhere.as_ref().filter(|elsewhere| elsewhere.settings.contains(&begun.event.setting));
            let (to, suppliers) =
                elsewhere.map_or((&hand_over.to, &hand_over.suppliers), |elsewhere| (&elsewhere.to, &elsewhere.suppliers));
            let last = observed(coverage, suppliers, begun.event.municipality, first)?;
            let counts = |moment: &&Moment| moment.day >= first && moment.day <= last && !is_itself(begun, moment);
            let next = self.moments.iter().filter(counts).filter(|moment| is_any(to, moment) && self.answers(hand_over, begun, moment));
            let mut reached = next.map(|moment| moment.day).min();
            if hand_over.running_counts && self.runs.iter().any(|run| self.ran(run, hand_over, begun, to)) {
                reached = Some(first);
            }
            let own = |moment: &&Moment| {
                let ends_such = RUNS.contains(&(begun.event.kind, moment.kind));
                !ends_such || moment.of.map(|(_, record)| record) == Some(begun.event.record)
            };
            let other = self.moments.iter().filter(counts).filter(|moment| is_any(&hand_over.competing, moment)).filter(own);
            let (outcome, day) = match (reached, other.map(|moment| moment.day).min()) {
                (Some(reached), Some(other)) if other < reached => (Outcome::Competing, other),
                (Some(reached), _) => (Outcome::Reached, reached),
                (None, Some(other)) => (Outcome::Competing, other),
                (None, None) => (Outcome::Open, last),
            };
            let days = match hand_over.due.unit {
                domain::DayUnit::Calendar => (day.0 - first.0) as u32,
                domain::DayUnit::Working => (first.0 + 1..=day.0).filter(|day| domain::workdays::is_working_day(Day(*day))).count() as u32,
            };
            Some((*begun, outcome, days))
        };
        meant.filter_map(one).collect()
    }

    fn ran(&self, run: &Run, hand_over: &HandOver, begun: &Begun, to: &[Selector]) -> bool {
        let day = begun.event.day;
        let start = Moment {
            kind: run.kind,
            day: run.start.day,
            codes: [run.start.code, run.began],
            crisis: run.start.crisis == Some(true),
            of: Some((run.start.case, run.start.record)),
        };
        let runs = run.start.day <= day && run.lasts_until(day);
        runs && is_any(to, &start) && !is_itself(begun, &start) && self.answers(hand_over, begun, &start)
    }

    /// Of one record, if that record holds such a start; else of one case, if that does; else of the person.
    fn answers(&self, hand_over: &HandOver, begun: &Begun, moment: &Moment) -> bool {
        if hand_over.tie == Tie::Person {
            return true;
        }
        let Some((case, record)) = moment.of else { return false };
        let starts = || self.moments.iter().filter(|other| other.day <= moment.day && is_any(&hand_over.from, other));
        if record == begun.event.record {
            return true;
        }
        let in_record = starts().any(|other| other.of.is_some_and(|(_, own)| own == record));
        let in_case = starts().any(|other| other.of.is_some_and(|(own, _)| own == case));
        !in_record && (case == begun.event.case || !in_case)
    }
}

fn begins(of: &[Selector], begun: &Begun) -> bool {
    let event = &begun.event;
    of.iter().any(|selector| {
        selector.kind == event.kind
            && (selector.codes.is_empty() || selector.codes.contains(&event.code))
            && (!selector.crisis || event.crisis == Some(true))
    })
}

fn is_any(of: &[Selector], moment: &Moment) -> bool {
    of.iter().any(|selector| {
        let coded = selector.codes.is_empty() || moment.codes.iter().any(|code| selector.codes.contains(code));
        selector.kind == moment.kind && coded && (!selector.crisis || moment.crisis)
    })
}

/// Nothing follows itself, nor does what ended follow its own end.
fn is_itself(begun: &Begun, moment: &Moment) -> bool {
    let same = moment.kind == begun.event.kind && moment.day == begun.event.day;
    moment.of.is_some_and(|(_, record)| record == begun.event.record) && (same || RUNS.contains(&(moment.kind, begun.event.kind)))
}

/// The day from which someone is surely 18: as stated, else the first of the month after the birthday.
fn adult(stated: &[Event]) -> Option<Day> {
    let told = stated.iter().filter(|event| event.kind == EventKind::Turned18).map(|event| event.day).min();
    let born = stated.iter().filter_map(|event| event.birth_month.map(|born| (event.stated, born))).max();
    told.or_else(|| born.map(|(_, born)| Month(born.0 + 12 * 18 + 1).first_day()))
}

/// Told by the help that ran then, or ended last before.
fn turning(day: Day, runs: &[Run]) -> Option<Event> {
    let before = runs.iter().filter(|run| run.start.kind == EventKind::HelpStarted && run.start.day < day);
    let until = |run: &Run| run.end.map(|(end, _)| end).or(run.lapsed).map_or(day, |last| last.min(day));
    let last = before.max_by_key(|run| (until(run), run.start.day, run.start.organisation, run.start.record))?;
    Some(Event { kind: EventKind::Turned18, day, code: Code::NONE, ..last.start })
}

fn forms(event: &Event, stated: &[Event]) -> Forms {
    let union = |is_meant: &dyn Fn(&Event) -> bool| {
        stated.iter().filter(|other| is_meant(other)).fold(Forms::NONE, |forms, other| forms.union(other.form).union(other.reasons))
    };
    let recent = |other: &Event| (0..=730).contains(&(event.day.0 - other.day.0));
    let begins = |other: &Event, words: &[&str]| words.iter().any(|word| other.kind.word().starts_with(word));
    match event.kind {
        EventKind::AssessmentCompleted => union(&|other| other.kind == EventKind::ReportReceived && same(other, event)),
        EventKind::InvestigationStarted => {
            union(&|other| other.kind == EventKind::ReportReceived && other.case == event.case && other.day <= event.day)
        }
        EventKind::HelpStarted => {
            union(&|other| recent(other) && begins(other, &["board.", "report.", "csg.", "trace-examination.", "police."]))
        }
        EventKind::OrderStarted => {
            let grounds = union(&|other| recent(other) && begins(other, &["board."]));
            let known = grounds.iter().any(|form| form != Form::Unknown);
            if known { grounds } else { union(&|other| recent(other) && begins(other, &["report.", "csg.", "police.", "trace-"])) }
        }
        _ => event.form.union(event.reasons),
    }
}

/// Stretches of deliveries, in order; for an unknown place from the first anywhere through the earliest end of any.
fn stretches(coverage: &Coverage, kind: OrganisationKind, municipality: Municipality) -> Vec<(Day, Day)> {
    let all: Vec<_> = coverage.iter().filter(|stretch| stretch.0 == kind).collect();
    if municipality == Municipality::UNKNOWN {
        let from = all.iter().map(|stretch| stretch.2).min();
        return from.zip(all.iter().map(|stretch| stretch.3).min()).into_iter().collect();
    }
    all.into_iter().filter(|stretch| stretch.1 == municipality).map(|stretch| (stretch.2, stretch.3)).collect()
}

fn first_delivery(coverage: &Coverage, kind: OrganisationKind, municipality: Municipality) -> Option<Day> {
    stretches(coverage, kind, municipality).first().map(|stretch| stretch.0)
}

fn last_delivery(coverage: &Coverage, kind: OrganisationKind, municipality: Municipality) -> Option<Day> {
    stretches(coverage, kind, municipality).last().map(|stretch| stretch.1)
}

/// How many municipalities a kind, or anyone, delivers for.
fn places(coverage: &Coverage, kind: Option<OrganisationKind>) -> usize {
    let own = coverage.iter().filter(|stretch| kind.is_none_or(|kind| kind == stretch.0));
    own.map(|stretch| stretch.1).filter(|place| *place != Municipality::UNKNOWN).collect::<std::collections::BTreeSet<_>>().len()
}

/// The last day through which all suppliers that ever delivered can be followed from a day on; at an unknown place only those count that deliver for
/// nine in ten of the municipalities.
fn observed(coverage: &Coverage, suppliers: &[OrganisationKind], municipality: Municipality, day: Day) -> Option<Day> {
    let mut ends = Vec::new();
    for supplier in suppliers {
        let own = stretches(coverage, *supplier, municipality);
        if own.is_empty() || (municipality == Municipality::UNKNOWN && places(coverage, Some(*supplier)) * 10 < places(coverage, None) * 9)
        {
            continue;
        }
        // Begun before the first delivery: followed through the end of the first stretch.
        let holding = own.iter().find(|(from, through)| *from <= day && day <= *through);
        ends.push(if day < own[0].0 { own[0].1 } else { holding?.1 });
    }
    // Nothing is seen of what began after the last day.
    ends.into_iter().min().filter(|last| *last >= day)
}
