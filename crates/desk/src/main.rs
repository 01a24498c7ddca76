//! `inbeeld-desk`, the partner's desk: checks deliveries, lists own waits past their term and prepares deliveries to be sent, on the partner's own
//! machine. It holds no engine, no linkage, no store and no publication, and opens no connection. Only `prepare` needs keys.

mod erasure;
mod key_files;
mod keys;
mod overdue;
mod prepare;
mod steps;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use check::{Check, CheckError, Checking, Format};
use clap::{Parser, Subcommand};

/// Checks and prepares deliveries on this computer. Nothing is sent by it.
#[derive(Parser)]
#[command(
    name = "inbeeld-desk",
    version,
    arg_required_else_help = true,
    after_help = "Voorbeelden:
  inbeeld-desk check youth-policy_P0123_2023HJ01_v1.csv
  inbeeld-desk check aanleveringen --report rapport
  inbeeld-desk check *.csv --previous verstuurd
  inbeeld-desk overdue aanleveringen
  inbeeld-desk prepare *.csv --purpose purpose.toml --keys sleutels --out levering.pkg

De meldingen zijn in het Nederlands; in English with --language en."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,
    /// Number of threads; all cores by default. The result is the same with any number.
    #[arg(long, global = true)]
    threads: Option<usize>,
}

#[derive(Subcommand)]
enum Command {
    Check(Box<Check>),
    Overdue(overdue::OverdueWaits),
    Keys(keys::Keys),
    Prepare(Box<prepare::Prepare>),
    Erasure(erasure::Erasure),
}

fn main() -> ExitCode {
    let Arguments { command, format, threads } = Arguments::parse();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build_global();
    let outcome = match (pool, command) {
        (Err(error), _) => Err(CheckError::WrongUse(error.to_string())),
        (Ok(()), Command::Check(check)) => check.run(format),
        (Ok(()), Command::Overdue(overdue)) => overdue.run(format),
        (Ok(()), Command::Keys(keys)) => keys.run(format),
        (Ok(()), Command::Prepare(prepare)) => prepare.run(format),
        (Ok(()), Command::Erasure(erasure)) => erasure.run(format),
    };
    match outcome {
        Ok(checking) => print(&checking),
        Err(error) => fail(&error),
    }
}

/// Results on standard output; where the reports are on standard error.
fn print(checking: &Checking) -> ExitCode {
    let mut output = io::stdout().lock();
    match output.write_all(checking.text.as_bytes()).and_then(|()| output.flush()) {
        // A reader that has seen enough (`| head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("inbeeld-desk: cannot write the result: {error}");
            return ExitCode::from(check::exit::MACHINE);
        }
        _ => {}
    }
    if !checking.note.is_empty() {
        eprint!("→ {}", checking.note);
    }
    ExitCode::from(checking.code)
}

fn fail(error: &CheckError) -> ExitCode {
    let cause = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    eprintln!("inbeeld-desk: {error}{cause}");
    ExitCode::from(error.code())
}
