//! Words that fit and do not collide.

/// Whether words are set in bold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Estimated width of a text in Noto Sans at this size in pixels; on the wide side, so that what fits here fits on screen.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let wider = match weight {
        Weight::Regular => 1.0,
        Weight::Bold => 1.07,
    };
    text.chars().map(advance).sum::<f64>() * size * wider / 1000.0
}

/// Advance in thousandths of the size, after the font's own tables, in groups.
fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 262.0,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' => 268.0,
        '-' | '(' | ')' | '[' | ']' | 'I' | 'J' | '/' => 372.0,
        'f' | 't' | 'r' => 413.0,
        'c' | 's' | 'v' | 'x' | 'y' | 'z' | '–' => 530.0,
        'k' | 'L' | 'F' | 'E' | 'T' | 'S' | 'Y' | 'Z' => 572.0,
        '0'..='9' | 'a' | 'e' | '*' | '<' | '>' | '+' | '=' => 575.0,
        'b' | 'd' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | 'X' | 'V' => 618.0,
        'A' | 'B' | 'C' | 'K' | 'P' | 'R' => 650.0,
        'D' | 'G' | 'H' | 'N' | 'U' => 760.0,
        'O' | 'Q' | 'w' => 790.0,
        'm' | 'M' | 'W' | '%' | '@' | '…' => 935.0,
        other if other.is_ascii() => 618.0,
        other if other.is_lowercase() => 620.0,
        _ => 940.0,
    }
}

/// The text, or as much of it as fits with an ellipsis.
pub(crate) fn shorten(text: &str, size: f64, weight: Weight, most: f64) -> String {
    if width(text, size, weight) <= most {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let short = format!("{}…", kept.trim_end());
        if width(&short, size, weight) <= most {
            return short;
        }
    }
    "…".to_owned()
}

/// The text in lines no wider than `most`, broken at spaces and after hyphens; no more than `lines`, the last shortened.
pub(crate) fn wrap(text: &str, size: f64, weight: Weight, most: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for piece in pieces(text) {
        let full = out.len() >= lines;
        match out.last_mut() {
            Some(line) if full || width(&format!("{line}{}", piece.trim_end()), size, weight) <= most => line.push_str(piece),
            Some(_) | None => out.push(piece.to_owned()),
        }
    }
    out.iter().map(|line| shorten(line.trim(), size, weight, most)).collect()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '-']).filter(|piece| !piece.is_empty())
}

/// Places as near to the wanted ones as can be, at least `gap` apart, in the same order, not past `highest` and,
/// where there is room, not before `lowest`.
pub(crate) fn spread(wanted: &[f64], gap: f64, lowest: f64, highest: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]).then(one.cmp(other)));
    let mut placed = vec![0.0; wanted.len()];
    let mut floor = lowest;
    for (rank, place) in order.iter().enumerate() {
        let crowd = order[rank + 1..].iter().take_while(|next| wanted[**next] - wanted[*place] < gap).count();
        placed[*place] = (wanted[*place] - crowd as f64 * gap / 2.0).max(floor);
        floor = placed[*place] + gap;
    }
    let mut ceiling = highest;
    for place in order.iter().rev() {
        placed[*place] = placed[*place].min(ceiling);
        ceiling = placed[*place] - gap;
    }
    placed
}

/// Of intervals on a line, in order of importance, those that can stand without touching an earlier one.
pub(crate) fn keep_apart(intervals: &[(f64, f64)], margin: f64) -> Vec<bool> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    let mut stands = |interval: &(f64, f64)| {
        let free = kept.iter().all(|other| interval.1 + margin <= other.0 || other.1 + margin <= interval.0);
        if free {
            kept.push(*interval);
        }
        free
    };
    intervals.iter().map(&mut stands).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn long_names_are_wrapped_and_then_shortened() {
        assert_eq!(wrap("Noord- en Oost-Gelderland", 14.0, Weight::Bold, 125.0, 2), ["Noord- en Oost-", "Gelderland"]);
        assert_eq!(wrap("Noord- en Oost-Gelderland", 14.0, Weight::Bold, 110.0, 1), ["Noord- en O…"]);
        assert!(wrap("", 14.0, Weight::Bold, 100.0, 2).is_empty());
    }

    #[test]
    fn two_equal_labels_move_apart_evenly() {
        assert_eq!(spread(&[50.0, 50.0], 20.0, 0.0, 100.0), [40.0, 60.0]);
        assert_eq!(spread(&[100.0, 100.0], 20.0, 0.0, 100.0), [80.0, 100.0]);
    }

    proptest! {
        #[test]
        fn placed_labels_never_overlap(wanted in proptest::collection::vec(0.0f64..300.0, 0..8)) {
            let mut placed = spread(&wanted, 18.0, 0.0, 300.0);
            prop_assert!(placed.iter().all(|place| (0.0..=300.0).contains(place)));
            placed.sort_by(f64::total_cmp);
            prop_assert!(placed.windows(2).all(|pair| pair[1] - pair[0] >= 18.0 - 1e-9));
        }

        #[test]
        fn a_shortened_text_fits(text in "\\PC{0,40}", most in 20.0f64..200.0) {
            prop_assert!(width(&shorten(&text, 14.0, Weight::Bold, most), 14.0, Weight::Bold) <= most);
        }
    }
}
