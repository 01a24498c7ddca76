//! Measures handed over between institutions. Unless a line says otherwise the giver is institution 1 and the taker 2, rows are stated at
//! the end of their half-year, and institutions deliver through 2024.

use super::{check, check_spells, check_starts};

const GIVER: &str = "2021-03-01 order.started gi 1 by=1 code=11 stated=2021-12-31
    2021-09-01 order.handed-over gi 1 by=1 code=11 stated=2021-12-31\n";

fn given(rest: &str) -> String {
    format!("{GIVER}{rest}")
}

/// The start is the giver's, the end is the taker's; the wait does not begin anew.
#[test]
fn one_measure_over_two_institutions_is_one() {
    let whole = given(
        "2021-09-02 order.taken-over gi 1 by=2 code=11 stated=2022-06-30
         2022-05-01 order.ended gi 1 by=2 code=4 stated=2022-06-30",
    );
    check_spells(&whole, "2021-03-01 11 ended 2022-05-01 4");
    check_starts(
        &whole,
        "2021-03-01 order.started 11 unknown
         2021-09-01 order.handed-over 11 unknown
         2021-09-02 order.taken-over 11 unknown",
    );
    check(&whole, "help 2021-03-01 competing 426");
    check(&format!("{whole}\n2021-10-01 help.started provider 5 code=1"), "help 2021-03-01 reached 214");
}

/// The giver's silence says nothing; the taker's does, at the place in the taker's rows.
#[test]
fn who_has_it_now_is_asked_whether_it_runs() {
    let told = |stated: &str| given(&format!("2021-09-02 order.taken-over gi 2 by=2 code=11 stated={stated}"));
    check_spells(&told("2024-12-31"), "2021-03-01 11 runs");
    check_spells(&told("2022-06-30"), "2021-03-01 11 told through 2022-06-30");
    let moved = told("2022-06-30").replace("by=2", "by=2 place=14");
    check_spells(&moved, "2021-03-01 11 runs");
    check_spells(GIVER, "2021-03-01 11 told through 2021-09-01");
    check_spells(&given("delivers gi 2020-01-01 2021-12-31"), "2021-03-01 11 runs");
}

/// A chain of three, whatever the order of the rows: each continues the one before it.
#[test]
fn a_measure_can_go_on_twice() {
    let rest = "2022-02-02 order.taken-over gi 3 by=3 code=11 stated=2022-12-31
         2022-11-01 order.ended gi 3 by=3 code=3 stated=2022-12-31\n";
    let between = "2021-09-02 order.taken-over gi 2 by=2 code=11 stated=2022-06-30
         2022-02-01 order.handed-over gi 2 by=2 code=11 stated=2022-06-30\n";
    check_spells(&given(&format!("{between}{rest}")), "2021-03-01 11 ended 2022-11-01 3");
    check_spells(&given(&format!("{rest}{between}")), "2021-03-01 11 ended 2022-11-01 3");
    // Without the rows in between the last cannot be tied to the first; without the first, to what ran since.
    check_spells(&given(rest), "2021-03-01 11 told through 2021-09-01\n?2022-02-02 11 ended 2022-11-01 3");
    check_spells(&format!("{between}{rest}"), "?2021-09-02 11 ended 2022-11-01 3");
}

/// Who takes over and hands on in one day stands between two others, whichever register comes first.
#[test]
fn a_measure_can_go_on_twice_in_a_day() {
    let chain = |second: u8, third: u8| {
        given(&format!(
            "2021-09-02 order.taken-over gi 2 by={second} code=11 stated=2021-12-31
             2021-09-02 order.handed-over gi 2 by={second} code=11 stated=2021-12-31
             2021-09-02 order.taken-over gi 3 by={third} code=11 stated=2022-06-30
             2022-05-01 order.ended gi 3 by={third} code=4 stated=2022-06-30"
        ))
    };
    check_spells(&chain(2, 9), "2021-03-01 11 ended 2022-05-01 4");
    check_spells(&chain(9, 2), "2021-03-01 11 ended 2022-05-01 4");
}

/// Nobody tells its start: none is counted and no wait is; its end is known and counts.
#[test]
fn what_was_taken_over_from_nobody_known_began_unseen() {
    let taken = "2021-09-02 order.taken-over gi 2 by=2 code=11 stated=2022-06-30
         2022-05-01 order.ended gi 2 by=2 code=4 stated=2022-06-30
         2022-03-01 help.started provider 5 code=1\n";
    check_spells(taken, "?2021-09-02 11 ended 2022-05-01 4\n2022-03-01 1 runs");
    check_starts(taken, "2021-09-02 order.taken-over 11 unknown\n2022-03-01 help.started 1 unknown");
    check(taken, "");
    // The taker tells the start against the protocol: then it is known.
    check(&format!("{taken}2021-03-01 order.started gi 2 by=2 code=11 stated=2022-06-30"), "help 2021-03-01 reached 365");
    // A court tells it: then it is known too.
    check(&format!("{taken}2021-03-03 order.started court 9 code=11"), "help 2021-03-03 reached 363");
}

