//! Random tables that share people, and releases one after the other, attacked together.

use std::collections::BTreeSet;

use super::*;
use crate::verify::Place;

/// People at the crossing of three or four dimensions, and the tables made of them: which dimensions each has.
pub(super) struct World {
    pub(super) people: Counts,
    pub(super) tables: Vec<Vec<usize>>,
}

pub(super) fn world(seed: u64, shapes: &[&[&[usize]]]) -> World {
    let mut chance = Chance(seed.wrapping_mul(77) + 5);
    let shape = shapes[chance.below(shapes.len())];
    let number = shape.iter().flat_map(|own| own.iter()).max().map_or(0, |most| most + 1);
    let dimensions = (0..number).map(|place| dimension(&format!("d{place}"), 4, &mut chance)).collect();
    let crossing = Crossing::new(dimensions).expect("a crossing");
    let (zeros, most) = (chance.below(5), [2, 4, 12][chance.below(3)]);
    let inner: Vec<usize> = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).collect();
    let counts: Vec<(Vec<usize>, u64)> =
        inner.iter().map(|cell| (codes(&crossing, *cell), if chance.below(6) < zeros { 0 } else { chance.below(most) as u64 })).collect();
    let people = Counts::new(crossing, counts).expect("counts");
    World { people, tables: shape.iter().map(|own| own.to_vec()).collect() }
}

fn codes(crossing: &Crossing, cell: usize) -> Vec<usize> {
    (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect()
}

/// The table of some dimensions.
pub(super) fn projected(people: &Counts, places: &[usize]) -> Counts {
    let whole = people.crossing();
    let crossing = Crossing::new(places.iter().map(|place| whole.dimensions()[*place].clone()).collect()).expect("a crossing");
    let inner = (0..whole.cells()).filter(|cell| whole.is_inner(*cell));
    let rows: Vec<_> = inner.map(|cell| (places.iter().map(|place| whole.code(cell, *place)).collect(), people.values()[cell])).collect();
    Counts::new(crossing, rows).expect("counts")
}

pub(super) fn part(counts: &Counts) -> Part {
    let rule: Threshold = "threshold:4".parse().expect("a rule");
    Part { counts: counts.clone(), primary: rule.hides(counts), weights: Vec::new() }
}

pub(super) fn together(parts: &[Part], releases: &[Release]) -> Together {
    let rule: Threshold = "threshold:4".parse().expect("a rule");
    Together::new(parts, releases, Some(&rule)).expect("tables that belong together")
}

pub(super) fn guarded(together: &Together, attacker: Attacker, width: u64) -> Protection {
    protect(&Task { attacker, width, ..task(together) }).expect("a task")
}

/// Against an outsider, at width 1.
pub(super) fn task(together: &Together) -> Task<'_> {
    Task {
        counts: together.counts(),
        roles: together.roles(),
        primary: together.primary(),
        weights: together.weights(),
        attacker: Attacker::Outsider,
        suppliers: &[],
        floor: 0,
        width: 1,
        widths: &[],
        steps: 3,
        seed: 1,
        toll: 1,
        stop: &|| false,
    }
}

pub(super) fn published(together: &Together, parts: &[Part], protection: &Protection) -> Vec<Vec<PublishedCell>> {
    let own = |(number, part): (usize, &Part)| cells(&part.counts, &together.statuses(number, &protection.statuses));
    parts.iter().enumerate().map(own).collect()
}

/// The claim about tables of one release, as it is written out.
pub(super) fn linked_claim(together: &Together, parts: &[Part], proofs: &Certificates, width: u64) -> Claim {
    let whole = together.counts().crossing();
    let place = |part: &Part| {
        let columns: Vec<String> = part.counts.crossing().dimensions().iter().map(|own| own.name().to_owned()).collect();
        let others = whole.dimensions().iter().filter(|own| !columns.iter().any(|name| name == own.name()));
        Place { at: others.map(|own| (own.name().to_owned(), own.codes()[0].clone())).collect(), columns }
    };
    Claim { tables: parts.iter().map(place).collect(), ..claim(together.counts(), proofs, width) }
}

pub(super) const TREES: &[&[&[usize]]] =
    &[&[&[0, 1], &[0, 2]], &[&[0], &[1]], &[&[0, 1], &[1, 2], &[2]], &[&[0, 1], &[0, 2], &[0, 3]], &[&[0, 1], &[1]]];

