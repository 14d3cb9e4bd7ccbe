//! Who and where: persons and their offices, states, organs, groups, bodies, outlets, titles,
//! parties without a proper name, places.

use crate::builder::Builder;
use crate::gazetteer::Point;
use crate::inflect;
use crate::schema;
use crate::senses::{NameForm, Sense};
use crate::table::{Row, TableError};
use rasid_record::NamingKind;
use rasid_text::fold;

/// What kind of actor a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A public person.
    Person,
    /// A state.
    State,
    /// A body: the United Nations, an organisation, a court, a relief society.
    Body,
    /// An armed group, movement, alliance or rival authority.
    Group,
    /// An outlet or agency.
    Outlet,
}

/// Somebody with a name.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Identifier.
    pub id: String,
    /// Kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code of the country, where one belongs to the actor.
    pub country: Option<String>,
    /// Identifier of the side that a person stands for.
    pub side: Option<String>,
    /// First Arabic name.
    pub arabic: String,
    /// English name.
    pub english: String,
    /// Whether it is an alliance or organ of states, which acts as a state does: the European Union.
    pub alliance: bool,
}

/// A term of office.
#[derive(Clone, Debug)]
pub struct Office {
    /// Index of the person.
    pub person: u32,
    /// Identifier of the office, such as `USA:mfa`.
    pub office: String,
    /// First day, ISO 8601.
    pub from: Option<String>,
    /// Last day, ISO 8601.
    pub to: Option<String>,
}

/// An organ of a state, or a word that makes a party of a nationality.
#[derive(Clone, Debug)]
pub struct Organ {
    /// Role after the colon of an identifier; empty for the bare state.
    pub role: String,
    /// What kind of word it is.
    pub kind: NamingKind,
    /// The state where the word alone fixes it.
    pub state: Option<String>,
    /// Whether it is that of whichever country is fought over: the forces of the government.
    pub home: bool,
    /// Whether the word has more than one word or is a proper name.
    pub words: u8,
}

/// What a title says of who bears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TitleClass {
    /// Head of state.
    HeadOfState,
    /// Head of government.
    HeadOfGovernment,
    /// Minister.
    Minister,
    /// Deputy of somebody.
    Deputy,
    /// Speaks for an organ.
    Spokesperson,
    /// Envoy.
    Envoy,
    /// Ambassador or permanent representative.
    Ambassador,
    /// Secretary-general.
    SecretaryGeneral,
    /// Commander.
    Commander,
    /// Military rank.
    Rank,
    /// King, prince.
    Royal,
    /// Adviser.
    Adviser,
    /// Director or head of an institution.
    Director,
    /// Another office.
    Official,
    /// People quoted without a name.
    Anonymous,
    /// Private persons.
    Private,
    /// A document that speaks.
    Document,
    /// Outlets in general.
    Media,
    /// السيد, الدكتور.
    Honorific,
}

impl TitleClass {
    /// Whether it is an office of a state that one person holds.
    pub fn is_office(self) -> bool {
        use TitleClass::{HeadOfGovernment, HeadOfState, Minister, Royal};
        matches!(self, HeadOfState | HeadOfGovernment | Minister | Royal)
    }
}

/// A title or role noun.
#[derive(Clone, Debug)]
pub struct Title {
    /// Class.
    pub class: TitleClass,
    /// Organ role that it belongs to.
    pub role: String,
    /// The title itself.
    pub arabic: String,
    /// English gloss, the label of unnamed bearers.
    pub gloss: String,
}

/// A party without a proper name, or a group of people.
#[derive(Clone, Debug)]
pub struct Party {
    /// Identifier, with `{place}` where the place or country belongs.
    pub id: String,
    /// The first of its names.
    pub arabic: String,
    /// Whether it is people at large (civilians, wounded) and so no party.
    pub people: bool,
    /// What kind of word it is.
    pub kind: NamingKind,
    /// The country in reports about which the words name this party, where they do so only there.
    pub country: Option<String>,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Identifier.
    pub id: String,
    /// City, governorate, quarter, road, sea …
    pub kind: String,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// English name.
    pub english: String,
    /// All its names.
    pub names: Vec<String>,
    /// Where it is, as a team's gazetteer says.
    pub point: Option<Point>,
}

/// What a noun before the name of a place says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceNoun {
    /// مدينة، قرية: the settlement itself.
    Settlement,
    /// قضاء، مديرية.
    District,
    /// محافظة، ولاية.
    Governorate,
    /// ريف، محيط، شمال: somewhere around it.
    Around,
    /// طريق: a line that is called after it.
    Line,
    /// مطار، معبر: a spot that is called after it.
    Spot,
}

