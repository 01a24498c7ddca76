//! Both conditionals of a count by two things: of all girls how many are in closed care, and of all in closed care how many are girls.
//!
//! Region and period stay as they are; of the other two dimensions each in turn is held. A share of one says nothing of the other: boys can be the most in
//! heavy care while a girl is more often in it.

use std::collections::BTreeMap;

use domain::Estimate;
use engine::Group;

use super::by::Dimension;
use super::safe::BASE;

/// The places of the two dimensions beside region and period; `None` where there are fewer or more, or where one of them is the form of violence: a start
/// has several, so that forms have no whole.
pub fn pair(dimensions: &[Dimension]) -> Option<[usize; 2]> {
    let is_kept = |dimension: &Dimension| !matches!(dimension, Dimension::Region(_) | Dimension::Period(_));
    let places: Vec<usize> = (0..dimensions.len()).filter(|place| is_kept(&dimensions[*place])).collect();
    let has_whole = !dimensions.contains(&Dimension::Form);
    <[usize; 2]>::try_from(places).ok().filter(|_| has_whole)
}

/// How many started with the same values, whatever the value at `over`.
pub fn whole(groups: &BTreeMap<Vec<String>, Group>, values: &[String], over: usize) -> u64 {
    let is_alike = |other: &[String]| other.iter().zip(values).enumerate().all(|(place, (one, two))| place == over || one == two);
    groups.iter().filter(|(other, _)| is_alike(other)).map(|(_, group)| group.starts).sum()
}

/// The share of a part in its whole. Of rounded counts the limits hold whatever the rounding left out.
pub fn share(part: u64, whole: u64, is_rounded: bool) -> Option<Estimate> {
    estimates::crosstab::share(part, whole, if is_rounded { BASE / 2 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::indicators::by::parse;

    fn groups() -> BTreeMap<Vec<String>, Group> {
        let of = |(code, sex, starts): (&str, &str, u64)| (vec![code.to_owned(), sex.to_owned()], Group { starts, ..Group::default() });
        [("01", "V", 60), ("01", "M", 180), ("13", "V", 40), ("13", "M", 60)].into_iter().map(of).collect()
    }

    /// By hand: of 100 girls 40 in closed care, of 100 in closed care 40 girls; of 240 boys 60, which is one in four, though they are the most there.
    #[test]
    fn the_two_conditionals_are_not_each_other() {
        let (groups, boys) = (groups(), ["13".to_owned(), "M".to_owned()]);
        assert_eq!((whole(&groups, &boys, 0), whole(&groups, &boys, 1)), (240, 100));
        let (of_boys, of_closed) = (share(60, 240, false).expect("a share"), share(60, 100, false).expect("a share"));
        assert_eq!((of_boys.value, of_closed.value), (0.25, 0.6));
        assert_eq!(format!("{:.3} {:.3}", of_boys.interval.lower, of_boys.interval.upper), "0.199 0.308");
    }

    #[test]
    fn limits_of_rounded_counts_hold_whatever_was_rounded_away() {
        let rounded = share(60, 240, true).expect("a share").interval;
        for (part, whole) in [(58, 238), (58, 242), (62, 238), (62, 242)] {
            let exact = share(part, whole, false).expect("a share").interval;
            assert!(rounded.lower <= exact.lower && exact.upper <= rounded.upper, "{part} of {whole}");
        }
        assert_eq!(share(5, 0, true), None);
    }

    #[test]
    fn two_dimensions_beside_place_and_time_make_a_pair() {
        let of = |names: &str| pair(&parse(&names.split(',').map(str::to_owned).collect::<Vec<_>>()).expect("dimensions"));
        assert_eq!(of("code,sex"), Some([0, 1]));
        assert_eq!(of("region,code,period,sex"), Some([1, 3]));
        assert_eq!((of("region,sex"), of("code,sex,age"), of("form,sex")), (None, None, None));
    }
}
