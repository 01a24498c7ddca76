//! Checks the proof of a protected table with whole numbers only, from the published files and nothing else. It shares no
//! code with what made them: hierarchies, sums and differences are worked out again here.

mod bounds;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use self::bounds::Bounds;

/// One hidden cell with its two tables; cells by their codes with `;` between.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// The hidden cell.
    pub cell: String,
    /// Other hidden cells in which these tables differ by as much, one way or the other.
    pub also: Vec<String>,
    /// Counts of hidden cells in the table in which it is lower.
    pub low: BTreeMap<String, u64>,
    /// Counts of hidden cells in the table in which it is higher.
    pub high: BTreeMap<String, u64>,
}

/// Where one of several tables stands in the whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The dimensions that are its columns.
    pub columns: Vec<String>,
    /// Its code in every other dimension: mostly the total.
    pub at: BTreeMap<String, String>,
}

/// What is claimed of published tables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Dimensions in order, each with its pairs (child, parent).
    pub dimensions: Vec<(String, Vec<(String, String)>)>,
    /// Dimensions of which one person may have several codes: a total counts at least what each part does, and at most what all do together.
    pub overlapping: Vec<String>,
    /// Where each table stands; one table with all dimensions where this is empty.
    pub tables: Vec<Place>,
    /// Least difference in every hidden cell.
    pub width: u64,
    /// Least count of a hidden cell in every table of a proof: what a reader knows who is told that empty cells are shown (1), or nothing (0).
    pub floor: u64,
    /// Counts of hidden cells where a proof does not name them; 0 where they are not named here either.
    pub base: BTreeMap<String, u64>,
    /// The proofs.
    pub proofs: Vec<Proof>,
    /// Hidden cells of which the claim says itself that it has no proof.
    pub without: Vec<String>,
}

/// A cell of a published table: its codes in the order of its columns, and its count unless it is hidden.
pub type PublishedCell = (Vec<String>, Option<u64>);

