//! `inbeeld register`: questions, commitments, measures, approaches: read, kept, brought together and reported.

mod keep;
mod show;
mod wire;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand, ValueEnum};
use domain::{Day, RegionCode};
use register::{Book, BookError, Kind, Records};

use crate::Desk;
use crate::commands::now;
use crate::failure::{Outcome, wrong_use};

/// The register: who promised what to whom, by when, and which measures reach whom.
///
/// Without --book it shows what the public policy texts say; a book is one SQLite file, or a PostgreSQL
/// database, with the history of every change.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld register due --as-of 2020-12-01 --within 60\n  inbeeld register list commitment --where state=declined\n  inbeeld register import --texts --book register.sqlite --by adviser --why \"first content\"\n  inbeeld register import measures.xlsx --book register.sqlite --by adviser --why \"council of June\"\n  inbeeld register matrix --region VT19 --format json"
)]
pub struct Register {
    /// The book: a SQLite file, or postgres://user@host/database; without it the built-in texts are shown.
    #[arg(long, global = true, value_name = "FILE")]
    book: Option<PathBuf>,
    /// Language of text and reports; JSON keeps the words of files.
    #[arg(long, visible_alias = "lang", global = true, value_enum, default_value_t = Tongue::Nl)]
    language: Tongue,
    #[command(subcommand)]
    what: What,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Tongue {
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// Who changes something and why.
#[derive(Args)]
struct Signature {
    /// Who makes the change.
    #[arg(long)]
    by: String,
    /// Why; it stands in the history.
    #[arg(long)]
    why: String,
}

#[derive(Subcommand)]
enum What {
    /// Lists the records of a kind.
    #[command(after_help = "Example:\n  inbeeld register list measure --where status=pilot --where forms=sexual")]
    List {
        /// Kind: question, recommendation, response, commitment, measure, evidence, approach, prevention, policy, offer, area.
        #[arg(value_parser = kind)]
        kind: Kind,
        /// Keep records whose field has this value (of a list: holds it); may be given more than once.
        #[arg(long = "where", value_name = "FIELD=VALUE", value_parser = pair)]
        filters: Vec<(String, String)>,
    },
    /// Shows one record with everything that is kept, and what it lacks.
    #[command(after_help = "Example:\n  inbeeld register show C-09")]
    Show {
        /// Its id.
        id: String,
    },
    /// Names the kinds and their fields, as files must write them.
    #[command(after_help = "Example:\n  inbeeld register fields measure")]
    Fields {
        /// One kind; else all.
        #[arg(value_parser = kind)]
        kind: Option<Kind>,
    },
    /// Takes records from files into the book: CSV, XLSX or JSON. A bad row is a finding and takes no other with it.
    #[command(
        after_help = "Example:\n  inbeeld register import measures.csv --book register.sqlite --by adviser --why \"council of June\""
    )]
    Import {
        /// Files.
        files: Vec<PathBuf>,
        /// The built-in content of the policy texts.
        #[arg(long)]
        texts: bool,
        /// Only look for findings; write nothing.
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        signature: Signature,
    },
    /// Writes records to a file; the extension chooses CSV, XLSX or JSON.
    #[command(after_help = "Example:\n  inbeeld register export register.xlsx --kind measure")]
    Export {
        /// The file.
        file: PathBuf,
        /// Only this kind.
        #[arg(long, value_parser = kind)]
        kind: Option<Kind>,
    },
    /// Changes fields of one record.
    #[command(
        after_help = "Example:\n  inbeeld register set measure M-12 \"baseline=35% of schools\" \"goal=all schools\" --book register.sqlite --by adviser --why \"baseline known\""
    )]
    Set {
        /// Kind.
        #[arg(value_parser = kind)]
        kind: Kind,
        /// Id.
        id: String,
        /// What to change.
        #[arg(required = true, value_name = "FIELD=VALUE", value_parser = pair)]
        values: Vec<(String, String)>,
        /// The version you read; when someone else wrote meanwhile, nothing is written.
        #[arg(long)]
        version: Option<u32>,
        #[command(flatten)]
        signature: Signature,
    },
    /// Reports a commitment done, with the evidence; a second person approves.
    #[command(
        after_help = "Example:\n  inbeeld register report-done C-09 --evidence \"letter of 12 November\" --book register.sqlite --by adviser --why \"sent\""
    )]
    ReportDone {
        /// The commitment.
        id: String,
        /// What shows that it was done.
        #[arg(long)]
        evidence: String,
        #[command(flatten)]
        signature: Signature,
    },
    /// Approves, as a second person, that a commitment was done.
    #[command(after_help = "Example:\n  inbeeld register approve C-09 --book register.sqlite --by colleague --why \"read the letter\"")]
    Approve {
        /// The commitment.
        id: String,
        #[command(flatten)]
        signature: Signature,
    },
    /// Commitments that fall due from a day on.
    #[command(after_help = "Example:\n  inbeeld register due --as-of 2020-12-01 --within 60")]
    Due {
        /// The day on which everything is seen.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
        /// How many days ahead.
        #[arg(long, default_value_t = 90)]
        within: u16,
    },
    /// Commitments whose day has passed; without evidence whether they were done is unknown.
    #[command(after_help = "Example:\n  inbeeld register overdue --as-of 2021-02-01")]
    Overdue {
        /// The day on which everything is seen.
        #[arg(long, value_parser = day)]
        as_of: Option<Day>,
    },
    /// What cannot be followed (no baseline, no indicator, …) and cells of the matrix that no measure reaches.
    #[command(after_help = "Example:\n  inbeeld register gaps --region VT19")]
    Gaps {
        /// Region or cooperation area; the country by default.
        #[arg(long, default_value = "NL")]
        region: String,
    },
    /// The coverage matrix: forms of violence × parts of care × target groups.
    #[command(after_help = "Example:\n  inbeeld register matrix --region NL --format json")]
    Matrix {
        /// Region or cooperation area; the country by default.
        #[arg(long, default_value = "NL")]
        region: String,
    },
    /// Writes the progress report over a period as DOCX or as HTML for print.
    #[command(after_help = "Example:\n  inbeeld register report --from 2020-07-01 --through 2021-01-01 --out progress.docx")]
    Report {
        /// First day.
        #[arg(long, value_parser = day)]
        from: Day,
        /// Last day.
        #[arg(long, value_parser = day)]
        through: Day,
        /// Region or cooperation area of a council; everything by default.
        #[arg(long, default_value = "NL")]
        region: String,
        /// Folder of releases; with it the report shows the figures that moved.
        #[arg(long, value_name = "DIR")]
        releases: Option<PathBuf>,
        /// File to write; without it the report is printed.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Brings another register into the book without loss.
    #[command(
        after_help = "Example:\n  inbeeld register merge east.sqlite --label east --book register.sqlite --by adviser --why \"two regions as one\""
    )]
    Merge {
        /// The other book, or a file as `export` writes it.
        other: PathBuf,
        /// A short name of the other register: its record M-1 becomes M-1~label where ours differs.
        #[arg(long, value_parser = label)]
        label: String,
        #[command(flatten)]
        signature: Signature,
    },
    /// Every change of a record: who, when, what, why.
    #[command(after_help = "Example:\n  inbeeld register history commitment C-09 --book register.sqlite")]
    History {
        /// Kind.
        #[arg(value_parser = kind)]
        kind: Kind,
        /// Id.
        id: String,
    },
    /// Makes a region's approach from an example, which stays its lineage.
    #[command(
        after_help = "Example:\n  inbeeld register copy-approach P-voorbeeld --as P-19 --region VT19 --book register.sqlite --by adviser --why \"start\""
    )]
    CopyApproach {
        /// The example.
        example: String,
        /// Id of the new approach.
        #[arg(long = "as", value_name = "ID")]
        id: String,
        /// Its region.
        #[arg(long, value_parser = region)]
        region: RegionCode,
        #[command(flatten)]
        signature: Signature,
    },
}

