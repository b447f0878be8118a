//! What must hold for every interview, over thousands of seeds and streams of answers.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::*;
use crate::content::Pack;
use crate::messages::Language;
use crate::progress::{ActorId, Kind, Log, MAX_WEIGHT, MemoryStore, Now, Space};
use crate::random::Random;

/// How many interviews the properties are tried on: many more in a release build.
const SEEDS: u64 = if cfg!(debug_assertions) { 3_000 } else { 40_000 };

const PARTS: [&str; 3] = ["ovens", "dough", "people"];
const KINDS: [&str; 5] = ["behavioural", "system-design", "concept", "technical", "motivation"];
const TOPICS: [&str; 6] = ["temperature", "humidity", "yeast", "apprentice", "customer", "flour"];

/// A pack with three assessments of five openings each, and two questions for practice that belong to one of them.
fn pack() -> Pack {
    let mut questions: Vec<String> = Vec::new();
    for (part, id) in PARTS.iter().enumerate() {
        for n in 0..5 {
            let topic = TOPICS[(part + n) % 6];
            let difficulty = ["easy", "medium", "hard"][n % 3];
            let kind = KINDS[(part + n / 2) % 5];
            let seconds = 60 + 60 * n;
            questions.push(std::format!(
                r#"{{"id": "{id}-{n}", "prompt": "How do you manage {topic} in case {n}?", "kind": "{kind}", "competencies": ["{id}-skill"],
                "difficulty": "{difficulty}", "seconds": {seconds}, "assessment": "{id}",
                "points": [{{"id": "measure", "text": "Measures the {topic} twice each morning before work begins"}},
                    {{"id": "log", "text": "Writes every reading into the bakery's shared log book"}},
                    {{"id": "alarm", "text": "Raises an alarm when two readings differ by more than five"}}],
                "pitfalls": [{{"id": "guess", "text": "Guesses the {topic} from the colour of the crust"}}],
                "follow_ups": [{{"id": "broken", "text": "The gauge is broken. What now?", "points": ["measure"], "pitfalls": ["guess"]}},
                    {{"id": "who", "text": "Who reads the log?", "points": ["log"]}}]}}"#
            ));
        }
    }
    for n in 0..2 {
        questions.push(std::format!(
            r#"{{"id": "extra-{n}", "prompt": "What is an oven, part {n}?", "kind": "concept", "competencies": ["ovens-skill"], "seconds": 90,
            "points": [{{"id": "heat", "text": "Says that it keeps heat evenly in stone"}}]}}"#
        ));
    }
    let assessments = PARTS.map(|id| {
        let levels: Vec<String> =
            (1..=5).map(|level| std::format!(r#"{{"level": {level}, "text": "Level {level} of {id}"}}"#)).collect();
        std::format!(
            r#"{{"id": "{id}", "title": "About {id}", "competencies": ["{id}-skill"], "rubric": [{}]}}"#,
            levels.join(",")
        )
    });
    let competencies =
        PARTS.map(|id| std::format!(r#"{{"id": "{id}-skill", "name": "Skill in {id}", "description": "Bakes."}}"#));
    let guide = r#"{"id": "start", "title": "Start", "competencies": ["people-skill"], "body": []}"#;
    serde_json::from_str(&std::format!(
        r#"{{"format": "interview-practice-pack", "format_version": 1, "id": "bakery", "version": "1.0.0", "role": "Baker", "language": "en",
        "competencies": [{}], "guide": [{guide}], "questions": [{}], "assessments": [{}]}}"#,
        competencies.join(","),
        questions.join(","),
        assessments.join(",")
    ))
    .unwrap()
}

fn room(pack: &Pack) -> Room<'_> {
    Room { pack, neighbours: None }
}

/// Some answer: none, not knowing, hardly any, points of the question, a pitfall, a flood, or other words.
fn words(random: &mut Random, pack: &Pack, interview: &Interview) -> String {
    let question = interview.current().and_then(|turn| pack.question(&turn.question));
    let points: Vec<&str> = question.iter().flat_map(|known| &known.points).map(|point| point.text.as_str()).collect();
    match random.below(9) {
        0 => String::new(),
        1 => "I don't know.".into(),
        2 => "By hand.".into(),
        3 => "Frankly ".repeat(360),
        4 => question.and_then(|known| known.pitfalls.first()).map(|pitfall| pitfall.text.clone()).unwrap_or_default(),
        5 | 6 => points.join(". "),
        7 => points.get(random.below(points.len())).copied().unwrap_or_default().into(),
        _ => "We talked to everyone in the shop first, größer gedacht, and then chose the slow way on purpose because it lasts".into(),
    }
}

