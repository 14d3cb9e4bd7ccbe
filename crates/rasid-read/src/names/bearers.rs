//! Who bears a title that is written without a name: whoever bore it before in the report, who held
//! the office at the time, or nobody by name.

use super::roles::Reader;
use super::titles::{Title, is_state};
use rasid_lang::inflect::is_sound_plural;
use rasid_lang::tables::actors::TitleClass;
use std::rc::Rc;

/// Office of whoever will follow a monarch.
const HEIR: &str = "crown-prince";

/// What a leader is called in the glosses of titles.
const LEADER: &str = "leader";

/// So many titles ago somebody may have borne one that is used alone.
const AGO: usize = 2000;

impl Reader<'_, '_, '_> {
    /// Who bears a title without a name.
    pub(super) fn bearer(&self, title: &Title, first: usize, end: usize) -> Option<Rc<str>> {
        if title.counterpart {
            let role = self.bearers.last().map(|(t, _)| t.role.clone())?;
            return self.holder(title.state.as_deref()?, &role);
        }
        let class = title.class?;
        let state = title.state.clone();
        let same = |t: &Title| t.class == title.class && t.role == title.role && (state.is_none() || t.state == state);
        let known = || {
            let named = |id: &str| !id.starts_with("anon:");
            self.bearers.iter().rev().take(AGO).find(|(t, id)| same(t) && named(id)).map(|(_, id)| id.clone())
        };
        // The head of a mission or body is no head of state; it is the body that speaks.
        if class == TitleClass::HeadOfState
            && let Some(of) = &title.of
            && (!is_state(of) || of.contains(':') && !of.ends_with(":gov") && !of.ends_with(":presidency"))
        {
            return Some(of.clone());
        }
        // "The head of an organisation", of which no table knows: of no state at all.
        let another = class == TitleClass::HeadOfState && !title.definite && state.is_none() && title.of.is_none();
        if another && self.doc.is_word(end) && self.doc.together(first, end) && self.mention_from(end).is_none() {
            return Some(format!("anon:{}", title.gloss.split(';').next().unwrap_or("person")).into());
        }
        match class {
            class if class.is_office() => {
                // "The Saudi minister": whichever minister of that state was named before.
                let plain = class == TitleClass::Minister && title.role == "gov" && title.definite;
                let minister = || {
                    let of = |t: &Title| t.class == title.class && (state.is_none() || t.state == state);
                    let last = self.bearers.iter().rev().take(AGO).find(|(t, id)| of(t) && !id.starts_with("anon:"));
                    last.filter(|_| plain).map(|(_, id)| id.clone())
                };
                if plain {
                    return known().or_else(minister).or_else(|| state.clone().map(|s| format!("{s}:gov").into()));
                }
                known().or_else(|| {
                    let role = match class {
                        TitleClass::Royal if title.role == HEIR => HEIR,
                        TitleClass::HeadOfState | TitleClass::Royal => "presidency",
                        TitleClass::HeadOfGovernment => "gov",
                        _ => &title.role,
                    };
                    // "The prince" need not be one of the country that the report is about.
                    let home = title.definite && class != TitleClass::Royal;
                    let state = state.clone().or_else(|| home.then(|| self.context.country.clone()).flatten())?;
                    let held = if role == HEIR { "presidency" } else { role };
                    self.holder(&state, role).or_else(|| Some(format!("{state}:{held}").into()))
                })
            }
            TitleClass::SecretaryGeneral => known().or_else(|| self.international(class, title)),
            TitleClass::Envoy => {
                let held = known().or_else(|| self.international(class, title));
                // "The envoy" whom nobody knows is somebody all the same, and not whoever sent him.
                held.or_else(|| title.definite.then(|| "anon:envoy".into()))
            }
            TitleClass::Spokesperson => title.of.clone().or_else(known).or_else(|| Some("anon:spokesperson".into())),
            TitleClass::Document => title.of.clone().or_else(|| Some(format!("anon:{}", title.gloss).into())),
            TitleClass::Media | TitleClass::Honorific | TitleClass::Rank if !title.definite && title.of.is_none() => {
                None
            }
            _ => {
                // "The North Korean leader" leads the state itself.
                let leads = title.gloss == LEADER && title.of.as_deref().is_none_or(|of| Some(of) == state.as_deref());
                if let Some(holder) = state.as_ref().filter(|_| leads).and_then(|s| self.holder(s, "presidency")) {
                    return Some(holder);
                }
                // "The source", "the official": whoever was last called so, at whatever length.
                // The ambassador of one state is not that of another.
                let same_state = |t: &Title| state.is_none() || t.state.is_none() || t.state == state;
                let same_word = |t: &Title| t.class == title.class && t.gloss.ends_with(&title.gloss) && same_state(t);
                let earlier = self.bearers.iter().rev().take(AGO).find(|(t, _)| title.definite && same_word(t));
                if let Some((_, id)) = earlier {
                    return Some(id.clone());
                }
                // "The American official": whoever of that state was named before.
                // "The officials" are more than that one.
                let one = !(first..end).any(|i| is_sound_plural(self.doc.folded(i)));
                let official =
                    one && title.definite && class == TitleClass::Anonymous && title.gloss.ends_with("official");
                let of = |t: &Title| state.is_none() || t.state == state;
                let last = self.bearers.iter().rev().take(AGO).find(|(t, id)| of(t) && !id.starts_with("anon:"));
                if let Some((_, id)) = last.filter(|_| official) {
                    return Some(id.clone());
                }
                let mut label = String::from("anon:");
                if let Some(state) = &state {
                    label.push_str(state);
                    label.push(' ');
                }
                label.push_str(if title.gloss.is_empty() {
                    "person"
                } else {
                    title.gloss.split(';').next().unwrap_or("person")
                });
                Some(label.into())
            }
        }
    }

    /// Who holds an office of a state at the time of the report.
    fn holder(&self, state: &str, role: &str) -> Option<Rc<str>> {
        let day = self.doc.published?;
        self.doc.lexicon.holder(&format!("{state}:{role}"), day).map(|a| a.id.as_str().into())
    }

    /// Envoys and the secretary-general of the United Nations.
    fn international(&self, class: TitleClass, title: &Title) -> Option<Rc<str>> {
        let day = self.doc.published?;
        let lexicon = self.doc.lexicon;
        if class == TitleClass::SecretaryGeneral {
            let un = title.of.as_deref().is_none_or(|of| of == "un");
            return un.then(|| lexicon.holder("un.secretary-general", day)).flatten().map(|a| a.id.as_str().into());
        }
        let country = title.state.clone().or_else(|| self.context.country.clone())?;
        let name = lexicon.actor_by_id(&country)?.english.to_lowercase();
        lexicon.holder(&format!("un.envoy-{name}"), day).map(|a| a.id.as_str().into())
    }
}
