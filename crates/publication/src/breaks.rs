//! Breaks in series: from when on the numbers of an indicator cannot be laid beside those of before.

use disclosure::SafeTable;
use domain::{Atlas, Day, Estimate, Interval, Period, RegionCode, RegionKind, Site};
use estimates::series_break::{FoundBreak, found_breaks};
use serde::{Deserialize, Serialize};

use crate::manuscript::Bilingual;
use crate::wire::Text;

/// How a break came to be in a release.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BreakKind {
    /// Someone changed a law, a protocol or a registration, and said so.
    Known,
    /// The safe counts of the release go on at another level, and no one said why.
    Found,
}

impl BreakKind {
    /// Every kind.
    pub const ALL: [BreakKind; 2] = [BreakKind::Known, BreakKind::Found];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            BreakKind::Known => "known",
            BreakKind::Found => "found",
        }
    }
}

/// A break in the series of one indicator.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesBreak {
    /// Known, or found in the counts.
    pub kind: BreakKind,
    /// Only there; everywhere where `None`.
    pub region: Option<RegionCode>,
    /// First day on which it is otherwise.
    pub from: Day,
    /// Short title.
    pub title: Bilingual,
    /// What is otherwise.
    pub text: Bilingual,
    /// Where it stands, or how it was found.
    pub source: Bilingual,
    /// Of a found one: the new level over the old one, the trend allowed for.
    pub ratio: Option<Estimate>,
}

impl SeriesBreak {
    /// The years that cannot be compared with the year before them: of a break within a year, that year and the next.
    ///
    /// ```
    /// use domain::Day;
    /// use publication::{Bilingual, BreakKind, SeriesBreak};
    /// let text = || Bilingual::new("zo", "so");
    /// let on = |day: &str| SeriesBreak {
    ///     kind: BreakKind::Known, region: None, from: Day::parse_iso(day).unwrap(), title: text(), text: text(), source: text(), ratio: None,
    /// };
    /// assert_eq!(on("2019-01-01").cuts(), [2019]);
    /// assert_eq!(on("2024-07-01").cuts(), [2024, 2025]);
    /// ```
    pub fn cuts(&self) -> Vec<i16> {
        let year = self.from.year();
        if self.from == Period::Year(year).first_day() { vec![year] } else { vec![year, year + 1] }
    }

    /// Whether the series of a region is broken. What is known of a region holds in its municipalities too; what was found holds only where it
    /// was found.
    pub fn holds_in(&self, region: RegionCode, atlas: &Atlas) -> bool {
        let Some(own) = self.region else { return true };
        let around =
            || region.municipality().and_then(|code| atlas.municipality(code)).is_some_and(|at| at.veilig_thuis == own || at.youth == own);
        own == region || (self.kind == BreakKind::Known && region.kind() == RegionKind::Municipality && around())
    }
}

/// The known breaks of an indicator, and those found in its safe counts beside them, by day.
pub(crate) fn all(table: &SafeTable, known: Vec<SeriesBreak>, atlas: &Atlas, is_whole: &dyn Fn(Site) -> bool) -> Vec<SeriesBreak> {
    let starts = |region: RegionCode| known.iter().filter(|own| own.holds_in(region, atlas)).flat_map(SeriesBreak::cuts).collect();
    let found = found_breaks(table, &starts, is_whole);
    let mut breaks: Vec<SeriesBreak> = found.iter().map(told).chain(known.iter().cloned()).collect();
    breaks.sort_by_key(|own| (own.from, own.kind, own.region));
    breaks
}

fn told(found: &FoundBreak) -> SeriesBreak {
    let year = found.year;
    let (dutch, english) = level(found.ratio);
    SeriesBreak {
        kind: BreakKind::Found,
        region: Some(found.region),
        from: Period::Year(year).first_day(),
        title: Bilingual::new("Sprong zonder bekende oorzaak", "Step without a known cause"),
        text: Bilingual::new(
            format!(
                "Vanaf {year} ligt het aantal op een ander niveau dan in de jaren ervoor: {dutch}, los van de trend. Vaak verandert dan een organisatie haar registratie."
            ),
            format!(
                "From {year} on the number is at another level than in the years before: {english}, the trend allowed for. Often an organisation then changes its registration."
            ),
        ),
        source: Bilingual::new("Gevonden in de afgeschermde aantallen van deze uitgave.", "Found in the protected counts of this release."),
        ratio: Some(found.ratio),
    }
}

