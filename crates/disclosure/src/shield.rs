//! Secondary suppression: hide more until every hidden cell has two tables that differ in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{RegionCode, RegionKind, Site};

use crate::family::Family;
use crate::insiders::Insiders;
use crate::joint::{Book, Difference, Joint, Part, Stand};
use crate::proof::{Atom, Evidence, Other, Proof, Sheet, What, World};
use crate::rows::{Fate, Row, Rows};
use crate::rule::UNBOUNDED;
use crate::search::{Changes, Quest, Search, Toward, Way};
use crate::within::{Among, Beside, Joined, Pairs, Telling};
use crate::{Alone, Policy};

/// Searches each way before more is hidden; all but the first are three times as long.
const TRIES: u64 = 2;
/// Ways weighed, each way, when more has to be hidden, and their longest.
const WAYS: u64 = 100;
const STEPS_OF_WAY: u32 = 200;
/// Ways looked for where none of those was one.
const MOST_WAYS: u64 = 5000;
/// Every hidden row costs at least this, and a count beyond the other costs no more: many rows are dearer than a large one.
const FLOOR: i64 = 100;
const CEILING: i64 = 1000;
/// Most worlds looked for to keep people who are alone from knowing one row.
const ROUNDS: usize = 100;
/// Repair steps to show that a shown count hides more than one true count: cheap, it is only reported.
const STEPS_FOR_SHOWN: u32 = 24;

/// Nothing is left to hide and a cell is still without proof. What earlier releases told and stands in the way, as few cells as were found:
/// which of the earlier releases, where and what.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Stuck {
    pub(crate) told: Vec<(usize, Site, What)>,
}

/// Least and greatest value of a row over the worlds found, with the world of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Spread {
    least: (i64, usize),
    greatest: (i64, usize),
}

impl Spread {
    fn width(&self) -> i64 {
        self.greatest.0 - self.least.0
    }

    fn add(&mut self, value: i64, world: usize) {
        if value < self.least.0 {
            self.least = (value, world);
        }
        if value > self.greatest.0 {
            self.greatest = (value, world);
        }
    }
}

/// One kind of worlds, with those found so far.
struct Front {
    search: Search,
    rests: BTreeMap<usize, usize>,
    worlds: Vec<Changes>,
    spreads: Vec<Spread>,
    /// How many people of each row a world could move.
    counted: Vec<i64>,
    insiders: Insiders,
}

impl Front {
    fn new(joined: Joined, book: Book, policy: &Policy) -> Result<Front, Stuck> {
        let Joined { system, counts, barred, pinned } = joined;
        if !system.fits(&counts) {
            return Err(Stuck::default());
        }
        let number = system.low.len();
        let mut search = Search::new(system, counts, &barred);
        search.pin(pinned);
        let rests = search.rests().iter().map(|(rest, row)| (*row, *rest)).collect();
        let spread = |row: usize| Spread { least: (search.at_start(row), 0), greatest: (search.at_start(row), 0) };
        let spreads = (0..number).map(spread).collect();
        // What other questions tell needs no proof here.
        let other = book.among.others.first().map_or(number, |own| own.row);
        let own = |row: usize| if row < other { search.at_start(row) } else { 0 };
        let counted = (0..number).map(|row| book.joint.frozen.get(&row).map_or_else(|| own(row), |own| own.common)).collect();
        let insiders = Insiders::new(book, number, policy);
        Ok(Front { search, rests, worlds: vec![Changes::new()], spreads, counted, insiders })
    }
}

/// How far the last resort reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    /// The region of a row and its municipalities.
    Region,
    /// The country.
    Country,
    /// Every region.
    Everywhere,
}

impl Reach {
    const ALL: [Reach; 3] = [Reach::Region, Reach::Country, Reach::Everywhere];
}

/// The front on which people move who are in every release, in all of them alike: differences stay as they are.
const COMMON: usize = 0;
/// The front on which earlier releases stay as they are: for those who came in since, and for small differences.
const SINCE: usize = 1;

