//! What stands in braces at the end of a heading or entry: `{#id was=former points=a,b}`.

use interview_practice_core::content::{Id, nearest};

use super::Leaf;
use super::leaf::is_escaped;
use crate::finding::{Log, Place, quoted};
use crate::ids::mend;

/// A key in braces with its values.
#[derive(Debug)]
pub(crate) struct Key {
    name: String,
    place: Place,
    values: Vec<(Id, Place)>,
}

/// The id and the keys of a heading or entry.
#[derive(Debug)]
pub(crate) struct Attributes {
    /// The id as the author wrote it.
    pub id: Option<Id>,
    /// Where the id stands, or would stand.
    pub place: Place,
    /// Whether braces are there already, so that an id would go into them.
    pub braces: bool,
    /// Whether the author meant to write an id, and it was reported.
    pub failed: bool,
    keys: Vec<Key>,
}

impl Attributes {
    /// Takes the braces off the end of a text. `keys` are those that mean something here.
    pub fn take(leaf: &mut Leaf<'_>, file: &str, keys: &[&str], log: &mut Log) -> Self {
        let end = leaf.end();
        let start = leaf.place.at;
        let written = file.get(start..end).unwrap_or_default().trim_end();
        let here = |at: usize| Place { at, ..leaf.place };
        let open = written.rfind('{').filter(|open| {
            let inside = written.get(open + 1..).unwrap_or_default();
            inside.ends_with('}')
                && !inside.contains(['\n', '\r', '`'])
                && !is_escaped(file, start + open)
                && looks_like_attributes(inside.trim_end_matches('}'))
        });
        let Some(open) = open else {
            let failed = report_stray(leaf, file, log);
            let at = if leaf.events.is_empty() { end_of_line(file, start) } else { start + written.len() };
            return Self { id: None, place: here(at), braces: false, failed, keys: Vec::new() };
        };
        let mut attributes =
            Self { id: None, place: here(start + open + 1), braces: true, failed: false, keys: Vec::new() };
        let inside = written.get(open + 1..written.len() - 1).unwrap_or_default();
        for (offset, word) in words(inside) {
            attributes.word(word, here(start + open + 1 + offset), keys, log);
        }
        leaf.cut(start + open, file);
        attributes
    }

    fn word(&mut self, word: &str, place: Place, known: &[&str], log: &mut Log) {
        if let Some(id) = word.strip_prefix('#') {
            if self.id.is_some() {
                let mend = "keep one; a former id is written `was=former-id`";
                return log.error(place, format!("a second id, {}", quoted(id)), mend);
            }
            match Id::new(id) {
                Ok(id) => (self.id, self.place) = (Some(id), place),
                Err(_) => {
                    self.failed = true;
                    log.error(place, format!("{} is no id", quoted(id)), mend(id));
                }
            }
            return;
        }
        let Some((name, values)) = word.split_once('=') else {
            let mend = "ids begin with `#`; everything else is written `key=value`, without spaces around `=` and `,`";
            return log.warning(place, format!("{} in braces means nothing", quoted(word)), mend);
        };
        let name = if known.contains(&name) {
            name
        } else {
            match nearest(name, known.iter().copied()) {
                Some(near) => {
                    let message = format!("unknown key {}: did you mean `{near}`?", quoted(name));
                    log.warning(place, message, format!("write `{near}={values}`; it is read as that"));
                    near
                }
                None if known.is_empty() => {
                    let message = format!("the key {} means nothing here", quoted(name));
                    return log.warning(place, message, "take it out of the braces");
                }
                None => {
                    let list = known.join("`, `");
                    let message = format!("unknown key {}", quoted(name));
                    return log.warning(place, message, format!("the keys that mean something here: `{list}`"));
                }
            }
        };
        if self.keys.iter().any(|key| key.name == name) {
            let message = format!("`{name}` stands in these braces twice");
            return log.error(place, message, format!("write it once: `{name}=one,two`"));
        }
        let mut key = Key { name: name.to_owned(), place, values: Vec::new() };
        let mut at = place.at + word.len() - values.len();
        if values.is_empty() {
            return log.error(place, format!("`{name}=` has no value"), format!("write `{name}=id`, or take it out"));
        }
        for value in values.split(',') {
            let place = Place { at, ..place };
            match Id::new(value) {
                Ok(id) => key.values.push((id, place)),
                Err(_) => log.error(place, format!("{} is no id", quoted(value)), mend(value)),
            }
            at += value.len() + 1;
        }
        self.keys.push(key);
    }

    /// The values of a key, with their places and the key's own; empty when it is not there.
    pub fn values(&mut self, name: &str) -> (Vec<(Id, Place)>, Place) {
        match self.keys.iter().position(|key| key.name == name) {
            Some(n) => {
                let key = self.keys.swap_remove(n);
                (key.values, key.place)
            }
            None => (Vec::new(), self.place),
        }
    }
}

fn looks_like_attributes(inside: &str) -> bool {
    let inside = inside.trim_start();
    let key = inside.split_once('=').is_some_and(|(key, _)| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'_')
    });
    inside.starts_with('#') || key
}

/// The words of a text with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split([' ', '\t']).filter_map(move |word| {
        let offset = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((offset, word))
    })
}

fn end_of_line(file: &str, start: usize) -> usize {
    let line = file.get(start..).and_then(|rest| rest.split(['\n', '\r']).next()).unwrap_or_default();
    start + line.trim_end().len()
}

/// Braces in the middle of a text are an id that went astray, most often for want of an empty line. Says whether there were any.
fn report_stray(leaf: &Leaf<'_>, file: &str, log: &mut Log) -> bool {
    let letters = leaf.letters(file);
    let stray = letters.windows(3).find(|three| match three {
        [a, b, c] => a.plain && b.plain && a.letter == '{' && b.letter == '#' && c.letter.is_ascii_alphanumeric(),
        _ => false,
    });
    if let Some([brace, ..]) = stray {
        let place = Place { at: brace.at, ..leaf.place };
        let mend = "put them at the end of the heading or entry; leave an empty line before the text that follows";
        log.warning(place, "braces in the middle of a text are not read as an id", mend);
    }
    stray.is_some()
}
