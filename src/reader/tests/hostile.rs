//! Packs from anywhere: never a panic, never more work than the size of the input asks for, however it is made.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use std::fmt::Write as _;

use interview_practice_core::content::{Block, Pack, binary};
use interview_practice_reader::{Severity, read, read_counting, read_json, read_path, read_text, write};
use proptest::prelude::*;

const HEAD: &str = "---\nid: tiny\nrole: Tester\nlanguage: en\nversion: 1.0.0\n---\n\n";

/// A pack with so many questions and items.
fn many(count: usize) -> String {
    let mut text = HEAD.to_owned();
    text.push_str("## Competencies\n\n### Care {#care}\n\nLooks twice.\n\n## Questions\n");
    for n in 0..count {
        write!(
            text,
            "\n### Question {n}, with *some* words {{#q-{n}}}\n\n- Kind: technical\n- Competencies: care\n- Time: 90 s\n\n\
             Context of question {n}.\n\n#### Points of assessment\n\n- Names a reason {{#reason concepts=idea}}\n- Names another\n\n\
             #### Model answer\n\nI would look at `{n}` first.\n\n#### Common pitfalls\n\n- Guesses {{#guess}}\n\n\
             #### Follow-up questions\n\n- And then? {{#then points=reason}}\n\n#### Key concepts\n\n- idea: thought, notion {{#idea}}\n"
        )
        .unwrap();
    }
    text.push_str("\n## Quiz\n");
    for n in 0..count {
        write!(
            text,
            "\n### Item {n}? {{#i-{n}}}\n\n- Kind: single choice\n- Question: q-{n}\n\n#### Choices\n\n- [x] Yes {{#yes}}\n- [ ] No {{#no}}\n\n  Not so.\n"
        )
        .unwrap();
    }
    text
}

#[test]
fn ten_thousand_questions_take_ten_times_the_steps_of_one_thousand() {
    let (small, steps_of_small) = read_counting(&[("pack.md", &many(1_000))]);
    let (large, steps_of_large) = read_counting(&[("pack.md", &many(10_000))]);
    assert_eq!(small.pack.unwrap().questions.len(), 1_000);
    assert_eq!(large.pack.as_ref().unwrap().questions.len(), 10_000);
    assert_eq!(large.pack.unwrap().items.len(), 10_000);
    assert!(steps_of_large < 11 * steps_of_small, "{steps_of_small} steps became {steps_of_large}");
    // One warning a derived id, and a last one that counts those beyond the limit.
    let warnings = large.findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
    assert_eq!((warnings, large.unwritten_ids.len()), (5_001, 10_000));
    assert_eq!(large.findings.last().unwrap().message, "5000 more warnings are not listed");
}

