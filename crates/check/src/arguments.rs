//! What may be asked of a check.

use std::path::PathBuf;

use clap::Args;
use intake::Language;

/// Checks deliveries before they are sent: what is wrong, why it matters, how to fix it. Nothing leaves this machine.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "Examples (`inbeeld check` and `inbeeld-desk check` are the same):
  inbeeld-desk check youth-policy_P0123_2023HJ01_v1.csv
  inbeeld-desk check deliveries/ --report rapport             one page, workbook and CSV for each file
  inbeeld-desk check *_2023HJ02_*.csv --previous sent/*.csv   beside what was sent before
  inbeeld-desk check FILE --accepted bekend.toml --accept YP-BSN-UNKNOWN --reason \"unborn children\"
  inbeeld-desk check FILE --format json --language en

Exit code: 0 may be sent, 1 errors or refused, 2 wrong use, 3 the machine failed, 4 no permission.")]
pub struct Check {
    /// The files; a folder stands for the files in it, and * and ? for any letters.
    #[arg(required_unless_present = "accept", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Language of the findings.
    #[arg(long, value_enum, default_value_t)]
    pub language: Tongue,
    /// What was delivered before: the previous period, or the previous version of this one. Keeps about 300 bytes a row.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub previous: Vec<PathBuf>,
    /// Deviations that are known, with their reason (TOML).
    #[arg(long, value_name = "FILE")]
    pub accepted: Option<PathBuf>,
    /// Writes HTML, XLSX, CSV and a proof of check for each delivery into this folder.
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
    /// How your export names the agreed columns (TOML); used for the files of its kind.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Where the columns of a file with fixed places stand (TOML).
    #[arg(long, value_name = "FILE")]
    pub layout: Option<PathBuf>,
    /// Published safe counts of similar suppliers to lay beside the mirror: kind,field,value,count.
    #[arg(long, value_name = "FILE")]
    pub similar: Option<PathBuf>,
    /// Accepts the findings of this code from now on: adds it to the file of --accepted.
    #[arg(long, value_name = "CODE", requires = "accepted", requires = "reason")]
    pub accept: Option<String>,
    /// Why it is accepted.
    #[arg(long, requires = "accept")]
    pub reason: Option<String>,
    /// Accepts the code in this field only.
    #[arg(long, requires = "accept")]
    pub field: Option<String>,
    /// Last day on which it is accepted (YYYY-MM-DD); a year from today when not said.
    #[arg(long, requires = "accept", value_name = "DAY")]
    pub until: Option<String>,
    /// Role of who accepts it; never a name.
    #[arg(long, requires = "accept", value_name = "ROLE", default_value = "data officer")]
    pub by: String,
}

/// Language of the findings.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tongue {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Language {
        match tongue {
            Tongue::Nl => Language::Dutch,
            Tongue::En => Language::English,
        }
    }
}
