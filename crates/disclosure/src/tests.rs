//! What must hold of every release.

use domain::{Atlas, Breakdown};

use crate::made::{self, Start};
use crate::{Policy, protect};

#[test]
fn timing() {
    let atlas = Atlas::netherlands();
    let per_year: usize = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let years: i16 = std::env::var("Y").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let waits = std::env::var("W").is_ok();
    let starts: Vec<Start> = made::country(&atlas, 1, 2024 - years..=2023, per_year, waits);
    let question = if waits { made::help_after_order() } else { crate::Question::count("help-after-order") };
    let tables = made::tables("help-after-order", &Breakdown::ALL, &starts);
    let policy = Policy::usual(2024 - years, 2023);
    let before = std::time::Instant::now();
    let protected = protect(&tables, &[question], &atlas, &policy).expect("a release");
    eprintln!("{:?}", before.elapsed());
    for (level, share) in &protected.report.levels {
        eprintln!("{:?} {:?} {} {}/{}", level.region, level.breakdown, level.pooled, share.shown, share.cells);
    }
    let r = &protected.report;
    eprintln!("{} cells {} shown {} primary {} secondary {} proofs {:?}", r.cells, r.shown, r.primary, r.secondary, r.proofs_checked, r.shown_open);
}
