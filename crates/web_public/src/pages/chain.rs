//! `/keten?regio=`: every hand-over of the release in the order of the chain: how many arrive in time, where it waits, and
//! what is not covered. The same address ending in `.csv`, `.xlsx`, `.svg` or `.png` is its cells and its drawing.

use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use charts::{Caption, Chain, Drawing, HandOver};
use domain::{Cell, Estimate, Measure, RegionCode, RegionKind, Site, Span};
use estimates::{Figure, Statistic};
use maud::{Markup, PreEscaped, html};
use publication::{IndicatorData, Norm, Release};
use screens::form::{self, Choice, Group, Mistake, Select};
use screens::table::{self, Column, Entry, Row, Table};
use screens::{Menu, Text, figure as parts, numbers, words};

use super::indicator::Pairs;
use super::missing::{bad_request, not_found};
use super::{Page, Visit, cell_files, drawing_files, heading_1, heading_2, paragraph, told, waiting};
use crate::asked::{self, usual_span};
use crate::files::{self, workbook};
use crate::measure;
use crate::view::figure;

/// The hand-overs in the order in which a child meets them, each with where it begins and where it should lead.
const ORDER: [(&str, Text, Text); 17] = [
    ("assessment", Text::StageReport, Text::StageAssessment),
    ("investigation", Text::StageInvestigation, Text::StageInvestigationDone),
    ("csg-in-view", Text::StageCsg, Text::StageElsewhere),
    ("police-in-view", Text::StagePolice, Text::StageReport),
    ("acute-safety", Text::StageAcute, Text::StageSafe),
    ("transfer", Text::StageTransfer, Text::StageAccepted),
    ("help-after-transfer", Text::StageAccepted, Text::StageHelp),
    ("first-monitoring", Text::StageAccepted, Text::StageMonitoring),
    ("board-start", Text::StageBoardAsked, Text::StageBoardStarts),
    ("board-end", Text::StageBoardAsked, Text::StageBoardDone),
    ("order-decision", Text::StageCourtAsked, Text::StageCourtDecides),
    ("gi-start", Text::StageOrder, Text::StageGuardian),
    ("gi-plan", Text::StageOrder, Text::StagePlan),
    ("help-after-order", Text::StageOrder, Text::StageHelp),
    ("help-after-allocation", Text::StageAllocated, Text::StageHelp),
    ("adult-follow-up", Text::StageEighteen, Text::StageAdultHelp),
    ("housing-income", Text::StageEighteen, Text::StageHousing),
];

/// A hand-over of the release, looked at from one region in the newest period it shows there.
struct Step<'a> {
    indicator: &'a IndicatorData,
    norm: &'a Norm,
    stages: (Text, Text),
    span: Span,
    site: Site,
}

/// `/keten`
pub(crate) async fn chain(State(visit): State<Visit>, pairs: Pairs) -> Response {
    let Ok(Query(pairs)) = pairs else { return bad_request(&visit) };
    let Asked { release, region, mistakes, steps } = asked(&visit, &pairs);
    let name = visit.shelf.name(region, visit.language);
    let content = html! {
        (form::error_summary(&mistakes, visit.language))
        div class="ib-prose" {
            (heading_1(&Text::ChainTitle.fill(visit.language, &[("region", &name)])))
            p class="ib-intro" { (visit.say(Text::ChainIntro)) }
            @if let Some(said) = longest(&visit, &steps) { (paragraph(&said)) }
        }
        (form::filter(&visit.to("/keten"), &[choice(&visit, release, region)], &[], visit.shelf.answered(), visit.language))
        (figure_of(&visit, release, region, &steps))
        (waiting::link(&visit, release))
        (not_covered(&visit, release, region))
    };
    let address = address(&visit, release, region);
    let page = Page { title: visit.say(Text::Chain).to_owned(), address, menu: Menu::Chain, way: Vec::new(), content };
    visit.answer(StatusCode::OK, release, &page)
}

/// `/keten.csv`, `.xlsx`, `.svg` and `.png`
pub(crate) async fn chain_file(State(visit): State<Visit>, uri: Uri, pairs: Pairs) -> Response {
    let Ok(Query(pairs)) = pairs else { return bad_request(&visit) };
    let Asked { release, region, steps, .. } = asked(&visit, &pairs);
    let rows: Vec<_> = steps.iter().flat_map(|step| step.rows(&visit, release)).collect();
    let about = workbook::of_figure(release, Text::ChainFigure, Text::ChainDrawing);
    let drawing = || drawn(&visit, &visit.shelf.name(region, visit.language), &steps).map(|drawing| drawing.wide);
    let (_, ending) = uri.path().rsplit_once('.').unwrap_or_default();
    let name = format!("keten_{region}_{}", release.version);
    files::whole(ending, &name, &rows, &about, drawing).unwrap_or_else(|| not_found(&visit))
}

