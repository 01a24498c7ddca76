//! Cross tables of a release: counted in one pass for all that count the same starts, protected together, year by year; waiting lists month by month.

mod axes;
mod before;
mod elsewhere;
mod starts;
mod waiting;

pub use before::Before;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use disclosure::crossing::CrossingError;
use disclosure::{
    CertifiedCrosstabs, CrosstabCounts, CrosstabTask, CrosstabWithheld, Policy, Repeated, SafeCrosstab, SafeTable, ToldCrosstab,
    certify_crosstabs,
};
use domain::{Atlas, Coverage, HandOver, RegionCode, Site, Span, When};
use engine::Partitions;
use indicators::{Crosstabbed, What, Whole, Written};
use publication::{Bilingual, ContrastOf, Crosstab, CrosstabProof, Rules};
use rayon::prelude::*;

use crate::config::Config;
use crate::{calendar, manuscript};
use before::Once;
use elsewhere::Elsewhere;
use starts::Starts;
use waiting::Lists;

/// What else a release is made of.
pub struct Beside<'a> {
    /// The coverage calendar.
    pub coverage: &'a Coverage,
    /// Regions.
    pub atlas: &'a Atlas,
    /// Years, rules, what a region adds.
    pub config: &'a Config,
    /// The indicators with tables by region.
    pub whole: &'a Whole,
    /// Those tables, as they will be published.
    pub tables: &'a [SafeTable],
    /// Years of which those tell what an earlier release told.
    pub repeated: &'a [Repeated],
    /// What earlier releases told.
    pub before: &'a Before,
}

/// Cross tables as a release tells them, and their certificates.
#[derive(Default)]
pub struct Made {
    /// The tables, in the order of the catalogue.
    pub tables: Vec<Crosstab>,
    /// Per year and tables that count the same starts.
    pub proofs: Vec<CrosstabProof>,
    /// Hidden cells for which there are two tables that fit, of how many hidden cells.
    pub proven: (usize, usize),
}

/// Every cross table of the catalogue and of the region, with all years of the release.
///
/// # Errors
/// When the events cannot be read, or an indicator names a dimension that there is not.
pub fn crosstabs(events: &impl Partitions, beside: &Beside<'_>, threads: usize) -> Result<Made> {
    let mut groups: Vec<(Crosstabbed, Vec<Written>)> = Vec::new();
    let all: Vec<_> = indicators::crosstabs(&beside.config.own).into_iter().chain(indicators::waiting_lists(beside.whole)).collect();
    let order: Vec<String> = all.iter().map(|(written, _)| written.id.clone()).collect();
    for (written, counted) in all {
        match groups.iter_mut().find(|(other, _)| *other == counted) {
            Some((_, alike)) => alike.push(written),
            None => groups.push((counted, vec![written])),
        }
    }
    let mut made = Made::default();
    let lists = Lists::count(events, groups.iter().map(|(counted, _)| counted), beside, threads)?;
    for (counted, alike) in &groups {
        let starts = match counted {
            Crosstabbed::Waiting(hand_over) => lists.of(hand_over),
            Crosstabbed::Starts { .. } | Crosstabbed::HandOver(_) | Crosstabbed::Around { .. } => {
                Starts::count(events, counted, alike, (beside.coverage, beside.atlas), threads)?
            }
        };
        beside.together(starts, counted, alike)?.add_to(&mut made);
    }
    made.tables.sort_by_key(|table: &Crosstab| order.iter().position(|id| *id == table.definition().id));
    Ok(made)
}

