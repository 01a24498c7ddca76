//! The drawings of an indicator's page by name, for `.svg` and `.png`: `?tekening=jaren`.

use charts::Drawing;
use domain::Breakdown;

use crate::drawings::{self, Regions};
use crate::view::View;

/// A drawing of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Picture {
    /// The curve of a wait.
    Course,
    /// The years.
    Years,
    /// By form, sex or age.
    By(Breakdown),
    /// The regions as tiles.
    Map,
    /// The regions from high to low.
    Ranking,
    /// The years of every region on one scale.
    Panels,
    /// The regions against what chance would do.
    Funnel,
    /// The municipalities as hexagons.
    Municipalities,
}

impl Picture {
    /// Every drawing, in the order of the page.
    pub(crate) const ALL: [Picture; 10] = [
        Picture::Course,
        Picture::Years,
        Picture::By(Breakdown::Form),
        Picture::By(Breakdown::Sex),
        Picture::By(Breakdown::Age),
        Picture::Map,
        Picture::Ranking,
        Picture::Panels,
        Picture::Funnel,
        Picture::Municipalities,
    ];

    /// Its name in an address and in a file name.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Picture::Course => "verloop",
            Picture::Years => "jaren",
            Picture::By(breakdown) => breakdown.word(),
            Picture::Map => "kaart",
            Picture::Ranking => "rang",
            Picture::Panels => "panelen",
            Picture::Funnel => "trechter",
            Picture::Municipalities => "gemeenten",
        }
    }

    /// The drawing with this name.
    pub(crate) fn named(word: &str) -> Option<Picture> {
        Picture::ALL.into_iter().find(|picture| picture.word() == word)
    }

    /// The drawing; `None` where nothing of it is shown.
    pub(crate) fn draw(self, view: &View<'_>) -> Option<Drawing> {
        let regions = || Some(Regions::of(view)).filter(Regions::any_shown);
        match self {
            Picture::Course => drawings::curve(view),
            Picture::Years => drawings::trend(view),
            Picture::By(breakdown) => drawings::has_classes(view, breakdown).then(|| drawings::bars(view, breakdown)),
            Picture::Map => regions().map(|regions| regions.map()),
            Picture::Ranking => regions().map(|regions| regions.ranking()),
            Picture::Panels => drawings::panels(view),
            Picture::Funnel => drawings::funnel(view),
            Picture::Municipalities => drawings::hexagons(view),
        }
    }

    /// The drawing that stands for the page: the curve, else the years, else the map.
    pub(crate) fn main(view: &View<'_>) -> Option<(Picture, Drawing)> {
        let first = [Picture::Course, Picture::Years, Picture::Map];
        first.into_iter().find_map(|picture| Some((picture, picture.draw(view)?)))
    }
}
