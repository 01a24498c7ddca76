//! The realised truth: what a perfect monitor counts from what is delivered, computed from the histories themselves.
//!
//! A second, simple implementation of the shared definitions, made to check the engine: it knows no events, no stitching
//! and no linkage, because a history holds everything once.

mod lists;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{AgeBand, Breakdown, Code, CountKey, CountTable, Day, Form, Forms, Month, Municipality, Outcome, Sex, workdays};

use crate::advice::Advice;
use crate::history::{Child, FORMS, Order, Report, ServiceKind};
use crate::households::Household;
use crate::places::Places;
use crate::window::Window;

use lists::Lists;

/// How far back grounds and reports count as the reason of an order.
const REASON_DAYS: i32 = 730;
/// How long after an interim order the order may start that continues it.
const INTERIM_GAP_DAYS: i32 = 7;
const ASSESSMENT_HORIZON: u32 = 30;
const HELP_HORIZON: u32 = 365;

/// Indicators, in the order of their ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Indicator {
    AdviceRecords,
    Assessment,
    AssessmentRecords,
    BoardChildren,
    BoardRecords,
    HelpAfterOrder,
    HelpChildren,
    HelpRecords,
    InvestigationChildren,
    InvestigationRecords,
    OrderChildren,
    OrderRecords,
    ReportCases,
    ReportChildren,
    ReportRecords,
}

impl Indicator {
    fn id(self) -> &'static str {
        match self {
            Indicator::AdviceRecords => "advice-records",
            Indicator::Assessment => "assessment",
            Indicator::AssessmentRecords => "assessment-records",
            Indicator::BoardChildren => "board-children",
            Indicator::BoardRecords => "board-records",
            Indicator::HelpAfterOrder => "help-after-order",
            Indicator::HelpChildren => "help-children",
            Indicator::HelpRecords => "help-records",
            Indicator::InvestigationChildren => "investigation-children",
            Indicator::InvestigationRecords => "investigation-records",
            Indicator::OrderChildren => "order-children",
            Indicator::OrderRecords => "order-records",
            Indicator::ReportCases => "report-cases",
            Indicator::ReportChildren => "report-children",
            Indicator::ReportRecords => "report-records",
        }
    }
}

/// Where, who and of which forms a start is. `None` forms: the indicator has no such breakdown.
#[derive(Clone, Copy)]
struct Start {
    day: Day,
    municipality: Municipality,
    sex: Sex,
    age: AgeBand,
    forms: Option<Forms>,
}

/// Victims by year, form, sex and age band: how many, and how many of them ever reported.
type Victims = BTreeMap<(i16, u8, u8, u8), (u64, u64)>;

/// Counts of some households.
#[derive(Default)]
pub(crate) struct Tally {
    cells: HashMap<(Indicator, Breakdown, CountKey), u64>,
    victims: Victims,
    lists: Lists,
    /// Municipalities for which any help was delivered: elsewhere nothing can be said of a wait for it.
    with_help: BTreeSet<Municipality>,
}

impl Tally {
    /// Adds the counts of other households.
    pub(crate) fn merge(&mut self, other: Tally) {
        self.with_help.extend(other.with_help);
        self.lists.merge(other.lists);
        for (key, count) in other.cells {
            *self.cells.entry(key).or_insert(0) += count;
        }
        for (key, (victims, reported)) in other.victims {
            let cell = self.victims.entry(key).or_default();
            *cell = (cell.0 + victims, cell.1 + reported);
        }
    }

    /// The tables, by indicator and breakdown.
    pub(crate) fn tables(&self) -> Vec<CountTable> {
        let mut tables: BTreeMap<(&str, Breakdown), CountTable> = BTreeMap::new();
        for ((indicator, breakdown, key), count) in &self.cells {
            if *indicator == Indicator::HelpAfterOrder && !self.with_help.contains(&key.municipality) {
                continue;
            }
            let id = indicator.id();
            tables.entry((id, *breakdown)).or_insert_with(|| CountTable::new(id, *breakdown)).add(*key, *count);
        }
        tables.into_values().collect()
    }

    /// `truth/realised/victims.csv`.
    pub(crate) fn victims_csv(&self) -> String {
        let mut text = String::from("year,form,sex,age,victims,reported\n");
        for ((year, form, sex, age), (victims, reported)) in &self.victims {
            let form = Form::from_number(*form).unwrap_or_default();
            let age = AgeBand::from_number(*age).unwrap_or_default();
            let sex = if *sex == Sex::Female as u8 { Sex::Female } else { Sex::Male };
            text.push_str(&format!("{year},{form},{},{},{victims},{reported}\n", sex.letter(), age.label()));
        }
        text
    }

    /// `truth/realised/lists.csv`.
    pub(crate) fn lists_csv(&self) -> String {
        self.lists.csv()
    }

    fn plain(&mut self, indicator: Indicator, start: &Start) {
        self.count(indicator, start, Outcome::Counted, 0);
    }