impl Beside<'_> {
    /// The tables that count the same starts.
    fn together(&self, starts: Starts, counted: &Crosstabbed, alike: &[Written]) -> Result<Made> {
        let starts = starts.knowing(alike.iter().flat_map(|written| self.before.codes(&written.id)));
        let empty = |written: &Written| {
            let axes = starts.dimensions(written).iter().map(|own| axes::in_words(own, counted, self.atlas)).collect();
            Crosstab::new(manuscript::crosstab_definition(written, counted, self.config.years.0), axes, contrast_of(&starts, written))
                .counting_as(&alike[0].id)
        };
        let mut tables: Vec<Crosstab> = alike.iter().map(empty).collect();
        let is_told = |when: When| tables.iter().any(|table| !matches!(self.told_before(table, when), Once::Never));
        let whens = self.whens(counted);
        let of_one = |when: &When| if is_told(*when) { Ok(None) } else { self.anew(&starts, counted, alike, *when).map(Some) };
        let safe = whens.par_iter().map(of_one).collect::<Result<Vec<_>>>()?;
        for (when, safe) in whens.iter().zip(&safe) {
            tables = match safe {
                Some(safe) => {
                    let told = |number: usize| safe[number].as_ref().map_err(Clone::clone);
                    tables.into_iter().enumerate().map(|(number, table)| table.with_year(*when, told(number))).collect()
                }
                None => tables.into_iter().map(|table| self.again(table, counted, *when)).collect(),
            };
        }
        let policy = self.policy(counted);
        let certified: Vec<_> = whens.par_iter().filter_map(|when| certified(*when, &tables, &policy)).collect();
        let proven = certified.iter().fold((0, 0), |sum, (_, own)| (sum.0 + own.0, sum.1 + own.1));
        Ok(Made { tables, proofs: certified.into_iter().map(|(proof, _)| proof).collect(), proven })
    }

    /// The years of the release, or the ends of their months.
    fn whens(&self, counted: &Crosstabbed) -> Vec<When> {
        match counted {
            Crosstabbed::Starts { .. } | Crosstabbed::HandOver(_) | Crosstabbed::Around { .. } => {
                (self.config.years.0..=self.config.years.1).map(When::Year).collect()
            }
            Crosstabbed::Waiting(_) => waiting::months(self.config.years).map(When::MonthEnd).collect(),
        }
    }

    /// The rules these tables go by.
    fn policy(&self, counted: &Crosstabbed) -> Policy {
        let policy = manuscript::policy(self.config);
        match counted {
            Crosstabbed::Starts { .. } | Crosstabbed::HandOver(_) | Crosstabbed::Around { .. } => policy,
            Crosstabbed::Waiting(_) => policy.of_regions(),
        }
    }

    /// The tables of one year or month of which nothing was told before: safe, or why they stay inside.
    fn anew(&self, starts: &Starts, counted: &Crosstabbed, alike: &[Written], when: When) -> Result<Vec<Result<SafeCrosstab, Bilingual>>> {
        let inside = |why: Bilingual| Ok(vec![Err(why); alike.len()]);
        if !self.is_delivered(counted, when) {
            return inside(not_delivered(counted));
        }
        if matches!(counted, Crosstabbed::Waiting(_)) && !waiting::is_rounded_enough(&self.policy(counted)) {
            return inside(too_little_rounded());
        }
        if starts.is_empty(when) {
            return inside(nothing_began());
        }
        if self.is_repeated(counted, when.year()) || self.is_untold(counted, when.year()) {
            return inside(beside_earlier());
        }
        self.safe(starts, counted, alike, when)
    }

    /// Whether everything that is needed was delivered for at least half of the country.
    fn is_delivered(&self, counted: &Crosstabbed, when: When) -> bool {
        let needed = calendar::Needed::of_crosstab(counted);
        let share = match when {
            When::Year(year) => {
                calendar::share_delivered(self.coverage, self.atlas, &needed, Site::all(RegionCode::COUNTRY, followed(counted, year)))
            }
            When::MonthEnd(month) => waiting::share_delivered(self, &needed, RegionCode::COUNTRY, month),
        };
        share >= calendar::LEAST_SHARE
    }

    fn told_before(&self, table: &Crosstab, when: When) -> Once<'_> {
        self.before.of(table, when, Rules::of(&manuscript::policy(self.config)))
    }

    /// A table with a year of which an earlier release told it, or others that count the same starts: as it was, or not at all.
    fn again(&self, table: Crosstab, counted: &Crosstabbed, when: When) -> Crosstab {
        match self.told_before(&table, when) {
            Once::Again(numbers, from) if self.elsewhere(counted).is_some_and(|own| own.opens(&table, numbers, when.year())) => {
                table.with_year(when, Err(before::told_in(from)))
            }
            Once::Again(numbers, from) => table.with_year_again(when, numbers, from),
            Once::NotAgain(version) => table.with_year(when, Err(before::told_in(version))),
            Once::Never => table.with_year(when, Err(before::told_by_others())),
        }
    }

    /// The tables of one year, each safe beside the others and what is told of the same starts elsewhere, or why it stays inside. Where all of them together
    /// cannot be told, as many as can, in their order.
    fn safe(&self, starts: &Starts, counted: &Crosstabbed, alike: &[Written], when: When) -> Result<Vec<Result<SafeCrosstab, Bilingual>>> {
        let tables: Vec<CrosstabCounts> = alike.iter().map(|written| starts.table(written, when)).collect();
        let narrowed = self.elsewhere(counted).map_or_else(Vec::new, |own| own.narrowed(when.year()));
        let may_leave: Vec<usize> = (0..tables.len()).filter(|number| !elsewhere::is_narrowed(&tables[*number], &narrowed)).collect();
        let why_not = |table| if elsewhere::is_narrowed(table, &narrowed) { beside_pool() } else { not_safe() };
        let mut told: Vec<Result<SafeCrosstab, Bilingual>> = tables.iter().map(|table| Err(why_not(table))).collect();
        if may_leave.is_empty() {
            return Ok(told);
        }
        let protected = |numbers: &[usize]| {
            let some: Vec<CrosstabCounts> = numbers.iter().map(|number| tables[*number].clone()).collect();
            self.protected(&some, counted, when.year())
        };
        let (mut kept, mut safe) = (Vec::new(), Vec::new());
        if let Some(all) = protected(&may_leave)? {
            (kept, safe) = (may_leave, all);
        } else {
            for number in &may_leave {
                let tried: Vec<usize> = kept.iter().copied().chain([*number]).collect();
                // All of them together were tried already.
                if let Some(found) = if tried.len() < may_leave.len() { protected(&tried)? } else { None } {
                    (kept, safe) = (tried, found);
                }
            }
        }
        kept.into_iter().zip(safe).for_each(|(number, table)| told[number] = Ok(table));
        Ok(told)
    }

    /// Tables of one year, safe together; `None` where no way was found.
    fn protected(&self, tables: &[CrosstabCounts], counted: &Crosstabbed, year: i16) -> Result<Option<Vec<SafeCrosstab>>> {
        let twin = self.elsewhere(counted);
        let known = twin.as_ref().map_or_else(Vec::new, |own| own.margins(year));
        let total = match twin {
            Some(own) => own.total(year),
            None => self.nearly_the_same(counted).and_then(|table| elsewhere::is_total_shown(table, year)),
        };
        let policy = self.policy(counted);
        let task = CrosstabTask { tables, known: &known, total, policy: &policy, seed: self.config.seed };
        match disclosure::crosstabs(&task) {
            Ok(safe) => Ok(Some(safe)),
            Err(CrosstabWithheld::Open { .. } | CrosstabWithheld::Elsewhere | CrosstabWithheld::Table(CrossingError::TooLarge { .. })) => {
                Ok(None)
            }
            Err(CrosstabWithheld::Table(error)) => Err(error).context("the counts of a cross table do not make a table"),
        }
    }

    /// What a table by region tells of the same starts.
    fn elsewhere<'b>(&'b self, counted: &'b Crosstabbed) -> Option<Elsewhere<'b>> {
        Some(Elsewhere { table: self.twin(counted)?, counted })
    }

    /// Whether the table by region says nothing of the country in that year, though everything was delivered: it is withheld for what it or others told.
    fn is_untold(&self, counted: &Crosstabbed, year: i16) -> bool {
        self.elsewhere(counted).is_some_and(|own| own.total(year).is_none())
    }

    /// Whether the table by region tells of the same starts what an earlier release told: then today's counts stay inside here too.
    fn is_repeated(&self, counted: &Crosstabbed, year: i16) -> bool {
        let indicator = self.twin(counted).map(SafeTable::indicator);
        self.repeated.iter().any(|own| Some(own.indicator.as_str()) == indicator && own.year == year)
    }

    /// The table by region that counts the very same starts.
    fn twin(&self, counted: &Crosstabbed) -> Option<&SafeTable> {
        let is_same = |what: &What| match (what, counted) {
            (What::Starts { of, unit, scope }, Crosstabbed::Starts { of: own, unit: per, scope: within }) => {
                of == own && unit == per && scope == within
            }
            (What::HandOver { id, .. }, Crosstabbed::HandOver(own)) => self.hand_over(id) == Some(own),
            (What::Starts { .. }, Crosstabbed::HandOver(_))
            | (What::HandOver { .. }, Crosstabbed::Starts { .. })
            | (_, Crosstabbed::Around { .. } | Crosstabbed::Waiting(_)) => false,
        };
        let indicator = self.whole.indicators.iter().find(|indicator| is_same(&indicator.plan.what))?;
        self.tables.iter().find(|table| table.indicator() == indicator.id)
    }

    /// The table by region of waits from the starts around which a cross table looks: nearly the same children, so that the number of all is told in both or
    /// in neither.
    fn nearly_the_same(&self, counted: &Crosstabbed) -> Option<&SafeTable> {
        let Crosstabbed::Around { of, .. } = counted else { return None };
        let hand_over = self.whole.hand_overs.iter().find(|own| own.from == *of)?;
        self.tables.iter().find(|table| table.indicator() == hand_over.id)
    }

    fn hand_over(&self, id: &str) -> Option<&HandOver> {
        self.whole.hand_overs.iter().find(|own| own.id == id)
    }
}

