//! Child protection: a request to the Board, perhaps an order, what comes after it, and the wait for help.
//!
//! At most one supervision order a childhood, at an age drawn apart from everything else: that keeps the incidence of
//! help after an order exact (see [`crate::parameters`]).

use domain::{Code, Day, Form, Forms, Setting};

use super::{Surroundings, chain, help, violence};
use crate::history::{Order, Request};
use crate::households::Household;
use crate::organisations::Supplier;
use crate::parameters::{DAYS_TO_EIGHTEEN, HELP_RUNNING, LAWS, court_day, draw_wait};
use crate::random::{Band, Stream};

/// Probabilities a childhood of: a supervision order, a request without one, provisional guardianship.
const ORDER: f64 = 0.0440;
const REQUEST_ONLY: f64 = 0.0180;
const PROVISIONAL_GUARDIANSHIP: f64 = 0.0014;
/// Of orders: those that begin as an interim order; those that end in guardianship when not prolonged.
const INTERIM: f64 = 0.22;
const INTO_GUARDIANSHIP: f64 = 0.20;
const DIED: f64 = 0.001;
/// Of requests: those with a Veilig Thuis case before.
const CASE_BEFORE: f64 = 0.75;
const GROUNDS: [(u32, Form); 6] =
    [(4, Form::Sexual), (14, Form::Physical), (17, Form::Emotional), (39, Form::Neglect), (24, Form::Witness), (2, Form::Exploitation)];
const GUARDIANSHIP_DAYS: [Band; 3] = [(1, 120, 700), (3, 701, 2_500), (6, 9_999, 9_999)];

/// Days in which nothing else may start or run for a child: first and last.
pub(super) type Quiet = Option<(Day, Day)>;

/// Draws the protection of one child.
pub(super) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, at: usize, cases: &mut u8) -> Quiet {
    let kind = stream.unit();
    let eighteen = household.children[at].eighteen;
    if kind < ORDER {
        let unmoved = eighteen.plus(-stream.banded(&DAYS_TO_EIGHTEEN));
        let first = unmoved.plus(-court_day(unmoved.weekday()).1);
        return Some(order(stream, around, household, at, (first, cases)));
    }
    if kind < ORDER + REQUEST_ONLY {
        let day = super::office_day(eighteen.plus(-stream.banded(&DAYS_TO_EIGHTEEN)));
        request(stream, around, household, at, (day, cases), ("none", "no-petition", day.plus(400)));
    } else if kind < ORDER + REQUEST_ONLY + PROVISIONAL_GUARDIANSHIP {
        let first = super::office_day(eighteen.plus(-stream.banded(&DAYS_TO_EIGHTEEN)));
        let last = first.plus(stream.between(30, 110));
        let supplier = Supplier::institution(around.place(household, first));
        request(stream, around, household, at, (first.plus(-5), cases), ("guardianship", "petition", first.plus(90)));
        household.children[at].history.orders.push(Order { code: Code(22), supplier, first, last, end_reason: 14, passed_on: None });
    }
    None
}

/// One order with its request before and help after; gives the days other help must stay away from.
fn order(
    stream: &mut Stream,
    around: &Surroundings<'_>,
    household: &mut Household,
    at: usize,
    (first, cases): (Day, &mut u8),
) -> (Day, Day) {
    let interim = stream.chance(INTERIM);
    let before = if interim { stream.between(0, 10) } else { stream.between(60, 260) };
    let advice = if interim { "interim-order" } else { "order" };
    request(stream, around, household, at, (first.plus(-before), cases), (advice, "petition", first));
    let eighteen = household.children[at].eighteen;
    let drawn = LAWS.order_end.draw(stream).unwrap_or(i32::MAX / 2);
    let last = first.plus(drawn.min(eighteen - first - 1));
    let end_reason = end_reason(stream, (drawn, last), eighteen);
    if end_reason == 6 {
        household.children[at].died = Some(last);
    }
    let supplier = Supplier::institution(around.place(household, first));
    measures(stream, household, at, (first, last), (interim, supplier, end_reason));
    if end_reason == 5 {
        guardianship(stream, around, household, at, (last.plus(1), cases));
    }
    wait_for_help(stream, around, household, at, (first, last))
}

fn end_reason(stream: &mut Stream, (drawn, last): (i32, Day), eighteen: Day) -> u8 {
    if last == eighteen.plus(-1) {
        return 1;
    }
    if stream.chance(DIED) {
        return 6;
    }
    let near_eighteen = eighteen - last < 130;
    match drawn % 365 {
        0 if !near_eighteen && stream.chance(INTO_GUARDIANSHIP) => 5,
        0 => stream.weighted(&[(60, 3), (40, 4)]),
        _ => 2,
    }
}

