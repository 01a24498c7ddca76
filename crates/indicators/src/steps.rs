//! Steps of the chain as people say them, with their codes: for definitions said back, and for lists of what is waited for.

use domain::{Code, EventKind, Selector};

use crate::{Text, Words};

/// A step as people say it: what happened, or what somebody waits for.
///
/// ```
/// use domain::EventKind;
/// assert_eq!(indicators::step_in_words(EventKind::GiPlanMade).nl, "plan van aanpak");
/// ```
pub fn step_in_words(step: EventKind) -> Text {
    let (nl, en) = match step {
        EventKind::AdviceGiven => ("advies", "advice"),
        EventKind::ReportReceived => ("melding bij Veilig Thuis", "report at Veilig Thuis"),
        EventKind::AssessmentCompleted => ("veiligheidsbeoordeling", "safety assessment"),
        EventKind::InvestigationStarted => ("begin van het onderzoek", "start of the investigation"),
        EventKind::InvestigationEnded => ("einde van het onderzoek", "end of the investigation"),
        EventKind::FollowUpStarted => ("begin van voorwaarden en vervolg", "start of conditions and follow-up"),
        EventKind::FollowUpEnded => ("einde van voorwaarden en vervolg", "end of conditions and follow-up"),
        EventKind::TransferSent => ("overdracht", "transfer"),
        EventKind::TransferAccepted => ("overdracht aangenomen", "transfer accepted"),
        EventKind::MonitoringMoment => ("monitormoment", "monitoring moment"),
        EventKind::CsgContact => ("contact met het Centrum Seksueel Geweld", "contact with the Centre for Sexual Violence"),
        EventKind::CsgTreatment => ("behandeling door het Centrum Seksueel Geweld", "treatment by the Centre for Sexual Violence"),
        EventKind::CsgReferral => ("verwijzing door het Centrum Seksueel Geweld", "referral by the Centre for Sexual Violence"),
        EventKind::TraceExamination => ("sporenonderzoek", "trace examination"),
        EventKind::PoliceReport => ("melding bij de politie", "report to the police"),
        EventKind::PoliceIntakeTalk => ("informatief gesprek zeden", "intake talk with the police"),
        EventKind::PoliceComplaint => ("aangifte", "complaint"),
        EventKind::BoardRequested => ("verzoek aan de Raad", "request to the Board"),
        EventKind::BoardInvestigationStarted => ("begin van het raadsonderzoek", "start of the Board's investigation"),
        EventKind::BoardInvestigationEnded => ("einde van het raadsonderzoek", "end of the Board's investigation"),
        EventKind::CourtPetitioned => ("verzoek aan de kinderrechter", "petition to the juvenile court"),
        EventKind::CourtRefused => ("afwijzing door de kinderrechter", "refusal by the juvenile court"),
        EventKind::OrderStarted => ("maatregel", "order"),
        EventKind::OrderEnded => ("einde van de maatregel", "end of the order"),
        EventKind::AuthorisationStarted => ("machtiging", "authorisation"),
        EventKind::AuthorisationEnded => ("einde van de machtiging", "end of the authorisation"),
        EventKind::GiWorkerAssigned => ("vaste jeugdbeschermer", "worker assigned"),
        EventKind::GiFirstContact => ("eerste contact met het gezin", "first contact with the family"),
        EventKind::GiPlanMade => ("plan van aanpak", "plan"),
        EventKind::GiCauseOfWait => ("oorzaak van het wachten", "cause of waiting"),
        EventKind::HelpAllocated => ("toewijzing van jeugdhulp", "allocation of youth help"),
        EventKind::HelpStarted => ("begin van jeugdhulp", "start of youth help"),
        EventKind::HelpEnded => ("einde van jeugdhulp", "end of youth help"),
        EventKind::AdultSupportStarted => ("ondersteuning na 18", "support after 18"),
        EventKind::AdultSupportEnded => ("einde van ondersteuning na 18", "end of support after 18"),
        EventKind::HousingStarted => ("woonruimte", "housing"),
        EventKind::IncomeStarted => ("inkomen", "income"),
        EventKind::Turned18 => ("18 jaar worden", "turning 18"),
        EventKind::MovedAway => ("verhuizing", "moving away"),
        EventKind::Died => ("overlijden", "death"),
        EventKind::OrderHandedOver => ("maatregel overgedragen aan een andere instelling", "order handed over to another institution"),
        EventKind::OrderTakenOver => ("maatregel overgenomen van een andere instelling", "order taken over from another institution"),
        EventKind::AuthorisationHandedOver => {
            ("machtiging overgedragen aan een andere instelling", "authorisation handed over to another institution")
        }
        EventKind::AuthorisationTakenOver => {
            ("machtiging overgenomen van een andere instelling", "authorisation taken over from another institution")
        }
    };
    Text { nl, en }
}

