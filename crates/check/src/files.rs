//! Which files a check is about: files, the files of folders, and patterns, because not every shell fills those in.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::CheckError;
use crate::written::MARK;

/// The files these arguments stand for, each once, in the order given and by name within a folder or pattern. A folder
/// stands for the files in it, not for folders below; a folder of our own reports, and hidden files, are passed over.
///
/// # Errors
///
/// When an argument stands for no file, or a folder cannot be listed.
pub fn listed(arguments: &[PathBuf]) -> Result<Vec<PathBuf>, CheckError> {
    let mut files: Vec<PathBuf> = Vec::new();
    for argument in arguments {
        for file in meant(argument, arguments.len() == 1)? {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    if files.is_empty() {
        return Err(CheckError::WrongUse("there are no files to check".into()));
    }
    Ok(files)
}

/// What one argument stands for. A folder without files is only wrong when nothing else was asked.
fn meant(argument: &Path, is_alone: bool) -> Result<Vec<PathBuf>, CheckError> {
    if argument.is_dir() {
        let files = inside(argument)?;
        return match files.is_empty() && is_alone {
            true => Err(CheckError::WrongUse(format!("there are no files in {}", argument.display()))),
            false => Ok(files),
        };
    }
    if fs::symlink_metadata(argument).is_ok() {
        return Ok(vec![argument.to_owned()]);
    }
    let found = matching(argument)?;
    if found.is_empty() {
        return Err(CheckError::WrongUse(format!("there is no file {}", argument.display())));
    }
    Ok(found)
}

/// The files of a folder by name.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, CheckError> {
    if folder.join(MARK).exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(CheckError::io("list", folder))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file() && !is_hidden(path)).collect();
    files.sort();
    Ok(files)
}

/// Files a system or an office program puts beside others: `.DS_Store`, `~$open.xlsx`, `Thumbs.db`.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    name.starts_with('.') || name.starts_with("~$") || matches!(name.as_ref(), "Thumbs.db" | "desktop.ini")
}

/// The files whose name fits a pattern in the last part of a path.
fn matching(pattern: &Path) -> Result<Vec<PathBuf>, CheckError> {
    let Some(wanted) = pattern.file_name().map(OsStr::to_string_lossy).filter(|name| name.contains(['*', '?'])) else {
        return Ok(Vec::new());
    };
    let folder = pattern.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let fits = |path: &PathBuf| path.file_name().is_some_and(|name| fits(wanted.as_ref(), &name.to_string_lossy()));
    Ok(inside(folder)?.into_iter().filter(fits).collect())
}

/// Whether a name fits a pattern in which `*` is any letters and `?` one letter. Takes time in proportion to both lengths.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut place) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while place < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(letter) if *letter == '?' || *letter == name[place] => (at, place) = (at + 1, place + 1),
            _ => match star {
                Some((starred, eaten)) => {
                    star = Some((starred, eaten + 1));
                    (at, place) = (starred + 1, eaten + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_letters_and_a_question_mark_is_one() {
        for (pattern, name, does) in [
            ("*.csv", "a.csv", true),
            ("*.csv", "a.csv.bak", false),
            ("board_*_v?.csv", "board_RVDK_2023HJ01_v1.csv", true),
            ("board_*_v?.csv", "board_RVDK_2023HJ01_v12.csv", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b", "ab ", false),
            ("*", "", true),
            ("?", "é", true),
            ("**", "x", true),
        ] {
            assert_eq!(fits(pattern, name), does, "{pattern} {name}");
        }
    }

    #[test]
    fn folders_and_patterns_stand_for_files_each_once() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.csv", "a.csv", ".hidden", "~$a.xlsx", "note.txt"] {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        let names = |arguments: &[&str]| {
            let paths: Vec<PathBuf> = arguments.iter().map(|name| folder.path().join(name)).collect();
            let files = listed(&paths)?;
            Ok::<_, CheckError>(
                files.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect::<Vec<_>>(),
            )
        };
        assert_eq!(names(&[""]).expect("files"), ["a.csv", "b.csv", "note.txt"]);
        assert_eq!(names(&["b.csv", "*.csv"]).expect("files"), ["b.csv", "a.csv"]);
        assert!(matches!(names(&["c.csv"]), Err(CheckError::WrongUse(_))));
        assert!(matches!(names(&["*.xml"]), Err(CheckError::WrongUse(_))));
    }

    #[test]
    fn our_own_reports_are_not_deliveries() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(MARK), "").expect("a mark");
        fs::write(folder.path().join("index.html"), "").expect("a page");
        assert!(matches!(listed(&[folder.path().to_owned()]), Err(CheckError::WrongUse(_))));
    }
}
