//! `inbeeld indicators list|explain`: what is counted, in words.

use anyhow::Result;
use clap::{Args, Subcommand};
use indicators::Indicator;
use serde::Serialize;

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// The catalogue: what is counted, how, and against which norm.
#[derive(Args)]
#[command(after_help = "Examples:\n  inbeeld indicators list\n  inbeeld indicators explain help-after-order")]
pub struct Indicators {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Lists every indicator.
    List,
    /// Explains one in plain words.
    Explain {
        /// Its id.
        id: String,
    },
}

#[derive(Serialize)]
struct Wire {
    id: &'static str,
    title: &'static str,
    question: &'static str,
    definition: &'static str,
    plan: String,
    rows: &'static [&'static str],
}

impl Indicators {
    /// Prints the catalogue or one entry.
    ///
    /// # Errors
    /// When there is no indicator of that id.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let catalogue = indicators::catalogue();
        match self.what {
            What::List => list(&catalogue, desk.format)?,
            What::Explain { id } => {
                let found = catalogue.iter().find(|indicator| indicator.id == id);
                explain(
                    found.ok_or_else(|| wrong_use(format!("there is no indicator '{id}'; `inbeeld indicators list` names them")))?,
                    desk.format,
                )?;
            }
        }
        Ok(Outcome::Done)
    }
}

fn list(catalogue: &[Indicator], format: Format) -> Result<()> {
    match format {
        Format::Json => output::json(&catalogue.iter().map(wire).collect::<Vec<_>>()),
        Format::Text => {
            let lines = catalogue.iter().map(|indicator| format!("{:<24} {}\n", indicator.id, indicator.question.en));
            output::text(&lines.collect::<String>())
        }
    }
}

fn explain(indicator: &Indicator, format: Format) -> Result<()> {
    match format {
        Format::Json => output::json(&wire(indicator)),
        Format::Text => output::text(&in_words(indicator)),
    }
}

fn wire(indicator: &Indicator) -> Wire {
    Wire {
        id: indicator.id,
        title: indicator.title.en,
        question: indicator.question.en,
        definition: indicator.definition.en,
        plan: indicators::explain(&indicator.plan, &indicators::norms()).en,
        rows: indicator.rows,
    }
}

/// One indicator in words, for the terminal and the reference page.
pub fn in_words(indicator: &Indicator) -> String {
    let plan = indicators::explain(&indicator.plan, &indicators::norms());
    format!(
        "{}\n{}\n\n{}\n\n{}\n\nNederlands: {} {}\n",
        indicator.title.en, indicator.question.en, indicator.definition.en, plan.en, indicator.title.nl, indicator.definition.nl
    )
}
