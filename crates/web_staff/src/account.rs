//! Accounts: who may do what, where, and for records of which owner.

use domain::{Atlas, Municipality, RegionCode, RegionKind};
use records::{Author, GrantRow, Records, RecordsError, StaffRow};
use register::Record;

/// What somebody may do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// Read, and take files out.
    Reader,
    /// Add and change records, and report commitments done.
    Editor,
    /// Approve, as the second person, that a commitment was done.
    Approver,
    /// Make accounts and see who did what. An administrator changes no record by that.
    Administrator,
}

impl Role {
    /// Every role, from least to most.
    pub const ALL: [Role; 4] = [Role::Reader, Role::Editor, Role::Approver, Role::Administrator];

    /// The word in commands and in the records.
    pub fn word(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Editor => "editor",
            Role::Approver => "approver",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the word.
    ///
    /// ```
    /// use web_staff::account::Role;
    /// assert_eq!(Role::from_word("editor"), Some(Role::Editor));
    /// ```
    pub fn from_word(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == text)
    }
}

/// Where a role holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reach {
    /// In a region; one of Veilig Thuis or of youth care holds its municipalities, the country holds all.
    Region(RegionCode),
    /// In a cooperation area, by its id: for records of the area as a whole, not for those of one of its members.
    Area(String),
}

impl Reach {
    /// Reads a code or the id of a cooperation area.
    ///
    /// ```
    /// use web_staff::account::Reach;
    /// assert!(matches!(Reach::read("VT19"), Some(Reach::Region(_))));
    /// assert!(matches!(Reach::read("S-veilige-steden"), Some(Reach::Area(_))));
    /// assert_eq!(Reach::read("Twente"), None);
    /// ```
    pub fn read(word: &str) -> Option<Reach> {
        let area = || register::is_area(word).then(|| Reach::Area(word.to_owned()));
        word.parse().ok().map(Reach::Region).or_else(area)
    }

    /// The code or the id.
    pub fn word(&self) -> String {
        match self {
            Reach::Region(region) => region.to_string(),
            Reach::Area(id) => id.clone(),
        }
    }

    /// Whether a word of a field of regions lies within it. Nobody but the country reaches every area: its members may lie anywhere.
    fn holds(&self, word: &str, atlas: &Atlas) -> bool {
        match (self, word.parse::<RegionCode>()) {
            (Reach::Region(of), Ok(region)) => is_within(region, *of, atlas),
            (Reach::Region(of), Err(_)) => *of == RegionCode::COUNTRY,
            (Reach::Area(id), _) => id == word,
        }
    }
}

/// One role, for a place, for records of one owner or of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// For which place.
    pub reach: Reach,
    /// Only records whose owner is called this; `None` for every owner.
    pub organisation: Option<String>,
}

impl Grant {
    /// Whether a record lies within it: every region and area it names, and its owner.
    fn holds(&self, record: &Record, atlas: &Atlas) -> bool {
        let in_region = regions_of(record).iter().all(|word| self.reach.holds(word, atlas));
        let of_owner = |owner: &String| owner_of(record).is_some_and(|own| own.to_lowercase() == owner.to_lowercase());
        in_region && self.organisation.as_ref().is_none_or(of_owner)
    }

    /// As the records keep it.
    pub fn row(&self) -> GrantRow {
        let organisation = self.organisation.clone().unwrap_or_default();
        GrantRow { role: self.role.word().to_owned(), region: self.reach.word(), organisation }
    }

    /// Whether there may be such a role. Accounts and the log are of no region and no owner: who administers, does so for the
    /// country and for all.
    ///
    /// ```
    /// use web_staff::account::{Grant, Reach, Role};
    /// let grant = |role| Grant { role, reach: Reach::read("VT19").unwrap(), organisation: None };
    /// assert!(grant(Role::Editor).fits() && !grant(Role::Administrator).fits());
    /// ```
    pub fn fits(&self) -> bool {
        match self.role {
            Role::Reader | Role::Editor | Role::Approver => true,
            Role::Administrator => self.reach == Reach::Region(RegionCode::COUNTRY) && self.organisation.is_none(),
        }
    }

