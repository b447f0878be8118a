//! What the coach must always do, whatever the answer.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::assessing::STRETCH;
use super::*;

const MODEL: &str = "A process has its own private memory, while the threads of a process share its memory, so switching between threads is cheaper.";

fn context() -> Context<'static> {
    let entry = |id, text| Entry { id, text, links: Vec::new() };
    Context {
        question: "What is the difference between a process and a thread?",
        model_answer: MODEL,
        points: vec![
            entry("memory", "A process has its own private memory"),
            entry("sharing", "Threads of one process share its memory"),
            entry("cost", "Switching between threads is cheaper than between processes"),
        ],
        pitfalls: vec![
            entry("own-memory", "Says that each thread has private memory of its own"),
            entry("no-races", "Forgets race conditions"),
            entry("praise", "Praises private memory of each thread and forgets what it costs"),
        ],
        follow_ups: vec![
            Entry { id: "races", text: "How do you prevent race conditions?", links: vec!["sharing"] },
            entry("switch", "What makes switching between threads cheaper?"),
        ],
        ..Context::default()
    }
}

fn coach() -> Coach {
    Coach::new(&context(), None)
}

fn bands(feedback: &Feedback) -> Vec<Band> {
    feedback.points.iter().map(|point| point.band).collect()
}

#[test]
fn the_model_answer_scores_one_and_covers_its_points() {
    let feedback = coach().assess(MODEL);
    assert_eq!(feedback.score.ten_thousandths() / 1000, 9, "{feedback:?}");
    assert!(bands(&feedback).iter().all(|band| *band != Band::Missing), "{feedback:?}");
}

#[test]
fn evidence_is_the_sentence_that_says_it() {
    let answer =
        "Good question. Every process gets private memory of its own. Threads inside one process share that memory.";
    let feedback = coach().assess(answer);
    let shown: Vec<&str> = feedback.points.iter().take(2).map(|point| point.evidence[0].of(answer)).collect();
    assert_eq!(
        shown,
        ["Every process gets private memory of its own.", "Threads inside one process share that memory."]
    );
    assert_eq!(feedback.next, Some(NextStep { point: "cost".into(), follow_up: Some("switch".into()) }));
}

#[test]
fn a_pitfall_shows_in_words_and_an_omission_cannot() {
    let feedback = coach().assess("Each thread has private memory of its own.");
    let ids: Vec<&str> = feedback.pitfalls.iter().map(|pitfall| pitfall.id.as_str()).collect();
    assert_eq!(ids, ["own-memory"]);
}

#[test]
fn attempts_are_compared_by_point() {
    let coach = coach();
    let earlier = coach.assess("Threads of one process share its memory.");
    let later = coach.assess("A process has its own private memory.");
    assert_eq!(compare(&earlier, &later), Progress { gained: vec!["memory".into()], lost: vec!["sharing".into()] });
}

#[test]
fn saying_no_is_not_saying_it() {
    let coach = coach();
    let plain = coach.assess("Threads of one process share its memory.");
    let denied = coach.assess("It is not true that threads of one process share its memory.");
    let negated = coach.assess("Threads of one process do not share its memory.");
    assert_eq!(plain.points[1].band, Band::Covered);
    assert!(denied.points[1].denied && denied.points[1].band == Band::Missing);
    assert!(denied.doubts.contains(&Doubt::Denied));
    assert_ne!(negated.points[1].band, Band::Covered);
}

#[test]
fn names_of_a_concept_stand_for_each_other() {
    let context = Context {
        question: "How would you scale the store?",
        points: vec![Entry { id: "shard", text: "Splits the data over several machines", links: vec!["sharding"] }],
        concepts: vec![ConceptNames { id: "sharding", names: vec!["sharding", "partition key", "consistent hashing"] }],
        ..Context::default()
    };
    let coach = Coach::new(&context, None);
    for answer in ["I would shard it.", "With consistent hashing, of course.", "Each row has a partition key."] {
        assert_eq!(coach.assess(answer).points[0].band, Band::Partly, "{answer}");
    }
    let spoken = "I would shard it: each row goes to the machine that its partition key names.";
    assert_eq!(coach.assess(spoken).points[0].band, Band::Covered);
    assert_eq!(coach.assess("I would not shard it.").points[0].band, Band::Missing);
    assert_eq!(coach.assess("I would buy a bigger one.").points[0].band, Band::Missing);
}

