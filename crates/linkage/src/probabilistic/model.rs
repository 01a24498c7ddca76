//! The model as an analyst writes it: what is compared, what is blocked on, how clusters are made.

use serde::{Deserialize, Serialize};

use super::error::LinkageError;
use super::kind::Kind;

/// Comparisons that fit in the pattern of a pair.
pub(crate) const COMPARISONS_MAX: usize = 12;
/// Keys that fit beside them.
pub(crate) const KEYS_MAX: usize = 14;
/// Blocking rules.
pub(crate) const RULES_MAX: usize = 24;

/// A model of linkage, read from and written as TOML.
///
/// ```
/// let model = linkage::Model::parse(r#"
/// [[comparison]]
/// name = "surname"
/// columns = ["achternaam"]
/// kind = "surname"
///
/// [[block]]
/// on = ["surname:sound"]
/// "#).expect("a whole model");
/// assert_eq!(model.comparisons.len(), 1);
/// ```
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// What is done with pairs and clusters.
    #[serde(default)]
    pub settings: Settings,
    /// What is compared.
    #[serde(default, rename = "comparison")]
    pub comparisons: Vec<Comparison>,
    /// What pairs must agree on to be compared: a pair is made when any rule makes it.
    #[serde(default, rename = "block")]
    pub blocks: Vec<Block>,
}

/// What is done with pairs and clusters.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// With two sources: whether records within one source are compared too.
    pub within: bool,
    /// At most one record of each source in a cluster; without it, decided by what the sources look like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_per_source: Option<bool>,
    /// Least probability of a pair to join clusters; without it, chosen by the expected F1 of the clusters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// Records in a block above which it is made finer with other comparisons, and left out if that does not help.
    pub block_max: usize,
    /// Column with a known pseudonym that is used to learn from, never to link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training_pseudonym: Option<String>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { within: false, one_per_source: None, threshold: None, block_max: 2000, training_pseudonym: None }
    }
}

/// One comparison: a column, or the parts of a date, and what it holds.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Name, used by blocking rules and in the report.
    pub name: String,
    /// Column of the first source; for a date also year, month and day in that order.
    pub columns: Vec<String>,
    /// Column of the second source, where it is called otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns_b: Option<Vec<String>>,
    /// What it holds.
    pub kind: Kind,
}

/// One blocking rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Comparisons that must agree, each as `name` or `name:form`; all pairs where the list is empty.
    pub on: Vec<String>,
}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// When the text is not such a model.
    pub fn parse(text: &str) -> Result<Model, LinkageError> {
        let model: Model = toml::from_str(text).map_err(|error| LinkageError::Model { reason: error.to_string().trim().to_owned() })?;
        model.check()?;
        Ok(model)
    }

    /// Writes the model as TOML that [`Model::parse`] reads back.
    ///
    /// # Errors
    /// When a text in it cannot be written.
    pub fn to_toml(&self) -> Result<String, LinkageError> {
        toml::to_string(self).map_err(|error| LinkageError::Model { reason: error.to_string() })
    }

    pub(crate) fn check(&self) -> Result<(), LinkageError> {
        if self.comparisons.iter().all(|comparison| comparison.kind == Kind::Pseudonym) {
            return Err(LinkageError::Nothing { what: "comparison" });
        }
        if self.blocks.is_empty() {
            return Err(LinkageError::Nothing { what: "blocking rule" });
        }
        for (place, comparison) in self.comparisons.iter().enumerate() {
            comparison.check()?;
            if self.comparisons[..place].iter().any(|other| other.name == comparison.name) {
                return Err(LinkageError::SameName { comparison: comparison.name.clone() });
            }
        }
        most("blocking rules", self.blocks.len(), RULES_MAX)?;
        self.settings.check()
    }
}

/// An error where there are more than fit.
pub(crate) fn most(what: &'static str, count: usize, most: usize) -> Result<(), LinkageError> {
    if count > most { Err(LinkageError::TooMany { what, count, most }) } else { Ok(()) }
}

impl Settings {
    fn check(&self) -> Result<(), LinkageError> {
        let wrong = |name, value: String, expected| Err(LinkageError::OutOfRange { name, value, expected });
        if let Some(threshold) = self.threshold
            && !(threshold > 0.0 && threshold < 1.0)
        {
            return wrong("threshold", threshold.to_string(), "between 0 and 1");
        }
        if !(2..=100_000).contains(&self.block_max) {
            return wrong("block_max", self.block_max.to_string(), "from 2 to 100000");
        }
        Ok(())
    }
}

impl Comparison {
    fn check(&self) -> Result<(), LinkageError> {
        let right = |columns: &[String]| match self.kind {
            Kind::Date => (1..=3).contains(&columns.len()),
            _ => columns.len() == 1,
        };
        if !right(&self.columns) || !self.columns_b.as_deref().is_none_or(right) {
            return Err(LinkageError::ColumnCount { comparison: self.name.clone() });
        }
        Ok(())
    }

    /// Columns in a source: the first source's names, unless the second has its own.
    pub(crate) fn of(&self, source: usize) -> &[String] {
        self.columns_b.as_deref().filter(|_| source > 0).unwrap_or(&self.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str =
        "[[comparison]]\nname = \"a\"\ncolumns = [\"x\"]\nkind = \"surname\"\n\n[[block]]\non = [\"a\"]\n\n[settings]\nblock_max = 500\n";

    #[test]
    fn a_model_written_is_the_model_read() {
        let model = Model::parse(WHOLE).expect("reads");
        assert_eq!(Model::parse(&model.to_toml().expect("writes")).expect("reads"), model);
    }

    #[test]
    fn a_wrong_model_says_what_is_wrong() {
        for (from, to, says) in [
            ("surname", "surnam", "unknown variant"),
            ("\"x\"", "\"x\", \"y\"", "must name one column"),
            ("[[block]]\non = [\"a\"]\n", "", "no blocking rule"),
            ("[[comparison]]\nname = \"a\"\ncolumns = [\"x\"]\nkind = \"surname\"\n", "", "no comparison"),
            ("block_max = 500", "block_max = 1", "block_max"),
            ("block_max = 500", "threshold = 1.5", "threshold"),
            ("block_max = 500", "treshold = 0.5", "unknown field"),
            ("[settings]", "[[settings", "cannot be read"),
        ] {
            let error = Model::parse(&WHOLE.replace(from, to)).expect_err(says).to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
