//! The checker: sees for itself, with integers only, that every world of a proof fits what is published and that every
//! hidden cell differs between two of them. It shares no code with the search: it reads the published table and goes by
//! the definitions, one day at a time.

mod among;
mod beside;
mod insiders;
mod numbered;
mod outside;
mod whole;

use std::collections::{BTreeMap, BTreeSet};

use domain::{Atlas, Breakdown, Cell, Measure, Outcome, RegionCode, Site, Span};

use crate::certificates::Told;
use crate::proof::{Atom, Evidence, What};
use crate::{AlmostAll, Policy};

pub(crate) use beside::{Before, check_again};
pub(crate) use outside::sifted;
pub use outside::{Opened, opened};
pub(crate) use whole::{Asked, audit, audit_apart};

/// What the checker found wrong. Facts about sites, never about counts.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// A hidden cell has no pair of worlds.
    #[error("no proof for a hidden cell of {region} {span}")]
    NoProof {
        /// Where.
        region: RegionCode,
        /// When.
        span: Span,
    },
    /// Two worlds do not differ enough in a cell they are to prove.
    #[error("two worlds agree in a cell of {region} {span} that they are to prove")]
    NoDifference {
        /// Where.
        region: RegionCode,
        /// When.
        span: Span,
    },
    /// Someone who is alone in a cell can work out a count.
    #[error("someone who is counted alone somewhere can work out a cell of {region} {span}")]
    Insider {
        /// Where.
        region: RegionCode,
        /// When.
        span: Span,
    },
    /// A world does not fit a published cell.
    #[error("world {world} does not fit a published cell of {region} {span}")]
    DoesNotFit {
        /// Which world, from 0.
        world: usize,
        /// Where.
        region: RegionCode,
        /// When.
        span: Span,
    },
    /// A world holds a count below zero, or breakdowns that do not add up.
    #[error("world {world} is no table of persons: {fault}")]
    NoTable {
        /// Which world, from 0.
        world: usize,
        /// What is wrong.
        fault: &'static str,
    },
    /// What a count differs by from an earlier release can be worked out.
    #[error("a small difference from an earlier release can be worked out in a cell of {region} {span}")]
    Difference {
        /// Where.
        region: RegionCode,
        /// When.
        span: Span,
    },
    /// A cell that is to tell what was told before tells something else.
    #[error("a cell of {region} {span} does not tell again what was told before")]
    NotAgain {
        /// Where.
        region: RegionCode,
        /// When.
        span: Span,
    },
    /// A table of a proof cannot be read.
    #[error("a table of the proof cannot be read: {fault}")]
    Unreadable {
        /// What is wrong.
        fault: &'static str,
    },
    /// An atom stands for days of which a published measure counts some and not others.
    #[error("an atom lies on both sides of a published measure")]
    Straddles,
}

/// How much was checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Checked {
    /// Hidden cells with two audited worlds.
    pub(crate) hidden: usize,
    /// Shown cells above zero of which two audited worlds differ.
    pub(crate) shown: usize,
}

/// Which totals must agree within a world.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Agreement {
    /// Municipalities minus their area: zero.
    Place(RegionCode, i16),
    /// Classes minus everyone, by area: zero.
    Classes(Breakdown, Option<RegionCode>, i16, Slot),
    /// Everyone in the country and each form.
    Everyone(i16, Slot),
    Form(u8, i16, Slot),
}

/// An outcome between two dues: its place among them.
type Slot = (Outcome, usize);

/// One published number.
struct Published {
    site: Site,
    what: What,
    cell: Cell<u64>,
    /// Index of the number of entered of its site.
    entered: usize,
}

/// Spans of a region with the cells of each.
type Spans = Vec<(Span, Vec<usize>)>;

/// Published numbers with where to find them.
struct Release<'a> {
    policy: &'a Policy,
    atlas: &'a Atlas,
    dues: Vec<u16>,
    cells: Vec<Published>,
    sites: BTreeMap<(Breakdown, u8, RegionCode), Spans>,
    /// All cells of a site, by the index of its number of entered: a change in one changes the rest of another.
    of_site: BTreeMap<usize, Vec<usize>>,
    steps: BTreeMap<Site, Vec<u16>>,
    breakdowns: Vec<Breakdown>,
}

/// Sums of one world, or what a world adds to the base.
#[derive(Default)]
struct Sums {
    atoms: BTreeMap<Atom, i64>,
    cells: BTreeMap<usize, i64>,
    agreements: BTreeMap<Agreement, i64>,
}

