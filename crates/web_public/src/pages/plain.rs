//! Rights, accessibility, privacy, licences: pages of words.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text};

use super::{Page, Visit, heading_1, heading_2, paragraph};
use crate::assets;

/// A heading with what stands under it.
type Part = (&'static str, Text, Text);

/// `/rechten`: what happens with my data, for children, parents and everyone else.
pub(crate) async fn rights(State(visit): State<Visit>) -> Response {
    const PARTS: [Part; 6] = [
        ("wat", Text::RightsWhat, Text::RightsWhatText),
        ("herkennen", Text::RightsKnown, Text::RightsKnownText),
        ("wie", Text::RightsWho, Text::RightsWhoText),
        ("hoe-lang", Text::RightsHowLong, Text::RightsHowLongText),
        ("mijn-recht", Text::RightsMine, Text::RightsMineText),
        ("klacht", Text::RightsComplaint, Text::RightsComplaintText),
    ];
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::RightsTitle)))
            p class="ib-intro" { (visit.say(Text::RightsIntro)) }
            (parts(&visit, &PARTS))
            p { a class="nl-link" href=(visit.to("/hulp")) { (visit.say(Text::SignpostTitle)) } }
        }
    };
    words(&visit, Text::RightsTitle, "/rechten", content)
}

fn parts(visit: &Visit, parts: &[Part]) -> Markup {
    html! { @for (id, heading, text) in parts { (heading_2(id, visit.say(*heading))) (paragraph(visit.say(*text))) } }
}

/// `/toegankelijkheid`
pub(crate) async fn accessibility(State(visit): State<Visit>) -> Response {
    const PARTS: [Part; 3] = [
        ("hoe-getest", Text::AccessibilityTested, Text::AccessibilityTestedText),
        ("nog-niet", Text::AccessibilityKnown, Text::AccessibilityKnownText),
        ("melden", Text::AccessibilityReport, Text::AccessibilityReportText),
    ];
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Accessibility)))
            (paragraph(visit.say(Text::AccessibilityText)))
            (parts(&visit, &PARTS))
        }
    };
    words(&visit, Text::Accessibility, "/toegankelijkheid", content)
}

/// `/privacy`
pub(crate) async fn privacy(State(visit): State<Visit>) -> Response {
    const PARTS: [Part; 3] = [
        ("hoe", Text::PrivacyHow, Text::PrivacyHowText),
        ("bezoek", Text::PrivacyVisit, Text::PrivacyVisitText),
        ("gegevens", Text::PrivacyData, Text::PrivacyDataText),
    ];
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Privacy)))
            (paragraph(visit.say(Text::PrivacyText)))
            (parts(&visit, &PARTS))
            p { a class="nl-link" href=(visit.to("/rechten")) { (visit.say(Text::RightsTitle)) } }
        }
    };
    words(&visit, Text::Privacy, "/privacy", content)
}

/// `/licenties`
pub(crate) async fn licences(State(visit): State<Visit>) -> Response {
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Licences)))
            (paragraph(visit.say(Text::LicencesText)))
            (paragraph(visit.say(Text::LicencesBorders)))
        }
        section class="ib-section" aria-labelledby="anderen" {
            (heading_2("anderen", visit.say(Text::LicencesShipped)))
            (shipped(&visit).html(visit.language))
        }
    };
    words(&visit, Text::Licences, "/licenties", content)
}

fn shipped(visit: &Visit) -> Table {
    let rows = assets::licences().into_iter().map(|part| {
        let name = match part.home {
            Some(address) if address.starts_with("https://") => Entry::Link { address, name: part.package },
            Some(_) | None => Entry::Words(part.package),
        };
        Row { entries: vec![name, Entry::Words(part.version), Entry::Words(part.licence)], is_this: false }
    });
    let columns = [Text::LicencesColumnName, Text::LicencesColumnVersion, Text::LicencesColumnLicence];
    Table {
        id: "licenties".to_owned(),
        caption: visit.say(Text::LicencesTable).to_owned(),
        columns: columns.map(|text| Column::words(visit.say(text))).into(),
        rows: rows.collect(),
        sortable: false,
    }
}

fn words(visit: &Visit, title: Text, address: &str, content: Markup) -> Response {
    let page = Page { title: visit.say(title).to_owned(), address: address.to_owned(), menu: Menu::Elsewhere, way: Vec::new(), content };
    visit.answer(StatusCode::OK, visit.shelf.current(), &page)
}
