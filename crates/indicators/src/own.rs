//! A region's own norms, indicators and breaks in series, which a run counts and publishes beside the catalogue.

use std::collections::BTreeSet;

use domain::HandOver;

use crate::waiting::{LIST, REGION, WAITED};
use crate::whole::is_common;
use crate::{
    KnownBreak, NormError, Norms, Plan, Written, catalogue, dimension_in_words, known_breaks, norms, parse_breaks, parse_indicator,
    parse_norms, written,
};

/// Most dimensions of a cross table.
const MOST_CROSSED: usize = 3;

/// What a region adds: nothing of the catalogue is changed by it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Own {
    /// Its norms, with the version of their file; none where it has no file.
    pub norms: Option<Norms>,
    /// Its indicators.
    pub written: Vec<Written>,
    /// Those of them by other dimensions than region, year, sex, age and form of violence: a release tells them as cross tables of the country.
    pub crossed: Vec<Written>,
    /// The breaks in its series.
    pub breaks: Vec<KnownBreak>,
}

/// Why what a region adds cannot be part of a release. Where a file is at fault, its line is named.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OwnError {
    /// The file cannot be read as what it should be.
    #[error(transparent)]
    File(#[from] NormError),
    /// An id that is in use.
    #[error("there is '{id}' already; give yours an id of its own, for example '{id}-own'")]
    Taken {
        /// The id.
        id: String,
    },
    /// A break in series that would hold in the whole country.
    #[error("the break '{id}' names no regions; write for example regions = [\"VT11\"]")]
    Everywhere {
        /// The id.
        id: String,
    },
    /// Words that readers of a release need are missing.
    #[error("'{field}' is missing: readers of a release must know what the number says")]
    Wordless {
        /// The field.
        field: &'static str,
    },
    /// It is counted in a way that a release does not hold.
    #[error("{why}; count it with `inbeeld indicators run`")]
    NotInReleases {
        /// What stands in the way.
        why: &'static str,
    },
}

impl Own {
    /// Adds a file of norms. Their ids are none of the built-in ones.
    ///
    /// # Errors
    /// When the file cannot be read, with the line, or an id is in use.
    pub fn with_norms(self, text: &str) -> Result<Own, OwnError> {
        let read = parse_norms(text)?;
        let known = norms();
        match read.hand_overs.iter().find(|own| known.iter().any(|norm| norm.id == own.id) || is_of_catalogue(&own.id)) {
            Some(taken) => Err(OwnError::Taken { id: taken.id.clone() }),
            None => Ok(Own { norms: Some(read), ..self }),
        }
    }

    /// Adds a file of breaks in series. Their ids are none of the built-in ones, and each names its regions.
    ///
    /// # Errors
    /// When the file cannot be read, with the line, an id is in use, or a break names no region.
    pub fn with_breaks(self, text: &str) -> Result<Own, OwnError> {
        let breaks = parse_breaks(text)?;
        let known = known_breaks();
        if let Some(taken) = breaks.iter().find(|own| known.iter().any(|known| known.id == own.id)) {
            return Err(OwnError::Taken { id: taken.id.clone() });
        }
        match breaks.iter().find(|own| own.regions.is_empty()) {
            Some(own) => Err(OwnError::Everywhere { id: own.id.clone() }),
            None => Ok(Own { breaks, ..self }),
        }
    }

    /// Adds an indicator. `name` is its id where the file gives none; it may follow a hand-over of the region's own norms.
    ///
    /// # Errors
    /// When the file cannot be read, with the line, its id is in use, readers are not told what it says, or it is counted in a way that neither
    /// the tables of a release nor its cross tables hold.
    ///
    /// ```
    /// let text = "hand-over = \"help-after-order\"\nwithin = \"3 months\"\n\
    ///     title = \"Help within a quarter\"\nquestion = \"Is there help within a quarter?\"\n\
    ///     definition = \"For each order: help within 91 days.\"\ncounts = \"Orders.\"\nunreliable-when = \"Never.\"";
    /// let own = indicators::Own::default().with_indicator(text, "help-within-a-quarter").unwrap();
    /// let whole = indicators::whole_with(Box::leak(Box::new(own)));
    /// let norm = whole.hand_overs.iter().find(|norm| norm.id == "help-within-a-quarter").unwrap();
    /// assert_eq!(norm.due.days, 91);
    /// ```
    pub fn with_indicator(mut self, text: &str, name: &str) -> Result<Own, OwnError> {
        let mut known = norms();
        known.extend(self.norms.iter().flat_map(|norms| norms.hand_overs.clone()));
        let read = parse_indicator(text, name, &known)?;
        let follows_itself = matches!(&read.plan, Plan::HandOver(HandOver { id, .. }) if *id == read.id);
        let is_twice = self.written.iter().chain(&self.crossed).any(|own| own.id == read.id);
        let is_a_norm = known.iter().any(|norm| norm.id == read.id) && !follows_itself;
        if is_of_catalogue(&read.id) || is_twice || is_a_norm {
            return Err(OwnError::Taken { id: read.id });
        }
        words_for_readers(&read)?;
        match read.plan {
            Plan::Around { .. } => {
                return Err(OwnError::NotInReleases { why: "what runs around a start is in releases for the catalogue alone" });
            }
            Plan::Starts { .. } | Plan::HandOver(_) if !is_common(&read) => {
                may_be_crossed(&read)?;
                self.crossed.push(read);
            }
            Plan::Starts { .. } | Plan::HandOver(_) => self.written.push(read),
        }
        Ok(self)
    }
}

