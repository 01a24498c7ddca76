//! Random tables that share people, and releases one after the other, attacked together.

use std::collections::BTreeSet;

use super::*;
use crate::verify::Place;

/// People at the crossing of three or four dimensions, and the tables made of them: which dimensions each has.
struct World {
    people: Counts,
    tables: Vec<Vec<usize>>,
}

fn world(seed: u64, shapes: &[&[&[usize]]]) -> World {
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
fn projected(people: &Counts, places: &[usize]) -> Counts {
    let whole = people.crossing();
    let crossing = Crossing::new(places.iter().map(|place| whole.dimensions()[*place].clone()).collect()).expect("a crossing");
    let inner = (0..whole.cells()).filter(|cell| whole.is_inner(*cell));
    let rows: Vec<_> = inner.map(|cell| (places.iter().map(|place| whole.code(cell, *place)).collect(), people.values()[cell])).collect();
    Counts::new(crossing, rows).expect("counts")
}

fn part(counts: &Counts) -> Part {
    let rule: Threshold = "threshold:4".parse().expect("a rule");
    Part { counts: counts.clone(), primary: rule.hides(counts), weights: Vec::new() }
}

fn together(parts: &[Part], releases: &[Release]) -> Together {
    let rule: Threshold = "threshold:4".parse().expect("a rule");
    Together::new(parts, releases, Some(&rule)).expect("tables that belong together")
}

fn guarded(together: &Together, attacker: Attacker, width: u64) -> Protection {
    let task = Task {
        counts: together.counts(),
        roles: together.roles(),
        primary: together.primary(),
        weights: together.weights(),
        attacker,
        suppliers: &[],
        width,
        widths: &[],
        steps: 3,
        seed: 1,
        toll: 1,
        stop: &|| false,
    };
    protect(&task).expect("a task")
}

fn published(together: &Together, parts: &[Part], protection: &Protection) -> Vec<Vec<PublishedCell>> {
    let own = |(number, part): (usize, &Part)| cells(&part.counts, &together.statuses(number, &protection.statuses));
    parts.iter().enumerate().map(own).collect()
}

/// The claim about tables of one release, as it is written out.
fn linked_claim(together: &Together, parts: &[Part], proofs: &Certificates, width: u64) -> Claim {
    let whole = together.counts().crossing();
    let place = |part: &Part| {
        let columns: Vec<String> = part.counts.crossing().dimensions().iter().map(|own| own.name().to_owned()).collect();
        let others = whole.dimensions().iter().filter(|own| !columns.iter().any(|name| name == own.name()));
        Place { at: others.map(|own| (own.name().to_owned(), own.codes()[0].clone())).collect(), columns }
    };
    Claim { tables: parts.iter().map(place).collect(), ..claim(together.counts(), proofs, width) }
}

const TREES: &[&[&[usize]]] =
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
            let Some(cell) = statuses.iter().position(|status| *status == Status::Secondary) else { continue };
            secondary += 1;
            let mut shown = tables.clone();
            shown[table][cell].1 = Some(part.counts.values()[cell]);
            assert!(verify::check(&shown, &claim).is_err(), "seed {seed}, table {table}, cell {cell}");
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
    let task = Task {
        counts: together.counts(),
        roles: together.roles(),
        primary: together.primary(),
        weights: together.weights(),
        attacker: Attacker::Outsider,
        suppliers: &[],
        width: 1,
        widths: &[],
        steps: 3,
        seed: 1,
        toll: 1,
        stop: &|| false,
    };
    let found = conflicts(&task, &protection.statuses, &protection.closed);
    let blamed: Vec<Vec<String>> = found.iter().map(|own| own.shown_before.iter().map(|cell| name(*cell)).collect()).collect();
    assert_eq!(blamed, [["a;S"]]);
}
