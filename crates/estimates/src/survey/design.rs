//! How a sample was drawn: strata, clusters and population sizes at one or more stages, and weights.

use std::collections::HashMap;

use super::calibration::Residuals;
use super::{Factor, SurveyError};

/// What was drawn at one stage, a value per row.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StageColumns {
    /// The stratum; `None`: all in one.
    pub strata: Option<Factor>,
    /// The cluster that was drawn; `None`: every row was drawn by itself.
    pub clusters: Option<Factor>,
    /// How many clusters the stratum has in the population: as a size (1 or more) or as the fraction that was drawn (at most
    /// 1). `None`: many more than were drawn.
    pub population: Option<Vec<f64>>,
}

/// What a stratum with one cluster says of the variance.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LonelyPsu {
    /// No answer.
    #[default]
    Fail,
    /// It adds nothing.
    Remove,
    /// Its cluster is compared with the whole sample instead of with its stratum: too large rather than too small.
    Adjust,
    /// It adds what the other strata add on average.
    Average,
    /// It was certain to be drawn and adds nothing.
    Certainty,
}

/// How clusters are numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Numbering {
    /// Once over all strata: a cluster in two strata is a mistake.
    #[default]
    Throughout,
    /// Anew in every stratum.
    PerStratum,
}

/// A sample with its design.
///
/// ```
/// use estimates::survey::{Design, LonelyPsu, Numbering, StageColumns};
/// let stage = StageColumns { population: Some(vec![100.0; 4]), ..StageColumns::default() };
/// let design = Design::new(Some(vec![25.0; 4]), vec![stage], Numbering::Throughout, LonelyPsu::Fail).unwrap();
/// assert_eq!((design.len(), design.degrees_of_freedom()), (4, 3.0));
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Design {
    pub(super) weights: Vec<f64>,
    pub(super) stages: Vec<Stage>,
    pub(super) lonely: LonelyPsu,
    pub(super) residuals: Option<Residuals>,
}

/// One stage: which cluster each row is in, which stratum each cluster is in.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Stage {
    pub(super) cluster: Vec<u32>,
    pub(super) stratum: Vec<u32>,
    pub(super) strata: Vec<Stratum>,
    labels: Vec<String>,
}

/// One stratum of a stage. At a later stage every cluster drawn before is a stratum, or several.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Stratum {
    label: u32,
    /// Cluster of the stage before that it lies in; 0 at the first.
    pub(super) parent: u32,
    /// Clusters drawn.
    pub(super) sampled: u32,
    /// Clusters there are; `None`: many more.
    pub(super) population: Option<f64>,
    /// Product of the fractions drawn at the stages before: 1 at the first.
    pub(super) above: f64,
}

impl Stratum {
    /// Fraction drawn.
    pub(super) fn fraction(&self) -> f64 {
        self.population.map_or(0.0, |population| f64::from(self.sampled) / population)
    }
}

impl Stage {
    pub(super) fn label(&self, stratum: &Stratum) -> &str {
        self.labels.get(stratum.label as usize).map_or("all", String::as_str)
    }
}