/// Refuses dimensions that a cross table of a release cannot have: it is of the country by year, each start stands in one cell of it, and three
/// dimensions leave enough in a cell to show.
fn may_be_crossed(read: &Written) -> Result<(), OwnError> {
    let no = |why| Err(OwnError::NotInReleases { why });
    if read.by.iter().any(|name| name.starts_with("period:")) {
        return no("a release is by year: write period, or leave it out");
    }
    let Plan::Starts { of, .. } = &read.plan else { return no("a cross table of a region counts starts, not what becomes of them") };
    let kinds: BTreeSet<_> = of.iter().map(|selector| selector.kind).collect();
    if kinds.len() > 1 && read.by.iter().any(|name| name == "code" || name == "stay") {
        return no("codes of several kinds of event cannot stand in one table");
    }
    let is_told = |name: &String| name.starts_with("form:") && kinds.iter().any(|kind| crate::whole::tells_form(kind.stage()));
    if read.by.iter().any(is_told) {
        return no(
            "these starts are told by form of violence in the tables by region, which a cross table by one form would not fit beside",
        );
    }
    let own = crate::Crosstabbed::of(&read.plan);
    let is_beside =
        |other: &crate::Crosstabbed| other.starts().iter().any(|selector| kinds.contains(&selector.kind)) && own.as_ref() != Some(other);
    if crate::crosstabs(&Own::default()).iter().any(|(_, other)| is_beside(other)) {
        return no(
            "some of these starts stand in a cross table of the catalogue already: count all of them, as that does, or leave it to that table",
        );
    }
    let is_of_lists = |name: &str| [REGION, WAITED].contains(&name);
    let is_told = |name: &String| dimension_in_words(name).is_some() && !is_of_lists(name);
    if read.by.len() > MOST_CROSSED {
        return Err(OwnError::NotInReleases { why: "a cross table of a release has at most three dimensions" });
    }
    match read.by.iter().all(is_told) {
        true => Ok(()),
        false => {
            let why = "a cross table of a release is of the country by year; leave out region, period and form, and write form:sexual for one form";
            Err(OwnError::NotInReleases { why })
        }
    }
}

/// Whether an id is one of the catalogue, in code or as a file, or may be one of its waiting lists.
fn is_of_catalogue(id: &str) -> bool {
    id.starts_with(LIST) || catalogue().iter().any(|indicator| indicator.id == id) || written().iter().any(|written| written.id == id)
}

