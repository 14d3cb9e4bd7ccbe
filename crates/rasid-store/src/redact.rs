//! Readings that may be shared: without texts, without the names of private persons, without the sites where people are
//! healed or shelter.
//!
//! The text of a report becomes a mask of the same length in which only the words stay that say what the record is about
//! (docs/evidence.md lists them): so every place in it still holds, and everything that is made from readings (tables,
//! index, links, pages) is made from what may be shared. Nothing here knows a language; who is known and which sites are
//! shielded is handed in.

use rasid_record::{Anchor, Located, Number, PlaceReason, Precision, Reading, Report, Sketch};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What stands for a letter that was left out.
const MASKED: char = '\u{b7}';
/// Words shorter than this name nobody, and taking them out would spoil others.
const SHORTEST: usize = 3;

/// What the redaction asks others.
pub struct Redaction<'a> {
    /// Whether an identifier is of somebody or something that the tables of names know; everybody else is private.
    pub is_known: &'a dyn Fn(&str) -> bool,
    /// Whether words name a health site or a shelter.
    pub is_shielded: &'a dyn Fn(&str) -> bool,
    /// The province in which a place lies, where that is known.
    pub governorate: &'a dyn Fn(&Located) -> Option<Wider>,
}

/// A province that stands for a place in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wider {
    /// Its name.
    pub name: String,
    /// Degrees north of its middle.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its number in GeoNames.
    pub geonames: u32,
}

/// Makes readings that may be shared. It must have [learned](Redactor::learn) all of them before it redacts the first.
pub struct Redactor<'a> {
    by: Redaction<'a>,
    /// Words that name private persons anywhere in the record.
    names: HashSet<String>,
    /// How many code points they have, and how they begin.
    lengths: BTreeSet<usize>,
    beginnings: HashSet<(char, char)>,
    /// Pseudonyms of those whose identifier means the same in all reports.
    pseudonyms: HashMap<String, String>,
}

impl<'a> Redactor<'a> {
    /// One that has learned nothing yet.
    pub fn new(by: Redaction<'a>) -> Self {
        Redactor {
            by,
            names: HashSet::new(),
            lengths: BTreeSet::new(),
            beginnings: HashSet::new(),
            pseudonyms: HashMap::new(),
        }
    }

    /// Whether an identifier, or one of several that it joins, is a private person's: who holds in one article only, and
    /// whom no table knows.
    fn is_private(&self, id: &str) -> bool {
        id.split('+').any(|part| part.starts_with("anon:") || !(self.by.is_known)(part))
    }

    /// Learns which words name private persons.
    pub fn learn(&mut self, reading: &Reading) {
        let mut words: Vec<&Anchor> = Vec::new();
        for x in &reading.statements {
            if x.speaker_id.as_deref().is_none_or(|id| self.is_private(id)) {
                words.extend(&x.speaker);
            }
        }
        for x in &reading.events {
            let private = x.actors.iter().chain(&x.recipients).filter(|part| self.is_private(&part.id));
            words.extend(private.map(|part| &part.span));
        }
        words.extend(reading.commitments.iter().filter(|x| self.is_private(&x.by_id)).filter_map(|x| x.by.as_ref()));
        words.extend(reading.naming.iter().filter(|x| self.is_private(&x.id)).map(|x| &x.at));
        for anchor in words {
            let name: Vec<char> = anchor.text.trim().chars().collect();
            if name.len() >= SHORTEST {
                self.lengths.insert(name.len());
                self.beginnings.insert((name[0], name[1]));
                self.names.insert(name.into_iter().collect());
            }
        }
    }

    /// The reading as it may be shared, called after its number in the record. Its sketch is that of the original, for
    /// linking; whoever keeps the reading takes it out ([`without_sketch`]).
    pub fn redact(&mut self, reading: &Reading, number: usize) -> Reading {
        let text = &reading.report.text;
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut keep = vec![false; places.len() - 1];
        self.kept(reading, |anchor| mark(&mut keep, anchor, true));
        self.hide(text, &places, &mut keep);
        let letters: Vec<char> = text.chars().collect();
        let is_site = |anchor: &Anchor| self.is_site(&letters, anchor, 2);
        let sites: Vec<bool> = reading.places.iter().map(|place| is_site(&place.at)).collect();
        let of_arrangements: Vec<bool> =
            reading.arrangements.iter().map(|x| x.place.as_ref().is_some_and(is_site)).collect();
        for anchor in places_of(reading).filter(|anchor| is_site(anchor)) {
            mark(&mut keep, anchor, false);
        }
        // What a site is called after may be read as a party.
        for anchor in parties_of(reading).filter(|anchor| self.is_site(&letters, anchor, 1)) {
            mark(&mut keep, anchor, false);
        }
        let masked: Vec<char> = text.chars().zip(&keep).enumerate().map(|(n, (c, kept))| mask(n, c, *kept)).collect();

        let mut made = reading.clone();
        let text: String = masked.iter().collect();
        made.report = Report {
            id: format!("x-{number:06}"),
            outlet: reading.report.outlet.as_deref().map(|outlet| self.without_names(outlet)),
            published: reading.report.published.clone(),
            published_basis: reading.report.published_basis,
            lang: reading.report.lang.clone(),
            text,
            ..Report::default()
        }
        .complete();
        let cut = |anchor: &mut Anchor| {
            let range = anchor.start as usize..(anchor.end as usize).min(masked.len());
            anchor.text = masked.get(range).unwrap_or_default().iter().collect();
        };
        each_anchor(&mut made, cut);
        let mut local = HashMap::new();
        each_id(&mut made, |id| *id = self.pseudonym(id, &mut local));
        made.figures.iter_mut().for_each(|x| x.counted = None);
        made.notes.clear();
        for (place, is_site) in made.places.iter_mut().zip(sites) {
            if is_site || place.at.text.contains(MASKED) {
                place.matched = place.at.text.clone();
            }
            if is_site {
                coarsen(place, (self.by.governorate)(place));
            }
        }
        for (x, is_site) in made.arrangements.iter_mut().zip(of_arrangements) {
            if is_site {
                x.place_id = None;
            }
        }
        made
    }

