//! Readers who know that a hidden count is 1 or more, since empty cells are shown.

use super::linked::{self, linked_claim, projected, world};
use super::*;

/// Whole tables that fit and in which no hidden cell is empty, by their inner counts.
fn without_hidden_zeros(counts: &Counts, statuses: &[Status], tables: Vec<Vec<u64>>) -> Vec<Vec<u64>> {
    let crossing = counts.crossing();
    let inner: Vec<usize> = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).collect();
    let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
    let is_possible = |atoms: &Vec<u64>| {
        let rows = inner.iter().zip(atoms).map(|(cell, count)| (codes(*cell), *count));
        let whole = Counts::new(crossing.clone(), rows).expect("counts");
        let may_be_empty = |cell: usize| matches!(statuses[cell], Status::Shown | Status::Unpublished);
        (0..statuses.len()).all(|cell| may_be_empty(cell) || whole.values()[cell] > 0)
    };
    tables.into_iter().filter(is_possible).collect()
}

/// Hidden cells that someone opens who knows some cells, and that no hidden one is empty; nothing where there are too many tables to try.
pub(super) fn opened(counts: &Counts, statuses: &[Status], known: &[usize], limit: usize) -> Option<Vec<usize>> {
    let tables = without_hidden_zeros(counts, statuses, fitting_tables(counts, statuses, known, limit)?);
    assert!(!tables.is_empty(), "the truth itself must fit");
    Some(inferred(counts, statuses, &tables))
}

#[test]
fn who_knows_that_no_hidden_cell_is_empty_opens_nothing_and_would_where_that_is_not_thought_of() {
    let (mut attacked, mut opened_without) = (0, 0);
    for seed in 0..500 {
        let counts = table(seed, 2);
        let statuses = |floor| protected_above(&counts, Attacker::Outsider, 1, floor).statuses;
        if let Some(found) = opened(&counts, &statuses(1), &[], 20_000) {
            attacked += 1;
            assert_eq!(found, Vec::<usize>::new(), "seed {seed}");
        }
        opened_without += usize::from(opened(&counts, &statuses(0), &[], 20_000).is_some_and(|found| !found.is_empty()));
    }
    assert!(attacked > 100, "only {attacked} tables were small enough to attack");
    assert!(opened_without > 5, "only {opened_without} tables opened that were protected against who does not know it");
}

#[test]
fn someone_alone_who_knows_that_no_hidden_cell_is_empty_opens_no_other_cell() {
    let (mut attacked, mut opened_without) = (0, 0);
    for seed in 0..400 {
        let counts = table(seed, 2);
        let (crossing, values) = (counts.crossing(), counts.values());
        for floor in [1, 0] {
            let protection = protected_above(&counts, Attacker::Insider, 1, floor);
            assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
            for person in (0..values.len()).filter(|cell| crossing.is_inner(*cell) && values[*cell] == 1) {
                let Some(mut found) = opened(&counts, &protection.statuses, &[person], 5_000) else { continue };
                let is_own = |cell: usize| {
                    let mut places = crossing.dimensions().iter().enumerate();
                    values[cell] == 1
                        && places.all(|(place, own)| own.above(crossing.code(person, place)).contains(&crossing.code(cell, place)))
                };
                found.retain(|cell| !is_own(*cell));
                match floor {
                    1 => {
                        attacked += 1;
                        assert_eq!(found, Vec::<usize>::new(), "seed {seed}, person {person}");
                    }
                    _ => opened_without += usize::from(!found.is_empty()),
                }
            }
        }
    }
    assert!(attacked > 50, "only {attacked} persons attacked");
    assert!(opened_without > 5, "only {opened_without} people opened what was protected against who does not know it");
}

#[test]
fn a_supplier_who_knows_that_no_hidden_cell_is_empty_opens_nothing_of_others() {
    let (mut attacked, mut opened_without) = (0, 0);
    for seed in 0..300 {
        let counts = table(seed, 2);
        let (crossing, values) = (counts.crossing(), counts.values());
        let inner: Vec<usize> = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).collect();
        let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
        let mut chance = Chance(seed + 1);
        let rows: Vec<_> = inner.iter().map(|cell| (codes(*cell), chance.below(values[*cell] as usize + 1) as u64)).collect();
        let own = Counts::new(crossing.clone(), rows).expect("counts");
        let primary = "threshold:4".parse::<Threshold>().expect("a rule").hides(&counts);
        let suppliers = [own.values().to_vec()];
        for floor in [1, 0] {
            let task = Task { suppliers: &suppliers, floor, ..task(&counts, &primary, Attacker::Outsider, 1) };
            let protection = protect(&task).expect("a task");
            assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
            let Some(tables) = fitting_tables(&counts, &protection.statuses, &[], 20_000) else { continue };
            let mut tables = without_hidden_zeros(&counts, &protection.statuses, tables);
            tables.retain(|table| inner.iter().zip(table).all(|(cell, count)| *count >= own.values()[*cell]));
            let mut found = inferred(&counts, &protection.statuses, &tables);
            found.retain(|cell| values[*cell] > own.values()[*cell]);
            match floor {
                1 => {
                    attacked += 1;
                    assert_eq!(found, Vec::<usize>::new(), "seed {seed}");
                }
                _ => opened_without += usize::from(!found.is_empty()),
            }
        }
    }
    assert!(attacked > 50 && opened_without > 5, "{attacked} attacked, {opened_without} opened");
}