/// Each of these would take hours, or the stack, if anything in the reading grew with the square of it or recursed.
#[test]
fn bombs_are_read_in_a_moment() {
    let n = 100_000;
    let bombs = [
        ">".repeat(n),
        "> ".repeat(n),
        "- ".repeat(n),
        "1. ".repeat(n),
        "*a ".repeat(n) + &"a* ".repeat(n),
        "**a".repeat(n),
        "[".repeat(n),
        "[a](".repeat(n),
        "![a](b)".repeat(n),
        "![".repeat(n) + "a" + &"](b)".repeat(n),
        "`a``".repeat(n),
        "\\\\".repeat(n),
        "<!--".repeat(n),
        "<b>".repeat(n),
        "&#".repeat(n),
        "{#".repeat(n),
        "{#a}".repeat(n),
        "a: ".repeat(n),
        "[[".repeat(n),
        "[[a]]".repeat(n),
        "=> ".repeat(n),
        "(".repeat(n) + &")".repeat(n),
        "# ".repeat(n),
        "\n### a".repeat(n / 10),
        "\n- a: b".repeat(n / 10),
        "\n- a: b {#a b=c}".repeat(n / 10),
        "a\n---\n".repeat(n / 10),
        "| a ".repeat(n) + "\n" + &"| - ".repeat(n),
        "\r".repeat(n),
        "\u{0}".repeat(n),
        "x".repeat(n) + ": y",
    ];
    let places = [
        "",
        "## Guide\n\n### ",
        "## Guide\n\n### a {#a}\n\n",
        "## Questions\n\n### a {#a}\n\n- Kind: technical\n- ",
        "## Questions\n\n### a {#a}\n\n#### Points of assessment\n\n- ",
        "## Questions\n\n### a {#a}\n\n#### Key concepts\n\n- ",
        "## Quiz\n\n### a {#a}\n\n- Kind: cloze\n\n#### Text\n\n",
        "## Quiz\n\n### a {#a}\n\n- Kind: matching\n\n#### Pairs\n\n- ",
        "## References\n\n- ",
        "## Glossary\n\n- ",
    ];
    for bomb in &bombs {
        for place in places {
            let outcome = read_text("bomb.md", &format!("{HEAD}{place}{bomb}"));
            if let Some(pack) = outcome.pack {
                assert!(!binary::encode(&pack).is_empty());
            }
        }
        // As front matter.
        assert!(read_text("bomb.md", &format!("---\n{bomb}\n---\n")).pack.is_none());
    }
    for yaml in
        ["[".repeat(8000), "{a: ".repeat(4000), "- ".repeat(8000), "? ".repeat(8000), "a: &a b\nb: *a\n".to_owned()]
    {
        assert!(read_text("bomb.md", &format!("---\n{yaml}\n---\n")).pack.is_none());
    }
}

#[test]
fn text_nests_up_to_the_limit_and_no_deeper() {
    let deepest = |levels: usize| {
        read_text("deep.md", &format!("{HEAD}{}deep\n\n## Guide\n\n### A {{#a}}\n", "> ".repeat(levels)))
    };
    assert!(deepest(16).pack.is_some());
    let outcome = deepest(17);
    assert!(outcome.pack.is_none());
    assert_eq!(outcome.findings[0].message, "the text nests deeper than 16 levels");
}

#[test]
fn byte_order_mark_and_line_endings_mean_nothing() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs/complete/pack");
    for file in ["pack.md", "quiz.md", "questions/01-fog.md"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap().replace("\r\n", "\n");
        let text = if file == "pack.md" { text } else { HEAD.to_owned() + &text };
        let expected = read_text("pack.md", &text);
        for (what, other) in [
            ("carriage returns", text.replace('\n', "\r\n")),
            ("byte order mark", format!("\u{feff}{text}")),
            ("both", format!("\u{feff}{}", text.replace('\n', "\r\n"))),
        ] {
            let outcome = read_text("pack.md", &other);
            assert_eq!(outcome.pack, expected.pack, "{what} in {file}");
            assert_eq!(outcome.findings, expected.findings, "{what} in {file}");
        }
    }
}

