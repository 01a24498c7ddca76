//! Where a rule can be altered, and its source with every alteration in it, each behind its number.
//!
//! Only alterations that compile whatever the types are: a comparison turned or moved over its boundary, *and* for *or*,
//! a truth denied, a number one higher or lower, a statement left out.

use std::ops::Range;

use anyhow::{Context, Result};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ExprBinary, ExprLit, ExprMacro, ExprMethodCall, ExprPath, ExprRepeat, ExprUnary, Item, Lit, Stmt, UnOp};

/// One alteration of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// Its number, from 1.
    pub number: u32,
    /// Line, from 1.
    pub line: usize,
    /// What stands there, and what instead.
    pub change: String,
}

/// Source with alterations, and what they are.
pub struct Altered {
    /// The whole file; `crate::mutation::active()` chooses.
    pub source: String,
    /// Its mutants, in order.
    pub mutants: Vec<Mutant>,
}

/// Calls that give a truth, by name.
const TRUTHS: [&str; 13] = [
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "is_empty",
    "is_some_and",
    "is_none_or",
    "contains",
    "any",
    "all",
    "starts_with",
    "ends_with",
    "is_ascii_digit",
];

/// Puts every alteration into a file of rules; numbers begin after `last`.
///
/// # Errors
/// When the file is not Rust.
pub fn altered(source: &str, last: u32) -> Result<Altered> {
    let file = syn::parse_file(source).context("cannot read the file as Rust")?;
    let mut finder = Finder { source, constants: constants(&file), places: Vec::new() };
    finder.visit_file(&file);
    let mut places = finder.places;
    places.sort_by_key(|place| (place.range.start, std::cmp::Reverse(place.range.end)));
    let mut mutants = Vec::new();
    for place in &mut places {
        place.first = last + 1 + u32::try_from(mutants.len())?;
        for (number, change) in (place.first..).zip(place.changes(source)) {
            let line = source[..place.range.start].lines().count().max(1);
            mutants.push(Mutant { number, line, change });
        }
    }
    Ok(Altered { source: rendered(source, 0..source.len(), &places), mutants })
}

/// Whole numbers with a name in this file: what is altered is their use.
fn constants(file: &syn::File) -> Vec<String> {
    let is_number = |item: &syn::ItemConst| matches!(&*item.expr, Expr::Lit(ExprLit { lit: Lit::Int(_), .. }));
    let named = |item: &Item| match item {
        Item::Const(item) if is_number(item) => Some(item.ident.to_string()),
        _ => None,
    };
    file.items.iter().filter_map(named).collect()
}

struct Place {
    range: Range<usize>,
    form: Form,
    first: u32,
}

enum Form {
    /// `left sign right`, with other signs.
    Signs { left: Range<usize>, right: Range<usize>, instead: &'static [&'static str] },
    /// Something true or false.
    Denied,
    /// What stands after `!`, without it.
    Bare(Range<usize>),
    /// A number, with what stands instead.
    Number(Vec<String>),
    /// A statement.
    LeftOut,
}

impl Place {
    /// What each alteration of this place is, in words for the analyst.
    fn changes(&self, source: &str) -> Vec<String> {
        let was = source[self.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let instead = match &self.form {
            Form::Signs { instead, .. } => instead.iter().map(|sign| format!("with {sign}")).collect(),
            Form::Denied => vec!["denied".to_owned()],
            Form::Bare(_) => vec!["without !".to_owned()],
            Form::Number(instead) => instead.iter().map(|number| format!("as {number}")).collect(),
            Form::LeftOut => vec!["left out".to_owned()],
        };
        instead.into_iter().map(|instead: String| format!("`{was}` {instead}")).collect()
    }

    fn text(&self, source: &str, inner: &[Place]) -> String {
        let piece = |range: &Range<usize>| rendered(source, range.clone(), inner);
        let own = piece(&self.range);
        let instead: Vec<String> = match &self.form {
            Form::Signs { left, right, instead } => {
                instead.iter().map(|sign| format!("({}) {sign} ({})", piece(left), piece(right))).collect()
            }
            Form::Denied => vec![format!("!({own})")],
            Form::Bare(bare) => vec![piece(bare)],
            Form::Number(instead) => instead.clone(),
            Form::LeftOut => return format!("if crate::mutation::active() != {} {{ {own} }}", self.first),
        };
        let arms: String = (self.first..).zip(instead).map(|(number, instead)| format!("{number} => {instead}, ")).collect();
        format!("(match crate::mutation::active() {{ {arms}_ => {own} }})")
    }
}

/// A stretch of the source, its places altered; `places` in order, the outer before the inner.
fn rendered(source: &str, range: Range<usize>, places: &[Place]) -> String {
    let (mut text, mut at, mut next) = (String::new(), range.start, 0);
    while let Some(place) = places.get(next) {
        let inner = places[next + 1..].iter().take_while(|inner| inner.range.end <= place.range.end).count();
        let within = &places[next + 1..=next + inner];
        if place.range.start >= at && place.range.end <= range.end {
            text.push_str(&source[at..place.range.start]);
            text.push_str(&place.text(source, within));
            at = place.range.end;
            next += inner;
        }
        next += 1;
    }
    text.push_str(&source[at..range.end]);
    text
}

struct Finder<'a> {
    source: &'a str,
    constants: Vec<String>,
    places: Vec<Place>,
}

