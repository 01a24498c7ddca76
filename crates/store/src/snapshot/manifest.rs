//! The manifest of a snapshot: plain text, the same bytes for the same deliveries. A folder without one is no snapshot.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use linkage::{LinkSummary, Trial};

use crate::delivery::Delivery;

/// The name of the file.
pub(crate) const NAME: &str = "manifest.txt";
/// First line. Another number means that partitions are made in another way: such a snapshot is made again.
const FORMAT: &str = "inbeeld-snapshot 4";
const END: &str = "end";

/// One partition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) events: u64,
    pub(crate) bytes: u64,
    pub(crate) hash: String,
}

/// What a snapshot's folder holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Manifest {
    pub(crate) links: LinkSummary,
    /// How surely records of each kind of delivery are linked without their number.
    pub(crate) trials: Vec<(String, Trial)>,
    pub(crate) parts: Vec<Part>,
}

impl Manifest {
    /// As text: format, id, links, trials, deliveries, parts, end.
    pub(crate) fn text(&self, id: &str, deliveries: &[Delivery]) -> String {
        let numbers = counts(&self.links).map(|count| count.to_string());
        let mut text = format!("{FORMAT}\nid {id}\nlinks {}\n", numbers.join(" "));
        for (kind, trial) in &self.trials {
            let Trial { with_number, without_number, right, apart, wrong, alone, joined } = trial;
            let _ = writeln!(text, "trial {kind} {with_number} {without_number} {right} {apart} {wrong} {alone} {joined}");
        }
        for delivery in deliveries {
            let _ = writeln!(text, "delivery {} {}", delivery.hash, delivery.path);
        }
        for part in &self.parts {
            let _ = writeln!(text, "part {} {} {} {}", part.name, part.events, part.bytes, part.hash);
        }
        text + END + "\n"
    }

    /// The manifest of a complete snapshot with this id; `None` for anything else, which is then made again.
    pub(crate) fn read(folder: &Path, id: &str) -> Option<Manifest> {
        let text = fs::read_to_string(folder.join(NAME)).ok()?;
        let manifest = Manifest::parse(&text, id)?;
        let whole = |part: &Part| fs::metadata(folder.join(&part.name)).is_ok_and(|file| file.len() == part.bytes);
        manifest.parts.iter().all(whole).then_some(manifest)
    }

    fn parse(text: &str, id: &str) -> Option<Manifest> {
        let mut lines = text.lines();
        if lines.next()? != FORMAT || lines.next()?.strip_prefix("id ")? != id {
            return None;
        }
        let links = links(lines.next()?.strip_prefix("links ")?)?;
        let (mut trials, mut parts) = (Vec::new(), Vec::new());
        for line in lines {
            match line.split_once(' ') {
                Some(("trial", words)) => trials.push(trial(words)?),
                Some(("part", words)) => parts.push(part(words)?),
                Some(("delivery", _)) => {}
                None if line == END => return Some(Manifest { links, trials, parts }),
                Some(_) | None => return None,
            }
        }
        None
    }
}

/// The counts, in the order in which the manifest holds them.
fn counts(links: &LinkSummary) -> [u64; 9] {
    let LinkSummary { by_number, by_fallback, by_token, ambiguous, kept_apart, on_their_own, without_any, common_tokens, disputed } =
        *links;
    [by_number, by_fallback, by_token, ambiguous, kept_apart, on_their_own, without_any, common_tokens, disputed]
}

fn links(words: &str) -> Option<LinkSummary> {
    let mut words = words.split(' ');
    Some(LinkSummary {
        by_number: number(words.next())?,
        by_fallback: number(words.next())?,
        by_token: number(words.next())?,
        ambiguous: number(words.next())?,
        kept_apart: number(words.next())?,
        on_their_own: number(words.next())?,
        without_any: number(words.next())?,
        common_tokens: number(words.next())?,
        disputed: number(words.next())?,
    })
}

fn trial(words: &str) -> Option<(String, Trial)> {
    let mut words = words.split(' ');
    let kind = words.next()?.to_owned();
    let trial = Trial {
        with_number: number(words.next())?,
        without_number: number(words.next())?,
        right: number(words.next())?,
        apart: number(words.next())?,
        wrong: number(words.next())?,
        alone: number(words.next())?,
        joined: number(words.next())?,
    };
    Some((kind, trial))
}

fn part(words: &str) -> Option<Part> {
    let mut words = words.split(' ');
    let name = words.next()?.to_owned();
    Some(Part { name, events: number(words.next())?, bytes: number(words.next())?, hash: words.next()?.to_owned() })
}

fn number<T: FromStr>(word: Option<&str>) -> Option<T> {
    word?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_half_of_one_does_not() {
        let links = LinkSummary {
            by_number: 1,
            by_fallback: 2,
            by_token: 3,
            ambiguous: 4,
            kept_apart: 5,
            on_their_own: 6,
            without_any: 7,
            common_tokens: 8,
            disputed: 9,
        };
        let parts = vec![Part { name: "part-000.parquet".into(), events: 7, bytes: 99, hash: "ab".into() }];
        let trial = Trial { with_number: 1, without_number: 2, right: 3, apart: 4, wrong: 5, alone: 6, joined: 7 };
        let manifest = Manifest { links, trials: vec![("veilig-thuis".into(), trial)], parts };
        let text = manifest.text("0123", &[]);
        assert_eq!(Manifest::parse(&text, "0123"), Some(manifest));
        assert_eq!(Manifest::parse(&text, "0124"), None);
        for length in 0..text.len() - 1 {
            assert_eq!(Manifest::parse(&text[..length], "0123"), None, "{length}");
        }
    }
}