#[test]
fn every_certificate_of_linked_tables_holds_and_none_without_a_secondary_cell() {
    let mut secondary = 0;
    for seed in 0..300 {
        let world = world(seed, TREES);
        let parts: Vec<Part> = world.tables.iter().map(|own| part(&projected(&world.people, own))).collect();
        let together = together(&parts, &[]);
        let width = 1 + seed % 3;
        let attacker = [Attacker::Outsider, Attacker::Insider][seed as usize % 2];
        let protection = guarded(&together, attacker, width);
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let tables = published(&together, &parts, &protection);
        let claim = linked_claim(&together, &parts, protection.certificates.as_ref().expect("small tables are solved"), width);
        verify::check(&tables, &claim).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        for (table, part) in parts.iter().enumerate() {
            let statuses = together.statuses(table, &protection.statuses);
            for cell in (0..statuses.len()).filter(|cell| statuses[*cell] == Status::Secondary) {
                secondary += 1;
                let mut shown = tables.clone();
                shown[table][cell].1 = Some(part.counts.values()[cell]);
                assert!(verify::check(&shown, &claim).is_err(), "seed {seed}, table {table}, cell {cell}");
            }
        }
    }
    assert!(secondary > 100, "only {secondary} secondary cells");
}

/// What an attacker knows who holds all shown sums of everything ever published: the atoms are the people of each release.
struct Attack<'a> {
    atoms: usize,
    /// Atoms of a cell, and its sum where that is shown.
    sums: Vec<(Vec<usize>, u64)>,
    hidden: Vec<(String, Vec<usize>)>,
    people: &'a str,
}

impl Attack<'_> {
    /// Hidden sums of which every fitting table says the same; nothing where there are too many to try.
    fn opened(&self, limit: usize) -> Option<Vec<String>> {
        let mut found = Vec::new();
        let mut atoms = vec![0; self.atoms];
        if !try_from(0, &mut atoms, &self.sums, 12, &mut found, (&mut 0, limit)) {
            return None;
        }
        assert!(!found.is_empty(), "{}: the truth itself must fit", self.people);
        let sum = |table: &Vec<u64>, atoms: &[usize]| atoms.iter().map(|atom| table[*atom]).sum::<u64>();
        let is_open = |atoms: &[usize]| found.iter().any(|table| sum(table, atoms) != sum(&found[0], atoms));
        Some(self.hidden.iter().filter(|(_, atoms)| !is_open(atoms)).map(|(name, _)| name.clone()).collect())
    }
}

/// Adds a table to what the attacker knows. `copies` are the batches of people it counts: those of its release and of all before.
fn learn(attack: &mut Attack, people: &Crossing, places: &[usize], counts: &Counts, statuses: &[Status], copies: std::ops::Range<usize>) {
    let inner: Vec<usize> = (0..people.cells()).filter(|cell| people.is_inner(*cell)).collect();
    for (cell, status) in statuses.iter().enumerate() {
        let own = counts.crossing();
        let is_in = |atom: usize| {
            places
                .iter()
                .enumerate()
                .all(|(at, place)| own.dimensions()[at].leaves(own.code(cell, at)).contains(&people.code(atom, *place)))
        };
        let atoms: Vec<usize> = copies
            .clone()
            .flat_map(|copy| (0..inner.len()).filter(|place| is_in(inner[*place])).map(move |place| (copy, place)).collect::<Vec<_>>())
            .map(|(copy, place)| copy * inner.len() + place)
            .collect();
        match status {
            Status::Shown => attack.sums.push((atoms, counts.values()[cell])),
            Status::Primary => attack.hidden.push((own.name(cell), atoms)),
            Status::Secondary | Status::Unpublished => {}
        }
    }
}

