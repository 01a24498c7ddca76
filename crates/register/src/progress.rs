//! The progress report to parliament or council: what was promised, what is done, what was due, what was declined and why,
//! which measures ran, what moved, what cannot be followed. Values only; the webs and [`crate::docx`] write them down.

use domain::Day;

use crate::{Fault, Kind, Language, Place, Record, Register, Standing, source_name, spoken_day, standing};

/// What a report is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// First day of the period.
    pub from: Day,
    /// Last day of the period; the day on which everything is seen.
    pub through: Day,
    /// The place of the council; the country and everything in it where there is none.
    pub place: Option<Place>,
    /// The language of the report; what is kept stays as it was written.
    pub language: Language,
}

impl Scope {
    /// Everything, in Dutch.
    pub fn of(from: Day, through: Day) -> Scope {
        Scope { from, through, place: None, language: Language::Dutch }
    }
}

/// One line of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Id of the record.
    pub id: String,
    /// What.
    pub title: String,
    /// Who.
    pub who: String,
    /// By when: a day, else the words of the promise.
    pub when: String,
    /// That day, where there is one.
    pub day: Option<Day>,
    /// Of a measure its first day, where it is known.
    pub start: Option<Day>,
    /// Of a measure its last day, where it is known.
    pub end: Option<Day>,
    /// What more there is to say: evidence or reason; of a measure its baseline and goal.
    pub more: String,
    /// Where it stands.
    pub source: String,
}

/// A part of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// One sentence under it.
    pub intro: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A figure that measures should move, before and at the end of the period: words from safe cells, as the reader may see them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The figure, with its place.
    pub figure: String,
    /// Ids of the measures that name it.
    pub measures: Vec<String>,
    /// The figure before the period, with its year; says so where there is none.
    pub before: String,
    /// The newest figure in the period, with its year.
    pub after: String,
}

/// A measure or approach beside the live figure it should move: words from safe cells, as the reader may see them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Followed {
    /// Its kind: a measure or an approach.
    pub kind: Kind,
    /// Id of the record.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The figure, with its place.
    pub figure: String,
    /// The baseline: the number, else the words; says so where there is none.
    pub baseline: String,
    /// The intermediate steps.
    pub steps: String,
    /// The end goal.
    pub goal: String,
    /// The figure of the release with its limits and period, or that it is shielded or unknown.
    pub now: String,
    /// How much of the gap has closed, and whether the last step was made; why this cannot be said.
    pub gap: String,
}

/// The report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// First day of the period.
    pub from: Day,
    /// Last day of the period; the day on which everything is seen.
    pub through: Day,
    /// Its language.
    pub language: Language,
    /// The name of the place it is about; none for everything.
    pub place: Option<String>,
    /// Its parts.
    pub sections: Vec<Section>,
    /// What moved; whoever has a release fills it.
    pub moved: Vec<Moved>,
    /// Measures and approaches beside their figures; whoever has a release fills it.
    pub followed: Vec<Followed>,
    /// Faults that keep measures from being followed, with their number.
    pub faults: Vec<(Fault, usize)>,
    /// How many measures there are.
    pub measures: usize,
}

impl Progress {
    /// Its heading.
    pub fn title(&self) -> String {
        let of = self.place.as_ref().map(|place| format!(" {place}")).unwrap_or_default();
        let [from, through] = [self.from, self.through].map(|day| spoken_day(day, self.language));
        format!("{}{of} {from} {} {through}", self.say("Voortgang", "Progress"), self.say("tot en met", "up to and including"))
    }

    /// The Dutch or the English words.
    pub(crate) fn say(&self, dutch: &'static str, english: &'static str) -> &'static str {
        self.language.say(dutch, english)
    }

    /// The heads of its tables.
    pub fn head(&self) -> [&'static str; 6] {
        [
            self.say("Nr", "No"),
            self.say("Wat", "What"),
            self.say("Wie", "Who"),
            self.say("Wanneer", "When"),
            self.say("Toelichting", "Explanation"),
            self.say("Bron", "Source"),
        ]
    }
}

/// The parts about commitments: heading, sentence and standings, in two languages; `{n}` is their number.
const PARTS: [([&str; 2], [&str; 2], Standing); 6] = [
    (
        ["Gedaan", "Done"],
        [
            "{n} toezeggingen zijn gedaan, met bewijs dat door twee personen is gezien.",
            "{n} commitments are done, with evidence that two persons have seen.",
        ],
        Standing::Done,
    ),
    (
        ["Gereedgemeld", "Reported done"],
        [
            "{n} toezeggingen zijn gereedgemeld; een tweede persoon moet nog kijken.",
            "{n} commitments were reported done; a second person still has to look.",
        ],
        Standing::Reported,
    ),
    (
        ["Termijn verstreken in deze periode", "Term passed in this period"],
        [
            "Van {n} toezeggingen verstreek de termijn. Het register kent geen bewijs: of ze gedaan zijn, is onbekend.",
            "The term of {n} commitments passed. The register holds no evidence: whether they were done is unknown.",
        ],
        Standing::WasDue,
    ),
    (
        ["Nog niet aan de beurt", "Still to come"],
        ["{n} toezeggingen hebben een termijn die nog loopt.", "{n} commitments have a term that still runs."],
        Standing::Due,
    ),
    (["Zonder termijn", "Without a day"], ["{n} toezeggingen noemen geen dag.", "{n} commitments name no day."], Standing::Undated),
    (
        ["Afgewezen", "Declined"],
        ["{n} punten zijn niet toegezegd. De reden staat erbij.", "{n} points were not promised. The reason stands beside them."],
        Standing::Declined,
    ),
];

