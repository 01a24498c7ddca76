//! A survey among 10,000 pupils of 10–17: schools in strata, two classes a school, a short and a long form.
//!
//! The prevalence it was drawn from is known: a pupil's probability follows from sex and age, times an effect of the
//! school and one of its region that are 1 on average and do not depend on its size.

use super::school_regions::Regions;
use super::{Around, Sheet, Slip};
use crate::faults::Fault;
use crate::random::{Purpose, Stream};

const HEADER: &str = "kenmerk;stratum;school;klas;scholen_in_stratum;leerlingen_in_school;gewicht;leeftijd;geslacht;formulier;sg_ooit;sg_jaar;sg_contact;sg_online;setting;verteld";
const SLIPS: &[Slip] = &[
    (Fault::WrongCode, 0.002, "SU-WORD"),
    (Fault::NotANumber, 0.002, "SU-NUMBER"),
    (Fault::WrongWeight, 0.002, "SU-WEIGHT"),
    (Fault::DoubledRow, 0.001, "DE-DOUBLED-REFERENCE"),
];
/// Supplier of the survey and the informant forms.
pub(super) const RESEARCHER: &str = "ONDERZOEK1";

/// Schools drawn in each stratum, classes in each school, pupils in each class.
const DRAWN: (u32, u32, u32) = (20, 2, 25);
/// Effects of schools, each as likely; their mean is 1.
const EFFECTS: [f64; 5] = [0.5, 0.8, 1.0, 1.2, 1.5];
/// Of those who ever suffered it: in the last year, with physical contact, online, told anyone.
const OF_THOSE: [f64; 4] = [0.38, 0.60, 0.45, 0.35];
const SETTINGS: [(u32, &str); 8] =
    [(22, "family"), (26, "peers"), (14, "acquaintance"), (8, "stranger"), (4, "sport"), (5, "school"), (3, "street"), (18, "online-only")];
const SEXES: [(u32, &str); 3] = [(49, "V"), (49, "M"), (2, "O")];

/// One stratum: schools in the population, their pupils at least and at most, and the ages of their classes (half of a
/// class is a year older).
struct Stratum {
    code: &'static str,
    schools: u32,
    pupils: (i32, i32),
    ages: (i32, i32),
}

const STRATA: [Stratum; 10] = [
    Stratum { code: "B1", schools: 1_420, pupils: (50, 90), ages: (10, 11) },
    Stratum { code: "B2", schools: 1_610, pupils: (50, 90), ages: (10, 11) },
    Stratum { code: "B3", schools: 1_780, pupils: (52, 96), ages: (10, 11) },
    Stratum { code: "B4", schools: 1_390, pupils: (50, 86), ages: (10, 11) },
    Stratum { code: "V1", schools: 190, pupils: (380, 900), ages: (12, 15) },
    Stratum { code: "V2", schools: 240, pupils: (420, 1_000), ages: (12, 15) },
    Stratum { code: "V3", schools: 210, pupils: (400, 940), ages: (12, 15) },
    Stratum { code: "V4", schools: 180, pupils: (600, 1_400), ages: (12, 16) },
    Stratum { code: "V5", schools: 230, pupils: (640, 1_500), ages: (12, 16) },
    Stratum { code: "V6", schools: 160, pupils: (560, 1_300), ages: (12, 16) },
];

impl Stratum {
    /// The code of one of its schools; the number counts from 0.
    fn school(&self, number: u32) -> String {
        format!("{}-{:03}", self.code, number + 1)
    }
}

/// Probability of having ever suffered sexual violence at a school of average effect.
fn ever(sex: &str, age: i32) -> f64 {
    let years = f64::from(age - 10);
    if sex == "M" { 0.015 + 0.008 * years } else { 0.03 + 0.027 * years }
}

/// One school of the sample.
struct School {
    code: String,
    pupils: u32,
    weight: f64,
    effect: f64,
    form: &'static str,
}

/// The survey of one year.
pub(super) fn sheet<'a>(around: &Around<'a>, regions: &Regions, year: i16) -> Sheet<'a> {
    let mut sheet = Sheet::begin(around, (&format!("survey_{RESEARCHER}"), year), (HEADER, SLIPS));
    for (at, stratum) in STRATA.iter().enumerate() {
        for number in 0..DRAWN.0 {
            let place = (at as u64) << 32 | u64::from(number);
            let mut stream = Stream::of(around.config.seed, Purpose::Survey, place, year as u64);
            let own = regions.effect(regions.of_school(at, number));
            let school = school(&mut stream, (stratum, own), number);
            for class in 0..DRAWN.1 {
                let youngest = stream.between(stratum.ages.0, stratum.ages.1);
                (0..DRAWN.2).for_each(|_| pupil(&mut sheet, &mut stream, (stratum, &school), (class, youngest, year)));
            }
        }
    }
    sheet
}

fn school(stream: &mut Stream, (stratum, region_effect): (&Stratum, f64), number: u32) -> School {
    let pupils = stream.between(stratum.pupils.0, stratum.pupils.1) as u32;
    let weight = f64::from(stratum.schools) / f64::from(DRAWN.0) * f64::from(pupils) / f64::from(DRAWN.1 * DRAWN.2);
    let effect = region_effect * stream.pick(&EFFECTS);
    let form = if stream.chance(0.5) { "short" } else { "long" };
    School { code: stratum.school(number), pupils, weight, effect, form }
}

