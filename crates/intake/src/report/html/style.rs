//! The style of the page. Colours are those of the house; every state has a sign or a word beside its colour.

/// Inlined, so that the page stands alone.
pub(super) const STYLE: &str = r#"
:root{color-scheme:light dark;--ink:#1c2b33;--paper:#fff;--soft:#f3f7f8;--line:#c9d6da;--quiet:#51636c;--accent:#0b4f5a;--bad:#a34a06;--good:#0b4f5a;--warn:#7a5a00}
@media (prefers-color-scheme:dark){:root{--ink:#e6eef0;--paper:#12191c;--soft:#1b2529;--line:#3a4a50;--quiet:#a9bac0;--accent:#9fd3d8;--bad:#f0a468;--good:#9fd3d8;--warn:#e6c766}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 16px 64px;max-width:60rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 "Noto Sans",system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:1.6rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
h2{font-size:1.3rem;margin:48px 0 8px;border-top:1px solid var(--line);padding-top:16px}
h3{font-size:1.1rem;margin:0;display:inline}
p{margin:4px 0;max-width:68ch}
.kicker,.origin,.quiet{color:var(--quiet)}
.kicker{margin:0}
.verdict{font-size:1.2rem;font-weight:600;margin:16px 0;padding:8px 16px;border-left:4px solid}
.verdict.good{color:var(--good)}
.verdict.bad{color:var(--bad)}
.rows{display:flex;flex-wrap:wrap;gap:8px 40px;margin:0}
.rows dt{color:var(--quiet)}
.rows dd{margin:0;font-size:1.6rem;font-weight:600}
summary{cursor:pointer;padding:8px 0;min-height:24px}
summary:focus-visible,a:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.group>summary .count{margin:0 8px;padding:0 8px;border:1px solid var(--line);border-radius:12px}
.cause{margin:8px 0 24px;padding:8px 0 8px 16px;border-left:4px solid var(--line)}
.cause.error{border-color:var(--bad)}
.cause.warning{border-color:var(--warn)}
.cause .message{font-weight:600}
.cause .why,.earlier{color:var(--quiet)}
a{color:var(--accent);overflow-wrap:anywhere}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
.hash{overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:4px 16px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;color:var(--quiet)}
.number{text-align:right}
tr.remarkable td{background:var(--soft)}
@media print{body{max-width:none;padding:0;font-size:10pt}details:not([open])>:not(summary){display:none}.cause{break-inside:avoid}}
"#;
