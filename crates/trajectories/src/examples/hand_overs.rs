//! A table of examples for each hand-over of `norms.toml`: events in, hand-overs out.
//!
//! Each has a row for the same day, the term, what competes, and an observation cut short; where the definition speaks of it,
//! also rows for help that runs, interim orders and dates of which only the month or year is known.

use super::{coverage, event, rules, trimmed};
use crate::fold;

/// The hand-overs of one id: `start outcome days`, a line each; `days (least–most)` where a date is vague.
fn check(id: &str, input: &str, expected: &str) {
    let norms: Vec<_> = indicators::norms().into_iter().filter(|norm| norm.id == id).collect();
    assert_eq!(norms.len(), 1, "one hand-over {id}");
    let lines = input.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("delivers"));
    let mut events: Vec<_> = lines.map(event).collect();
    let coverage = coverage(input);
    let trajectory = fold(&events, &rules(&norms, &coverage));
    events.reverse();
    assert_eq!(fold(&events, &rules(&norms, &coverage)), trajectory, "the order of events does not matter");
    let line = |passage: &crate::Passage| {
        let (start, (least, most)) = (&trajectory.starts[passage.start], passage.between);
        let vague = if least == most { String::new() } else { format!(" ({least}–{most})") };
        format!("{} {} {}{vague}", start.day, passage.outcome.word(), passage.days)
    };
    let found: Vec<String> = trajectory.passages.iter().map(line).collect();
    assert_eq!(found.join("\n"), trimmed(expected), "{id}: {input}");
}

#[test]
fn assessment() {
    let check = |input: &str, expected: &str| check("assessment", input, expected);
    let report = "2022-06-02 report.received veilig-thuis 1 case=7";
    let assessed = |day: &str, more: &str| format!("{report}\n{day} assessment.completed veilig-thuis {more}");
    check(&assessed("2022-06-02", "1"), "2022-06-02 reached 0");
    check(&assessed("2022-06-10", "1"), "2022-06-02 reached 5");
    check(&format!("{report} born=2004-05"), "2022-06-02 open 659");
    check(&format!("{report} born=2004-05\ndelivers veilig-thuis 2020-01-01 2022-06-10"), "2022-06-02 open 5");
    check("2022-05-30 report.received veilig-thuis 1 born=2004-05", "2022-05-30 competing 2");
    check(&format!("{report}\n2022-06-08 moved-away municipality 9"), "2022-06-02 competing 3");
    check(&format!("{}\n2022-06-08 died municipality 9", assessed("2022-06-08", "1")), "2022-06-02 reached 3");
    // Only the month is known: the 2nd at the earliest, the 30th at the latest.
    check(&assessed("2022-06-01", "1 known=month"), "2022-06-02 reached 0 (0–19)");
    // An assessment whose record holds no report answers those of its case; of no case either, those of the person.
    check(&assessed("2022-06-03", "8 case=7"), "2022-06-02 reached 1");
    check(&assessed("2022-06-03", "8 case=9"), "2022-06-02 reached 1");
    check(
        &format!("{}\n2022-06-01 report.received veilig-thuis 2 case=9", assessed("2022-06-03", "8 case=9")),
        "2022-06-01 reached 2\n2022-06-02 open 659",
    );
}

#[test]
fn investigation() {
    let check = |input: &str, expected: &str| check("investigation", input, expected);
    let started = "2022-03-01 investigation.started veilig-thuis 1";
    check(&format!("{started}\n2022-03-01 investigation.ended veilig-thuis 1 code=1"), "2022-03-01 reached 0");
    check(&format!("{started}\n2022-05-10 investigation.ended veilig-thuis 1 code=3"), "2022-03-01 reached 70");
    check(&format!("{started}\n2022-05-10 investigation.ended veilig-thuis 1 born=2004-03"), "2022-03-01 competing 31");
    check(&format!("{started}\ndelivers veilig-thuis 2020-01-01 2022-03-31"), "2022-03-01 open 30");
    // Two at one time: each ends by its own record.
    check(
        &format!("{started}\n2022-03-05 investigation.started veilig-thuis 2\n2022-04-01 investigation.ended veilig-thuis 2"),
        "2022-03-01 open 1036\n2022-03-05 reached 27",
    );
    check(&format!("{started}\n2022-04-01 investigation.ended veilig-thuis 1 known=month"), "2022-03-01 reached 31 (31–60)");
}

