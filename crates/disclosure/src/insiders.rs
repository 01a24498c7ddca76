//! People who are counted alone in a cell of a release, and know it: none of them may work out another count.
//!
//! Someone alone in a row knows that row, and every row that counts nothing else than what it counts: each holds them or nobody. A world that
//! moves another row and none of theirs shows that they cannot tell that row. Per row we keep whom *every* world so far that moves it gives
//! away by what they know: as long as there is one, that person may know the row. Zeros are told by the rule, and are kept from nobody. Whoever
//! is alone in the same atom of two releases is one person, who knows what either tells them.

use std::collections::BTreeMap;

use domain::{Breakdown, Measure, RegionCode, RegionKind, Site, Span};

use crate::family::Family;
use crate::joint::Book;
use crate::proof::{Atom, What};
use crate::rows::Rows;
use crate::{Alone, Policy};

/// A person: the first of their rows, over the rows of all releases one after the other.
type Person = usize;

/// Who is alone, and which rows they may know. Rows are numbered as in the system.
pub(crate) struct Insiders {
    /// Whether the policy asks for this.
    is_asked: bool,
    /// Per release, per row of one person: who that is.
    person: Vec<Vec<Option<Person>>>,
    /// Per row: nothing until a world moves it, then the people whom all those worlds move too.
    able: Vec<Option<Vec<Person>>>,
    /// Per row: the worlds that this rests on.
    worlds: Vec<Vec<usize>>,
    /// Per person: the rows they know, as far as that was asked.
    known: BTreeMap<Person, Vec<usize>>,
}

impl Insiders {
    /// The people of all releases of a book, of which the system has so many rows.
    pub(crate) fn new(book: Book, number: usize, policy: &Policy) -> Insiders {
        let is_asked = policy.alone == Alone::KeepOut;
        let person = if is_asked { alone(book) } else { Vec::new() };
        Insiders { is_asked, person, able: vec![None; number], worlds: vec![Vec::new(); number], known: BTreeMap::new() }
    }

    /// Takes in a world by the rows it changed, with by how much; only of rows that count somebody it asks who may know them.
    pub(crate) fn learn(&mut self, book: Book, moved: &[(usize, i64)], counted: &[i64], world: usize, width: i64) {
        if !self.is_asked {
            return;
        }
        let mut people: Vec<Person> = moved.iter().flat_map(|(row, _)| self.people_around(book, *row)).collect();
        people.sort_unstable();
        people.dedup();
        for (row, by) in moved {
            if counted[*row] == 0 || by.abs() < width || self.able[*row].as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            let able: Vec<Person> = match &self.able[*row] {
                None => {
                    let own = self.people_around(book, *row);
                    people.iter().copied().filter(|person| !own.contains(person)).collect()
                }
                Some(able) => able.iter().copied().filter(|person| people.binary_search(person).is_ok()).collect(),
            };
            if self.able[*row].as_ref().is_none_or(|before| before.len() > able.len()) {
                self.able[*row] = Some(able);
                self.worlds[*row].push(world);
            }
        }
    }

    /// People who may know a row that is not their own; nobody where a world moves it and leaves all that they know where it is.
    pub(crate) fn able(&self, row: usize) -> &[Person] {
        self.able[row].as_deref().unwrap_or_default()
    }

    /// The worlds that keep everyone from knowing a row.
    pub(crate) fn worlds(&self, row: usize) -> &[usize] {
        &self.worlds[row]
    }

    /// Everything that a person knows.
    pub(crate) fn known(&mut self, book: Book, person: Person) -> Vec<usize> {
        let of_release = |(release, people): (usize, &Vec<Option<Person>>)| -> Vec<usize> {
            let (rows, _) = book.release(release);
            let own: Vec<usize> = (0..people.len()).filter(|row| people[*row] == Some(person)).collect();
            let told = (0..book.releases())
                .filter(|inner| *inner == release || !book.is_one_question(*inner, release) && book.tells(release, *inner));
            told.flat_map(|inner| {
                let (its, family) = book.release(inner);
                let own = || own.iter().filter(|own| tells_everyone(book, (release, **own), inner));
                let is_known = |row: &usize| own().any(|own| lies_within((its, *row), (rows, *own), family));
                (0..its.rows.len()).filter(is_known).filter_map(|row| book.id(inner, row)).collect::<Vec<_>>()
            })
            .collect()
        };
        let known = || self.person.iter().enumerate().flat_map(of_release).collect();
        self.known.entry(person).or_insert_with(known).clone()
    }

