//! An item as it is asked: real inputs in whole-row targets.

use std::collections::BTreeMap;
use std::sync::Arc;

use interview_practice_core::content::plain_text;
use interview_practice_core::messages::{Message, quiz};
use interview_practice_core::quiz::{Body, PresentedChoice, PresentedItem, PresentedPart, Response, Side};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::{Glyph, Icon, inlines};
use super::{Draft, STEM, stem};
use crate::app::App;

/// The item with its inputs; what the learner does goes into `draft`.
pub fn asked(app: App, item: &Arc<PresentedItem>, draft: Draft) -> AnyView {
    let body = match &item.body {
        Body::Single(choices) => single(app, choices, draft),
        Body::Multiple(choices) => multiple(app, choices, draft),
        Body::TrueFalse { .. } => truth(app, draft),
        Body::Matching { left, right } => matching(app, left, right, draft),
        Body::Ordering { steps, .. } => ordering(app, steps, draft),
        Body::Cloze(parts) => cloze(app, parts, draft),
    };
    view! { class="ip", <div class="item stack" part="item">{stem(app, item)}{body}</div> }.into_any()
}

fn hint(app: App, message: Message) -> impl IntoView {
    view! { class="ip", <p class="muted small">{app.say(message)}</p> }
}

fn row(input: impl IntoView, text: impl IntoView) -> impl IntoView {
    view! { class="ip", <label class="item-choice" part="choice">{input}<span>{text}</span></label> }
}

fn single(app: App, choices: &[PresentedChoice], draft: Draft) -> AnyView {
    let rows = choices.iter().map(|choice| {
        let id = choice.id.clone();
        let chosen = matches!(draft.get_untracked(), Some(Response::Choice(chosen)) if chosen == id);
        row(
            view! { class="ip",
                <input type="radio" name="choice" checked=chosen
                    on:change=move |_| draft.set(Some(Response::Choice(id.clone())))/>
            },
            inlines(&choice.text),
        )
    });
    view! { class="ip",
        <div class="item-choices" role="radiogroup" aria-labelledby=STEM lang=app.pack().language.clone()>{rows.collect_view()}</div>
    }
    .into_any()
}

fn multiple(app: App, choices: &[PresentedChoice], draft: Draft) -> AnyView {
    let rows = choices.iter().map(|choice| {
        let id = choice.id.clone();
        let chosen = matches!(draft.get_untracked(), Some(Response::Choices(chosen)) if chosen.contains(&id));
        let toggle = move |event| {
            let mut ids = match draft.get_untracked() {
                Some(Response::Choices(ids)) => ids,
                _ => Vec::new(),
            };
            ids.retain(|known| *known != id);
            if event_target_checked(&event) {
                ids.push(id.clone());
            }
            draft.set(Some(Response::Choices(ids)));
        };
        row(view! { class="ip", <input type="checkbox" checked=chosen on:change=toggle/> }, inlines(&choice.text))
    });
    view! { class="ip",
        {hint(app, quiz::CREDIT_MULTIPLE)}
        <div class="item-choices" role="group" aria-labelledby=STEM lang=app.pack().language.clone()>{rows.collect_view()}</div>
    }
    .into_any()
}

fn truth(app: App, draft: Draft) -> AnyView {
    let rows = [(true, quiz::TRUE), (false, quiz::FALSE)].map(|(truth, message)| {
        let chosen = draft.get_untracked() == Some(Response::Truth(truth));
        row(
            view! { class="ip",
                <input type="radio" name="choice" checked=chosen on:change=move |_| draft.set(Some(Response::Truth(truth)))/>
            },
            app.say(message),
        )
    });
    view! { class="ip",
        <div class="item-choices" role="radiogroup" aria-labelledby=STEM>{rows.into_iter().collect_view()}</div>
    }
    .into_any()
}

/// The letter under which a right side is listed.
fn letter(n: usize) -> String {
    u8::try_from(n).ok().and_then(|n| b'A'.checked_add(n)).map_or_else(String::new, |byte| char::from(byte).to_string())
}

fn matching(app: App, left: &[Side], right: &[Side], draft: Draft) -> AnyView {
    let listed = right.iter().enumerate().map(|(n, side)| {
        view! { class="ip", <li><strong aria-hidden="true">{letter(n)}</strong><span>{inlines(&side.text)}</span></li> }
    });
    let rows = left.iter().map(|side| {
        let id = side.id.clone();
        let chosen = match draft.get_untracked() {
            Some(Response::Pairs(pairs)) => pairs.get(&id).cloned(),
            _ => None,
        };
        let options = right
            .iter()
            .enumerate()
            .map(|(n, side)| {
                let label = [letter(n).as_str(), ". ", &plain_text(&side.text)].concat();
                view! { class="ip", <option value=side.id.clone() selected=chosen.as_ref() == Some(&side.id)>{label}</option> }
            })
            .collect_view();
        let choose = move |event| {
            let mut pairs = match draft.get_untracked() {
                Some(Response::Pairs(pairs)) => pairs,
                _ => BTreeMap::new(),
            };
            let value = event_target_value(&event);
            if value.is_empty() {
                pairs.remove(&id);
            } else {
                pairs.insert(id.clone(), value);
            }
            draft.set(Some(Response::Pairs(pairs)));
        };
        view! { class="ip",
            <label class="item-pair">
                <span>{inlines(&side.text)}</span>
                <select on:change=choose>
                    <option value="">{app.say(quiz::PICK)}</option>
                    {options}
                </select>
            </label>
        }
    });
    view! { class="ip",
        {hint(app, quiz::CREDIT_MATCHING)}
        <div class="item-matching" role="group" aria-labelledby=STEM lang=app.pack().language.clone()>
            <ul class="item-right">{listed.collect_view()}</ul>
            <div class="stack tight">{rows.collect_view()}</div>
        </div>
    }
    .into_any()
}

