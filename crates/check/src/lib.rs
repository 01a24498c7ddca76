//! `check`: findings of deliveries before they are sent, offline, without keys or set-up. The one command that both
//! programs share: `inbeeld check` and `inbeeld-desk check` are these arguments and this code.
//!
//! Reading order: [`Check`] (what may be asked) → `files` (which files) → [`intake`] (what is wrong) → `accepted` (what
//! is known already) → `written` (reports on disk). Nothing here opens a connection.

mod accepted;
mod arguments;
mod clock;
mod error;
mod files;
mod run;
mod written;

pub use arguments::{Check, Tongue};
pub use clock::{moment, today};
pub use error::CheckError;
pub use files::listed;
pub use run::Checking;

/// How results are printed.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document on standard output and nothing else.
    Json,
}

/// How a check ends: the exit codes of every command.
pub mod exit {
    /// Every file may be sent.
    pub const DONE: u8 = 0;
    /// Something of severity *error* was found, or a file was refused.
    pub const FINDINGS: u8 = 1;
    /// The command cannot work as it was given.
    pub const WRONG_USE: u8 = 2;
    /// The machine failed: a disk, a folder.
    pub const MACHINE: u8 = 3;
    /// No permission.
    pub const NO_PERMISSION: u8 = 4;
}
