//! Who meets a child that suffers sexual violence, beside Veilig Thuis: the probabilities that make lists depend on
//! each other.
//!
//! Whether Veilig Thuis hears of it is drawn with the violence itself. Given that, a Centre for Sexual Violence meets the
//! child or not; given both, the police. Within an age and what came before, every victimisation is alike: the true
//! dependence between these three lists is in this table and nowhere else.

/// Ages at the first day of the violence that the probabilities differ by: below 12, and 12–17.
pub const AGES: [&str; 2] = ["0-11", "12-17"];

/// Probability that a centre meets the child, by age, where Veilig Thuis never hears of it and where it does.
pub const CENTRE: [[f64; 2]; 2] = [[0.016, 0.055], [0.046, 0.105]];

/// Probability that the police meet the child, by age, by whether Veilig Thuis hears of it, by whether a centre met it.
pub const POLICE: [[[f64; 2]; 2]; 2] = [[[0.022, 0.30], [0.10, 0.38]], [[0.055, 0.42], [0.21, 0.50]]];

/// Of children met by a centre and reported to Veilig Thuis: those whom the centre referred there. Its contact comes
/// before the report; the others came to the centre after it.
pub const CENTRE_REFERS: f64 = 0.60;

/// Of children met by the police and reported to Veilig Thuis: those whom the police reported there.
pub const POLICE_REFER: f64 = 0.70;

/// Of children met by a centre of whom Veilig Thuis never hears: those whom the centre said to have referred there.
pub const REFERRAL_LOST: f64 = 0.06;

/// `truth/parameters/lists.csv`.
pub(crate) fn csv() -> String {
    let mut text = String::from("event,age,reported,centre,probability\n");
    for (age, label) in AGES.iter().enumerate() {
        for (reported, probability) in CENTRE[age].iter().enumerate() {
            text.push_str(&format!("centre,{label},{reported},,{probability}\n"));
        }
        for (reported, by_centre) in POLICE[age].iter().enumerate() {
            for (centre, probability) in by_centre.iter().enumerate() {
                text.push_str(&format!("police,{label},{reported},{centre},{probability}\n"));
            }
        }
    }
    for (event, reported, probability) in
        [("centre-refers", 1, CENTRE_REFERS), ("police-refer", 1, POLICE_REFER), ("referral-lost", 0, REFERRAL_LOST)]
    {
        text.push_str(&format!("{event},,{reported},,{probability}\n"));
    }
    text
}
