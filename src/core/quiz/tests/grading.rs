//! Grading by hand-worked examples and by properties.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::content::ItemKind;

fn score(id: &str, response: &Response) -> f64 {
    grade(&presented(&small(), id, 3), response).score
}

fn ids(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| String::from(*text)).collect()
}

fn pairs(texts: &[(&str, &str)]) -> Response {
    Response::Pairs(texts.iter().map(|(left, right)| (String::from(*left), String::from(*right))).collect())
}

#[test]
fn a_single_choice_is_right_or_wrong() {
    assert_eq!(score("one", &Response::Choice("yeast".into())), 1.0);
    assert_eq!(score("one", &Response::Choice("salt".into())), 0.0);
    assert_eq!(score("one", &Response::Choice("nothing".into())), 0.0);
}

#[test]
fn multiple_choice_weighs_right_against_wrong() {
    let chosen = |texts: &[&str]| score("many", &Response::Choices(ids(texts)));
    assert_eq!(chosen(&["salt", "cold"]), 1.0);
    assert_eq!(chosen(&["salt"]), 0.5);
    assert!((chosen(&["salt", "cold", "sugar"]) - 2.0 / 3.0).abs() < 1e-12);
    assert_eq!(chosen(&["sugar", "warmth"]), 0.0);
    assert_eq!(chosen(&[]), 0.0);
    assert_eq!(chosen(&["salt", "cold", "sugar", "warmth", "water"]), 0.0);
    assert_eq!(chosen(&["salt", "salt", "salt"]), 0.5, "a repeated choice counts once");
}

#[test]
fn matching_counts_pairs_and_ordering_counts_order() {
    assert_eq!(score("match", &pairs(&[("rye", "rye"), ("pizza", "brioche"), ("brioche", "pizza")])), 1.0 / 3.0);
    let order = |texts: &[&str]| score("order", &Response::Order(ids(texts)));
    assert_eq!(order(&["mix", "prove", "shape", "bake"]), 1.0);
    // One of six pairs swapped: five for, one against.
    assert!((order(&["prove", "mix", "shape", "bake"]) - 4.0 / 6.0).abs() < 1e-12);
    assert_eq!(order(&["bake", "shape", "prove", "mix"]), 0.0);
    assert_eq!(order(&["mix", "prove"]), 1.0 / 6.0);
}

#[test]
fn a_gap_forgives_a_slip_but_not_another_known_word() {
    let pack = small();
    let item = presented(&pack, "gap", 0);
    let outcome = |texts: &[&str]| {
        grade(&item, &Response::Gaps(ids(texts))).parts.into_iter().map(|part| part.outcome).collect::<Vec<_>>()
    };
    assert_eq!(outcome(&["Resting", "bascet"]), [Outcome::Right, Outcome::Misspelt("basket".into())]);
    // `rusting` could be a slip for `resting`, were it not a word of the pack.
    assert_eq!(outcome(&["restng"]), [Outcome::Misspelt("resting".into()), Outcome::Missed]);
    assert_eq!(outcome(&["rusting"]), [Outcome::Wrong, Outcome::Missed]);
    assert_eq!(score("gap", &Response::Gaps(ids(&["resting"]))), 0.5);
}

#[test]
fn each_part_says_how_it_turned_out() {
    let item = presented(&small(), "many", 5);
    let graded = grade(&item, &Response::Choices(ids(&["salt", "sugar"])));
    let by_id: BTreeMap<_, _> = graded.parts.iter().map(|part| (part.id.as_str(), part.outcome.clone())).collect();
    assert_eq!(by_id["salt"], Outcome::Right);
    assert_eq!(by_id["cold"], Outcome::Missed);
    assert_eq!(by_id["sugar"], Outcome::Wrong);
    assert_eq!(by_id["water"], Outcome::Avoided);
    assert!(!graded.correct);
}

#[test]
fn the_right_response_is_right_and_order_is_shuffled() {
    let pack = small();
    for seed in 0..500 {
        for item in &pack.items {
            let item = presented(&pack, item.id.as_str(), seed);
            let graded = grade(&item, &item.right_response());
            assert!(graded.correct && graded.score == 1.0, "{item:?}");
            if let Body::Ordering { steps, order } = &item.body {
                assert!(steps.iter().map(|step| &step.id).ne(order.iter()));
            }
        }
    }
}

#[test]
fn the_id_of_each_template_has_a_known_form() {
    for template in Template::ALL {
        assert!(!crate::content::made::things(template.name()).is_empty(), "{template:?}");
    }
}

#[test]
fn a_former_id_finds_its_item() {
    let pack = small();
    assert_eq!(presented(&pack, "uno", 1), presented(&pack, "one", 1));
}

#[test]
fn every_place_is_as_likely_for_the_right_choice() {
    let pack = small();
    let mut places = [0_u32; 3];
    for seed in 0..3000 {
        let Body::Single(choices) = presented(&pack, "one", seed).body else { unreachable!() };
        places[choices.iter().position(|choice| choice.correct).unwrap()] += 1;
    }
    assert!(places.iter().all(|count| count.abs_diff(1000) < 130), "{places:?}");
}

fn any_id() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["yeast", "salt", "cold", "sugar", "rye", "pizza", "mix", "bake", "shape", ""])
            .prop_map(String::from),
        ".{0,12}",
    ]
}

fn any_response() -> impl Strategy<Value = Response> {
    prop_oneof![
        any_id().prop_map(Response::Choice),
        prop::collection::vec(any_id(), 0..40).prop_map(Response::Choices),
        any::<bool>().prop_map(Response::Truth),
        prop::collection::btree_map(any_id(), any_id(), 0..10).prop_map(Response::Pairs),
        prop::collection::vec(any_id(), 0..40).prop_map(Response::Order),
        prop::collection::vec(prop_oneof![any_id(), ".{0,400}", Just("x".repeat(50_000))], 0..6)
            .prop_map(Response::Gaps),
    ]
}

proptest! {
    #[test]
    fn no_response_breaks_grading(response in any_response(), seed in any::<u64>()) {
        let pack = small();
        for item in &pack.items {
            let item = presented(&pack, item.id.as_str(), seed);
            let graded = grade(&item, &response);
            prop_assert!((0.0..=1.0).contains(&graded.score));
            prop_assert_eq!(graded.correct, graded.score == 1.0);
            match response.fitted(&item) {
                Some(fitted) => {
                    prop_assert_eq!(grade(&item, &fitted), graded, "a fitted response grades the same");
                    prop_assert_eq!(fitted.fitted(&item), Some(fitted.clone()));
                    prop_assert!(postcard::to_extend(&fitted, Vec::new()).unwrap().len() < 1100);
                }
                None => prop_assert_eq!(graded.score, 0.0),
            }
        }
    }
}

#[test]
fn each_kind_of_item_is_here() {
    let kinds: Vec<ItemKind> = small().items.iter().map(|item| item.body.kind()).collect();
    assert_eq!(kinds, ItemKind::ALL);
}
