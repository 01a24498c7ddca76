//! What to explain waits with, as it is written on the command line: `age,factor(sex)`.

use anyhow::Result;
use estimates::survival::Design;

use crate::commands::table::Table;
use crate::failure::wrong_use;

/// One term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// The column in the file.
    pub column: String,
    /// How it is taken.
    pub taken: Taken,
}

/// How a column is taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Taken {
    /// Numbers as numbers, text as a factor.
    AsIs,
    /// As a factor, compared with its first level: `factor(x)`.
    Factor,
    /// As a factor, compared with this level: `factor(x, ref=level)`.
    Against(String),
}

/// Reads terms between `,` or `+`; commas inside brackets belong to the term.
///
/// # Errors
/// When a term is empty or its brackets do not match; the message shows what is meant.
pub fn parse(text: &str) -> Result<Vec<Term>> {
    let mut depth = 0i32;
    let apart = |letter: char| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        depth == 0 && (letter == ',' || letter == '+')
    };
    text.split(apart).map(|term| parse_one(term.trim())).collect()
}

fn parse_one(term: &str) -> Result<Term> {
    let unclear = || wrong_use(format!("'{term}' is no term; write columns as in \"age,factor(sex),factor(region, ref=VT13)\""));
    let Some(inside) = term.strip_prefix("factor(") else {
        return if term.is_empty() { Err(unclear()) } else { Ok(Term { column: term.to_owned(), taken: Taken::AsIs }) };
    };
    let inside = inside.strip_suffix(')').ok_or_else(unclear)?;
    let (column, taken) = match inside.split_once(',') {
        None => (inside, Taken::Factor),
        Some((column, level)) => {
            let level = level.trim().strip_prefix("ref").and_then(|rest| rest.trim_start().strip_prefix('=')).ok_or_else(unclear)?;
            (column, Taken::Against(level.trim().trim_matches(['"', '\'']).to_owned()))
        }
    };
    if column.trim().is_empty() { Err(unclear()) } else { Ok(Term { column: column.trim().to_owned(), taken }) }
}

/// The columns of the terms over some rows of the file. Levels stand in order: of their numbers where all are numbers,
/// else of their letters.
///
/// # Errors
/// When a column does not exist, a number is none, a level to compare with does not occur, or nothing varies.
pub fn design(terms: &[Term], table: &Table, rows: &[usize]) -> Result<Design> {
    let mut design = Design::new();
    for term in terms {
        let column = table.column(&term.column)?;
        let numeric = rows.iter().all(|row| table.text(*row, column).parse::<f64>().is_ok());
        let refuse = |error| wrong_use(format!("--cox or --fine-gray: {error}"));
        if numeric && term.taken == Taken::AsIs {
            let values = rows.iter().map(|row| table.number(*row, column)).collect::<Result<_>>()?;
            design.number(&term.column, values).map_err(refuse)?;
            continue;
        }
        let mut levels: Vec<String> = rows.iter().map(|row| table.text(*row, column).to_owned()).collect();
        levels.sort_by(|one, other| order(one, other, numeric));
        levels.dedup();
        let name = match &term.taken {
            Taken::Factor => format!("factor({})", term.column),
            Taken::AsIs => term.column.clone(),
            Taken::Against(level) => {
                let place = levels.iter().position(|own| own == level);
                let place = place
                    .ok_or_else(|| wrong_use(format!("column '{}' has no level '{level}'; it has {}", term.column, levels.join(", "))))?;
                levels[..=place].rotate_right(1);
                term.column.clone()
            }
        };
        let places: std::collections::BTreeMap<&str, usize> = levels.iter().enumerate().map(|(place, own)| (own.as_str(), place)).collect();
        let of: Vec<usize> = rows.iter().map(|row| places.get(table.text(*row, column)).copied().unwrap_or_default()).collect();
        design.factor(&name, &of, &levels).map_err(refuse)?;
    }
    Ok(design)
}

fn order(one: &str, other: &str, numeric: bool) -> std::cmp::Ordering {
    let number = |text: &str| text.parse::<f64>().unwrap_or_default();
    if numeric { number(one).total_cmp(&number(other)).then(one.cmp(other)) } else { one.cmp(other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(column: &str, taken: Taken) -> Term {
        Term { column: column.to_owned(), taken }
    }

    #[test]
    fn terms_are_read_as_they_are_written_in_r() {
        let read = parse("age, factor(sex) + factor(cell, ref=\"small\"),ph.ecog").expect("terms");
        let expected = [
            term("age", Taken::AsIs),
            term("sex", Taken::Factor),
            term("cell", Taken::Against("small".to_owned())),
            term("ph.ecog", Taken::AsIs),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_no_term_is_refused() {
        for text in ["", "age,,sex", "factor(sex", "factor()", "factor(sex, base=1)"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
