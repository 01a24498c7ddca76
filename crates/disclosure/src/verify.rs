//! Checks the proof of a protected table with whole numbers only, from the published files and nothing else. It shares no
//! code with what made them: hierarchies, sums and differences are worked out again here.

use std::collections::{BTreeMap, HashMap, HashSet};

/// One hidden cell with its two tables; cells by their codes with `;` between.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// The hidden cell.
    pub cell: String,
    /// Counts of hidden cells in the table in which it is lower.
    pub low: BTreeMap<String, u64>,
    /// Counts of hidden cells in the table in which it is higher.
    pub high: BTreeMap<String, u64>,
}

/// What is claimed of a published table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Dimensions in order, each with its pairs (child, parent).
    pub dimensions: Vec<(String, Vec<(String, String)>)>,
    /// Least difference in every hidden cell.
    pub width: u64,
    /// Counts of hidden cells where a proof does not name them; 0 where they are not named here either.
    pub base: BTreeMap<String, u64>,
    /// The proofs.
    pub proofs: Vec<Proof>,
}

/// A cell of the published table: its codes in the order of the dimensions, and its count unless it is hidden.
pub type PublishedCell = (Vec<String>, Option<u64>);

/// What was checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// Cells of the crossing.
    pub cells: usize,
    /// Hidden ones, each with a proof that holds.
    pub hidden: usize,
}

/// Why a proof does not hold.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A hierarchy in which codes hold each other.
    #[error("the hierarchy of {dimension} runs in a circle")]
    Circle {
        /// Which dimension.
        dimension: String,
    },
    /// More or fewer cells than the crossing has.
    #[error("the table has {found} different cells where the crossing has {expected}")]
    Cells {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A cell that is not in the crossing.
    #[error("cell {cell} is not in the crossing, or stands there twice")]
    Stranger {
        /// Its codes.
        cell: String,
    },
    /// A hidden cell without proof.
    #[error("hidden cell {cell} has no proof")]
    NoProof {
        /// Its codes.
        cell: String,
    },
    /// A proof about a cell that is shown, or that names one.
    #[error("the proof of {cell} names {named}, which is not a hidden cell")]
    NotHidden {
        /// The cell proven.
        cell: String,
        /// What it names.
        named: String,
    },
    /// A table of a proof that does not add up.
    #[error("a table in the proof of {cell} does not add up to {whole} over {dimension}")]
    Sum {
        /// The cell proven.
        cell: String,
        /// The total that is not met.
        whole: String,
        /// Over which dimension.
        dimension: String,
    },
    /// Two tables that are too much alike.
    #[error("the two tables of {cell} differ there by less than {width}")]
    Narrow {
        /// The cell.
        cell: String,
        /// The width claimed.
        width: u64,
    },
}

/// Checks that every hidden cell has two tables that fit everything published and differ there by the width.
///
/// # Errors
/// The first thing that does not hold.
///
/// ```
/// use disclosure::verify::{Claim, Proof, check};
/// let pairs = ["A", "B", "C"].map(|code| (code.to_owned(), "NL".to_owned())).to_vec();
/// let cells = [("NL", Some(9)), ("A", None), ("B", None), ("C", Some(4))].map(|(code, count)| (vec![code.to_owned()], count));
/// let table = |a, b| [("A".to_owned(), a), ("B".to_owned(), b)].into();
/// let proof = |cell: &str, low, high| Proof { cell: cell.to_owned(), low, high };
/// let proofs = vec![proof("A", table(1, 4), table(2, 3)), proof("B", table(2, 3), table(1, 4))];
/// let claim = Claim { dimensions: vec![("region".to_owned(), pairs)], width: 1, base: Default::default(), proofs };
/// assert_eq!(check(&cells, &claim)?.hidden, 2);
/// # Ok::<(), disclosure::verify::VerifyError>(())
/// ```
pub fn check(cells: &[PublishedCell], claim: &Claim) -> Result<Verified, VerifyError> {
    let trees = claim.dimensions.iter().map(|(name, pairs)| Tree::new(name, pairs)).collect::<Result<Vec<_>, _>>()?;
    let table = Table::new(cells, trees)?;
    let base = table.filled(&claim.base)?;
    let wrong: HashMap<(usize, usize), i128> = table.differences(&base);
    let mut proven = HashSet::new();
    for proof in &claim.proofs {
        let low = table.overlaid(proof, &proof.low, &base, &wrong)?;
        let high = table.overlaid(proof, &proof.high, &base, &wrong)?;
        if high - low < i128::from(claim.width.max(1)) {
            return Err(VerifyError::Narrow { cell: proof.cell.clone(), width: claim.width });
        }
        proven.insert(proof.cell.as_str());
    }
    let hidden: Vec<&String> = table.names.iter().zip(&table.shown).filter(|(_, count)| count.is_none()).map(|(name, _)| name).collect();
    match hidden.iter().find(|name| !proven.contains(name.as_str())) {
        Some(name) => Err(VerifyError::NoProof { cell: (*name).clone() }),
        None => Ok(Verified { cells: table.names.len(), hidden: hidden.len() }),
    }
}

/// One hierarchy: for each code the leaves it holds.
struct Tree {
    name: String,
    leaves: BTreeMap<String, Vec<String>>,
}

