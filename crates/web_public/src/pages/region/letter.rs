//! `/regios/{code}/raadsbrief`: a piece of text for a letter to the council, with its figures and drawings, on the page and as a
//! Word file. It is Dutch in both languages of the site, as councils are.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use charts::Drawing;
use domain::{Cell, Estimate, Measure, RegionCode, Site};
use estimates::Statistic;
use maud::{Markup, PreEscaped, html};
use publication::{Counted, Release};
use register::Document;
use screens::table::{self, Table};
use screens::{Language, Menu, Text, numbers, words};

use super::super::missing::{bad_request, not_found};
use super::super::{Name, Page, Visit, heading_1, told};
use super::{Line, lines, table_of};
use crate::asked::{Against, Asked, Chosen};
use crate::sentences::{Standing, standing};
use crate::view::{View, figure};
use crate::{drawings, files, measure};

/// The hand-overs a council asks after first, most telling first; the others stand in the table.
const WAITS: [&str; 6] = ["help-after-order", "assessment", "help-after-transfer", "acute-safety", "board-start", "order-decision"];
/// Sentences about waits, and about counts.
const SENTENCES: usize = 3;

/// What the letter is made of, for HTML and Word alike.
enum Part {
    Heading(String),
    Words(String),
    Picture(Drawing, String),
    Table(Table),
}

/// The letter of a region.
struct Letter {
    title: String,
    parts: Vec<Part>,
}