impl Finder<'_> {
    fn add(&mut self, range: Range<usize>, form: Form) {
        if !self.places.iter().any(|place| place.range == range) {
            self.places.push(Place { range, form, first: 0 });
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let is_test = |attributes: &[syn::Attribute]| attributes.iter().any(|attribute| attribute.path().is_ident("cfg"));
        match item {
            Item::Fn(function) if function.sig.constness.is_none() && !is_test(&function.attrs) => self.visit_block(&function.block),
            Item::Impl(_) => visit::visit_item(self, item),
            _ => (), // names, tables and tests
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if function.sig.constness.is_none() {
            self.visit_block(&function.block);
        }
    }

    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_expr_repeat(&mut self, repeat: &'ast ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        if let Some(instead) = other_signs(&binary.op).filter(|_| !has_let(&binary.left) && !has_let(&binary.right)) {
            let (left, right) = (binary.left.span().byte_range(), binary.right.span().byte_range());
            self.add(left.start..right.end, Form::Signs { left, right, instead });
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast ExprUnary) {
        if matches!(unary.op, UnOp::Not(_)) {
            self.add(unary.span().byte_range(), Form::Bare(unary.expr.span().byte_range()));
            match &*unary.expr {
                Expr::MethodCall(call) => visit::visit_expr_method_call(self, call),
                Expr::Macro(_) => (),
                other => self.visit_expr(other),
            }
        } else if !matches!(unary.op, UnOp::Neg(_)) {
            visit::visit_expr_unary(self, unary);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if TRUTHS.iter().any(|truth| call.method == truth) {
            self.add(call.span().byte_range(), Form::Denied);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_macro(&mut self, call: &'ast ExprMacro) {
        if call.mac.path.is_ident("matches") {
            self.add(call.span().byte_range(), Form::Denied);
        }
    }

    fn visit_expr_lit(&mut self, literal: &'ast ExprLit) {
        match &literal.lit {
            Lit::Int(number) => {
                let value: u64 = number.base10_parse().unwrap_or_default();
                let near = [value.checked_add(1), value.checked_sub(1)];
                let written = |value: u64| format!("{value}{}", number.suffix());
                self.add(literal.span().byte_range(), Form::Number(near.into_iter().flatten().map(written).collect()));
            }
            Lit::Bool(_) => self.add(literal.span().byte_range(), Form::Denied),
            _ => (),
        }
    }

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        let range = path.span().byte_range();
        if self.constants.iter().any(|constant| *constant == self.source[range.clone()]) {
            let name = &self.source[range.clone()];
            self.add(range, Form::Number(vec![format!("({name} + 1)"), format!("({name} - 1)")]));
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(Expr::MethodCall(_) | Expr::Assign(_) | Expr::Binary(_), Some(_)) = statement {
            self.add(statement.span().byte_range(), Form::LeftOut);
        }
        visit::visit_stmt(self, statement);
    }
}

/// What may stand for a sign: for a comparison the boundary moved, and its opposite.
fn other_signs(sign: &BinOp) -> Option<&'static [&'static str]> {
    match sign {
        BinOp::Lt(_) => Some(&["<=", ">="]),
        BinOp::Le(_) => Some(&["<", ">"]),
        BinOp::Gt(_) => Some(&[">=", "<="]),
        BinOp::Ge(_) => Some(&[">", "<"]),
        BinOp::Eq(_) => Some(&["!="]),
        BinOp::Ne(_) => Some(&["=="]),
        BinOp::And(_) => Some(&["||"]),
        BinOp::Or(_) => Some(&["&&"]),
        _ => None,
    }
}

/// Whether a condition takes something apart: such a chain has no value of its own.
fn has_let(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(source: &str) -> Vec<String> {
        altered(source, 0).expect("it is Rust").mutants.into_iter().map(|mutant| mutant.change).collect()
    }

    #[test]
    fn a_comparison_is_turned_and_moved_over_its_boundary() {
        assert_eq!(changes("fn f(a: i32, b: i32) -> bool { a < b }"), ["`a < b` with <=", "`a < b` with >="]);
    }

    #[test]
    fn a_number_with_a_name_is_altered_where_it_is_used() {
        let found = changes("const MOST: u32 = 7;\nfn f(a: u32) -> u32 { a + MOST }");
        assert_eq!(found, ["`MOST` as (MOST + 1)", "`MOST` as (MOST - 1)"]);
    }

    #[test]
    fn what_is_within_another_is_altered_in_each_of_its_arms() {
        let altered = altered("fn f(a: bool, b: &[u8]) -> bool { a && !b.is_empty() }", 10).expect("it is Rust");
        assert_eq!(altered.mutants.iter().map(|mutant| mutant.number).collect::<Vec<_>>(), [11, 12]);
        assert_eq!(altered.source.matches("12 => b.is_empty()").count(), 2);
        syn::parse_file(&altered.source).expect("what comes out is Rust too");
    }

    #[test]
    fn patterns_tables_and_tests_stay_as_they_are() {
        assert!(changes("static A: [u8; 2] = [1, 2];\n#[cfg(test)]\nmod tests { fn f() -> u8 { 1 } }").is_empty());
        assert!(changes("fn f(a: u8) -> &'static str { match a { 1 => \"one\", _ => \"more\" } }").is_empty());
        assert!(changes("fn f(a: Option<u8>) -> bool { if let Some(_) = a && g() { h() } else { k() } }").is_empty());
    }
}
