//! The figures of the whole country by form, sex and age.

use domain::{Breakdown, Site};
use maud::{Markup, PreEscaped, html};
use screens::figure as parts;
use screens::table::{Column, Entry, Row, Table};
use screens::{Text, numbers, words};

use super::super::{Visit, heading_2, paragraph};
use super::around::picture_ways;
use super::tables::{column, with_legend};
use crate::pictures::Picture;
use crate::view::View;
use crate::{drawings, measure};

pub(super) fn breakdowns(visit: &Visit, view: &View<'_>) -> Markup {
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
            @if drawings::has_classes(view, breakdown) {
                (PreEscaped(drawings::bars(view, breakdown).html()))
                (picture_ways(visit, view, Picture::By(breakdown)))
            } @else { p class="ib-small" { (visit.say(Text::ClassesHidden)) } }
            (parts::folded_table(&with_legend(&breakdown_table(visit, view, breakdown, heading), visit.language), visit.language))
        }
    }
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