#[test]
fn an_attacker_with_all_linked_tables_opens_no_hidden_cell() {
    let circle: &[&[&[usize]]] = &[&[&[0, 1], &[0, 2]], &[&[0], &[1]], &[&[0, 1], &[1, 2], &[0, 2]]];
    let (mut attacked, mut apart_opened) = (0, 0);
    for seed in 0..400 {
        let world = world(seed, circle);
        let parts: Vec<Part> = world.tables.iter().map(|own| part(&projected(&world.people, own))).collect();
        let together = together(&parts, &[]);
        let protection = guarded(&together, Attacker::Outsider, 1);
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let inner = (0..world.people.crossing().cells()).filter(|cell| world.people.crossing().is_inner(*cell)).count();
        let attack = |statuses: &dyn Fn(usize) -> Vec<Status>| {
            let mut attack = Attack { atoms: inner, sums: Vec::new(), hidden: Vec::new(), people: "linked" };
            for (number, part) in parts.iter().enumerate() {
                learn(&mut attack, world.people.crossing(), &world.tables[number], &part.counts, &statuses(number), 0..1);
            }
            attack.opened(30_000)
        };
        if let Some(opened) = attack(&|number| together.statuses(number, &protection.statuses)) {
            attacked += 1;
            assert_eq!(opened, Vec::<String>::new(), "seed {seed}");
            let apart = attack(&|number| protected(&parts[number].counts, Attacker::Outsider, 1).statuses);
            apart_opened += usize::from(apart.is_some_and(|opened| !opened.is_empty()));
        }
    }
    assert!(attacked > 60, "only {attacked} were small enough to attack");
    assert!(apart_opened > 5, "protected one by one only {apart_opened} were opened");
}

/// The least weight of all ways to keep every small count of linked tables open; nothing where there are too many to try.
fn least(world: &World, parts: &[Part], together: &Together) -> Option<u64> {
    let (values, crossing) = (together.counts().values(), world.people.crossing());
    let primary = together.primary();
    let cells: BTreeSet<usize> = (0..parts.len()).flat_map(|number| together.cells(number).iter().copied()).collect();
    let free: Vec<usize> = cells.into_iter().filter(|cell| values[*cell] > 0 && !primary[*cell]).collect();
    if free.len() > 9 {
        return None;
    }
    let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).count();
    let is_chosen = |set: u32, cell: usize| free.iter().position(|own| *own == cell).is_some_and(|place| set >> place & 1 == 1);
    let weight = |set: u32| free.iter().filter(|cell| is_chosen(set, **cell)).map(|cell| values[*cell] + 1).sum::<u64>();
    let is_open = |set: u32| {
        let mut attack = Attack { atoms: inner, sums: Vec::new(), hidden: Vec::new(), people: "linked" };
        for (number, part) in parts.iter().enumerate() {
            let is_hidden = |cell: &usize| primary[*cell] && values[*cell] > 0 || is_chosen(set, *cell);
            let status = |cell: &usize| if is_hidden(cell) { Status::Primary } else { Status::Shown };
            let statuses: Vec<Status> = together.cells(number).iter().map(status).collect();
            learn(&mut attack, crossing, &world.tables[number], &part.counts, &statuses, 0..1);
        }
        attack.opened(30_000).map(|opened| opened.is_empty())
    };
    let mut sets: Vec<(u64, u32)> = (0..1_u32 << free.len()).map(|set| (weight(set), set)).collect();
    sets.sort_unstable();
    for (weight, set) in sets {
        if is_open(set)? {
            return Some(weight);
        }
    }
    None
}

#[test]
fn no_way_to_hide_in_linked_tables_weighs_less_than_the_bound() {
    let (mut tried, mut bounds, mut leasts) = (0, 0, 0);
    for seed in 0..400 {
        let world = world(seed, TREES);
        let parts: Vec<Part> = world.tables.iter().map(|own| part(&projected(&world.people, own))).collect();
        let together = together(&parts, &[]);
        let Some(least) = least(&world, &parts, &together) else { continue };
        let (_, gap) = hide_exactly(&task(&together), Work::of(0)).expect("a task");
        assert!(gap.least <= least && least <= gap.spent, "seed {seed}: {gap:?}, truly {least}");
        tried += 1;
        bounds += gap.least;
        leasts += least;
    }
    assert!(tried > 40 && leasts > 100 && bounds * 2 > leasts, "{tried}: {bounds} of {leasts}");
}

