//! CPU seconds and peak memory of survey estimates on a made sample, and coverage of their intervals; the same sample goes to a
//! file for other programs.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use estimates::survey::{
    Calibration, Design, Distance, Factor, IntervalKind, LonelyPsu, Margin, Numbering, Question, Replicates, Replication, Sample,
    StageColumns, Statistic, Variable, estimate,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::survival::measure;

/// Pupils of a school, schools of a stratum.
const PUPILS: u32 = 50;
const SCHOOLS: u32 = 50;
const REPLICATES: u32 = 1_000;

struct Pupil {
    stratum: u32,
    school: u32,
    weight: f64,
    girl: bool,
    value: f64,
}

/// Makes the sample, writes it for others, measures, and prints `what<tab>CPU s<tab>peak MB` per estimate.
pub fn run(rows: u32, file: &Path) -> Result<()> {
    let pupils = pupils(rows);
    write(&pupils, file)?;
    let values = || Variable::Number(pupils.iter().map(|pupil| Some(pupil.value)).collect());
    let sexes = || Factor::of_texts(&pupils.iter().map(|pupil| if pupil.girl { "V" } else { "M" }).collect::<Vec<&str>>());
    let ask = |sample: &Sample, statistic, domain| {
        let question = Question { variable: values(), statistic, domain, interval: IntervalKind::Wald, level: 0.95 };
        estimate(sample, &question).map(drop)
    };
    let bootstrap = Replication::Bootstrap { replicates: REPLICATES, seed: 1 };
    measure("total, 1,000 bootstraps", || {
        Ok(ask(&Sample::Replicated(Replicates::new(design(&pupils)?, bootstrap, None)?), Statistic::Total, None)?)
    })?;
    measure("mean by sex, linearised", || Ok(ask(&Sample::Linearised(design(&pupils)?), Statistic::Mean, Some(sexes()))?))?;
    measure("mean, raked to two margins", || {
        Ok(ask(&Sample::Linearised(design(&pupils)?.calibrated(&margins(&pupils))?), Statistic::Mean, None)?)
    })
}

fn pupils(rows: u32) -> Vec<Pupil> {
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let pupil = |row| {
        let school = row / PUPILS;
        let girl = chance.random::<f64>() < 0.5;
        let value = (f64::from(school % 7) + 10.0 * chance.random::<f64>() + f64::from(u8::from(girl))).round();
        Pupil { stratum: school / SCHOOLS, school, weight: 1.0 + f64::from(school % 5), girl, value }
    };
    (0..rows).map(pupil).collect()
}

fn design(pupils: &[Pupil]) -> Result<Design> {
    let text = |pick: fn(&Pupil) -> u32| Factor::of_texts(&pupils.iter().map(|pupil| pick(pupil).to_string()).collect::<Vec<String>>());
    let stage = StageColumns { strata: Some(text(|pupil| pupil.stratum)), clusters: Some(text(|pupil| pupil.school)), population: None };
    let weights = pupils.iter().map(|pupil| pupil.weight).collect();
    Ok(Design::new(Some(weights), vec![stage], Numbering::Throughout, LonelyPsu::Fail)?)
}

fn margins(pupils: &[Pupil]) -> Calibration {
    let all: f64 = pupils.iter().map(|pupil| pupil.weight).sum();
    let girls = pupils.iter().map(|pupil| f64::from(u8::from(pupil.girl))).collect();
    let margin = |name: &str, values, total| Margin { name: name.to_owned(), values, total };
    let margins = vec![margin("all", vec![1.0; pupils.len()], all), margin("girls", girls, 0.48 * all)];
    Calibration { margins, distance: Distance::Raking, bounds: None }
}

fn write(pupils: &[Pupil], file: &Path) -> Result<()> {
    let mut text = String::from("stratum,school,weight,sex,value\n");
    for Pupil { stratum, school, weight, girl, value } in pupils {
        let _ = writeln!(text, "{stratum},{school},{weight},{},{value}", if *girl { "V" } else { "M" });
    }
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// How often intervals of a proportion hold it, in samples of 40 of 150 schools, 15 pupils of each.
///
/// # Errors
/// When a kind for proportions misses 95 % by more than two points (a rare answer may hold more often).
#[expect(clippy::print_stdout, reason = "the figures are the result")]
pub fn coverage(draws: u32) -> Result<()> {
    let kinds =
        [IntervalKind::Wald, IntervalKind::T, IntervalKind::Logit, IntervalKind::Beta, IntervalKind::Asin, IntervalKind::Likelihood];
    for prevalence in [0.3, 0.1, 0.03, 0.01] {
        let held = held(prevalence, &kinds, draws)?;
        for (kind, held) in kinds.iter().zip(held) {
            let share = f64::from(held) / f64::from(draws);
            println!("prevalence {prevalence:<5} {kind:<11?} holds it in {:.1} % of {draws} samples", 100.0 * share);
            let safe = matches!(kind, IntervalKind::Logit | IntervalKind::Beta);
            let slack = 3.0 * (0.0475 / f64::from(draws)).sqrt();
            ensure!(!safe || share > 0.93 - slack, "{kind:?} at {prevalence}: {share}");
        }
    }
    Ok(())
}

fn held(prevalence: f64, kinds: &[IntervalKind], draws: u32) -> Result<Vec<u32>> {
    let mut chance = ChaCha8Rng::seed_from_u64(20_260_101);
    let schools: Vec<Vec<f64>> = (0..150).map(|_| school(&mut chance, prevalence)).collect();
    let everyone: usize = schools.iter().map(Vec::len).sum();
    let truth = schools.iter().flatten().sum::<f64>() / everyone as f64;
    let mut held = vec![0; kinds.len()];
    for _ in 0..draws {
        let (sample, variable) = draw(&mut chance, &schools)?;
        for (held, kind) in held.iter_mut().zip(kinds) {
            let question =
                Question { variable: variable.clone(), statistic: Statistic::Proportion, domain: None, interval: *kind, level: 0.95 };
            let row = estimate(&sample, &question)?.rows.remove(0);
            *held += u32::from(row.lower.is_some_and(|lower| lower <= truth) && row.upper.is_some_and(|upper| truth <= upper));
        }
    }
    Ok(held)
}

fn school(chance: &mut ChaCha8Rng, prevalence: f64) -> Vec<f64> {
    let own = prevalence * (1.0 + 0.6 * (2.0 * chance.random::<f64>() - 1.0));
    let pupils = chance.random_range(40..120);
    (0..pupils).map(|_| f64::from(u8::from(chance.random::<f64>() < own))).collect()
}

fn draw(chance: &mut ChaCha8Rng, schools: &[Vec<f64>]) -> Result<(Sample, Variable)> {
    let (mut of_school, mut in_school, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    for school in some(chance, schools.len(), 40) {
        for pupil in some(chance, schools[school].len(), 15) {
            of_school.push(school.to_string());
            in_school.push(schools[school].len() as f64);
            answers.push(Some(schools[school][pupil]));
        }
    }
    let population = Some(vec![schools.len() as f64; answers.len()]);
    let first = StageColumns { strata: None, clusters: Some(Factor::of_texts(&of_school)), population };
    let second = StageColumns { population: Some(in_school), ..StageColumns::default() };
    let design = Design::new(None, vec![first, second], Numbering::Throughout, LonelyPsu::Fail)?;
    Ok((Sample::Linearised(design), Variable::Number(answers)))
}

/// So many different numbers below a bound.
fn some(chance: &mut ChaCha8Rng, below: usize, count: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..below).collect();
    for place in 0..count {
        all.swap(place, chance.random_range(place..below));
    }
    all.truncate(count);
    all
}
