//! The published types: a report, its reading with the eight lists of the codebook, and their
//! vocabularies. Their JSON form is `docs/formats.md`; what they mean is `docs/codebook.md`.
//!
//! Positions in these types count Unicode code points, since that is what programs in other
//! languages count in. Inside the program positions are byte spans; they are turned into
//! [`Anchor`]s once, when a reading is finished.

pub mod agreement;
pub mod capture;
mod day;
mod fields;
mod found;
pub mod link;
pub mod reading;
pub mod report;
pub mod review;
mod reviewed;
mod sound;
mod vocabulary;
pub mod words;

pub use agreement::{Agreement, AgreementFault, BadAgreement, Clause, Duty, InBoth};
pub use capture::{Capture, CharsetBy, PASTED, Received, Way, pasted_text};
pub use day::{civil_day, day_number, day_number_of, day_text, utc};
pub use fields::{FieldKind, FieldMap, FieldRule, kind_of, main_span, same_fields, same_value, span_of};
pub use found::Sought;
pub use link::*;
pub use reading::{
    Anchor, Arrangement, Breach, Commitment, Event, Figure, List, Located, Naming, Note, Number, Participant, Reading,
    Sketch, Statement, Time,
};
pub use report::{Basis, LIMIT_LINE, LIMIT_TEXT, Report, is_arabic_code, text_id};
pub use review::{
    Act, CLAIM_SCALE, Change, Content, DECISION_FORMAT, Fit, LIMIT_NAME, LIMIT_REMARK, Review, Standing, What,
};
pub use reviewed::{Before, Ruling};
pub use words::*;

/// Version of the published form; a change of `docs/formats.md` is a change of this.
pub const FORMAT: u32 = 1;
