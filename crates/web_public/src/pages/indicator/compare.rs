//! `/indicatoren/{slug}/regios?periode=`: all regions of an indicator beside each other, over the years and against chance.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{RegionCode, Site, Span};
use maud::{Markup, PreEscaped, html};
use screens::figure as parts;
use screens::form::{self, Answered};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text, numbers};

use super::super::missing::{bad_request, not_found};
use super::super::{Name, Page, Visit, heading_1, told};
use super::around::picture_ways;
use super::tables::with_legend;
use super::{Pairs, places, release_meta};
use crate::asked::{Asked, Chosen};
use crate::drawings::{self, Regions};
use crate::funnel::{Beside, Funnel, FunnelLine};
use crate::measure;
use crate::pictures::Picture;
use crate::view::View;

/// `/indicatoren/{slug}/regios`
pub(crate) async fn compare_regions(State(visit): State<Visit>, name: Name, pairs: Pairs) -> Response {
    let (Ok(Path(slug)), Ok(Query(pairs))) = (name, pairs) else { return bad_request(&visit) };
    let asked = Asked { region: None, compare: None, ..Asked::of(pairs) };
    let (release, mistake) = asked.release(&visit.shelf, visit.language);
    let Some(indicator) = release.by_slug(&slug) else { return not_found(&visit) };
    let mut chosen = Chosen::of(&asked, release, indicator, visit.language);
    chosen.mistakes.extend(mistake);
    let view = View { shelf: &visit.shelf, release, indicator, language: visit.language, chosen };
    page(&visit, &view)
}

fn page(visit: &Visit, view: &View<'_>) -> Response {
    let own = told(&view.indicator.definition.title, visit.language);
    let title = Text::CompareRegionsTitle.fill(visit.language, &[("title", own)]);
    let content = html! {
        (form::error_summary(&view.chosen.mistakes, visit.language))
        div class="ib-prose" {
            (heading_1(&title))
            p class="ib-intro" { (visit.say(Text::CompareRegionsIntro)) }
        }
        (release_meta(view))
        (filter(visit, view))
        (funnel(visit, view))
        (panels(visit, view))
    };
    let way = vec![(visit.say(Text::Indicators).to_owned(), "/indicatoren")];
    let page = Page { title, address: super::compare_address(view), menu: Menu::Indicators, way, content };
    visit.answer(StatusCode::OK, view.release, &page)
}

fn filter(visit: &Visit, view: &View<'_>) -> Markup {
    let mut select = super::period_select(visit, view);
    select.error = view.chosen.mistakes.iter().find(|mistake| mistake.field == "periode").map(|mistake| mistake.message.clone());
    let version = view.release.version.as_str();
    let kept: &[(&str, &str)] = if version == visit.shelf.current().version { &[] } else { &[("release", version)] };
    let action = visit.to(&format!("/indicatoren/{}/regios", view.indicator.definition.slug));
    html! {
        @if visit.shelf.answered() == Answered::ByServer || visit.shelf.has_each_period(RegionCode::COUNTRY) {
            (form::filter(&action, &[select], kept, visit.shelf.answered(), visit.language))
        }
    }
}

fn funnel(visit: &Visit, view: &View<'_>) -> Markup {
    let (Some(drawing), Some(funnel)) = (drawings::funnel(view), Funnel::of(view)) else {
        return html! { @if !Regions::of(view).any_shown() { section class="ib-section" { (places::regions_missing(visit, view)) } } };
    };
    html! {
        figure class="ib-figure" aria-labelledby="trechter" {
            h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="trechter" { (visit.say(Text::FunnelHeading)) }
            p class="ib-figure__sentence" { (said(visit, view, &funnel)) " " (visit.say(Text::FunnelIntro)) }
            (PreEscaped(drawing.html()))
            (picture_ways(visit, view, Picture::Funnel))
            (parts::folded_table(&with_legend(&funnel_table(visit, view, &funnel), visit.language), visit.language))
        }
    }
}

