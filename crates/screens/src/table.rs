//! The data table: numbers right, symbols in their own element, a legend under it.

use domain::{Cell, Estimate};
use maud::{Markup, html};

use crate::numbers::{self, Style};
use crate::texts::{Language, Text};

/// One cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// Words.
    Words(String),
    /// Words in Dutch, on a page in another language.
    Dutch(String),
    /// A link.
    Link {
        /// Where to.
        address: String,
        /// Its words.
        name: String,
    },
    /// A count.
    Count(Cell<u64>),
    /// An estimate with its interval, small, behind it.
    Estimate(Cell<Estimate>, Style),
    /// A whole number that is no count of children, as a rank or a day.
    Plain(i64),
}

impl Entry {
    /// The entry as plain words: what a letter says where a page has a cell.
    pub fn plain(&self, language: Language) -> String {
        match self {
            Entry::Words(text) | Entry::Dutch(text) | Entry::Link { name: text, .. } => text.clone(),
            Entry::Count(cell) => numbers::cell(*cell, language),
            Entry::Estimate(Cell::Shown(estimate), style) => {
                format!("{} ({})", numbers::value(estimate.value, *style, language), numbers::limits(estimate, *style, language))
            }
            Entry::Estimate(missing, _) => missing.symbol().unwrap_or_default().to_owned(),
            Entry::Plain(value) => value.to_string(),
        }
    }
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// What stands small behind its values: `95%-interval`.
    pub limits: Option<String>,
    /// Whether it holds numbers: aligned right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn words(name: impl Into<String>) -> Column {
        Column { name: name.into(), limits: None, numeric: false }
    }

    /// A column of numbers.
    pub fn numbers(name: impl Into<String>) -> Column {
        Column { name: name.into(), limits: None, numeric: true }
    }

    /// A column of estimates, with what their limits are.
    pub fn estimates(name: impl Into<String>, limits: impl Into<String>) -> Column {
        Column { name: name.into(), limits: Some(limits.into()), numeric: true }
    }
}

/// A row; its first entry is its head.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Cells, one per column.
    pub entries: Vec<Entry>,
    /// Whether the page is about this row.
    pub is_this: bool,
}

/// A table with its caption.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Id on the page.
    pub id: String,
    /// Caption.
    pub caption: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Whether readers may sort it (with the script; without it the order stays).
    pub sortable: bool,
}

impl Table {
    /// The table in a scroll area that can be reached by keyboard.
    pub fn html(&self, language: Language) -> Markup {
        html! {
            div class="ib-table-scroll" role="region" aria-labelledby=(self.id) tabindex="0" {
                table class="utrecht-table ib-table" data-ib-sort[self.sortable] {
                    caption class="utrecht-table__caption ib-table__caption" id=(self.id) { span class="ib-table__title" { (self.caption) } }
                    thead class="utrecht-table__header" {
                        tr class="utrecht-table__row" {
                            @for column in &self.columns {
                                th class={"utrecht-table__header-cell" @if column.numeric { " ib-num" }} scope="col" {
                                    (column.name)
                                    @if let Some(limits) = &column.limits { " " span class="ib-limits__name" { (limits) } }
                                }
                            }
                        }
                    }
                    tbody class="utrecht-table__body" {
                        @for row in &self.rows { (self.row(row, language)) }
                    }
                }
            }
        }
    }

    fn row(&self, row: &Row, language: Language) -> Markup {
        html! {
            tr class={"utrecht-table__row" @if row.is_this { " ib-row-this" }} {
                @for (place, (column, entry)) in self.columns.iter().zip(&row.entries).enumerate() {
                    @if place == 0 {
                        th class={"utrecht-table__cell ib-row-head" @if column.numeric { " ib-num" }} scope="row" { (content(entry, language)) }
                    } @else {
                        td class={"utrecht-table__cell" @if column.numeric { " ib-num" }} data-value=[sort_value(entry)] { (content(entry, language)) }
                    }
                }
            }
        }
    }
}

fn content(entry: &Entry, language: Language) -> Markup {
    match entry {
        Entry::Words(text) => html! { (text) },
        Entry::Dutch(text) => html! { span lang="nl" { (text) } },
        Entry::Link { address, name } => html! { a class="nl-link" href=(address) { (name) } },
        Entry::Count(cell) => {
            shown_or_symbol(cell.map(|value| numbers::count(i64::try_from(value).unwrap_or(i64::MAX), language)), language)
        }
        Entry::Estimate(Cell::Shown(estimate), style) => html! {
            (numbers::value(estimate.value, *style, language)) " "
            span class="ib-limits" { (numbers::limits(estimate, *style, language)) }
        },
        Entry::Estimate(missing, _) => symbol(missing.map(|_| ()), language),
        Entry::Plain(value) => html! { (value) },
    }
}

