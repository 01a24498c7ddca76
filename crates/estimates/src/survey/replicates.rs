//! The sample over and over: jackknife and bootstrap replicates of the first stage, and the variance between them.
//!
//! Jackknife: each cluster is left out once and the others of its stratum take over its weight. Bootstrap: in every stratum of n
//! clusters n − 1 are drawn with replacement and weights multiplied by n / (n − 1) and the times drawn (Rao & Wu 1988).
//! Variance is scale × Σ rscale (θ_r − mean θ)². Every replicate has a random stream of its own, so that the number of
//! threads changes nothing. Method page: `docs/methods/replicate-weights.md`.

use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::calibration::Calibration;
use super::smooth::Smooth;
use super::{Design, LonelyPsu, SurveyError};

/// How the sample is repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Replication {
    /// One cluster left out at a time; one stratum only.
    Jk1,
    /// One cluster left out at a time, within its stratum.
    Jkn,
    /// Clusters drawn with replacement, n − 1 of n in every stratum.
    Bootstrap {
        /// How many times; 2 or more.
        replicates: u32,
        /// Seed of the draws.
        seed: u64,
    },
}

/// A sample with a way to repeat it.
#[derive(Clone, PartialEq, Debug)]
pub struct Replicates {
    /// The sample as it is, calibrated when the replicates are.
    design: Design,
    /// Weights before calibration: what replicates start from.
    base: Vec<f64>,
    calibration: Option<Calibration>,
    replication: Replication,
    /// Clusters of every stratum of the first stage.
    members: Vec<Vec<u32>>,
    /// Clusters that the jackknife leaves out: all but those alone in their stratum.
    left_out: Vec<u32>,
}

impl Replicates {
    /// Repeats a sample. With a calibration every replicate is calibrated anew.
    ///
    /// # Errors
    ///
    /// When the design does not suit the way of repeating, is calibrated already, or cannot be calibrated.
    pub fn new(design: Design, replication: Replication, calibration: Option<Calibration>) -> Result<Replicates, SurveyError> {
        if design.residuals.is_some() {
            return Err(SurveyError::AlreadyCalibrated);
        }
        let stage = &design.stages[0];
        let mut members = vec![Vec::new(); stage.strata.len()];
        stage.stratum.iter().zip(0u32..).for_each(|(stratum, cluster)| members[*stratum as usize].push(cluster));
        let refuse = |what: &'static str| Err(SurveyError::Replicates { what });
        match replication {
            Replication::Jk1 if members.len() > 1 => return refuse("jk1 is for samples without strata; use jkn"),
            Replication::Jk1 | Replication::Jkn | Replication::Bootstrap { .. } if design.clusters() < 2 => {
                return refuse("one cluster cannot be repeated; at least two are needed");
            }
            Replication::Jk1 | Replication::Jkn if members.iter().all(|members| members.len() < 2) => {
                return refuse("no stratum has two clusters, so none can be left out");
            }
            Replication::Bootstrap { replicates: 0 | 1, .. } => return refuse("a bootstrap needs two replicates or more"),
            Replication::Jk1 | Replication::Jkn | Replication::Bootstrap { .. } => {}
        }
        if let Some(stratum) = stage.strata.iter().find(|stratum| stratum.sampled == 1) {
            match design.lonely {
                LonelyPsu::Remove | LonelyPsu::Certainty => {}
                LonelyPsu::Fail => return Err(SurveyError::LonelyPsu { stratum: stage.label(stratum).to_owned(), stage: 1 }),
                LonelyPsu::Adjust | LonelyPsu::Average => {
                    return refuse("replicates leave a stratum with one cluster as it is: choose --lonely-psu remove or certainty");
                }
            }
        }
        let base = design.weights.clone();
        let design = match &calibration {
            Some(calibration) => design.calibrated(calibration)?,
            None => design,
        };
        let left_out = members.iter().filter(|members| members.len() > 1).flatten().copied().collect();
        Ok(Replicates { design, base, calibration, replication, members, left_out })
    }

    /// The sample they repeat.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// Number of replicates.
    pub fn len(&self) -> usize {
        match self.replication {
            Replication::Jk1 | Replication::Jkn => self.left_out.len(),
            Replication::Bootstrap { replicates, .. } => replicates as usize,
        }
    }

    /// Whether there are none: never, see [`Replicates::new`].
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Degrees of freedom: those of the design, and fewer than there are replicates.
    pub fn degrees_of_freedom(&self) -> f64 {
        self.design.degrees_of_freedom().min(self.len() as f64 - 1.0)
    }

    /// The constant before all squared deviations.
    pub fn scale(&self) -> f64 {
        match self.replication {
            Replication::Jk1 => self.jackknife_scale(0),
            Replication::Jkn => 1.0,
            Replication::Bootstrap { replicates, .. } => 1.0 / (f64::from(replicates) - 1.0),
        }
    }

    /// The constant before the squared deviation of one replicate.
    pub fn own_scale(&self, replicate: usize) -> f64 {
        match self.replication {
            Replication::Jk1 | Replication::Bootstrap { .. } => 1.0,
            Replication::Jkn => self.jackknife_scale(self.stratum_without(replicate)),
        }
    }

