//! What a table by region tells of the starts of a cross table, in the whole country: what it shows is shown here, what it hides is hidden here.

use disclosure::{CrosstabCounts, KnownMargin, OUTCOME, SafeTable};
use domain::{AgeBand, Breakdown, Cell, Form, Measure, RegionCode, Sex, Site, Span};
use indicators::Crosstabbed;
use publication::{ALL_CODES, Crosstab, CrosstabNumbers};

use super::starts;

/// The table by region that counts the very same starts as some cross tables.
pub struct Elsewhere<'a> {
    /// The table, as it will be published.
    pub table: &'a SafeTable,
    /// What both count.
    pub counted: &'a Crosstabbed,
}

/// A dimension of a cross table that the table by region breaks its counts down by: its name, and per code the class that counts it.
struct Axis {
    name: String,
    breakdown: Breakdown,
    classes: Vec<(String, u8)>,
}

/// Counts of the table by region that margins of cross tables tell too: dimensions, and per cell its codes, where it stands and what is counted.
type Margin = (Vec<String>, Vec<(Vec<String>, (Breakdown, u8), Measure)>);

impl Elsewhere<'_> {
    /// Margins of the country that are told, each with whether its counts are shown.
    pub fn margins(&self, year: i16) -> Vec<KnownMargin> {
        let shown = |(dimensions, cells): Margin| {
            let told =
                cells.into_iter().filter_map(|(codes, place, measure)| Some((codes, self.is_shown(Span::Year(year), place, measure)?)));
            KnownMargin { dimensions, shown: told.collect() }
        };
        own_margins(self.counted).into_iter().map(shown).filter(|margin| !margin.shown.is_empty()).collect()
    }

    /// Whether the number of all is shown; `None` where it is not told.
    pub fn total(&self, year: i16) -> Option<bool> {
        is_total_shown(self.table, year)
    }

    /// Dimensions by which a count is hidden for this year and shown for several years together: whoever knows more of the hidden counts of each of
    /// these years, as a cross table by these dimensions tells, may work one out. None of them where it is the number of all.
    pub fn narrowed(&self, year: i16) -> Vec<Vec<String>> {
        let pools: Vec<Span> = self.pools().into_iter().filter(|span| span.holds(year)).collect();
        let is_narrowed = |(_, place, measure): &(Vec<String>, (Breakdown, u8), Measure)| {
            let is_pooled = || pools.iter().any(|pool| self.is_shown(*pool, *place, *measure) == Some(true));
            self.is_shown(Span::Year(year), *place, *measure) == Some(false) && is_pooled()
        };
        let all = (Vec::new(), vec![(Vec::new(), (Breakdown::All, 0), Measure::Entered)]);
        let margins = own_margins(self.counted).into_iter().chain([all]);
        margins.filter(|(_, cells)| cells.iter().any(is_narrowed)).map(|(dimensions, _)| dimensions).collect()
    }

    /// Whether it shows a margin that these numbers hide: whoever had both would subtract.
    fn tells(&self, table: &Crosstab, numbers: &CrosstabNumbers, year: i16) -> bool {
        let is_hidden = |dimensions: &[String], codes: &[String]| {
            let place = |name: &String| dimensions.iter().position(|own| own == name);
            let code = |name: &String| place(name).map_or(ALL_CODES, |at| codes[at].as_str());
            let codes: Vec<&str> = table.dimensions().iter().map(|axis| code(&axis.name)).collect();
            numbers.cell(&codes) == Cell::Hidden
        };
        let is_of = |own: &&KnownMargin| own.dimensions.iter().all(|name| table.dimensions().iter().any(|axis| axis.name == *name));
        let margins = self.margins(year);
        let is_told = |own: &KnownMargin| own.shown.iter().any(|(codes, shown)| *shown && is_hidden(&own.dimensions, codes));
        margins.iter().filter(is_of).any(is_told) || self.total(year) == Some(true) && is_hidden(&[], &[])
    }

    /// Whether these numbers may not stand beside it: it shows what they hide, or several years together of what they are by.
    pub fn opens(&self, table: &Crosstab, numbers: &CrosstabNumbers, year: i16) -> bool {
        let has = |name: &String| table.dimensions().iter().any(|axis| axis.name == *name);
        self.tells(table, numbers, year) || self.narrowed(year).iter().any(|dimensions| dimensions.iter().all(has))
    }

    fn pools(&self) -> Vec<Span> {
        let mut pools: Vec<Span> =
            self.table.cells().map(|(site, _, _)| site.span).filter(|span| matches!(span, Span::Years(..))).collect();
        pools.sort_unstable();
        pools.dedup();
        pools
    }

    fn is_shown(&self, span: Span, (breakdown, class): (Breakdown, u8), measure: Measure) -> Option<bool> {
        is_shown(self.table, Site { breakdown, class, ..Site::all(RegionCode::COUNTRY, span) }, measure)
    }
}

