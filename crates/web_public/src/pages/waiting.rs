//! `/wachtlijsten`: how many wait for each next step at the end of the newest month; `/wachtlijsten/{slug}`: one of these lists by month, by length and by
//! region, with `.csv` and `.xlsx` all its numbers, with `.svg` and `.png` its drawing.

use std::collections::BTreeSet;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use charts::{Caption, Trend, TrendLine, TrendPoint, Unit};
use domain::{Cell, Estimate, Interval, Month, Status, When};
use maud::{Markup, PreEscaped, html};
use publication::{ALL_CODES, Crosstab, CrosstabNumbers, CrosstabTable, Release};
use screens::figure::{self as parts, Way};
use screens::numbers::{self, Style};
use screens::table::{Column, Entry, Row, Table, legend};
use screens::{Language, Menu, Text};

use super::missing::{bad_request, not_found};
use super::{Name, Page, Visit, crosstab, drawing_files, heading_1, heading_2, paragraph, told};
use crate::asked::Asked;
use crate::files::{self, workbook};
use crate::pages::indicator::{Pairs, fraction};

/// Months in a year.
const YEAR: i32 = 12;

/// Lengths of waiting past the term.
const PAST_TERM: &str = "past-term";
const PAST_YEAR: &str = "past-year";

/// `/wachtlijsten`
pub(crate) async fn waiting_lists(State(visit): State<Visit>, pairs: Pairs) -> Response {
    let Ok(Query(pairs)) = pairs else { return bad_request(&visit) };
    let (release, _) = Asked::of(pairs).release(&visit.shelf, visit.language);
    let lists: Vec<List<'_>> = all(release).collect();
    if lists.is_empty() {
        return not_found(&visit);
    }
    let newest = lists.iter().filter_map(List::newest).max();
    let content = html! {
        (heading_1(visit.say(Text::WaitingLists)))
        @match newest {
            None => div class="ib-notice" { p { (visit.say(Text::WaitingListsNone)) } },
            Some(month) => {
                p class="ib-intro" { (in_month(Text::WaitingListsIntro, month, visit.language)) }
                (overview(&visit, &lists, month).html(visit.language))
                (legend(visit.language))
            }
        }
        @if release.method("waiting-lists").is_some() {
            (parts::downloads(&[Way::Page { name: visit.say(Text::HowComputed).to_owned(), address: visit.to("/methode/waiting-lists") }], visit.language))
        }
    };
    let title = visit.say(Text::WaitingLists).to_owned();
    let way = vec![(visit.say(Text::Chain).to_owned(), "/keten")];
    let address = format!("/wachtlijsten?release={}", release.version);
    visit.answer(StatusCode::OK, release, &Page { title, address, menu: Menu::Chain, way, content })
}

