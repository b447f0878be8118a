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

impl StartOptions {
    /// Options that name a question or section and leave the rest open.
    pub fn about(id: &str) -> Self {
        Self { question: Some(id.to_owned()), ..Self::default() }
    }
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
    /// Whether the host opened it: the focus then stays where it is on the page.
    pub by_host: bool,
}

impl Route {
    /// A view as the navigation opens it.
    pub fn to(view: ViewName) -> Self {
        Self { view, options: StartOptions::default(), begin: false, by_host: false }
    }

    /// The practice view on a question.
    pub fn practise(question: &str) -> Self {
        Self { options: StartOptions::about(question), ..Self::to(ViewName::Practice) }
    }

    /// The guide at a section.
    pub fn section(section: &str) -> Self {
        Self { options: StartOptions::about(section), ..Self::to(ViewName::Guide) }
    }

    /// A new session in a view.
    pub fn begin(view: ViewName, options: StartOptions) -> Self {
        Self { options, begin: true, ..Self::to(view) }
    }
}
