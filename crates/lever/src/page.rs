//! Lists: `{"data":[…],"next":"…","hasNext":true}`; both keys may be absent.

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows that could be read.
    pub rows: Vec<T>,
    /// Pass back as offset. It names the first row of the next page, and is only valid with the
    /// same parameters.
    pub next: Option<String>,
    /// The `Date` header: Lever's clock, in whole seconds.
    pub server_time: Option<Timestamp>,
    /// JSON paths of rows that could not be read.
    pub skipped: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    next: Option<String>,
    has_next: Option<bool>,
}

/// Reads a page; a row that cannot be read is skipped and named.
pub(crate) fn read<T: DeserializeOwned>(body: &str) -> Result<Page<T>, String> {
    let mut json = serde_json::Deserializer::from_str(body);
    // The documentation prints the list of files without an envelope; nobody has recorded it.
    let envelope = if body.trim_start().starts_with('[') {
        let data = serde_path_to_error::deserialize(&mut json).map_err(|error| error.path().to_string())?;
        Envelope { data, next: None, has_next: None }
    } else {
        serde_path_to_error::deserialize(&mut json).map_err(|error| error.path().to_string())?
    };
    let mut page = Page {
        rows: Vec::with_capacity(envelope.data.len()),
        next: None,
        server_time: None,
        skipped: Vec::new(),
    };
    for (index, raw) in envelope.data.iter().enumerate() {
        let mut row = serde_json::Deserializer::from_str(raw.get());
        match serde_path_to_error::deserialize(&mut row) {
            Ok(row) => page.rows.push(row),
            Err(error) => page.skipped.push(format!("data[{index}].{}", error.path())),
        }
    }
    page.next = envelope.next.filter(|_| envelope.has_next != Some(false));
    Ok(page)
}

/// Reads `{"data": …}`.
pub(crate) fn read_one<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    #[derive(Deserialize)]
    struct One<T> {
        data: T,
    }
    let mut json = serde_json::Deserializer::from_str(body);
    serde_path_to_error::deserialize::<_, One<T>>(&mut json)
        .map(|one| one.data)
        .map_err(|error| error.path().to_string())
}
