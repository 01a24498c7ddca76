//! What became of every hand-over, read from the histories: the norms of the model in plain code.

use domain::{AgeBand, Code, Day, Forms, Outcome, Setting, workdays};

use super::view::View;
use super::{HELP_HORIZON, Indicator, Start, Tally};
use crate::history::{CentreContact, Decision, ServiceKind};

/// How long waits in working days are followed.
const WORKING_HORIZON: u32 = 30;
/// Help in so many days before turning 18.
const HELPED_BEFORE: i32 = 183;
/// Measures; authorisations are no measure.
const MEASURES: [u8; 6] = [0, 11, 12, 21, 22, 23];

/// One wait: from when, what came, and what ended it otherwise.
struct Wait {
    from: Day,
    reached: Option<Day>,
    impossible: Option<Day>,
    in_working_days: bool,
    /// Through how many days it is followed.
    horizon: u32,
}

impl Wait {
    fn new(from: Day, reached: Option<Day>, impossible: Option<Day>) -> Wait {
        Wait { from, reached, impossible, in_working_days: false, horizon: HELP_HORIZON }
    }

    /// How it came out as seen on the last day. On one day what was waited for comes first.
    fn outcome(&self, last: Day) -> (Outcome, u32) {
        let seen = |day: &Day| *day >= self.from && *day <= last;
        let (reached, impossible) = (self.reached.filter(seen), self.impossible.filter(seen));
        let (outcome, day) = match (reached, impossible) {
            (Some(reached), Some(impossible)) if impossible < reached => (Outcome::Competing, impossible),
            (Some(reached), _) => (Outcome::Reached, reached),
            (None, Some(impossible)) => (Outcome::Competing, impossible),
            (None, None) => (Outcome::Open, last),
        };
        let days = match self.in_working_days {
            true => workdays::working_days_between(self.from, day),
            false => (day - self.from) as u32,
        };
        if days > self.horizon { (Outcome::Open, self.horizon) } else { (outcome, days) }
    }
}

impl Tally {
    /// Follows everything that began in the years that are delivered.
    pub(super) fn hand_overs(&mut self, view: &View<'_>) {
        self.at_veilig_thuis(view);
        self.at_the_board(view);
        self.in_view(view);
        self.at_court(view);
        self.at_the_institution(view);
        self.until_help(view);
        self.past_eighteen(view);
    }

    fn follow(&mut self, indicator: Indicator, view: &View<'_>, start: Start, wait: &Wait) {
        if view.window.holds(start.day) {
            let (outcome, days) = wait.outcome(view.window.last);
            self.count(indicator, &start, outcome, days);
        }
    }

    fn at_veilig_thuis(&mut self, view: &View<'_>) {
        for (place, report) in view.child.history.reports.iter().enumerate() {
            let others = view.child.history.reports.iter().enumerate().filter(|(other, _)| *other != place);
            let next = others.map(|(_, other)| other.day).filter(|day| *day >= report.day).min();
            let start = view.start(report.day, Some(report.case.recorded));
            let wait = Wait { horizon: HELP_HORIZON + 1, ..Wait::new(report.day, next, view.lost(report.day)) };
            self.follow(Indicator::RepeatReport, view, start, &wait);
        }
        for service in &view.child.history.services {
            let lost = view.lost(service.first);
            match service.kind {
                ServiceKind::Investigation(_) => {
                    let start = view.start(service.first, Some(view.reported(service.case.number, service.first)));
                    self.follow(Indicator::Investigation, view, start, &Wait::new(service.first, service.last, lost));
                }
                ServiceKind::Transfer(_) => {
                    let start = view.start(service.first, None);
                    self.follow(Indicator::Transfer, view, start, &Wait::new(service.first, service.last, lost));
                    if let Some(accepted) = service.last {
                        self.accepted(view, service.first, accepted);
                    }
                }
                ServiceKind::FollowUp | ServiceKind::Monitoring => {}
            }
        }
    }

    /// After a transfer sent on one day and accepted on another. Its row tells where the child lived when it was sent.
    fn accepted(&mut self, view: &View<'_>, sent: Day, accepted: Day) {
        let start = Start { municipality: view.start(sent, None).municipality, ..view.start(accepted, None) };
        let lost = view.lost(accepted);
        self.follow(Indicator::HelpAfterTransfer, view, start, &Wait::new(accepted, view.help_from(accepted), lost));
        let services = view.child.history.services.iter().filter(|service| service.kind == ServiceKind::Monitoring);
        let moment = services.map(|service| service.first).filter(|day| *day >= accepted).min();
        self.follow(Indicator::FirstMonitoring, view, start, &Wait::new(accepted, moment, lost));
    }

    fn at_the_board(&mut self, view: &View<'_>) {
        for request in &view.child.history.requests {
            let (day, lost) = (request.requested, view.lost(request.requested));
            let start = view.start(day, Some(request.grounds));
            self.follow(Indicator::BoardStart, view, start, &Wait::new(day, Some(request.started), lost));
            self.follow(Indicator::BoardEnd, view, start, &Wait::new(day, Some(request.ended), lost));
        }
    }