    /// Counts one start in every breakdown its indicator has.
    fn count(&mut self, indicator: Indicator, start: &Start, outcome: Outcome, days: u32) {
        let (municipality, year) = (start.municipality, start.day.year());
        let mut add = |breakdown, class| {
            let key = CountKey { municipality, year, class, outcome, days: days as u16 };
            *self.cells.entry((indicator, breakdown, key)).or_insert(0) += 1;
        };
        add(Breakdown::All, 0);
        if indicator != Indicator::AdviceRecords {
            add(Breakdown::Sex, start.sex as u8);
            add(Breakdown::Age, start.age.number());
        }
        for form in start.forms.into_iter().flat_map(|forms| forms.known_or_unknown().iter()) {
            add(Breakdown::Form, form.number());
        }
    }

    /// Counts each start, and the first of each year once with the forms of all of that year's starts.
    fn records_and_children(&mut self, (records, children): (Indicator, Indicator), starts: &[Start]) {
        starts.iter().for_each(|start| self.plain(records, start));
        self.once_a_year(children, starts);
    }

    fn once_a_year(&mut self, indicator: Indicator, starts: &[Start]) {
        let years: BTreeSet<i16> = starts.iter().map(|start| start.day.year()).collect();
        for year in years {
            let in_year = || starts.iter().filter(|start| start.day.year() == year);
            let forms = in_year().filter_map(|start| start.forms).reduce(Forms::union);
            if let Some(first) = in_year().min_by_key(|start| (start.day, start.municipality, start.sex, start.age)) {
                self.plain(indicator, &Start { forms, ..*first });
            }
        }
    }

    /// Counts an advice.
    pub(crate) fn advice(&mut self, window: &Window, advice: &Advice) {
        if window.holds(advice.day) {
            let (municipality, forms) = (advice.municipality, Some(advice.forms));
            self.plain(Indicator::AdviceRecords, &Start { day: advice.day, municipality, sex: Sex::Unknown, age: AgeBand::Unknown, forms });
        }
    }

    /// Counts a household.
    pub(crate) fn household(&mut self, places: &Places, window: &Window, household: &Household) {
        let mut cases: BTreeMap<u8, Vec<Start>> = BTreeMap::new();
        for child in &household.children {
            let view = View { places, window, household, child };
            self.reports(&view, &mut cases);
            self.investigations(&view);
            self.requests(&view);
            self.orders(&view);
            self.help(&view);
            self.violence(&view);
            self.lists.child(window, child);
        }
        cases.values().for_each(|starts| self.once_a_year(Indicator::ReportCases, starts));
    }

    fn reports(&mut self, view: &View<'_>, cases: &mut BTreeMap<u8, Vec<Start>>) {
        let mut starts = Vec::new();
        for report in &view.child.history.reports {
            if view.window.holds(report.day) {
                let start = view.start(report.day, Some(report.case.recorded));
                cases.entry(report.case.number).or_default().push(start);
                starts.push(start);
                let (outcome, days) = view.assessed(report);
                self.count(Indicator::Assessment, &start, outcome, days);
            }
            if let Some(made) = report.assessment.filter(|made| view.window.holds(made.day)) {
                let told = if view.window.holds(report.day) { report.case.recorded } else { Forms::NONE };
                self.plain(Indicator::AssessmentRecords, &view.start(made.day, Some(told)));
            }
        }
        self.records_and_children((Indicator::ReportRecords, Indicator::ReportChildren), &starts);
    }

    fn investigations(&mut self, view: &View<'_>) {
        let history = &view.child.history;
        let of_case = |number: u8, through: Day| {
            let seen = history.reports.iter().filter(move |report| report.case.number == number && report.day <= through);
            seen.filter(|report| view.window.holds(report.day)).map(|report| report.case.recorded).fold(Forms::NONE, Forms::union)
        };
        let investigations = history.services.iter().filter(|service| matches!(service.kind, ServiceKind::Investigation(_)));
        let starts: Vec<_> = investigations
            .filter(|service| view.window.holds(service.first))
            .map(|service| view.start(service.first, Some(of_case(service.case.number, service.first))))
            .collect();
        self.records_and_children((Indicator::InvestigationRecords, Indicator::InvestigationChildren), &starts);
    }

    fn requests(&mut self, view: &View<'_>) {
        let requests = view.child.history.requests.iter().filter(|request| view.window.holds(request.requested));
        let starts: Vec<_> = requests.map(|request| view.start(request.requested, Some(request.grounds))).collect();
        self.records_and_children((Indicator::BoardRecords, Indicator::BoardChildren), &starts);
    }

    fn orders(&mut self, view: &View<'_>) {
        let mut starts = Vec::new();
        for order in view.orders().into_iter().filter(|order| view.window.holds(order.first)) {
            let start = view.start(order.first, Some(view.reason(order.first)));
            starts.push(start);
            if matches!(order.code, Code::SUPERVISION_ORDER | Code::INTERIM_ORDER) {
                let (outcome, days) = view.helped(&order);
                self.count(Indicator::HelpAfterOrder, &start, outcome, days);
            }
        }
        self.records_and_children((Indicator::OrderRecords, Indicator::OrderChildren), &starts);
    }

