//! How a delivery was received, in one word and one sentence, and the proof of it.

use std::fmt::Write;

use serde::Serialize;

use crate::findings::Report;
use crate::words::{Language, Words};

/// How a delivery was received.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// Every row counts and nothing was found.
    Accepted,
    /// Every row counts; there are warnings or notices.
    AcceptedWithFindings,
    /// Some rows count, others were set aside.
    PartlyAccepted,
    /// Nothing counts: the file could not be read as a delivery, or not one row or message is sound.
    Refused,
}

impl Verdict {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::AcceptedWithFindings => "accepted-with-findings",
            Verdict::PartlyAccepted => "partly-accepted",
            Verdict::Refused => "refused",
        }
    }

    /// The sentence on a screen, with what to do next.
    pub fn told_in(self, language: Language) -> &'static str {
        let words = match self {
            Verdict::Accepted => Words { nl: "In orde: stuur dit bestand zoals het is.", en: "In order: send this file as it is." },
            Verdict::AcceptedWithFindings => Words {
                nl: "Aan te leveren: alle rijen tellen mee. Bekijk de opmerkingen.",
                en: "Ready to send: every row counts. Look at the remarks.",
            },
            Verdict::PartlyAccepted => Words {
                nl: "Nog niet goed: er zijn rijen die niet meetellen. Herstel de fouten en controleer opnieuw.",
                en: "Not right yet: some rows do not count. Mend the errors and check again.",
            },
            Verdict::Refused => Words {
                nl: "Geweigerd: er telt niets mee. Doe wat bij de fout staat en controleer opnieuw.",
                en: "Refused: nothing counts. Do what stands with the error and check again.",
            },
        };
        words.told_in(language)
    }
}

impl Report {
    /// How the delivery was received.
    pub fn verdict(&self) -> Verdict {
        let is_lost = self.accepted == 0 && (self.read > 0 || self.has_errors());
        if self.kind.is_none() || self.cause("DE-REFUSED").is_some() || is_lost {
            Verdict::Refused
        } else if self.set_aside > 0 || self.has_errors() {
            Verdict::PartlyAccepted
        } else if self.causes.is_empty() {
            Verdict::Accepted
        } else {
            Verdict::AcceptedWithFindings
        }
    }

    /// What to do with the file: the verdict's sentence, unless every error in it is known and accepted.
    pub fn advice(&self, language: Language) -> &'static str {
        const KNOWN: Words = Words {
            nl: "Aan te leveren: de rijen die niet meetellen zijn bekend en geaccepteerd.",
            en: "Ready to send: the rows that do not count are known and accepted.",
        };
        match self.verdict() {
            Verdict::PartlyAccepted if !self.has_errors() => KNOWN.told_in(language),
            verdict => verdict.told_in(language),
        }
    }

    /// BLAKE3 of the bytes as delivered, as 64 hexadecimal digits.
    pub fn hash_text(&self) -> String {
        self.hash.iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// Proof that a delivery was received: which bytes, when, and what became of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The file as it was named.
    pub file: String,
    /// BLAKE3 of its bytes.
    pub blake3: String,
    /// When, in UTC (`2026-01-31T09:15:00Z`); `None` where nothing was received but only checked.
    pub at: Option<String>,
    /// How it was received.
    pub verdict: Verdict,
    /// Rows read, accepted and set aside.
    pub rows: (u64, u64, u64),
    /// Code, severity and count of every cause.
    pub findings: Vec<(&'static str, &'static str, u64)>,
}

#[derive(Serialize)]
struct WireReceipt<'a> {
    file: &'a str,
    blake3: &'a str,
    received_at: Option<&'a str>,
    verdict: &'static str,
    read: u64,
    accepted: u64,
    set_aside: u64,
    findings: Vec<WireFinding>,
    program: &'static str,
}

#[derive(Serialize)]
struct WireFinding {
    code: &'static str,
    severity: &'static str,
    count: u64,
}

