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
    /// With two codes of a dimension as one.
    Joined {
        /// Which dimension.
        dimension: String,
        /// Which codes.
        codes: [String; 2],
    },
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
            if let Some((coarse, leaves)) = two_by_two(dimension)? {
                found.push((Coarsening::TwoByTwo(name()), merged(counts, place, Some(coarse), &leaves)?));
            }
            if dimensions.len() > 1 {
                found.push((Coarsening::Without(name()), merged(counts, place, None, &[])?));
            }
        }
        Ok(found)
    }

    /// Ways to join the code of a cell with another of the same parent: in each dimension the nearest few.
    pub fn of_cell(crossing: &Crossing, cell: usize) -> Vec<Coarsening> {
        let joins = |(place, dimension): (usize, &Dimension)| {
            let (code, codes) = (crossing.code(cell, place), dimension.codes());
            let has_one = dimension.is_tree() || dimension.overlaps();
            let parent = dimension.parents(code).first().filter(|_| has_one && dimension.is_last(code));
            let parts = parent.map_or(&[][..], |parent| dimension.below(*parent));
            let mut others: Vec<usize> = parts.iter().copied().filter(|other| *other != code && dimension.is_last(*other)).collect();
            // Of two parts the two together are the parent.
            others.retain(|_| parts.len() > 2);
            others.sort_by_key(|other| other.abs_diff(code));
            others.truncate(MOST_JOINED);
            let joined = |other: usize| Coarsening::Joined {
                dimension: dimension.name().to_owned(),
                codes: [code.min(other), code.max(other)].map(|own| codes[own].clone()),
            };
            others.into_iter().map(joined).collect::<Vec<_>>()
        };
        crossing.dimensions().iter().enumerate().flat_map(joins).collect()
    }

    /// What a table becomes; nothing where it lacks the dimension, or is nothing else.
    ///
    /// # Errors
    /// Never for a table that could be made in the first place.
    pub fn of(&self, counts: &Counts) -> Result<Option<Counts>, CrossingError> {
        let dimensions = counts.crossing().dimensions();
        let (Coarsening::WithoutLastLevel(name)
        | Coarsening::TwoByTwo(name)
        | Coarsening::Without(name)
        | Coarsening::Joined { dimension: name, .. }) = self;
        let Some(place) = dimensions.iter().position(|own| own.name() == name) else { return Ok(None) };
        let coarser = match self {
            Coarsening::WithoutLastLevel(_) => without_last_level(&dimensions[place])?,
            Coarsening::TwoByTwo(_) => two_by_two(&dimensions[place])?,
            Coarsening::Without(_) if dimensions.len() == 1 => None,
            Coarsening::Without(_) => return merged(counts, place, None, &[]).map(Some),
            Coarsening::Joined { codes, .. } => joined(&dimensions[place], codes)?,
        };
        coarser.map(|(coarse, taken)| merged(counts, place, Some(coarse), &taken)).transpose()
    }
}

/// Most codes that a code is joined with, one at a time.
const MOST_JOINED: usize = 3;

/// Two codes as one, in the place of the first.
fn joined(dimension: &Dimension, pair: &[String; 2]) -> Result<Option<Coarser>, CrossingError> {
    let codes = dimension.published();
    if !pair.iter().all(|code| dimension.place(code).is_some_and(|code| dimension.is_last(code))) {
        return Ok(None);
    }
    let named = |code: usize| if pair.contains(&codes[code]) { pair.join("+") } else { codes[code].clone() };
    let parents = |code: usize| dimension.parents(code).iter().map(move |parent| (named(code), codes[*parent].clone()));
    let pairs: Vec<_> = (0..codes.len()).flat_map(parents).collect();
    renamed(dimension, &pairs, &named)
}

/// The dimension of some pairs, in which each last code goes by another name; nothing where too few would be left to overlap.
fn renamed(dimension: &Dimension, pairs: &[(String, String)], named: &dyn Fn(usize) -> String) -> Result<Option<Coarser>, CrossingError> {
    let codes = 0..dimension.codes().len();
    if !dimension.overlaps() {
        let coarse = Dimension::new(dimension.name(), pairs)?;
        let taken = codes.map(|code| coarse.place(&named(code)).unwrap_or(0)).collect();
        return Ok(Some((coarse, taken)));
    }
    let Ok(coarse) = Dimension::overlapping(dimension.name(), pairs) else { return Ok(None) };
    let taken = codes.map(|code| match dimension.is_set(code) {
        // Someone with two codes that are now one has that one.
        true => coarse.set(&dimension.parents(code).iter().map(|own| named(*own)).collect::<Vec<_>>().join("|")).unwrap_or(0),
        false => 0,
    });
    let taken = taken.collect();
    Ok(Some((coarse, taken)))
}

/// A coarser dimension, and per code of the finer one which of its codes takes it in.
type Coarser = (Dimension, Vec<usize>);

/// Nothing where the dimension has one level, or codes with two parents.
fn without_last_level(dimension: &Dimension) -> Result<Option<Coarser>, CrossingError> {
    let codes = dimension.published();
    let depth = |code: usize| dimension.above(code).len();
    let deepest = (0..codes.len()).map(depth).max().unwrap_or(0);
    if deepest < 3 || !dimension.is_tree() && !dimension.overlaps() {
        return Ok(None);
    }
    let kept = (0..codes.len()).filter(|code| depth(*code) < deepest);
    let pairs: Vec<_> = kept.filter_map(|code| Some((codes[code].clone(), codes[*dimension.parents(code).first()?].clone()))).collect();
    let named = |code: usize| {
        let holder = dimension.above(code).iter().find(|holder| depth(**holder) < deepest);
        holder.map_or_else(String::new, |holder| codes[*holder].clone())
    };
    renamed(dimension, &pairs, &named)
}

/// Nothing where the dimension has levels, or few codes.
fn two_by_two(dimension: &Dimension) -> Result<Option<Coarser>, CrossingError> {
    let codes = dimension.published();
    let last: Vec<usize> = (1..codes.len()).collect();
    if last.len() < LEAST_CODES || !last.iter().all(|code| dimension.is_last(*code) && dimension.parents(*code) == [0]) {
        return Ok(None);
    }
    let joined = |pair: &[usize]| pair.iter().map(|code| codes[*code].as_str()).collect::<Vec<_>>().join("+");
    let pairs: Vec<_> = last.chunks(2).map(|pair| (joined(pair), codes[0].clone())).collect();
    // The top is the first code, and in no pair.
    renamed(dimension, &pairs, &|code| code.checked_sub(1).map_or_else(|| codes[0].clone(), |place| pairs[place / 2].0.clone()))
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
    let empty = counts.empty();
    let is_told = |cell: &usize| own.is_inner(*cell) && (counts.values()[*cell] > 0 || empty[*cell]);
    let inner: Vec<(Vec<usize>, u64)> = (0..own.cells()).filter(is_told).map(|cell| (codes(cell), counts.values()[cell])).collect();
    Counts::new(Crossing::new(dimensions)?, inner)
}
