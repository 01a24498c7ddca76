//! Random tables of children with several forms, attacked over every table of children with sets of forms.

use super::linked::{guarded, linked_claim};
use super::*;

/// Children by set of forms, alone or crossed with one or two other dimensions.
fn table(seed: u64) -> Counts {
    let mut chance = Chance(seed.wrapping_mul(131) + 7);
    let hierarchy = ["a<T b<T", "a<T b<T c<T", "V<T a<V b<V c<T", "a<T b<T c<T d<T"][chance.below(4)];
    let forms = Dimension::overlapping("form", &pairs(hierarchy)).expect("codes that overlap");
    let mut dimensions: Vec<Dimension> = (0..chance.below(3)).map(|place| dimension(&format!("d{place}"), 4, &mut chance)).collect();
    dimensions.insert(chance.below(dimensions.len() + 1), forms);
    let crossing = Crossing::new(dimensions).expect("a crossing");
    let (zeros, most) = (2 + chance.below(4), [3, 6, 20][chance.below(3)]);
    let inner = (0..crossing.cells()).filter(|cell| crossing.is_inner(*cell)).collect::<Vec<_>>();
    let codes = |cell: usize| (0..crossing.dimensions().len()).map(|place| crossing.code(cell, place)).collect::<Vec<_>>();
    let rows: Vec<_> =
        inner.iter().map(|cell| (codes(*cell), if chance.below(6) < zeros { 0 } else { chance.below(most) as u64 })).collect();
    Counts::new(crossing.clone(), rows).expect("counts")
}

fn part(counts: &Counts) -> Part {
    let rule: Threshold = "threshold:4".parse().expect("a rule");
    Part { counts: counts.clone(), primary: rule.hides(counts), weights: Vec::new() }
}

fn system(counts: &Counts) -> Together {
    Together::new(&[part(counts)], &[], None).expect("one table")
}

/// What is published: without the sets, which stand in no table.
fn told(counts: &Counts, statuses: &[Status]) -> Vec<PublishedCell> {
    let all = cells(counts, statuses).into_iter().enumerate();
    all.filter(|(cell, _)| counts.crossing().is_published(*cell)).map(|(_, cell)| cell).collect()
}

fn hidden(counts: &Counts, statuses: &[Status]) -> Vec<usize> {
    let crossing = counts.crossing();
    (0..statuses.len()).filter(|cell| statuses[*cell] != Status::Shown && crossing.is_published(*cell)).collect()
}

/// Hidden counts of which all tables of children say the same.
fn told_by(counts: &Counts, statuses: &[Status], tables: &[Vec<u64>]) -> Vec<usize> {
    inferred(counts, statuses, tables).into_iter().filter(|cell| counts.crossing().is_published(*cell)).collect()
}

#[test]
fn an_attacker_who_tries_every_child_with_every_set_of_forms_opens_no_hidden_cell() {
    let (mut attacked, mut secondary, mut apart_opened) = (0, 0, 0);
    for seed in 0..600 {
        let counts = table(seed);
        let together = system(&counts);
        let protection = guarded(&together, Attacker::Outsider, 1);
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let statuses = together.statuses(0, &protection.statuses);
        if let Some(tables) = fitting_tables(&counts, &statuses, &[], 30_000) {
            attacked += 1;
            assert_eq!(told_by(&counts, &statuses, &tables), Vec::<usize>::new(), "seed {seed}");
        }
        secondary += hidden(&counts, &statuses).iter().filter(|cell| statuses[**cell] == Status::Secondary).count();
        let primary_only = |cell: usize| if statuses[cell] == Status::Secondary { Status::Shown } else { statuses[cell] };
        let apart: Vec<Status> = (0..statuses.len()).map(primary_only).collect();
        let opened = fitting_tables(&counts, &apart, &[], 30_000).map(|tables| told_by(&counts, &apart, &tables));
        apart_opened += usize::from(opened.is_some_and(|opened| !opened.is_empty()));
    }
    assert!(attacked > 100 && secondary > 100, "{attacked} attacked, {secondary} hidden besides");
    assert!(apart_opened > 30, "with the small counts alone hidden only {apart_opened} were opened");
}