fn kind(text: &str) -> Result<Kind, String> {
    let known = || Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    Kind::from_word(text).ok_or_else(|| format!("say one of: {}", known()))
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| "write a day as YYYY-MM-DD".to_owned())
}

fn region(text: &str) -> Result<RegionCode, String> {
    text.parse().map_err(|_| "use NL, or a code as VT19, JZ07 or GM0363".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("write FIELD=VALUE")?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}

fn label(text: &str) -> Result<String, String> {
    let fits = (1..=16).contains(&text.len()) && text.chars().all(|letter| letter.is_ascii_alphanumeric());
    if fits { Ok(text.to_owned()) } else { Err("use at most 16 letters and digits".to_owned()) }
}

impl Register {
    /// Does what was asked.
    ///
    /// # Errors
    /// When a file or the book cannot be read or written, or a change does not fit.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let book = self.book.as_deref();
        let language = match self.language {
            Tongue::Nl => register::Language::Dutch,
            Tongue::En => register::Language::English,
        };
        let said = show::Said { format: desk.format, language };
        match self.what {
            What::List { kind, filters } => show::list(&seen(book)?, kind, &filters, said),
            What::Show { id } => show::one(&seen(book)?, &id, said),
            What::Fields { kind } => show::fields(kind, desk.format),
            What::Due { as_of, within } => show::due(&seen(book)?, as_of, within, said),
            What::Overdue { as_of } => show::overdue(&seen(book)?, as_of, said),
            What::Gaps { region } => show::gaps(&seen(book)?, &region, said),
            What::Matrix { region } => show::matrix(&seen(book)?, &region, said),
            What::Report { from, through, region, releases, out } => {
                let asked = show::Asked { period: (from, through), place: &region, releases: releases.as_deref(), out: out.as_deref() };
                show::report(&seen(book)?, &asked, said)
            }
            What::Export { file, kind } => keep::export(&seen(book)?, &file, kind, desk.format),
            What::Import { files, texts, dry_run, signature } => {
                let to = if dry_run { None } else { Some(opened(book, Absent::Make)?) };
                keep::import(to.as_ref(), &files, texts, &signature.author(), desk.format)
            }
            What::Set { kind, id, values, version, signature } => {
                keep::set(&opened(book, Absent::Refuse)?, (kind, &id), &values, version, &signature.author(), desk.format)
            }
            What::ReportDone { id, evidence, signature } => {
                keep::told(opened(book, Absent::Refuse)?.report_done(&id, &evidence, &signature.author()), desk.format)
            }
            What::Approve { id, signature } => {
                keep::told(opened(book, Absent::Refuse)?.approve(&id, None, &signature.author()), desk.format)
            }
            What::Merge { other, label, signature } => {
                keep::merge(&opened(book, Absent::Make)?, &other, &label, &signature.author(), desk.format)
            }
            What::History { kind, id } => keep::history(&opened(book, Absent::Refuse)?, kind, &id, desk.format),
            What::CopyApproach { example, id, region, signature } => {
                keep::copy_approach(&opened(book, Absent::Refuse)?, &example, (&id, region), &signature.author(), desk.format)
            }
        }
    }
}