/// Whether a table by region shows the number of all in the country; `None` where it does not tell it.
pub fn is_total_shown(table: &SafeTable, year: i16) -> Option<bool> {
    is_shown(table, Site::all(RegionCode::COUNTRY, Span::Year(year)), Measure::Entered)
}

fn is_shown(table: &SafeTable, site: Site, measure: Measure) -> Option<bool> {
    match table.cell(site, measure) {
        Cell::Shown(_) => Some(true),
        Cell::Hidden => Some(false),
        Cell::Unknown | Cell::Impossible => None,
    }
}

/// Whether a cross table has all dimensions of something that is narrowed.
pub fn is_narrowed(table: &CrosstabCounts, narrowed: &[Vec<String>]) -> bool {
    let has = |name: &String| table.dimensions.iter().any(|own| own.name == *name);
    narrowed.iter().any(|dimensions| dimensions.iter().all(has))
}

/// Every margin that the table by region may tell: by sex, by age, by each form of violence; of hand-overs also by outcome, and by both.
fn own_margins(counted: &Crosstabbed) -> Vec<Margin> {
    let by_class = |axis: &Axis| -> Margin {
        let cells = axis.classes.iter().map(|(code, class)| (vec![code.clone()], (axis.breakdown, *class), Measure::Entered));
        (vec![axis.name.clone()], cells.collect())
    };
    let mut margins: Vec<Margin> = axes().iter().map(by_class).collect();
    let Crosstabbed::HandOver(hand_over) = counted else { return margins };
    let outcomes = starts::measures(hand_over);
    let one_way = outcomes.map(|(word, measure)| (vec![word.to_owned()], (Breakdown::All, 0), measure));
    margins.push((vec![OUTCOME.to_owned()], one_way.to_vec()));
    for axis in axes() {
        let all = outcomes.map(|(word, measure)| (vec![ALL_CODES.to_owned(), word.to_owned()], (Breakdown::All, 0), measure));
        let mut cells = all.to_vec();
        for (code, class) in &axis.classes {
            let with = |(word, measure): (&str, Measure)| (vec![code.clone(), word.to_owned()], (axis.breakdown, *class), measure);
            cells.extend([(ALL_CODES, Measure::Entered)].into_iter().chain(outcomes).map(with));
        }
        margins.push((vec![axis.name.clone(), OUTCOME.to_owned()], cells));
    }
    margins
}

