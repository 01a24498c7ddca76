//! `inbeeld staff add|list|close|anew`: accounts for the staff pages, made where the book is. The first administrator is made
//! here; others on the page of accounts.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use publication::Release;
use register::{Author, Book, Kind, Moment, Record, Records, Register, Scope};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use serde_json::json;
use web_staff::account::{self, AccountError, Chosen, Grant, Reach, Role, State};
use web_staff::{Beside, Figures, Indicator, Site, password};

use super::now;
use super::register::open_book;
use crate::failure::{Outcome, refused, wrong_use};
use crate::{Desk, Format, output};

/// Accounts of those who keep the register on the staff pages (`inbeeld serve --staff`).
///
/// The password is asked on the terminal, or read as one line of standard input; it is never an argument. The second factor is
/// set up at the first log-in.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld staff add root --organisation \"GGD Twente\" --role administrator --register register.sqlite\n  inbeeld staff add adviser --organisation \"GGD Twente\" --role editor --region VT19 --register register.sqlite < password.txt\n  inbeeld staff list --register register.sqlite\n  inbeeld staff anew root --register register.sqlite"
)]
pub struct Staff {
    /// The book of the register: a SQLite file, or postgres://user@host/database.
    #[arg(long, global = true, value_name = "BOOK")]
    register: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Makes an account.
    #[command(
        after_help = "Example:\n  inbeeld staff add root --organisation \"GGD Twente\" --role administrator --role editor --register register.sqlite"
    )]
    Add {
        /// Name to log in with: small letters, digits, '.', '-' and '_'.
        name: String,
        /// Organisation the worker is of.
        #[arg(long)]
        organisation: String,
        /// What the account may do: reader, editor, approver, administrator; may be given more than once.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
        /// For which region: NL, VT19, JZ07 or GM0363; or for a cooperation area of the book by its id.
        #[arg(long, default_value = "NL", value_parser = reach)]
        region: Reach,
        /// Only for records whose owner is called this.
        #[arg(long)]
        owner: Option<String>,
    },
    /// Lists the accounts and what they may do.
    #[command(after_help = "Example:\n  inbeeld staff list --register register.sqlite --format json")]
    List,
    /// Closes an account at once; its history stays.
    #[command(after_help = "Example:\n  inbeeld staff close adviser --register register.sqlite")]
    Close {
        /// The account.
        name: String,
    },
    /// Gives an account another password and a new second factor: for who lost both.
    #[command(after_help = "Example:\n  inbeeld staff anew root --register register.sqlite")]
    Anew {
        /// The account.
        name: String,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_word(text).ok_or_else(|| "say one of: reader, editor, approver, administrator".to_owned())
}

fn reach(text: &str) -> Result<Reach, String> {
    Reach::read(text).ok_or_else(|| "use NL, a code as VT19, JZ07 or GM0363, or the id of a cooperation area (S-…)".to_owned())
}

/// Refuses a role for a cooperation area that the book does not have.
fn known_place(book: &Path, reach: &Reach) -> Result<()> {
    let Reach::Area(id) = reach else { return Ok(()) };
    let register = Book::of(open_book(book)?).register()?;
    if register.get(Kind::Area, id).is_some() { Ok(()) } else { Err(wrong_use(format!("the book has no cooperation area {id}"))) }
}

impl Staff {
    /// Does what was asked.
    ///
    /// # Errors
    /// When there is no book, an account does not fit, or the records cannot be read or written.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let book = self.register.as_deref().ok_or_else(|| wrong_use("name the book of the register with --register"))?;
        match self.what {
            What::Add { name, organisation, roles, region, owner } => {
                known_place(book, &region)?;
                let grant = |role| Grant { role, reach: region.clone(), organisation: owner.clone() };
                add(&opened(book)?, (&name, &organisation), &roles.into_iter().map(grant).collect::<Vec<_>>(), desk.format)
            }
            What::List => list(&opened(book)?, desk.format),
            What::Close { name } => close(&opened(book)?, &name, desk.format),
            What::Anew { name } => anew(&opened(book)?, &name, desk.format),
        }
    }
}

/// The records of a book; a new file is made where there is none.
fn opened(book: &Path) -> Result<Records> {
    open_book(book)
}

/// The staff pages over a book, with the figures of a release beside the measures where there is one.
///
/// # Errors
/// When there is no such book, or it cannot be opened.
pub fn site(book: &Path, release: Option<Release>) -> Result<Arc<Site>> {
    if !Records::is_server(&book.to_string_lossy()) && !book.is_file() {
        return Err(wrong_use(format!("there is no book at {}; `inbeeld register import` makes one", book.display())));
    }
    let indicators = super::indicators::titles().into_iter().map(|(slug, nl, en)| Indicator { slug, nl, en }).collect();
    let site = Site::new(open_book(book)?, indicators, Box::new(|| Moment(now().0)));
    let Some(release) = release else { return Ok(Arc::new(site)) };
    let release = Arc::new(release);
    let own = Arc::clone(&release);
    let of_scope = Box::new(move |register: &Register, scope: &Scope| Beside {
        followed: web_public::followed(&release, register, scope),
        moved: web_public::moved(&release, register, scope),
    });
    let of_record = Box::new(move |register: &Register, record: &Record, language| web_public::follow(&own, register, record, language));
    Ok(Arc::new(site.with_figures(Figures { of_scope, of_record })))
}