/// What was checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// Cells of the crossing.
    pub cells: usize,
    /// Hidden ones.
    pub hidden: usize,
    /// Hidden ones with a proof that holds: all but those of which the claim says that it has none.
    pub proven: usize,
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
    /// Another number of tables than the proof is about.
    #[error("the proof is about {expected} tables and {found} were given")]
    Tables {
        /// How many it is about.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// A table that does not say where it stands.
    #[error("table {table} of the proof names no code, or one that is not there, for {dimension}")]
    Nowhere {
        /// Which table, from 1.
        table: usize,
        /// Which dimension.
        dimension: String,
    },
    /// Two tables that tell something else of one cell.
    #[error("two tables do not say the same of cell {cell}")]
    Disagree {
        /// Its codes.
        cell: String,
    },
    /// A later release in which fewer are counted.
    #[error("in a table in the proof of {cell}, {whole} counts fewer than the release before it")]
    Fewer {
        /// The cell proven.
        cell: String,
        /// The cell that counts fewer.
        whole: String,
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
    /// A table of a proof in which overlapping codes count more or less than they can.
    #[error("in a table in the proof of {cell}, {whole} counts fewer than one of its parts, or more than all of them, over {dimension}")]
    Bounds {
        /// The cell proven.
        cell: String,
        /// The total.
        whole: String,
        /// Over which dimension.
        dimension: String,
    },
    /// A table of a proof that a reader can rule out: a hidden cell counts less than it is known to.
    #[error("in a table in the proof of {cell}, hidden cell {named} counts less than {floor}")]
    Floor {
        /// The cell proven.
        cell: String,
        /// The cell that counts too few.
        named: String,
        /// What every hidden cell counts at least.
        floor: u64,
    },
    /// More overlapping codes than inequalities can tell of.
    #[error("{dimension} overlaps: that can be checked of one dimension, in one table")]
    Tangled {
        /// Which dimension.
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

/// Checks that every hidden cell has two tables that fit everything published and differ there by the width, save those of which the claim
/// itself says that it has none. Tables come in the order in which the claim names them.
///
/// # Errors
/// The first thing that does not hold.
///
/// ```
/// use disclosure::verify::{Claim, Proof, check};
/// let pairs = ["A", "B", "C"].map(|code| (code.to_owned(), "NL".to_owned())).to_vec();
/// let cells = [("NL", Some(9)), ("A", None), ("B", None), ("C", Some(4))].map(|(code, count)| (vec![code.to_owned()], count));
/// let table = |a, b| [("A".to_owned(), a), ("B".to_owned(), b)].into();
/// let proof = |cell: &str, low, high| Proof { cell: cell.to_owned(), also: Vec::new(), low, high };
/// let proofs = vec![proof("A", table(1, 4), table(2, 3)), proof("B", table(2, 3), table(1, 4))];
/// let dimensions = vec![("region".to_owned(), pairs)];
/// let claim = Claim {
///     dimensions, overlapping: Vec::new(), tables: Vec::new(), width: 1, floor: 1, base: Default::default(), proofs, without: Vec::new(),
/// };
/// assert_eq!(check(&[cells.to_vec()], &claim)?.hidden, 2);
/// # Ok::<(), disclosure::verify::VerifyError>(())
/// ```
pub fn check(tables: &[Vec<PublishedCell>], claim: &Claim) -> Result<Verified, VerifyError> {
    let mut whole = Whole::new(tables, claim)?;
    let base = whole.filled(&claim.base)?;
    whole.bounds.lay(&base);
    whole.lay(&base, claim.floor);
    let wrong: Vec<Wrong> = whole.tables.iter().map(|table| table.differences(&base)).collect();
    let mut proven = HashSet::new();
    for proof in &claim.proofs {
        let low = whole.overlaid(proof, &proof.low, &base, &wrong)?;
        let high = whole.overlaid(proof, &proof.high, &base, &wrong)?;
        let differs = |cell: usize| high.of(cell, &base) - low.of(cell, &base);
        let width = i128::from(claim.width.max(1));
        let own = whole.number(&proof.cell, &proof.cell)?;
        let others = proof.also.iter().map(|cell| Ok((cell, differs(whole.number(&proof.cell, cell)?).abs())));
        for cell in std::iter::once(Ok((&proof.cell, differs(own)))).chain(others) {
            let (cell, difference) = cell?;
            if difference < width {
                return Err(VerifyError::Narrow { cell: cell.clone(), width: claim.width });
            }
            proven.insert(cell.as_str());
        }
    }
    let hidden: Vec<&String> = whole.names.iter().zip(&whole.shown).filter(|(_, count)| count.is_none()).map(|(name, _)| name).collect();
    let open = hidden.iter().filter(|name| proven.contains(name.as_str())).count();
    let without: HashSet<&String> = claim.without.iter().collect();
    match hidden.iter().find(|name| !proven.contains(name.as_str()) && !without.contains(*name)) {
        Some(name) => Err(VerifyError::NoProof { cell: (*name).clone() }),
        None => Ok(Verified { cells: whole.names.len(), hidden: hidden.len(), proven: open }),
    }
}

/// By how much the parts of totals differ from them, where they do.
type Wrong = HashMap<(usize, usize), i128>;

/// All published cells, each once, and the tables they stand in.
struct Whole {
    names: Vec<String>,
    shown: Vec<Option<u64>>,
    numbers: HashMap<String, usize>,
    tables: Vec<Table>,
    /// Pairs of cells of which the first counts at least what the second does; by either.
    growing: HashMap<usize, Vec<(usize, usize)>>,
    grown: Vec<(usize, usize)>,
    /// Totals of overlapping codes.
    bounds: Bounds,
    /// What every hidden cell counts at least, and the hidden cells that count less in the base.
    floor: u64,
    below: BTreeSet<usize>,
}

impl Whole {
    fn new(tables: &[Vec<PublishedCell>], claim: &Claim) -> Result<Whole, VerifyError> {
        let names: Vec<String> = claim.dimensions.iter().map(|(name, _)| name.clone()).collect();
        let single = [Place { columns: names.clone(), at: BTreeMap::new() }];
        let places = if claim.tables.is_empty() { &single[..] } else { &claim.tables };
        if places.len() != tables.len() {
            return Err(VerifyError::Tables { expected: places.len(), found: tables.len() });
        }
        let trees = claim
            .dimensions
            .iter()
            .map(|(name, pairs)| Tree::new(name, pairs, claim.overlapping.contains(name)))
            .collect::<Result<Vec<_>, _>>()?;
        let mut whole = Whole {
            names: Vec::new(),
            shown: Vec::new(),
            numbers: HashMap::new(),
            tables: Vec::new(),
            growing: HashMap::new(),
            grown: Vec::new(),
            bounds: Bounds::default(),
            floor: 0,
            below: BTreeSet::new(),
        };
        bounds::refuse_tangled(claim, places)?;
        for (number, (cells, place)) in tables.iter().zip(places).enumerate() {
            let mut frame = Frame::new(&trees, place, number + 1)?;
            frame.cut_off(cells);
            whole.take_in(cells, &frame)?;
        }
        whole.grow(claim, places);
        Ok(whole)
    }

    fn take_in(&mut self, cells: &[PublishedCell], frame: &Frame) -> Result<(), VerifyError> {
        let mut own = HashMap::with_capacity(cells.len());
        for (codes, count) in cells {
            let stranger = || VerifyError::Stranger { cell: codes.join(";") };
            let name = frame.name(codes).ok_or_else(stranger)?;
            let number = *self.numbers.entry(name.clone()).or_insert(self.names.len());
            if number == self.names.len() {
                self.names.push(name);
                self.shown.push(*count);
            }
            if self.shown[number] != *count {
                return Err(VerifyError::Disagree { cell: self.names[number].clone() });
            }
            if own.insert(codes.join(";"), number).is_some() {
                return Err(stranger());
            }
        }
        let expected = frame.columns.iter().fold(1_usize, |product, (_, tree)| product.saturating_mul(tree.leaves.len()));
        if own.len() != expected {
            return Err(VerifyError::Cells { expected, found: own.len() });
        }
        for (column, (_, tree)) in frame.columns.iter().enumerate().filter(|(_, (_, tree))| tree.overlaps) {
            self.bounds.take_in(cells, column, tree, &own);
        }
        self.tables.push(Table::new(cells, frame, &own));
        Ok(())
    }

    /// Finds what must not count less than another cell: the same place under a parent of the code a table stands at.
    fn grow(&mut self, claim: &Claim, places: &[Place]) {
        for (place, (name, pairs)) in claim.dimensions.iter().enumerate() {
            if places.iter().any(|own| own.columns.contains(name)) {
                continue;
            }
            for (child, parent) in pairs {
                for (number, cell) in self.names.iter().enumerate() {
                    let mut codes: Vec<&str> = cell.split(';').collect();
                    if codes.get(place) == Some(&child.as_str()) {
                        codes[place] = parent;
                        self.grown.extend(self.numbers.get(&codes.join(";")).map(|whole| (*whole, number)));
                    }
                }
            }
        }
        for pair in &self.grown {
            for cell in [pair.0, pair.1] {
                self.growing.entry(cell).or_default().push(*pair);
            }
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

    /// Notes which hidden cells count less than the floor in the base: a proof laid over it has to put them right.
    fn lay(&mut self, base: &[i128], floor: u64) {
        self.floor = floor;
        self.below = (0..base.len()).filter(|cell| self.shown[*cell].is_none() && base[*cell] < i128::from(floor)).collect();
    }

    /// The first hidden cell that counts less than the floor after some changes to the base.
    fn too_few(&self, changes: &HashMap<usize, i128>, base: &[i128]) -> Option<usize> {
        let is_below = |cell: &usize| base[*cell] + changes.get(cell).copied().unwrap_or(0) < i128::from(self.floor);
        self.below.iter().copied().find(is_below).into_iter().chain(changes.keys().copied().filter(is_below)).min()
    }

    /// Lays the counts of a proof over the base, and checks that every total is met.
    fn overlaid(&self, proof: &Proof, overlay: &BTreeMap<String, u64>, base: &[i128], wrong: &[Wrong]) -> Result<Laid, VerifyError> {
        let mut changes = HashMap::with_capacity(overlay.len());
        for (named, count) in overlay {
            let number = self.number(&proof.cell, named)?;
            changes.insert(number, i128::from(*count) - base[number]);
        }
        if let Some(cell) = self.too_few(&changes, base) {
            return Err(VerifyError::Floor { cell: proof.cell.clone(), named: self.names[cell].clone(), floor: self.floor });
        }
        for (table, wrong) in self.tables.iter().zip(wrong) {
            if let Some((dimension, whole)) = table.unmet(&changes, wrong) {
                let (whole, dimension) = (self.names[whole].clone(), table.dimensions[dimension].clone());
                return Err(VerifyError::Sum { cell: proof.cell.clone(), whole, dimension });
            }
        }
        let value = |cell: usize| base[cell] + changes.get(&cell).copied().unwrap_or(0);
        let touched = changes.keys().filter_map(|cell| self.growing.get(cell)).flatten();
        let all = self.grown.iter().filter(|(whole, part)| base[*whole] < base[*part]);
        let fewer = touched.chain(all).filter(|(whole, part)| value(*whole) < value(*part)).map(|(whole, _)| *whole).min();
        if let Some((whole, dimension)) = self.bounds.broken(&changes, &value) {
            let whole = self.names[whole].clone();
            return Err(VerifyError::Bounds { cell: proof.cell.clone(), whole, dimension: dimension.to_owned() });
        }
        match fewer {
            None => Ok(Laid(changes)),
            Some(whole) => Err(VerifyError::Fewer { cell: proof.cell.clone(), whole: self.names[whole].clone() }),
        }
    }
}

/// By how much a table differs from the base, where it does.
struct Laid(HashMap<usize, i128>);

impl Laid {
    fn of(&self, cell: usize, base: &[i128]) -> i128 {
        base[cell] + self.0.get(&cell).copied().unwrap_or(0)
    }
}

/// How the codes of one table make the name of a cell in the whole.
struct Frame<'a> {
    /// Per column: its place among all dimensions, and its hierarchy.
    columns: Vec<(usize, std::borrow::Cow<'a, Tree>)>,
    /// Per dimension: the code of the table where that is no column.
    fixed: Vec<String>,
}

impl<'a> Frame<'a> {
    fn new(trees: &'a [Tree], place: &Place, number: usize) -> Result<Frame<'a>, VerifyError> {
        let nowhere = |dimension: &str| VerifyError::Nowhere { table: number, dimension: dimension.to_owned() };
        let column = |name: &String| {
            let place = trees.iter().position(|tree| tree.name == *name).ok_or_else(|| nowhere(name))?;
            Ok((place, std::borrow::Cow::Borrowed(&trees[place])))
        };
        let columns = place.columns.iter().map(column).collect::<Result<Vec<_>, _>>()?;
        let mut fixed = vec![String::new(); trees.len()];
        for (place_of, tree) in trees.iter().enumerate().filter(|(other, _)| !columns.iter().any(|(own, _)| own == other)) {
            let code = place.at.get(&tree.name).filter(|code| tree.leaves.contains_key(*code));
            fixed[place_of].clone_from(code.ok_or_else(|| nowhere(&tree.name))?);
        }
        Ok(Frame { columns, fixed })
    }

    /// A table may stop above the last level of a hierarchy: what it holds of each code is then where it stops.
    fn cut_off(&mut self, cells: &[PublishedCell]) {
        for (column, (_, tree)) in self.columns.iter_mut().enumerate() {
            let present: HashSet<&String> = cells.iter().filter_map(|(codes, _)| codes.get(column)).collect();
            if let Some(short) = tree.cut_off(&present) {
                *tree = std::borrow::Cow::Owned(short);
            }
        }
    }

    fn name(&self, codes: &[String]) -> Option<String> {
        if codes.len() != self.columns.len() {
            return None;
        }
        let mut all: Vec<&str> = self.fixed.iter().map(String::as_str).collect();
        for (code, (place, tree)) in codes.iter().zip(&self.columns) {
            tree.leaves.get(code)?;
            all[*place] = code;
        }
        Some(all.join(";"))
    }
}

/// One hierarchy: for each code the leaves it holds.
#[derive(Clone)]
struct Tree {
    name: String,
    leaves: BTreeMap<String, Vec<String>>,
    /// Whether one person may have several codes.
    overlaps: bool,
    /// Per code the codes right under it.
    children: BTreeMap<String, Vec<String>>,
}

impl Tree {
    fn new(name: &str, pairs: &[(String, String)], overlaps: bool) -> Result<Tree, VerifyError> {
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
        let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (child, parents) in &parents {
            parents.iter().for_each(|parent| children.entry((*parent).to_owned()).or_default().push((*child).to_owned()));
        }
        if overlaps && parents.values().any(|parents| parents.len() > 1) {
            return Err(VerifyError::Tangled { dimension: name.to_owned() });
        }
        Ok(Tree { name: name.to_owned(), leaves, overlaps, children })
    }

    /// The hierarchy down to the last of some codes under each, where these hold every leaf once and some leaf is not among them.
    fn cut_off(&self, present: &HashSet<&String>) -> Option<Tree> {
        let is_leaf = |(code, leaves): &(&String, &Vec<String>)| leaves[..] == std::slice::from_ref(*code)[..];
        if self.overlaps {
            return None;
        }
        let all = self.leaves.iter().filter(is_leaf).count();
        if self.leaves.iter().filter(is_leaf).all(|(code, _)| present.contains(code)) {
            return None;
        }
        let holds = |whole: &String, part: &String| self.leaves[part].iter().all(|leaf| self.leaves[whole].contains(leaf));
        let known: Vec<&String> = present.iter().copied().filter(|code| self.leaves.contains_key(*code)).collect();
        let is_last = |code: &&&String| !known.iter().any(|other| other != *code && holds(code, other) && !holds(other, code));
        let last: Vec<&String> = known.iter().filter(is_last).copied().collect();
        let mut held: Vec<&String> = last.iter().flat_map(|code| &self.leaves[*code]).collect();
        let number = held.len();
        held.sort_unstable();
        held.dedup();
        if held.len() != number || number != all || last.len() == all {
            return None;
        }
        let below = |whole: &String| last.iter().filter(|code| holds(whole, code)).map(|code| (*code).clone()).collect();
        let leaves = known.into_iter().map(|code| (code.clone(), below(code))).collect();
        Some(Tree { name: self.name.clone(), leaves, overlaps: false, children: BTreeMap::new() })
    }
}

/// One published table: what adds up to what, by the numbers of cells in the whole.
struct Table {
    dimensions: Vec<String>,
    /// Per dimension and cell: the cells that add up to it, where it is a total.
    parts: Vec<HashMap<usize, Vec<usize>>>,
    /// Per cell: the (dimension, total) it is a part of.
    totals: HashMap<usize, Vec<(usize, usize)>>,
}

impl Table {
    /// Finds for each total what adds up to it. Every cell of the crossing is there: that was counted.
    fn new(cells: &[PublishedCell], frame: &Frame, own: &HashMap<String, usize>) -> Table {
        let mut table = Table {
            dimensions: frame.columns.iter().map(|(_, tree)| tree.name.clone()).collect(),
            parts: Vec::new(),
            totals: HashMap::new(),
        };
        for (dimension, (_, tree)) in frame.columns.iter().enumerate() {
            let mut parts = HashMap::new();
            for (codes, _) in cells.iter().filter(|_| !tree.overlaps) {
                let leaves = &tree.leaves[&codes[dimension]];
                let Some(whole) = own.get(&codes.join(";")).filter(|_| leaves[..] != codes[dimension..=dimension]) else { continue };
                let mut other = codes.clone();
                let mut numbers: Vec<usize> = Vec::with_capacity(leaves.len());
                for leaf in leaves {
                    other[dimension].clone_from(leaf);
                    numbers.extend(own.get(&other.join(";")));
                }
                for part in &numbers {
                    table.totals.entry(*part).or_default().push((dimension, *whole));
                }
                parts.insert(*whole, numbers);
            }
            table.parts.push(parts);
        }
        table
    }

    /// By how much the parts of each total differ from it, where they do.
    fn differences(&self, counts: &[i128]) -> Wrong {
        let mut wrong = HashMap::new();
        for (dimension, totals) in self.parts.iter().enumerate() {
            for (whole, parts) in totals {
                let difference = parts.iter().map(|part| counts[*part]).sum::<i128>() - counts[*whole];
                if difference != 0 {
                    wrong.insert((dimension, *whole), difference);
                }
            }
        }
        wrong
    }

    /// The first total that is not met after some changes.
    fn unmet(&self, changes: &HashMap<usize, i128>, wrong: &Wrong) -> Option<(usize, usize)> {
        let mut left = wrong.clone();
        for (number, change) in changes {
            for total in self.totals.get(number).into_iter().flatten() {
                *left.entry(*total).or_default() += change;
            }
            for dimension in (0..self.parts.len()).filter(|dimension| self.parts[*dimension].contains_key(number)) {
                *left.entry((dimension, *number)).or_default() -= change;
            }
        }
        left.into_iter().filter(|(_, difference)| *difference != 0).map(|(total, _)| total).min()
    }
}
