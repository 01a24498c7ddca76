//! What is wrong with a row, and how to mend it.

use std::fmt;

/// Whether a row was set aside.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The row was set aside.
    Error,
    /// The row was taken; look at it.
    Notice,
}

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// A value that is needed is missing.
    Missing,
    /// Not a day.
    NotADay,
    /// Not a whole number.
    NotANumber,
    /// Not a number with or without decimals.
    NotADecimal,
    /// Not a year with its number.
    NotAStep,
    /// Not one of these words.
    NotAWord(&'static [&'static str]),
    /// Not a region.
    NotARegion,
    /// A column that this kind does not have, with something in it.
    NotAField,
    /// Not a kind of record.
    NotAKind,
    /// An id with other characters than letters, digits, `.`, `_`, `~` and `-`, or longer than 64.
    NotAnId,
    /// The same id stands earlier in the file.
    Twice,
    /// No record has this id.
    NoSuchRecord,
    /// A commitment is done without evidence, or without two different persons.
    NotClosedByTwo,
    /// An end before its start.
    EndBeforeStart,
    /// An end goal that is the baseline.
    GoalIsBaseline,
    /// An intermediate step that does not lie between baseline and end goal.
    StepOutside,
    /// Declined without a reason.
    NoReason,
}

impl Problem {
    /// Whether a row with this problem is set aside.
    pub fn severity(self) -> Severity {
        match self {
            Problem::NotAField | Problem::NoSuchRecord | Problem::NoReason => Severity::Notice,
            Problem::Missing
            | Problem::NotADay
            | Problem::NotANumber
            | Problem::NotADecimal
            | Problem::NotAStep
            | Problem::NotAWord(_)
            | Problem::NotARegion
            | Problem::NotAKind
            | Problem::NotAnId
            | Problem::Twice
            | Problem::NotClosedByTwo
            | Problem::EndBeforeStart
            | Problem::GoalIsBaseline
            | Problem::StepOutside => Severity::Error,
        }
    }

    /// What to do.
    pub fn fix(self) -> String {
        match self {
            Problem::Missing => "fill it in".to_owned(),
            Problem::NotADay => "write a day as YYYY-MM-DD".to_owned(),
            Problem::NotANumber => "write a whole number, 0 or more, without points or commas".to_owned(),
            Problem::NotADecimal => {
                "write a number as 12.5, 0 or more, without a sign of unit; fifteen hundred is 1500, without a point".to_owned()
            }
            Problem::NotAStep => "write a year and its number as 2027=12.5, each year once".to_owned(),
            Problem::NotAWord(words) => format!("use one of: {}", words.join(", ")),
            Problem::NotARegion => "use NL, a code as VT19, JZ07 or GM0363, or the id of a cooperation area (S-…)".to_owned(),
            Problem::NotAField => "remove the value or put it in a field of this kind; it was not taken".to_owned(),
            Problem::NotAKind => "name the kind in a column 'kind', or name the file or sheet after it (measures)".to_owned(),
            Problem::NotAnId => "use letters, digits, '.', '_', '~' and '-', at most 64".to_owned(),
            Problem::Twice => "give each record an id of its own".to_owned(),
            Problem::NoSuchRecord => "check the id, or add the record it names".to_owned(),
            Problem::NotClosedByTwo => "give the evidence, who reported it and another person who approved it".to_owned(),
            Problem::EndBeforeStart => "check both days".to_owned(),
            Problem::GoalIsBaseline => "write another end goal than the baseline, or leave one of both empty".to_owned(),
            Problem::StepOutside => "write each step between baseline and end goal".to_owned(),
            Problem::NoReason => "say why it was declined".to_owned(),
        }
    }
}