/// What comes in next, and how much later.
fn input(random: &mut Random, pack: &Pack, interview: &Interview) -> (i64, Input) {
    let later = match random.below(12) {
        0 => 0,
        1 => i64::try_from(random.below(4_000_000)).unwrap(),
        2 => -i64::try_from(random.below(10_000)).unwrap(),
        _ => i64::try_from(random.below(60_000)).unwrap(),
    };
    let input = match (interview.stage(), random.below(16)) {
        (Stage::Opening, 0..12) => Input::Begin,
        (_, 0..6) => Input::Write(words(random, pack, interview)),
        (_, 6..11) => Input::Answer,
        (_, 11) => Input::Speak { recording: (random.below(2) == 0).then(|| "r1".to_string()) },
        (_, 12) => Input::Skip,
        (_, 13) => Input::Pause,
        (_, 14) => Input::GoOn,
        _ => Input::Tick,
    };
    (later, input)
}

fn history(random: &mut Random, pack: &Pack) -> History {
    let lately = pack.questions.iter().filter(|_| random.below(3) == 0).map(|known| known.id.to_string()).collect();
    let mut mastery = Vec::new();
    for id in PARTS {
        if random.below(2) == 0 {
            mastery.push(([id, "-skill"].concat(), u16::try_from(random.below(1001)).unwrap()));
        }
    }
    History { lately, mastery }
}

fn begun(random: &mut Random, pack: &Pack, seed: u64) -> Interview {
    let chosen: Vec<String> = PARTS.iter().filter(|_| random.below(2) == 0).map(|id| (*id).to_string()).collect();
    let minutes = MINUTES[random.below(3)];
    let history = history(random, pack);
    Interview::plan(pack, &chosen, minutes, history, seed).unwrap()
}

/// Runs interviews to their end, looking at each step.
fn each(seeds: core::ops::Range<u64>, mut look: impl FnMut(&Pack, &Interview)) {
    let pack = pack();
    for seed in seeds {
        let mut random = Random::named(seed, "stream");
        let mut interview = begun(&mut random, &pack, seed);
        let mut at = 1_790_000_000_000;
        let mut steps = 0;
        while interview.stage() != Stage::Ended {
            let (later, input) = input(&mut random, &pack, &interview);
            at += later;
            interview = interview.next(&room(&pack), at, input);
            look(&pack, &interview);
            steps += 1;
            assert!(steps < 20_000, "seed {seed} does not end");
        }
    }
}

#[test]
fn every_interview_ends_in_time_never_repeats_and_never_goes_too_deep() {
    each(0..SEEDS, |pack, interview| {
        let (total, turns) = (interview.total(), interview.turns());
        assert!(interview.clock().used() <= total + GRACE);
        let mut asked: Vec<(&str, &Ask)> = turns.iter().map(|turn| (turn.question.as_str(), &turn.ask)).collect();
        let count = asked.len();
        asked.sort_by_key(|(question, ask)| (question.to_string(), std::format!("{ask:?}")));
        asked.dedup();
        assert_eq!(asked.len(), count, "something was asked twice");
        for turn in turns.iter().filter(|turn| turn.ask == Ask::Opening) {
            let follow_ups = turns.iter().filter(|other| other.question == turn.question).count() - 1;
            assert!(follow_ups <= MAX_DEPTH);
        }
        assert!(turns.windows(2).all(|two| two[0].to == two[1].from), "time is lost between two questions");
        if let Some(turn) = interview.current() {
            assert!(turn.from < total, "asked when the time was up");
            let question = pack.question(&turn.question).unwrap();
            assert!(!turn.ask.sentence(question, Language::En).is_empty());
            assert!(!turn.why.sentence(pack, question, Language::Es).contains('{'));
            let (reaction, number) = interview.reaction();
            assert!(!reaction.message(number).en.is_empty());
        }
    });
}