    /// The stratum of the cluster that a replicate leaves out.
    fn stratum_without(&self, replicate: usize) -> usize {
        self.design.stages[0].stratum[self.left_out[replicate] as usize] as usize
    }

    /// (n − 1) / n, times what was not drawn of the population.
    fn jackknife_scale(&self, stratum: usize) -> f64 {
        let stratum = &self.design.stages[0].strata[stratum];
        let sampled = f64::from(stratum.sampled);
        (sampled - 1.0) / sampled * (1.0 - stratum.fraction())
    }

    /// What the weights of every cluster are multiplied by in a replicate.
    pub fn multipliers(&self, replicate: usize) -> Vec<f64> {
        match self.replication {
            Replication::Jk1 | Replication::Jkn => self.without(replicate),
            Replication::Bootstrap { seed, .. } => self.drawn(replicate, seed),
        }
    }

    fn without(&self, replicate: usize) -> Vec<f64> {
        let mut multipliers = vec![1.0; self.design.clusters()];
        let members = &self.members[self.stratum_without(replicate)];
        let sampled = members.len() as f64;
        members.iter().for_each(|member| multipliers[*member as usize] = sampled / (sampled - 1.0));
        multipliers[self.left_out[replicate] as usize] = 0.0;
        multipliers
    }

    fn drawn(&self, replicate: usize, seed: u64) -> Vec<f64> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(replicate as u64);
        let mut multipliers = vec![0.0; self.design.clusters()];
        for members in &self.members {
            if let [only] = members[..] {
                multipliers[only as usize] = 1.0;
                continue;
            }
            let draws = members.len() - 1;
            let each = members.len() as f64 / draws as f64;
            for _ in 0..draws {
                multipliers[members[random.random_range(0..members.len())] as usize] += each;
            }
        }
        multipliers
    }

    /// The results of every statistic in every replicate; those of a replicate that cannot be calibrated are not numbers.
    pub(crate) fn evaluate(&self, statistics: &[Smooth]) -> Vec<Vec<Vec<f64>>> {
        match &self.calibration {
            Some(calibration) => self.evaluate_calibrated(statistics, calibration),
            None => self.evaluate_clusters(statistics),
        }
    }

    /// Without calibration the sums of a replicate are sums over clusters.
    fn evaluate_clusters(&self, statistics: &[Smooth]) -> Vec<Vec<Vec<f64>>> {
        let stage = &self.design.stages[0];
        let weighted = |column: &Vec<f64>| -> Vec<f64> {
            stage.totals(&column.iter().zip(&self.base).map(|(value, weight)| value * weight).collect::<Vec<f64>>())
        };
        let totals: Vec<Vec<Vec<f64>>> = statistics.iter().map(|statistic| statistic.columns().map(weighted).collect()).collect();
        let values = |sums: &dyn Fn(&Vec<f64>) -> f64| -> Vec<Vec<f64>> {
            let of = |(statistic, columns): (&Smooth, &Vec<Vec<f64>>)| statistic.values(&columns.iter().map(sums).collect::<Vec<f64>>());
            statistics.iter().zip(&totals).map(of).collect()
        };
        let one = |replicate: usize| {
            let multipliers = self.multipliers(replicate);
            values(&|totals: &Vec<f64>| totals.iter().zip(&multipliers).map(|(total, multiplier)| total * multiplier).sum())
        };
        (0..self.len()).into_par_iter().map(one).collect()
    }

    fn evaluate_calibrated(&self, statistics: &[Smooth], calibration: &Calibration) -> Vec<Vec<Vec<f64>>> {
        let stage = &self.design.stages[0];
        let one = |replicate: usize| -> Vec<Vec<f64>> {
            let multipliers = self.multipliers(replicate);
            let row = |(weight, cluster): (&f64, &u32)| weight * multipliers[*cluster as usize];
            let mut weights: Vec<f64> = self.base.iter().zip(&stage.cluster).map(row).collect();
            match calibration.factors(&weights) {
                Ok(factors) => weights.iter_mut().zip(factors).for_each(|(weight, factor)| *weight *= factor),
                Err(_) => weights.fill(f64::NAN),
            }
            statistics.iter().map(|statistic| statistic.values(&statistic.sums(&weights))).collect()
        };
        (0..self.len()).into_par_iter().map(one).collect()
    }

    /// The deviations of one result over the replicates: their sum of squares is its variance. Replicates without an answer
    /// are left out.
    ///
    /// # Errors
    ///
    /// When more than one in twenty has none.
    pub(crate) fn deviations(&self, values: &[f64]) -> Result<Vec<f64>, SurveyError> {
        let known: Vec<(usize, f64)> = values.iter().copied().enumerate().filter(|(_, value)| value.is_finite()).collect();
        let failed = values.len() - known.len();
        if failed * 20 > values.len() || known.is_empty() {
            return Err(SurveyError::ReplicatesFailed { failed, replicates: values.len() });
        }
        let mean = known.iter().map(|(_, value)| value).sum::<f64>() / known.len() as f64;
        let scale = self.scale();
        Ok(known.iter().map(|(replicate, value)| (value - mean) * (scale * self.own_scale(*replicate)).sqrt()).collect())
    }
}
