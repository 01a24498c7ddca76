//! Tables of figures: the columns of an indicator, and a row of them for each place, year or class.

use domain::Site;
use estimates::Statistic;
use maud::{Markup, html};
use screens::table::{self, Column, Entry, Row, Table};
use screens::{Language, Text};

use super::super::Visit;
use crate::measure;
use crate::view::{View, figure};

/// Columns of a table of figures: the head, each statistic with its interval, and for waits the number they rest on.
pub(super) fn columns(visit: &Visit, view: &View<'_>, head: Text, statistics: &[Statistic]) -> Vec<Column> {
    let mut columns = vec![Column::words(visit.say(head))];
    columns.extend(statistics.iter().map(|statistic| column(visit, view, *statistic)));
    if view.indicator.definition.norm.is_some() {
        columns.push(Column::numbers(visit.say(Text::StartsColumn)));
    }
    columns
}

pub(super) fn column(visit: &Visit, view: &View<'_>, statistic: Statistic) -> Column {
    Column::estimates(measure::column(view.indicator, statistic, visit.language), visit.say(measure::limits(statistic)))
}

pub(super) fn row(view: &View<'_>, head: Entry, site: Site, statistics: &[Statistic], is_this: bool) -> Row {
    let mut entries = vec![head];
    let estimate = |statistic: &Statistic| Entry::Estimate(view.value(site, *statistic), measure::style(*statistic));
    entries.extend(statistics.iter().map(estimate));
    if view.indicator.definition.norm.is_some() {
        entries.push(Entry::Count(figure(view.indicator, site, view.headline()).n));
    }
    Row { entries, is_this }
}

/// A table with the meaning of its symbols.
pub(super) fn with_legend(table: &Table, language: Language) -> Markup {
    html! { (table.html(language)) (table::legend(language)) }
}