#[test]
fn an_attacker_with_all_releases_opens_no_hidden_cell_and_no_small_addition() {
    let (mut attacked, mut apart_opened) = (0, 0);
    for seed in 0..250 {
        let world = world(seed, &[&[&[0]], &[&[0, 1]]]);
        let places: Vec<usize> = world.tables[0].clone();
        let first = projected(&world.people, &places);
        let mut chance = Chance(seed + 9);
        let crossing = first.crossing().clone();
        let inner: Vec<usize> = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).collect();
        let mut rows: Vec<(Vec<usize>, u64)> = inner.iter().map(|cell| (codes(&crossing, *cell), first.values()[*cell])).collect();
        let (mut past, mut truths): (Vec<Release>, Vec<(Counts, Vec<Status>)>) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            let counts = Counts::new(crossing.clone(), rows.clone()).expect("counts");
            let parts = [part(&counts)];
            let together = together(&parts, &past);
            let protection = guarded(&together, Attacker::Outsider, 1);
            assert!(protection.audited.is_safe(), "seed {seed}, release {}: {:?}", past.len() + 1, protection.audited);
            let statuses = together.statuses(0, &protection.statuses);
            past.push(Release { tables: vec![(counts.clone(), statuses.iter().map(|own| *own == Status::Shown).collect())] });
            truths.push((counts, statuses));
            // One child more, or a few.
            let place = chance.below(rows.len());
            rows[place].1 += 1 + chance.below(2) as u64;
        }
        let attack = |truths: &[(Counts, Vec<Status>)]| {
            let mut attack = Attack { atoms: inner.len() * truths.len(), sums: Vec::new(), hidden: Vec::new(), people: "releases" };
            for (release, (counts, statuses)) in truths.iter().enumerate() {
                let places: Vec<usize> = (0..places.len()).collect();
                learn(&mut attack, &crossing, &places, counts, statuses, 0..release + 1);
                if release > 0 {
                    let added = added(counts, &truths[release - 1].0);
                    learn(&mut attack, &crossing, &places, &added, &small(&added), release..release + 1);
                }
            }
            attack.opened(20_000)
        };
        if let Some(opened) = attack(&truths) {
            attacked += 1;
            assert_eq!(opened, Vec::<String>::new(), "seed {seed}");
            let alone: Vec<_> =
                truths.iter().map(|(counts, _)| (counts.clone(), protected(counts, Attacker::Outsider, 1).statuses)).collect();
            apart_opened += usize::from(attack(&alone).is_some_and(|opened| !opened.is_empty()));
        }
    }
    assert!(attacked > 60, "only {attacked} were small enough to attack");
    assert!(apart_opened > 30, "protected one by one only {apart_opened} were opened");
}

/// What a release counts more than the one before it.
fn added(counts: &Counts, before: &Counts) -> Counts {
    let crossing = counts.crossing();
    let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell));
    let rows: Vec<_> = inner.map(|cell| (codes(crossing, cell), counts.values()[cell] - before.values()[cell])).collect();
    Counts::new(crossing.clone(), rows).expect("counts")
}

/// Additions that are small are nobody's business; the attacker sees none of them.
fn small(added: &Counts) -> Vec<Status> {
    added.values().iter().map(|count| if (1..4).contains(count) { Status::Primary } else { Status::Unpublished }).collect()
}

#[test]
fn a_later_release_keeps_hidden_what_was_hidden_and_its_certificates_hold() {
    let mut held = 0;
    for seed in 0..120 {
        let world = world(seed, &[&[&[0, 1]], &[&[0, 1], &[0, 2]]]);
        let counts: Vec<Counts> = world.tables.iter().map(|own| projected(&world.people, own)).collect();
        let parts: Vec<Part> = counts.iter().map(part).collect();
        let first = together(&parts, &[]);
        let before = guarded(&first, Attacker::Outsider, 1);
        let tables = (0..parts.len()).map(|number| {
            let statuses = first.statuses(number, &before.statuses);
            (counts[number].clone(), statuses.iter().map(|own| *own == Status::Shown).collect())
        });
        let past = [Release { tables: tables.collect() }];
        let again = together(&parts, &past);
        let same = guarded(&again, Attacker::Outsider, 1);
        assert!(same.audited.is_safe(), "seed {seed}");
        for number in 0..parts.len() {
            let hidden = |system: &Together, protection: &Protection| -> BTreeSet<usize> {
                let statuses = system.statuses(number, &protection.statuses);
                (0..statuses.len()).filter(|cell| statuses[*cell] != Status::Shown).collect()
            };
            assert_eq!(hidden(&first, &before), hidden(&again, &same), "seed {seed}: the same tables again show the same");
        }
        held += usize::from(same.certificates.is_some());
    }
    assert!(held > 50, "only {held} with certificates");
}

