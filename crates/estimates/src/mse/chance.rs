//! Numbers drawn by chance, always from a seeded stream.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use statrs::function::gamma::ln_gamma;

/// A number strictly between 0 and 1.
pub(super) fn share(random: &mut ChaCha8Rng) -> f64 {
    1.0 - random.random::<f64>() * (1.0 - f64::EPSILON)
}

/// A standard normal number (Box & Muller 1958).
pub(super) fn normal(random: &mut ChaCha8Rng) -> f64 {
    (-2.0 * share(random).ln()).sqrt() * (std::f64::consts::TAU * random.random::<f64>()).cos()
}

/// A gamma number of any shape above 0 (Marsaglia & Tsang 2000; below 1 by their power of a uniform number).
pub(super) fn gamma(random: &mut ChaCha8Rng, shape: f64) -> f64 {
    if shape < 1.0 {
        return gamma(random, shape + 1.0) * share(random).powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(random);
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && share(random).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// A beta number from two gamma numbers.
pub(super) fn beta(random: &mut ChaCha8Rng, one: f64, other: f64) -> f64 {
    let (one, other) = (gamma(random, one), gamma(random, other));
    one / (one + other)
}

/// People up to whom halving is quick.
const HALVED: f64 = 1e6;

/// A binomial number: by its gaps where the mean is small, by halving with the order statistic of the middle (Devroye 1986, section
/// X.4.3) up to a million people, beyond that by transformed rejection (Hörmann 1993, algorithm BTRS), which takes as long for a
/// milliard people as for a million.
pub(super) fn binomial(random: &mut ChaCha8Rng, people: f64, probability: f64) -> f64 {
    if people <= 0.0 || probability <= 0.0 {
        return 0.0;
    }
    if probability >= 1.0 {
        return people;
    }
    if probability > 0.5 {
        return people - binomial(random, people, 1.0 - probability);
    }
    if people * probability < 12.0 {
        gaps(random, people, probability)
    } else if people <= HALVED {
        halving(random, people, probability)
    } else {
        rejection(random, people, probability)
    }
}

/// Where the person in the middle comes says on which side the rest is drawn.
fn halving(random: &mut ChaCha8Rng, people: f64, probability: f64) -> f64 {
    let (middle, over) = ((people / 2.0).floor() + 1.0, people - (people / 2.0).floor());
    let place = beta(random, middle, over);
    if place <= probability {
        middle + binomial(random, people - middle, (probability - place) / (1.0 - place))
    } else {
        binomial(random, middle - 1.0, probability / place)
    }
}

/// A ratio of uniform numbers, stretched so that it nearly has the shape of the law; most are taken at once.
fn rejection(random: &mut ChaCha8Rng, people: f64, probability: f64) -> f64 {
    let spread = (people * probability * (1.0 - probability)).sqrt();
    let odds = probability / (1.0 - probability);
    let width = 1.15 + 2.53 * spread;
    let shear = -0.0873 + 0.0248 * width + 0.01 * probability;
    let at_once = 0.92 - 4.2 / width;
    let middle = ((people + 1.0) * probability).floor();
    let log_chance = |count: f64| (count - middle) * odds.ln() - ln_gamma(count + 1.0) - ln_gamma(people - count + 1.0);
    loop {
        let u = share(random) - 0.5;
        let v = share(random);
        let edge = 0.5 - u.abs();
        let count = ((2.0 * shear / edge + width) * u + people * probability + 0.5).floor();
        if edge >= 0.07 && v <= at_once {
            return count;
        }
        if !(0.0..=people).contains(&count) {
            continue;
        }
        let height = v * (2.83 + 5.1 / width) * spread / (shear / (edge * edge) + width);
        if height.ln() <= log_chance(count) - log_chance(middle) {
            return count;
        }
    }
}

fn gaps(random: &mut ChaCha8Rng, people: f64, probability: f64) -> f64 {
    let scale = (1.0 - probability).ln();
    let (mut place, mut count) = (0.0, 0.0);
    loop {
        place += (share(random).ln() / scale).floor() + 1.0;
        if place > people {
            return count;
        }
        count += 1.0;
    }
}

/// A Poisson number: by its waits where the mean is small, else by the order statistic of a gamma process (Ahrens & Dieter 1974).
pub(super) fn poisson(random: &mut ChaCha8Rng, mean: f64) -> f64 {
    if mean < 12.0 {
        let (limit, mut product, mut count) = ((-mean).exp(), share(random), 0.0);
        while product > limit {
            product *= share(random);
            count += 1.0;
        }
        return count;
    }
    let events = (mean * 0.875).floor();
    let time = gamma(random, events);
    if time < mean { events + poisson(random, mean - time) } else { binomial(random, events - 1.0, mean / time) }
}

/// Spreads people over parts with these weights; `spread` receives part and number.
pub(super) fn multinomial(random: &mut ChaCha8Rng, people: f64, weights: &[f64], mut spread: impl FnMut(usize, f64)) {
    let (mut left, mut weight_left) = (people, weights.iter().sum::<f64>());
    if people <= FEW {
        return (0..people as u32).for_each(|_| spread(one_of(random, weights, weight_left), 1.0));
    }
    for (part, weight) in weights.iter().enumerate() {
        if left <= 0.0 {
            return;
        }
        let drawn = if *weight >= weight_left || part + 1 == weights.len() { left } else { binomial(random, left, weight / weight_left) };
        spread(part, drawn);
        left -= drawn;
        weight_left -= weight;
    }
}

/// So few people are spread one by one.
const FEW: f64 = 4.0;

fn one_of(random: &mut ChaCha8Rng, weights: &[f64], total: f64) -> usize {
    let mut left = share(random) * total;
    let heavy = |weight: &f64| {
        left -= weight;
        left <= 0.0
    };
    weights.iter().position(heavy).unwrap_or_else(|| weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[track_caller]
    fn has_mean_and_spread(draws: &[f64], mean: f64, variance: f64) {
        let count = draws.len() as f64;
        let found = draws.iter().sum::<f64>() / count;
        let spread = draws.iter().map(|draw| (draw - found).powi(2)).sum::<f64>() / (count - 1.0);
        assert!((found - mean).abs() < 4.5 * (variance / count).sqrt(), "{found} is not {mean}");
        assert!((spread / variance - 1.0).abs() < 0.15, "{spread} is not {variance}");
    }

    #[test]
    fn drawn_numbers_have_the_mean_and_spread_of_their_law() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        for (people, probability) in [(10.0, 0.3), (1000.0, 0.02), (30.0, 0.45), (100_000.0, 0.4), (1e9, 0.7), (7e10, 0.001)] {
            let draws: Vec<f64> = (0..4000).map(|_| binomial(&mut random, people, probability)).collect();
            has_mean_and_spread(&draws, people * probability, people * probability * (1.0 - probability));
        }
        for mean in [0.4, 11.0, 30.0, 5000.0] {
            let draws: Vec<f64> = (0..6000).map(|_| poisson(&mut random, mean)).collect();
            has_mean_and_spread(&draws, mean, mean);
        }
        for shape in [0.3, 1.0, 40.0] {
            let draws: Vec<f64> = (0..12_000).map(|_| gamma(&mut random, shape)).collect();
            has_mean_and_spread(&draws, shape, shape);
        }
    }

    /// Chi-square of a binomial law by classes, against its own probabilities.
    #[test]
    fn rejection_draws_the_law_itself() {
        let (people, probability, draws) = (40.0, 0.35, 40_000.0);
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let mut seen = [0.0; 41];
        (0..40_000).for_each(|_| seen[rejection(&mut random, people, probability) as usize] += 1.0);
        let log = |count: f64| ln_gamma(people + 1.0) - ln_gamma(count + 1.0) - ln_gamma(people - count + 1.0);
        let chance = |count: f64| (log(count) + count * probability.ln() + (people - count) * (1.0 - probability).ln()).exp();
        let classes = (6..=22u8).map(|count| (seen[usize::from(count)], draws * chance(f64::from(count))));
        let square: f64 = classes.map(|(seen, expected)| (seen - expected).powi(2) / expected).sum();
        // Seventeen classes: beyond 41 lies one in a thousand.
        assert!(square < 41.0, "{square}");
    }

    #[test]
    fn everyone_who_is_spread_ends_somewhere() {
        let mut random = ChaCha8Rng::seed_from_u64(2);
        for _ in 0..200 {
            let mut parts = [0.0; 4];
            multinomial(&mut random, 73.0, &[0.2, 0.0, 0.7, 0.1], |part, number| parts[part] += number);
            assert_eq!((parts.iter().sum::<f64>(), parts[1]), (73.0, 0.0));
        }
    }
}
