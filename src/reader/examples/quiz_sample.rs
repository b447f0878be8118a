//! Prints quiz items that are made from a pack's content, to be read by a critical eye:
//! `cargo run -p interview-practice-reader --example quiz_sample -- content/senior-software-engineer 100 7 [TEMPLATE]`.

use std::collections::BTreeMap;
use std::path::Path;

use interview_practice_core::content::{Inline, plain_text};
use interview_practice_core::messages::{Language, made};
use interview_practice_core::quiz::{Body, ItemBank, Note, PresentedItem, PresentedPart, Stem};
use interview_practice_core::random::Random;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "content/senior-software-engineer".into());
    let count: usize = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(100);
    let seed: u64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(7);
    let template = arguments.next().unwrap_or_default();
    let Some(pack) = interview_practice_reader::read_path(Path::new(&path)).pack else {
        eprintln!("`{path}` is no pack that can be read");
        std::process::exit(1);
    };
    let bank = ItemBank::new(&pack);
    let mut ids: Vec<String> = bank.ids().into_iter().filter(|id| id.contains(':')).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in &ids {
        *counts.entry(id.split(':').next().unwrap_or_default()).or_default() += 1;
    }
    println!("{} items made of the content: {counts:?}\n", ids.len());
    ids.retain(|id| id.starts_with(&template));
    Random::new(seed).shuffle(&mut ids);
    for (n, item) in ids.iter().take(count).filter_map(|id| bank.present(id, seed)).enumerate() {
        print(n + 1, &item);
    }
}

fn print(n: usize, item: &PresentedItem) {
    println!("{n}. [{}]", item.id);
    if let Stem::Made { template, subject, quoted } = &item.stem {
        println!("   {}", made::stem(*template).fill(Language::En, &[("subject", subject)]));
        if !quoted.is_empty() {
            println!("   > {}", plain_text(quoted));
        }
    }
    let line = |mark: &str, text: &[Inline], note: &Note| {
        println!("     {mark} {}", plain_text(text));
        match note {
            Note::None => {}
            Note::Words(words) => println!("         - {}", plain_text(words)),
            other => println!("         - {other:?}"),
        }
    };
    match &item.body {
        Body::Single(choices) | Body::Multiple(choices) => {
            for choice in choices {
                line(if choice.correct { "[x]" } else { "[ ]" }, &choice.text, &choice.note);
            }
        }
        Body::TrueFalse { answer } => println!("     {answer}"),
        Body::Matching { left, right } => {
            for side in left {
                let found = right.iter().find(|other| other.id == side.id);
                println!(
                    "     {} => {}",
                    plain_text(&side.text),
                    found.map(|side| plain_text(&side.text)).unwrap_or_default()
                );
            }
        }
        Body::Ordering { steps, .. } => {
            for step in steps {
                println!("     {}. {}", step.id, plain_text(&step.text));
            }
        }
        Body::Cloze(parts) => {
            for part in parts {
                match part {
                    PresentedPart::Text(text) => print!("{text}"),
                    PresentedPart::Gap(gap) => print!(" [[{}… = {:?} not {:?}]] ", gap.hint, gap.answers, gap.others),
                }
            }
            println!();
        }
    }
    println!();
}