/// `/wachtlijsten/{name}`
pub(crate) async fn waiting_list(State(visit): State<Visit>, name: Name, pairs: Pairs) -> Response {
    let (Ok(Path(name)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let (release, _) = Asked::of(pairs).release(&visit.shelf, visit.language);
    let (slug, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let Some(list) = all(release).find(|list| list.table.definition().slug == slug) else { return not_found(&visit) };
    let seen = Seen { visit: &visit, release, list };
    if ending.is_empty() {
        return seen.page();
    }
    let file = format!("{slug}_{}", release.version);
    let drawing = || seen.drawing().map(|trend| trend.draw().wide);
    let about = workbook::of_definition(release, seen.list.table.definition());
    files::whole(ending, &file, &seen.rows(), &about, drawing).unwrap_or_else(|| not_found(&visit))
}

/// A link to the lists, where the release has any.
pub(super) fn link(visit: &Visit, release: &Release) -> Markup {
    html! {
        @if all(release).next().is_some() {
            section class="ib-section" aria-labelledby="wachtlijsten" {
                (heading_2("wachtlijsten", visit.say(Text::WaitingLists)))
                p { a class="nl-link" href=(visit.to("/wachtlijsten")) { (visit.say(Text::WaitingListsMore)) } }
            }
        }
    }
}

/// Where a table of several things stands on the site, without ending: a waiting list with the others of the same waits.
pub(crate) fn path_of(release: &Release, table: &Crosstab) -> String {
    let first = all(release).find(|list| list.table.counts_as(table));
    match first {
        Some(list) => format!("/wachtlijsten/{}", list.table.definition().slug),
        None => format!("/kruistabellen/{}", table.definition().slug),
    }
}

/// A waiting list: its waits by region, and the same by length.
struct List<'a> {
    table: &'a Crosstab,
    by_length: Option<&'a Crosstab>,
}

fn all(release: &Release) -> impl Iterator<Item = List<'_>> {
    let firsts = release.crosstabs.iter().filter(|table| table.is_by_month() && table.is_first_alike());
    firsts.map(|table| {
        let is_other = |other: &&Crosstab| other.counts_as(table) && !other.is_first_alike();
        List { table, by_length: release.crosstabs.iter().find(is_other) }
    })
}

impl<'a> List<'a> {
    /// The newest month with numbers.
    fn newest(&self) -> Option<Month> {
        self.table.years().iter().rev().find(|own| own.numbers().is_some()).and_then(|own| own.when.month())
    }

    /// The numbers of a month, by region.
    fn numbers(&self, month: Month) -> Option<&'a CrosstabNumbers> {
        self.table.year(When::MonthEnd(month))?.numbers()
    }

    /// How many wait in all regions that delivered.
    fn total(&self, month: Month) -> Cell<u64> {
        self.numbers(month).map_or(Cell::Unknown, |numbers| numbers.cell(&[ALL_CODES]))
    }

    /// How many waited a year before, where the same regions count.
    fn total_before(&self, month: Month) -> Cell<u64> {
        if self.is_as_before(month) { self.total(Month(month.0 - YEAR)) } else { Cell::Unknown }
    }

    /// Whether the same regions counted a year before.
    fn is_as_before(&self, month: Month) -> bool {
        self.regions(month) == self.regions(Month(month.0 - YEAR))
    }

    /// How many wait in a region; unknown where it did not deliver.
    fn of_region(&self, month: Month, code: &str) -> Cell<u64> {
        match self.numbers(month).map(|numbers| numbers.cell(&[code])) {
            None | Some(Cell::Impossible) => Cell::Unknown,
            Some(known) => known,
        }
    }

    /// How many, and which share, have waited that long.
    fn of_length(&self, month: Month, length: &str) -> (Cell<u64>, Cell<Estimate>) {
        let numbers = self.by_length.and_then(|table| table.year(When::MonthEnd(month))?.numbers());
        numbers.map_or((Cell::Unknown, Cell::Unknown), |numbers| (numbers.cell(&[length]), numbers.share(&[length], 0)))
    }

    /// The regions a month tells of.
    fn regions(&self, month: Month) -> BTreeSet<&'a str> {
        let cells = self.numbers(month).map_or(&[][..], CrosstabNumbers::cells);
        cells.iter().map(|cell| cell.codes[0].as_str()).filter(|code| !matches!(*code, ALL_CODES | "unknown")).collect()
    }
}

fn in_month(text: Text, month: Month, language: Language) -> String {
    text.fill(language, &[("month", &numbers::month(month, language))])
}

/// Every list in the same month, and a year before.
fn overview(visit: &Visit, lists: &[List<'_>], month: Month) -> Table {
    let before = Month(month.0 - YEAR);
    let row = |list: &List<'_>| {
        let definition = list.table.definition();
        let name = told(&definition.title, visit.language);
        let name = name.split_once(": ").map_or(name, |(_, name)| name).to_owned();
        let entries = vec![
            Entry::Link { address: visit.to(&format!("/wachtlijsten/{}", definition.slug)), name },
            Entry::Count(list.total(month)),
            Entry::Count(list.of_length(month, PAST_TERM).0),
            Entry::Count(list.of_length(month, PAST_YEAR).0),
            Entry::Count(list.total_before(month)),
        ];
        Row { entries, is_this: false }
    };
    let at = |month: Month| Column::numbers(in_month(Text::WaitingNow, month, visit.language));
    Table {
        id: "wachtlijsten".to_owned(),
        caption: in_month(Text::WaitingListsTable, month, visit.language),
        columns: vec![
            Column::words(visit.say(Text::WaitingFor)),
            at(month),
            Column::numbers(visit.say(Text::WaitingPastTerm)),
            Column::numbers(visit.say(Text::WaitingPastYear)),
            at(before),
        ],
        rows: lists.iter().map(row).collect(),
        sortable: false,
    }
}

/// One list of a release.
struct Seen<'a> {
    visit: &'a Visit,
    release: &'a Release,
    list: List<'a>,
}

