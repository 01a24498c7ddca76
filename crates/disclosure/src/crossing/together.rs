//! Tables that share dimensions, and releases one after the other, as one system.
//!
//! Everything stands in one crossing of all dimensions: a cell of a table has the total in the dimensions its table lacks, so
//! that what two tables both tell is one cell. Releases are codes of a dimension of their own: whoever was counted stays
//! counted, so that a release is the one before it and what was added since. What was added is in no table, but nobody may
//! work out a small addition either. Crossings that no table has are unknown, to the house as well: whatever keeps the sums
//! right can happen there.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Counts, Crossing, CrossingError, Dimension, Role, Status, Task, Threshold};

/// Name of the dimension of releases: no column is called this.
pub(super) const RELEASE: &str = "(release)";
/// Stands for a count that nobody knows and that may be anything.
pub(super) const UNKNOWN: u64 = 1 << 60;

impl Task<'_> {
    /// Place of the dimension of releases; beyond all dimensions where there is none.
    pub(super) fn release(&self) -> usize {
        let dimensions = self.counts.crossing().dimensions();
        dimensions.iter().position(|dimension| dimension.name() == RELEASE).unwrap_or(usize::MAX)
    }
}

/// A table that is to be published.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its counts.
    pub counts: Counts,
    /// Per cell: whether the rule hides it.
    pub primary: Vec<bool>,
    /// Per cell: what it costs to hide it; its count where this is empty.
    pub weights: Vec<u64>,
}

/// An earlier release: its tables as the house knows them, and what of them was shown.
#[derive(Clone, Debug)]
pub struct Release {
    /// Per table: the counts, and per cell whether it was shown.
    pub tables: Vec<(Counts, Vec<bool>)>,
}

/// Several tables and releases as one system.
#[derive(Clone, Debug)]
pub struct Together {
    counts: Counts,
    roles: Vec<Role>,
    primary: Vec<bool>,
    weights: Vec<u64>,
    /// Per table to be published, and per cell of it: its cell in the system.
    cells: Vec<Vec<usize>>,
    /// The same of the tables of earlier releases, with the dimensions they have.
    earlier: Vec<(Vec<usize>, Vec<String>)>,
    /// Per cell shown before: in which releases, from 0.
    shown_in: BTreeMap<usize, Vec<usize>>,
}

impl Together {
    /// Puts tables and earlier releases (the oldest first) together. Additions since an earlier release are protected as small
    /// when the rule calls their number small.
    ///
    /// # Errors
    /// When a dimension has another hierarchy in another table, tables of one release tell different counts of the same cell, or
    /// the crossing of all is too large.
    pub fn new(parts: &[Part], releases: &[Release], additions: Option<&Threshold>) -> Result<Together, CrossingError> {
        let old = releases.iter().map(|release| release.tables.iter().map(|(counts, _)| counts).collect());
        let tables: Vec<Vec<&Counts>> = old.chain([parts.iter().map(|part| &part.counts).collect()]).collect();
        let dimensions = all_dimensions(&tables)?;
        let places = Crossing::new(dimensions.clone())?;
        let told: Vec<Vec<Option<u64>>> = tables.iter().map(|own| told(&places, own)).collect::<Result<_, _>>()?;
        let chain = Chain::new(&told)?;
        let mut together = Together::empty(dimensions, &chain, is_circle(&tables))?;
        together.fill(&chain, &told);
        for (release, own) in releases.iter().enumerate() {
            for (counts, shown) in &own.tables {
                together.freeze(&chain, release, counts, shown);
            }
        }
        for part in parts {
            together.take_in(&chain, told.len() - 1, part);
        }
        if let Some(rule) = additions {
            together.guard_additions(&chain, &told, rule);
        }
        Ok(together)
    }

    fn empty(mut dimensions: Vec<Dimension>, chain: &Chain, is_circle: bool) -> Result<Together, CrossingError> {
        dimensions.extend(chain.dimension.clone());
        let crossing = Crossing::new(dimensions)?;
        let cells = crossing.cells();
        // Tables in a circle may fit two by two and not all together. To add someone always fits: nothing may be taken away then.
        let unknown = if is_circle { 0 } else { UNKNOWN };
        let counts = Counts::unsummed(crossing, vec![unknown; cells]);
        let (roles, primary, weights) = (vec![Role::Unknown; cells], vec![false; cells], vec![0; cells]);
        Ok(Together { counts, roles, primary, weights, cells: Vec::new(), earlier: Vec::new(), shown_in: BTreeMap::new() })
    }

    /// The cell of a place in a release, or of what was added between two.
    fn at(&self, chain: &Chain, place: usize, code: usize) -> usize {
        chain.dimension.as_ref().map_or(place, |dimension| place * dimension.codes().len() + code)
    }

