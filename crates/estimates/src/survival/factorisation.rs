//! Symmetric matrices small enough to solve by hand: information and covariance matrices of tests and models.

/// A symmetric positive semidefinite matrix split as L D Lᵀ. A column that depends on those before it has pivot 0: it is
/// left out, and everything solved here is solved without it.
#[derive(Clone, Debug)]
pub(super) struct Factorisation {
    size: usize,
    /// Row after row; L below the diagonal, D on it.
    cells: Vec<f64>,
}

impl Factorisation {
    /// Splits a matrix given row after row. A pivot at or below `tolerance` times the largest diagonal cell is 0.
    pub(super) fn of(matrix: &[f64], size: usize, tolerance: f64) -> Factorisation {
        let mut cells = matrix.to_vec();
        let largest = (0..size).map(|place| matrix[place * size + place]).fold(0.0, f64::max);
        for pivot in 0..size {
            let own = cells[pivot * size + pivot];
            if !(own > tolerance * largest && own.is_finite()) {
                (pivot..size).for_each(|row| cells[row * size + pivot] = 0.0);
                continue;
            }
            for row in pivot + 1..size {
                let factor = cells[row * size + pivot] / own;
                for column in pivot + 1..=row {
                    cells[row * size + column] -= factor * cells[column * size + pivot];
                }
            }
            (pivot + 1..size).for_each(|row| cells[row * size + pivot] /= own);
        }
        Factorisation { size, cells }
    }

    fn pivot(&self, place: usize) -> f64 {
        self.cells[place * self.size + place]
    }

    /// Whether a column stands on its own.
    pub(super) fn is_free(&self, place: usize) -> bool {
        self.pivot(place) > 0.0
    }

    /// How many columns stand on their own.
    pub(super) fn rank(&self) -> usize {
        (0..self.size).filter(|place| self.is_free(*place)).count()
    }

    /// The solution of A x = b, 0 where a column was left out.
    pub(super) fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = vector.to_vec();
        for row in 0..self.size {
            for column in 0..row {
                solution[row] -= self.cells[row * self.size + column] * solution[column];
            }
        }
        for (row, value) in solution.iter_mut().enumerate() {
            *value = if self.is_free(row) { *value / self.pivot(row) } else { 0.0 };
        }
        for row in (0..self.size).rev() {
            for below in row + 1..self.size {
                solution[row] -= self.cells[below * self.size + row] * solution[below];
            }
            if !self.is_free(row) {
                solution[row] = 0.0;
            }
        }
        solution
    }

    /// bᵀ A⁻¹ b, over the columns that stand on their own.
    pub(super) fn quadratic(&self, vector: &[f64]) -> f64 {
        self.solve(vector).iter().zip(vector).map(|(solved, own)| solved * own).sum()
    }

    /// The inverse, row after row; 0 in rows and columns that were left out.
    pub(super) fn inverse(&self) -> Vec<f64> {
        let mut inverse = vec![0.0; self.size * self.size];
        for column in (0..self.size).filter(|column| self.is_free(*column)) {
            let mut unit = vec![0.0; self.size];
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                inverse[row * self.size + column] = value;
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: [f64; 9] = [4.0, 2.0, 1.0, 2.0, 3.0, 0.5, 1.0, 0.5, 2.0];

    #[test]
    fn a_matrix_times_its_inverse_is_the_identity() {
        let inverse = Factorisation::of(&MATRIX, 3, 1e-12).inverse();
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3).map(|inner| MATRIX[row * 3 + inner] * inverse[inner * 3 + column]).sum();
                assert!((product - f64::from(u8::from(row == column))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn a_column_that_repeats_others_is_left_out() {
        // The third row and column are the sum of the first two.
        let matrix = [4.0, 2.0, 6.0, 2.0, 3.0, 5.0, 6.0, 5.0, 11.0];
        let split = Factorisation::of(&matrix, 3, 1e-12);
        assert_eq!((split.rank(), split.is_free(2)), (2, false));
        let solved = split.solve(&[6.0, 5.0, 11.0]);
        assert!((solved[0] - 1.0).abs() < 1e-14 && (solved[1] - 1.0).abs() < 1e-14 && solved[2] == 0.0);
        assert!((split.quadratic(&[6.0, 5.0, 11.0]) - 11.0).abs() < 1e-13);
    }
}