#[test]
fn resuming_after_every_step_changes_nothing() {
    let pack = pack();
    for seed in 0..SEEDS / 4 {
        let mut random = Random::named(seed, "stream");
        let mut kept = begun(&mut random, &pack, seed);
        let mut straight = kept.clone();
        let mut at = 0;
        while straight.stage() != Stage::Ended {
            let (later, input) = input(&mut random, &pack, &straight);
            at += later;
            straight = straight.next(&room(&pack), at, input.clone());
            kept = Interview::decode(&kept.encode()).unwrap().next(&room(&pack), at, input);
            assert!(kept.fits(&pack));
            assert_eq!(kept, straight);
        }
        assert_eq!(Interview::decode(&kept.encode()), Ok(straight));
    }
}

#[test]
fn every_report_adds_up_and_comes_back_from_an_event() {
    let mut counts = [0_u32; 4];
    each(0..SEEDS, |pack, interview| {
        if interview.stage() != Stage::Ended {
            return;
        }
        let report = interview.report(pack);
        let transcript = interview.transcript();
        let turns = || report.questions.iter().flat_map(|asked| &asked.turns);
        assert_eq!(turns().map(|turn| turn.spent).sum::<u32>(), report.used);
        assert_eq!(report.parts.iter().map(|part| part.spent).sum::<u32>(), report.used);
        assert_eq!(turns().count(), interview.turns().len());
        for (turn, result) in interview.turns().iter().zip(turns()) {
            assert_eq!(Report::quote(&transcript, result.answer), turn.answer);
        }
        for (place, part) in report.parts.iter().enumerate() {
            assert!(part.share <= 1000);
            let judged = report.questions_of(place).any(|asked| asked.judged);
            assert_eq!(part.level.is_some(), judged);
            assert!(part.level.is_none_or(|level| part.anchor(pack, level).is_some()));
            counts[0] += u32::from(judged);
        }
        for asked in &report.questions {
            let question = pack.question(&asked.question).unwrap();
            assert_eq!(asked.points.len(), question.points.len());
            for place in asked.points.iter().filter_map(|point| point.evidence) {
                assert!(!Report::quote(&transcript, place).is_empty());
                counts[1] += 1;
            }
            for place in asked.pitfalls.iter().filter_map(|pitfall| pitfall.evidence) {
                assert!(!Report::quote(&transcript, place).is_empty());
                counts[2] += 1;
            }
        }
        let value = report.to_value();
        assert!(value.weight() <= MAX_WEIGHT);
        assert_eq!(Report::from_value(&value).as_ref(), Some(&report), "an ordinary report fits as it is");
        let steps = next_steps(&report, pack);
        assert_eq!(steps.len(), 3, "{steps:?}");
        let page = markdown(
            &report,
            &transcript,
            (&compare(&report, core::slice::from_ref(&report), pack), &steps),
            &[],
            pack,
            "today",
            Language::En,
        );
        assert!(!page.contains("{"));
        counts[3] += 1;
    });
    // The streams of answers are such that each thing happened.
    assert!(counts.iter().all(|count| *count > 100), "{counts:?}");
}

#[test]
fn what_was_asked_lately_waits_until_all_else_was_asked() {
    let pack = pack();
    for seed in 0..SEEDS / 4 {
        let mut random = Random::named(seed, "lately");
        let lately: Vec<String> =
            pack.questions.iter().filter(|_| random.below(2) == 0).map(|known| known.id.to_string()).collect();
        let part = PARTS[random.below(3)].to_string();
        let history = History { lately: lately.clone(), mastery: Vec::new() };
        let mut interview = Interview::plan(&pack, &[part], 45, history, seed).unwrap();
        interview = interview.next(&room(&pack), 0, Input::Begin);
        while interview.stage() == Stage::Asking {
            interview = interview.next(&room(&pack), 1, Input::Skip);
        }
        let asked: Vec<&str> = interview.turns().iter().map(|turn| turn.question.as_str()).collect();
        assert!(asked.len() >= 5);
        let late = |id: &&str| lately.iter().any(|known| known == id);
        let fresh = asked.iter().take_while(|id| !late(id)).count();
        assert!(asked.iter().skip(fresh).all(late), "{asked:?} {lately:?}");
        // Of those asked lately the one that waited longest comes first.
        let waits: Vec<usize> =
            asked.iter().skip(fresh).map(|id| lately.iter().position(|known| known == id).unwrap()).collect();
        assert!(waits.is_sorted(), "{waits:?}");
    }
}