/// The loop with what it has found so far.
struct Shield<'a> {
    rows: &'a mut Rows,
    policy: &'a Policy,
    family: &'a Family<'a>,
    today: &'a Family<'a>,
    joints: [&'a Joint<'a>; 2],
    /// Other questions that move along.
    amongs: [&'a Among<'a>; 2],
    fronts: Vec<Front>,
    /// The front that is worked on.
    on: usize,
    /// What keeps each row of the new release open.
    stands: Vec<Stand>,
    differences: Vec<Difference>,
    width: i64,
}

/// What else is told: of the question before, and of others that count part of the same or more.
#[derive(Clone, Copy)]
pub(crate) struct Else<'a> {
    /// Today's counts, in years that tell what was told before too.
    pub(crate) today: &'a Family<'a>,
    pub(crate) parts: &'a [Part<'a>],
    /// Years in which the new release counts what was counted before: nobody came in there. Without earlier releases nobody moves there at all.
    pub(crate) standing: &'a BTreeSet<i16>,
    /// Their number among the pairs is their place here, from 1.
    pub(crate) others: &'a [Telling<'a>],
    pub(crate) pairs: &'a Pairs,
}

/// Hides what is needed and hands back the proof that it is enough, beside all else that is told.
///
/// # Errors
/// [`Stuck`] when the work limit is too low to prove even a release in which everything is hidden, or what was told before leaves no way.
pub(crate) fn shield(family: &Family, rows: &mut Rows, policy: &Policy, told: Else) -> Result<Proof, Stuck> {
    let Else { today, parts, standing, others, pairs } = told;
    let by_itself = Joint::default();
    let before = rows.clone();
    let own = Telling { family, today, rows: &before, parts, standing };
    let (joint, among, joined) = Among::in_all(own, others, pairs, policy);
    let stands = joint.stands(&before, policy, &joined.system);
    let mut amongs = [among, Among::default()];
    let mut fronts = vec![Front::new(joined, Book { rows, family, joint: &joint, among: &amongs[COMMON] }, policy)?];
    if !joint.is_empty() {
        let (among, joined) = amongs[COMMON].since(own, &joint, policy);
        amongs[SINCE] = among;
        fronts.push(Front::new(joined, Book { rows, family, joint: &by_itself, among: &amongs[SINCE] }, policy)?);
    }
    let differences = joint.differences(&before, policy);
    let width = i64::try_from(policy.width).unwrap_or(UNBOUNDED);
    let (joints, amongs) = ([&joint, &by_itself], [&amongs[COMMON], &amongs[SINCE]]);
    Shield { rows, policy, family, today, joints, amongs, fronts, on: COMMON, stands, differences, width }.proven()
}