impl Signature {
    fn author(&self) -> register::Author {
        register::Author { by: self.by.clone(), reason: self.why.clone(), at: register::Moment(now().0) }
    }
}

/// What to do where there is no book.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absent {
    Make,
    Refuse,
}

/// The book that was named.
fn opened(book: Option<&Path>, absent: Absent) -> Result<Book> {
    let path = book.ok_or_else(|| wrong_use("name the book with --book FILE; the built-in texts cannot be changed"))?;
    if absent == Absent::Refuse && !Records::is_server(&path.to_string_lossy()) && !path.is_file() {
        return Err(wrong_use(format!("there is no book at {}; `inbeeld register import` makes one", path.display())));
    }
    Ok(Book::of(open_book(path)?))
}

/// A book that is there, for who reads it.
///
/// # Errors
/// When there is no such book, or it cannot be opened.
pub fn opened_to_read(book: &Path) -> Result<Book> {
    opened(Some(book), Absent::Refuse)
}

/// The records of a book: a SQLite file, or a PostgreSQL database. Its address may hold a password and is not repeated.
///
/// # Errors
/// When it cannot be opened.
pub(super) fn open_book(path: &Path) -> Result<Records> {
    let address = path.to_string_lossy();
    match Records::is_server(&address) {
        true => Records::open_at(&address).context("cannot open the book"),
        false => Records::open(path).with_context(|| format!("cannot open {}", path.display())),
    }
}

/// Everything in the book; without a book what the texts say.
///
/// # Errors
/// When the book is not there or cannot be read.
pub(super) fn seen(book: Option<&Path>) -> Result<register::Register> {
    match book {
        None => Ok(register::Register::of_texts()),
        Some(_) => Ok(opened(book, Absent::Refuse)?.register()?),
    }
}

/// How a refused change ends: what does not fit is wrong use or a refusal, the rest is the machine's.
fn refused(error: BookError) -> Result<Outcome> {
    match error {
        BookError::Absent { .. } => Err(wrong_use(error.to_string())),
        BookError::Unfit(_) | BookError::Collision(_) | BookError::Closing(_) => {
            eprintln!("inbeeld: {error}");
            Ok(Outcome::Refused)
        }
        BookError::Records(_) | BookError::Unreadable { .. } => Err(error.into()),
    }
}