impl Problem {
    /// What is wrong, in Dutch.
    pub fn dutch(self) -> &'static str {
        match self {
            Problem::Missing => "ontbreekt",
            Problem::NotADay => "is geen dag",
            Problem::NotANumber => "is geen heel getal",
            Problem::NotADecimal => "is geen getal",
            Problem::NotAStep => "is geen jaar met een getal",
            Problem::NotAWord(_) => "is geen woord van dit veld",
            Problem::NotARegion => "is geen regio",
            Problem::NotAField => "is geen veld van deze soort",
            Problem::NotAKind => "is geen soort",
            Problem::NotAnId => "is geen nummer",
            Problem::Twice => "staat al eerder in het bestand",
            Problem::NoSuchRecord => "noemt iets dat er niet is",
            Problem::NotClosedByTwo => "zegt gedaan, maar niet door twee personen met bewijs",
            Problem::EndBeforeStart => "ligt voor het begin",
            Problem::GoalIsBaseline => "is hetzelfde als de nulmeting",
            Problem::StepOutside => "ligt niet tussen nulmeting en einddoel",
            Problem::NoReason => "heeft geen reden",
        }
    }

    /// What to do, in Dutch.
    pub fn fix_dutch(self) -> String {
        match self {
            Problem::Missing => "vul het in".to_owned(),
            Problem::NotADay => "schrijf de dag als jaar-maand-dag: 2026-12-31".to_owned(),
            Problem::NotANumber => "schrijf een heel getal vanaf 0, zonder punten of komma’s".to_owned(),
            Problem::NotADecimal => {
                "schrijf een getal vanaf 0 zoals 12,5, zonder eenheid erachter; vijftienhonderd is 1500, zonder punt".to_owned()
            }
            Problem::NotAStep => "schrijf een jaar en het getal zoals 2027=12,5, elk jaar één keer".to_owned(),
            Problem::NotAWord(words) => format!("gebruik een van: {}", words.join(", ")),
            Problem::NotARegion => {
                "gebruik NL, een code zoals VT19, JZ07 of GM0363, of het nummer van een samenwerkingsgebied (S-…)".to_owned()
            }
            Problem::NotAField => "haal de waarde weg of zet haar in een veld van deze soort; ze is niet overgenomen".to_owned(),
            Problem::NotAKind => "noem de soort in een kolom ‘kind’, of noem het bestand of blad ernaar (measures)".to_owned(),
            Problem::NotAnId => "gebruik letters, cijfers, ‘.’, ‘_’, ‘~’ en ‘-’, hoogstens 64".to_owned(),
            Problem::Twice => "geef elk een eigen nummer".to_owned(),
            Problem::NoSuchRecord => "kijk het nummer na, of voeg toe wat het noemt".to_owned(),
            Problem::NotClosedByTwo => "noem het bewijs, wie het meldde en een ander die het goedkeurde".to_owned(),
            Problem::EndBeforeStart => "kijk beide dagen na".to_owned(),
            Problem::GoalIsBaseline => "schrijf een ander einddoel dan de nulmeting, of laat een van beide leeg".to_owned(),
            Problem::StepOutside => "schrijf elke tussenstap tussen nulmeting en einddoel in".to_owned(),
            Problem::NoReason => "zeg waarom het is afgewezen".to_owned(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Problem::Missing => "is missing",
            Problem::NotADay => "is not a day",
            Problem::NotANumber => "is not a whole number",
            Problem::NotADecimal => "is not a number",
            Problem::NotAStep => "is not a year with a number",
            Problem::NotAWord(_) => "is not a word of this field",
            Problem::NotARegion => "is not a region",
            Problem::NotAField => "is not a field of this kind",
            Problem::NotAKind => "is not a kind of record",
            Problem::NotAnId => "is not an id",
            Problem::Twice => "stands earlier in the file",
            Problem::NoSuchRecord => "names a record that is not there",
            Problem::NotClosedByTwo => "says done, but not by two persons with evidence",
            Problem::EndBeforeStart => "lies before the start",
            Problem::GoalIsBaseline => "is the baseline",
            Problem::StepOutside => "does not lie between baseline and end goal",
            Problem::NoReason => "has no reason",
        })
    }
}

/// What is wrong in which field of which row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Row in the file, from 1 for the header; 0 where there is no file.
    pub row: usize,
    /// Id of the record, as written.
    pub id: String,
    /// Field.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {} {}: {} {}; {}", self.row, self.id, self.field, self.problem, self.problem.fix())
    }
}
