//! A quiz item on the screen: asked, or graded with what there is to learn from it.

mod asked;
mod graded;

use interview_practice_core::content::{ItemKind, plain_text, plain_text_of_blocks};
use interview_practice_core::messages::{Message, made, quiz};
use interview_practice_core::progress::Name;
use interview_practice_core::quiz::{Grade, PresentedItem, Response, Stem, Template};

pub use asked::asked;
pub use graded::{graded, verdict};

use super::{blocks, inlines};
use crate::app::App;
use crate::dom::{El, Signal, el};

/// What the learner has answered so far; `None` before anything was touched.
pub type Draft = Signal<Option<Response>>;

/// The id of the element that holds the stem: it names the group of inputs. Ids are private to an element's shadow root.
const STEM: &str = "item-stem";

/// What is asked.
fn stem(app: App, item: &PresentedItem) -> El {
    let language = &app.pack().language;
    let stem = el("div", "item-stem prose").attr("part", "question");
    match &item.stem {
        Stem::Authored(authored) => {
            let hint = |message| el("p", "muted small").add(app.say(message));
            stem.add(el("div", "prose").attr("lang", language).add(blocks(authored, 3)))
                .add((item.kind == ItemKind::TrueFalse).then(|| hint(quiz::TRUE_OR_FALSE)))
                .add(authored.is_empty().then(|| hint(quiz::FILL_GAPS)))
        }
        Stem::Made { template, subject, quoted } => {
            // A gap's sentence stands in the body; everything else that is quoted stands here.
            let quoted = (!quoted.is_empty() && *template != Template::Gap)
                .then(|| el("blockquote", "").attr("lang", language).add(inlines(quoted)));
            stem.add(el("p", "").add(app.fill(made::stem(*template), &[("subject", subject)]))).add(quoted)
        }
    }
}

/// The item's stem as plain text, for lists.
pub fn stem_text(app: App, item: &PresentedItem) -> String {
    match &item.stem {
        Stem::Authored(authored) if authored.is_empty() => app.say(quiz::FILL_GAPS).to_owned(),
        // What follows the first block is detail.
        Stem::Authored(authored) => plain_text_of_blocks(authored.get(..1).unwrap_or_default()),
        Stem::Made { template, subject, quoted } => {
            let sentence = app.fill(made::stem(*template), &[("subject", subject)]);
            if quoted.is_empty() { sentence } else { [sentence, plain_text(quoted)].join(" · ") }
        }
    }
}

/// What is missing before the answer can be graded; `None` when it can be.
pub fn missing(item: &PresentedItem, response: Option<&Response>) -> Option<Message> {
    let empty = match response {
        None => true,
        Some(Response::Choices(ids)) => ids.is_empty(),
        Some(Response::Pairs(pairs)) => pairs.is_empty(),
        Some(Response::Gaps(texts)) => texts.iter().all(|text| text.trim().is_empty()),
        Some(_) => false,
    };
    empty.then_some(match item.kind {
        ItemKind::Matching => quiz::MATCH_FIRST,
        ItemKind::Cloze => quiz::FILL_FIRST,
        _ => quiz::CHOOSE_FIRST,
    })
}

/// The name of a kind of item.
pub fn kind_name(app: App, kind: ItemKind) -> &'static str {
    app.say(match kind {
        ItemKind::Single => quiz::KIND_SINGLE,
        ItemKind::Multiple => quiz::KIND_MULTIPLE,
        ItemKind::TrueFalse => quiz::KIND_TRUE_FALSE,
        ItemKind::Matching => quiz::KIND_MATCHING,
        ItemKind::Ordering => quiz::KIND_ORDERING,
        ItemKind::Cloze => quiz::KIND_CLOZE,
    })
}

/// What may be kept of a response: ids, or the outcome of each gap; never what was typed.
pub fn names(response: &Response, grade: &Grade) -> Vec<Name> {
    let ids: Vec<String> = match response {
        Response::Choice(id) => vec![id.clone()],
        Response::Choices(ids) | Response::Order(ids) => ids.clone(),
        Response::Truth(truth) => vec![truth.to_string()],
        Response::Pairs(pairs) => pairs.iter().map(|(left, right)| [left.as_str(), "/", right].concat()).collect(),
        Response::Gaps(_) => {
            grade.parts.iter().map(|part| if part.outcome.is_right() { "right" } else { "wrong" }.to_owned()).collect()
        }
    };
    ids.iter().filter_map(|id| Name::new(id).ok()).collect()
}
