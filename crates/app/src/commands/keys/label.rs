//! Which keys a store was filled under: one label, written beside its deliveries.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};
use identity::keys::Chain;

use crate::failure::wrong_use;
use crate::output;

const MARK: &str = "pseudonym-key.mark";
const RENEWING: &str = "renewing.mark";

/// A store belongs to one label: pseudonyms under two cannot be compared, and the same child would be two persons. A new store gets it.
///
/// # Errors
/// When it was filled under another label: both are named.
pub fn check(root: &Path, chain: &Chain) -> Result<()> {
    not_renewing(root)?;
    match known(root)? {
        Some(label) if label == chain.label().text() => Ok(()),
        Some(label) => Err(wrong_use(format!(
            "{} was filled under {label}, the keys here are of {}; under two the same child would be two",
            root.display(),
            chain.label()
        ))),
        None => write(root, chain),
    }
}

/// Refuses a store that does not stand under this label; nothing is written.
///
/// # Errors
/// When it was filled under another label, or under none.
pub fn same(root: &Path, chain: &Chain) -> Result<()> {
    not_renewing(root)?;
    let wanted = chain.label();
    let shown = root.display();
    match known(root)? {
        Some(label) if label == wanted.text() => Ok(()),
        Some(label) => Err(wrong_use(format!("{shown} was filled under {label}, the keys here are of {wanted}: nobody would be found"))),
        None => Err(wrong_use(format!("{shown} holds nothing under these keys ({wanted}): nobody would be found"))),
    }
}

/// The label of a store; `None` for a new one.
///
/// # Errors
/// When it cannot be read.
pub fn known(root: &Path) -> Result<Option<String>> {
    let path = root.join(MARK);
    match std::fs::read_to_string(&path) {
        Ok(mark) => Ok(Some(mark.trim().strip_prefix("label ").unwrap_or("one key for all (`--pseudonym-key`)").to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Refuses a store of which the keys were being renewed when the program was stopped: some of it stands under one label, some under
/// another.
///
/// # Errors
/// When it is so.
pub fn not_renewing(root: &Path) -> Result<()> {
    if root.join(RENEWING).exists() {
        return Err(wrong_use(format!("the keys of {} are being renewed: finish that with `inbeeld keys rotate`", root.display())));
    }
    Ok(())
}

/// Says that a store's keys are being renewed, until [`renewed`]. To be called by who has the store alone, before anything changes.
///
/// # Errors
/// When it cannot be written.
pub fn renewing(root: &Path, to: &Chain) -> Result<()> {
    output::file(&root.join(RENEWING), format!("{}\n", to.label()))?;
    synced(root)
}

/// The label to which a store's keys are being renewed, where they are.
pub fn renewing_to(root: &Path) -> Option<String> {
    std::fs::read_to_string(root.join(RENEWING)).ok().map(|text| text.trim().to_owned())
}

/// Says that everything in a store stands under its later label; the renewing is not over before [`renewed`].
///
/// # Errors
/// When it cannot be written.
pub fn settled(root: &Path, to: &Chain) -> Result<()> {
    write(root, to)?;
    synced(root)
}

/// Says that a store's keys were renewed.
///
/// # Errors
/// When it cannot be written.
pub fn renewed(root: &Path) -> Result<()> {
    let path = root.join(RENEWING);
    std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))
}

/// Brings the names in the folder to disk.
fn synced(root: &Path) -> Result<()> {
    let sync = || std::fs::File::open(root)?.sync_all();
    if cfg!(unix) { sync().with_context(|| format!("cannot write {}", root.display())) } else { Ok(()) }
}

fn write(root: &Path, chain: &Chain) -> Result<()> {
    output::file(&root.join(MARK), format!("label {}\n", chain.label()))
}
