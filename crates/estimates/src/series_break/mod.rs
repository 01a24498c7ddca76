//! A series that goes on at another level: the year from which its counts do not follow from the years before.
//!
//! Method page: `docs/methods/series-breaks.md`. It sees safe counts only, so a break gives no more away than the counts it is read from.

mod line;
mod usual;

use std::collections::BTreeMap;

use disclosure::SafeTable;
use domain::{Estimate, Interval, Measure, RegionCode, RegionKind, Site, Span};
use statrs::distribution::{ContinuousCDF, StudentsT};

use line::{Line, Step};
use usual::Usual;

/// Years below and above a break that are needed at least, and years in all.
const SIDE: usize = 2;
const FEWEST_YEARS: usize = 5;
/// A series in which a year counts fewer is too thin to look at.
const FEWEST: u64 = 10;
/// Chance that any series of one indicator at one level of regions is called broken though none is.
const ALARM: f64 = 0.01;
/// A level that changes by a smaller factor is not called a break, however sure.
const SMALLEST: f64 = 1.15;
const LEVEL: f64 = 0.95;

/// The counts of one region over years that can be compared: one stretch without a known break.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
    /// Of which region.
    pub region: RegionCode,
    /// Year and safe count, by year; years that are hidden or incomplete are left out.
    pub points: Vec<(i16, u64)>,
}

/// A break that was found.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FoundBreak {
    /// In the counts of which region.
    pub region: RegionCode,
    /// The first year of the new level.
    pub year: i16,
    /// The new level over the old one, the trend allowed for: 1.5 is half as much again.
    pub ratio: Estimate,
}

/// The breaks in the yearly counts of everyone in the country and in each Veilig Thuis region, by region and year; one a stretch at most.
///
/// `is_whole` says where everything was delivered: other years are left out, so that a delivery that is missing is no break. `starts` are the
/// first years after a known break: a stretch ends before each, so that what is known is not found again. Of a break half-way a year, that
/// year and the next both stand in `starts`: the year belongs to neither side.
pub fn found_breaks(table: &SafeTable, starts: &dyn Fn(RegionCode) -> Vec<i16>, is_whole: &dyn Fn(Site) -> bool) -> Vec<FoundBreak> {
    let mut years: BTreeMap<RegionCode, Vec<(i16, u64)>> = BTreeMap::new();
    for (site, measure, cell) in table.cells() {
        let (Span::Year(year), Measure::Entered, Some(count)) = (site.span, measure, cell.shown()) else { continue };
        if site == Site::all(site.region, site.span) && is_whole(site) {
            years.entry(site.region).or_default().push((year, count));
        }
    }
    let of_kind = |kind: RegionKind| -> Vec<Series> {
        let own = years.iter().filter(|(region, _)| region.kind() == kind);
        own.flat_map(|(region, points)| stretches(*region, points, &starts(*region))).collect()
    };
    let mut found = [RegionKind::Country, RegionKind::VeiligThuis].map(|kind| breaks(&of_kind(kind), table.base())).concat();
    found.sort_by_key(|own| (own.region, own.year));
    found
}

/// The years between known breaks.
fn stretches(region: RegionCode, points: &[(i16, u64)], starts: &[i16]) -> Vec<Series> {
    let stretch = |year: i16| starts.iter().filter(|start| **start <= year).count();
    let own = points.chunk_by(|one, next| stretch(one.0) == stretch(next.0));
    own.map(|points| Series { region, points: points.to_vec() }).collect()
}

/// The breaks in series of one indicator that belong together, counts rounded to a multiple of `base`.
///
/// The logarithm of the counts of a stretch follows a straight line. For every year with two years on either side a step is added. How much
/// counts vary beyond chance, and how much slopes differ, is learnt from the other regions: the variance of a series is drawn towards theirs by
/// degrees of freedom, unless it is more than twice as large, and its slope by how little theirs differ, unless its slope is strange among them. With
/// fewer than seven other regions a series tells of itself only. The largest step is a break when its *p* by Student's t, times all years of all series tried, is at most 0.01,
/// and the level changes by a factor of 1.15 at least.
///
/// ```
/// use domain::RegionCode;
/// use estimates::series_break::{Series, breaks};
/// let counts = [100, 105, 100, 105, 100, 200, 205, 200, 205, 200];
/// let points = (2016..).zip(counts).collect();
/// let found = breaks(&[Series { region: RegionCode::COUNTRY, points }], 5);
/// assert_eq!(found.iter().map(|own| own.year).collect::<Vec<_>>(), [2021]);
/// assert!(breaks(&[Series { region: RegionCode::COUNTRY, points: (2016..).zip([100, 105, 110, 120, 125, 130, 135, 145]).collect() }], 5).is_empty());
/// ```
pub fn breaks(series: &[Series], base: u64) -> Vec<FoundBreak> {
    let lines: Vec<Line<'_>> = series.iter().filter_map(|series| Line::of(series, base)).collect();
    let tried: usize = lines.iter().map(Line::tried).sum();
    let largest = |(place, line): (usize, &Line<'_>)| {
        let step = line.largest(&Usual::of_others(&lines, place))?;
        called(line.series, step, tried as f64)
    };
    lines.iter().enumerate().filter_map(largest).collect()
}