const PROGRAM: &str = concat!("inbeeld ", env!("CARGO_PKG_VERSION"));

impl Receipt {
    /// The proof for a report.
    pub fn of(report: &Report, at: Option<String>) -> Receipt {
        let deviations = report.deviations.iter().map(|deviation| &deviation.cause);
        let causes = report.causes.iter().chain(deviations);
        Receipt {
            file: report.file.clone(),
            blake3: report.hash_text(),
            at,
            verdict: report.verdict(),
            rows: (report.read, report.accepted, report.set_aside),
            findings: causes.map(|cause| (cause.rule.code, cause.rule.severity.word(), cause.count)).collect(),
        }
    }

    /// One JSON document.
    pub fn json(&self) -> String {
        let finding = |(code, severity, count): &(&'static str, &'static str, u64)| WireFinding { code, severity, count: *count };
        let (read, accepted, set_aside) = self.rows;
        let wire = WireReceipt {
            file: &self.file,
            blake3: &self.blake3,
            received_at: self.at.as_deref(),
            verdict: self.verdict.word(),
            read,
            accepted,
            set_aside,
            findings: self.findings.iter().map(finding).collect(),
            program: PROGRAM,
        };
        // Strings, numbers and lists always serialise.
        serde_json::to_string_pretty(&wire).unwrap_or_default() + "\n"
    }

    /// A text to keep or to mail.
    pub fn text(&self, language: Language) -> String {
        let title = match &self.at {
            Some(_) => Words { nl: "Ontvangstbewijs", en: "Proof of receipt" },
            None => Words { nl: "Bewijs van controle (nog niet aangeleverd)", en: "Proof of check (not delivered yet)" },
        };
        let say = |nl: &'static str, en: &'static str| Words { nl, en }.told_in(language);
        let (read, accepted, set_aside) = self.rows;
        let at = self.at.as_ref().map(|at| format!("{}: {at}\n", say("Ontvangen", "Received"))).unwrap_or_default();
        let mut text = format!(
            "{}\n\n{}: {}\n{at}BLAKE3: {}\n{}: {read} {} = {accepted} {} + {set_aside} {}\n\n{}\n",
            title.told_in(language),
            say("Bestand", "File"),
            self.file.replace(char::is_control, "?"),
            self.blake3,
            say("Rijen", "Rows"),
            say("gelezen", "read"),
            say("aangenomen", "accepted"),
            say("apart gelegd", "set aside"),
            self.verdict.told_in(language),
        );
        for (code, severity, count) in &self.findings {
            let _ = write!(text, "\n  {severity:<8} {count:>8} × {code}");
        }
        text + "\n\n" + PROGRAM + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_which_nothing_was_read_is_refused() {
        let report = crate::check_file("bericht.xml", &b"<a:Bericht xmlns:a='http://www.istandaarden.nl/ijw/3_2/jw305/schema'><a:He"[..]);
        assert!(report.cause("IJ-BROKEN").is_some() && report.read == 0);
        assert_eq!(report.verdict(), Verdict::Refused);
    }

    #[test]
    fn an_empty_file_is_refused_and_its_receipt_says_which_bytes() {
        let report = crate::check_file("board_RVDK_2023HJ01_v1.csv", &b""[..]);
        let receipt = Receipt::of(&report, None);
        assert_eq!(receipt.verdict, Verdict::Refused);
        assert_eq!(receipt.blake3, blake3::hash(b"").to_hex().to_string());
        assert!(receipt.json().contains("\"verdict\": \"refused\"") && receipt.json().contains(&receipt.blake3));
        assert!(receipt.text(Language::Dutch).starts_with("Bewijs van controle"));
        let received = Receipt { at: Some("2026-01-31T09:15:00Z".into()), ..receipt };
        assert!(received.text(Language::English).contains("Received: 2026-01-31T09:15:00Z"));
    }
}
