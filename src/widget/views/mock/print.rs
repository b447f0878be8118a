//! Printing the report by itself, not the page that it stands on: into a frame of its own, which goes again afterwards.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::dom::El;
use crate::voice::dynamic::{call, construct, get, set};

/// Prints a document under a title. Where the browser lets no frame be written, the page itself is printed.
pub fn print(sheet: &El, title: &str) {
    let frame = framed(sheet.element(), title);
    let window = frame.as_ref().map_or_else(|| js_sys::global().into(), |(_, window)| window.clone());
    if let Some((frame, _)) = frame {
        let _ = call(&window, "focus", &[]);
        let gone = Closure::once_into_js(move || frame.remove());
        let _ = call(&window, "addEventListener", &["afterprint".into(), gone]);
    }
    let _ = call(&window, "print", &[]);
}

/// A frame with a copy of the document, styled as it is here.
fn framed(sheet: &Element, title: &str) -> Option<(Element, JsValue)> {
    let shadow: web_sys::ShadowRoot = sheet.get_root_node().dyn_into().ok()?;
    let frame = sheet.owner_document()?.create_element("iframe").ok()?;
    let _ = frame.set_attribute("class", "hidden-text");
    let _ = frame.set_attribute("aria-hidden", "true");
    let _ = frame.set_attribute("tabindex", "-1");
    // Inside the widget, so that no rule of the host's page reaches it.
    sheet.parent_element()?.append_child(&frame).ok()?;
    let window = get(&frame, "contentWindow");
    let document = get(&window, "document");
    let written = || -> Option<()> {
        let style = construct(&get(&window, "CSSStyleSheet"), &[]).ok()?;
        call(&style, "replaceSync", &[rules(&shadow).into()]).ok()?;
        call(&get(&document, "adoptedStyleSheets"), "push", &[style]).ok()?;
        set(&document, "title", title);
        let root = call(&document, "createElement", &["div".into()]).ok()?;
        set(&root, "className", "ip-root mock-paper");
        let copy = call(&document, "importNode", &[sheet.into(), true.into()]).ok()?;
        let folded = call(&copy, "querySelectorAll", &["details".into()]).ok()?;
        for place in 0..get(&folded, "length").as_f64()? as u32 {
            set(&Reflect::get_u32(folded.unchecked_ref(), place).ok()?, "open", true);
        }
        call(&root, "append", &[copy]).ok()?;
        call(&get(&document, "body"), "append", &[root]).ok()?;
        Some(())
    };
    if written().is_none() {
        frame.remove();
        return None;
    }
    Some((frame, window))
}

/// Every rule that the widget's shadow root has adopted.
fn rules(shadow: &web_sys::ShadowRoot) -> String {
    let mut text = String::new();
    for sheet in shadow.adopted_style_sheets().iter() {
        let rules = get(&sheet, "cssRules");
        for rule in Array::from(&rules).iter() {
            text.push_str(&get(&rule, "cssText").as_string().unwrap_or_default());
            text.push('\n');
        }
    }
    text
}