/// The protocol leaves the taker's start empty; where it is filled in all the same, the order counts once.
#[test]
fn a_start_told_by_giver_and_taker_counts_once() {
    let twice = given(
        "2021-03-01 order.started gi 2 by=2 code=11 stated=2022-06-30
         2021-09-02 order.taken-over gi 2 by=2 code=11 stated=2022-06-30
         2022-05-01 order.ended gi 2 by=2 code=4 stated=2022-06-30",
    );
    check_spells(&twice, "2021-03-01 11 ended 2022-05-01 4");
    check(&twice, "help 2021-03-01 competing 426");
}

/// The court tells the first day; the institutions what came after.
#[test]
fn an_order_of_the_court_goes_on_with_the_taker() {
    let rest = "2021-02-26 order.started court 9 code=11
         2021-09-02 order.taken-over gi 2 by=2 code=11 stated=2022-06-30
         2022-05-01 order.ended gi 2 by=2 code=4 stated=2022-06-30";
    check_spells(&given(rest), "2021-02-26 11 ended 2022-05-01 4");
    check_spells(rest, "2021-02-26 11 ended 2022-05-01 4");
}

/// The days of giver and taker lie at most 31 days apart; of an end in the place of a hand-over, at most 7.
#[test]
fn the_days_of_giver_and_taker_lie_near() {
    let taken = |day: &str| given(&format!("{day} order.taken-over gi 2 by=2 code=11 stated=2024-12-31"));
    for day in ["2021-08-01", "2021-09-01", "2021-10-02"] {
        check_spells(&taken(day), "2021-03-01 11 runs");
    }
    for (day, apart) in [("2021-07-31", "?2021-07-31 11 runs"), ("2021-10-03", "?2021-10-03 11 runs")] {
        check_spells(&taken(day), &format!("2021-03-01 11 told through 2021-09-01\n{apart}"));
    }
    let ended = |day: &str| taken(day).replace("2021-09-01 order.handed-over gi 1 by=1 code=11", "2021-09-01 order.ended gi 1 by=1 code=2");
    check_spells(&ended("2021-09-08"), "2021-03-01 11 runs");
    check_spells(&ended("2021-05-01"), "2021-03-01 11 runs");
    check_spells(&ended("2021-09-09"), "2021-03-01 11 ended 2021-09-01 2\n?2021-09-09 11 runs");
}

/// The giver forgot the day: the taker has what ran on that day, the latest begun.
#[test]
fn a_giver_that_tells_no_hand_over_had_it_until_then() {
    let forgot = "2020-03-01 order.started gi 1 by=1 code=21 stated=2021-12-31
         2021-03-01 order.started gi 2 by=1 code=21 stated=2021-12-31
         2021-06-01 order.started gi 3 by=1 code=22 stated=2021-12-31
         2021-09-02 order.taken-over gi 4 by=2 code=21 stated=2024-12-31";
    check_spells(
        forgot,
        "2020-03-01 21 told through 2021-12-31
         2021-03-01 21 runs
         2021-06-01 22 told through 2021-12-31",
    );
    // What was handed over comes before what ran on.
    let handed = format!("{forgot}\n2021-09-01 order.handed-over gi 1 by=1 code=21 stated=2021-12-31");
    check_spells(
        &handed,
        "2020-03-01 21 runs
         2021-03-01 21 told through 2021-12-31
         2021-06-01 22 told through 2021-12-31",
    );
}

/// Two measures of one kind, each handed over on its own day or on one day: each goes on once.
#[test]
fn two_measures_at_once_stay_two() {
    let two = |second: &str| {
        given(&format!(
            "2021-04-01 order.started gi 2 by=1 code=11 stated=2021-12-31
             {second} order.handed-over gi 2 by=1 code=11 stated=2021-12-31
             2021-09-02 order.taken-over gi 3 by=2 code=11 stated=2022-06-30
             2022-05-01 order.ended gi 3 by=2 code=4 stated=2022-06-30
             2021-09-21 order.taken-over gi 4 by=3 code=11 stated=2022-06-30
             2022-04-01 order.ended gi 4 by=3 code=3 stated=2022-06-30"
        ))
    };
    check_spells(&two("2021-09-20"), "2021-03-01 11 ended 2022-05-01 4\n2021-04-01 11 ended 2022-04-01 3");
    check_spells(&two("2021-09-01"), "2021-03-01 11 ended 2022-05-01 4\n2021-04-01 11 ended 2022-04-01 3");
}

/// An end that the giver told beside the hand-over stands until a taker tells otherwise.
#[test]
fn the_end_of_whoever_has_it_last_counts() {
    let ended = given("2021-12-01 order.ended gi 1 by=1 code=2 stated=2021-12-31\n");
    check_spells(&ended, "2021-03-01 11 ended 2021-12-01 2");
    let taken = format!("{ended}2021-09-02 order.taken-over gi 2 by=2 code=11 stated=2024-12-31\n");
    check_spells(&taken, "2021-03-01 11 runs");
    check_spells(&format!("{taken}2022-05-01 order.ended gi 2 by=2 code=4 stated=2024-12-31"), "2021-03-01 11 ended 2022-05-01 4");
}

