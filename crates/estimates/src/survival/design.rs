//! What a regression explains waits with: numbers as they are, factors as one column per level but the first.

use super::SurvivalError;

/// More columns than this are refused: a column of names taken for a factor, most likely.
const MOST_COLUMNS: usize = 500;

/// Terms and their columns, one value per row.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Design {
    terms: Vec<String>,
    columns: Vec<Column>,
}

/// One column.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Column {
    /// The term it belongs to.
    pub(super) term: usize,
    /// The name of the term, for a factor followed by the level: `celltypesmallcell`.
    pub(super) name: String,
    pub(super) values: Vec<f64>,
}

impl Design {
    /// No terms yet.
    pub fn new() -> Design {
        Design::default()
    }

    /// Adds a term of numbers.
    ///
    /// # Errors
    ///
    /// When a value is no finite number, or there are too many columns.
    pub fn number(&mut self, name: &str, values: Vec<f64>) -> Result<(), SurvivalError> {
        if let Some(row) = values.iter().position(|value| !value.is_finite()) {
            return Err(SurvivalError::Covariate { name: name.to_owned(), row });
        }
        self.terms.push(name.to_owned());
        self.push(name.to_owned(), values)
    }

    /// Adds a factor: `of` gives the place of every row's level among `levels`, and the first level is what the others are
    /// compared with (treatment contrasts). A factor of one level adds a term without columns.
    ///
    /// # Errors
    ///
    /// When a row has no such level, or there are too many columns.
    pub fn factor(&mut self, name: &str, of: &[usize], levels: &[String]) -> Result<(), SurvivalError> {
        if let Some(row) = of.iter().position(|level| *level >= levels.len()) {
            return Err(SurvivalError::Covariate { name: name.to_owned(), row });
        }
        self.terms.push(name.to_owned());
        for (place, level) in levels.iter().enumerate().skip(1) {
            let values = of.iter().map(|own| if *own == place { 1.0 } else { 0.0 });
            self.push(format!("{name}{level}"), values.collect())?;
        }
        Ok(())
    }

    fn push(&mut self, name: String, values: Vec<f64>) -> Result<(), SurvivalError> {
        if self.columns.len() == MOST_COLUMNS {
            return Err(SurvivalError::Columns { name, most: MOST_COLUMNS });
        }
        self.columns.push(Column { term: self.terms.len() - 1, name, values });
        Ok(())
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn term(&self, place: usize) -> &str {
        &self.terms[place]
    }

    /// # Errors
    ///
    /// When there is no column, or one has another number of rows.
    pub(super) fn check(&self, rows: usize) -> Result<(), SurvivalError> {
        match self.columns.iter().find(|column| column.values.len() != rows) {
            Some(column) => Err(SurvivalError::Rows { name: column.name.clone(), rows: column.values.len(), expected: rows }),
            None if self.columns.is_empty() => Err(SurvivalError::NoColumns),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_a_column_per_level_but_the_first() {
        let mut design = Design::new();
        let levels = ["adeno", "large", "small"].map(str::to_owned);
        design.factor("cell", &[0, 2, 1, 2], &levels).expect("a factor");
        let columns: Vec<_> = design.columns().iter().map(|column| (column.name.as_str(), column.values.as_slice())).collect();
        assert_eq!(columns, [("celllarge", &[0.0, 0.0, 1.0, 0.0][..]), ("cellsmall", &[0.0, 1.0, 0.0, 1.0][..])]);
    }

    #[test]
    fn what_cannot_be_a_column_is_refused() {
        let mut design = Design::new();
        assert_eq!(design.check(2), Err(SurvivalError::NoColumns));
        let lost = design.number("age", vec![1.0, f64::NAN]);
        assert_eq!(lost, Err(SurvivalError::Covariate { name: "age".to_owned(), row: 1 }));
        let levels: Vec<String> = (0..1000).map(|level| level.to_string()).collect();
        assert!(matches!(design.factor("id", &[0; 3], &levels), Err(SurvivalError::Columns { .. })));
        assert!(design.factor("sex", &[0, 3], &levels[..2]).is_err());
    }
}