#[test]
fn tables_that_do_not_count_the_same_people_are_refused() {
    let dimension = |codes: &str| Dimension::new("d", &pairs(codes)).expect("a hierarchy");
    let counts = |codes: &str, number: u64| {
        Counts::new(Crossing::new(vec![dimension(codes)]).expect("a crossing"), [(vec![1], number)]).expect("counts")
    };
    let refusal = |one: Counts, other: Counts| Together::new(&[part(&one), part(&other)], &[], None).map(|_| ()).expect_err("refused");
    assert!(matches!(refusal(counts("a<T b<T", 6), counts("a<T b<T", 7)), CrossingError::Disagree { .. }));
    assert!(matches!(refusal(counts("a<T b<T", 6), counts("a<T c<T", 6)), CrossingError::Hierarchies { .. }));
}

#[test]
fn what_was_shown_before_and_stands_in_the_way_is_named_and_no_more() {
    let dimension = |name: &str, codes: &str| Dimension::new(name, &pairs(codes)).expect("a hierarchy");
    let regions = || dimension("region", "a<T b<T c<T");
    let count = |dimensions: Vec<Dimension>, rows: &[(&[usize], u64)]| {
        let rows = rows.iter().map(|(codes, number)| (codes.to_vec(), *number));
        Counts::new(Crossing::new(dimensions).expect("a crossing"), rows).expect("counts")
    };
    let before = count(vec![regions()], &[(&[1], 6), (&[2], 9), (&[3], 8)]);
    let past = [Release { tables: vec![(before, vec![true; 4])] }];
    // Everyone in `a` is of one sex: a rule that hides such a cell comes too late.
    let sexes = dimension("sex", "f<S m<S");
    let now = count(vec![regions(), sexes], &[(&[1, 1], 6), (&[2, 1], 4), (&[2, 2], 5), (&[3, 1], 4), (&[3, 2], 4)]);
    let cell = |name: &str| now.crossing().named(name).expect("a cell");
    let mut primary = vec![false; now.values().len()];
    primary[cell("a;f")] = true;
    let part = Part { counts: now.clone(), primary, weights: Vec::new() };
    let together = together(&[part], &past);
    let protection = guarded(&together, Attacker::Outsider, 1);
    assert!(!protection.audited.is_safe());
    let name = |cell: usize| together.counts().crossing().name(cell);
    assert_eq!(protection.closed.iter().map(|cell| name(*cell)).collect::<Vec<_>>(), ["a;f"]);
    let found = conflicts(&task(&together), &protection.statuses, &protection.closed);
    let blamed: Vec<Vec<String>> = found.iter().map(|own| own.shown_before.iter().map(|cell| name(*cell)).collect()).collect();
    assert_eq!(blamed, [["a;S"]]);
    assert_eq!(found[0].extent, Extent::Smallest);
}

/// Every way to keep some cells that were shown where they are, tried one by one with all tables that fit.
#[test]
fn no_fewer_cells_shown_before_tell_a_cell_than_the_smallest_conflict() {
    let rule: Threshold = "threshold:4".parse().expect("a rule");
    let (mut found, mut several) = (0, 0);
    for seed in 0..400 {
        let world = world(seed, &[&[&[0, 1]]]);
        let counts = projected(&world.people, &world.tables[0]);
        let mut chance = Chance(seed * 3 + 1);
        // What is frozen was chosen without a thought.
        let primary = rule.hides(&counts);
        let frozen: Vec<usize> = (0..counts.values().len()).filter(|cell| !primary[*cell] && chance.below(3) > 0).collect();
        let mut together = together(&[part(&counts)], &[]);
        together.show_always(0, &frozen);
        let protection = guarded(&together, Attacker::Outsider, 1);
        let task = task(&together);
        for conflict in conflicts(&task, &protection.statuses, &protection.closed) {
            let opens = |fixed: &[usize]| {
                let status = |cell: usize| match fixed.contains(&cell) || counts.values()[cell] == 0 && !frozen.contains(&cell) {
                    true => Status::Shown,
                    false => Status::Secondary,
                };
                let statuses: Vec<Status> = (0..counts.values().len()).map(status).collect();
                let tables = fitting_tables(&counts, &statuses, &[], 20_000)?;
                Some(!inferred(&counts, &statuses, &tables).contains(&conflict.cell))
            };
            let blamed = &conflict.shown_before;
            if blamed.is_empty() || frozen.len() > 7 {
                continue;
            }
            let Some(is_open) = opens(blamed) else { continue };
            assert!(!is_open, "seed {seed}: {blamed:?} do not tell {}", conflict.cell);
            assert_eq!(conflict.extent, Extent::Smallest, "seed {seed}");
            found += 1;
            several += usize::from(blamed.len() > 1);
            for set in (0_u32..1 << frozen.len()).filter(|set| (set.count_ones() as usize) < blamed.len()) {
                let fewer: Vec<usize> = (0..frozen.len()).filter(|place| set >> place & 1 == 1).map(|place| frozen[place]).collect();
                assert_ne!(opens(&fewer), Some(false), "seed {seed}: {fewer:?} tell {} too", conflict.cell);
            }
        }
    }
    assert!(found > 20 && several > 5, "{found} conflicts, {several} of several cells");
}

