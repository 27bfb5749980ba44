//! Opening something in the browser or in the mail program, and links to hand over.

use fulcrum_core::{OpportunityId, ScreeningId};
use fulcrum_store::ScreeningRow;
use url::Url;

use crate::App;
use crate::api::{AppError, ErrorCode, LinkView, OpenLink};
use crate::environments::{LEVER_SANDBOX, SAMPLE};

impl App {
    pub(super) async fn open(&self, request: OpenLink) -> Result<(), AppError> {
        let missing = |what: &str| AppError::new(ErrorCode::NotFound, format!("There is no {what} to open."));
        let url = match request {
            OpenLink::CandidateInLever(id) => {
                self.row(id).await?.lever_url.ok_or_else(|| missing("page in Lever"))?
            }
            OpenLink::OpportunityInLever(id) => self.lever_page(OpportunityId::new(id)).await?,
            OpenLink::Report(id) => self.row(id).await?.report_url.ok_or_else(|| missing("report"))?,
            OpenLink::MailDraft(id) => self.mail_draft(&ScreeningId::new(id)).await?,
            OpenLink::RevokeAccess => {
                let environment = self.engine().map(|engine| engine.account().environment.clone());
                match environment.as_deref() {
                    Ok(SAMPLE) => self.sample().await?.url,
                    Ok(LEVER_SANDBOX) => "https://hire.sandbox.lever.co/settings/integrations".into(),
                    _ => "https://hire.lever.co/settings/integrations".into(),
                }
            }
            OpenLink::SampleBoard => self.sample().await?.url,
            OpenLink::SampleMailbox => self.sample().await?.mailbox_url,
        };
        // Addresses come from outside: only the web and mail are opened.
        let parsed = Url::parse(&url).map_err(|_| missing("valid address"))?;
        if !matches!(parsed.scheme(), "https" | "http" | "mailto") {
            return Err(missing("web address"));
        }
        self.shared.host.open_url(parsed.as_str()).map_err(AppError::invalid)
    }

    pub(super) async fn link_to_hand_over(&self, id: &ScreeningId) -> Result<LinkView, AppError> {
        let row = self.engine()?.hand_over(id, "The link was copied").await?;
        row.link
            .map(|url| LinkView { url })
            .ok_or_else(|| AppError::new(ErrorCode::TooLate, "There is no link yet."))
    }

    async fn row(&self, id: String) -> Result<ScreeningRow, AppError> {
        let id = ScreeningId::new(id);
        let row = self.shared.store.read(move |tx| tx.screening(&id)).await?;
        row.ok_or_else(|| AppError::new(ErrorCode::NotFound, "This screening does not exist any more."))
    }

    async fn lever_page(&self, id: OpportunityId) -> Result<String, AppError> {
        let candidate = self.engine()?.lever().for_a_person().opportunity(&id).await?.candidate();
        candidate
            .url
            .ok_or_else(|| AppError::new(ErrorCode::NotFound, "Lever names no page for this candidate."))
    }

    /// The invitation as a draft in the person's own mail program.
    async fn mail_draft(&self, id: &ScreeningId) -> Result<String, AppError> {
        let engine = self.engine()?;
        let row = engine.hand_over(id, "Opened as a draft in the mail program").await?;
        let (subject, text) = engine.draft(&row).await?;
        let mut url = Url::parse("mailto:").map_err(|error| AppError::internal(&error))?;
        url.query_pairs_mut().append_pair("subject", &subject).append_pair("body", &text);
        // Mail programs take `+` literally (RFC 6068, section 5), in the address too.
        let query = url.query().unwrap_or_default().replace('+', "%20");
        let address: String =
            url::form_urlencoded::byte_serialize(row.email.unwrap_or_default().as_bytes()).collect();
        Ok(format!("mailto:{}?{query}", address.replace("%40", "@")))
    }
}
