//! Codes and outcomes of events as a plain file writes them: official numbers, or the words of the model.

use domain::{Code, EventKind, TraceExaminer, WaitCause};

const FINDINGS: [&str; 3] = ["confirmed", "not-confirmed", "refuted"];
const CONTACTS: [&str; 2] = ["acute", "not-acute"];
const REFERRALS: [&str; 5] = ["veilig-thuis", "police", "provider", "gp", "municipality"];

/// The code of an event of this kind; `None` where the text is none. Of reports and advice, whose code is the role of the asker in
/// the supplier's own words, any text is taken and only a number is kept.
pub fn code(kind: EventKind, text: &str) -> Option<Code> {
    if text.is_empty() {
        return Some(Code::NONE);
    }
    if let Ok(number) = text.parse::<u8>() {
        return Some(Code(number));
    }
    let place = |list: &[&str]| list.iter().position(|word| *word == text).map(|place| Code(place as u8 + 1));
    match kind {
        EventKind::AdviceGiven | EventKind::ReportReceived | EventKind::PoliceReport => Some(Code::NONE),
        EventKind::AssessmentCompleted => assessment(text),
        EventKind::InvestigationEnded => place(&FINDINGS),
        EventKind::CsgContact => place(&CONTACTS),
        EventKind::CsgReferral => place(&REFERRALS),
        EventKind::TraceExamination => TraceExaminer::from_word(text).map(|examiner| Code(examiner.number())),
        EventKind::GiCauseOfWait => WaitCause::from_word(text).map(|cause| Code(cause.number())),
        _ => None,
    }
}

/// An outcome 1–4 with `acute` beside it where the child is acutely unsafe: `2`, `acute`, `2 acute`, `acute:2`, `2|acute`.
fn assessment(text: &str) -> Option<Code> {
    let words = text.split(|mark: char| !mark.is_alphanumeric() && mark != '-').filter(|word| !word.is_empty());
    let mut code = 0u8;
    for word in words {
        let more = match word {
            "acute" => Code::ACUTE,
            "not-acute" => 0,
            number => number.parse().ok().filter(|number| (1..=4).contains(number))?,
        };
        code = code.checked_add(more)?;
    }
    (code <= Code::ACUTE + 4).then_some(Code(code))
}

/// Outcome of help: satisfaction 1–10 and, with a leading zero, going on without further help 01–04; either, or both with a mark
/// between them. 0 where not said.
pub fn outcome(text: &str) -> Option<(u8, u8)> {
    let (mut satisfaction, mut without) = (0, 0);
    for word in text.split(|mark: char| !mark.is_ascii_digit()).filter(|word| !word.is_empty()) {
        match (word.starts_with('0'), word.parse::<u8>()) {
            (true, Ok(number)) if (1..=4).contains(&number) => without = number,
            (false, Ok(number)) if (1..=10).contains(&number) => satisfaction = number,
            _ => return None,
        }
    }
    let is_read = text.is_empty() || satisfaction > 0 || without > 0;
    is_read.then_some((satisfaction, without))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbers_or_the_words_of_their_kind() {
        let read = |kind, text| code(kind, text).map(|code| code.0);
        assert_eq!(read(EventKind::OrderStarted, "12"), Some(12));
        assert_eq!(read(EventKind::HelpStarted, "01"), Some(1));
        for text in ["2 acute", "acute:2", "2|acute", "acute, 2", "102"] {
            assert_eq!(read(EventKind::AssessmentCompleted, text), Some(102), "{text}");
        }
        assert_eq!(read(EventKind::AssessmentCompleted, "acute"), Some(100));
        assert_eq!(read(EventKind::AssessmentCompleted, "acute acute acute"), None);
        assert_eq!(read(EventKind::InvestigationEnded, "refuted"), Some(3));
        assert_eq!(read(EventKind::GiCauseOfWait, "no-staff"), Some(2));
        assert_eq!(read(EventKind::ReportReceived, "teacher"), Some(0));
        assert_eq!(read(EventKind::HelpStarted, "much"), None);
    }

    #[test]
    fn an_outcome_is_a_satisfaction_a_going_on_without_help_or_both() {
        let read = ["", "8", "03", "8|03", "11", "no"].map(outcome);
        assert_eq!(read, [Some((0, 0)), Some((8, 0)), Some((0, 3)), Some((8, 3)), None, None]);
    }
}