impl Made {
    fn add_to(self, all: &mut Made) {
        all.tables.extend(self.tables);
        all.proofs.extend(self.proofs);
        all.proven = (all.proven.0 + self.proven.0, all.proven.1 + self.proven.1);
    }
}

/// The certificates of the tables of a year that may leave, and how many of how many hidden cells they open; nothing where these hide nothing.
fn certified(when: When, tables: &[Crosstab], policy: &Policy) -> Option<(CrosstabProof, (usize, usize))> {
    let shown = || tables.iter().filter_map(|table| Some((table, table.told(when)?)));
    let told: Vec<ToldCrosstab> = shown().map(|(_, told)| told).collect();
    let CertifiedCrosstabs { certificates, checked } = certify_crosstabs(&told, policy);
    let slugs = shown().map(|(table, _)| table.definition().slug.clone()).collect();
    Some((CrosstabProof { when, slugs, certificates: certificates? }, (checked.open, checked.hidden)))
}

/// The two groups a table holds against each other, by places.
fn contrast_of(starts: &Starts, written: &Written) -> Option<ContrastOf> {
    let contrast = written.contrast.as_ref()?;
    let places: BTreeMap<String, usize> =
        starts.dimensions(written).into_iter().enumerate().map(|(place, own)| (own.name, place)).collect();
    let (of, code) = &contrast.of;
    let (between, first, second) = &contrast.between;
    Some(ContrastOf {
        of: (*places.get(of)?, code.clone()),
        between: (*places.get(between)?, first.clone(), second.clone()),
        strata: *places.get(&contrast.strata)?,
    })
}