    /// People who know a row: alone in it, or in a row that it lies within.
    fn people_around(&self, book: Book, id: usize) -> Vec<Person> {
        let (told, row) = book.place(id);
        let (rows, family) = book.release(told);
        let sites = around(rows.sites[rows.rows[row].site].site, family);
        let of_release = |(release, people): (usize, &Vec<Option<Person>>)| -> Vec<Person> {
            if !book.tells(release, told) {
                return Vec::new();
            }
            let (its, _) = book.release(release);
            let alone = sites.iter().filter_map(|site| its.number_of(*site)).flat_map(|site| its.of_site(site));
            let alone = alone.filter_map(|other| Some((other, people[other]?)));
            let alone = alone.filter(|(other, _)| tells_everyone(book, (release, *other), told));
            alone.filter(|(other, _)| lies_within((rows, row), (its, *other), family)).map(|(_, person)| person).collect()
        };
        self.person.iter().enumerate().flat_map(of_release).collect()
    }
}

/// Per release and row of one person: who that is. A row of one person that lies within another row of one person counts the same person; so do two
/// that count the same atom, in whatever release, and two that count someone of a place, year and column in which there is nobody else.
fn alone(book: Book) -> Vec<Vec<Option<Person>>> {
    let mut person: Vec<Vec<Option<Person>>> = Vec::with_capacity(book.releases());
    let mut root: Vec<usize> = Vec::new();
    let mut by_atom: BTreeMap<(Option<usize>, Atom), usize> = BTreeMap::new();
    let mut firsts: Vec<usize> = Vec::with_capacity(book.releases());
    for release in 0..book.releases() {
        let (rows, family) = book.release(release);
        let (first, number) = (root.len(), rows.rows.len());
        let question = book.question(release);
        root.extend(first..first + number);
        let own: Vec<Option<Person>> = (0..number).map(|row| (book.truth(release, row) == 1).then_some(first + row)).collect();
        let mut by_place: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        rows.visit(family, |atom, row| {
            if own[row].is_none() || family.counts[atom] != 1 {
                return;
            }
            let place = family.alone_at(atom).map(|place| *by_place.entry(place).or_insert(first + row));
            let counted = family.atom(atom);
            let same = *by_atom.entry((counted.is_of_a_wait().then_some(question), counted)).or_insert(first + row);
            for other in place.into_iter().chain([same]) {
                join(&mut root, first + row, other);
            }
        });
        for row in (0..number).filter(|row| own[*row].is_some()) {
            let sites = around(rows.sites[rows.rows[row].site].site, family).into_iter().filter_map(|site| rows.number_of(site));
            let others = sites.flat_map(|site| rows.of_site(site)).filter(|other| own[*other].is_some());
            for other in others.filter(|other| lies_within((rows, row), (rows, *other), family)) {
                join(&mut root, first + row, first + other);
            }
        }
        person.push(own);
        firsts.push(first);
    }
    join_questions(book, &person, &firsts, &mut root);
    for own in person.iter_mut().flatten() {
        *own = own.map(|row| first_of(&mut root, row));
    }
    person
}

/// Whether a row of a release tells, where it counts one person, of all of these what rows of another release within it count: of another question it does if
/// it counts everyone there. Who waited so long for one thing may have waited otherwise for another.
fn tells_everyone(book: Book, (outer, row): (usize, usize), inner: usize) -> bool {
    book.is_one_question(outer, inner) || book.release(outer).0.rows[row].what == What::Measure(Measure::Entered)
}

/// Whoever is the only one among everyone of a site in one question, and within it the only one in a row of another that counts part of the same, is one person.
fn join_questions(book: Book, person: &[Vec<Option<Person>>], firsts: &[usize], root: &mut [usize]) {
    for inner in 0..person.len() {
        let (rows, family) = book.release(inner);
        for outer in (0..person.len()).filter(|outer| !book.is_one_question(inner, *outer) && book.tells(*outer, inner)) {
            let (its, _) = book.release(outer);
            for row in (0..rows.rows.len()).filter(|row| person[inner][*row].is_some()) {
                let sites = around(rows.sites[rows.rows[row].site].site, family).into_iter().filter_map(|site| its.number_of(site));
                let everyone = sites.map(|site| its.sites[site].entered).filter(|other| person[outer][*other].is_some());
                for other in everyone.filter(|other| lies_within((rows, row), (its, *other), family)) {
                    join(root, firsts[inner] + row, firsts[outer] + other);
                }
            }
        }
    }
}

fn join(root: &mut [usize], one: usize, other: usize) {
    let (one, other) = (first_of(root, one), first_of(root, other));
    root[one.max(other)] = one.min(other);
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
fn lies_within((own, inner): (&Rows, usize), (its, outer): (&Rows, usize), family: &Family) -> bool {
    let (site, other) = (own.sites[own.rows[inner].site].site, its.sites[its.rows[outer].site].site);
    let same_class = other.breakdown == Breakdown::All || (site.breakdown, site.class) == (other.breakdown, other.class);
    same_class
        && spans_within(site.span, other.span)
        && region_within(family, site.region, other.region)
        && (0..family.columns.fine.len()).all(|column| !own.counts(family, inner, column) || its.counts(family, outer, column))
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
