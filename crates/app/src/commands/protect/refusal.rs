//! Why a release was refused: the fewest cells shown before that tell each closed cell, and what could come out instead.

use anyhow::Result;
use disclosure::crossing::{Coarsening, Conflict, Extent, Release, Rule};
use serde::Serialize;

use super::advise::said;
use super::ask::{Answer, Effort, System};
use super::read::Input;
use crate::failure::wrong_use;

/// What is told of a refusal.
#[derive(Serialize)]
pub(super) struct Refusal {
    /// How many cells cannot be kept open.
    pub(super) closed: usize,
    /// Of the first of these: what stands in the way.
    pub(super) conflicts: Vec<Obstacle>,
    /// Coarser versions of the tables that can come out.
    pub(super) coarser: Vec<String>,
    /// Earlier releases without which this one can come out, counted from 1.
    pub(super) withdraw: Vec<usize>,
}

/// A cell that cannot be kept open.
#[derive(Serialize)]
pub(super) struct Obstacle {
    /// Its codes, in the order of all dimensions.
    pub(super) cell: String,
    /// Whether it is what was added since an earlier release: in no table, and small.
    pub(super) addition: bool,
    /// The cells shown before that together tell it.
    pub(super) told_by: Vec<Witness>,
    /// How few these are: `smallest` or `irreducible`.
    pub(super) extent: &'static str,
    /// Who can tell, where nobody else can: whoever is alone in these cells.
    pub(super) alone_in: Vec<String>,
    /// Codes that make it right as one.
    pub(super) join: Vec<String>,
    #[serde(skip)]
    words: String,
}

/// A cell that was shown before.
#[derive(Serialize)]
pub(super) struct Witness {
    cell: String,
    /// Releases that show it, counted from 1; none where it is frozen by hand.
    releases: Vec<usize>,
    #[serde(skip)]
    words: String,
}

/// Tries of a search for something that could come out.
const STEPS: u64 = 50;

/// What was asked when it was refused.
pub(super) struct Case<'a> {
    pub(super) inputs: &'a [Input],
    pub(super) releases: Option<&'a [Release]>,
    pub(super) rules: &'a [Rule],
    pub(super) effort: &'a Effort<'a>,
}

/// Explains a refusal; tries coarser versions of the tables, two codes as one, and the release without each earlier one that stands in
/// the way.
///
/// # Errors
/// When a coarser table cannot be made.
pub(super) fn explain(case: &Case, answer: &Answer) -> Result<Refusal> {
    let conflicts = answer.conflicts.iter().map(|own| case.obstacle(answer, own)).collect::<Result<Vec<_>>>()?;
    let mut blamed: Vec<usize> = conflicts.iter().flat_map(|own| &own.told_by).flat_map(|own| own.releases.clone()).collect();
    blamed.sort_unstable();
    blamed.dedup();
    Ok(Refusal {
        closed: answer.protection.closed.len(),
        coarser: case.coarser()?,
        withdraw: blamed.into_iter().filter(|release| case.is_safe_without(release - 1)).collect(),
        conflicts,
    })
}