    fn help(&mut self, view: &View<'_>) {
        let shown = view.child.history.help.iter().filter(|help| view.window.shows(help.first, Some(help.last)));
        let starts: Vec<_> = shown.map(|help| view.start(help.first, None)).collect();
        self.with_help.extend(starts.iter().map(|start| start.municipality));
        let starts: Vec<_> = starts.into_iter().filter(|start| view.window.holds(start.day)).collect();
        self.records_and_children((Indicator::HelpRecords, Indicator::HelpChildren), &starts);
    }

    /// A victim counts once a year and form, with the age at the first day of violence in that year.
    fn violence(&mut self, view: &View<'_>) {
        let mut first_days: BTreeMap<(i16, u8), (Day, bool)> = BTreeMap::new();
        for suffered in &view.child.history.victimisations {
            for year in suffered.first.year().max(view.window.first.year())..=suffered.last.year().min(view.window.last.year()) {
                let day = suffered.first.max(Month::new(year, 1).first_day());
                for form in FORMS.into_iter().filter(|form| suffered.forms.has(*form)) {
                    let known = first_days.entry((year, form.number())).or_insert((day, false));
                    *known = (known.0.min(day), known.1 || suffered.reported.is_some());
                }
            }
        }
        for ((year, form), (day, reported)) in first_days {
            let age = AgeBand::on(day, Some(view.child.born.month())).number();
            let cell = self.victims.entry((year, form, view.child.sex as u8, age)).or_default();
            *cell = (cell.0 + 1, cell.1 + u64::from(reported));
        }
    }
}

/// An order as a monitor sees it: an interim order and the order after it are one.
struct Seen {
    code: Code,
    first: Day,
    last: Day,
}

/// One child as the deliveries show it.
struct View<'a> {
    places: &'a Places,
    window: &'a Window,
    household: &'a Household,
    child: &'a Child,
}

impl View<'_> {
    fn start(&self, day: Day, forms: Option<Forms>) -> Start {
        let municipality = self.places.municipality(self.household.address(day));
        let age = AgeBand::on(day, Some(self.child.born.month()));
        Start { day, municipality, sex: self.child.sex, age, forms }
    }

    fn shows(&self, order: &Order) -> bool {
        self.window.shows(order.first, Some(order.last))
    }

    /// The orders that are delivered, interim orders joined with what continues them.
    fn orders(&self) -> Vec<Seen> {
        let mut seen: Vec<Seen> = Vec::new();
        for order in self.child.history.orders.iter().filter(|order| self.shows(order)) {
            let continued = seen.iter_mut().find(|interim| {
                let reach = interim.first..=interim.last.plus(INTERIM_GAP_DAYS);
                interim.code == Code::INTERIM_ORDER && order.code == Code::SUPERVISION_ORDER && reach.contains(&order.first)
            });
            match continued {
                Some(interim) => (interim.code, interim.last) = (order.code, order.last),
                None => seen.push(Seen { code: order.code, first: order.first, last: order.last }),
            }
        }
        seen
    }

    /// The reason of an order: the Board's grounds of the 730 days before it, else what Veilig Thuis, centres and police
    /// recorded in those days.
    fn reason(&self, first: Day) -> Forms {
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

    /// How a report was assessed, or what made that impossible, as seen on the last day.
    fn assessed(&self, report: &Report) -> (Outcome, u32) {
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
    fn lost(&self, from: Day) -> Option<Day> {
        let orders = self.child.history.orders.iter().filter(|order| self.shows(order));
        let died = orders.filter(|order| matches!(order.end_reason, 6 | 15)).map(|order| order.last);
        died.chain([self.eighteen()]).filter(|day| *day >= from).min()
    }

    /// Whether help came after an order, or what made it impossible, as seen on the last day.
    fn helped(&self, order: &Seen) -> (Outcome, u32) {
        let last = self.window.last;
        let help = || self.child.history.help.iter().filter(|help| self.window.shows(help.first, Some(help.last)));
        let running = help().any(|help| help.first <= order.first && order.first <= help.last);
        let started = help().map(|help| help.first).filter(|day| order.first <= *day).min();
        let reached = if running { Some(order.first) } else { started };
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
    fn eighteen(&self) -> Day {
        Month(self.child.born.month().0 + 18 * 12 + 1).first_day()
    }
}

/// `truth/realised/counts.csv` of tables in the order of indicator and breakdown; lines in the order of their columns.
pub(crate) fn counts_csv(tables: &[CountTable]) -> String {
    let mut text = String::from("indicator,breakdown,class,municipality,year,outcome,days,count\n");
    for table in tables {
        let mut cells: Vec<(&CountKey, &u64)> = table.cells.iter().collect();
        cells.sort_unstable_by_key(|(key, _)| (key.class, key.municipality, key.year, key.outcome, key.days));
        let breakdown = table.breakdown.word();
        for (key, count) in cells {
            let place = if key.municipality.is_known() { key.municipality.region().to_string() } else { String::new() };
            let outcome = key.outcome.word();
            text.push_str(&format!("{},{breakdown},{},{place},{},{outcome},{},{count}\n", table.indicator, key.class, key.year, key.days));
        }
    }
    text
}
