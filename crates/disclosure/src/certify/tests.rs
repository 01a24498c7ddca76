//! What must hold of certificates.

use domain::{Atlas, Breakdown, Cell, Measure, Outcome, RegionCode, RegionKind, Site, Span};
use proptest::prelude::*;

use super::*;
use crate::audit::{AuditError, opened};
use crate::made::{self, Start};
use crate::{Alone, Policy, Question, QuestionKind, Thresholds, protect};

const ALMERE: u16 = 34;
const URK: u16 = 184;
const UTRECHT: u16 = 344;

/// Help after an order at one due, as a release asks it.
fn question() -> Question {
    let Question { mut kind, .. } = made::help_after_order();
    if let QuestionKind::HandOver { due, .. } = &mut kind {
        *due = vec![183];
    }
    Question { indicator: "help".to_owned(), kind }
}

fn released(starts: &[Start], policy: &Policy) -> SafeTable {
    let tables = made::tables("help", &Breakdown::ALL, starts);
    protect(&tables, &[question()], &Atlas::netherlands(), policy).expect("a release").tables.remove(0)
}

/// A made country with its certificates.
fn country() -> (SafeTable, Policy, Certified) {
    let atlas = Atlas::netherlands();
    let policy = Policy::usual(2021, 2023);
    let table = released(&made::country(&atlas, 3, 2021..=2023, 400, true), &policy);
    let certified = certify(&table, &atlas, &policy);
    (table, policy, certified)
}

#[test]
fn every_hidden_cell_of_a_made_country_is_opened_by_what_is_published_alone() {
    let (table, policy, certified) = country();
    let steps = table.curves().flat_map(|(_, steps)| steps).flat_map(|step| [step.reached, step.competing, step.open]);
    let hidden = table.cells().map(|(_, _, cell)| cell).chain(steps).filter(|cell| *cell == Cell::Hidden).count();
    assert!(hidden > 500, "{hidden}");
    assert_eq!((certified.opened.hidden, certified.opened.open), (hidden, hidden), "{:?}", certified.opened.closed);
    assert_eq!(certified, certify(&table, &Atlas::netherlands(), &policy), "the same twice");
}

#[test]
fn a_certificate_is_refused_when_a_table_of_it_or_the_release_is_changed() {
    let (table, policy, certified) = country();
    let (atlas, told, proof) = (Atlas::netherlands(), Told::of(&table), certified.certificates.expect("certificates"));
    let checked = |told: &Told, proof: &Certificates| opened(told, proof, &atlas, &policy);
    assert_eq!(checked(&told, &proof), Ok(certified.opened.clone()));
    let spoilt = |spoil: &dyn Fn(&mut Certificates)| {
        let mut own = proof.clone();
        spoil(&mut own);
        checked(&told, &own)
    };
    let misfits = |found: Result<Opened, AuditError>| matches!(found, Err(AuditError::NoTable { .. } | AuditError::DoesNotFit { .. }));
    assert!(misfits(spoilt(&|own| own.tables[0].table[0].1 += 1)));
    assert!(misfits(spoilt(&|own| own.tables[0].table.truncate(9))));
    assert!(misfits(spoilt(&|own| own.tables[0].others[0][0].1 += 1)));
    assert!(misfits(spoilt(&|own| own.tables[0].others[0][0].1 = -1000)));
    assert!(matches!(spoilt(&|own| own.tables[0].table[0].0 = u32::MAX), Err(AuditError::Unreadable { .. })));
    assert!(matches!(spoilt(&|own| own.tables[0].table[0].1 = i64::MAX), Err(AuditError::Unreadable { .. })));
    assert!(matches!(spoilt(&|own| own.tables[0].table[0].1 = i64::MIN), Err(AuditError::Unreadable { .. })));
    // Without the tables around it, one table opens nothing; that is counted.
    let alone = spoilt(&|own| {
        own.tables.truncate(1);
        own.tables[0].others.clear();
    });
    assert_eq!(
        alone.map(|found| (found.hidden, found.open, found.closed.len())),
        Ok((certified.opened.hidden, 0, certified.opened.hidden))
    );
    // Another release has other certificates.
    let mut changed = told.clone();
    let shown = changed.cells.iter_mut().find(|(_, _, cell)| matches!(cell, Cell::Shown(10..))).expect("a shown cell");
    shown.2 = shown.2.map(|count| count + 50);
    assert!(misfits(checked(&changed, &proof)));
}

