//! `/indicatoren/{slug}?regio=&periode=&vergelijk=&release=`, and the same address ending in `.csv`, `.xlsx`, `.json`, `.svg` or `.png`.

mod around;
mod breakdown;
mod compare;
mod course;
mod places;
mod tables;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cell, RegionCode, RegionKind, Site, Span};
use maud::{Markup, html};
use publication::RepeatedYears;
use screens::figure as parts;
use screens::form::{self, Answered, Choice, Group, Select};
use screens::{Menu, Text, numbers, table};

use super::missing::{bad_request, not_found};
use super::{Name, Page, Visit, heading_1, told};
use crate::asked::{Against, Asked, Chosen, first, spans, usual_span};
use crate::pictures::Picture;
use crate::view::View;
use crate::{files, sentences};
use around::address;

pub(crate) use around::{fraction, picture_ways, release_meta, ways};
pub(crate) use compare::compare_regions;
pub(crate) use places::{map_and_ranking, regions_missing};

/// The query as name–value pairs: nothing a reader types makes it fail.
pub(crate) type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;

/// `/indicatoren/{slug}`
pub(crate) async fn indicator(State(visit): State<Visit>, name: Name, pairs: Pairs) -> Response {
    let (Ok(Path(name)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let picture = first(&pairs, "tekening").map(Picture::named);
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
        "xlsx" => files::xlsx(&view),
        "json" => files::json(&view),
        "svg" | "png" => drawn(&visit, &view, picture, ending),
        _ => not_found(&visit),
    }
}

/// One drawing of the page; without a name the one that stands for it.
fn drawn(visit: &Visit, view: &View<'_>, picture: Option<Option<Picture>>, ending: &str) -> Response {
    let drawing = match picture {
        None => Picture::main(view),
        Some(picture) => picture.and_then(|picture| Some((picture, picture.draw(view)?))),
    };
    match drawing {
        Some((picture, drawing)) if ending == "png" => files::picture(view, picture.word(), &drawing.wide),
        Some((picture, drawing)) => files::svg(view, picture.word(), drawing.wide),
        None => not_found(visit),
    }
}

/// The address of the page that holds the regions of this indicator and period beside each other.
fn compare_address(view: &View<'_>) -> String {
    format!("/indicatoren/{}/regios?periode={}&release={}", view.indicator.definition.slug, view.chosen.span, view.release.version)
}

fn page(visit: &Visit, view: &View<'_>) -> Response {
    let definition = &view.indicator.definition;
    let own = told(&definition.title, visit.language);
    let region = view.region_name(view.chosen.region);
    let title = Text::InRegion.fill(visit.language, &[("title", own), ("region", &region)]);
    let content = html! {
        (form::error_summary(&view.chosen.mistakes, visit.language))
        (head(visit, view, &title))
        (course::course(visit, view))
        (taken_over(visit, view))
        (breakdown::breakdowns(visit, view))
        (places::regions(visit, view))
        (places::municipalities(visit, view))
        (around::notes(visit, view))
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
        (around::meta(visit, view))
        (filter(visit, view))
        (why_not_shown(visit, view))
    }
}

/// Which years are as an earlier release told them, and why.
fn taken_over(visit: &Visit, view: &View<'_>) -> Markup {
    let said: Vec<String> = view.release.repeated_of(&view.indicator.definition.id).map(|own| of_years(visit, own)).collect();
    html! {
        @if !said.is_empty() {
            div class="ib-prose" { @for sentence in said { p { (sentence) } } }
        }
    }
}

fn of_years(visit: &Visit, own: &RepeatedYears) -> String {
    let years: Vec<String> = own.years.iter().map(i16::to_string).collect();
    let years = match years.split_last() {
        Some((last, before)) if !before.is_empty() => Text::YearsAnd.fill(visit.language, &[("years", &before.join(", ")), ("last", last)]),
        Some(_) | None => years.concat(),
    };
    match &own.from {
        Some(version) => Text::TakenOver.fill(visit.language, &[("years", &years), ("version", version)]),
        None => Text::NotTakenOver.fill(visit.language, &[("years", &years)]),
    }
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

/// The periods to choose from.
fn period_select(visit: &Visit, view: &View<'_>) -> Select {
    let (label, chosen) = (visit.say(Text::Period).to_owned(), view.chosen.span.to_string());
    Select { name: "periode", label, groups: vec![period_group(view, "")], chosen, error: None }
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
