//! How a command ends: 0 done, 1 findings or a refused result, 2 wrong use, 3 the machine failed, 4 no permission.

use std::fmt;
use std::process::ExitCode;

use identity::package::PackageError;
use publication::PublicationError;

use crate::commands::transcrypt::Refusal;

/// How a command that ran to its end came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// Done, with findings of severity *error*, or with a result that was refused.
    Refused,
}

/// The command was used in a way that cannot work: the message says what to do instead.
#[derive(Debug)]
pub struct WrongUse(pub String);

impl fmt::Display for WrongUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUse {}

/// Shorthand for an error of wrong use.
pub fn wrong_use(message: impl Into<String>) -> anyhow::Error {
    WrongUse(message.into()).into()
}

/// What was offered is refused: the message says why. Exit code 1.
#[derive(Debug)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// Shorthand for a refusal.
pub fn refused(message: impl Into<String>) -> anyhow::Error {
    Refused(message.into()).into()
}

/// Prints an error with its causes and gives the exit code.
pub fn exit(outcome: anyhow::Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Err(error) if reader_left(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("inbeeld: {error:#}");
            ExitCode::from(code(&error))
        }
    }
}

/// Whether the program that read our output has closed it: it has seen enough.
fn reader_left(error: &anyhow::Error) -> bool {
    let closed = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    };
    error.chain().any(closed)
}

fn code(error: &anyhow::Error) -> u8 {
    let denied = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied)
    };
    let refused = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<PublicationError>().is_some_and(|error| !matches!(error, PublicationError::Io { .. }))
            || cause.downcast_ref::<PackageError>().is_some_and(|error| !matches!(error, PackageError::Io(_) | PackageError::Chance(_)))
            || cause.is::<Refused>()
            || cause.is::<Refusal>()
    };
    if let Some(error) = error.downcast_ref::<check::CheckError>() {
        error.code()
    } else if error.chain().any(|cause| cause.is::<WrongUse>()) {
        2
    } else if error.chain().any(refused) {
        1
    } else if error.chain().any(denied) {
        4
    } else {
        3
    }
}
