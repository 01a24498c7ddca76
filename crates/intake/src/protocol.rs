//! The sections of the information protocol *Beleidsinformatie Jeugd v7*, and what of each is checked.
//!
//! A rule names its sections in its `source`; this table names the sections, and says of each what no file can show.
//! Tests hold both beside the protocol itself: no section is forgotten, and no rule names one that is not there.

use crate::rules::{Rule, catalogue};

/// A section of the protocol.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its number, as `5.3.1`.
    pub number: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// What in it cannot be seen in a delivery, and why; empty where every sentence that asks something is checked.
    pub unseen: &'static str,
}

const fn section(number: &'static str, about: &'static str, unseen: &'static str) -> Section {
    Section { number, about, unseen }
}

/// How the protocol is cited in the source of a rule.
const CITED: &str = "Beleidsinformatie Jeugd v7, ";

/// Chapters 2–5, 7 and 8, in order. Chapter 1 tells why, chapter 6 is about the list of suppliers.
pub static SECTIONS: &[Section] = &[
    section(
        "2.1",
        "the youth",
        "whether help from 18 on was decided before 18 or resumed within half a year: the decision is not delivered",
    ),
    section("2.2", "citizen number", "whether a number that passes the eleven-proof belongs to this child: no register is at hand"),
    section("2.3", "date of birth", ""),
    section("2.4", "sex", ""),
    section(
        "2.5",
        "postcode or municipality",
        "whether the residence principle was followed: the address of the parent with custody is not delivered",
    ),
    section("3.1", "what youth help is", "whether it is access, prevention or paid by a personal budget: none of these stands in a field"),
    section("3.2", "referrer", "whether 01–05 name the right referrer: the decision or letter of referral is not delivered"),
    section(
        "3.3",
        "help form",
        "which plan a module belongs to, and what another provider gives: only one provider's rows stand in a file",
    ),
    section("3.4", "started with a crisis", "the judgement itself: it is the professional's"),
    section("3.5", "start of help", "whether the help really began in the first talk: no talks are delivered"),
    section("3.6", "end of help", "whether help was given after the end: no contacts are delivered"),
    section("3.7", "end reason", "whether child and provider agreed: only the outcome of that is delivered"),
    section(
        "4.1",
        "who need not deliver outcomes",
        "single practitioners and other agreements with a municipality are not known: a lack is a notice at most",
    ),
    section("4.2", "set of outcomes", "new starts at another provider: counted at the hub, from all deliveries"),
    section("4.3", "satisfaction", ""),
    section("4.4", "going on without help", ""),
    section("4.5", "informant", "two measurements a record: the layout holds one"),
    section("5.1", "child-protection measures", ""),
    section("5.1.1", "type of measure", "the term of a year a time: prolongations are no rows, so an order may rightly last longer"),
    section("5.1.2", "start of a measure", "the date in the court order: held beside the court's delivery at the hub"),
    section("5.1.3", "end of a measure", ""),
    section("5.1.4", "authorisation", ""),
    section("5.1.5", "start of an authorisation", "the date in the court order: held beside the court's delivery at the hub"),
    section("5.1.6", "end of an authorisation", ""),
    section("5.2", "youth probation", ""),
    section("5.2.1", "type of probation", ""),
    section("5.2.2", "start of probation", "the date in the decision: it is not delivered"),
    section("5.2.3", "end of probation", ""),
    section("5.2.4", "recognised intervention", "the field is not asked for here: youth probation is kept apart and not counted"),
    section("5.3", "other data on measures", "a heading; its sections follow"),
    section(
        "5.3.1",
        "reason or manner of ending",
        "of probation two codes belong together: the layout holds one; the risk profile itself is not delivered",
    ),
    section("5.3.2", "day handed over", ""),
    section("5.3.3", "day taken over", "that it is the day after 5.3.2: two institutions tell the two days, in two files"),
    section("5.4", "preventive judicial framework", ""),
    section("5.4.1", "start of preventive activities", ""),
    section("5.4.2", "end of preventive activities", ""),
    section("7.1", "how deliveries are made", "asks something of CBS, not of a file"),
    section("7.2", "privacy", "asks something of who processes, not of a file; columns that were not agreed are not read (DE-COLUMN)"),
    section("7.3", "periods", ""),
    section("7.4", "terms", "whether it came within three weeks: the day of arrival is not in the file; the hub knows it"),
    section("7.5", "content of the file", "children who are missing: the supplier's own register is not at hand"),
    section("7.6", "corrections", "that only the last period and the one before are corrected: the day of delivery is not in the file"),
    section("8.1", "upload", "asks something of the way of sending"),
    section("8.2", "file formats", "the formats that are read are told in docs/how-to/deliver.md"),
    section("8.3", "web form", "fifty trajectories at most holds for the form of CBS, not for files"),
    section("8.4", "message specification", "the columns are our own (docs/how-to/deliver.md): CBS publishes theirs apart"),
];

/// The sections a rule checks, by its source.
///
/// ```
/// let rule = intake::catalogue().find(|rule| rule.code == "YP-END-REASON-LIST").unwrap();
/// assert_eq!(intake::protocol::sections_of(rule).collect::<Vec<_>>(), ["3.7", "5.3.1"]);
/// ```
pub fn sections_of(rule: &Rule) -> impl Iterator<Item = &'static str> {
    let cited = rule.source.split("; ").filter_map(|part| part.split_once(CITED).map(|(_, sections)| sections));
    cited.flat_map(|sections| sections.split(", ")).map(|section| section.split(' ').next().unwrap_or_default())
}

/// The rules that check a section, in the order of the catalogue.
pub fn rules_of(section: Section) -> impl Iterator<Item = &'static Rule> {
    catalogue().filter(move |rule| sections_of(rule).any(|number| number == section.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_checked_or_says_why_not() {
        for section in SECTIONS {
            assert!(rules_of(*section).next().is_some() || !section.unseen.is_empty(), "{}", section.number);
        }
    }

    #[test]
    fn every_section_a_rule_names_is_there() {
        for rule in catalogue() {
            for number in sections_of(rule) {
                assert!(SECTIONS.iter().any(|section| section.number == number), "{} names {number}", rule.code);
            }
        }
    }

    #[test]
    fn the_table_holds_every_section_of_the_protocol() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/standards/beleidsinformatie-jeugd-v7.md");
        let Ok(text) = std::fs::read_to_string(path) else {
            eprintln!("skipped: the protocol is not here");
            return;
        };
        let headings = text.lines().filter_map(|line| line.strip_prefix("**")?.split_once(' '));
        let numbers = headings.map(|(number, _)| number.trim_end_matches('.')).filter(|number| {
            let mut parts = number.split('.');
            let is_asked = matches!(parts.next(), Some("2" | "3" | "4" | "5" | "7" | "8"));
            is_asked && number.contains('.') && parts.all(|part| part.parse::<u8>().is_ok())
        });
        let mut stated: Vec<&str> = numbers.collect();
        stated.sort_unstable();
        stated.dedup();
        let mut held: Vec<&str> = SECTIONS.iter().map(|section| section.number).collect();
        held.sort_unstable();
        assert_eq!(held, stated);
    }
}