    /// Whether words are those of a site that must not be pointed at: they and the `before` words in front of them are
    /// looked at, since often only what the site is called after was taken for a place.
    fn is_site(&self, letters: &[char], anchor: &Anchor, before: usize) -> bool {
        let end = (anchor.end as usize).min(letters.len());
        let mut start = (anchor.start as usize).min(end);
        for _ in 0..before {
            let gap = letters[..start].iter().rev().take_while(|c| c.is_whitespace()).count();
            let word = letters[..start - gap].iter().rev().take_while(|c| !c.is_whitespace()).count();
            start -= gap + word;
        }
        (self.by.is_shielded)(&letters[start..end].iter().collect::<String>())
    }

    /// Hands over the words that stay: what shows a record, who is known, when, how many, where.
    fn kept(&self, reading: &Reading, mut keep: impl FnMut(&Anchor)) {
        let is_public = |id: &str| !self.is_private(id);
        reading.times.iter().for_each(|x| keep(&x.at));
        reading.figures.iter().for_each(|x| keep(&x.at));
        for x in &reading.statements {
            keep(&x.cue);
            x.speaker.iter().filter(|_| x.speaker_id.as_deref().is_some_and(is_public)).for_each(&mut keep);
            x.via.iter().for_each(&mut keep);
        }
        for x in &reading.events {
            keep(&x.trigger);
            x.actors.iter().chain(&x.recipients).filter(|p| is_public(&p.id)).for_each(|p| keep(&p.span));
            x.place.iter().for_each(&mut keep);
        }
        for x in &reading.commitments {
            x.by.iter().filter(|_| is_public(&x.by_id)).for_each(&mut keep);
        }
        for x in &reading.arrangements {
            keep(&x.at);
            x.name.iter().for_each(&mut keep);
            x.place.iter().for_each(&mut keep);
        }
        for x in &reading.breaches {
            keep(&x.at);
            x.place.iter().for_each(&mut keep);
        }
        reading.naming.iter().filter(|x| is_public(&x.id)).for_each(|x| keep(&x.at));
        reading.places.iter().for_each(|x| keep(&x.at));
    }

    /// Takes the names of private persons of the whole record out of what stays.
    fn hide(&self, text: &str, places: &[usize], keep: &mut [bool]) {
        let letters: Vec<char> = text.chars().collect();
        for start in 0..letters.len().saturating_sub(1) {
            if !self.beginnings.contains(&(letters[start], letters[start + 1])) {
                continue;
            }
            for length in self.lengths.iter().take_while(|length| start + **length <= letters.len()) {
                let end = start + length;
                if self.names.contains(&text[places[start]..places[end]]) {
                    keep[start..end].fill(false);
                }
            }
        }
    }

    /// Words without the names of private persons.
    fn without_names(&self, words: &str) -> String {
        let places: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
        let mut keep = vec![true; places.len() - 1];
        self.hide(words, &places, &mut keep);
        words.chars().zip(keep).map(|(c, kept)| if kept { c } else { MASKED }).collect()
    }

    /// The identifier that stands for this one: itself where it is known.
    fn pseudonym(&mut self, id: &str, local: &mut HashMap<String, String>) -> String {
        let mut parts = Vec::new();
        for part in id.split('+') {
            let is_local = part.starts_with("anon:") || part.starts_with("grp:");
            if !part.starts_with("anon:") && (self.by.is_known)(part) {
                parts.push(part.to_owned());
            } else if is_local {
                let kind = if part.starts_with("grp:") { "grp" } else { "anon" };
                let next = format!("{kind}:{}", local.len() + 1);
                parts.push(local.entry(part.to_owned()).or_insert(next).clone());
            } else {
                let next = format!("anon:named-{}", self.pseudonyms.len() + 1);
                parts.push(self.pseudonyms.entry(part.to_owned()).or_insert(next).clone());
            }
        }
        parts.join("+")
    }
}

