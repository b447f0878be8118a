//! The browser's objects by name: for interfaces that not every browser has, and for those used too seldom to be declared.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A property; undefined where there is none.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Sets a property.
pub fn set(of: &JsValue, name: &str, value: impl Into<JsValue>) {
    let _ = Reflect::set(of, &name.into(), &value.into());
}

/// A property of the global object, where it has one.
pub fn global(name: &str) -> Option<JsValue> {
    Some(get(&js_sys::global(), name)).filter(|found| !found.is_undefined() && !found.is_null())
}

/// Calls a method.
///
/// # Errors
/// What it throws, or undefined when there is no such method.
pub fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name).dyn_into().map_err(|_| JsValue::UNDEFINED)?;
    Reflect::apply(&function, of, &arguments.iter().collect())
}

/// Constructs an object.
///
/// # Errors
/// What the constructor throws, or undefined when it is none.
pub fn construct(constructor: &JsValue, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let constructor: &Function = constructor.dyn_ref().ok_or(JsValue::UNDEFINED)?;
    Reflect::construct(constructor, &arguments.iter().collect::<Array>())
}

/// A plain object.
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, value.clone());
    }
    object.into()
}

/// Calls a method and waits for what it promises.
///
/// # Errors
/// What it throws or rejects with.
pub async fn wait(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    settled(call(of, name, arguments)?).await
}

/// Waits for a promise; anything else is there already.
///
/// # Errors
/// What it rejects with.
pub async fn settled(value: JsValue) -> Result<JsValue, JsValue> {
    match value.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await,
        Err(value) => Ok(value),
    }
}

/// A handler property (`onresult`, say) that is kept as long as what is returned.
#[must_use = "the handler is gone once this is dropped"]
pub fn handle(of: &JsValue, name: &str, act: impl FnMut(JsValue) + 'static) -> Closure<dyn FnMut(JsValue)> {
    let boxed: Box<dyn FnMut(JsValue)> = Box::new(act);
    let closure = Closure::wrap(boxed);
    set(of, name, closure.as_ref().clone());
    closure
}
