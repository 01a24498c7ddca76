//! However many shields or threads there are, the same comes out.

use super::*;
use crate::crossing::crew::Crew;
use crate::crossing::shield::Shield;
use crate::crossing::suppress::{covered, improve_with};

/// What is hidden, and the circuits that each cell relies on.
fn state(shield: &Shield) -> (Vec<Status>, (usize, u64), Vec<String>) {
    let circuits = |cell| format!("{:?}", shield.circuits(cell).collect::<Vec<_>>());
    (shield.statuses().to_vec(), shield.spent, (0..shield.statuses().len()).map(circuits).collect())
}

#[test]
fn several_shields_come_to_what_one_does() {
    let (mut shown, mut bettered) = (0, 0);
    for seed in 0..60 {
        let counts = if seed % 10 == 0 { country(6, seed) } else { table(seed, 3) };
        let primary = "threshold:4".parse::<Threshold>().expect("a rule").hides(&counts);
        let attacker = [Attacker::Outsider, Attacker::Insider, Attacker::TwoInsiders][seed as usize % 3];
        let task = Task { steps: 30, seed, ..task(&counts, &primary, attacker, 1) };
        let start = {
            let mut shield = covered(&task);
            let mut chance = Chance(seed);
            // Something to show again: a third of what could be hidden besides.
            let free = |cell: &usize| counts.values()[*cell] > 0 && shield.statuses()[*cell] == Status::Shown;
            let free: Vec<usize> = (0..primary.len()).filter(free).collect();
            free.into_iter().filter(|_| chance.below(3) == 0).for_each(|cell| shield.hide(cell));
            shield.keep();
            shield
        };
        let cells: Vec<usize> = (0..primary.len()).collect();
        let of = |number: usize| {
            let mut shield = start.clone();
            let mut crew = Crew::of(&mut shield, number);
            crew.spare_each(&cells, true);
            let tidied = state(crew.lead);
            improve_with(&mut crew);
            let bettered = crew.lead.spent.1 < tidied.1.1;
            (tidied, state(crew.lead), bettered)
        };
        let alone = of(1);
        shown += start.spent.0 - alone.0.1.0;
        bettered += usize::from(alone.2);
        for number in [2, 3, 8] {
            assert!(of(number) == alone, "seed {seed}, {number} shields");
        }
    }
    assert!(shown > 100 && bettered > 3, "{shown} shown again, {bettered} bettered");
}

#[test]
fn a_large_table_is_protected_the_same_by_any_number_of_threads() {
    let counts = country(1130, 3);
    let primary = "threshold:3".parse::<Threshold>().expect("a rule").hides(&counts);
    assert!(primary.len() > 20_000, "{}", primary.len());
    let task = Task { steps: 4, ..task(&counts, &primary, Attacker::Outsider, 1) };
    let by = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| protect(&task)).expect("a task")
    };
    let one = by(1);
    assert!(one.audited.is_safe() && one.number(Status::Secondary) > 100);
    assert!(one.certificates.as_ref().is_some_and(|proofs| proofs.proven() > 1000));
    assert!(by(2) == one && by(4) == one);
}
