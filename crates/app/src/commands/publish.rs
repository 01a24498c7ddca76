//! `inbeeld publish --static`: the public site as files, for any web server.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;
use web_public::Periods;

use super::serve::{Visible, shelf};
use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Writes the public pages as files, for any web server; the same site as `inbeeld serve`, with links in place of forms.
#[derive(Args)]
#[command(after_help = "Example:\n  inbeeld publish --static site --releases releases\n\n\
    DIR is made; one that holds anything else than an earlier site is refused. How to serve it: docs/how-to/static-site.md")]
pub struct Publish {
    /// Folder for the site.
    #[arg(long = "static", value_name = "DIR")]
    folder: PathBuf,
    /// Folder of releases.
    #[arg(long, default_value = "releases")]
    releases: PathBuf,
    /// Show releases that were not published through the ledger too; every page says so.
    #[arg(long)]
    unapproved: bool,
    /// Write every period of each region too, not only the one its page opens with: about five times as much.
    #[arg(long)]
    all_periods: bool,
    /// The book of the register; without it the pages show what the policy texts say.
    #[arg(long, value_name = "FILE")]
    register: Option<PathBuf>,
}

/// What was written.
#[derive(Serialize)]
struct Written {
    files: usize,
    bytes: u64,
}

/// What every site holds, and little else does.
const SIGN: [&str; 2] = ["404.html", "index.html"];

impl Publish {
    /// Writes the site beside its folder first, then puts it in place.
    ///
    /// # Errors
    /// When there is no release, the folder holds something else, or a file cannot be written; what was there then still is.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        refuse_other(&self.folder)?;
        let visible = if self.unapproved { Visible::Drafts } else { Visible::Published };
        let shelf = shelf(&self.releases, visible, self.register.as_deref())?;
        let draft = draft(&self.folder)?;
        let periods = if self.all_periods { Periods::All } else { Periods::Opening };
        let written = write(shelf, periods, &draft, desk);
        let placed = written.and_then(|written| replace(&draft, &self.folder).map(|()| written));
        if placed.is_err() {
            fs::remove_dir_all(&draft).ok();
        }
        told(&placed?, &self.folder, desk)
    }
}

/// An earlier site may be replaced, an empty folder filled; anything else is not ours to throw away.
fn refuse_other(folder: &Path) -> Result<()> {
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    let is_site = || SIGN.iter().all(|name| folder.join(name).is_file()) && folder.join("assets").is_dir();
    if folder.exists() && !is_empty() && !is_site() {
        return Err(wrong_use(format!("{} holds other files; give a new folder, or an earlier site to replace", folder.display())));
    }
    Ok(())
}

/// A new folder beside the one asked for, so that it can be renamed.
fn draft(folder: &Path) -> Result<PathBuf> {
    let name = folder.file_name().with_context(|| format!("{} names no folder", folder.display()))?;
    let draft = folder.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    fs::create_dir_all(&draft).with_context(|| format!("cannot make {}", draft.display()))?;
    Ok(draft)
}

fn write(shelf: web_public::Shelf, periods: Periods, draft: &Path, desk: &Desk) -> Result<Written> {
    let bar = desk.progress.count("pages and files");
    let mut bytes = 0;
    let keep = |path: &str, content: &[u8]| {
        let place = draft.join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        bytes += content.len() as u64;
        bar.inc(1);
        fs::write(place, content)
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let files = runtime.block_on(web_public::export(shelf, periods, keep))?;
    bar.finish_and_clear();
    Ok(Written { files, bytes })
}

/// Puts the new site where it belongs; the earlier one goes when the new one is there.
fn replace(draft: &Path, folder: &Path) -> Result<()> {
    let old = draft.with_extension("old");
    let had = folder.exists();
    if had {
        fs::rename(folder, &old).with_context(|| format!("cannot replace {}", folder.display()))?;
    }
    if let Err(error) = fs::rename(draft, folder) {
        if had {
            fs::rename(&old, folder).ok();
        }
        return Err(error).with_context(|| format!("cannot write {}", folder.display()));
    }
    if had {
        fs::remove_dir_all(&old).with_context(|| format!("the site is there, but the earlier one stayed in {}", old.display()))?;
    }
    Ok(())
}

fn told(written: &Written, folder: &Path, desk: &Desk) -> Result<Outcome> {
    match desk.format {
        Format::Json => output::json(written)?,
        Format::Text => output::text(&format!(
            "{} files, {:.1} MB in {}\nput it on a web server as it is (docs/how-to/static-site.md)\n",
            written.files,
            written.bytes as f64 / 1e6,
            folder.display()
        ))?,
    }
    Ok(Outcome::Done)
}
