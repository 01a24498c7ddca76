//! The report as one page that needs nothing else: no script, no request to any host; dark mode, print and phone.

mod back;
mod style;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::lists::left_out;
use super::overview::sign;
use super::texts;
use crate::findings::{Case, Cause, Report};
use crate::{Deviation, Language, Severity, Verdict};

/// Most cases of a cause on the page; the lists hold them all.
const CASES_SHOWN: usize = 100;
/// So few cases need no unfolding.
const FEW: usize = 5;

/// One delivery as a page: what to do first, then the cases, then what goes back.
pub fn html(report: &Report, language: Language) -> String {
    let verdict = report.verdict();
    page(
        &report.file,
        language,
        html! {
            header {
                p.kicker { (texts::TITLE.told_in(language)) }
                h1 { (report.file) }
                p.origin { (origin(report, language)) }
                p.verdict.(class(report)) { span.sign aria-hidden="true" { (sign(verdict)) } " " (report.advice(language)) }
                (rows(report, language))
            }
            main {
                section #causes {
                    h2 { (texts::CAUSES.told_in(language)) }
                    @if report.causes.is_empty() { p { (texts::NOTHING.told_in(language)) } }
                    (of_severity(report, Severity::Error, language))
                    (of_severity(report, Severity::Warning, language))
                    (of_severity(report, Severity::Notice, language))
                }
                @if !report.deviations.is_empty() { (deviations(&report.deviations, language)) }
                (back::sections(&report.goes_back, language))
                section #proof {
                    h2 { (texts::PROOF.told_in(language)) }
                    p.hash { code { "BLAKE3 " (report.hash_text()) } }
                    p { (texts::RECEIPT_NOTE.told_in(language)) }
                    p.quiet { (texts::LISTS_NOTE.told_in(language)) " " (texts::MADE_OFFLINE.told_in(language)) }
                }
            }
        },
    )
}

/// The deliveries of one check as a page, the worst first, each with what to do and a link to its own page.
pub fn index_html(reports: &[(String, &Report)], language: Language) -> String {
    let title = texts::OVERVIEW.told_in(language);
    let mut sorted: Vec<_> = reports.iter().collect();
    sorted.sort_by_key(|(page, report)| (std::cmp::Reverse(report.verdict()), page));
    page(
        title,
        language,
        html! {
            header { p.kicker { (texts::TITLE.told_in(language)) } h1 { (title) } }
            main {
                @for (page, report) in sorted {
                    article.cause.error[class(report) == "bad"] data-file=(report.file) {
                        p.message { a href=(page) { (report.file) } }
                        p { span.sign aria-hidden="true" { (sign(report.verdict())) } " " (report.advice(language)) }
                        p.quiet {
                            (grouped(report.read, language)) " " (texts::READ.told_in(language)) ", "
                            (grouped(report.set_aside, language)) " " (texts::SET_ASIDE.told_in(language))
                        }
                    }
                }
                p.quiet { (texts::MADE_OFFLINE.told_in(language)) }
            }
        },
    )
}

fn page(title: &str, language: Language, body: Markup) -> String {
    let lang = match language {
        Language::Dutch => "nl",
        Language::English => "en",
    };
    let whole = html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(style::STYLE)) }
            }
            body { (body) }
        }
    };
    whole.into_string()
}

/// By what to do with the file.
fn class(report: &Report) -> &'static str {
    if report.has_errors() || report.verdict() == Verdict::Refused { "bad" } else { "good" }
}

