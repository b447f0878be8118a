//! Elements, made one by one.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, HtmlElement, Node, NodeList};

use super::signal::{effect, keep};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element on its way into a view. Cloning it gives another handle on the same element.
#[derive(Clone)]
pub struct El(Element);

/// What an element can take in: nothing, text, an element, or several.
#[derive(Default)]
pub struct Kids(Vec<Node>);

fn document() -> Document {
    // Views are built in a page, and a page has a document.
    web_sys::window().and_then(|window| window.document()).unwrap_or_else(|| JsValue::NULL.unchecked_into())
}

/// An HTML element with its classes.
pub fn el(tag: &str, class: &str) -> El {
    // The names come from this crate's own code and are valid.
    let element = El(document().create_element(tag).unwrap_or_else(|_| JsValue::NULL.unchecked_into()));
    let element = if class.is_empty() { element } else { element.attr("class", class) };
    element.attr_if("part", part(tag, class))
}

/// The part by which hosts style what every view has, so that no view has to think of it. `custom-elements.json` lists all parts.
fn part(tag: &str, class: &str) -> Option<&'static str> {
    Some(match (tag, class.split(' ').next()) {
        (_, Some("card")) => "card",
        (_, Some("tag")) => "tag",
        (_, Some("bar")) => "meter",
        (_, Some("fill")) => "meter-fill",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => "heading",
        ("textarea" | "select", _) => "input",
        ("table", _) => "table",
        ("summary", _) => "summary",
        _ => return None,
    })
}

/// An SVG element with its classes.
pub fn svg(tag: &str, class: &str) -> El {
    let element = El(document().create_element_ns(Some(SVG), tag).unwrap_or_else(|_| JsValue::NULL.unchecked_into()));
    if class.is_empty() { element } else { element.attr("class", class) }
}

impl El {
    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// Sets an attribute. Only this crate's own names come here; whatever the value, it stays an attribute's value. Addresses are
    /// checked by their type before.
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute where there is a value.
    pub fn attr_if(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets a boolean attribute.
    pub fn flag(self, name: &str, on: bool) -> Self {
        if on { self.attr(name, "") } else { self }
    }

    /// Puts text or elements behind what is inside.
    pub fn add(self, kids: impl Into<Kids>) -> Self {
        self.append(kids.into());
        self
    }

    fn append(&self, kids: Kids) {
        for kid in kids.0 {
            let _ = self.0.append_child(&kid);
        }
    }

    /// Follows an event as long as the current owner lives.
    pub fn on(self, name: &str, act: impl Fn(Event) + 'static) -> Self {
        self.listen(name, Box::new(act));
        self
    }

    fn listen(&self, name: &str, act: Box<dyn Fn(Event)>) {
        let closure = Closure::wrap(act);
        let _ = self.0.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        keep(closure);
    }

    /// Acts on a click, which is also what a key press on a button gives.
    pub fn press(self, act: impl Fn() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    /// The inside follows what it is made from: built now, and anew whenever a signal that it read has changed.
    pub fn live<K: Into<Kids>>(self, make: impl Fn() -> K + 'static) -> Self {
        self.follow(Box::new(move || make().into()));
        self
    }

    fn follow(&self, make: Box<dyn Fn() -> Kids>) {
        let element = self.clone();
        effect(move || {
            let kids = make();
            let held = element.holds_focus().then(|| element.control_in_focus());
            element.0.set_text_content(None);
            element.append(kids);
            if let Some(control) = held
                && !element.holds_focus()
            {
                element.regain_focus(control);
            }
        });
    }

    fn holds_focus(&self) -> bool {
        self.0.matches(":focus-within").unwrap_or(false)
    }

    fn controls(&self) -> Option<NodeList> {
        self.0.query_selector_all("a[href], button, input, select, textarea, summary").ok()
    }

    /// Which of the controls inside has the focus, and how many there are.
    fn control_in_focus(&self) -> Option<(u32, u32)> {
        let controls = self.controls()?;
        let focused = self.0.query_selector(":focus").ok()??;
        let place = (0..controls.length()).find(|n| controls.get(*n).is_some_and(|node| node == *focused))?;
        Some((place, controls.length()))
    }

    /// What had the focus is gone: the control in its place takes it, or, where the controls are others now, the whole, so that the
    /// keyboard goes on from here and not from the top of the page.
    fn regain_focus(&self, control: Option<(u32, u32)>) {
        let same = control.and_then(|(place, count)| {
            let controls = self.controls().filter(|controls| controls.length() == count)?;
            controls.get(place)?.dyn_into::<HtmlElement>().ok()
        });
        if let Some(same) = same {
            let _ = same.focus();
        }
        if !self.holds_focus() {
            let _ = self.0.set_attribute("tabindex", "-1");
            self.focus();
        }
    }

    /// An attribute that follows what it is made from; without a value it is taken away.
    pub fn live_attr(self, name: &'static str, make: impl Fn() -> Option<String> + 'static) -> Self {
        self.follow_attr(name, Box::new(make));
        self
    }

    fn follow_attr(&self, name: &'static str, make: Box<dyn Fn() -> Option<String>>) {
        let element = self.0.clone();
        effect(move || {
            let _ = match make() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        });
    }

    /// Sets a property of its style, which a policy against inline styles allows where it forbids the attribute.
    pub fn style(self, name: &str, value: &str) -> Self {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.style().set_property(name, value);
        }
        self
    }

    /// Moves the focus here, once what is being built stands on the page.
    pub fn focus(&self) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    }
}

impl From<El> for Kids {
    fn from(element: El) -> Self {
        Self(vec![element.0.into()])
    }
}

impl From<&str> for Kids {
    fn from(text: &str) -> Self {
        Self(vec![document().create_text_node(text).into()])
    }
}

impl From<String> for Kids {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<()> for Kids {
    fn from((): ()) -> Self {
        Self::default()
    }
}

impl From<Vec<El>> for Kids {
    fn from(elements: Vec<El>) -> Self {
        Self(elements.into_iter().map(|element| element.0.into()).collect())
    }
}

impl<K: Into<Kids>> From<Option<K>> for Kids {
    fn from(kid: Option<K>) -> Self {
        kid.map(Into::into).unwrap_or_default()
    }
}

impl Kids {
    /// These, then more.
    pub fn and(mut self, more: impl Into<Self>) -> Self {
        self.0.append(&mut more.into().0);
        self
    }
}