impl Case<'_> {
    fn obstacle(&self, answer: &Answer, own: &Conflict) -> Result<Obstacle> {
        let place = answer.place(self.inputs, own.cell);
        let witness = |cell: &usize| {
            let place = answer.place(self.inputs, *cell);
            Witness { cell: place.name(), releases: place.releases.iter().map(|release| release + 1).collect(), words: place.words() }
        };
        Ok(Obstacle {
            cell: place.name(),
            addition: place.is_addition,
            told_by: own.shown_before.iter().map(witness).collect(),
            extent: match own.extent {
                Extent::Smallest => "smallest",
                Extent::Irreducible => "irreducible",
            },
            alone_in: own.alone_in.iter().map(|cell| answer.place(self.inputs, *cell).name()).collect(),
            join: if place.is_addition { Vec::new() } else { self.joins(answer, own.cell)? },
            words: place.words(),
        })
    }

    /// Codes of a cell that with another make one that stays open.
    fn joins(&self, answer: &Answer, cell: usize) -> Result<Vec<String>> {
        let crossing = answer.counts(self.inputs).crossing();
        let mut found = Vec::new();
        for coarsening in Coarsening::of_cell(crossing, cell) {
            let Coarsening::Joined { dimension, codes } = &coarsening else { continue };
            let is_open = self.tried(&coarsening)?.is_some_and(|tried| {
                let code = |(name, code): (&str, &str)| {
                    let is_joined = name == dimension && codes.iter().any(|own| own == code);
                    if is_joined { codes.join("+") } else { code.to_owned() }
                };
                let name = answer.place(self.inputs, cell).codes.iter().map(|(name, own)| code((name, own))).collect::<Vec<_>>().join(";");
                tried.closed.iter().all(|closed| *closed != name)
            });
            if is_open {
                found.push(said(&coarsening));
            }
        }
        Ok(found)
    }

    /// Coarser versions of all tables that can come out.
    fn coarser(&self) -> Result<Vec<String>> {
        let mut all: Vec<Coarsening> = Vec::new();
        for input in self.inputs {
            for (coarsening, _) in Coarsening::all(&input.counts).map_err(|error| wrong_use(error.to_string()))? {
                if !all.contains(&coarsening) {
                    all.push(coarsening);
                }
            }
        }
        let mut found = Vec::new();
        for coarsening in all {
            if self.tried(&coarsening)?.is_some_and(|tried| tried.closed.is_empty()) {
                found.push(said(&coarsening));
            }
        }
        Ok(found)
    }

    /// What stays closed of the tables made coarser; nothing where they cannot be, or the ledger knows them in another shape.
    fn tried(&self, coarsening: &Coarsening) -> Result<Option<Tried>> {
        if self.rules.iter().any(Rule::asks_contributions) || self.inputs.iter().any(|input| !input.suppliers.is_empty()) {
            return Ok(None);
        }
        let mut coarse = Vec::new();
        for input in self.inputs {
            let made = coarsening.of(&input.counts).map_err(|error| wrong_use(error.to_string()))?;
            let has_dimension = made.is_some();
            let counts = made.unwrap_or_else(|| input.counts.clone());
            // What is frozen has to be a cell of the coarser table too, or nobody knows what it would tell.
            let name = |cell: &usize| input.counts.crossing().name(*cell);
            let frozen: Option<Vec<usize>> = input.frozen.iter().map(|cell| counts.crossing().named(&name(cell))).collect();
            let Some(frozen) = frozen else { return Ok(None) };
            let is_alone = matches!(coarsening, Coarsening::Without(gone) if !has_dimension && is_only(input, gone));
            if is_alone {
                return Ok(None);
            }
            coarse.push(Input { frozen, ..Input::of(counts) });
        }
        let few = Effort { steps: Some(STEPS), exact: Some(0), ..*self.effort };
        let Ok(system) = System::new(&coarse, self.releases, self.rules) else { return Ok(None) };
        let Ok(answer) = system.hide(&few) else { return Ok(None) };
        let closed = answer.protection.closed.iter().map(|cell| answer.place(&coarse, *cell).name()).collect();
        Ok(Some(Tried { closed }))
    }

    /// Whether everything stays open if an earlier release had not come out.
    fn is_safe_without(&self, release: usize) -> bool {
        let Some(releases) = self.releases else { return false };
        let left: Vec<Release> = releases.iter().enumerate().filter(|(other, _)| *other != release).map(|(_, own)| own.clone()).collect();
        let few = Effort { steps: Some(STEPS), exact: Some(0), ..*self.effort };
        let Ok(system) = System::new(self.inputs, Some(&left), self.rules) else { return false };
        system.hide(&few).is_ok_and(|answer| answer.protection.audited.is_safe())
    }
}

/// What came of a try.
struct Tried {
    /// Names of the cells that stay closed.
    closed: Vec<String>,
}

