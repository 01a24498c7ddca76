//! The linear system an attacker holds: atoms, rows over them, and between which bounds each row lies.

use domain::Breakdown;

use crate::Policy;
use crate::chance::Chance;
use crate::family::{Family, Layer};
use crate::rows::{Fate, Rows};
use crate::rule::UNBOUNDED;

/// One entry of the matrix: the other side's number, and +1 or −1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    pub(crate) to: u32,
    pub(crate) sign: i8,
}

/// A sparse matrix by one of its sides: `start[i]..start[i + 1]` are the entries of `i`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sparse {
    start: Vec<u32>,
    entries: Vec<Entry>,
}

impl Sparse {
    /// Sorts (from, to, sign) by counting; the order within one `from` is kept.
    fn build(size: usize, triples: impl Iterator<Item = (u32, u32, i8)> + Clone) -> Sparse {
        let mut start = vec![0u32; size + 1];
        triples.clone().for_each(|(from, _, _)| start[from as usize + 1] += 1);
        for at in 0..size {
            start[at + 1] += start[at];
        }
        let mut next = start.clone();
        let mut entries = vec![Entry { to: 0, sign: 0 }; start[size] as usize];
        for (from, to, sign) in triples {
            entries[next[from as usize] as usize] = Entry { to, sign };
            next[from as usize] += 1;
        }
        Sparse { start, entries }
    }

    /// Size of this side.
    pub(crate) fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// Entries of one side.
    pub(crate) fn of(&self, at: usize) -> &[Entry] {
        &self.entries[self.start[at] as usize..self.start[at + 1] as usize]
    }
}

/// A row with its bounds: atoms and their signs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Bounded {
    pub(crate) low: i64,
    pub(crate) high: i64,
    pub(crate) entries: Vec<(u32, i8)>,
}

/// Atoms, rows and bounds. Rows are numbered: those of the release first, then *rests* (entered minus a measure, where the
/// release does not already say that it reaches the threshold), then *links* (breakdowns agree), then *frozen* rows (what earlier
/// releases told: nothing can be hidden there any more).
#[derive(Clone, Debug)]
pub(crate) struct System {
    pub(crate) by_atom: Sparse,
    pub(crate) by_row: Sparse,
    pub(crate) low: Vec<i64>,
    pub(crate) high: Vec<i64>,
    /// Number of rows of the release; rests follow.
    pub(crate) published: usize,
    /// First link.
    pub(crate) links: usize,
    /// First frozen row.
    pub(crate) frozen: usize,
    /// From here on rows are of other questions, and bounds between these: they are told, and nothing ever breaks them.
    pub(crate) held: usize,
    /// For every rest the row it is the rest of, with its number.
    pub(crate) rests: Vec<(usize, usize)>,
    /// What each row counts besides the atoms: people who stay where they are.
    offset: Vec<i64>,
}

/// The system while it is put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    triples: Vec<(u32, u32, i8)>,
    pub(crate) low: Vec<i64>,
    pub(crate) high: Vec<i64>,
    pub(crate) published: usize,
    pub(crate) links: usize,
    rests: Vec<(usize, usize)>,
    /// First row that is none of this release.
    frozen: usize,
    /// What each row counts besides the atoms: people who stay where they are.
    pub(crate) offset: Vec<i64>,
}

impl Draft {
    /// The system of one release.
    pub(crate) fn of(family: &Family, rows: &Rows, policy: &Policy) -> Draft {
        let published = rows.rows.len();
        let mut draft = Draft { published, ..Draft::default() };
        for row in 0..published {
            let (low, high) = rows.bounds(row, policy);
            draft.add(low, high, &[]);
        }
        rows.visit(family, |atom, row| draft.triples.push((atom as u32, row as u32, 1)));
        draft.rests = add_rests(&mut draft, family.counts.len(), rows, policy);
        draft.links = draft.low.len();
        add_links(&mut draft, family);
        draft.frozen = draft.low.len();
        draft
    }

    /// The atoms of every row with their signs, in order.
    pub(crate) fn entries(&self) -> Vec<Vec<(u32, i8)>> {
        let mut entries = vec![Vec::new(); self.low.len()];
        self.triples.iter().for_each(|(atom, row, sign)| entries[*row as usize].push((*atom, *sign)));
        entries.iter_mut().for_each(|own| own.sort_unstable());
        entries
    }

    /// The atoms of published rows that are zero.
    pub(crate) fn told_zeros(&self) -> Vec<usize> {
        let is_zero = |row: u32| (row as usize) < self.published && self.high[row as usize] == 0;
        self.triples.iter().filter(|(_, row, _)| is_zero(*row)).map(|(atom, _, _)| *atom as usize).collect()
    }