    /// Writes in what each release tells, and what was added from one to the next that tells the same place.
    fn fill(&mut self, chain: &Chain, told: &[Vec<Option<u64>>]) {
        for place in 0..told[0].len() {
            let mut last: Option<(usize, u64)> = None;
            for (release, own) in told.iter().enumerate() {
                let Some(count) = own[place] else { continue };
                let node = chain.nodes[release];
                let cell = self.at(chain, place, chain.code(node));
                self.set(cell, count, Role::FrozenHidden);
                if let Some((before, was)) = last.filter(|(before, _)| *before != node) {
                    // Where a count fell, nobody can think that no one was taken away.
                    if let (Some(code), Some(added)) = (chain.added(before, node), count.checked_sub(was)) {
                        let cell = self.at(chain, place, code);
                        self.set(cell, added, Role::Difference);
                    }
                }
                last = Some((node, count));
            }
        }
    }

    fn set(&mut self, cell: usize, count: u64, role: Role) {
        self.counts.set(cell, count);
        self.roles[cell] = role;
    }

    fn freeze(&mut self, chain: &Chain, release: usize, counts: &Counts, shown: &[bool]) {
        let cells = self.cells_of(chain, release, counts.crossing());
        for (cell, is_shown) in cells.iter().zip(shown) {
            self.roles[*cell] = match is_shown {
                _ if !self.counts.crossing().is_published(*cell) => Role::Difference,
                true => Role::FrozenShown,
                false => Role::FrozenHidden,
            };
            if self.roles[*cell] == Role::FrozenShown {
                self.shown_in.entry(*cell).or_default().push(release);
            }
        }
        let columns = counts.crossing().dimensions().iter().map(|dimension| dimension.name().to_owned()).collect();
        self.earlier.push((cells, columns));
    }

    fn take_in(&mut self, chain: &Chain, release: usize, part: &Part) {
        let cells = self.cells_of(chain, release, part.counts.crossing());
        let frozen: HashSet<usize> = self.earlier.iter().flat_map(|(cells, _)| cells).copied().collect();
        for (own, cell) in cells.iter().enumerate() {
            if !self.counts.crossing().is_published(*cell) {
                self.roles[*cell] = Role::Difference;
                continue;
            }
            self.primary[*cell] |= part.primary[own];
            if !frozen.contains(cell) {
                self.roles[*cell] = Role::Published;
                self.weights[*cell] = part.weights.get(own).copied().unwrap_or(part.counts.values()[own]).max(self.weights[*cell]);
            }
        }
        self.cells.push(cells);
    }

    /// Hides what would show a small addition: the addition itself, and a count that differs a little from one shown before.
    fn guard_additions(&mut self, chain: &Chain, told: &[Vec<Option<u64>>], rule: &Threshold) {
        let Some(now) = told.last() else { return };
        let crossing = self.counts.crossing().clone();
        for place in 0..now.len() {
            let first = self.at(chain, place, 0);
            if !crossing.is_published(first) {
                continue;
            }
            let least = rule.of(crossing.texts(first).take(crossing.dimensions().len() - usize::from(chain.dimension.is_some())));
            let own = |code: usize| self.at(chain, place, code);
            let codes = 0..chain.dimension.as_ref().map_or(1, |dimension| dimension.codes().len());
            let small = |count: u64| (1..least).contains(&count);
            let additions: Vec<usize> =
                codes.map(own).filter(|cell| self.roles[*cell] == Role::Difference && small(self.counts.values()[*cell])).collect();
            let was_near = |(release, own): (usize, &Vec<Option<u64>>)| {
                let cell = self.at(chain, place, chain.code(chain.nodes[release]));
                let shown = self.roles[cell] == Role::FrozenShown;
                own[place].zip(now[place]).is_some_and(|(was, is)| shown && small(is.abs_diff(was)))
            };
            let last = own(chain.code(chain.nodes[told.len() - 1]));
            let is_near = self.counts.values()[last] > 0 && told[..told.len() - 1].iter().enumerate().any(was_near);
            for cell in additions.into_iter().chain(is_near.then_some(last)) {
                self.primary[cell] = true;
            }
        }
    }

    /// The cells of a table of a release.
    fn cells_of(&self, chain: &Chain, release: usize, own: &Crossing) -> Vec<usize> {
        let whole = self.counts.crossing();
        let lift = Lift::new(whole, own);
        let code = chain.dimension.as_ref().map_or(0, |_| chain.code(chain.nodes[release]));
        (0..own.cells()).map(|cell| lift.cell(own, cell) + code).collect()
    }

