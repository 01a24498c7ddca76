//! The country: households by place and year, in order, over all cores; their rows and counts brought together.

use std::collections::BTreeMap;

use domain::{Atlas, CountTable};
use rayon::prelude::*;

use crate::advice;
use crate::config::{Config, SyntheticError};
use crate::deliveries::{Batch, Chances, Office, corrects, ending, header, stopped};
use crate::faults::Fault;
use crate::history::Child;
use crate::households::{self, Household, Register, YEARS_BACK};
use crate::life::{self, Surroundings};
use crate::organisations::{Organisations, Supplier};
use crate::parameters;
use crate::places::Places;
use crate::random::{Purpose, Stream};
use crate::sink::Sink;
use crate::totals;
use crate::truth::{self, Met, Tally};
use crate::window::Window;

/// Units (a place and a year of first births) that are made at once.
const UNITS_AT_ONCE: usize = 512;
/// Bytes kept in memory before they are handed to the sink.
const BYTES_KEPT: usize = 256 << 20;
/// Two empty blocks end a tar file.
const TAR_END: [u8; 1024] = [0; 1024];

/// How far the making is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Parts made.
    pub done: u64,
    /// Parts in all.
    pub total: u64,
}

/// What was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Households with at least one child under 23 in the delivered years.
    pub households: u64,
    /// Their children.
    pub children: u64,
    /// Delivery files.
    pub files: u64,
    /// Rows and messages in them.
    pub rows: u64,
    /// Bytes of the delivery files.
    pub bytes: u64,
    /// Rows with a mistake.
    pub faults: u64,
}

/// A made country.
pub struct Country {
    config: Config,
    atlas: Atlas,
    places: Places,
    organisations: Organisations,
    window: Window,
    register: Register,
}

/// Whether rows are wanted beside counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Counts,
    CountsAndRows,
}

/// What one unit gives.
#[derive(Default)]
struct Part {
    batch: Batch,
    tally: Tally,
    households: u64,
    children: u64,
}

impl Country {
    /// A country by its configuration; nothing is made yet.
    ///
    /// # Errors
    /// [`SyntheticError::Scale`] or [`SyntheticError::Years`] where the configuration is impossible.
    pub fn new(config: Config) -> Result<Country, SyntheticError> {
        config.check()?;
        let atlas = Atlas::netherlands();
        let places = Places::of(&atlas);
        let organisations = Organisations::of(config.seed, &places);
        let window = Window::of(config.years);
        let register = Register::of(&config, &places);
        Ok(Country { config, atlas, places, organisations, window, register })
    }

    /// Makes the country and delivers everything: files of all suppliers, the postcode table, the truth. The same
    /// configuration gives the same bytes, with any number of threads.
    ///
    /// # Errors
    /// [`SyntheticError::Write`] where the sink cannot take an output.
    pub fn deliver(&self, sink: &mut dyn Sink, progress: &mut dyn FnMut(Progress)) -> Result<Summary, SyntheticError> {
        let mut outbox = Outbox::open(self);
        let mut summary = Summary::default();
        let mut tally = Tally::default();
        self.each_part(Wanted::CountsAndRows, progress, |part| {
            summary.households += part.households;
            summary.children += part.children;
            outbox.take(part.batch);
            tally.merge(part.tally);
            outbox.flush(sink, BYTES_KEPT)
        })?;
        outbox.close(sink, &mut summary)?;
        self.totals(&mut outbox, sink, &mut summary)?;
        self.references(sink)?;
        truths(&self.config, sink, &tally, &outbox.faults)?;
        sink.finish()?;
        Ok(summary)
    }

    /// The realised counts alone, without writing a row: what a perfect monitor would count from the deliveries.
    pub fn counts(&self) -> Vec<CountTable> {
        let mut tally = Tally::default();
        let made = self.each_part(Wanted::Counts, &mut |_| {}, |part| {
            tally.merge(part.tally);
            Ok(())
        });
        debug_assert!(made.is_ok(), "nothing is written");
        tally.tables()
    }

    /// Children who suffered sexual violence in a year or came on a list for it, by the lists that met them, with how many there are:
    /// nothing else of the country is counted or written.
    pub fn met(&self) -> BTreeMap<Met, u64> {
        let years = self.config.years.0 - YEARS_BACK..=self.config.years.1;
        let units: Vec<(u16, i16)> =
            (0..self.places.all.len() as u16).flat_map(|place| years.clone().map(move |year| (place, year))).collect();
        let of = |(place, year): &(u16, i16)| {
            let numbers = 0..self.register.households(&self.places, *place, *year);
            let children = numbers.filter_map(|number| self.household_met(*place, *year, number)).flat_map(|household| household.children);
            children.flat_map(|child| Met::of(&self.window, &child)).collect::<Vec<_>>()
        };
        let mut counts = BTreeMap::new();
        units.par_iter().map(of).collect::<Vec<_>>().into_iter().flatten().for_each(|met| *counts.entry(met).or_insert(0) += 1);
        counts
    }