#[test]
fn the_same_word_tells_less_in_a_pack_where_every_question_uses_it() {
    let narrow = ["Name a lock", "Why hold a lock briefly?", "When is a lock unfair?", "Which lock spins?"];
    let wide = ["Name a lock", "What does an index cost?", "When is a queue full?", "Which test is flaky?"];
    let share = |pack: [&'static str; 4], answer| {
        let context = Context {
            question: "What keeps two writers apart?",
            points: vec![Entry { id: "lock", text: "A lock that admits one writer", links: Vec::new() }],
            pack: pack.iter().map(|text| vec![*text]).collect(),
            ..Context::default()
        };
        Coach::new(&context, None).assess(answer).points[0].share
    };
    assert!(share(narrow, "A lock.") < share(wide, "A lock."));
    assert!(share(narrow, "It admits one.") > share(wide, "It admits one."));
}

#[test]
fn nothing_is_found_in_nothing() {
    for answer in ["", " \n\t", "🦀🦀🦀", "\u{200b}\u{202e}", "..."] {
        let feedback = coach().assess(answer);
        assert_eq!(feedback.score, Share::default());
        assert!(feedback.points.iter().all(|point| point.band == Band::Missing && point.evidence.is_empty()));
    }
    assert_eq!(Coach::new(&Context::default(), None).assess("Anything.").score, Share::default());
}

#[test]
fn other_languages_are_matched_unstemmed() {
    let context = Context {
        question: "Was ist der Unterschied zwischen Prozess und Thread?",
        points: vec![Entry {
            id: "speicher",
            text: "Threads teilen sich den Speicher ihres Prozesses",
            links: Vec::new(),
        }],
        language: "de",
        ..Context::default()
    };
    let feedback = Coach::new(&context, None).assess("Alle Threads teilen sich den Speicher des Prozesses.");
    assert_eq!(feedback.points[0].band, Band::Covered);
    assert!(feedback.structure.is_none());
}

#[test]
fn a_long_hostile_answer_is_cut_and_said_so() {
    for piece in ["a", "memory ", "😀", "é.", "\u{202e}thread ", "process\u{200d}", "not ", "a. ", "it is wrong that "]
    {
        let feedback = coach().assess(&piece.repeat(1_000_000 / piece.len()));
        assert!(feedback.doubts.contains(&Doubt::CutOff));
    }
}

/// Words of the field, of everyday speech, and none that negates.
fn plain_words() -> impl Strategy<Value = Vec<&'static str>> {
    let word = proptest::sample::select(vec![
        "process",
        "thread",
        "threads",
        "memory",
        "private",
        "share",
        "shared",
        "own",
        "its",
        "the",
        "a",
        "of",
        "cheaper",
        "switching",
        "between",
        "and",
        "is",
        "has",
        "quick",
        "server",
    ]);
    proptest::collection::vec(word, 0..STRETCH)
}

proptest! {
    #[test]
    fn spans_lie_in_the_answer_on_character_boundaries(answer in "(\\PC|process|memory| share |thread|\\. |\n|é|😀|\u{200b}|not ){0,120}") {
        let feedback = coach().assess(&answer);
        let delivery = &feedback.delivery;
        let spans = feedback.points.iter().flat_map(|point| &point.evidence)
            .chain(feedback.pitfalls.iter().flat_map(|pitfall| &pitfall.evidence))
            .chain(&delivery.fillers).chain(&delivery.hedges).chain(&delivery.long_sentences);
        for span in spans {
            prop_assert!(span.start < span.end && answer.get(span.start..span.end).is_some());
        }
        prop_assert!(feedback.score.value() <= 1.0);
    }

    #[test]
    fn the_same_answer_gets_the_same_feedback(words in plain_words()) {
        let answer = words.join(" ");
        prop_assert_eq!(coach().assess(&answer), coach().assess(&answer));
    }

    #[test]
    fn order_alone_never_lifts_a_point_from_missing_to_covered(words in plain_words(), seed in any::<u64>()) {
        let mut shuffled = words.clone();
        let mut state = seed;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let (one, other) = (coach().assess(&words.join(" ")), coach().assess(&shuffled.join(" ")));
        for (one, other) in one.points.iter().zip(&other.points) {
            prop_assert!(!(one.band == Band::Missing && other.band == Band::Covered));
        }
    }

    #[test]
    fn a_denial_at_the_end_lowers_the_score(words in plain_words(), denial in proptest::sample::select(vec!["That is wrong.", "None of that is true.", "That is not correct."])) {
        let answer = format!("{}.", words.join(" "));
        let (plain, denied) = (coach().assess(&answer), coach().assess(&format!("{answer} {denial}")));
        prop_assert!(denied.score < plain.score || plain.score == Share::default(), "{:?} {:?}", plain.score, denied.score);
    }

    #[test]
    fn shares_stay_between_nothing_and_all(value in any::<f64>()) {
        prop_assert!(Share::new(value).value() <= 1.0);
        let repeated: String = "memory ".repeat(30);
        prop_assert!(coach().assess(&repeated).score < coach().assess(MODEL).score);
    }
}
