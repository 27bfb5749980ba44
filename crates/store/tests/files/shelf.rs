//! A file in a folder of its own, with an account in it.

use std::path::PathBuf;

use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::{
    AccountId, AssessmentId, ContactId, EffectId, OpportunityId, PlaybookId, ScreeningId, StageId, UserId,
};
use fulcrum_store::{
    AccountRow, NewScreening, ScreeningRefs, ScreeningRow, SignInKind, Store, StoreError, TableFilter,
    TableSort, Tx,
};
use jiff::Timestamp;

pub struct Shelf {
    pub store: Store,
    pub path: PathBuf,
    pub folder: tempfile::TempDir,
}

pub fn account() -> AccountId {
    AccountId::new("northwind")
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

pub fn account_row() -> AccountRow {
    AccountRow {
        id: account(),
        environment: "production".into(),
        sign_in: SignInKind::Oauth,
        api_base: "https://api.lever.co/v1".into(),
        authorize_url: Some("https://auth.lever.co/authorize".into()),
        token_url: None,
        client_id: Some("client".into()),
        company: Some("Northwind Robotics".into()),
        user: Some(UserId::new("mara")),
        confidential: true,
        created_at: at(0),
    }
}

/// A screening of the person `contact` about the opportunity of the same name.
pub fn screening(id: &str, contact: &str, email: Option<&str>) -> NewScreening {
    NewScreening {
        id: ScreeningId::new(id),
        playbook: PlaybookId::new("fulcrum-screening"),
        opportunity: OpportunityId::new(contact),
        contact: ContactId::new(contact),
        name: format!("Person {contact}"),
        email: email.map(str::to_owned),
        posting_id: None,
        posting: Some("Backend Engineer".into()),
        stage_id: Some(StageId::new("applicant-new")),
        stage: Some("New applicant".into()),
        owner: None,
        followers: vec![UserId::new("mara")],
        lever_url: None,
        confidential: false,
        tags: Vec::new(),
        provider: "interview".into(),
        assessment_id: AssessmentId::new("backend-basics"),
        assessment: "Backend basics".into(),
        minutes: 30,
        questions: 5,
        origin: "stage",
        reference: format!("F-{id}"),
        hold_until: None,
    }
}

/// Whoever is found by these words.
pub fn found(tx: &Tx<'_>, words: &str) -> Result<Vec<ScreeningRow>, StoreError> {
    let filter = TableFilter { search: words.to_owned(), ..TableFilter::default() };
    let newest_first = TableSort { descending: true, ..TableSort::default() };
    Ok(tx.screening_table(&account(), &filter, newest_first, None, 50)?.rows)
}

pub fn add_effect(
    tx: &Tx<'_>,
    screening: &str,
    opportunity: &str,
    id: &str,
    due: Timestamp,
) -> Result<bool, StoreError> {
    let (screening, opportunity) = (ScreeningId::new(screening), OpportunityId::new(opportunity));
    let about = ScreeningRefs { screening: &screening, opportunity: &opportunity };
    let draft = EffectDraft { dedupe_key: id.to_owned(), effect: Effect::AddTags { tags: vec!["x".into()] } };
    tx.add_effect(&account(), &about, &EffectId::new(id), &draft, due, at(0))
}

impl Shelf {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fulcrum.sqlite");
        let shelf = Self { store: Store::open(&path).unwrap(), path, folder };
        shelf
            .write(|tx| {
                tx.save_account(&account_row())?;
                tx.save_playbook(&account(), &Playbook::preset())
            })
            .await;
        shelf
    }

    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.store.write(work).await.unwrap()
    }

    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.store.read(work).await.unwrap()
    }
}
