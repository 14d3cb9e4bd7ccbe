//! What an entry of a table means. Rules see these categories, never words.

use crate::inflect::{Aspect, VerbForm};
use crate::tables::cues::Takes;
use crate::tables::figures::FigureWord;
use crate::tables::mechanisms::Matter;
use crate::tables::times::TimeWord;
use rasid_record::Stance;

/// By which of its names an actor is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameForm {
    /// Own or full name.
    Full,
    /// Surname or short form.
    Short,
    /// A word that sides use of one another.
    Marked,
    /// The capital that stands for the state.
    Capital,
}

/// Words of grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Particle {
    /// أن and إن, which begin what is said.
    That,
    /// A preposition that brings in what goes with a thing: مع، مقابل، بالتزامن مع.
    Beside,
    /// "What" before a clause that stands for a thing: ما أعلنه.
    What,
    /// الذي and its like.
    Relative,
    /// A preposition.
    Preposition,
    /// في and its like, after which a name is a place.
    Locative,
    /// في، من، لدى: a preposition that may belong to a noun before it ("residents in the town").
    Attributive,
    /// مدينة، ريف، أنحاء: a noun before the name of a place.
    PlaceNoun,
    /// الخاص، السابق، رفيع المستوى: a modifier inside the phrase of a role.
    Modifier,
    /// نظيره: another bearer of the title before.
    Counterpart,
    /// البلدان، الأخيرة: refers back to somebody.
    Back,
    /// الحركة، الجماعة: the group named last.
    BackGroup,
    /// المنظمة، المفوضية: the body named last.
    BackBody,
    /// الوزارة، البعثة: the organ named last.
    BackOrgan,
    /// الوكالة، الصحيفة: the outlet named last.
    BackOutlet,
    /// حركة، وكالة: a noun before the proper name of a group or outlet.
    GroupNoun,
    /// بلاده: the country of who speaks.
    Homeland,
    /// الموالية، التابعة، المحاصرة: an adjective that belongs to the name of a party.
    Allegiance,
    /// Says who leads those before it: led by.
    Led,
    /// رغم، على الرغم من.
    Despite,
    /// يذكر أن، من المتوقع أن: nobody speaks.
    Impersonal,
    /// الطيران المدني، القاعدة الجوية: a phrase that hides the name inside it.
    Fixed,
    /// في إشارة إلى، وذلك: the outlet's own remark begins.
    Aside,
    /// كما نقلت، نقلا عن: an outlet follows.
    Via,
    /// A negation (لم، لن، لا، ما، ليس، عدم).
    Negation,
    /// سوف.
    Future,
    /// قد، ربما، يمكن: what may be.
    May,
    /// إذا، لو، في حال.
    If,
    /// و، ثم، أو as words of their own.
    And,
    /// أما: the subject comes first, and its verb is taken up with ف.
    AsFor,
    /// لكن، بل.
    But,
    /// فيما، بينما، في حين، كما: another main clause begins.
    Meanwhile,
    /// هذا، تلك.
    Demonstrative,
    /// هو، هي، نحن.
    Pronoun,
    /// كان، ليس as helpers of a verb.
    Auxiliary,
    /// حيث، بعد أن، عندما، منذ: a subordinate clause begins.
    Subordinate,
    /// أيضا، كذلك، اليوم's like: may stand anywhere.
    Adverb,
    /// كل، جميع، كافة، بعض: quantifiers before a noun.
    Quantifier,
}

/// A set of words of grammar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Particles(u64);

impl Particles {
    /// None of them.
    pub const NONE: Particles = Particles(0);

    /// Those of a list.
    #[inline(always)]
    pub fn of(list: &[Particle]) -> Self {
        list.iter().fold(Self::NONE, |set, p| Particles(set.0 | 1 << *p as u64))
    }

    /// Those of both.
    #[inline]
    pub fn with(self, other: Self) -> Self {
        Particles(self.0 | other.0)
    }

