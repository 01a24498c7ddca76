//! Violence against children, reported or hidden: how often, of which forms, where, and who comes to know.

use domain::{Contact, Day, Form, Forms, Online, OtherAge, Setting, Sex};

use super::{Surroundings, busy_day, chain};
use crate::history::{Circumstances, Victimisation};
use crate::households::Household;
use crate::random::{Band, Stream};

/// Probability a year that violence begins in a household: in most, and in strained ones.
const BEGINS: (f64, f64) = (0.0333, 0.251);
const FORMS: [(u32, Form); 6] =
    [(20, Form::Sexual), (14, Form::Physical), (15, Form::Emotional), (23, Form::Neglect), (30, Form::Witness), (3, Form::Exploitation)];
const SEXUAL_SETTINGS: [(u32, Setting); 10] = [
    (35, Setting::Family),
    (5, Setting::Dependency),
    (3, Setting::Institution),
    (3, Setting::School),
    (18, Setting::Peers),
    (14, Setting::Acquaintance),
    (4, Setting::Stranger),
    (3, Setting::Sport),
    (4, Setting::Street),
    (11, Setting::OnlineOnly),
];
const LASTS_IN_FAMILY: [Band; 3] = [(3, 1, 120), (4, 121, 700), (3, 701, 2_500)];
const LASTS_ELSEWHERE: [Band; 2] = [(6, 1, 30), (4, 31, 400)];

/// Draws the violence of a household over its years with minors.
pub(super) fn draw(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, cases: &mut u8) {
    let Some(first) = household.children.first().map(|child| child.born) else { return };
    let last = household.children.last().map_or(first, |child| child.eighteen);
    let begins = if household.strained { BEGINS.1 } else { BEGINS.0 };
    for year in 0..=(last - first) / 365 {
        if stream.chance(begins) {
            let day = first.plus(365 * year + stream.between(0, 364));
            episode(stream, around, household, (day, cases));
        }
    }
}

/// One episode: who suffers it, how long, whether it is reported.
fn episode(stream: &mut Stream, around: &Surroundings<'_>, household: &mut Household, (began, cases): (Day, &mut u8)) {
    let forms = forms(stream, &FORMS);
    let setting = setting(stream, forms);
    let circumstances = circumstances(stream, forms, setting);
    let victims = victims(stream, household, began, (forms, setting));
    let lasts = stream.banded(if setting == Setting::Family { &LASTS_IN_FAMILY } else { &LASTS_ELSEWHERE });
    let seen = stream.chance(becomes_known(forms, setting));
    let delay = stream.banded(&[(5, 0, 60), (3, 61, 300), (2, 301, 900)]);
    let report = busy_day(stream, began.plus(delay));
    let told: Vec<usize> = victims.iter().copied().filter(|at| seen && household.children[*at].is_minor(report)).collect();
    for at in &victims {
        let reported = told.contains(at).then_some(report);
        suffer(household, *at, (began, began.plus(lasts)), (forms, circumstances), reported);
    }
    if !told.is_empty() {
        chain::open(stream, around, household, &told, (report, cases), (forms, circumstances));
    }
}

/// Notes violence against one child; nobody is a victim here after turning 18.
pub(super) fn suffer(
    household: &mut Household,
    at: usize,
    (first, last): (Day, Day),
    (forms, circumstances): (Forms, Circumstances),
    reported: Option<Day>,
) {
    let child = &mut household.children[at];
    let last = last.min(child.eighteen.plus(-1)).min(child.died.unwrap_or(last));
    if first <= last {
        child.history.victimisations.push(Victimisation { first, last, forms, circumstances, reported });
    }
}

/// In the family every minor at home may suffer it; elsewhere one child, of sexual violence a girl more often.
fn victims(stream: &mut Stream, household: &Household, began: Day, (forms, setting): (Forms, Setting)) -> Vec<usize> {
    let minors = (0..household.children.len()).filter(|at| household.children[*at].is_minor(began));
    let mut minors: Vec<usize> = minors.collect();
    let sexual = forms.has(Form::Sexual);
    if sexual {
        minors.retain(|at| household.children[*at].sex == Sex::Female || stream.chance(0.35));
    }
    if minors.is_empty() || (setting == Setting::Family && !sexual) {
        minors.retain(|_| stream.chance(0.75));
        return minors;
    }
    vec![stream.pick(&minors)]
}

/// A set of forms: one, with one more in four of ten.
pub(super) fn forms(stream: &mut Stream, from: &[(u32, Form)]) -> Forms {
    let first = Forms::of(stream.weighted(from));
    if stream.chance(0.4) { first.with(stream.weighted(from)) } else { first }
}

fn setting(stream: &mut Stream, forms: Forms) -> Setting {
    if forms.has(Form::Sexual) {
        stream.weighted(&SEXUAL_SETTINGS)
    } else if forms.has(Form::Exploitation) {
        stream.weighted(&[(5, Setting::Acquaintance), (3, Setting::Street), (2, Setting::OnlineOnly)])
    } else {
        stream.weighted(&[(94, Setting::Family), (3, Setting::Institution), (3, Setting::Dependency)])
    }
}

/// Circumstances that go with forms and setting.
pub(super) fn circumstances(stream: &mut Stream, forms: Forms, setting: Setting) -> Circumstances {
    let sexual = forms.has(Form::Sexual);
    let online = match setting {
        Setting::OnlineOnly => stream.weighted(&[(4, Online::Images), (3, Online::Sextortion), (2, Online::Grooming), (1, Online::Other)]),
        Setting::Peers if sexual => stream.weighted(&[(6, Online::None), (4, Online::Images)]),
        _ => Online::None,
    };
    let touched = setting != Setting::OnlineOnly && (forms.has(Form::Physical) || (sexual && stream.chance(0.75)));
    let contact = if touched { Contact::HandsOn } else { Contact::HandsOff };
    let other_age =
        if setting == Setting::Peers { OtherAge::Minor } else { stream.weighted(&[(9, OtherAge::Adult), (1, OtherAge::Minor)]) };
    Circumstances { contact, setting, online, other_age }
}

/// Probability that violence comes to be known to Veilig Thuis: sexual violence and exploitation least, violence between
/// parents most, because the police are called.
fn becomes_known(forms: Forms, setting: Setting) -> f64 {
    let by_form = |form| match form {
        Form::Sexual => 0.12,
        Form::Exploitation => 0.22,
        Form::Emotional => 0.42,
        Form::Neglect => 0.52,
        Form::Physical => 0.55,
        Form::Witness => 0.72,
        Form::Unknown => 0.0,
    };
    let most = forms.iter().map(by_form).fold(0.0, f64::max);
    if setting == Setting::Family { most } else { most * 0.8 }
}
