//! The regions beside each other, and the municipalities.

use domain::{RegionCode, Site, Span};
use estimates::Statistic;
use maud::{Markup, PreEscaped, html};
use screens::figure as parts;
use screens::table::{self, Entry, Table};
use screens::{Text, numbers};

use super::super::{Visit, heading_2, paragraph, told};
use super::around::picture_ways;
use super::links;
use super::tables::{columns, row, with_legend};
use crate::asked::spans;
use crate::drawings::{self, Regions};
use crate::measure;
use crate::pictures::Picture;
use crate::view::View;

pub(super) fn regions(visit: &Visit, view: &View<'_>) -> Markup {
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
                p class="ib-split__intro" {
                    (intro) " "
                    a class="nl-link" href=(visit.to(&super::compare_address(view))) { (visit.say(Text::CompareRegions)) } "."
                }
                (map_and_ranking(visit, view))
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

/// The map with what its boxes mean, beside the ranking; under each its files.
pub(crate) fn map_and_ranking(visit: &Visit, view: &View<'_>) -> Markup {
    let drawings = Regions::of(view);
    html! {
        div class="ib-split__main" {
            (PreEscaped(drawings.map().html()))
            @if !drawings.all_shown() { p class="ib-small ib-split__note" { (visit.say(Text::MapNote)) } }
            (picture_ways(visit, view, Picture::Map))
        }
        div class="ib-split__side" { (PreEscaped(drawings.ranking().html())) (picture_ways(visit, view, Picture::Ranking)) }
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
pub(super) fn municipalities(visit: &Visit, view: &View<'_>) -> Markup {
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
            (picture_ways(visit, view, Picture::Municipalities))
            (parts::folded_table(&with_legend(&table, visit.language), visit.language))
        }
    }
}

pub(super) fn region_table(visit: &Visit, view: &View<'_>) -> Table {
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
