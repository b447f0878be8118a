//! What the learner does.

use std::sync::LazyLock;

use super::world::World;
use crate::content::Pack;
use crate::progress::aliases::Aliases;
use crate::progress::{
    Answer, Attempt, End, Event, Kind, Mode, Name, RETENTION, Rate, Read, Score, Start, State, Target, Value, Verdict,
};
use crate::review::fsrs::Rating;

/// Items and questions, some under a former name.
const ITEMS: [&str; 5] = ["a", "b", "c", "d", "was-a"];
const QUESTIONS: [&str; 2] = ["q", "was-q"];
const POINTS: [&str; 3] = ["p", "r", "was-p"];

/// The pack that knows the former names.
pub static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let pack = r#"{
        "format": "interview-practice-pack", "format_version": 1, "id": "pack", "version": "1", "role": "Baker", "language": "en",
        "competencies": [],
        "questions": [{"id": "q", "was": ["was-q"], "prompt": "Bread?", "kind": "concept", "seconds": 60,
            "points": [{"id": "p", "was": ["was-p"], "text": "P"}, {"id": "r", "text": "R"}]}],
        "items": [{"id": "a", "was": ["was-a"], "stem": [], "body": {"true_false": {"answer": true}}}]
    }"#;
    serde_json::from_str(pack).unwrap()
});

/// What folds begin with where the pack is known.
pub static NAMED: LazyLock<State> = LazyLock::new(|| {
    let mut state = State::default();
    state.aliases = Aliases::of(&PACK);
    state
});

impl World {
    fn one_of(&mut self, names: &[&str]) -> Name {
        Name::new(names[self.random.below(names.len())]).unwrap()
    }

    fn text(&mut self) -> Name {
        self.one_of(&["t1", "t2", "t3"])
    }

    fn target(&mut self) -> Target {
        match self.random.below(4) {
            0 => Target::Question(self.one_of(&QUESTIONS)),
            1 => Target::point(&self.one_of(&QUESTIONS), &self.one_of(&POINTS)),
            _ => Target::Item(self.one_of(&ITEMS)),
        }
    }

    /// Anything that a learner may do next but a reset.
    pub fn kind(&mut self) -> Kind {
        let which = self.random.below(self.truth.len().max(1));
        let some = self.truth.iter().nth(which).map(|(&id, event)| (id, event.clone()));
        let rating = Rating::ALL[self.random.below(4)];
        let rate = |target, of| Kind::Rate(Rate { target, rating, of });
        match (self.random.below(24), some) {
            (0 | 1, Some((of, event))) => match event.kind {
                Kind::Answer(answer) => rate(Target::Item(answer.item), Some(of)),
                Kind::Attempt(attempt) => rate(Target::Question(attempt.question), Some(of)),
                Kind::Rate(before) => rate(before.target, Some(of)),
                _ => rate(self.target(), Some(of)),
            },
            (2 | 3, _) => rate(self.target(), None),
            (4 | 5, Some((of, _))) => Kind::Undo(of),
            (6, _) => {
                Kind::Start(Start { view: self.one_of(&ITEMS), settings: "x".repeat(self.random.below(40)), seed: 7 })
            }
            (7, Some((session, Event { kind: Kind::Start(_), .. }))) => {
                Kind::End(End { session, score: Score::FULL, answered: 1, seconds: 9 })
            }
            (7, _) => Kind::Read(Read { section: self.one_of(&ITEMS), position: Score::FULL }),
            (8, _) => Kind::Bury(self.target()),
            (9, _) => Kind::Suspend(self.target()),
            (10, _) => Kind::Resume(self.target()),
            (11, _) => {
                let value = self.one_of(&["700", "900", "970", "2000", "never"]).to_string();
                Kind::Setting { name: Name::new(RETENTION).unwrap(), value }
            }
            (12, _) => Kind::DeleteText(if self.chance(3) { None } else { Some(self.text()) }),
            (13, _) => Kind::Interview(Value::Map([(String::from("text"), Value::text(self.text().as_str()))].into())),
            (14 | 15, _) => Kind::Attempt(Attempt {
                session: None,
                question: self.one_of(&QUESTIONS),
                mode: Mode::Written,
                seconds: 60,
                points: vec![(self.one_of(&POINTS), Verdict::ALL[self.random.below(3)])],
                pitfalls: Vec::new(),
                text: Some(self.text()),
            }),
            (which, some) => Kind::Answer(Answer {
                session: some.filter(|_| which < 20).map(|(id, _)| id),
                item: self.one_of(&ITEMS),
                question: (which == 20).then(|| self.one_of(&QUESTIONS)),
                score: Score::thousandths(u16::try_from(self.random.below(5)).unwrap() * 250),
                seconds: 3,
                response: Vec::new(),
            }),
        }
    }
}
