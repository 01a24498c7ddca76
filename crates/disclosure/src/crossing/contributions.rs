//! Who contributed how much to each cell: the largest few, and how many there are.

use super::rule::CONTRIBUTORS;
use super::{Crossing, CrossingError};

/// Contributors per cell, margins included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contributions {
    numbers: Vec<u64>,
    /// Per cell: the largest contributions, in order.
    largest: Vec<Vec<u64>>,
    /// Contributors of other kinds: what names them, and how many there are per cell.
    kinds: Vec<(String, Vec<u64>)>,
}

impl Contributions {
    /// From rows (code per dimension, contributor, amount). The same contributor's rows are added within every cell; amounts of
    /// 0 are no contribution.
    ///
    /// # Errors
    /// When a code is not a leaf, or the amounts add up to more than 2⁵³.
    pub fn new(crossing: &Crossing, rows: impl IntoIterator<Item = (Vec<usize>, u32, u64)>) -> Result<Contributions, CrossingError> {
        let mut amounts: Vec<(u32, usize, u64)> = Vec::new();
        let mut total = 0_u64;
        for (codes, contributor, amount) in rows.into_iter().filter(|row| row.2 > 0) {
            crossing.leaves_only(&codes)?;
            total = total.checked_add(amount).filter(|sum| *sum <= 1 << 53).ok_or(CrossingError::TotalTooLarge)?;
            amounts.extend(crossing.holders(&codes).into_iter().map(|cell| (contributor, cell, amount)));
        }
        amounts.sort_unstable();
        let mut own = Contributions { numbers: vec![0; crossing.cells()], largest: vec![Vec::new(); crossing.cells()], kinds: Vec::new() };
        for of_one in amounts.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let (cell, amount) = (of_one[0].1, of_one.iter().map(|row| row.2).sum());
            own.numbers[cell] += 1;
            let list = &mut own.largest[cell];
            let place = list.partition_point(|other| *other >= amount);
            list.insert(place, amount);
            list.truncate(CONTRIBUTORS);
        }
        Ok(own)
    }

    /// The same with contributors of another kind, named by a column: rows as in [`Contributions::new`].
    ///
    /// # Errors
    /// As [`Contributions::new`].
    pub fn with(
        mut self,
        crossing: &Crossing,
        column: &str,
        rows: impl IntoIterator<Item = (Vec<usize>, u32, u64)>,
    ) -> Result<Contributions, CrossingError> {
        self.kinds.push((column.to_owned(), Contributions::new(crossing, rows)?.numbers));
        Ok(self)
    }

    /// How many contributors of a kind each cell has; nothing where the column was not read.
    pub fn of(&self, column: &str) -> Option<&[u64]> {
        self.kinds.iter().find(|(own, _)| own == column).map(|(_, numbers)| numbers.as_slice())
    }

    /// How many contribute to a cell.
    pub fn number(&self, cell: usize) -> u64 {
        self.numbers[cell]
    }

    /// The largest contributions to a cell, at most ten.
    pub fn largest(&self, cell: usize) -> &[u64] {
        &self.largest[cell]
    }

    /// The two largest; 0 where there are fewer.
    pub fn two(&self, cell: usize) -> (u64, u64) {
        let amount = |place| self.largest[cell].get(place).copied().unwrap_or(0);
        (amount(0), amount(1))
    }
}
