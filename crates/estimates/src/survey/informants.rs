//! Sentinel professionals: the children a panel writes down in a year → the children all such professionals know.
//!
//! Every professional of the panel stands for gewicht others of the stratum; forms of one professional are one cluster, and those who
//! wrote down nobody count as 0: the panel of a stratum is its population divided by the weight. A child written down by k of
//! the panel counts 1/k on each form (Birnbaum & Sirken 1965), found by its key; forms without a key count what the keyed forms
//! count on average, with that average's uncertainty. Method page: `docs/methods/sentinel-informants.md`.

use std::collections::BTreeMap;

use super::interval::{Ground, IntervalKind, limits};
use super::{Design, Factor, LonelyPsu, Numbering, StageColumns, SurveyError};

/// One form: one child seen by one professional.
#[derive(Clone, PartialEq, Debug)]
pub struct InformantForm {
    /// Code of the professional.
    pub informant: String,
    /// Sector of the professional.
    pub sector: String,
    /// Stratum of the panel.
    pub stratum: String,
    /// Professionals in the stratum.
    pub population: f64,
    /// Professionals this one stands for.
    pub weight: f64,
    /// Age of the child in years; `None` where not known.
    pub age: Option<u32>,
    /// Token by which the same child can be told; `None` without.
    pub key: Option<String>,
}

