//! Why a page was not answered as asked.

use records::RecordsError;
use register::BookError;
use register::exchange::ExchangeError;

/// What went wrong behind a page. What a visitor sees is less: see `pages::missing`.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no such page or record.
    #[error("there is no such page")]
    Missing,
    /// The account may not do this.
    #[error("the account may not do this")]
    Forbidden,
    /// The form does not belong to the session, or did not come from our own pages.
    #[error("the form did not come from the visitor's own session")]
    Stale,
    /// Somebody else changed the account meanwhile.
    #[error("somebody else changed the account meanwhile")]
    Meanwhile,
    /// The form came from another site.
    #[error("the form came from another site")]
    Elsewhere,
    /// The form or its file is too large.
    #[error("the form is too large")]
    TooLarge,
    /// Too many are logging in at once.
    #[error("too many are logging in at once")]
    Busy,
    /// The book refused.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The records could not be read or written.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// A file could not be made.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// The machine gave no randomness.
    #[error("the machine gave no randomness")]
    Chance,
}
