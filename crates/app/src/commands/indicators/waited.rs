//! How long those on a waiting list have waited so far.

use std::collections::BTreeMap;

use domain::{Day, DayUnit};
use engine::Stay;

/// For each of these dates the days that a quarter, half and three quarters of those on the list have waited at most; nothing where the list is empty.
///
/// The least number of days by which that part of the list has waited no longer: of five who waited 1, 2, 3, 4 and 10 days these are 2, 3 and 4.
pub fn quarters(stays: &BTreeMap<Stay, u64>, dates: &[Day], unit: DayUnit) -> Vec<Option<[u32; 3]>> {
    dates.iter().map(|date| of_list(&on_list(stays, *date, unit))).collect()
}

/// How many on the list of a date have waited how many days.
fn on_list(stays: &BTreeMap<Stay, u64>, date: Day, unit: DayUnit) -> BTreeMap<u32, u64> {
    let mut waited = BTreeMap::new();
    for (stay, count) in stays.iter().take_while(|(stay, _)| stay.since <= date) {
        if stay.from <= date && date < stay.until {
            *waited.entry(unit.between(stay.since, date)).or_insert(0) += count;
        }
    }
    waited
}

fn of_list(waited: &BTreeMap<u32, u64>) -> Option<[u32; 3]> {
    let all: u64 = waited.values().sum();
    let at = |quarters: u64| {
        let mut passed = 0;
        let reaches = |(days, count): (&u32, &u64)| {
            passed += count;
            (4 * passed >= quarters * all).then_some(*days)
        };
        waited.iter().find_map(reaches)
    };
    Some([at(1)?, at(2)?, at(3)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stay(since: i32, from: i32, until: i32) -> (Stay, u64) {
        (Stay { since: Day(since), from: Day(from), until: Day(until) }, 1)
    }

    #[test]
    fn a_quarter_half_and_three_quarters_of_those_on_the_list() {
        let stays: BTreeMap<Stay, u64> =
            [stay(90, 95, 200), stay(96, 96, 101), stay(97, 97, 200), stay(98, 98, 200), stay(99, 99, 200)].into();
        let told = quarters(&stays, &[Day(94), Day(95), Day(100), Day(101), Day(200)], DayUnit::Calendar);
        // Whoever began before the first delivery is known of from day 95 on, and has waited five days by then.
        assert_eq!(told, [None, Some([5, 5, 5]), Some([2, 3, 4]), Some([2, 3, 4]), None]);
    }

    proptest! {
        /// Beside the days of everyone on the list, one by one, in order.
        #[test]
        fn they_are_those_of_the_days_in_order(waits in prop::collection::vec((0i32..40, 0i32..40), 0..30), date in 0i32..80) {
            let mut stays = BTreeMap::new();
            for (since, length) in waits.iter().filter(|(_, length)| *length > 0) {
                *stays.entry(stay(*since, *since, since + length).0).or_insert(0) += 1;
            }
            let mut days: Vec<u32> =
                waits.iter().filter(|(since, length)| *since <= date && date < since + length).map(|(since, _)| (date - since) as u32).collect();
            days.sort_unstable();
            let at = |quarters: usize| days.get((quarters * days.len()).div_ceil(4).saturating_sub(1)).copied();
            let expected = at(1).zip(at(2)).zip(at(3)).map(|((one, two), three)| [one, two, three]);
            prop_assert_eq!(quarters(&stays, &[Day(date)], DayUnit::Calendar), [expected]);
        }
    }
}
