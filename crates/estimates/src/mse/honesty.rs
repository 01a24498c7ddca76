//! How far an estimate can be trusted: checks against known numbers, lists that refer to one another, and how much one path of
//! referral matters.

use rayon::prelude::*;

use super::fit::fit;
use super::methods::{Method, Settings, estimate};
use super::model::{Model, possible_terms};
use super::overlap::Overlap;
use super::search::{above, seen_on};
use super::texts::{self, Notice};
use super::{MethodResult, MseError};

/// Shares of an overlap that a referral may have made, as tried.
const SHARES: [f64; 3] = [0.25, 0.5, 0.75];
/// Pairs whose overlap is less likely than this under independence are named.
const UNLIKELY: f64 = 0.001;

/// One list as a population of known size: who of it stands on the other lists is seen, and the methods say how many it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct ListCheck {
    /// The list.
    pub list: String,
    /// How many it holds: the truth.
    pub known: u64,
    /// How many of them stand on another list.
    pub observed: u64,
    /// What the methods say; empty where too few lists or people are left.
    pub results: Vec<MethodResult>,
}

impl ListCheck {
    /// How many intervals hold the truth, of how many.
    pub fn covered(&self) -> (usize, usize) {
        let known = self.known as f64;
        let intervals = self.results.iter().filter_map(|result| result.intervals.first());
        intervals.fold((0, 0), |(held, all), own| {
            let holds = own.lower <= known && own.upper.is_none_or(|upper| known <= upper);
            (held + usize::from(holds), all + 1)
        })
    }
}

/// Leave-one-list-out check of these methods (Hook & Regal 1992; Binette & Steorts 2022). Empty with fewer than three lists.
///
/// # Errors
/// When the level of the settings is none.
pub fn leave_one_list_out(overlap: &Overlap, methods: &[Method], settings: &Settings) -> Result<Vec<ListCheck>, MseError> {
    let lists = overlap.lists().len();
    if lists < 3 {
        return Ok(Vec::new());
    }
    let settings = Settings { replicates: 0, ..*settings };
    let check = |list: usize| {
        let (known, observed) = (overlap.on_list(list), overlap.on_list(list) - overlap.only_on(list));
        let results = match without(overlap, list) {
            Some(others) => methods.iter().map(|method| estimate(&others, &shrunk(method, list), &settings)).collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        Ok(ListCheck { list: overlap.lists()[list].clone(), known, observed, results })
    };
    (0..lists).into_par_iter().map(check).collect()
}

/// People on a list, by the other lists they stand on.
fn without(overlap: &Overlap, list: usize) -> Option<Overlap> {
    let names = overlap.lists().iter().enumerate().filter(|(at, _)| *at != list).map(|(_, name)| name.clone()).collect();
    let on_it = overlap.histories().filter(|(history, _)| history >> list & 1 == 1);
    let rows = on_it.map(|(history, count)| (left_out(history, list), count)).filter(|(history, _)| *history > 0);
    Overlap::new(names, rows).ok()
}

/// A set of lists, numbered as if this one were not there.
fn left_out(history: u32, list: usize) -> u32 {
    let below = (1u32 << list) - 1;
    history & below | history >> 1 & !below
}

/// A model by name keeps what it says of the other lists.
fn shrunk(method: &Method, list: usize) -> Method {
    match method {
        Method::Given(model) => Method::Given(Model::of(
            model.lists() - 1,
            model.terms().iter().map(|term| left_out(term & !(1 << list), list)).filter(|term| *term > 0),
        )),
        other => other.clone(),
    }
}

/// One list refers people to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Referral {
    /// Place of the list that refers, from 0.
    pub from: usize,
    /// Place of the list they are referred to.
    pub to: usize,
}

impl Referral {
    /// Reads `1>2` (lists counted from 1) or `police>help`.
    ///
    /// # Errors
    /// When a list does not exist, or both are one.
    pub fn parse(text: &str, lists: &[String]) -> Result<Referral, MseError> {
        let fault = || MseError::Referral { text: text.to_owned() };
        let (from, to) = text.split_once('>').ok_or_else(fault)?;
        let place = |name: &str| {
            let named = lists.iter().position(|list| list == name.trim());
            let counted = || name.trim().parse::<usize>().ok().filter(|number| (1..=lists.len()).contains(number)).map(|number| number - 1);
            named.or_else(counted).ok_or_else(fault)
        };
        let (from, to) = (place(from)?, place(to)?);
        if from == to { Err(fault()) } else { Ok(Referral { from, to }) }
    }
}

/// What the methods would say had a share of an overlap come from referral alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Sensitivity {
    /// The path of referral.
    pub referral: Referral,
    /// Share of the people on both lists that are on the second because the first referred them.
    pub share: f64,
    /// What the methods say of the table without these referrals.
    pub results: Vec<MethodResult>,
}

/// Estimates again with a share of the overlap of each path taken away.
///
/// # Errors
/// When the level of the settings is none.
pub fn sensitivity(
    overlap: &Overlap,
    referrals: &[Referral],
    methods: &[Method],
    settings: &Settings,
) -> Result<Vec<Sensitivity>, MseError> {
    let settings = Settings { replicates: 0, ..*settings };
    let mut found = Vec::new();
    for referral in referrals {
        for share in SHARES {
            let table = unreferred(overlap, *referral, share)?;
            let results = methods.iter().map(|method| estimate(&table, method, &settings)).collect::<Result<_, _>>()?;
            found.push(Sensitivity { referral: *referral, share, results });
        }
    }
    Ok(found)
}

