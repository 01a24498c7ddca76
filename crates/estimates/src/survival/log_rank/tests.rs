//! The log-rank family against printed results, R's `survdiff`, and its definition.

use proptest::prelude::*;

use super::*;
use crate::survival::cox::{CoxOptions, cox};
use crate::survival::design::Design;
use crate::survival::reference::{PLACEBO, SIX_MP, Use, assert_all_close, assert_close, made, number, reference, subjects, weeks};

/// Freireich's trial: chi-squared 16.79, 9 and 21 relapses where 19.25 and 10.75 were expected (Collett 2003, example 2.11 has
/// the method; the figures stand in Kleinbaum & Klein 2012, section 2.4).
#[test]
fn the_trial_of_freireich_gives_the_printed_test() {
    let result = log_rank(&[weeks(&SIX_MP, Some("6-MP")), weeks(&PLACEBO, Some("placebo"))].concat(), 0.0).expect("a test");
    assert!((result.test.statistic - 16.79).abs() < 0.005, "{result:?}");
    assert_eq!((result.test.degrees_of_freedom, result.groups[0].observed, result.groups[1].observed), (1, 9.0, 21.0));
    assert!((result.groups[0].expected - 19.25).abs() < 0.005 && (result.groups[1].expected - 10.75).abs() < 0.005);
}

/// By hand: three events among (1, 1, 1) subjects at 1, 2, 3; groups a, b, a. Expected in b: 1/3 + 1/2; variance 2/9 + 1/4.
#[test]
fn three_events_by_hand() {
    let in_group = |group, time| Subject { group: Some(group), ..Subject::new(time, 1) };
    let result = log_rank(&[in_group("a", 1.0), in_group("b", 2.0), in_group("a", 3.0)], 0.0).expect("a test");
    assert!((result.test.statistic - (1.0f64 - 5.0 / 6.0).powi(2) / (2.0 / 9.0 + 0.25)).abs() < 1e-14);
}

/// R's survival 3.5-3: `survdiff(Surv(t, s > 0) ~ g)`, with `strata(st)`, with `rho = 1`.
#[test]
fn the_made_data_give_the_numbers_of_r() {
    let statistic = |uses: &[Use], rho| log_rank(&made(uses), rho).expect("a test").test.statistic;
    let (plain, within) = (&[Use::Group][..], &[Use::Group, Use::Stratum][..]);
    let found = [statistic(plain, 0.0), statistic(within, 0.0), statistic(plain, 1.0), statistic(within, 1.0)];
    assert_all_close(&found, &[0.0861242879596, 0.0432424751303, 0.328310008519, 0.162212298432]);
}

#[test]
fn the_tests_of_r_on_lung_and_veteran_are_met() {
    let (Some(lung), Some(veteran), Some(expected)) = (reference("lung.csv"), reference("veteran.csv"), reference("expected_logrank.csv"))
    else {
        return;
    };
    for row in &expected {
        let rows = if row["data"] == "lung" { &lung } else { &veteran };
        let group = row["formula"].rsplit_once("~ ").expect("a formula").1;
        let known: Vec<_> = rows.iter().filter(|own| !own[group].is_empty() && own[group] != "NA").cloned().collect();
        let result = log_rank(&subjects(&known, "time", "status", Some(group)), number(row, "rho")).expect("a test");
        assert_close(result.test.statistic, row, "chisq");
        assert_close(result.test.p.expect("a probability"), row, "p");
        assert_eq!(result.test.degrees_of_freedom, number(row, "df") as usize);
        let mut found: Vec<f64> = result.groups.iter().map(|own| own.observed).collect();
        let mut printed: Vec<f64> = row["obs"].split('/').map(|own| own.parse().expect("a number")).collect();
        found.sort_by(f64::total_cmp);
        printed.sort_by(f64::total_cmp);
        assert!(found.iter().zip(&printed).all(|(found, printed)| (found - printed).abs() < 1e-9), "{found:?} {printed:?}");
    }
}

#[test]
fn groups_that_never_meet_leave_nothing_to_compare() {
    let late = |group, entry, time| Subject { group: Some(group), entry: Some(entry), ..Subject::new(time, 1) };
    let result = log_rank(&[late("a", 0.0, 2.0), late("b", 3.0, 5.0)], 0.0).expect("a test");
    assert_eq!((result.test.degrees_of_freedom, result.test.p), (0, None));
    let censored = [Subject { group: Some("a"), ..Subject::new(1.0, 0) }, Subject { group: Some("b"), ..Subject::new(2.0, 0) }];
    assert_eq!(log_rank(&censored, 0.0).expect("a test").test.degrees_of_freedom, 0);
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert_eq!(log_rank(&[], 0.0), Err(SurvivalError::Empty));
    assert_eq!(log_rank(&[Subject::new(1.0, 1)], -1.0), Err(SurvivalError::Rho { rho: -1.0 }));
    let names: Vec<String> = (0..600).map(|name| name.to_string()).collect();
    let many: Vec<_> = names.iter().map(|name| Subject { group: Some(name), ..Subject::new(1.0, 1) }).collect();
    assert_eq!(log_rank(&many, 0.0), Err(SurvivalError::Groups { groups: 600, most: 500 }));
}

fn made_groups() -> impl Strategy<Value = Vec<Subject<'static>>> {
    let one = (1u32..20, 0u32..2, 0usize..3, 1u64..4, 0u32..20).prop_map(|(time, status, group, count, entry)| Subject {
        group: Some(["a", "b", "c"][group]),
        entry: Some(f64::from(entry.min(time - 1))),
        count,
        ..Subject::new(f64::from(time), status)
    });
    proptest::collection::vec(one, 2..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_names_copies_and_an_only_stratum_change_nothing(subjects in made_groups(), turn in 0usize..40) {
        let first = log_rank(&subjects, 0.0).expect("a test").test;
        let mut turned: Vec<_> = subjects.iter().flat_map(|own| vec![Subject { count: 1, stratum: Some("s"), ..*own }; own.count as usize]).collect();
        let places = turned.len();
        turned.rotate_left(turn % places);
        let second = log_rank(&turned, 0.0).expect("a test").test;
        prop_assert_eq!(first.degrees_of_freedom, second.degrees_of_freedom);
        prop_assert!((first.statistic - second.statistic).abs() < 1e-9 * first.statistic.max(1.0));
    }

    /// Where no two events share a time the log-rank test is the score test of Cox's model, late entry or not.
    #[test]
    fn without_ties_it_is_the_score_test_of_cox(subjects in made_groups()) {
        let apart = subjects.iter().enumerate().map(|(place, own)| Subject { time: own.time + place as f64 / 100.0, count: 1, ..*own });
        let apart: Vec<_> = apart.filter(|own| own.group != Some("c")).collect();
        let mut design = Design::new();
        design.number("b", apart.iter().map(|own| f64::from(u8::from(own.group == Some("b")))).collect()).expect("numbers");
        let (Ok(test), Ok(fit)) = (log_rank(&apart, 0.0), cox(&apart, &design, &CoxOptions::default())) else { return Ok(()) };
        prop_assert!((test.test.statistic - fit.score.statistic).abs() < 1e-9 * fit.score.statistic.max(1.0));
    }
}