fn origin(report: &Report, language: Language) -> String {
    let kind = report.kind.map(|kind| kind.word().to_owned());
    let supplier = report.supplier().map(|supplier| format!("{} {supplier}", texts::SUPPLIER.told_in(language)));
    let period = report.period().map(|period| format!("{} {period}", texts::PERIOD.told_in(language)));
    [kind, supplier, period].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn rows(report: &Report, language: Language) -> Markup {
    html! {
        dl.rows {
            div { dt { (texts::READ.told_in(language)) } dd { (grouped(report.read, language)) } }
            div { dt { (texts::ACCEPTED.told_in(language)) } dd { (grouped(report.accepted, language)) } }
            div { dt { (texts::SET_ASIDE.told_in(language)) } dd { (grouped(report.set_aside, language)) } }
        }
    }
}

/// 12.345 in Dutch, 12,345 in English.
fn grouped(number: u64, language: Language) -> String {
    let separator = match language {
        Language::Dutch => '.',
        Language::English => ',',
    };
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// The causes of one severity, folded together so that each can be put away.
fn of_severity(report: &Report, severity: Severity, language: Language) -> Markup {
    let causes: Vec<&Cause> = report.causes.iter().filter(|cause| cause.rule.severity == severity).collect();
    let (title, meaning) = match severity {
        Severity::Error => (texts::ERRORS, texts::ERRORS_MEAN),
        Severity::Warning => (texts::WARNINGS, texts::WARNINGS_MEAN),
        Severity::Notice => (texts::NOTICES, texts::NOTICES_MEAN),
    };
    html! {
        @if !causes.is_empty() {
            details.group open[severity != Severity::Notice] {
                summary { h3 { (title.told_in(language)) } span.count { (causes.len()) } span.quiet { (meaning.told_in(language)) } }
                @for cause in causes { (of_cause(cause, report, language)) }
            }
        }
    }
}

fn of_cause(cause: &Cause, report: &Report, language: Language) -> Markup {
    let rule = cause.rule;
    html! {
        article.cause.(rule.severity.word()) data-code=(rule.code) {
            p.times { strong { (grouped(cause.count, language)) " ×" } " " code { (rule.code) } }
            p.message { (cause.message(language)) }
            p.fix { strong { (texts::DO.told_in(language)) } " " (rule.fix.told_in(language)) }
            @for (field, words) in cause.allowed(report.kind) {
                p { (texts::ALLOWED.told_in(language)) " " code { (field) } ": " (words.join(", ")) }
            }
            p.why { span.quiet { (texts::WHY.told_in(language)) } " " (rule.why.told_in(language)) }
            @if let Some(earlier) = cause.earlier {
                p.earlier { "↻ " (texts::EARLIER.told_in(language)) " " (grouped(earlier, language)) " ×" }
            }
            (cases(cause, language))
        }
    }
}

/// Where to look; a cause of the file itself has no cases to show.
fn cases(cause: &Cause, language: Language) -> Markup {
    let shown: Vec<&Case> =
        cause.first.iter().filter(|case| case.row > 0 || !case.shown_reference().is_empty()).take(CASES_SHOWN).collect();
    let more = cause.first.len().saturating_sub(CASES_SHOWN) as u64 + left_out(cause);
    let noun = if cause.count == 1 { texts::CASE } else { texts::CASES };
    html! {
        @if !shown.is_empty() {
            details.cases open[shown.len() <= FEW] {
                summary { (texts::LOOK.told_in(language)) " " (grouped(cause.count, language)) " " (noun.told_in(language)) }
                div.scroll tabindex="0" {
                    table {
                        thead { tr {
                            th { (texts::REFERENCE.told_in(language)) }
                            th.number { (texts::ROW.told_in(language)) }
                            th { (texts::FIELD.told_in(language)) }
                            th { (texts::PART.told_in(language)) }
                        } }
                        tbody {
                            @for case in shown {
                                tr {
                                    td { (case.shown_reference()) }
                                    td.number { @if case.row > 0 { (case.row) } }
                                    td { (case.field) }
                                    td { (case.part) }
                                }
                            }
                        }
                    }
                }
                @if more > 0 { p.quiet { "… " (grouped(more, language)) " " (texts::MORE_IN_LISTS.told_in(language)) } }
            }
        }
    }
}

fn deviations(deviations: &[Deviation], language: Language) -> Markup {
    let has_errors = deviations.iter().any(|deviation| deviation.cause.rule.severity == Severity::Error);
    html! {
        section #accepted {
            h2 { (texts::DEVIATIONS.told_in(language)) }
            @for deviation in deviations {
                article.cause.accepted data-accepted=(deviation.cause.rule.code) {
                    p.times { strong { (grouped(deviation.cause.count, language)) " ×" } " " code { (deviation.cause.rule.code) } }
                    p.message { (deviation.cause.message(language)) }
                    p { strong { (texts::REASON.told_in(language)) } " " (deviation.reason) }
                    p.quiet {
                        (texts::BY.told_in(language)) " " (deviation.by)
                        @if let Some(until) = deviation.until { ", " (texts::UNTIL.told_in(language)) " " (until) }
                    }
                }
            }
            @if has_errors { p.quiet { (texts::STILL_ASIDE.told_in(language)) } }
        }
    }
}