impl Design {
    /// Checks the columns and orders them. Without weights they follow from the fractions drawn; without either each row counts 1.
    ///
    /// # Errors
    ///
    /// When there are no rows, columns differ in length, a row misses its place, a weight is negative or no number, all are 0, a
    /// cluster stands in two strata, or population sizes vary within a stratum or are smaller than the sample.
    pub fn new(
        weights: Option<Vec<f64>>,
        columns: Vec<StageColumns>,
        numbering: Numbering,
        lonely: LonelyPsu,
    ) -> Result<Design, SurveyError> {
        let columns = if columns.is_empty() { vec![StageColumns::default()] } else { columns };
        let rows = weights.as_ref().map(Vec::len).or_else(|| columns.iter().find_map(StageColumns::rows)).unwrap_or(0);
        if rows == 0 {
            return Err(SurveyError::Empty);
        }
        let mut stages: Vec<Stage> = Vec::new();
        for (place, stage) in columns.iter().enumerate() {
            let names = place.checked_sub(1).and_then(|before| columns[before].clusters.as_ref());
            let built = Stage::new(stage, rows, place + 1, stages.last().map(|before| Before { stage: before, names }), numbering)?;
            stages.push(built);
        }
        let weights = match weights {
            Some(weights) => weights,
            None => weights_of(&stages, rows),
        };
        check_weights(&weights)?;
        Ok(Design { weights, stages, lonely, residuals: None })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are no rows: never, see [`Design::new`].
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The weights, one a row.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Clusters minus strata of the first stage, over rows with a weight.
    pub fn degrees_of_freedom(&self) -> f64 {
        self.degrees_within(|_| true)
    }

    /// The same over some rows only: those of a domain.
    pub fn degrees_within(&self, holds: impl Fn(usize) -> bool) -> f64 {
        let stage = &self.stages[0];
        let mut clusters = vec![false; stage.stratum.len()];
        for (row, cluster) in stage.cluster.iter().enumerate() {
            clusters[*cluster as usize] |= self.weights[row] > 0.0 && holds(row);
        }
        let mut strata = vec![false; stage.strata.len()];
        for (cluster, _) in clusters.iter().enumerate().filter(|(_, seen)| **seen) {
            strata[stage.stratum[cluster] as usize] = true;
        }
        let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count() as f64;
        count(&clusters) - count(&strata)
    }

    /// Clusters of the first stage.
    pub fn clusters(&self) -> usize {
        self.stages[0].stratum.len()
    }

    /// Strata of the first stage.
    pub fn strata(&self) -> usize {
        self.stages[0].strata.len()
    }
}

/// The stage before another one, and the names of its clusters.
struct Before<'a> {
    stage: &'a Stage,
    names: Option<&'a Factor>,
}

impl Before<'_> {
    /// Names of its clusters, by their number.
    fn labels(&self) -> Vec<String> {
        let mut labels = vec![String::new(); self.stage.stratum.len()];
        for (row, cluster) in self.stage.cluster.iter().enumerate() {
            let label = &mut labels[*cluster as usize];
            if label.is_empty() {
                let code = self.names.and_then(|names| names.codes[row]);
                *label = name(self.names, code.unwrap_or(*cluster));
            }
        }
        labels
    }
}

impl StageColumns {
    fn rows(&self) -> Option<usize> {
        let factor = |factor: &Option<Factor>| factor.as_ref().map(|factor| factor.codes.len());
        factor(&self.strata).or_else(|| factor(&self.clusters)).or_else(|| self.population.as_ref().map(Vec::len))
    }
}

impl Stage {
    fn new(columns: &StageColumns, rows: usize, number: usize, before: Option<Before>, numbering: Numbering) -> Result<Stage, SurveyError> {
        let strata = codes(columns.strata.as_ref(), rows, "stratum")?;
        let clusters = match columns.clusters {
            Some(_) => codes(columns.clusters.as_ref(), rows, "cluster")?,
            None => (0..rows as u32).collect(),
        };
        let parent: Vec<u32> = before.as_ref().map_or_else(|| vec![0; rows], |before| before.stage.cluster.clone());
        let (stratum_of_row, stratum_keys) = numbered(parent.iter().zip(&strata).map(|(parent, stratum)| (*parent, *stratum, 0)));
        let own = |row: usize| match numbering {
            Numbering::Throughout => 0,
            Numbering::PerStratum => strata[row],
        };
        let (cluster, keys) = numbered((0..rows).map(|row| (parent[row], own(row), clusters[row])));
        let mut stratum = vec![u32::MAX; keys.len()];
        for row in 0..rows {
            let place = &mut stratum[cluster[row] as usize];
            if *place != u32::MAX && *place != stratum_of_row[row] {
                return Err(SurveyError::NotNested { cluster: name(columns.clusters.as_ref(), clusters[row]), stage: number });
            }
            *place = stratum_of_row[row];
        }
        let mut sampled = vec![0u32; stratum_keys.len()];
        stratum.iter().for_each(|stratum| sampled[*stratum as usize] += 1);
        let by_name = columns.strata.is_some() || before.is_none();
        let above = |parent: u32| before.as_ref().map_or(1.0, |before| before.stage.drawn(parent));
        let built = stratum_keys.iter().zip(sampled).map(|((parent, code, _), sampled)| Stratum {
            label: if by_name { *code } else { *parent },
            parent: *parent,
            sampled,
            population: None,
            above: above(*parent),
        });
        let labels = match (&columns.strata, &before) {
            (Some(factor), _) => factor.levels.clone(),
            (None, Some(before)) => before.labels(),
            (None, None) => Vec::new(),
        };
        let mut stage = Stage { cluster, stratum, strata: built.collect(), labels };
        if let Some(population) = &columns.population {
            stage.set_population(population, number)?;
        }
        Ok(stage)
    }