    /// From what the records keep; `None` for what this program never writes, and then it allows nothing.
    pub fn of(row: &GrantRow) -> Option<Grant> {
        let organisation = (!row.organisation.is_empty()).then(|| row.organisation.clone());
        let grant = Grant { role: Role::from_word(&row.role)?, reach: Reach::read(&row.region)?, organisation };
        grant.fits().then_some(grant)
    }
}

/// The regions and areas a record is about; one that names none is about the country.
fn regions_of(record: &Record) -> Vec<&str> {
    let named: Vec<&str> = record.list("regions").into_iter().chain(record.list("region")).collect();
    if named.is_empty() { vec!["NL"] } else { named }
}

fn owner_of(record: &Record) -> Option<&str> {
    let fields = ["owner", "promised_by", "organisation", "made_by", "given_by", "asked_by"];
    fields.into_iter().map(|field| record.get(field)).find(|owner| !owner.is_empty())
}

fn is_within(region: RegionCode, of: RegionCode, atlas: &Atlas) -> bool {
    if region == of || of == RegionCode::COUNTRY {
        return true;
    }
    let Some(municipality) = region.municipality().map(|code: Municipality| atlas.municipality(code)) else { return false };
    match of.kind() {
        RegionKind::VeiligThuis => municipality.is_some_and(|entry| entry.veilig_thuis == of),
        RegionKind::Youth => municipality.is_some_and(|entry| entry.youth == of),
        RegionKind::Country | RegionKind::Municipality => false,
    }
}

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub struct Account {
    /// Name to log in with; it stands in the history of every change.
    pub name: String,
    /// Organisation the worker is of.
    pub organisation: String,
    /// What the account may do.
    pub grants: Vec<Grant>,
}

impl Account {
    /// Whether the account has a role anywhere.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether it may look at the register: any role allows that.
    pub fn may_read(&self) -> bool {
        !self.grants.is_empty()
    }

    /// Whether it has a role for a record as it stands and as it would become: nobody moves a record out of, or into, a region
    /// that is not theirs.
    pub fn may(&self, role: Role, standing: Option<&Record>, next: &Record, atlas: &Atlas) -> bool {
        let holds = |record: &Record| self.grants.iter().any(|grant| grant.role == role && grant.holds(record, atlas));
        standing.is_none_or(holds) && holds(next)
    }
}

/// Whether a text may be the name of an account.
///
/// ```
/// assert!(web_staff::account::is_name("j.jansen") && !web_staff::account::is_name("J Jansen"));
/// ```
pub fn is_name(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '.' | '-' | '_');
    (2..=32).contains(&text.len()) && text.chars().all(allowed)
}

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The name holds other characters, or is too short or too long.
    #[error("a name has 2 to 32 small letters, digits, '.', '-' and '_'")]
    Name,
    /// An administrator of a region or an owner, which there is not.
    #[error("an administrator is for the whole country (NL) and for every owner")]
    Administrator,
    /// There is such an account.
    #[error("there is an account with this name already")]
    Taken,
    /// The password is not good enough.
    #[error(transparent)]
    Password(#[from] crate::password::PasswordError),
    /// The records could not be read or written.
    #[error(transparent)]
    Records(#[from] RecordsError),
}

/// Whether its owner chose the password, or must still choose one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chosen {
    /// By its owner.
    ByOwner,
    /// By somebody else: the first thing its owner does is choose another.
    ForOwner,
}

/// How far an account is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Somebody else chose its password: its owner must choose one first.
    Invited,
    /// Its owner chose the password.
    Active,
    /// Nobody logs in with it.
    Closed,
}

impl State {
    /// The word in the records.
    pub fn word(self) -> &'static str {
        match self {
            State::Invited => "invited",
            State::Active => "active",
            State::Closed => "closed",
        }
    }

    /// The state of an account; a word of another program closes it.
    pub fn of(account: &StaffRow) -> State {
        let known = [State::Invited, State::Active].into_iter().find(|state| state.word() == account.state);
        known.unwrap_or(State::Closed)
    }
}

