//! A series that goes on at another level: the year from which its counts do not follow from the years before.
//!
//! Method page: `docs/methods/series-breaks.md`. It sees safe counts only, so a break gives no more away than the counts it is read from.

use std::collections::BTreeMap;

use disclosure::SafeTable;
use domain::{Estimate, Interval, Measure, RegionCode, RegionKind, Site, Span};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Years below and above a break that are needed at least, and years in all.
const SIDE: usize = 2;
const FEWEST_YEARS: usize = 5;
/// A series in which a year counts fewer is too thin to look at.
const FEWEST: u64 = 10;
/// Chance that any series of one indicator at one level of regions is called broken though none is.
const ALARM: f64 = 0.01;
/// A level that changes by a smaller factor is not called a break, however sure.
const SMALLEST: f64 = 1.15;
/// So many regions are needed to learn from them how much counts of a year vary.
const FEWEST_SERIES: usize = 8;
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
/// The logarithm of the counts of a stretch follows a straight line. For every year with two years on either side a step is added, fitted by
/// least squares, and held against its standard error. How much counts vary comes from all series together (the median of the variance
/// around their line over that of a count, at least 1), or from the series itself where that is more, or where there are fewer than
/// eight. The largest step is a break when its *p* by Student's t, times all years of all series tried, is at most 0.01, and the level
/// changes by a factor of 1.15 at least.
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
    let lines: Vec<Line> = series.iter().filter_map(|series| Line::of(series, base)).collect();
    let spread = Spread::of(&lines);
    let tried: usize = lines.iter().map(|line| line.z.len() + 1 - 2 * SIDE).sum();
    lines.iter().filter_map(|line| line.largest(&spread, tried as f64)).collect()
}

/// The logarithms of a stretch, with the straight line taken out.
struct Line<'a> {
    series: &'a Series,
    /// Years from the middle year.
    t: Vec<f64>,
    /// Logarithms less their line.
    z: Vec<f64>,
    /// Variance of a logarithm were the count a Poisson one: one over the mean, and what rounding adds.
    poisson: f64,
}

impl Line<'_> {
    fn of(series: &Series, base: u64) -> Option<Line<'_>> {
        let points = &series.points;
        if points.len() < FEWEST_YEARS || points.iter().any(|(_, count)| *count < FEWEST) {
            return None;
        }
        let n = points.len() as f64;
        let middle = points.iter().map(|(year, _)| f64::from(*year)).sum::<f64>() / n;
        let t: Vec<f64> = points.iter().map(|(year, _)| f64::from(*year) - middle).collect();
        let logs: Vec<f64> = points.iter().map(|(_, count)| (*count as f64).ln()).collect();
        let mean = points.iter().map(|(_, count)| *count as f64).sum::<f64>() / n;
        let poisson = 1.0 / mean + (base as f64).powi(2) / (12.0 * mean * mean);
        Some(Line { series, z: without_line(&t, &logs), t, poisson })
    }

    /// Variance around the straight line.
    fn variance(&self) -> f64 {
        squares(&self.z) / (self.z.len() as f64 - 2.0)
    }

    /// The step in the logarithms from one year on: its size, one over the sum of squares it is measured with, and the variance that remains.
    fn step(&self, from: usize) -> (f64, f64, f64) {
        let jump: Vec<f64> = (0..self.z.len()).map(|place| if place < from { 0.0 } else { 1.0 }).collect();
        let own = without_line(&self.t, &jump);
        let weight = squares(&own);
        let size = own.iter().zip(&self.z).map(|(own, z)| own * z).sum::<f64>() / weight;
        let left = (squares(&self.z) - size * size * weight).max(0.0);
        (size, 1.0 / weight, left / (self.z.len() as f64 - 3.0))
    }

    fn largest(&self, spread: &Spread, tried: f64) -> Option<FoundBreak> {
        let tests = (SIDE..=self.z.len() - SIDE).filter_map(|from| {
            let (size, factor, own) = self.step(from);
            let (variance, freedom) = spread.around(self.poisson, own, self.z.len());
            let error = (variance * factor).sqrt();
            (error > 0.0).then_some((from, size, error, freedom))
        });
        let (from, size, error, freedom) = tests.max_by(|one, two| (one.1 / one.2).abs().total_cmp(&(two.1 / two.2).abs()))?;
        let student = StudentsT::new(0.0, 1.0, freedom).ok()?;
        let chance = 2.0 * student.sf((size / error).abs()) * tried;
        let half = student.inverse_cdf(1.0 - (1.0 - LEVEL) / 2.0) * error;
        let interval = Interval { lower: (size - half).exp(), upper: (size + half).exp(), level: LEVEL };
        let is_large = size.abs() >= SMALLEST.ln();
        let (year, _) = *self.series.points.get(from)?;
        (chance <= ALARM && is_large).then(|| FoundBreak {
            region: self.series.region,
            year,
            ratio: Estimate { value: size.exp(), interval },
        })
    }
}

