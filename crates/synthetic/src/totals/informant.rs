//! Informant forms: professionals of a panel write down the children they see, some children twice.
//!
//! The number of children is known: informants in the population times the children each first reports in a year. A
//! second report of the same child comes from the same stratum and carries the same key.

use super::{Around, Sheet, Slip, survey::RESEARCHER};
use crate::faults::Fault;
use crate::random::{Purpose, Stream};

const HEADER: &str =
    "kenmerk;informant;sector;stratum;informanten_in_stratum;gewicht;maand;leeftijd;geslacht;gemeente;aard;setting;zekerheid;sleutel";
const SLIPS: &[Slip] = &[
    (Fault::WrongCode, 0.02, "IN-WORD"),
    (Fault::NotANumber, 0.02, "IN-NUMBER"),
    (Fault::WrongWeight, 0.02, "IN-WEIGHT"),
    (Fault::DoubledRow, 0.01, "DE-DOUBLED-REFERENCE"),
];
/// Probability that a child that was reported is reported once more, by another of the stratum.
const AGAIN: f64 = 0.06;
/// Probability that a report of a child reported once has no key.
const WITHOUT_KEY: f64 = 0.10;
const FORMS: [(u32, &str); 7] =
    [(25, "sexual"), (8, "sexual|emotional"), (17, "physical"), (25, "neglect"), (15, "witness"), (8, "emotional"), (2, "exploitation")];
const SETTINGS: [(u32, &str); 6] = [(60, "family"), (12, "peers"), (8, "acquaintance"), (5, "school"), (5, "online-only"), (10, "")];

/// One stratum: sector, part of the country, informants in the population and in the panel, children each first
/// reports in a year.
struct Stratum {
    sector: &'static str,
    part: &'static str,
    population: u32,
    panel: u32,
    children: f64,
}

const STRATA: [Stratum; 10] = [
    Stratum { sector: "education", part: "1", population: 41_000, panel: 150, children: 0.24 },
    Stratum { sector: "education", part: "2", population: 52_000, panel: 150, children: 0.27 },
    Stratum { sector: "childcare", part: "1", population: 28_000, panel: 70, children: 0.06 },
    Stratum { sector: "childcare", part: "2", population: 33_000, panel: 70, children: 0.05 },
    Stratum { sector: "health", part: "1", population: 11_000, panel: 80, children: 0.33 },
    Stratum { sector: "health", part: "2", population: 14_000, panel: 80, children: 0.36 },
    Stratum { sector: "youth-help", part: "1", population: 13_500, panel: 80, children: 0.84 },
    Stratum { sector: "youth-help", part: "2", population: 16_500, panel: 80, children: 0.96 },
    Stratum { sector: "justice", part: "1", population: 5_400, panel: 40, children: 0.72 },
    Stratum { sector: "justice", part: "2", population: 6_600, panel: 40, children: 0.60 },
];

impl Stratum {
    fn code(&self) -> String {
        format!("{}-{}", self.sector, self.part)
    }
}

/// One child as an informant writes it down.
struct Form {
    month: i32,
    age: i32,
    sex: &'static str,
    municipality: String,
    forms: &'static str,
    setting: &'static str,
    certainty: &'static str,
    key: String,
}

/// The forms of one year.
pub(super) fn sheet<'a>(around: &Around<'a>, year: i16) -> Sheet<'a> {
    let mut sheet = Sheet::begin(around, (&format!("informant_{RESEARCHER}"), year), (HEADER, SLIPS));
    for (at, stratum) in STRATA.iter().enumerate() {
        for informant in 0..stratum.panel {
            let place = (at as u64) << 32 | u64::from(informant);
            let mut stream = Stream::of(around.config.seed, Purpose::Informants, place, year as u64);
            for month in 1..=12 {
                if stream.chance(stratum.children / 12.0) {
                    child(&mut sheet, &mut stream, around, (stratum, informant), (year, month));
                }
            }
        }
    }
    sheet
}

/// One child: its first report, and perhaps the second by another informant of the panel.
fn child(
    sheet: &mut Sheet<'_>,
    stream: &mut Stream,
    around: &Around<'_>,
    (stratum, informant): (&Stratum, u32),
    (year, month): (i16, i32),
) {
    let place = stream.below(around.places.all.len() as u32) as usize;
    let key = format!("{:08x}{:08x}", stream.between(0, i32::MAX - 1), stream.between(0, i32::MAX - 1));
    let (again, keyed) = (stream.chance(AGAIN), !stream.chance(WITHOUT_KEY));
    let form = Form {
        month,
        age: stream.between(0, 17),
        sex: stream.weighted(&[(53, "V"), (46, "M"), (1, "O")]),
        municipality: around.places.all[place].code.region().to_string(),
        forms: stream.weighted(&FORMS),
        setting: stream.weighted(&SETTINGS),
        certainty: stream.weighted(&[(45, "certain"), (55, "suspected")]),
        key: if again || keyed { key } else { String::new() },
    };
    let other = (informant + 1 + stream.below(stratum.panel - 1)) % stratum.panel;
    let later = (month + stream.between(0, 1)).min(12);
    write(sheet, (stratum, informant), &form, year);
    if again {
        write(sheet, (stratum, other), &Form { month: later, ..form }, year);
    }
}

fn write(sheet: &mut Sheet<'_>, (stratum, informant): (&Stratum, u32), form: &Form, year: i16) {
    let number = sheet.rows + 1;
    let code = stratum.code();
    let weight = f64::from(stratum.population) / f64::from(stratum.panel);
    sheet.row(|fault| {
        let wrong = |what| fault == Some(what);
        let weight = if wrong(Fault::WrongWeight) { "0".to_owned() } else { format!("{weight:.4}") };
        let population = if wrong(Fault::NotANumber) { "alle".to_owned() } else { stratum.population.to_string() };
        let certainty = if wrong(Fault::WrongCode) { "misschien" } else { form.certainty };
        format!(
            "{year}-{number:05};{code}-{:03};{};{code};{population};{weight};{year}-{:02};{};{};{};{};{};{certainty};{}",
            informant + 1,
            stratum.sector,
            form.month,
            form.age,
            form.sex,
            form.municipality,
            form.forms,
            form.setting,
            form.key
        )
    });
}

/// `truth/parameters/informant.csv`: children a year that professionals of a sector know, each once, by form.
pub(super) fn parameters_csv() -> String {
    let total: u32 = FORMS.iter().map(|(weight, _)| weight).sum();
    let sexual: u32 = FORMS.iter().filter(|(_, forms)| forms.contains("sexual")).map(|(weight, _)| weight).sum();
    let share = f64::from(sexual) / f64::from(total);
    let mut text = String::from("stratum,informants,children,sexual\n");
    let (mut all, mut informants) = (0.0, 0);
    for stratum in &STRATA {
        let children = f64::from(stratum.population) * stratum.children;
        all += children;
        informants += stratum.population;
        text.push_str(&format!("{},{},{children:.3},{:.3}\n", stratum.code(), stratum.population, children * share));
    }
    text.push_str(&format!("all,{informants},{all:.3},{:.3}\n", all * share));
    text
}
