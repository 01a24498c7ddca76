//! Deliveries that name nobody: programmes, a survey, informant forms, figures of others. One file a supplier and year.
//!
//! They are drawn apart from the households, each file from its own streams; the survey and the informants have a truth
//! of their own in `truth/parameters`.

mod informant;
mod programme;
mod school_regions;
mod series;
mod survey;

use domain::Atlas;

use self::school_regions::Regions;
use crate::config::{Config, SyntheticError};
use crate::faults::{Fault, Faults};
use crate::places::Places;
use crate::random::{Purpose, Stream};
use crate::sink::Sink;

/// What totals are made with.
pub(crate) struct Around<'a> {
    pub(crate) config: &'a Config,
    pub(crate) places: &'a Places,
}

/// One file with its mistakes.
pub(crate) struct Sheet<'a> {
    /// Name without folder.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: u64,
    /// Row, mistake and the rule that must find it.
    pub(crate) mistakes: Vec<(u64, Fault, &'static str)>,
    faults: &'a Faults,
    chance: Stream,
    slips: &'static [Slip],
}

/// A mistake that rows of one kind can have: which, how often, found by which rule.
type Slip = (Fault, f64, &'static str);

impl<'a> Sheet<'a> {
    fn begin(around: &Around<'a>, (stem, year): (&str, i16), (header, slips): (&str, &'static [Slip])) -> Sheet<'a> {
        let name = format!("{stem}_{year}JJ00_v1.csv");
        let key = name.bytes().fold(0u64, |key, byte| key.wrapping_mul(257).wrapping_add(u64::from(byte)));
        let chance = Stream::of(around.config.seed, Purpose::TotalsFaults, key, year as u64);
        let bytes = format!("{header}\n").into_bytes();
        Sheet { name, bytes, rows: 0, mistakes: Vec::new(), faults: &around.config.faults, chance, slips }
    }

    /// Adds one row; `write` gets its mistake, if it has one. A doubled row is written twice.
    fn row(&mut self, write: impl Fn(Option<Fault>) -> String) {
        let slip = self.slip();
        let fault = slip.map(|(fault, _)| fault);
        let line = write(fault);
        for _ in 0..if fault == Some(Fault::DoubledRow) { 2 } else { 1 } {
            self.bytes.extend_from_slice(line.as_bytes());
            self.bytes.push(b'\n');
            self.rows += 1;
        }
        self.mistakes.extend(slip.map(|(fault, rule)| (self.rows, fault, rule)));
    }

    fn slip(&mut self) -> Option<(Fault, &'static str)> {
        if self.faults.is_none() {
            return None;
        }
        let mut left = self.chance.unit();
        for (fault, probability, rule) in self.slips {
            if left < *probability {
                return self.faults.has(*fault).then_some((*fault, *rule));
            }
            left -= probability;
        }
        None
    }
}

/// Makes every file in turn and hands it over; no more than one is in memory.
pub(crate) fn each(around: &Around<'_>, mut take: impl FnMut(Sheet<'_>) -> Result<(), SyntheticError>) -> Result<(), SyntheticError> {
    let regions = Regions::of(around.config.seed, &Atlas::netherlands());
    for year in around.config.years.0..=around.config.years.1 {
        for place in programme::suppliers(around.places) {
            take(programme::sheet(around, place, year))?;
        }
        take(survey::sheet(around, &regions, year))?;
        take(informant::sheet(around, year))?;
        take(series::sheet(around, year))?;
    }
    Ok(())
}

/// What the survey and the informant forms were drawn from, and where its schools stand.
///
/// # Errors
/// [`SyntheticError::Write`] where the sink cannot take an output.
pub(crate) fn parameters(config: &Config, sink: &mut dyn Sink) -> Result<(), SyntheticError> {
    let atlas = Atlas::netherlands();
    let regions = Regions::of(config.seed, &atlas);
    sink.append("reference/schools.csv", survey::schools_csv(&regions).as_bytes())?;
    sink.append("reference/regions.csv", regions.csv(&atlas).as_bytes())?;
    sink.append("truth/parameters/survey.csv", survey::parameters_csv(&regions).as_bytes())?;
    sink.append("truth/parameters/informant.csv", informant::parameters_csv().as_bytes())
}
