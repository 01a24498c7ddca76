//! A case at Veilig Thuis: reports, assessments, and what follows them.

use domain::{Code, Day, Form, Forms, Sector, workdays};

use super::{Surroundings, busy_day, office_day};
use crate::history::{Assessment, Case, Circumstances, FORMS, Report, Service, ServiceKind};
use crate::households::Household;
use crate::organisations::{Habits, Supplier};
use crate::parameters::LAWS;
use crate::random::Stream;

/// Probability that a child of a case is reported once more within it.
const AGAIN: f64 = 0.30;
/// Of assessments with next steps by Veilig Thuis itself: an investigation.
const INVESTIGATED: f64 = 0.135;
const SECTORS: [(u32, Sector); 8] = [
    (2, Sector::Childcare),
    (9, Sector::Education),
    (4, Sector::Care),
    (9, Sector::YouthHelp),
    (10, Sector::Health),
    (58, Sector::Justice),
    (6, Sector::Private),
    (2, Sector::Other),
];

/// Opens a case about some children of a household, all reported on this day, and perhaps once more later.
pub(super) fn open(
    stream: &mut Stream,
    around: &Surroundings<'_>,
    household: &mut Household,
    children: &[usize],
    (day, cases): (Day, &mut u8),
    (forms, circumstances): (Forms, Circumstances),
) {
    let municipality = around.places.municipality(household.address(day));
    let Some(region) = around.atlas.veilig_thuis_in(municipality, day.year()) else { return };
    let supplier = Supplier::veilig_thuis(region);
    let habits = around.organisations.habits(supplier);
    let case =
        Case { number: *cases, supplier, recorded: recorded(stream, forms, habits), circumstances: noted(stream, circumstances, habits) };
    *cases += 1;
    let (sector, role) = asker(stream, habits);
    for at in children {
        report(stream, around, household, *at, case, (day, sector, role));
    }
    if stream.chance(AGAIN) {
        let later = stream.between(30, 260);
        let again = busy_day(stream, day.plus(later));
        let (sector, role) = asker(stream, habits);
        for at in children {
            report(stream, around, household, *at, case, (again, sector, role));
        }
    }
}

fn report(
    stream: &mut Stream,
    around: &Surroundings<'_>,
    household: &mut Household,
    at: usize,
    case: Case,
    (day, sector, role): (Day, Sector, &'static str),
) {
    let assessment = LAWS.assessment.draw(stream).map(|wait| assess(stream, day, wait as u32));
    let child = &mut household.children[at];
    if !child.is_minor(day) {
        return;
    }
    let services = assessment.map(|made| follow(stream, around, case, made)).unwrap_or_default();
    let still = services.into_iter().filter(|service| child.is_minor(service.first));
    child.history.services.extend(still.collect::<Vec<_>>());
    child.history.reports.push(Report { case, day, sector, role, assessment });
}

fn assess(stream: &mut Stream, report: Day, wait: u32) -> Assessment {
    let outcome = stream.weighted(&[(45, Code::FOLLOW_UP_BY_VT), (30, Code::TRANSFER), (17, Code::NO_FOLLOW_UP), (8, Code::REGIONAL_WORK)]);
    Assessment { day: workdays::add_working_days(report, wait), outcome, acute: stream.chance(0.06) }
}

/// What follows an assessment; delays grow with the region's backlog of that week.
fn follow(stream: &mut Stream, around: &Surroundings<'_>, case: Case, assessment: Assessment) -> Vec<Service> {
    let backlog = around.organisations.backlog(case.supplier, assessment.day);
    let first = office_day(assessment.day.plus(stream.between(0, 6) + backlog));
    let service = |kind, first, last| Service { case, kind, first, last };
    if assessment.outcome == Code::FOLLOW_UP_BY_VT {
        if stream.chance(INVESTIGATED) {
            let found = stream.weighted(&[(55, "confirmed"), (35, "not-confirmed"), (10, "refuted")]);
            let last = office_day(first.plus(stream.between(21, 90) + backlog));
            return vec![service(ServiceKind::Investigation(found), first, Some(last))];
        }
        let last = office_day(first.plus(stream.between(20, 130)));
        return vec![service(ServiceKind::FollowUp, first, Some(last))];
    }
    if assessment.outcome != Code::TRANSFER {
        return Vec::new();
    }
    transfer(stream, case, assessment.day, backlog)
}

/// A transfer, accepted later or never, and the monitoring after it.
fn transfer(stream: &mut Stream, case: Case, sent: Day, backlog: i32) -> Vec<Service> {
    let to = stream.weighted(&[(50, "municipality"), (32, "provider"), (10, "gi"), (4, "board"), (3, "police"), (1, "csg")]);
    let accepted = (!stream.chance(0.03)).then(|| office_day(sent.plus(stream.between(0, 14) + backlog)));
    let mut services = vec![Service { case, kind: ServiceKind::Transfer(to), first: sent, last: accepted }];
    for (after, held) in [(90, 0.7), (365, 0.4)] {
        if let (Some(accepted), true) = (accepted, stream.chance(held)) {
            let day = office_day(accepted.plus(after + stream.between(-10, 25)));
            services.push(Service { case, kind: ServiceKind::Monitoring, first: day, last: Some(day) });
        }
    }
    services
}

/// What a region writes down of the nature: sometimes nothing, now and then not every form.
fn recorded(stream: &mut Stream, forms: Forms, habits: Habits) -> Forms {
    if stream.chance(habits.silence) {
        return Forms::NONE;
    }
    FORMS.into_iter().filter(|form| forms.has(*form) && !stream.chance(missed(*form))).fold(Forms::NONE, Forms::with)
}

fn missed(form: Form) -> f64 {
    if form == Form::Sexual { 0.15 } else { 0.06 }
}

fn noted(stream: &mut Stream, circumstances: Circumstances, habits: Habits) -> Circumstances {
    if stream.chance(habits.circumstances_unknown) { Circumstances::default() } else { circumstances }
}

/// Sector and role of someone who reports or asks advice.
pub(crate) fn asker(stream: &mut Stream, habits: Habits) -> (Sector, &'static str) {
    let sector = if stream.chance(habits.silence / 2.0) { Sector::Unknown } else { stream.weighted(&SECTORS) };
    let role = match sector {
        Sector::Private => stream.weighted(&[(10, "victim"), (30, "parent"), (30, "family"), (25, "bystander"), (5, "other")]),
        Sector::Unknown => "",
        _ => "professional",
    };
    (sector, role)
}