fn axes() -> Vec<Axis> {
    let sexes = Sex::ALL.iter().map(|sex| (sex.letter().to_owned(), *sex as u8)).collect();
    let ages = AgeBand::ALL.iter().map(|band| (band.label().to_owned(), band.number())).collect();
    // Who counts under a form and who does not are told by one number beside that of all.
    let form = |form: &Form| Axis {
        name: format!("form:{}", form.word()),
        breakdown: Breakdown::Form,
        classes: ["yes", "no"].map(|code| (code.to_owned(), form.number())).to_vec(),
    };
    let own = |name: &str, breakdown, classes| Axis { name: name.to_owned(), breakdown, classes };
    let by_one = [own("sex", Breakdown::Sex, sexes), own("age", Breakdown::Age, ages)];
    by_one.into_iter().chain(Form::ALL.iter().map(form)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::{CrosstabDimension, Policy, Question};
    use domain::{Atlas, CountKey, CountTable, EventKind, Municipality, Outcome, Scope, Selector, When};
    use indicators::Unit;

    const ENSCHEDE: Municipality = Municipality(153);

    /// Two girls and two children of unknown sex a year, six of each in three years: hidden by year, shown for the years together.
    fn counts(by_year: u64) -> SafeTable {
        let mut tables = [Breakdown::All, Breakdown::Sex].map(|breakdown| CountTable::new("help-records", breakdown));
        for year in 2022..=2024 {
            let key = |class| CountKey { municipality: ENSCHEDE, year, class, outcome: Outcome::Counted, days: 0 };
            for (sex, count) in [(Sex::Female, by_year), (Sex::Unknown, by_year), (Sex::Male, 60)] {
                tables[0].add(key(0), count);
                tables[1].add(key(sex as u8), count);
            }
        }
        let question = Question::count("help-records");
        disclosure::protect(&tables, &[question], &Atlas::netherlands(), &Policy::usual(2022, 2024)).expect("safe").tables.remove(0)
    }

    fn starts() -> Crosstabbed {
        Crosstabbed::Starts { of: vec![Selector::any(EventKind::HelpStarted)], unit: Unit::Records, scope: Scope::default() }
    }

    #[test]
    fn what_is_hidden_by_year_and_shown_of_the_years_together_keeps_tables_by_it_inside() {
        let (counted, few, many) = (starts(), counts(2), counts(20));
        let sites = |table: &SafeTable, span| {
            let sex = |sex: Sex| Site { breakdown: Breakdown::Sex, class: sex as u8, ..Site::all(RegionCode::COUNTRY, span) };
            table.cell(sex(Sex::Female), Measure::Entered)
        };
        assert_eq!((sites(&few, Span::Year(2023)), sites(&few, Span::Years(2022, 2024))), (Cell::Hidden, Cell::Shown(5)));
        let narrowed = Elsewhere { table: &few, counted: &counted }.narrowed(2023);
        assert_eq!(narrowed, [["sex".to_owned()]]);
        assert!(Elsewhere { table: &many, counted: &counted }.narrowed(2023).is_empty());

        let table = |names: &[&str]| {
            let own = |name: &&str| CrosstabDimension { name: (*name).to_owned(), axis: (*name).to_owned(), codes: Vec::new() };
            CrosstabCounts { dimensions: names.iter().map(own).collect(), counts: Vec::new() }
        };
        assert!(is_narrowed(&table(&["stay", "sex", "age"]), &narrowed));
        assert!(!is_narrowed(&table(&["stay", "age"]), &narrowed));
    }

    /// A cross table of one dimension, told for 2023, with so many of each code and nothing hidden.
    fn told_by(name: &str, codes: [&str; 2], each: u64) -> (Crosstab, CrosstabNumbers) {
        let codes = codes.map(str::to_owned);
        let named = codes.iter().map(|code| (code.clone(), None)).collect();
        let own = CrosstabDimension { name: name.to_owned(), axis: name.to_owned(), codes: named };
        let counts = CrosstabCounts { dimensions: vec![own.clone()], counts: codes.map(|code| (vec![code], each)).to_vec() };
        let policy = Policy::usual(2022, 2024);
        let task = disclosure::CrosstabTask { tables: &[counts], known: &[], total: None, policy: &policy, seed: 1 };
        let safe = disclosure::crosstabs(&task).expect("safe").remove(0);
        assert!(safe.cells().iter().all(|cell| matches!(cell.count, Cell::Shown(_))));
        let (written, counted) = indicators::crosstabs(&indicators::Own::default()).remove(0);
        let axes = vec![super::super::axes::in_words(&own, &counted, &Atlas::netherlands())];
        let table = Crosstab::new(crate::manuscript::crosstab_definition(&written, &counted, 2023), axes, None)
            .with_year(When::Year(2023), Ok(&safe));
        let numbers = table.year(When::Year(2023)).and_then(|own| own.numbers()).expect("told").clone();
        (table, numbers)
    }

    #[test]
    fn a_table_told_before_may_not_stand_beside_years_together_that_show_what_it_is_by() {
        let (counted, few, many) = (starts(), counts(2), counts(20));
        let (few, many) = (Elsewhere { table: &few, counted: &counted }, Elsewhere { table: &many, counted: &counted });
        let (by_sex, numbers) = told_by("sex", ["M", "F"], 40);
        // It hides nothing that the table by region shows, so that only the years together keep it inside.
        assert!(!few.tells(&by_sex, &numbers, 2023) && !many.tells(&by_sex, &numbers, 2023));
        assert!(few.opens(&by_sex, &numbers, 2023), "by sex, of which a year hides what three together show");
        assert!(!many.opens(&by_sex, &numbers, 2023), "where each year shows it too");
        let (by_stay, numbers) = told_by("stay", ["yes", "no"], 40);
        assert!(!few.opens(&by_stay, &numbers, 2023), "by something else");
    }

    #[test]
    fn hand_overs_are_told_by_outcome_and_by_both() {
        let hand_over = indicators::norms().into_iter().find(|own| own.id == "help-after-order").expect("a norm");
        let by_both = vec!["sex".to_owned(), OUTCOME.to_owned()];
        let margins = own_margins(&Crosstabbed::HandOver(hand_over));
        let (_, cells) = margins.into_iter().find(|(dimensions, _)| *dimensions == by_both).expect("a margin");
        // Of each sex and of all every outcome, and of each sex all of them.
        assert_eq!(cells.len(), 4 * 4 + 3);
    }
}