impl<'a> Seen<'a> {
    fn page(&self) -> Response {
        let (definition, language) = (self.list.table.definition(), self.visit.language);
        let title = told(&definition.title, language);
        let content = html! {
            (heading_1(title))
            p class="ib-intro" { (told(&definition.question, language)) }
            (crosstab::meta(self.visit, self.release, definition))
            @match self.list.newest() {
                None => div class="ib-notice" { p { (self.why_not()) } },
                Some(month) => (self.figures(month)),
            }
            (self.notes())
        };
        let way =
            vec![(self.visit.say(Text::Chain).to_owned(), "/keten"), (self.visit.say(Text::WaitingLists).to_owned(), "/wachtlijsten")];
        let address = format!("{}?{}", self.path(), self.query());
        self.visit.answer(StatusCode::OK, self.release, &Page { title: title.to_owned(), address, menu: Menu::Chain, way, content })
    }

    fn path(&self) -> String {
        format!("/wachtlijsten/{}", self.list.table.definition().slug)
    }

    fn query(&self) -> String {
        format!("release={}", self.release.version)
    }

    /// Why no month has numbers.
    fn why_not(&self) -> &str {
        let newest = self.list.table.years().last().map(|own| &own.table);
        match newest {
            Some(CrosstabTable::Withheld(why)) => told(why, self.visit.language),
            Some(CrosstabTable::Shown(_)) | None => self.visit.say(Text::WaitingListsNone),
        }
    }

    fn figures(&self, month: Month) -> Markup {
        html! {
            @if let Some(trend) = self.drawing() {
                figure class="ib-figure" aria-labelledby="beeld" {
                    h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="beeld" { (trend.caption.title) }
                    p class="ib-figure__sentence" { (trend.caption.description) }
                    (PreEscaped(trend.draw().html()))
                    (drawing_files(self.visit, &self.path(), &self.query()))
                }
            }
            section class="ib-section" aria-labelledby="tabellen" {
                (heading_2("tabellen", self.visit.say(Text::CrosstabTables)))
                @for table in [self.lengths(month), self.regions(month), self.months()].into_iter().flatten() { (table.html(self.visit.language)) }
                (legend(self.visit.language))
                (parts::downloads(&crosstab::ways(self.visit, self.release, self.list.table.definition(), (&self.path(), &self.query())), self.visit.language))
            }
        }
    }

    /// A dot for each month from the first with numbers through the last.
    fn drawing(&self) -> Option<Trend> {
        let base = self.list.newest().and_then(|month| self.list.numbers(month)).map_or(1, CrosstabNumbers::base);
        let points: Vec<TrendPoint> = self
            .told_months()
            .map(|month| TrendPoint {
                when: When::MonthEnd(month),
                value: self.list.total(month).map(|count| within_rounding(count, base)),
                status: Status::Final,
            })
            .collect();
        if points.iter().filter(|point| matches!(point.value, Cell::Shown(_))).count() < 2 {
            return None;
        }
        let caption = Caption {
            id: "wachtlijst".to_owned(),
            title: self.visit.say(Text::WaitingDrawing).to_owned(),
            description: self.visit.say(Text::WaitingDrawingNote).to_owned(),
        };
        let line = TrendLine { name: self.visit.say(Text::WaitingRegions).to_owned(), points, cuts: self.cuts() };
        Some(Trend { caption, language: self.visit.language, unit: Unit::Count, lines: vec![line], breaks: Vec::new() })
    }

    /// Months that tell of other regions than the month before.
    fn cuts(&self) -> Vec<When> {
        let months: Vec<Month> = self.told_months().collect();
        let others = months.windows(2).filter(|pair| self.list.regions(pair[0]) != self.list.regions(pair[1]));
        others.map(|pair| When::MonthEnd(pair[1])).collect()
    }

    /// The months from the first with numbers through the last.
    fn told_months(&self) -> impl Iterator<Item = Month> {
        let months = || self.list.table.years().iter().filter(|own| own.numbers().is_some()).filter_map(|own| own.when.month());
        let (first, last) = (months().min(), months().max());
        first.zip(last).into_iter().flat_map(|(first, last)| (first.0..=last.0).map(Month))
    }