/// What an address asks, and what the release has of it.
struct Asked<'a> {
    release: &'a Release,
    region: RegionCode,
    mistakes: Vec<Mistake>,
    steps: Vec<Step<'a>>,
}

fn asked<'a>(visit: &'a Visit, pairs: &[(String, String)]) -> Asked<'a> {
    let (release, mistake) = asked::Asked::of(pairs.to_vec()).release(&visit.shelf, visit.language);
    let (region, mut mistakes) = region(visit, release, pairs);
    mistakes.extend(mistake);
    let steps = ORDER.iter().filter_map(|(id, from, to)| step(release, id, (*from, *to), region)).collect();
    Asked { release, region, mistakes, steps }
}

/// The address of the page; with the release where it is not the one shown anyway.
fn address(visit: &Visit, release: &Release, region: RegionCode) -> String {
    let region = (region != RegionCode::COUNTRY).then(|| format!("regio={region}"));
    let version = (release.version != visit.shelf.current().version).then(|| format!("release={}", release.version));
    let query: Vec<String> = region.into_iter().chain(version).collect();
    if query.is_empty() { "/keten".to_owned() } else { format!("/keten?{}", query.join("&")) }
}

fn region(visit: &Visit, release: &Release, pairs: &[(String, String)]) -> (RegionCode, Vec<Mistake>) {
    let asked = pairs.iter().find(|(name, value)| name == "regio" && !value.is_empty());
    let Some((_, text)) = asked else { return (RegionCode::COUNTRY, Vec::new()) };
    let known = |region: &RegionCode| *region == RegionCode::COUNTRY || visit.shelf.regions(release, region.kind()).contains(region);
    match text.parse::<RegionCode>().ok().filter(known) {
        Some(region) => (region, Vec::new()),
        None => (RegionCode::COUNTRY, vec![Mistake { field: "regio", message: visit.say(Text::WrongRegion).to_owned() }]),
    }
}

fn choice(visit: &Visit, release: &Release, region: RegionCode) -> Select {
    let one = |code: RegionCode| Choice { value: code.to_string(), name: visit.shelf.name(code, visit.language) };
    let groups = vec![
        Group { name: String::new(), choices: vec![one(RegionCode::COUNTRY)] },
        Group {
            name: visit.say(Text::VeiligThuisRegions).to_owned(),
            choices: visit.shelf.regions(release, RegionKind::VeiligThuis).into_iter().map(one).collect(),
        },
    ];
    Select { name: "regio", label: visit.say(Text::Region).to_owned(), groups, chosen: region.to_string(), error: None }
}

fn step<'a>(release: &'a Release, id: &str, stages: (Text, Text), region: RegionCode) -> Option<Step<'a>> {
    let indicator = release.by_id(id)?;
    let norm = indicator.definition.norm.as_ref()?;
    let span = usual_span(release, indicator, region);
    Some(Step { indicator, norm, stages, span, site: Site::all(region, span) })
}

impl Step<'_> {
    /// Share that arrived within the term, and share still waiting when it is over.
    fn figures(&self) -> [Figure; 2] {
        let by = self.norm.due_days;
        [Measure::Reached { by }, Measure::Waiting { by }].map(|measure| figure(self.indicator, self.site, Statistic::Share(measure)))
    }

    fn arrived(&self) -> Cell<Estimate> {
        self.figures()[0].value
    }

    fn waiting(&self) -> Cell<Estimate> {
        self.figures()[1].value
    }

    fn rows(&self, visit: &Visit, release: &Release) -> [files::Row; 2] {
        let sheet = files::Sheet { shelf: &visit.shelf, release, indicator: self.indicator, language: visit.language };
        self.figures().map(|figure| sheet.figure(&figure))
    }

    fn address(&self, visit: &Visit) -> String {
        visit.to(&format!("/indicatoren/{}?regio={}&periode={}", self.indicator.definition.slug, self.site.region, self.span))
    }
}

