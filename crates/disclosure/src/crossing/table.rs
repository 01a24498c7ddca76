//! Every cell of the crossing of some dimensions, margins included, with its count; and the rows that tie cells together.

use super::{CrossingError, Dimension};

/// Most cells of one crossing.
const MOST_CELLS: usize = 20_000_000;
/// Largest total: sums of counts stay exact in every program that reads them as a floating-point number.
const LARGEST_TOTAL: u64 = 1 << 53;

/// The cells of a crossing, numbered with the last dimension fastest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crossing {
    dimensions: Vec<Dimension>,
    strides: Vec<usize>,
    cells: usize,
}

impl Crossing {
    /// All combinations of codes.
    ///
    /// # Errors
    /// When there is no dimension, one stands there twice, or there are more than twenty million cells.
    pub fn new(dimensions: Vec<Dimension>) -> Result<Crossing, CrossingError> {
        let mut cells = 1_usize;
        let mut strides = vec![0; dimensions.len()];
        for (place, dimension) in dimensions.iter().enumerate().rev() {
            strides[place] = cells;
            cells = cells.saturating_mul(dimension.codes().len());
            if dimensions[..place].iter().any(|other| other.name() == dimension.name()) {
                return Err(CrossingError::Twice { dimension: dimension.name().to_owned() });
            }
        }
        match dimensions.is_empty() {
            true => Err(CrossingError::NoDimensions),
            false if cells > MOST_CELLS => Err(CrossingError::TooLarge { most: MOST_CELLS }),
            false => Ok(Crossing { dimensions, strides, cells }),
        }
    }

    /// The dimensions, in order.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// Number of cells.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// How far the cells of two neighbouring codes of a dimension are apart.
    pub fn stride(&self, dimension: usize) -> usize {
        self.strides[dimension]
    }

    /// Code of a cell in a dimension.
    pub fn code(&self, cell: usize, dimension: usize) -> usize {
        cell / self.strides[dimension] % self.dimensions[dimension].codes().len()
    }

    /// The cell of these codes, one per dimension.
    pub fn cell(&self, codes: &[usize]) -> usize {
        codes.iter().zip(&self.strides).map(|(code, stride)| code * stride).sum()
    }

    /// The same cell with another code in one dimension.
    pub fn moved(&self, cell: usize, dimension: usize, code: usize) -> usize {
        cell - self.code(cell, dimension) * self.strides[dimension] + code * self.strides[dimension]
    }

    /// Codes of a cell as text.
    pub fn texts(&self, cell: usize) -> impl Iterator<Item = &str> {
        self.dimensions.iter().enumerate().map(move |(place, dimension)| dimension.codes()[self.code(cell, place)].as_str())
    }

    /// The name of a cell: its codes with `;` between.
    pub fn name(&self, cell: usize) -> String {
        self.texts(cell).collect::<Vec<_>>().join(";")
    }

    /// The cell with a name as [`Self::name`] gives it.
    pub fn named(&self, name: &str) -> Option<usize> {
        let mut texts = name.split(';');
        let mut cell = 0;
        for (dimension, stride) in self.dimensions.iter().zip(&self.strides) {
            cell += dimension.place(texts.next()?)? * stride;
        }
        texts.next().is_none().then_some(cell)
    }

    /// Refuses codes of which one is a total of others.
    pub(super) fn leaves_only(&self, codes: &[usize]) -> Result<(), CrossingError> {
        match self.dimensions.iter().zip(codes).find(|(dimension, code)| !dimension.is_leaf(**code)) {
            None => Ok(()),
            Some((dimension, code)) => {
                let code = dimension.codes()[*code].clone();
                Err(CrossingError::NotALeaf { dimension: dimension.name().to_owned(), code })
            }
        }
    }

    /// Every cell that counts what stands at these codes.
    pub(crate) fn holders(&self, codes: &[usize]) -> Vec<usize> {
        let mut cells = vec![0];
        for ((dimension, stride), code) in self.dimensions.iter().zip(&self.strides).zip(codes) {
            let above = dimension.above(*code);
            cells = cells.iter().flat_map(|cell| above.iter().map(move |code| cell + code * stride)).collect();
        }
        cells
    }

    /// Whether a cell has a leaf in every dimension.
    pub fn is_inner(&self, cell: usize) -> bool {
        self.dimensions.iter().enumerate().all(|(place, dimension)| dimension.is_leaf(self.code(cell, place)))
    }

