//! The realised truth: what a perfect monitor counts from what is delivered, computed from the histories themselves.
//!
//! A second, simple implementation of the shared definitions, made to check the engine: it knows no events, no stitching
//! and no linkage, because a history holds everything once.

mod hand_overs;
mod lists;
mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{AgeBand, Breakdown, Code, CountKey, CountTable, Day, Form, Forms, Month, Municipality, Outcome, Sex};

use crate::advice::Advice;
use crate::history::{FORMS, ServiceKind};
use crate::households::Household;
use crate::places::Places;
use crate::window::Window;

use lists::Lists;
pub use lists::Met;
use view::{Seen, View};

/// How far back grounds and reports count as the reason of an order.
const REASON_DAYS: i32 = 730;
/// How long after an interim order the order may start that continues it.
const INTERIM_GAP_DAYS: i32 = 7;
const ASSESSMENT_HORIZON: u32 = 30;
const HELP_HORIZON: u32 = 365;

/// Indicators, in the order of their ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Indicator {
    AcuteSafety,
    AdultFollowUp,
    AdviceRecords,
    Assessment,
    AssessmentRecords,
    BoardChildren,
    BoardEnd,
    BoardRecords,
    BoardStart,
    CsgInView,
    FirstMonitoring,
    GiPlan,
    GiStart,
    HelpAfterAllocation,
    HelpAfterOrder,
    HelpAfterTransfer,
    HelpChildren,
    HelpRecords,
    HousingIncome,
    Investigation,
    InvestigationChildren,
    InvestigationRecords,
    OrderChildren,
    OrderDecision,
    OrderRecords,
    OrdersLiftedEarly,
    PoliceInView,
    RepeatReport,
    ReportCases,
    ReportChildren,
    ReportRecords,
    Transfer,
}

impl Indicator {
    fn id(self) -> &'static str {
        match self {
            Indicator::AcuteSafety => "acute-safety",
            Indicator::AdultFollowUp => "adult-follow-up",
            Indicator::AdviceRecords => "advice-records",
            Indicator::Assessment => "assessment",
            Indicator::AssessmentRecords => "assessment-records",
            Indicator::BoardChildren => "board-children",
            Indicator::BoardEnd => "board-end",
            Indicator::BoardRecords => "board-records",
            Indicator::BoardStart => "board-start",
            Indicator::CsgInView => "csg-in-view",
            Indicator::FirstMonitoring => "first-monitoring",
            Indicator::GiPlan => "gi-plan",
            Indicator::GiStart => "gi-start",
            Indicator::HelpAfterAllocation => "help-after-allocation",
            Indicator::HelpAfterOrder => "help-after-order",
            Indicator::HelpAfterTransfer => "help-after-transfer",
            Indicator::HelpChildren => "help-children",
            Indicator::HelpRecords => "help-records",
            Indicator::HousingIncome => "housing-income",
            Indicator::Investigation => "investigation",
            Indicator::InvestigationChildren => "investigation-children",
            Indicator::InvestigationRecords => "investigation-records",
            Indicator::OrderChildren => "order-children",
            Indicator::OrderDecision => "order-decision",
            Indicator::OrderRecords => "order-records",
            Indicator::OrdersLiftedEarly => "orders-lifted-early",
            Indicator::PoliceInView => "police-in-view",
            Indicator::RepeatReport => "repeat-report",
            Indicator::ReportCases => "report-cases",
            Indicator::ReportChildren => "report-children",
            Indicator::ReportRecords => "report-records",
            Indicator::Transfer => "transfer",
        }
    }
}

/// The reason of an order that the court lifted before its term (youth-policy protocol, 5.3.1).
const LIFTED_EARLY: u8 = 2;

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
            self.hand_overs(&view);
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
        let investigations = history.services.iter().filter(|service| matches!(service.kind, ServiceKind::Investigation(_)));
        let starts: Vec<_> = investigations
            .filter(|service| view.window.holds(service.first))
            .map(|service| view.start(service.first, Some(view.reported(service.case.number, service.first))))
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
        let lifted = |order: &Seen| order.end_reason == LIFTED_EARLY && view.window.holds(order.last);
        for order in view.orders().into_iter().filter(lifted) {
            let municipality = view.start(order.told_on, None).municipality;
            self.plain(Indicator::OrdersLiftedEarly, &Start { municipality, ..view.start(order.last, Some(Forms::NONE)) });
        }
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
