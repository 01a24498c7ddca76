//! What stands around the figures of an indicator: status and source, downloads, and the notes.

use domain::Span;
use maud::{Markup, html};
use publication::{Bilingual, Definition};
use screens::figure::{self as parts, Meta, Way};
use screens::{Language, Text, numbers, words};

use super::super::{Visit, drawing_files, heading_2, told};
use crate::asked::Chosen;
use crate::drawings;
use crate::pictures::Picture;
use crate::view::View;

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

pub(super) fn meta(visit: &Visit, view: &View<'_>) -> Markup {
    let mut items = release_items(view);
    if let Some(norm) = &view.indicator.definition.norm {
        let (term, kind) = (words::term(norm.due_days, norm.unit, visit.language), words::norm_kind(norm.kind).say(visit.language));
        items.push(Meta::words(Text::NormName, Text::NormLine.fill(visit.language, &[("term", &term), ("kind", kind)])));
    }
    if !view.indicator.definition.footnotes.is_empty() {
        items.push(Meta {
            name: Text::FootnotesName,
            value: parts::footnote_marks(view.indicator.definition.footnotes.len(), visit.language),
        });
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

/// Address of these figures, without language.
pub(super) fn address(view: &View<'_>) -> String {
    let chosen = &view.chosen;
    let slug = &view.indicator.definition.slug;
    format!("/indicatoren/{slug}?{}", query(view, chosen))
}

fn query(view: &View<'_>, chosen: &Chosen) -> String {
    format!("regio={}&periode={}&vergelijk={}&release={}", chosen.region, chosen.span, chosen.against.word(), view.release.version)
}

pub(crate) fn ways(visit: &Visit, view: &View<'_>) -> Markup {
    let (slug, query) = (&view.indicator.definition.slug, query(view, &view.chosen));
    let file = |ending| visit.to(&format!("/indicatoren/{slug}.{ending}?{query}"));
    let download = |name: Text, address: String| Way::Download { name: visit.say(name).to_owned(), address };
    let data = |ending| format!("/v1/{}/{slug}.{ending}", view.release.version);
    let mut ways = vec![
        download(Text::DownloadCsv, file("csv")),
        download(Text::DownloadXlsx, file("xlsx")),
        download(Text::DownloadJson, file("json")),
        download(Text::DownloadParquet, data("parquet")),
        download(Text::DownloadPython, data("py")),
        download(Text::DownloadR, data("R")),
    ];
    if view.release.method(&view.indicator.definition.method).is_some() {
        let address = visit.to(&format!("/methode/{}", view.indicator.definition.method));
        ways.push(Way::Page { name: visit.say(Text::HowComputed).to_owned(), address });
    }
    ways.push(Way::Permanent { name: visit.say(Text::PermanentLink).to_owned(), address: visit.to(&address(view)) });
    parts::downloads(&ways, visit.language)
}

/// A drawing as files: drawn lines, and a picture.
pub(crate) fn picture_ways(visit: &Visit, view: &View<'_>, picture: Picture) -> Markup {
    let (slug, query) = (&view.indicator.definition.slug, query(view, &view.chosen));
    drawing_files(visit, &format!("/indicatoren/{slug}"), &format!("{query}&tekening={}", picture.word()))
}

/// What counts, and what is divided by what; nothing where the release does not say.
pub(crate) fn fraction(definition: &Definition, language: Language) -> Markup {
    let own = &definition.explained;
    let lines = [(Text::CountsName, &own.counts), (Text::NumeratorName, &own.numerator), (Text::DenominatorName, &own.denominator)];
    html! {
        @if own.numerator != Bilingual::default() {
            dl class="ib-facts" {
                @for (name, text) in lines {
                    dt { (name.say(language)) }
                    dd { (told(text, language)) }
                }
            }
        }
    }
}

/// What is counted, how it is rounded, where the norm stands, and the footnotes.
pub(super) fn notes(visit: &Visit, view: &View<'_>) -> Markup {
    let definition = &view.indicator.definition;
    let rounded = view.indicator.rounded_to.filter(|base| *base > 1);
    let norm = definition.norm.as_ref().filter(|norm| !norm.source.is_empty());
    let footnotes: Vec<String> = definition.footnotes.iter().map(|note| told(note, visit.language).to_owned()).collect();
    html! {
        section class="ib-prose" aria-labelledby="definitie" {
            (heading_2("definitie", visit.say(Text::Definition)))
            p { strong { (told(&definition.question, visit.language)) } }
            p { (told(&definition.definition, visit.language)) }
            (fraction(definition, visit.language))
            @if let Some(base) = rounded { p { (Text::RoundedTo.fill(visit.language, &[("base", &base.to_string())])) } }
            @if let Some(norm) = norm { p { (Text::NormSource.fill(visit.language, &[("source", &norm.source)])) } }
            p class="ib-small" { (visit.say(Text::AboutCsv)) }
            (parts::footnotes(&footnotes, visit.language))
        }
    }
}