/// The report of a scope, as the register stands.
///
/// ```
/// use domain::Day;
/// use register::{Language, Place, Register, Scope, progress};
/// let day = |text| Day::parse_iso(text).unwrap();
/// let register = Register::of_texts();
/// let scope = Scope { language: Language::English, ..Scope::of(day("2020-07-01"), day("2021-01-01")) };
/// assert_eq!(progress(&register, &scope).title(), "Progress 1 July 2020 up to and including 1 January 2021");
/// ```
pub fn progress(register: &Register, scope: &Scope) -> Progress {
    let areas = register.areas();
    let is_here = |record: &&Record| scope.place.as_ref().is_none_or(|place| place.has(record, &areas));
    let here: Vec<&Record> = register.all().filter(is_here).collect();
    let of = |kind: Kind| -> Vec<&Record> { here.iter().copied().filter(|record| record.kind() == kind).collect() };
    let (commitments, measures) = (of(Kind::Commitment), of(Kind::Measure));
    let mut sections: Vec<Section> = PARTS.iter().map(|part| commitments_part(&commitments, part, scope)).collect();
    sections.push(measures_part(&measures, scope));
    let found: Vec<Fault> = here.iter().copied().flat_map(crate::faults).collect();
    let count = |fault: &Fault| found.iter().filter(|one| *one == fault).count();
    Progress {
        from: scope.from,
        through: scope.through,
        language: scope.language,
        place: scope.place.as_ref().map(|place| place.name(register, scope.language)),
        sections,
        moved: Vec::new(),
        followed: Vec::new(),
        faults: Fault::ALL.iter().map(|fault| (*fault, count(fault))).collect(),
        measures: measures.len(),
    }
}

fn commitments_part(commitments: &[&Record], (title, intro, wanted): &([&'static str; 2], [&str; 2], Standing), scope: &Scope) -> Section {
    let in_period = |record: &Record| record.day("due").is_some_and(|due| (scope.from..=scope.through).contains(&due));
    let mut found: Vec<&&Record> = commitments.iter().filter(|record| standing(record, scope.through) == *wanted).collect();
    found.retain(|record| *wanted != Standing::WasDue || in_period(record));
    found.sort_by_key(|record| (record.day("due").is_none(), record.day("due"), record.id().to_owned()));
    let lines: Vec<Line> = found.into_iter().map(|record| commitment_line(record, scope.language)).collect();
    let [dutch, english] = *intro;
    let intro = match scope.language {
        Language::Dutch => dutch,
        Language::English => english,
    };
    Section { title: scope.language.say(title[0], title[1]), intro: intro.replace("{n}", &lines.len().to_string()), lines }
}

impl Scope {
    /// Whether a measure ran on some day of the period; one without a begin runs until it is said to have ended. What has no
    /// stretch, as an approach, always does.
    pub fn has_run_of(&self, record: &Record) -> bool {
        let begun = record.day("start").map_or(record.get("status") != "plan", |start| start <= self.through);
        let on = record.day("end").map_or(record.get("status") != "ended", |end| end >= self.from);
        begun && on
    }
}

/// From when until when a measure runs, in words: empty where neither day is known.
///
/// ```
/// use register::{Kind, Language, Register, stretch};
/// let register = Register::of_texts();
/// let words = stretch(register.get(Kind::Measure, "M-37").unwrap(), Language::English);
/// assert!(words.is_empty() || words.contains("20"));
/// ```
pub fn stretch(record: &Record, language: Language) -> String {
    let day = |field: &str| record.day(field).map(|day| spoken_day(day, language));
    match (day("start"), day("end")) {
        (None, None) => String::new(),
        (Some(start), None) => format!("{} {start}", language.say("vanaf", "from")),
        (None, Some(end)) => format!("{} {end}", language.say("tot en met", "up to and including")),
        (Some(start), Some(end)) => format!("{start} – {end}"),
    }
}

/// The measures that ran on some day of the period.
fn measures_part(measures: &[&Record], scope: &Scope) -> Section {
    let lines: Vec<Line> =
        measures.iter().filter(|record| scope.has_run_of(record)).map(|record| measure_line(record, scope.language)).collect();
    let say = |dutch, english| scope.language.say(dutch, english);
    let intro = say("{n} maatregelen liepen in deze periode.", "{n} measures ran in this period.");
    let title = say("Maatregelen in deze periode", "Measures in this period");
    Section { title, intro: intro.replace("{n}", &lines.len().to_string()), lines }
}

fn commitment_line(record: &Record, language: Language) -> Line {
    let due = record.day("due").map(|due| spoken_day(due, language));
    let when = due.unwrap_or_else(|| record.told("due_said", language).to_owned());
    let more = if record.get("state") == "declined" { record.reason(language) } else { record.told("evidence", language) };
    line(record, record.told("promised_by", language), when, more.to_owned(), language)
}

fn measure_line(record: &Record, language: Language) -> Line {
    let when = stretch(record, language);
    let part = |dutch, english, field: &str| {
        let value = match record.told(field, language) {
            "" => match record.kind().field(&format!("{field}_value")).map(|number| record.said(number, language)) {
                Some(number) if !number.is_empty() => number,
                Some(_) | None => language.say("geen", "none").to_owned(),
            },
            words => words.to_owned(),
        };
        format!("{}: {value}", language.say(dutch, english))
    };
    let more = format!("{}; {}", part("nulmeting", "baseline", "baseline"), part("einddoel", "end goal", "goal"));
    line(record, record.told("owner", language), when, more, language)
}

fn line(record: &Record, who: &str, when: String, more: String, language: Language) -> Line {
    let (id, title, source) = (record.id().to_owned(), record.title(language).to_owned(), source_name(record.get("source"), language));
    Line { id, title, who: who.to_owned(), when, day: record.day("due"), start: record.day("start"), end: record.day("end"), more, source }
}