/// Children a year, for one part.
#[derive(Clone, PartialEq, Debug)]
pub struct InformantFigure {
    /// The part: `all`, `0-11`, `12-17`, or a sector.
    pub part: String,
    /// Forms it rests on.
    pub forms: u64,
    /// Children.
    pub estimate: f64,
    /// Its standard error.
    pub std_error: f64,
    /// Lower limit, never below 0.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// What a panel says of a year.
#[derive(Clone, PartialEq, Debug)]
pub struct InformantResult {
    /// All, by age and by sector.
    pub figures: Vec<InformantFigure>,
    /// Professionals in the panel, those who wrote down nobody included.
    pub panel: u64,
    /// Children a form stands for on average, from the forms with a key: below 1 where children are written down twice.
    pub children_per_form: f64,
    /// Forms without a key.
    pub without_key: u64,
}

/// Children from forms of one year.
///
/// # Errors
///
/// When there are no forms, a weight or population is none, weights and population size of a stratum contradict its informants,
/// or no form has a key.
pub fn informants(forms: &[InformantForm], level: f64) -> Result<InformantResult, SurveyError> {
    let strata = strata(forms)?;
    let shares = shares(forms);
    let keyed: f64 = sum(forms, &|place| f64::from(u8::from(forms[place].key.is_some())));
    if keyed == 0.0 {
        return Err(SurveyError::Question { what: "no form has a key, so children written down twice cannot be told" });
    }
    let children_per_form = sum(forms, &|place| shares[place].unwrap_or(0.0)) / keyed;
    let design = design(forms, &strata)?;
    let everyone = vec![true; design.len()];
    let figure = |part: &str, holds: &dyn Fn(&InformantForm) -> bool| {
        let belongs: Vec<f64> = forms.iter().map(|form| f64::from(u8::from(holds(form)))).collect();
        let open = sum(forms, &|place| if shares[place].is_none() { belongs[place] } else { 0.0 });
        let estimate = sum(forms, &|place| belongs[place] * shares[place].unwrap_or(children_per_form));
        // A keyed form also moves the average that stands in for those without a key.
        let influence = |place: usize| match shares[place] {
            Some(share) => belongs[place] * share + open / keyed * (share - children_per_form),
            None => belongs[place] * children_per_form,
        };
        let mut column: Vec<f64> = (0..forms.len()).map(|place| forms[place].weight * influence(place)).collect();
        column.resize(design.len(), 0.0);
        let std_error = design.deviations(column, &everyone)?.iter().map(|one| one * one).sum::<f64>().sqrt();
        let rows = belongs.iter().filter(|belongs| **belongs > 0.0).count() as u64;
        let ground = Ground { estimate, std_error, rows, drawn: rows, degrees: design.degrees_of_freedom(), level };
        let (lower, upper) = limits(IntervalKind::T, ground).ok_or(SurveyError::Level { level })?;
        Ok(InformantFigure { part: part.to_owned(), forms: rows, estimate, std_error, lower: lower.max(0.0), upper })
    };
    let mut figures = vec![
        figure("all", &|form| form.age.is_none_or(|age| age < 18))?,
        figure("0-11", &|form| form.age.is_some_and(|age| age < 12))?,
        figure("12-17", &|form| form.age.is_some_and(|age| (12..18).contains(&age)))?,
    ];
    let sectors: BTreeMap<&str, ()> = forms.iter().map(|form| (form.sector.as_str(), ())).collect();
    for sector in sectors.into_keys() {
        figures.push(figure(sector, &|form| form.sector == sector && form.age.is_none_or(|age| age < 18))?);
    }
    let without_key = forms.iter().filter(|form| form.key.is_none()).count() as u64;
    let panel = strata.values().map(|stratum| stratum.panel).sum();
    Ok(InformantResult { figures, panel, children_per_form, without_key })
}

fn sum(forms: &[InformantForm], value: &dyn Fn(usize) -> f64) -> f64 {
    (0..forms.len()).map(|place| forms[place].weight * value(place)).sum()
}

/// What each form with a key counts: one over the forms with that key.
fn shares(forms: &[InformantForm]) -> Vec<Option<f64>> {
    let mut times: BTreeMap<&str, u32> = BTreeMap::new();
    for key in forms.iter().filter_map(|form| form.key.as_deref()) {
        *times.entry(key).or_insert(0) += 1;
    }
    forms.iter().map(|form| form.key.as_deref().map(|key| 1.0 / f64::from(times[key]))).collect()
}

struct PanelStratum {
    population: f64,
    weight: f64,
    /// Professionals asked: the population over the weight.
    panel: u64,
    /// Professionals that wrote down a child.
    informants: u64,
}

fn strata(forms: &[InformantForm]) -> Result<BTreeMap<&str, PanelStratum>, SurveyError> {
    if forms.is_empty() {
        return Err(SurveyError::Empty);
    }
    let mut seen: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    let mut populations: BTreeMap<&str, f64> = BTreeMap::new();
    for (place, form) in forms.iter().enumerate() {
        if !(form.weight > 0.0 && form.weight.is_finite()) {
            return Err(SurveyError::Weight { row: place + 1 });
        }
        if !(form.population >= 1.0 && form.population.is_finite()) {
            return Err(SurveyError::Population { row: place + 1, stage: 1 });
        }
        if *populations.entry(&form.stratum).or_insert(form.population) != form.population {
            return Err(SurveyError::PopulationVaries { stratum: form.stratum.clone(), stage: 1 });
        }
        seen.entry(&form.stratum).or_default().insert(&form.informant, form.weight);
    }
    let stratum = |(name, informants): (&str, BTreeMap<&str, f64>)| {
        let population = populations[name];
        let weight = informants.values().sum::<f64>() / informants.len() as f64;
        let (panel, informants) = ((population / weight).round() as u64, informants.len() as u64);
        if panel < informants {
            let sampled = informants as u32;
            return Err(SurveyError::MoreThanAll { stratum: name.to_owned(), stage: 1, sampled, population: population / weight });
        }
        Ok(PanelStratum { population, weight, panel, informants })
    };
    let of = |(name, informants): (&'_ str, BTreeMap<&str, f64>)| -> Result<PanelStratum, SurveyError> { stratum((name, informants)) };
    let mut strata = BTreeMap::new();
    for form in forms {
        if let Some(informants) = seen.remove(form.stratum.as_str()) {
            strata.insert(form.stratum.as_str(), of((form.stratum.as_str(), informants))?);
        }
    }
    Ok(strata)
}

/// The panel as a design: a row per form, and one for every professional who wrote down nobody.
fn design(forms: &[InformantForm], strata: &BTreeMap<&str, PanelStratum>) -> Result<Design, SurveyError> {
    let mut stratum: Vec<&str> = forms.iter().map(|form| form.stratum.as_str()).collect();
    let mut informant: Vec<String> = forms.iter().map(|form| format!("{} {}", form.stratum, form.informant)).collect();
    let mut weights: Vec<f64> = forms.iter().map(|form| form.weight).collect();
    let mut populations: Vec<f64> = forms.iter().map(|form| form.population).collect();
    for (name, own) in strata {
        for silent in own.informants..own.panel {
            stratum.push(name);
            informant.push(format!("{name} (nobody) {silent}"));
            weights.push(own.weight);
            populations.push(own.population);
        }
    }
    let stage = StageColumns {
        strata: Some(Factor::of_texts(&stratum)),
        clusters: Some(Factor::of_texts(&informant)),
        population: Some(populations),
    };
    Design::new(Some(weights), vec![stage], Numbering::Throughout, LonelyPsu::Fail)
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn form(informant: &str, age: u32, key: &str) -> InformantForm {
        InformantForm {
            informant: informant.to_owned(),
            sector: "education".to_owned(),
            stratum: "education-1".to_owned(),
            population: 100.0,
            weight: 25.0,
            age: Some(age),
            key: (!key.is_empty()).then(|| key.to_owned()),
        }
    }

    /// By hand: of four asked of a hundred, one wrote down two children and one a child the first wrote down too.
    #[test]
    fn a_child_on_two_forms_is_one_child() {
        let forms = [form("a", 4, "k1"), form("a", 15, "k2"), form("b", 15, "k2")];
        let result = informants(&forms, 0.95).expect("a result");
        let figure = |part: &str| result.figures.iter().find(|figure| figure.part == part).expect("a part");
        assert_eq!((figure("all").estimate, figure("0-11").estimate, figure("12-17").estimate), (50.0, 25.0, 25.0));
        assert_eq!((result.panel, result.without_key), (4, 0));
        // Informants' totals 37.5, 12.5, 0, 0 around 12.5: 4/3 × 0.96 × 937.5.
        assert!((figure("all").std_error - (4.0 / 3.0 * 0.96 * 937.5f64).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn a_form_without_key_counts_what_the_others_do() {
        let forms = [form("a", 4, "k1"), form("b", 4, "k1"), form("c", 9, "")];
        let result = informants(&forms, 0.95).expect("a result");
        assert_eq!((result.children_per_form, result.figures[0].estimate, result.without_key), (0.5, 37.5, 1));
    }

    #[test]
    fn forms_that_contradict_their_panel_are_refused() {
        let refused = |change: &dyn Fn(&mut InformantForm)| {
            let mut forms = [form("a", 4, "k1"), form("b", 5, "k2")];
            change(&mut forms[1]);
            informants(&forms, 0.95).expect_err("a refusal").to_string()
        };
        assert!(refused(&|form| form.weight = 0.0).contains("row 2: a weight"));
        assert!(refused(&|form| form.population = 90.0).contains("differs within stratum"));
        assert!(refused(&|form| form.weight = 1e6).contains("were sampled of a population"));
        assert_eq!(informants(&[], 0.95), Err(SurveyError::Empty));
        assert!(informants(&[form("a", 4, "")], 0.95).is_err());
    }

    /// Panels drawn again and again from a known population: the interval holds the truth about as often as it says.
    #[test]
    fn intervals_hold_the_number_of_children() {
        let (mut held, draws) = (0u32, 300u32);
        for draw in 0..draws {
            let mut random = ChaCha8Rng::seed_from_u64(u64::from(draw));
            let mut forms = Vec::new();
            for informant in 0..120 {
                for child in 0..3 {
                    if random.random::<f64>() < 0.15 {
                        let key = format!("{informant}-{child}");
                        let again = random.random::<f64>() < 0.08;
                        let own = InformantForm { population: 12_000.0, weight: 100.0, ..form(&informant.to_string(), 7, &key) };
                        let other = (informant + 1) % 120;
                        if again {
                            forms.push(InformantForm { informant: other.to_string(), ..own.clone() });
                        }
                        forms.push(own);
                    }
                }
            }
            let all = &informants(&forms, 0.95).expect("a result").figures[0];
            let truth = 12_000.0 * 0.45;
            held += u32::from(all.lower <= truth && truth <= all.upper);
        }
        let share = f64::from(held) / f64::from(draws);
        assert!((0.92..=0.98).contains(&share), "{share}");
    }
}