#[test]
fn it_warms_up_gives_each_assessment_its_turn_and_leans_to_the_weak() {
    let pack = pack();
    let mut firsts = alloc::collections::BTreeSet::new();
    for seed in 0..500 {
        let mut interview = Interview::plan(&pack, &[], 15, History::default(), seed).unwrap();
        let mut at = 0;
        interview = interview.next(&room(&pack), at, Input::Begin);
        assert_eq!(interview.current().unwrap().why, Why::WarmUp);
        let first = pack.question(&interview.current().unwrap().question).unwrap();
        assert_eq!(first.difficulty, crate::content::Difficulty::Easy);
        firsts.insert(first.id.to_string());
        while interview.stage() == Stage::Asking {
            at += 100_000;
            interview = interview.next(&room(&pack), at, Input::Write("I would measure it twice and write it down, then ask those who know the oven well before I change anything.".into()));
            interview = interview.next(&room(&pack), at, Input::Answer);
        }
        let parts: alloc::collections::BTreeSet<u8> = interview.turns().iter().map(|turn| turn.part).collect();
        assert_eq!(parts.len(), 3, "an assessment had no turn with seed {seed}");
    }
    assert!(firsts.len() > 3, "all seeds begin alike: {firsts:?}");
    // Two competencies in one assessment: the weaker one comes sooner.
    let mut pack = pack;
    let weak = crate::content::Id::new("people-skill").unwrap();
    pack.assessments[0].competencies.push(weak.clone());
    for question in pack.questions.iter_mut().filter(|known| known.assessment.as_ref().is_some_and(|id| *id == "ovens"))
    {
        if question.id == "ovens-4" || question.id == "ovens-1" {
            question.competencies = alloc::vec![weak.clone()];
        }
    }
    let mastery = alloc::vec![("people-skill".into(), 0), ("ovens-skill".into(), 1000)];
    let weak_at = |mastery: Vec<(String, u16)>| {
        let mut places = 0;
        for seed in 0..200 {
            let history = History { lately: Vec::new(), mastery: mastery.clone() };
            let mut interview = Interview::plan(&pack, &["ovens".into()], 45, history, seed).unwrap();
            interview = interview.next(&room(&pack), 0, Input::Begin);
            while interview.stage() == Stage::Asking {
                interview = interview.next(&room(&pack), 1, Input::Skip);
            }
            places += interview.turns().iter().position(|turn| turn.question == "ovens-1").unwrap();
        }
        places
    };
    assert!(weak_at(mastery) + 100 < weak_at(Vec::new()));
    // Of several assessments the one with the weakest competencies comes first.
    for seed in 0..100 {
        let mastery = alloc::vec![("dough-skill".into(), 100), ("ovens-skill".into(), 900)];
        let interview = Interview::plan(&pack, &[], 30, History { lately: Vec::new(), mastery }, seed).unwrap();
        assert_eq!(interview.parts()[0], "dough");
    }
}

#[test]
fn the_same_pack_seed_and_answers_give_the_same_interview() {
    let pack = pack();
    let run = |seed| {
        let mut random = Random::named(seed, "stream");
        let mut interview = begun(&mut random, &pack, seed);
        let mut at = 0;
        while interview.stage() != Stage::Ended {
            let (later, input) = input(&mut random, &pack, &interview);
            at += later;
            interview = interview.next(&room(&pack), at, input);
        }
        interview
    };
    for seed in 0..200 {
        assert_eq!(run(seed), run(seed));
    }
}

/// An interview on one assessment, begun, with all its questions easy to follow.
fn asked(pack: &Pack) -> Interview {
    let interview = Interview::plan(pack, &["ovens".into()], 30, History::default(), 1).unwrap();
    interview.next(&room(pack), 0, Input::Begin)
}

fn answered(pack: &Pack, interview: Interview, at: i64, text: &str) -> Interview {
    interview.next(&room(pack), at, Input::Write(text.into())).next(&room(pack), at, Input::Answer)
}

