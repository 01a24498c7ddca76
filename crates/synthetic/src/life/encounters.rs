//! Who else meets a child that suffers sexual violence: a Centre for Sexual Violence, the police.
//!
//! Drawn after everything else, from a stream of its own: reports, help and orders are as they would be without.

use domain::{Day, Form, Forms};

use super::{Surroundings, busy_day, office_day};
use crate::history::{CentreContact, Circumstances, Matter, Victimisation, birthday};
use crate::households::Household;
use crate::organisations::Supplier;
use crate::parameters::lists;
use crate::random::{Band, Stream};

/// Days after the incident in which a contact is acute and traces can be found; the last is included.
const ACUTE_DAYS: i32 = 7;
/// Days from the incident to the contact of children who come by themselves.
const TO_CONTACT: [Band; 4] = [(38, 0, 2), (17, 3, 7), (23, 8, 60), (22, 61, 700)];
/// The same for the police.
const TO_POLICE: [Band; 4] = [(35, 0, 3), (25, 4, 30), (25, 31, 200), (15, 201, 900)];
/// Probability that other forms than sexual violence are recorded too.
const OTHERS_RECORDED: f64 = 0.4;

/// One victimisation of one child, as these two see it.
#[derive(Clone, Copy)]
struct Seen {
    at: usize,
    age: usize,
    first: Day,
    last: Day,
    forms: Forms,
    circumstances: Circumstances,
    reported: Option<Day>,
}

/// Draws the contacts and matters of every child of a household.
pub(crate) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household) {
    for at in 0..household.children.len() {
        let child = &household.children[at];
        let twelve = birthday(child.born, 12);
        let seen = |suffered: &Victimisation| Seen {
            at,
            age: usize::from(suffered.first >= twelve),
            first: suffered.first,
            last: suffered.last,
            forms: suffered.forms,
            circumstances: suffered.circumstances,
            reported: suffered.reported,
        };
        let sexual = child.history.victimisations.iter().filter(|suffered| suffered.forms.has(Form::Sexual));
        for seen in sexual.map(seen).collect::<Vec<_>>() {
            meet(stream, around, household, seen);
        }
    }
}

/// What comes of one victimisation. Who is 18 by the day of a first meeting is met as an adult: not here.
fn meet(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, seen: Seen) {
    let known = usize::from(seen.reported.is_some());
    let met = stream.chance(lists::CENTRE[seen.age][known]);
    let contact = if met { Some(contact(stream, around, household, seen)) } else { None };
    let matter = if stream.chance(lists::POLICE[seen.age][known][usize::from(met)]) {
        matter(stream, around, household, (seen, contact.as_ref().map(|contact| contact.contact)))
    } else {
        None
    };
    let child = &mut household.children[seen.at];
    if let Some(mut contact) = contact.filter(|contact| child.is_minor(contact.contact)) {
        contact.police = matter.as_ref().is_some_and(|matter| matter.first() <= contact.contact.plus(ACUTE_DAYS));
        child.history.contacts.push(contact);
    }
    if let Some(matter) = matter.filter(|matter| matter.days().next().is_some_and(|day| child.is_minor(day))) {
        child.history.matters.push(matter);
    }
}

/// A contact with a centre: before the report to Veilig Thuis where the centre referred, after it where Veilig Thuis was first.
fn contact(stream: &mut Stream, around: &Surroundings<'_>, household: &Household, seen: Seen) -> CentreContact {
    let delay = stream.banded(&TO_CONTACT);
    let refers = stream.chance(lists::CENTRE_REFERS);
    let contact = match seen.reported {
        Some(report) if refers => report.plus(-stream.between(0, 12)).max(seen.first),
        Some(report) => report.plus(stream.between(1, 40)),
        None => during(stream, seen).plus(delay),
    };
    let incident = contact.plus(-delay).clamp(seen.first, seen.last.max(seen.first)).min(contact);
    let supplier = Supplier::centre(around.place(household, contact));
    let habits = around.organisations.habits(supplier);
    let circumstances = if stream.chance(habits.circumstances_unknown) { Circumstances::default() } else { seen.circumstances };
    let (medical, psychological) = (stream.chance(0.65), stream.chance(0.85));
    let treated = (psychological && stream.chance(0.6)).then(|| office_day(contact.plus(stream.between(0, 35))));
    let traced = traces(stream, household, (seen, contact, incident));
    let referred = match seen.reported {
        Some(report) if refers => ("veilig-thuis", report),
        Some(_) | None => referral(stream, (seen, contact)),
    };
    let recorded = recorded(stream, seen.forms);
    CentreContact { supplier, contact, incident, recorded, circumstances, medical, psychological, treated, traced, police: false, referred }
}

/// A day in the stretch of violence.
fn during(stream: &mut Stream, seen: Seen) -> Day {
    seen.first.plus(stream.between(0, seen.last - seen.first))
}

/// A trace examination: within the window only, by whom follows from the age on its day.
fn traces(stream: &mut Stream, household: &Household, (seen, contact, incident): (Seen, Day, Day)) -> Option<(Day, &'static str)> {
    let day = contact.plus(stream.between(0, 1));
    let examined = stream.chance(0.55) && day - incident <= ACUTE_DAYS && seen.circumstances.contact == domain::Contact::HandsOn;
    let born = household.children[seen.at].born;
    let by = match (birthday(born, 13), birthday(born, 16)) {
        (thirteen, _) if day < thirteen => "nfi",
        (_, sixteen) if day < sixteen => "police-consults-nfi",
        _ => "regional-physician",
    };
    examined.then_some((day, by))
}

