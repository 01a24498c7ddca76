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
