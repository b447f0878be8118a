//! The browser edge: the Leptos app behind `<interview-practice>`.
//!
//! The element class and the loader are JavaScript (`www/`), since WebAssembly cannot extend `HTMLElement`; they construct a
//! [`Widget`](element::Widget) and talk to it. Everything that decides something lives in the core; here are its views, its stores
//! and the way to the host.

mod app;
mod checkpoint;
mod coach;
mod commands;
mod config;
mod dom;
mod element;
mod hex;
mod later;
mod memory;
mod objects;
mod route;
mod session;
mod statements;
mod style;
mod views;
mod voice;

pub use element::{Widget, outline, read_object};