/// An interim order becomes the order that the next institution has: one order from the interim's first day. An interim order whose first
/// day nobody tells begins no clock, so that the order after it begins its own.
#[test]
fn an_interim_order_goes_on_as_the_order_of_the_next_institution() {
    let interim = "2022-01-10 order.started gi 1 by=1 code=12 stated=2022-06-30
         2022-04-10 order.ended gi 1 by=1 code=7 stated=2022-06-30\n";
    check_spells(&format!("{interim}2022-04-11 order.taken-over gi 2 by=2 code=11 stated=2024-12-31"), "2022-01-10 11 runs");
    let handed = "2022-01-10 order.started gi 1 by=1 code=12 stated=2022-06-30
         2022-02-01 order.handed-over gi 1 by=1 code=12 stated=2022-06-30
         2022-02-02 order.taken-over gi 2 by=2 code=12 stated=2022-06-30
         2022-04-10 order.ended gi 2 by=2 code=7 stated=2022-06-30
         2022-04-11 order.started gi 3 by=2 code=11 stated=2024-12-31
         2022-05-01 help.started provider 5 code=1\n";
    check(handed, "help 2022-01-10 reached 111");
    let unseen = handed.lines().skip(2).collect::<Vec<_>>().join("\n");
    check(&unseen, "help 2022-04-11 reached 20");
}

/// Dates known to the month or year are stretches of days: near means that they lie near somewhere.
#[test]
fn a_hand_over_known_to_the_month_is_any_day_of_it() {
    let taken = |line: &str| given(&format!("{line} stated=2024-12-31"));
    check_spells(&taken("2021-10-01 order.taken-over gi 2 by=2 code=11 known=month"), "2021-03-01 11 runs");
    check_spells(&taken("2021-01-01 order.taken-over gi 2 by=2 code=11 known=year"), "2021-03-01 11 runs");
    check_spells(
        &taken("2021-11-01 order.taken-over gi 2 by=2 code=11 known=month"),
        "2021-03-01 11 told through 2021-09-01\n?2021-11-01 11 runs",
    );
}

/// An end before the start of whoever had it first says nothing; one that may lie after it is an end, on its first day at the earliest.
#[test]
fn no_end_of_the_taker_lies_before_the_start() {
    let ended = |line: &str| {
        format!(
            "2021-10-20 order.started gi 1 by=1 code=11 stated=2021-12-31
             2021-10-25 order.handed-over gi 1 by=1 code=11 stated=2021-12-31
             2021-10-01 order.taken-over gi 2 by=2 code=11 known=month stated=2024-12-31
             {line} stated=2024-12-31"
        )
    };
    check_spells(&ended("2021-10-10 order.ended gi 2 by=2 code=4"), "2021-10-20 11 runs");
    check_spells(&ended("2021-10-01 order.ended gi 2 by=2 code=4 known=month"), "2021-10-20 11 ended 2021-10-20 4");
}

/// The same for an authorisation of placement; another kind of measure is another measure.
#[test]
fn an_authorisation_goes_on_and_another_code_does_not() {
    let placed = |code: u8| {
        format!(
            "2021-03-01 authorisation.started gi 1 by=1 code=72 stated=2021-12-31
             2021-09-01 authorisation.handed-over gi 1 by=1 code=72 stated=2021-12-31
             2021-09-02 authorisation.taken-over gi 2 by=2 code={code} stated=2022-06-30
             2022-03-01 authorisation.ended gi 2 by=2 stated=2022-06-30"
        )
    };
    check_spells(&placed(72), "2021-03-01 72 ended 2022-03-01 0");
    check_spells(&placed(71), "2021-03-01 72 told through 2021-09-01\n?2021-09-02 71 ended 2022-03-01 0");
}

/// A later row of one record that no longer tells the hand-over or the end takes it back; one that tells a start in the place of a
/// taking over too.
#[test]
fn a_row_stated_again_without_the_hand_over_takes_it_back() {
    check_spells(&given("2021-03-01 order.started gi 1 by=1 code=11 stated=2024-12-31"), "2021-03-01 11 runs");
    let taken = given(
        "2021-09-02 order.taken-over gi 2 by=2 code=11 stated=2022-06-30
         2022-05-01 order.ended gi 2 by=2 code=4 stated=2022-06-30\n",
    );
    check_spells(&format!("{taken}2021-09-02 order.taken-over gi 2 by=2 code=11 stated=2024-12-31"), "2021-03-01 11 runs");
    check_spells(
        &format!("{taken}2021-09-02 order.started gi 2 by=2 code=11 stated=2024-12-31"),
        "2021-03-01 11 told through 2021-09-01\n2021-09-02 11 runs",
    );
}
