//! Examples as tables: events in, what is counted out. One line an event: `day kind from record`, then what else it says.
//!
//! `from` is the kind of organisation; `by= case= code= form= stated= status= born= place= setting= crisis= known=` are optional
//! (`known=month` or `known=year`). A line `delivers kind
//! from through` or `delivers kind never` changes the coverage, which is 2020 through 2024 for every kind.

use domain::{
    Code, Coverage, Day, DayUnit, Due, EventKind, Form, Forms, HandOver, Month, Municipality, NormKind, OrganisationKind, Outcome,
    Precision, Scope, Selector, Setting, Tie,
};
use person::{CaseKey, Event, RecordKey, RecordStatus};

use crate::{Rules, Trajectory, Unlisted, fold};

mod hand_overs;
mod taken_over;

const PLACE: Municipality = Municipality(363);

fn assessment() -> HandOver {
    HandOver {
        id: "assessment".to_owned(),
        from: vec![Selector::any(EventKind::ReportReceived)],
        to: vec![Selector::any(EventKind::AssessmentCompleted)],
        competing: Vec::new(),
        tie: Tie::Record,
        running_counts: false,
        due: Due { days: 5, unit: DayUnit::Working },
        also_at: Vec::new(),
        norm: NormKind::Statutory,
        source: String::new(),
        since: None,
        suppliers: vec![OrganisationKind::VeiligThuis],
        scope: Scope::default(),
        elsewhere: None,
    }
}

fn help_after_order() -> HandOver {
    let ends = [EventKind::OrderEnded, EventKind::Died, EventKind::MovedAway, EventKind::Turned18];
    HandOver {
        id: "help".to_owned(),
        from: vec![Selector::of(EventKind::OrderStarted, &[Code(11), Code(12)])],
        to: vec![Selector::any(EventKind::HelpStarted)],
        competing: ends.into_iter().map(Selector::any).collect(),
        tie: Tie::Person,
        running_counts: true,
        due: Due { days: 183, unit: DayUnit::Calendar },
        also_at: Vec::new(),
        norm: NormKind::OwnYardstick,
        source: String::new(),
        since: None,
        suppliers: vec![OrganisationKind::Provider, OrganisationKind::Municipality],
        scope: Scope::default(),
        elsewhere: None,
    }
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

fn event(line: &str) -> Event {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [on, kind, from, record, ..] = words[..] else { panic!("too short: {line}") };
    let kind = EventKind::from_word(kind).expect("a kind of event");
    let organisation_kind = OrganisationKind::from_word(from).expect("a kind of organisation");
    let mut event = Event::new(kind, day(on), RecordKey(record.parse().expect("a record number")), organisation_kind);
    event.municipality = PLACE;
    event.organisation.0 = u32::from(organisation_kind.number());
    for word in &words[4..] {
        say(&mut event, word.split_once('=').expect("name=value"));
    }
    event
}

fn say(event: &mut Event, (name, value): (&str, &str)) {
    let number = || value.parse::<u8>().expect("a number");
    match name {
        "case" => event.case = CaseKey(number().into()),
        "code" => event.code = Code(number()),
        "form" => event.form = Forms::parse(value).expect("forms"),
        "stated" => event.stated = day(value),
        "status" => event.status = RecordStatus::from_number(number()).expect("a status"),
        "born" => event.birth_month = Some(day(&format!("{value}-01")).month()),
        "by" => event.organisation.0 = number().into(),
        "place" => event.municipality = Municipality(number().into()),
        "setting" => event.setting = Setting::from_word(value).expect("a setting"),
        "crisis" => event.crisis = Some(value == "yes"),
        "known" => event.precision = if value == "month" { Precision::Month } else { Precision::Year },
        other => panic!("unknown word {other}"),
    }
}

fn coverage(input: &str) -> Coverage {
    let mut spans: Vec<(OrganisationKind, &str)> = OrganisationKind::ALL.iter().map(|kind| (*kind, "2020-01-01 2024-12-31")).collect();
    for change in input.lines().filter_map(|line| line.trim().strip_prefix("delivers ")) {
        let (kind, span) = change.split_once(' ').expect("kind and span");
        let kind = OrganisationKind::from_word(kind).expect("a kind of organisation");
        spans.retain(|(other, _)| *other != kind);
        spans.push((kind, span));
    }
    let mut coverage = Coverage::default();
    for (kind, span) in spans {
        if let Some((from, through)) = span.split_once(' ') {
            coverage.set(kind, PLACE, day(from), day(through));
        }
    }
    coverage
}

fn rules<'a>(hand_overs: &'a [HandOver], coverage: &'a Coverage) -> Rules<'a> {
    Rules { hand_overs, coverage, unlisted: Unlisted::LeftOut }
}

fn folded(input: &str) -> Trajectory {
    let lines = input.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("delivers"));
    let mut events: Vec<Event> = lines.map(event).collect();
    let (coverage, hand_overs) = (coverage(input), [assessment(), help_after_order()]);
    let rules = rules(&hand_overs, &coverage);
    let trajectory = fold(&events, &rules);
    events.reverse();
    assert_eq!(fold(&events, &rules), trajectory, "the order of events does not matter");
    trajectory
}