/// The order itself, as one measure or as an interim measure that becomes one; and placement out of home.
fn measures(
    stream: &mut Stream,
    household: &mut Household,
    at: usize,
    (first, last): (Day, Day),
    (interim, supplier, end_reason): (bool, Supplier, u8),
) {
    let history = &mut household.children[at].history;
    let code = |order: bool| if order { Code::SUPERVISION_ORDER } else { Code::INTERIM_ORDER };
    let interim_days = stream.between(55, 90);
    if interim && last - first > interim_days {
        let turned = first.plus(interim_days);
        history.orders.push(Order { code: code(false), supplier, first, last: turned, end_reason: 7, passed_on: None });
        history.orders.push(Order { code: code(true), supplier, first: turned.plus(1), last, end_reason, passed_on: None });
    } else {
        history.orders.push(Order { code: code(!interim), supplier, first, last, end_reason, passed_on: None });
    }
    let placed = first.plus(stream.between(0, 200));
    if stream.chance(0.45) && placed < last {
        let code = stream.weighted(&[(9, Code(72)), (1, Code(71))]);
        let until = placed.plus(stream.between(60, 364)).min(last);
        history.authorisations.push(Order { code, supplier, first: placed, last: until, end_reason: 0, passed_on: None });
    }
}

fn guardianship(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, at: usize, (first, cases): (Day, &mut u8)) {
    let before = stream.between(90, 230);
    request(stream, around, household, at, (first.plus(-before), cases), ("guardianship", "petition", first));
    let child = &mut household.children[at];
    let last = first.plus(stream.banded(&GUARDIANSHIP_DAYS)).min(child.eighteen.plus(-1));
    let end_reason = if last == child.eighteen.plus(-1) { 11 } else { stream.weighted(&[(5, 12), (3, 13), (2, 14)]) };
    let supplier = child.history.orders.last().map_or(Supplier::BOARD, |order| order.supplier);
    child.history.orders.push(Order { code: Code(21), supplier, first, last, end_reason, passed_on: None });
}

/// The help of one order: running on its first day, after a wait, or never while it lasts.
fn wait_for_help(
    stream: &mut Stream,
    around: &Surroundings<'_>,
    household: &mut Household,
    at: usize,
    (first, last): (Day, Day),
) -> (Day, Day) {
    let (born, girl) = (household.children[at].born, household.children[at].sex == domain::Sex::Female);
    let form = help::form_under_order(stream, girl);
    if stream.chance(HELP_RUNNING) {
        let began = first.plus(-stream.between(0, 500)).max(born.plus(1)).min(first);
        let ends = first.plus(stream.between(20, 700));
        help::push(stream, around, household, at, (form, began, ends));
        return (began, first);
    }
    match draw_wait(stream, first.weekday()) {
        Some(wait) if first.plus(wait) <= last => {
            let begins = first.plus(wait);
            let ends = begins.plus(stream.between(20, 800));
            help::push(stream, around, household, at, (form, begins, ends));
            (first, begins)
        }
        Some(_) | None => (first, last),
    }
}

/// A request to the Board, mostly after a case at Veilig Thuis. Its grounds are a set.
fn request(
    stream: &mut Stream,
    around: &Surroundings<'_>,
    household: &mut Household,
    at: usize,
    (requested, cases): (Day, &mut u8),
    (advice, result, decided): (&'static str, &'static str, Day),
) {
    let requested = requested.max(household.children[at].born.plus(1));
    let forms = violence::forms(stream, &GROUNDS);
    let circumstances = violence::circumstances(stream, forms, Setting::Family);
    let reported = requested.plus(-stream.between(10, 200));
    let began = reported.plus(-stream.between(30, 900)).max(household.children[at].born);
    let case = stream.chance(CASE_BEFORE) && household.children[at].is_minor(reported);
    violence::suffer(household, at, (began, requested), (forms, circumstances), case.then_some(reported));
    if case {
        chain::open(stream, around, household, &[at], (reported, cases), (forms, circumstances));
    }
    let requester = if case { stream.weighted(&[(8, "veilig-thuis"), (2, "gi")]) } else { other_requester(stream) };
    let started = requested.plus(stream.between(1, 12) + around.organisations.backlog(Supplier::BOARD, requested));
    // An interim order does not wait for the end of the investigation.
    let ended = started.plus(stream.between(20, 90));
    let ended = if advice == "interim-order" { ended } else { ended.min(decided.plus(-5)).max(started) };
    let grounds = if stream.chance(0.04) { Forms::NONE } else { forms };
    let request = Request { requester, requested, started, ended, grounds, circumstances, advice, result };
    household.children[at].history.requests.push(request);
}

fn other_requester(stream: &mut Stream) -> &'static str {
    stream.weighted(&[(40, "gi"), (15, "police"), (25, "municipality"), (15, "court"), (5, "other")])
}