/// The places of one table that count one child.
fn alone(counts: &Counts) -> Vec<usize> {
    (0..counts.values().len()).filter(|cell| counts.crossing().is_inner(*cell) && counts.values()[*cell] == 1).collect()
}

/// Which children a cell of a table counts: places among the inner cells of the people.
fn counted(people: &Crossing, inner: &[usize], places: &[usize], counts: &Counts, cell: usize) -> Vec<usize> {
    let own = counts.crossing();
    let is_in = |atom: usize| {
        let mut at = places.iter().enumerate();
        at.all(|(at, place)| own.dimensions()[at].leaves(own.code(cell, at)).contains(&people.code(atom, *place)))
    };
    (0..inner.len()).filter(|atom| is_in(inner[*atom])).collect()
}

/// One child, or two, with all linked tables: they know every cell they are alone in, and that they are there.
fn opened_by_children(number: usize, attacker: Attacker) -> (usize, usize) {
    let (mut attacked, mut outsider_opened) = (0, 0);
    for seed in 0..260 {
        let world = world(seed, TREES);
        let people = world.people.crossing();
        let parts: Vec<Part> = world.tables.iter().map(|own| part(&projected(&world.people, own))).collect();
        let system = together(&parts, &[]);
        let protections = [guarded(&system, attacker, 1), guarded(&system, Attacker::Outsider, 1)];
        let closed = || {
            let own = protections[0].closed.iter().map(|cell| system.counts().crossing().name(*cell)).collect::<Vec<_>>();
            let told = parts.iter().map(|part| {
                let counts = &part.counts;
                let own = (0..counts.values().len()).map(|cell| format!("{}={}", counts.crossing().name(cell), counts.values()[cell]));
                own.collect::<Vec<_>>().join(" ")
            });
            format!("{own:?} of {}", told.collect::<Vec<_>>().join(" / "))
        };
        assert!(protections[0].audited.is_safe(), "seed {seed}: {}", closed());
        let inner: Vec<usize> = (0..people.cells()).filter(|cell| people.is_inner(*cell)).collect();
        let values: Vec<u64> = inner.iter().map(|cell| world.people.values()[*cell]).collect();
        let groups = (0..inner.len()).flat_map(|one| (one..inner.len()).map(move |other| [one, other]));
        let groups = groups.filter(|[one, other]| if number == 1 { one == other } else { one != other });
        for group in groups.filter(|group| group.iter().all(|atom| values[*atom] > 0)).take(12) {
            for (protection, is_asked) in protections.iter().zip([true, false]) {
                let mut attack = Attack { atoms: inner.len(), sums: Vec::new(), hidden: Vec::new(), people: "children" };
                let mut theirs = BTreeSet::new();
                let mut knows_any: BTreeSet<usize> = BTreeSet::new();
                for (table, part) in parts.iter().enumerate() {
                    let statuses = system.statuses(table, &protection.statuses);
                    let known = attack.hidden.len();
                    learn(&mut attack, people, &world.tables[table], &part.counts, &statuses, 0..1);
                    attack.hidden[known..].iter_mut().for_each(|(name, _)| *name = format!("table {table}: {name}"));
                    for cell in 0..part.counts.values().len() {
                        let atoms = counted(people, &inner, &world.tables[table], &part.counts, cell);
                        let here =
                            group.iter().collect::<BTreeSet<_>>().into_iter().filter(|atom| atoms.contains(atom)).collect::<Vec<_>>();
                        if here.len() as u64 >= part.counts.values()[cell] {
                            theirs.insert(format!("table {table}: {}", part.counts.crossing().name(cell)));
                        }
                        if !here.is_empty() && alone(&part.counts).contains(&cell) {
                            attack.sums.push((atoms, 1));
                            knows_any.extend(here);
                        }
                    }
                }
                // Who is alone nowhere knows no more than a reader.
                if knows_any.len() < number {
                    continue;
                }
                let Some(opened) = attack.opened(6_000) else { continue };
                let others: Vec<&String> = opened.iter().filter(|name| !theirs.contains(*name)).collect();
                if is_asked {
                    attacked += 1;
                    assert_eq!(others, Vec::<&String>::new(), "seed {seed}, {group:?}");
                } else {
                    outsider_opened += usize::from(!others.is_empty());
                }
            }
        }
    }
    (attacked, outsider_opened)
}