/// The hand-overs of one person: `hand-over start outcome days`, a line each.
fn check(input: &str, expected: &str) {
    let trajectory = folded(input);
    let word = |outcome: Outcome| outcome.word();
    let lines: Vec<String> = trajectory
        .passages
        .iter()
        .map(|passage| {
            let name = ["assessment", "help"][passage.hand_over];
            format!("{name} {} {} {}", trajectory.starts[passage.start].day, word(passage.outcome), passage.days)
        })
        .collect();
    assert_eq!(lines.join("\n"), trimmed(expected), "{input}");
}

/// What ran: `start code last-day`, a line each; `…` for a last day that is not known, `?` before a day on which it ran already.
fn check_spells(input: &str, expected: &str) {
    let line = |spell: &crate::Spell| {
        let unseen = if spell.begins_unseen() { "?" } else { "" };
        let last = match (spell.end, spell.lapsed) {
            (Some(end), _) => format!("ended {} {}", end.day, end.code.0),
            (None, Some(day)) => format!("told through {day}"),
            (None, None) => "runs".to_owned(),
        };
        format!("{unseen}{} {} {last}", spell.start.day, spell.start.code.0)
    };
    let lines: Vec<String> = folded(input).spells.iter().map(line).collect();
    assert_eq!(lines.join("\n"), trimmed(expected), "{input}");
}

/// What started: `day kind code forms`, a line each.
fn check_starts(input: &str, expected: &str) {
    let start = |start: &crate::Start| format!("{} {} {} {}", start.day, start.kind, start.code.0, start.forms);
    let trajectory = folded(input);
    let begun = trajectory.starts.iter().filter(|start| !crate::spell::PAIRS.iter().any(|(_, end)| *end == start.kind));
    let lines: Vec<String> = begun.map(start).collect();
    assert_eq!(lines.join("\n"), trimmed(expected), "{input}");
}

fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[test]
fn an_assessment_is_waited_for_in_working_days() {
    // 6 June 2019 is the day of the worked example in domain::workdays; here Whit Monday 2022, 6 June.
    check(
        "2022-06-02 report.received veilig-thuis 1
         2022-06-10 assessment.completed veilig-thuis 1",
        "assessment 2022-06-02 reached 5",
    );
}

#[test]
fn an_assessment_on_the_day_of_the_report_is_day_0() {
    check(
        "2022-06-02 report.received veilig-thuis 1
         2022-06-02 assessment.completed veilig-thuis 1",
        "assessment 2022-06-02 reached 0",
    );
}

#[test]
fn an_assessment_answers_its_own_report_only() {
    check(
        "2022-06-02 report.received veilig-thuis 1
         2022-06-03 report.received veilig-thuis 2
         2022-06-09 assessment.completed veilig-thuis 2
         delivers veilig-thuis 2020-01-01 2022-06-30",
        "assessment 2022-06-02 open 19
         assessment 2022-06-03 reached 3",
    );
}

#[test]
fn help_on_the_day_of_the_order_is_day_0_and_later_help_is_counted_in_calendar_days() {
    check("2022-03-01 order.started gi 1 code=11\n 2022-03-01 help.started provider 2 code=1", "help 2022-03-01 reached 0");
    check("2022-03-01 order.started gi 1 code=11\n 2022-04-01 help.started provider 2 code=1", "help 2022-03-01 reached 31");
}

#[test]
fn help_that_runs_on_the_day_of_the_order_is_day_0_its_last_day_included() {
    let input = |end: &str| {
        format!(
            "2022-03-01 order.started gi 1 code=11
             2019-02-01 help.started provider 2 code=1
             {end} help.ended provider 2 code=1
             2022-05-30 help.started provider 3 code=12"
        )
    };
    check(&input("2022-03-01"), "help 2022-03-01 reached 0");
    check(&input("2022-02-28"), "help 2022-03-01 reached 90");
}

