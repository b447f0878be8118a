//! A report as an event keeps it: plain data, compact enough for an event's limit, without a word of what the learner said.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::manner::Manner;
use super::report::{Asked, Part, PitfallResult, Place, PointResult, Report, TurnResult};
use super::session::Ending;
use super::turn::{Ask, How, Left, Why};
use crate::coach::Band;
use crate::progress::{Fields, MAX_WEIGHT, Value};

/// The form; a report of another form is not read.
const FORM: i64 = 1;
/// What stands for nothing.
const NONE: &str = "-";
const BANDS: [Band; 3] = [Band::Missing, Band::Partly, Band::Covered];

impl Report {
    /// The report as plain data for an event. Where it would be too heavy, places come to be left out, then what was asked in
    /// between, then the last questions.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut kept = self.clone();
        let mut value = write(&kept);
        for thinner in [drop_places, drop_turns] {
            if value.weight() <= MAX_WEIGHT {
                return value;
            }
            thinner(&mut kept);
            value = write(&kept);
        }
        while value.weight() > MAX_WEIGHT && kept.questions.pop().is_some() {
            value = write(&kept);
        }
        while value.weight() > MAX_WEIGHT && kept.parts.pop().is_some() {
            value = write(&kept);
        }
        value
    }

    /// Reads a report from an event; `None` for one of another form.
    #[must_use]
    pub fn from_value(value: &Value) -> Option<Self> {
        let Value::Map(fields) = value else { return None };
        if number(fields, "v")? != FORM {
            return None;
        }
        let parts = list(fields, "parts").iter().filter_map(text).filter_map(read_part).collect();
        let questions = list(fields, "questions").iter().filter_map(read_question).collect();
        Some(Self {
            minutes: u16::try_from(number(fields, "minutes")?).ok()?,
            used: u32::try_from(number(fields, "used")?).ok()?,
            paused: u64::try_from(number(fields, "paused")?).ok()?,
            pauses: u16::try_from(number(fields, "pauses")?).ok()?,
            away: u64::try_from(number(fields, "away")?).ok()?,
            ending: nth(&Ending::ALL, &number(fields, "ending")?.to_string())?,
            parts,
            questions,
            text: fields.get("text").and_then(text).map(String::from),
        })
    }
}

fn drop_places(report: &mut Report) {
    for asked in &mut report.questions {
        asked.points.iter_mut().for_each(|point| point.evidence = None);
        asked.pitfalls.iter_mut().for_each(|pitfall| pitfall.evidence = None);
    }
}

fn drop_turns(report: &mut Report) {
    for asked in &mut report.questions {
        asked.turns.truncate(1);
        asked.points.retain(|point| point.band != Band::Missing);
    }
}

fn write(report: &Report) -> Value {
    let int = |number: u64| Value::Int(i64::try_from(number).unwrap_or(i64::MAX));
    let parts = report.parts.iter().map(|part| {
        let level = |level: Option<u8>| level.map_or(NONE.into(), |level| level.to_string());
        words(&[
            part.assessment.clone(),
            level(part.level),
            level(part.own),
            part.share.to_string(),
            part.spent.to_string(),
        ])
    });
    let mut fields = Fields::new();
    let mut put = |name: &str, value: Value| fields.insert(name.into(), value);
    put("v", Value::Int(FORM));
    put("minutes", int(report.minutes.into()));
    put("used", int(report.used.into()));
    put("paused", int(report.paused));
    put("pauses", int(report.pauses.into()));
    put("away", int(report.away));
    put("ending", int(place_of(&Ending::ALL, &report.ending)));
    put("parts", Value::List(parts.map(Value::Text).collect()));
    put("questions", Value::List(report.questions.iter().map(write_question).collect()));
    if let Some(name) = &report.text {
        put("text", Value::text(name));
    }
    Value::Map(fields)
}

fn write_question(asked: &Asked) -> Value {
    let head = words(&[
        asked.part.to_string(),
        asked.question.clone(),
        u8::from(asked.judged).to_string(),
        asked.share.to_string(),
        place_of(&Left::ALL, &asked.left).to_string(),
    ]);
    let points = asked.points.iter().map(|point| {
        let (start, end) = point.evidence.unwrap_or_default();
        let band = place_of(&BANDS, &point.band).to_string();
        words(&[point.point.clone(), band, u8::from(point.prompted).to_string(), start.to_string(), end.to_string()])
    });
    let pitfalls = asked.pitfalls.iter().map(|pitfall| {
        let (start, end) = pitfall.evidence.unwrap_or_default();
        let challenged = u8::from(pitfall.challenged).to_string();
        words(&[pitfall.pitfall.clone(), challenged, start.to_string(), end.to_string()])
    });
    let turns = asked.turns.iter().map(|turn| {
        words(&[
            write_ask(&turn.ask),
            write_why(&turn.why),
            turn.spent.to_string(),
            place_of(&Manner::ALL, &turn.manner).to_string(),
            place_of(&How::ALL, &turn.how).to_string(),
            u8::from(turn.nudged).to_string(),
            turn.answer.0.to_string(),
            turn.answer.1.to_string(),
            turn.recording.clone().unwrap_or(NONE.into()),
        ])
    });
    let texts = |lines: Vec<String>| Value::Text(lines.join(";"));
    Value::List(alloc::vec![
        Value::Text(head),
        texts(points.collect()),
        texts(pitfalls.collect()),
        texts(turns.collect()),
    ])
}