    /// Whether a cell can stand in a table: none of its codes is a set of overlapping codes.
    pub fn is_published(&self, cell: usize) -> bool {
        let mut places = self.dimensions.iter().enumerate();
        places.all(|(place, dimension)| !dimension.overlaps() || !dimension.is_set(self.code(cell, place)))
    }

    /// Cells of sets that a cell is made of where codes overlap, the other codes being the same.
    pub(super) fn sets_of(&self, cell: usize) -> Vec<usize> {
        let mut cells = vec![cell];
        for (place, dimension) in self.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.overlaps()) {
            let sets = dimension.leaves(self.code(cell, place));
            cells = cells.iter().flat_map(|cell| sets.iter().map(move |set| self.moved(*cell, place, *set))).collect();
        }
        cells
    }

    /// Every row of a dimension that a cell stands in: as the whole, and as a part.
    pub fn wholes(&self, cell: usize, dimension: usize) -> impl Iterator<Item = usize> + '_ {
        let own = &self.dimensions[dimension];
        let code = self.code(cell, dimension);
        let itself = (!own.is_leaf(code)).then_some(code);
        itself.into_iter().chain(own.wholes(code).iter().copied()).map(move |whole| self.moved(cell, dimension, whole))
    }

    /// The parts of a cell in one dimension; none where its code is a leaf.
    pub fn parts(&self, cell: usize, dimension: usize) -> impl Iterator<Item = usize> + '_ {
        let parts = self.dimensions[dimension].parts(self.code(cell, dimension));
        parts.iter().map(move |part| self.moved(cell, dimension, *part))
    }
}

/// A whole table: one number for every cell of the crossing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counts {
    crossing: Crossing,
    values: Vec<u64>,
    /// Inner cells that were told as empty, in order.
    empty: Vec<usize>,
}

impl Counts {
    /// From inner cells (code per dimension, count); a cell told twice is added, an absent one is 0. One that is told as 0 might have been otherwise
    /// ([`Counts::empty`]).
    ///
    /// # Errors
    /// When a code is not a leaf, or the total is beyond 2⁵³.
    pub fn new(crossing: Crossing, inner: impl IntoIterator<Item = (Vec<usize>, u64)>) -> Result<Counts, CrossingError> {
        let mut values = vec![0_u64; crossing.cells()];
        let (mut total, mut empty) = (0_u64, Vec::new());
        for (codes, count) in inner {
            crossing.leaves_only(&codes)?;
            total = total.checked_add(count).filter(|sum| *sum <= LARGEST_TOTAL).ok_or(CrossingError::TotalTooLarge)?;
            let cell = crossing.cell(&codes);
            values[cell] += count;
            empty.extend((count == 0).then_some(cell));
        }
        empty.retain(|cell| values[*cell] == 0);
        empty.sort_unstable();
        empty.dedup();
        Ok(Counts { values: with_margins(&crossing, values), crossing, empty })
    }

    /// Counts that nobody summed: see [`super::Together`].
    pub(super) fn unsummed(crossing: Crossing, values: Vec<u64>) -> Counts {
        Counts { crossing, values, empty: Vec::new() }
    }

    /// Cells that count nobody and might have: the inner ones that were told as 0, and margins of them. Cells that were not told are 0 as everyone knows.
    pub fn empty(&self) -> Vec<bool> {
        let mut might = vec![false; self.values.len()];
        for cell in &self.empty {
            let codes: Vec<usize> = (0..self.crossing.dimensions().len()).map(|place| self.crossing.code(*cell, place)).collect();
            self.crossing.holders(&codes).into_iter().filter(|own| self.values[*own] == 0).for_each(|own| might[own] = true);
        }
        might
    }

    pub(super) fn set(&mut self, cell: usize, count: u64) {
        self.values[cell] = count;
    }

    /// The crossing.
    pub fn crossing(&self) -> &Crossing {
        &self.crossing
    }

    /// Counts in the order of the cells.
    pub fn values(&self) -> &[u64] {
        &self.values
    }
}

/// Sums inner values upwards, one dimension after the other.
fn with_margins(crossing: &Crossing, mut values: Vec<u64>) -> Vec<u64> {
    for (place, dimension) in crossing.dimensions.iter().enumerate() {
        let stride = crossing.strides[place];
        let block = stride * dimension.codes().len();
        for start in (0..values.len()).step_by(block) {
            for code in (0..dimension.codes().len()).filter(|code| !dimension.is_leaf(*code)) {
                for offset in start..start + stride {
                    values[offset + code * stride] = dimension.leaves(code).iter().map(|leaf| values[offset + leaf * stride]).sum();
                }
            }
        }
    }
    values
}