/// The table in which a share of those on both lists never came on the second.
fn unreferred(overlap: &Overlap, referral: Referral, share: f64) -> Result<Overlap, MseError> {
    let both = 1u32 << referral.from | 1 << referral.to;
    let rows = overlap.histories().flat_map(|(history, count)| {
        let moved = if history & both == both { (count as f64 * share).round() as u64 } else { 0 };
        [(history, count - moved), (history & !(1 << referral.to), moved)]
    });
    Overlap::new(overlap.lists().to_vec(), rows.collect::<Vec<_>>())
}

/// What must be said of lists that refer, and of pairs that overlap more than independence can make likely.
pub fn referral_notices(overlap: &Overlap, referrals: &[Referral], results: &[MethodResult]) -> Vec<Notice> {
    let name = |list: usize| overlap.lists()[list].as_str();
    let mut notices: Vec<Notice> = referrals
        .iter()
        .map(|referral| {
            let ignores = |result: &&MethodResult| !result.model.is_empty() && !holds_pair(result, overlap.lists().len(), *referral);
            let ignoring: Vec<&str> = results.iter().filter(ignores).map(|result| result.method).collect();
            texts::refers(name(referral.from), name(referral.to), &ignoring)
        })
        .collect();
    let told = |pair: u32| referrals.iter().any(|own| 1u32 << own.from | 1 << own.to == pair);
    let suspects: Vec<String> = overlapping_pairs(overlap)
        .into_iter()
        .filter(|pair| !told(*pair))
        .map(|pair| {
            let lists: Vec<&str> = (0..overlap.lists().len()).filter(|list| pair >> list & 1 == 1).map(name).collect();
            lists.join("–")
        })
        .collect();
    if !suspects.is_empty() {
        notices.push(texts::overlap_more(&suspects.join(", ")));
    }
    notices
}

fn holds_pair(result: &MethodResult, lists: usize, referral: Referral) -> bool {
    let pair = 1u32 << referral.from | 1 << referral.to;
    Model::parse(&result.model.join(","), lists).is_ok_and(|model| model.terms().contains(&pair))
}

/// Pairs whose overlap is larger than independence makes likely.
fn overlapping_pairs(overlap: &Overlap) -> Vec<u32> {
    let lists = overlap.lists().len();
    let cells = overlap.cells();
    let Ok(independent) = fit(&cells, overlap.observed() as f64, &Model::independence(lists)) else { return Vec::new() };
    let unlikely = |pair: &u32| above(seen_on(&cells, *pair), independent.expected_on(*pair)) < UNLIKELY;
    possible_terms(lists, 2).into_iter().filter(unlikely).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tables::{dutch, table};
    use super::*;

    #[test]
    fn each_list_is_a_population_of_known_size() {
        let overlap = table("a b c", [(1, 10), (2, 10), (4, 10), (3, 20), (5, 30), (7, 15)]);
        let checks = leave_one_list_out(&overlap, &[Method::Independence], &Settings::default()).expect("checks");
        // On list a stand 75: 20 on b, 30 on c, 15 on both: 35 × 45 / 15 = 105 against the 75 there are.
        assert_eq!((checks[0].known, checks[0].observed), (75, 65));
        let estimate = checks[0].results[0].estimate.expect("an estimate");
        assert!((estimate - 105.0).abs() < 1e-9, "{estimate}");
        assert_eq!(checks[0].covered(), (0, 1));
        assert!(
            leave_one_list_out(&table("a b", [(1, 4), (3, 2), (2, 5)]), &[Method::Chao], &Settings::default()).expect("none").is_empty()
        );
    }

    #[test]
    fn the_check_on_the_dutch_table_says_what_it_holds() {
        let methods = [Method::Independence, Method::Bic];
        let checks = leave_one_list_out(&dutch(), &methods, &Settings::default()).expect("checks");
        assert_eq!(checks.iter().map(|check| check.known).collect::<Vec<_>>(), [929, 1348, 4812, 742, 848]);
        assert!(checks.iter().all(|check| check.results.len() == 2));
    }

    #[test]
    fn a_model_by_name_keeps_what_it_says_of_other_lists() {
        let model = Method::Given(Model::parse("13,24", 4).expect("a model"));
        let Method::Given(left) = shrunk(&model, 1) else { panic!("a model") };
        assert_eq!(left.to_string(), "[12,3]");
    }

    #[test]
    fn paths_are_read_by_name_or_number() {
        let lists = ["police", "help"].map(String::from);
        assert_eq!(Referral::parse("1>2", &lists), Ok(Referral { from: 0, to: 1 }));
        assert_eq!(Referral::parse("help > police", &lists), Ok(Referral { from: 1, to: 0 }));
        for wrong in ["1", "1>3", "1>1", "x>2"] {
            assert!(Referral::parse(wrong, &lists).is_err(), "{wrong}");
        }
    }

    #[test]
    fn taking_referrals_away_makes_the_estimate_larger() {
        let overlap = table("a b", [(1, 60), (2, 60), (3, 40)]);
        let found =
            sensitivity(&overlap, &[Referral { from: 0, to: 1 }], &[Method::Independence], &Settings::default()).expect("estimates");
        // Half of the 40 never came on b: 100 × 80 / 20.
        assert!((found[1].results[0].estimate.expect("an estimate") - 400.0).abs() < 1e-9);
        assert_eq!(found.iter().map(|own| own.share).collect::<Vec<_>>(), SHARES);
    }

    #[test]
    fn pairs_that_overlap_too_much_are_named() {
        let overlap = table("a b c", [(1, 200), (2, 200), (4, 200), (3, 150), (5, 20), (6, 20), (7, 5)]);
        let notices = referral_notices(&overlap, &[], &[]);
        assert_eq!(notices.len(), 1);
        assert!(notices[0].english.contains("a–b"), "{}", notices[0].english);
        assert!(referral_notices(&overlap, &[Referral { from: 0, to: 1 }], &[]).iter().all(|notice| notice.code == "lists-refer"));
    }
}
