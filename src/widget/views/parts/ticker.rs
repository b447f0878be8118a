//! A clock that counts whole seconds.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Interval;

use crate::app::App;
use crate::dom::keep;

/// Counts whole seconds as long as the current owner lives, and tells how many went by since the last time. A hidden tab's delayed
/// ticks are made up for by the time that really went by. Calling the result begins the count anew.
pub fn ticker(app: App, tell: impl Fn(u32) + 'static) -> Rc<dyn Fn()> {
    let last = Rc::new(Cell::new(app.now().at));
    let since = Rc::clone(&last);
    keep(Interval::new(500, move || {
        let whole = (app.now().at - since.get()).max(0) / 1000;
        if whole > 0 {
            since.set(since.get() + whole * 1000);
            tell(u32::try_from(whole).unwrap_or(u32::MAX));
        }
    }));
    Rc::new(move || last.set(app.now().at))
}
