//! `inbeeld keys rotate`: moves every pseudonym of a store to later keys. Nothing is delivered again.

use std::path::PathBuf;

use anyhow::{Context, Result};
use identity::keys;
use identity::scheme::{Factor, HubSecret, Identifier, KeptPoint};
use rayon::prelude::*;
use serde_json::json;
use store::{Renewal, RenewalStep, Store, StoredPoint};

use crate::commands::keys::{folder, label};
use crate::commands::now;
use crate::failure::{refused, wrong_use};
use crate::{Desk, Format, output};

/// Which keys, which store, and what the services gave.
pub struct Rotation {
    /// Folder of the hub's earlier keys.
    pub from: PathBuf,
    /// Folder of its later ones.
    pub to: PathBuf,
    /// Folder of the store.
    pub store: PathBuf,
    /// A file of every service.
    pub rotations: Vec<PathBuf>,
}

impl Rotation {
    /// Moves the pseudonyms and says how many.
    ///
    /// # Errors
    /// When the keys do not follow from each other, the store is of other ones, or a pseudonym has nothing to be moved by: then nothing
    /// was changed.
    pub fn run(&self, desk: &mut Desk) -> Result<()> {
        let ((earlier, from), (later, to)) = (folder::hub(&self.from)?, folder::hub(&self.to)?);
        let read = |path: &PathBuf| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        let given = self.rotations.iter().map(read).collect::<Result<Vec<_>>>()?;
        let factor = keys::factor(&given, &from, (&later, &to)).map_err(|error| refused(error.to_string()))?;
        let (from, to_label) = (from.label(), to.label());
        self.of_this_label(from.text(), to_label.text())?;
        let store = Store::open(&self.store)?;
        let renewal = renewal(&store.points()?, earlier.secret(), &factor, later.secret());
        let told = |step: RenewalStep| match step {
            // Once more, now that nobody else has the store: another may have renewed it meanwhile.
            RenewalStep::Begins => self.of_this_label(from.text(), to_label.text()).and_then(|()| label::renewing(&self.store, &to)),
            RenewalStep::Settles => label::settled(&self.store, &to),
            RenewalStep::Kept | RenewalStep::Moved | RenewalStep::Cleared => Ok(()),
        };
        let done = store.renew(&renewal, to_label.text(), now(), &told)?;
        label::renewed(&self.store)?;
        if desk.format == Format::Json {
            let all = json!({ "from": from.text(), "to": to_label.text(), "pseudonyms": done.pseudonyms, "deliveries": done.deliveries });
            return output::json(&all);
        }
        if !desk.quiet {
            let (pseudonyms, deliveries) = (done.pseudonyms, done.deliveries);
            eprintln!("{from} is {to_label} now: {pseudonyms} pseudonyms in {deliveries} deliveries; nothing was delivered again");
            eprintln!("destroy the rotation files: with one of them who gets an earlier secret later has the later one too");
        }
        Ok(())
    }

    fn of_this_label(&self, from: &str, to: &str) -> Result<()> {
        let shown = self.store.display();
        let known = label::known(&self.store)?.ok_or_else(|| wrong_use(format!("{shown} holds nothing under these keys")))?;
        match label::renewing_to(&self.store) {
            Some(other) if other != to => Err(wrong_use(format!("{shown} is being renewed to {other}: finish that first"))),
            Some(_) => Ok(()),
            None if known == from => Ok(()),
            None => Err(wrong_use(format!("{shown} was filled under {known}, the earlier keys here are of {from}"))),
        }
    }
}

/// What becomes of every point: moved, or under the later keys already, after a crash. What is under neither is left out.
fn renewal(points: &[StoredPoint], earlier: &HubSecret, factor: &Factor, later: &HubSecret) -> Renewal {
    let kept = |point: &StoredPoint| Some(KeptPoint { kind: Identifier::from_byte(point.kind)?, key: point.key, locked: point.locked });
    let renew = |point: &StoredPoint| {
        let made = earlier.renew(&kept(point)?, factor, later)?;
        Some((point.key, StoredPoint { kind: point.kind, key: made.key, locked: made.locked }))
    };
    let renewed = points.par_iter().filter_map(renew).collect();
    let settled = points.par_iter().filter(|point| kept(point).is_some_and(|kept| later.keeps(&kept))).copied().collect();
    Renewal { renewed, settled }
}
