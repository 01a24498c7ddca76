//! One child as the deliveries show it, for whoever counts the realised truth.

use domain::{AgeBand, Code, Day, Forms, Month, Outcome, workdays};

use super::{ASSESSMENT_HORIZON, HELP_HORIZON, INTERIM_GAP_DAYS, REASON_DAYS, Start};
use crate::history::{Child, Help, Order, Report};
use crate::households::Household;
use crate::places::Places;
use crate::window::Window;

/// An order as a monitor sees it: an interim order and the order after it are one.
pub(super) struct Seen {
    pub(super) code: Code,
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) end_reason: u8,
    /// The day whose address the first row about it carries: of what was handed over before the years that are delivered, the day it was
    /// taken over.
    pub(super) told_on: Day,
}

/// One child as the deliveries show it.
pub(super) struct View<'a> {
    pub(super) places: &'a Places,
    pub(super) window: &'a Window,
    pub(super) household: &'a Household,
    pub(super) child: &'a Child,
}

impl View<'_> {
    pub(super) fn start(&self, day: Day, forms: Option<Forms>) -> Start {
        let municipality = self.places.municipality(self.household.address(day));
        let age = AgeBand::on(day, Some(self.child.born.month()));
        Start { day, municipality, sex: self.child.sex, age, forms }
    }

    pub(super) fn shows(&self, order: &Order) -> bool {
        self.window.shows(order.first, Some(order.last))
    }

    /// The orders that are delivered, interim orders joined with what continues them.
    pub(super) fn orders(&self) -> Vec<Seen> {
        let mut seen: Vec<Seen> = Vec::new();
        for order in self.child.history.orders.iter().filter(|order| self.shows(order)) {
            let continued = seen.iter_mut().find(|interim| {
                let reach = interim.first..=interim.last.plus(INTERIM_GAP_DAYS);
                interim.code == Code::INTERIM_ORDER && order.code == Code::SUPERVISION_ORDER && reach.contains(&order.first)
            });
            match continued {
                Some(interim) => (interim.code, interim.last, interim.end_reason) = (order.code, order.last, order.end_reason),
                None => seen.push(self.seen(order)),
            }
        }
        seen
    }

    fn seen(&self, order: &Order) -> Seen {
        let &Order { code, first, last, end_reason, .. } = order;
        let before = order.passed_on.filter(|passed| !self.window.shows(first, Some(passed.day)));
        Seen { code, first, last, end_reason, told_on: before.map_or(first, |passed| passed.day.plus(1)) }
    }

    /// The reason of an order: the Board's grounds of the 730 days before it, else what Veilig Thuis, centres and police
    /// recorded in those days.
    pub(super) fn reason(&self, first: Day) -> Forms {
        let recent = |day: Day| first.plus(-REASON_DAYS) <= day && day <= first;
        let history = &self.child.history;
        let requests = history.requests.iter().filter(|request| self.window.shows(request.requested, Some(request.ended)));
        let grounds = requests
            .filter(|request| {
                [request.requested, request.started, request.ended].into_iter().any(|day| recent(day) && day <= self.window.last)
            })
            .map(|request| request.grounds)
            .fold(Forms::NONE, Forms::union);
        if !grounds.is_empty() {
            return grounds;
        }
        let told = |day: Day| recent(day) && day <= self.window.last;
        let reports = history.reports.iter().filter(|report| self.window.holds(report.day) && recent(report.day));
        let contacts = history.contacts.iter().filter(|contact| self.window.shows(contact.contact, Some(contact.last())));
        let matters = history.matters.iter().filter(|matter| self.window.shows(matter.first(), Some(matter.last())));
        let of_contacts = contacts.filter(|contact| contact.days().any(told)).map(|contact| contact.recorded);
        let of_matters = matters.filter(|matter| matter.days().any(told)).map(|matter| matter.recorded);
        reports.map(|report| report.case.recorded).chain(of_contacts).chain(of_matters).fold(Forms::NONE, Forms::union)
    }

    /// What was reported in a case through a day.
    pub(super) fn reported(&self, number: u8, through: Day) -> Forms {
        let reports = self.child.history.reports.iter().filter(|report| report.case.number == number && report.day <= through);
        reports.filter(|report| self.window.holds(report.day)).map(|report| report.case.recorded).fold(Forms::NONE, Forms::union)
    }

    /// The help that is delivered.
    pub(super) fn helps(&self) -> impl Iterator<Item = &Help> {
        self.child.history.help.iter().filter(|help| self.window.shows(help.first, Some(help.last)))
    }

    /// The first day from this one on that help began.
    pub(super) fn help_started(&self, from: Day) -> Option<Day> {
        self.helps().map(|help| help.first).filter(|day| *day >= from).min()
    }

    /// The first day from this one on that help ran.
    pub(super) fn help_from(&self, from: Day) -> Option<Day> {
        let runs = self.helps().any(|help| help.first <= from && from <= help.last);
        if runs { Some(from) } else { self.help_started(from) }
    }

    /// How a report was assessed, or what made that impossible, as seen on the last day.
    pub(super) fn assessed(&self, report: &Report) -> (Outcome, u32) {
        let last = self.window.last;
        let lost = self.lost(report.day).filter(|day| *day <= last);
        let made = report.assessment.map(|made| made.day).filter(|day| *day <= last && lost.is_none_or(|lost| *day <= lost));
        let (outcome, day) = match (made, lost) {
            (Some(day), _) => (Outcome::Reached, day),
            (None, Some(day)) => (Outcome::Competing, day),
            (None, None) => (Outcome::Open, last),
        };
        let days = workdays::working_days_between(report.day, day);
        if days > ASSESSMENT_HORIZON { (Outcome::Open, ASSESSMENT_HORIZON) } else { (outcome, days) }
    }

    /// The first day from this one on that a child turned 18, or died as the end of an order tells.
    pub(super) fn lost(&self, from: Day) -> Option<Day> {
        self.died(from).into_iter().chain([self.eighteen()].into_iter().filter(|day| *day >= from)).min()
    }

    /// The first day from this one on that a child died, as the end of an order tells.
    pub(super) fn died(&self, from: Day) -> Option<Day> {
        let orders = self.child.history.orders.iter().filter(|order| self.shows(order));
        orders.filter(|order| matches!(order.end_reason, 6 | 15)).map(|order| order.last).filter(|day| *day >= from).min()
    }

    /// Whether help came after an order, or what made it impossible, as seen on the last day.
    pub(super) fn helped(&self, order: &Seen) -> (Outcome, u32) {
        let last = self.window.last;
        let reached = self.help_from(order.first);
        let impossible = order.last.min(self.eighteen());
        let (outcome, day) = match reached.filter(|day| *day <= last && *day <= impossible) {
            Some(day) => (Outcome::Reached, day),
            None if impossible <= last => (Outcome::Competing, impossible),
            None => (Outcome::Open, last),
        };
        let days = (day - order.first) as u32;
        if days > HELP_HORIZON { (Outcome::Open, HELP_HORIZON) } else { (outcome, days) }
    }

    /// The first day of the month after the month of the 18th birthday: all a month of birth can tell.
    pub(super) fn eighteen(&self) -> Day {
        Month(self.child.born.month().0 + 18 * 12 + 1).first_day()
    }
}