impl Release<'_> {
    fn read<'a>(told: &Told, atlas: &'a Atlas, policy: &'a Policy) -> Release<'a> {
        let mut release = Release {
            policy,
            atlas,
            dues: Vec::new(),
            cells: Vec::new(),
            sites: BTreeMap::new(),
            of_site: BTreeMap::new(),
            steps: BTreeMap::new(),
            breakdowns: Vec::new(),
        };
        let mut entered_of = BTreeMap::new();
        for (site, measure, cell) in told.cells.iter().copied() {
            let entered = *entered_of.entry(site).or_insert(release.cells.len());
            release.list(Published { site, what: What::Measure(measure), cell, entered });
            release.dues.extend(due_of(measure));
        }
        for (site, steps) in told.steps.iter().map(|(site, steps)| (*site, steps)) {
            release.steps.insert(site, steps.iter().map(|step| step.through).collect());
            let entered = entered_of.get(&site).copied().unwrap_or(usize::MAX);
            for (step, safe) in steps.iter().enumerate() {
                let cells = [(Outcome::Reached, safe.reached), (Outcome::Competing, safe.competing), (Outcome::Open, safe.open)];
                for (outcome, cell) in cells {
                    release.list(Published { site, what: What::Step { step, outcome }, cell, entered });
                }
            }
        }
        release.dues.sort_unstable();
        release.dues.dedup();
        release.breakdowns = release.sites.keys().map(|(breakdown, _, _)| *breakdown).collect();
        release.breakdowns.dedup();
        release
    }

    fn list(&mut self, published: Published) {
        let Site { region, span, breakdown, class } = published.site;
        let spans = self.sites.entry((breakdown, class, region)).or_default();
        match spans.iter_mut().find(|(own, _)| *own == span) {
            Some((_, cells)) => cells.push(self.cells.len()),
            None => spans.push((span, vec![self.cells.len()])),
        }
        self.of_site.entry(published.entered).or_default().push(self.cells.len());
        self.cells.push(published);
    }

    /// Adds an atom to every cell that counts it and to every total it has a part in.
    fn add(&self, sums: &mut Sums, atom: Atom, count: i64) -> Result<(), AuditError> {
        *sums.atoms.entry(atom).or_insert(0) += count;
        match atom {
            Atom::Entered { municipality, year } => {
                for cell in self.cells_of(Breakdown::All, 0, municipality.region(), year) {
                    *sums.cells.entry(cell).or_insert(0) += count;
                }
                if let Some(area) = self.atlas.veilig_thuis_of(municipality) {
                    *sums.agreements.entry(Agreement::Place(area, year)).or_insert(0) += count;
                }
            }
            Atom::Waits { area, breakdown, class, year, .. } => {
                for region in [Some(RegionCode::COUNTRY), area].into_iter().flatten() {
                    for cell in self.cells_of(breakdown, class, region, year) {
                        if self.counts(cell, atom)? {
                            *sums.cells.entry(cell).or_insert(0) += count;
                        }
                    }
                }
                self.add_agreements(sums, atom, count)?;
            }
        }
        Ok(())
    }

    fn cells_of(&self, breakdown: Breakdown, class: u8, region: RegionCode, year: i16) -> impl Iterator<Item = usize> + '_ {
        let spans = self.sites.get(&(breakdown, class, region)).map_or(&[][..], Vec::as_slice);
        spans.iter().filter(move |(span, _)| span.holds(year)).flat_map(|(_, cells)| cells.iter().copied())
    }

    fn add_agreements(&self, sums: &mut Sums, atom: Atom, count: i64) -> Result<(), AuditError> {
        let Atom::Waits { area, breakdown, class, year, .. } = atom else { return Ok(()) };
        let slot = self.slot(atom)?;
        let mut add = |agreement, count| *sums.agreements.entry(agreement).or_insert(0) += count;
        match breakdown {
            Breakdown::All => {
                if let Some(area) = area {
                    add(Agreement::Place(area, year), -count);
                }
                for additive in [Breakdown::Sex, Breakdown::Age].into_iter().filter(|own| self.breakdowns.contains(own)) {
                    add(Agreement::Classes(additive, area, year, slot), -count);
                }
                add(Agreement::Everyone(year, slot), count);
            }
            Breakdown::Sex | Breakdown::Age => add(Agreement::Classes(breakdown, area, year, slot), count),
            Breakdown::Form => add(Agreement::Form(class, year, slot), count),
        }
        Ok(())
    }

    /// Whether a cell counts an atom; its first and its last day must give the same answer.
    fn counts(&self, cell: usize, atom: Atom) -> Result<bool, AuditError> {
        let Atom::Waits { column, .. } = atom else { return Ok(true) };
        let Published { site, what, .. } = self.cells[cell];
        let on = |day: u16| match what {
            What::Measure(measure) => counts_day(measure, column.outcome, day),
            What::Step { step, outcome } => {
                let ends = self.steps.get(&site).map_or(&[][..], Vec::as_slice);
                outcome == column.outcome && ends.iter().take_while(|end| **end < day).count() == step
            }
        };
        if on(column.first) == on(column.last) { Ok(on(column.first)) } else { Err(AuditError::Straddles) }
    }

    fn slot(&self, atom: Atom) -> Result<Slot, AuditError> {
        let Atom::Waits { column, .. } = atom else { return Err(AuditError::Straddles) };
        let place = |day: u16| {
            let passed = |due: &&u16| if column.outcome == Outcome::Open { day >= **due } else { day > **due };
            self.dues.iter().filter(passed).count()
        };
        if place(column.first) == place(column.last) { Ok((column.outcome, place(column.first))) } else { Err(AuditError::Straddles) }
    }

    /// Checks everything a world touches: base plus its own changes.
    fn check_world(&self, world: usize, base: &Sums, added: &Sums, touched: &Sums, unknown_excludes: bool) -> Result<(), AuditError> {
        let fault = |fault| AuditError::NoTable { world, fault };
        let atom = |atom: &Atom| base.atoms.get(atom).unwrap_or(&0) + added.atoms.get(atom).unwrap_or(&0);
        if touched.atoms.keys().any(|own| atom(own) < 0) {
            return Err(fault("a count below zero"));
        }
        for agreement in touched.agreements.keys() {
            if !self.agrees(*agreement, base, added, unknown_excludes) {
                return Err(fault("breakdowns that do not add up"));
            }
        }
        let sites: BTreeSet<usize> = touched.cells.keys().map(|cell| self.cells[*cell].entered).collect();
        let cells = sites.iter().filter_map(|entered| self.of_site.get(entered)).flatten();
        cells.copied().try_for_each(|cell| self.check_cell(world, cell, base, added))
    }

    fn agrees(&self, agreement: Agreement, base: &Sums, added: &Sums, unknown_excludes: bool) -> bool {
        let of = |agreement| value(&base.agreements, &agreement) + value(&added.agreements, &agreement);
        match agreement {
            Agreement::Place(..) | Agreement::Classes(..) => of(agreement) == 0,
            Agreement::Everyone(year, slot) | Agreement::Form(_, year, slot) => {
                if !self.breakdowns.contains(&Breakdown::Form) {
                    return true;
                }
                let all = of(Agreement::Everyone(year, slot));
                let forms: Vec<i64> = domain::Form::ALL.iter().map(|form| of(Agreement::Form(form.number(), year, slot))).collect();
                forms_fit(all, &forms, of(Agreement::Form(0, year, slot)), unknown_excludes)
            }
        }
    }

    fn check_cell(&self, world: usize, cell: usize, base: &Sums, added: &Sums) -> Result<(), AuditError> {
        let Published { site, what, cell: published, entered } = &self.cells[cell];
        let count = |cell: usize| value(&base.cells, &cell) + value(&added.cells, &cell);
        let parent = self.cells.get(*entered).map_or(Cell::Impossible, |parent| parent.cell);
        let threshold = i64::try_from(self.policy.thresholds.of(site.region.kind())).unwrap_or(i64::MAX);
        let rounding = i64::try_from(self.policy.base).unwrap_or(i64::MAX).max(1);
        let own = count(cell);
        let fits = match published {
            Cell::Shown(0) => own == 0,
            Cell::Shown(shown) => own >= threshold && i64::try_from(*shown).is_ok_and(|shown| rounds_to(own, rounding) == shown),
            Cell::Hidden if *what != What::Measure(Measure::Entered) && parent == Cell::Hidden => own >= 0,
            Cell::Hidden => own >= 1,
            // Nothing is said where deliveries are missing: anything goes.
            Cell::Unknown => own >= 0,
            Cell::Impossible => false,
        };
        let tells_rest = self.policy.almost_all == AlmostAll::Hide
            && cell != *entered
            && matches!((published, parent), (Cell::Shown(_), Cell::Shown(_)));
        let rest = count(*entered) - own;
        if fits && !(tells_rest && rest != 0 && rest < threshold) {
            return Ok(());
        }
        Err(AuditError::DoesNotFit { world, region: site.region, span: site.span })
    }

    /// Cells that no atom of the base counts are zero: the release may not say otherwise.
    fn check_untouched(&self, base: &Sums) -> Result<(), AuditError> {
        (0..self.cells.len())
            .filter(|cell| !base.cells.contains_key(cell))
            .try_for_each(|cell| self.check_cell(0, cell, base, &Sums::default()))
    }

    /// Sees that two worlds differ by the width in every hidden cell, save for those that are excused.
    fn check_evidence(
        &self,
        evidence: &[Evidence],
        base: &Sums,
        worlds: &[Sums],
        excused: &dyn Fn(usize) -> bool,
    ) -> Result<Checked, AuditError> {
        let told: BTreeMap<(Site, What), &Evidence> = evidence.iter().map(|own| ((own.site, own.what), own)).collect();
        let mut checked = Checked::default();
        for (cell, Published { site, what, cell: published, .. }) in self.cells.iter().enumerate() {
            let (region, span) = (site.region, site.span);
            let width = told.get(&(*site, *what)).and_then(|own| self.width(cell, own, base, worlds));
            match (published, width) {
                (Cell::Hidden, _) if excused(cell) => {}
                (Cell::Hidden, None) => return Err(AuditError::NoProof { region, span }),
                (Cell::Hidden, Some(width)) if width < self.policy.width => return Err(AuditError::NoDifference { region, span }),
                (Cell::Hidden, Some(_)) => checked.hidden += 1,
                (Cell::Shown(1..), Some(1..)) => checked.shown += 1,
                (Cell::Shown(_) | Cell::Unknown | Cell::Impossible, _) => {}
            }
        }
        Ok(checked)
    }

    /// By how much the two worlds of an entry differ in a cell.
    fn width(&self, cell: usize, evidence: &Evidence, base: &Sums, worlds: &[Sums]) -> Option<u64> {
        let count = |world: usize| worlds.get(world).map(|sums| value(&base.cells, &cell) + value(&sums.cells, &cell));
        Some((count(evidence.high)? - count(evidence.low)?).unsigned_abs())
    }
}

