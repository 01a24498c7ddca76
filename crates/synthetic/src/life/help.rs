//! Youth help: who gets it, of which form, how long, how it ends; and the same help in messages.

use domain::Day;

use super::{Surroundings, office_day, protection::Quiet};
use crate::history::{Help, Messages};
use crate::households::Household;
use crate::organisations::Supplier;
use crate::random::{Band, Stream};

/// Of all children: much help, little help; the others have none apart from orders.
const NEEDS: [(u32, f64); 3] = [(11, 0.62), (36, 0.084), (53, 0.0)];
/// Starts of help in each year of age, relative to an average year.
const BY_AGE: [f64; 18] = [0.25, 0.35, 0.55, 0.75, 0.85, 0.95, 1.1, 1.25, 1.3, 1.3, 1.25, 1.2, 1.2, 1.2, 1.25, 1.25, 1.1, 0.8];
/// Help of one child starts at least so many days apart, so that two tellings of one start are never taken for two.
pub(super) const APART_DAYS: i32 = 21;
const FORMS: [(u32, u8); 8] = [(140, 1), (420, 2), (80, 3), (235, 4), (35, 11), (25, 12), (5, 13), (60, 14)];
const FORMS_OF_GIRLS_UNDER_ORDER: [(u32, u8); 7] = [(28, 2), (6, 3), (27, 4), (20, 11), (6, 12), (4, 13), (9, 14)];
const FORMS_OF_BOYS_UNDER_ORDER: [(u32, u8); 7] = [(31, 2), (8, 3), (29, 4), (19, 11), (5, 12), (1, 13), (7, 14)];
const REFERRERS: [(u32, u8); 7] = [(38, 1), (36, 2), (5, 3), (8, 4), (7, 5), (5, 6), (1, 8)];
/// The twelfth birthday at the latest, in days.
const TWELVE: i32 = 12 * 366;
/// One child has so many message numbers.
const NUMBERS_A_CHILD: u32 = 12;

/// Draws the ordinary help of one child, away from the days of an order that must stay quiet.
pub(super) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, at: usize, quiet: Quiet) {
    let need = stream.weighted(&NEEDS);
    if need == 0.0 {
        return;
    }
    for (age, relative) in BY_AGE.into_iter().enumerate() {
        if stream.chance(need * relative) {
            let born = household.children[at].born;
            let drawn = born.plus((age * 365) as i32 + stream.between(2, 364));
            let first = ordinary_day(stream, drawn);
            let form = stream.weighted(&FORMS);
            let last = first.plus(stream.banded(lasts(form)));
            if fits(household, at, (form, first, last), quiet) {
                push(stream, around, household, at, (form, first, last));
            }
        }
    }
}

/// A form for a child under an order; girls are placed in heavier help more often.
pub(super) fn form_under_order(stream: &mut Stream, girl: bool) -> u8 {
    if girl { stream.weighted(&FORMS_OF_GIRLS_UNDER_ORDER) } else { stream.weighted(&FORMS_OF_BOYS_UNDER_ORDER) }
}

/// Less starts in August; none in weekends.
fn ordinary_day(stream: &mut Stream, day: Day) -> Day {
    let august = day.month().number() == 8 && stream.chance(0.35);
    office_day(if august { day.plus(35) } else { day })
}

fn lasts(form: u8) -> &'static [Band] {
    match form {
        1 => &[(1, 30, 120), (1, 121, 330)],
        2 => &[(4, 40, 200), (4, 201, 420), (1, 421, 800)],
        3 => &[(1, 90, 360), (1, 361, 700)],
        4 => &[(3, 40, 200), (3, 201, 500)],
        11 => &[(3, 100, 500), (3, 501, 1_500), (3, 1_501, 4_500)],
        12 => &[(1, 90, 400), (1, 401, 1_800)],
        13 => &[(1, 40, 260)],
        _ => &[(2, 30, 300), (1, 301, 900)],
    }
}

/// Whether help can be one more spell: apart from every other start, not over another of its form, away from the quiet
/// days, in the child's life and minority.
pub(super) fn fits(household: &Household, at: usize, (form, first, last): (u8, Day, Day), quiet: Quiet) -> bool {
    let child = &household.children[at];
    let apart = |help: &Help| (help.first - first).abs() >= APART_DAYS && (help.form != form || help.first > last || help.last < first);
    let away = |(from, through): (Day, Day)| last < from.plus(-APART_DAYS) || first > through.plus(APART_DAYS);
    child.is_minor(first) && quiet.is_none_or(away) && child.history.help.iter().all(apart)
}

/// Adds one spell of help, with everything a provider records of it.
pub(super) fn push(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, at: usize, spell: (u8, Day, Day)) {
    record(stream, around, household, at, spell, false);
}

