//! What somebody probably meant.

/// Likeness from which a name is suggested, 0 to 1.
const SUGGESTED: f64 = 0.5;
/// Suggestions at most.
const SUGGESTIONS: usize = 3;

/// How like each other two names are, 0 to 1; case and blanks around them say nothing.
pub(crate) fn likeness(one: &str, other: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(&one.trim().to_lowercase(), &other.trim().to_lowercase())
}

/// The names that are like a text, the likeliest first; case and blanks around it say nothing.
#[must_use]
pub fn near<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let mut rated: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (likeness(text, name), name))
        .filter(|(likeness, _)| *likeness >= SUGGESTED)
        .collect();
    rated.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
    rated.dedup_by(|(_, one), (_, other)| one == other);
    rated.into_iter().take(SUGGESTIONS).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn the_likeliest_comes_first_and_what_is_unlike_does_not_come() {
        let stages = ["Offer", "Phone interview", "Phone Screen", "phone screen", "Phone Screen"];
        assert_eq!(
            near(" phone screen", stages),
            ["Phone Screen", "phone screen", "Phone interview"],
            "by case alone they differ in nothing"
        );
        assert!(near("Elephant", stages).is_empty());
        assert!(near("  ", stages).is_empty());
    }
}