#[test]
fn a_child_alone_in_a_cell_of_linked_tables_opens_no_other() {
    let (attacked, unprotected) = opened_by_children(1, Attacker::Insider);
    assert!(attacked > 50 && unprotected > 3, "{attacked} attacked, {unprotected} opened what was hidden from readers alone");
}

#[test]
fn two_children_who_tell_each_other_open_no_cell_of_linked_tables() {
    let (attacked, unprotected) = opened_by_children(2, Attacker::TwoInsiders);
    assert!(attacked > 50 && unprotected > 3, "{attacked} attacked, {unprotected} opened what was hidden from readers alone");
}

const ROUNDED: &[&[&[usize]]] =
    &[&[&[0, 1], &[0, 2]], &[&[0], &[1]], &[&[0, 1], &[1, 2], &[2]], &[&[0, 1], &[0, 2], &[0, 3]], &[&[0, 1], &[1]], &[&[1], &[0, 1]]];

/// Every table adds up, what two tell is one number, every number a multiple. How many inner cells went by the base or more.
fn check_rounded(world: &World, counts: &[Counts], rounded: &[Rounded], seed: u64) -> usize {
    let mut told: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    let mut beyond = 0;
    for (table, (own, was)) in rounded.iter().zip(counts).enumerate() {
        let crossing = was.crossing();
        assert_eq!(own.counts.crossing(), crossing, "seed {seed}");
        for (cell, count) in own.counts.values().iter().enumerate() {
            assert_eq!(count % 5, 0, "seed {seed}");
            let is_far = count.abs_diff(was.values()[cell]) >= 5;
            assert_eq!(own.beyond.contains(&cell), is_far, "seed {seed}: those that go far are named");
            beyond += usize::from(is_far && crossing.is_inner(cell));
            for place in 0..crossing.dimensions().len() {
                let parts: Vec<u64> = crossing.parts(cell, place).map(|part| own.counts.values()[part]).collect();
                assert!(parts.is_empty() || parts.iter().sum::<u64>() == *count, "seed {seed}");
            }
            let mut name = vec![String::new(); world.people.crossing().dimensions().len()];
            for (at, text) in crossing.texts(cell).enumerate().filter(|(at, _)| crossing.code(cell, *at) > 0) {
                name[world.tables[table][at]] = text.to_owned();
            }
            assert_eq!(told.insert(name, *count).unwrap_or(*count), *count, "seed {seed}: two tables tell {}", crossing.name(cell));
        }
    }
    beyond
}

#[test]
fn linked_tables_are_rounded_to_the_same_and_no_inner_cell_by_the_base() {
    let mut several = 0;
    for seed in 0..300 {
        let world = world(seed, ROUNDED);
        let counts: Vec<Counts> = world.tables.iter().map(|own| projected(&world.people, own)).collect();
        let all: Vec<&Counts> = counts.iter().collect();
        let rounded = round_linked(&all, None, 5, &|_| 20, seed).expect("tables that belong together");
        let beyond = check_rounded(&world, &counts, &rounded, seed);
        // A table that another holds has margins of that one as its inner cells.
        let is_held =
            |own: &&&[usize]| world.tables.iter().any(|other| other.len() > own.len() && own.iter().all(|place| other.contains(place)));
        let tables: Vec<&[usize]> = world.tables.iter().map(Vec::as_slice).collect();
        let apart = tables.iter().filter(|own| !is_held(own)).count();
        if apart == tables.len() {
            assert_eq!(beyond, 0, "seed {seed}");
        }
        several += usize::from(tables.len() > 1 && apart == tables.len());
        assert_eq!(rounded, round_linked(&all, None, 5, &|_| 20, seed).expect("the same"), "seed {seed}");
    }
    assert!(several > 100, "only {several}");
}