/// Every place of a reading.
fn places_of(reading: &Reading) -> impl Iterator<Item = &Anchor> {
    let events = reading.events.iter().filter_map(|x| x.place.as_ref());
    let arrangements = reading.arrangements.iter().filter_map(|x| x.place.as_ref());
    let breaches = reading.breaches.iter().filter_map(|x| x.place.as_ref());
    events.chain(arrangements).chain(breaches).chain(reading.places.iter().map(|x| &x.at))
}

/// Everybody who takes part in a reading.
fn parties_of(reading: &Reading) -> impl Iterator<Item = &Anchor> {
    let events = reading.events.iter().flat_map(|x| x.actors.iter().chain(&x.recipients)).map(|part| &part.span);
    events.chain(reading.naming.iter().map(|x| &x.at))
}

/// Takes out of a reading what linking needed of the wording.
pub fn without_sketch(mut reading: Reading) -> Reading {
    reading.sketch = Sketch::default();
    reading
}

/// What stands at code point `n` of a masked text. Lines stay, and a space comes now and then so that lines can be
/// broken; neither tells where words were.
fn mask(n: usize, c: char, kept: bool) -> char {
    match c {
        _ if kept || c == '\n' => c,
        _ if n % 10 == 9 => ' ',
        _ => MASKED,
    }
}

fn mark(keep: &mut [bool], anchor: &Anchor, to: bool) {
    let end = (anchor.end as usize).min(keep.len());
    if let Some(range) = keep.get_mut(anchor.start as usize..end) {
        range.fill(to);
    }
}

/// Leaves of a place only the province that it lies in or, where that is not known, the country.
fn coarsen(place: &mut Located, wider: Option<Wider>) {
    if let Some(Wider { name, lat, lon, geonames }) = wider {
        place.id = format!("geonames:{geonames}");
        place.matched = name;
        (place.precision, place.reason) = (Precision::Governorate, PlaceReason::Coarsened);
        (place.lat, place.lon, place.geonames) = (Some(Number(lat)), Some(Number(lon)), Some(geonames));
        return;
    }
    place.id = place.country.clone().unwrap_or_else(|| "withheld".to_owned());
    place.precision = if place.country.is_some() { Precision::Country } else { Precision::Area };
    place.reason = PlaceReason::Wide;
    (place.lat, place.lon, place.geonames) = (None, None, None);
}

/// Hands over every anchor of a reading.
fn each_anchor(reading: &mut Reading, mut each: impl FnMut(&mut Anchor)) {
    reading.times.iter_mut().for_each(|x| each(&mut x.at));
    reading.figures.iter_mut().for_each(|x| each(&mut x.at));
    for x in &mut reading.statements {
        x.speaker.iter_mut().for_each(&mut each);
        each(&mut x.cue);
        x.content.iter_mut().chain(&mut x.addressee).chain(&mut x.via).for_each(&mut each);
    }
    for x in &mut reading.events {
        each(&mut x.trigger);
        x.actors.iter_mut().chain(&mut x.recipients).for_each(|p| each(&mut p.span));
        x.place.iter_mut().for_each(&mut each);
    }
    for x in &mut reading.commitments {
        each(&mut x.what);
        x.by.iter_mut().chain(&mut x.to).chain(&mut x.condition).for_each(&mut each);
    }
    for x in &mut reading.arrangements {
        each(&mut x.at);
        x.name.iter_mut().chain(&mut x.place).chain(&mut x.beneficiaries).for_each(&mut each);
    }
    for x in &mut reading.breaches {
        each(&mut x.at);
        x.place.iter_mut().for_each(&mut each);
    }
    reading.naming.iter_mut().for_each(|x| each(&mut x.at));
    reading.places.iter_mut().for_each(|x| each(&mut x.at));
    reading.notes.iter_mut().for_each(|x| each(&mut x.at));
}

/// Hands over every identifier of somebody.
fn each_id(reading: &mut Reading, mut each: impl FnMut(&mut String)) {
    for x in &mut reading.statements {
        x.speaker_id.iter_mut().chain(&mut x.side).chain(&mut x.via_ids).for_each(&mut each);
    }
    for x in &mut reading.events {
        x.actors.iter_mut().chain(&mut x.recipients).for_each(|p| each(&mut p.id));
    }
    reading.commitments.iter_mut().for_each(|x| each(&mut x.by_id));
    reading.arrangements.iter_mut().flat_map(|x| &mut x.parties).for_each(&mut each);
    reading.breaches.iter_mut().flat_map(|x| x.accused.iter_mut().chain(&mut x.against)).for_each(&mut each);
    reading.naming.iter_mut().for_each(|x| each(&mut x.id));
}
