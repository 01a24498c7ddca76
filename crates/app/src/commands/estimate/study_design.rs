//! `inbeeld estimate design`: before a study among pupils, how wide will its interval be and which change will it see?

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::Result;
use charts::{Bar, Bars, Caption, Language, Unit};
use clap::Args;
use domain::{Cell, Estimate, Interval};
use estimates::survey::{Plan, Prospect};
use serde::Serialize;

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Plans of a study through schools: every number of schools with every number of pupils a school.
#[derive(Args)]
#[command(after_help = "Examples:
  inbeeld estimate design --schools 200,400 --pupils 25,50 --prevalence 0.05 --intraclass 0.02
  inbeeld estimate design --schools 400 --pupils 25 --prevalence 0.05 --intraclass 0.02 --response 0.8 --change 0.06 --chart plans.svg")]
pub struct StudyDesign {
    /// Schools that take part.
    #[arg(long, value_delimiter = ',', required = true)]
    schools: Vec<u32>,
    /// Pupils asked in each.
    #[arg(long, value_delimiter = ',', required = true)]
    pupils: Vec<u32>,
    /// Prevalence expected.
    #[arg(long)]
    prevalence: f64,
    /// How much alike pupils of a school are (intraclass correlation).
    #[arg(long)]
    intraclass: f64,
    /// Share of pupils that answers.
    #[arg(long, default_value_t = 1.0)]
    response: f64,
    /// Prevalence of a second study: the chance to see the difference.
    #[arg(long, value_name = "PREVALENCE")]
    change: Option<f64>,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// Writes the plans as a chart.
    #[arg(long, value_name = "FILE.svg")]
    chart: Option<PathBuf>,
}

/// A plan with what it gives.
struct Weighed {
    plan: Plan,
    prospect: Prospect,
    power: Option<f64>,
}

impl StudyDesign {
    /// Computes and prints every plan.
    ///
    /// # Errors
    /// When a plan is none, or the chart cannot be written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let mut all = Vec::new();
        for schools in &self.schools {
            for pupils in &self.pupils {
                all.push(self.weigh(*schools, *pupils)?);
            }
        }
        if let Some(path) = &self.chart {
            output::file(path, chart(&all))?;
        }
        match desk.format {
            Format::Json => output::json(&WirePlans { plans: all.iter().map(wire).collect() })?,
            Format::Text => output::text(&in_words(&all))?,
        }
        Ok(Outcome::Done)
    }

    fn weigh(&self, schools: u32, pupils: u32) -> Result<Weighed> {
        let Self { prevalence, intraclass, response, level, .. } = *self;
        let plan = Plan { schools, pupils, response, prevalence, intraclass, level };
        let fault = |error: estimates::survey::SurveyError| wrong_use(error.to_string());
        let prospect = plan.prospect().map_err(fault)?;
        let power = self.change.map(|other| plan.power(other)).transpose().map_err(fault)?;
        Ok(Weighed { plan, prospect, power })
    }
}

fn chart(all: &[Weighed]) -> String {
    let bar = |Weighed { plan, prospect, .. }: &Weighed| Bar {
        name: format!("{} schools × {} pupils", plan.schools, plan.pupils),
        value: Cell::Shown(Estimate {
            value: plan.prevalence,
            interval: Interval { lower: prospect.lower, upper: prospect.upper, level: plan.level },
        }),
    };
    let caption = Caption {
        id: "study-design".to_owned(),
        title: "Interval that a study would give".to_owned(),
        description: "For every plan the expected prevalence with the interval that the study would give.".to_owned(),
    };
    let bars = Bars { caption, language: Language::English, unit: Unit::Share, bars: all.iter().map(bar).collect(), comparison: None };
    bars.draw().wide
}

#[derive(Serialize)]
struct WirePlans {
    plans: Vec<WirePlan>,
}

#[derive(Serialize)]
struct WirePlan {
    schools: u32,
    pupils: u32,
    answers: f64,
    design_effect: f64,
    effective: f64,
    std_error: f64,
    interval: WireInterval,
    smallest_rise: Option<f64>,
    power: Option<f64>,
}

#[derive(Serialize)]
struct WireInterval {
    lower: f64,
    upper: f64,
}

fn wire(Weighed { plan, prospect, power }: &Weighed) -> WirePlan {
    WirePlan {
        schools: plan.schools,
        pupils: plan.pupils,
        answers: prospect.answers,
        design_effect: prospect.design_effect,
        effective: prospect.effective,
        std_error: prospect.std_error,
        interval: WireInterval { lower: prospect.lower, upper: prospect.upper },
        smallest_rise: prospect.smallest_rise,
        power: *power,
    }
}

/// The plans as a table. Writing to a String cannot fail.
fn in_words(all: &[Weighed]) -> String {
    let mut text = String::new();
    let percent = |share: f64| format!("{:.2} %", 100.0 * share);
    let _ = writeln!(
        text,
        "{:>8} {:>7} {:>8} {:>6} {:>9} {:>19} {:>15} {:>14}",
        "schools", "pupils", "answers", "deff", "worth", "interval", "smallest rise", "change seen"
    );
    for Weighed { plan, prospect, power } in all {
        let interval = format!("{} – {}", percent(prospect.lower), percent(prospect.upper));
        let rise = prospect.smallest_rise.map_or_else(|| "–".to_owned(), percent);
        let seen = power.map_or_else(|| "–".to_owned(), |power| format!("{:.0} %", 100.0 * power));
        let _ = writeln!(
            text,
            "{:>8} {:>7} {:>8.0} {:>6.2} {:>9.0} {interval:>19} {rise:>15} {seen:>14}",
            plan.schools, plan.pupils, prospect.answers, prospect.design_effect, prospect.effective
        );
    }
    text.push_str(
        "worth: answers of a simple sample that would tell as much; smallest rise: seen with 80 % chance by a second study like this\n",
    );
    text
}
