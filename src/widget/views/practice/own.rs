//! The learner's own answer with the evidence marked in it: underlined, with the number of the point or the letter of the pitfall that
//! it shows behind it. Each mark leads to what it shows, and back.

use std::cell::RefCell;
use std::rc::Rc;

use interview_practice_core::coach::{Band, Feedback, Span, pieces};
use interview_practice_core::content::Question;
use interview_practice_core::messages::{Message, coach, practice};

use super::super::parts::{button, heading};
use crate::app::App;
use crate::dom::{El, el};

/// What a stretch of the answer shows.
struct Shown {
    /// The number of the point, or the letter of the pitfall.
    sign: String,
    /// What the sign stands for, in words.
    says: String,
    /// Whether the coach is sure.
    sure: bool,
}

/// The two ends of every reference: places in the answer, and the rows that they speak for. Points come first, then pitfalls.
#[derive(Clone, Default)]
pub struct References(Rc<RefCell<Vec<Ends>>>);

#[derive(Clone, Default)]
struct Ends {
    place: Option<El>,
    row: Option<El>,
}

impl References {
    fn note(&self, number: usize, change: impl FnOnce(&mut Ends)) {
        let mut ends = self.0.borrow_mut();
        if ends.len() <= number {
            ends.resize(number + 1, Ends::default());
        }
        if let Some(ends) = ends.get_mut(number) {
            change(ends);
        }
    }

    /// The first place of the answer that shows what has this number.
    pub fn place(&self, number: usize) -> Option<El> {
        self.0.borrow().get(number)?.place.clone()
    }

    /// Notes the row that stands for what has this number.
    pub fn set_row(&self, number: usize, row: &El) {
        self.note(number, |ends| ends.row = Some(row.clone()));
    }

    fn go_to_row(&self, number: usize) {
        let row = self.0.borrow().get(number).and_then(|ends| ends.row.clone());
        if let Some(row) = row {
            row.focus();
        }
    }
}

/// The letter of a pitfall.
pub fn letter(number: usize) -> String {
    // A question has few pitfalls; past the alphabet the last letter serves.
    let number = u32::try_from(number.min(25)).unwrap_or(25);
    char::from_digit(number + 10, 36).map(String::from).unwrap_or_default()
}

/// The answer, marked.
pub fn own_answer(app: App, question: &Question, text: &str, feedback: &Feedback, references: &References) -> El {
    let mut evidence: Vec<(Span, usize)> = Vec::new();
    let mut shown = Vec::new();
    let says = |message: Message, sign: &str, text: &str| app.fill(message, &[("n", sign), ("text", text)]);
    for (number, (point, finding)) in question.points.iter().zip(&feedback.points).enumerate() {
        if finding.band != Band::Missing {
            evidence.extend(finding.evidence.iter().map(|span| (*span, number)));
        }
        let sign = (number + 1).to_string();
        let says = says(coach::OF_POINT, &sign, &point.text);
        shown.push(Shown { sign, says, sure: finding.band == Band::Covered });
    }
    for (number, pitfall) in question.pitfalls.iter().enumerate() {
        if let Some(finding) = feedback.pitfalls.iter().find(|finding| pitfall.id == *finding.id) {
            evidence.extend(finding.evidence.iter().map(|span| (*span, question.points.len() + number)));
        }
        let sign = letter(number);
        let says = says(coach::OF_PITFALL, &sign, &pitfall.text);
        shown.push(Shown { sign, says, sure: false });
    }
    let parts: Vec<El> = pieces(text.len(), &evidence)
        .into_iter()
        .flat_map(|piece| {
            let words = piece.span.of(text);
            if piece.shows.is_empty() {
                return vec![el("span", "").add(words)];
            }
            let sure = piece.shows.iter().any(|&number| shown.get(number).is_some_and(|shown| shown.sure));
            let mark =
                el("mark", if sure { "coach-mark" } else { "coach-mark unsure" }).attr("tabindex", "-1").add(words);
            for &number in &piece.shows {
                references.note(number, |ends| {
                    ends.place.get_or_insert_with(|| mark.clone());
                });
            }
            let signs = piece.ends.iter().filter_map(|&number| {
                let references = references.clone();
                let shown = shown.get(number)?;
                let go = move || references.go_to_row(number);
                Some(button("coach-sign", shown.sign.as_str(), go).attr("aria-label", &shown.says))
            });
            std::iter::once(mark).chain(signs).collect()
        })
        .collect();
    el("section", "card stack tight")
        .add(heading(2, "", app.say(practice::YOUR_ANSWER)))
        .add(el("div", "practice-own").attr("dir", "auto").add(parts))
}
