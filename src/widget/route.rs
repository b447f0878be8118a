//! Which view is shown, and what it was asked to show.

use serde::Deserialize;

/// The widget's views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewName {
    /// Where you stand, and the next step.
    Home,
    /// The guide.
    Guide,
    /// The quiz.
    Quiz,
    /// One question at a time.
    Practice,
    /// What is due again.
    Review,
    /// The mock interview.
    Mock,
    /// Skill by skill.
    Progress,
}

impl ViewName {
    /// Every view, in the order of the navigation.
    pub const ALL: [Self; 7] =
        [Self::Home, Self::Guide, Self::Quiz, Self::Practice, Self::Review, Self::Mock, Self::Progress];

    /// Its name in attributes, methods and events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Guide => "guide",
            Self::Quiz => "quiz",
            Self::Practice => "practice",
            Self::Review => "review",
            Self::Mock => "mock",
            Self::Progress => "progress",
        }
    }

    /// The view with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// What the caller of `start` asks for; every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct StartOptions {
    /// A question's id (or, for the guide, a section's).
    pub question: Option<String>,
    /// Only these competencies.
    pub competencies: Vec<String>,
    /// Only these kinds of item.
    pub kinds: Vec<String>,
    /// How many items.
    pub length: Option<u32>,
    /// A mock interview's assessment.
    pub assessment: Option<String>,
    /// A mock interview's length.
    pub minutes: Option<u32>,
    /// The seed of this session.
    pub seed: Option<f64>,
}

/// A place in the widget.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The view.
    pub view: ViewName,
    /// What it was asked to show.
    pub options: StartOptions,
    /// Whether it was asked to begin something new, instead of going on where the learner was.
    pub begin: bool,
}

impl Route {
    /// A view as the navigation opens it.
    pub fn to(view: ViewName) -> Self {
        Self { view, options: StartOptions::default(), begin: false }
    }

    /// The practice view on a question.
    pub fn practise(question: &str) -> Self {
        let options = StartOptions { question: Some(question.to_owned()), ..StartOptions::default() };
        Self { view: ViewName::Practice, options, begin: false }
    }

    /// The guide at a section.
    pub fn section(section: &str) -> Self {
        let options = StartOptions { question: Some(section.to_owned()), ..StartOptions::default() };
        Self { view: ViewName::Guide, options, begin: false }
    }
}
