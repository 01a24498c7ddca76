//! Certificates of cross tables: all of random ones hold and open what they say, and none does where a cell that others need is shown.

use proptest::prelude::*;

use super::*;

fn told(safe: &[SafeCrosstab]) -> Vec<ToldCrosstab> {
    safe.iter().map(ToldCrosstab::of).collect()
}

fn policy(base: u64) -> Policy {
    Policy { base, ..Policy::usual(2020, 2024) }
}

/// Every count there is of the two tables: form, sex and age, or what sums to them.
fn sums(counts: &[(u32, i64)], proof: &CrosstabCertificates) -> BTreeMap<Vec<String>, i64> {
    let mut sums = BTreeMap::new();
    for (number, count) in counts {
        let mut rest = *number as usize;
        let mut codes: Vec<String> = Vec::new();
        for (_, own) in proof.numbering.iter().rev() {
            codes.insert(0, own[rest % own.len()].clone());
            rest /= own.len();
        }
        let stay = if codes[0] == "2" { "no" } else { "yes" };
        for form in [codes[0].as_str(), stay, "all"] {
            for sex in [codes[1].as_str(), "all"] {
                *sums.entry(vec![form.to_owned(), sex.to_owned()]).or_insert(0) += count;
                for age in [codes[2].as_str(), "all"].into_iter().filter(|_| form != codes[0]) {
                    *sums.entry([form, sex, age].map(str::to_owned).to_vec()).or_insert(0) += count;
                }
            }
        }
    }
    sums
}

#[test]
fn a_proof_of_two_tables_is_whole_tables_of_form_sex_and_age() {
    let safe = protected(&two_tables(&[90, 31, 44, 50, 3, 0, 9, 12, 40, 8, 2, 1]), &[]).expect("safe");
    let tables = told(&safe);
    let CertifiedCrosstabs { certificates, checked } = certify_crosstabs(&tables, &policy(5));
    let proof = certificates.expect("certificates");
    assert_eq!(proof.numbering.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["code", "sex", "age"]);
    assert_eq!((checked.open, checked.hidden > 2), (checked.hidden, true), "{checked:?}");
    assert_eq!(opened_crosstabs(&tables, &proof, &policy(5)), Ok(checked));
    for around in &proof.tables {
        let base = sums(&around.table, &proof);
        for cell in tables.iter().flat_map(|table| &table.cells) {
            let own = base.get(&cell.codes).copied().unwrap_or(0);
            match cell.count {
                Cell::Shown(0) => assert_eq!(own, 0),
                Cell::Shown(count) => assert!(own >= 5 && own.abs_diff(count as i64) <= 2, "{:?}: {own} is shown as {count}", cell.codes),
                Cell::Hidden => assert!(own >= 1, "{:?}", cell.codes),
                Cell::Unknown | Cell::Impossible => panic!("{:?}", cell.codes),
            }
        }
    }
}

#[test]
fn what_is_no_proof_of_cross_tables_is_refused() {
    let safe = protected(&two_tables(&[90, 31, 44, 50, 3, 0, 9, 12, 40, 8, 2, 1]), &[]).expect("safe");
    let tables = told(&safe);
    let proof = certify_crosstabs(&tables, &policy(5)).certificates.expect("certificates");
    let changed = |change: fn(&mut CrosstabCertificates)| {
        let mut own = proof.clone();
        change(&mut own);
        opened_crosstabs(&tables, &own, &policy(5)).expect_err("refused").to_string()
    };
    assert!(changed(|own| own.tables[0].table[0].1 += 9).starts_with("table 1 does not fit what is published of "));
    assert!(changed(|own| own.tables[0].table[0].1 = -1).ends_with("a count below zero"));
    assert!(changed(|own| own.tables[0].table[0].0 = 1 << 20).starts_with("a number that stands for nothing"));
    assert!(changed(|own| own.tables[0].others[0] = vec![(0, 1), (0, 1)]).ends_with("a number that comes twice"));
    assert!(changed(|own| own.numbering[1].1[0] = "M".to_owned()).ends_with("a code that stands there twice"));
    assert!(changed(|own| drop(own.numbering.pop())).contains("without numbers"));
    assert!(changed(|own| "X".clone_into(&mut own.numbering[1].1[0])).contains("a code that a table does not tell"));
    let other_rules = opened_crosstabs(&tables, &proof, &policy(1)).expect_err("refused");
    assert!(matches!(other_rules, CrosstabFault::DoesNotFit { .. }), "{other_rules}");
}

/// Whoever is shown a cell that another needs works that one out: no two tables differ there, whatever is tried.
#[test]
fn a_cell_that_can_be_worked_out_is_not_proven_open() {
    let told = |counts: [Cell<u64>; 4]| {
        let cells = ["care", "school", "police", ALL_CODES].into_iter().zip(counts);
        let cells = cells.map(|(code, count)| CrosstabCell { codes: vec![code.to_owned()], count }).collect();
        vec![ToldCrosstab { dimensions: vec![dimension("sector", &["care", "school", "police"])], cells }]
    };
    let checked = |counts| certify_crosstabs(&told(counts), &policy(1)).checked;
    let safe = checked([Cell::Hidden, Cell::Hidden, Cell::Shown(20), Cell::Shown(34)]);
    assert_eq!((safe.hidden, safe.open), (2, 2));
    let shown = checked([Cell::Hidden, Cell::Shown(11), Cell::Shown(20), Cell::Shown(34)]);
    assert_eq!((shown.hidden, shown.open), (1, 0));
    // Both are 1 or more, and make two.
    let floor = checked([Cell::Hidden, Cell::Hidden, Cell::Shown(20), Cell::Shown(22)]);
    assert_eq!((floor.hidden, floor.open), (2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn certificates_of_random_cross_tables_hold_and_open_what_is_hidden(starts in prop::collection::vec(0u64..40, 12), base in 1u64..6) {
        let tables = told(&with_base(&two_tables(&starts), &[], base).expect("safe"));
        let CertifiedCrosstabs { certificates, checked } = certify_crosstabs(&tables, &policy(base));
        prop_assert_eq!(checked.open, checked.hidden, "{:?}", tables);
        if let Some(proof) = certificates {
            prop_assert_eq!(opened_crosstabs(&tables, &proof, &policy(base)), Ok(checked));
        }
    }
}