/// The years of which deliveries are needed: what runs around a start is told once all of them are in, for a year that was told stays as it was.
fn followed(counted: &Crosstabbed, year: i16) -> Span {
    let (before, months) = match counted {
        Crosstabbed::Starts { .. } | Crosstabbed::HandOver(_) | Crosstabbed::Waiting(_) => (0, 0),
        Crosstabbed::Around { months, scope, .. } => {
            // Who had help before is known only where deliveries were in by then.
            let before = scope.helped_before.map_or(0, |days| i16::try_from(days.div_ceil(365)).unwrap_or(i16::MAX));
            (before, months.last().copied().unwrap_or_default().max(0))
        }
    };
    if (before, months) == (0, 0) { Span::Year(year) } else { Span::Years(year.saturating_sub(before), year + (months + 11) / 12) }
}

fn not_delivered(counted: &Crosstabbed) -> Bilingual {
    if matches!(counted, Crosstabbed::Around { .. }) {
        return Bilingual::new(
            "Deze jongeren zijn niet lang genoeg te volgen: voor meer dan de helft van het land ontbreken aanleveringen over het jaar ervoor of over de jaren erna.",
            "These young people cannot be followed long enough: for more than half of the country deliveries about the year before or the years after are missing.",
        );
    }
    if matches!(counted, Crosstabbed::Waiting(_)) {
        return Bilingual::new(
            "Voor meer dan de helft van de kinderen in het land ontbreken aanleveringen over deze maand of het jaar ervoor.",
            "For more than half of the children in the country deliveries about this month or the year before are missing.",
        );
    }
    Bilingual::new(
        "Voor meer dan de helft van de kinderen in het land ontbreken aanleveringen over dit jaar.",
        "For more than half of the children in the country deliveries about this year are missing.",
    )
}

fn too_little_rounded() -> Bilingual {
    Bilingual::new(
        "Lijsten van opeenvolgende maanden hangen samen. Met zo weinig afronding zouden ze samen een kind kunnen verraden.",
        "Lists of months that follow each other hang together. Rounded this little, they could give a child away together.",
    )
}

fn nothing_began() -> Bilingual {
    Bilingual::new("Hier is niets geteld.", "Nothing was counted here.")
}

fn beside_earlier() -> Bilingual {
    Bilingual::new(
        "Over dit jaar staan hier geen cijfers: naast wat er verder is gepubliceerd zouden ze een kind kunnen verraden.",
        "There are no figures of this year here: beside what else is published they could give a child away.",
    )
}