    /// Adds a row of which the atoms are known with their signs.
    pub(crate) fn add(&mut self, low: i64, high: i64, entries: &[(u32, i8)]) -> usize {
        let row = self.low.len();
        self.low.push(low);
        self.high.push(high);
        self.offset.push(0);
        self.triples.extend(entries.iter().map(|(atom, sign)| (*atom, row as u32, *sign)));
        row
    }

    /// Adds the rows of another system, of which the atoms are numbered from `first` on here.
    pub(crate) fn append(&mut self, other: Draft, first: usize) {
        let row = self.low.len() as u32;
        self.triples.extend(other.triples.into_iter().map(|(atom, own, sign)| (atom + first as u32, own + row, sign)));
        self.low.extend(other.low);
        self.high.extend(other.high);
        self.offset.extend(other.offset);
    }

    /// The system over so many atoms, in which rows from `held` on are of others.
    pub(crate) fn finish(self, atoms: usize, held: usize) -> System {
        let Draft { triples, low, high, published, links, rests, frozen, offset } = self;
        let by_atom = Sparse::build(atoms, triples.iter().copied());
        let by_row = Sparse::build(low.len(), triples.iter().map(|(atom, row, sign)| (*row, *atom, *sign)));
        System { published, by_atom, by_row, low, high, links, frozen, held, rests, offset }
    }

    fn row(&mut self, low: i64, high: i64, plus: impl IntoIterator<Item = usize>, minus: impl IntoIterator<Item = usize>) -> usize {
        let row = self.add(low, high, &[]);
        self.triples.extend(plus.into_iter().map(|atom| (atom as u32, row as u32, 1)));
        self.triples.extend(minus.into_iter().map(|atom| (atom as u32, row as u32, -1)));
        row
    }
}

impl System {
    /// The system of one release by itself.
    pub(crate) fn build(family: &Family, rows: &Rows, policy: &Policy) -> System {
        let draft = Draft::of(family, rows, policy);
        let number = draft.low.len();
        draft.finish(family.counts.len(), number)
    }

    /// From rows with bounds over so many atoms; from row `links` on they tie atoms to each other and tell no count.
    pub(crate) fn of_rows(atoms: usize, rows: &[Bounded], links: usize) -> System {
        let entries =
            || rows.iter().enumerate().flat_map(|(row, own)| own.entries.iter().map(move |(atom, sign)| (*atom, row as u32, *sign)));
        System {
            by_atom: Sparse::build(atoms, entries()),
            by_row: Sparse::build(rows.len(), entries().map(|(atom, row, sign)| (row, atom, sign))),
            low: rows.iter().map(|row| row.low).collect(),
            high: rows.iter().map(|row| row.high).collect(),
            published: links,
            links,
            frozen: rows.len(),
            held: rows.len(),
            rests: Vec::new(),
            offset: vec![0; rows.len()],
        }
    }

    /// Value of every row.
    pub(crate) fn values(&self, atoms: &[i64]) -> Vec<i64> {
        let sum = |row: usize| self.by_row.of(row).iter().map(|entry| i64::from(entry.sign) * atoms[entry.to as usize]).sum::<i64>();
        (0..self.low.len()).map(|row| self.offset[row] + sum(row)).collect()
    }

    /// How many of those whom a row counts are in the atoms, and not besides them.
    pub(crate) fn within(&self, row: usize, value: i64) -> i64 {
        value - self.offset[row]
    }

    /// How far a value lies outside the bounds of its row.
    pub(crate) fn excess(&self, row: usize, value: i64) -> i64 {
        (self.low[row] - value).max(value - self.high[row]).max(0)
    }

    /// Whether a whole table fits.
    pub(crate) fn fits(&self, atoms: &[i64]) -> bool {
        self.values(atoms).into_iter().enumerate().all(|(row, value)| self.excess(row, value) == 0)
    }

    /// For every atom how many shown zeros hold it at zero.
    pub(crate) fn zeros(&self) -> Vec<u32> {
        let held = |atom: usize| {
            self.by_atom.of(atom).iter().filter(|entry| (entry.to as usize) < self.published && self.high[entry.to as usize] == 0).count()
        };
        (0..self.by_atom.len()).map(|atom| held(atom) as u32).collect()
    }
}

/// A set of rows that can be drawn from.
pub(crate) struct Broken {
    rows: Vec<u32>,
    /// One more than the place of a row in `rows`; 0 when it is not in the set.
    place: Vec<u32>,
}