/// How many regions lie outside the limits, and which.
fn said(visit: &Visit, view: &View<'_>, funnel: &Funnel) -> String {
    let names = |which: Beside| -> Vec<String> {
        funnel.lines.iter().filter(|line| line.standing == Some(which)).map(|line| view.region_name(line.site.region)).collect()
    };
    let list = |names: Vec<String>| if names.is_empty() { visit.say(Text::FunnelNobody).to_owned() } else { names.join(", ") };
    let shown = funnel.lines.iter().filter(|line| line.standing.is_some()).count().to_string();
    let places = [("shown", shown), ("above", list(names(Beside::Above))), ("below", list(names(Beside::Below)))];
    Text::FunnelSentence.fill(visit.language, &places.each_ref().map(|(name, value)| (*name, value.as_str())))
}

fn funnel_table(visit: &Visit, view: &View<'_>, funnel: &Funnel) -> Table {
    let headline = view.headline();
    let style = measure::style(headline);
    let near = |line: &FunnelLine| line.near.map_or_else(String::new, |near| numbers::interval_of(near, style, visit.language));
    let word = |line: &FunnelLine| {
        let text = match line.standing {
            Some(Beside::Inside) => Text::FunnelInside,
            Some(Beside::Above) => Text::FunnelAbove,
            Some(Beside::Below) => Text::FunnelBelow,
            None => return String::new(),
        };
        visit.say(text).to_owned()
    };
    let row = |line: &FunnelLine| Row {
        entries: vec![
            Entry::Link { address: visit.to(&format!("/regios/{}", line.site.region)), name: view.region_name(line.site.region) },
            Entry::Estimate(line.value, style),
            Entry::Count(line.n),
            Entry::Words(near(line)),
            Entry::Words(word(line)),
        ],
        is_this: false,
    };
    Table {
        id: "t-trechter".to_owned(),
        caption: Regions::of(view).title(Text::FunnelTitle),
        columns: vec![
            Column::words(visit.say(Text::Region)),
            Column::estimates(measure::column(view.indicator, headline, visit.language), visit.say(measure::limits(headline))),
            Column::numbers(visit.say(Text::StartsColumn)),
            Column::words(visit.say(Text::FunnelNear)),
            Column::words(visit.say(Text::FunnelPlaceColumn)),
        ],
        rows: funnel.lines.iter().map(row).collect(),
        sortable: true,
    }
}

fn panels(visit: &Visit, view: &View<'_>) -> Markup {
    let Some(drawing) = drawings::panels(view) else { return html! {} };
    let statistic = measure::name(view.indicator, view.headline(), visit.language);
    html! {
        figure class="ib-figure" aria-labelledby="panelen" {
            h2 class="nl-heading nl-heading--level-2 ib-figure__title" id="panelen" { (visit.say(Text::PanelsHeading)) }
            p class="ib-figure__sentence" { (Text::PanelsIntro.fill(visit.language, &[("statistic", &statistic)])) }
            (PreEscaped(drawing.html()))
            (picture_ways(visit, view, Picture::Panels))
            (parts::folded_table(&with_legend(&panel_table(visit, view), visit.language), visit.language))
        }
    }
}

/// A row for each region and the country, a column for each year.
fn panel_table(visit: &Visit, view: &View<'_>) -> Table {
    let headline = view.headline();
    let style = measure::style(headline);
    let years: Vec<Span> = view.years(RegionCode::COUNTRY).into_iter().map(|site| site.span).collect();
    let country = Site::all(RegionCode::COUNTRY, view.chosen.span);
    let row = |site: Site| {
        let name = Entry::Link { address: visit.to(&format!("/regios/{}", site.region)), name: view.region_name(site.region) };
        let values = years.iter().map(|span| Entry::Estimate(view.value(Site::all(site.region, *span), headline), style));
        Row { entries: std::iter::once(name).chain(values).collect(), is_this: false }
    };
    let limits = visit.say(measure::limits(headline));
    let columns = years.iter().map(|span| Column::estimates(numbers::span(*span), limits));
    Table {
        id: "t-panelen".to_owned(),
        caption: Regions::of(view).title(Text::PanelsTitle),
        columns: std::iter::once(Column::words(visit.say(Text::Region))).chain(columns).collect(),
        rows: std::iter::once(country).chain(view.regions_by_name()).map(row).collect(),
        sortable: true,
    }
}
