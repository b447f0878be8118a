//! JavaScript and style sheets: filling in what only the build knows, and minifying for release.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::cache;
use super::site::Site;
use crate::settings::Settings;
use crate::{process, tools};

/// Where a source waits for the build: `const NAME = MARK ...;`, on a line of its own.
const MARK: &str = "/* filled in by the build */";

/// Whether the source has a place for `name`.
pub fn has_mark(source: &str, name: &str) -> bool {
    source.lines().any(|line| is_place(line, name))
}

fn is_place(line: &str, name: &str) -> bool {
    line.strip_prefix("const ")
        .and_then(|rest| rest.strip_prefix(name))
        .and_then(|rest| rest.trim_start().strip_prefix('='))
        .is_some_and(|rest| rest.trim_start().starts_with(MARK) && rest.ends_with(';'))
}

/// Puts a value into the one place that waits for it.
pub fn fill_in(source: &str, name: &str, value: &Value) -> Result<String> {
    fill_in_code(source, name, &value.to_string())
}

/// Like [`fill_in`]; every string that is a file's name becomes its address, written so that bundlers see it and bring the file along.
pub fn fill_in_addresses(source: &str, name: &str, value: &Value) -> Result<String> {
    fill_in_code(source, name, &with_addresses(value))
}

fn with_addresses(value: &Value) -> String {
    match value {
        Value::String(text) if text.ends_with(".js") || text.ends_with(".wasm") || text.ends_with(".bin") => {
            format!("new URL({}, import.meta.url).href", Value::from(format!("./{text}")))
        }
        Value::Array(values) => format!("[{}]", values.iter().map(with_addresses).collect::<Vec<_>>().join(",")),
        Value::Object(entries) => {
            let entries =
                entries.iter().map(|(key, value)| format!("{}:{}", Value::from(&**key), with_addresses(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}

fn fill_in_code(source: &str, name: &str, code: &str) -> Result<String> {
    let places = source.lines().filter(|line| is_place(line, name)).count();
    if places != 1 {
        bail!("`const {name} = {MARK} ...;` must be there once, on a line of its own; it is there {places} times");
    }
    let filled = format!("const {name} = {code};");
    let lines: Vec<&str> = source.lines().map(|line| if is_place(line, name) { &filled } else { line }).collect();
    Ok(lines.join("\n") + "\n")
}

/// Joins a module with those that it imports from beside it (`import { a } from "./b.js";`, each on a line of its own), taking them all
/// out of the site. They come to share one scope, so their names must differ; a doubled one is a syntax error that every browser test
/// sees.
pub fn join(site: &mut Site, path: &str) -> Result<Vec<u8>> {
    let mut joined = String::new();
    join_into(site, path, &mut Vec::new(), &mut joined)?;
    Ok(joined.into_bytes())
}

fn join_into(site: &mut Site, path: &str, seen: &mut Vec<String>, joined: &mut String) -> Result<()> {
    let source = String::from_utf8(site.take(path)?).with_context(|| format!("{path} is not UTF-8"))?;
    seen.push(path.to_owned());
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_outermost = joined.is_empty() && seen.len() == 1;
    let mut own = String::new();
    for line in source.lines() {
        if let Some(name) = imported(line) {
            let part = format!("{folder}/{name}");
            if !seen.contains(&part) {
                join_into(site, &part, seen, joined).with_context(|| format!("imported by {path}"))?;
            }
            continue;
        }
        own += if is_outermost { line } else { line.strip_prefix("export ").unwrap_or(line) };
        own.push('\n');
    }
    *joined += &own;
    Ok(())
}

/// The neighbour that a line imports from.
fn imported(line: &str) -> Option<&str> {
    line.strip_prefix("import {")?.split_once("} from \"./").and_then(|(_, rest)| rest.strip_suffix("\";"))
}

/// A script as it is served: minified in release builds.
pub fn finish(settings: &Settings, name: &str, source: Vec<u8>, release: bool) -> Result<Vec<u8>> {
    if !release {
        return Ok(source);
    }
    // Without a format, esbuild leaves the top level of a classic script alone, as it must.
    let classic = settings.scripts.classic.iter().any(|script| script == name);
    let format: &[&str] = if classic { &["--loader=js"] } else { &["--loader=js", "--format=esm"] };
    minify(settings, name, &source, format)
}

/// Finishes the scripts that no other step has: those under hashed names and the service worker have their own turn.
pub fn finish_all(site: &mut Site, settings: &Settings, release: bool) -> Result<()> {
    if !release {
        return Ok(());
    }
    let scripts = of_kind(site, settings, ".js");
    for path in scripts.iter().filter(|path| *path != "sw.js" && !super::is_hashed(path)) {
        let name = path.strip_prefix("npm/").unwrap_or(path);
        let source = site.take(path)?;
        let finished = finish(settings, name, source, release)?;
        site.add(path.as_str(), finished);
    }
    Ok(())
}

/// Minifies the pages' style sheets.
pub fn minify_styles(site: &mut Site, settings: &Settings) -> Result<()> {
    for path in of_kind(site, settings, ".css") {
        let source = site.take(&path)?;
        let minified = minify(settings, &path, &source, &["--loader=css"])?;
        site.add(path, minified);
    }
    Ok(())
}

fn of_kind(site: &Site, settings: &Settings, ending: &str) -> Vec<String> {
    let as_written = |path: &str| settings.scripts.as_written.iter().any(|folder| path.starts_with(folder.as_str()));
    site.paths().filter(|path| path.ends_with(ending) && !as_written(path)).map(str::to_owned).collect()
}

fn minify(settings: &Settings, name: &str, source: &[u8], more: &[&str]) -> Result<Vec<u8>> {
    let mut command = tools::npm_command("esbuild");
    command.args(&settings.optimise.esbuild).args(more);
    let recipe =
        format!("{} esbuild {} {}", tools::npm_installed()?, settings.optimise.esbuild.join(" "), more.join(" "));
    command.arg(format!("--sourcefile={name}"));
    cache::keep(&recipe, source, || {
        process::filter(&mut command, source).with_context(|| format!("{name} could not be minified"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_takes_its_place_and_nothing_else_changes() {
        let source = "// a\nconst FILES = /* filled in by the build */ {};\nconst OTHER = /* no */ {};\n";
        let filled = fill_in(source, "FILES", &json!({ "wasm": ["w", "s"] })).unwrap();
        assert_eq!(filled, "// a\nconst FILES = {\"wasm\":[\"w\",\"s\"]};\nconst OTHER = /* no */ {};\n");
    }

    #[test]
    fn files_are_named_by_an_address_that_bundlers_see() {
        let source = "const FILES = /* filled in by the build */ {};\n";
        let files = json!({ "version": "0.1.0", "wasm": ["a-1.wasm", "sha384-x"] });
        let filled = fill_in_addresses(source, "FILES", &files).unwrap();
        let expected =
            r#"const FILES = {"version":"0.1.0","wasm":[new URL("./a-1.wasm", import.meta.url).href,"sha384-x"]};"#;
        assert_eq!(filled.trim_end(), expected);
    }

    #[test]
    fn modules_are_joined_each_once_and_those_first_that_others_import() {
        let mut site = Site::default();
        site.add(
            "npm/a.js",
            b"import { b } from \"./b.js\";\nimport { c } from \"./c.js\";\nexport const a = b + c;\n".to_vec(),
        );
        site.add("npm/b.js", b"import { c } from \"./c.js\";\nexport const b = c;\n".to_vec());
        site.add("npm/c.js", b"export const c = 1;\n".to_vec());
        let joined = String::from_utf8(join(&mut site, "npm/a.js").unwrap()).unwrap();
        assert_eq!(joined, "const c = 1;\nconst b = c;\nexport const a = b + c;\n");
        assert_eq!(site.len(), 0);
    }

    #[test]
    fn a_missing_or_doubled_place_is_an_error() {
        let place = "const PRECACHE = /* filled in by the build */ [];\n";
        assert!(fill_in("const PRECACHE = [];\n", "PRECACHE", &json!([])).is_err());
        assert!(fill_in(&place.repeat(2), "PRECACHE", &json!([])).is_err());
        assert!(fill_in(place, "FILES", &json!([])).is_err());
    }
}