#[test]
fn csg_in_view() {
    let check = |input: &str, expected: &str| check("csg-in-view", input, expected);
    let contact = |more: &str| format!("2022-03-01 csg.contact csg 1 born=2010-01 {more}\n");
    for setting in ["setting=family", "setting=dependency", ""] {
        check(&(contact(setting) + "2022-03-01 report.received veilig-thuis 2"), "2022-03-01 reached 0");
        check(&(contact(setting) + "2022-03-15 police.intake-talk police 2"), "2022-03-01 reached 14");
        check(&(contact(setting) + "2022-03-03 csg.treatment csg 1"), "2022-03-01 open 1036");
    }
    for setting in ["setting=sport", "setting=online-only", "setting=peers"] {
        check(&(contact(setting) + "2022-03-03 csg.treatment csg 1"), "2022-03-01 reached 2");
        check(&(contact(setting) + "2022-03-03 report.received veilig-thuis 2"), "2022-03-01 open 1036");
        check(&(contact(setting) + "2022-03-20 help.started provider 2 code=1"), "2022-03-01 reached 19");
    }
    // Only the month of the report is known: it came between the same day and the last of March.
    check(&(contact("") + "2022-03-01 report.received veilig-thuis 2 known=month"), "2022-03-01 reached 0 (0–30)");
    // Only of minors, and of whom that is known.
    check("2022-03-01 csg.contact csg 1 born=2003-01", "");
    check("2022-03-01 csg.contact csg 1", "");
    // Help that ran already is not help that came of it.
    check(&(contact("") + "2022-01-01 help.started provider 2 code=1"), "2022-03-01 open 1036");
    check(&(contact("") + "2022-03-10 died municipality 9\n2022-03-11 report.received veilig-thuis 2"), "2022-03-01 competing 9");
    // Whoever can deliver the next step ends the observation: police in the family, centres in sport.
    check(&(contact("") + "delivers police 2020-01-01 2022-03-05"), "2022-03-01 open 4");
    check(&(contact("setting=sport") + "delivers police 2020-01-01 2022-03-05"), "2022-03-01 open 1036");
    check(&(contact("setting=sport") + "delivers csg 2020-01-01 2022-03-05"), "2022-03-01 open 4");
}

#[test]
fn police_in_view() {
    let check = |input: &str, expected: &str| check("police-in-view", input, expected);
    let told = |setting: &str| format!("2022-03-01 police.report police 1 setting={setting}\n");
    check(&(told("family") + "2022-03-01 report.received veilig-thuis 2"), "2022-03-01 reached 0");
    check(&(told("dependency") + "2022-03-08 report.received veilig-thuis 2"), "2022-03-01 reached 7");
    check(&(told("unknown") + "2022-03-08 report.received veilig-thuis 2"), "");
    check(&(told("family") + "2022-02-20 report.received veilig-thuis 2"), "2022-03-01 open 1036");
    check(&(told("family") + "2022-03-04 moved-away municipality 2"), "2022-03-01 competing 3");
    check(&(told("family") + "delivers veilig-thuis 2020-01-01 2022-03-02"), "2022-03-01 open 1");
    check("2022-04-01 police.complaint police 1 setting=family", "2022-04-01 open 1005");
    check(
        "2022-03-01 police.report police 1 setting=family known=month\n2022-03-20 report.received veilig-thuis 2",
        "2022-03-01 reached 19 (0–19)",
    );
}

