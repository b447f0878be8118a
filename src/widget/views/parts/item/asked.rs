//! An item as it is asked: real inputs in whole-row targets.

use std::collections::BTreeMap;

use interview_practice_core::content::plain_text;
use interview_practice_core::messages::{Message, quiz};
use interview_practice_core::quiz::{Body, PresentedChoice, PresentedItem, PresentedPart, Response, Side};
use wasm_bindgen::JsCast;

use super::super::{Glyph, button, checked, icon, inlines, value};
use super::{Draft, STEM, stem};
use crate::app::App;
use crate::dom::{El, Kids, Signal, el, soon};

/// The item with its inputs; what the learner does goes into `draft`.
pub fn asked(app: App, item: &PresentedItem, draft: Draft) -> El {
    let body = match &item.body {
        Body::Single(choices) => single(app, choices, draft),
        Body::Multiple(choices) => multiple(app, choices, draft),
        Body::TrueFalse { .. } => truth(app, draft),
        Body::Matching { left, right } => matching(app, left, right, draft),
        Body::Ordering { steps, .. } => ordering(app, steps, draft),
        Body::Cloze(parts) => cloze(app, parts, draft),
    };
    // Only an item that is asked carries the id: a summary shows many graded ones at once.
    let stem = stem(app, item).attr("id", STEM).attr("tabindex", "-1");
    el("div", "item stack").attr("part", "item").add(stem).add(body)
}

fn hint(app: App, message: Message) -> El {
    el("p", "muted small").add(app.say(message))
}

/// The pack's words that are answered to, in the pack's language, named by the stem.
fn group(app: App, class: &str, role: &str) -> El {
    el("div", class).attr("role", role).attr("aria-labelledby", STEM).attr("lang", &app.pack().language)
}

fn row(kind: &str, chosen: bool, text: impl Into<Kids>, act: impl Fn(bool) + 'static) -> El {
    let input = el("input", "")
        .attr("type", kind)
        .attr("name", "choice")
        .flag("checked", chosen)
        .on("change", move |event| act(checked(&event)));
    el("label", "item-choice").attr("part", "choice").add(input).add(el("span", "").add(text))
}

fn single(app: App, choices: &[PresentedChoice], draft: Draft) -> Vec<El> {
    let rows: Vec<El> = choices
        .iter()
        .map(|choice| {
            let id = choice.id.clone();
            let chosen = matches!(draft.peek(), Some(Response::Choice(chosen)) if chosen == id);
            row("radio", chosen, inlines(&choice.text), move |_| draft.set(Some(Response::Choice(id.clone()))))
        })
        .collect();
    vec![group(app, "item-choices", "radiogroup").add(rows)]
}

fn multiple(app: App, choices: &[PresentedChoice], draft: Draft) -> Vec<El> {
    let chosen = move || match draft.peek() {
        Some(Response::Choices(ids)) => ids,
        _ => Vec::new(),
    };
    let rows: Vec<El> = choices
        .iter()
        .map(|choice| {
            let id = choice.id.clone();
            row("checkbox", chosen().contains(&id), inlines(&choice.text), move |on| {
                let mut ids = chosen();
                ids.retain(|known| *known != id);
                if on {
                    ids.push(id.clone());
                }
                draft.set(Some(Response::Choices(ids)));
            })
        })
        .collect();
    vec![hint(app, quiz::CREDIT_MULTIPLE), group(app, "item-choices", "group").add(rows)]
}

fn truth(app: App, draft: Draft) -> Vec<El> {
    let rows: Vec<El> = [(true, quiz::TRUE), (false, quiz::FALSE)]
        .into_iter()
        .map(|(truth, message)| {
            let chosen = draft.peek() == Some(Response::Truth(truth));
            row("radio", chosen, app.say(message), move |_| draft.set(Some(Response::Truth(truth))))
        })
        .collect();
    vec![el("div", "item-choices").attr("role", "radiogroup").attr("aria-labelledby", STEM).add(rows)]
}

/// The letter under which a right side is listed.
fn letter(n: usize) -> String {
    u8::try_from(n).ok().and_then(|n| b'A'.checked_add(n)).map_or_else(String::new, |byte| char::from(byte).to_string())
}

fn matching(app: App, left: &[Side], right: &[Side], draft: Draft) -> Vec<El> {
    let pairs = move || match draft.peek() {
        Some(Response::Pairs(pairs)) => pairs,
        _ => BTreeMap::new(),
    };
    let listed: Vec<El> = right
        .iter()
        .enumerate()
        .map(|(n, side)| {
            el("li", "")
                .add(el("strong", "").attr("aria-hidden", "true").add(letter(n)))
                .add(el("span", "").add(inlines(&side.text)))
        })
        .collect();
    let rows: Vec<El> = left
        .iter()
        .map(|side| {
            let id = side.id.clone();
            let chosen = pairs().get(&id).cloned();
            let mut select = el("select", "").add(el("option", "").attr("value", "").add(app.say(quiz::PICK)));
            for (n, side) in right.iter().enumerate() {
                let label = [letter(n).as_str(), ". ", &plain_text(&side.text)].concat();
                let option =
                    el("option", "").attr("value", &side.id).flag("selected", chosen.as_ref() == Some(&side.id));
                select = select.add(option.add(label));
            }
            let select = select.on("change", move |event| {
                let mut pairs = pairs();
                let value = value(&event);
                if value.is_empty() {
                    pairs.remove(&id);
                } else {
                    pairs.insert(id.clone(), value);
                }
                draft.set(Some(Response::Pairs(pairs)));
            });
            el("label", "item-pair").add(el("span", "").add(inlines(&side.text))).add(select)
        })
        .collect();
    let body = group(app, "item-matching", "group")
        .add(el("ul", "item-right").add(listed))
        .add(el("div", "stack tight").add(rows));
    vec![hint(app, quiz::CREDIT_MATCHING), body]
}

