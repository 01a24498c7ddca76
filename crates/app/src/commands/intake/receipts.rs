//! Proofs of receipt: for every file which bytes came in, when, and what became of them.

use std::path::Path;

use anyhow::{Context, Result};
use intake::{Language, Receipt, Report};

use super::Received;

/// Writes a proof for every file, as text and as JSON. The proof of the same bytes with the same verdict stays as it is,
/// with the moment at which they first came: delivering twice changes nothing.
///
/// # Errors
/// When the folder cannot be made or written.
pub fn write(folder: &Path, received: &Received, language: Language) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let now = check::moment();
    received.reports.iter().chain(&received.refused).try_for_each(|report| write_one(folder, report, &now, language))
}

fn write_one(folder: &Path, report: &Report, now: &str, language: Language) -> Result<()> {
    let receipt = Receipt::of(report, Some(now.to_owned()));
    let path = folder.join(format!("{}.receipt.json", report.file));
    if stands(&path, &receipt) {
        return Ok(());
    }
    let text = folder.join(format!("{}.receipt.txt", report.file));
    std::fs::write(&text, receipt.text(language)).with_context(|| format!("cannot write {}", text.display()))?;
    std::fs::write(&path, receipt.json()).with_context(|| format!("cannot write {}", path.display()))
}

/// Whether the proof that is there is of the same bytes and says the same.
fn stands(path: &Path, receipt: &Receipt) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    let Ok(known) = serde_json::from_str::<serde_json::Value>(&text) else { return false };
    known["blake3"] == receipt.blake3.as_str() && known["verdict"] == receipt.verdict.word()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(bytes: &[u8]) -> Received {
        let report = intake::check_file("board_RVDK_2023HJ01_v1.csv", bytes);
        Received { reports: Vec::new(), known: 0, refused: vec![report] }
    }

    #[test]
    fn the_same_bytes_keep_their_first_proof_and_other_bytes_get_a_new_one() {
        let folder = std::env::temp_dir().join(format!("inbeeld-receipts-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("board_RVDK_2023HJ01_v1.csv.receipt.json");
        let one = received(b"a;b\n");
        write_one(&folder, &one.refused[0], "2026-01-01T00:00:00Z", Language::Dutch).expect("written");
        write_one(&folder, &one.refused[0], "2026-02-01T00:00:00Z", Language::Dutch).expect("written");
        let proof =
            |path: &Path| serde_json::from_str::<serde_json::Value>(&std::fs::read_to_string(path).expect("a proof")).expect("JSON");
        assert_eq!(proof(&path)["received_at"], "2026-01-01T00:00:00Z");
        assert_eq!(proof(&path)["verdict"], "refused");
        write(&folder, &received(b"a;c\n"), Language::Dutch).expect("written");
        assert_ne!(proof(&path)["received_at"], "2026-01-01T00:00:00Z");
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