#[test]
fn what_is_unknown_for_want_of_deliveries_tells_nothing_and_has_its_certificates() {
    let atlas = Atlas::netherlands();
    let policy = Policy::usual(2021, 2023);
    let mut table = released(&made::country(&atlas, 3, 2021..=2023, 400, true), &policy);
    let of_region = table.cells().find(|(site, ..)| site.region.kind() == RegionKind::VeiligThuis).map(|(site, ..)| site.region);
    table.withhold(|site| Some(site.region) == of_region || site.span == Span::Year(2023));
    let certified = certify(&table, &atlas, &policy);
    assert!(certified.opened.hidden > 300);
    assert_eq!(certified.opened.open, certified.opened.hidden);
}

#[test]
fn a_table_without_hidden_cells_needs_no_certificates() {
    let policy = Policy::usual(2021, 2023);
    let certified = certify(&released(&[], &policy), &Atlas::netherlands(), &policy);
    assert_eq!((certified.certificates, certified.opened), (None, Opened::default()));
}

#[test]
fn a_cell_that_can_be_worked_out_gets_no_certificate() {
    // Urk is shown by mistake's opposite: hidden, with its region and everyone else in it told exactly.
    let atlas = Atlas::netherlands();
    let thresholds = Thresholds { country: 5, veilig_thuis: 5, municipality: 5 };
    let policy = Policy { thresholds, base: 1, pools: vec![(2022, 2022)], ..Policy::usual(2022, 2022) };
    let starts = [vec![Start::counted(URK, 2022, 0); 3], vec![Start::counted(ALMERE, 2022, 0); 30]].concat();
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let mut table = protect(&tables, &[Question::count("help")], &atlas, &policy).expect("a release").tables.remove(0);
    let pool = Span::Years(2022, 2022);
    let region = atlas.veilig_thuis_of(domain::Municipality(URK)).expect("a region");
    let mut show =
        |region: RegionCode, span: Span, count: u64| table.cells.insert((Site::all(region, span), Measure::Entered), Cell::Shown(count));
    show(domain::Municipality(ALMERE).region(), pool, 30);
    for span in [pool, Span::Year(2022)] {
        show(region, span, 33);
        show(RegionCode::COUNTRY, span, 33);
    }
    let certified = certify(&table, &atlas, &policy);
    assert_eq!((certified.opened.hidden, certified.opened.open), (1, 0));
    assert_eq!(certified.opened.closed, [Site::all(domain::Municipality(URK).region(), pool)]);
}

#[test]
fn where_somebody_is_of_unknown_place_a_release_is_made_and_told_who_is_kept_out() {
    let atlas = Atlas::netherlands();
    let thresholds = Thresholds { country: 5, veilig_thuis: 5, municipality: 5 };
    let policy = Policy { thresholds, base: 1, alone: Alone::Ignore, pools: Vec::new(), ..Policy::usual(2022, 2022) };
    let starts =
        [vec![Start::counted(URK, 2022, 0); 17], vec![Start::counted(UTRECHT, 2022, 0); 2], vec![Start::counted(0, 2022, 0)]].concat();
    let tables = made::tables("help", &[Breakdown::All], &starts);
    let table = protect(&tables, &[Question::count("help")], &atlas, &policy).expect("a release").tables.remove(0);
    let region = atlas.veilig_thuis_of(domain::Municipality(UTRECHT)).expect("a region");
    assert_eq!(table.cell(Site::all(region, Span::Year(2022)), Measure::Entered), Cell::Hidden);
    let Certified { opened, refused, .. } = certify(&table, &atlas, &policy);
    assert_eq!((opened.hidden, opened.open, refused), (1, 1, 0), "2 and 1, or 1 and 2");
    assert_eq!(opened.open_if_places_known, Some(0), "3 of 3: whoever knows that every place is known works it out");
}

#[test]
fn a_pair_counts_for_whoever_knows_more_only_where_both_tables_keep_that() {
    let (table, policy, certified) = country();
    let atlas = Atlas::netherlands();
    let mut proof = certified.certificates.expect("certificates");
    let Numbering { municipalities, regions, years, fine, .. } = proof.numbering.clone();
    let nowhere = ((municipalities.len() + regions.len() * fine.len()) * years.len()) as u32;
    let open = |proof: &Certificates| {
        let found = opened(&Told::of(&table), proof, &atlas, &policy).expect("they hold");
        (found.open, found.open_if_places_known)
    };
    let before = open(&proof);
    assert!(before.1.is_some_and(|number| number > 0), "{before:?}");
    for around in &mut proof.tables {
        around.table.retain(|(number, _)| *number != nowhere);
        around.table.push((nowhere, 0));
        around.table.sort_unstable();
    }
    assert_eq!(open(&proof).1.is_some(), before.1.is_some(), "a count of 0 is nobody");
}