    fn each_part(
        &self,
        wanted: Wanted,
        progress: &mut dyn FnMut(Progress),
        mut take: impl FnMut(Part) -> Result<(), SyntheticError>,
    ) -> Result<(), SyntheticError> {
        let years = self.config.years.0 - YEARS_BACK..=self.config.years.1;
        let units: Vec<(u16, i16)> =
            (0..self.places.all.len() as u16).flat_map(|place| years.clone().map(move |year| (place, year))).collect();
        let total = units.len() as u64;
        let mut done = 0;
        for some in units.chunks(UNITS_AT_ONCE) {
            let parts: Vec<Part> = some.par_iter().map(|unit| self.part(*unit, wanted)).collect();
            parts.into_iter().try_for_each(&mut take)?;
            done += some.len() as u64;
            progress(Progress { done, total });
        }
        Ok(())
    }

    /// Everything of the households that began in one place and year, and of the advice given there then.
    fn part(&self, (place, year): (u16, i16), wanted: Wanted) -> Part {
        let mut part = Part::default();
        let office = self.office();
        if year >= self.config.years.0 {
            let size = (self.config.seed, self.config.scale);
            for advice in advice::given(size, (&self.places, &self.organisations, &self.atlas), (place, year)) {
                part.tally.advice(&self.window, &advice);
                if wanted == Wanted::CountsAndRows {
                    part.batch.advice(&office, &advice);
                }
            }
        }
        for number in 0..self.register.households(&self.places, place, year) {
            let Some(household) = self.household(place, year, number) else { continue };
            part.households += 1;
            part.children += household.children.len() as u64;
            part.tally.household(&self.places, &self.window, &household);
            if wanted == Wanted::CountsAndRows {
                let chance = |purpose| households::stream(self.config.seed, purpose, place, year, number);
                let mut chances = Chances {
                    first: chance(Purpose::Faults),
                    later: chance(Purpose::LaterFaults),
                    messages: chance(Purpose::Messages),
                    in_messages: chance(Purpose::MessageFaults),
                };
                part.batch.household(&office, &household, &mut chances);
            }
        }
        part
    }

    /// One household with its histories; `None` where nobody in it can appear in the delivered years.
    fn household(&self, place: u16, year: i16, number: u32) -> Option<Household> {
        let mut household = self.lived(place, year, number, 24)?;
        self.live_on(&mut household, place, year, number);
        Some(household)
    }

    /// One household in which a minor could be met because of sexual violence: what is drawn after violence is drawn there alone.
    fn household_met(&self, place: u16, year: i16, number: u32) -> Option<Household> {
        let mut household = self.lived(place, year, number, 18)?;
        let can_be_met = |child: &Child| !(child.history.victimisations.is_empty() && child.history.requests.is_empty());
        if !household.children.iter().any(can_be_met) {
            return None;
        }
        self.live_on(&mut household, place, year, number);
        Some(household)
    }

    /// A household with its protection, violence and help; `None` where everyone has passed this age before the delivered years.
    fn lived(&self, place: u16, year: i16, number: u32, age: i16) -> Option<Household> {
        let mut stream: Stream = households::stream(self.config.seed, Purpose::Household, place, year, number);
        let mut household = self.register.household(&self.places, &mut stream, place, year, number);
        let youngest = household.children.last()?.born;
        if household.children[0].born > self.window.last || youngest.year() + age < self.window.first.year() {
            return None;
        }
        life::live(&mut stream, &self.around(), &mut household);
        Some(household)
    }

    /// What is drawn from streams of its own: encounters, courts, life after 18.
    fn live_on(&self, household: &mut Household, place: u16, year: i16, number: u32) {
        life::live_on(|purpose| households::stream(self.config.seed, purpose, place, year, number), &self.around(), household);
    }

    fn around(&self) -> Surroundings<'_> {
        Surroundings { places: &self.places, organisations: &self.organisations, atlas: &self.atlas }
    }

    fn office(&self) -> Office<'_> {
        Office { places: &self.places, window: &self.window, faults: &self.config.faults }
    }

    /// Deliveries that name nobody: they need no household.
    fn totals(&self, outbox: &mut Outbox<'_>, sink: &mut dyn Sink, summary: &mut Summary) -> Result<(), SyntheticError> {
        let around = totals::Around { config: &self.config, places: &self.places };
        totals::each(&around, |sheet| {
            for (row, fault, rule) in &sheet.mistakes {
                outbox.note(&sheet.name, *row, *fault, rule);
            }
            summary.files += 1;
            summary.rows += sheet.rows;
            summary.bytes += sheet.bytes.len() as u64;
            sink.append(&format!("deliveries/{}", sheet.name), &sheet.bytes)
        })?;
        summary.faults = outbox.fault_rows;
        Ok(())
    }

    fn references(&self, sink: &mut dyn Sink) -> Result<(), SyntheticError> {
        let mut text = String::from("pc4,gm_code\n");
        for (number, municipality) in self.places.numbers() {
            text.push_str(&format!("{number:04},{}\n", municipality.region()));
        }
        sink.append("reference/postcodes.csv", text.as_bytes())
    }
}

