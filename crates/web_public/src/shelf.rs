//! The releases on offer.

use domain::{Atlas, RegionCode, RegionKind};
use publication::Release;
use register::{Index, Register};
use screens::form::Answered;
use screens::{Language, Text};

use crate::export::Periods;

/// The releases readers can ask for; the last one is shown unless another is asked for.
#[derive(Debug)]
pub struct Shelf {
    releases: Vec<Release>,
    atlas: Atlas,
    register: Register,
    index: Index,
    answered: Answered,
    periods: Periods,
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
        if releases.is_empty() {
            Err(ShelfError::Empty)
        } else {
            let register = Register::of_texts();
            let index = Index::of(&register);
            Ok(Shelf { releases, atlas: Atlas::netherlands(), register, index, answered: Answered::ByServer, periods: Periods::All })
        }
    }

    /// The same shelf with another register than what the policy texts say.
    #[must_use]
    pub fn with_register(self, register: Register) -> Shelf {
        Shelf { index: Index::of(&register), register, ..self }
    }

    /// The same shelf for pages that no server answers: choices are links, not forms.
    #[must_use]
    pub fn without_server(self, periods: Periods) -> Shelf {
        Shelf { answered: Answered::ByFiles, periods, ..self }
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

    /// The register beside the figures.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// The words of the register, for searching.
    pub fn index(&self) -> &Index {
        &self.index
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
