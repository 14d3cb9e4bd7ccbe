//! Words that bring in a proper name or are part of one, for names that no table holds.

use crate::builder::Builder;
use crate::table::TableError;
use rasid_text::fold;

/// What a word says of proper names; one word may say several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameWord {
    /// A given name: محمد.
    pub given: bool,
    /// Part of a name that another word follows: عبد, أبو.
    pub part: bool,
    /// Brings in the name of somebody: يدعى.
    pub called: bool,
    /// What one speaks in or on: بيان، مؤتمر.
    pub occasion: bool,
    /// What something is done in keeping with, and nobody who speaks: معايير، قوانين.
    pub norm: bool,
    /// Begins a name of a place of two words: تل.
    pub place: bool,
    /// An office whose place follows: محافظ.
    pub seat: bool,
    /// Stands before the name of a group: حركة.
    pub group: bool,
    /// The same, as a word that sides use of one another: ميليشيا.
    pub marked: bool,
    /// Stands before the name of a body: منظمة.
    pub body: bool,
    /// Stands before the name of an outlet: وكالة.
    pub outlet: bool,
    /// A fighting unit, named without quotation marks too: لواء.
    pub unit: bool,
    /// An outlet that is named without quotation marks too: صحيفة.
    pub press: bool,
    /// Going to or being in a country, which follows as its object: زيارة، غادر.
    pub visit: bool,
    /// Going to or from a country, which follows behind a preposition: وصل إلى، انسحب من، المبعوث إلى.
    pub motion: bool,
    /// A preposition of motion: من، إلى.
    pub way: bool,
    /// A preposition behind which a party stands rather than a place: مع، ضد.
    pub side: bool,
}

impl NameWord {
    /// Whether it stands before the name of an armed group or movement.
    pub fn is_fighting(self) -> bool {
        self.group || self.unit || self.marked
    }

    /// Whether it stands before the name of a group, body or outlet.
    pub fn is_frame(self) -> bool {
        self.group || self.unit || self.marked || self.body || self.outlet || self.press
    }
}

/// Reads `namewords.tsv`.
///
/// # Errors
///
/// The first fault of the table.
pub fn load(builder: &mut Builder, text: &str) -> Result<(), TableError> {
    let table = builder.table("namewords.tsv", text, &["form", "kind", "note"])?;
    for row in table.rows() {
        let set = row.word("kind", |kind| {
            Some(match kind {
                "given" => |w: &mut NameWord| w.given = true,
                "part" => |w: &mut NameWord| w.part = true,
                "called" => |w: &mut NameWord| w.called = true,
                "occasion" => |w: &mut NameWord| w.occasion = true,
                "norm" => |w: &mut NameWord| w.norm = true,
                "place" => |w: &mut NameWord| w.place = true,
                "seat" => |w: &mut NameWord| w.seat = true,
                "group" => |w: &mut NameWord| w.group = true,
                "marked" => |w: &mut NameWord| w.marked = true,
                "body" => |w: &mut NameWord| w.body = true,
                "outlet" => |w: &mut NameWord| w.outlet = true,
                "unit" => |w: &mut NameWord| w.unit = true,
                "press" => |w: &mut NameWord| w.press = true,
                "visit" => |w: &mut NameWord| w.visit = true,
                "motion" => |w: &mut NameWord| w.motion = true,
                "way" => |w: &mut NameWord| w.way = true,
                "side" => |w: &mut NameWord| w.side = true,
                _ => return None,
            })
        })?;
        set(builder.name_words.entry(fold(row.get("form"))).or_default());
    }
    Ok(())
}
