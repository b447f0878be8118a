//! Values that views follow.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, GetValue, LocalStorage, Notify, StoredValue, Track};
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::graph::Observer;
use leptos::reactive::owner;
use send_wrapper::SendWrapper;

/// A value that views follow: whoever reads it while building is built anew when it changes.
///
/// It lives as long as the reactive owner it was made under (a view, or the whole element) and copies freely.
pub struct Signal<T> {
    slot: StoredValue<Rc<Slot>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

struct Slot {
    trigger: ArcTrigger,
    value: RefCell<Box<dyn Any>>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T> PartialEq for Signal<T> {
    /// Whether both are the same signal, not whether they hold equal values.
    fn eq(&self, other: &Self) -> bool {
        self.slot == other.slot
    }
}

impl<T: 'static> Signal<T> {
    /// A signal that begins with this value.
    pub fn new(value: T) -> Self {
        let slot = Slot { trigger: ArcTrigger::new(), value: RefCell::new(Box::new(value)) };
        Self { slot: StoredValue::new_local(Rc::new(slot)), of: PhantomData }
    }

    /// Reads without following. `None` once its owner is gone, as a late answer of the browser may find it.
    pub fn try_peek_with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let slot = self.slot.try_get_value()?;
        let value = slot.value.try_borrow().ok()?;
        value.downcast_ref().map(read)
    }

    /// Reads without following.
    #[expect(clippy::expect_used, reason = "a view reads what was made under its own owner, or one above")]
    pub fn peek_with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_peek_with(read).expect("a signal outlives the views that read it")
    }

    /// Reads, and has the effect that is running follow the value.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.peek_with(read)
    }

    /// Has the effect that is running follow the value; where none is, as in an answer to a click, there is nobody to follow it.
    pub fn track(self) {
        if Observer::get().is_some()
            && let Some(slot) = self.slot.try_get_value()
        {
            slot.trigger.track();
        }
    }

    /// Changes the value; once its owner is gone, nothing happens.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let Some(slot) = self.slot.try_get_value() else { return };
        if let Ok(mut value) = slot.value.try_borrow_mut()
            && let Some(value) = value.downcast_mut()
        {
            change(value);
        }
        slot.trigger.notify();
    }

    /// Puts another value in its place.
    pub fn set(self, value: T) {
        self.update(|old| *old = value);
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// The value; the effect that is running follows it.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value, without following it.
    pub fn peek(self) -> T {
        self.peek_with(T::clone)
    }
}

/// Runs now, and again whenever a signal that it read has changed, as long as the current owner lives.
pub fn effect(mut run: impl FnMut() + 'static) {
    let boxed: Box<dyn FnMut(Option<()>)> = Box::new(move |_| run());
    keep(RenderEffect::new(boxed));
}

/// A signal that follows others, and changes only when its value does.
pub fn memo<T: PartialEq + 'static>(compute: impl Fn() -> T + 'static) -> Signal<T> {
    let result = Signal::new(leptos::prelude::untrack(&compute));
    effect(move || {
        let now = compute();
        if result.try_peek_with(|old: &T| *old != now) == Some(true) {
            result.set(now);
        }
    });
    result
}

/// Keeps something alive as long as the current owner.
pub fn keep(thing: impl Any) {
    let thing: SendWrapper<Box<dyn Any>> = SendWrapper::new(Box::new(thing));
    owner::on_cleanup(move || drop(thing));
}

/// Runs when the current owner ends.
pub fn on_cleanup(run: impl FnOnce() + 'static) {
    let run: SendWrapper<Box<dyn FnOnce()>> = SendWrapper::new(Box::new(run));
    owner::on_cleanup(move || (run.take())());
}

/// Runs once, after the effects that are waiting have run: what they built stands on the page by then.
pub fn soon(run: impl FnOnce() + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        leptos::task::tick().await;
        run();
    });
}