impl Broken {
    pub(crate) fn new(rows: usize) -> Broken {
        Broken { rows: Vec::new(), place: vec![0; rows] }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Puts a row in or takes it out.
    pub(crate) fn set(&mut self, row: usize, broken: bool) {
        let place = self.place[row];
        if broken && place == 0 {
            self.rows.push(row as u32);
            self.place[row] = self.rows.len() as u32;
        } else if !broken && place > 0 {
            self.rows.swap_remove(place as usize - 1);
            if let Some(moved) = self.rows.get(place as usize - 1) {
                self.place[*moved as usize] = place;
            }
            self.place[row] = 0;
        }
    }

    /// The rows in it, in no order that matters.
    pub(crate) fn rows(&self) -> Vec<usize> {
        self.rows.iter().map(|row| *row as usize).collect()
    }

    pub(crate) fn draw(&self, chance: &mut Chance) -> Option<usize> {
        if self.rows.is_empty() { None } else { Some(self.rows[chance.below(self.rows.len())] as usize) }
    }

    pub(crate) fn clear(&mut self) {
        for row in std::mem::take(&mut self.rows) {
            self.place[row as usize] = 0;
        }
    }
}

/// A shown measure tells that the rest of the entered is zero or reaches the threshold. Where the rest is zero all other
/// measures are zero and say so themselves.
fn add_rests(draft: &mut Draft, atoms: usize, rows: &Rows, policy: &Policy) -> Vec<(usize, usize)> {
    if policy.almost_all == crate::AlmostAll::Show {
        return Vec::new();
    }
    let open = |row: usize| rest_is_open(row, rows, policy);
    let wanted: Vec<_> = (0..rows.rows.len()).filter(|row| open(*row)).collect();
    let by_row = Sparse::build(rows.rows.len(), draft.triples.iter().map(|(atom, row, sign)| (*row, *atom, *sign)));
    let mut inside = vec![false; atoms];
    let mut rests = Vec::new();
    for row in wanted {
        let site = rows.rows[row].site;
        by_row.of(row).iter().for_each(|entry| inside[entry.to as usize] = true);
        let entered = by_row.of(rows.sites[site].entered).iter().map(|entry| entry.to as usize);
        let outside: Vec<_> = entered.filter(|atom| !inside[*atom]).collect();
        by_row.of(row).iter().for_each(|entry| inside[entry.to as usize] = false);
        rests.push((draft.row(rows.threshold(site, policy), UNBOUNDED, outside, []), row));
    }
    rests
}

fn rest_is_open(row: usize, rows: &Rows, policy: &Policy) -> bool {
    let own = rows.rows[row];
    let entered = rows.sites[own.site].entered;
    let all = rows.rows[entered];
    let told = rows.bounds(entered, policy).0.saturating_sub(rows.bounds(row, policy).1);
    row != entered
        && own.fate == Fate::Shown
        && all.fate == Fate::Shown
        && own.value > 0
        && told < rows.threshold(own.site, policy)
        && rows.beside(row).any(|other| rows.rows[other].value > 0 || rows.rows[other].fate != Fate::Shown)
}

fn add_links(draft: &mut Draft, family: &Family) {
    add_place_links(draft, family);
    for layer in &family.layers[1..] {
        match layer.breakdown {
            Breakdown::All => {}
            Breakdown::Sex | Breakdown::Age => add_class_links(draft, family, layer),
            Breakdown::Form => add_form_links(draft, family, layer),
        }
    }
}

/// Municipalities of an area add up to it, every year.
fn add_place_links(draft: &mut Draft, family: &Family) {
    let (all, frame) = (family.all(), family.frame);
    for area in 0..frame.areas().len() {
        for year in 0..all.years {
            let places = frame.municipalities().iter().enumerate().filter(|(_, (_, of))| *of == area);
            let entered = places.map(|(place, _)| family.entered_at(place, year));
            draft.row(0, 0, entered, (0..all.columns).map(|column| all.at(area, year, 0, column)));
        }
    }
}

/// Classes add up to all, in every area, year and column.
fn add_class_links(draft: &mut Draft, family: &Family, layer: &Layer) {
    for area in 0..layer.areas {
        for year in 0..layer.years {
            for column in 0..layer.columns {
                let classes = (0..layer.classes).map(|class| layer.at(area, year, class, column));
                draft.row(0, 0, classes, everyone(family, area..area + 1, year, column));
            }
        }
    }
}

/// Each form is at most everyone (without those of whom the form is unknown), and everyone has a form.
fn add_form_links(draft: &mut Draft, family: &Family, layer: &Layer) {
    for year in 0..layer.years {
        for column in 0..layer.columns {
            let all = everyone(family, 0..family.frame.area_count(), year, column);
            let form = |class: usize| layer.at(0, year, class, column);
            draft.row(0, UNBOUNDED, (0..layer.classes).map(form), all.iter().copied());
            for class in 0..layer.classes {
                let unknown = (class > 0 && family.unknown_excludes).then(|| form(0));
                draft.row(0, UNBOUNDED, all.iter().copied(), [form(class)].into_iter().chain(unknown));
            }
        }
    }
}

fn everyone(family: &Family, areas: std::ops::Range<usize>, year: usize, coarse: usize) -> Vec<usize> {
    let fine = |area: usize| family.fine_of(coarse).map(move |fine| family.all().at(area, year, 0, fine));
    areas.flat_map(fine).collect()
}
