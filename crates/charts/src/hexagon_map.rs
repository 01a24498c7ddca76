//! The 342 municipalities as hexagons of one size, with the borders of the Veilig Thuis regions.
//!
//! For figures that are not mostly hidden. The numbers stand in the table; every hexagon tells its own on hover or by keyboard.

use std::collections::BTreeMap;

use domain::region::MunicipalityEntry;
use domain::{Atlas, Cell, Estimate, Municipality, RegionCode};

use crate::classes::{Classes, legend, legend_height};
use crate::frame::{Caption, Drawing, Role, Width, framed};
use crate::ink::{BORDER, CHOSEN, LEADER, LEADER_EDGE, PLATE, RAMP, SOFT, UNKNOWN};
use crate::label::{self, Weight};
use crate::scale::drawable;
use crate::sheet::{Anchor, Area, Point, Sheet};
use crate::{Language, Unit};

/// Municipalities coloured in classes on quantiles.
#[derive(Clone, PartialEq, Debug)]
pub struct HexagonMap {
    /// What the drawing says of itself.
    pub caption: Caption,
    /// Language of words and numbers.
    pub language: Language,
    /// Unit of every value.
    pub unit: Unit,
    /// Values; a municipality that is not among them is unknown.
    pub hexagons: Vec<Hexagon>,
    /// The region the page is about: a municipality or a Veilig Thuis or youth region.
    pub chosen: Option<RegionCode>,
}

/// One municipality.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hexagon {
    /// Its code.
    pub municipality: Municipality,
    /// Its value.
    pub value: Cell<Estimate>,
}

/// How a hexagon is filled; in the order in which they are drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fill {
    Impossible,
    Unknown,
    Hidden,
    Tone(usize),
}

/// Axial coordinates on the paper: pointed hexagons, rows half a hexagon apart.
struct Grid {
    width: f64,
    left: f64,
    top: f64,
    first: (f64, f64),
}

type Axial = (i32, i32);

/// Neighbours to the right, lower right and lower left, each with the corners of the edge between.
const FORWARD: [(Axial, usize, usize); 3] = [((1, 0), 1, 2), ((0, 1), 2, 3), ((-1, 1), 3, 4)];

impl Grid {
    fn of(atlas: &Atlas, width: Width) -> (Grid, f64) {
        let spots: Vec<Point> = atlas.municipalities().iter().map(|entry| spot(entry.hex)).collect();
        let range = |pick: fn(&Point) -> f64| {
            let values = spots.iter().map(pick);
            (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
        };
        let ((west, east), (north, south)) = (range(|spot| spot.0), range(|spot| spot.1));
        let map = width.pick(580.0, 296.0);
        let hexagon = map / (east - west + 1.0);
        let grid = Grid { width: hexagon, left: (width.paper() - map) / 2.0 + hexagon / 2.0, top: hexagon * 0.75, first: (west, north) };
        let height = (south - north) * hexagon * ROW + hexagon * 1.5;
        (grid, height)
    }

    fn middle(&self, hex: Axial) -> Point {
        let (x, y) = spot(hex);
        (self.left + (x - self.first.0) * self.width, self.top + (y - self.first.1) * self.width * ROW)
    }

    /// Six corners, the upper one first, clockwise; `share` of full size.
    fn corners(&self, hex: Axial, share: f64) -> [Point; 6] {
        let (x, y) = self.middle(hex);
        let (half, radius) = (self.width / 2.0 * share, self.width / 3f64.sqrt() * share);
        [
            (x, y - radius),
            (x + half, y - radius / 2.0),
            (x + half, y + radius / 2.0),
            (x, y + radius),
            (x - half, y + radius / 2.0),
            (x - half, y - radius / 2.0),
        ]
    }
}

/// Height of a row in widths of a hexagon: 1.5 / √3.
const ROW: f64 = 0.866_025_403_784_438_6;

fn spot((q, r): Axial) -> Point {
    (f64::from(q) + f64::from(r) / 2.0, f64::from(r))
}

impl HexagonMap {
    /// Both widths.
    pub fn draw(&self, atlas: &Atlas) -> Drawing {
        let values: BTreeMap<Municipality, Cell<Estimate>> =
            self.hexagons.iter().map(|hexagon| (hexagon.municipality, drawable(hexagon.value))).collect();
        let classes = Classes::on_quantiles(values.values().copied());
        Drawing::of(|width| {
            let (grid, map_height) = Grid::of(atlas, width);
            let below = Area { x: 1.0, y: map_height + 12.0, width: width.paper() - 2.0, height: 0.0 };
            let height = below.y + legend_height(&classes, self.unit, self.language, below, width);
            framed(&self.caption, width, height, Role::Picture, |sheet| {
                self.hexagons(sheet, atlas, &grid, &classes, &values);
                borders(sheet, atlas, &grid);
                self.outline(sheet, atlas, &grid);
                cities(sheet, atlas, &grid, width);
                legend(sheet, &classes, self.unit, self.language, below, width);
            })
        })
    }

