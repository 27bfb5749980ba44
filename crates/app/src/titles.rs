//! Postings of one title are told apart by their team and place, wherever one is chosen.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum_core::AccountId;
use fulcrum_core::posting::Posting;
use fulcrum_store::{StoreError, Tx};

/// The team and the place of a posting; none if neither is known.
pub(crate) fn detail(posting: &Posting) -> Option<String> {
    let known = [&posting.team, &posting.location].into_iter().flatten().map(String::as_str);
    let detail = known.collect::<Vec<_>>().join(" \u{b7} ");
    (!detail.is_empty()).then_some(detail)
}

/// Adds the detail to the titles that several postings of a list have. Each is given by its posting's id.
pub(crate) fn tell_apart<'a>(
    tx: &Tx<'_>,
    account: &AccountId,
    listed: impl IntoIterator<Item = (&'a str, &'a mut String)>,
) -> Result<(), StoreError> {
    let mut listed: Vec<_> = listed.into_iter().collect();
    let several = several(&listed);
    if several.is_empty() {
        return Ok(());
    }
    let details: BTreeMap<String, String> = tx
        .postings(account)?
        .into_iter()
        .filter_map(|row| Some((row.posting.id.to_string(), detail(&row.posting)?)))
        .collect();
    add(&mut listed, &several, &details);
    Ok(())
}

/// The titles of more than one, in small letters.
fn several(listed: &[(&str, &mut String)]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    listed.iter().map(|(_, title)| title.to_lowercase()).filter(|title| !seen.insert(title.clone())).collect()
}

fn add(listed: &mut [(&str, &mut String)], several: &BTreeSet<String>, details: &BTreeMap<String, String>) {
    for (id, title) in listed {
        if let Some(detail) = details.get(*id).filter(|_| several.contains(&title.to_lowercase())) {
            **title = format!("{title}, {detail}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_postings_of_one_title_get_their_place() {
        let mut titles = ["Engineer", "Designer", "engineer", "Engineer", ""].map(ToOwned::to_owned);
        let ids = ["a", "b", "c", "d", ""];
        let details = [("a", "Platform \u{b7} Berlin"), ("b", "Brand"), ("c", "Oslo")];
        let details = details.map(|(id, detail)| (id.to_owned(), detail.to_owned())).into();
        let mut listed: Vec<_> = ids.into_iter().zip(titles.iter_mut()).collect();
        let several = several(&listed);
        add(&mut listed, &several, &details);
        // Of the last one nothing is known.
        assert_eq!(
            titles,
            ["Engineer, Platform \u{b7} Berlin", "Designer", "engineer, Oslo", "Engineer", ""]
        );
    }
}