#[test]
fn transfer() {
    let check = |input: &str, expected: &str| check("transfer", input, expected);
    let sent = "2022-03-01 transfer.sent veilig-thuis 1";
    check(&format!("{sent}\n2022-03-01 transfer.accepted veilig-thuis 1"), "2022-03-01 reached 0");
    check(&format!("{sent}\n2022-03-15 transfer.accepted veilig-thuis 1"), "2022-03-01 reached 14");
    check(&format!("{sent}\n2022-03-10 died municipality 2"), "2022-03-01 competing 9");
    check(&format!("{sent}\ndelivers veilig-thuis 2020-01-01 2022-03-08"), "2022-03-01 open 7");
    check(&format!("{sent}\n2022-03-01 transfer.accepted veilig-thuis 1 known=month"), "2022-03-01 reached 0 (0–30)");
    // Accepted by whom it was sent to, under the record of the transfer.
    check(&format!("{sent}\n2022-03-04 transfer.accepted provider 1"), "2022-03-01 reached 3");
    check(
        &format!("{sent}\n2022-03-02 transfer.sent veilig-thuis 2\n2022-03-04 transfer.accepted veilig-thuis 2"),
        "2022-03-01 open 1036\n2022-03-02 reached 2",
    );
}

#[test]
fn help_after_transfer() {
    let check = |input: &str, expected: &str| check("help-after-transfer", input, expected);
    let accepted = "2022-03-01 transfer.sent veilig-thuis 1\n2022-03-01 transfer.accepted veilig-thuis 1\n";
    check(&format!("{accepted}2022-04-12 help.started provider 2 code=1"), "2022-03-01 reached 42");
    check(&format!("{accepted}2021-01-01 help.started provider 2 code=1"), "2022-03-01 reached 0");
    let until = |day: &str| format!("{accepted}2021-01-01 help.started provider 2 code=1\n{day} help.ended provider 2 code=1\n");
    check(&until("2022-03-01"), "2022-03-01 reached 0");
    check(&until("2022-02-28"), "2022-03-01 open 1036");
    check(&format!("{accepted}2022-03-11 moved-away municipality 9\n2022-03-20 help.started provider 2"), "2022-03-01 competing 10");
    check(&format!("{accepted}delivers municipality 2020-01-01 2022-03-31"), "2022-03-01 open 30");
    check(&format!("{accepted}2022-01-01 help.started provider 2 known=year"), "2022-03-01 reached 0 (0–305)");
}

#[test]
fn first_monitoring() {
    let check = |input: &str, expected: &str| check("first-monitoring", input, expected);
    let accepted = "2022-03-01 transfer.sent veilig-thuis 1\n2022-03-01 transfer.accepted veilig-thuis 1\n";
    check(&format!("{accepted}2022-03-01 monitoring.moment veilig-thuis 2"), "2022-03-01 reached 0");
    check(
        &format!("{accepted}2022-02-01 monitoring.moment veilig-thuis 2\n2022-05-31 monitoring.moment veilig-thuis 3"),
        "2022-03-01 reached 91",
    );
    check(&format!("{accepted}2022-04-01 died municipality 9"), "2022-03-01 competing 31");
    check(&format!("{accepted}delivers veilig-thuis 2020-01-01 2022-03-31"), "2022-03-01 open 30");
    check(&format!("{accepted}2022-05-01 monitoring.moment veilig-thuis 2 known=month"), "2022-03-01 reached 61 (61–91)");
}

#[test]
fn board_start_and_board_end() {
    let requested = "2022-03-01 board.requested board 1\n";
    let started = format!("{requested}2022-03-11 board.investigation.started board 1\n");
    check("board-start", &started, "2022-03-01 reached 10");
    check("board-end", &started, "2022-03-01 open 1036");
    check("board-end", &format!("{started}2022-05-10 board.investigation.ended board 1"), "2022-03-01 reached 70");
    let at_once = format!("{requested}2022-03-01 board.investigation.started board 1\n2022-03-01 board.investigation.ended board 1");
    check("board-start", &at_once, "2022-03-01 reached 0");
    check("board-end", &at_once, "2022-03-01 reached 0");
    for id in ["board-start", "board-end"] {
        check(id, &format!("{requested}2022-03-04 died municipality 9"), "2022-03-01 competing 3");
        check(id, &format!("{requested}delivers board 2020-01-01 2022-03-31"), "2022-03-01 open 30");
        check(id, "2022-03-01 board.requested board 1 born=2004-02", "2022-03-01 competing 0");
    }
    check("board-start", &format!("{requested}2022-03-01 board.investigation.started board 1 known=month"), "2022-03-01 reached 0 (0–30)");
    check("board-end", &format!("{requested}2022-04-01 board.investigation.ended board 1 known=month"), "2022-03-01 reached 31 (31–60)");
}