/// In words where most are still waiting when the term is over; nothing where no share is shown.
fn longest(visit: &Visit, steps: &[Step<'_>]) -> Option<String> {
    let shown = steps.iter().filter_map(|step| Some((step, step.waiting().shown()?)));
    let (step, estimate) = shown.max_by(|one, other| one.1.value.total_cmp(&other.1.value))?;
    let value = numbers::percent(estimate.value, visit.language);
    let limits = numbers::limits(&estimate, numbers::Style::Share, visit.language);
    let term = words::term(step.norm.due_days, step.norm.unit, visit.language);
    let title = told(&step.indicator.definition.title, visit.language);
    let period = numbers::period(step.span, visit.language);
    Some(
        Text::ChainLongest
            .fill(visit.language, &[("title", title), ("share", &value), ("interval", &limits), ("term", &term), ("period", &period)]),
    )
}

/// The drawing of the steps; `None` where there are none.
fn drawn(visit: &Visit, name: &str, steps: &[Step<'_>]) -> Option<Drawing> {
    if steps.is_empty() {
        return None;
    }
    let ways = steps.iter().map(|step| HandOver {
        from: visit.say(step.stages.0).to_owned(),
        to: visit.say(step.stages.1).to_owned(),
        within: within(visit, step.norm),
        arrived: step.arrived(),
        link: Some(step.address(visit)),
    });
    let caption = Caption {
        id: "keten".to_owned(),
        title: Text::ChainTitle.fill(visit.language, &[("region", name)]),
        description: visit.say(Text::ChainDrawing).to_owned(),
    };
    Some(Chain { caption, language: visit.language, ways: ways.collect() }.draw())
}

fn figure_of(visit: &Visit, release: &Release, region: RegionCode, steps: &[Step<'_>]) -> Markup {
    let name = &visit.shelf.name(region, visit.language);
    let Some(drawing) = drawn(visit, name, steps) else {
        return html! { div class="ib-notice" { p { (visit.say(Text::NoIndicators)) } } };
    };
    let query = format!("regio={region}&release={}", release.version);
    html! {
        figure class="ib-figure" aria-labelledby="overdrachten" {
            h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="overdrachten" { (visit.say(Text::ChainFigure)) }
            p class="ib-figure__sentence" { (visit.say(Text::ChainDrawing)) }
            (PreEscaped(drawing.html()))
            (drawing_files(visit, "/keten", &query))
            (parts::folded_table(&html! { (table_of(visit, name, steps).html(visit.language)) (table::legend(visit.language)) }, visit.language))
            (cell_files(visit, "/keten", &query))
        }
    }
}

/// The term as a phrase that follows a share.
fn within(visit: &Visit, norm: &Norm) -> String {
    match norm.due_days {
        0 => visit.say(Text::AtOnce).to_owned(),
        days => Text::WithinTerm.fill(visit.language, &[("term", &words::term(days, norm.unit, visit.language))]),
    }
}

fn table_of(visit: &Visit, name: &str, steps: &[Step<'_>]) -> Table {
    let style = measure::style(Statistic::Share(Measure::Entered));
    let row = |step: &Step<'_>| Row {
        entries: vec![
            Entry::Link { address: step.address(visit), name: told(&step.indicator.definition.title, visit.language).to_owned() },
            Entry::Words(within(visit, step.norm)),
            Entry::Words(visit.say(words::norm_kind(step.norm.kind)).to_owned()),
            Entry::Words(numbers::span(step.span)),
            Entry::Estimate(step.arrived(), style),
            Entry::Estimate(step.waiting(), style),
        ],
        is_this: false,
    };
    let words = [Text::HandOver, Text::TermColumn, Text::NormName, Text::Period].map(|text| Column::words(visit.say(text)));
    let shares = [Text::ArrivedColumn, Text::WaitingColumn].map(|text| Column::estimates(visit.say(text), visit.say(Text::Interval)));
    Table {
        id: "t-keten".to_owned(),
        caption: Text::ChainTitle.fill(visit.language, &[("region", name)]),
        columns: words.into_iter().chain(shares).collect(),
        rows: steps.iter().map(row).collect(),
        sortable: true,
    }
}

/// How much of what should have come was delivered, year by year; what was not cannot be in any figure.
fn not_covered(visit: &Visit, release: &Release, region: RegionCode) -> Markup {
    let years = release.years.0..=release.years.1;
    let lines: Vec<_> = years.filter_map(|year| release.completeness(region, year)).filter(|line| line.expected > 0).collect();
    let row = |line: &publication::Completeness| Row {
        entries: vec![
            Entry::Words(line.year.to_string()),
            Entry::Words(numbers::percent_whole(f64::from(line.delivered) / f64::from(line.expected), visit.language)),
        ],
        is_this: false,
    };
    let table = Table {
        id: "t-geleverd".to_owned(),
        caption: visit.say(Text::CoveredTable).to_owned(),
        columns: vec![Column::words(visit.say(Text::Year)), Column::words(visit.say(Text::CompletenessName))],
        rows: lines.iter().map(row).collect(),
        sortable: false,
    };
    html! {
        section class="ib-section ib-prose" aria-labelledby="niet-in-beeld" {
            (heading_2("niet-in-beeld", visit.say(Text::NotCovered)))
            (paragraph(visit.say(Text::NotCoveredText)))
            @if !lines.is_empty() { (table.html(visit.language)) }
        }
    }
}