impl Tree {
    fn new(name: &str, pairs: &[(String, String)]) -> Result<Tree, VerifyError> {
        let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut is_parent = HashSet::new();
        for (child, parent) in pairs {
            parents.entry(child).or_default().push(parent);
            parents.entry(parent).or_default();
            is_parent.insert(parent.as_str());
        }
        let mut leaves: BTreeMap<String, Vec<String>> = parents.keys().map(|code| ((*code).to_owned(), Vec::new())).collect();
        for leaf in parents.keys().filter(|code| !is_parent.contains(*code)) {
            let mut holders = HashSet::from([*leaf]);
            let mut open = vec![*leaf];
            while let Some(code) = open.pop() {
                open.extend(parents[code].iter().filter(|parent| holders.insert(parent)));
            }
            for holder in holders {
                leaves.entry(holder.to_owned()).or_default().push((*leaf).to_owned());
            }
        }
        // A code without leaves lies in a circle.
        if leaves.is_empty() || leaves.values().any(Vec::is_empty) {
            return Err(VerifyError::Circle { dimension: name.to_owned() });
        }
        Ok(Tree { name: name.to_owned(), leaves })
    }
}

/// The published table, by the numbers of its cells.
struct Table {
    trees: Vec<Tree>,
    names: Vec<String>,
    shown: Vec<Option<u64>>,
    numbers: HashMap<String, usize>,
    /// Per dimension and cell: the cells that add up to it, where it is a total.
    parts: Vec<HashMap<usize, Vec<usize>>>,
    /// Per cell: the (dimension, total) it is a part of.
    totals: Vec<Vec<(usize, usize)>>,
}

impl Table {
    fn new(cells: &[PublishedCell], trees: Vec<Tree>) -> Result<Table, VerifyError> {
        let mut table =
            Table { trees, names: Vec::new(), shown: Vec::new(), numbers: HashMap::new(), parts: Vec::new(), totals: Vec::new() };
        for (codes, count) in cells {
            let name = codes.join(";");
            let known =
                codes.len() == table.trees.len() && codes.iter().zip(&table.trees).all(|(code, tree)| tree.leaves.contains_key(code));
            if !known || table.numbers.insert(name.clone(), table.names.len()).is_some() {
                return Err(VerifyError::Stranger { cell: name });
            }
            table.names.push(name);
            table.shown.push(*count);
        }
        let expected = table.trees.iter().fold(1_usize, |product, tree| product.saturating_mul(tree.leaves.len()));
        if table.names.len() != expected {
            return Err(VerifyError::Cells { expected, found: table.names.len() });
        }
        table.tie(cells);
        Ok(table)
    }

    /// Finds for each total what adds up to it.
    fn tie(&mut self, cells: &[PublishedCell]) {
        self.totals = vec![Vec::new(); cells.len()];
        for dimension in 0..self.trees.len() {
            let mut parts = HashMap::new();
            for (whole, (codes, _)) in cells.iter().enumerate() {
                let leaves = &self.trees[dimension].leaves[&codes[dimension]];
                if leaves[..] == codes[dimension..=dimension] {
                    continue;
                }
                let mut other = codes.clone();
                let mut numbers: Vec<usize> = Vec::with_capacity(leaves.len());
                for leaf in leaves {
                    other[dimension].clone_from(leaf);
                    // Every cell of the crossing is there: that was counted.
                    numbers.extend(self.numbers.get(&other.join(";")));
                }
                for part in &numbers {
                    self.totals[*part].push((dimension, whole));
                }
                parts.insert(whole, numbers);
            }
            self.parts.push(parts);
        }
    }

    fn number(&self, cell: &str, named: &str) -> Result<usize, VerifyError> {
        let number = self.numbers.get(named).filter(|number| self.shown[**number].is_none());
        number.copied().ok_or_else(|| VerifyError::NotHidden { cell: cell.to_owned(), named: named.to_owned() })
    }

    fn filled(&self, base: &BTreeMap<String, u64>) -> Result<Vec<i128>, VerifyError> {
        let mut table: Vec<i128> = self.shown.iter().map(|count| i128::from(count.unwrap_or(0))).collect();
        for (named, count) in base {
            table[self.number("the base", named)?] = i128::from(*count);
        }
        Ok(table)
    }

    /// By how much the parts of each total differ from it, where they do.
    fn differences(&self, table: &[i128]) -> HashMap<(usize, usize), i128> {
        let mut wrong = HashMap::new();
        for (dimension, totals) in self.parts.iter().enumerate() {
            for (whole, parts) in totals {
                let difference = parts.iter().map(|part| table[*part]).sum::<i128>() - table[*whole];
                if difference != 0 {
                    wrong.insert((dimension, *whole), difference);
                }
            }
        }
        wrong
    }

    /// Lays the counts of a proof over the base, checks that every total is met, and gives the count of the cell proven.
    fn overlaid(
        &self,
        proof: &Proof,
        overlay: &BTreeMap<String, u64>,
        base: &[i128],
        wrong: &HashMap<(usize, usize), i128>,
    ) -> Result<i128, VerifyError> {
        let proven = self.number(&proof.cell, &proof.cell)?;
        let mut value = base[proven];
        let mut left = wrong.clone();
        for (named, count) in overlay {
            let number = self.number(&proof.cell, named)?;
            let change = i128::from(*count) - base[number];
            if number == proven {
                value += change;
            }
            for total in &self.totals[number] {
                *left.entry(*total).or_default() += change;
            }
            for dimension in (0..self.trees.len()).filter(|dimension| self.parts[*dimension].contains_key(&number)) {
                *left.entry((dimension, number)).or_default() -= change;
            }
        }
        match left.into_iter().filter(|(_, difference)| *difference != 0).min() {
            None => Ok(value),
            Some(((dimension, whole), _)) => Err(VerifyError::Sum {
                cell: proof.cell.clone(),
                whole: self.names[whole].clone(),
                dimension: self.trees[dimension].name.clone(),
            }),
        }
    }
}