#[test]
fn who_knows_that_no_hidden_count_of_forms_is_empty_opens_none() {
    let mut attacked = 0;
    for seed in 0..400 {
        let counts = table(seed);
        let together = system(&counts);
        let protection = protect(&Task { floor: 1, ..super::linked::task(&together) }).expect("a task");
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let statuses = together.statuses(0, &protection.statuses);
        let proofs = protection.certificates.as_ref().expect("small tables are solved");
        let claim = Claim { floor: 1, ..linked_claim(&together, &[part(&counts)], proofs, 1) };
        verify::check(&[told(&counts, &statuses)], &claim).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        if let Some(mut found) = super::floor::opened(&counts, &statuses, &[], 30_000) {
            attacked += 1;
            found.retain(|cell| counts.crossing().is_published(*cell));
            assert_eq!(found, Vec::<usize>::new(), "seed {seed}");
        }
    }
    assert!(attacked > 80, "only {attacked} tables were small enough to attack");
}

#[test]
fn a_child_alone_under_a_form_opens_no_other_cell() {
    let mut attacked = 0;
    for seed in 0..400 {
        let counts = table(seed);
        let (crossing, values) = (counts.crossing(), counts.values());
        let together = system(&counts);
        let protection = guarded(&together, Attacker::Insider, 1);
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let statuses = together.statuses(0, &protection.statuses);
        let form = crossing.dimensions().iter().position(Dimension::overlaps).expect("forms");
        let is_last = |cell: usize| {
            let mut places = crossing.dimensions().iter().enumerate();
            places.all(|(place, own)| own.is_last(crossing.code(cell, place)))
        };
        for alone in (0..values.len()).filter(|cell| values[*cell] == 1 && is_last(*cell)) {
            // The child knows its own forms, and with them who else is not there.
            let sets = crossing.dimensions()[form].leaves(crossing.code(alone, form)).iter().map(|set| crossing.moved(alone, form, *set));
            let known: Vec<usize> = sets.chain([alone]).collect();
            let Some(tables) = fitting_tables(&counts, &statuses, &known, 8_000) else { continue };
            attacked += 1;
            let own_set = known.iter().copied().find(|cell| crossing.is_inner(*cell) && values[*cell] == 1).expect("its own");
            let is_own = |cell: usize| {
                let mut places = crossing.dimensions().iter().enumerate();
                values[cell] == 1
                    && places.all(|(place, own)| own.above(crossing.code(own_set, place)).contains(&crossing.code(cell, place)))
            };
            let opened: Vec<usize> = told_by(&counts, &statuses, &tables).into_iter().filter(|cell| !is_own(*cell)).collect();
            assert_eq!(opened, Vec::<usize>::new(), "seed {seed}, {}", crossing.name(alone));
        }
    }
    assert!(attacked > 50, "only {attacked} children attacked");
}

#[test]
fn every_certificate_of_overlapping_forms_holds_and_none_without_a_secondary_cell() {
    let (mut secondary, mut broken) = (0, 0);
    for seed in 0..500 {
        let counts = table(seed);
        let together = system(&counts);
        let width = 1 + seed % 3;
        let attacker = [Attacker::Outsider, Attacker::Insider][seed as usize % 2];
        let protection = guarded(&together, attacker, width);
        assert!(protection.audited.is_safe(), "seed {seed}: {:?}", protection.audited);
        let statuses = together.statuses(0, &protection.statuses);
        let parts = [part(&counts)];
        let mut claim = linked_claim(&together, &parts, protection.certificates.as_ref().expect("small tables are solved"), width);
        let published = told(&counts, &statuses);
        let found = verify::check(std::slice::from_ref(&published), &claim).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!((found.cells, found.hidden), (published.len(), hidden(&counts, &statuses).len()), "seed {seed}");
        for cell in hidden(&counts, &statuses).into_iter().filter(|cell| statuses[*cell] == Status::Secondary) {
            secondary += 1;
            let mut shown = statuses.clone();
            shown[cell] = Status::Shown;
            assert!(verify::check(&[told(&counts, &shown)], &claim).is_err(), "seed {seed}, cell {}", counts.crossing().name(cell));
        }
        // One more than all parts together.
        if let Some(proof) = claim.proofs.iter_mut().find(|proof| !proof.high.is_empty()) {
            *proof.high.values_mut().next().expect("a count") += 1 << 40;
            assert!(verify::check(&[published], &claim).is_err(), "seed {seed}");
            broken += 1;
        }
    }
    assert!(secondary > 200 && broken > 200, "{secondary} secondary cells, {broken} broken proofs");
}