#[test]
fn order_decision() {
    let check = |input: &str, expected: &str| check("order-decision", input, expected);
    let petition = "2022-03-01 court.petitioned court 1 code=11\n";
    check(&format!("{petition}2022-03-01 order.started court 1 code=11"), "2022-03-01 reached 0");
    check(&format!("{petition}2022-03-22 order.started gi 2 code=11"), "2022-03-01 reached 21");
    check(&format!("{petition}2022-03-15 court.refused court 1 code=11"), "2022-03-01 reached 14");
    // An interim order on the petition is a decision; an authorisation asked for is not waited for here.
    check(&format!("{petition}2022-03-03 order.started court 2 code=12\n2022-05-01 order.started court 3 code=11"), "2022-03-01 reached 2");
    check("2022-03-01 court.petitioned court 1 code=71", "");
    check(&format!("{petition}2022-03-10 died municipality 9"), "2022-03-01 competing 9");
    check(&format!("{petition}delivers court 2020-01-01 2022-03-31"), "2022-03-01 open 30");
    check(&format!("{petition}2022-04-01 order.started court 1 code=11 known=month"), "2022-03-01 reached 31 (31–60)");
}

#[test]
fn gi_start_and_gi_plan() {
    let order = "2022-06-02 order.started gi 1 code=11\n";
    let contact = |day: &str| format!("{order}{day} gi.first-contact gi 2 code=11");
    check("gi-start", &contact("2022-06-02"), "2022-06-02 reached 0");
    // Whit Monday is no working day.
    check("gi-start", &contact("2022-06-10"), "2022-06-02 reached 5");
    check("gi-start", &(contact("2022-06-01") + " known=month"), "2022-06-02 reached 0 (0–19)");
    check("gi-plan", &format!("{order}2022-06-02 gi.plan-made gi 2 code=11"), "2022-06-02 reached 0");
    check("gi-plan", &format!("{order}2022-07-14 gi.plan-made gi 2 code=11"), "2022-06-02 reached 42");
    for (id, days) in [("gi-start", 1), ("gi-plan", 1)] {
        check(id, &format!("{order}2022-06-03 order.ended gi 1 code=2"), &format!("2022-06-02 competing {days}"));
        check(id, &format!("{order}delivers gi 2020-01-01 2022-06-03"), &format!("2022-06-02 open {days}"));
        check(id, "2022-06-02 order.started gi 1 code=31", "");
    }
    // From the interim order on, also where the contact came before the order that followed.
    let interim = "2022-06-02 order.started gi 1 code=12\n2022-07-29 order.ended gi 1 code=7\n2022-07-30 order.started gi 2 code=11\n";
    check("gi-plan", &format!("{interim}2022-07-04 gi.plan-made gi 3 code=12"), "2022-06-02 reached 32");
    check("gi-plan", &format!("{order}2022-07-01 gi.plan-made gi 2 code=11 known=month"), "2022-06-02 reached 29 (29–59)");
}

#[test]
fn help_after_order() {
    let check = |input: &str, expected: &str| check("help-after-order", input, expected);
    let order = "2022-03-01 order.started gi 1 code=11\n";
    check(&format!("{order}2022-03-01 help.started provider 2 code=1"), "2022-03-01 reached 0");
    check(&format!("{order}2022-08-31 help.started provider 2 code=1"), "2022-03-01 reached 183");
    check(&format!("{order}2020-03-01 help.started provider 2 code=1"), "2022-03-01 reached 0");
    check(&format!("{order}2022-03-31 order.ended gi 1 code=2\n2022-04-01 help.started provider 2"), "2022-03-01 competing 30");
    check(&format!("{order}2022-03-31 order.ended gi 1 code=2\n2022-03-31 help.started provider 2"), "2022-03-01 reached 30");
    check(&format!("{order}delivers provider 2020-01-01 2022-06-30"), "2022-03-01 open 121");
    check(&format!("{order}delivers provider never"), "2022-03-01 open 1036");
    check(
        "2022-01-10 order.started gi 1 code=12\n2022-04-10 order.ended gi 1 code=7\n2022-04-10 order.started gi 2 code=11
         2022-05-01 help.started provider 3 code=1",
        "2022-01-10 reached 111",
    );
    check(&format!("{order}2022-05-01 help.started provider 2 known=month"), "2022-03-01 reached 61 (61–91)");
    check("2022-01-01 order.started gi 1 code=11 known=year\n2022-05-01 help.started provider 2", "2022-01-01 reached 120 (0–120)");
}

