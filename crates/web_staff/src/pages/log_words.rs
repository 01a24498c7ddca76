//! The log in words. What stands in the log is written once, in English, and its hashes seal it as it is; the page says it in
//! the language of the reader. What another program wrote stays as it stands.

use domain::Day;
use register::Kind;
use screens::{StaffText, numbers};

use super::people::role_name;
use crate::account::Role;
use crate::visit::Visit;
use crate::words;

/// The letters of a hash that are shown; enough to find it in the log itself.
const HASH_SHOWN: usize = 12;

/// The kind of an entry for what somebody wrote in the register.
const WRITTEN: &str = "papers.written";

/// What the kinds of entries are called.
const KINDS: [(&str, StaffText); 17] = [
    (WRITTEN, StaffText::LogWritten),
    ("register.imported", StaffText::LogImported),
    ("register.exported", StaffText::LogExported),
    ("register.reported", StaffText::LogReported),
    ("staff.added", StaffText::LogAdded),
    ("staff.granted", StaffText::LogGranted),
    ("staff.ungranted", StaffText::LogUngranted),
    ("staff.closed", StaffText::LogClosed),
    ("staff.invited-again", StaffText::LogInvitedAgain),
    ("staff.password", StaffText::LogPassword),
    ("staff.second-factor", StaffText::LogSecondFactor),
    ("staff.recovery-codes", StaffText::LogRecoveryCodes),
    ("staff.recovery-code-used", StaffText::LogRecoveryUsed),
    ("staff.logged-in", StaffText::LogLoggedIn),
    ("staff.logged-out", StaffText::LogLoggedOut),
    ("staff.refused", StaffText::LogRefused),
    ("staff.made", StaffText::LogAdded),
];

/// What details say, with the places that stand in them.
const DETAILS: [(&str, StaffText); 19] = [
    ("{added} added, {changed} changed", StaffText::DetailImported),
    ("{count} records as {file}", StaffText::DetailExported),
    ("{region} {from} – {through} as {form}", StaffText::DetailReported),
    ("{count} in a quarter of an hour", StaffText::DetailRefused),
    ("own password, at the own account", StaffText::DetailOwnPassword),
    ("{count} left", StaffText::DetailLeft),
    ("password and second factor", StaffText::DetailBoth),
    ("made anew", StaffText::DetailAnew),
    ("made on the page of accounts", StaffText::DetailMadeHere),
    ("made by command", StaffText::DetailMadeByCommand),
    ("a role added", StaffText::DetailRoleAdded),
    ("a role taken away", StaffText::DetailRoleTaken),
    ("closed", StaffText::DetailClosed),
    ("closed by command", StaffText::DetailClosedByCommand),
    ("new password and second factor", StaffText::DetailNewStart),
    ("new start by command", StaffText::DetailNewStartByCommand),
    ("chose another password", StaffText::DetailAnotherPassword),
    ("chose a password", StaffText::DetailChosePassword),
    ("set up on a telephone, with recovery codes", StaffText::DetailSetUp),
];

/// What a kind of entry is called.
pub(crate) fn kind(visit: &Visit, kind: &str) -> String {
    let known = KINDS.iter().find(|(word, _)| *word == kind);
    known.map_or_else(|| kind.to_owned(), |(_, text)| visit.say(*text).to_owned())
}

/// Whom or what an entry is about: the name of an account, or a record by its kind and id.
pub(crate) fn subject(visit: &Visit, subject: &str) -> String {
    match subject.split_once(' ') {
        Some((count, "papers")) => StaffText::SubjectRecords.fill(visit.language, &[("count", count)]),
        Some((word, id)) => match Kind::ALL.iter().find(|kind| kind.word() == word) {
            Some(known) => format!("{} {id}", words::kind(*known, visit.language)),
            None => subject.to_owned(),
        },
        None => subject.to_owned(),
    }
}

/// The details: `who: why [more]`, or a sentence of the program. Why somebody wrote in the register is their own words.
pub(crate) fn detail(visit: &Visit, kind: &str, detail: &str) -> String {
    let said_here = |text: &str| if kind == WRITTEN { None } else { sentence(visit, text) };
    if let Some(said) = said_here(detail) {
        return said;
    }
    let (front, more) = match detail.strip_suffix(']').and_then(|text| text.rsplit_once(" [")) {
        Some((front, more)) => (front, more),
        None => (detail, ""),
    };
    let said = match front.split_once(": ") {
        Some((who, why)) => {
            let who = if who == "command" { visit.say(StaffText::ByCommand) } else { who };
            format!("{who}: {}", said_here(why).unwrap_or_else(|| why.to_owned()))
        }
        None => front.to_owned(),
    };
    if more.is_empty() { said } else { format!("{said} [{}]", parts(visit, more)) }
}

/// What stands between brackets: an organisation with roles, or a hash.
fn parts(visit: &Visit, more: &str) -> String {
    let group = |group: &str| group.split(", ").map(|part| part_of(visit, part)).collect::<Vec<_>>().join(", ");
    more.split("; ").map(group).collect::<Vec<_>>().join("; ")
}

/// A role by its name, a hash by its beginning, anything else as it stands.
fn part_of(visit: &Visit, part: &str) -> String {
    let (first, rest) = part.split_once(' ').unwrap_or((part, ""));
    match Role::from_word(first) {
        Some(role) => format!("{} {rest}", visit.say(role_name(role))).trim_end().to_owned(),
        None if part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) => format!("{}…", &part[..HASH_SHOWN]),
        None => part.to_owned(),
    }
}

/// A sentence that the program itself writes, in the language of the reader.
fn sentence(visit: &Visit, text: &str) -> Option<String> {
    let (said, found) = DETAILS.iter().find_map(|(pattern, said)| Some((said, places(pattern, text)?)))?;
    let value = |value: &str| Day::parse_iso(value).map_or_else(|| value.to_owned(), |day| numbers::day(day, visit.language));
    let found: Vec<(&str, String)> = found.into_iter().map(|(name, text)| (name, value(text))).collect();
    Some(said.fill(visit.language, &found.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>()))
}

/// What stands at the places of a pattern; `None` where the text is not of that pattern.
fn places<'a>(pattern: &'static str, text: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let Some((before, rest)) = pattern.split_once('{') else { return (pattern == text).then(Vec::new) };
    let (name, after) = rest.split_once('}')?;
    let text = text.strip_prefix(before)?;
    let until = after.split('{').next().unwrap_or_default();
    let end = if until.is_empty() { text.len() } else { text.find(until)? };
    let mut found = places(after, &text[end..])?;
    found.insert(0, (name, &text[..end]));
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_a_pattern_are_found_or_the_text_is_another() {
        assert_eq!(places("{added} added, {changed} changed", "3 added, 14 changed"), Some(vec![("added", "3"), ("changed", "14")]));
        assert_eq!(places("{count} records as {file}", "2 records as measures.csv"), Some(vec![("count", "2"), ("file", "measures.csv")]));
        assert_eq!(places("made anew", "made anew"), Some(Vec::new()));
        assert_eq!((places("made anew", "made"), places("{count} left", "left")), (None, None));
    }

    #[test]
    fn every_detail_that_is_said_has_the_places_of_what_is_written() {
        for (pattern, text) in DETAILS {
            let english = text.say(screens::Language::English);
            let names = |text: &str| {
                let mut names: Vec<String> = text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
                names.sort();
                names
            };
            assert_eq!(names(pattern), names(english), "{pattern}");
        }
    }
}