#[test]
fn a_part_alone_may_change_where_children_with_several_forms_leave_room() {
    // Twenty children: 8 hit, 3 seen, 15 neglected. Of additive codes one hidden count could be worked out; of these it cannot.
    let forms = Dimension::overlapping("form", &pairs("hit<T seen<T neglected<T")).expect("codes that overlap");
    let crossing = Crossing::new(vec![forms.clone()]).expect("a crossing");
    let rows = [("hit", 4), ("seen", 1), ("neglected", 10), ("hit|neglected", 3), ("neglected|seen", 1), ("hit|seen|neglected", 1)];
    let rows = rows.map(|(codes, count)| (vec![forms.set(codes).expect("a set")], count));
    let counts = Counts::new(crossing.clone(), rows).expect("counts");
    assert_eq!(counts.values()[..4], [20, 8, 3, 15]);
    let together = system(&counts);
    let protection = guarded(&together, Attacker::Outsider, 1);
    let statuses = together.statuses(0, &protection.statuses);
    assert_eq!(hidden(&counts, &statuses), [2]);
    // Nobody with two forms: now the total less two forms is the third.
    let rows = [("hit", 8), ("seen", 3), ("neglected", 9)].map(|(codes, count)| (vec![forms.set(codes).expect("a set")], count));
    let counts = Counts::new(crossing, rows).expect("counts");
    let together = system(&counts);
    let protection = guarded(&together, Attacker::Outsider, 1);
    // Someone may have been counted twice: 3 or more fit.
    assert_eq!(hidden(&counts, &together.statuses(0, &protection.statuses)), [2]);
}

#[test]
fn a_coarser_table_counts_each_child_once_under_a_code_joined_of_two() {
    let (mut joined, mut coarser) = (0, 0);
    for seed in 0..200 {
        let counts = table(seed);
        for (coarsening, coarse) in Coarsening::all(&counts).expect("coarser tables") {
            assert_eq!(coarse.values()[0], counts.values()[0], "seed {seed}: {coarsening:?}");
            assert_eq!(coarsening.of(&counts), Ok(Some(coarse)), "seed {seed}");
            coarser += 1;
        }
        let crossing = counts.crossing();
        let form = crossing.dimensions().iter().position(Dimension::overlaps).expect("forms");
        let inner = (0..crossing.cells()).rfind(|cell| crossing.is_published(*cell)).expect("a cell");
        for coarsening in Coarsening::of_cell(crossing, inner) {
            let Coarsening::Joined { dimension, codes } = &coarsening else { continue };
            if *dimension != crossing.dimensions()[form].name() {
                continue;
            }
            let coarse = coarsening.of(&counts).expect("a table").expect("a coarser one");
            let of = |counts: &Counts, code: &str| {
                counts.values()[counts.crossing().moved(0, form, counts.crossing().dimensions()[form].place(code).expect("a code"))]
            };
            let own = &crossing.dimensions()[form];
            let sets =
                own.leaves(0).iter().filter(|set| codes.iter().any(|code| own.parents(**set).contains(&own.place(code).expect("a code"))));
            let either: u64 = sets.map(|set| counts.values()[crossing.moved(0, form, *set)]).sum();
            assert_eq!(of(&coarse, &codes.join("+")), either, "seed {seed}");
            joined += 1;
        }
    }
    assert!(joined > 50 && coarser > 200, "{joined} joined, {coarser} coarser");
}

#[test]
fn codes_that_cannot_overlap_are_refused() {
    for hierarchy in ["a<T", "a<V a<W V<T W<T b<T", "a|b<T c<T", "a<T b<T c<T d<T e<T f<T g<T h<T i<T"] {
        assert!(matches!(Dimension::overlapping("form", &pairs(hierarchy)), Err(CrossingError::Overlapping { .. })), "{hierarchy}");
    }
    let counts = table(3);
    let none = vec![false; counts.values().len()];
    let together = system(&counts);
    let task = Task { counts: &counts, roles: &[], primary: &none, ..super::linked::task(&together) };
    assert_eq!(protect(&task).map(|_| ()), Err(CrossingError::Sets));
}
