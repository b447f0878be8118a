//! What the review view draws, by examples.

mod days;

use super::fsrs::{DAY, MINUTE, Phase, Rating, Wait};
use super::*;
use crate::progress::{
    ActorId, Answer, Attempt, Kind, Log, MemoryStore, Mode, Name, Now, Rate, Score, Space, Target, Verdict,
};

/// Noon in Berlin, in winter.
const NOON: i64 = 19_700 * DAY + 11 * 60 * MINUTE;

fn at(millis: i64) -> Now {
    Now { at: NOON + millis, offset_minutes: 60 }
}

fn days(days: i64) -> Now {
    at(days * DAY)
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn item(text: &str) -> Target {
    Target::Item(name(text))
}

struct Learner {
    log: Log,
}

impl Learner {
    fn new() -> Self {
        let store = Box::new(MemoryStore::default());
        Self { log: Log::open(store, Space::new("k", "p"), ActorId(1), "1").0 }
    }

    fn does(&mut self, kind: Kind, now: Now) -> crate::progress::EventId {
        self.log.append(kind, now).unwrap().record.id
    }

    fn rates(&mut self, target: &Target, rating: Rating, now: Now) {
        self.does(Kind::Rate(Rate { target: target.clone(), rating, of: None }), now);
    }

    fn answers(&mut self, item: &str, score: f64, now: Now) {
        let response = Vec::new();
        let (item, score) = (name(item), Score::new(score));
        self.does(Kind::Answer(Answer { session: None, item, question: None, score, seconds: 30, response }), now);
    }

    fn attempts(&mut self, question: &str, verdicts: &[(&str, Verdict)], now: Now) {
        let points = verdicts.iter().map(|&(point, verdict)| (name(point), verdict)).collect();
        let attempt = Attempt {
            session: None,
            question: name(question),
            mode: Mode::Thought,
            seconds: 120,
            points,
            pitfalls: Vec::new(),
            text: None,
        };
        self.does(Kind::Attempt(attempt), now);
    }

    fn due(&self, now: Now) -> Vec<String> {
        due(self.log.state(), now, &|_| true).into_iter().map(|due| due.target.to_string()).collect()
    }
}

#[test]
fn results_imply_ratings() {
    for (score, rating) in [(1.0, Rating::Good), (0.75, Rating::Hard), (0.5, Rating::Hard), (0.4, Rating::Again)] {
        assert_eq!(implied::of_answer(Score::new(score)), rating, "{score}");
    }
    for (share, pitfall, rating) in [
        (1.0, false, Rating::Good),
        (0.8, false, Rating::Good),
        (0.8, true, Rating::Hard),
        (0.5, false, Rating::Hard),
        (0.4, false, Rating::Again),
    ] {
        assert_eq!(implied::of_attempt(share, pitfall), rating, "{share} {pitfall}");
    }
}

#[test]
fn steps_of_minutes_come_first_then_what_is_most_likely_forgotten() {
    let mut learner = Learner::new();
    learner.rates(&item("known"), Rating::Easy, days(0));
    learner.rates(&item("shaky"), Rating::Good, days(0));
    learner.rates(&item("shaky"), Rating::Good, days(0));
    learner.answers("new", 0.0, at(20 * DAY - MINUTE));
    assert_eq!(learner.due(days(20)), ["item:new", "item:shaky", "item:known"]);
    assert_eq!(learner.due(at(20 * DAY - MINUTE - 1)), ["item:shaky", "item:known"]);
}

#[test]
fn a_point_waits_behind_its_whole_question() {
    let mut learner = Learner::new();
    let verdicts = [("a", Verdict::Covered), ("b", Verdict::Covered), ("c", Verdict::Covered), ("d", Verdict::Missing)];
    learner.attempts("q", &verdicts, days(0));
    // Three of four: hard for the question, again for the point that was missing.
    assert_eq!(learner.due(at(2 * MINUTE)), ["point:q/d"]);
    assert_eq!(learner.due(at(7 * MINUTE)), ["question:q"]);
    assert_eq!(learner.log.state().cards.len(), 5);
    // What was covered comes with the question only, today and when its own time has come.
    learner.rates(&Target::Question(name("q")), Rating::Easy, at(8 * MINUTE));
    assert_eq!(learner.due(at(30 * MINUTE)), ["point:q/d"]);
    learner.rates(&Target::point(&name("q"), &name("d")), Rating::Good, at(31 * MINUTE));
    assert_eq!(learner.due(at(60 * MINUTE)), [""; 0]);
    assert_eq!(forecast(learner.log.state(), at(60 * MINUTE), &|_| true).iter().sum::<u32>(), 1);
}

#[test]
fn what_waits_days_is_due_from_four_in_the_morning_and_neither_travel_nor_summer_time_changes_that() {
    let mut learner = Learner::new();
    // Reviewed late at night in Berlin, summer time, to be asked again in two days.
    let night = Now { at: 19_900 * DAY + 23 * 60 * MINUTE, offset_minutes: 120 };
    learner.rates(&item("a"), Rating::Good, night);
    learner.rates(&item("a"), Rating::Good, night);
    assert_eq!(learner.log.state().cards[&item("a")].memory.wait, Wait::Days(2));
    // 01:00 local time still belongs to the day before.
    assert_eq!(night.day(), 19_900);
    let local = |day: i64, hour: i64, offset_minutes: i16| Now {
        at: day * DAY + (hour * 60 - i64::from(offset_minutes)) * MINUTE,
        offset_minutes,
    };
    for offset in [120, 60, -420, 540] {
        assert!(learner.due(local(19_902, 3, offset)).is_empty(), "too early at {offset}");
        assert_eq!(learner.due(local(19_902, 5, offset)), ["item:a"], "lost at {offset}");
    }
}

#[test]
fn a_limit_a_day_counts_what_is_done() {
    let mut learner = Learner::new();
    for index in 0..10 {
        learner.rates(&item(&format!("i{index}")), Rating::Easy, days(0));
    }
    let limits = Limits { a_day: 4, days_ahead: 0 };
    let asked = |learner: &Learner, limits| queue(learner.log.state(), days(30), limits, &|_| true).len();
    assert_eq!(asked(&learner, limits), 4);
    learner.rates(&item("i3"), Rating::Good, days(30));
    assert_eq!(asked(&learner, limits), 3);
    assert_eq!(asked(&learner, Limits { a_day: 1, days_ahead: 0 }), 0);
    // Learning ahead shows what falls due later.
    assert_eq!(asked_on(&learner, 1, Limits { a_day: 100, days_ahead: 0 }), 0);
    let ahead = Limits { a_day: 100, days_ahead: 7 };
    assert_eq!(asked_on(&learner, 1, ahead), 9);
    // What is asked ahead and falls within those days again is not asked a second time.
    learner.rates(&item("i0"), Rating::Hard, days(1));
    assert!(learner.log.state().cards[&item("i0")].due_day().unwrap() <= days(1).day() + 20);
    assert_eq!(asked_on(&learner, 1, Limits { days_ahead: 20, ..ahead }), 8);
}

fn asked_on(learner: &Learner, day: i64, limits: Limits) -> usize {
    queue(learner.log.state(), days(day), limits, &|_| true).len()
}

#[test]
fn a_limit_holds_back_what_is_known_never_what_waits_minutes_and_an_attempt_counts_once() {
    let mut learner = Learner::new();
    let verdicts = [("a", Verdict::Covered), ("b", Verdict::Covered)];
    for day in [0, 0, 3, 30] {
        learner.attempts("q", &verdicts, days(day));
    }
    learner.rates(&item("known"), Rating::Easy, days(0));
    learner.answers("new", 0.0, at(30 * DAY - MINUTE));
    let today = learner.log.state().days[&days(30).day()].clone();
    assert_eq!((today.asked, today.tested, today.reviews), (1, 3, 4));
    let limits = Limits { a_day: 1, days_ahead: 0 };
    let asked: Vec<Target> =
        queue(learner.log.state(), days(30), limits, &|_| true).into_iter().map(|due| due.target).collect();
    assert_eq!(asked, [item("new")]);
    assert_eq!(asked_on(&learner, 30, Limits { a_day: 2, days_ahead: 0 }), 2);
}

#[test]
fn the_next_day_leaves_out_what_is_due_or_suspended() {
    let mut learner = Learner::new();
    assert_eq!(next_day(learner.log.state(), days(0), &|_| true), None);
    learner.rates(&item("a"), Rating::Easy, days(0));
    let day = learner.log.state().cards[&item("a")].due_day().unwrap();
    assert_eq!(next_day(learner.log.state(), days(0), &|_| true), Some(day));
    assert_eq!(next_day(learner.log.state(), days(60), &|_| true), None);
    learner.does(Kind::Bury(item("a")), days(60));
    assert_eq!(next_day(learner.log.state(), days(60), &|_| true), Some(days(61).day()));
    learner.does(Kind::Suspend(item("a")), days(60));
    assert_eq!(next_day(learner.log.state(), days(60), &|_| true), None);
}

#[test]
fn retention_by_the_week_adds_up() {
    let mut learner = Learner::new();
    for index in 0..6 {
        learner.rates(&item(&format!("i{index}")), Rating::Easy, days(0));
        let rating = if index % 2 == 0 { Rating::Good } else { Rating::Again };
        learner.rates(&item(&format!("i{index}")), rating, days(20 + index));
    }
    let weeks = weekly_retention(learner.log.state(), days(28), 3);
    let counts: Vec<(u32, u32)> = weeks.iter().map(|(_, week)| (week.tested, week.kept)).collect();
    assert_eq!(counts, [(0, 0), (2, 1), (4, 2)]);
    assert_eq!(weeks[2].0, days(22).day());
}

#[test]
fn steps_are_asked_early_when_nothing_else_is_left() {
    let mut learner = Learner::new();
    learner.rates(&item("a"), Rating::Good, at(0));
    let limits = Limits { a_day: 100, days_ahead: 0 };
    assert!(due(learner.log.state(), at(MINUTE), &|_| true).is_empty());
    assert_eq!(queue(learner.log.state(), at(MINUTE), limits, &|_| true).len(), 1);
    learner.rates(&item("b"), Rating::Again, at(0));
    let first = &queue(learner.log.state(), at(MINUTE), limits, &|_| true);
    assert_eq!((first.len(), &first[0].target), (1, &item("b")));
}

#[test]
fn what_is_buried_is_not_asked_early_in_the_last_minutes_of_its_day() {
    let mut learner = Learner::new();
    let before_four = |minutes: i64| at((16 * 60 - minutes) * MINUTE);
    learner.rates(&item("a"), Rating::Good, before_four(15));
    let limits = Limits { a_day: 100, days_ahead: 0 };
    let asked = |learner: &Learner| queue(learner.log.state(), before_four(13), limits, &|_| true).len();
    assert_eq!(asked(&learner), 1);
    learner.does(Kind::Bury(item("a")), before_four(14));
    assert_eq!(asked(&learner), 0);
}

#[test]
fn burying_lasts_until_tomorrow_and_suspending_until_resumed() {
    let mut learner = Learner::new();
    learner.rates(&item("a"), Rating::Easy, days(0));
    learner.does(Kind::Bury(item("a")), days(30));
    assert!(learner.due(days(30)).is_empty());
    assert_eq!(learner.due(days(31)), ["item:a"]);
    assert_eq!(forecast(learner.log.state(), days(30), &|_| true)[..3], [0, 1, 0]);
    let suspended = learner.does(Kind::Suspend(item("a")), days(31));
    assert!(learner.due(days(60)).is_empty());
    assert_eq!(forecast(learner.log.state(), days(31), &|_| true), [0; 30]);
    learner.does(Kind::Undo(suspended), days(32));
    assert_eq!(learner.due(days(32)), ["item:a"]);
    learner.does(Kind::Suspend(item("a")), days(32));
    learner.does(Kind::Resume(item("a")), days(33));
    assert_eq!(learner.due(days(33)), ["item:a"]);
}

#[test]
fn leeches_are_what_was_lost_again_and_again() {
    let mut learner = Learner::new();
    let mut now = 0;
    for _ in 0..LEECH_LAPSES {
        assert!(leeches(learner.log.state(), &|_| true).is_empty());
        learner.rates(&item("a"), Rating::Easy, days(now));
        now += 1;
        learner.rates(&item("a"), Rating::Again, days(now));
        now += 1;
    }
    assert_eq!(leeches(learner.log.state(), &|_| true), [(item("a"), LEECH_LAPSES)]);
}

#[test]
fn what_the_pack_no_longer_has_is_neither_promised_nor_a_leech() {
    let mut learner = Learner::new();
    let [kept, gone] = ["kept", "gone"].map(item);
    learner.rates(&kept, Rating::Easy, days(0));
    learner.rates(&gone, Rating::Good, days(0));
    learner.rates(&gone, Rating::Good, days(0));
    let due = |learner: &Learner, target| learner.log.state().cards[target].due_day();
    assert!(due(&learner, &gone) < due(&learner, &kept));
    let known = |target: &Target| *target == kept;
    assert_eq!(next_day(learner.log.state(), days(0), &|_| true), due(&learner, &gone));
    assert_eq!(next_day(learner.log.state(), days(0), &known), due(&learner, &kept));
    assert_eq!(forecast(learner.log.state(), days(0), &known).iter().sum::<u32>(), 1);

    for lapse in 1..=i64::from(LEECH_LAPSES) {
        for target in [&kept, &gone] {
            learner.rates(target, Rating::Easy, days(lapse * 2));
            learner.rates(target, Rating::Again, days(lapse * 2 + 1));
        }
    }
    assert_eq!(leeches(learner.log.state(), &known), [(kept.clone(), LEECH_LAPSES)]);
    learner.does(Kind::Suspend(kept.clone()), days(30));
    assert_eq!(leeches(learner.log.state(), &known), []);
}

#[test]
fn each_button_tells_the_date_that_it_will_lead_to() {
    let mut learner = Learner::new();
    learner.answers("a", 1.0, days(0));
    learner.answers("a", 1.0, days(1));
    let card = learner.log.state().cards[&item("a")].clone();
    assert_eq!(alternatives(&card)[2], (Rating::Good, card.memory));
    for (rating, memory) in outcomes(learner.log.state(), &item("a"), days(5)) {
        let mut other = Learner::new();
        other.answers("a", 1.0, days(0));
        other.answers("a", 1.0, days(1));
        other.rates(&item("a"), rating, days(5));
        assert_eq!(other.log.state().cards[&item("a")].memory, memory);
    }
}

#[test]
fn retention_counts_tests_of_known_memories_only() {
    let mut learner = Learner::new();
    for index in 0..4 {
        learner.rates(&item(&format!("i{index}")), Rating::Easy, days(0));
    }
    assert_eq!(retention(learner.log.state(), days(0)).share(), None);
    for (index, rating) in [Rating::Good, Rating::Hard, Rating::Again, Rating::Easy].into_iter().enumerate() {
        learner.rates(&item(&format!("i{index}")), rating, days(8));
    }
    let measured = retention(learner.log.state(), days(8));
    assert_eq!((measured.tested, measured.kept, measured.share()), (4, 3, Some(0.75)));
    assert!((measured.target - 0.9).abs() < 1e-12);
    assert_eq!(retention(learner.log.state(), days(60)).tested, 0);
}

#[test]
fn a_higher_retention_asks_sooner() {
    let wait = |retention: &str| {
        let mut learner = Learner::new();
        learner.does(Kind::Setting { name: name("retention"), value: retention.into() }, days(0));
        learner.rates(&item("a"), Rating::Easy, days(0));
        match learner.log.state().cards[&item("a")].memory.wait {
            Wait::Days(days) => days,
            Wait::Within(_) => 0,
        }
    };
    assert!(wait("950") < wait("900") && wait("900") < wait("800"));
    for nonsense in ["", "x", "9000", "-1", "0.9"] {
        assert_eq!(wait(nonsense), wait("900"), "{nonsense}");
    }
}

#[test]
fn the_heat_map_and_the_streak_follow_local_days() {
    let mut learner = Learner::new();
    for day in [0, 1, 2, 4, 5] {
        learner.answers("a", 1.0, days(day));
    }
    let map = heat_map(learner.log.state(), days(5), 4);
    let counts: Vec<u32> = map.iter().map(|(_, day)| day.answered).collect();
    assert_eq!(counts, [1, 0, 1, 1]);
    assert_eq!(map[3].0, days(5).day());
    assert_eq!(map[3].1.seconds, 30);
    for (day, length) in [(2, 3), (3, 3), (4, 1), (5, 2), (6, 2), (7, 0)] {
        let mut sooner = Learner::new();
        for done in [0, 1, 2, 4, 5].into_iter().filter(|&done| done <= day) {
            sooner.answers("a", 1.0, days(done));
        }
        assert_eq!(streak(sooner.log.state(), days(day)), length, "day {day}");
    }
}

#[test]
fn mastery_takes_two_good_attempts_on_different_days() {
    let mut learner = Learner::new();
    assert_eq!(learner.log.state().mastery("q", days(0)), 0.0);
    let good = [("a", Verdict::Covered), ("b", Verdict::Covered)];
    learner.attempts("q", &good, days(0));
    let once = learner.log.state().mastery("q", days(0));
    assert!((0.5..0.8).contains(&once), "{once}");
    learner.attempts("q", &good, days(0));
    learner.attempts("q", &good, days(3));
    let totals = learner.log.state().totals(days(3));
    assert_eq!((totals.answered, totals.mastered), (3, 1));
    // It fades, and a bad attempt takes it at once.
    assert!(learner.log.state().mastery("q", days(400)) < 0.8);
    learner.attempts("q", &[("a", Verdict::Missing), ("b", Verdict::Partly)], days(4));
    assert!(learner.log.state().mastery("q", days(4)) < 0.3);
    assert_eq!(learner.log.state().cards[&Target::Question(name("q"))].memory.phase, Phase::Relearning(0));
}