/// What a definition speaks of, in words: the step, which codes of it, and whether only what began with a crisis is meant.
///
/// ```
/// let orders = domain::Selector::parse("order.started:11,12").unwrap();
/// assert_eq!(indicators::selector_in_words(&orders).en, "supervision order or interim supervision order");
/// ```
pub fn selector_in_words(selector: &Selector) -> Words {
    let step = step_in_words(selector.kind);
    let named: Option<Vec<Text>> = selector.codes.iter().map(|code| code_in_words(selector.kind, *code)).collect();
    let (mut nl, mut en) = match (named, &selector.codes[..]) {
        (_, codes) if codes == Code::ACUTE_ASSESSMENTS && selector.kind == EventKind::AssessmentCompleted => {
            (format!("{} met acuut gevaar", step.nl), format!("{} of acute danger", step.en))
        }
        (Some(names), [_, ..]) => (one_of(names.iter().map(|name| name.nl), " of "), one_of(names.iter().map(|name| name.en), " or ")),
        (Some(_), []) => (step.nl.to_owned(), step.en.to_owned()),
        (None, codes) => {
            let codes: Vec<String> = codes.iter().map(|code| code.0.to_string()).collect();
            (format!("{} (code {})", step.nl, codes.join(", ")), format!("{} (code {})", step.en, codes.join(", ")))
        }
    };
    if selector.crisis {
        nl.push_str(" in een crisis");
        en.push_str(" in a crisis");
    }
    Words { nl, en }
}

/// Several steps with "or" between them.
pub(crate) fn selectors_in_words(of: &[Selector]) -> Words {
    let words: Vec<Words> = of.iter().map(selector_in_words).collect();
    Words { nl: one_of(words.iter().map(|own| own.nl.as_str()), " of "), en: one_of(words.iter().map(|own| own.en.as_str()), " or ") }
}

/// `a`, `a or b`, `a, b or c`.
fn one_of<'a>(words: impl Iterator<Item = &'a str>, or: &str) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{}{or}{last}", others.join(", ")),
        None => String::new(),
    }
}

/// What a step with this code is called (youth-policy protocol 5.1.1, 5.1.4); `None` where the code has no name of its own.
fn code_in_words(kind: EventKind, code: Code) -> Option<Text> {
    let (nl, en) = match (kind, code.0) {
        (EventKind::OrderStarted, 0) => ("maatregel van onbekende soort", "order of unknown kind"),
        (EventKind::OrderStarted, 11) => ("ondertoezichtstelling", "supervision order"),
        (EventKind::OrderStarted, 12) => ("voorlopige ondertoezichtstelling", "interim supervision order"),
        (EventKind::OrderStarted, 21) => ("voogdij", "guardianship"),
        (EventKind::OrderStarted, 22) => ("voorlopige voogdij", "provisional guardianship"),
        (EventKind::OrderStarted, 23) => ("tijdelijke voogdij", "temporary guardianship"),
        (EventKind::AuthorisationStarted, 71) => ("machtiging gesloten plaatsing", "authorisation of closed placement"),
        (EventKind::AuthorisationStarted, 72) => ("machtiging uithuisplaatsing", "authorisation of placement out of home"),
        (EventKind::CourtPetitioned, 11..=12 | 21..=23 | 0) => return petition(code),
        (EventKind::InvestigationEnded, 1) => ("onderzoek dat geweld bevestigt", "investigation that confirms violence"),
        (EventKind::InvestigationEnded, 2) => ("onderzoek dat geweld niet bevestigt", "investigation that does not confirm violence"),
        (EventKind::InvestigationEnded, 3) => ("onderzoek dat geweld weerlegt", "investigation that refutes violence"),
        _ => return None,
    };
    Some(Text { nl, en })
}

/// What the juvenile court is asked for.
fn petition(code: Code) -> Option<Text> {
    let (nl, en) = match code.0 {
        0 => ("verzoek aan de kinderrechter om een onbekende maatregel", "petition to the juvenile court for an order of unknown kind"),
        11 => ("verzoek om een ondertoezichtstelling", "petition for a supervision order"),
        12 => ("verzoek om een voorlopige ondertoezichtstelling", "petition for an interim supervision order"),
        21 => ("verzoek om voogdij", "petition for guardianship"),
        22 => ("verzoek om voorlopige voogdij", "petition for provisional guardianship"),
        23 => ("verzoek om tijdelijke voogdij", "petition for temporary guardianship"),
        _ => return None,
    };
    Some(Text { nl, en })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selector_is_said_as_people_say_it_and_an_unnamed_code_as_a_code() {
        let check = |text: &str, nl: &str, en: &str| {
            let words = selector_in_words(&Selector::parse(text).expect(text));
            assert_eq!((words.nl.as_str(), words.en.as_str()), (nl, en));
        };
        check("report.received", "melding bij Veilig Thuis", "report at Veilig Thuis");
        check("assessment.completed:acute", "veiligheidsbeoordeling met acuut gevaar", "safety assessment of acute danger");
        check("help.started!crisis", "begin van jeugdhulp in een crisis", "start of youth help in a crisis");
        check("order.started:12", "voorlopige ondertoezichtstelling", "interim supervision order");
        check("help.started:11,12", "begin van jeugdhulp (code 11, 12)", "start of youth help (code 11, 12)");
        check(
            "court.petitioned:11,12",
            "verzoek om een ondertoezichtstelling of verzoek om een voorlopige ondertoezichtstelling",
            "petition for a supervision order or petition for an interim supervision order",
        );
    }

    #[test]
    fn every_step_has_words_in_both_languages_and_no_code_of_the_program() {
        for kind in EventKind::ALL {
            let Text { nl, en } = step_in_words(*kind);
            assert!(nl.len() > 5 && en.len() > 3 && nl != en && !nl.contains('.') && !en.contains('.'), "{kind}");
        }
    }
}