fn beside_pool() -> Bilingual {
    Bilingual::new(
        "Over meerdere jaren samen staat in een tabel naar regio een aantal dat over dit jaar verborgen is. Deze tabel ernaast zou een kind kunnen verraden.",
        "A table by region shows a number of several years together that is hidden for this year. This table beside it could give a child away.",
    )
}

fn not_safe() -> Bilingual {
    Bilingual::new(
        "Er is geen manier gevonden om deze tabel te tonen zonder dat iemand een verborgen aantal kan uitrekenen.",
        "No way was found to show this table without someone being able to work out a hidden count.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::{CrosstabDimension, Policy, Question};
    use domain::{Breakdown, Cell, CountKey, CountTable, Municipality, Outcome};

    /// Starts of a year that are told by region, as those of a wait.
    fn by_region(id: &str, count: u64) -> SafeTable {
        let mut table = CountTable::new(id, Breakdown::All);
        table.add(CountKey { municipality: Municipality(153), year: 2023, class: 0, outcome: Outcome::Counted, days: 0 }, count);
        disclosure::protect(&[table], &[Question::count(id)], &Atlas::netherlands(), &Policy::usual(2023, 2023))
            .expect("safe")
            .tables
            .remove(0)
    }

    #[test]
    fn a_table_around_the_starts_of_a_wait_tells_how_many_there_are_where_the_wait_does() {
        let config = Config::parse(&Config::for_made_country((2023, 2023), 7), std::path::Path::new(".")).expect("a configuration");
        let (whole, atlas, coverage, before) = (indicators::whole(), Atlas::netherlands(), Coverage::default(), Before::default());
        let is_wait = |of: &Vec<domain::Selector>| whole.hand_overs.iter().find(|own| own.from == *of);
        let all = indicators::crosstabs(&config.own);
        let found = all.iter().find_map(|(_, counted)| match counted {
            Crosstabbed::Around { of, .. } => is_wait(of).map(|own| (counted, own.id.clone())),
            Crosstabbed::Starts { .. } | Crosstabbed::HandOver(_) | Crosstabbed::Waiting(_) => None,
        });
        let (counted, id) = found.expect("a cross table around the starts of a wait");
        let codes = ["yes", "no"].map(str::to_owned);
        let named = codes.iter().map(|code| (code.clone(), None)).collect();
        let own = CrosstabDimension { name: "stay".to_owned(), axis: "stay".to_owned(), codes: named };
        let counts = CrosstabCounts { dimensions: vec![own], counts: codes.map(|code| (vec![code], 40)).to_vec() };
        let total = |count: u64| {
            let tables = [by_region(&id, count)];
            let (config, whole, atlas, coverage, before) = (&config, &whole, &atlas, &coverage, &before);
            let beside = Beside { coverage, atlas, config, whole, tables: &tables, repeated: &[], before };
            let safe = beside.protected(std::slice::from_ref(&counts), counted, 2023).expect("a table")?;
            safe[0].cells().iter().find(|cell| cell.codes == [publication::ALL_CODES]).map(|cell| cell.count)
        };
        assert_eq!(total(80), Some(Cell::Shown(80)));
        // Told here, it would nearly tell what the table by region hides.
        assert!(matches!(total(3), None | Some(Cell::Hidden)), "{:?}", total(3));
    }

    /// In a first release too: what could not be proven of all starts is not told of them in parts.
    #[test]
    fn where_the_table_by_region_tells_nothing_its_cross_tables_stay_inside() {
        let config = Config::parse(&Config::for_made_country((2023, 2023), 7), std::path::Path::new(".")).expect("a configuration");
        let (whole, atlas, coverage, before) = (indicators::whole(), Atlas::netherlands(), Coverage::default(), Before::default());
        let hand_over = whole.hand_overs.iter().find(|own| own.id == "help-after-order").expect("a norm");
        let is_untold = |withheld: bool| {
            let mut tables = [by_region("help-after-order", 80)];
            tables[0].withhold(|_| withheld);
            let (config, whole, atlas, coverage, before) = (&config, &whole, &atlas, &coverage, &before);
            let beside = Beside { coverage, atlas, config, whole, tables: &tables, repeated: &[], before };
            beside.is_untold(&Crosstabbed::HandOver(hand_over.clone()), 2023)
        };
        assert!(is_untold(true) && !is_untold(false));
    }
}