fn pupil(sheet: &mut Sheet<'_>, stream: &mut Stream, (stratum, school): (&Stratum, &School), (class, youngest, year): (u32, i32, i16)) {
    let age = youngest + stream.between(0, 1);
    let sex = stream.weighted(&SEXES);
    let suffered = stream.chance(ever(sex, age) * school.effect);
    let [in_year, contact, online, told] = OF_THOSE.map(|probability| suffered && stream.chance(probability));
    let setting = stream.weighted(&SETTINGS);
    let answers = !stream.chance(0.03);
    let asked = |long_only: bool| answers && (!long_only || school.form == "long");
    let digit = |asked: bool, yes: bool| match (asked, yes) {
        (false, _) => "",
        (true, true) => "1",
        (true, false) => "0",
    };
    let number = sheet.rows + 1;
    sheet.row(|fault| {
        let wrong = |what| fault == Some(what);
        let weight = if wrong(Fault::WrongWeight) { "-1".to_owned() } else { format!("{:.4}", school.weight) };
        let pupils = if wrong(Fault::NotANumber) { "veel".to_owned() } else { school.pupils.to_string() };
        let form = if wrong(Fault::WrongCode) { "kort" } else { school.form };
        format!(
            "{year}-{number:05};{};{};{}-{};{};{};{weight};{age};{sex};{form};{};{};{};{};{};{}",
            stratum.code,
            school.code,
            school.code,
            class + 1,
            stratum.schools,
            pupils,
            digit(asked(false), suffered),
            digit(asked(false), in_year),
            digit(asked(true), contact),
            digit(asked(true), online),
            if asked(true) && suffered { setting } else { "" },
            digit(asked(true) && suffered, told),
        )
    });
}

/// `reference/schools.csv`: the region of every school drawn, as the researcher knows it.
pub(super) fn schools_csv(regions: &Regions) -> String {
    let mut text = String::from("school;regio\n");
    for (at, stratum) in STRATA.iter().enumerate() {
        for number in 0..DRAWN.0 {
            text.push_str(&format!("{};{}\n", stratum.school(number), regions.of_school(at, number)));
        }
    }
    text
}

/// `truth/parameters/survey.csv`: the prevalence among all pupils, by domain; domains are sexes, ages and regions.
pub(super) fn parameters_csv(regions: &Regions) -> String {
    let mut text = String::from("domain,statistic,prevalence\n");
    for (domain, holds) in DOMAINS {
        let ever = prevalence(holds);
        text.push_str(&format!("{domain},ever,{ever:.9}\n{domain},year,{:.9}\n", ever * OF_THOSE[0]));
    }
    let all = prevalence(|_, _| true);
    for (region, effect) in regions.effects() {
        let ever = all * effect;
        text.push_str(&format!("{region},ever,{ever:.9}\n{region},year,{:.9}\n", ever * OF_THOSE[0]));
    }
    text
}

/// A part of the pupils, by sex and age.
type Domain = (&'static str, fn(&str, i32) -> bool);

const DOMAINS: [Domain; 6] = [
    ("all", |_, _| true),
    ("V", |sex, _| sex == "V"),
    ("M", |sex, _| sex == "M"),
    ("10-12", |_, age| age <= 12),
    ("13-15", |_, age| (13..=15).contains(&age)),
    ("16-17", |_, age| age >= 16),
];

/// The mean probability over the pupils of a part: strata by their expected pupils, ages and sexes as drawn.
fn prevalence(holds: fn(&str, i32) -> bool) -> f64 {
    let (mut suffered, mut all) = (0.0, 0.0);
    for stratum in &STRATA {
        let pupils = f64::from(stratum.schools) * f64::from(stratum.pupils.0 + stratum.pupils.1) / 2.0;
        let classes = f64::from(stratum.ages.1 - stratum.ages.0 + 1);
        for age in (stratum.ages.0..=stratum.ages.1).flat_map(|youngest| [youngest, youngest + 1]) {
            for (weight, sex) in SEXES.iter().filter(|(_, sex)| holds(sex, age)) {
                let part = pupils / classes / 2.0 * f64::from(*weight) / 100.0;
                suffered += part * ever(sex, age);
                all += part;
            }
        }
    }
    suffered / all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::places::Places;
    use domain::Atlas;

    #[test]
    fn effects_are_one_on_average_and_ages_run_from_10_through_17() {
        assert!((EFFECTS.iter().sum::<f64>() / EFFECTS.len() as f64 - 1.0).abs() < 1e-12);
        assert_eq!(STRATA.iter().map(|stratum| stratum.ages.0).min(), Some(10));
        assert_eq!(STRATA.iter().map(|stratum| stratum.ages.1 + 1).max(), Some(17));
    }

    /// The weighted share of many surveys is the prevalence they were drawn from.
    #[test]
    fn the_weighted_share_is_the_prevalence() {
        let (config, places) = (Config::default(), Places::of(&Atlas::netherlands()));
        let around = Around { config: &config, places: &places };
        let regions = Regions::of(config.seed, &Atlas::netherlands());
        let (mut suffered, mut all) = (0.0, 0.0);
        for year in 2010..2026 {
            let sheet = sheet(&around, &regions, year);
            assert_eq!(sheet.rows, 10_000);
            for line in std::str::from_utf8(&sheet.bytes).expect("text").lines().skip(1) {
                let fields: Vec<&str> = line.split(';').collect();
                let weight: f64 = fields[6].parse().expect("a weight");
                if !fields[10].is_empty() {
                    all += weight;
                    suffered += if fields[10] == "1" { weight } else { 0.0 };
                }
            }
        }
        let truth = prevalence(|_, _| true);
        assert!((suffered / all - truth).abs() < 0.003, "{} for {truth}", suffered / all);
    }
}