fn ordering(app: App, steps: &[Side], draft: Draft) -> Vec<El> {
    // The order shown counts as an answer: it may already be what the learner means.
    let all = |order: &[String]| order.len() == steps.len() && steps.iter().all(|side| order.contains(&side.id));
    if !matches!(draft.peek(), Some(Response::Order(order)) if all(&order)) {
        draft.set(Some(Response::Order(steps.iter().map(|side| side.id.clone()).collect())));
    }
    let spoken = Signal::new(String::new());
    let list = el("ol", "item-steps").attr("aria-labelledby", STEM).attr("lang", &app.pack().language);
    let steps = steps.to_vec();
    let focused = list.clone();
    let list = list.live(move || {
        let Some(Response::Order(order)) = draft.get() else { return Vec::new() };
        let known = order.iter().filter_map(|id| steps.iter().find(|side| side.id == *id));
        known
            .enumerate()
            .map(|(n, side)| {
                let text = plain_text(&side.text);
                let mover = |up: bool| {
                    let (label, glyph) = if up { (quiz::MOVE_UP, Glyph::Up) } else { (quiz::MOVE_DOWN, Glyph::Down) };
                    let to = if up { n.checked_sub(1) } else { Some(n + 1).filter(|to| *to < order.len()) };
                    let (list, moved) = (focused.clone(), text.clone());
                    button("button", icon(glyph), move || {
                        if let Some(to) = to {
                            shift(app, draft, spoken, (n, to), &moved, list.clone());
                        }
                    })
                    .attr("aria-label", &app.fill(label, &[("text", &text)]))
                    .flag("disabled", to.is_none())
                };
                el("li", "item-step")
                    .add(el("span", "").add(inlines(&side.text)))
                    .add(el("span", "item-moves").add(vec![mover(true), mover(false)]))
            })
            .collect()
    });
    let status = el("p", "hidden-text").attr("role", "status").live(move || spoken.get());
    vec![hint(app, quiz::CREDIT_ORDERING), list, status]
}

/// Moves a step, says where it stands now, and keeps the focus on its button (or its other one at an end of the list).
fn shift(app: App, draft: Draft, spoken: Signal<String>, (from, to): (usize, usize), text: &str, list: El) {
    let Some(Response::Order(mut order)) = draft.peek() else { return };
    let total = order.len();
    if from.max(to) >= total {
        return;
    }
    order.swap(from, to);
    draft.set(Some(Response::Order(order)));
    spoken.set(app.fill(quiz::MOVED, &[("text", text), ("n", &(to + 1).to_string()), ("total", &total.to_string())]));
    soon(move || {
        let row = list.element().children().item(u32::try_from(to).unwrap_or(u32::MAX));
        let Some(buttons) = row.and_then(|row| row.query_selector_all("button").ok()) else { return };
        let same = u32::from(to > from);
        for n in [same, 1 - same] {
            let button = buttons.item(n).and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(button) = button.filter(|button| !button.has_attribute("disabled")) {
                let _ = button.focus();
                return;
            }
        }
    });
}

fn cloze(app: App, parts: &[PresentedPart], draft: Draft) -> Vec<El> {
    let count = parts.iter().filter(|part| matches!(part, PresentedPart::Gap(_))).count();
    let texts = move || match draft.peek() {
        Some(Response::Gaps(texts)) => texts,
        _ => Vec::new(),
    };
    let given = texts();
    let mut body = group(app, "item-cloze", "group");
    let mut at = 0;
    for part in parts {
        body = match part {
            PresentedPart::Text(text) => body.add(el("span", "").add(text.as_str())),
            PresentedPart::Gap(gap) => {
                let n = at;
                at += 1;
                let number = at.to_string();
                let label = if gap.hint.is_empty() {
                    app.fill(quiz::GAP, &[("n", &number)])
                } else {
                    app.fill(quiz::GAP_HINT, &[("n", &number), ("hint", &gap.hint)])
                };
                let hint = (!gap.hint.is_empty()).then(|| [gap.hint.as_str(), "…"].concat());
                let input = el("input", "item-gap")
                    .attr("part", "input")
                    .attr("type", "text")
                    .attr("size", "14")
                    .attr("maxlength", "120")
                    .attr("autocomplete", "off")
                    .attr("autocapitalize", "off")
                    .attr("spellcheck", "false")
                    .attr("aria-label", &label)
                    .attr_if("placeholder", hint.as_deref())
                    .attr_if("value", given.get(n).map(String::as_str))
                    .on("input", move |event| {
                        let mut texts = texts();
                        texts.resize(count, String::new());
                        if let Some(text) = texts.get_mut(n) {
                            *text = value(&event);
                        }
                        draft.set(Some(Response::Gaps(texts)));
                    });
                body.add(input)
            }
        };
    }
    vec![hint(app, quiz::CREDIT_CLOZE), body]
}