    /// Product of the fractions drawn through this stage, for one of its clusters.
    fn drawn(&self, cluster: u32) -> f64 {
        let stratum = &self.strata[self.stratum[cluster as usize] as usize];
        stratum.above * stratum.fraction()
    }

    fn set_population(&mut self, sizes: &[f64], number: usize) -> Result<(), SurveyError> {
        let rows = self.cluster.len();
        if sizes.len() != rows {
            return Err(SurveyError::Length { what: "the population size", found: sizes.len(), rows });
        }
        let fractions = sizes.iter().all(|size| *size <= 1.0);
        for (row, size) in sizes.iter().enumerate() {
            // Infinitely many is a way to say: many more than were drawn.
            if !(*size > 0.0 && (fractions || *size >= 1.0)) {
                return Err(SurveyError::Population { row: row + 1, stage: number });
            }
            let place = self.stratum[self.cluster[row] as usize] as usize;
            let sampled = f64::from(self.strata[place].sampled);
            let population = if fractions { sampled / size } else { *size };
            let label = |stage: &Stage| stage.label(&stage.strata[place]).to_owned();
            match self.strata[place].population {
                Some(known) if (known - population).abs() > 1e-9 * known.abs() => {
                    return Err(SurveyError::PopulationVaries { stratum: label(self), stage: number });
                }
                Some(_) => {}
                None if population < sampled * (1.0 - 1e-9) => {
                    let sampled = self.strata[place].sampled;
                    return Err(SurveyError::MoreThanAll { stratum: label(self), stage: number, sampled, population });
                }
                None => self.strata[place].population = Some(population.max(sampled)),
            }
        }
        for stratum in &mut self.strata {
            stratum.population = stratum.population.filter(|population| population.is_finite());
        }
        Ok(())
    }
}

/// The level of every row; one level where there is no factor.
fn codes(factor: Option<&Factor>, rows: usize, what: &'static str) -> Result<Vec<u32>, SurveyError> {
    let Some(factor) = factor else { return Ok(vec![0; rows]) };
    if factor.codes.len() != rows {
        return Err(SurveyError::Length { what, found: factor.codes.len(), rows });
    }
    let known = |(row, code): (usize, &Option<u32>)| code.ok_or(SurveyError::NoPlace { row: row + 1, what });
    factor.codes.iter().enumerate().map(known).collect()
}

fn name(factor: Option<&Factor>, code: u32) -> String {
    factor.and_then(|factor| factor.levels.get(code as usize)).cloned().unwrap_or_else(|| (code + 1).to_string())
}

type Key = (u32, u32, u32);

/// Numbers keys in the order in which they first appear.
fn numbered(keys: impl Iterator<Item = Key>) -> (Vec<u32>, Vec<Key>) {
    let mut places: HashMap<Key, u32> = HashMap::new();
    let mut distinct = Vec::new();
    let place = |key: Key| {
        *places.entry(key).or_insert_with(|| {
            distinct.push(key);
            distinct.len() as u32 - 1
        })
    };
    (keys.map(place).collect(), distinct)
}

