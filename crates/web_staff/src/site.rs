//! What every page works with: the book, the places, the names of the figures, and the clock.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{Atlas, Day};
use records::{Moment, Records};
use register::{Author, Book, Followed, Language as Tongue, Moved, Record, Register, Scope};
use screens::Language;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Trouble;

/// A figure that a measure may be followed by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indicator {
    /// Its name in addresses and files.
    pub slug: String,
    /// Its Dutch title.
    pub nl: String,
    /// Its English title.
    pub en: String,
}

impl Indicator {
    /// Its title in a language.
    pub fn title(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}

/// Measures beside their live figures, and the figures that moved over a period: words from the safe cells of a release.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beside {
    /// Each measure and approach that names a figure of the release, beside it.
    pub followed: Vec<Followed>,
    /// The figures before the period and at its end.
    pub moved: Vec<Moved>,
}

/// Says what a release shows beside the records of a scope.
pub type OfScope = Box<dyn Fn(&Register, &Scope) -> Beside + Send + Sync>;

/// Says what a release shows beside one record, in a language.
pub type OfRecord = Box<dyn Fn(&Register, &Record, Tongue) -> Option<Followed> + Send + Sync>;

/// Says what a release shows.
pub struct Figures {
    /// Beside the records of a scope, for its report.
    pub of_scope: OfScope,
    /// Beside one record, as it is now.
    pub of_record: OfRecord,
}

/// How many may be logging in at once; the next is asked to come back in a moment. Pages need no turn.
pub(crate) const TURNS: usize = 8;

/// Says what time it is.
pub type Clock = Box<dyn Fn() -> Moment + Send + Sync>;

/// The site: one book and everything around it. Let go of the last hold outside asynchronous code.
pub struct Site {
    book: Book,
    atlas: Atlas,
    indicators: Vec<Indicator>,
    clock: Clock,
    /// Figures of a release, where one is served beside these pages.
    figures: Option<Figures>,
    /// The register as it was at a place of the log.
    read: Mutex<Option<(i64, Arc<Register>)>>,
    /// Turns at the door: a hash of a password takes a while, and who waits for one holds a thread.
    turns: Arc<Semaphore>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("book", &self.book).finish_non_exhaustive()
    }
}

impl Site {
    /// A site over these records. `clock` says what time it is; `indicators` are the figures a measure may name.
    pub fn new(records: Records, indicators: Vec<Indicator>, clock: Clock) -> Site {
        let turns = Arc::new(Semaphore::new(TURNS));
        Site { book: Book::of(records), atlas: Atlas::netherlands(), indicators, clock, figures: None, read: Mutex::new(None), turns }
    }

    /// The same site with the figures of a release beside the measures.
    #[must_use]
    pub fn with_figures(self, figures: Figures) -> Site {
        Site { figures: Some(figures), ..self }
    }

    /// What the release shows beside the records of a scope; `None` where no release is served.
    pub(crate) fn beside(&self, register: &Register, scope: &Scope) -> Option<Beside> {
        self.figures.as_ref().map(|figures| (figures.of_scope)(register, scope))
    }

    /// One record beside its figure; the outer `None` where no release is served, the inner one where the record names no figure of it.
    pub(crate) fn beside_one(&self, register: &Register, record: &Record, language: Tongue) -> Option<Option<Followed>> {
        self.figures.as_ref().map(|figures| (figures.of_record)(register, record, language))
    }

    /// The book.
    pub(crate) fn book(&self) -> &Book {
        &self.book
    }

    /// The records with accounts, sessions and the log.
    pub(crate) fn records(&self) -> &Records {
        self.book.records()
    }

    /// A turn at the door, kept until it is dropped; `None` when too many are waiting.
    pub(crate) fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turns).try_acquire_owned().ok()
    }

    pub(crate) fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    pub(crate) fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    pub(crate) fn now(&self) -> Moment {
        (self.clock)()
    }

    /// Today, UTC.
    pub(crate) fn today(&self) -> Day {
        day_of(self.now())
    }

    /// Everything in the book. Read once and kept until somebody writes in it, here or in another program.
    pub(crate) fn register(&self) -> Result<Arc<Register>, Trouble> {
        let stamp = self.records().papers_stamp()?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, register)) = read.as_ref()
            && *at == stamp
        {
            return Ok(Arc::clone(register));
        }
        let register = Arc::new(self.book.register()?);
        *read = Some((stamp, Arc::clone(&register)));
        Ok(register)
    }

    /// Who writes now, and why.
    pub(crate) fn author(&self, name: &str, why: &str) -> Author {
        Author { by: name.to_owned(), reason: why.to_owned(), at: self.now() }
    }

    /// Notes an act in the log.
    pub(crate) fn note(&self, kind: &str, subject: &str, detail: &str) -> Result<(), Trouble> {
        self.records().append(kind, subject, self.now(), detail)?;
        Ok(())
    }
}

/// The day of a moment, UTC.
pub(crate) fn day_of(moment: Moment) -> Day {
    Day(i32::try_from(moment.0.div_euclid(86_400)).unwrap_or(0))
}

/// Random bytes from the operating system.
pub(crate) fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], Trouble> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(|_| Trouble::Chance)?;
    Ok(bytes)
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a hexadecimal text; empty where it is none.
pub(crate) fn from_hexadecimal(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()));
    pairs.collect::<Option<Vec<u8>>>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_eight_wait_at_the_door() {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Records::open(&folder.path().join("records.sqlite")).expect("records");
        let site = Site::new(records, Vec::new(), Box::new(|| Moment(0)));
        let mut turns: Vec<_> = (0..TURNS).map(|_| site.turn()).collect();
        assert!(turns.iter().all(Option::is_some) && site.turn().is_none());
        turns.pop();
        assert!(site.turn().is_some());
    }
}