#[test]
fn linked_tables_rounded_again_leave_what_did_not_change_and_meet_each_other() {
    let (mut quiet, mut cells) = (0, 0);
    for seed in 0..200 {
        let world = world(seed, ROUNDED);
        let counts: Vec<Counts> = world.tables.iter().map(|own| projected(&world.people, own)).collect();
        let all: Vec<&Counts> = counts.iter().collect();
        let first = round_linked(&all, None, 5, &|_| 20, seed).expect("tables that belong together");
        let before: Vec<Before> =
            counts.iter().zip(&first).map(|(counts, own)| Before { counts: counts.clone(), rounded: own.counts.clone() }).collect();
        let same = round_linked(&all, Some(&before), 5, &|_| 20, seed + 1).expect("the same tables");
        assert_eq!(
            same.iter().map(|own| &own.counts).collect::<Vec<_>>(),
            first.iter().map(|own| &own.counts).collect::<Vec<_>>(),
            "seed {seed}"
        );
        let people = world.people.crossing();
        let inner: Vec<usize> = (0..people.cells()).filter(|cell| people.is_inner(*cell)).collect();
        let one_more = inner[Chance(seed).below(inner.len())];
        let rows = inner.iter().map(|cell| (codes(people, *cell), world.people.values()[*cell] + u64::from(*cell == one_more)));
        let more = Counts::new(people.clone(), rows).expect("counts");
        let later: Vec<Counts> = world.tables.iter().map(|own| projected(&more, own)).collect();
        let again = round_linked(&later.iter().collect::<Vec<_>>(), Some(&before), 5, &|_| 20, seed + 1).expect("the same tables");
        check_rounded(&world, &later, &again, seed);
        for (table, own) in again.iter().enumerate() {
            let unchanged = (0..own.counts.values().len()).filter(|cell| later[table].values()[*cell] == counts[table].values()[*cell]);
            for cell in unchanged {
                cells += 1;
                quiet += usize::from(own.counts.values()[cell] == first[table].counts.values()[cell]);
            }
        }
    }
    assert!(quiet * 1000 >= cells * 985, "{quiet} of {cells} unchanged cells stayed");
}

#[test]
fn tables_in_a_circle_and_releases_of_others_are_not_rounded() {
    let world = world(5, &[&[&[0, 1], &[1, 2], &[0, 2]]]);
    let counts: Vec<Counts> = world.tables.iter().map(|own| projected(&world.people, own)).collect();
    let all: Vec<&Counts> = counts.iter().collect();
    assert_eq!(round_linked(&all, None, 5, &|_| 5, 1), Err(CrossingError::Ring));
    let before = Before { counts: counts[0].clone(), rounded: counts[0].clone() };
    assert_eq!(round_linked(&all[..2], Some(&[before]), 5, &|_| 5, 1), Err(CrossingError::Earlier));
}

#[test]
fn what_two_tables_tell_moves_alike_by_cell_key() {
    let noise = Noise { most: 5, variance: 2.0, never: 3 };
    for seed in 0..60 {
        let world = world(seed, TREES);
        let counts: Vec<Counts> = world.tables.iter().map(|own| projected(&world.people, own)).collect();
        let keys = |counts: &Counts| {
            let mut chance = Chance(seed);
            counts.values().iter().map(|_| chance.below(usize::MAX) as u64).collect::<Vec<_>>()
        };
        let all: Vec<&Counts> = counts.iter().collect();
        let moved = moved_together(&all, &counts.iter().map(keys).collect::<Vec<_>>(), &noise).expect("noise");
        let mut told: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for (table, values) in moved.iter().enumerate() {
            let crossing = counts[table].crossing();
            for (cell, value) in values.iter().enumerate() {
                assert!(![1, 2, 3].contains(value) && value.abs_diff(counts[table].values()[cell]) <= 5, "seed {seed}");
                let mut name = vec![String::new(); world.people.crossing().dimensions().len()];
                for (at, text) in crossing.texts(cell).enumerate().filter(|(at, _)| crossing.code(cell, *at) > 0) {
                    name[world.tables[table][at]] = text.to_owned();
                }
                assert_eq!(told.insert(name, *value).unwrap_or(*value), *value, "seed {seed}: {}", crossing.name(cell));
            }
        }
    }
}