    /// Shows some cells of a table whatever comes: they are public already. What was hidden before stays hidden.
    pub fn show_always(&mut self, part: usize, cells: &[usize]) {
        for cell in cells.iter().map(|cell| self.cells[part][*cell]) {
            if self.roles[cell] == Role::Published {
                self.roles[cell] = Role::FrozenShown;
            }
        }
    }

    /// Earlier releases that show a cell of the system, counted from 0, the oldest first.
    pub fn shown_in(&self, cell: usize) -> &[usize] {
        self.shown_in.get(&cell).map_or(&[], Vec::as_slice)
    }

    /// Dimensions and codes of a cell of the system, that of releases left out.
    pub fn codes(&self, cell: usize) -> impl Iterator<Item = (&str, &str)> {
        let crossing = self.counts.crossing();
        let own = crossing.dimensions().iter().map(Dimension::name).zip(crossing.texts(cell));
        own.filter(|(name, _)| *name != RELEASE)
    }

    /// Whether a cell is what was added since an earlier release: in no table, and still nobody may work it out.
    pub fn is_addition(&self, cell: usize) -> bool {
        self.roles[cell] == Role::Difference
    }

    /// The counts of the system; what nobody knows is beyond any count.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Per cell of the system what it is.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Per cell of the system whether the rule hides it.
    pub fn primary(&self) -> &[bool] {
        &self.primary
    }

    /// Per cell of the system what it costs to hide it.
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// Cells of the system of a table that is to be published, in the order of its own cells.
    pub fn cells(&self, part: usize) -> &[usize] {
        &self.cells[part]
    }

    /// The same of the tables of earlier releases, in the order in which they were given, with their dimensions.
    pub fn earlier(&self) -> &[(Vec<usize>, Vec<String>)] {
        &self.earlier
    }

    /// The same for a list of the first part's cells, laid over the whole system; 0 elsewhere.
    pub fn spread(&self, part: usize, own: &[u64]) -> Vec<u64> {
        let mut whole = vec![0; self.roles.len()];
        for (cell, value) in self.cells[part].iter().zip(own) {
            whole[*cell] = *value;
        }
        whole
    }

    /// Of a protected system, what the cells of one table are. What was hidden before and no rule hides counts as secondary.
    pub fn statuses(&self, part: usize, whole: &[Status]) -> Vec<Status> {
        let own = |cell: &usize| match whole[*cell] {
            Status::Primary if !self.primary[*cell] => Status::Secondary,
            status => status,
        };
        self.cells[part].iter().map(own).collect()
    }
}

/// All dimensions, in the order in which tables first have them, each as fine as any table has it.
pub(super) fn all_dimensions(tables: &[Vec<&Counts>]) -> Result<Vec<Dimension>, CrossingError> {
    let mut all: Vec<Dimension> = Vec::new();
    // The newest tables first: theirs is the order people see.
    let every = || tables.iter().rev().flatten().flat_map(|counts| counts.crossing().dimensions());
    for own in every() {
        match all.iter_mut().find(|other| other.name() == own.name()) {
            None => all.push(own.clone()),
            Some(other) if other.codes().len() < own.codes().len() => *other = own.clone(),
            Some(_) => {}
        }
    }
    let is_part = |own: &&Dimension| !all.iter().any(|whole| whole.name() == own.name() && own.is_upper_part_of(whole));
    match every().find(is_part) {
        Some(own) => Err(CrossingError::Hierarchies { dimension: own.name().to_owned() }),
        None => Ok(all),
    }
}

/// From the cells of a table to those of the whole.
pub(super) struct Lift {
    /// Per dimension of the table and code: how far it lies from the first cell.
    offsets: Vec<Vec<usize>>,
}

impl Lift {
    pub(super) fn new(whole: &Crossing, own: &Crossing) -> Lift {
        let offsets = |dimension: &Dimension| {
            let place = whole.dimensions().iter().position(|other| other.name() == dimension.name()).unwrap_or(0);
            let code = |text: &String| whole.dimensions()[place].place(text).unwrap_or(0) * whole.stride(place);
            dimension.codes().iter().map(code).collect()
        };
        Lift { offsets: own.dimensions().iter().map(offsets).collect() }
    }

    pub(super) fn cell(&self, own: &Crossing, cell: usize) -> usize {
        self.offsets.iter().enumerate().map(|(place, offsets)| offsets[own.code(cell, place)]).sum()
    }
}

