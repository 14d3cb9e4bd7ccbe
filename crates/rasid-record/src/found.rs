//! Finding records again by content when a text was read anew.

use crate::{Content, FieldMap, List, Reading, kind_of, main_span, same_fields};
use std::collections::HashSet;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// Where and what it was.
    pub content: &'a Content,
    /// The record itself.
    pub fields: Option<&'a FieldMap>,
    /// Whether the rules had not read it when it was decided on: then only the same words of the same kind are it.
    pub is_added: bool,
}

impl Reading {
    /// The content of record `index` of `list`, or nothing where there is none.
    pub fn content(&self, list: List, index: usize) -> Option<Content> {
        let content = |index: usize| {
            let fields = self.fields(list, index)?;
            Some(Content::of(&self.report.text_id, list, &fields, 0)?.0)
        };
        let mut wanted = content(index)?;
        let (start, end) = (wanted.start, wanted.end);
        let alike = |&other: &usize| {
            let at = self.anchor(list, other);
            at.is_some_and(|at| (at.start, at.end) == (start, end)) && content(other).as_ref() == Some(&wanted)
        };
        let before = (0..index).filter(alike).count();
        wanted.nth = u32::try_from(before).unwrap_or(u32::MAX);
        Some(wanted)
    }

    /// Where each of these stands in this reading of the same text. No record is found twice. First comes what has
    /// the same words and kind, then the same words, then words that overlap by more than half with the same kind.
    pub fn find(&self, sought: &[Sought<'_>]) -> Vec<Option<usize>> {
        let mut found: Vec<Option<usize>> = vec![None; sought.len()];
        let mut taken = HashSet::new();
        for pass in [Pass::Record, Pass::Kind, Pass::Words, Pass::Overlap] {
            for (place, one) in found.iter_mut().zip(sought) {
                if place.is_none()
                    && let Some(index) = self.candidate(one, pass, &taken)
                {
                    taken.insert((one.content.list, index));
                    *place = Some(index);
                }
            }
        }
        found
    }

    fn candidate(&self, sought: &Sought<'_>, pass: Pass, taken: &HashSet<(List, usize)>) -> Option<usize> {
        let Content { list, start, end, kind, nth, .. } = sought.content;
        if sought.is_added && matches!(pass, Pass::Words | Pass::Overlap) {
            return None;
        }
        // Of those that are alike, the ones before it are others.
        let mut alike = 0;
        let mut best: Option<(u32, usize)> = None;
        for index in 0..self.len_of(*list) {
            let Some(at) = self.anchor(*list, index) else { continue };
            let common = at.end.min(*end).saturating_sub(at.start.max(*start));
            let whole = at.end.max(*end).saturating_sub(at.start.min(*start));
            let is_same = at.start == *start && at.end == *end;
            let near = common * 2 > whole;
            if !(is_same || (pass == Pass::Overlap && near)) {
                continue;
            }
            let Some(fields) = self.fields(*list, index) else { continue };
            if is_same && kind_of(*list, &fields) == kind {
                alike += 1;
            }
            let fits = match pass {
                Pass::Kind if sought.is_added => kind_of(*list, &fields) == kind && alike > *nth,
                Pass::Record => sought.fields.is_some_and(|wanted| same_fields(*list, wanted, &fields)),
                Pass::Kind | Pass::Overlap => kind_of(*list, &fields) == kind,
                Pass::Words => true,
            };
            if fits && !taken.contains(&(*list, index)) && best.is_none_or(|(most, _)| common > most) {
                best = Some((common, index));
            }
        }
        best.map(|(_, index)| index)
    }
}

impl Content {
    /// The content of a record by itself in the text `text_id`, number `nth` of those alike, with its words; nothing
    /// where the record has no words.
    pub fn of(text_id: &str, list: List, fields: &FieldMap, nth: u32) -> Option<(Content, crate::Anchor)> {
        let at = main_span(list, fields)?;
        let content = Content {
            text_id: text_id.to_owned(),
            list,
            start: at.start,
            end: at.end,
            words: at.text.clone(),
            kind: kind_of(list, fields).to_owned(),
            nth,
        };
        Some((content, at))
    }
}

/// How closely a record must fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Record,
    Kind,
    Words,
    Overlap,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::*;

    fn at(text: &str, words: &str) -> Anchor {
        let start = text[..text.find(words).unwrap()].chars().count();
        Anchor { start: start as u32, end: (start + words.chars().count()) as u32, text: words.into() }
    }

    fn arrangement(at: Anchor, kind: ArrangementKind, until: Option<usize>) -> Arrangement {
        Arrangement {
            at,
            kind,
            name: None,
            place: None,
            place_id: None,
            parties: vec!["RUS".into()],
            beneficiaries: None,
            from: None,
            until,
            phase: Phase::Agreed,
            by: None,
            rule: "r".into(),
        }
    }

