//! What happens, told to the host as xAPI statements.

use interview_practice_core::progress::{ActorId, EventId};
use interview_practice_core::xapi::{Beside, Teller, account, seen};

use crate::app::App;

/// The place that keeps what the anonymous account is made of.
const ACCOUNT: &str = "xapi";

impl App {
    /// How much of the pack has been seen, in percent.
    pub fn seen(self) -> u32 {
        let pack = self.pack();
        self.with_state(|state| seen(&pack, state))
    }

    /// Tells an event that was just recorded, in statements.
    pub fn tell(self, id: EventId, beside: Beside) {
        let (pack, account, version) = (self.pack(), self.account(), self.version());
        let language = self.language.peek();
        let told = self.memory(|memory| {
            let event = memory.newest().filter(|event| event.id == id)?;
            let teller = Teller { pack: &pack, state: memory.state(), language, version: &version, account: &account };
            Some(teller.tell(event, beside))
        });
        for statement in told.flatten().unwrap_or_default() {
            self.emit("ip-xapi", &statement.to_value());
        }
    }

    /// Who acts in statements: an account that stands for this store, from randomness that the store keeps until it is reset.
    fn account(self) -> String {
        let kept = self.place(ACCOUNT).unwrap_or_else(|| {
            let (high, low) = self.settings(|config| config.actor);
            let fresh = ActorId(u64::from(high) << 32 | u64::from(low)).to_string();
            self.save_place(ACCOUNT, &fresh);
            fresh
        });
        account(&kept)
    }
}
