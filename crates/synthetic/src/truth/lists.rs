//! Who met a sexually victimised child: the overlap of five lists, beside the number of children they were drawn from.

use std::collections::BTreeMap;

use domain::{Day, Form, Month};

use crate::history::{Child, History, birthday};
use crate::window::Window;

/// The lists, in the order of their columns.
const LISTS: [&str; 5] = ["veilig-thuis", "csg", "police", "board", "help"];

/// Children by year, age band (below 12, or 12–17), whether they suffered sexual violence in that year, and lists.
#[derive(Default)]
pub(crate) struct Lists(BTreeMap<(i16, bool, bool, [bool; LISTS.len()]), u64>);

impl Lists {
    /// Adds the counts of other households.
    pub(crate) fn merge(&mut self, other: Lists) {
        for (key, count) in other.0 {
            *self.0.entry(key).or_insert(0) += count;
        }
    }

    /// Counts a child once in every year in which it suffered sexual violence or stood on one of the first four lists.
    /// Its age is that on the first of July, or on its first day of violence in the year.
    pub(crate) fn child(&mut self, window: &Window, child: &Child) {
        let history = &child.history;
        if history.victimisations.is_empty() && history.requests.is_empty() {
            return;
        }
        for year in window.first.year()..=window.last.year() {
            let (first, last) = (Month::new(year, 1).first_day(), Month::new(year + 1, 1).first_day().plus(-1));
            let suffered = history.victimisations.iter().filter(|suffered| suffered.forms.has(Form::Sexual));
            let day = suffered.filter(|suffered| suffered.first <= last && suffered.last >= first).map(|suffered| suffered.first).min();
            let lists = met(history, (first, last));
            if day.is_some() || lists[..4].contains(&true) {
                let seen = day.map_or(Month::new(year, 7).first_day(), |day| day.max(first));
                *self.0.entry((year, seen >= birthday(child.born, 12), day.is_some(), lists)).or_insert(0) += 1;
            }
        }
    }

    /// `truth/realised/lists.csv`.
    pub(crate) fn csv(&self) -> String {
        let mut text = format!("year,age,suffered,{},count\n", LISTS.join(","));
        for ((year, older, suffered, lists), count) in &self.0 {
            let age = if *older { "12-17" } else { "0-11" };
            let columns: Vec<String> = lists.iter().map(|met| u8::from(*met).to_string()).collect();
            text.push_str(&format!("{year},{age},{},{},{count}\n", u8::from(*suffered), columns.join(",")));
        }
        text
    }
}

/// Which lists hold the child in this stretch of days: as recorded there, sexual violence among it. Help records no
/// violence: it holds every child that has help.
fn met(history: &History, (first, last): (Day, Day)) -> [bool; LISTS.len()] {
    let within = |day: Day| first <= day && day <= last;
    [
        history.reports.iter().any(|report| within(report.day) && report.case.recorded.has(Form::Sexual)),
        history.contacts.iter().any(|contact| within(contact.contact)),
        history.matters.iter().any(|matter| matter.days().any(within)),
        history.requests.iter().any(|request| within(request.requested) && request.grounds.has(Form::Sexual)),
        history.help.iter().any(|help| help.first <= last && help.last >= first),
    ]
}

/// The children of one year by the lists that met them, in the two readings a monitor can make of its records: as recorded, and
/// without what came by a referral on record. A second, simple reading of the rules of `engine::overlap`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Met {
    /// Calendar year.
    pub year: i16,
    /// Whether the child was 12 or older.
    pub is_older: bool,
    /// Whether it suffered sexual violence in the year, begun then or before.
    pub suffered: bool,
    /// Whether sexual violence against it began in the year.
    pub began: bool,
    /// Lists as recorded, as bits: Veilig Thuis, centre, police, Board, help. No bit: hidden.
    pub recorded: u32,
    /// Lists without referrals.
    pub unreferred: u32,
}

/// Terms within which a report or a request counts as a referral.
const BY_CENTRE: i32 = 14;
const BY_POLICE: i32 = 7;
const TO_BOARD: i32 = 91;
/// How far back another list may have named the violence for help to count.
const NAMED: i32 = 730;

impl Met {
    /// Every year in which the child suffered sexual violence or came on a list for it.
    pub(crate) fn of(window: &Window, child: &Child) -> Vec<Met> {
        let history = &child.history;
        if history.victimisations.is_empty() && history.requests.is_empty() {
            return Vec::new();
        }
        (window.first.year()..=window.last.year()).filter_map(|year| Met::in_year(year, child)).collect()
    }

    fn in_year(year: i16, child: &Child) -> Option<Met> {
        let (first, last) = (Month::new(year, 1).first_day(), Month::new(year + 1, 1).first_day().plus(-1));
        let suffered = child.history.victimisations.iter().filter(|suffered| suffered.forms.has(Form::Sexual));
        let day = suffered.filter(|suffered| suffered.first <= last && suffered.last >= first).map(|suffered| suffered.first).min();
        let (recorded, unreferred) = readings(&child.history, (first, last));
        let seen = day.map_or(Month::new(year, 7).first_day(), |day| day.max(first));
        let is_counted = day.is_some() || recorded > 0;
        let starts = child.history.victimisations.iter().filter(|suffered| suffered.forms.has(Form::Sexual)).map(|suffered| suffered.first);
        let began = starts.into_iter().any(|day| (first..=last).contains(&day));
        is_counted.then_some(Met { year, is_older: seen >= birthday(child.born, 12), suffered: day.is_some(), began, recorded, unreferred })
    }
}

fn readings(history: &History, (first, last): (Day, Day)) -> (u32, u32) {
    let reports: Vec<Day> = history.reports.iter().filter(|own| own.case.recorded.has(Form::Sexual)).map(|own| own.day).collect();
    let contacts: Vec<Day> = history.contacts.iter().map(|own| own.contact).collect();
    let matters: Vec<Day> = history.matters.iter().flat_map(|own| own.days()).collect();
    let requests: Vec<Day> = history.requests.iter().filter(|own| own.grounds.has(Form::Sexual)).map(|own| own.requested).collect();
    let shortly = |before: &[Day], day: Day, term: i32| before.iter().any(|own| (0..=term).contains(&(day - *own)));
    let is_named = |day: Day| [&reports, &contacts, &matters].into_iter().any(|days| shortly(days, day, NAMED));
    let help: Vec<Day> = history.help.iter().map(|own| own.first).filter(|day| is_named(*day)).collect();
    let own_reports = reports.iter().filter(|day| !shortly(&contacts, **day, BY_CENTRE) && !shortly(&matters, **day, BY_POLICE));
    let own_reports: Vec<Day> = own_reports.copied().collect();
    let own_requests: Vec<Day> = requests.iter().filter(|day| !shortly(&reports, **day, TO_BOARD)).copied().collect();
    let bits = |lists: [&[Day]; LISTS.len()]| {
        let holds = |days: &[Day]| days.iter().any(|day| (first..=last).contains(day));
        lists.iter().enumerate().map(|(place, days)| u32::from(holds(days)) << place).sum()
    };
    (bits([&reports, &contacts, &matters, &requests, &help]), bits([&own_reports, &contacts, &matters, &own_requests, &[]]))
}
