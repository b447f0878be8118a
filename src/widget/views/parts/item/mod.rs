//! A quiz item on the screen: asked, or graded with what there is to learn from it.

mod asked;
mod graded;

use std::sync::Arc;

use interview_practice_core::content::{ItemKind, plain_text, plain_text_of_blocks};
use interview_practice_core::messages::{Message, made, quiz};
use interview_practice_core::quiz::{PresentedItem, Response, Stem, Template};
use leptos::prelude::*;

pub use asked::asked;
pub use graded::{graded, verdict};

use super::{blocks, inlines};
use crate::app::App;

/// What the learner has answered so far; `None` before anything was touched.
pub type Draft = RwSignal<Option<Response>, LocalStorage>;

/// The id of the element that holds the stem: it names the group of inputs. Ids are private to an element's shadow root.
const STEM: &str = "item-stem";

/// What is asked.
fn stem(app: App, item: &PresentedItem) -> AnyView {
    let language = app.pack().language.clone();
    match &item.stem {
        Stem::Authored(authored) => {
            let kind = (item.kind == ItemKind::TrueFalse)
                .then(|| view! { class="ip", <p class="muted small">{app.say(quiz::TRUE_OR_FALSE)}</p> });
            let only = authored.is_empty().then(|| view! { class="ip", <p>{app.say(quiz::FILL_GAPS)}</p> });
            view! { class="ip", <div id=STEM class="item-stem prose"><div lang=language class="prose">{blocks(authored, 3)}</div>{kind}{only}</div> }
                .into_any()
        }
        Stem::Made { template, subject, quoted } => {
            let sentence = app.fill(made::stem(*template), &[("subject", subject)]);
            // A gap's sentence stands in the body; everything else that is quoted stands here.
            let quotation = (!quoted.is_empty() && *template != Template::Gap)
                .then(|| view! { class="ip", <blockquote lang=language>{inlines(quoted)}</blockquote> });
            view! { class="ip", <div id=STEM class="item-stem prose"><p>{sentence}</p>{quotation}</div> }.into_any()
        }
    }
}

/// The item's stem as plain text, for lists.
pub fn stem_text(app: App, item: &PresentedItem) -> String {
    match &item.stem {
        Stem::Authored(authored) if authored.is_empty() => app.say(quiz::FILL_GAPS).to_owned(),
        Stem::Authored(authored) => plain_text_of_blocks(authored),
        Stem::Made { template, subject, quoted } => {
            let sentence = app.fill(made::stem(*template), &[("subject", subject)]);
            if quoted.is_empty() { sentence } else { [sentence, plain_text(quoted)].join(" ") }
        }
    }
}

/// What is missing before the answer can be graded; `None` when it can be.
pub fn missing(item: &Arc<PresentedItem>, response: Option<&Response>) -> Option<Message> {
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
