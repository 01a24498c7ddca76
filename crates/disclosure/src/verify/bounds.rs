//! Codes of which one person may have several: a total counts at least what each of its parts does, and at most what all do together.
//!
//! Of one dimension, in one table, that is all there is to know: whatever whole numbers keep to it in each inner place, people can be
//! found who make them. Of two such dimensions, or two tables with one, it is not, so that a proof could not be checked.

use std::collections::HashMap;

use super::{Claim, Place, PublishedCell, Tree, VerifyError};

/// Totals of overlapping codes, by the numbers of cells in the whole.
#[derive(Default)]
pub(super) struct Bounds {
    dimension: String,
    /// Each total with its parts.
    totals: Vec<(usize, Vec<usize>)>,
    /// Per cell: the totals it stands in, as a part or as itself.
    touched: HashMap<usize, Vec<usize>>,
    /// Totals that the base does not keep to.
    wrong: Vec<usize>,
}

/// Refuses what inequalities do not tell all of.
pub(super) fn refuse_tangled(claim: &Claim, places: &[Place]) -> Result<(), VerifyError> {
    let tangled = |dimension: &&String| {
        let tables = places.iter().filter(|place| place.columns.contains(dimension)).count();
        claim.overlapping.len() > 1 || tables > 1 || !claim.dimensions.iter().any(|(name, _)| name == *dimension)
    };
    match claim.overlapping.iter().find(tangled) {
        None => Ok(()),
        Some(dimension) => Err(VerifyError::Tangled { dimension: dimension.clone() }),
    }
}

impl Bounds {
    /// Finds the totals of one column of a table.
    pub(super) fn take_in(&mut self, cells: &[PublishedCell], column: usize, tree: &Tree, own: &HashMap<String, usize>) {
        self.dimension.clone_from(&tree.name);
        for (codes, _) in cells {
            let (Some(children), Some(whole)) = (tree.children.get(&codes[column]), own.get(&codes.join(";"))) else { continue };
            let mut other = codes.clone();
            let mut parts = Vec::with_capacity(children.len());
            for child in children {
                other[column].clone_from(child);
                parts.extend(own.get(&other.join(";")).copied());
            }
            for cell in parts.iter().chain([whole]) {
                self.touched.entry(*cell).or_default().push(self.totals.len());
            }
            self.totals.push((*whole, parts));
        }
    }

    /// Notes which totals a table does not keep to: a proof laid over it has to put them right.
    pub(super) fn lay(&mut self, base: &[i128]) {
        self.wrong = (0..self.totals.len()).filter(|total| !self.keeps(*total, &|cell| base[cell])).collect();
    }

    /// The first total, and its dimension, that counts more or fewer than it can after some changes to that table.
    pub(super) fn broken(&self, changes: &HashMap<usize, i128>, value: &dyn Fn(usize) -> i128) -> Option<(usize, &str)> {
        let touched = changes.keys().filter_map(|cell| self.touched.get(cell)).flatten().chain(&self.wrong);
        let first = touched.filter(|total| !self.keeps(**total, value)).min()?;
        Some((self.totals[*first].0, &self.dimension))
    }

    fn keeps(&self, total: usize, value: &dyn Fn(usize) -> i128) -> bool {
        let (whole, parts) = &self.totals[total];
        let (own, sum) = (value(*whole), parts.iter().map(|part| value(*part)).sum::<i128>());
        own <= sum && parts.iter().all(|part| value(*part) <= own)
    }
}
