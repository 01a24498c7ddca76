//! A cubic spline through points, with end slopes from cubics through the four outermost (Forsythe, Malcolm & Moler 1977).

/// A spline through points with rising places.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Spline {
    points: Vec<(f64, f64)>,
    /// A sixth of the second derivative at every point.
    curvature: Vec<f64>,
}

impl Spline {
    /// Through three points or more, their places rising; else `None`.
    pub(crate) fn through(points: &[(f64, f64)]) -> Option<Spline> {
        let count = points.len();
        if count < 3 || points.windows(2).any(|pair| !(pair[1].0 > pair[0].0 && pair[1].1.is_finite())) {
            return None;
        }
        let gap: Vec<f64> = points.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let slope: Vec<f64> = points.windows(2).map(|pair| (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0)).collect();
        let mut diagonal: Vec<f64> = (0..count).map(|place| if place == 0 { -gap[0] } else { -gap[count - 2] }).collect();
        let mut right = vec![0.0; count];
        for place in 1..count - 1 {
            diagonal[place] = 2.0 * (gap[place - 1] + gap[place]);
            right[place] = slope[place] - slope[place - 1];
        }
        if count > 3 {
            right[0] = third_difference(points) * gap[0] * gap[0];
            right[count - 1] = -third_difference(&points[count - 4..]) * gap[count - 2] * gap[count - 2];
        }
        for place in 1..count {
            let factor = gap[place - 1] / diagonal[place - 1];
            diagonal[place] -= factor * gap[place - 1];
            right[place] -= factor * right[place - 1];
        }
        let mut curvature = right;
        curvature[count - 1] /= diagonal[count - 1];
        for place in (0..count - 1).rev() {
            curvature[place] = (curvature[place] - gap[place] * curvature[place + 1]) / diagonal[place];
        }
        Some(Spline { points: points.to_vec(), curvature })
    }

    /// The value at a place between the first and the last point.
    pub(crate) fn at(&self, place: f64) -> f64 {
        let last = self.points.len() - 2;
        let left = self.points.partition_point(|point| point.0 <= place).saturating_sub(1).min(last);
        let ((from, low), (to, high)) = (self.points[left], self.points[left + 1]);
        let gap = to - from;
        let (part, rest) = ((place - from) / gap, (to - place) / gap);
        let bend = |part: f64| part * part * part - part;
        rest * low + part * high + gap * gap * (bend(rest) * self.curvature[left] + bend(part) * self.curvature[left + 1])
    }

    /// The place of a value, on straight lines between so many equally spaced places; values must rise.
    pub(crate) fn read_back(&self, value: f64, places: usize) -> Option<f64> {
        let (first, last) = (self.points.first()?.0, self.points.last()?.0);
        let place = |number: usize| first + (last - first) * number as f64 / (places - 1) as f64;
        let table: Vec<(f64, f64)> = (0..places).map(|number| (place(number), self.at(place(number)))).collect();
        let pair = table.windows(2).find(|pair| pair[0].1 <= value && value <= pair[1].1)?;
        let ((from, low), (to, high)) = (pair[0], pair[1]);
        Some(if high > low { from + (to - from) * (value - low) / (high - low) } else { from })
    }
}

/// The third divided difference of four points: a sixth of the third derivative of the cubic through them.
fn third_difference(points: &[(f64, f64)]) -> f64 {
    let slope = |at: usize| (points[at + 1].1 - points[at].1) / (points[at + 1].0 - points[at].0);
    let second = |at: usize| (slope(at + 1) - slope(at)) / (points[at + 2].0 - points[at].0);
    (second(1) - second(0)) / (points[3].0 - points[0].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cubic_is_met_everywhere() {
        let cubic = |x: f64| 2.0 * x * x * x - x * x + 3.0;
        let points: Vec<(f64, f64)> = [-1.0, 0.0, 0.7, 1.5, 3.0].iter().map(|x| (*x, cubic(*x))).collect();
        let spline = Spline::through(&points).expect("a spline");
        for x in [-1.0, -0.3, 0.2, 1.1, 2.9, 3.0] {
            assert!((spline.at(x) - cubic(x)).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn two_points_or_places_that_fall_back_have_no_spline() {
        assert_eq!(Spline::through(&[(0.0, 0.0), (1.0, 1.0)]), None);
        assert_eq!(Spline::through(&[(0.0, 0.0), (0.0, 1.0), (1.0, 2.0)]), None);
    }
}
