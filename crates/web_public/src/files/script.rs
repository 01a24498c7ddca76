//! Ten lines of R and of Python that read the safe counts of an indicator and say what is in them.

use domain::Measure;
use publication::{IndicatorData, Release};

/// The lines in R.
pub(crate) fn r(release: &Release, indicator: &IndicatorData) -> String {
    let file = file(release, indicator);
    let begin = format!(
        r#"# {file}: veilige aantallen / safe counts. install.packages("nanoparquet")
cells <- as.data.frame(nanoparquet::read_parquet("{file}"))
print(table(cells$status)) # hidden and unknown are no zeros
country <- subset(cells, region == "NL" & breakdown == "all" & status == "shown")
entered <- subset(country, measure == "entered", c(period, value))
"#
    );
    let end = match waiting(indicator) {
        Some(waiting) => format!(
            r#"waiting <- subset(country, measure == "{waiting}", c(period, value))
both <- merge(entered, waiting, by = "period", suffixes = c(".entered", ".waiting"))
both$share <- both$value.waiting / both$value.entered # of all who entered
print(both)
"#
        ),
        None => "print(entered)\n".to_owned(),
    };
    begin + &end
}

/// The lines in Python.
pub(crate) fn python(release: &Release, indicator: &IndicatorData) -> String {
    let file = file(release, indicator);
    let begin = format!(
        r#"# {file}: veilige aantallen / safe counts. pip install pandas pyarrow
import pandas

cells = pandas.read_parquet("{file}")
print(cells["status"].value_counts())  # hidden and unknown are no zeros
country = cells.query("region == 'NL' and breakdown == 'all' and status == 'shown'")
wide = country.pivot(index="period", columns="measure", values="value")
"#
    );
    let end = match waiting(indicator) {
        Some(waiting) => {
            format!("wide[\"share\"] = wide[\"{waiting}\"] / wide[\"entered\"]  # of all who entered\nprint(wide.to_string())\n")
        }
        None => "print(wide.to_string())\n".to_owned(),
    };
    begin + &end
}

/// The file beside which a script stands.
fn file(release: &Release, indicator: &IndicatorData) -> String {
    format!("{}_{}.parquet", indicator.definition.slug, release.version)
}

/// The measure of those still waiting when the term is over; none for a plain count.
fn waiting(indicator: &IndicatorData) -> Option<String> {
    indicator.definition.norm.as_ref().map(|norm| Measure::Waiting { by: norm.due_days }.word())
}
