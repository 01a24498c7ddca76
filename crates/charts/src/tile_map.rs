//! The 25 Veilig Thuis regions as tiles of one size, each with its short name and its value.

use domain::{Atlas, Cell, Estimate, RegionCode};

use crate::classes::{Classes, legend, legend_height};
use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{CHOSEN, Ink, PLATE, RAMP, STRONG, TEXT, UNKNOWN};
use crate::label::{self, Weight};
use crate::scale::drawable;
use crate::sheet::{Anchor, Area, Sheet};
use crate::{Language, Unit};

/// Tiles coloured in classes on quantiles; the number in the tile says the same.
#[derive(Clone, PartialEq, Debug)]
pub struct TileMap {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Unit of every value.
    pub unit: Unit,
    /// One tile per region; regions without a place in the atlas are not drawn.
    pub tiles: Vec<Tile>,
    /// The region the page is about.
    pub chosen: Option<RegionCode>,
    /// What stands on a tile.
    pub faces: Faces,
}

/// What stands on a tile below its name. The limits stand in every tip, whichever is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Faces {
    /// The value.
    Values,
    /// The value, and on wide screens its limits below it.
    Limits,
}

/// One region.
#[derive(Clone, PartialEq, Debug)]
pub struct Tile {
    /// Its code.
    pub region: RegionCode,
    /// Its value.
    pub value: Cell<Estimate>,
    /// Where its page is.
    pub link: Option<String>,
}

/// A tile with its name and its place in columns and rows.
struct Placed<'a> {
    tile: &'a Tile,
    name: &'a str,
    column: u8,
    row: u8,
}

impl TileMap {
    /// Both widths.
    pub fn draw(&self, atlas: &Atlas) -> Drawing {
        let placed = self.placed(atlas);
        let classes = Classes::on_quantiles(placed.iter().map(|placed| placed.tile.value));
        let role = if placed.iter().any(|placed| placed.tile.link.is_some()) { Role::Links } else { Role::Picture };
        Drawing::of(|width| {
            let rows = placed.iter().map(|placed| f64::from(placed.row) + 1.0).fold(1.0, f64::max);
            let below = Area { x: 1.0, y: rows * (self.height(width) + GAP) + 14.0, width: width.paper() - 2.0, height: 0.0 };
            let height = below.y + legend_height(&classes, self.unit, self.language, below, width);
            framed(&self.caption, width, height, role, |sheet| {
                for placed in &placed {
                    self.tile(sheet, placed, &classes, width);
                }
                self.outline(sheet, &placed, width);
                legend(sheet, &classes, self.unit, self.language, below, width);
            })
        })
    }

    fn placed<'a>(&'a self, atlas: &'a Atlas) -> Vec<Placed<'a>> {
        let place = |tile: &'a Tile| {
            let entry = atlas.region(tile.region)?;
            entry.tile.map(|(column, row)| Placed { tile, name: &entry.name, column, row })
        };
        let mut placed: Vec<Placed<'a>> = self.tiles.iter().filter_map(place).collect();
        placed.sort_by_key(|placed| (placed.row, placed.column));
        placed
    }

    fn tile(&self, sheet: &mut Sheet, placed: &Placed, classes: &Classes, width: Width) {
        let tip = format!("{}: {}", placed.name, self.unit.describe(drawable(placed.tile.value), self.language));
        match &placed.tile.link {
            Some(href) => sheet.link(href, &tip, |sheet| self.face(sheet, placed, classes, width)),
            None => sheet.mark(&tip, |sheet| self.face(sheet, placed, classes, width)),
        }
    }

    fn face(&self, sheet: &mut Sheet, placed: &Placed, classes: &Classes, width: Width) {
        let whole = self.area(placed, width);
        // Name and value keep their places; limits stand in what a tile is taller.
        let area = Area { height: side(width).1, ..whole };
        match drawable(placed.tile.value) {
            Cell::Shown(estimate) => {
                let (fill, words) = RAMP[classes.tone(classes.class(estimate.value))];
                sheet.rect(whole, &fill);
                words_in(sheet, area, placed, (&words, &words), &self.unit.format(estimate.value, self.language), width);
                if self.faces == Faces::Limits && width == Width::Wide {
                    let limits =
                        [estimate.interval.lower, estimate.interval.upper].map(|limit| self.unit.format(limit, self.language)).join("–");
                    let below = (area.x + area.width / 2.0, area.y + area.height + LIMITS - 10.0);
                    sheet.text_sized(below, &limits, &words, Anchor::Middle, 14.0);
                }
            }
            Cell::Hidden => {
                sheet.hatch(whole);
                let inset = Area { x: area.x + 7.0, y: area.y + 7.0, width: area.width - 14.0, height: area.height - 14.0 };
                sheet.rect(width.pick(inset, Area { x: area.x + 0.5, width: area.width - 1.0, ..inset }), &PLATE);
                words_in(sheet, area, placed, (&TEXT, &STRONG), "x", width);
            }
            Cell::Unknown => {
                sheet.rect(whole, &UNKNOWN);
                words_in(sheet, area, placed, (&TEXT, &STRONG), ".", width);
            }
            Cell::Impossible => words_in(sheet, area, placed, (&TEXT, &TEXT), "", width),
        }
    }

    /// How tall a tile is.
    fn height(&self, width: Width) -> f64 {
        let room = if self.faces == Faces::Limits { LIMITS } else { 0.0 };
        side(width).1 + width.pick(room, 0.0)
    }

    fn area(&self, placed: &Placed, width: Width) -> Area {
        let (across, down) = (side(width).0, self.height(width));
        let (column, row) = (f64::from(placed.column), f64::from(placed.row));
        Area { x: 1.5 + column * (across + GAP), y: 2.0 + row * (down + GAP), width: across, height: down }
    }

    fn outline(&self, sheet: &mut Sheet, placed: &[Placed], width: Width) {
        for placed in placed.iter().filter(|placed| Some(placed.tile.region) == self.chosen) {
            sheet.rect(self.area(placed, width), &CHOSEN);
        }
    }
}

