//! The two files with the course's own words: the page and the manifest.

use std::fmt::Write as _;

use interview_practice_core::content::Pack;

use super::Version;

/// How the course is graded.
pub(super) struct Grading {
    /// The score that passes, in percent.
    pub mastery: u8,
    /// How many items a session needs at least to be graded.
    pub items: u16,
}

/// The page that the LMS opens: the element and nothing around it.
pub(super) fn page(pack: &Pack, version: Version, grading: &Grading) -> String {
    let (role, language) = (escape(&pack.role), escape(&pack.language));
    let Grading { mastery, items } = grading;
    let version = version.name();
    format!(
        r#"<!doctype html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{role}</title>
    <link rel="stylesheet" href="course.css">
    <script type="module" src="player/interview-practice.js"></script>
    <script type="module" src="scorm.js"></script>
  </head>
  <body data-version="{version}" data-mastery="{mastery}" data-items="{items}">
    <interview-practice pack="pack.json" storage="none" loading="eager" heading-level="1"></interview-practice>
  </body>
</html>
"#
    )
}

/// The manifest, which names every file of the package but itself.
pub(super) fn manifest(pack: &Pack, version: Version, grading: &Grading, files: &[String]) -> String {
    let title = escape(&pack.role);
    let id = escape(pack.id.as_str());
    // Twenty characters are the most that the schema grants.
    let pack_version: String = pack.version.chars().take(20).collect();
    let pack_version = escape(&pack_version);
    let mastery = grading.mastery;
    let mut listed = String::new();
    for file in files {
        // Writing to a string has no way to fail.
        let _ = write!(listed, "\n      <file href=\"{}\"/>", escape(file));
    }
    match version {
        Version::Scorm12 => format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="interview-practice.{id}" version="{pack_version}"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>{title}</title>
      <item identifier="practice" identifierref="player" isvisible="true">
        <title>{title}</title>
        <adlcp:masteryscore>{mastery}</adlcp:masteryscore>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="player" type="webcontent" adlcp:scormtype="sco" href="index.html">{listed}
    </resource>
  </resources>
</manifest>
"#
        ),
        Version::Scorm2004 => format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="interview-practice.{id}" version="{pack_version}"
    xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
    xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 4th Edition</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>{title}</title>
      <item identifier="practice" identifierref="player" isvisible="true">
        <title>{title}</title>
        <imsss:sequencing>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="mastery" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>{measure}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
      </item>
      <imsss:sequencing>
        <imsss:controlMode choice="true" flow="true"/>
      </imsss:sequencing>
    </organization>
  </organizations>
  <resources>
    <resource identifier="player" type="webcontent" adlcp:scormType="sco" href="index.html">{listed}
    </resource>
  </resources>
</manifest>
"#,
            measure = f64::from(mastery) / 100.0,
        ),
    }
}

/// Text within XML or HTML, in an attribute too. Characters that XML cannot hold are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_of_a_pack_become_markup() {
        assert_eq!(escape("a<b> & \"c\" 'd'\u{0}\n\u{ffff}e"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; e");
    }
}