fn read_part(line: &str) -> Option<Part> {
    let mut words = line.split(' ');
    Some(Part {
        assessment: words.next()?.into(),
        level: words.next()?.parse().ok(),
        own: words.next()?.parse().ok(),
        share: words.next()?.parse().ok()?,
        spent: words.next()?.parse().ok()?,
    })
}

fn read_question(value: &Value) -> Option<Asked> {
    let Value::List(lines) = value else { return None };
    let mut lines = lines.iter().map(|line| text(line).unwrap_or_default());
    let mut head = lines.next()?.split(' ');
    let (part, question) = (head.next()?.parse().ok()?, head.next()?.into());
    let (judged, share) = (head.next()? == "1", head.next()?.parse().ok()?);
    let left = nth(&Left::ALL, head.next()?)?;
    let mut entries = || lines.next().unwrap_or_default().split(';').filter(|line| !line.is_empty());
    let points = entries().filter_map(read_point).collect();
    let pitfalls = entries().filter_map(read_pitfall).collect();
    let turns = entries().filter_map(read_turn).collect();
    Some(Asked { part, question, judged, share, points, pitfalls, turns, left })
}

fn read_point(line: &str) -> Option<PointResult> {
    let mut words = line.split(' ');
    Some(PointResult {
        point: words.next()?.into(),
        band: nth(&BANDS, words.next()?)?,
        prompted: words.next()? == "1",
        evidence: read_place(&mut words).filter(|(start, end)| end > start),
    })
}

fn read_pitfall(line: &str) -> Option<PitfallResult> {
    let mut words = line.split(' ');
    Some(PitfallResult {
        pitfall: words.next()?.into(),
        challenged: words.next()? == "1",
        evidence: read_place(&mut words).filter(|(start, end)| end > start),
    })
}

fn read_turn(line: &str) -> Option<TurnResult> {
    let mut words = line.split(' ');
    Some(TurnResult {
        ask: read_ask(words.next()?)?,
        why: read_why(words.next()?)?,
        spent: words.next()?.parse().ok()?,
        manner: nth(&Manner::ALL, words.next()?)?,
        how: nth(&How::ALL, words.next()?)?,
        nudged: words.next()? == "1",
        answer: read_place(&mut words)?,
        recording: words.next().filter(|name| *name != NONE).map(String::from),
    })
}

fn read_place<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<Place> {
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

fn write_ask(ask: &Ask) -> String {
    match ask {
        Ask::Opening => "o".into(),
        Ask::FollowUp(id) => ["f:", id].concat(),
        Ask::Point(id) => ["p:", id].concat(),
        Ask::Pitfall(id) => ["x:", id].concat(),
    }
}

fn read_ask(word: &str) -> Option<Ask> {
    if word == "o" {
        return Some(Ask::Opening);
    }
    let (kind, id) = word.split_once(':')?;
    let id = id.into();
    match kind {
        "f" => Some(Ask::FollowUp(id)),
        "p" => Some(Ask::Point(id)),
        "x" => Some(Ask::Pitfall(id)),
        _ => None,
    }
}

fn write_why(why: &Why) -> String {
    match why {
        Why::WarmUp => "w".into(),
        Why::Variety => "v".into(),
        Why::Turn => "t".into(),
        Why::Further => "f".into(),
        Why::Unread => "u".into(),
        Why::Weak(id) => ["c:", id].concat(),
        Why::Point(id) => ["p:", id].concat(),
        Why::Pitfall(id) => ["x:", id].concat(),
        Why::Narrower(id) => ["n:", id].concat(),
    }
}

fn read_why(word: &str) -> Option<Why> {
    let Some((kind, id)) = word.split_once(':') else {
        return match word {
            "w" => Some(Why::WarmUp),
            "v" => Some(Why::Variety),
            "t" => Some(Why::Turn),
            "f" => Some(Why::Further),
            "u" => Some(Why::Unread),
            _ => None,
        };
    };
    let id = id.into();
    match kind {
        "c" => Some(Why::Weak(id)),
        "p" => Some(Why::Point(id)),
        "x" => Some(Why::Pitfall(id)),
        "n" => Some(Why::Narrower(id)),
        _ => None,
    }
}

fn words(words: &[String]) -> String {
    words.join(" ")
}

fn place_of<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|known| known == one).and_then(|place| u64::try_from(place).ok()).unwrap_or(0)
}

fn nth<T: Copy>(all: &[T], word: &str) -> Option<T> {
    all.get(word.parse::<usize>().ok()?).copied()
}

fn number(fields: &Fields, name: &str) -> Option<i64> {
    match fields.get(name) {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn list<'f>(fields: &'f Fields, name: &str) -> &'f [Value] {
    match fields.get(name) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}
