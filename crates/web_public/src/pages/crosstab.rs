//! `/kruistabellen/{slug}?jaar=&release=`: a cross table of the country in one year; with `.csv` and `.xlsx` all its years, with `.svg` and `.png` its drawing.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use charts::{Bar, Bars, Caption, Unit};
use domain::{Cell, Estimate, When};
use maud::{Markup, PreEscaped, html};
use publication::{
    ALL_CODES, Bilingual, Counted, Crosstab, CrosstabAxis, CrosstabNumbers, CrosstabTable, CrosstabYear, Decomposition, Definition,
    Release, taken_together,
};
use screens::figure::{self as parts, Meta, Way};
use screens::form::{self, Choice, Group, Select};
use screens::numbers::{self, Style};
use screens::table::{Column, Entry, Row, Table, legend};
use screens::{Language, Menu, Text, words};

use super::missing::{bad_request, not_found};
use super::{Name, Page, Visit, drawing_files, heading_1, heading_2, paragraph, told};
use crate::asked::{Asked, first};
use crate::files::{self, workbook};
use crate::pages::indicator::{Pairs, fraction};

/// Of a third dimension of so many codes the page tells one apart; of others all together, and the file each.
const FEW_CODES: usize = 2;

/// `/kruistabellen/{name}`
pub(crate) async fn crosstab(State(visit): State<Visit>, name: Name, pairs: Pairs) -> Response {
    let (Ok(Path(name)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let year = first(&pairs, "jaar").and_then(|year| year.parse().ok()).map(When::Year);
    let (release, _) = Asked::of(pairs).release(&visit.shelf, visit.language);
    let (slug, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let Some(table) = release.crosstab(slug).filter(|table| !table.is_by_month()) else { return not_found(&visit) };
    let Some(year) = chosen(table, year) else { return not_found(&visit) };
    let seen = Seen { visit: &visit, release, table, year };
    if ending.is_empty() {
        return seen.page();
    }
    let name = format!("{slug}_{}", release.version);
    let drawing = || seen.drawing().map(|bars| bars.draw().wide);
    let made =
        files::whole(ending, &name, &files::crosstab_rows(release, table), &workbook::of_definition(release, table.definition()), drawing);
    made.unwrap_or_else(|| not_found(&visit))
}

/// Cross tables on the page of all indicators.
pub(super) fn list(visit: &Visit, release: &Release) -> Markup {
    let tables: Vec<_> = release.crosstabs.iter().filter(|table| !table.is_by_month()).collect();
    html! {
        @if !tables.is_empty() {
            section class="ib-section" aria-labelledby="kruistabellen" {
                (heading_2("kruistabellen", visit.say(Text::CrosstabsTitle)))
                p { (visit.say(Text::CrosstabsIntro)) }
                ul class="ib-list" {
                    @for table in tables {
                        @let definition = table.definition();
                        li class="ib-list__item" {
                            a class="ib-list__link nl-link" href=(visit.to(&format!("/kruistabellen/{}", definition.slug))) { (told(&definition.title, visit.language)) }
                            p class="ib-list__what" { (told(&definition.question, visit.language)) }
                        }
                    }
                }
            }
        }
    }
}

/// The year asked for, or the newest with numbers, or the newest.
fn chosen(table: &Crosstab, asked: Option<When>) -> Option<&CrosstabYear> {
    let years = table.years();
    let of = asked.and_then(|when| years.iter().find(|own| own.when == when));
    of.or_else(|| years.iter().rev().find(|own| own.numbers().is_some())).or(years.last())
}

/// A cross table, looked at in one year.
struct Seen<'a> {
    visit: &'a Visit,
    release: &'a Release,
    table: &'a Crosstab,
    year: &'a CrosstabYear,
}

/// What a drawing shows the share of: a dimension, and one of its codes or each.
struct Told<'a> {
    place: usize,
    codes: Vec<&'a str>,
}

impl<'a> Seen<'a> {
    fn page(&self) -> Response {
        let definition = self.table.definition();
        let title = told(&definition.title, self.language());
        let content = html! {
            (heading_1(title))
            @if let Some(said) = self.year.numbers().and_then(|numbers| self.contrast(numbers)) { p class="ib-intro" { (said) } }
            (meta(self.visit, self.release, self.table.definition()))
            @if let Some(version) = &self.year.from {
                (paragraph(&Text::TakenOver.fill(self.language(), &[("years", &self.year.when.to_string()), ("version", version)])))
            }
            (self.filter())
            @match &self.year.table {
                CrosstabTable::Withheld(why) => div class="ib-notice" { p { (told(why, self.language())) } },
                CrosstabTable::Shown(numbers) => (self.figures(numbers)),
            }
            (self.notes())
        };
        let way = vec![(self.visit.say(Text::Indicators).to_owned(), "/indicatoren")];
        let page = Page { title: title.to_owned(), address: self.address(), menu: Menu::Indicators, way, content };
        self.visit.answer(StatusCode::OK, self.release, &page)
    }

    fn language(&self) -> Language {
        self.visit.language
    }

    fn path(&self) -> String {
        format!("/kruistabellen/{}", self.table.definition().slug)
    }

    fn query(&self) -> String {
        format!("jaar={}&release={}", self.year.when, self.release.version)
    }

    fn address(&self) -> String {
        format!("{}?{}", self.path(), self.query())
    }

    fn filter(&self) -> Markup {
        let choice = |own: &CrosstabYear| Choice { value: own.when.to_string(), name: own.when.to_string() };
        let select = Select {
            name: "jaar",
            label: self.visit.say(Text::ExtentColumnYear).to_owned(),
            groups: vec![Group { name: String::new(), choices: self.table.years().iter().rev().map(choice).collect() }],
            chosen: self.year.when.to_string(),
            error: None,
        };
        let kept = [("release", self.release.version.as_str())];
        form::filter(&self.visit.to(&self.path()), &[select], &kept, self.visit.shelf.answered(), self.language())
    }

    /// The two groups held against each other, in words.
    fn contrast(&self, numbers: &CrosstabNumbers) -> Option<String> {
        let (asked, parts) = (self.table.contrast()?, numbers.contrast()?.shown()?);
        let code = |place: usize, code: &'a str| self.code(self.table.dimensions().get(place)?, code);
        let share = |group: &str| {
            let mut codes = vec![ALL_CODES; self.table.dimensions().len()];
            (codes[asked.of.0], codes[asked.between.0]) = (asked.of.1.as_str(), group);
            Some(numbers::percent(numbers.share(&codes, asked.of.0).shown()?.value, self.language()))
        };
        let Decomposition { difference, composition, rates } = parts;
        let points = |own: Estimate| numbers::decimal(100.0 * own.value, 1, self.language());
        let limits = |own: Estimate| numbers::limits(&own, Style::Share, self.language());
        let strata = told(&self.table.dimensions().get(asked.strata)?.title, self.language()).to_lowercase();
        let said = [
            ("year", self.year.when.to_string()),
            ("of", code(asked.of.0, &asked.of.1)?.to_owned()),
            ("first", code(asked.between.0, &asked.between.1)?.to_owned()),
            ("second", code(asked.between.0, &asked.between.2)?.to_owned()),
            ("share_first", share(&asked.between.1)?),
            ("share_second", share(&asked.between.2)?),
            ("difference", points(difference)),
            ("difference_limits", limits(difference)),
            ("composition", points(composition)),
            ("composition_limits", limits(composition)),
            ("rates", points(rates)),
            ("rates_limits", limits(rates)),
            ("strata", strata),
        ];
        let said = Text::CrosstabContrast.fill(self.language(), &said.each_ref().map(|(name, value)| (*name, value.as_str())));
        Some([said].into_iter().chain(self.taken_together(numbers)).collect::<Vec<_>>().join(" "))
    }

    /// Which groups the comparison takes together; nothing where it takes none, or one by itself.
    fn taken_together(&self, numbers: &CrosstabNumbers) -> Option<String> {
        let asked = self.table.contrast()?;
        let strata = self.table.dimensions().get(asked.strata)?;
        let together = taken_together(&|codes| numbers.cell(codes), asked, &leaves(strata));
        let names: Vec<&str> = together.iter().filter_map(|stratum| self.code(strata, stratum)).collect();
        (names.len() > 1).then(|| Text::CrosstabTogether.fill(self.language(), &[("strata", &names.join(", "))]))
    }

    fn code(&self, axis: &'a CrosstabAxis, code: &'a str) -> Option<&'a str> {
        let known = axis.codes.iter().find(|own| own.code == code)?;
        Some(told(&known.title, self.language()))
    }

    fn figures(&self, numbers: &CrosstabNumbers) -> Markup {
        html! {
            @if let Some(bars) = self.drawing() {
                figure class="ib-figure" aria-labelledby="beeld" {
                    h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="beeld" { (bars.caption.title) }
                    p class="ib-figure__sentence" { (bars.caption.description) }
                    (PreEscaped(bars.draw().html()))
                    (drawing_files(self.visit, &self.path(), &self.query()))
                }
            }
            section class="ib-section" aria-labelledby="tabellen" {
                (heading_2("tabellen", self.visit.say(Text::CrosstabTables)))
                @for table in self.tables(numbers) { (table.html(self.language())) }
                (legend(self.language()))
                (parts::downloads(&ways(self.visit, self.release, self.table.definition(), (&self.path(), &self.query())), self.language()))
            }
        }
    }

    /// What the drawing is of: what was expected to happen, what two groups are compared in, or else every code of the first dimension.
    fn response(&self) -> Told<'a> {
        let dimensions = self.table.dimensions();
        if let Some(place) = dimensions.iter().position(|axis| axis.name == "outcome") {
            return Told { place, codes: vec!["reached"] };
        }
        if let Some(contrast) = self.table.contrast() {
            return Told { place: contrast.of.0, codes: vec![contrast.of.1.as_str()] };
        }
        Told { place: 0, codes: leaves(&dimensions[0]) }
    }

    /// A bar for each code of what is told, for each group of the next dimension, and of a third where one code is told.
    fn drawing(&self) -> Option<Bars> {
        let numbers = self.year.numbers()?;
        let (dimensions, response) = (self.table.dimensions(), self.response());
        let groups: Vec<usize> = (0..dimensions.len()).filter(|place| *place != response.place).collect();
        let drawn = if response.codes.len() == 1 { groups.len() } else { groups.len().min(1) };
        let mut bars: Vec<(Vec<&str>, Vec<&str>)> = vec![(vec![ALL_CODES; dimensions.len()], Vec::new())];
        for place in groups.iter().take(drawn).rev() {
            let codes = known_leaves(&dimensions[*place]);
            bars = bars.iter().flat_map(|bar| codes.iter().map(move |code| self.with(bar, *place, code))).collect();
        }
        let told_of = |bar: &(Vec<&'a str>, Vec<&'a str>)| -> Vec<_> {
            response.codes.iter().map(|code| self.with(bar, response.place, code)).collect()
        };
        let bars: Vec<Bar> = bars
            .iter()
            .flat_map(told_of)
            .map(|(codes, names)| Bar { name: self.bar_name(&response, names), value: numbers.share(&codes, response.place) })
            .collect();
        let title = match response.codes[..] {
            [only] => Text::CrosstabDrawingOne
                .fill(self.language(), &[("of", self.code(&dimensions[response.place], only)?), ("year", &self.year.when.to_string())]),
            _ => Text::CrosstabDrawing.fill(
                self.language(),
                &[("of", told(&dimensions[response.place].title, self.language())), ("year", &self.year.when.to_string())],
            ),
        };
        let description = if dimensions.len() == 1 { Text::CrosstabDrawingNoteAll } else { Text::CrosstabDrawingNote };
        let caption = Caption { id: "kruistabel".to_owned(), title, description: self.visit.say(description).to_owned() };
        Some(Bars { caption, language: self.language(), unit: Unit::Share, bars, comparison: None })
    }

    /// A bar with one code more, and the name of it.
    fn with(&self, bar: &(Vec<&'a str>, Vec<&'a str>), place: usize, code: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
        let (mut codes, mut names) = bar.clone();
        codes[place] = code;
        names.push(self.code(&self.table.dimensions()[place], code).unwrap_or(code));
        (codes, names)
    }

    /// Where one code is told its name is the drawing's, not the bar's.
    fn bar_name(&self, response: &Told<'_>, mut names: Vec<&str>) -> String {
        if response.codes.len() == 1 && names.len() > 1 {
            names.pop();
        }
        names.reverse();
        names.join(", ")
    }

    /// Counts, and shares of the columns and of the rows; again for each code of a third dimension that has few.
    fn tables(&self, numbers: &'a CrosstabNumbers) -> Vec<Table> {
        let dimensions = self.table.dimensions();
        if dimensions.len() == 1 {
            return vec![self.single(numbers)];
        }
        let mut tables = Vec::new();
        for third in self.thirds() {
            let within = third.map(|code| {
                format!(
                    ", {}: {}",
                    told(&dimensions[2].title, self.language()).to_lowercase(),
                    self.code(&dimensions[2], code).unwrap_or(code)
                )
            });
            let within = within.unwrap_or_default();
            let fill = |text: Text| text.fill(self.language(), &[("year", &self.year.when.to_string()), ("within", &within)]);
            let id = |name: &str| format!("{name}-{}", third.unwrap_or("alle"));
            let count = |codes: &[&str]| Entry::Count(numbers.cell(codes));
            let share = |over: usize| move |codes: &[&str]| Entry::Estimate(numbers.share(codes, over), Style::Share);
            tables.push(self.crossed((id("aantal"), fill(Text::CrosstabCounts)), (None, third), &count));
            tables.push(self.crossed((id("kolom"), fill(Text::CrosstabColumns)), (Some(0), third), &share(0)));
            tables.push(self.crossed((id("rij"), fill(Text::CrosstabRows)), (Some(1), third), &share(1)));
            if let Some(code) = third {
                let title = Text::CrosstabThird.fill(
                    self.language(),
                    &[
                        (
                            "what",
                            &format!(
                                "{}: {}",
                                told(&dimensions[2].title, self.language()).to_lowercase(),
                                self.code(&dimensions[2], code).unwrap_or(code)
                            ),
                        ),
                        ("year", &self.year.when.to_string()),
                    ],
                );
                tables.push(self.crossed((id("deel"), title), (None, third), &share(2)));
            }
        }
        tables
    }

    /// All together; and of a third dimension of two codes, the first of them.
    fn thirds(&self) -> Vec<Option<&'a str>> {
        let few = self.table.dimensions().get(2).map(leaves).filter(|codes| codes.len() <= FEW_CODES);
        let first = few.and_then(|codes| codes.iter().find(|code| **code == "yes").or(codes.first()).copied());
        std::iter::once(None).chain(first.map(Some)).collect()
    }

    fn single(&self, numbers: &'a CrosstabNumbers) -> Table {
        let axis = &self.table.dimensions()[0];
        let row = |code: &'a str| Row {
            entries: vec![
                Entry::Words(self.head(axis, code)),
                Entry::Count(numbers.cell(&[code])),
                Entry::Estimate(if code == ALL_CODES { Cell::Impossible } else { numbers.share(&[code], 0) }, Style::Share),
            ],
            is_this: code == ALL_CODES,
        };
        let fill = [("year", self.year.when.to_string()), ("within", String::new())];
        Table {
            id: "aantal-alle".to_owned(),
            caption: Text::CrosstabCounts.fill(self.language(), &fill.each_ref().map(|(name, value)| (*name, value.as_str()))),
            columns: vec![
                Column::words(told(&axis.title, self.language())),
                Column::numbers(self.visit.say(Text::CrosstabNumber)),
                Column::estimates(self.visit.say(Text::CrosstabShare), self.visit.say(Text::Interval)),
            ],
            rows: codes(axis).into_iter().map(row).collect(),
            sortable: false,
        }
    }

    /// Rows by the first dimension, columns by the second; of a share over one of them all of it together is always whole, and left out.
    fn crossed(
        &self,
        (id, caption): (String, String),
        (over, third): (Option<usize>, Option<&'a str>),
        entry: &dyn Fn(&[&str]) -> Entry,
    ) -> Table {
        let dimensions = self.table.dimensions();
        let kept = |place: usize| codes(&dimensions[place]).into_iter().filter(move |code| over != Some(place) || *code != ALL_CODES);
        let (rows, columns): (Vec<&str>, Vec<&str>) = (kept(0).collect(), kept(1).collect());
        let row = |code: &'a str| {
            let cell = |column: &&'a str| {
                let mut codes = vec![code, *column];
                codes.extend(dimensions.get(2).map(|_| third.unwrap_or(ALL_CODES)));
                entry(&codes)
            };
            let entries = std::iter::once(Entry::Words(self.head(&dimensions[0], code))).chain(columns.iter().map(cell)).collect();
            Row { entries, is_this: code == ALL_CODES }
        };
        let heads = columns.iter().map(|code| Column::numbers(self.head(&dimensions[1], code)));
        Table {
            id,
            caption,
            columns: std::iter::once(Column::words(told(&dimensions[0].title, self.language()))).chain(heads).collect(),
            rows: rows.into_iter().map(row).collect(),
            sortable: false,
        }
    }

    /// The words of a code; a code within another is set off from it.
    fn head(&self, axis: &'a CrosstabAxis, code: &'a str) -> String {
        if code == ALL_CODES {
            return self.visit.say(Text::CrosstabAll).to_owned();
        }
        let name = self.code(axis, code).unwrap_or(code);
        let is_within = axis.codes.iter().any(|own| own.code == code && own.within.is_some());
        if is_within { format!("– {name}") } else { name.to_owned() }
    }

    fn notes(&self) -> Markup {
        let (definition, language) = (self.table.definition(), self.language());
        let footnotes: Vec<String> = definition.footnotes.iter().map(|note: &Bilingual| told(note, language).to_owned()).collect();
        let base = self.year.numbers().map(CrosstabNumbers::base).filter(|base| *base > 1);
        html! {
            section class="ib-prose" aria-labelledby="definitie" {
                (heading_2("definitie", self.visit.say(Text::Definition)))
                p { strong { (told(&definition.question, language)) } }
                p { (told(&definition.definition, language)) }
                (fraction(definition, language))
                @if let Some(base) = base { (paragraph(&Text::RoundedTo.fill(language, &[("base", &base.to_string())]))) }
                @if self.table.definition().counted != Counted::Children { (paragraph(self.visit.say(Text::CrosstabTimes))) }
                @if self.table.contrast().is_some() { (paragraph(self.visit.say(Text::CrosstabNote))) }
                (parts::footnotes(&footnotes, language))
            }
        }
    }
}