const GAP: f64 = 3.0;
/// Room for a line of limits.
const LIMITS: f64 = 18.0;

fn side(width: Width) -> (f64, f64) {
    width.pick((116.0, 74.0), (50.0, 48.0))
}

/// The name above, the value below it, larger.
fn words_in(sheet: &mut Sheet, area: Area, placed: &Placed, (name, value): (&Ink, &Ink), words: &str, width: Width) {
    let middle = area.x + area.width / 2.0;
    match width {
        Width::Narrow => {
            sheet.text_sized((middle, area.y + 19.0), short(placed), name, Anchor::Middle, 12.0);
            sheet.text_bold((middle, area.y + 37.0), words, value, Anchor::Middle, 14.0);
        }
        Width::Wide => {
            let lines = label::wrap(placed.name, 14.0, Weight::Regular, area.width - 2.0, 2);
            let first = area.y + if lines.len() > 1 { 20.0 } else { 27.0 };
            for (place, line) in lines.iter().enumerate() {
                sheet.text((middle, first + 17.0 * place as f64), line, name, Anchor::Middle);
            }
            sheet.text_bold((middle, area.y + area.height - 14.0), words, value, Anchor::Middle, 17.0);
        }
    }
}

/// A name of at most seven letters, as people in the field write it.
fn short<'a>(placed: &Placed<'a>) -> &'a str {
    match placed.tile.region.number() {
        1 => "A’dam",
        3 => "Flevo",
        4 => "Friesl.",
        5 => "Gld-M",
        6 => "Gld-Z",
        7 => "G&V",
        8 => "Gron.",
        9 => "Haagl.",
        10 => "H-Mid.",
        11 => "IJssell.",
        12 => "Kenn.",
        13 => "N-Limb",
        14 => "Gld-NO",
        15 => "M-Brab",
        17 => "NH-N",
        18 => "R’dam",
        21 => "W-Brab",
        22 => "Zaan-W",
        24 => "ZH-Z",
        25 => "Z-Limb",
        27 => "O-Brab",
        _ => placed.name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn map(value: impl Fn(usize) -> Cell<Estimate>) -> TileMap {
        let atlas = Atlas::netherlands();
        let tile = |(place, entry): (usize, &domain::region::RegionEntry)| Tile { region: entry.code, value: value(place), link: None };
        let tiles = atlas.veilig_thuis_regions(2025).enumerate().map(tile).collect();
        TileMap {
            caption: caption("kaart"),
            language: Language::Dutch,
            unit: Unit::Share,
            tiles,
            chosen: Some(RegionCode::veilig_thuis(19)),
            faces: Faces::Values,
        }
    }

    #[test]
    fn every_region_has_its_tile_name_and_value() {
        let drawing = map(|place| if place % 6 == 0 { HIDING } else { estimate(0.3 + place as f64 / 100.0) }).draw(&Atlas::netherlands());
        check(&drawing);
        assert_eq!(drawing.narrow.matches("class=\"ib-mark\"").count(), 25);
        assert!(drawing.wide.contains("Twente: 4"));
    }

    #[test]
    fn limits_stand_below_the_value_on_wide_screens_where_asked_for() {
        let shown = |faces| {
            let drawing = TileMap { faces, ..map(|_| estimate(0.5)) }.draw(&Atlas::netherlands());
            check(&drawing);
            let Cell::Shown(estimate) = estimate(0.5) else { panic!("a value") };
            let limits =
                [estimate.interval.lower, estimate.interval.upper].map(|limit| Unit::Share.format(limit, Language::Dutch)).join("–");
            [drawing.wide, drawing.narrow].map(|text| text.matches(&format!(">{limits}<")).count())
        };
        assert_eq!((shown(Faces::Limits), shown(Faces::Values)), ([25, 0], [0, 0]));
    }

    #[test]
    fn all_hidden_all_unknown_and_all_equal_can_be_drawn() {
        for cell in [HIDING, Cell::Unknown, Cell::Impossible, estimate(0.0), estimate(0.5)] {
            check(&map(|_| cell).draw(&Atlas::netherlands()));
        }
    }

    #[test]
    fn short_names_fit_their_tiles() {
        let map = map(|_| HIDING);
        let atlas = Atlas::netherlands();
        for placed in map.placed(&atlas) {
            assert!(label::width(short(&placed), 12.0, Weight::Regular) <= 50.0, "{}", short(&placed));
        }
    }
}