    fn lengths(&self, month: Month) -> Option<Table> {
        let axis = self.list.by_length?.dimensions().first()?;
        let before = Month(month.0 - YEAR);
        let row = |(code, name): (&str, String)| {
            let (count, share) = self.list.of_length(month, code);
            let share = if code == ALL_CODES { Cell::Impossible } else { share };
            let entries = vec![
                Entry::Words(name),
                Entry::Count(count),
                Entry::Estimate(share, Style::Share),
                Entry::Count(if self.list.is_as_before(month) { self.list.of_length(before, code).0 } else { Cell::Unknown }),
            ];
            Row { entries, is_this: code == ALL_CODES }
        };
        let codes = axis.codes.iter().map(|own| (own.code.as_str(), told(&own.title, self.visit.language).to_owned()));
        Some(Table {
            id: "naar-duur".to_owned(),
            caption: in_month(Text::WaitingByLength, month, self.visit.language),
            columns: vec![
                Column::words(told(&axis.title, self.visit.language)),
                Column::numbers(in_month(Text::WaitingNow, month, self.visit.language)),
                Column::estimates(self.visit.say(Text::CrosstabShare), self.visit.say(Text::Interval)),
                Column::numbers(in_month(Text::WaitingNow, before, self.visit.language)),
            ],
            rows: codes.chain([(ALL_CODES, self.visit.say(Text::CrosstabAll).to_owned())]).map(row).collect(),
            sortable: false,
        })
    }

    fn regions(&self, month: Month) -> Option<Table> {
        let axis = self.list.table.dimensions().first()?;
        let before = Month(month.0 - YEAR);
        let row = |(code, name): (&str, String)| {
            let earlier = if code == ALL_CODES { self.list.total_before(month) } else { self.list.of_region(before, code) };
            let entries = vec![Entry::Words(name), Entry::Count(self.list.of_region(month, code)), Entry::Count(earlier)];
            Row { entries, is_this: code == ALL_CODES }
        };
        let mut codes: Vec<(&str, String)> =
            axis.codes.iter().map(|own| (own.code.as_str(), told(&own.title, self.visit.language).to_owned())).collect();
        codes.sort_by_key(|(code, name)| (*code == "unknown", name.clone()));
        Some(Table {
            id: "naar-regio".to_owned(),
            caption: self.visit.say(Text::WaitingByRegion).to_owned(),
            columns: std::iter::once(Column::words(told(&axis.title, self.visit.language)))
                .chain([month, before].map(|month| Column::numbers(in_month(Text::WaitingNow, month, self.visit.language))))
                .collect(),
            rows: codes.into_iter().chain([(ALL_CODES, self.visit.say(Text::CrosstabAll).to_owned())]).map(row).collect(),
            sortable: false,
        })
    }

    /// What the drawing shows, the newest month first.
    fn months(&self) -> Option<Table> {
        let months: Vec<Month> = self.told_months().collect();
        let row = |month: &Month| Row {
            entries: vec![
                Entry::Words(numbers::month(*month, self.visit.language)),
                Entry::Count(self.list.total(*month)),
                Entry::Plain(i64::try_from(self.list.regions(*month).len()).unwrap_or_default()),
            ],
            is_this: false,
        };
        Some(Table {
            id: "naar-maand".to_owned(),
            caption: self.visit.say(Text::WaitingByMonth).to_owned(),
            columns: vec![
                Column::words(self.visit.say(Text::WaitingMonth)),
                Column::numbers(self.visit.say(Text::CrosstabNumber)),
                Column::numbers(self.visit.say(Text::WaitingRegions)),
            ],
            rows: months.iter().rev().map(row).collect(),
            sortable: false,
        })
    }

    /// Every number of the list: by region and by length.
    fn rows(&self) -> Vec<files::CrosstabRow> {
        let tables = std::iter::once(self.list.table).chain(self.list.by_length);
        tables.flat_map(|table| files::crosstab_rows(self.release, table)).collect()
    }

    fn notes(&self) -> Markup {
        let (definition, language) = (self.list.table.definition(), self.visit.language);
        let footnotes: Vec<String> = definition.footnotes.iter().map(|note| told(note, language).to_owned()).collect();
        let base = self.list.newest().and_then(|month| self.list.numbers(month)).map(CrosstabNumbers::base).filter(|base| *base > 1);
        html! {
            section class="ib-prose" aria-labelledby="definitie" {
                (heading_2("definitie", self.visit.say(Text::Definition)))
                p { (told(&definition.definition, language)) }
                (fraction(definition, language))
                @if let Some(base) = base { (paragraph(&Text::RoundedTo.fill(language, &[("base", &base.to_string())]))) }
                (parts::footnotes(&footnotes, language))
            }
        }
    }
}

/// A count as it was rounded: the true one is no further away than half the base.
fn within_rounding(count: u64, base: u64) -> Estimate {
    let (value, half) = (count as f64, (base / 2) as f64);
    let half = if count == 0 { 0.0 } else { half };
    Estimate { value, interval: Interval { lower: value - half, upper: value + half, level: 1.0 } }
}