impl Shield<'_> {
    fn proven(mut self) -> Result<Proof, Stuck> {
        self.prove_all()?;
        self.try_shown();
        Ok(self.proof())
    }

    fn prove_all(&mut self) -> Result<(), Stuck> {
        let published = 0..self.rows.rows.len();
        let frozen = self.joints[COMMON].frozen.keys().copied();
        let mut queue: Vec<(usize, usize)> = published.clone().chain(frozen).map(|row| (COMMON, row)).collect();
        queue.extend((SINCE..self.fronts.len()).flat_map(|front| published.clone().map(move |row| (front, row))));
        let mut next = 0;
        while let Some((front, row)) = queue.get(next).copied() {
            self.on = front;
            let hidden = self.prove(row)?;
            queue.extend(hidden.into_iter().flat_map(|row| (0..self.fronts.len()).map(move |front| (front, row))));
            next += 1;
        }
        self.on = COMMON;
        Ok(())
    }

    /// Proves one row, hiding others where needed; returns those.
    fn prove(&mut self, row: usize) -> Result<Vec<usize>, Stuck> {
        if !self.is_wanted(row) {
            return Ok(Vec::new());
        }
        let mut hidden = if self.is_proven(row) || self.attempt(row) { Vec::new() } else { self.open(row)? };
        hidden.extend(self.keep_out(row)?);
        Ok(hidden)
    }

    /// Goes on until nobody who is alone in a cell can work the row out.
    fn keep_out(&mut self, row: usize) -> Result<Vec<usize>, Stuck> {
        let mut hidden = Vec::new();
        for _ in 0..ROUNDS {
            let able = self.front().insiders.able(row).to_vec();
            let Some(first) = able.first().filter(|_| self.is_kept(row)) else { return Ok(hidden) };
            let found = self.with_known(&able, |shield| shield.attempt(row))
                || able.len() > 1 && self.with_known(&[*first], |shield| shield.attempt(row));
            if found {
                continue;
            }
            let found = self.with_known(&[*first], |shield| shield.cheapest_way(row, WAYS).or_else(|| shield.cheapest_way(row, MOST_WAYS)));
            match found {
                Some((way, obstacles)) => {
                    self.take_in(way.changes, &way.told);
                    hidden.extend(obstacles.into_iter().flat_map(|other| self.hide(other)));
                }
                None => match Reach::ALL.into_iter().map(|reach| self.hide_within(row, reach)).find(|more| !more.is_empty()) {
                    Some(more) => hidden.extend(more),
                    None => return Err(self.with_known(&[*first], |shield| shield.stuck(row))),
                },
            }
        }
        if self.front().insiders.able(row).is_empty() { Ok(hidden) } else { Err(self.stuck(row)) }
    }

    /// Does something while all that some people know stays where it is.
    fn with_known<T>(&mut self, people: &[usize], act: impl FnOnce(&mut Self) -> T) -> T {
        let book = Book { rows: self.rows, family: self.family, joint: self.joints[self.on], among: self.amongs[self.on] };
        let insiders = &mut self.fronts[self.on].insiders;
        let known: Vec<usize> = people.iter().flat_map(|person| insiders.known(book, *person)).collect();
        self.front().search.keep_still(&known);
        let outcome = act(self);
        self.front().search.let_go(&known);
        outcome
    }

    /// Hides what opens a row that nothing found so far opens.
    fn open(&mut self, row: usize) -> Result<Vec<usize>, Stuck> {
        let is_zero = self.rows.rows.get(row).is_some_and(|own| own.value == 0);
        // A zero is a secret to nobody, save for how few there were before: worlds of either kind leave it open.
        if is_zero && !self.differs(row) && self.fronts.iter().any(|front| front.spreads[row].width() >= self.width) {
            return Ok(Vec::new());
        }
        if is_zero && self.fronts.iter().all(|front| front.spreads[row].greatest.0 == 0) {
            self.rows.show_zero(row);
            self.fronts.iter_mut().for_each(|front| front.search.set_bounds(row, (0, 0)));
            return Ok(Vec::new());
        }
        let Some((way, obstacles)) = self.cheapest_way(row, WAYS) else {
            let mut hidden = Vec::new();
            for reach in Reach::ALL {
                hidden.extend(self.hide_within(row, reach));
                if self.attempt(row) {
                    return Ok(hidden);
                }
            }
            return Err(self.stuck(row));
        };
        self.take_in(way.changes, &way.told);
        Ok(obstacles.into_iter().flat_map(|other| self.hide(other)).collect())
    }

    fn front(&mut self) -> &mut Front {
        &mut self.fronts[self.on]
    }

    /// Whether a row has to be proven on this front.
    fn is_wanted(&self, row: usize) -> bool {
        let is_repeated = self.rows.rows.get(row).is_some_and(|_| self.rows.is_repeated(row));
        !is_repeated && (self.is_kept(row) || self.differs(row))
    }

    /// Whether a row tells a small difference from what was told before, and worlds of this front keep that open.
    fn differs(&self, row: usize) -> bool {
        let Some(own) = self.rows.rows.get(row).filter(|_| self.on == SINCE) else { return false };
        let Difference { from_shown, from_hidden } = self.differences[row];
        from_shown && own.fate != Fate::Withdrawn || from_hidden && own.fate.is_hidden()
    }

    /// Whether a row is hidden and stands on this front: whoever is alone may not work it out either.
    fn is_kept(&self, row: usize) -> bool {
        match self.rows.rows.get(row) {
            Some(own) => own.fate.is_hidden() && self.stands[row] == if self.on == SINCE { Stand::Since } else { Stand::Common },
            None => self.joints[self.on].frozen.get(&row).is_some_and(|own| own.hidden && own.common > 0),
        }
    }

    fn is_proven(&self, row: usize) -> bool {
        let front = &self.fronts[self.on];
        let is_told =
            self.policy.alone == Alone::Ignore || front.counted[row] == 0 || !self.is_kept(row) || !front.insiders.worlds(row).is_empty();
        is_told && front.spreads[row].width() >= self.width
    }

    fn attempt(&mut self, row: usize) -> bool {
        self.front().search.forgive();
        let steps = self.policy.steps;
        (0..TRIES).any(|seed| {
            let steps = if seed == 0 { steps } else { steps.saturating_mul(3) };
            [Toward::More, Toward::Less].into_iter().any(|toward| self.seek(Quest { row, toward, by: self.width, steps, seed }))
        })
    }

    fn seek(&mut self, quest: Quest) -> bool {
        let mut told = Vec::new();
        let Some(changes) = self.front().search.seek(quest, |row, value| told.push((row, value))) else { return false };
        self.take_in(changes, &told);
        true
    }

    /// Takes a world in that fits, or will once what it breaks is hidden.
    fn take_in(&mut self, changes: Changes, told: &[(usize, i64)]) {
        let book = Book { rows: self.rows, family: self.family, joint: self.joints[self.on], among: self.amongs[self.on] };
        let Front { search, worlds, spreads, counted, insiders, .. } = &mut self.fronts[self.on];
        let world = worlds.len();
        told.iter().for_each(|(row, value)| spreads[*row].add(*value, world));
        let moved: Vec<(usize, i64)> =
            told.iter().filter(|(row, _)| book.is_told(*row)).map(|(row, value)| (*row, value - search.at_start(*row))).collect();
        insiders.learn(book, &moved, counted, world, self.width);
        worlds.push(changes);
    }

    /// The way to move the row for which least has to be hidden, with what that is: rows that are shown and not zero.
    fn cheapest_way(&mut self, row: usize, ways: u64) -> Option<(Way, BTreeSet<usize>)> {
        self.cheapest(row, ways, |shield, obstacles| {
            let can_hide = |other: &usize| shield.rows.can_hide(*other);
            obstacles.iter().all(can_hide).then(|| obstacles.iter().map(|other| shield.price(row, *other)).sum())
        })
    }

    /// The way with the least price, of those that have one.
    fn cheapest(
        &mut self,
        row: usize,
        ways: u64,
        price: impl Fn(&Self, &BTreeSet<usize>) -> Option<i64>,
    ) -> Option<(Way, BTreeSet<usize>)> {
        self.front().search.forgive();
        let mut cheapest: Option<(i64, Way, BTreeSet<usize>)> = None;
        for seed in 0..ways {
            for toward in [Toward::More, Toward::Less] {
                let quest = Quest { row, toward, by: self.width, steps: STEPS_OF_WAY, seed };
                let Some(way) = self.front().search.way(quest) else { continue };
                let obstacles: BTreeSet<usize> = way.broken.iter().map(|broken| self.published(*broken)).collect();
                let Some(price) = price(self, &obstacles) else { continue };
                if cheapest.as_ref().is_none_or(|(least, _, _)| price < *least) {
                    cheapest = Some((price, way, obstacles));
                }
            }
        }
        cheapest.map(|(_, way, obstacles)| (way, obstacles))
    }

    /// Nothing helps: of what was told before, the fewest cells that were found to stand in the way.
    fn stuck(&mut self, row: usize) -> Stuck {
        self.front().search.thaw(true);
        let told = |shield: &Self, obstacles: &BTreeSet<usize>| obstacles.iter().filter(|own| shield.is_frozen(**own)).count();
        let found = self.cheapest(row, WAYS, |shield, obstacles| i64::try_from(told(shield, obstacles)).ok());
        self.front().search.thaw(false);
        let joint = self.joints[self.on];
        let place = |row: usize| joint.frozen.get(&row).and_then(|own| Some((joint.parts.get(own.part)?, own.row)));
        let named = |(part, row): (&Part, usize)| {
            let own = part.rows.rows[row];
            (part.release, part.rows.sites[own.site].site, own.what)
        };
        let cells = found.into_iter().flat_map(|(_, obstacles)| obstacles).filter_map(place);
        Stuck { told: cells.map(named).collect() }
    }

    fn is_frozen(&self, row: usize) -> bool {
        self.joints[self.on].frozen.contains_key(&row)
    }

    /// The last resort: every count above zero is hidden, first around a row, then in the country, then everywhere.
    fn hide_within(&mut self, row: usize, reach: Reach) -> Vec<usize> {
        let book = Book { rows: self.rows, family: self.family, joint: self.joints[self.on], among: self.amongs[self.on] };
        let (release, place) = book.place(row);
        let (told, family) = book.release(release);
        let area = |region: RegionCode| region.municipality().and_then(|own| family.frame.areas().get(family.frame.area_of(own)).copied());
        let region = told.sites[told.rows[place].site].site.region;
        let own = area(region).unwrap_or(region);
        let is_near = |its: RegionCode| match reach {
            Reach::Region => its == own || area(its) == Some(own),
            Reach::Country => its == RegionCode::COUNTRY,
            Reach::Everywhere => true,
        };
        let shown =
            |(row, other): (usize, &Row)| (self.rows.can_hide(row) && is_near(self.rows.sites[other.site].site.region)).then_some(row);
        let rows: Vec<usize> = self.rows.rows.iter().enumerate().filter_map(shown).collect();
        rows.into_iter().flat_map(|row| self.hide(row)).collect()
    }

    /// The published row of a row: a rest stands for the measure it is the rest of.
    fn published(&self, row: usize) -> usize {
        let published = self.rows.rows.len();
        let rests = self.fronts[self.on].search.rests();
        row.checked_sub(published).and_then(|rest| rests.get(rest)).map_or(row, |(_, of)| *of)
    }

    /// What hiding a row costs: its count, less for siblings in the same total, more for the country, most for a number
    /// of entered, which takes everything of its site along.
    fn price(&self, row: usize, other: usize) -> i64 {
        let book = Book { rows: self.rows, family: self.family, joint: self.joints[self.on], among: self.amongs[self.on] };
        let (release, place) = book.place(row);
        let (told, _) = book.release(release);
        let (own, its) = (&told.rows[place], &self.rows.rows[other]);
        let its_site = &self.rows.sites[its.site];
        let siblings = same_measure(own.what, its.what) && are_siblings(told.sites[own.site].site, its_site.site);
        let takes_along = its_site.entered == other && its_site.measures > 1;
        let country = its_site.site.region.kind() == RegionKind::Country;
        let factor = if siblings { 1 } else { 2 } * if takes_along { 8 } else { 1 } * if country { 4 } else { 1 };
        factor * (FLOOR + its.value.min(CEILING))
    }

    fn hide(&mut self, row: usize) -> Vec<usize> {
        if self.rows.rows[row].fate != Fate::Shown || self.rows.is_repeated(row) {
            return Vec::new();
        }
        let changed = self.rows.hide(row);
        for front in &mut self.fronts {
            for row in &changed {
                front.search.set_bounds(*row, self.rows.bounds(*row, self.policy));
                if let Some(rest) = front.rests.get(row) {
                    front.search.set_bounds(*rest, (0, UNBOUNDED));
                }
            }
        }
        changed.into_iter().filter(|row| self.rows.rows[*row].fate.is_hidden()).collect()
    }

    /// Looks whether shown counts leave more than one true count, as far as that is cheap.
    fn try_shown(&mut self) {
        for row in 0..self.rows.rows.len() {
            let open = self.rows.rows[row].fate == Fate::Shown && self.rows.rows[row].value > 0 && self.front().spreads[row].width() == 0;
            if open && self.policy.base > 1 {
                let quest = |toward, seed| Quest { row, toward, by: 1, steps: STEPS_FOR_SHOWN, seed };
                let _found = self.seek(quest(Toward::More, 5)) || self.seek(quest(Toward::Less, 6));
            }
        }
    }

    fn proof(&self) -> Proof {
        let since = self.fronts.get(SINCE);
        let differs = |row: &usize| since.is_some_and(|front| front.spreads[*row].width() > 0);
        let rows = 0..self.rows.rows.len();
        let joint = self.joints[COMMON];
        Proof {
            base: counted(self.family),
            today: counted(self.today),
            worlds: worlds(&self.fronts[COMMON], &joint.atoms, 0),
            evidence: rows.clone().filter_map(|row| self.evidence(&self.fronts[COMMON], (self.rows, row), row)).collect(),
            earlier: joint.parts.iter().map(|part| self.sheet(part)).collect(),
            since: since.map(|front| worlds(front, &joint.atoms[..self.family.counts.len()], 0)).unwrap_or_default(),
            among: self.others(),
            differences: rows.filter(differs).filter_map(|row| self.evidence(since?, (self.rows, row), row)).collect(),
        }
    }

    fn sheet(&self, part: &Part) -> Sheet {
        let id = |row: usize| part.ids[row].filter(|id| self.joints[COMMON].frozen.get(id).is_some_and(|own| own.common > 0));
        let hidden = (0..part.rows.rows.len()).filter(|row| part.rows.rows[*row].fate.is_hidden());
        let evidence = hidden.filter_map(|row| self.evidence(&self.fronts[COMMON], (&part.rows, row), id(row)?)).collect();
        Sheet { base: counted(&part.family), evidence }
    }

    fn others(&self) -> Vec<Other> {
        let of = |(at, own): (usize, &Beside)| {
            let since = self.amongs[SINCE].others.get(at).zip(self.fronts.get(SINCE));
            Other {
                base: counted(own.telling.family),
                today: counted(own.telling.today),
                worlds: worlds(&self.fronts[COMMON], &own.joint.atoms, own.atom),
                earlier: own.joint.parts.iter().map(|part| counted(&part.family)).collect(),
                since: since
                    .map(|(its, front)| worlds(front, &own.joint.atoms[..own.telling.family.counts.len()], its.atom))
                    .unwrap_or_default(),
            }
        };
        self.amongs[COMMON].others.iter().enumerate().map(of).collect()
    }

    fn evidence(&self, front: &Front, (rows, row): (&Rows, usize), id: usize) -> Option<Evidence> {
        let (own, spread) = (&rows.rows[row], front.spreads[id]);
        let wanted = own.fate.is_hidden() || own.fate == Fate::Shown && spread.width() > 0;
        wanted.then(|| Evidence {
            site: rows.sites[own.site].site,
            what: own.what,
            low: spread.least.1,
            high: spread.greatest.1,
            against: front.insiders.worlds(id).to_vec(),
        })
    }
}