fn truths(config: &Config, sink: &mut dyn Sink, tally: &Tally, faults: &str) -> Result<(), SyntheticError> {
    sink.append("truth/realised/counts.csv", truth::counts_csv(&tally.tables()).as_bytes())?;
    sink.append("truth/realised/victims.csv", tally.victims_csv().as_bytes())?;
    sink.append("truth/realised/lists.csv", tally.lists_csv().as_bytes())?;
    sink.append("truth/parameters/hazards.csv", parameters::hazards_csv().as_bytes())?;
    sink.append("truth/parameters/lists.csv", parameters::lists::csv().as_bytes())?;
    totals::parameters(config, sink)?;
    sink.append("truth/faults.csv", format!("file,row,fault,rule\n{faults}").as_bytes())
}

/// A delivery file that is being filled.
struct File {
    name: String,
    kept: Vec<u8>,
    rows: u64,
    bytes: u64,
}

/// All delivery files, by supplier, half-year and version.
struct Outbox<'a> {
    country: &'a Country,
    files: BTreeMap<(Supplier, u16, usize), File>,
    kept: usize,
    faults: String,
    fault_rows: u64,
}

impl<'a> Outbox<'a> {
    /// Opens a file for every supplier and half-year, also where it will stay empty: nothing to tell is told.
    fn open(country: &'a Country) -> Outbox<'a> {
        let mut outbox = Outbox { country, files: BTreeMap::new(), kept: 0, faults: String::new(), fault_rows: 0 };
        let (organisations, faults) = (&country.organisations, &country.config.faults);
        for supplier in organisations.all() {
            for half in 0..country.window.halves() {
                let year = country.window.half(half).year();
                if stopped(faults, supplier, half, country.window.halves()) {
                    let name = outbox.name(supplier, half, 1);
                    outbox.note(&name, 0, Fault::StoppedProvider, "");
                } else if organisations.exists(&country.atlas, supplier, year) {
                    let versions = if corrects(faults, supplier, half) { 2 } else { 1 };
                    for version in 1..=versions {
                        outbox.file(supplier, half as u16, version);
                    }
                }
            }
        }
        outbox
    }

    fn name(&self, supplier: Supplier, half: usize, version: usize) -> String {
        let stem = self.country.organisations.file_stem(supplier);
        format!("deliveries/{stem}_{}_v{version}.{}", self.country.window.half(half), ending(supplier.delivers()))
    }

    fn file(&mut self, supplier: Supplier, half: u16, version: usize) -> &mut File {
        let name = self.name(supplier, usize::from(half), version);
        self.files.entry((supplier, half, version)).or_insert_with(|| {
            let kept = header(supplier.delivers());
            File { name, bytes: kept.len() as u64, kept, rows: 0 }
        })
    }

    /// Adds the rows of some households to their files.
    fn take(&mut self, batch: Batch) {
        let mut begin = 0;
        let mut mistakes = batch.mistakes.iter().peekable();
        for (at, row) in batch.rows.iter().enumerate() {
            let end = begin + row.bytes as usize;
            let key = (row.supplier, row.half, row.version.number());
            if !self.files.contains_key(&key) {
                self.file(row.supplier, row.half, row.version.number());
            }
            let Some(file) = self.files.get_mut(&key) else { continue };
            file.kept.extend_from_slice(&batch.bytes[begin..end]);
            let place = file.rows + u64::from(row.counts.max(1));
            file.rows += u64::from(row.counts);
            file.bytes += u64::from(row.bytes);
            self.kept += row.bytes as usize;
            begin = end;
            while let Some(mistake) = mistakes.next_if(|mistake| mistake.row as usize == at) {
                let name = self.files[&key].name.clone();
                self.note(&name, place, mistake.fault, mistake.rule);
            }
        }
    }

    fn note(&mut self, name: &str, row: u64, fault: Fault, rule: &str) {
        let file = name.rsplit('/').next().unwrap_or(name);
        self.faults.push_str(&format!("{file},{row},{},{rule}\n", fault.word()));
        self.fault_rows += u64::from(row > 0);
    }

    /// Hands over what is kept when it is more than so many bytes.
    fn flush(&mut self, sink: &mut dyn Sink, more_than: usize) -> Result<(), SyntheticError> {
        if self.kept <= more_than {
            return Ok(());
        }
        for file in self.files.values_mut().filter(|file| !file.kept.is_empty()) {
            sink.append(&file.name, &std::mem::take(&mut file.kept))?;
        }
        self.kept = 0;
        Ok(())
    }

    /// Ends every file and hands the rest over.
    fn close(&mut self, sink: &mut dyn Sink, summary: &mut Summary) -> Result<(), SyntheticError> {
        for ((supplier, _, _), file) in &mut self.files {
            if supplier.delivers().in_messages() {
                file.kept.extend_from_slice(&TAR_END);
                file.bytes += TAR_END.len() as u64;
            }
            sink.append(&file.name, &std::mem::take(&mut file.kept))?;
            summary.files += 1;
            summary.rows += file.rows;
            summary.bytes += file.bytes;
        }
        summary.faults = self.fault_rows;
        Ok(())
    }
}
