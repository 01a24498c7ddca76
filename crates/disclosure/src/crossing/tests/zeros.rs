//! Empty cells that might not have been empty are hidden too: readers think that any hidden cell may be.

use super::*;

/// A random table in which some empty cells were told as 0, and others not at all.
fn told(seed: u64, most_dimensions: usize) -> Counts {
    let counts = table(seed, most_dimensions);
    let crossing = counts.crossing();
    let mut chance = Chance(seed);
    let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
    let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell) && (counts.values()[*cell] > 0 || chance.below(2) == 0));
    Counts::new(crossing.clone(), inner.map(|cell| (codes(cell), counts.values()[cell])).collect::<Vec<_>>()).expect("counts")
}

fn hidden(counts: &Counts, width: u64) -> Protection {
    let empty = Rule::Zeros.hides(counts, None).expect("no contributions");
    let primary: Vec<bool> = counts.values().iter().zip(empty).map(|(count, empty)| empty || (1..5).contains(count)).collect();
    protect(&task(counts, &primary, Attacker::Outsider, width)).expect("a task")
}

#[test]
fn a_cell_is_empty_for_all_readers_only_where_nobody_told_it() {
    let crossing = Crossing::new(vec![dimension_of("a<T b<T c<U d<U T<all U<all")]).expect("a crossing");
    let at = |code: &str| crossing.dimensions()[0].place(code).expect("a code");
    let counts =
        Counts::new(crossing.clone(), [(vec![at("a")], 3), (vec![at("b")], 0), (vec![at("c")], 0), (vec![at("a")], 0)]).expect("counts");
    let empty = counts.empty();
    let named = |code: &str| empty[at(code)];
    assert_eq!(["a", "b", "c", "d", "T", "U", "all"].map(named), [false, true, true, false, false, true, false]);
}

fn dimension_of(text: &str) -> Dimension {
    Dimension::new("d", &pairs(text)).expect("a hierarchy")
}

#[test]
fn an_attacker_who_tries_every_table_finds_no_hidden_zero() {
    let (mut attacked, mut zeros) = (0, 0);
    for seed in 0..400 {
        let counts = told(seed, 2);
        let protection = hidden(&counts, 1);
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let Some(tables) = fitting_tables(&counts, &protection.statuses, &[], 20_000) else { continue };
        attacked += 1;
        assert_eq!(inferred(&counts, &protection.statuses, &tables), Vec::<usize>::new(), "seed {seed}");
        let empty = |cell: &usize| counts.values()[*cell] == 0 && protection.statuses[*cell] != Status::Shown;
        zeros += (0..counts.values().len()).filter(empty).count();
    }
    assert!(attacked > 50 && zeros > 100, "{zeros} hidden zeros in {attacked} tables that were small enough to attack");
}

#[test]
fn certificates_of_tables_with_hidden_zeros_hold() {
    let mut proven = 0;
    for seed in 0..300 {
        let counts = told(seed, 4);
        let width = 1 + seed % 3;
        let protection = hidden(&counts, width);
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let proofs = protection.certificates.as_ref().expect("a table that fits");
        let found = verify::check(&[cells(&counts, &protection.statuses)], &claim(&counts, proofs, width)).expect("proofs that hold");
        assert_eq!(found.proven + proofs.without.len(), found.hidden, "seed {seed}");
        assert!(proofs.without.len() * 50 <= found.hidden, "seed {seed}: {} of {} without", proofs.without.len(), found.hidden);
        proven += found.proven;
    }
    assert!(proven > 2000, "{proven}");
}

/// The search that ends with the least looks at hidden zeros as at any cell at its least.
#[test]
fn the_least_is_worked_out_with_hidden_zeros() {
    for seed in 0..120 {
        let counts = told(seed, 3);
        let empty = Rule::Zeros.hides(&counts, None).expect("no contributions");
        let primary: Vec<bool> = counts.values().iter().zip(empty).map(|(count, empty)| empty || (1..5).contains(count)).collect();
        let (protection, gap) = hide_exactly(&task(&counts, &primary, Attacker::Outsider, 1), Work::of(primary.len())).expect("a task");
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        assert!(gap.least <= gap.spent, "seed {seed}");
        if let Some(tables) = fitting_tables(&counts, &protection.statuses, &[], 20_000) {
            assert_eq!(inferred(&counts, &protection.statuses, &tables), Vec::<usize>::new(), "seed {seed}");
        }
    }
}
