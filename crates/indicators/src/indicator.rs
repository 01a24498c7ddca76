//! An indicator: a question, its answer's definition in plain words, and the plan that counts it.

use crate::CountPlan;

/// One text in both languages of the screens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Text {
    /// Dutch, at level B1.
    pub nl: &'static str,
    /// English.
    pub en: &'static str,
}

/// One thing that is counted, and everything a reader needs beside the figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indicator {
    /// Its id in files and addresses, `report-children`; never reused for another definition.
    pub id: &'static str,
    /// Short title.
    pub title: Text,
    /// The question it answers.
    pub question: Text,
    /// What is counted, in full sentences.
    pub definition: Text,
    /// Whether children, cases or records are counted, so that the three are never mixed up.
    pub counts: Text,
    /// The same, for the engine.
    pub plan: CountPlan,
    /// Rows of the mission it serves, `R3`.
    pub rows: Vec<&'static str>,
    /// Page of `docs/methods/` that explains the method.
    pub method: &'static str,
    /// Footnotes of every table with it.
    pub footnotes: Vec<Text>,
    /// When not to trust it.
    pub unreliable_when: Text,
}
