//! `/indicatoren/{slug}?regio=&periode=&vergelijk=&release=`, and the same address ending in `.csv` or `.svg`.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Breakdown, Cell, RegionCode, RegionKind, Site, Span};
use estimates::Statistic;
use maud::{Markup, PreEscaped, html};
use screens::figure::{self as parts, Meta, Way};
use screens::form::{self, Answered, Choice, Group, Select};
use screens::table::{self, Column, Entry, Row, Table};
use screens::{Language, Menu, Text, numbers, words};

use super::missing::{bad_request, not_found};
use super::{Name, Page, Visit, heading_1, heading_2, paragraph, told};
use crate::asked::{Against, Asked, Chosen, says_enough, spans, usual_span};
use crate::drawings::{self, Regions};
use crate::view::{View, figure};
use crate::{files, measure, sentences};

/// The query as name–value pairs: nothing a reader types makes it fail.
pub(crate) type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;

/// `/indicatoren/{slug}`
pub(crate) async fn indicator(State(visit): State<Visit>, name: Name, pairs: Pairs) -> Response {
    let (Ok(Path(name)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let asked = Asked::of(pairs);
    let (release, mistake) = asked.release(&visit.shelf, visit.language);
    let (slug, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let Some(indicator) = release.by_slug(slug) else { return not_found(&visit) };
    let mut chosen = Chosen::of(&asked, release, indicator, visit.language);
    chosen.mistakes.extend(mistake);
    let view = View { shelf: &visit.shelf, release, indicator, language: visit.language, chosen };
    match ending {
        "" => page(&visit, &view),
        "csv" => files::csv(&view),
        "svg" => drawings::curve(&view)
            .or_else(|| drawings::trend(&view))
            .map_or_else(|| not_found(&visit), |drawing| files::svg(&view, drawing.wide)),
        _ => not_found(&visit),
    }
}

fn page(visit: &Visit, view: &View<'_>) -> Response {
    let definition = &view.indicator.definition;
    let own = told(&definition.title, visit.language);
    let region = view.region_name(view.chosen.region);
    let title = Text::InRegion.fill(visit.language, &[("title", own), ("region", &region)]);
    let content = html! {
        (form::error_summary(&view.chosen.mistakes, visit.language))
        (head(visit, view, &title))
        (course(visit, view))
        (breakdowns(visit, view))
        (regions(visit, view))
        (municipalities(visit, view))
        (notes(visit, view))
    };
    let way = vec![(visit.say(Text::Indicators).to_owned(), "/indicatoren")];
    let page = Page { title, address: address(view), menu: Menu::Indicators, way, content };
    visit.answer(StatusCode::OK, view.release, &page)
}

fn head(visit: &Visit, view: &View<'_>, title: &str) -> Markup {
    let said = sentences::of(view);
    html! {
        (heading_1(title))
        @if !said.is_empty() { p class="ib-intro" { (said.join(" ")) } }
        (meta(visit, view))
        (filter(visit, view))
        (why_not_shown(visit, view))
    }
}

/// The meta line of a figure of the release.
pub(crate) fn release_meta(view: &View<'_>) -> Markup {
    parts::meta(&release_items(view), view.language)
}

fn release_items(view: &View<'_>) -> Vec<Meta> {
    let language = view.language;
    let mut items = vec![Meta::words(Text::AsOf, numbers::day(view.release.as_of, language))];
    items.extend(status(view));
    items.push(Meta::words(Text::Source, told(&view.indicator.definition.source, language)));
    items.push(Meta::words(Text::Release, view.release.version.clone()));
    items.extend(completeness(view));
    items
}

fn meta(visit: &Visit, view: &View<'_>) -> Markup {
    let mut items = release_items(view);
    if let Some(norm) = &view.indicator.definition.norm {
        let (term, kind) = (words::term(norm.due_days, norm.unit, visit.language), words::norm_kind(norm.kind).say(visit.language));
        items.push(Meta::words(Text::NormName, Text::NormLine.fill(visit.language, &[("term", &term), ("kind", kind)])));
    }
    parts::meta(&items, visit.language)
}

/// Provisional while late registrations may come in, and not approved while no two reviewers did.
fn status(view: &View<'_>) -> Option<Meta> {
    let last = match view.chosen.span {
        Span::Year(year) | Span::Years(_, year) => year,
    };
    let provisional = drawings::status(view.release, view.indicator, last) == domain::Status::Provisional;
    let text = match (provisional, view.release.is_unapproved()) {
        (true, true) => Text::ProvisionalUnapproved,
        (true, false) => Text::Provisional,
        (false, true) => Text::NotApproved,
        (false, false) => Text::Final,
    };
    Some(Meta::badge(Text::StatusName, text.say(view.language)))
}

fn completeness(view: &View<'_>) -> Option<Meta> {
    let Span::Year(year) = view.chosen.span else { return None };
    let line = view.release.completeness(view.chosen.region, year).filter(|line| line.expected > 0)?;
    let share = numbers::percent_whole(f64::from(line.delivered) / f64::from(line.expected), view.language);
    let parts = [("share", share), ("delivered", line.delivered.to_string()), ("expected", line.expected.to_string())];
    let text = Text::DeliveredOf.fill(view.language, &parts.each_ref().map(|(name, value)| (*name, value.as_str())));
    Some(Meta::words(Text::CompletenessName, text))
}

fn filter(visit: &Visit, view: &View<'_>) -> Markup {
    let error = |field| view.chosen.mistakes.iter().find(|mistake| mistake.field == field).map(|mistake| mistake.message.clone());
    let select = |name, label, groups, chosen| Select { name, label: visit.say(label).to_owned(), groups, chosen, error: error(name) };
    let mut selects = vec![
        select("regio", Text::Region, region_groups(visit, view), view.chosen.region.to_string()),
        select("periode", Text::Period, vec![period_group(view, "")], view.chosen.span.to_string()),
    ];
    match visit.shelf.answered() {
        Answered::ByServer => selects.push(select("vergelijk", Text::CompareWith, compare_groups(visit, view), view.chosen.against.word())),
        // Every choice in a file of its own would be a site of millions of files: the country by period, the regions as they open.
        Answered::ByFiles => {
            selects[0].groups.truncate(2);
            selects.truncate(if visit.shelf.has_each_period(view.chosen.region) { 2 } else { 1 });
        }
    }
    let version = view.release.version.as_str();
    let kept: &[(&str, &str)] = if version == visit.shelf.current().version { &[] } else { &[("release", version)] };
    form::filter(
        &visit.to(&format!("/indicatoren/{}", view.indicator.definition.slug)),
        &selects,
        kept,
        visit.shelf.answered(),
        visit.language,
    )
}

fn region_groups(visit: &Visit, view: &View<'_>) -> Vec<Group> {
    let country = Choice { value: RegionCode::COUNTRY.to_string(), name: visit.say(Text::Country).to_owned() };
    let kinds = [
        (RegionKind::VeiligThuis, Text::VeiligThuisRegions),
        (RegionKind::Youth, Text::YouthRegions),
        (RegionKind::Municipality, Text::Municipalities),
    ];
    let mut groups = vec![Group { name: String::new(), choices: vec![country] }];
    for (kind, name) in kinds {
        let mut choices: Vec<_> = view
            .indicator
            .regions(kind)
            .into_iter()
            .map(|region| Choice { value: region.to_string(), name: view.region_name(region) })
            .collect();
        choices.sort_by_key(|choice| choice.name.to_lowercase());
        if !choices.is_empty() {
            groups.push(Group { name: visit.say(name).to_owned(), choices });
        }
    }
    groups
}

fn period_group(view: &View<'_>, name: &str) -> Group {
    let choice = |span: Span| Choice { value: span.to_string(), name: numbers::period(span, view.language) };
    Group { name: name.to_owned(), choices: spans(view.indicator, view.chosen.region).into_iter().map(choice).collect() }
}

fn compare_groups(visit: &Visit, view: &View<'_>) -> Vec<Group> {
    let nothing = Choice { value: Against::Nothing.word(), name: visit.say(Text::NoComparison).to_owned() };
    let mut groups = region_groups(visit, view);
    groups[0].choices.insert(0, nothing);
    groups.insert(1, period_group(view, visit.say(Text::OtherPeriods)));
    groups
}

/// When the headline cannot be shown: why, and what can.
fn why_not_shown(visit: &Visit, view: &View<'_>) -> Markup {
    let cell = view.value(view.this(), view.headline()).map(|_| ());
    let why = match cell {
        Cell::Shown(()) => return html! {},
        Cell::Hidden => Text::HiddenWhy,
        Cell::Unknown => Text::UnknownWhy,
        Cell::Impossible => Text::NothingWhy,
    };
    let what = html! { (table::symbol(cell, visit.language)) " " (sentences::missing(view).unwrap_or_default()) };
    parts::state(&what, visit.say(why), &instead(visit, view))
}

/// Pooled years of the same region, or the whole country.
fn instead(visit: &Visit, view: &View<'_>) -> Markup {
    let headline = view.headline();
    let region = view.chosen.region;
    let shown = |span: &Span| matches!(view.value(Site::all(region, *span), headline), Cell::Shown(_));
    let own = if visit.shelf.has_each_period(region) { view.indicator.spans(region) } else { Vec::new() };
    let pooled: Vec<Span> = own.into_iter().filter(|span| matches!(span, Span::Years(..))).filter(shown).collect();
    let slug = &view.indicator.definition.slug;
    let period = usual_span(view.release, view.indicator, RegionCode::COUNTRY);
    html! {
        (visit.say(Text::WhatCan)) " "
        @for span in pooled {
            a class="nl-link" href=(visit.to(&format!("/indicatoren/{slug}?regio={region}&periode={span}"))) {
                (numbers::period(span, visit.language))
            }
            ", "
        }
        a class="nl-link" href=(visit.to(&format!("/indicatoren/{slug}?regio=NL&periode={period}"))) { (visit.say(Text::WholeCountry)) } "."
    }
}

/// Address of these figures, without language.
fn address(view: &View<'_>) -> String {
    let chosen = &view.chosen;
    let slug = &view.indicator.definition.slug;
    format!("/indicatoren/{slug}?{}", query(view, chosen))
}

fn query(view: &View<'_>, chosen: &Chosen) -> String {
    format!("regio={}&periode={}&vergelijk={}&release={}", chosen.region, chosen.span, chosen.against.word(), view.release.version)
}

fn ways(visit: &Visit, view: &View<'_>) -> Markup {
    let (slug, query) = (&view.indicator.definition.slug, query(view, &view.chosen));
    let file = |ending| visit.to(&format!("/indicatoren/{slug}.{ending}?{query}"));
    let mut ways = vec![Way::Download { name: visit.say(Text::DownloadCsv).to_owned(), address: file("csv") }];
    if has_drawing(view) {
        ways.push(Way::Download { name: visit.say(Text::DownloadSvg).to_owned(), address: file("svg") });
    }
    if view.release.method(&view.indicator.definition.method).is_some() {
        let address = visit.to(&format!("/methode/{}", view.indicator.definition.method));
        ways.push(Way::Page { name: visit.say(Text::HowComputed).to_owned(), address });
    }
    ways.push(Way::Permanent { name: visit.say(Text::PermanentLink).to_owned(), address: visit.to(&address(view)) });
    parts::downloads(&ways, visit.language)
}

fn has_drawing(view: &View<'_>) -> bool {
    drawings::curve(view).or_else(|| drawings::trend(view)).is_some()
}

/// Curve for waits, and the years for everything.
fn course(visit: &Visit, view: &View<'_>) -> Markup {
    html! {
        @if has_curve(view) {
            figure class="ib-figure" aria-labelledby="verloop" {
                h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="verloop" { (visit.say(Text::CurveTitle)) }
                @match drawings::curve(view) {
                    Some(drawing) => { p class="ib-figure__sentence" { (curve_intro(visit, view)) } (PreEscaped(drawing.html())) },
                    None => (curve_missing(visit, view)),
                }
                (parts::folded_table(&curve_tables(visit, view), visit.language))
                (ways(visit, view))
            }
        }
        (years(visit, view))
    }
}

fn has_curve(view: &View<'_>) -> bool {
    !view.curve(view.this()).is_empty()
}

fn curve_intro(visit: &Visit, view: &View<'_>) -> String {
    let period = numbers::period(view.chosen.span, visit.language);
    Text::CurveIntro.fill(visit.language, &[("period", &period)])
}

/// In words that the curve is shielded, and which curves can be seen.
fn curve_missing(visit: &Visit, view: &View<'_>) -> Markup {
    let (region, period) = (view.region_name(view.chosen.region), numbers::period(view.chosen.span, visit.language));
    let what = html! { (Text::CurveHidden.fill(visit.language, &[("region", &region), ("period", &period)])) };
    let own = spans(view.indicator, view.chosen.region).into_iter().map(|span| Site::all(view.chosen.region, span));
    let country = spans(view.indicator, RegionCode::COUNTRY).into_iter().map(|span| Site::all(RegionCode::COUNTRY, span));
    let all = own.chain(country.filter(|site| site.region != view.chosen.region));
    let there: Vec<Site> = all.filter(|site| visit.shelf.has_each_period(site.region) && says_enough(view.indicator, *site)).collect();
    parts::state(&what, visit.say(Text::CurveHiddenWhy), &links(visit, view, &there))
}

/// Links to the page of other sites; nothing when there are none.
fn links(visit: &Visit, view: &View<'_>, sites: &[Site]) -> Markup {
    let slug = &view.indicator.definition.slug;
    html! {
        @if !sites.is_empty() {
            (visit.say(Text::WhatCan)) " "
            @for (place, site) in sites.iter().take(4).enumerate() {
                @if place > 0 { ", " }
                a class="nl-link" href=(visit.to(&format!("/indicatoren/{slug}?regio={}&periode={}", site.region, site.span))) {
                    (view.region_name(site.region)) " " (numbers::period(site.span, visit.language))
                }
            }
            "."
        }
    }
}

fn curve_tables(visit: &Visit, view: &View<'_>) -> Markup {
    let sites: Vec<_> = std::iter::once(view.this()).chain(view.other()).filter(|site| !view.curve(*site).is_empty()).collect();
    html! {
        @for (place, site) in sites.into_iter().enumerate() { (curve_table(visit, view, site, place).html(visit.language)) }
        (table::legend(visit.language))
    }
}

fn curve_table(visit: &Visit, view: &View<'_>, site: Site, place: usize) -> Table {
    let names = [("region", view.region_name(site.region)), ("period", numbers::period(site.span, view.language))];
    let share = measure::style(Statistic::Share(domain::Measure::Entered));
    let rows = view.curve(site).iter().map(|point| Row {
        entries: vec![
            Entry::Plain(i64::from(point.day)),
            Entry::Count(point.at_risk),
            Entry::Count(point.censored),
            Entry::Estimate(point.reached, share),
        ],
        is_this: false,
    });
    let mut columns: Vec<_> = [Text::Day, Text::StillFollowed, Text::Censored].map(|text| Column::numbers(visit.say(text))).into();
    columns.push(Column::estimates(visit.say(Text::ReachedShare), visit.say(Text::Interval)));
    Table {
        id: format!("t-verloop-{place}"),
        caption: Text::CurveStepsTable.fill(visit.language, &names.each_ref().map(|(name, value)| (*name, value.as_str()))),
        columns,
        rows: rows.collect(),
        sortable: false,
    }
}

fn years(visit: &Visit, view: &View<'_>) -> Markup {
    let has_curve = has_curve(view);
    if view.years(view.chosen.region).is_empty() {
        return html! { @if !has_curve { (ways(visit, view)) } };
    }
    let statistic = measure::name(view.indicator, view.headline(), visit.language);
    html! {
        figure class="ib-figure" aria-labelledby="jaren" {
            h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="jaren" { (visit.say(Text::TrendTitle)) }
            p class="ib-figure__sentence" { (Text::TrendIntro.fill(visit.language, &[("statistic", &statistic)])) }
            @match drawings::trend(view) {
                Some(drawing) => (PreEscaped(drawing.html())),
                None => (trend_missing(visit, view)),
            }
            (parts::folded_table(&year_tables(visit, view), visit.language))
            @if !has_curve { (ways(visit, view)) }
        }
    }
}

/// In words that no year is shown; nothing where one year is simply too few for a line.
fn trend_missing(visit: &Visit, view: &View<'_>) -> Markup {
    let is_shown = |site: &Site| matches!(view.value(*site, view.headline()), Cell::Shown(_));
    if view.years(view.chosen.region).iter().any(is_shown) {
        return html! {};
    }
    let region = view.region_name(view.chosen.region);
    let what = html! { (Text::TrendHidden.fill(visit.language, &[("region", &region)])) };
    parts::state(&what, visit.say(Text::HiddenWhy), &instead(visit, view))
}

fn year_tables(visit: &Visit, view: &View<'_>) -> Markup {
    let regions = std::iter::once(view.chosen.region).chain(view.other_region());
    html! {
        @for (place, region) in regions.enumerate() {
            (year_table(visit, view, region, place).html(visit.language))
        }
        (table::legend(visit.language))
    }
}

fn year_table(visit: &Visit, view: &View<'_>, region: RegionCode, place: usize) -> Table {
    let mark = |site: &Site| match site.span {
        Span::Year(year) if drawings::status(view.release, view.indicator, year) == domain::Status::Provisional => "\u{a0}*",
        Span::Year(_) | Span::Years(..) => "",
    };
    let name = |site: &Site| Entry::Words(format!("{}{}", numbers::span(site.span), mark(site)));
    let statistics = measure::columns(view.indicator);
    let rows =
        view.years(region).into_iter().map(|site| row(view, name(&site), site, &statistics, site.span == view.chosen.span)).collect();
    Table {
        id: format!("t-jaren-{place}"),
        caption: Text::TrendTable.fill(visit.language, &[("region", &view.region_name(region))]),
        columns: columns(visit, view, Text::Year, &statistics),
        rows,
        sortable: false,
    }
}

/// Columns of a table of figures: the head, each statistic with its interval, and for waits the number they rest on.
fn columns(visit: &Visit, view: &View<'_>, head: Text, statistics: &[Statistic]) -> Vec<Column> {
    let mut columns = vec![Column::words(visit.say(head))];
    columns.extend(statistics.iter().map(|statistic| column(visit, view, *statistic)));
    if view.indicator.definition.norm.is_some() {
        columns.push(Column::numbers(visit.say(Text::StartsColumn)));
    }
    columns
}

fn column(visit: &Visit, view: &View<'_>, statistic: Statistic) -> Column {
    Column::estimates(measure::column(view.indicator, statistic, visit.language), visit.say(measure::limits(statistic)))
}

fn row(view: &View<'_>, head: Entry, site: Site, statistics: &[Statistic], is_this: bool) -> Row {
    let mut entries = vec![head];
    let estimate = |statistic: &Statistic| Entry::Estimate(view.value(site, *statistic), measure::style(*statistic));
    entries.extend(statistics.iter().map(estimate));
    if view.indicator.definition.norm.is_some() {
        entries.push(Entry::Count(figure(view.indicator, site, view.headline()).n));
    }
    Row { entries, is_this }
}

fn breakdowns(visit: &Visit, view: &View<'_>) -> Markup {
    let breakdowns = view.breakdowns();
    if breakdowns.is_empty() {
        return html! {};
    }
    let statistic = measure::name(view.indicator, measure::by_class(view.indicator), visit.language);
    let intro = Text::BreakdownIntro
        .fill(visit.language, &[("statistic", &statistic), ("period", &numbers::period(view.chosen.span, view.language))]);
    html! {
        section class="ib-section" aria-labelledby="groepen" {
            (heading_2("groepen", visit.say(Text::ByGroup)))
            (paragraph(&intro))
            div class="ib-columns" { @for breakdown in breakdowns { (breakdown_figure(visit, view, breakdown)) } }
        }
    }
}

fn breakdown_figure(visit: &Visit, view: &View<'_>, breakdown: Breakdown) -> Markup {
    let heading = words::by(breakdown).say(visit.language);
    html! {
        figure class="ib-figure" aria-labelledby={"naar-" (breakdown.word())} {
            h3 class="nl-heading nl-heading--level-3" id={"naar-" (breakdown.word())} { (heading) }
            @if is_any_shown(view, breakdown) { (PreEscaped(drawings::bars(view, breakdown).html())) }
            @else { p class="ib-small" { (visit.say(Text::ClassesHidden)) } }
            (parts::folded_table(&with_legend(&breakdown_table(visit, view, breakdown, heading), visit.language), visit.language))
        }
    }
}

fn is_any_shown(view: &View<'_>, breakdown: Breakdown) -> bool {
    let statistic = measure::by_class(view.indicator);
    view.classes(breakdown).into_iter().any(|site| matches!(view.value(site, statistic), Cell::Shown(_)))
}

fn with_legend(table: &Table, language: Language) -> Markup {
    html! { (table.html(language)) (table::legend(language)) }
}

fn breakdown_table(visit: &Visit, view: &View<'_>, breakdown: Breakdown, heading: &str) -> Table {
    let statistic = measure::by_class(view.indicator);
    let style = measure::style(statistic);
    let row = |site: Site| {
        let name = Entry::Words(words::class(breakdown, site.class, visit.language).to_owned());
        Row { entries: vec![name, Entry::Estimate(view.value(site, statistic), style)], is_this: false }
    };
    Table {
        id: format!("t-{}", breakdown.word()),
        caption: Text::BreakdownTable
            .fill(visit.language, &[("heading", heading), ("period", &numbers::period(view.chosen.span, view.language))]),
        columns: vec![Column::words(visit.say(Text::Class)), column(visit, view, statistic)],
        rows: view.classes(breakdown).into_iter().map(row).collect(),
        sortable: false,
    }
}

fn regions(visit: &Visit, view: &View<'_>) -> Markup {
    if view.regions().is_empty() {
        return html! {};
    }
    let drawings = Regions::of(view);
    let statistic = measure::name(view.indicator, view.headline(), visit.language);
    let intro = Text::RegionsIntro
        .fill(visit.language, &[("statistic", &statistic), ("period", &numbers::period(view.chosen.span, view.language))]);
    html! {
        section class="ib-split" aria-labelledby="regios" {
            h2 class="nl-heading nl-heading--level-2 ib-split__head" id="regios" { (visit.say(Text::RegionsTitle)) }
            @if drawings.any_shown() {
                p class="ib-split__intro" { (intro) }
                (map_and_ranking(&drawings, visit.language))
            } @else { (regions_missing(visit, view)) }
        }
        section class="ib-section" aria-labelledby="alle-regios" {
            (heading_2("alle-regios", visit.say(Text::AllRegionsTitle)))
            (paragraph(visit.say(Text::RatioNote)))
            (region_table(visit, view).html(visit.language))
            (table::legend(visit.language))
        }
    }
}

/// The map with what its boxes mean, beside the ranking.
pub(crate) fn map_and_ranking(drawings: &Regions<'_>, language: Language) -> Markup {
    html! {
        div class="ib-split__main" {
            (PreEscaped(drawings.map().html()))
            @if !drawings.all_shown() { p class="ib-small ib-split__note" { (Text::MapNote.say(language)) } }
        }
        div class="ib-split__side" { (PreEscaped(drawings.ranking().html())) }
    }
}

/// In words that no region is shown, and what is.
pub(crate) fn regions_missing(visit: &Visit, view: &View<'_>) -> Markup {
    let period = numbers::period(view.chosen.span, visit.language);
    let what = html! { (Text::RegionsHidden.fill(visit.language, &[("period", &period)])) };
    let periods = spans(view.indicator, RegionCode::COUNTRY).into_iter();
    let seen = |span: &Span| Regions { span: *span, ..Regions::of(view) }.any_shown();
    let sites: Vec<Site> = periods.filter(seen).map(|span| Site::all(RegionCode::COUNTRY, span)).collect();
    parts::state(&what, visit.say(Text::HiddenWhy), &links(visit, view, &sites))
}

/// The municipalities, in the periods that have them.
fn municipalities(visit: &Visit, view: &View<'_>) -> Markup {
    let Some(drawing) = drawings::hexagons(view) else { return html! {} };
    let statistic = measure::name(view.indicator, view.headline(), visit.language);
    let intro = Text::HexagonIntro
        .fill(visit.language, &[("statistic", &statistic), ("period", &numbers::period(view.chosen.span, view.language))]);
    let table = place_table(visit, view, "t-gemeenten", Text::HexagonTitle, Text::Municipality, view.municipalities());
    html! {
        figure class="ib-figure" aria-labelledby="gemeenten" {
            h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="gemeenten" { (visit.say(Text::Municipalities)) }
            p class="ib-figure__sentence" { (intro) }
            (PreEscaped(drawing.html()))
            (parts::folded_table(&with_legend(&table, visit.language), visit.language))
        }
    }
}

fn region_table(visit: &Visit, view: &View<'_>) -> Table {
    let country = Site::all(RegionCode::COUNTRY, view.chosen.span);
    let sites = std::iter::once(country).chain(view.regions()).collect();
    place_table(visit, view, "t-regios", Text::RegionsTable, Text::Region, sites)
}

/// A row for each place, linked to its page; a column for each statistic that places have.
fn place_table(visit: &Visit, view: &View<'_>, id: &str, caption: Text, head: Text, sites: Vec<Site>) -> Table {
    let name = |site: Site| Entry::Link { address: visit.to(&format!("/regios/{}", site.region)), name: view.region_name(site.region) };
    let own = told(&view.indicator.definition.title, visit.language);
    let is_there = |statistic: &Statistic| sites.iter().skip(1).any(|site| view.indicator.figure(*site, *statistic).is_some());
    let statistics: Vec<_> = measure::columns(view.indicator).into_iter().filter(is_there).collect();
    Table {
        id: id.to_owned(),
        caption: caption.fill(visit.language, &[("title", own), ("period", &numbers::period(view.chosen.span, view.language))]),
        columns: columns(visit, view, head, &statistics),
        rows: sites.into_iter().map(|site| row(view, name(site), site, &statistics, site.region == view.chosen.region)).collect(),
        sortable: true,
    }
}

/// What is counted, how it is rounded, where the norm stands, and the footnotes.
fn notes(visit: &Visit, view: &View<'_>) -> Markup {
    let definition = &view.indicator.definition;
    let rounded = view.indicator.rounded_to.filter(|base| *base > 1);
    let norm = definition.norm.as_ref().filter(|norm| !norm.source.is_empty());
    let footnotes: Vec<String> = definition.footnotes.iter().map(|note| told(note, visit.language).to_owned()).collect();
    html! {
        section class="ib-prose" aria-labelledby="definitie" {
            (heading_2("definitie", visit.say(Text::Definition)))
            p { strong { (told(&definition.question, visit.language)) } }
            p { (told(&definition.definition, visit.language)) }
            @if let Some(base) = rounded { p { (Text::RoundedTo.fill(visit.language, &[("base", &base.to_string())])) } }
            @if let Some(norm) = norm { p { (Text::NormSource.fill(visit.language, &[("source", &norm.source)])) } }
            p class="ib-small" { (visit.say(Text::AboutCsv)) }
            (parts::footnotes(&footnotes))
        }
    }
}
