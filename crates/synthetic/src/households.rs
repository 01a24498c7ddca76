//! Households with children: who lives where, when born, how named, with which citizen number.

use domain::{Day, Month, Sex};

use crate::config::{Config, SCALE_MAX, YEARS};
use crate::history::{Child, History, birthday};
use crate::names::{self, Surname};
use crate::places::{Address, Places};
use crate::random::{Purpose, Stream};

/// Years of first births there can be: the oldest sibling of a young person of 22, and the youngest in the last year.
pub(crate) const FIRST_BIRTHS: (i16, i16) = (YEARS.0 - YEARS_BACK, YEARS.1);
/// How many years before the first delivered year a household may have begun and still have someone under 23.
pub(crate) const YEARS_BACK: i16 = 35;
/// Mean number of children of [`SIZES`].
const MEAN_SIZE: f64 = 1.80;
const SIZES: [(u32, u32); 4] = [(42, 1), (40, 2), (14, 3), (4, 4)];
/// Households kept apart for each place and year of first birth have four children at most.
const CHILDREN_MAX: u64 = 4;
/// Of a thousand later children so many are born with the one before.
const TWINS: f64 = 0.03;
/// Births by month, January first: a few more in late summer.
const BIRTHS: [(u32, i8); 12] =
    [(82, 1), (76, 2), (82, 3), (80, 4), (84, 5), (83, 6), (89, 7), (89, 8), (88, 9), (85, 10), (80, 11), (82, 12)];

/// A household.
pub(crate) struct Household {
    pub(crate) surname: Surname,
    /// Addresses with the day each begins, in order of day; the first holds from the beginning.
    addresses: Vec<(Day, Address)>,
    pub(crate) children: Vec<Child>,
    /// Whether violence is more likely here.
    pub(crate) strained: bool,
}

impl Household {
    /// Where the household lives on a day.
    pub(crate) fn address(&self, day: Day) -> Address {
        self.addresses.iter().rev().find(|(from, _)| *from <= day).unwrap_or(&self.addresses[0]).1
    }

    /// The days on which it moved, in order.
    pub(crate) fn moves(&self) -> impl Iterator<Item = Day> + '_ {
        self.addresses.iter().skip(1).map(|(day, _)| *day)
    }

    /// Where it lived before its last move up to a day, if it moved.
    pub(crate) fn earlier_address(&self, day: Day) -> Option<Address> {
        let at = self.addresses.iter().rposition(|(from, _)| *from <= day)?;
        Some(self.addresses[at.checked_sub(1)?].1)
    }
}

/// The register: how many households there are in each place and year, and which numbers their children have.
pub(crate) struct Register {
    seed: u64,
    scale: f64,
    /// Households a place can have in a year at the largest scale, and the ranks before it.
    room: Vec<(u64, u64)>,
}

impl Register {
    pub(crate) fn of(config: &Config, places: &Places) -> Register {
        let years = (FIRST_BIRTHS.1 - FIRST_BIRTHS.0 + 1) as u64;
        let mut before = 0;
        let room = places
            .all
            .iter()
            .map(|place| {
                let room = (expected(place.minors) * SCALE_MAX) as u64 + 2;
                let own = (room, before);
                before += room * years * CHILDREN_MAX;
                own
            })
            .collect();
        Register { seed: config.seed, scale: config.scale, room }
    }

    /// Number of households that begin in a place and year. A larger scale has all of a smaller one's, and more.
    pub(crate) fn households(&self, places: &Places, place: u16, year: i16) -> u32 {
        let rounding = Stream::of(self.seed, Purpose::Rounding, u64::from(place), year as u64).unit();
        (expected(places.all[usize::from(place)].minors) * self.scale + rounding) as u32
    }

    /// Makes one household: the `number`th that begins in this place and year.
    pub(crate) fn household(&self, places: &Places, stream: &mut Stream, place: u16, year: i16, number: u32) -> Household {
        let first_rank = self.rank(place, year, number);
        let surname = names::surname(stream);
        let (month, home) = (stream.weighted(&BIRTHS), places.address(place, stream));
        let mut born = Month::new(year, month).first_day().plus(stream.between(0, 27));
        let size = stream.weighted(&SIZES);
        let mut children = vec![child(stream, first_rank, born)];
        for later in 1..size {
            born = if stream.chance(TWINS) { born } else { born.plus(stream.between(500, 1_400)) };
            children.push(child(stream, first_rank + later, born));
        }
        let addresses = addresses(places, stream, (children[0].born, home));
        Household { surname, addresses, children, strained: stream.chance(0.2) }
    }

