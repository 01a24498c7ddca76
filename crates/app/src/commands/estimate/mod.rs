//! `inbeeld estimate …`: one method on a plain file, inside anyone's R or Python workflow.

mod area;
mod decompose;
mod funnel;
mod informants;
mod lost;
mod mse;
mod school;
mod study_design;
mod survey;
mod survey_margins;
mod survey_print;
mod survival;
mod triangulate;

use clap::{Args, Subcommand};

use crate::Desk;
use crate::failure::Outcome;

/// Estimates from a plain CSV file: waits (survival), samples (survey), overlapping lists (mse), small areas (area),
/// several sources of one number (triangulate), who is lost from view (lost), why groups differ (decompose), which regions
/// differ (funnel).
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld estimate survival waits.csv --time days --status outcome --group region\n  inbeeld estimate survey pupils.csv --variable sg_jaar --statistic proportion --interval logit --weights gewicht --strata stratum --cluster school\n  inbeeld estimate mse lists.csv --method independence --format json\n  inbeeld estimate area regions.csv --direct share --sd error --covariates poverty"
)]
pub struct Estimate {
    #[command(subcommand)]
    method: Method,
}

#[derive(Subcommand)]
enum Method {
    Survival(Box<survival::Survival>),
    Survey(Box<survey::Survey>),
    Design(study_design::StudyDesign),
    School(school::School),
    Informants(informants::Informants),
    Mse(mse::Mse),
    Area(area::Area),
    Triangulate(triangulate::Triangulate),
    Lost(lost::Lost),
    Decompose(decompose::Decompose),
    Funnel(funnel::Funnel),
}

impl Estimate {
    /// Runs the method.
    ///
    /// # Errors
    /// When the file cannot be read or the question cannot be answered.
    pub fn run(self, desk: &mut Desk) -> anyhow::Result<Outcome> {
        match self.method {
            Method::Survival(survival) => survival.run(desk),
            Method::Survey(survey) => survey.run(desk),
            Method::Design(design) => design.run(desk),
            Method::School(school) => school.run(desk),
            Method::Informants(informants) => informants.run(desk),
            Method::Mse(mse) => mse.run(desk),
            Method::Area(area) => area.run(desk),
            Method::Triangulate(triangulate) => triangulate.run(desk),
            Method::Lost(lost) => lost.run(desk),
            Method::Decompose(decompose) => decompose.run(desk),
            Method::Funnel(funnel) => funnel.run(desk),
        }
    }
}