/// Adds one spell of help that surely began with a crisis.
pub(super) fn push_crisis(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, at: usize, spell: (u8, Day, Day)) {
    record(stream, around, household, at, spell, true);
}

fn record(
    stream: &mut Stream,
    around: &Surroundings<'_>,
    household: &mut Household,
    at: usize,
    (form, first, last): (u8, Day, Day),
    is_crisis: bool,
) {
    let place = around.place(household, first);
    let supplier = Supplier::provider(stream, place, form);
    let habits = around.organisations.habits(supplier);
    let under_order = household.children[at].history.orders.iter().any(|order| order.first <= first && first <= order.last);
    let drawn = if under_order && stream.chance(0.8) { 4 } else { stream.weighted(&REFERRERS) };
    let referrer = possible_referrer(drawn, form, first < household.children[at].born.plus(TWELVE));
    let crisis = stream.chance(if under_order { 0.12 } else { 0.04 }) || is_crisis;
    let extended = stream.chance(if form >= 11 { 0.45 } else { 0.12 });
    let drawn_reason = stream.weighted(&[(62, 1), (17, 2), (10, 3), (4, 4), (7, 5)]);
    let outcome = outcome(stream, habits.silence * 2.5);
    let child = &mut household.children[at];
    let (last, end_reason) = cut(child, (last, drawn_reason), (form, extended));
    let number = child.history.help.len() as u32;
    let mut help = Help { form, supplier, first, last, referrer, crisis, end_reason, outcome, messages: None };
    if let (Some(messenger), true) = (around.organisations.messenger(place.code), number < NUMBERS_A_CHILD) {
        help.messages = Some(messages(stream, &help, messenger, child.rank * NUMBERS_A_CHILD + number));
    }
    child.history.help.push(help);
}

/// Who can have referred (protocol 3.2): nobody to the neighbourhood team (06), the criminal judge (08) no child under
/// twelve, and a closed placement is not open to all.
fn possible_referrer(drawn: u8, form: u8, is_under_twelve: bool) -> u8 {
    match (form, drawn) {
        (1, _) => 6,
        (13, 6) => 4,
        (_, 8) if is_under_twelve => 1,
        _ => drawn,
    }
}

/// Help ends at 18 unless it is extended (foster care to 21, other help to 23), and at death.
fn cut(child: &crate::history::Child, (last, reason): (Day, u8), (form, extended): (u8, bool)) -> (Day, u8) {
    let years = if form == 11 { 3 } else { 5 };
    let adult = if extended { child.eighteen.plus(365 * years - 1) } else { child.eighteen.plus(-1) };
    let (last, reason) = if last > adult { (adult, 1) } else { (last, reason) };
    match child.died {
        Some(died) if died < last => (died, 5),
        Some(_) | None => (last, reason),
    }
}

/// Satisfaction, without further help, informant; all 0 where the provider did not record it.
fn outcome(stream: &mut Stream, silence: f64) -> (u8, u8, u8) {
    let satisfaction = stream.weighted(&[(1, 3), (2, 4), (4, 5), (9, 6), (25, 7), (35, 8), (17, 9), (7, 10)]);
    let without_help = stream.weighted(&[(45, 1), (25, 2), (20, 3), (10, 4)]);
    let informant = stream.weighted(&[(4, 1), (6, 2)]);
    if stream.chance(silence) { (0, 0, 0) } else { (satisfaction, without_help, informant) }
}

/// The same help as the municipality's messages tell it: its first day may differ by up to a week, never over the
/// turn of a half-year.
fn messages(stream: &mut Stream, help: &Help, supplier: Supplier, number: u32) -> Messages {
    let told = help.first.plus(stream.between(-3, 7)).min(help.last);
    let same_half = domain::Period::half_of(told) == domain::Period::half_of(help.first);
    let first = if same_half { told } else { help.first };
    Messages {
        supplier,
        number,
        category: category(stream, help),
        allocated: first.plus(-stream.between(5, 60)),
        first,
        told_first: first.plus(stream.between(0, 7)),
        told_last: help.last.plus(stream.between(0, 10)),
    }
}

/// Product category (JZ020) of a help form; crisis and specialised mental health care do not tell the form.
fn category(stream: &mut Stream, help: &Help) -> u8 {
    if help.crisis && stream.chance(0.6) {
        return 46;
    }
    match help.form {
        1 => 31,
        2 => stream.weighted(&[(3, 32), (5, 45), (1, 54)]),
        3 => stream.weighted(&[(3, 33), (2, 41)]),
        4 => 34,
        11 => 35,
        12 => 36,
        13 => 37,
        _ => stream.weighted(&[(4, 38), (4, 43), (2, 44)]),
    }
}