#[test]
fn persons_who_cannot_exist_and_rules_that_cannot_be_are_refused() {
    let (table, policy, certified) = country();
    let (atlas, told, proof) = (Atlas::netherlands(), Told::of(&table), certified.certificates.expect("certificates"));
    let is_refused = |spoil: &dyn Fn(&mut Told, &mut Certificates, &mut Policy)| {
        let (mut told, mut proof, mut policy) = (told.clone(), proof.clone(), policy.clone());
        spoil(&mut told, &mut proof, &mut policy);
        matches!(opened(&told, &proof, &atlas, &policy), Err(AuditError::Unreadable { .. }))
    };
    assert!(!is_refused(&|_, _, _| {}));
    let last = |stretch: &&mut Stretch| stretch.last == 365;
    assert!(is_refused(&|_, own, _| own.numbering.fine.iter_mut().filter(last).for_each(|stretch| stretch.last = 400)));
    assert!(is_refused(&|_, own, _| own.numbering.fine.iter_mut().for_each(|stretch| stretch.outcome = Outcome::Counted)));
    assert!(is_refused(&|_, own, _| own.numbering.municipalities[0] = domain::Municipality(9999)));
    assert!(is_refused(&|_, own, _| own.numbering.regions[0] = RegionCode::veilig_thuis(98)));
    assert!(is_refused(&|told, _, _| told.cells[0].0.region = domain::Municipality(9999).region()));
    assert!(is_refused(&|told, _, _| told.steps.push(told.steps[0].clone())));
    assert!(is_refused(&|told, _, _| told.steps[0].1.clear()));
    assert!(is_refused(&|_, _, policy| policy.thresholds.municipality = 1 << 63));
    assert!(is_refused(&|_, _, policy| policy.base = 0));
    assert!(is_refused(&|_, own, _| own.tables[0].others = vec![Vec::new(); 1 << 16]));
    // A plain count has nobody who reached something.
    let mut counted =
        SafeTable { indicator: "help".to_owned(), unit: None, base: 5, cells: table.cells.clone(), curves: Default::default() };
    counted.cells.retain(|(_, measure), _| *measure == Measure::Entered);
    let sound = certify(&counted, &atlas, &policy).certificates.expect("certificates");
    let mut forged = sound.clone();
    forged.numbering.fine[0].outcome = Outcome::Reached;
    assert!(opened(&Told::of(&counted), &sound, &atlas, &policy).is_ok());
    assert!(matches!(opened(&Told::of(&counted), &forged, &atlas, &policy), Err(AuditError::Unreadable { .. })));
}

#[test]
fn what_the_checker_refuses_is_left_out_and_the_rest_stands() {
    let (table, policy, certified) = country();
    let (atlas, told, proof) = (Atlas::netherlands(), Told::of(&table), certified.certificates.expect("certificates"));
    let mut spoilt = proof.clone();
    spoilt.tables[0].others[0][0].1 = -1000;
    let (opened, refused) = crate::audit::sifted(&told, &mut spoilt, &atlas, &policy);
    assert_eq!((refused, opened.tables, opened.hidden), (1, certified.opened.tables - 1, certified.opened.hidden));
    assert_eq!(spoilt.tables[0].others[..], proof.tables[0].others[1..]);
    spoilt.tables[0].table[0].1 = -1000;
    let (opened, refused) = crate::audit::sifted(&told, &mut spoilt, &atlas, &policy);
    assert_eq!(refused, 1 + proof.tables[0].others.len() - 1);
    assert_eq!(spoilt.tables[..], proof.tables[1..]);
    assert!(opened.open < opened.hidden);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn small_tables_are_certified_without_a_fault(
        counts in prop::array::uniform12(0usize..9),
        base in prop::sample::select(vec![1u64, 3, 5]),
        seed in 0usize..3,
    ) {
        let atlas = Atlas::netherlands();
        let thresholds = Thresholds { country: 5, veilig_thuis: 5, municipality: 5 };
        let policy = Policy { thresholds, base, pools: vec![(2021, 2022)], ..Policy::usual(2021, 2022) };
        let kinds = [ALMERE, URK, UTRECHT].into_iter().flat_map(|code| [2021, 2022].map(|year| (code, year)));
        let kinds = kinds.flat_map(|place| [(Outcome::Reached, 10), (Outcome::Open, 365)].map(|end| (place, end)));
        let start = |((code, year), (outcome, days))| {
            let sex = 1 + (code as usize + seed) as u8 % 2;
            Start { age: sex, forms: vec![sex, 3], ..Start::counted(code, year, sex).ended(outcome, days) }
        };
        let starts: Vec<Start> = kinds.zip(counts).flat_map(|(kind, times)| vec![start(kind); times]).collect();
        let table = released(&starts, &policy);
        let certified = certify(&table, &atlas, &policy);
        prop_assert_eq!(certified.refused, 0);
        prop_assert!(certified.opened.open * 10 >= certified.opened.hidden * 9, "{:?}", certified.opened);
    }
}
