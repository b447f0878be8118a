//! The format's own words: parts, sections, fields and their values, as authors may spell them.

use interview_practice_core::content::nearest;

/// A name as it is compared: lower case, single spaces, hyphens and underscores as spaces, no mark at its end.
pub(crate) fn normal(name: &str) -> String {
    let name = name.trim().trim_end_matches([':', '.', '：']);
    let words = name.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// What a written name stands for.
pub(crate) enum Meant<T> {
    /// This.
    Exactly(T),
    /// Nothing, but it looks like this one, whose right spelling comes with it.
    Nearly(T, &'static str),
    /// Nothing.
    Nothing,
}

/// Looks a name up in a table whose names are written as `normal` writes them.
pub(crate) fn look_up<T: Copy>(written: &str, table: &[(&'static str, T)]) -> Meant<T> {
    let written = normal(written);
    if let Some((_, value)) = table.iter().find(|(name, _)| normal(name) == written) {
        return Meant::Exactly(*value);
    }
    // Longer than any name can be misspelt.
    if written.len() > 80 {
        return Meant::Nothing;
    }
    let names: Vec<String> = table.iter().map(|(name, _)| normal(name)).collect();
    let swapped = names.iter().map(String::as_str).find(|name| is_swapped(&written, name));
    let near = swapped.or_else(|| nearest(&written, names.iter().map(String::as_str)));
    match near.and_then(|near| table.iter().find(|(name, _)| normal(name) == near)) {
        Some((name, value)) => Meant::Nearly(*value, name),
        None => Meant::Nothing,
    }
}

/// Whether two neighbouring letters change places between the two: the slip of fast fingers.
fn is_swapped(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    loop {
        match (one.next(), other.next()) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                return one.next() == Some(b) && other.next() == Some(a) && one.as_str() == other.as_str();
            }
            _ => return false,
        }
    }
}

/// The names of a table as a list for a message.
pub(crate) fn list<T>(table: &[(&'static str, T)]) -> String {
    let names: Vec<String> = table.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.join(", ")
}
