//! The pages, one file each, in the order a reader meets them.

mod chain;
mod changes;
mod crosstab;
mod extent;
mod find;
mod home;
mod indicator;
mod indicators;
mod methods;
mod missing;
mod overlap;
mod plain;
mod professional;
mod region;
mod regions;
mod register;
mod tables;
mod waiting;

use std::sync::Arc;

use ::register::{Index, Register};
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use publication::{Bilingual, Release};
use screens::figure::Way;
use screens::form::Answered;
use screens::frame::Crumb;
use screens::{Assets, Frame, Language, Menu, Text};

use crate::assets;
use crate::shelf::{Shelf, Written};

pub(crate) use chain::{chain, chain_file};
pub(crate) use changes::changes;
pub(crate) use crosstab::crosstab;
pub(crate) use extent::{extent, extent_file};
pub(crate) use find::find;
pub(crate) use home::home;
pub(crate) use indicator::{compare_regions, indicator};
pub(crate) use indicators::indicators;
pub(crate) use methods::{method, methods};
pub(crate) use missing::missing;
pub(crate) use overlap::overlap_file;
pub(crate) use plain::{accessibility, licences, privacy, rights};
pub(crate) use professional::professional;
pub(crate) use region::{letter, letter_docx, region};
pub(crate) use regions::regions;
use register::tongue as register_language;
pub(crate) use register::{compare, coverage, offer, overview as measures, record, report, report_docx};
pub use register::{follow, followed, moved};
pub(crate) use tables::{tables, tables_file};
pub(crate) use waiting::{path_of, waiting_list, waiting_lists};

/// A name in an address; none when its escapes are no text.
pub(crate) type Name = Result<Path<String>, PathRejection>;

/// What every page knows: the releases, the register as it stands during this visit, and the language of its address.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub shelf: Arc<Shelf>,
    pub written: Arc<Written>,
    pub language: Language,
}

/// A page before it has its frame.
pub(crate) struct Page {
    pub title: String,
    /// Address without language, with its query.
    pub address: String,
    pub menu: Menu,
    /// Steps between the overview and the page itself.
    pub way: Vec<(String, &'static str)>,
    pub content: Markup,
}

impl Visit {
    /// The register beside the figures.
    pub(crate) fn register(&self) -> &Register {
        &self.written.register
    }

    /// The words of the register, for searching.
    pub(crate) fn index(&self) -> &Index {
        &self.written.index
    }

    /// A text of the screens.
    pub(crate) fn say(&self, text: Text) -> &'static str {
        text.say(self.language)
    }

    /// An address in the language of this visit.
    pub(crate) fn to(&self, path: &str) -> String {
        screens::frame::address(path, self.language)
    }

    /// The page in its frame.
    pub(crate) fn answer(&self, status: StatusCode, release: &Release, page: &Page) -> Response {
        let assets = assets::addresses();
        (status, Html(self.frame(release, page, &assets).page(&page.content).into_string())).into_response()
    }

    fn frame<'a>(&self, release: &'a Release, page: &Page, assets: &'a Assets) -> Frame<'a> {
        Frame {
            language: self.language,
            title: page.title.clone(),
            address: page.address.clone(),
            menu: page.menu,
            crumbs: self.crumbs(page),
            version: &release.version,
            synthetic: release.synthetic,
            unapproved: release.is_unapproved(),
            has_search: self.shelf.answered() == Answered::ByServer && page.address.split('?').next() != Some("/zoek"),
            assets,
        }
    }

    /// Overview, the way, the page itself; nothing on the front page.
    fn crumbs(&self, page: &Page) -> Vec<Crumb> {
        if page.menu == Menu::Overview {
            return Vec::new();
        }
        let start = (self.say(Text::Overview).to_owned(), "/");
        let steps = std::iter::once(&start).chain(&page.way);
        let mut crumbs: Vec<_> = steps.map(|(name, path)| Crumb { name: name.clone(), address: Some((*path).to_owned()) }).collect();
        crumbs.push(Crumb { name: page.title.clone(), address: None });
        crumbs
    }
}

/// The text in a language; the other where the release has no such text.
pub(crate) fn told(text: &Bilingual, language: Language) -> &str {
    let (own, other) = match language {
        Language::Dutch => (&text.nl, &text.en),
        Language::English => (&text.en, &text.nl),
    };
    if own.is_empty() { other } else { own }
}

/// The cells of a page at its address with an ending, and the address that keeps its release.
pub(crate) fn cell_files(visit: &Visit, path: &str, query: &str) -> Markup {
    let file = |name: Text, ending: &str| Way::Download {
        name: visit.say(name).to_owned(),
        address: visit.to(&format!("{path}.{ending}?{query}")),
    };
    let page = path.strip_suffix("/schattingen").unwrap_or(path);
    let permanent = Way::Permanent { name: visit.say(Text::PermanentLink).to_owned(), address: visit.to(&format!("{page}?{query}")) };
    screens::figure::downloads(&[file(Text::DownloadCsv, "csv"), file(Text::DownloadXlsx, "xlsx"), permanent], visit.language)
}

/// The drawing of a page as files: drawn lines, and a picture.
pub(crate) fn drawing_files(visit: &Visit, path: &str, query: &str) -> Markup {
    let at = |ending| visit.to(&format!("{path}.{ending}?{query}"));
    html! {
        p class="ib-small ib-picture-ways ib-no-print" {
            (visit.say(Text::DrawingName)) ": "
            a class="nl-link" href=(at("svg")) download { "SVG" } ", "
            a class="nl-link" href=(at("png")) download { "PNG" }
        }
    }
}

pub(crate) fn heading_1(text: &str) -> Markup {
    html! { h1 class="nl-heading nl-heading--level-1" { (text) } }
}

pub(crate) fn heading_2(id: &str, text: &str) -> Markup {
    html! { h2 class="nl-heading nl-heading--level-2" id=(id) { (text) } }
}

pub(crate) fn paragraph(text: &str) -> Markup {
    html! { p class="nl-paragraph" { (text) } }
}