#[test]
fn help_after_allocation() {
    let check = |input: &str, expected: &str| check("help-after-allocation", input, expected);
    let allocated = "2022-03-01 help.allocated municipality 1 code=1\n";
    check(&format!("{allocated}2022-03-01 help.started municipality 1 code=1"), "2022-03-01 reached 0");
    check(&format!("{allocated}2022-04-12 help.started provider 2 code=1"), "2022-03-01 reached 42");
    // Help that ran already is not what was allocated.
    check(&format!("{allocated}2022-02-01 help.started provider 2 code=1"), "2022-03-01 open 1036");
    check(&format!("{allocated}2022-03-05 moved-away municipality 9"), "2022-03-01 competing 4");
    check(&format!("{allocated}delivers provider 2020-01-01 2022-03-31"), "2022-03-01 open 30");
    check(&format!("{allocated}2022-03-01 help.started provider 2 known=month"), "2022-03-01 reached 0 (0–30)");
}

#[test]
fn acute_safety() {
    let check = |input: &str, expected: &str| check("acute-safety", input, expected);
    let acute = "2022-03-01 report.received veilig-thuis 1\n2022-03-01 assessment.completed veilig-thuis 1 code=102\n";
    check(&format!("{acute}2022-03-01 order.started court 2 code=12"), "2022-03-01 reached 0");
    check(&format!("{acute}2022-03-02 authorisation.started court 2 code=72"), "2022-03-01 reached 1");
    check(&format!("{acute}2022-03-08 help.started provider 2 code=12 crisis=yes"), "2022-03-01 reached 7");
    // An order that is no interim order, and help without a crisis, bring nobody to safety.
    check(&format!("{acute}2022-03-02 order.started court 2 code=11\n2022-03-03 help.started provider 3 code=1"), "2022-03-01 open 1036");
    // An interim order that becomes an order was an interim order.
    check(
        &format!("{acute}2022-03-03 order.started gi 2 code=12\n2022-05-31 order.ended gi 2 code=7\n2022-06-01 order.started gi 3 code=11"),
        "2022-03-01 reached 2",
    );
    check("2022-03-01 report.received veilig-thuis 1\n2022-03-01 assessment.completed veilig-thuis 1 code=2", "");
    check(&format!("{acute}2022-03-01 order.started court 2 code=12 known=month"), "2022-03-01 reached 0 (0–30)");
    check(&format!("{acute}2022-03-03 died municipality 9"), "2022-03-01 competing 2");
    check(&format!("{acute}delivers court 2020-01-01 2022-03-02"), "2022-03-01 open 1");
}

#[test]
fn adult_follow_up() {
    let check = |input: &str, expected: &str| check("adult-follow-up", input, expected);
    // Born in January 2004: surely 18 from 1 February 2022.
    let help = |until: &str| format!("2021-01-01 help.started provider 1 code=1 born=2004-01\n{until}");
    let until = |day: &str| help(&format!("{day} help.ended provider 1 code=1\n"));
    check(&help(""), "2022-02-01 reached 0");
    check(&until("2022-02-01"), "2022-02-01 reached 0");
    check(&(until("2022-01-31") + "2022-02-01 adult-support.started adult-care 2"), "2022-02-01 reached 0");
    check(&(until("2022-01-31") + "2021-11-01 adult-support.started adult-care 2"), "2022-02-01 reached 0");
    check(&(until("2022-01-31") + "2022-05-01 help.started provider 2 code=1"), "2022-02-01 reached 89");
    // Help in the 183 days before, the first of them 2 August 2021.
    check(&until("2021-08-02"), "2022-02-01 open 1064");
    check(&until("2021-08-01"), "");
    check("2022-02-01 help.started provider 1 code=1 born=2004-01", "");
    check(&(until("2022-01-31") + "2022-02-10 died municipality 9"), "2022-02-01 competing 9");
    check(&(until("2022-01-31") + "delivers adult-care 2020-01-01 2022-03-31"), "2022-02-01 open 58");
    check("2021-01-01 help.started provider 1\n2022-01-15 turned-18 municipality 5", "2022-01-15 reached 0");
    check(&(until("2022-01-31") + "2022-02-01 adult-support.started adult-care 2 known=month"), "2022-02-01 reached 0 (0–27)");
}

