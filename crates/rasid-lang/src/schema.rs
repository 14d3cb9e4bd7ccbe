//! What each table of words is: its columns, what they hold, and by what its rows are known.
//!
//! Loaders read the tables; this says about them what people and the checks need to know. A test
//! holds that loaders and this list agree.

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Words of the language, alternatives separated by `|`.
    Words,
    /// Words of a vocabulary, or a value in a form that the loader checks.
    Vocabulary,
    /// One of these words; an empty one among them says that the cell may be empty.
    OneOf(&'static [&'static str]),
    /// Identifier of the actor or place that the row describes.
    Id,
    /// Identifier of a person in `persons.tsv`.
    Person,
    /// Identifier of an office: a state or body and a role.
    Office,
    /// Country codes, ISO 3166-1 alpha-3, which `states.tsv` knows.
    Country,
    /// The same, or `home`: whichever country is fought over.
    Home,
    /// Identifier of the side that somebody stands for.
    Side,
    /// A day, ISO 8601.
    Day,
    /// English names and remarks.
    Text,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// File name.
    pub file: &'static str,
    /// Its columns, in their order.
    pub columns: &'static [Column],
    /// The columns by which a row is known: a row of a team's table replaces the rows of the
    /// built-in one with the same key.
    pub key: &'static [&'static str],
    /// The columns that no two rows of a table have in common; none where rows may repeat.
    pub unique: &'static [&'static str],
    /// Whether rows stand in the order of their first column.
    pub sorted: bool,
    /// Whether a team's table takes the place of the built-in one as a whole.
    pub whole: bool,
}

impl Schema {
    /// The names of the columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    /// The columns that hold `holds`, with their number, counted from 0.
    pub fn columns_of(&self, holds: Holds) -> impl Iterator<Item = (usize, &'static Column)> {
        self.columns.iter().enumerate().filter(move |(_, column)| column.holds == holds)
    }

    /// The table in the file called `file`.
    pub fn find(file: &str) -> Option<&'static Schema> {
        SCHEMAS.iter().find(|schema| schema.file == file)
    }
}

const fn column(name: &'static str, holds: Holds) -> Column {
    Column { name, holds }
}

/// Columns of one kind after another.
macro_rules! columns {
    ($($name:literal $holds:ident $(($words:expr))?),+ $(,)?) => { &[$(column($name, Holds::$holds $(($words))?)),+] };
}

/// A table whose rows are known by `key`; what is written after it differs from the usual.
macro_rules! table {
    ($file:literal, $columns:expr, key $key:expr, unique $unique:expr, sorted $sorted:literal) => {
        Schema { file: $file, columns: $columns, key: $key, unique: $unique, sorted: $sorted, whole: false }
    };
}

const FLAG: &[&str] = &["", "yes"];
const GROUPS: &[&str] = &["group", "movement", "authority", "alliance"];
pub(crate) const PLACES: &[&str] = &[
    "town",
    "city",
    "region",
    "quarter",
    "governorate",
    "base",
    "village",
    "crossing",
    "sea",
    "camp",
    "airport",
    "road",
    "river",
    "continent",
];
const WIDTHS: &[&str] = &["around", "district", "governorate", "line", "point", "settlement"];
const ROLES: &[&str] = &[
    "",
    "none",
    "court",
    "crown-prince",
    "delegation",
    "finance",
    "gov",
    "health",
    "intelligence",
    "interior",
    "justice",
    "mfa",
    "migration",
    "mil",
    "mission",
    "mod",
    "parliament",
    "police",
    "presidency",
];