fn shown_or_symbol(cell: Cell<String>, language: Language) -> Markup {
    match cell {
        Cell::Shown(text) => html! { (text) },
        Cell::Hidden => symbol(Cell::Hidden, language),
        Cell::Unknown => symbol(Cell::Unknown, language),
        Cell::Impossible => html! {},
    }
}

/// The symbol of a cell without a value, read aloud as a word; nothing for a shown or impossible cell.
pub fn symbol(cell: Cell<()>, language: Language) -> Markup {
    match cell {
        Cell::Hidden => html! {
            span class="ib-symbol ib-symbol--hidden" { span aria-hidden="true" { "x" } span class="ib-hidden-text" { (Text::Hidden.say(language)) } }
        },
        Cell::Unknown => html! {
            span class="ib-symbol ib-symbol--unknown" { span aria-hidden="true" { "." } span class="ib-hidden-text" { (Text::Unknown.say(language)) } }
        },
        Cell::Shown(()) | Cell::Impossible => html! {},
    }
}

/// The plain number a column is sorted on; none where there is no value.
fn sort_value(entry: &Entry) -> Option<String> {
    match entry {
        Entry::Count(cell) => cell.shown().map(|value| value.to_string()),
        Entry::Estimate(cell, _) => cell.shown().map(|estimate| estimate.value.to_string()),
        Entry::Plain(value) => Some(value.to_string()),
        Entry::Words(_) | Entry::Dutch(_) | Entry::Link { .. } => None,
    }
}

/// What the symbols mean: under every table.
pub fn legend(language: Language) -> Markup {
    html! {
        dl class="ib-legend" aria-label=(Text::LegendTitle.say(language)) {
            div class="ib-legend__item" { dt class="ib-symbol ib-symbol--hidden" { "x" } dd { (Text::LegendHidden.say(language)) } }
            div class="ib-legend__item" { dt class="ib-symbol ib-symbol--unknown" { "." } dd { (Text::LegendUnknown.say(language)) } }
            div class="ib-legend__item" { dt class="ib-symbol" { "0" } dd { (Text::LegendZero.say(language)) } }
            div class="ib-legend__item" {
                dt class="ib-symbol ib-symbol--empty" { (Text::LegendEmptyName.say(language)) }
                dd { (Text::LegendEmpty.say(language)) }
            }
            div class="ib-legend__item" { dt class="ib-symbol" { "*" } dd { (Text::LegendProvisional.say(language)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Interval;

    fn table(entry: Entry) -> String {
        let table = Table {
            id: "t1".to_owned(),
            caption: "Tabel".to_owned(),
            columns: vec![Column::words("Regio"), Column::numbers("Aantal")],
            rows: vec![Row { entries: vec![Entry::Words("Twente".to_owned()), entry], is_this: false }],
            sortable: true,
        };
        table.html(Language::Dutch).into_string()
    }

    #[test]
    fn a_hidden_cell_is_an_x_and_a_word_and_no_number() {
        let html = table(Entry::Count(Cell::Hidden));
        assert!(html.contains("ib-symbol--hidden") && html.contains("afgeschermd"));
        assert!(!html.contains("data-value"));
    }

    #[test]
    fn an_impossible_cell_is_blank_and_a_zero_is_a_zero() {
        assert!(table(Entry::Count(Cell::Impossible)).contains(r#"<td class="utrecht-table__cell ib-num"></td>"#));
        assert!(table(Entry::Count(Cell::Shown(0))).contains(r#"data-value="0">0</td>"#));
    }

    #[test]
    fn values_and_intervals_are_written_the_dutch_way_and_sorted_as_numbers() {
        let cell = Cell::Shown(Estimate { value: 12.34, interval: Interval::ninety_five(10.0, 15.5) });
        let html = table(Entry::Estimate(cell, Style::Rate));
        assert!(html.contains(r#"data-value="12.34">12,3 <span class="ib-limits">"#) && html.contains("10,0\u{a0}–\u{a0}15,5"), "{html}");
    }

    #[test]
    fn names_are_escaped() {
        assert!(table(Entry::Words("<script>".to_owned())).contains("&lt;script&gt;"));
    }
}
