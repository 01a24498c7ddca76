//! Why a table cannot be protected.

/// What is wrong with a table, its hierarchies or the rules asked for.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CrossingError {
    /// A hierarchy without codes.
    #[error("the hierarchy of {dimension} holds no codes")]
    NoCodes {
        /// Which dimension.
        dimension: String,
    },
    /// A code that cannot be written.
    #[error("the hierarchy of {dimension} holds the code '{code}': a code is not empty and has no ';' in it")]
    Code {
        /// Which dimension.
        dimension: String,
        /// Which code.
        code: String,
    },
    /// Codes that hold each other.
    #[error("in the hierarchy of {dimension}, '{code}' lies in a circle or under one: no code may hold itself")]
    Circle {
        /// Which dimension.
        dimension: String,
        /// One of the codes.
        code: String,
    },
    /// More than one code without a parent.
    #[error("in the hierarchy of {dimension}, '{first}' and '{second}' both have no parent: give them one total")]
    SeveralTops {
        /// Which dimension.
        dimension: String,
        /// One.
        first: String,
        /// Another.
        second: String,
    },
    /// More levels than can be written out.
    #[error("the hierarchy of {dimension} has too many levels")]
    TooDeep {
        /// Which dimension.
        dimension: String,
    },
    /// Codes that cannot overlap.
    #[error("codes of {dimension} can overlap when it has two to {most} last codes, each with one parent and no '|' in it")]
    Overlapping {
        /// Which dimension.
        dimension: String,
        /// Most last codes.
        most: usize,
    },
    /// Sets of overlapping codes without saying what is published.
    #[error("a table with overlapping codes says of each cell what it is: put it in a system of tables first")]
    Sets,
    /// No dimension at all.
    #[error("name at least one dimension")]
    NoDimensions,
    /// A dimension named twice.
    #[error("dimension {dimension} is named twice")]
    Twice {
        /// Which dimension.
        dimension: String,
    },
    /// More cells than fit.
    #[error("the crossing has more than {most} cells: leave out a dimension or protect it in parts")]
    TooLarge {
        /// The limit.
        most: usize,
    },
    /// A row about a total.
    #[error("'{code}' of {dimension} is a total of other codes: the table holds inner cells only")]
    NotALeaf {
        /// Which dimension.
        dimension: String,
        /// Which code.
        code: String,
    },
    /// Counts that add up too high.
    #[error("the counts add up to more than 2^53")]
    TotalTooLarge,
    /// A dimension that is not the same everywhere.
    #[error("{dimension} has another hierarchy in another table or release: what is protected together shares its hierarchies")]
    Hierarchies {
        /// Which dimension.
        dimension: String,
    },
    /// Tables that do not count the same people.
    #[error("two tables tell different counts of {cell}: tables that are linked count the same people")]
    Disagree {
        /// Codes of the cell, in every dimension.
        cell: String,
    },
    /// Linked tables that are not a chain or a tree.
    #[error("the tables go round in a circle, so that roundings that fit two by two need not fit all together: leave one out")]
    Ring,
    /// A rule about contributors without contributors.
    #[error("this rule is about who contributes how much: give the contributions")]
    NoContributions,
    /// A width that says nothing.
    #[error("the width must be 1 or more, and at most a million")]
    Width,
    /// A list that does not hold one entry per cell.
    #[error("primary cells and weights must be told for each of the {cells} cells")]
    Cells {
        /// How many cells there are.
        cells: usize,
    },
    /// A base that rounds nothing, or everything.
    #[error("the base must be 2 to {most}")]
    Base {
        /// The largest.
        most: u64,
    },
    /// An earlier release that is not of this table.
    #[error("the earlier release has other cells, or was rounded to another base")]
    Earlier,
    /// Noise that cannot be.
    #[error("the largest move must be 1 to 100 and longer than the counts that never come out, and the variance above 0")]
    Noise,
    /// A rule that cannot be read.
    #[error("'{text}' is not a rule for what to hide: {fault}")]
    Rule {
        /// The text.
        text: String,
        /// What is wrong.
        fault: &'static str,
    },
}
