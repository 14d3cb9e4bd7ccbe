//! What a report has to do with others: whose wording it repeats, who repeats its own, who tells the same,
//! and the arrangements that it speaks of through time.

use crate::actors::Namer;
use crate::pages::arrangements::{self, Line};
use crate::{card, format, links, shown};
use rasid_store::{Linked, Paged, ReportRef, Store, StoreError};

/// How many reports of each sort are named.
pub(crate) const MOST: usize = 6;
/// How many arrangements are shown.
const COURSES: usize = 8;

/// Another report.
pub(crate) struct Other {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) outlet: String,
    pub(crate) date: String,
}

/// Reports that have the same to do with this one.
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) count: String,
    pub(crate) reports: Vec<Other>,
    /// Address of all of them, or empty.
    pub(crate) more: String,
}

/// Everything of that sort.
pub(crate) struct Others {
    pub(crate) behind: &'static str,
    /// Address of the accounts side by side, where others tell the same, or empty.
    pub(crate) event: String,
    pub(crate) groups: Vec<Group>,
    pub(crate) courses: Vec<Line>,
}

/// What report `id` has to do with others, or nothing where it is not linked yet.
pub(crate) fn others(namer: &Namer<'_>, store: &Store, id: &str) -> Result<Option<Others>, StoreError> {
    let lang = namer.lang;
    let Some(Linked { copy_of, copies, event, story }) = store.linked(id, MOST)? else { return Ok(None) };
    let group = |title, found: Paged<ReportRef>, more: String| {
        let reports = found.rows.iter().map(|report| other(lang, report));
        Group { title, count: format::whole(found.total as u64), reports: reports.collect(), more }
    };
    let origin = Paged { total: usize::from(copy_of.is_some()), rows: copy_of.into_iter().collect() };
    // Only the story has a page of all its reports; it holds those of the event too.
    let all = links::with_query("/reports", &[("story", id)]);
    let more = |found: &Paged<ReportRef>| if found.total > found.rows.len() { all.clone() } else { String::new() };
    let told_again = event.total > 0;
    let mores = [String::new(), more(&copies), more(&event), more(&story)];
    let titles = ["others.copyof", "others.copies", "others.event", "others.story"].map(|key| lang.t(key));
    let found = [origin, copies, event, story].into_iter().zip(titles).zip(mores);
    let groups =
        found.filter(|((found, _), _)| found.total > 0).map(|((found, title), more)| group(title, found, more));
    let courses = store.courses_of(id)?;
    let groups: Vec<Group> = groups.collect();
    Ok(Some(Others {
        event: if told_again { links::event(id) } else { String::new() },
        behind: arrangements::behind(lang, &store.linking()?),
        groups,
        courses: courses.iter().take(COURSES).map(|row| Line::new(namer, row)).collect(),
    }))
}

fn other(lang: crate::Lang, report: &ReportRef) -> Other {
    Other {
        title: shown::shortened(&report.title, 110),
        href: links::report(&report.id),
        outlet: card::outlet(lang, report.outlet.as_deref()),
        date: card::date(lang, report.published.as_deref()),
    }
}