fn words_for_readers(read: &Written) -> Result<(), OwnError> {
    let told = [
        ("question", &read.question),
        ("definition", &read.definition),
        ("counts", &read.counts),
        ("unreliable-when", &read.unreliable_when),
    ];
    match told.into_iter().find(|(_, words)| words.nl.trim().is_empty() || words.en.trim().is_empty()) {
        Some((field, _)) => Err(OwnError::Wordless { field }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{What, whole, whole_with};

    const NORM: &str = "version = \"twente-1\"\n[[hand-over]]\nid = \"twente-help\"\nfrom = [\"order.started:11\"]\nto = [\"help.started\"]\n\
        tie = \"person\"\ndue = 28\nunit = \"calendar\"\nkind = \"own-yardstick\"\nsource = \"Agreement of the region.\"\nsince = \"2025-01-01\"\n\
        suppliers = [\"provider\"]\n";
    const WORDS: &str = "title = \"Help within four weeks\"\nquestion = \"Is there help?\"\ndefinition = \"After each order.\"\n\
        counts = \"Orders.\"\nunreliable-when = \"Where providers do not deliver.\"\n";

    fn with(norms: &str, indicators: &[(&str, String)]) -> Result<Own, OwnError> {
        let own = if norms.is_empty() { Ok(Own::default()) } else { Own::default().with_norms(norms) };
        indicators.iter().fold(own, |own, (name, text)| own?.with_indicator(text, name))
    }

    fn refused(norms: &str, indicators: &[(&str, String)]) -> String {
        with(norms, indicators).expect_err("refused").to_string()
    }

    #[test]
    fn a_region_follows_its_own_norm_beside_everything_of_the_catalogue() {
        let own = with(NORM, &[("help-in-twente", format!("hand-over = \"twente-help\"\n{WORDS}"))]).expect("own");
        let (before, after) = (whole(), whole_with(Box::leak(Box::new(own))));
        assert_eq!(after.indicators[..before.indicators.len()], before.indicators[..]);
        let added = &after.indicators[before.indicators.len()..];
        assert!(
            matches!(added, [only] if only.id == "help-in-twente" && matches!(only.plan.what, What::HandOver { id: "help-in-twente", .. }))
        );
        let norm = after.hand_overs.iter().find(|norm| norm.id == "help-in-twente").expect("followed");
        assert_eq!((norm.due.days, norm.source.as_str()), (28, "Agreement of the region."));
    }

    #[test]
    fn an_indicator_may_bear_the_name_of_the_regions_norm() {
        let own = with(NORM, &[("twente-help", format!("hand-over = \"twente-help\"\n{WORDS}"))]).expect("own");
        let whole = whole_with(Box::leak(Box::new(own)));
        assert_eq!(whole.hand_overs.iter().filter(|norm| norm.id == "twente-help").count(), 1);
    }

    #[test]
    fn what_is_in_use_is_refused_with_a_way_out() {
        let taken = |id: &str| format!("there is '{id}' already; give yours an id of its own, for example '{id}-own'");
        assert_eq!(refused(&NORM.replace("twente-help", "gi-plan"), &[]), taken("gi-plan"));
        let of = |name: &'static str| (name, format!("hand-over = \"gi-plan\"\n{WORDS}"));
        assert_eq!(refused("", &[of("acute-safety")]), taken("acute-safety"));
        assert_eq!(refused("", &[of("mine"), of("mine")]), taken("mine"));
        assert_eq!(refused(NORM, &[of("twente-help")]), taken("twente-help"));
    }

    #[test]
    fn a_regions_own_breaks_name_a_region_and_take_no_id_in_use() {
        let text = |id: &str, regions: &str| {
            let both = |name: &str| format!("{name} = {{ nl = \"Zo.\", en = \"So.\" }}\n");
            let head = format!(
                "version = \"1\"\n[[break]]\nid = \"{id}\"\ndate = \"2023-01-01\"\nevents = [\"help.started\"]\nregions = [{regions}]\n"
            );
            head + &["title", "what", "source"].map(both).concat()
        };
        let with = |id: &str, regions: &str| Own::default().with_breaks(&text(id, regions)).map_err(|error| error.to_string());
        assert_eq!(with("mine", "\"VT05\"").expect("a break").breaks.len(), 1);
        assert_eq!(with("mine", "").expect_err("refused"), "the break 'mine' names no regions; write for example regions = [\"VT11\"]");
        assert!(with("youth-policy-v7", "\"VT05\"").expect_err("refused").starts_with("there is 'youth-policy-v7' already"));
    }

    #[test]
    fn an_indicator_by_another_dimension_is_a_cross_table() {
        let text = format!("start = \"report.received\"\nby = [\"sector\", \"sex\"]\n{WORDS}");
        let own = with("", &[("mine", text)]).expect("own");
        assert!(own.written.is_empty() && crate::crosstabs(&own).iter().any(|(written, _)| written.id == "mine"));
    }

    #[test]
    fn what_a_release_cannot_hold_or_readers_cannot_understand_is_refused() {
        let mine = |text: &str| refused("", &[("mine", text.to_owned())]);
        assert_eq!(mine("start = \"report.received\"\n"), "'question' is missing: readers of a release must know what the number says");
        let by = |names: &str| mine(&format!("start = \"report.received\"\nby = [{names}]\n{WORDS}"));
        assert!(by("\"region\", \"period:half\"").starts_with("a release is by year: write period"));
        assert!(by("\"region\", \"sector\"").starts_with("a cross table of a release is of the country by year; leave out region"));
        assert!(by("\"sector\", \"sex\", \"age\", \"crisis\"").starts_with("a cross table of a release has at most three dimensions"));
        assert!(mine(&format!("start = \"order.started\"\nrunning = \"help.started\"\n{WORDS}")).starts_with("what runs around a start"));
        assert_eq!(
            mine("start = \"report.recieved\"\n"),
            "line 1: 'report.recieved' is no event like order.started or order.started:11,12; did you mean 'report.received'?"
        );
    }
}