/// What the worlds of a front change of one question, of which these are the atoms from number `first` on.
fn worlds(front: &Front, atoms: &[Atom], first: usize) -> Vec<World> {
    let named = |(place, change): &(usize, i64)| Some((*atoms.get(place.checked_sub(first)?)?, *change));
    front.worlds.iter().map(|changes| changes.iter().filter_map(named).collect()).collect()
}

/// Atoms of a family that are not zero.
fn counted(family: &Family) -> Vec<(Atom, i64)> {
    let base = family.counts.iter().enumerate().filter(|(_, count)| **count != 0);
    base.map(|(place, count)| (family.atom(place), *count)).collect()
}

fn same_measure(one: What, other: What) -> bool {
    match (one, other) {
        (What::Measure(one), What::Measure(other)) => one == other,
        (What::Step { outcome: one, .. }, What::Step { outcome: other, .. }) => one == other,
        (What::Measure(_), What::Step { .. }) | (What::Step { .. }, What::Measure(_)) => false,
    }
}

/// Whether two sites add up in one total: they differ in region, span or class alone, at the same level.
fn are_siblings(one: Site, other: Site) -> bool {
    let level = one.region.kind() == other.region.kind() && one.breakdown == other.breakdown;
    let differences = u8::from(one.region != other.region) + u8::from(one.span != other.span) + u8::from(one.class != other.class);
    level && differences <= 1
}
