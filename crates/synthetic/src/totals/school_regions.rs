//! Where the schools of the survey stand: a Veilig Thuis region each, and how much more or less common sexual violence is there.
//!
//! Regions fall into five classes of one effect each. Every stratum has as many schools in each class, so that the country's
//! prevalence stays what it is; in which regions of a class they stand is chance, as in a real sample.

use std::fmt::Write as _;

use domain::{Atlas, RegionCode};

use crate::random::{Purpose, Stream};

/// Effects of the classes of regions on the probability; their mean is 1.
const CLASS_EFFECTS: [f64; 5] = [0.7, 0.85, 1.0, 1.15, 1.3];
/// Reports per 1,000 minors in a region of effect 0, and how many more at effect 1: made up.
const REPORTS: (f64, f64) = (12.0, 26.0);
/// What else moves the reports of a region, each as likely.
const RECORDING: [f64; 5] = [-3.0, -1.5, 0.0, 1.5, 3.0];

/// The regions of the year 2026 on, class by class.
pub(super) struct Regions {
    seed: u64,
    all: Vec<RegionCode>,
}

impl Regions {
    pub(super) fn of(seed: u64, atlas: &Atlas) -> Regions {
        Regions { seed, all: atlas.veilig_thuis_regions(i16::MAX).map(|region| region.code).collect() }
    }

    /// The region of a school: the same every year. `stratum` and `number` count from 0.
    pub(super) fn of_school(&self, stratum: usize, number: u32) -> RegionCode {
        let (class, turn) = (number as usize % CLASS_EFFECTS.len(), number as usize / CLASS_EFFECTS.len());
        let mut members: Vec<RegionCode> = self.all.iter().skip(class).step_by(CLASS_EFFECTS.len()).copied().collect();
        let mut stream = Stream::of(self.seed, Purpose::SchoolRegions, (stratum as u64) << 32 | class as u64, 0);
        for place in (1..members.len()).rev() {
            members.swap(place, stream.below(place as u32 + 1) as usize);
        }
        members[turn % members.len()]
    }

    /// What a region multiplies the probability by.
    pub(super) fn effect(&self, region: RegionCode) -> f64 {
        let place = self.all.iter().position(|own| *own == region).unwrap_or_default();
        CLASS_EFFECTS[place % CLASS_EFFECTS.len()]
    }

    /// Every region with its effect.
    pub(super) fn effects(&self) -> impl Iterator<Item = (RegionCode, f64)> {
        self.all.iter().map(|region| (*region, self.effect(*region)))
    }

    /// `reference/regions.csv`: what is known of a region beside the survey.
    pub(super) fn csv(&self, atlas: &Atlas) -> String {
        let mut text = String::from("regio;minderjarigen;meldingen_per_1000\n");
        for (place, (region, effect)) in self.effects().enumerate() {
            let recording = Stream::of(self.seed, Purpose::SchoolRegions, place as u64, 1).pick(&RECORDING);
            let reports = REPORTS.0 + REPORTS.1 * effect + recording;
            let _ = writeln!(text, "{region};{};{reports:.1}", atlas.minors(region));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_are_one_on_average_over_regions_and_over_the_schools_of_every_stratum() {
        let regions = Regions::of(1, &Atlas::netherlands());
        let mean = |effects: Vec<f64>| effects.iter().sum::<f64>() / effects.len() as f64;
        assert_eq!(regions.all.len() % CLASS_EFFECTS.len(), 0);
        assert!((mean(regions.effects().map(|(_, effect)| effect).collect()) - 1.0).abs() < 1e-12);
        for stratum in 0..10 {
            let schools = (0..20).map(|number| regions.of_school(stratum, number));
            assert!((mean(schools.map(|region| regions.effect(region)).collect()) - 1.0).abs() < 1e-12);
        }
    }
}
