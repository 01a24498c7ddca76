//! Coarser versions of a table: of which one would more be shown?

use super::{Counts, Crossing, CrossingError, Dimension};

/// One way to make a table coarser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Coarsening {
    /// Without the last level of a dimension: its codes go into those above.
    WithoutLastLevel(String),
    /// With codes of a dimension two by two, in their order.
    TwoByTwo(String),
    /// Without a dimension.
    Without(String),
}

/// A flat dimension of fewer codes is not joined two by two.
const LEAST_CODES: usize = 4;

impl Coarsening {
    /// Every way to make a table one step coarser, with what it becomes.
    ///
    /// # Errors
    /// Never for a table that could be made in the first place.
    pub fn all(counts: &Counts) -> Result<Vec<(Coarsening, Counts)>, CrossingError> {
        let dimensions = counts.crossing().dimensions();
        let mut found = Vec::new();
        for (place, dimension) in dimensions.iter().enumerate() {
            let name = || dimension.name().to_owned();
            if let Some((coarse, leaves)) = without_last_level(dimension)? {
                found.push((Coarsening::WithoutLastLevel(name()), merged(counts, place, Some(coarse), &leaves)?));
            }
            if dimension.is_flat() && dimension.leaves(0).len() >= LEAST_CODES {
                let (coarse, leaves) = two_by_two(dimension)?;
                found.push((Coarsening::TwoByTwo(name()), merged(counts, place, Some(coarse), &leaves)?));
            }
            if dimensions.len() > 1 {
                found.push((Coarsening::Without(name()), merged(counts, place, None, &[])?));
            }
        }
        Ok(found)
    }
}

/// A coarser dimension, and per code of the finer one which of its codes takes it in.
type Coarser = (Dimension, Vec<usize>);

/// Nothing where the dimension has one level, or codes with two parents.
fn without_last_level(dimension: &Dimension) -> Result<Option<Coarser>, CrossingError> {
    let codes = dimension.codes();
    let depth = |code: usize| dimension.above(code).len();
    let deepest = (0..codes.len()).map(depth).max().unwrap_or(0);
    if deepest < 3 || !dimension.is_tree() {
        return Ok(None);
    }
    let kept = (0..codes.len()).filter(|code| depth(*code) < deepest);
    let pairs: Vec<_> = kept.filter_map(|code| Some((codes[code].clone(), codes[*dimension.parents(code).first()?].clone()))).collect();
    let coarse = Dimension::new(dimension.name(), &pairs)?;
    let taken = |code: usize| dimension.above(code).iter().find_map(|holder| coarse.place(&codes[*holder])).unwrap_or(0);
    let leaves = (0..codes.len()).map(taken).collect();
    Ok(Some((coarse, leaves)))
}

fn two_by_two(dimension: &Dimension) -> Result<Coarser, CrossingError> {
    let codes = dimension.codes();
    let leaves = dimension.leaves(0);
    let joined = |pair: &[usize]| pair.iter().map(|code| codes[*code].as_str()).collect::<Vec<_>>().join("+");
    let pairs: Vec<_> = leaves.chunks(2).map(|pair| (joined(pair), codes[0].clone())).collect();
    let coarse = Dimension::new(dimension.name(), &pairs)?;
    let mut taken = vec![0; codes.len()];
    for (pair, (name, _)) in leaves.chunks(2).zip(&pairs) {
        for code in pair {
            taken[*code] = coarse.place(name).unwrap_or(0);
        }
    }
    Ok((coarse, taken))
}

/// The table with another dimension in a place, or without it.
fn merged(counts: &Counts, place: usize, coarse: Option<Dimension>, taken: &[usize]) -> Result<Counts, CrossingError> {
    let own = counts.crossing();
    let keeps = coarse.is_some();
    let mut dimensions = own.dimensions().to_vec();
    dimensions.splice(place..=place, coarse);
    let codes = |cell: usize| {
        let all = (0..own.dimensions().len()).filter(|other| keeps || *other != place);
        all.map(|other| if other == place { taken[own.code(cell, other)] } else { own.code(cell, other) }).collect()
    };
    let inner: Vec<(Vec<usize>, u64)> =
        (0..own.cells()).filter(|cell| own.is_inner(*cell)).map(|cell| (codes(cell), counts.values()[cell])).collect();
    Counts::new(Crossing::new(dimensions)?, inner)
}