    fn in_view(&mut self, view: &View<'_>) {
        let history = &view.child.history;
        let report = |from: Day| history.reports.iter().map(|report| report.day).filter(|day| *day >= from).min();
        for contact in &history.contacts {
            let day = contact.contact;
            let start = view.start(day, Some(contact.recorded));
            if matches!(start.age, AgeBand::From18To22 | AgeBand::Unknown) {
                continue;
            }
            let talk = history.matters.iter().filter_map(|matter| matter.talked).filter(|talk| *talk >= day).min();
            let help = view.help_started(day);
            let treated = history.contacts.iter().filter_map(|other| other.treated).filter(|treated| *treated >= day).min();
            let next = if near(contact) {
                [report(day), talk, help].into_iter().flatten().min()
            } else {
                [help, treated].into_iter().flatten().min()
            };
            self.follow(Indicator::CsgInView, view, start, &Wait::new(day, next, view.lost(day)));
        }
        for matter in &history.matters {
            if !matches!(matter.circumstances.setting, Setting::Family | Setting::Dependency) {
                continue;
            }
            // Its row tells where the child lived on the first day of the matter.
            let municipality = view.start(matter.first(), None).municipality;
            for day in [matter.reported, matter.complained].into_iter().flatten() {
                let start = Start { municipality, ..view.start(day, Some(matter.recorded)) };
                self.follow(Indicator::PoliceInView, view, start, &Wait::new(day, report(day), view.lost(day)));
            }
        }
    }

    fn at_court(&mut self, view: &View<'_>) {
        let petitions = &view.child.history.petitions;
        let refused = |from: Day| {
            let refused = petitions.iter().filter(|petition| petition.decision == Decision::Refused).map(|petition| petition.decided);
            refused.filter(|day| *day >= from).min()
        };
        for petition in petitions.iter().filter(|petition| MEASURES.contains(&petition.code.0)) {
            let day = petition.petitioned;
            let begun = view.orders().into_iter().map(|order| order.first).filter(|first| *first >= day).min();
            // A row about an order that was granted tells where the child lived on the day of the decision.
            let told = if matches!(petition.decision, Decision::Granted(_)) { petition.decided } else { day };
            let start = Start { municipality: view.start(told, None).municipality, ..view.start(day, None) };
            let next = begun.into_iter().chain(refused(day)).min();
            self.follow(Indicator::OrderDecision, view, start, &Wait::new(day, next, view.lost(day)));
        }
    }

    fn at_the_institution(&mut self, view: &View<'_>) {
        for order in view.orders().into_iter().filter(|order| MEASURES.contains(&order.code.0)) {
            let start = view.start(order.first, Some(view.reason(order.first)));
            let impossible = view.lost(order.first).into_iter().chain([order.last]).min();
            let processes = || view.child.history.processes.iter().filter(|process| view.window.shows(process.first, Some(process.last)));
            let first = |days: Vec<Day>| days.into_iter().filter(|day| *day >= order.first).min();
            let contact = first(processes().filter_map(|process| process.contact).collect());
            let plan = first(processes().filter_map(|process| process.plan).collect());
            let wait = Wait { in_working_days: true, horizon: WORKING_HORIZON, ..Wait::new(order.first, contact, impossible) };
            self.follow(Indicator::GiStart, view, start, &wait);
            self.follow(Indicator::GiPlan, view, start, &Wait::new(order.first, plan, impossible));
        }
    }

    fn until_help(&mut self, view: &View<'_>) {
        let history = &view.child.history;
        for help in &history.help {
            let Some(told) = help.messages else { continue };
            // Messages tell where the child lived when the help began.
            let start = Start { municipality: view.start(help.first, None).municipality, ..view.start(told.allocated, None) };
            let wait = Wait::new(told.allocated, view.help_started(told.allocated), view.lost(told.allocated));
            self.follow(Indicator::HelpAfterAllocation, view, start, &wait);
        }
        for report in &history.reports {
            let Some(made) = report.assessment.filter(|made| made.acute) else { continue };
            let told = if view.window.holds(report.day) { report.case.recorded } else { Forms::NONE };
            let interim =
                history.orders.iter().filter(|order| order.code == Code::INTERIM_ORDER && view.shows(order)).map(|order| order.first);
            let placed = history.authorisations.iter().filter(|order| view.shows(order)).map(|order| order.first);
            let crisis = history.help.iter().filter(|help| help.crisis).map(|help| help.first);
            let safe = interim.chain(placed).chain(crisis).filter(|day| *day >= made.day).min();
            let start = view.start(made.day, Some(told));
            self.follow(Indicator::AcuteSafety, view, start, &Wait::new(made.day, safe, view.lost(made.day)));
        }
    }

    /// Told by the help that ran on the day of turning 18, or ended last before it.
    fn past_eighteen(&mut self, view: &View<'_>) {
        let (day, history) = (view.eighteen(), &view.child.history);
        let before = || view.helps().filter(|help| help.first < day);
        let Some(last) = before().max_by_key(|help| (help.last.min(day), help.first)) else { return };
        if before().all(|help| help.last < day.plus(-HELPED_BEFORE)) {
            return;
        }
        let start = Start { municipality: view.start(last.first, None).municipality, ..view.start(day, None) };
        let supports = |kinds: &'static [&str]| history.supports.iter().filter(move |support| kinds.contains(&support.kind));
        let runs = supports(&["support"]).any(|support| support.first <= day && support.end.is_none_or(|(end, _)| end >= day));
        let begun = supports(&["support"]).map(|support| support.first).filter(|first| *first >= day).min();
        let supported = if runs { Some(day) } else { begun };
        let next = view.help_from(day).into_iter().chain(supported).min();
        let died = view.died(day);
        self.follow(Indicator::AdultFollowUp, view, start, &Wait::new(day, next, died));
        let settled = supports(&["housing", "income"]).map(|support| support.first).filter(|first| *first >= day).min();
        self.follow(Indicator::HousingIncome, view, start, &Wait::new(day, settled, died));
    }
}

/// Whether it happened where Veilig Thuis, police or help is expected.
fn near(contact: &CentreContact) -> bool {
    matches!(contact.circumstances.setting, Setting::Family | Setting::Dependency | Setting::Unknown)
}
