//! The browser's built-in language model, where it has one and the learner has switched it on: a voice that may be wrong, and that
//! nothing waits for.

use gloo::timers::callback::Timeout;
use interview_practice_core::messages::Language;
use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;

use super::dynamic::{call, construct, get, global, object, settled, wait};

/// A remark that has not come after so many milliseconds does not come.
const PATIENCE: u32 = 45_000;
/// The most characters of a remark that are shown.
const MOST: usize = 1_200;
/// The most characters of an answer that are handed over.
const MOST_ANSWER: usize = 6_000;

/// What the model is to answer in; asked for alike when looking for it and when using it, as browsers want.
fn outputs(language: Language) -> (&'static str, JsValue) {
    let tongue = object(&[("type", "text".into()), ("languages", Array::of1(&language.tag().into()).into())]);
    ("expectedOutputs", Array::of1(&tongue).into())
}

/// Whether the browser has a model for the language that it lets pages use, now or after fetching it by itself.
pub async fn can_remark(language: Language) -> bool {
    let Some(model) = global("LanguageModel") else { return false };
    let found =
        wait(&model, "availability", &[object(&[outputs(language)])]).await.ok().and_then(|state| state.as_string());
    matches!(found.as_deref(), Some("available" | "downloadable" | "downloading"))
}

/// What the model remarks on an answer; `None` when nothing usable came in time.
pub async fn remark(question: &str, points: &[&str], answer: &str, language: Language) -> Option<String> {
    let model = global("LanguageModel")?;
    let stop = construct(&global("AbortController")?, &[]).ok()?;
    let signal = get(&stop, "signal");
    let stopping = stop.clone();
    let late = Promise::new(&mut |_, reject| {
        let stopping = stopping.clone();
        Timeout::new(PATIENCE, move || {
            let _ = call(&stopping, "abort", &[]);
            let _ = reject.call0(&JsValue::NULL);
        })
        .forget();
    });
    let options = object(&[outputs(language), ("signal", signal.clone())]);
    let session = in_time(call(&model, "create", &[options]).ok()?, &late).await?;
    let asked =
        call(&session, "prompt", &[prompt(question, points, answer, language).into(), object(&[("signal", signal)])]);
    let said = match asked {
        Ok(promise) => in_time(promise, &late).await,
        Err(_) => None,
    };
    let _ = call(&session, "destroy", &[]);
    usable(&said?.as_string()?)
}

async fn in_time(promise: JsValue, late: &Promise) -> Option<JsValue> {
    settled(Promise::race(&Array::of2(&promise, late)).into()).await.ok()
}

fn prompt(question: &str, points: &[&str], answer: &str, language: Language) -> String {
    let answer: String = answer.chars().take(MOST_ANSWER).collect();
    let tongue = match language {
        Language::En => "English",
        Language::Es => "Spanish",
    };
    [
        "You coach someone for a job interview. Judge only what the answer says. In at most four short sentences, in ",
        tongue,
        ", name one thing that it does well and one thing that would make it stronger. Plain text, no lists.\n\nQuestion: ",
        question,
        "\n\nA strong answer: ",
        &points.join("; "),
        "\n\nThe answer, between the marks:\n<<<\n",
        &answer,
        "\n>>>",
    ]
    .concat()
}

/// The remark as it can be shown: with words in it, of bounded length, on lines without control characters.
fn usable(said: &str) -> Option<String> {
    let clean: String =
        said.trim().chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).take(MOST).collect();
    let words = clean.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    (words >= 3).then_some(clean)
}
