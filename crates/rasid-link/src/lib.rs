//! Many readings to what they make together: copies of one wording, events that several reports tell,
//! stories that run through many.
//!
//! Pure functions over [readings](rasid_record::Reading) with their sketch: no text, no language, no
//! clock, no storage, and nothing that can fail. Whether two reports belong together is decided from
//! those two and from tables frozen in the release; a cluster is a function of the reports that are
//! connected, inside a window of time. So the links are the same in any order, one by one or at once
//! (but for which of dozens of reports of one text on one day are compared, see `twins`),
//! and a report more costs no more in a large archive than in a small one.
//!
//! | module | what |
//! | --- | --- |
//! | `linker` | the structure that holds the reports and keeps the links up to date |
//! | `features` | what linking keeps of a reading |
//! | `ids` | identifiers, each kept once |
//! | `frequencies` | how telling a word stem is: the frozen table |
//! | `moment` | dates of publication as minutes |
//! | `candidates` | which reports can belong together: an index of terms by day |
//! | `stretches` | reports filed by stretches of time: old ones are packed, then filed again when needed |
//! | `twins` | reports of one text on one day, of which only some are compared |
//! | `similarity` | what speaks for two reports telling one event, and how strongly |
//! | `merges` | what people decided about who is who, applied before linking |
//! | `copies`, `events`, `stories` | one concern each |
//! | `copying` | copies by pairs, for programs that bring the pairs together on many machines |
//! | `across` | what the records of many reports make together: arrangements, outcomes, disagreements |
//! | `views` | positions, figures by source, naming by outlet |
//! | `graph`, `agglomerate` | connected components; merging of the most similar groups |

mod across;
mod agglomerate;
mod candidates;
mod copies;
pub mod copying;
mod events;
mod features;
mod frequencies;
mod graph;
mod ids;
mod linker;
mod merges;
mod moment;
mod similarity;
mod stories;
mod stretches;
mod twins;
mod views;

pub use across::Across;
pub use linker::{Linker, link};
pub use merges::{MergeError, Merges};
pub use similarity::{Evidence, SIGNS};
pub use views::{Called, Series, naming_by_outlet};