#[test]
fn of_linked_tables_no_table_of_a_proof_has_a_hidden_zero() {
    let mut proven = 0;
    for seed in 0..150 {
        let world = world(seed, linked::TREES);
        let parts: Vec<Part> = world.tables.iter().map(|own| linked::part(&projected(&world.people, own))).collect();
        let together = linked::together(&parts, &[]);
        for attacker in [Attacker::Outsider, Attacker::Insider] {
            let protection = protect(&Task { attacker, floor: 1, ..linked::task(&together) }).expect("a task");
            assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
            let tables = linked::published(&together, &parts, &protection);
            let proofs = protection.certificates.as_ref().expect("small tables are solved");
            let claim = Claim { floor: 1, ..linked_claim(&together, &parts, proofs, 1) };
            proven += verify::check(&tables, &claim).unwrap_or_else(|error| panic!("seed {seed}: {error}")).proven;
        }
    }
    assert!(proven > 1000, "{proven}");
}

#[test]
fn a_proof_with_an_empty_hidden_cell_is_refused_where_readers_know_that_there_is_none() {
    let dimensions = vec![("region".to_owned(), pairs("A<NL B<NL C<NL"))];
    let cells = [("NL", Some(9)), ("A", None), ("B", None), ("C", Some(4))].map(|(code, count)| (vec![code.to_owned()], count));
    let table = |counts: &[(&str, u64)]| counts.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect::<BTreeMap<_, _>>();
    let proof = |low: &[(&str, u64)], high: &[(&str, u64)]| {
        vec![Proof { cell: "A".to_owned(), also: vec!["B".to_owned()], low: table(low), high: table(high) }]
    };
    let claim = |floor, base: &[(&str, u64)], proofs| Claim {
        dimensions: dimensions.clone(),
        overlapping: Vec::new(),
        tables: Vec::new(),
        width: 1,
        floor,
        base: table(base),
        proofs,
        without: Vec::new(),
    };
    let checked = |claim: &Claim| verify::check(&[cells.to_vec()], claim).map(|found| found.proven);
    let empty = |named: &str| Err(verify::VerifyError::Floor { cell: "A".to_owned(), named: named.to_owned(), floor: 1 });
    // Named as empty; not named at all, over a base that fits and over none.
    let cases: [(&[_], &[_], &[_], &str); 4] = [
        (&[], &[("A", 0), ("B", 5)], &[("A", 1), ("B", 4)], "A"),
        (&[], &[("B", 5)], &[("A", 1), ("B", 4)], "A"),
        (&[("A", 2), ("B", 3)], &[], &[("A", 5), ("B", 0)], "B"),
        (&[("B", 5)], &[], &[("A", 1), ("B", 4)], "A"),
    ];
    for (base, low, high, named) in cases {
        assert_eq!(checked(&claim(0, base, proof(low, high))), Ok(2));
        assert_eq!(checked(&claim(1, base, proof(low, high))), empty(named));
    }
    let full = proof(&[("A", 1), ("B", 4)], &[("A", 2), ("B", 3)]);
    assert_eq!(checked(&claim(1, &[("B", 5)], full)), Ok(2));
}

#[test]
fn a_proof_made_for_readers_who_do_not_think_of_zeros_is_often_refused_by_those_who_do() {
    let (mut held, mut refused) = (0, 0);
    for seed in 0..200 {
        let counts = table(seed, 4);
        let verdict = |floor| {
            let protection = protected_above(&counts, Attacker::Outsider, 1, floor);
            let claim = claim(&counts, protection.certificates.as_ref().expect("small tables are solved"), 1);
            verify::check(&[cells(&counts, &protection.statuses)], &Claim { floor: 1, ..claim })
        };
        verdict(1).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        match verdict(0) {
            Ok(_) => held += 1,
            Err(error) => {
                assert!(matches!(error, verify::VerifyError::Floor { .. }), "seed {seed}: {error}");
                refused += 1;
            }
        }
    }
    assert!(refused > 30, "{refused} refused, {held} held");
}