/// Whether tables fit two by two but perhaps not all together (region by form, region by age, form by age): taking away what
/// one table alone has, and tables that another holds, leaves something.
fn is_circle(tables: &[Vec<&Counts>]) -> bool {
    let every = || tables.iter().flatten().flat_map(|counts| counts.crossing().dimensions());
    // A dimension with more levels counts as more than one.
    let facets = |counts: &&Counts| -> BTreeSet<(String, usize)> {
        let own = counts.crossing().dimensions().iter();
        own.flat_map(|own| {
            let levels = every().filter(move |other| other.name() == own.name() && other.codes().len() <= own.codes().len());
            levels.map(|level| (level.name().to_owned(), level.codes().len()))
        })
        .collect()
    };
    let mut edges: Vec<BTreeSet<(String, usize)>> = tables.iter().flatten().map(facets).collect();
    loop {
        let before: usize = edges.iter().map(|edge| edge.len() + 1).sum();
        edges.sort();
        edges.dedup();
        let all = edges.clone();
        for (number, edge) in edges.iter_mut().enumerate() {
            edge.retain(|facet| all.iter().enumerate().any(|(other, own)| other != number && own.contains(facet)));
        }
        let all = edges.clone();
        let mut number = 0;
        edges.retain(|edge| {
            number += 1;
            !edge.is_empty()
                && !all
                    .iter()
                    .enumerate()
                    .any(|(other, own)| other + 1 != number && edge.is_subset(own) && (edge != own || other + 1 < number))
        });
        if before == edges.iter().map(|edge| edge.len() + 1).sum::<usize>() {
            return !edges.is_empty();
        }
    }
}

/// What the tables of one release tell, per cell of the crossing of all dimensions.
pub(super) fn told(places: &Crossing, tables: &[&Counts]) -> Result<Vec<Option<u64>>, CrossingError> {
    let mut told = vec![None; places.cells()];
    for counts in tables {
        let own = counts.crossing();
        let lift = Lift::new(places, own);
        for (cell, count) in counts.values().iter().enumerate() {
            let place = lift.cell(own, cell);
            if told[place].is_some_and(|other| other != *count) {
                return Err(CrossingError::Disagree { cell: places.name(place) });
            }
            told[place] = Some(*count);
        }
    }
    Ok(told)
}

/// Releases as codes of a dimension.
struct Chain {
    /// Per release: which population it counts. Releases that agree in all they both tell count the same one.
    nodes: Vec<usize>,
    /// Nothing where all releases count the same population.
    dimension: Option<Dimension>,
}

impl Chain {
    fn new(told: &[Vec<Option<u64>>]) -> Result<Chain, CrossingError> {
        let mut nodes = vec![0];
        for (before, own) in told.iter().zip(&told[1..]) {
            let differ = before.iter().zip(own).any(|(was, is)| was.zip(*is).is_some_and(|(was, is)| was != is));
            nodes.push(nodes[nodes.len() - 1] + usize::from(differ));
        }
        let last = nodes[nodes.len() - 1];
        let jumps = jumps(&nodes, told);
        let dimension = (last > 0).then(|| Dimension::new(RELEASE, &pairs(last, &jumps))).transpose()?;
        Ok(Chain { nodes, dimension })
    }

    fn place(&self, code: &str) -> Option<usize> {
        self.dimension.as_ref().and_then(|dimension| dimension.place(code))
    }

    /// The code of a population.
    fn code(&self, node: usize) -> usize {
        self.place(&counted(node)).unwrap_or(0)
    }

    /// The code of what was added from one population to another.
    fn added(&self, before: usize, node: usize) -> Option<usize> {
        self.place(&if before + 1 == node { new(node) } else { since(before, node) })
    }
}

fn counted(node: usize) -> String {
    format!("(release {})", node + 1)
}

fn new(node: usize) -> String {
    format!("(new in {})", node + 1)
}

fn since(before: usize, node: usize) -> String {
    format!("(new from {} to {})", before + 2, node + 1)
}

/// Pairs of populations of which a place is told in both and in none between.
fn jumps(nodes: &[usize], told: &[Vec<Option<u64>>]) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for place in 0..told[0].len() {
        let mut present: Vec<usize> = (0..told.len()).filter(|release| told[*release][place].is_some()).map(|own| nodes[own]).collect();
        present.dedup();
        found.extend(present.windows(2).map(|pair| (pair[0], pair[1])).filter(|(before, node)| before + 1 < *node));
    }
    found
}

/// The hierarchy of releases: each is the one before it and what is new.
fn pairs(last: usize, jumps: &BTreeSet<(usize, usize)>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for node in 1..=last {
        pairs.push((counted(node - 1), counted(node)));
        pairs.push((new(node), counted(node)));
    }
    for (before, node) in jumps {
        pairs.push((since(*before, *node), counted(*node)));
        pairs.extend((before + 1..=*node).map(|one| (new(one), since(*before, *node))));
    }
    pairs
}