#[test]
fn housing_income() {
    let check = |input: &str, expected: &str| check("housing-income", input, expected);
    let help = "2021-01-01 help.started provider 1 code=1 born=2004-01\n";
    check(&format!("{help}2022-02-01 income.started adult-care 2"), "2022-02-01 reached 0");
    check(&format!("{help}2022-05-03 housing.started adult-care 2"), "2022-02-01 reached 91");
    check(&format!("{help}2022-04-01 housing.started adult-care 2 known=month"), "2022-02-01 reached 59 (59–88)");
    check(&format!("{help}2021-12-01 housing.started adult-care 2"), "2022-02-01 open 1064");
    check(&format!("{help}2022-03-01 moved-away municipality 2"), "2022-02-01 competing 28");
    check(&format!("{help}delivers adult-care 2020-01-01 2022-03-31"), "2022-02-01 open 58");
    check(&format!("{help}delivers adult-care never"), "");
}

/// A start in a gap of the calendar says nothing; one before it is followed to the gap, one after it to the end.
#[test]
fn a_missing_half_year_cuts_the_observation_and_does_not_look_like_a_long_wait() {
    let mut coverage = coverage("");
    let provider = domain::OrganisationKind::Provider;
    let day = |text: &str| domain::Day::parse_iso(text).expect("a day");
    coverage.set(provider, super::PLACE, day("2020-01-01"), day("2021-12-31"));
    coverage.add(provider, super::PLACE, day("2022-07-01"), day("2024-12-31"));
    let norms: Vec<_> = indicators::norms().into_iter().filter(|norm| norm.id == "help-after-order").collect();
    let outcome = |first: &str| {
        let order = event(&format!("{first} order.started gi 1 code=11"));
        fold(&[order], &rules(&norms, &coverage)).passages.first().map(|passage| passage.days)
    };
    assert_eq!((outcome("2021-12-01"), outcome("2022-03-01"), outcome("2022-07-01")), (Some(30), None, Some(914)));
}

/// A next report is another report; help after help that ended is other help, also help that ran beside it.
#[test]
fn nothing_follows_itself() {
    let again = |kind: &str, end: &str, running_counts: bool, input: &str| {
        let base = indicators::norms().into_iter().find(|norm| norm.id == "help-after-transfer").expect("a norm");
        let any = |word: &str| vec![domain::Selector::parse(word).expect("an event")];
        let suppliers = domain::OrganisationKind::ALL[..9].to_vec();
        let norm = [domain::HandOver { from: any(kind), to: any(end), running_counts, suppliers, ..base }];
        let events: Vec<_> = input.lines().map(|line| event(line.trim())).collect();
        let trajectory = fold(&events, &rules(&norm, &coverage("")));
        trajectory.passages.iter().map(|passage| (passage.outcome.word(), passage.days)).collect::<Vec<_>>()
    };
    let reports =
        "2022-03-01 report.received veilig-thuis 1\n2022-03-01 report.received veilig-thuis 2\n2022-03-11 report.received veilig-thuis 3";
    assert_eq!(again("report.received", "report.received", false, reports), [("reached", 0), ("reached", 0), ("open", 1026)]);
    let help = "2022-03-01 help.started provider 1 code=1\n2022-03-01 help.ended provider 1\n2022-05-01 help.started provider 2 code=2";
    assert_eq!(again("help.ended", "help.started", true, help), [("reached", 61)]);
    let beside = help.replace("2022-05-01", "2022-01-01");
    assert_eq!(again("help.ended", "help.started", true, &beside), [("reached", 0)]);
}
