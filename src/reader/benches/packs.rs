//! What packs and quizzes cost: reading Markdown of growing size, decoding the bundled form, planning a session, making every item.
//! Prints `bench<TAB>name<TAB>value<TAB>unit`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and may stop"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use interview_practice_core::content::binary;
use interview_practice_core::quiz::{History, ItemBank, Session, Settings};
use interview_practice_reader::{read_path, read_text};

/// A pack of so many questions and items, each with the parts that a question has.
fn many(count: usize) -> String {
    let mut text = "---\nid: many\nrole: Many\nlanguage: en\nversion: 1.0.0\n---\n\n".to_owned();
    text.push_str("## Competencies\n\n### Care {#care}\n\nLooks twice.\n\n## Questions\n");
    for n in 0..count {
        write!(
            text,
            "\n### Question {n}, with *some* words {{#q-{n}}}\n\n- Kind: technical\n- Competencies: care\n- Time: 90 s\n\n\
             Context of question {n}.\n\n#### Points of assessment\n\n- Names a reason {{#reason concepts=idea}}\n- Names another {{#other}}\n\n\
             #### Model answer\n\nI would look at `{n}` first, because a look costs little and tells whether the idea holds at all.\n\n\
             #### Common pitfalls\n\n- Guesses {{#guess}}\n\n#### Follow-up questions\n\n- And then? {{#then points=reason}}\n\n\
             #### Key concepts\n\n- idea: thought, notion {{#idea}}\n"
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

/// The median of several runs, in milliseconds.
fn median<T>(runs: usize, mut run: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(run());
            begin.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn row(name: &str, milliseconds: f64) {
    println!("bench\t{name}\t{milliseconds:.2}\tms");
}

fn main() {
    for count in [1_000, 2_000, 4_000, 10_000] {
        let text = many(count);
        let runs = if count > 4_000 { 3 } else { 5 };
        let time = median(runs, || read_text("many.md", &text).pack.unwrap());
        row(&format!("pack: read {count} questions and {count} items of Markdown"), time);
    }
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/senior-software-engineer");
    let pack = read_path(&content).pack.unwrap();
    row("pack: read the first pack's Markdown, files and all", median(9, || read_path(&content)));
    let bytes = binary::encode(&pack);
    row("pack: decode the first pack's compact form", median(21, || binary::decode(&bytes).unwrap()));
    let large = read_text("many.md", &many(10_000)).pack.unwrap();
    for (name, pack) in [("the first pack", &pack), ("10000 questions and items", &large)] {
        let bank = ItemBank::new(pack);
        let settings = Settings { length: 20, ..Settings::default() };
        let mut seed = 0;
        let time = median(9, || {
            seed += 1;
            Session::plan(&bank, &settings, &History::default(), seed)
        });
        row(&format!("quiz: plan a session of 20 from {name}"), time);
    }
    let bank = ItemBank::new(&pack);
    let ids = bank.ids();
    row(
        &format!("quiz: make all {} items of the first pack", ids.len()),
        median(9, || ids.iter().filter_map(|id| bank.present(id, 7)).count()),
    );
}
