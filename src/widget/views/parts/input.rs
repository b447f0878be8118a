//! Inputs: what an event says of them, and groups of options.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use crate::dom::{El, el};

/// The text in the field that an event comes from.
pub fn value(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
        field.value()
    } else if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>() {
        field.value()
    } else {
        target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
    }
}

/// Whether the box that an event comes from is ticked.
pub fn checked(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|field| field.checked())
}

/// Options under a legend: radio buttons (`kind` "radio") or check boxes ("checkbox"). `choose` hears the place of the option and
/// whether it is on now.
pub fn options(
    kind: &str,
    name: &str,
    legend: &str,
    labels: &[(String, bool)],
    choose: impl Fn(usize, bool) + 'static,
) -> El {
    let choose = std::rc::Rc::new(choose);
    let rows: Vec<El> = labels
        .iter()
        .enumerate()
        .map(|(n, (label, on))| {
            let choose = std::rc::Rc::clone(&choose);
            let input = el("input", "")
                .attr("type", kind)
                .attr("name", name)
                .flag("checked", *on)
                .on("change", move |event| choose(n, checked(&event)));
            el("label", "quiz-option").attr("part", "choice").add(input).add(el("span", "").add(label.as_str()))
        })
        .collect();
    el("fieldset", "").add(el("legend", "quiz-legend").add(legend)).add(el("div", "quiz-options").add(rows))
}
