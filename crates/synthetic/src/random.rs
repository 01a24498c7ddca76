//! Chance: independent streams, and laws drawn without a transcendental function, so that every machine draws the same.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a stream is for; streams of different purposes never share a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
pub(crate) enum Purpose {
    /// One household and everything that happens in it.
    Household = 1,
    /// The advice given in one municipality and year.
    Advice = 2,
    /// Mistakes in the rows about one household: apart, so that faults change no history.
    Faults = 3,
    /// The habits of one organisation.
    Habits = 4,
    /// The rounding of the number of households in one municipality and year of birth.
    Rounding = 5,
    /// The backlog of one organisation in one week.
    Backlog = 6,
    /// Centres for Sexual Violence and the police: who of a household meets them. Apart, as are all below, so that what was
    /// drawn before they existed stays as it was.
    Encounters = 7,
    /// Petitions to the juvenile court about one household.
    Court = 8,
    /// What a certified institution does under the measures of one household.
    Process = 9,
    /// Support, housing and income after 18 in one household.
    Adulthood = 10,
    /// Mistakes in the rows of these about one household.
    LaterFaults = 11,
    /// Programmes of one municipality in one year.
    Programmes = 12,
    /// One school in the survey of one year.
    Survey = 13,
    /// One sentinel in the year of its forms.
    Informants = 14,
    /// Figures of others of one year.
    Series = 15,
    /// Mistakes in totals and samples.
    TotalsFaults = 16,
    /// Messages about one household: when they are sent, and which once more.
    Messages = 17,
    /// Mistakes in these.
    MessageFaults = 18,
    /// Where the schools of the survey stand.
    SchoolRegions = 19,
    /// Crisis help after an assessment of acute danger in one household.
    Safety = 20,
    /// To which institution the measures of one household are handed over.
    PassingOn = 21,
}

/// A weighted stretch of whole numbers, both ends included.
pub(crate) type Band = (u32, i32, i32);

/// A stream of chance, the same for the same seed, purpose and place.
pub(crate) struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream of one purpose at one place (two numbers say which).
    pub(crate) fn of(seed: u64, purpose: Purpose, place: u64, number: u64) -> Stream {
        let mut key = [0; 32];
        for (bytes, word) in key.chunks_exact_mut(8).zip([seed, purpose as u64, place, number]) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        Stream(ChaCha8Rng::from_seed(key))
    }

    /// Uniform on [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Uniform on `0..count`; 0 where `count` is 0.
    pub(crate) fn below(&mut self, count: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(count)) >> 32) as u32
    }

    /// Uniform between two whole numbers, both included; `low` where they cross.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1).max(1) as u32) as i32
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }

    /// One of a list of weighted values; the weights sum to more than 0.
    pub(crate) fn weighted<T: Copy>(&mut self, from: &[(u32, T)]) -> T {
        let mut left = self.below(from.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in from {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        from[from.len() - 1].1
    }

    /// A whole number from weighted stretches.
    pub(crate) fn banded(&mut self, bands: &[Band]) -> i32 {
        let mut left = self.below(bands.iter().map(|band| band.0).sum());
        for (weight, low, high) in bands {
            if left < *weight {
                return self.between(*low, *high);
            }
            left -= weight;
        }
        bands[bands.len() - 1].2
    }
}

/// A law of a number of days: the probability of each day, and of never.
#[derive(Clone, PartialEq, Debug)]
pub struct Law {
    mass: Vec<f64>,
    cumulative: Vec<f64>,
}

impl Law {
    /// From the probability of day 0, 1, 2, …; what is missing to 1 is never.
    pub(crate) fn of_mass(mass: Vec<f64>) -> Law {
        let cumulative = mass
            .iter()
            .scan(0.0, |sum, mass| {
                *sum += mass;
                Some(*sum)
            })
            .collect();
        Law { mass, cumulative }
    }

    /// From the hazard of each day: the probability of that day given none before it.
    pub(crate) fn of_hazards(hazards: impl IntoIterator<Item = f64>) -> Law {
        let mut left = 1.0;
        Law::of_mass(
            hazards
                .into_iter()
                .map(|hazard| {
                    let mass = left * hazard;
                    left -= mass;
                    mass
                })
                .collect(),
        )
    }

    /// A mixture of laws with weights that sum to at most 1; the rest is never.
    pub(crate) fn mixture(parts: &[(f64, &Law)]) -> Law {
        let length = parts.iter().map(|(_, law)| law.mass.len()).max().unwrap_or(0);
        Law::of_mass((0..length).map(|day| parts.iter().map(|(weight, law)| weight * law.mass(day as i32)).sum()).collect())
    }

    /// The probability of exactly this day.
    pub fn mass(&self, day: i32) -> f64 {
        usize::try_from(day).ok().and_then(|day| self.mass.get(day)).copied().unwrap_or(0.0)
    }

    /// The probability of this day or an earlier one.
    pub fn by(&self, day: i32) -> f64 {
        let Ok(day) = usize::try_from(day) else { return 0.0 };
        self.cumulative.get(day).or(self.cumulative.last()).copied().unwrap_or(0.0)
    }

    /// The probability of this day, a later one or never.
    pub fn from(&self, day: i32) -> f64 {
        1.0 - self.by(day - 1)
    }

    /// The probability of this day given none before it.
    pub fn hazard(&self, day: i32) -> f64 {
        let left = self.from(day);
        if left > 0.0 { self.mass(day) / left } else { 0.0 }
    }

    /// Draws a day; `None` is never.
    pub(crate) fn draw(&self, stream: &mut Stream) -> Option<i32> {
        let unit = stream.unit();
        let day = self.cumulative.partition_point(|sum| *sum <= unit);
        (day < self.cumulative.len()).then_some(day as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_gives_the_same_stream_and_another_another() {
        let first = |purpose, place| Stream::of(7, purpose, place, 3).below(1 << 30);
        assert_eq!(first(Purpose::Household, 1), first(Purpose::Household, 1));
        assert_ne!(first(Purpose::Household, 1), first(Purpose::Household, 2));
        assert_ne!(first(Purpose::Household, 1), first(Purpose::Faults, 1));
    }

    #[test]
    fn a_law_is_drawn_as_its_masses_say() {
        let law = Law::of_hazards([0.5, 0.0, 0.5]);
        let mut stream = Stream::of(1, Purpose::Household, 0, 0);
        let mut seen = [0u32; 4];
        (0..40_000).for_each(|_| seen[law.draw(&mut stream).unwrap_or(3) as usize] += 1);
        assert_eq!(seen[1], 0);
        for (count, share) in seen.iter().zip([0.5, 0.0, 0.25, 0.25]) {
            assert!((f64::from(*count) / 40_000.0 - share).abs() < 0.01, "{count} for {share}");
        }
        assert_eq!((law.by(-1), law.by(2), law.by(99), law.from(0)), (0.0, 0.75, 0.75, 1.0));
    }

    #[test]
    fn bands_and_weights_stay_inside() {
        let mut stream = Stream::of(1, Purpose::Advice, 0, 0);
        for _ in 0..1_000 {
            assert!((3..=9).contains(&stream.banded(&[(1, 3, 4), (2, 8, 9)])));
            assert_ne!(stream.weighted(&[(0, 1), (5, 2)]), 1);
            assert_eq!(stream.between(4, 2), 4);
        }
    }
}