fn owned(cell: Option<&str>) -> Option<String> {
    cell.map(str::to_owned)
}

/// Adds an actor and returns its index.
fn add(builder: &mut Builder, actor: Actor) -> u32 {
    let index = builder.actors.len() as u32;
    builder.actor_by_id.insert(actor.id.clone(), index);
    builder.actors.push(actor);
    index
}

/// Reads `persons.tsv`.
pub fn load_persons(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("persons.tsv", text, &["id", "names", "short", "english", "country", "side", "note"])?;
    for row in table.rows() {
        let actor = add(
            builder,
            Actor {
                id: row.get("id").to_owned(),
                kind: ActorKind::Person,
                country: owned(row.optional("country")),
                side: owned(row.optional("side")),
                arabic: row.list("names").next().unwrap_or("").to_owned(),
                english: row.get("english").to_owned(),
                alliance: row.optional("alliance").is_some(),
            },
        );
        row.list("names").for_each(|n| {
            builder.insert(n, Sense::Actor(actor, NameForm::Full));
            // Two words of one name are often written as one: عبدالله.
            if n.contains(SERVANT) {
                builder.insert(&n.replace(SERVANT, SERVANT_JOINED), Sense::Actor(actor, NameForm::Full));
            }
        });
        row.list("short").for_each(|n| builder.insert(n, Sense::Actor(actor, NameForm::Short)));
    }
    Ok(())
}

/// Reads `offices.tsv`, after the persons.
pub fn load_offices(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("offices.tsv", text, &["person", "office", "title", "from", "to"])?;
    for row in table.rows() {
        let id = row.get("person");
        let Some(&person) = builder.actor_by_id.get(id) else {
            return Err(row.error(
                "person",
                format!("\u{201C}{id}\u{201D} is no person"),
                "add the person to persons.tsv first",
            ));
        };
        builder.offices.push(Office {
            person,
            office: row.get("office").to_owned(),
            from: owned(row.optional("from")),
            to: owned(row.optional("to")),
        });
    }
    Ok(())
}

/// Reads `states.tsv`.
pub fn load_states(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("states.tsv", text, &["id", "names", "nationality", "people", "capitals", "english"])?;
    for row in table.rows() {
        let actor = add(
            builder,
            Actor {
                id: row.get("id").to_owned(),
                kind: ActorKind::State,
                country: owned(row.optional("id")),
                side: None,
                arabic: row.list("names").next().unwrap_or("").to_owned(),
                english: row.get("english").to_owned(),
                alliance: row.optional("alliance").is_some(),
            },
        );
        row.list("names").for_each(|n| builder.insert(n, Sense::Actor(actor, NameForm::Full)));
        row.list("capitals").for_each(|n| builder.insert(n, Sense::Actor(actor, NameForm::Capital)));
        for adjective in row.list("nationality").flat_map(inflect::adjective) {
            builder.insert(&adjective, Sense::Nationality(actor, false));
        }
        for people in row.list("people").flat_map(inflect::noun) {
            builder.insert(&people, Sense::Nationality(actor, true));
        }
    }
    Ok(())
}

/// Reads `groups.tsv`.
pub fn load_groups(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("groups.tsv", text, &["id", "kind", "names", "marked", "english", "country", "note"])?;
    for row in table.rows() {
        let actor = add(
            builder,
            Actor {
                id: row.get("id").to_owned(),
                kind: ActorKind::Group,
                country: owned(row.optional("country")),
                side: None,
                arabic: row.list("names").next().unwrap_or("").to_owned(),
                english: row.get("english").to_owned(),
                alliance: row.optional("alliance").is_some(),
            },
        );
        row.list("names").for_each(|n| builder.insert(n, Sense::Actor(actor, NameForm::Full)));
        row.list("marked").for_each(|n| builder.insert(n, Sense::Actor(actor, NameForm::Marked)));
    }
    Ok(())
}

/// Reads `bodies.tsv` or `outlets.tsv`.
pub fn load_named(
    builder: &mut Builder,
    file: &str,
    text: &str,
    columns: &[&str],
    kind: ActorKind,
) -> Result<(), TableError> {
    let table = builder.table(file, text, columns)?;
    for row in table.rows() {
        let actor = add(
            builder,
            Actor {
                id: row.get("id").to_owned(),
                kind,
                country: owned(row.optional("country")),
                side: None,
                arabic: row.list("names").next().unwrap_or("").to_owned(),
                english: row.get("english").to_owned(),
                alliance: row.optional("alliance").is_some(),
            },
        );
        row.list("names").for_each(|n| builder.insert(n, Sense::Actor(actor, NameForm::Full)));
    }
    Ok(())
}