fn ordering(app: App, steps: &[Side], draft: Draft) -> AnyView {
    let texts: BTreeMap<String, Side> = steps.iter().map(|side| (side.id.clone(), side.clone())).collect();
    // The order shown counts as an answer: it may already be what the learner means.
    if !matches!(draft.get_untracked(), Some(Response::Order(order)) if order.len() == steps.len()) {
        draft.set(Some(Response::Order(steps.iter().map(|side| side.id.clone()).collect())));
    }
    let list = NodeRef::<html::Ol>::new();
    let (spoken, speak) = signal(String::new());
    let order = move || match draft.get() {
        Some(Response::Order(order)) => order,
        _ => Vec::new(),
    };
    let shift = move |n: usize, to: usize, text: &str| {
        let Some(Response::Order(mut order)) = draft.get_untracked() else { return };
        if n >= order.len() || to >= order.len() {
            return;
        }
        order.swap(n, to);
        let total = order.len().to_string();
        draft.set(Some(Response::Order(order)));
        speak.set(app.fill(quiz::MOVED, &[("text", text), ("n", &(to + 1).to_string()), ("total", &total)]));
        // The list was built anew: the focus goes on to the same step's button, or its other one at an end of the list.
        let selector = [".move-", if to < n { "up" } else { "down" }, ":not(:disabled), .move-any"].concat();
        request_animation_frame(move || {
            let row = list.get_untracked().and_then(|list| list.children().item(u32::try_from(to).unwrap_or(u32::MAX)));
            let button = row.and_then(|row| {
                row.query_selector(&selector)
                    .ok()
                    .flatten()
                    .or_else(|| row.query_selector("button:not(:disabled)").ok().flatten())
            });
            if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = button.focus();
            }
        });
    };
    let rows = move || {
        let order = order();
        let last = order.len().saturating_sub(1);
        order
            .iter()
            .enumerate()
            .filter_map(|(n, id)| {
                let side = texts.get(id)?;
                let text = plain_text(&side.text);
                let (up_text, down_text) = (text.clone(), text.clone());
                Some(view! { class="ip",
                    <li class="item-step">
                        <span>{inlines(&side.text)}</span>
                        <span class="item-moves">
                            <button type="button" class="button move-up" disabled=n == 0
                                aria-label=app.fill(quiz::MOVE_UP, &[("text", &text)])
                                on:click=move |_| shift(n, n.wrapping_sub(1), &up_text)>
                                <Icon glyph=Glyph::Up/>
                            </button>
                            <button type="button" class="button move-down" disabled=n == last
                                aria-label=app.fill(quiz::MOVE_DOWN, &[("text", &text)])
                                on:click=move |_| shift(n, n + 1, &down_text)>
                                <Icon glyph=Glyph::Down/>
                            </button>
                        </span>
                    </li>
                })
            })
            .collect_view()
    };
    view! { class="ip",
        {hint(app, quiz::CREDIT_ORDERING)}
        <ol class="item-steps" node_ref=list aria-labelledby=STEM lang=app.pack().language.clone()>{rows}</ol>
        <p class="hidden-text" role="status">{spoken}</p>
    }
    .into_any()
}

fn cloze(app: App, parts: &[PresentedPart], draft: Draft) -> AnyView {
    let count = parts.iter().filter(|part| matches!(part, PresentedPart::Gap(_))).count();
    let texts = match draft.get_untracked() {
        Some(Response::Gaps(texts)) => texts,
        _ => Vec::new(),
    };
    let mut n = 0;
    let shown = parts
        .iter()
        .map(|part| match part {
            PresentedPart::Text(text) => view! { class="ip", <span>{text.clone()}</span> }.into_any(),
            PresentedPart::Gap(gap) => {
                let at = n;
                n += 1;
                let number = n.to_string();
                let label = if gap.hint.is_empty() {
                    app.fill(quiz::GAP, &[("n", &number)])
                } else {
                    app.fill(quiz::GAP_HINT, &[("n", &number), ("hint", &gap.hint)])
                };
                let typed = move |event| {
                    let mut texts = match draft.get_untracked() {
                        Some(Response::Gaps(texts)) => texts,
                        _ => Vec::new(),
                    };
                    texts.resize(count, String::new());
                    if let Some(text) = texts.get_mut(at) {
                        *text = event_target_value(&event);
                    }
                    draft.set(Some(Response::Gaps(texts)));
                };
                let hinted = (!gap.hint.is_empty()).then(|| [gap.hint.as_str(), "…"].concat());
                view! { class="ip",
                    <input type="text" class="item-gap" size="14" maxlength="120" autocomplete="off" autocapitalize="off"
                        spellcheck="false" aria-label=label placeholder=hinted prop:value=texts.get(at).cloned().unwrap_or_default()
                        on:input=typed/>
                }
                .into_any()
            }
        })
        .collect_view();
    view! { class="ip",
        {hint(app, quiz::CREDIT_CLOZE)}
        <div class="item-cloze" role="group" aria-labelledby=STEM lang=app.pack().language.clone()>{shown}</div>
    }
    .into_any()
}
