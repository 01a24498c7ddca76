//! The indicators that are written as files, `catalogue/*.toml`: a region's own is written the same way.

use crate::{Written, norms, parse_indicator};

/// The files, in the order of the chain.
const FILES: [(&str, &str); 57] = [
    ("investigation", include_str!("../catalogue/investigation.toml")),
    ("csg-in-view", include_str!("../catalogue/csg-in-view.toml")),
    ("police-in-view", include_str!("../catalogue/police-in-view.toml")),
    ("transfer", include_str!("../catalogue/transfer.toml")),
    ("help-after-transfer", include_str!("../catalogue/help-after-transfer.toml")),
    ("first-monitoring", include_str!("../catalogue/first-monitoring.toml")),
    ("board-start", include_str!("../catalogue/board-start.toml")),
    ("board-end", include_str!("../catalogue/board-end.toml")),
    ("order-decision", include_str!("../catalogue/order-decision.toml")),
    ("gi-start", include_str!("../catalogue/gi-start.toml")),
    ("gi-plan", include_str!("../catalogue/gi-plan.toml")),
    ("help-after-allocation", include_str!("../catalogue/help-after-allocation.toml")),
    ("acute-safety", include_str!("../catalogue/acute-safety.toml")),
    ("adult-follow-up", include_str!("../catalogue/adult-follow-up.toml")),
    ("housing-income", include_str!("../catalogue/housing-income.toml")),
    ("repeat-report", include_str!("../catalogue/repeat-report.toml")),
    ("report-after-order", include_str!("../catalogue/report-after-order.toml")),
    ("report-after-help", include_str!("../catalogue/report-after-help.toml")),
    ("help-again", include_str!("../catalogue/help-again.toml")),
    ("order-after-board", include_str!("../catalogue/order-after-board.toml")),
    ("worker-after-order", include_str!("../catalogue/worker-after-order.toml")),
    ("complaint-after-talk", include_str!("../catalogue/complaint-after-talk.toml")),
    ("csg-children", include_str!("../catalogue/csg-children.toml")),
    ("police-records", include_str!("../catalogue/police-records.toml")),
    ("reports-by-sector", include_str!("../catalogue/reports-by-sector.toml")),
    ("advice-by-sector", include_str!("../catalogue/advice-by-sector.toml")),
    ("wait-by-cause", include_str!("../catalogue/wait-by-cause.toml")),
    ("help-by-form-and-sex", include_str!("../catalogue/help-by-form-and-sex.toml")),
    ("help-after-violence-by-sex", include_str!("../catalogue/help-after-violence-by-sex.toml")),
    ("stay-by-sex-and-age", include_str!("../catalogue/stay-by-sex-and-age.toml")),
    ("assessment-children", include_str!("../catalogue/assessment-children.toml")),
    ("follow-up-records", include_str!("../catalogue/follow-up-records.toml")),
    ("follow-up-children", include_str!("../catalogue/follow-up-children.toml")),
    ("transfer-children", include_str!("../catalogue/transfer-children.toml")),
    ("transfer-records", include_str!("../catalogue/transfer-records.toml")),
    ("monitoring-records", include_str!("../catalogue/monitoring-records.toml")),
    ("monitoring-children", include_str!("../catalogue/monitoring-children.toml")),
    ("csg-records", include_str!("../catalogue/csg-records.toml")),
    ("police-children", include_str!("../catalogue/police-children.toml")),
    ("petition-records", include_str!("../catalogue/petition-records.toml")),
    ("petition-children", include_str!("../catalogue/petition-children.toml")),
    ("authorisation-children", include_str!("../catalogue/authorisation-children.toml")),
    ("authorisation-records", include_str!("../catalogue/authorisation-records.toml")),
    ("orders-lifted-early", include_str!("../catalogue/orders-lifted-early.toml")),
    ("allocation-records", include_str!("../catalogue/allocation-records.toml")),
    ("allocation-children", include_str!("../catalogue/allocation-children.toml")),
    ("adult-support-children", include_str!("../catalogue/adult-support-children.toml")),
    ("adult-support-records", include_str!("../catalogue/adult-support-records.toml")),
    ("help-length", include_str!("../catalogue/help-length.toml")),
    ("help-dropout", include_str!("../catalogue/help-dropout.toml")),
    ("help-ends-by-reason", include_str!("../catalogue/help-ends-by-reason.toml")),
    ("help-outcome", include_str!("../catalogue/help-outcome.toml")),
    ("help-satisfaction", include_str!("../catalogue/help-satisfaction.toml")),
    ("placed-by-form-and-sex", include_str!("../catalogue/placed-by-form-and-sex.toml")),
    ("reports-without-form", include_str!("../catalogue/reports-without-form.toml")),
    ("orders-without-form", include_str!("../catalogue/orders-without-form.toml")),
    ("continuity-18", include_str!("../catalogue/continuity-18.toml")),
];

/// Every indicator that is written as a file.
///
/// ```
/// assert!(indicators::written().iter().any(|written| written.id == "repeat-report"));
/// ```
pub fn written() -> Vec<Written> {
    let norms = norms();
    FILES.iter().map(|(name, text)| parse_indicator(text, name, &norms).expect("each file is read by a test")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Plan, catalogue, explain_plan};

    #[test]
    fn every_file_is_read_and_says_itself_in_both_languages() {
        for (written, (name, _)) in written().iter().zip(FILES) {
            assert_eq!(written.id, name);
            for words in [&written.title, &written.question, &written.definition, &written.counts, &written.unreliable_when] {
                assert!(words.nl.len() > 5 && words.en.len() > 5 && words.nl != words.en, "{name}: {}", words.en);
            }
            let plan = explain_plan(&written.plan);
            assert!(
                plan.nl.ends_with(['.', '?']) && plan.en.ends_with(['.', '?']) && written.rows.iter().all(|row| row.starts_with('R')),
                "{name}"
            );
        }
    }

    #[test]
    fn no_id_is_used_twice_and_every_hand_over_is_explained() {
        let ids: Vec<String> =
            written().into_iter().map(|written| written.id).chain(catalogue().iter().map(|one| one.id.to_owned())).collect();
        let distinct: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        assert!(norms().iter().all(|norm| distinct.contains(&norm.id)));
    }

    #[test]
    fn at_least_ten_are_plans_of_their_own() {
        let known: BTreeSet<String> = norms().into_iter().map(|norm| norm.id).collect();
        let own = written().into_iter().filter(|written| match &written.plan {
            Plan::Starts { .. } | Plan::Around { .. } => true,
            Plan::HandOver(hand_over) => !known.contains(&hand_over.id),
        });
        assert!(own.count() >= 10);
    }
}