/// The first word of many names with the article of the second, apart and joined.
const SERVANT: &str = "عبد ال";
const SERVANT_JOINED: &str = "عبدال";

/// What `organs.tsv` says in place of a state where the organ is that of whichever country is fought over.
pub(crate) const HOME: &str = "home";

/// Reads `organs.tsv`.
pub fn load_organs(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("organs.tsv", text, &["head", "role", "kind", "state", "note"])?;
    for row in table.rows() {
        let head = row.get("head");
        let role = row.get("role");
        let index = builder.organs.len() as u32;
        let state = row.optional("state").filter(|state| *state != HOME);
        builder.organs.push(Organ {
            role: if role == "none" { String::new() } else { role.to_owned() },
            kind: row.word("kind", NamingKind::parse)?,
            state: state.map(str::to_owned),
            home: row.optional("state") == Some(HOME),
            words: head.split(' ').count() as u8,
        });
        let proper = state.is_some();
        if proper {
            // A proper name keeps its article: الدوما is the chamber, دوما the town.
            builder.insert(head, Sense::Organ(index));
        } else {
            inflect::noun(head).iter().for_each(|n| builder.insert(n, Sense::Organ(index)));
        }
        if let Some(dual) = dual(head).filter(|_| !proper) {
            dual.iter().for_each(|n| builder.insert(n, Sense::Organ(index)));
        }
    }
    Ok(())
}

/// The duals of a one-word head: الجيشان, الجيشين, and before another noun جيشا, جيشي.
fn dual(head: &str) -> Option<[String; 4]> {
    let bare = head.strip_prefix("ال").unwrap_or(head);
    let open = bare.strip_suffix('ة').map_or(bare.to_owned(), |b| format!("{b}ت"));
    (!head.contains(' '))
        .then(|| [format!("ال{open}ان"), format!("ال{open}ين"), format!("{open}ا"), format!("{open}ي")])
}

/// Reads `titles.tsv`.
pub fn load_titles(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("titles.tsv", text, &["title", "class", "role", "note"])?;
    for row in table.rows() {
        let index = builder.titles.len() as u32;
        builder.titles.push(Title {
            class: row.word("class", title_class)?,
            role: row.get("role").to_owned(),
            arabic: row.get("title").to_owned(),
            gloss: row.get("note").to_owned(),
        });
        inflect::noun(row.get("title")).iter().for_each(|n| builder.insert(n, Sense::Title(index)));
        // Of a noun with its adjective both carry the article: المصدر الأمني.
        if builder.titles[index as usize].class == TitleClass::Anonymous
            && let Some((noun, adjective)) = row.get("title").split_once(' ')
            && !adjective.contains(' ')
            && !noun.starts_with("ال")
            && !adjective.starts_with("ال")
        {
            builder.insert(&format!("ال{noun} ال{adjective}"), Sense::Title(index));
        }
    }
    Ok(())
}

fn title_class(word: &str) -> Option<TitleClass> {
    Some(match word {
        "head-of-state" => TitleClass::HeadOfState,
        "head-of-government" => TitleClass::HeadOfGovernment,
        "minister" => TitleClass::Minister,
        "deputy" => TitleClass::Deputy,
        "spokesperson" => TitleClass::Spokesperson,
        "envoy" => TitleClass::Envoy,
        "ambassador" => TitleClass::Ambassador,
        "secretary-general" => TitleClass::SecretaryGeneral,
        "commander" => TitleClass::Commander,
        "military-rank" => TitleClass::Rank,
        "royal" => TitleClass::Royal,
        "adviser" => TitleClass::Adviser,
        "director" => TitleClass::Director,
        "official" => TitleClass::Official,
        "anon" => TitleClass::Anonymous,
        "private" => TitleClass::Private,
        "document" => TitleClass::Document,
        "media" => TitleClass::Media,
        "honorific" => TitleClass::Honorific,
        _ => return None,
    })
}

/// Reads `parties.tsv`.
pub fn load_parties(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("parties.tsv", text, &["id", "names", "kind", "country", "source", "note"])?;
    for row in table.rows() {
        let index = builder.parties.len() as u32;
        let kind = row.get("kind");
        builder.parties.push(Party {
            id: row.get("id").to_owned(),
            arabic: row.list("names").next().unwrap_or("").to_owned(),
            people: kind == "people",
            kind: if kind == "people" { NamingKind::Plain } else { row.word("kind", NamingKind::parse)? },
            country: owned(row.optional("country")),
        });
        row.list("names").for_each(|n| builder.insert(n, Sense::Party(index)));
    }
    Ok(())
}