/// Whether a table has this dimension and no other.
pub(super) fn is_only(input: &Input, dimension: &str) -> bool {
    matches!(input.counts.crossing().dimensions(), [own] if own.name() == dimension)
}

impl Refusal {
    /// The same in plain words, a line each.
    pub(super) fn words(&self) -> Vec<String> {
        let mut lines = vec![format!("refused: {} cannot be kept open, so nothing is written", number(self.closed, "hidden count"))];
        for own in &self.conflicts {
            lines.push(format!("  {}{}: {}", if own.addition { "what was added in " } else { "" }, own.words, own.why()));
            lines.extend(own.told_by.iter().map(|witness| format!("    {}, {}", witness.words, witness.shown())));
            lines.extend(own.join.iter().map(|join| format!("    it stays open {join}")));
        }
        if self.closed > self.conflicts.len() {
            lines.push(format!("  and {} more", self.closed - self.conflicts.len()));
        }
        lines.extend(self.coarser.iter().map(|coarser| format!("  this could come out: the table {coarser}")));
        lines.extend(self.withdraw.iter().map(|release| format!("  this could come out if release {release} had not: withdraw it")));
        lines
    }
}

impl Obstacle {
    fn why(&self) -> String {
        let by = match self.alone_in.as_slice() {
            [] => String::new(),
            cells => format!(", to whoever is alone in {}", cells.join(" and ")),
        };
        match (self.told_by.len(), self.extent) {
            (0, _) => "nothing that was shown before is to blame: empty cells, its width, or people who are alone tell it".to_owned(),
            (1, _) => format!("told by one count shown before{by}"),
            (cells, "smallest") => format!("told by {cells} counts shown before together, and by no fewer{by}"),
            (cells, _) => format!("told by {cells} counts shown before together, none of which can be missed{by}"),
        }
    }
}

impl Witness {
    fn shown(&self) -> String {
        match self.releases.as_slice() {
            [] => "frozen".to_owned(),
            [one] => format!("shown in release {one}"),
            many => format!("shown in releases {}", many.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
        }
    }
}

fn number(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Where a cell of the system stands.
pub(super) struct Place {
    /// Dimension and code, in order.
    codes: Vec<(String, String)>,
    /// Per dimension whether that code is the total.
    totals: Vec<bool>,
    releases: Vec<usize>,
    is_addition: bool,
}

impl Place {
    fn name(&self) -> String {
        self.codes.iter().map(|(_, code)| code.as_str()).collect::<Vec<_>>().join(";")
    }

    /// Without the dimensions in which it is the total, unless it is so in all.
    fn words(&self) -> String {
        let own = self.codes.iter().zip(&self.totals).filter(|(_, is_total)| !**is_total);
        let words: Vec<String> = own.map(|((name, code), _)| format!("{name} {code}")).collect();
        if words.is_empty() { "the total of all".to_owned() } else { words.join(", ") }
    }
}

impl Answer<'_> {
    /// Where a cell stands, in the words of the user's tables.
    pub(super) fn place(&self, tables: &[Input], cell: usize) -> Place {
        let crossing = self.counts(tables).crossing();
        let own = |codes: &mut dyn Iterator<Item = (&str, &str)>| -> Vec<(String, String)> {
            codes.map(|(name, code)| (name.to_owned(), code.to_owned())).collect()
        };
        let names = crossing.dimensions().iter().map(|dimension| dimension.name());
        let codes = match self.together {
            None => own(&mut names.zip(crossing.texts(cell))),
            Some(together) => own(&mut together.codes(cell)),
        };
        let total = |name: &str| crossing.dimensions().iter().find(|own| own.name() == name).map(|own| own.codes()[0].clone());
        Place {
            totals: codes.iter().map(|(name, code)| total(name).as_ref() == Some(code)).collect(),
            codes,
            releases: self.together.map_or(Vec::new(), |together| together.shown_in(cell).to_vec()),
            is_addition: self.together.is_some_and(|together| together.is_addition(cell)),
        }
    }
}
