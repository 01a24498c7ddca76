//! People who are counted alone in a cell of the release, and know it: none of them may work out another count.
//!
//! Someone alone in a row knows that row, and every row that counts nothing else than what it counts: each holds them or nobody. A world that
//! moves another row and none of theirs shows that they cannot tell that row. Per row we keep whom *every* world so far that moves it gives
//! away by what they know: as long as there is one, that person may know the row. Zeros are told by the rule, and are kept from nobody.

use std::collections::BTreeMap;

use domain::{Breakdown, RegionCode, RegionKind, Site, Span};

use crate::family::Family;
use crate::rows::Rows;
use crate::{Alone, Policy};

/// Who is alone, and which rows they may know.
pub(crate) struct Insiders {
    /// Whether the policy asks for this.
    is_asked: bool,
    /// Per row of one person: who that is, named by the first of their rows.
    person: Vec<Option<usize>>,
    /// Per row: nothing until a world moves it, then the people whom all those worlds move too.
    able: Vec<Option<Vec<usize>>>,
    /// Per row: the worlds that this rests on.
    worlds: Vec<Vec<usize>>,
    /// Per person: the rows they know, as far as that was asked.
    known: BTreeMap<usize, Vec<usize>>,
}

impl Insiders {
    pub(crate) fn new(rows: &Rows, family: &Family, policy: &Policy) -> Insiders {
        let number = rows.rows.len();
        let is_asked = policy.alone == Alone::KeepOut;
        let person = (0..number).map(|row| (is_asked && rows.rows[row].value == 1).then_some(row)).collect();
        let mut own = Insiders { is_asked, person, able: vec![None; number], worlds: vec![Vec::new(); number], known: BTreeMap::new() };
        own.recognise(rows, family);
        own
    }

    /// A row of one person that lies within another row of one person counts the same person; so do two that count the same atom, and two that
    /// count someone of a place, year and column in which there is nobody else.
    fn recognise(&mut self, rows: &Rows, family: &Family) {
        let mut root: Vec<usize> = (0..self.person.len()).collect();
        let mut by_place: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        let mut by_atom: BTreeMap<usize, usize> = BTreeMap::new();
        rows.visit(family, |atom, row| {
            if self.person[row].is_none() || family.counts[atom] != 1 {
                return;
            }
            let place = family.alone_at(atom).map(|place| *by_place.entry(place).or_insert(row));
            for other in place.into_iter().chain([*by_atom.entry(atom).or_insert(row)]) {
                let (one, other) = (first_of(&mut root, row), first_of(&mut root, other));
                root[one.max(other)] = one.min(other);
            }
        });
        for row in (0..root.len()).filter(|row| self.person[*row].is_some()) {
            for other in self.people_around(rows, family, row) {
                let (one, other) = (first_of(&mut root, row), first_of(&mut root, other));
                root[one.max(other)] = one.min(other);
            }
        }
        for row in 0..root.len() {
            self.person[row] = self.person[row].map(|own| first_of(&mut root, own));
        }
    }

    /// Takes in a world by the rows it changed, with their values there.
    pub(crate) fn learn(&mut self, rows: &Rows, family: &Family, told: &[(usize, i64)], world: usize, width: i64) {
        if !self.is_asked {
            return;
        }
        let mut moved: Vec<usize> = told.iter().flat_map(|(row, _)| self.people_around(rows, family, *row)).collect();
        moved.sort_unstable();
        moved.dedup();
        for (row, value) in told {
            let truth = rows.rows[*row].value;
            if truth == 0 || (value - truth).abs() < width || self.able[*row].as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            let able: Vec<usize> = match &self.able[*row] {
                None => {
                    let own = self.people_around(rows, family, *row);
                    moved.iter().copied().filter(|person| !own.contains(person)).collect()
                }
                Some(able) => able.iter().copied().filter(|person| moved.binary_search(person).is_ok()).collect(),
            };
            if self.able[*row].as_ref().is_none_or(|before| before.len() > able.len()) {
                self.able[*row] = Some(able);
                self.worlds[*row].push(world);
            }
        }
    }

