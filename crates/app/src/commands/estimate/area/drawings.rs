//! The regions as a tile map, and all their intervals in one chart.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use charts::{Caption, Faces, Language, Ranked, RankedRow, Standing, Tile, TileMap, Unit};
use domain::{Atlas, Cell, Estimate, RegionCode};
use estimates::area::AreaEstimate;

use super::Fitted;
use crate::commands::table::Table;
use crate::output;

/// Writes `map.svg` and `intervals.svg`.
pub(super) fn write(folder: &Path, fitted: &Fitted, table: &Table, column: usize) -> Result<()> {
    let code = |row: usize| {
        table.text(row, column).parse::<RegionCode>().map_err(|_| table.fault(row, column, "the code of a region, such as VT19"))
    };
    let codes = (0..table.len()).map(code).collect::<Result<Vec<_>>>()?;
    let atlas = Atlas::netherlands();
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let drawings = [("map.svg", map(fitted, &codes).draw(&atlas).wide), ("intervals.svg", intervals(fitted, &codes, &atlas).draw().wide)];
    for (name, drawing) in drawings {
        output::file(&folder.join(name), drawing)?;
    }
    Ok(())
}

fn caption(id: &str, fitted: &Fitted) -> Caption {
    Caption {
        id: id.to_owned(),
        title: "Model estimates of small areas".to_owned(),
        description: format!(
            "{} areas, each leaning on its own figure as far as that is sure and on the others for the rest; {} % intervals.",
            fitted.names.len(),
            fitted.level * 100.0
        ),
    }
}

/// Values between 0 and 1 are read as shares.
fn unit(fitted: &Fitted) -> Unit {
    let is_share = fitted.model.areas.iter().all(|area| (0.0..=1.0).contains(&area.eblup));
    if is_share { Unit::Share } else { Unit::Count }
}

fn cell(fitted: &Fitted, area: &AreaEstimate) -> Cell<Estimate> {
    fitted.estimate(area).map_or(Cell::Unknown, Cell::Shown)
}

fn map(fitted: &Fitted, codes: &[RegionCode]) -> TileMap {
    let values = fitted.model.areas.iter().map(|area| cell(fitted, area));
    TileMap {
        caption: caption("areas", fitted),
        language: Language::English,
        unit: unit(fitted),
        tiles: codes.iter().zip(values).map(|(region, value)| Tile { region: *region, value, link: None }).collect(),
        chosen: None,
        faces: Faces::Limits,
    }
}

fn intervals(fitted: &Fitted, codes: &[RegionCode], atlas: &Atlas) -> Ranked {
    let name = |code: &RegionCode| atlas.region(*code).map_or_else(|| code.to_string(), |region| region.name.clone());
    let row = |(code, area)| RankedRow { name: name(code), value: cell(fitted, area), standing: Standing::Other, link: None };
    Ranked {
        caption: caption("intervals", fitted),
        language: Language::English,
        unit: unit(fitted),
        rows: codes.iter().zip(&fitted.model.areas).map(row).collect(),
        country: None,
    }
}
