//! Accessibility, privacy, licences: pages of words.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use screens::table::{Column, Entry, Row, Table};
use screens::{Menu, Text};

use super::{Page, Visit, heading_1, heading_2, paragraph};
use crate::assets;

/// `/toegankelijkheid`
pub(crate) async fn accessibility(State(visit): State<Visit>) -> Response {
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Accessibility)))
            (paragraph(visit.say(Text::AccessibilityText)))
            (heading_2("nog-niet", visit.say(Text::AccessibilityKnown)))
            (paragraph(visit.say(Text::AccessibilityKnownText)))
        }
    };
    words(&visit, Text::Accessibility, "/toegankelijkheid", content)
}

/// `/privacy`
pub(crate) async fn privacy(State(visit): State<Visit>) -> Response {
    let content = html! {
        div class="ib-prose" {
            (heading_1(visit.say(Text::Privacy)))
            (paragraph(visit.say(Text::PrivacyText)))
            (heading_2("hoe", visit.say(Text::PrivacyHow)))
            (paragraph(visit.say(Text::PrivacyHowText)))
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