    /// Whether the two have one in common.
    #[inline]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A set of kinds of senses: which lists of the tables an entry is of, not which entry of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

macro_rules! kinds {
    ($($name:ident = $at:literal, $sense:pat, $what:literal;)+) => {
        impl Kinds {
            $(
                #[doc = concat!("[`Sense::", $what, "`].")]
                pub const $name: Kinds = Kinds(1 << $at);
            )+
        }

        impl Sense {
            /// The kind that it is of.
            #[inline]
            pub fn kinds(&self) -> Kinds {
                match self {
                    $($sense => Kinds::$name,)+
                }
            }
        }
    };
}

kinds! {
    ACTOR = 0, Sense::Actor(..), "Actor";
    NATIONALITY = 1, Sense::Nationality(..), "Nationality";
    BELONGING = 2, Sense::Belonging(..), "Belonging";
    ORGAN = 3, Sense::Organ(..), "Organ";
    TITLE = 4, Sense::Title(..), "Title";
    PARTY = 5, Sense::Party(..), "Party";
    PLACE = 6, Sense::Place(..), "Place";
    CUE = 7, Sense::Cue(..), "Cue";
    TRIGGER = 8, Sense::Trigger(..), "Trigger";
    STANCE = 9, Sense::Stance(..), "Stance";
    TAKES = 10, Sense::Takes(..), "Takes";
    VERB = 11, Sense::Verb(..), "Verb";
    PARTICLE = 12, Sense::Particle(..), "Particle";
    TIME = 13, Sense::Time(..), "Time";
    TIME_LINK = 14, Sense::TimeLink(..), "TimeLink";
    FIGURE = 15, Sense::Figure(..), "Figure";
    MECHANISM = 16, Sense::Mechanism(..), "Mechanism";
    DOCUMENT = 17, Sense::Document(..), "Document";
    PHASE = 18, Sense::Phase(..), "Phase";
    BREACH = 19, Sense::Breach(..), "Breach";
    UNDERTAKING = 20, Sense::Undertaking(..), "Undertaking";
    MATTER = 21, Sense::Matter(..), "Matter";
}

impl Kinds {
    /// None of them.
    pub const NONE: Kinds = Kinds(0);

    /// Those of both.
    #[inline]
    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether the two have one in common.
    #[inline]
    pub const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

/// What an entry means. Numbers are indexes into the lists of the [`crate::Lexicon`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sense {
    /// A person, state, body, group or outlet by name.
    Actor(u32, NameForm),
    /// An adjective of nationality, or (true) the plural noun of its people.
    Nationality(u32, bool),
    /// An adjective of a group or body: حوثي.
    Belonging(u32),
    /// An organ of a state.
    Organ(u32),
    /// A title or role of persons.
    Title(u32),
    /// A party without a proper name, or a group of people.
    Party(u32),
    /// A place.
    Place(u32),
    /// A reporting word.
    Cue(u32, VerbForm),
    /// A word that shows an event.
    Trigger(u32, VerbForm),
    /// A word in what is said that tells what the speaker does by it.
    Stance(Stance),
    /// A preposition that brings in the content of a cue; true where a pronoun hangs on it (إليه).
    Takes(Takes, bool),
    /// Another common verb: where one stands, a clause has its verb.
    Verb(VerbForm),
    /// A word of grammar.
    Particle(Particle),
    /// A word that is an expression of time by itself.
    Time(TimeWord),
    /// A word that belongs to an expression of time only beside others: قبل، هذا، مطلع.
    TimeLink(TimeWord),
    /// A number word, a counted noun, a word that tells what a figure measures.
    Figure(FigureWord),
    /// A noun for a mechanism (truce, corridor, talks).
    Mechanism(u32),
    /// A noun for a document that names a mechanism: by a number behind it, or (false) by a place.
    Document(bool),
    /// A word that says what became of a mechanism.
    Phase(u32, VerbForm),
    /// A word that says that a mechanism was broken.
    Breach(u32, VerbForm),
    /// A word by which somebody binds themselves.
    Undertaking(u32, VerbForm),
    /// A word that tells what a report is about.
    Matter(Matter),
}

impl Sense {
    /// Whether this is a verb with a person.
    pub fn is_finite_verb(&self) -> bool {
        match self {
            Sense::Cue(_, form)
            | Sense::Trigger(_, form)
            | Sense::Verb(form)
            | Sense::Phase(_, form)
            | Sense::Breach(_, form)
            | Sense::Undertaking(_, form) => matches!(form.aspect, Aspect::Past | Aspect::Present),
            _ => false,
        }
    }

    /// The word of grammar that this is, as a set.
    #[inline]
    pub fn particles(&self) -> Particles {
        match self {
            Sense::Particle(particle) => Particles::of(&[*particle]),
            _ => Particles::NONE,
        }
    }

    /// Whether this is the name of somebody or of a place.
    pub fn is_name(&self) -> bool {
        matches!(self, Sense::Actor(..) | Sense::Place(_))
    }
}
