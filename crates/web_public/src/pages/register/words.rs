//! Words of the register as people read them.

use register::Standing;
use screens::Text;

pub(super) fn standing(standing: Standing) -> Text {
    match standing {
        Standing::WasDue => Text::StandingWasDue,
        Standing::Reported => Text::StandingReported,
        Standing::Due => Text::StandingDue,
        Standing::Undated => Text::StandingUndated,
        Standing::Done => Text::StandingDone,
        Standing::Declined => Text::StandingDeclined,
        Standing::Withdrawn => Text::StandingWithdrawn,
    }
}

/// Caption of a list that begins with a standing.
pub(super) fn caption(standing: Standing) -> Text {
    match standing {
        Standing::WasDue | Standing::Reported => Text::CaptionPassed,
        Standing::Due => Text::CaptionDue,
        Standing::Undated => Text::CaptionUndated,
        Standing::Done => Text::CaptionDone,
        Standing::Declined | Standing::Withdrawn => Text::CaptionDeclined,
    }
}

pub(super) fn status(word: &str) -> Text {
    match word {
        "plan" => Text::StatusPlan,
        "pilot" => Text::StatusPilot,
        "running" => Text::StatusRunning,
        "ended" => Text::StatusEnded,
        _ => Text::Unknown,
    }
}

/// A word of forms, parts or target groups; none for a word that is not one of these.
pub(super) fn axis(word: &str) -> Option<Text> {
    Some(match word {
        "sexual" => Text::Sexual,
        "physical" => Text::Physical,
        "emotional" => Text::Emotional,
        "neglect" => Text::Neglect,
        "witness" => Text::Witness,
        "exploitation" => Text::Exploitation,
        "prevent" => Text::PartPrevent,
        "signal" => Text::PartSignal,
        "investigate" => Text::PartInvestigate,
        "stop" => Text::PartStop,
        "limit-harm" => Text::PartLimitHarm,
        "offenders" => Text::PartOffenders,
        "after-18" => Text::PartAfter18,
        "children" => Text::GroupChildren,
        "young-people" => Text::GroupYoungPeople,
        "girls" => Text::Girls,
        "boys" => Text::Boys,
        "disabled-children" => Text::GroupDisabled,
        "parents" => Text::GroupParents,
        "parents-with-intellectual-disability" => Text::GroupParentsDisabled,
        "adults" => Text::GroupAdults,
        "professionals" => Text::GroupProfessionals,
        _ => return None,
    })
}
