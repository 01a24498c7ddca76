//! The releases on offer, and the register beside them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::{Atlas, RegionCode, RegionKind};
use publication::Release;
use register::{Index, Register};
use screens::form::Answered;
use screens::{Language, Text};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::export::Periods;
use crate::kept::{Kept, Stamp};
use crate::search::Search;

/// Gives the register when somebody wrote in it since it was last asked; `None` where nobody did, or where it cannot be read
/// now: the pages then show what they had. It may block; it is asked off the asynchronous threads.
pub type News = Box<dyn Fn() -> Option<Register> + Send + Sync>;

/// Visitors for whom is looked at the same time whether anybody wrote in the register.
const LOOKING: usize = 8;

/// The releases readers can ask for; the last one is shown unless another is asked for.
pub struct Shelf {
    releases: Vec<Release>,
    atlas: Atlas,
    written: RwLock<Arc<Written>>,
    news: Option<News>,
    /// Held while the register is read: what was read first is never put in place of what was read later.
    reading: Mutex<()>,
    looking: Arc<Semaphore>,
    /// How often the register was read anew.
    readings: AtomicU64,
    kept: Kept,
    search: Search,
    answered: Answered,
    periods: Periods,
}

/// The register as it was last read, with its words ready for searching.
#[derive(Debug)]
pub(crate) struct Written {
    pub register: Register,
    pub index: Index,
}

impl Written {
    fn of(register: Register) -> RwLock<Arc<Written>> {
        RwLock::new(Arc::new(Written { index: Index::of(&register), register }))
    }
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shelf").field("releases", &self.releases).field("answered", &self.answered).finish_non_exhaustive()
    }
}

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// No release was handed in.
    #[error("there is no release to show")]
    Empty,
}

impl Shelf {
    /// Releases in order of publication; the last is the current one.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(releases: Vec<Release>) -> Result<Shelf, ShelfError> {
        let Some(current) = releases.last() else { return Err(ShelfError::Empty) };
        let atlas = Atlas::netherlands();
        let (written, search) = (Written::of(Register::of_texts()), Search::of(current, &atlas));
        let (reading, looking) = (Mutex::new(()), Arc::new(Semaphore::new(LOOKING)));
        let (readings, kept) = (AtomicU64::new(0), Kept::default());
        let (answered, periods) = (Answered::ByServer, Periods::All);
        Ok(Shelf { releases, atlas, written, news: None, reading, looking, readings, kept, search, answered, periods })
    }

    /// The same shelf with another register than what the policy texts say.
    #[must_use]
    pub fn with_register(self, register: Register) -> Shelf {
        Shelf { written: Written::of(register), ..self }
    }

    /// The same shelf with a register that is read anew when somebody has written in it.
    #[must_use]
    pub fn with_news(self, news: News) -> Shelf {
        Shelf { news: Some(news), ..self }
    }

    /// The same shelf for pages that no server answers: choices are links, not forms.
    #[must_use]
    pub fn without_server(self, periods: Periods) -> Shelf {
        Shelf { answered: Answered::ByFiles, periods, kept: Kept::nothing(), ..self }
    }

    /// Whether each period of a region's figures has a page.
    pub(crate) fn has_each_period(&self, region: RegionCode) -> bool {
        region == RegionCode::COUNTRY || self.periods == Periods::All
    }

    /// Every release, in order of publication.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// Who answers when a reader chooses.
    pub fn answered(&self) -> Answered {
        self.answered
    }

    /// A place to look whether anybody wrote in the register; `None` where nobody can, or as many as may are looking already.
    pub(crate) fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.news.as_ref().and_then(|_| Arc::clone(&self.looking).try_acquire_owned().ok())
    }

    /// Reads the register anew where somebody wrote in it. Blocks.
    pub(crate) fn refresh(&self) {
        let _reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(register) = self.news.as_ref().and_then(|news| news()) {
            let written = Arc::new(Written { index: Index::of(&register), register });
            *self.written.write().unwrap_or_else(PoisonError::into_inner) = written;
            // After it is there: whoever sees the new number sees the new register.
            self.readings.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Until when an answer made now holds.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp::today(self.readings.load(Ordering::SeqCst))
    }

    /// Answers that were made before.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The register beside the figures, as it was last read.
    pub(crate) fn written(&self) -> Arc<Written> {
        Arc::clone(&self.written.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Regions, indicators and methods of the current release, for searching.
    pub(crate) fn search(&self) -> &Search {
        &self.search
    }

    /// The release of a version.
    pub fn release(&self, version: &str) -> Option<&Release> {
        self.releases.iter().find(|release| release.version == version)
    }

    /// The current release.
    pub fn current(&self) -> &Release {
        &self.releases[self.releases.len() - 1]
    }

    /// Places and their names.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// Name of a region; its code where the atlas has no name for it.
    pub fn name(&self, region: RegionCode, language: Language) -> String {
        match region.kind() {
            RegionKind::Country => Text::Country.say(language).to_owned(),
            RegionKind::VeiligThuis | RegionKind::Youth | RegionKind::Municipality => {
                self.atlas.name(region).map_or_else(|| region.to_string(), str::to_owned)
            }
        }
    }

    /// Regions of a kind for which the release has figures, in order of name.
    pub fn regions(&self, release: &Release, kind: RegionKind) -> Vec<RegionCode> {
        let mut regions: Vec<_> = release.indicators().iter().flat_map(|indicator| indicator.regions(kind)).collect();
        regions.sort();
        regions.dedup();
        regions.sort_by_key(|region| self.atlas.name(*region).unwrap_or_default().to_lowercase());
        regions
    }
}
