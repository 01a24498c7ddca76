//! Every number of `../shared/reference/survey/expected_estimates.csv`: California schools, R's `survey`.

// A test may read the reference files and say that they are not there.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::print_stdout)]

use estimates::survey::{
    Calibration, Design, Distance, Factor, IntervalKind, LonelyPsu, Margin, Numbering, Question, Replicates, Replication, Sample,
    StageColumns, Statistic, SurveyEstimate, Variable, estimate,
};

type Row = Vec<String>;

struct Table {
    header: Row,
    rows: Vec<Row>,
}

impl Table {
    fn read(name: &str) -> Option<Table> {
        let path = format!("{}/../../../shared/reference/survey/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).ok()?;
        let mut lines = text.lines().map(fields);
        Some(Table { header: lines.next()?, rows: lines.collect() })
    }

    fn texts(&self, name: &str) -> Vec<&str> {
        let place = self.header.iter().position(|own| own == name).expect("a column");
        self.rows.iter().map(|row| row[place].as_str()).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.texts(name).iter().map(|text| text.parse().expect("a number")).collect()
    }

    fn variable(&self, name: &str) -> Variable {
        match name {
            "api_low" => Variable::Number(self.numbers("api00").iter().map(|score| Some(f64::from(u8::from(*score < 600.0)))).collect()),
            "stype" => Variable::Factor(Factor::of_texts(&self.texts("stype"))),
            _ => Variable::Number(self.numbers(name).into_iter().map(Some).collect()),
        }
    }
}

/// Fields of a line; names with a comma stand between quotation marks.
fn fields(line: &str) -> Row {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for mark in line.chars() {
        match mark {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().expect("a field").push(mark),
        }
    }
    fields
}

fn calibration(schools: &Table, distance: Distance, with_score: bool) -> Calibration {
    let kind = |level: &str, total: f64| Margin {
        name: format!("stype={level}"),
        values: schools.texts("stype").iter().map(|own| f64::from(u8::from(*own == level))).collect(),
        total,
    };
    let mut margins = vec![Margin { name: "all".into(), values: vec![1.0; schools.rows.len()], total: 6194.0 }];
    margins.extend([kind("H", 755.0), kind("M", 1018.0)]);
    if with_score {
        margins.push(Margin { name: "api99".into(), values: schools.numbers("api99"), total: 3_914_069.0 });
    }
    Calibration { margins, distance, bounds: None }
}

fn sample(name: &str, schools: &Table) -> Sample {
    let factor = |column: &str| Some(Factor::of_texts(&schools.texts(column)));
    let stratified = name.starts_with("strat");
    let stage = StageColumns {
        strata: if stratified { factor("stype") } else { None },
        clusters: if stratified { None } else { factor("dnum") },
        population: (!name.ends_with("nofpc")).then(|| schools.numbers("fpc")),
    };
    let design = Design::new(Some(schools.numbers("pw")), vec![stage], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
    let calibrated = |distance, with_score| design.clone().calibrated(&calibration(schools, distance, with_score)).expect("calibrated");
    match name {
        "clus1_JK1" => Sample::Replicated(Replicates::new(design, Replication::Jk1, None).expect("replicates")),
        "clus1_calib_stype" => Sample::Linearised(calibrated(Distance::Linear, false)),
        "clus1_calib_stype_api99" => Sample::Linearised(calibrated(Distance::Linear, true)),
        "clus1_calib_raking" => Sample::Linearised(calibrated(Distance::Raking, true)),
        _ => Sample::Linearised(design),
    }
}

fn answer(sample: &Sample, schools: &Table, estimator: &str, level: &str) -> SurveyEstimate {
    let ask = |variable: &str, statistic, by_type: bool, interval| {
        let domain = by_type.then(|| Factor::of_texts(&schools.texts("stype")));
        let question = Question { variable: schools.variable(variable), statistic, domain, interval, level: 0.95 };
        let rows = estimate(sample, &question).expect("an answer").rows;
        let wanted = level.trim_start_matches("stype");
        let named = |row: &SurveyEstimate| row.domain.as_deref().or(row.level.as_deref()).is_none_or(|name| name == wanted);
        rows.into_iter().find(named).expect("a row")
    };
    let wald = IntervalKind::Wald;
    match estimator {
        "mean api00" => ask("api00", Statistic::Mean, false, wald),
        "mean api00 t-CI(df)" => ask("api00", Statistic::Mean, false, IntervalKind::T),
        "total enroll" => ask("enroll", Statistic::Total, false, wald),
        "total stype" => ask("stype", Statistic::Total, false, wald),
        "prevalence api00<600 (Wald)" => ask("api_low", Statistic::Proportion, false, wald),
        "svyciprop logit" | "svyciprop xlogit" => ask("api_low", Statistic::Proportion, false, IntervalKind::Logit),
        "svyciprop likelihood" => ask("api_low", Statistic::Proportion, false, IntervalKind::Likelihood),
        "svyciprop asin" => ask("api_low", Statistic::Proportion, false, IntervalKind::Asin),
        "svyciprop beta" => ask("api_low", Statistic::Proportion, false, IntervalKind::Beta),
        "svyciprop mean" => ask("api_low", Statistic::Proportion, false, IntervalKind::T),
        "ratio api.stu/enroll" => {
            let below = schools.numbers("enroll").into_iter().map(Some).collect();
            ask("api.stu", Statistic::Ratio(below), false, wald)
        }
        "domain mean api00 by stype" => ask("api00", Statistic::Mean, true, wald),
        "domain prevalence by stype" => ask("api_low", Statistic::Proportion, true, wald),
        "quantile api00" => ask("api00", Statistic::Quantile(level.parse().expect("a share")), false, wald),
        other => panic!("an estimator that is not known: {other}"),
    }
}

#[test]
fn every_reference_number_is_met() {
    let (Some(expected), Some(strata), Some(clusters)) =
        (Table::read("expected_estimates.csv"), Table::read("apistrat.csv"), Table::read("apiclus1.csv"))
    else {
        println!("skipped: the reference data is not here");
        return;
    };
    let mut compared = 0;
    for row in &expected.rows {
        let [name, estimator, level, numbers @ ..] = row.as_slice() else { panic!("a short row") };
        let schools = if name.starts_with("strat") { &strata } else { &clusters };
        let found = answer(&sample(name, schools), schools, estimator, level);
        let all = [found.estimate, found.std_error, found.lower, found.upper, found.design_effect, Some(found.degrees_of_freedom)];
        let scale = found.estimate.expect("an estimate").abs();
        for (found, wanted) in all.into_iter().zip(numbers).filter(|(_, wanted)| *wanted != "NA") {
            let (found, wanted): (f64, f64) = (found.expect("a number"), wanted.parse().expect("a number"));
            // Standard errors of calibrated totals are rounding on both sides.
            let slack = if wanted.abs() < 1e-10 * scale { 1e-10 * scale } else { 1e-6 * wanted.abs() };
            assert!((found - wanted).abs() <= slack, "{name}, {estimator}, {level}: {found} is not {wanted}");
            compared += 1;
        }
    }
    assert_eq!(compared, 836);
}
