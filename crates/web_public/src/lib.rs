//! The public pages and downloads of the monitor, from releases on disk and nothing else.
//!
//! Pages are computed from the address alone: no cookie, no session, nothing of a visitor on the server. Everything can be read and
//! every form used without a script. No room that knows a person is among the dependencies.
//!
//! Reading order: [`Shelf`] (the releases on offer) → [`router`] (the addresses) → `asked` (what an address asks) →
//! `view` (the cells of a page, for HTML and CSV alike) → `pages`.

mod asked;
mod assets;
mod breaks;
mod door;
mod drawings;
mod export;
mod files;
mod funnel;
mod kept;
mod measure;
mod open_data;
mod pages;
mod pictures;
mod search;
mod sentences;
mod shelf;
mod signpost_page;
mod view;

pub use door::router;
pub use export::{ExportError, Periods, export};
pub use pages::{follow, followed, moved};
pub use screens::Language;
pub use shelf::{News, Shelf, ShelfError};
pub use signpost_page::document as signpost_document;
