//! Fitting an export a system already makes: `mapping.toml` says which of its columns are ours and what its values mean,
//! `layout.toml` where columns at fixed places stand. Nothing is guessed from either; an error names the line.

mod error;
mod layout;
mod mapping;
mod reader;
mod suggest;

pub use error::{ExportError, ExportFault};
pub use layout::Layout;
pub use mapping::Mapping;
pub use suggest::suggest_mapping;

pub(crate) use mapping::{Column, Encoding, Origin};

/// How an export differs from the agreed form. The default says: not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Export<'a> {
    /// Which columns are ours, and what their values mean.
    pub mapping: Option<&'a Mapping>,
    /// Where the columns of a text without separators stand.
    pub layout: Option<&'a Layout>,
}