#[test]
fn it_reacts_as_a_human_does() {
    let pack = pack();
    let room = room(&pack);
    let start = asked(&pack);
    assert_eq!(start.reaction().0, Reaction::Greeting);
    let opening = start.current().unwrap().question.clone();
    let question = pack.question(&opening).unwrap();
    let point = |n: usize| question.points[n].text.clone();

    let tick = |at| start.clone().next(&room, at, Input::Tick);
    assert!(!tick(59_000).is_quiet() && tick(61_000).is_quiet());
    assert!(!tick(61_000).next(&room, 61_500, Input::Write("Well".into())).is_quiet());
    let aloud = || Input::Speak { recording: Some("r1".into()) };
    assert!(!tick(61_000).next(&room, 61_500, aloud()).is_quiet());
    let unheard = start.clone().next(&room, 1_000, Input::Speak { recording: None });
    assert_eq!(unheard.next(&room, 5_000, Input::Answer).reaction().0, Reaction::Encourage);

    let silent = start.clone().next(&room, 5_000, Input::Answer);
    assert_eq!((silent.reaction().0, silent.turns().len()), (Reaction::Encourage, 1));
    let left = silent.next(&room, 9_000, Input::Answer);
    assert_eq!(left.reaction().0, Reaction::LeaveSilence);
    assert_ne!(left.current().unwrap().question, opening);

    let unsure = answered(&pack, start.clone(), 5_000, "No idea, sorry");
    assert_eq!(unsure.reaction().0, Reaction::Narrower);
    assert!(matches!(unsure.current().unwrap().why, Why::Narrower(_)));
    assert_eq!(answered(&pack, unsure, 9_000, "I don't know").reaction().0, Reaction::LeaveUnsure);

    assert_eq!(answered(&pack, start.clone(), 5_000, "With care.").reaction().0, Reaction::More);
    let long = answered(&pack, start.clone(), 5_000, &"and then we went on with it ".repeat(300));
    assert_eq!(long.reaction().0, Reaction::Interrupt);

    let trap = "I never measure anything, I guess the value of it from the colour of the crust: ".to_string()
        + &question.pitfalls[0].text
        + ", as my master taught me when I was an apprentice myself.";
    let trap = answered(&pack, start.clone(), 5_000, &trap);
    assert_eq!(trap.reaction().0, Reaction::Challenge);
    assert_eq!(trap.current().unwrap().ask, Ask::FollowUp("broken".into()));

    let dig = answered(&pack, start.clone(), 5_000, &[point(0), point(2)].join(". "));
    assert_eq!(dig.reaction().0, Reaction::Dig);
    assert_eq!(
        (&dig.current().unwrap().ask, &dig.current().unwrap().why),
        (&Ask::FollowUp("who".into()), &Why::Point("log".into()))
    );
    let all = answered(&pack, start.clone(), 5_000, &[point(0), point(1), point(2)].join(". "));
    assert_eq!(all.reaction().0, Reaction::Further);
    let heard = start.clone().next(&room, 1_000, aloud()).next(&room, 50_000, Input::Answer);
    assert_eq!(heard.reaction().0, Reaction::Heard);
    assert_eq!(start.next(&room, 5_000, Input::Skip).reaction().0, Reaction::LeaveSkipped);
}

#[test]
fn a_thought_may_be_finished_when_the_time_is_up_and_no_longer() {
    let pack = pack();
    let room = room(&pack);
    let wait = |mut interview: Interview, until: i64| {
        let mut at = 0;
        while at < until {
            at += 30_000;
            interview = interview.next(&room, at, Input::Tick);
        }
        interview
    };
    let end = 30 * 60_000;
    let silent = wait(asked(&pack), end);
    assert_eq!((silent.stage(), silent.ending()), (Stage::Ended, Some(Ending::Time)));
    let writing = wait(asked(&pack).next(&room, 0, Input::Write("I was about to say".into())), end);
    assert_eq!((writing.stage(), writing.left()), (Stage::Asking, 0));
    let done = writing.clone().next(&room, end + 1_000, Input::Answer);
    assert_eq!((done.stage(), done.turns()[0].answer.as_str()), (Stage::Ended, "I was about to say"));
    let cut = writing.next(&room, end + 61_000, Input::Tick);
    assert_eq!((cut.stage(), cut.turns()[0].answer.as_str()), (Stage::Ended, "I was about to say"));
    assert_eq!(cut.clock().used(), cut.total() + GRACE);
}

