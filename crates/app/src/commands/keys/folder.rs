//! A folder of keys: one secret, the chain, and the public files of who is trusted.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use identity::keys::{Chain, HubKeys, KeyFileError, ServiceKeys, SourceKeys, TrustedSource};
use identity::purpose::StatedPurpose;

use crate::failure::wrong_use;
use crate::output;
use crate::service::certificates::{PUBLIC as TLS_PUBLIC, SECRET as TLS_SECRET};

/// File of the hub's secret.
pub const HUB: &str = "hub.secret";
/// File of a service's secret.
pub const SERVICE: &str = "service.secret";
/// File of a source's secret.
pub const SOURCE: &str = "source.secret";
/// File of the chain.
pub const CHAIN: &str = "chain.public";
/// File of the hub's copy of the purpose.
pub const PURPOSE: &str = "purpose.toml";
/// File of what passed a service: every package, counted.
pub const RECORDS: &str = "records.sqlite";
/// Folder of the sources that are trusted.
const TRUSTED: &str = "trusted";

/// Makes the folder, for its owner only where the system knows that.
///
/// # Errors
/// When it cannot be made.
pub fn make(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Makes a file that only its owner can read; one that is there is never overwritten.
///
/// # Errors
/// When it exists, or cannot be written.
pub fn make_secret(path: &Path, text: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(wrong_use(format!("{} exists; a key is never overwritten", path.display())));
        }
        Err(error) => return Err(error).with_context(|| format!("cannot make {}", path.display())),
    };
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(|| format!("cannot write {}", path.display()))
}

/// Reads the chain.
///
/// # Errors
/// When it cannot be read, or is none. Nothing starts without it.
pub fn read_chain(path: &Path) -> Result<Chain> {
    parsed(path, Chain::parse)
}

/// The hub's keys and chain.
///
/// # Errors
/// When a file is missing or none: without it nothing starts.
pub fn hub(folder: &Path) -> Result<(HubKeys, Chain)> {
    Ok((parsed(&folder.join(HUB), HubKeys::parse)?, read_chain(&folder.join(CHAIN))?))
}

/// The purpose a hub holds packages against: the one given, else the one that stands with its keys.
///
/// # Errors
/// When there is none: without it nothing is taken in.
pub fn purpose(keys: &Path, given: Option<&Path>) -> Result<StatedPurpose> {
    let kept = keys.join(PURPOSE);
    let path = given.unwrap_or(&kept);
    if given.is_none() && !kept.exists() {
        return Err(wrong_use(format!("{} is missing: name the purpose with --purpose, or put it there", kept.display())));
    }
    crate::commands::purpose::read(path)
}

/// A service's keys and chain.
///
/// # Errors
/// As [`hub`].
pub fn service(folder: &Path) -> Result<(ServiceKeys, Chain)> {
    Ok((parsed(&folder.join(SERVICE), ServiceKeys::parse)?, read_chain(&folder.join(CHAIN))?))
}

/// The sources that are trusted, by supplier code.
///
/// # Errors
/// When a file in the folder is none.
pub fn trusted(folder: &Path) -> Result<Vec<TrustedSource>> {
    trusted_files(folder, "public")?.iter().map(|path| parsed(path, TrustedSource::parse)).collect()
}

/// The files of who is trusted that end so, in order of their names.
///
/// # Errors
/// When the folder cannot be read.
pub fn trusted_files(keys: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let folder = keys.join(TRUSTED);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == ending));
    paths.sort();
    Ok(paths)
}

/// The folder of who is trusted, made where there is none.
///
/// # Errors
/// When it cannot be made.
pub fn trusted_folder(keys: &Path) -> Result<PathBuf> {
    let folder = keys.join(TRUSTED);
    make(&folder)?;
    Ok(folder)
}

/// Takes a public file: a source, or the chain as it came out; what to say of it. A source that is known keeps its key.
///
/// # Errors
/// When the file is neither, or would replace what is known.
pub fn trust(keys: &Path, file: &Path) -> Result<String> {
    let text = read(file)?;
    if let Ok(chain) = Chain::parse(&text) {
        let known = read_chain(&keys.join(CHAIN))?;
        let grows = chain.purpose() == known.purpose()
            && chain.version() == known.version()
            && chain.hub_recipient() == known.hub_recipient()
            && chain.stations().starts_with(known.stations());
        if !grows {
            return Err(wrong_use(format!(
                "{} is of another chain ({}) than this folder ({})",
                file.display(),
                chain.label(),
                known.label()
            )));
        }
        output::file(&keys.join(CHAIN), chain.to_text())?;
        return Ok(format!("the chain is {} now", chain.label()));
    }
    let source = TrustedSource::parse(&text).map_err(|error| wrong_use(format!("{}: {error}", file.display())))?;
    let path = trusted_folder(keys)?.join(format!("{}.public", source.supplier));
    if path.exists() && parsed(&path, TrustedSource::parse)? != source {
        return Err(wrong_use(format!(
            "{} is known with another key: ask them by another way, then remove {}",
            source.supplier,
            path.display()
        )));
    }
    output::file(&path, source.to_text())?;
    Ok(format!("packages of {} are trusted now", source.supplier))
}

/// The name of who has these keys: `hub`, the name of the service, or the code of the source.
///
/// # Errors
/// When none stand there.
pub fn whose(keys: &Path) -> Result<String> {
    if keys.join(HUB).exists() {
        return Ok("hub".to_owned());
    }
    if keys.join(SERVICE).exists() {
        return Ok(parsed(&keys.join(SERVICE), ServiceKeys::parse)?.name().to_owned());
    }
    Ok(parsed(&keys.join(SOURCE), SourceKeys::parse)?.supplier().to_owned())
}

/// Copies the files of who is trusted and one's own certificate, so that later keys trust whom earlier ones did and others know who
/// connects.
///
/// # Errors
/// When one cannot be read or written.
pub fn copy_connections(from: &Path, to: &Path) -> Result<()> {
    if from.join(TLS_SECRET).exists() {
        make_secret(&to.join(TLS_SECRET), &zeroize::Zeroizing::new(read(&from.join(TLS_SECRET))?))?;
        output::file(&to.join(TLS_PUBLIC), read(&from.join(TLS_PUBLIC))?)?;
    }
    for path in trusted_files(from, "public")?.into_iter().chain(trusted_files(from, "tls")?) {
        let name = path.file_name().unwrap_or_default();
        output::file(&trusted_folder(to)?.join(name), std::fs::read(&path)?)?;
    }
    Ok(())
}

fn parsed<T>(path: &Path, parse: impl Fn(&str) -> Result<T, KeyFileError>) -> Result<T> {
    parse(&read(path)?).map_err(|error| wrong_use(format!("{}: {error}", path.display())))
}

fn read(path: &Path) -> Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(wrong_use(format!("{} is missing: without it nothing starts (`inbeeld keys guide` says who makes it)", path.display())))
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
