//! The clock of a check: only to know whether an accepted deviation still holds.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::Day;

const DAY_SECONDS: u64 = 86_400;

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Today, in UTC.
pub fn today() -> Day {
    Day(i32::try_from(seconds() / DAY_SECONDS).unwrap_or(0))
}

/// Now, in UTC, as a receipt writes it: `2026-01-31T09:15:00Z`.
pub fn moment() -> String {
    written(seconds())
}

fn written(seconds: u64) -> String {
    let day = Day(i32::try_from(seconds / DAY_SECONDS).unwrap_or(0));
    let rest = seconds % DAY_SECONDS;
    format!("{day}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_date_and_time_in_utc() {
        assert_eq!(written(0), "1970-01-01T00:00:00Z");
        assert_eq!(written(1_700_000_000), "2023-11-14T22:13:20Z");
    }
}