#[test]
fn damaged_bytes_are_refused_and_never_panic() {
    let pack = pack();
    let bytes =
        answered(&pack, asked(&pack), 5_000, "Über größere Öfen weiß ich nichts, aber I would measure it twice.")
            .encode();
    for at in 0..bytes.len() {
        for flip in [1_u8, 0x80, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            if let Ok(interview) = Interview::decode(&damaged) {
                let interview = interview.next(&room(&pack), 10_000, Input::Answer);
                let _ = (interview.report(&pack), interview.transcript(), interview.reaction());
            }
        }
        assert!(Interview::decode(&bytes[..at]).is_err());
    }
}

#[test]
fn a_report_too_heavy_for_an_event_is_thinned() {
    let mut report = asked(&pack()).report(&pack());
    let long = "x".repeat(64);
    let point =
        PointResult { point: long.clone(), band: crate::coach::Band::Covered, prompted: true, evidence: Some((1, 2)) };
    report.questions[0].points = alloc::vec![point; 20];
    report.questions = alloc::vec![report.questions[0].clone(); 60];
    let value = report.to_value();
    assert!(value.weight() <= MAX_WEIGHT);
    let kept = Report::from_value(&value).unwrap();
    assert!(!kept.questions.is_empty() && kept.questions.len() < 60);
}

#[test]
fn the_next_interview_knows_the_ones_before() {
    let pack = pack();
    let now = Now { at: 1_790_000_000_000, offset_minutes: 60 };
    let (mut log, _) =
        Log::open(alloc::boxed::Box::new(MemoryStore::default()), Space::new("k", "bakery"), ActorId(1), "1");
    let mut interview = answered(&pack, asked(&pack), 5_000, "With care.");
    let first = interview.turns()[0].question.clone();
    interview = interview.next(&room(&pack), 9_000, Input::End);
    let mut report = interview.report(&pack);
    report.parts[0].own = Some(4);
    log.append(Kind::Interview(report.to_value()), now).unwrap();
    let history = History::of(log.state(), &pack, now);
    assert_eq!(history.lately, [first.as_str()]);
    let change = compare(&report, core::slice::from_ref(&report), &pack);
    assert_eq!((change.earlier, change.parts[0].verdict), (1, (4, 4)));
    // Everything has another name since: the comparison is the same.
    let mut renamed = pack;
    let was = |id: &mut crate::content::Id, was: &mut Vec<crate::content::Id>| {
        was.push(core::mem::replace(id, crate::content::Id::new(&[id.as_str(), "-now"].concat()).unwrap()));
    };
    renamed.assessments.iter_mut().for_each(|known| was(&mut known.id, &mut known.was));
    for question in &mut renamed.questions {
        was(&mut question.id, &mut question.was);
        question.points.iter_mut().for_each(|known| was(&mut known.id, &mut known.was));
    }
    let mut later = report.clone();
    later.parts.iter_mut().for_each(|part| part.assessment.push_str("-now"));
    for asked in &mut later.questions {
        asked.question.push_str("-now");
        for point in &mut asked.points {
            point.point.push_str("-now");
            point.band = crate::coach::Band::Covered;
        }
    }
    let change = compare(&later, core::slice::from_ref(&report), &renamed);
    assert_eq!((change.parts.len(), change.gained, change.lost), (1, 3, 0));
}

/// The share of an attempt's points.
fn said(attempts: &[crate::progress::Attempt]) -> f64 {
    attempts.iter().filter_map(crate::progress::Attempt::share).sum::<f64>() / attempts.len().max(1) as f64
}