/// The break a step is called, where it is sure and large enough.
fn called(series: &Series, step: Step, tried: f64) -> Option<FoundBreak> {
    let Step { from, size, error, freedom } = step;
    let student = StudentsT::new(0.0, 1.0, freedom).ok()?;
    let chance = 2.0 * student.sf((size / error).abs()) * tried;
    let half = student.inverse_cdf(1.0 - (1.0 - LEVEL) / 2.0) * error;
    let interval = Interval { lower: (size - half).exp(), upper: (size + half).exp(), level: LEVEL };
    let is_large = size.abs() >= SMALLEST.ln();
    let (year, _) = *series.points.get(from)?;
    (chance <= ALARM && is_large).then(|| FoundBreak { region: series.region, year, ratio: Estimate { value: size.exp(), interval } })
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn series(place: u16, counts: &[u64]) -> Series {
        Series { region: RegionCode::veilig_thuis(place), points: (2016..).zip(counts.iter().copied()).collect() }
    }

    /// By hand (docs/methods/series-breaks.md): 10, 10, 10, 20, 20, 20 in hundreds. With the line taken out a step after three of six years has
    /// sum of squares 6/4 − 4.5²/17.5 = 0.342857; it is all there is to the counts, so it is ln 2 and nothing remains.
    #[test]
    fn the_step_of_the_worked_example_is_that_worked_out_by_hand() {
        let own = series(1, &[1000, 1000, 1000, 2000, 2000, 2000]);
        let line = Line::of(&own, 5).expect("a line");
        let step = line.step(3, &Usual::Alone).expect("a step");
        assert!((step.size - 2f64.ln()).abs() < 1e-12 && (step.error.powi(2) - line.poisson / 0.342_857_142_857).abs() < 1e-12);
        // Poisson and rounding: 1/1500 + 25/(12 × 1500²); standard error 0.0441; t = 15.7 with 3 degrees of freedom; p = 0.00056 × 3 years.
        assert!((line.poisson - (1.0 / 1500.0 + 25.0 / 27e6)).abs() < 1e-12);
        let found = breaks(std::slice::from_ref(&own), 5);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].year, format!("{:.3}", found[0].ratio.value)), (2019, "2.000".to_owned()));
        assert_eq!(format!("{:.2} {:.2}", found[0].ratio.interval.lower, found[0].ratio.interval.upper), "1.74 2.30");
    }

    /// A count of mean `mean`, over-dispersed: its variance is `factor` times its mean (a normal approximation, rounded to 5).
    fn drawn(random: &mut ChaCha8Rng, mean: f64, factor: f64) -> u64 {
        let normal = (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0;
        let count = (mean + normal * (mean * factor).sqrt()).max(0.0);
        (count / 5.0).round() as u64 * 5
    }

    /// How a country is drawn: years, how much more than chance counts vary, how slopes differ, and the level of one region half-way.
    #[derive(Clone, Copy)]
    struct Made {
        regions: u16,
        years: i16,
        factor: fn(&mut ChaCha8Rng, u16) -> f64,
        slope: fn(&mut ChaCha8Rng, u16) -> f64,
        jump: f64,
    }

    const PLAIN: Made =
        Made { regions: 25, years: 10, factor: |_, _| 2.0, slope: |random, _| random.random::<f64>() * 0.1 - 0.05, jump: 1.0 };

    /// Regions of other sizes, twenty-five or fewer, each with a trend of its own; one of them breaks where `jump` is not 1.
    fn country(random: &mut ChaCha8Rng, made: Made) -> Vec<Series> {
        let first = 26 - made.regions;
        let own = (first..=25).map(|place| {
            let (size, slope, factor) = (40.0 * 1.18f64.powi(i32::from(place)), (made.slope)(random, place), (made.factor)(random, place));
            let point = |year: i16| {
                let level = if place == 12 && year >= made.years / 2 { made.jump } else { 1.0 };
                (2016 + year, drawn(random, size * (slope * f64::from(year)).exp() * level, factor))
            };
            Series { region: RegionCode::veilig_thuis(place), points: (0..made.years).map(point).collect() }
        });
        own.collect()
    }

    fn alarms(made: Made, times: usize) -> usize {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        (0..times).filter(|_| !breaks(&country(&mut random, made), 5).is_empty()).count()
    }

    /// The promise is one false alarm in a hundred indicators; 400 countries without a break are looked at for each way of drawing (with one in a hundred
    /// more than 10 have a chance below one in a hundred): in chance alone, with more spread, with a spread that differs by region or is large in one, without and with slopes
    /// that differ, with slopes of which some lie far from the others, and with few regions.
    #[test]
    fn series_without_a_break_are_called_broken_as_rarely_as_promised() {
        let far = |random: &mut ChaCha8Rng, place: u16| if place % 8 == 3 { 0.15 } else { random.random::<f64>() * 0.1 - 0.05 };
        let heavy =
            |random: &mut ChaCha8Rng, _: u16| 0.02 * (std::f64::consts::PI * (random.random::<f64>() - 0.5)).tan().clamp(-12.0, 12.0);
        let one = |large: fn(&mut ChaCha8Rng, u16) -> f64| Made { factor: large, ..PLAIN };
        let countries: [(&str, Made); 13] = [
            ("chance alone", Made { factor: |_, _| 1.0, ..PLAIN }),
            ("spread of two", PLAIN),
            ("short, spread of four", Made { years: 5, factor: |_, _| 4.0, ..PLAIN }),
            ("spread of nine", Made { years: 8, factor: |_, _| 9.0, ..PLAIN }),
            ("spread of one to nine", Made { factor: |random, _| 9f64.powf(random.random()), ..PLAIN }),
            ("slopes alike", Made { slope: |_, _| 0.03, ..PLAIN }),
            ("three slopes far off", Made { slope: far, ..PLAIN }),
            ("slopes with heavy tails", Made { slope: heavy, ..PLAIN }),
            ("one of sixteen among one", one(|_, place| if place == 20 { 16.0 } else { 1.0 })),
            ("one of nine among two", one(|_, place| if place == 20 { 9.0 } else { 2.0 })),
            ("one of sixteen among two, long", Made { years: 15, ..one(|_, place| if place == 20 { 16.0 } else { 2.0 }) }),
            ("eight regions, spread of one to nine", Made { regions: 8, factor: |random, _| 9f64.powf(random.random()), ..PLAIN }),
            (
                "ten regions, short, spread of one to sixteen",
                Made { regions: 10, years: 7, factor: |random, _| 16f64.powf(random.random()), ..PLAIN },
            ),
        ];
        for (name, made) in countries {
            let alarms = alarms(made, 400);
            assert!(alarms <= 10, "{name}: {alarms} of 400");
        }
    }

    /// A region of about 300 a year, among twenty-four without a break; counts vary twice as much as chance alone. A level that doubles is
    /// found; one that rises by half about every other time.
    #[test]
    fn a_level_that_doubles_is_found_in_its_region_and_year() {
        let found = |jump: f64| {
            let mut random = ChaCha8Rng::seed_from_u64(2);
            let is_it = |own: &FoundBreak| own.region == RegionCode::veilig_thuis(12) && own.year == 2021;
            let drawn: Vec<Vec<FoundBreak>> = (0..200).map(|_| breaks(&country(&mut random, Made { jump, ..PLAIN }), 5)).collect();
            let right = drawn.iter().filter(|found| matches!(found.as_slice(), [own] if is_it(own))).count();
            let held = drawn.iter().flatten().filter(|own| is_it(own) && own.ratio.interval.covers(jump)).count();
            (right, held)
        };
        let ((doubled, held), (half, _)) = (found(2.0), found(1.5));
        assert!(doubled >= 180 && held * 10 >= doubled * 9, "{doubled} and {held} of 200");
        assert!((60..140).contains(&half), "{half} of 200");
    }

    /// The yearly flow of the Nile at Aswan, 1871–1970 (10^8 m³; Durbin & Koopman 2001): Cobb (1978) places the change after 1898, with the
    /// flow about a quarter lower.
    #[test]
    fn the_nile_is_lower_from_1899_on() {
        let flow: [u64; 100] = [
            1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210,
            1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702,
            1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771,
            676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901,
            1170, 912, 746, 919, 718, 714, 740,
        ];
        let found = breaks(&[Series { region: RegionCode::COUNTRY, points: (1871..).zip(flow).collect() }], 1);
        assert_eq!(found.iter().map(|own| own.year).collect::<Vec<_>>(), [1899]);
        assert!(found[0].ratio.interval.covers(0.75), "{:?}", found[0].ratio);
    }

    #[test]
    fn a_trend_a_small_step_and_a_thin_series_are_no_breaks() {
        let none = |counts: &[u64]| assert_eq!(breaks(&[series(1, counts)], 5), [], "{counts:?}");
        none(&[100, 130, 170, 220, 285, 370, 480, 625]);
        none(&[100_000, 100_000, 100_000, 100_000, 110_000, 110_000, 110_000, 110_000]);
        none(&[5, 5, 5, 5, 50, 50, 50, 50]);
        none(&[100, 100, 300, 300]);
        none(&[]);
    }

    /// A year in which something changed half-way stands in `starts`, as does the year after it: it belongs to neither side.
    #[test]
    fn known_breaks_part_a_series() {
        let points: Vec<(i16, u64)> = (2016..=2025).map(|year| (year, 100)).collect();
        let years = |starts: &[i16]| -> Vec<Vec<i16>> {
            let own = stretches(RegionCode::COUNTRY, &points, starts);
            own.iter().map(|series| series.points.iter().map(|(year, _)| *year).collect()).collect()
        };
        assert_eq!(years(&[]), [(2016..=2025).collect::<Vec<i16>>()]);
        assert_eq!(years(&[2019, 2024, 2025]), [vec![2016, 2017, 2018], (2019..=2023).collect(), vec![2024], vec![2025]]);
    }
}
