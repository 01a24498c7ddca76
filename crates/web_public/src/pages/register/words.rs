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