/// A rise as times as high, a fall as a part lower; in Dutch and in English.
fn level(ratio: Estimate) -> (String, String) {
    let Estimate { value, interval: Interval { lower, upper, .. } } = ratio;
    if value < 1.0 {
        let less = |ratio: f64| format!("{:.0}", (1.0 - ratio).max(0.0) * 100.0);
        let (least, most) = (less(upper), less(lower));
        return (
            format!("{} % lager (95%-interval {least} tot {most} %)", less(value)),
            format!("{} % lower (95% interval {least} to {most} %)", less(value)),
        );
    }
    let english = |value: f64| format!("{value:.2}");
    let dutch = |value: f64| english(value).replace('.', ",");
    (
        format!("{} keer zo hoog (95%-interval {} tot {})", dutch(value), dutch(lower), dutch(upper)),
        format!("{} times as high (95% interval {} to {})", english(value), english(lower), english(upper)),
    )
}

/// `breaks.json`: absent in releases without a break.
#[derive(Serialize, Deserialize)]
pub(crate) struct BreaksFile {
    pub breaks: Vec<BreakEntry>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct BreakEntry {
    pub indicator: String,
    pub kind: String,
    pub region: Option<String>,
    pub from: String,
    pub title: Text,
    pub text: Text,
    pub source: Text,
    pub ratio: Option<RatioEntry>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct RatioEntry {
    pub value: f64,
    pub lower: f64,
    pub upper: f64,
    pub level: f64,
}

impl BreakEntry {
    pub(crate) fn of(indicator: &str, own: &SeriesBreak) -> BreakEntry {
        let text = |text: &Bilingual| Text { nl: text.nl.clone(), en: text.en.clone() };
        let ratio = |ratio: Estimate| {
            let Interval { lower, upper, level } = ratio.interval;
            RatioEntry { value: ratio.value, lower, upper, level }
        };
        BreakEntry {
            indicator: indicator.to_owned(),
            kind: own.kind.word().to_owned(),
            region: own.region.map(|region| region.to_string()),
            from: own.from.to_string(),
            title: text(&own.title),
            text: text(&own.text),
            source: text(&own.source),
            ratio: own.ratio.map(ratio),
        }
    }

    /// The break it tells; the word that means nothing where there is one.
    pub(crate) fn read(self) -> Result<SeriesBreak, String> {
        let text = |text: Text| Bilingual { nl: text.nl, en: text.en };
        let ratio =
            |own: RatioEntry| Estimate { value: own.value, interval: Interval { lower: own.lower, upper: own.upper, level: own.level } };
        Ok(SeriesBreak {
            kind: BreakKind::ALL.into_iter().find(|kind| kind.word() == self.kind).ok_or(self.kind)?,
            region: self.region.map(|region| region.parse().map_err(|_| region)).transpose()?,
            from: Day::parse_iso(&self.from).ok_or(self.from)?,
            title: text(self.title),
            text: text(self.text),
            source: text(self.source),
            ratio: self.ratio.map(ratio),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_is_said_as_a_part_lower() {
        let said = |value, lower, upper| level(Estimate { value, interval: Interval::ninety_five(lower, upper) });
        assert_eq!(said(0.6, 0.52, 0.7).0, "40 % lager (95%-interval 30 tot 48 %)");
        assert_eq!(said(1.5, 1.2, 1.9).0, "1,50 keer zo hoog (95%-interval 1,20 tot 1,90)");
        assert_eq!(said(1.5, 1.2, 1.9).1, "1.50 times as high (95% interval 1.20 to 1.90)");
    }
}
