//! An attacker for tests: tries every table of persons that fits a release, by the published table and the rules alone.

use domain::{Atlas, Breakdown, Cell, Measure, Outcome, Site};

use crate::made::Start;
use crate::proof::What;
use crate::{AlmostAll, Policy, SafeTable};

/// One published number with the kinds of starts it counts.
pub(crate) struct Told {
    pub(crate) site: Site,
    pub(crate) what: What,
    pub(crate) cell: Cell<u64>,
    entered: usize,
    kinds: Vec<usize>,
    low: u64,
    high: u64,
}

/// What the attacker holds: kinds of starts that may exist, and what is told of them.
pub(crate) struct Attack<'a> {
    policy: &'a Policy,
    kinds: usize,
    pub(crate) told: Vec<Told>,
    /// Cells that count each kind.
    touched: Vec<Vec<usize>>,
    cap: u64,
}

impl<'a> Attack<'a> {
    /// Prepares an attack; no kind is tried more than `cap` times.
    pub(crate) fn new(table: &SafeTable, kinds: &[Start], atlas: &Atlas, policy: &'a Policy, cap: u64) -> Attack<'a> {
        let mut told: Vec<Told> = Vec::new();
        let entered_cell = |site| table.cell(site, Measure::Entered);
        for (site, measure, cell) in table.cells() {
            told.push(one(site, What::Measure(measure), cell, entered_cell(site), kinds, atlas, policy, &[]));
        }
        for (site, steps) in table.curves() {
            let ends: Vec<u16> = steps.iter().map(|step| step.through).collect();
            for (step, safe) in steps.iter().enumerate() {
                for (outcome, cell) in [(Outcome::Reached, safe.reached), (Outcome::Competing, safe.competing), (Outcome::Open, safe.open)]
                {
                    told.push(one(site, What::Step { step, outcome }, cell, entered_cell(site), kinds, atlas, policy, &ends));
                }
            }
        }
        // Whom the attacker cannot think of are in no table that is tried.
        told.retain(|own| !own.kinds.is_empty());
        for place in 0..told.len() {
            let entered = told.iter().position(|other| other.site == told[place].site && other.what == What::Measure(Measure::Entered));
            told[place].entered = entered.expect("every site tells how many entered");
        }
        let touched = (0..kinds.len()).map(|kind| (0..told.len()).filter(|cell| told[*cell].kinds.contains(&kind)).collect()).collect();
        Attack { policy, kinds: kinds.len(), told, touched, cap }
    }

    /// Visits every table that fits (counts per kind, counts per told cell) until the visitor says stop.
    pub(crate) fn run(&self, visit: impl FnMut(&[u64], &[u64]) -> bool) {
        self.run_within(None, visit);
    }

    /// The same with one cell held between other bounds.
    fn run_within(&self, held: Option<(usize, u64, u64)>, mut visit: impl FnMut(&[u64], &[u64]) -> bool) {
        let (mut counts, mut sums) = (vec![0; self.kinds], vec![0; self.told.len()]);
        self.extend(0, held, &mut counts, &mut sums, &mut visit);
    }

    /// Hidden cells of which every table that fits holds the same count.
    pub(crate) fn opened(&self) -> Vec<(Site, What)> {
        let mut first: Option<Vec<u64>> = None;
        self.run(|_, sums| first.replace(sums.to_vec()).is_none());
        let first = first.expect("at least the truth fits");
        let mut open: Vec<usize> = (0..self.told.len()).filter(|cell| self.told[*cell].cell == Cell::Hidden).collect();
        let mut opened = Vec::new();
        while let Some(cell) = open.pop() {
            let found = |low: u64, high: u64| {
                let mut other = None;
                self.run_within(Some((cell, low, high)), |_, sums| other.replace(sums.to_vec()).is_none());
                other
            };
            let below = || first[cell].checked_sub(1).and_then(|high| found(self.told[cell].low, high));
            match found(first[cell] + 1, u64::MAX).or_else(below) {
                Some(other) => open.retain(|cell| first[*cell] == other[*cell]),
                None => opened.push((self.told[cell].site, self.told[cell].what)),
            }
        }
        opened
    }

    /// What each told cell counts in a table, where the table fits.
    pub(crate) fn sums(&self, counts: &[u64]) -> Option<Vec<u64>> {
        let sums: Vec<u64> = self.told.iter().map(|told| told.kinds.iter().map(|kind| counts[*kind]).sum()).collect();
        self.fits(&sums).then_some(sums)
    }

    /// How many of a table's people a cell counts.
    pub(crate) fn counted(&self, cell: usize, counts: &[u64]) -> u64 {
        self.told[cell].kinds.iter().map(|kind| counts[*kind]).sum()
    }

    /// The kinds that a cell counts.
    pub(crate) fn kinds_of(&self, cell: usize) -> &[usize] {
        &self.told[cell].kinds
    }

    fn bounds(&self, cell: usize, held: Option<(usize, u64, u64)>) -> (u64, u64) {
        match held {
            Some((own, low, high)) if own == cell => (low, high),
            Some(_) | None => (self.told[cell].low, self.told[cell].high),
        }
    }

    fn extend(
        &self,
        kind: usize,
        held: Option<(usize, u64, u64)>,
        counts: &mut Vec<u64>,
        sums: &mut Vec<u64>,
        visit: &mut impl FnMut(&[u64], &[u64]) -> bool,
    ) -> bool {
        if kind == self.kinds {
            return self.fits(sums) && visit(counts, sums);
        }
        let touched = &self.touched[kind];
        let mut added = 0;
        let stop = loop {
            counts[kind] = added;
            let within = touched.iter().all(|cell| sums[*cell] <= self.bounds(*cell, held).1);
            let enough =
                touched.iter().all(|cell| self.told[*cell].kinds.last() != Some(&kind) || sums[*cell] >= self.bounds(*cell, held).0);
            if within && enough && self.extend(kind + 1, held, counts, sums, visit) {
                break true;
            }
            if !within || added == self.cap {
                break false;
            }
            touched.iter().for_each(|cell| sums[*cell] += 1);
            added += 1;
        };
        touched.iter().for_each(|cell| sums[*cell] -= added);
        stop
    }

    fn fits(&self, sums: &[u64]) -> bool {
        self.told.iter().zip(sums).all(|(told, sum)| {
            let shown = matches!((told.cell, self.told[told.entered].cell), (Cell::Shown(_), Cell::Shown(_)));
            let rest = sums[told.entered].wrapping_sub(*sum);
            let threshold = self.policy.thresholds.of(told.site.region.kind());
            let small_rest = self.policy.almost_all == AlmostAll::Hide && shown && rest > 0 && rest < threshold;
            (told.low..=told.high).contains(sum) && !small_rest
        })
    }
}

#[expect(clippy::too_many_arguments, reason = "a constructor for tests")]
fn one(site: Site, what: What, cell: Cell<u64>, entered: Cell<u64>, kinds: &[Start], atlas: &Atlas, policy: &Policy, ends: &[u16]) -> Told {
    let threshold = policy.thresholds.of(site.region.kind());
    let under_hidden = entered == Cell::Hidden && what != What::Measure(Measure::Entered);
    let (low, high) = match cell {
        Cell::Shown(0) => (0, 0),
        Cell::Shown(shown) => {
            let behind: Vec<u64> = (threshold..=shown + policy.base).filter(|count| nearest(*count, policy.base) == shown).collect();
            (behind[0], behind[behind.len() - 1])
        }
        Cell::Hidden if under_hidden => (0, u64::MAX),
        Cell::Hidden => (1, u64::MAX),
        Cell::Unknown => (0, u64::MAX),
        Cell::Impossible => panic!("not in a release"),
    };
    let kinds = (0..kinds.len()).filter(|kind| counts(site, what, &kinds[*kind], atlas, ends)).collect();
    Told { site, what, cell, entered: 0, kinds, low, high }
}

fn nearest(count: u64, base: u64) -> u64 {
    let below = count / base * base;
    if 2 * (count - below) >= base { below + base } else { below }
}

fn counts(site: Site, what: What, start: &Start, atlas: &Atlas, ends: &[u16]) -> bool {
    let municipality = domain::Municipality(start.municipality);
    let place = site.region == domain::RegionCode::COUNTRY
        || site.region == municipality.region()
        || atlas.veilig_thuis_of(municipality) == Some(site.region);
    let class = match site.breakdown {
        Breakdown::All => true,
        Breakdown::Form => start.forms.contains(&site.class),
        Breakdown::Sex => start.sex == site.class,
        Breakdown::Age => start.age == site.class,
    };
    let (outcome, days) = (start.outcome, start.days);
    let measured = match what {
        What::Measure(Measure::Entered) => true,
        What::Measure(Measure::Reached { by }) => outcome == Outcome::Reached && days <= by,
        What::Measure(Measure::Competing { by }) => outcome == Outcome::Competing && days <= by,
        What::Measure(Measure::Waiting { by }) => {
            if outcome == Outcome::Open {
                days >= by
            } else {
                days > by
            }
        }
        What::Measure(Measure::Unseen { by }) => outcome == Outcome::Open && days < by,
        What::Step { step, outcome: own } => own == outcome && ends.iter().filter(|end| **end < days).count() == step,
    };
    place && class && measured && site.span.holds(start.year)
}
