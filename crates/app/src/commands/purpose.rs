//! `inbeeld purpose`: what a purpose allows, in words, and the papers that follow from it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, Subcommand, ValueEnum};
use identity::purpose::{MADE_COUNTRY, PageLanguage, Paper, StatedPurpose};
use intake::DeliveryKind;

use crate::failure::{Outcome, wrong_use};
use crate::{Desk, Format, output};

/// Says what a purpose allows: one page for a privacy officer, and the papers that a controller owes.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  inbeeld purpose explain purpose.toml\n  inbeeld purpose explain purpose.toml --paper register > register.md\n  inbeeld purpose example > purpose.toml"
)]
pub struct PurposeCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Explains a purpose on one page; without a file the one of the made country.
    Explain {
        /// The purpose.
        file: Option<PathBuf>,
        /// Language of the page.
        #[arg(long, value_enum, default_value_t = Tongue::Nl)]
        language: Tongue,
        /// Fills a paper instead: Markdown, with […] where people must fill in.
        #[arg(long, value_enum)]
        paper: Option<WhichPaper>,
    },
    /// Prints the purpose of the made country, to begin your own with.
    Example,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Tongue {
    /// Dutch.
    Nl,
    /// English.
    En,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum WhichPaper {
    /// Entry in the register of processing activities (AVG 30).
    Register,
    /// Annex to the data protection impact assessment (AVG 35).
    Dpia,
    /// Arrangement between joint controllers (AVG 26).
    Arrangement,
}

impl PurposeCommand {
    /// Explains, or prints the example.
    ///
    /// # Errors
    /// When the file cannot be read, or is refused as a purpose.
    pub fn run(self, desk: &mut Desk) -> Result<Outcome> {
        let (file, language, paper) = match self.what {
            What::Example => {
                output::text(MADE_COUNTRY)?;
                return Ok(Outcome::Done);
            }
            What::Explain { file, language, paper } => (file, language, paper),
        };
        let purpose = match &file {
            // Its name, as `keys hub --purpose` takes it.
            Some(path) if path.as_os_str() == "made-country" && !path.exists() => parse(MADE_COUNTRY)?,
            Some(path) => read(path)?,
            None => parse(MADE_COUNTRY)?,
        };
        let language = match language {
            Tongue::Nl => PageLanguage::Dutch,
            Tongue::En => PageLanguage::English,
        };
        let kinds = |word: &str| DeliveryKind::from_word(word).map(DeliveryKind::in_words);
        match (paper, desk.format) {
            (None, Format::Json) => output::json(&purpose.to_json())?,
            (None, Format::Text) => output::text(&purpose.explain(language, kinds))?,
            (Some(_), Format::Json) => return Err(wrong_use("a paper is Markdown: leave out --format json")),
            (Some(WhichPaper::Register), Format::Text) => output::text(&purpose.paper(Paper::Register, language, kinds))?,
            (Some(WhichPaper::Dpia), Format::Text) => output::text(&purpose.paper(Paper::ImpactAssessment, language, kinds))?,
            (Some(WhichPaper::Arrangement), Format::Text) => output::text(&purpose.paper(Paper::Arrangement, language, kinds))?,
        }
        Ok(Outcome::Done)
    }
}

/// Reads a purpose file.
///
/// # Errors
/// When it cannot be read, or is refused: the message says what is missing.
pub fn read(path: &Path) -> Result<StatedPurpose> {
    if !path.exists() {
        return Err(wrong_use(format!("there is no file {}; `inbeeld purpose example` prints a purpose to begin with", path.display())));
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text).map_err(|error| wrong_use(format!("{}: {error:#}", path.display())))
}

fn parse(text: &str) -> Result<StatedPurpose> {
    Ok(StatedPurpose::parse(text, |kind| DeliveryKind::from_word(kind).is_some())?)
}
