//! Progress of long work: bars on a terminal, nothing elsewhere.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// Where progress goes.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// Bars appear on standard error when that is a terminal and nobody asked for silence.
    pub fn new(silent: bool) -> Progress {
        Progress { shown: !silent && std::io::stderr().is_terminal() }
    }

    /// A bar over a known number of steps.
    pub fn bar(self, title: &'static str, steps: u64) -> ProgressBar {
        if !self.shown {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{prefix:<28} {bar:36.cyan/dim} {pos:>7}/{len} {elapsed:>4}");
        ProgressBar::new(steps).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_prefix(title)
    }

    /// A count of steps whose number is not known beforehand.
    pub fn count(self, title: &'static str) -> ProgressBar {
        if !self.shown {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{prefix:<28} {pos:>7} {elapsed:>4}");
        ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner())).with_prefix(title)
    }
}