/// What stands under the title: as of when, whether it is approved, whose deliveries, which release and which norm.
pub(super) fn meta(visit: &Visit, release: &Release, definition: &Definition) -> Markup {
    let language = visit.language;
    let status = if release.is_unapproved() { Text::NotApproved } else { Text::Final };
    let mut items = vec![
        Meta::words(Text::AsOf, numbers::day(release.as_of, language)),
        Meta::badge(Text::StatusName, status.say(language)),
        Meta::words(Text::Source, told(&definition.source, language)),
        Meta::words(Text::Release, release.version.clone()),
    ];
    if let Some(norm) = &definition.norm {
        let (term, kind) = (words::term(norm.due_days, norm.unit, language), words::norm_kind(norm.kind).say(language));
        items.push(Meta::words(Text::NormName, Text::NormLine.fill(language, &[("term", &term), ("kind", kind)])));
    }
    parts::meta(&items, language)
}

/// Where the numbers are as files, how they were computed, and the address that stays: of a page at this path with this query.
pub(super) fn ways(visit: &Visit, release: &Release, definition: &Definition, (path, query): (&str, &str)) -> Vec<Way> {
    let download = |name: Text, ending: &str| Way::Download {
        name: visit.say(name).to_owned(),
        address: visit.to(&format!("{path}.{ending}?release={}", release.version)),
    };
    let mut ways = vec![download(Text::DownloadCsv, "csv"), download(Text::DownloadXlsx, "xlsx")];
    if release.method(&definition.method).is_some() {
        ways.push(Way::Page {
            name: visit.say(Text::HowComputed).to_owned(),
            address: visit.to(&format!("/methode/{}", definition.method)),
        });
    }
    ways.push(Way::Permanent { name: visit.say(Text::PermanentLink).to_owned(), address: visit.to(&format!("{path}?{query}")) });
    ways
}

/// Every code of a dimension as rows and columns show them, all together last.
fn codes(axis: &CrosstabAxis) -> Vec<&str> {
    axis.codes.iter().map(|own| own.code.as_str()).chain([ALL_CODES]).collect()
}

/// The codes that hold no others.
fn leaves(axis: &CrosstabAxis) -> Vec<&str> {
    let holds = |code: &str| axis.codes.iter().any(|own| own.within.as_deref() == Some(code));
    axis.codes.iter().map(|own| own.code.as_str()).filter(|code| !holds(code)).collect()
}

/// Those of them that say something.
fn known_leaves(axis: &CrosstabAxis) -> Vec<&str> {
    leaves(axis).into_iter().filter(|code| !matches!(*code, "unknown" | "O")).collect()
}