    fn rank(&self, place: u16, year: i16, number: u32) -> u32 {
        let (room, before) = self.room[usize::from(place)];
        let years = (year - FIRST_BIRTHS.0) as u64;
        (before + (years * room + u64::from(number)) * CHILDREN_MAX) as u32
    }
}

/// The stream of one household.
pub(crate) fn stream(seed: u64, purpose: Purpose, place: u16, year: i16, number: u32) -> Stream {
    Stream::of(seed, purpose, u64::from(place) << 16 | year as u64, u64::from(number))
}

/// Expected number of households that begin in a year, at scale 1.
fn expected(minors: u32) -> f64 {
    f64::from(minors) / 18.0 / MEAN_SIZE
}

fn child(stream: &mut Stream, rank: u32, born: Day) -> Child {
    let sex = if stream.chance(0.513) { Sex::Male } else { Sex::Female };
    let first = names::first_name(stream, sex, born.year());
    let second = if stream.chance(0.3) { names::first_name(stream, sex, born.year() - 30) } else { "" };
    Child {
        rank,
        bsn: citizen_number(rank),
        sex,
        born,
        eighteen: birthday(born, 18),
        first_names: [first, second],
        died: None,
        history: History::default(),
    }
}

fn addresses(places: &Places, stream: &mut Stream, first: (Day, Address)) -> Vec<(Day, Address)> {
    let mut addresses = vec![first];
    let mut day = first.0.plus(stream.between(200, 7_000));
    while addresses.len() < 4 && day - first.0 < 8_000 {
        let from = addresses[addresses.len() - 1].1.place;
        let to = places.destination(from, stream);
        addresses.push((day, places.address(to, stream)));
        day = day.plus(stream.between(700, 9_000));
    }
    addresses
}

/// Numbers that pass the eleven-proof: nine for each seven digits that do not begin with 0.
const NUMBERS: u64 = 9 * 9_000_000;

/// The citizen number of a rank: spread over the made range, never twice, and it passes the eleven-proof. Made up; that
/// a living person has the same number can happen, as with any made number that passes.
fn citizen_number(rank: u32) -> u32 {
    let spread = (u64::from(rank) * 31_415_927 + 2_718_281) % NUMBERS;
    let seven = 1_000_000 + (spread / 9) as u32;
    let sum: u32 = (0..7).map(|place| seven / 10u32.pow(place) % 10 * (place + 3)).sum();
    let eighth = (0..10).filter(|digit| (sum + 2 * digit) % 11 != 10).nth((spread % 9) as usize).unwrap_or(0);
    seven * 100 + eighth * 10 + (sum + 2 * eighth) % 11
}

/// A file number of a child at an organisation: opaque, unique, the same at every scale.
pub(crate) fn file_number(rank: u32) -> u32 {
    ((u64::from(rank) * 87_654_321) & ((1 << 27) - 1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Atlas;

    #[test]
    fn citizen_numbers_pass_the_eleven_proof_and_never_come_twice() {
        let mut seen = std::collections::HashSet::new();
        for rank in (0..200_000).chain(70_000_000..70_050_000) {
            let number = citizen_number(rank);
            let digit = |place: u32| i64::from(number / 10u32.pow(place) % 10);
            let sum: i64 = (1..9).map(|place| digit(place) * i64::from(place + 1)).sum::<i64>() - digit(0);
            assert!(sum % 11 == 0 && number > 99_999_999 && seen.insert(number), "{rank}: {number}");
        }
    }

    #[test]
    fn there_are_numbers_for_the_largest_country() {
        let places = Places::of(&Atlas::netherlands());
        let register = Register::of(&Config::default(), &places);
        let last = places.all.len() as u16 - 1;
        let (room, _) = register.room[usize::from(last)];
        let highest = u64::from(register.rank(last, FIRST_BIRTHS.1, room as u32 - 1)) + CHILDREN_MAX;
        assert!(highest < NUMBERS.min(1 << 27), "{highest}");
    }

    #[test]
    fn a_move_changes_the_address_from_its_day_on() {
        let places = Places::of(&Atlas::netherlands());
        let register = Register::of(&Config::default(), &places);
        let moved = (0..50).map(|number| {
            let mut stream = stream(1, Purpose::Household, 5, 2010, number);
            register.household(&places, &mut stream, 5, 2010, number)
        });
        let household = moved.into_iter().find(|household| household.addresses.len() > 1).expect("one that moved");
        let (day, new) = household.addresses[1];
        assert_eq!((household.address(day), household.earlier_address(day)), (new, Some(household.addresses[0].1)));
        assert_eq!((household.address(day.plus(-1)), household.earlier_address(day.plus(-1))), (household.addresses[0].1, None));
    }
}