/// The columns of `places.tsv`.
const PLACE: [&str; 5] = ["id", "names", "kind", "country", "english"];

/// Reads `places.tsv`.
pub fn load_places(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("places.tsv", text, &PLACE)?;
    for row in table.rows() {
        let place = place(&row);
        let index = builder.places.len() as u32;
        builder.place_by_id.insert(place.id.clone(), index);
        place.names.iter().for_each(|n| builder.insert(n, Sense::Place(index)));
        builder.places.push(place);
    }
    Ok(())
}

fn place(row: &Row<'_, '_>) -> Place {
    Place {
        id: row.get("id").to_owned(),
        kind: row.get("kind").to_owned(),
        country: owned(row.optional("country")),
        english: row.get("english").to_owned(),
        names: row.list("names").map(str::to_owned).collect(),
        point: None,
    }
}

/// Reads a team's gazetteer: the columns of `places.tsv`, `lat` and `lon`. A place with the identifier of a known
/// one says where that is, and may give it more names; its kind and country stay.
pub fn load_gazetteer(builder: &mut Builder, file: &str, text: &str) -> Result<(), TableError> {
    let columns: Vec<&str> = PLACE.into_iter().chain(["lat", "lon"]).collect();
    builder.own_lines = usize::MAX;
    let table = builder.table(file, text, &columns)?;
    for row in table.rows() {
        let mut new = place(&row);
        let (lat, lon) = (row.get("lat"), row.get("lon"));
        new.point = Point::parse(lat, lon);
        if new.point.is_none() && !(lat.is_empty() && lon.is_empty()) {
            let hint = "write degrees such as 36.2431 and 37.1312, or leave both cells empty";
            return Err(row.error("lat", "latitude and longitude are no point on this earth", hint));
        }
        if new.id.is_empty() || new.names.is_empty() {
            return Err(row.error("id", "a place needs an identifier and a name", "fill in both"));
        }
        if !schema::PLACES.contains(&&*new.kind) {
            let hint = format!("write one of: {}", schema::PLACES.join(", "));
            return Err(row.error("kind", format!("\u{201C}{}\u{201D} is no kind of place", new.kind), hint));
        }
        for name in &new.names {
            let other = builder.dictionary.lookup(name).iter().find_map(|sense| match sense {
                Sense::Place(other) => Some(&builder.places[*other as usize].id),
                _ => None,
            });
            if let Some(other) = other.filter(|other| **other != new.id) {
                let message = format!("\u{201C}{name}\u{201D} is a name of the place {other} already");
                return Err(row.error("names", message, format!("use the identifier {other}, or leave the name out")));
            }
        }
        let known = builder.place_by_id.get(&new.id).copied();
        let index = known.unwrap_or(builder.places.len() as u32);
        for name in &new.names {
            if builder.dictionary.lookup(name).iter().all(|sense| *sense != Sense::Place(index)) {
                builder.insert(name, Sense::Place(index));
            }
        }
        match known.and_then(|known| builder.places.get_mut(known as usize)) {
            Some(place) => {
                place.point = new.point.or(place.point);
                place.names.extend(new.names);
            }
            None => {
                builder.place_by_id.insert(new.id.clone(), index);
                builder.places.push(new);
            }
        }
    }
    Ok(())
}

/// Reads `points.tsv`: where places are that the open gazetteer does not hold by their names.
pub fn load_points(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("points.tsv", text, &["place", "lat", "lon"])?;
    for row in table.rows() {
        let point = Point::parse(row.get("lat"), row.get("lon"));
        let point = point.ok_or_else(|| row.error("lat", "this is no point", "write degrees such as 36.24"))?;
        builder.points.insert(row.get("place").to_owned(), point);
    }
    Ok(())
}

/// Reads `placenouns.tsv`.
pub fn load_place_nouns(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("placenouns.tsv", text, &["form", "means", "note"])?;
    for row in table.rows() {
        let means = row.word("means", |word| {
            Some(match word {
                "settlement" => PlaceNoun::Settlement,
                "district" => PlaceNoun::District,
                "governorate" => PlaceNoun::Governorate,
                "around" => PlaceNoun::Around,
                "line" => PlaceNoun::Line,
                "point" => PlaceNoun::Spot,
                _ => return None,
            })
        })?;
        builder.place_nouns.insert(fold(row.get("form")), means);
    }
    Ok(())
}