#[test]
fn places_are_right_behind_tabs_wide_letters_and_any_line_ending() {
    let text = HEAD.to_owned() + "Fine.\r\n\r\n## Guide\r\r### A {#a}\n\n- Lists:\té🎓 must, prefered\n";
    let outcome = read_text("pack.md", &text);
    let places: Vec<(usize, usize)> = outcome.findings.iter().map(|finding| (finding.line, finding.column)).collect();
    assert_eq!(places, [(14, 10), (14, 19)], "{:#?}", outcome.findings);
    assert_eq!(outcome.findings[0].excerpt_with_caret(), "- Lists: é🎓 must, prefered\n         ^");
    // What a terminal might obey is made visible.
    let outcome = read_text("\u{1b}[31m.md", &(HEAD.to_owned() + "## \u{1b}[2J\u{202e}x\n"));
    assert_eq!(outcome.findings[0].file, "\u{fffd}[31m.md");
    assert!(!outcome.findings[0].to_string().contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn a_control_character_costs_no_other_letter_before_braces_or_a_publisher() {
    let text = format!(
        "{HEAD}## Competencies\n\n### Ca\u{8}\u{8}\u{8}re {{#care}}\n\nLooks twice.\n\n\
         ## References\n\n### Books\n\n- [Title](https://a.example/) by so\u{1}me\u{2}body (Press)\n"
    );
    let pack = read_text("pack.md", &text).pack.unwrap();
    assert_eq!(pack.competencies[0].name, "Ca\u{fffd}\u{fffd}\u{fffd}re");
    assert_eq!(read_text("pack.md", &write(&pack)).pack.unwrap(), pack);
}

#[test]
fn what_is_no_text_or_no_file_is_a_finding_with_its_byte() {
    let folder = std::env::temp_dir().join(format!("interview-practice-reader-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("empty")).unwrap();
    let one = |path: &std::path::Path| {
        let outcome = read_path(path);
        assert!(outcome.pack.is_none());
        let finding = outcome.findings[0].clone();
        (finding.line, finding.column, finding.message)
    };
    let path = folder.join("latin.md");
    std::fs::write(&path, b"---\nid: caf\xe9\n").unwrap();
    assert_eq!(one(&path), (2, 8, "byte 11 (0xe9) is not UTF-8".to_owned()));
    std::fs::write(&path, b"\xff\xfe-\0").unwrap();
    assert_eq!(read_path(&path).findings[0].mend, "it looks like UTF-16: save it as UTF-8");
    assert_eq!(one(&folder.join("empty")), (0, 0, "there is no `pack.md` in this folder".to_owned()));
    assert!(one(&folder.join("missing.md")).2.starts_with("the file cannot be read"));
    assert!(one(&folder.join("missing.json")).2.starts_with("the file cannot be read"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn no_markup_of_a_page_survives() {
    let text = HEAD.to_owned()
        + "<img src=x onerror=alert(1)> [a](<javascript:alert(1)>) [b](data:text/html,x) ![c](javascript:x)\n\n<script>x</script>\n";
    let pack = read_text("pack.md", &text).pack.unwrap();
    let json = serde_json::to_string(&pack).unwrap();
    assert!(!json.contains("\"link\""), "{json}");
    assert!(matches!(pack.summary.as_slice(), [Block::Paragraph(_), Block::Paragraph(_)]));
}

/// Pieces that mean something, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "\n",
            "\n\n",
            " ",
            "  ",
            "\t",
            "\r\n",
            "# ",
            "## ",
            "### ",
            "#### ",
            "Competencies",
            "Guide",
            "Questions",
            "Quiz",
            "Mock interview",
            "References",
            "Glossary",
            "Points of assessment",
            "Model answer",
            "Common pitfalls",
            "Follow-up questions",
            "Key concepts",
            "Choices",
            "Pairs",
            "Steps",
            "Text",
            "Explanation",
            "Rubric",
            "- ",
            "1. ",
            "- [x] ",
            "- [ ] ",
            "Kind: ",
            "single choice",
            "multiple choice",
            "true or false",
            "matching",
            "ordering",
            "cloze",
            "technical",
            "Answer: true",
            "Time: 5 min",
            "Level: ",
            "preferred",
            "{#id}",
            "{#",
            "}",
            "was=",
            "points=a,b",
            "[[",
            "]]",
            "|",
            " => ",
            ": ",
            ", ",
            "(",
            ")",
            "[a](b)",
            "![",
            "<b>",
            "<!--",
            "-->",
            "```",
            "`",
            "*",
            "**",
            "_",
            "> ",
            "\\",
            "&amp;",
            "---",
            "word",
            "é",
            "你",
            "\u{0}",
            "\u{feff}",
            "| a | b |\n|---|---|\n",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_is_read_and_what_is_read_can_be_written(text in markdown(), split in any::<bool>()) {
        let first = HEAD.to_owned() + &text;
        let outcome = if split { read(&[("pack.md", HEAD), ("more.md", &text)]) } else { read(&[("pack.md", &first)]) };
        for finding in &outcome.findings {
            prop_assert!(finding.caret <= finding.excerpt.chars().count());
            prop_assert!(!finding.message.is_empty());
        }
        if let Some(pack) = outcome.pack {
            prop_assert_eq!(pack.problems().iter().filter(|problem| problem.severity() == Severity::Error).count(), 0);
            let written = write(&pack);
            let again = read_text("pack.md", &written);
            // Emphasis in odd places may go once, and nothing else; what reading keeps of it is for the writer's own tests.
            let again = again.pack.unwrap();
            prop_assert_eq!(write(&again), written);
            prop_assert_eq!((again.questions.len(), again.items.len()), (pack.questions.len(), pack.items.len()));
        }
    }

    #[test]
    fn any_front_matter_is_read(yaml in "([a-z]{1,4}: |- |\\[|\\]|\\{|\\}|, |\"|'|#|&a |\\*a|!!|\\||>|%|\\? |\n|\n  |id|\\PC){0,40}") {
        let _ = read_text("pack.md", &format!("---\n{yaml}\n---\n"));
    }

    #[test]
    fn any_json_is_read(text in "([\\[\\]{},:]|\"(id|text|questions|kind|\\\\u0000|a\\.b)\"|[0-9]|null| |\\PC){0,40}", flip in any::<(u16, u8)>()) {
        let _ = read_json("pack.json", &text);
        // A good pack with one byte changed.
        let mut bytes = include_bytes!("../../../tests/packs/complete/pack.json").to_vec();
        let at = usize::from(flip.0) % bytes.len();
        bytes[at] = flip.1 & 0x7f;
        let outcome = read_json("pack.json", std::str::from_utf8(&bytes).unwrap_or_default());
        prop_assert!(outcome.pack.is_some() || !outcome.findings.is_empty());
    }
}

#[test]
fn a_compiled_pack_is_the_same_in_every_form() {
    let json = include_str!("../../../tests/packs/complete/pack.json");
    let pack: Pack = serde_json::from_str(json).unwrap();
    assert_eq!(binary::decode(&binary::encode(&pack)), Ok(pack.clone()));
    assert_eq!(read_json("pack.json", json).pack, Some(pack));
}

#[test]
fn the_outermost_pack_md_is_the_pack() {
    let outer = [HEAD, "## Guide\n\n### Why {#why}\n\nTo know.\n"].concat();
    let inner = outer.replace("id: tiny", "id: other");
    let outcome = read(&[("my/es/pack.md", &inner), ("my/pack.md", &outer)]);
    let places: Vec<&str> = outcome.findings.iter().map(|finding| finding.file.as_str()).collect();
    assert!(!places.is_empty() && places.iter().all(|file| *file == "my/es/pack.md"), "{:?}", outcome.findings);
    let alone = read(&[("my/es/a.md", "## Glossary\n\n### Word {#word}\n\nA word.\n"), ("my/pack.md", &outer)]);
    assert_eq!(alone.pack.unwrap().id.as_str(), "tiny");
}

#[test]
fn a_colon_within_a_word_names_no_gap() {
    let item = "## Quiz\n\n### Fill {#fill}\n\n- Kind: cloze\n\n#### Text\n\nCall [[std::sort|sort]] on [[host: localhost:80]].\n";
    let outcome = read(&[("pack.md", &[HEAD, item].concat())]);
    let pack = outcome.pack.unwrap_or_else(|| panic!("{:?}", outcome.findings));
    let text = serde_json::to_string(&pack.items[0].body).unwrap();
    assert!(text.contains(r#"["std::sort","sort"]"#), "{text}");
    assert!(text.contains(r#""host""#) && text.contains(r#"["localhost:80"]"#), "{text}");
}
