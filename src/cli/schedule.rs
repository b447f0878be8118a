//! `schedule`: when is each of these to be reviewed again? FSRS-6, over JSON lines.

use interview_practice_core::progress::{day_of_date, rfc3339};
use interview_practice_core::review::fsrs::{DEFAULT_RETENTION, Memory, Rating};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

use crate::jsonl::each_line;

/// Schedules reviews with FSRS-6: default parameters, learning steps of 1 and 10 minutes, relearning step of 10 minutes, no fuzz.
///
/// Each line of standard input is {"id", "reviews": [{"at": RFC 3339, "rating": "again|hard|good|easy"}]}; each line of standard
/// output is {"id", "due", "stability", "difficulty", "state"} after the last review.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Reads and writes one JSON object a line.
    #[arg(long, required = true)]
    jsonl: bool,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments) -> crate::Result {
    debug_assert!(arguments.jsonl, "the only form there is, and so required");
    each_line(|card: Card| Ok(schedule(card)))
}

#[derive(Deserialize)]
struct Card {
    id: serde_json::Value,
    reviews: Vec<Review>,
}

#[derive(Deserialize)]
struct Review {
    at: Moment,
    #[serde(deserialize_with = "rating")]
    rating: Rating,
}

/// `null` stands for what is not known before the first review, when `state` is `new`.
#[derive(Serialize)]
struct Scheduled {
    id: serde_json::Value,
    due: Option<String>,
    stability: Option<f64>,
    difficulty: Option<f64>,
    state: &'static str,
}

fn schedule(card: Card) -> Scheduled {
    let mut last: Option<(Memory, String)> = None;
    for Review { at: Moment { millis, fraction }, rating } in card.reviews {
        let memory = match &last {
            None => Memory::first(rating, millis, DEFAULT_RETENTION),
            Some((memory, _)) => memory.next(rating, millis, DEFAULT_RETENTION),
        };
        last = Some((memory, fraction));
    }
    match last {
        None => Scheduled { id: card.id, due: None, stability: None, difficulty: None, state: "new" },
        Some((memory, fraction)) => Scheduled {
            id: card.id,
            // Waits are whole seconds, so the fraction of the last review is that of the due moment.
            due: Some(rfc3339(memory.due()).replace('Z', &format!("{fraction}Z"))),
            stability: Some(memory.stability),
            difficulty: Some(memory.difficulty),
            state: memory.phase.name(),
        },
    }
}

fn rating<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rating, D::Error> {
    let name = String::deserialize(deserializer)?;
    Rating::from_name(&name)
        .ok_or_else(|| de::Error::custom(format!("unknown rating {name:?}, expected again, hard, good or easy")))
}

/// A moment between 1970 and 9999.
struct Moment {
    millis: i64,
    /// The fraction of the second as it was written, with its point; empty when there was none.
    fraction: String,
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format!("{text:?} is no moment, expected RFC 3339 such as \"2024-02-29T12:00:00Z\""))
        })
    }
}

impl Moment {
    /// Reads `YYYY-MM-DDTHH:MM:SS[.FRACTION](Z|±HH:MM)`.
    fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let (time, rest) = rest.strip_prefix(['T', 't', ' '])?.split_at_checked(8)?;
        let day = day_of_date(
            number(date, 0, 4, '-')?,
            number(date, 5, 2, '-')?.try_into().ok()?,
            number(date, 8, 2, '\0')?.try_into().ok()?,
        )?;
        let (hour, minute, second) = (number(time, 0, 2, ':')?, number(time, 3, 2, ':')?, number(time, 6, 2, '\0')?);
        // A leap second counts as the one after it, as in POSIX time.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let digits = rest.strip_prefix('.').map_or(0, |digits| digits.bytes().take_while(u8::is_ascii_digit).count());
        let (fraction, zone) = if digits > 0 { rest.split_at_checked(digits + 1)? } else { ("", rest) };
        let ahead = match zone {
            "Z" | "z" => 0,
            _ => {
                let (hours, minutes) = (number(zone, 1, 2, ':')?, number(zone, 4, 2, '\0')?);
                if zone.len() != 6 || hours > 23 || minutes > 59 {
                    return None;
                }
                match zone.bytes().next()? {
                    b'+' => hours * 60 + minutes,
                    b'-' => -(hours * 60 + minutes),
                    _ => return None,
                }
            }
        };
        let seconds = i64::from(day) * 86_400 + i64::from((hour * 60 + minute - ahead) * 60 + second);
        let thousandths: String = fraction.chars().skip(1).chain("000".chars()).take(3).collect();
        let millis = seconds * 1000 + thousandths.parse::<i64>().ok()?;
        (millis >= 0).then(|| Self { millis, fraction: fraction.to_owned() })
    }
}

/// The number of `count` digits at `from`, which `after` must follow unless it is NUL.
fn number(text: &str, from: usize, count: usize, after: char) -> Option<i32> {
    let digits = text.get(from..from + count)?;
    let right = after == '\0' || text.get(from + count..)?.starts_with(after);
    if right && digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(line: &str) -> Result<String, String> {
        let card: Card = serde_json::from_str(line).map_err(|error| error.to_string())?;
        serde_json::to_string(&schedule(card)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_history_is_scheduled() {
        let line = r#"{"id":"a","reviews":[{"at":"2024-02-29T12:00:00.25Z","rating":"good"},{"at":"2024-02-29T13:10:00.25+01:00","rating":"good"}]}"#;
        assert_eq!(
            answer(line).unwrap(),
            r#"{"id":"a","due":"2024-03-02T12:10:00.25Z","stability":2.3065,"difficulty":2.1112142357853942,"state":"review"}"#
        );
        assert_eq!(
            answer(r#"{"id":7,"reviews":[]}"#).unwrap(),
            r#"{"id":7,"due":null,"stability":null,"difficulty":null,"state":"new"}"#
        );
    }

    #[test]
    fn what_is_no_moment_or_rating_is_refused_with_its_place() {
        for bad in [
            "2024-02-30T00:00:00Z",
            "2024-02-29T24:00:00Z",
            "2024-02-29T00:00:61Z",
            "2024-02-29T00:00:00",
            "2024-02-29T00:00:00.Z",
            "2024-02-29T00:00:00+1:00",
            "2024-02-29T00:00:00+01:000",
            "2024-2-29T00:00:00Z",
            "+024-02-29T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "é024-02-29T00:00:00Z",
            "",
        ] {
            let error = answer(&format!(r#"{{"id":"a","reviews":[{{"at":"{bad}","rating":"good"}}]}}"#)).unwrap_err();
            assert!(error.contains("is no moment") && error.contains("line 1 column"), "{bad}: {error}");
        }
        let error = answer(r#"{"id":"a","reviews":[{"at":"2024-02-29T00:00:00Z","rating":"fine"}]}"#).unwrap_err();
        assert_eq!(error, "unknown rating \"fine\", expected again, hard, good or easy at line 1 column 66");
    }
}