/// `/regios/{code}/raadsbrief`
pub(crate) async fn letter(State(visit): State<Visit>, name: Name, pairs: super::super::indicator::Pairs) -> Response {
    let (Ok(Path(code)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let (release, _) = Asked::of(pairs).release(&visit.shelf, visit.language);
    let Some(region) = known(&visit, release, &code) else { return not_found(&visit) };
    let letter = written(&dutch(&visit), release, region);
    let title = Text::LetterTitle.fill(visit.language, &[("region", &visit.shelf.name(region, visit.language))]);
    let address = format!("/regios/{region}/raadsbrief?release={}", release.version);
    let file = visit.to(&format!("/regios/{region}/raadsbrief.docx?release={}", release.version));
    let content = html! {
        div class="ib-prose" {
            (heading_1(&title))
            p class="ib-intro" { (visit.say(Text::LetterIntro)) }
            p class="ib-no-print" {
                a class="nl-link" href=(file) download { (visit.say(Text::LetterDocx)) } " · "
                a class="nl-link" href=(visit.to(&address)) data-ib-copy { (visit.say(Text::PermanentLink)) }
            }
        }
        article class="ib-section ib-letter" lang="nl" { (html_of(&letter)) }
    };
    let way = vec![(visit.say(Text::Regions).to_owned(), "/regios")];
    let page = Page { title, address, menu: Menu::Regions, way, content };
    visit.answer(StatusCode::OK, release, &page)
}

/// `/regios/{code}/raadsbrief.docx`
pub(crate) async fn letter_docx(State(visit): State<Visit>, name: Name, pairs: super::super::indicator::Pairs) -> Response {
    let (Ok(Path(code)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let (release, _) = Asked::of(pairs).release(&visit.shelf, visit.language);
    let Some(region) = known(&visit, release, &code) else { return not_found(&visit) };
    match word_of(&written(&dutch(&visit), release, region)) {
        Ok(bytes) => {
            let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            files::download(bytes, kind, &format!("raadsbrief_{region}_{}.docx", release.version))
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The region with this code, where the release has figures of it.
fn known(visit: &Visit, release: &Release, code: &str) -> Option<RegionCode> {
    let region: RegionCode = code.parse().ok()?;
    let has_figures = release.indicators().iter().any(|indicator| !indicator.spans(region).is_empty());
    (visit.shelf.atlas().name(region).is_some() && has_figures).then_some(region)
}

fn dutch(visit: &Visit) -> Visit {
    Visit { language: Language::Dutch, ..visit.clone() }
}

fn written(visit: &Visit, release: &Release, region: RegionCode) -> Letter {
    let name = visit.shelf.name(region, visit.language);
    let lines = lines(release, region);
    let shown = |line: &&Line<'_>| matches!(line.this, Cell::Shown(_));
    let waits: Vec<&Line<'_>> =
        WAITS.iter().filter_map(|id| lines.iter().find(|line| line.indicator.definition.id == *id)).filter(shown).take(SENTENCES).collect();
    let is_children = |line: &&Line<'_>| line.indicator.definition.counted == Counted::Children && line.indicator.definition.norm.is_none();
    let counts: Vec<&Line<'_>> = lines.iter().filter(is_children).filter(shown).take(SENTENCES).collect();
    let mut parts = vec![Part::Words(opening(visit, release, region, &name))];
    section(visit, release, &mut parts, Text::LetterCounts, (region, &counts));
    section(visit, release, &mut parts, Text::LetterWaits, (region, &waits));
    parts.extend(not_said(visit, &name, &lines));
    parts.push(Part::Heading(visit.say(Text::LetterAll).to_owned()));
    for (id, caption, is_wait) in [("t-wachten", Text::RegionWaitsTable, true), ("t-tellen", Text::RegionCountsTable, false)] {
        let own: Vec<&Line<'_>> = lines.iter().filter(|line| line.indicator.definition.norm.is_some() == is_wait).collect();
        if !own.is_empty() {
            parts.push(Part::Table(table_of(visit, (release, region), id, caption, &name, &own)));
            parts.push(Part::Words(visit.say(Text::LetterSymbols).to_owned()));
        }
    }
    parts.push(Part::Heading(visit.say(Text::LetterSources).to_owned()));
    parts.extend(sources(visit, release, region, waits.iter().chain(&counts).copied()));
    Letter { title: Text::LetterTitle.fill(visit.language, &[("region", &name)]), parts }
}

fn opening(visit: &Visit, release: &Release, region: RegionCode, name: &str) -> String {
    let minors = numbers::count(i64::from(visit.shelf.atlas().minors(region)), visit.language);
    let mut said = Text::LetterOpening.fill(visit.language, &[("region", name), ("minors", &minors)]);
    if release.synthetic {
        said = format!("{} {said}", visit.say(Text::MadeData));
    }
    if release.is_unapproved() {
        said = format!("{} {said}", visit.say(Text::UnapprovedMore));
    }
    said
}

/// Sentences under their heading, with the drawing of the first; nothing without a line.
fn section(visit: &Visit, release: &Release, parts: &mut Vec<Part>, heading: Text, (region, lines): (RegionCode, &[&Line<'_>])) {
    let Some(first) = lines.first() else { return };
    parts.push(Part::Heading(visit.say(heading).to_owned()));
    parts.push(Part::Words(lines.iter().filter_map(|line| sentence(visit, region, line)).collect::<Vec<_>>().join(" ")));
    let chosen = Chosen { region, span: first.span, against: beside(region), mistakes: Vec::new() };
    let view = View { shelf: &visit.shelf, release, indicator: first.indicator, language: visit.language, chosen };
    if let Some(drawing) = drawings::trend(&view) {
        let said = format!(
            "{} ({}).",
            told(&first.indicator.definition.title, visit.language),
            measure::name(first.indicator, view.headline(), visit.language)
        );
        parts.push(Part::Picture(drawing, said));
    }
}

fn beside(region: RegionCode) -> Against {
    if region == RegionCode::COUNTRY { Against::Nothing } else { Against::Region(RegionCode::COUNTRY) }
}

/// One line in words, from its cells alone; nothing where its headline is not shown.
fn sentence(visit: &Visit, region: RegionCode, line: &Line<'_>) -> Option<String> {
    let estimate = line.this.shown()?;
    let said = match &line.indicator.definition.norm {
        Some(norm) => {
            let text = match measure::headline(line.indicator) {
                Statistic::Share(Measure::Waiting { .. }) => Text::LetterWait,
                Statistic::Share(_) | Statistic::Count | Statistic::PerTenThousand | Statistic::Median => Text::LetterReached,
            };
            let (term, kind) = (words::term(norm.due_days, norm.unit, visit.language), words::norm_kind(norm.kind).say(visit.language));
            filled(visit, text, line, estimate, &[("term", &term), ("kind", kind)])
        }
        None => {
            let count = figure(line.indicator, Site::all(region, line.span), Statistic::Count).value.shown()?;
            let count = numbers::value(count.value, numbers::Style::Count, visit.language);
            let unit = measure::counted(line.indicator, visit.language);
            filled(visit, Text::LetterCount, line, estimate, &[("count", &count), ("unit", unit)])
        }
    };
    Some(if region == RegionCode::COUNTRY { said } else { format!("{said} {}", compared(visit, line)) })
}

fn filled(visit: &Visit, text: Text, line: &Line<'_>, estimate: Estimate, more: &[(&str, &str)]) -> String {
    let style = measure::style(measure::headline(line.indicator));
    let value = numbers::value(estimate.value, style, visit.language);
    let interval = numbers::interval(&estimate, style, visit.language);
    let (title, period) = (told(&line.indicator.definition.title, visit.language), numbers::period(line.span, visit.language));
    let mut places = vec![("title", title), ("value", value.as_str()), ("interval", interval.as_str()), ("period", period.as_str())];
    places.extend(more);
    text.fill(visit.language, &places)
}

/// What the country says, and whether the difference is more than chance.
fn compared(visit: &Visit, line: &Line<'_>) -> String {
    let text = match standing(line.this, line.country) {
        Standing::Higher => Text::LetterHigher,
        Standing::Lower => Text::LetterLower,
        Standing::NoDifference => Text::LetterSame,
        Standing::NotSaid => return String::new(),
    };
    let style = measure::style(measure::headline(line.indicator));
    let value = line.country.shown().map(|estimate| numbers::value(estimate.value, style, visit.language));
    text.fill(visit.language, &[("value", &value.unwrap_or_default())])
}

/// What is shielded or unknown for the region, by name.
fn not_said(visit: &Visit, name: &str, lines: &[Line<'_>]) -> Vec<Part> {
    let named = |is: fn(&Cell<Estimate>) -> bool| {
        let titles =
            lines.iter().filter(|line| is(&line.this)).map(|line| told(&line.indicator.definition.title, visit.language).to_owned());
        titles.collect::<Vec<_>>().join("; ")
    };
    let both = [
        (named(|cell| matches!(cell, Cell::Hidden)), Text::LetterHidden),
        (named(|cell| matches!(cell, Cell::Unknown)), Text::LetterUnknown),
    ];
    let said = both.into_iter().filter(|(titles, _)| !titles.is_empty());
    let words: Vec<Part> =
        said.map(|(titles, text)| Part::Words(text.fill(visit.language, &[("region", name), ("titles", &titles)]))).collect();
    if words.is_empty() {
        return words;
    }
    std::iter::once(Part::Heading(visit.say(Text::LetterNotSaid).to_owned())).chain(words).collect()
}

/// Where the figures come from: each indicator that was said, with its source, and the release with its address.
fn sources<'a>(visit: &Visit, release: &Release, region: RegionCode, lines: impl Iterator<Item = &'a Line<'a>>) -> Vec<Part> {
    let one = |line: &Line<'_>| {
        let definition = &line.indicator.definition;
        let parts = [definition.title.clone(), definition.definition.clone(), definition.source.clone()];
        let [title, what, source] = parts.each_ref().map(|text| told(text, visit.language));
        Part::Words(Text::LetterSource.fill(visit.language, &[("title", title), ("what", what), ("source", source)]))
    };
    let (day, address) = (numbers::day(release.as_of, visit.language), format!("/regios/{region}/raadsbrief?release={}", release.version));
    let last = [("version", release.version.as_str()), ("day", day.as_str()), ("address", address.as_str())];
    let last = Part::Words(Text::LetterRelease.fill(visit.language, &last));
    lines.map(one).chain([last]).collect()
}

fn html_of(letter: &Letter) -> Markup {
    html! {
        h2 class="nl-heading nl-heading--level-2" { (letter.title) }
        @for part in &letter.parts {
            @match part {
                Part::Heading(text) => h3 class="nl-heading nl-heading--level-3" { (text) },
                Part::Words(text) => p class="nl-paragraph ib-letter__words" { (text) },
                Part::Picture(drawing, said) => figure class="ib-figure" { (PreEscaped(drawing.html())) figcaption class="ib-small" { (said) } },
                Part::Table(table) => (table.html(Language::Dutch)),
            }
        }
    }
}

fn word_of(letter: &Letter) -> Result<Vec<u8>, register::exchange::ExchangeError> {
    let mut document = Document::new(register::Language::Dutch);
    document.title(&letter.title);
    for part in &letter.parts {
        match part {
            Part::Heading(text) => document.heading(text),
            Part::Words(text) => document.paragraph(text),
            Part::Picture(drawing, said) => {
                document.picture(files::png(&drawing.wide).unwrap_or_default(), said);
                document.paragraph(said);
            }
            Part::Table(table) => {
                document.paragraph(&table.caption);
                let head: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
                document.table(&head, &table.rows.iter().map(plain).collect::<Vec<_>>());
            }
        }
    }
    document.finish()
}

fn plain(row: &table::Row) -> Vec<String> {
    row.entries.iter().map(|entry| entry.plain(Language::Dutch)).collect()
}
