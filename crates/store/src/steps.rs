//! What leads from a record of some kinds of delivery to one of others: how much of it is surely there to be counted.

use linkage::{LeastLinked, Trial};

use crate::delivery::{Delivery, RowCounts};

/// The least that is there of what leads from one record to another, over the whole snapshot.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StepsCounted {
    /// Of next steps that came, the share whose row was accepted and whose link was made.
    pub found: f64,
    /// Of those counted, the share whose link is right.
    pub right: f64,
    /// Records or rows behind it, at the end that has fewest.
    pub records: u64,
}

impl StepsCounted {
    /// From records of some kinds of delivery, by their words, to rows of others. A link is made as often as trials say at the least; of rows of the
    /// other kinds those that were set aside are not there. Rows set aside where the step begins take away the whole wait, and no share of it.
    pub(crate) fn between((deliveries, trials): (&[Delivery], &[(String, Trial)]), from: &[&str], to: &[&str]) -> StepsCounted {
        let places = |kinds: &[&str]| -> Vec<usize> {
            trials.iter().enumerate().filter(|(_, (kind, _))| kinds.contains(&kind.as_str())).map(|(place, _)| place).collect()
        };
        let all: Vec<Trial> = trials.iter().map(|(_, trial)| *trial).collect();
        let links = LeastLinked::between(&all, &places(from), &places(to));
        let rows = || deliveries.iter().filter(|own| to.contains(&own.meta.kind.as_str())).map(|own| own.rows);
        let sum = |part: fn(RowCounts) -> u64| rows().map(part).fold(0, u64::saturating_add);
        let (read, set_aside) = (sum(|rows| rows.read), sum(|rows| rows.set_aside));
        let accepted = if set_aside == 0 || read == 0 { 1.0 } else { read.saturating_sub(set_aside) as f64 / read as f64 };
        StepsCounted { found: links.recall * accepted, right: links.precision, records: links.records.min(read) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::{DeliveryMeta, SourceHash};
    use domain::OrganisationKind;

    fn delivery(kind: &str, read: u64, set_aside: u64) -> Delivery {
        let source = SourceHash::of(kind.as_bytes());
        Delivery {
            meta: DeliveryMeta {
                kind: kind.to_owned(),
                supplier: "S1".to_owned(),
                organisation_kind: OrganisationKind::Provider,
                period: "2023HJ01".parse().expect("a period"),
                version: 1,
                source,
            },
            hash: source.to_string(),
            path: String::new(),
            events: 0,
            rows: RowCounts { read, accepted: read - set_aside, set_aside },
            municipalities: std::collections::BTreeMap::new(),
        }
    }

    fn trial(kind: &str, without_number: u64) -> (String, Trial) {
        (kind.to_owned(), Trial { with_number: 1_000 - without_number, without_number, ..Trial::default() })
    }

    /// By hand: of a thousand orders 20 lack a number, of as many records of help 10; of 400 rows of help 8 were set aside.
    #[test]
    fn what_is_set_aside_and_what_cannot_be_linked_is_not_there() {
        let deliveries = [delivery("court", 900, 90), delivery("help", 300, 8), delivery("help", 100, 0)];
        let trials = [trial("court", 20), trial("help", 10)];
        let found = StepsCounted::between((&deliveries, &trials), &["court"], &["help"]);
        assert!((found.found - 0.98 * 0.99 * 0.98).abs() < 1e-12 && (found.right - 0.98 * 0.99).abs() < 1e-12, "{found:?}");
        assert_eq!(found.records, 400);
    }

    #[test]
    fn where_all_have_numbers_and_nothing_is_set_aside_all_is_there() {
        let found = StepsCounted::between((&[delivery("help", 300, 0)], &[trial("help", 0)]), &["help"], &["help"]);
        assert_eq!((found.found, found.right), (1.0, 1.0));
        let nothing = StepsCounted::between((&[], &[]), &["court"], &["help"]);
        assert_eq!((nothing.found, nothing.right, nothing.records), (1.0, 1.0, 0));
    }
}
