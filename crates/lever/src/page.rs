//! Lists: `{"data":[…],"next":"…","hasNext":true}`; both keys may be absent.

use futures::TryStreamExt as _;
use futures::stream::{self, Stream};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::opportunities::Query;
use crate::wire::whole_characters;
use crate::{Error, Kind, Lever};

/// How often a listing is begun again before giving up.
const RESTARTS: u32 = 3;

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
    /// Rows that could not be read.
    pub skipped: Vec<Skipped>,
    /// The listing begins with this page. When that happens in the middle of a stream, an offset had
    /// become invalid: what came before is said again.
    pub begins: bool,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The JSON path at which it could not.
    pub path: String,
    /// Its id, if that could be read.
    pub id: Option<String>,
}

impl<T: DeserializeOwned> Page<T> {
    /// Reads a page as Lever sends it; a row that cannot be read is skipped and named.
    ///
    /// # Errors
    /// The JSON path at which the envelope cannot be read.
    pub fn from_json(body: &str) -> Result<Self, String> {
        read(body)
    }
}

impl Lever {
    /// Every page of a list as a stream, one request each, made when the page is asked for. An offset
    /// that Lever does not take any more begins the listing again, a few times.
    pub(crate) fn pages<'a, T: DeserializeOwned + 'a>(
        &'a self,
        what: &'static str,
        path: &'a str,
        query: Query,
    ) -> impl Stream<Item = Result<Page<T>, Error>> + 'a {
        let first = Some((None::<String>, 0));
        stream::try_unfold((query, first), move |(query, ahead)| async move {
            let Some((mut offset, mut restarts)) = ahead else { return Ok(None) };
            let mut page = loop {
                let mut asked = query.clone();
                asked.extend(offset.clone().map(|offset| ("offset", offset)));
                match self.list(what, path, asked).await {
                    Err(error)
                        if error.kind == Kind::InvalidOffset && offset.is_some() && restarts < RESTARTS =>
                    {
                        restarts += 1;
                        offset = None;
                    }
                    answer => break answer?,
                }
            };
            if page.next.is_some() && page.next == offset {
                // Somebody answers every page alike; it would never end.
                return Err(Error::unreadable(what, "next", false));
            }
            page.begins = offset.is_none();
            let ahead = page.next.clone().map(|next| (Some(next), restarts));
            Ok(Some((page, (query, ahead))))
        })
    }

    /// All pages of a list as one; `told` hears after each how many rows there are.
    pub(crate) async fn whole<T: DeserializeOwned>(
        &self,
        what: &'static str,
        path: &str,
        query: Query,
        told: impl Fn(usize),
    ) -> Result<Page<T>, Error> {
        let told = &told;
        let whole =
            Page { rows: Vec::new(), next: None, server_time: None, skipped: Vec::new(), begins: true };
        self.pages(what, path, query)
            .try_fold(whole, |mut whole, page| async move {
                if page.begins {
                    whole = Page { next: None, ..page };
                } else {
                    whole.rows.extend(page.rows);
                    whole.skipped.extend(page.skipped);
                }
                told(whole.rows.len());
                Ok(whole)
            })
            .await
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    next: Option<String>,
    has_next: Option<bool>,
}

/// As much of a row as says which one it is.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// Reads a page; a row that cannot be read is skipped and named.
pub(crate) fn read<T: DeserializeOwned>(body: &str) -> Result<Page<T>, String> {
    let body = &*whole_characters(body);
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
        begins: true,
    };
    for (index, raw) in envelope.data.iter().enumerate() {
        let mut row = serde_json::Deserializer::from_str(raw.get());
        match serde_path_to_error::deserialize(&mut row) {
            Ok(row) => page.rows.push(row),
            Err(error) => page.skipped.push(Skipped {
                path: format!("data[{index}].{}", error.path()),
                id: serde_json::from_str::<Named>(raw.get()).ok().map(|named| named.id),
            }),
        }
    }
    page.next = envelope.next.filter(|_| envelope.has_next != Some(false));
    Ok(page)
}

/// Reads an object in any number of `{"data": …}`.
pub(crate) fn read_wrapped<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    #[derive(Deserialize)]
    struct Wrapped<'a> {
        #[serde(borrow)]
        data: Option<&'a RawValue>,
    }
    let body = whole_characters(body);
    let mut inner = &*body;
    while let Ok(Wrapped { data: Some(data) }) = serde_json::from_str(inner) {
        inner = data.get();
    }
    let mut json = serde_json::Deserializer::from_str(inner);
    serde_path_to_error::deserialize(&mut json).map_err(|error| error.path().to_string())
}

/// Reads `{"data": …}`.
pub(crate) fn read_one<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    #[derive(Deserialize)]
    struct One<T> {
        data: T,
    }
    let body = whole_characters(body);
    let mut json = serde_json::Deserializer::from_str(&body);
    serde_path_to_error::deserialize::<_, One<T>>(&mut json)
        .map(|one| one.data)
        .map_err(|error| error.path().to_string())
}
