//! Deviations a supplier knows of and has a reason for: shown apart from what is new, until the day agreed.
//!
//! A deviation is a code, a reason and a last day, if need be for one field only. It changes what is shown and how the
//! check ends, never what counts: a row with an error stays set aside.

use domain::Day;

use crate::findings::{Case, Cause, FieldCount, Report};

/// A cause, or the part of it in one field, that was accepted.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// What was found.
    pub cause: Cause,
    /// Why that is known and left so.
    pub reason: String,
    /// Last day on which it holds.
    pub until: Option<Day>,
    /// Role of who accepted it (`data officer`); never a name.
    pub by: String,
}

/// What was agreed about one code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    /// The code of the rule.
    pub code: String,
    /// The field; `None` for all of them.
    pub field: Option<String>,
    /// Why.
    pub reason: String,
    /// Last day on which it holds; `None` for as long as it stands in the file.
    pub until: Option<Day>,
    /// Role of who accepted it.
    pub by: String,
}

impl Acceptance {
    /// Whether it still holds on this day.
    pub fn holds_on(&self, today: Day) -> bool {
        self.until.is_none_or(|until| today <= until)
    }
}

impl Report {
    /// Sets apart what was accepted; an acceptance that no longer holds changes nothing. Of two that fit the first one
    /// counts.
    pub fn set_apart(&mut self, acceptances: &[Acceptance], today: Day) {
        for acceptance in acceptances.iter().filter(|acceptance| acceptance.holds_on(today)) {
            let Some(place) = self.causes.iter().position(|cause| cause.rule.code == acceptance.code) else { continue };
            let taken = match &acceptance.field {
                None => Some(self.causes.remove(place)),
                Some(field) => self.causes[place].take_field(field),
            };
            self.causes.retain(|cause| cause.count > 0);
            if let Some(cause) = taken {
                let Acceptance { reason, until, by, .. } = acceptance.clone();
                self.deviations.push(Deviation { cause, reason, until, by });
            }
        }
        self.sort();
    }
}

impl Cause {
    /// Takes out what was found in one field; `None` when nothing was.
    fn take_field(&mut self, field: &str) -> Option<Cause> {
        let place = self.fields.iter().position(|known| known.field == field)?;
        let FieldCount { field, count } = self.fields.remove(place);
        let (first, rest): (Vec<Case>, Vec<Case>) = std::mem::take(&mut self.first).into_iter().partition(|case| case.field == field);
        (self.first, self.count) = (rest, self.count - count);
        let fields = vec![FieldCount { field, count }];
        Some(Cause { rule: self.rule, count, first, fields, detail: self.detail.clone(), earlier: self.earlier })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows with an error in `bsn`, one with a warning in `geslacht`.
    fn report() -> Report {
        let header = "kenmerk;bsn;geboortedatum;geslacht;postcode;verwijzer;hulpvorm;gestart_met_crisis;type_maatregel;type_machtiging;\
                      datum_aanvang;datum_einde;reden_einde;tevredenheid;zonder_hulp_verder;type_informant;datum_overgedragen;\
                      datum_overgedragen_gekregen\n";
        let row = |reference: &str, bsn: &str, sex: &str| format!("{reference};{bsn};20100315;{sex};1234AB;01;02;02;;;20230201;;;;;;;\n");
        let text = format!("{header}{}{}{}", row("A-1", "123456789", "V"), row("A-2", "123456781", "M"), row("A-3", "123456782", "X"));
        crate::check_file("youth-policy_P0123_2023HJ01_v1.csv", text.as_bytes())
    }

    fn accepted(code: &str, field: Option<&str>, until: Option<Day>) -> Acceptance {
        let field = field.map(str::to_owned);
        Acceptance { code: code.into(), field, reason: "bekend".into(), until, by: "data officer".into() }
    }

    fn codes(report: &Report) -> (Vec<&str>, Vec<&str>) {
        let deviations = report.deviations.iter().map(|deviation| deviation.cause.rule.code).collect();
        (report.causes.iter().map(|cause| cause.rule.code).collect(), deviations)
    }

    #[test]
    fn what_was_accepted_stands_apart_until_its_last_day() {
        let last = Day::from_ymd(2023, 12, 31);
        let agreed = [accepted("YP-BSN-ELEVEN", None, last)];
        let mut on_time = report();
        on_time.set_apart(&agreed, Day::from_ymd(2023, 12, 31).expect("a day"));
        assert_eq!(codes(&on_time), (vec!["YP-SEX"], vec!["YP-BSN-ELEVEN"]));
        assert!(!on_time.has_errors());
        let mut late = report();
        late.set_apart(&agreed, Day::from_ymd(2024, 1, 1).expect("a day"));
        assert_eq!(codes(&late), (vec!["YP-BSN-ELEVEN", "YP-SEX"], vec![]));
    }

    #[test]
    fn what_was_accepted_is_still_set_aside() {
        let mut report = report();
        let rows = (report.read, report.accepted, report.set_aside);
        report.set_apart(&[accepted("YP-BSN-ELEVEN", None, None)], Day(0));
        assert_eq!((report.read, report.accepted, report.set_aside), rows);
        assert_eq!(rows.2, 2);
    }

    #[test]
    fn an_acceptance_for_another_field_takes_nothing() {
        let mut report = report();
        report.set_apart(&[accepted("YP-BSN-ELEVEN", Some("postcode"), None), accepted("YP-SEX", Some("geslacht"), None)], Day(0));
        assert_eq!(codes(&report), (vec!["YP-BSN-ELEVEN"], vec!["YP-SEX"]));
    }
}