/// One over the chance of being drawn, from the fractions of all stages.
fn weights_of(stages: &[Stage], rows: usize) -> Vec<f64> {
    let chance = |stage: &Stage, row: usize| {
        let stratum = &stage.strata[stage.stratum[stage.cluster[row] as usize] as usize];
        stratum.population.map_or(1.0, |_| stratum.fraction())
    };
    (0..rows).map(|row| 1.0 / stages.iter().map(|stage| chance(stage, row)).product::<f64>()).collect()
}

fn check_weights(weights: &[f64]) -> Result<(), SurveyError> {
    if let Some(row) = weights.iter().position(|weight| !(*weight >= 0.0 && weight.is_finite())) {
        return Err(SurveyError::Weight { row: row + 1 });
    }
    if weights.iter().all(|weight| *weight == 0.0) { Err(SurveyError::NoWeight) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(strata: &[&str], clusters: &[&str], population: &[f64]) -> StageColumns {
        let factor = |texts: &[&str]| (!texts.is_empty()).then(|| Factor::of_texts(texts));
        let population = (!population.is_empty()).then(|| population.to_vec());
        StageColumns { strata: factor(strata), clusters: factor(clusters), population }
    }

    fn check(weights: &[f64], stages: &[StageColumns], expected: &str) {
        let refused = Design::new(Some(weights.to_vec()), stages.to_vec(), Numbering::Throughout, LonelyPsu::Fail);
        let message = refused.expect_err("a refusal").to_string();
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn what_cannot_be_a_design_is_refused_with_its_place() {
        let two = ["a", "a"];
        check(&[], &[], "no rows");
        check(&[1.0, -1.0], &[], "row 2: a weight");
        check(&[1.0, f64::NAN], &[], "row 2: a weight");
        check(&[0.0, 0.0], &[], "stands for nobody");
        check(&[1.0, 1.0], &[stage(&["a", ""], &[], &[])], "row 2 has no stratum");
        check(&[1.0, 1.0], &[stage(&["a", "b"], &["x", "x"], &[])], "cluster 'x' stands in more than one stratum");
        check(&[1.0, 1.0], &[stage(&two, &[], &[10.0, 11.0])], "differs within stratum 'a'");
        check(&[1.0, 1.0], &[stage(&two, &[], &[1.0, 1.5])], "2 were sampled of a population of 1");
        check(&[1.0, 1.0], &[stage(&two, &[], &[0.5, 20.0])], "row 1: the population size");
        check(&[1.0, 1.0], &[stage(&two, &[], &[f64::NAN, 20.0])], "row 1: the population size");
        check(&[1.0, 1.0, 1.0], &[stage(&two, &[], &[])], "has 2 rows where the sample has 3");
    }

    #[test]
    fn clusters_numbered_anew_in_every_stratum_are_told_apart() {
        let columns = stage(&["a", "a", "b", "b"], &["1", "2", "1", "2"], &[]);
        let design = Design::new(None, vec![columns], Numbering::PerStratum, LonelyPsu::Fail).expect("a design");
        assert_eq!((design.clusters(), design.strata(), design.degrees_of_freedom()), (4, 2, 2.0));
    }

    #[test]
    fn weights_follow_from_the_fractions_drawn() {
        let schools = stage(&[], &["s", "s", "t"], &[10.0, 10.0, 10.0]);
        let pupils = stage(&[], &["1", "2", "3"], &[4.0, 4.0, 5.0]);
        let design = Design::new(None, vec![schools, pupils], Numbering::Throughout, LonelyPsu::Fail).expect("a design");
        let near = |(found, wanted): (&f64, f64)| (found - wanted).abs() < 1e-12;
        assert!(design.weights().iter().zip([10.0, 10.0, 25.0]).all(near));
    }
}
