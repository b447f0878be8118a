//! The browser edge: the Leptos app behind `<interview-practice>`.