fn referral(stream: &mut Stream, (seen, contact): (Seen, Day)) -> (&'static str, Day) {
    let lost = seen.reported.is_none() && stream.chance(lists::REFERRAL_LOST);
    let to = stream.weighted(&[(30, "provider"), (16, "gp"), (6, "municipality"), (8, "police"), (40, "none")]);
    let day = contact.plus(stream.between(0, 14));
    match (lost, to) {
        (true, _) => ("veilig-thuis", day),
        (false, "none") => ("none", contact),
        (false, to) => (to, day),
    }
}

/// Sexual violence is always recorded here; what comes with it sometimes.
fn recorded(stream: &mut Stream, forms: Forms) -> Forms {
    if stream.chance(OTHERS_RECORDED) { forms } else { Forms::of(Form::Sexual) }
}

/// A matter at the police: told before the report to Veilig Thuis where the police made it, else after.
fn matter(stream: &mut Stream, around: &Surroundings<'_>, household: &Household, (seen, contact): (Seen, Option<Day>)) -> Option<Matter> {
    let delay = stream.banded(&TO_POLICE);
    let refers = stream.chance(lists::POLICE_REFER);
    let drawn = match (seen.reported, contact) {
        (Some(report), _) if refers => report.plus(-stream.between(0, 5)).max(seen.first),
        (Some(report), _) => report.plus(stream.between(1, 90)),
        (None, Some(contact)) => contact.plus(stream.between(0, 45)),
        (None, None) => during(stream, seen).plus(delay),
    };
    let reported = if seen.reported.is_some() && refers { drawn } else { busy_day(stream, drawn) };
    let talked = stream.chance(0.78).then(|| office_day(reported.plus(stream.between(1, 35))));
    let complained = stream.chance(0.42).then(|| office_day(talked.unwrap_or(reported).plus(stream.between(3, 75))));
    let supplier = Supplier::police(around.place(household, reported));
    let habits = around.organisations.habits(supplier);
    let circumstances = if stream.chance(habits.circumstances_unknown) { Circumstances::default() } else { seen.circumstances };
    let recorded = recorded(stream, seen.forms);
    let first = stream.chance(0.92) || (talked.is_none() && complained.is_none());
    household.children[seen.at].is_minor(reported).then_some(Matter {
        supplier,
        reported: first.then_some(reported),
        talked,
        complained,
        recorded,
        circumstances,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::households::Register;
    use crate::organisations::Organisations;
    use crate::places::Places;
    use crate::random::Purpose;
    use domain::{Atlas, Contact};

    /// Households with one victimisation of their eldest, at this age, drawn so many times: how many met a centre, met the
    /// police without a centre, and what the centres wrote down.
    fn drawn(times: u32, years: i16, is_reported: bool) -> (u32, u32, Vec<(Day, CentreContact)>) {
        let atlas = Atlas::netherlands();
        let places = Places::of(&atlas);
        let organisations = Organisations::of(1, &places);
        let register = Register::of(&Config::default(), &places);
        let around = Surroundings { places: &places, organisations: &organisations, atlas: &atlas };
        let (mut centre, mut police, mut contacts) = (0, 0, Vec::new());
        for number in 0..times {
            let mut stream = Stream::of(4, Purpose::Household, 9, u64::from(number));
            let mut household = register.household(&places, &mut stream, 9, 2010, number % 50);
            household.children.truncate(1);
            let child = &mut household.children[0];
            let first = birthday(child.born, years).plus(20);
            let circumstances = Circumstances { contact: Contact::HandsOn, ..Circumstances::default() };
            let reported = is_reported.then(|| first.plus(100));
            child.history.victimisations.push(Victimisation {
                first,
                last: first.plus(30),
                forms: Forms::of(Form::Sexual),
                circumstances,
                reported,
            });
            draw(&mut Stream::of(4, Purpose::Encounters, 9, u64::from(number)), &around, &mut household);
            let child = &mut household.children[0];
            centre += child.history.contacts.len() as u32;
            police += u32::from(child.history.contacts.is_empty() && !child.history.matters.is_empty());
            contacts.extend(child.history.contacts.drain(..).map(|contact| (child.born, contact)));
        }
        (centre, police, contacts)
    }

    /// At 8 and 13 nobody turns 18 before being met.
    #[test]
    fn the_lists_depend_on_each_other_as_their_table_says() {
        let times = 12_000;
        for (age, years) in [(0, 8), (1, 13)] {
            for known in 0..2 {
                let (centre, police, _) = drawn(times, years, known == 1);
                let expected = lists::CENTRE[age][known];
                let of_police = (1.0 - expected) * lists::POLICE[age][known][0];
                for (count, truth) in [(centre, expected), (police, of_police)] {
                    let error = (truth * (1.0 - truth) / f64::from(times)).sqrt();
                    assert!((f64::from(count) / f64::from(times) - truth).abs() < 3.5 * error, "{age} {known}: {count} for {truth}");
                }
            }
        }
    }

    #[test]
    fn traces_are_examined_within_seven_days_by_whom_the_age_asks() {
        let mut seen = std::collections::BTreeSet::new();
        for years in [8, 12, 14, 16] {
            for (born, contact) in drawn(4_000, years, false).2 {
                assert!(contact.incident <= contact.contact);
                let Some((day, by)) = contact.traced else { continue };
                assert!((0..=ACUTE_DAYS).contains(&(day - contact.incident)));
                let expected = match (day >= birthday(born, 13), day >= birthday(born, 16)) {
                    (false, _) => "nfi",
                    (true, false) => "police-consults-nfi",
                    (true, true) => "regional-physician",
                };
                assert_eq!(by, expected);
                seen.insert(by);
            }
        }
        assert_eq!(seen.len(), 3);
    }
}
