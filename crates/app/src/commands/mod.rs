//! One file a command, in the order of the chain.

pub mod check;
pub mod demo;
pub mod docs;
pub mod doctor;
pub mod erase;
pub mod estimate;
mod findings;
pub mod indicators;
pub mod intake;
pub mod keys;
pub mod link;
pub mod log;
pub mod protect;
pub mod publish;
pub mod purpose;
pub mod register;
pub mod release;
pub mod run;
pub mod serve;
pub mod signpost;
pub mod staff;
pub mod synth;
mod table;
pub mod transcrypt;

/// Today, from the machine's clock (UTC). The only clock of the house, and only for the ledger and the log.
pub fn today() -> domain::Day {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    domain::Day(i32::try_from(seconds / 86_400).unwrap_or(0))
}

/// Now, from the machine's clock: when a delivery was accepted.
pub fn now() -> store::Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    store::Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Opens a store that is there: a mistyped folder is not made.
///
/// # Errors
/// When there is no store, or it cannot be opened.
pub fn existing(root: &std::path::Path) -> anyhow::Result<store::Store> {
    if !root.is_dir() {
        return Err(crate::failure::wrong_use(format!("there is no store at {}; `inbeeld intake` makes one", root.display())));
    }
    let store = store::Store::open(root)?;
    // Asked when it is open: who renews keys has it alone until it says so, or is done.
    keys::label::not_renewing(root)?;
    Ok(store)
}