#[test]
fn what_is_left_in_the_progress_is_what_the_report_says_until_the_learner_says_otherwise() {
    use crate::progress::Verdict;
    let place = |verdict: Verdict| Verdict::ALL.iter().position(|known| *known == verdict).unwrap();
    let (mut risen, mut fallen, mut kept) = (0, 0, 0);
    each(0..SEEDS / 4, |pack, interview| {
        if interview.stage() != Stage::Ended {
            return;
        }
        let report = interview.report(pack);
        let plain = interview.attempts(pack, None, &[]);
        // Without a verdict of the learner: the judged questions, in the order asked, with what the coach heard of each point.
        let judged: Vec<&Asked> = report.questions.iter().filter(|asked| asked.judged).collect();
        assert_eq!(
            plain.iter().map(|attempt| attempt.question.as_str()).collect::<Vec<_>>(),
            judged.iter().map(|asked| asked.question.as_str()).collect::<Vec<_>>()
        );
        for (attempt, asked) in plain.iter().zip(&judged) {
            let heard = |point: &str| asked.points.iter().find(|known| known.point == point).unwrap().band;
            for (point, verdict) in &attempt.points {
                assert_eq!(place(*verdict), usize::from(heard(point) as u8));
            }
            let pitfalls = attempt.pitfalls.iter().map(crate::progress::Name::as_str);
            assert!(
                pitfalls.eq(pack
                    .question(&asked.question)
                    .unwrap()
                    .pitfalls
                    .iter()
                    .map(|known| known.id.as_str())
                    .filter(|id| asked.pitfalls.iter().any(|known| known.pitfall == *id)))
            );
            assert_eq!(attempt.seconds, asked.turns.iter().map(|turn| turn.spent).sum::<u32>() / 1000);
        }
        let seen: Vec<u8> = report.parts.iter().map(|part| part.level.unwrap_or(0)).collect();
        assert_eq!(interview.attempts(pack, None, &seen), plain, "agreement changes something");
        for own in [1, 3, 5] {
            let levels = alloc::vec![own; report.parts.len()];
            let settled = interview.attempts(pack, None, &levels);
            for (before, after) in plain.iter().zip(&settled) {
                let part = &report.parts[usize::from(
                    report.questions.iter().find(|asked| asked.question == before.question.as_str()).unwrap().part,
                )];
                for ((point, then), (same, now)) in before.points.iter().zip(&after.points) {
                    assert_eq!(point, same);
                    assert!(place(*then).abs_diff(place(*now)) <= 1, "a finding gave way by two bands");
                    match part.level.unwrap().cmp(&own) {
                        core::cmp::Ordering::Less => assert!(now >= then),
                        core::cmp::Ordering::Equal => assert_eq!(now, then),
                        core::cmp::Ordering::Greater => assert!(now <= then),
                    }
                    risen += u32::from(now > then);
                    fallen += u32::from(now < then);
                    kept += u32::from(now == then);
                }
            }
        }
    });
    assert!(risen > 100 && fallen > 100 && kept > 100, "{risen} {fallen} {kept}");
}

#[test]
fn an_interview_moves_the_standing_and_the_next_one_leans_to_what_was_weak() {
    let pack = pack();
    let now = Now { at: 1_790_000_000_000, offset_minutes: 60 };
    // One subject answered in full, one not at all.
    let standing = |own: &[u8]| {
        let (mut log, _) =
            Log::open(alloc::boxed::Box::new(MemoryStore::default()), Space::new("k", "bakery"), ActorId(1), "1");
        let mut interview =
            Interview::plan(&pack, &["dough".into(), "people".into()], 30, History::default(), 5).unwrap();
        interview = interview.next(&room(&pack), 0, Input::Begin);
        let mut at = 0;
        while interview.stage() == Stage::Asking && at < 20 * 60_000 {
            at += 60_000;
            let question = pack.question(&interview.current().unwrap().question).unwrap();
            let points: Vec<&str> = question.points.iter().map(|point| point.text.as_str()).collect();
            let good = question.competencies.iter().any(|id| *id == "dough-skill");
            let text = if good { points.join(". ") } else { "I don't know.".to_string() };
            interview = answered(&pack, interview, at, &text);
        }
        interview = interview.next(&room(&pack), at, Input::End);
        let own: Vec<u8> = interview.parts().iter().map(|id| own[usize::from(id == "people")]).collect();
        let attempts = interview.attempts(&pack, None, &own);
        assert!(said(&attempts) > 0.0 && attempts.len() >= 2);
        for attempt in attempts {
            log.append(Kind::Attempt(attempt), now).unwrap();
        }
        let history = History::of(log.state(), &pack, now);
        let of = |id: &str| history.mastery(id).unwrap();
        assert_eq!(history.mastery("ovens-skill"), None);
        let next = Interview::plan(&pack, &["dough".into(), "people".into()], 30, history.clone(), 6).unwrap();
        assert_eq!(next.parts()[0], "people");
        (of("dough-skill"), of("people-skill"))
    };
    let agreed = standing(&[0, 0]);
    assert!(agreed.0 > 500 && agreed.1 == 0, "{agreed:?}");
    let modest = standing(&[2, 1]);
    assert!(modest.0 < agreed.0, "the learner's lower verdict changes nothing: {modest:?}");
    let bold = standing(&[5, 4]);
    assert!(bold.1 > 0 && bold.1 < bold.0, "{bold:?}");
}
