//! The catalogue: one file per indicator, in the order of the chain and then the hand-overs.

mod advice_records;
mod assessment;
mod assessment_records;
mod board_children;
mod board_records;
pub(crate) mod footnotes;
mod help_after_order;
mod help_children;
mod help_records;
mod investigation_children;
mod investigation_records;
mod order_children;
mod order_records;
mod report_cases;
mod report_children;
mod report_records;

use crate::Indicator;

/// Every indicator, in the order tables and pages show them.
pub fn catalogue() -> Vec<Indicator> {
    vec![
        advice_records::indicator(),
        report_records::indicator(),
        report_cases::indicator(),
        report_children::indicator(),
        assessment_records::indicator(),
        investigation_records::indicator(),
        investigation_children::indicator(),
        board_records::indicator(),
        board_children::indicator(),
        order_records::indicator(),
        order_children::indicator(),
        help_records::indicator(),
        help_children::indicator(),
        assessment::indicator(),
        help_after_order::indicator(),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Text, What, explain, norms};
    use domain::Breakdown;

    fn texts(indicator: &Indicator) -> Vec<Text> {
        let own = [indicator.title, indicator.question, indicator.definition, indicator.counts, indicator.unreliable_when];
        own.into_iter().chain(indicator.footnotes.iter().copied()).collect()
    }

    #[test]
    fn the_first_catalogue_is_thirteen_counts_and_two_hand_overs() {
        let ids: Vec<&str> = catalogue().iter().map(|indicator| indicator.id).collect();
        assert_eq!(
            ids,
            [
                "advice-records",
                "report-records",
                "report-cases",
                "report-children",
                "assessment-records",
                "investigation-records",
                "investigation-children",
                "board-records",
                "board-children",
                "order-records",
                "order-children",
                "help-records",
                "help-children",
                "assessment",
                "help-after-order"
            ]
        );
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn every_hand_over_named_has_a_norm_and_is_followed_past_its_due() {
        for indicator in catalogue() {
            if let What::HandOver { id, horizon } = indicator.plan.what {
                let norm = norms().into_iter().find(|norm| norm.id == id).expect(id);
                assert!(norm.due.days < u32::from(horizon), "{id}");
            }
        }
    }

    #[test]
    fn every_text_stands_in_both_languages() {
        for indicator in catalogue() {
            for text in texts(&indicator) {
                assert!(text.nl.len() > 5 && text.en.len() > 5 && text.nl != text.en, "{}: {}", indicator.id, text.en);
            }
        }
    }

    #[test]
    fn no_english_is_left_in_the_dutch_texts_nor_dutch_in_the_english() {
        let words =
            |text: &str| text.to_lowercase().split(|letter: char| !letter.is_alphabetic()).map(str::to_owned).collect::<BTreeSet<_>>();
        let (english, dutch) =
            (["the", "and", "each", "of the", "year", "children", "with"], ["het", "een", "van", "voor", "jaar", "niet", "zijn"]);
        for indicator in catalogue() {
            for text in texts(&indicator) {
                assert!(english.iter().all(|word| !words(text.nl).contains(*word)), "{}: {}", indicator.id, text.nl);
                assert!(dutch.iter().all(|word| !words(text.en).contains(*word)), "{}: {}", indicator.id, text.en);
            }
        }
    }

    #[test]
    fn help_has_no_form_and_advice_no_child() {
        for indicator in catalogue() {
            let by = &indicator.plan.breakdowns;
            assert_eq!(
                by.contains(&Breakdown::Form),
                !indicator.id.starts_with("help-r") && !indicator.id.starts_with("help-c"),
                "{}",
                indicator.id
            );
            assert_eq!(by.contains(&Breakdown::Sex), indicator.id != "advice-records", "{}", indicator.id);
        }
    }

    #[test]
    fn every_plan_says_itself_back_and_names_a_row_and_a_method() {
        for indicator in catalogue() {
            let words = explain(&indicator.plan, &norms());
            assert!(words.nl.ends_with('.') && words.en.ends_with('.'), "{}", indicator.id);
            assert!(indicator.rows.iter().all(|row| row.starts_with('R')) && !indicator.rows.is_empty(), "{}", indicator.id);
            assert!(indicator.method.starts_with("docs/methods/"), "{}", indicator.id);
        }
    }
}
