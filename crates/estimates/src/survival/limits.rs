//! Confidence limits of a probability, on the scale where its error is closest to normal.

/// On which scale the limits are symmetric.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Limits {
    /// log(−log p) (Kalbfleisch & Prentice 1980): `survfit(conf.type = "log-log")`. Always inside 0–1.
    LogLog,
    /// log p: `survfit(conf.type = "log")`, upper limit cut at 1. What `survfit` gives for cumulative incidences
    /// unless told otherwise.
    Log,
}

impl Limits {
    /// Lower and upper limit around a probability with its standard error; `None` where the scale has no value there:
    /// at 0 and (for [`Limits::LogLog`]) at 1.
    pub fn around(self, probability: f64, std_error: f64, z: f64) -> Option<(f64, f64)> {
        if !(probability > 0.0 && probability <= 1.0) {
            return None;
        }
        let relative = z * std_error / probability;
        match self {
            Limits::LogLog if probability >= 1.0 => None,
            Limits::LogLog => {
                let log = probability.ln();
                let factor = (relative / log).abs().exp();
                Some(((log * factor).exp(), (log / factor).exp()))
            }
            Limits::Log => Some((probability * (-relative).exp(), (probability * relative.exp()).min(1.0))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Klein & Moeschberger (2003), section 4.3, lists the same formula: S^(1/θ), S^θ with θ = exp(z σ / ln S).
    #[test]
    fn log_log_limits_follow_the_book() {
        let (lower, upper) = Limits::LogLog.around(0.8, 0.05, 1.96).expect("limits");
        let theta = (1.96f64 * (0.05 / 0.8) / 0.8f64.ln()).exp();
        assert!((lower - 0.8f64.powf(1.0 / theta)).abs() < 1e-12 && (upper - 0.8f64.powf(theta)).abs() < 1e-12);
        assert!(lower < 0.8 && 0.8 < upper);
    }

    #[test]
    fn at_the_edges_there_are_none() {
        assert_eq!(Limits::LogLog.around(1.0, 0.0, 1.96), None);
        assert_eq!(Limits::LogLog.around(0.0, 0.0, 1.96), None);
        assert_eq!(Limits::Log.around(0.0, 0.0, 1.96), None);
        assert_eq!(Limits::Log.around(1.0, 0.0, 1.96), Some((1.0, 1.0)));
    }
}