/// Every table, in the order in which they are read.
pub const SCHEMAS: &[Schema] = &[
    table!(
        "persons.tsv",
        columns!["id" Id, "names" Words, "short" Words, "english" Text, "country" Country, "side" Side, "note" Text],
        key &["id"], unique &["id"], sorted true
    ),
    table!(
        "offices.tsv",
        columns!["person" Person, "office" Office, "title" Words, "from" Day, "to" Day],
        key &["person", "office"], unique &["person", "office", "from"], sorted true
    ),
    table!(
        "states.tsv",
        columns!["id" Id, "names" Words, "nationality" Words, "people" Words, "capitals" Words, "english" Text],
        key &["id"], unique &["id"], sorted true
    ),
    table!(
        "groups.tsv",
        columns!["id" Id, "kind" OneOf(GROUPS), "names" Words, "marked" Words, "english" Text, "country" Country, "note" Text],
        key &["id"], unique &["id"], sorted true
    ),
    table!(
        "bodies.tsv",
        columns!["id" Id, "names" Words, "english" Text, "alliance" OneOf(FLAG), "note" Text],
        key &["id"], unique &["id"], sorted true
    ),
    table!(
        "outlets.tsv",
        columns!["id" Id, "names" Words, "english" Text, "country" Country],
        key &["id"], unique &["id"], sorted true
    ),
    table!(
        "organs.tsv",
        columns!["head" Words, "role" OneOf(ROLES), "kind" Vocabulary, "state" Home, "note" Text],
        key &["head"], unique &["head"], sorted true
    ),
    table!(
        "titles.tsv",
        columns!["title" Words, "class" Vocabulary, "role" OneOf(ROLES), "note" Text],
        key &["title"], unique &["title"], sorted true
    ),
    table!(
        "parties.tsv",
        columns!["id" Id, "names" Words, "kind" Vocabulary, "country" Country, "source" Text, "note" Text],
        key &["id"], unique &["id", "names", "country"], sorted true
    ),
    table!(
        "places.tsv",
        columns!["id" Id, "names" Words, "kind" OneOf(PLACES), "country" Country, "english" Text],
        key &["id"], unique &["id"], sorted true
    ),
    table!(
        "points.tsv",
        columns!["place" Text, "lat" Vocabulary, "lon" Vocabulary],
        key &["place"], unique &["place"], sorted true
    ),
    table!(
        "placenouns.tsv",
        columns!["form" Words, "means" OneOf(WIDTHS), "note" Text],
        key &["form"], unique &["form"], sorted true
    ),
    table!(
        "belongings.tsv",
        columns!["actor" Side, "adjectives" Words, "note" Text],
        key &["actor"], unique &["actor"], sorted true
    ),
    table!(
        "cues.tsv",
        columns!["past" Words, "present" Words, "participle" Words, "noun" Words, "kind" Vocabulary, "stance" Vocabulary,
            "takes" Vocabulary, "addressee" OneOf(FLAG), "strict" OneOf(FLAG), "note" Text],
        key &["past"], unique &["past", "present", "participle", "noun", "kind"], sorted true
    ),
    table!(
        "stances.tsv",
        columns!["form" Words, "stance" Vocabulary],
        key &["form"], unique &["form"], sorted true
    ),
    table!(
        "particles.tsv",
        columns!["form" Words, "category" Vocabulary, "note" Text],
        key &["form"], unique &["form", "category"], sorted true
    ),
    table!(
        "verbs.tsv",
        columns!["past" Words, "present" Words],
        key &["past"], unique &["past"], sorted true
    ),
    table!(
        "namewords.tsv",
        columns!["form" Words, "kind" Vocabulary, "note" Text],
        key &["form", "kind"], unique &["form", "kind"], sorted true
    ),
    table!(
        "months.tsv",
        columns!["calendar" Vocabulary, "month" Vocabulary, "names" Words, "needs" Vocabulary, "note" Text],
        key &["names"], unique &["names"], sorted false
    ),
    Schema {
        file: "hijri.tsv",
        columns: columns!["year" Vocabulary, "first" Day, "long" Vocabulary],
        key: &["year"],
        unique: &["year"],
        sorted: true,
        whole: true,
    },
    table!(
        "timewords.tsv",
        columns!["forms" Words, "kind" Vocabulary, "value" Vocabulary, "note" Text],
        key &["forms"], unique &["forms", "kind"], sorted false
    ),
    table!(
        "numbers.tsv",
        columns!["forms" Words, "kind" Vocabulary, "value" Vocabulary, "note" Text],
        key &["forms"], unique &["forms", "kind"], sorted false
    ),
    table!(
        "counted.tsv",
        columns!["singular" Words, "plural" Words, "class" Vocabulary, "measure" Vocabulary, "who" Vocabulary, "note" Text],
        key &["singular"], unique &["singular"], sorted false
    ),
    table!(
        "measures.tsv",
        columns!["past" Words, "present" Words, "noun" Words, "other" Words, "measure" Vocabulary, "note" Text],
        key &["past", "noun", "other"], unique &["past", "noun", "other"], sorted false
    ),
    table!(
        "mechanisms.tsv",
        columns!["part" Vocabulary, "class" Vocabulary, "kind" Vocabulary, "forms" Words, "weight" Vocabulary, "note" Text],
        key &["part", "forms"], unique &["part", "class", "kind", "forms"], sorted false
    ),
    table!(
        "phases.tsv",
        columns!["past" Words, "present" Words, "participle" Words, "noun" Words, "phase" Vocabulary, "grip" Vocabulary,
            "note" Text],
        key &["past", "noun"], unique &[], sorted false
    ),
    table!(
        "breaches.tsv",
        columns!["past" Words, "present" Words, "participle" Words, "noun" Words, "kind" Vocabulary, "act" Vocabulary,
            "note" Text],
        key &["past", "noun"], unique &[], sorted false
    ),
    table!(
        "undertakings.tsv",
        columns!["past" Words, "present" Words, "participle" Words, "noun" Words, "binding" Vocabulary,
            "class" Vocabulary, "kind" Vocabulary, "note" Text],
        key &["past", "noun"], unique &[], sorted false
    ),
    table!(
        "matter.tsv",
        columns!["side" Vocabulary, "forms" Words, "note" Text],
        key &["side", "forms"], unique &["side", "forms"], sorted false
    ),
    table!(
        "topics.tsv",
        columns!["class" Vocabulary, "past" Words, "present" Words, "noun" Words, "adjective" Words, "fixed" Words,
            "note" Text],
        key &["class", "past", "noun", "adjective", "fixed"], unique &["class"], sorted false
    ),
    table!(
        "triggers.tsv",
        columns!["past" Words, "present" Words, "participle" Words, "noun" Words, "type" Vocabulary, "mode" Vocabulary,
            "frame" Vocabulary, "needs" Vocabulary, "wants" Vocabulary, "note" Text],
        key &["past", "participle", "noun"], unique &[], sorted false
    ),
];
