//! What linking gave, in words.

use linkage::{Interval, Linked, Renamed, Source};

/// The result for people.
pub fn result(sources: &[Source], linked: &Linked, renamed: Option<&Renamed>) -> String {
    let records: usize = sources.iter().map(Source::len).sum();
    let (report, clusters) = (&linked.report, &linked.report.clusters);
    let mut lines = vec![
        format!("{records} records, {} pairs compared, {} given (probability 0.01 and up)", report.blocking.pairs_made, linked.pairs.len()),
        format!(
            "{} clusters, the largest of {} records; pairs join from probability {:.3}",
            clusters.clusters, clusters.largest, report.threshold
        ),
        format!(
            "expected of the clusters: precision {:.3}, recall {:.3}; the rules find an estimated {:.1} % of the pairs of one person",
            clusters.expected_precision,
            clusters.expected_recall,
            report.blocking.recall_estimated * 100.0
        ),
    ];
    lines.extend(quality(linked));
    lines.extend(labels(linked));
    lines.extend(renamed.map(|renamed| {
        format!(
            "{} records have another cluster than before: {} mergers, {} splits; changes.csv tells which and `inbeeld link undo` takes them back",
            renamed.changes.iter().filter(|change| change.before.is_some() && change.now.is_some()).count(),
            renamed.mergers,
            renamed.splits
        )
    }));
    lines.extend(report.sources.iter().filter(|source| source.repeated_ids > 0).map(|source| {
        format!("{}: {} records share their identifier with another; each stands in the results under it", source.name, source.repeated_ids)
    }));
    lines.extend(report.blocking.statements.iter().cloned());
    lines.join("\n") + "\n"
}

fn quality(linked: &Linked) -> Vec<String> {
    let Some(quality) = &linked.report.quality else { return Vec::new() };
    let heading = format!("over {} drawn clusterings, with 95 % intervals (rests on {}):", quality.imputations, quality.rests_on);
    let group = |group: &linkage::GroupQuality| {
        let name = if group.by == "all" { "all records".to_owned() } else { format!("{} {}", group.by, group.value) };
        format!(
            "  {name}: pairs precision {}, recall {}; clusters right {}, found {}",
            told(group.pairs.precision),
            told(group.pairs.recall),
            told(group.clusters.precision),
            told(group.clusters.recall)
        )
    };
    std::iter::once(heading).chain(quality.groups.iter().map(group)).collect()
}

fn labels(linked: &Linked) -> Vec<String> {
    let Some(labels) = &linked.report.labels else { return Vec::new() };
    let mut lines = vec![format!(
        "{} labels: {} pairs of one person, {} of two; odds moved by {:+.2} and {:.2} times",
        labels.read, labels.same, labels.different, labels.shift, labels.slope
    )];
    for (count, why) in [
        (labels.unknown, "name a record that is not there, or one record twice"),
        (labels.repeated, "name an identifier that several records have"),
        (labels.contradicting, "pairs were labelled both ways"),
    ] {
        if count > 0 {
            lines.push(format!("  {count} {why}: left out"));
        }
    }
    lines.extend(linked.report.reviewed.as_ref().map(|reviewed| {
        format!(
            "  by the labels alone, of {} sampled pairs: precision {} at the threshold, {} of the given pairs of one person are above it",
            reviewed.sampled,
            told(reviewed.precision),
            told(reviewed.recall_of_given)
        )
    }));
    lines
}

fn told(interval: Option<Interval>) -> String {
    interval.map_or_else(|| "-".to_owned(), |own| format!("{:.3} ({:.3} to {:.3})", own.estimate, own.lower, own.upper))
}