/// How much the counts of a year vary, over what Poisson counts would.
enum Spread {
    /// From all series: the factor, and the degrees of freedom of the reference.
    Together(f64, f64),
    /// From each series alone.
    Alone,
}

impl Spread {
    fn of(lines: &[Line<'_>]) -> Spread {
        let mut factors: Vec<f64> =
            lines.iter().map(|line| line.variance() / line.poisson / median_of_variance(line.z.len() - 2)).collect();
        if factors.len() < FEWEST_SERIES {
            return Spread::Alone;
        }
        factors.sort_unstable_by(f64::total_cmp);
        let middle = (factors[(factors.len() - 1) / 2] + factors[factors.len() / 2]) / 2.0;
        Spread::Together(middle.max(1.0), factors.len() as f64 - 1.0)
    }

    /// Variance and degrees of freedom for a series of so many years, whose own variance around line and step is `own`.
    fn around(&self, poisson: f64, own: f64, years: usize) -> (f64, f64) {
        match self {
            Spread::Together(factor, freedom) => ((factor * poisson).max(own), *freedom),
            Spread::Alone => (poisson.max(own), years as f64 - 3.0),
        }
    }
}

/// The median of a variance of so many degrees of freedom over its mean (Wilson & Hilferty).
fn median_of_variance(freedom: usize) -> f64 {
    (1.0 - 2.0 / (9.0 * freedom as f64)).powi(3)
}

/// Values less their straight line over `t`, which has mean 0.
fn without_line(t: &[f64], values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let slope = t.iter().zip(values).map(|(t, value)| t * value).sum::<f64>() / squares(t);
    t.iter().zip(values).map(|(t, value)| value - mean - slope * t).collect()
}

fn squares(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum()
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
        let (size, factor, left) = line.step(3);
        assert!((size - 2f64.ln()).abs() < 1e-12 && (1.0 / factor - 0.342_857_142_857).abs() < 1e-9 && left < 1e-12);
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

    /// Twenty-five regions of other sizes, each with a trend of its own; one of them breaks where `jump` is not 1.
    fn country(random: &mut ChaCha8Rng, years: i16, factor: f64, jump: f64) -> Vec<Series> {
        let own = (1..=25u16).map(|place| {
            let (size, slope) = (40.0 * 1.18f64.powi(i32::from(place)), random.random::<f64>() * 0.1 - 0.05);
            let point = |year: i16| {
                let level = if place == 12 && year >= years / 2 { jump } else { 1.0 };
                (2016 + year, drawn(random, size * (slope * f64::from(year)).exp() * level, factor))
            };
            Series { region: RegionCode::veilig_thuis(place), points: (0..years).map(point).collect() }
        });
        own.collect()
    }

    /// The promise is one false alarm in a hundred indicators; 400 countries without a break are looked at for each spread.
    #[test]
    fn series_without_a_break_are_called_broken_as_rarely_as_promised() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for (years, factor) in [(10, 1.0), (10, 4.0), (5, 4.0), (8, 9.0)] {
            let alarms = (0..400).filter(|_| !breaks(&country(&mut random, years, factor, 1.0), 5).is_empty()).count();
            assert!(alarms <= 10, "{alarms} of 400 with {years} years and a spread of {factor}");
        }
    }

    /// A region of about 300 a year, among twenty-four without a break; counts vary twice as much as chance alone. A level that doubles is
    /// found; one that rises by half mostly drowns among the other years and regions that were tried.
    #[test]
    fn a_level_that_doubles_is_found_in_its_region_and_year() {
        let found = |jump: f64| {
            let mut random = ChaCha8Rng::seed_from_u64(2);
            let is_it = |own: &FoundBreak| own.region == RegionCode::veilig_thuis(12) && own.year == 2021;
            let drawn: Vec<Vec<FoundBreak>> = (0..200).map(|_| breaks(&country(&mut random, 10, 2.0, jump), 5)).collect();
            let right = drawn.iter().filter(|found| matches!(found.as_slice(), [own] if is_it(own))).count();
            let held = drawn.iter().flatten().filter(|own| is_it(own) && own.ratio.interval.covers(jump)).count();
            (right, held)
        };
        let ((doubled, held), (half, _)) = (found(2.0), found(1.5));
        assert!(doubled >= 180 && held * 10 >= doubled * 9, "{doubled} and {held} of 200");
        assert!((10..120).contains(&half), "{half} of 200");
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