    fn reading() -> Reading {
        let text = "أعلنت هدنة حتى الجمعة ثم هدنة أخرى حتى الأحد";
        let report = Report { text: text.into(), ..Report::default() }.complete();
        let mut r = Reading::empty(report);
        for (words, value) in [("الجمعة", "2018-03-02"), ("الأحد", "2018-03-04")] {
            r.times.push(Time {
                at: at(text, words),
                kind: TimeKind::Date,
                value: Some(value.into()),
                modifier: None,
                anchored: true,
                rule: "r".into(),
            });
        }
        r.arrangements.push(arrangement(at(text, "هدنة"), ArrangementKind::Pause, Some(0)));
        r.arrangements.push(arrangement(at(text, "هدنة أخرى"), ArrangementKind::Pause, Some(1)));
        r
    }

    #[test]
    fn references_are_given_by_words_and_rules_are_left_out() {
        let fields = reading().fields(List::Arrangements, 1).unwrap();
        assert_eq!(fields["until"]["text"], "الأحد");
        assert_eq!(fields["at"]["text"], "هدنة أخرى");
        assert!(!fields.contains_key("rule") && !fields.contains_key("start"));
    }

    #[test]
    fn records_are_found_again_after_others_came_before_them() {
        let old = reading();
        let (content, fields) =
            (old.content(List::Arrangements, 1).unwrap(), old.fields(List::Arrangements, 1).unwrap());
        let mut new = old.clone();
        let first = new.arrangements[0].clone();
        new.arrangements.insert(0, Arrangement { kind: ArrangementKind::Talks, ..first });
        let sought = [Sought { content: &content, fields: Some(&fields), is_added: false }];
        assert_eq!(new.find(&sought), [Some(2)]);
        new.arrangements[2].kind = ArrangementKind::Ceasefire;
        assert_eq!(new.find(&sought), [Some(2)], "the same words in another kind");
        new.arrangements.remove(2);
        assert_eq!(new.find(&sought), [None], "other words of the same text are another record");
    }

    #[test]
    fn twins_are_told_apart_and_none_is_found_twice() {
        let mut r = reading();
        let twin = r.arrangements[0].clone();
        r.arrangements.insert(1, Arrangement { parties: vec!["SYR".into()], ..twin });
        let contents: Vec<Content> = (0..2).map(|i| r.content(List::Arrangements, i).unwrap()).collect();
        assert_eq!((contents[0].nth, contents[1].nth), (0, 1));
        let fields: Vec<FieldMap> = (0..2).map(|i| r.fields(List::Arrangements, i).unwrap()).collect();
        let sought = [1, 0].map(|i| Sought { content: &contents[i], fields: Some(&fields[i]), is_added: false });
        assert_eq!(r.find(&sought), [Some(1), Some(0)]);
    }

    #[test]
    fn what_was_added_beside_one_that_is_alike_is_not_that_one() {
        let r = reading();
        let (mut content, mut fields) =
            (r.content(List::Arrangements, 0).unwrap(), r.fields(List::Arrangements, 0).unwrap());
        content.nth = 1;
        fields.insert("phase".into(), "ended".into());
        let sought = [Sought { content: &content, fields: Some(&fields), is_added: true }];
        assert_eq!(r.find(&sought), [None]);
        let mut new = r.clone();
        new.arrangements.insert(1, r.arrangements[0].clone());
        assert_eq!(new.find(&sought), [Some(1)], "when the rules read a second one, it is that");
    }

    #[test]
    fn a_reviewed_reading_has_its_references_put_right() {
        let r = reading();
        assert_eq!(r.reviewed(&[]), r);
        let without = r.reviewed(&[Ruling::Drop(List::Times, 0)]);
        assert_eq!(without.times.len(), 1);
        assert_eq!((without.arrangements[0].until, without.arrangements[1].until), (None, Some(0)));
        let mut changes = FieldMap::new();
        changes.insert("phase".into(), "extended".into());
        changes.insert("until".into(), r.fields(List::Arrangements, 1).unwrap()["until"].clone());
        let (shorter, before) = r.without(&[(List::Times, 0)]);
        assert_eq!(shorter, without);
        let after: Vec<usize> = (0..shorter.times.len()).map(|idx| before.index(List::Times, idx)).collect();
        assert_eq!(after, (1..r.times.len()).collect::<Vec<_>>(), "each is found where it stood");
        assert_eq!(before.index(List::Arrangements, 0), 0);
        let changed = r.reviewed(&[Ruling::Change(List::Arrangements, 0, changes)]);
        assert_eq!((changed.arrangements[0].phase, changed.arrangements[0].until), (Phase::Extended, Some(1)));
        let mut added = FieldMap::new();
        added.insert("at".into(), serde_json::to_value(at(&r.report.text, "أعلنت")).unwrap());
        added.insert("kind".into(), "talks".into());
        let with = r.reviewed(&[Ruling::Add(List::Arrangements, added.clone())]);
        assert_eq!(with.arrangements.len(), 2, "without a phase it is no arrangement");
        added.insert("phase".into(), "mentioned".into());
        let with = r.reviewed(&[Ruling::Add(List::Arrangements, added)]);
        assert_eq!((with.arrangements.len(), with.arrangements[0].at.text.as_str()), (3, "أعلنت"));
        assert_eq!(with.arrangements[0].rule, "person");
    }
}
