//! Which column of a table is which field of an article: said by the caller, or known by its name in Arabic or English.

use crate::error::Problem;
use crate::shown::is_direction_mark;
use crate::words::words;
use unicode_normalization::UnicodeNormalization;

/// The fields that are looked for, with the kind of words that name them.
const FIELDS: [(&str, &str); 5] = [
    ("text", "column-text"),
    ("title", "column-title"),
    ("outlet", "column-outlet"),
    ("published", "column-published"),
    ("url", "column-url"),
];
/// Fields that only the caller can give a column to.
const OTHERS: [&str; 2] = ["id", "lang"];

/// Which columns a caller says: `title=headline,text=4`; a column is its name or its number, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMap(Vec<(String, String)>);

impl ColumnMap {
    /// Understands what was typed.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with it.
    pub fn parse(given: &str) -> Result<Self, String> {
        let mut map: Vec<(String, String)> = Vec::new();
        for part in given.split(',').filter(|part| !part.trim().is_empty()) {
            let (field, column) =
                part.split_once('=').ok_or_else(|| format!("\"{part}\" is no FIELD=COLUMN, such as text=body"))?;
            let (field, column) = (field.trim(), column.trim());
            let is_known = FIELDS.iter().any(|(known, _)| *known == field) || OTHERS.contains(&field);
            if !is_known {
                return Err(format!(
                    "\"{field}\" is no field; the fields are text, title, outlet, published, url, id, lang"
                ));
            }
            if column.is_empty() || map.iter().any(|(known, _)| known == field) {
                return Err(format!("\"{field}\" needs one column"));
            }
            map.push((field.to_owned(), column.to_owned()));
        }
        if map.iter().any(|(field, _)| field == "text") {
            Ok(ColumnMap(map))
        } else {
            Err("the column with the texts must be named: text=COLUMN".to_owned())
        }
    }
}

/// The columns of a table.
pub(super) struct Columns {
    /// The name under which each is kept; nothing where it has none.
    names: Vec<Option<String>>,
    head: Vec<String>,
    text: usize,
}

impl Columns {
    /// The columns whose names are `head`, as `map` says or, where there is none, as their names do.
    pub fn of(head: Vec<String>, map: Option<&ColumnMap>) -> Result<Self, Problem> {
        let plain: Vec<String> = head.iter().map(|name| simplified(name)).collect();
        let listed = || head.iter().map(|name| name.trim()).collect::<Vec<_>>().join(", ");
        let mut fields: Vec<(&str, usize)> = Vec::new();
        match map {
            Some(ColumnMap(map)) => {
                for (field, column) in map {
                    let by_name = plain.iter().position(|name| *name == simplified(column));
                    let by_number =
                        column.parse::<usize>().ok().filter(|n| (1..=head.len()).contains(n)).map(|n| n - 1);
                    let at = by_name.or(by_number).ok_or_else(|| Problem::NoSuchColumn(column.clone(), listed()))?;
                    fields.push((field, at));
                }
            }
            None => {
                for (field, kind) in FIELDS {
                    let known = |name: &String| words(kind).any(|word| simplified(word) == *name);
                    let free = |at: &usize| fields.iter().all(|(_, taken)| taken != at);
                    // The name of a field itself comes before other words for it.
                    let own = plain.iter().position(|name| name == field);
                    let found = own.or_else(|| (0..plain.len()).filter(free).find(|&at| known(&plain[at])));
                    fields.extend(found.map(|at| (field, at)));
                }
                for (at, name) in plain.iter().enumerate() {
                    fields.extend(OTHERS.iter().filter(|other| *other == name).map(|other| (*other, at)));
                }
            }
        }
        let text = fields.iter().find(|(field, _)| *field == "text").map(|(_, at)| *at);
        let text = text.ok_or_else(|| Problem::NoTextColumn(listed()))?;
        let is_field = |name: &str| FIELDS.iter().any(|(field, _)| *field == name) || OTHERS.contains(&name);
        let names = head.iter().enumerate().map(|(at, name)| {
            let field = fields.iter().find(|(_, column)| *column == at).map(|(field, _)| (*field).to_owned());
            // A column that nobody asked for is kept under its own name, unless that means something else here.
            field.or_else(|| Some(name.trim().to_owned()).filter(|name| !name.is_empty() && !is_field(name)))
        });
        Ok(Columns { names: names.collect(), head, text })
    }

    /// The column with the texts, counted from 0.
    pub fn text(&self) -> usize {
        self.text
    }

    /// The cells of a row under the names of their columns; empty ones are left out.
    pub fn fields(&self, cells: Vec<String>) -> impl Iterator<Item = (String, String)> {
        self.names.iter().zip(cells).enumerate().filter_map(|(at, (name, cell))| {
            let cell = if at == self.text { cell } else { cell.trim().to_owned() };
            name.clone().filter(|_| at == self.text || !cell.is_empty()).map(|name| (name, cell))
        })
    }

    /// How the columns were understood, for people: `text = "body", title = "headline"`.
    pub fn told(&self) -> String {
        let told = FIELDS.iter().filter_map(|(field, _)| {
            let at = self.names.iter().position(|name| name.as_deref() == Some(field))?;
            Some(format!("{field} = \"{}\"", self.head[at].trim()))
        });
        told.collect::<Vec<_>>().join(", ")
    }
}

/// A name as it is compared: small letters, one space for all that parts words, no marks.
fn simplified(name: &str) -> String {
    let plain: String = name
        .nfc()
        .filter(|c| !is_direction_mark(*c) && *c != '\u{FEFF}' && !matches!(c, '\u{064B}'..='\u{0652}' | '\u{0640}'))
        .map(|c| if matches!(c, '_' | '-') { ' ' } else { c })
        .collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(head: &[&str], map: Option<&str>) -> Result<String, Problem> {
        let map = map.map(|map| ColumnMap::parse(map).unwrap());
        Columns::of(head.iter().map(|&name| name.to_owned()).collect(), map.as_ref()).map(|columns| columns.told())
    }

    #[test]
    fn columns_are_known_by_their_names_in_both_languages() {
        assert_eq!(
            columns(&["م", "العنوان", "نصّ الخبر", "المصدر", "تاريخ_النشر", "الرابط"], None).unwrap(),
            "text = \"نصّ الخبر\", title = \"العنوان\", outlet = \"المصدر\", published = \"تاريخ_النشر\", url = \"الرابط\""
        );
        assert_eq!(
            columns(&["Headline", "Body", "Source Name", "DATE"], None).unwrap(),
            "text = \"Body\", title = \"Headline\", outlet = \"Source Name\", published = \"DATE\""
        );
    }

    #[test]
    fn the_caller_says_columns_by_name_or_number() {
        assert_eq!(columns(&["a", "b", "c"], Some("text=C, title=1")).unwrap(), "text = \"c\", title = \"a\"");
        assert_eq!(columns(&["a", "b"], Some("text=z")), Err(Problem::NoSuchColumn("z".into(), "a, b".into())));
        assert_eq!(columns(&["a", "b"], None), Err(Problem::NoTextColumn("a, b".into())));
        for wrong in ["title=a", "text", "text=", "body=a,text=b", "text=a,text=b"] {
            assert!(ColumnMap::parse(wrong).is_err(), "{wrong}");
        }
    }
}
