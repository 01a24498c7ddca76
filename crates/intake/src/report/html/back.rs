//! What goes back beside the findings: difference, mirror, quality.

use maud::{Markup, html};

use super::grouped;
use crate::Language;
use crate::across::{Difference, GoesBack, Mirror, MirrorField, Moved, Quality, Share};
use crate::report::texts;

/// Own references shown of each kind of change.
const REFERENCES: usize = 20;

/// The sections there is something for.
pub(super) fn sections(back: &GoesBack, language: Language) -> Markup {
    html! {
        @if let Some(difference) = &back.difference { (difference_section(difference, language)) }
        @if let Some(mirror) = &back.mirror { (mirror_section(mirror, language)) }
        @if let Some(quality) = &back.quality { (quality_section(quality, language)) }
    }
}

fn difference_section(difference: &Difference, language: Language) -> Markup {
    let moved = [(texts::ADDED, &difference.added), (texts::REMOVED, &difference.removed), (texts::CHANGED, &difference.changed)];
    html! {
        section #difference {
            h2 { (texts::DIFFERENCE.told_in(language)) }
            p.quiet { (texts::AGAINST.told_in(language)) " " (difference.against) }
            dl.rows {
                @for (words, moved) in &moved { div { dt { (words.told_in(language)) } dd { (grouped(moved.count, language)) } } }
                div { dt { (texts::SAME.told_in(language)) } dd { (grouped(difference.same, language)) } }
            }
            @for (words, moved) in &moved { (references(words.told_in(language), moved, language)) }
        }
    }
}

fn references(title: &str, moved: &Moved, language: Language) -> Markup {
    let shown = moved.first.iter().take(REFERENCES);
    let more = moved.count.saturating_sub(REFERENCES as u64);
    html! {
        @if moved.count > 0 {
            details { summary { (title) " " (grouped(moved.count, language)) }
                ul { @for case in shown { li { (case.shown_reference()) } } }
                @if more > 0 { p.quiet { "… " (grouped(more, language)) " " (texts::MORE.told_in(language)) } }
            }
        }
    }
}

fn mirror_section(mirror: &Mirror, language: Language) -> Markup {
    let (remarkable, _) = mirror.fields.split_at(mirror.fields.iter().take_while(|field| !field.remarks.is_empty()).count());
    html! {
        section #mirror {
            h2 { (texts::MIRROR.told_in(language)) }
            @match &mirror.against {
                Some(against) => p.quiet { (texts::AGAINST.told_in(language)) " " (against) },
                None => p.quiet { (texts::NO_PREVIOUS.told_in(language)) },
            }
            @if mirror.against.is_some() {
                @if remarkable.is_empty() { p { (texts::NOT_REMARKABLE.told_in(language)) } }
                @else {
                    h3 { (texts::REMARKABLE.told_in(language)) }
                    ul { @for field in remarkable { @for remark in &field.remarks { li { code { (field.column) } " " (remark.told_in(language)) } } } }
                }
            }
            p.quiet { (texts::ONLY_CODES.told_in(language)) }
            details {
                summary { (texts::ALL_FIELDS.told_in(language)) }
                div.scroll tabindex="0" { (mirror_table(mirror, language)) }
            }
            @if !mirror.has_similar { p.quiet { (texts::NO_SIMILAR.told_in(language)) } }
        }
    }
}

fn mirror_table(mirror: &Mirror, language: Language) -> Markup {
    html! {
        table {
            thead { tr {
                th { (texts::FIELD.told_in(language)) }
                th { (texts::VALUE.told_in(language)) }
                th.number { (texts::NOW.told_in(language)) }
                @if mirror.against.is_some() { th.number { (texts::THEN.told_in(language)) } }
                @if mirror.has_similar { th.number { (texts::SIMILAR.told_in(language)) } }
            } }
            tbody { @for field in &mirror.fields { (field_rows(field, mirror, language)) } }
        }
    }
}

fn field_rows(field: &MirrorField, mirror: &Mirror, language: Language) -> Markup {
    let (has_before, has_similar) = (mirror.against.is_some(), mirror.has_similar);
    html! {
        tr.remarkable[!field.remarks.is_empty()] {
            td { code { (field.column) } }
            td { (texts::FILLED.told_in(language)) }
            td.number { (percent(Some(field.filled))) }
            @if has_before { td.number { (percent(field.filled_before)) } }
            @if has_similar { td {} }
        }
        @for value in &field.values {
            tr {
                td {}
                td { (value.word) }
                td.number { (percent(Some(value.now))) }
                @if has_before { td.number { (percent(value.before)) } }
                @if has_similar { td.number { (percent(value.similar)) } }
            }
        }
        @if field.others > 0 {
            tr { td {} td { (texts::NOT_LISTED.told_in(language)) } td.number { (grouped(field.others, language)) " ×" } @if has_before { td {} } @if has_similar { td {} } }
        }
    }
}

/// A whole per cent; a dot where it cannot be told.
fn percent(share: Option<Share>) -> String {
    share.and_then(Share::per_cent).map_or_else(|| ".".to_owned(), |value| format!("{value} %"))
}

fn quality_section(quality: &Quality, language: Language) -> Markup {
    html! {
        section #quality {
            h2 { (texts::QUALITY.told_in(language)) }
            dl.rows {
                div { dt { (texts::COMBINATIONS.told_in(language)) } dd { (grouped(quality.combinations.iter().map(|(_, count)| count).sum(), language)) } }
                div { dt { (texts::DOUBLED.told_in(language)) } dd { (grouped(quality.doubled, language)) } }
            }
            @match &quality.late {
                Some(late) => {
                    p { (texts::LATE.told_in(language)) ": " strong { (grouped(late.records.count, language)) } }
                    (references(texts::REFERENCE.told_in(language), &late.records, language))
                },
                None => p.quiet { (texts::LATE_UNKNOWN.told_in(language)) },
            }
            @if quality.breaks.is_empty() { p { (texts::NO_BREAKS.told_in(language)) } }
            @for found in &quality.breaks {
                p { strong { (texts::BREAKS.told_in(language)) } ": " code { (found.column) } " " (found.word) ": "
                    (percent(Some(found.before))) " → " (percent(Some(found.after))) " " (texts::SINCE.told_in(language)) " " (found.from) }
            }
            @if !quality.unknown.is_empty() {
                details {
                    summary { (texts::UNKNOWN.told_in(language)) }
                    table { tbody { @for unknown in &quality.unknown {
                        tr { td { code { (unknown.column) } } td.number { (percent(Some(unknown.share))) } }
                    } } }
                }
            }
        }
    }
}