/// Told in the second half of 2021 and never again, while providers deliver through 2024: nobody knows that it still runs. Where they
/// delivered no further, or only a message told it, nobody was there to tell its end.
#[test]
fn help_that_later_deliveries_tell_no_more_is_not_known_to_run() {
    let input = |status: &str, through: &str| {
        format!(
            "2022-03-01 order.started gi 1 code=11
             2021-02-01 help.started provider 2 code=1 stated=2021-12-31 {status}
             2022-05-30 help.started provider 3 code=12
             delivers provider 2020-01-01 {through}"
        )
    };
    check(&input("", "2024-12-31"), "help 2022-03-01 reached 90");
    check(&input("", "2021-12-31"), "");
    check(&input("status=1", "2024-12-31"), "help 2022-03-01 reached 0");
    let told_until = |day: &str| input("", "2024-12-31").replace("2021-12-31", day);
    check(&told_until("2022-06-30"), "help 2022-03-01 reached 0");
    check(&told_until("2022-03-01"), "help 2022-03-01 reached 0");
    check(&told_until("2022-02-28"), "help 2022-03-01 reached 90");
}

/// The court tells when an order begins and the institution whether it still runs: as long as its rows do.
#[test]
fn an_order_of_the_court_runs_as_long_as_the_institution_tells_of_it() {
    let input = |rest: &str| {
        let court = "2021-01-10 order.started court 1 code=11 stated=2021-06-30";
        folded(&format!("{court}\n{rest}")).spells.iter().map(|spell| spell.known_through().map(|day| day.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(input(""), [None]);
    assert_eq!(input("2021-01-12 order.started gi 1 code=11 stated=2022-12-31"), [Some("2022-12-31".to_owned())]);
    assert_eq!(input("2021-01-12 order.started gi 1 code=11 stated=2024-12-31"), [None]);
    let ended = "2021-01-12 order.started gi 1 code=11 stated=2022-12-31\n2022-07-01 order.ended gi 1 code=1 stated=2022-12-31";
    assert_eq!(input(ended), [Some("2022-07-01".to_owned())]);
}

#[test]
fn the_clock_of_an_interim_order_starts_at_the_interim_order() {
    let input = |start: &str| {
        format!(
            "2022-01-10 order.started gi 1 code=12
             2022-04-10 order.ended gi 1 code=7
             {start} order.started gi 2 code=11
             2022-05-01 help.started provider 3 code=1"
        )
    };
    check(&input("2022-04-10"), "help 2022-01-10 reached 111");
    check(&input("2022-04-17"), "help 2022-01-10 reached 111");
    check(&input("2022-04-18"), "help 2022-01-10 competing 90\n help 2022-04-18 reached 13");
}

#[test]
fn an_order_follows_one_interim_order_the_earliest() {
    check_starts(
        "2022-01-10 order.started gi 1 code=12
         2022-01-20 order.started gi 2 code=12
         2022-02-01 order.started gi 3 code=11
         2023-02-01 order.ended gi 3 code=1",
        "2022-01-10 order.started 11 unknown
         2022-01-20 order.started 12 unknown",
    );
}

#[test]
fn what_makes_help_impossible_is_an_outcome_of_its_own() {
    let order = "2022-03-01 order.started gi 1 code=11 born=2004-05\n";
    let with = |line: &str| format!("{order}{line}\n 2022-07-01 help.started provider 2 code=1");
    check(&with("2022-04-01 order.ended gi 1 code=1"), "help 2022-03-01 competing 31");
    check(&with("2022-03-01 moved-away gi 9"), "help 2022-03-01 competing 0");
    check(&with("2022-04-10 order.ended gi 7 code=6"), "help 2022-03-01 competing 40");
    check(order, "help 2022-03-01 competing 92");
}

#[test]
fn the_end_of_another_order_does_not_end_the_wait() {
    check(
        "2022-03-01 order.started gi 1 code=11
         2022-02-01 order.started gi 2 code=21
         2022-04-01 order.ended gi 2 code=11
         2022-05-01 help.started provider 3 code=1",
        "help 2022-03-01 reached 61",
    );
}

#[test]
fn help_wins_from_what_makes_it_impossible_on_the_same_day() {
    check(
        "2022-03-01 order.started gi 1 code=11
         2022-04-01 order.ended gi 1 code=1
         2022-04-01 help.started provider 2 code=1",
        "help 2022-03-01 reached 31",
    );
}

#[test]
fn a_wait_is_open_at_the_end_of_observation_whatever_came_later() {
    let order = "2022-03-01 order.started gi 1 code=11\n 2022-09-01 help.started provider 2 code=1\n 2022-08-01 order.ended gi 1 code=1\n";
    check(&format!("{order} delivers municipality 2020-01-01 2022-06-30"), "help 2022-03-01 open 121");
    check(&format!("{order} delivers municipality 2020-01-01 2022-08-01"), "help 2022-03-01 competing 153");
}

#[test]
fn nothing_is_said_of_a_start_after_the_end_of_observation() {
    let order = "2022-03-01 order.started gi 1 code=11\n";
    check(&format!("{order} delivers provider 2020-01-01 2022-02-28"), "");
    check(&format!("{order} delivers provider 2020-01-01 2022-03-01"), "help 2022-03-01 open 0");
}

#[test]
fn a_kind_that_never_delivered_does_not_end_the_observation_but_without_any_nothing_is_said() {
    let order = "2022-03-01 order.started gi 1 code=11\n";
    check(&format!("{order} delivers municipality never\n delivers provider 2020-01-01 2022-03-31"), "help 2022-03-01 open 30");
    check(&format!("{order} delivers municipality never\n delivers provider never"), "");
}

#[test]
fn what_started_before_its_own_kind_delivered_is_not_counted() {
    check_starts(
        "2021-12-31 report.received veilig-thuis 1
         2022-01-01 report.received veilig-thuis 2 form=neglect
         2022-01-01 report.received veilig-thuis 3 place=14
         2021-06-01 board.requested board 4 form=sexual
         delivers veilig-thuis 2022-01-01 2022-12-31",
        "2021-06-01 board.requested 0 sexual
         2022-01-01 report.received 0 neglect",
    );
}

#[test]
fn the_same_help_in_five_half_years_is_one_help() {
    let rows = [(2021, "06-30"), (2021, "12-31"), (2022, "06-30"), (2022, "12-31"), (2023, "06-30")]
        .map(|(year, end)| format!("2021-02-01 help.started provider 1 code=2 stated={year}-{end}\n"));
    let ended = "2023-03-01 help.ended provider 1 code=1 stated=2023-06-30";
    check_starts(&format!("{}{ended}", rows.concat()), "2021-02-01 help.started 2 unknown");
}

#[test]
fn help_told_by_a_provider_and_by_ijw_is_the_providers() {
    let told = |form: u8, start: &str| {
        let input = format!("2022-02-01 help.started provider 1 code=2\n {start} help.started municipality 2 code={form}");
        folded(&input).starts.iter().map(|start| start.day.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(told(2, "2022-01-25"), ["2022-02-01"]);
    assert_eq!(told(90, "2022-02-08"), ["2022-02-01"]);
    assert_eq!(told(2, "2022-02-09"), ["2022-02-01", "2022-02-09"]);
    assert_eq!(told(1, "2022-02-01"), ["2022-02-01", "2022-02-01"]);
}

#[test]
fn two_helps_at_once_stay_two() {
    check_starts(
        "2022-02-01 help.started provider 1 code=2
         2022-02-03 help.started provider 2 code=2
         2022-02-03 help.started provider 3 code=11",
        "2022-02-01 help.started 2 unknown
         2022-02-03 help.started 2 unknown
         2022-02-03 help.started 11 unknown",
    );
}

#[test]
fn a_removed_message_takes_the_help_away_and_a_changed_one_moves_it() {
    let order = "2022-03-01 order.started gi 1 code=11\n 2022-03-11 help.started municipality 2 code=1 stated=2022-03-12 status=1\n";
    check(order, "help 2022-03-01 reached 10");
    let removed = "2022-03-11 help.started municipality 2 code=1 stated=2022-04-01 status=3";
    check(&format!("{order}{removed}"), "help 2022-03-01 open 1036");
    let changed = "2022-03-21 help.started municipality 2 code=1 stated=2022-04-01 status=2";
    check(&format!("{order}{changed}"), "help 2022-03-01 reached 20");
}

#[test]
fn the_reason_of_an_order_is_the_boards_grounds_else_what_was_reported() {
    let order = "2022-03-01 order.started gi 1 code=11\n 2021-03-01 report.received veilig-thuis 2 form=physical\n";
    let forms = |line: &str| folded(&format!("{order}{line}")).starts.last().map(|start| start.forms.to_string());
    assert_eq!(forms("2022-01-01 board.requested board 3 form=sexual|neglect").as_deref(), Some("sexual|neglect"));
    assert_eq!(forms("2022-01-01 board.requested board 3 form=unknown").as_deref(), Some("physical"));
    assert_eq!(forms("2022-03-02 board.requested board 3 form=sexual"), Some("sexual".to_owned()), "the request itself");
    assert_eq!(forms("2020-03-01 board.requested board 3 form=sexual").as_deref(), Some("sexual"), "730 days before");
    assert_eq!(forms("2020-02-29 board.requested board 3 form=sexual").as_deref(), Some("physical"), "731 days before");
    assert_eq!(forms("2021-05-01 csg.contact csg 3 form=sexual").as_deref(), Some("sexual|physical"));
}

#[test]
fn an_assessment_and_an_investigation_take_the_forms_of_their_reports() {
    check_starts(
        "2022-02-01 report.received veilig-thuis 1 case=7 form=sexual
         2022-02-02 assessment.completed veilig-thuis 1 case=7 form=neglect
         2022-03-01 investigation.started veilig-thuis 2 case=7
         2022-03-02 report.received veilig-thuis 3 case=7 form=witness
         2022-03-03 investigation.started veilig-thuis 4 case=8",
        "2022-02-01 report.received 0 sexual
         2022-02-02 assessment.completed 0 sexual
         2022-03-01 investigation.started 0 sexual
         2022-03-02 report.received 0 witness
         2022-03-03 investigation.started 0 unknown",
    );
}

#[test]
fn a_hand_over_may_be_about_one_form_only() {
    let about = HandOver { scope: Scope { forms: vec![Form::Sexual], ..Scope::default() }, ..help_after_order() };
    let events = ["2022-03-01 order.started gi 1 code=11", "2022-01-01 board.requested board 2 form=sexual"].map(event);
    let coverage = coverage("");
    let fold = |hand_over| fold(&events, &rules(&[hand_over], &coverage)).passages.len();
    assert_eq!(fold(about.clone()), 1);
    assert_eq!(fold(HandOver { scope: Scope { forms: vec![Form::Neglect], ..Scope::default() }, ..about }), 0);
}

#[test]
fn an_absurd_birth_month_does_no_harm() {
    let mut order = event("2022-03-01 order.started gi 1 code=11");
    for born in [i32::MIN / 24, i32::MAX / 24] {
        order.birth_month = Some(Month(born));
        let trajectory = fold(&[order], &rules(&[help_after_order()], &coverage("")));
        assert_eq!(trajectory.passages.len(), 1);
    }
}

/// The court tells the first day, the institution the last: one order, of which the end competes with help.
#[test]
fn an_order_told_by_court_and_institution_is_one_with_the_days_of_both() {
    let order = "2021-03-02 court.petitioned court 7
         2021-03-16 order.started court 7 code=11
         2021-03-18 order.started gi 3 code=11
         2021-05-20 order.ended gi 3 code=2";
    check_starts(order, "2021-03-02 court.petitioned 0 unknown\n2021-03-16 order.started 11 unknown");
    check(order, "help 2021-03-16 competing 65");
    let placed = "2021-03-16 authorisation.started court 8 code=72
         2021-03-16 authorisation.started gi 4 code=72
         2021-03-16 authorisation.started gi 5 code=71";
    check_starts(placed, "2021-03-16 authorisation.started 72 unknown\n2021-03-16 authorisation.started 71 unknown");
}

/// An interim order and the order after it, each told twice, are one order from the interim's first day.
#[test]
fn an_interim_order_continues_in_an_order_also_where_the_court_tells_both() {
    check_starts(
        "2021-03-16 order.started court 7 code=12
         2021-03-16 order.started gi 3 code=12
         2021-05-31 order.ended gi 3 code=7
         2021-06-01 order.started court 8 code=11
         2021-06-01 order.started gi 4 code=11",
        "2021-03-16 order.started 11 unknown",
    );
}

#[test]
fn an_order_that_only_the_court_tells_stays_open() {
    check("2021-03-16 order.started court 7 code=11 born=2010-01", "help 2021-03-16 open 1386");
}
