//! `inbeeld signpost`: which door for whom, who examines traces, and the signpost as one file.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use domain::AcuteCare;
use serde::Serialize;
use signpost::{Door, Guide, Place, Situation, When, Who};

use crate::commands::today;
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Where someone can go: the doors for a situation, best first, and what to do. Nothing is kept or sent.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  inbeeld signpost --who self --age 15 --when days:3 --where online\n  inbeeld signpost --who professional --age 9 --when long-ago --where home --format json\n  inbeeld signpost trace-examination --age 13 --days 7\n  inbeeld signpost export site"
)]
pub struct Signpost {
    #[command(subcommand)]
    what: Option<What>,
    /// About whom: `self`, `other`, `professional` or `worried-about-self`.
    #[arg(long, value_parser = who)]
    who: Option<Who>,
    /// Age in completed years of the person it happened to; left out, no door is left out for it.
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=130))]
    age: Option<u8>,
    /// When: `now` (there is danger), `days:N` (N days ago, today is 0) or `long-ago`.
    #[arg(long, value_parser = when)]
    when: Option<When>,
    /// Where: `home`, `online`, `elsewhere` or `unknown`.
    #[arg(long = "where", value_name = "WHERE", value_parser = place)]
    place: Option<Place>,
}

#[derive(Subcommand)]
enum What {
    /// Says who examines traces on a child of this age, and whether it is still the acute phase (day 7 is).
    #[command(after_help = "Example:\n  inbeeld signpost trace-examination --age 13 --days 7 --format json")]
    TraceExamination {
        /// Age in completed years.
        #[arg(long, value_parser = clap::value_parser!(u8).range(0..=130))]
        age: u8,
        /// Whole days since it happened; today is 0.
        #[arg(long)]
        days: u16,
    },
    /// Writes the signpost as one file, `index.html`, for a host of its own that logs nothing.
    #[command(
        after_help = "Example:\n  inbeeld signpost export site\n\nRecipes for a web server that logs nothing: docs/how-to/host-the-signpost.md"
    )]
    Export {
        /// Folder to write to; made where it is not there.
        folder: PathBuf,
    },
}

fn who(text: &str) -> Result<Who, String> {
    Who::from_word(text).ok_or_else(|| "say self, other, professional or worried-about-self".to_owned())
}

fn when(text: &str) -> Result<When, String> {
    When::parse(text).ok_or_else(|| "say now, days:N (N whole days ago) or long-ago".to_owned())
}

fn place(text: &str) -> Result<Place, String> {
    Place::from_word(text).ok_or_else(|| "say home, online, elsewhere or unknown".to_owned())
}

#[derive(Serialize)]
struct Answer<'a> {
    doors: Vec<&'a str>,
    steps: Vec<&'a str>,
}

#[derive(Serialize)]
struct TraceAnswer {
    by: &'static str,
    within_window: bool,
}

impl Signpost {
    /// Answers, or writes the file.
    ///
    /// # Errors
    /// When a question is left open, a door is past its date, or the file cannot be written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let guide = Guide::national();
        if let Some(What::TraceExamination { age, days }) = self.what {
            trace_examination(age, days, desk.format)?;
            return Ok(Outcome::Done);
        }
        if let Err(past) = guide.check_on(today()) {
            eprintln!("inbeeld: {past}");
            return Ok(Outcome::Refused);
        }
        match self.what {
            Some(What::Export { folder }) => export(guide, &folder, desk)?,
            Some(What::TraceExamination { .. }) | None => answer(guide, self.situation()?, desk.format)?,
        }
        Ok(Outcome::Done)
    }

    /// What was asked; `None` when nothing was said at all.
    fn situation(&self) -> Result<Option<Situation>> {
        match (self.who, self.when, self.place) {
            (Some(who), Some(when), place) => Ok(Some(Situation { who, age: self.age, when, place: place.unwrap_or(Place::Unknown) })),
            (None, None, None) if self.age.is_none() => Ok(None),
            _ => Err(wrong_use("say both --who and --when; see `inbeeld signpost --help`")),
        }
    }
}

fn answer(guide: &Guide, asked: Option<Situation>, format: Format) -> Result<()> {
    let doors = asked.map_or_else(|| guide.all_doors().iter().collect(), |asked| guide.doors(asked));
    let steps: Vec<&str> = asked.map(|asked| guide.steps(asked)).unwrap_or_default().into_iter().map(|step| step.nl.as_str()).collect();
    match format {
        Format::Json => output::json(&Answer { doors: doors.iter().map(|door| door.id.as_str()).collect(), steps }),
        Format::Text => {
            let mut lines: String = steps.iter().map(|step| format!("- {step}\n")).collect();
            lines.extend(doors.into_iter().map(in_words));
            output::text(&lines)
        }
    }
}

/// One door for a terminal, in Dutch.
fn in_words(door: &Door) -> String {
    let ages = door.age_note.as_ref().map(|ages| format!(" ({})", ages.nl)).unwrap_or_default();
    let ways: Vec<&str> = [&door.telephone, &door.chat].into_iter().flatten().map(String::as_str).collect();
    format!("\n{}{ages}: {}\n  {}\n  {}\n", door.name.nl, ways.join(" · "), door.about.nl, door.hours.nl)
}

fn trace_examination(age: u8, days: u16, format: Format) -> Result<()> {
    let day = today();
    let care = AcuteCare::on(day);
    let found = TraceAnswer { by: care.examiner(i32::from(age)).word(), within_window: care.is_acute(day.plus(-i32::from(days)), day) };
    match format {
        Format::Json => output::json(&found),
        Format::Text => {
            let window = if found.within_window { "within" } else { "after" };
            output::text(&format!("by {}, {window} the {} days of the acute phase ({})\n", found.by, care.window_days, care.source))
        }
    }
}

fn export(guide: &Guide, folder: &Path, desk: &Desk) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join("index.html");
    let page = web_public::signpost_document(guide, web_public::Language::Dutch);
    output::file(&path, &page)?;
    match desk.format {
        Format::Json => output::json(&serde_json::json!({ "file": path, "bytes": page.len() })),
        Format::Text if desk.quiet => Ok(()),
        Format::Text => {
            output::text(&format!("{} ({} bytes); serve it without logs: docs/how-to/host-the-signpost.md\n", path.display(), page.len()))
        }
    }
}