    fn hexagons(&self, sheet: &mut Sheet, atlas: &Atlas, grid: &Grid, classes: &Classes, values: &BTreeMap<Municipality, Cell<Estimate>>) {
        let mut by_fill: BTreeMap<Fill, Vec<(&MunicipalityEntry, Cell<Estimate>)>> = BTreeMap::new();
        for entry in atlas.municipalities() {
            let cell = values.get(&entry.code).copied().unwrap_or(Cell::Unknown);
            by_fill.entry(fill(cell, classes)).or_default().push((entry, cell));
        }
        for (fill, members) in by_fill {
            let shapes = members.iter().map(|(entry, cell)| {
                let tip = format!("{}: {}", entry.name, self.unit.describe(*cell, self.language));
                (grid.corners(entry.hex, 0.96), tip)
            });
            match fill {
                Fill::Tone(tone) => sheet.marks(shapes, Some(&RAMP[tone].0)),
                Fill::Unknown | Fill::Impossible => sheet.marks(shapes, Some(&UNKNOWN)),
                Fill::Hidden => sheet.marks(shapes, None),
            }
        }
    }

    /// A line around the chosen region: every edge between one of its municipalities and another or none.
    fn outline(&self, sheet: &mut Sheet, atlas: &Atlas, grid: &Grid) {
        let Some(chosen) = self.chosen else { return };
        let inside = |entry: &MunicipalityEntry| entry.veilig_thuis == chosen || entry.youth == chosen || entry.code.region() == chosen;
        let members: BTreeMap<Axial, bool> = atlas.municipalities().iter().map(|entry| (entry.hex, inside(entry))).collect();
        let mut edges = Vec::new();
        for hex in members.iter().filter(|(_, inside)| **inside).map(|(hex, _)| *hex) {
            let corners = grid.corners(hex, 1.0);
            for ((q, r), from, to) in AROUND {
                if !members.get(&(hex.0 + q, hex.1 + r)).copied().unwrap_or(false) {
                    edges.push((corners[from], corners[to]));
                }
            }
        }
        sheet.segments(&edges, &CHOSEN);
    }
}

/// All six neighbours, each with the corners of the edge between.
const AROUND: [(Axial, usize, usize); 6] =
    [((1, 0), 1, 2), ((0, 1), 2, 3), ((-1, 1), 3, 4), ((-1, 0), 4, 5), ((0, -1), 5, 0), ((1, -1), 0, 1)];

fn fill(cell: Cell<Estimate>, classes: &Classes) -> Fill {
    match cell {
        Cell::Shown(estimate) => Fill::Tone(classes.tone(classes.class(estimate.value))),
        Cell::Hidden => Fill::Hidden,
        Cell::Unknown => Fill::Unknown,
        Cell::Impossible => Fill::Impossible,
    }
}

fn borders(sheet: &mut Sheet, atlas: &Atlas, grid: &Grid) {
    let regions: BTreeMap<Axial, RegionCode> = atlas.municipalities().iter().map(|entry| (entry.hex, entry.veilig_thuis)).collect();
    let mut edges = Vec::new();
    for (hex, region) in &regions {
        let corners = grid.corners(*hex, 1.0);
        for ((q, r), from, to) in FORWARD {
            if regions.get(&(hex.0 + q, hex.1 + r)).is_some_and(|other| other != region) {
                edges.push((corners[from], corners[to]));
            }
        }
    }
    sheet.segments(&edges, &BORDER);
}

/// Cities to find one's way by, and whether their names stand in the sea or across the border.
const CITIES: [(u16, &str, Side); 8] = [
    (363, "Amsterdam", Side::West),
    (518, "Den Haag", Side::West),
    (599, "Rotterdam", Side::West),
    (718, "Vlissingen", Side::West),
    (14, "Groningen", Side::East),
    (202, "Arnhem", Side::East),
    (772, "Eindhoven", Side::East),
    (935, "Maastricht", Side::West),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    West,
    East,
}

/// Names outside the map, each with a line to its hexagon; a name without room is left out.
fn cities(sheet: &mut Sheet, atlas: &Atlas, grid: &Grid, width: Width) {
    for (code, name, side) in CITIES {
        let Some(entry) = atlas.municipality(Municipality(code)) else { continue };
        let (x, y) = grid.middle(entry.hex);
        let edge = outer_edge(atlas, grid, y, side);
        let (end, anchor) = match side {
            Side::West => (edge - 8.0, Anchor::End),
            Side::East => (edge + 8.0, Anchor::Start),
        };
        let words = label::width(name, width.text(), Weight::Regular) + 4.0;
        let fits = if side == Side::West { end - words >= 0.0 } else { end + words <= width.paper() };
        if fits {
            let gap = if side == Side::West { 3.0 } else { -3.0 };
            sheet.line((end + gap, y), (x, y), &LEADER_EDGE);
            sheet.line((end + gap, y), (x, y), &LEADER);
            sheet.circle((x, y), 4.0, &PLATE);
            sheet.circle((x, y), 2.5, &SOFT);
            sheet.text((end, y + width.text() * 0.35), name, &SOFT, anchor);
        }
    }
}

/// Where the map ends at about this height, so that a name there lies on no hexagon.
fn outer_edge(atlas: &Atlas, grid: &Grid, y: f64, side: Side) -> f64 {
    let near = atlas.municipalities().iter().map(|entry| grid.middle(entry.hex)).filter(|spot| (spot.1 - y).abs() < grid.width * ROW + 8.0);
    match side {
        Side::West => near.map(|spot| spot.0 - grid.width / 2.0).fold(f64::INFINITY, f64::min),
        Side::East => near.map(|spot| spot.0 + grid.width / 2.0).fold(f64::NEG_INFINITY, f64::max),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{HIDING, caption, check, estimate};

    fn map(value: impl Fn(usize) -> Cell<Estimate>) -> HexagonMap {
        let atlas = Atlas::netherlands();
        let hexagons =
            atlas.municipalities().iter().enumerate().map(|(place, entry)| Hexagon { municipality: entry.code, value: value(place) });
        let chosen = Some(RegionCode::veilig_thuis(19));
        HexagonMap {
            caption: caption("zeshoek"),
            language: Language::Dutch,
            unit: Unit::PerTenThousand,
            hexagons: hexagons.collect(),
            chosen,
        }
    }

    #[test]
    fn every_municipality_has_one_hexagon_that_names_it() {
        let drawing = map(|place| if place % 9 == 0 { HIDING } else { estimate(place as f64) }).draw(&Atlas::netherlands());
        check(&drawing);
        assert_eq!(drawing.wide.matches("<title>").count(), 342);
        assert!(drawing.wide.contains("<title>Groningen: afgeschermd</title>"));
    }

    #[test]
    fn a_municipality_without_a_value_is_unknown() {
        let mut map = map(|_| estimate(1.0));
        map.hexagons.truncate(1);
        let drawing = map.draw(&Atlas::netherlands());
        check(&drawing);
        assert_eq!(drawing.narrow.matches(": onbekend<").count(), 341);
    }

    #[test]
    fn neighbours_share_the_edge_between_them() {
        let atlas = Atlas::netherlands();
        let (grid, _) = Grid::of(&atlas, Width::Wide);
        for ((q, r), from, to) in AROUND {
            let (one, other) = (grid.corners((5, 5), 1.0), grid.corners((5 + q, 5 + r), 1.0));
            let meets = |corner: Point| other.iter().any(|point| (point.0 - corner.0).hypot(point.1 - corner.1) < 1e-6);
            assert!(meets(one[from]) && meets(one[to]), "neighbour {q},{r}");
        }
    }
}