fn author(reason: &str) -> Author {
    Author { by: "command".to_owned(), reason: reason.to_owned(), at: Moment(now().0) }
}

fn add(records: &Records, (name, organisation): (&str, &str), grants: &[Grant], format: Format) -> Result<Outcome> {
    if !account::is_name(name) {
        return Err(wrong_use(AccountError::Name.to_string()));
    }
    let secret = asked(name)?;
    match account::add(records, (name, organisation), (&secret, Chosen::ByOwner), grants, &author("made by command")) {
        Ok(()) => said(format, name, "made; the second factor is set up at the first log-in"),
        Err(error @ (AccountError::Name | AccountError::Administrator | AccountError::Taken | AccountError::Password(_))) => {
            Err(refused(error.to_string()))
        }
        Err(AccountError::Records(error)) => Err(error.into()),
    }
}

fn said(format: Format, name: &str, what: &str) -> Result<Outcome> {
    match format {
        Format::Json => output::json(&json!({ "account": name, "done": what }))?,
        Format::Text => output::text(&format!("{name}: {what}\n"))?,
    }
    Ok(Outcome::Done)
}

fn list(records: &Records, format: Format) -> Result<Outcome> {
    let mut accounts = Vec::new();
    for row in records.all_staff()? {
        let grants = records.grants(&row.name)?;
        let roles: Vec<String> =
            grants.iter().map(|grant| format!("{} {} {}", grant.role, grant.region, grant.organisation).trim_end().to_owned()).collect();
        accounts.push((row, roles));
    }
    match format {
        Format::Json => {
            let value = |(row, roles): &(records::StaffRow, Vec<String>)| json!({ "name": row.name, "organisation": row.organisation, "state": row.state, "second_factor": !row.factor.is_empty(), "roles": roles });
            output::json(&json!({ "accounts": accounts.iter().map(value).collect::<Vec<_>>() }))?;
        }
        Format::Text => {
            let lines =
                accounts.iter().map(|(row, roles)| format!("{} ({}, {}): {}\n", row.name, row.organisation, row.state, roles.join("; ")));
            output::text(&lines.collect::<String>())?;
        }
    }
    Ok(Outcome::Done)
}

fn known(records: &Records, name: &str) -> Result<records::StaffRow> {
    records.staff(name)?.ok_or_else(|| wrong_use(format!("there is no account {name}")))
}

/// Refused where somebody else changed the account first.
fn changed(name: &str, was_changed: bool) -> Result<()> {
    if was_changed { Ok(()) } else { Err(refused(format!("somebody else changed {name} meanwhile; nothing was done, try again"))) }
}

fn close(records: &Records, name: &str, format: Format) -> Result<Outcome> {
    let row = known(records, name)?;
    let closed = records::StaffRow { state: State::Closed.word().to_owned(), ..row.clone() };
    let along = records::Along { sessions_but: Some(""), ..records::Along::default() };
    changed(name, records.change_staff((&row, &closed), "staff.closed", along, &author("closed by command"))?)?;
    said(format, name, "closed")
}

fn anew(records: &Records, name: &str, format: Format) -> Result<Outcome> {
    let row = known(records, name)?;
    let password = password::hash(&asked(name)?, name).map_err(|error| refused(error.to_string()))?;
    let again = records::StaffRow { password, factor: String::new(), state: State::Active.word().to_owned(), ..row.clone() };
    let along = records::Along { sessions_but: Some(""), recovery_codes: Some(&[]), factor_step: None };
    changed(name, records.change_staff((&row, &again), "staff.invited-again", along, &author("new start by command"))?)?;
    said(format, name, "has another password; the second factor is set up at the next log-in")
}

/// The password: typed twice on a terminal without showing, else one line of standard input.
fn asked(name: &str) -> Result<String> {
    if !std::io::stdin().is_terminal() {
        return line();
    }
    let silent = Silent::begin()?;
    let typed = prompted(&format!("password for {name}: ")).and_then(|first| Ok((first, prompted("once more: ")?)));
    drop(silent);
    let (first, second) = typed?;
    if first == second { Ok(first) } else { Err(wrong_use("the two passwords differ")) }
}

fn prompted(words: &str) -> Result<String> {
    let mut screen = std::io::stderr();
    screen.write_all(words.as_bytes())?;
    screen.flush()?;
    let typed = line();
    screen.write_all(b"\n")?;
    typed
}

fn line() -> Result<String> {
    let mut text = String::new();
    std::io::stdin().lock().read_line(&mut text).context("cannot read the password")?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// A terminal that does not show what is typed, until it is dropped.
struct Silent(Termios);

impl Silent {
    fn begin() -> Result<Silent> {
        let before = tcgetattr(std::io::stdin()).context("cannot read the settings of the terminal")?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(std::io::stdin(), OptionalActions::Flush, &silent).context("cannot hide what is typed")?;
        Ok(Silent(before))
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        // Nothing more can be done where the terminal is gone.
        tcsetattr(std::io::stdin(), OptionalActions::Flush, &self.0).ok();
    }
}
