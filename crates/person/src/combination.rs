//! The combinations of fields that linkage tokens are made of.

/// A combination of fields. Its place is the number of its token: never reorder, old tokens keep their meaning.
///
/// ```
/// use person::Combination;
/// assert_eq!(Combination::WholeName.place(), 1);
/// assert!(Combination::ALL.iter().map(|one| one.place()).eq(0..8));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Combination {
    /// First name, surname, birth date, sex, postcode. Forgives nothing.
    WholeNameAtAddress,
    /// First name, surname, birth date, sex. Forgives a move.
    WholeName,
    /// Initial, surname, birth date, postcode. Forgives an initial for a name, and sex.
    InitialAtAddress,
    /// First name, birth date, sex, postcode: what the fallback holds, and the first name. Forgives another surname.
    FirstNameAtAddress,
    /// Surname, birth date, sex, postcode. Forgives another first name; twins share it.
    SurnameAtAddress,
    /// Sound of the surname, initial, birth date, sex. Forgives a misspelt surname and a move.
    SoundOfSurname,
    /// First name, surname, birth year and month, postcode. Forgives another day of birth.
    BirthMonthAtAddress,
    /// First name, surname, birth date with day and month swapped or not, sex. Forgives that they were swapped.
    SwappedBirthDate,
}

impl Combination {
    /// Every combination, by place.
    pub const ALL: [Combination; 8] = [
        Combination::WholeNameAtAddress,
        Combination::WholeName,
        Combination::InitialAtAddress,
        Combination::FirstNameAtAddress,
        Combination::SurnameAtAddress,
        Combination::SoundOfSurname,
        Combination::BirthMonthAtAddress,
        Combination::SwappedBirthDate,
    ];

    /// Its place among the tokens of a record.
    pub const fn place(self) -> usize {
        self as usize
    }
}