impl Sums {
    /// Whether the base knows no child of whom the form is unknown and known at once: then no attacker expects one.
    fn unknown_excludes(&self) -> bool {
        self.agreements.iter().all(|(agreement, count)| match agreement {
            Agreement::Form(1.., year, slot) => {
                count + value(&self.agreements, &Agreement::Form(0, *year, *slot))
                    <= value(&self.agreements, &Agreement::Everyone(*year, *slot))
            }
            Agreement::Form(0, ..) | Agreement::Place(..) | Agreement::Classes(..) | Agreement::Everyone(..) => true,
        })
    }
}

fn value<K: Ord>(sums: &BTreeMap<K, i64>, key: &K) -> i64 {
    sums.get(key).copied().unwrap_or(0)
}

fn is_nowhere(atom: &Atom) -> bool {
    match atom {
        Atom::Entered { .. } => false,
        Atom::Waits { area, breakdown, .. } => area.is_none() && *breakdown != Breakdown::Form,
    }
}

fn forms_fit(all: i64, forms: &[i64], unknown: i64, unknown_excludes: bool) -> bool {
    let known: i64 = forms.iter().sum::<i64>() - unknown;
    let most = if unknown_excludes { all - unknown } else { all };
    // `forms` ends with unknown, as tables show it.
    let (known_forms, _) = forms.split_at(forms.len().saturating_sub(1));
    unknown <= all && known_forms.iter().all(|form| *form <= most) && all <= known + unknown
}

fn due_of(measure: Measure) -> Option<u16> {
    match measure {
        Measure::Entered => None,
        Measure::Reached { by } | Measure::Competing { by } | Measure::Waiting { by } | Measure::Unseen { by } => Some(by),
    }
}

/// The definitions of [`Measure`], for one day.
fn counts_day(measure: Measure, outcome: Outcome, day: u16) -> bool {
    match (measure, outcome) {
        (Measure::Entered, _) => true,
        (Measure::Reached { by }, Outcome::Reached) | (Measure::Competing { by }, Outcome::Competing) => day <= by,
        (Measure::Waiting { by }, Outcome::Open) => day >= by,
        (Measure::Waiting { by }, Outcome::Reached | Outcome::Competing) => day > by,
        (Measure::Unseen { by }, Outcome::Open) => day < by,
        (Measure::Reached { .. } | Measure::Competing { .. } | Measure::Waiting { .. } | Measure::Unseen { .. }, _) => false,
    }
}

/// The multiple of the base nearest to a count, by trying both sides.
fn rounds_to(count: i64, base: i64) -> i64 {
    let below = count - count.rem_euclid(base);
    let above = below + base;
    if above - count <= count - below { above } else { below }
}