    /// People who may know a row that is not their own; nobody where a world moves it and leaves all that they know where it is.
    pub(crate) fn able(&self, row: usize) -> &[usize] {
        self.able[row].as_deref().unwrap_or_default()
    }

    /// The worlds that keep everyone from knowing a row.
    pub(crate) fn worlds(&self, row: usize) -> &[usize] {
        &self.worlds[row]
    }

    /// Everything that a person knows.
    pub(crate) fn known(&mut self, rows: &Rows, family: &Family, person: usize) -> Vec<usize> {
        let own: Vec<usize> = (0..self.person.len()).filter(|row| self.person[*row] == Some(person)).collect();
        let is_known = |row: &usize| own.iter().any(|own| lies_within(rows, family, *row, *own));
        self.known.entry(person).or_insert_with(|| (0..rows.rows.len()).filter(is_known).collect()).clone()
    }

    /// People who know a row: alone in it, or in a row that it lies within.
    fn people_around(&self, rows: &Rows, family: &Family, row: usize) -> Vec<usize> {
        let site = rows.sites[rows.rows[row].site].site;
        let sites = around(site, family).into_iter().filter_map(|site| rows.number_of(site));
        let alone = sites.flat_map(|site| rows.of_site(site)).filter(|other| self.person[*other].is_some());
        alone.filter(|other| lies_within(rows, family, row, *other)).filter_map(|other| self.person[other]).collect()
    }
}

/// The first row of the person a row belongs to.
fn first_of(root: &mut [usize], row: usize) -> usize {
    let mut own = row;
    while root[own] != own {
        root[own] = root[root[own]];
        own = root[own];
    }
    own
}

/// Sites of which everyone in a site is counted too.
fn around(site: Site, family: &Family) -> Vec<Site> {
    let region = site.region.municipality().and_then(|own| family.frame.areas().get(family.frame.area_of(own)).copied());
    let regions = [Some(site.region), region, (site.region != RegionCode::COUNTRY).then_some(RegionCode::COUNTRY)];
    let pools = family.frame.pools().filter(|pool| matches!(site.span, Span::Year(year) if pool.holds(year)));
    let spans: Vec<Span> = std::iter::once(site.span).chain(pools).collect();
    let classes = [Some((site.breakdown, site.class)), (site.breakdown != Breakdown::All).then_some((Breakdown::All, 0))];
    let places = regions.into_iter().flatten().flat_map(|region| spans.iter().map(move |span| (region, *span)));
    let all = |(region, span)| classes.into_iter().flatten().map(move |(breakdown, class)| Site { region, span, breakdown, class });
    places.flat_map(all).collect()
}

/// Whether everything a row counts is counted in another one.
pub(crate) fn lies_within(rows: &Rows, family: &Family, inner: usize, outer: usize) -> bool {
    let (own, other) = (rows.sites[rows.rows[inner].site].site, rows.sites[rows.rows[outer].site].site);
    let same_class = other.breakdown == Breakdown::All || (own.breakdown, own.class) == (other.breakdown, other.class);
    same_class
        && spans_within(own.span, other.span)
        && region_within(family, own.region, other.region)
        && (0..family.columns.fine.len()).all(|column| !rows.counts(family, inner, column) || rows.counts(family, outer, column))
}

fn spans_within(inner: Span, outer: Span) -> bool {
    match inner {
        Span::Year(year) => outer.holds(year),
        Span::Years(first, last) => outer.holds(first) && outer.holds(last),
    }
}

fn region_within(family: &Family, inner: RegionCode, outer: RegionCode) -> bool {
    let holds_municipality = || {
        let area = inner.municipality().map(|own| family.frame.area_of(own));
        outer.kind() == RegionKind::VeiligThuis && area.and_then(|area| family.frame.areas().get(area)) == Some(&outer)
    };
    outer == RegionCode::COUNTRY || inner == outer || holds_municipality()
}
