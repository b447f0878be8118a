//! What makes `dist/npm/` a package of its own: licences, data for editors, the table of hashes.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::site::{Site, integrity};
use crate::project;

/// The element as its users see it; everything that editors get is made from this.
const MANIFEST: &str = "npm/custom-elements.json";

/// Adds the licences' texts, and what the sources of the word neighbours ask to be told.
pub fn add_licences(site: &mut Site) -> Result<()> {
    for (folder, name) in [("", "LICENSE-APACHE"), ("", "LICENSE-MIT"), ("xtask/coach", "NOTICE.md")] {
        let path = project::root().join(folder).join(name);
        let text = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        site.add(format!("npm/{name}"), text);
    }
    Ok(())
}

/// Adds what Visual Studio Code reads as `html.customData` and `css.customData`.
pub fn add_editor_data(site: &mut Site) -> Result<()> {
    let manifest: Value = serde_json::from_slice(site.get(MANIFEST)?).context("custom-elements.json is not JSON")?;
    let mut tags = Vec::new();
    let mut properties = Vec::new();
    let mut parts = Vec::new();
    let modules = list(&manifest, "modules").iter().flat_map(|module| list(module, "declarations"));
    for element in modules.filter(|declaration| declaration.get("tagName").is_some()) {
        let attributes: Vec<Value> = list(element, "attributes").iter().map(attribute).collect();
        tags.push(
            json!({ "name": element["tagName"], "description": element["description"], "attributes": attributes }),
        );
        properties.extend(list(element, "cssProperties").iter().map(described));
        parts.extend(list(element, "cssParts").iter().map(|part| {
            let name = part.get("name").and_then(Value::as_str).unwrap_or_default();
            json!({ "name": format!("::part({name})"), "description": part["description"] })
        }));
    }
    let mut add = |name: &str, data: Value| -> Result<()> {
        site.add(format!("npm/{name}"), (serde_json::to_string_pretty(&data)? + "\n").into_bytes());
        Ok(())
    };
    add("vscode.html-custom-data.json", json!({ "version": 1.1, "tags": tags }))?;
    add("vscode.css-custom-data.json", json!({ "version": 1.1, "properties": properties, "pseudoElements": parts }))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn described(entry: &Value) -> Value {
    json!({ "name": entry["name"], "description": entry["description"] })
}

/// An attribute, with its values where its type is a union of strings.
fn attribute(entry: &Value) -> Value {
    let mut attribute = described(entry);
    let text = entry.pointer("/type/text").and_then(Value::as_str).unwrap_or_default();
    let values: Option<Vec<Value>> =
        text.split('|').map(|one| Some(json!({ "name": one.trim().strip_prefix('"')?.strip_suffix('"')? }))).collect();
    if let (Some(values), Some(fields)) = (values, attribute.as_object_mut()) {
        fields.insert("values".into(), values.into());
    }
    attribute
}

/// Adds the table of hashes: every file of the package as it is served, by its name. Comes last.
pub fn add_integrity(site: &mut Site) -> Result<()> {
    let files: Map<String, Value> = site
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix("npm/")?.to_owned(), integrity(bytes).into())))
        .collect();
    let table = json!({ "version": project::VERSION, "files": files });
    site.add("npm/integrity.json", (serde_json::to_string_pretty(&table)? + "\n").into_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_learn_of_tags_values_and_properties() {
        let mut site = Site::default();
        let manifest = json!({ "modules": [{ "declarations": [{ "kind": "class" }, {
            "tagName": "a-b",
            "description": "An element.",
            "attributes": [
                { "name": "theme", "description": "The colours.", "type": { "text": "\"light\" | \"dark\"" } },
                { "name": "seed", "description": "Repeats.", "type": { "text": "number | null" } },
            ],
            "cssProperties": [{ "name": "--a-b", "description": "A colour.", "default": "red" }],
            "cssParts": [{ "name": "root", "description": "The box." }],
        }] }] });
        site.add(MANIFEST, manifest.to_string().into_bytes());
        add_editor_data(&mut site).unwrap();
        let read = |name: &str| -> Value { serde_json::from_slice(site.get(name).unwrap()).unwrap() };
        let html = read("npm/vscode.html-custom-data.json");
        assert_eq!(html["tags"][0]["attributes"][0]["values"], json!([{ "name": "light" }, { "name": "dark" }]));
        assert_eq!(html["tags"][0]["attributes"][1].get("values"), None);
        let css = read("npm/vscode.css-custom-data.json");
        assert_eq!(css["properties"], json!([{ "name": "--a-b", "description": "A colour." }]));
        assert_eq!(css["pseudoElements"][0]["name"], "::part(root)");
    }

    #[test]
    fn the_table_of_hashes_covers_the_package_and_nothing_else() {
        let mut site = Site::default();
        site.add("npm/a.js", b"a".to_vec());
        site.add("index.html", b"b".to_vec());
        add_integrity(&mut site).unwrap();
        let table: Value = serde_json::from_slice(site.get("npm/integrity.json").unwrap()).unwrap();
        assert_eq!(table["files"], json!({ "a.js": integrity(b"a") }));
    }
}