/// Makes an account. Its second factor is set up at the first log-in.
///
/// # Errors
/// When name, password or a role do not fit, the name is taken, or the records cannot be written.
pub fn add(
    records: &Records,
    (name, organisation): (&str, &str),
    (password, chosen): (&str, Chosen),
    grants: &[Grant],
    author: &Author,
) -> Result<(), AccountError> {
    if !is_name(name) {
        return Err(AccountError::Name);
    }
    if !grants.iter().all(Grant::fits) {
        return Err(AccountError::Administrator);
    }
    let state = match chosen {
        Chosen::ByOwner => State::Active,
        Chosen::ForOwner => State::Invited,
    };
    let account = StaffRow {
        name: name.to_owned(),
        organisation: organisation.to_owned(),
        password: crate::password::hash(password, name)?,
        factor: String::new(),
        state: state.word().to_owned(),
        made_at: author.at,
    };
    let rows: Vec<GrantRow> = grants.iter().map(Grant::row).collect();
    if records.add_staff(&account, &rows, author)? { Ok(()) } else { Err(AccountError::Taken) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::Kind;

    fn measure(regions: &str, owner: &str) -> Record {
        let cells = [("id", "M-1"), ("source", "s"), ("title", "t"), ("status", "plan"), ("regions", regions), ("owner", owner)];
        let cells = cells.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Record::read(Kind::Measure, &cells, 0).0.expect("a measure")
    }

    fn editor(region: &str, organisation: Option<&str>) -> Account {
        let reach = Reach::read(region).expect("a place");
        let grant = Grant { role: Role::Editor, reach, organisation: organisation.map(str::to_owned) };
        Account { name: "e".to_owned(), organisation: "Twente".to_owned(), grants: vec![grant] }
    }

    #[test]
    fn an_editor_of_a_region_changes_what_lies_in_it_and_moves_nothing_across_its_border() {
        let atlas = Atlas::netherlands();
        let own = atlas.municipalities()[0].clone();
        let account = editor(&own.veilig_thuis.to_string(), None);
        let may = |standing: Option<&Record>, next: &Record| account.may(Role::Editor, standing, next, &atlas);
        let (inside, country) = (measure(&own.code.region().to_string(), ""), measure("", ""));
        assert!(may(None, &inside) && may(Some(&inside), &inside));
        assert!(!may(None, &country) && !may(Some(&inside), &country) && !may(Some(&country), &inside));
        let both = measure(&format!("{}|NL", own.veilig_thuis), "");
        assert!(!may(None, &both), "every region it names");
        assert!(!may(None, &measure(&format!("{}|S-steden", own.veilig_thuis), "")), "an area may lie anywhere");
        assert!(!account.may(Role::Approver, None, &inside, &atlas), "another role");
        assert!(editor("NL", None).may(Role::Editor, Some(&country), &both, &atlas));
    }

    #[test]
    fn an_editor_of_a_cooperation_area_changes_what_is_of_the_area_as_a_whole_and_nothing_of_its_members() {
        let atlas = Atlas::netherlands();
        let account = editor("S-steden", None);
        let may = |standing: Option<&Record>, next: &Record| account.may(Role::Editor, standing, next, &atlas);
        let (own, member) = (measure("S-steden", ""), measure("GM0153", ""));
        assert!(may(None, &own) && may(Some(&own), &own));
        assert!(!may(None, &member) && !may(Some(&member), &own) && !may(Some(&own), &measure("S-andere", "")));
        assert!(!may(None, &measure("", "")) && !may(None, &measure("S-steden|NL", "")));
        assert_eq!(Grant::of(&account.grants[0].row()), Some(account.grants[0].clone()), "it comes back from its row");
    }

    #[test]
    fn a_role_for_one_owner_holds_for_records_of_that_owner_only() {
        let atlas = Atlas::netherlands();
        let may = |owner: &str| editor("NL", Some("GGD Twente")).may(Role::Editor, None, &measure("NL", owner), &atlas);
        assert_eq!([may("ggd twente"), may("Veilig Thuis"), may("")], [true, false, false]);
    }

    #[test]
    fn a_grant_comes_back_from_its_row_and_a_row_of_another_program_allows_nothing() {
        let grant = Grant { role: Role::Approver, reach: Reach::read("VT19").expect("a place"), organisation: None };
        assert_eq!(Grant::of(&grant.row()), Some(grant.clone()));
        assert_eq!(Grant::of(&GrantRow { role: "emperor".to_owned(), ..grant.row() }), None);
    }
}
