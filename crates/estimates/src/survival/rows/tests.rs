//! Survival against published results, R's `survival` and a second, slower implementation.

use proptest::prelude::*;

use super::*;
use crate::survival::reference::{PLACEBO, SIX_MP, Use, assert_all_close, assert_close, made, number, reference, subjects, weeks};

fn subject(time: f64, status: u32) -> Subject<'static> {
    Subject::new(time, status)
}

fn only(result: SurvivalResult) -> GroupResult {
    result.groups.into_iter().next().expect("one group")
}

fn estimate(subjects: &[Subject<'_>]) -> GroupResult {
    only(survival(subjects, &Options::default()).expect("an estimate"))
}

/// Klein & Moeschberger (2003), table 4.1: survival and Greenwood's standard error; table 4.2: Nelson–Aalen.
#[test]
fn the_remission_times_of_freireich_give_the_printed_curve() {
    let group = estimate(&weeks(&SIX_MP, None));
    let printed = [
        (6.0, 0.857, 0.076, 0.1429),
        (7.0, 0.807, 0.087, 0.2017),
        (10.0, 0.753, 0.096, 0.2683),
        (13.0, 0.690, 0.107, 0.3517),
        (16.0, 0.627, 0.114, 0.4426),
        (22.0, 0.538, 0.128, 0.5854),
        (23.0, 0.448, 0.135, 0.7521),
    ];
    let events: Vec<_> = group.curve.iter().filter(|point| point.events > 0).collect();
    assert_eq!(events.len(), printed.len());
    for (point, (time, survival, error, hazard)) in events.iter().zip(printed) {
        assert_eq!(point.time, time);
        assert!((point.estimate - survival).abs() < 5.1e-4, "{point:?}");
        assert!((point.std_error.expect("an error") - error).abs() < 5.1e-4, "{point:?}");
        assert!((point.cumulative_hazard - hazard).abs() < 1e-4, "{point:?}");
    }
    assert_eq!(group.median.estimate, Some(23.0));
    assert_eq!(group.median.upper, None);
    assert_eq!(estimate(&weeks(&PLACEBO, None)).median.estimate, Some(8.0));
}

/// By hand: of four, cause 1 at 1; cause 2 at 2 among three; one censored at 3; cause 1 at 4 alone.
#[test]
fn two_causes_by_hand() {
    let group = estimate(&[subject(4.0, 1), subject(1.0, 1), subject(3.0, 0), subject(2.0, 2)]);
    let values = |cause: usize| group.incidence[cause].curve.iter().map(|point| point.estimate).collect::<Vec<_>>();
    assert_eq!(values(0), [0.25, 0.25, 0.25, 0.75]);
    assert_eq!(values(1), [0.0, 0.25, 0.25, 0.25]);
    assert_eq!(group.curve.last().map(|point| (point.estimate, point.std_error)), Some((0.0, None)));
}

/// By hand: at 2 only the first two are at risk, the third enters on that day and counts from after it.
#[test]
fn who_enters_late_is_at_risk_only_after_it() {
    let late = |entry, time, status| Subject { entry: Some(entry), ..Subject::new(time, status) };
    let group = estimate(&[late(0.0, 2.0, 1), late(1.0, 3.0, 1), late(2.0, 4.0, 0)]);
    let points: Vec<_> = group.curve.iter().map(|point| (point.at_risk, point.estimate)).collect();
    assert_eq!(points, [(2, 0.5), (2, 0.25), (1, 0.25)]);
}

#[test]
fn an_event_comes_before_a_censoring_of_the_same_day() {
    let group = estimate(&[subject(5.0, 0), subject(5.0, 1)]);
    assert_eq!((group.curve[0].at_risk, group.curve[0].estimate), (2, 0.5));
}

#[test]
fn a_median_at_exactly_one_half_is_the_midpoint() {
    let group = estimate(&[subject(1.0, 1), subject(2.0, 1), subject(4.0, 1), subject(7.0, 1)]);
    assert_eq!(group.median.estimate, Some(3.0));
    assert_eq!(group.quantile(0.25).estimate, Some(1.5));
    // Ten equal steps do not multiply to 0.5 exactly; the tolerance sees it.
    let ten: Vec<_> = (1..=10).map(|time| subject(f64::from(time), 1)).collect();
    assert_eq!(estimate(&ten).median.estimate, Some(5.5));
    let flat = estimate(&[subject(1.0, 1), subject(9.0, 0)]);
    assert_eq!(flat.median.estimate, Some(5.0));
}

#[test]
fn times_that_differ_by_a_rounding_error_are_one_time() {
    let group = estimate(&[subject(0.1 + 0.2, 1), subject(0.3, 1), subject(0.5, 0)]);
    assert_eq!(group.curve.len(), 2);
    assert_eq!((group.curve[0].time, group.curve[0].events), (0.3, 2));
}

#[test]
fn values_are_given_at_the_times_asked_for() {
    let options = Options { at: vec![0.0, 6.0, 9.5, 35.0, 36.0], ..Options::default() };
    let group = only(survival(&weeks(&SIX_MP, None), &options).expect("an estimate"));
    let at: Vec<_> = group.at.iter().map(|reading| (reading.at_risk, reading.estimate.map(|value| (value * 1000.0).round()))).collect();
    assert_eq!(at, [(21, Some(1000.0)), (21, Some(857.0)), (15, Some(807.0)), (1, Some(448.0)), (0, None)]);
    let over = only(survival(&weeks(&PLACEBO, None), &options).expect("an estimate"));
    assert_eq!(over.at[4].estimate, Some(0.0));
}

/// R's survival 3.5-3: `survfit(Surv(e, t, s > 0) ~ 1)`, and with the causes as a factor.
#[test]
fn with_late_entry_the_made_data_give_the_numbers_of_r() {
    let group = estimate(&made(&[Use::Entry]));
    let values: Vec<_> = group.curve.iter().map(|point| point.estimate).collect();
    let survival = [0.823529411765, 0.823529411765, 0.693498452012, 0.643962848297, 0.445820433437, 0.396284829721];
    assert_all_close(&values[..6], &survival);
    let hazard = group.nelson_aalen(0.95).expect("a hazard");
    let last = hazard.last().expect("a point");
    assert_all_close(&[last.estimate, last.std_error], &[2.116263981976, 0.594314738842]);
    assert!((last.lower.expect("a limit") * last.upper.expect("a limit")).sqrt() - last.estimate < 1e-12);
    let incidence: Vec<_> = group.incidence[0].curve.iter().map(|point| (point.estimate, point.std_error.expect("an error"))).collect();
    let (estimates, errors): (Vec<_>, Vec<_>) = incidence.into_iter().unzip();
    assert_all_close(&estimates[5..], &[0.445820433437, 0.495356037152, 0.553147574819, 0.769865841073]);
    assert_all_close(&errors[5..], &[0.1125419521353, 0.1126001136314, 0.1133172216730, 0.1019045880283]);
}

/// Broke us once: survival is 0 after the first, and the second, who enters later, can change no incidence.
#[test]
fn after_survival_has_fallen_to_nothing_no_incidence_is_uncertain() {
    let late = |entry, time, status| Subject { entry: Some(entry), ..subject(time, status) };
    let group = estimate(&[late(4.0, 5.0, 1), late(0.0, 1.0, 2)]);
    let errors: Vec<_> = group.incidence.iter().flat_map(|cause| cause.curve.iter().map(|point| point.std_error)).collect();
    assert_eq!(errors, [Some(0.0); 4]);
}

#[test]
fn the_restricted_mean_is_the_area_under_the_curve() {
    let of_r = estimate(&made(&[Use::Entry])).restricted_mean(10.0).expect("a mean");
    assert_all_close(&[of_r.estimate, of_r.std_error], &[8.145510835913, 0.643008011934]);
    // Without censoring and far enough it is the mean, with the error of a mean.
    let group = estimate(&[1.0, 2.0, 4.0, 9.0].map(|time| subject(time, 1)));
    let mean = group.restricted_mean(20.0).expect("a mean");
    let squares: f64 = [1.0, 2.0, 4.0, 9.0].map(|time: f64| (time - 4.0).powi(2)).iter().sum();
    let error = squares.sqrt() / 4.0;
    assert!((mean.estimate - 4.0).abs() < 1e-12 && (mean.std_error - error).abs() < 1e-12 && !mean.beyond, "{mean:?} {error}");
    assert_eq!(group.restricted_mean(0.0).map(|mean| mean.estimate), Ok(0.0));
    assert_eq!(group.restricted_mean(f64::NAN), Err(SurvivalError::Until));
    assert!(estimate(&[subject(1.0, 1), subject(2.0, 0)]).restricted_mean(3.0).expect("a mean").beyond);
}

#[test]
fn what_makes_no_sense_is_refused_with_its_row() {
    let refuse = |subjects: &[Subject<'_>]| survival(subjects, &Options::default()).expect_err("refused");
    assert_eq!(refuse(&[]), SurvivalError::Empty);
    assert_eq!(refuse(&[subject(1.0, 1), subject(f64::NAN, 1)]), SurvivalError::Time { row: 1 });
    assert_eq!(refuse(&[subject(-1.0, 1)]), SurvivalError::Time { row: 0 });
    assert_eq!(refuse(&[subject(f64::INFINITY, 0)]), SurvivalError::Time { row: 0 });
    let late = Subject { entry: Some(3.0), ..subject(3.0, 1) };
    assert_eq!(refuse(&[late]), SurvivalError::EntryNotBeforeTime { row: 0 });
    let lost = Subject { entry: Some(f64::NAN), ..subject(3.0, 1) };
    assert_eq!(refuse(&[lost]), SurvivalError::Entry { row: 0 });
    let level = Options { level: 95.0, ..Options::default() };
    assert_eq!(survival(&[subject(1.0, 1)], &level), Err(SurvivalError::Level { level: 95.0 }));
}

/// A second implementation: the infinitesimal jackknife straight from its definition, every subject's influence on the
/// incidence at the last time, squared and summed. Quadratic.
fn jackknife_variance(subjects: &[Subject<'_>], cause: u32) -> f64 {
    let mut times: Vec<f64> = subjects.iter().filter(|subject| subject.status > 0).map(|subject| subject.time).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let incidence = |weights: &[f64]| -> f64 {
        let (mut survival, mut incidence) = (1.0, 0.0);
        for time in &times {
            let weighted = |keep: &dyn Fn(&Subject<'_>) -> bool| -> f64 {
                subjects.iter().zip(weights).filter(|(subject, _)| keep(subject)).map(|(_, weight)| weight).sum()
            };
            let at_risk = weighted(&|subject| subject.time >= *time && subject.entry.is_none_or(|entry| entry < *time));
            let own = weighted(&|subject| subject.time == *time && subject.status == cause);
            let any = weighted(&|subject| subject.time == *time && subject.status > 0);
            if at_risk > 0.0 {
                incidence += survival * own / at_risk;
                survival *= 1.0 - any / at_risk;
            }
        }
        incidence
    };
    let ones: Vec<f64> = subjects.iter().map(|subject| subject.count as f64).collect();
    let influence = |place: usize| {
        let shifted = |by: f64| {
            let mut weights = ones.clone();
            weights[place] += by;
            incidence(&weights)
        };
        (shifted(1e-5) - shifted(-1e-5)) / 2e-5
    };
    (0..subjects.len()).map(|place| ones[place] * influence(place).powi(2)).sum()
}

/// Late entry, two causes; entry before time.
fn late_subjects() -> impl Strategy<Value = Vec<Subject<'static>>> {
    let one = (1u32..15, 0u32..3, 0u32..15, 1u64..4).prop_map(|(time, status, entry, count)| Subject {
        entry: Some(f64::from(entry.min(time - 1))),
        count,
        ..subject(f64::from(time), status)
    });
    proptest::collection::vec(one, 1..30)
}

fn made_subjects() -> impl Strategy<Value = Vec<Subject<'static>>> {
    let one = (1u32..25, 0u32..4).prop_map(|(time, status)| subject(f64::from(time), status));
    proptest::collection::vec(one, 2..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn incidences_and_survival_add_up_to_one(subjects in made_subjects()) {
        let group = estimate(&subjects);
        for (place, point) in group.curve.iter().enumerate() {
            let incidences: f64 = group.incidence.iter().map(|cause| cause.curve[place].estimate).sum();
            prop_assert!(group.incidence.is_empty() || (incidences + point.estimate - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_variance_is_the_infinitesimal_jackknife(subjects in made_subjects()) {
        for cause in &estimate(&subjects).incidence {
            let variance = cause.curve.last().and_then(|point| point.std_error).expect("an error").powi(2);
            let oracle = jackknife_variance(&subjects, cause.cause);
            prop_assert!((variance - oracle).abs() < 1e-7, "{} is not {}", variance, oracle);
        }
    }

    #[test]
    fn a_count_weighs_as_that_many_copies(subjects in late_subjects()) {
        let copies: Vec<_> = subjects.iter().flat_map(|own| vec![Subject { count: 1, ..*own }; own.count as usize]).collect();
        let (counted, copied) = (estimate(&subjects), estimate(&copies));
        prop_assert_eq!((&counted.curve, counted.n, counted.median), (&copied.curve, copied.n, copied.median));
        for (one, other) in counted.incidence.iter().zip(&copied.incidence) {
            for (one, other) in one.curve.iter().zip(&other.curve) {
                prop_assert_eq!(one.estimate, other.estimate);
                prop_assert!((one.std_error.expect("an error") - other.std_error.expect("an error")).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn a_wait_cut_in_two_is_the_same_wait(subjects in late_subjects()) {
        let cut = subjects.iter().flat_map(|own| {
            let (entry, middle) = (own.entry.expect("an entry"), (own.entry.expect("an entry") + own.time) / 2.0);
            [Subject { time: middle, status: 0, ..*own }, Subject { entry: Some(middle), ..*own }].map(|part| (part, entry))
        });
        let cut = estimate(&cut.map(|(part, _)| part).collect::<Vec<_>>());
        let values = |group: &GroupResult| {
            group.curve.iter().filter(|point| point.events > 0).map(|point| (point.time, point.estimate, point.std_error)).collect::<Vec<_>>()
        };
        prop_assert_eq!(values(&estimate(&subjects)), values(&cut));
    }

    #[test]
    fn with_late_entry_the_variance_is_the_jackknife_from_its_definition(subjects in late_subjects()) {
        for cause in &estimate(&subjects).incidence {
            let variance = cause.curve.last().and_then(|point| point.std_error).expect("an error").powi(2);
            let oracle = jackknife_variance(&subjects, cause.cause);
            prop_assert!((variance - oracle).abs() < 1e-6, "{} is not {}", variance, oracle);
        }
    }

    #[test]
    fn without_censoring_survival_is_the_empirical_share(times in proptest::collection::vec(1u32..50, 1..60)) {
        let subjects: Vec<_> = times.iter().map(|time| subject(f64::from(*time), 1)).collect();
        for point in estimate(&subjects).curve {
            let later = times.iter().filter(|time| f64::from(**time) > point.time).count();
            let share = later as f64 / times.len() as f64;
            prop_assert!((point.estimate - share).abs() < 1e-12);
            let binomial = (share * (1.0 - share) / times.len() as f64).sqrt();
            prop_assert!(point.std_error.is_none_or(|error| (error - binomial).abs() < 1e-12));
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(subjects in made_subjects(), seed in 0usize..1000) {
        let mut turned = subjects.clone();
        turned.rotate_left(seed % subjects.len());
        turned.reverse();
        prop_assert_eq!(estimate(&subjects), estimate(&turned));
    }
}

#[test]
fn the_lung_curves_of_r_are_met() {
    let (Some(rows), Some(expected)) = (reference("lung.csv"), reference("expected_km_curves.csv")) else { return };
    let result = survival(&subjects(&rows, "time", "status", Some("sex")), &Options::default()).expect("an estimate");
    let points: Vec<_> = result.groups.iter().flat_map(|group| &group.curve).collect();
    assert_eq!(points.len(), expected.len());
    for (point, row) in points.into_iter().zip(&expected) {
        assert_eq!(point.time, number(row, "time"));
        let counts = [point.at_risk, point.events, point.censored];
        assert_eq!(counts, ["n_risk", "n_event", "n_censor"].map(|column| number(row, column) as u64));
        assert_close(point.estimate, row, "surv");
        assert_close(point.std_error.expect("an error"), row, "std_err_greenwood");
        assert_close(point.lower.expect("a limit"), row, "lo_loglog");
        assert_close(point.upper.expect("a limit"), row, "hi_loglog");
        assert_close(point.cumulative_hazard, row, "cumhaz_na");
    }
}

#[test]
fn the_medians_and_quartiles_of_r_are_met() {
    let (Some(lung), Some(veteran), Some(expected)) =
        (reference("lung.csv"), reference("veteran.csv"), reference("expected_km_medians.csv"))
    else {
        return;
    };
    let of = |rows, group| survival(&subjects(rows, "time", "status", group), &Options::default()).expect("an estimate").groups;
    let (all, by_sex, by_cell) = (of(&lung, None), of(&lung, Some("sex")), of(&veteran, Some("celltype")));
    for row in expected.iter().filter(|row| row["conf_type"] == "log-log") {
        let name = row["group"].split_once('=').map(|(_, name)| name.to_owned());
        let groups = [&all, &by_sex, &by_cell]
            [["lung", "lung_by_sex", "veteran_by_celltype"].iter().position(|data| *data == row["data"]).expect("known data")];
        let group = groups.iter().find(|group| group.group == name).expect("the group");
        assert_eq!((group.n, group.events), (number(row, "n") as u64, number(row, "events") as u64));
        let longest = [("lung", 1022.0), ("lung_by_sex", 1022.0), ("veteran_by_celltype", 999.0)];
        let until = longest.iter().find(|(data, _)| *data == row["data"]).expect("known data").1;
        let mean = group.restricted_mean(until).expect("a mean");
        assert_close(mean.estimate, row, "rmean");
        assert_close(mean.std_error, row, "se_rmean");
        for (p, [estimate, lower, upper]) in
            [(0.25, ["q25", "q25_lo", "q25_hi"]), (0.5, ["median", "med_lo", "med_hi"]), (0.75, ["q75", "q75_lo", "q75_hi"])]
        {
            let quantile = group.quantile(p);
            assert_close(quantile.estimate.expect("a quantile"), row, estimate);
            assert_close(quantile.lower.expect("a limit"), row, lower);
            assert_close(quantile.upper.expect("a limit"), row, upper);
        }
    }
}

#[test]
fn the_incidences_of_mgus2_of_r_are_met() {
    let (Some(rows), Some(expected)) = (reference("mgus2_competing.csv"), reference("expected_aj_mgus2.csv")) else { return };
    let options = Options { at: vec![12.0, 60.0, 120.0, 240.0, 360.0], ..Options::default() };
    let of = |group| survival(&subjects(&rows, "etime", "event", group), &options).expect("an estimate").groups;
    let groups = [of(Some("sex")), of(None)].concat();
    let found = groups.iter().flat_map(|group| (0..options.at.len()).map(move |place| (group, place)));
    assert_eq!(found.clone().count(), expected.len());
    for ((group, place), row) in found.zip(&expected) {
        assert_eq!(row["group"], group.group.as_ref().map_or("all".to_owned(), |name| format!("sex={name}")));
        assert_eq!(group.at[place].at_risk, number(row, "n_risk") as u64);
        for (cause, name) in group.incidence.iter().zip(["pcm", "death"]) {
            let reading = cause.at[place];
            assert_close(reading.estimate.expect("a value"), row, name);
            assert_close(reading.std_error.expect("an error"), row, &format!("se_{name}"));
            assert_close(reading.lower.expect("a limit"), row, &format!("lo_{name}"));
            assert_close(reading.upper.expect("a limit"), row, &format!("hi_{name}"));
        }
    }
}
