//! One simulated Lever account, one interview service, one hand-moved clock; and desks, each an
//! engine with a store file of its own, as on several computers.

mod desk;
mod gate;

use std::sync::Arc;
use std::time::Duration;

use fulcrum_core::StageId;
use fulcrum_core::time::Clock as _;
use fulcrum_interview::{MailSecurity, MailSettings, Service};
use fulcrum_providers::InterviewProvider;
use fulcrum_sandbox::{
    CandidateEdit, Control, FaultKind, Mail, NewCandidate, OpportunitySnapshot, RequestFilter, Sandbox,
};
use fulcrum_testkit::ManualClock;
use jiff::Timestamp;

pub use desk::{Desk, Setup};
pub use gate::{Gate, Trouble};

/// The stage whose entry starts a screening.
pub const TRIGGER: &str = "3f1b8f0e-6a51-4c37-9d2e-5b0c7d1e2a01";
/// A stage that starts nothing.
pub const OTHER: &str = "8c5d2a44-0f3b-4b8e-a6c9-1e7f9b3d4c02";
pub const INVITED: &str = "Fulcrum-Screening-Invited";
pub const COMPLETED: &str = "Fulcrum-Screening-Completed";
pub const TOKEN: &str = "pairing-token-for-tests";

/// Past the hold of an invitation.
pub const HOLD: Duration = Duration::from_secs(11);
/// Past the quiet period.
pub const QUIET: Duration = Duration::from_secs(31);

pub struct Lab {
    pub clock: Arc<ManualClock>,
    pub sandbox: Sandbox,
    pub control: Control,
    pub interviews: Service,
    pub folder: tempfile::TempDir,
    pub http: reqwest::Client,
}

impl Lab {
    pub async fn new() -> Self {
        Self::of(12).await
    }

    /// An account with so many opportunities.
    pub async fn of(opportunities: usize) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let start: Timestamp = "2026-11-16T09:00:00.25Z".parse().unwrap();
        let clock = Arc::new(ManualClock::at(start));
        let (far, near) = (Arc::clone(&clock), Arc::clone(&clock));
        let sandbox = Sandbox::start(fulcrum_sandbox::Config {
            opportunities,
            clock: fulcrum_sandbox::Clock::from_fn(Arc::new(move || far.now())),
            ..fulcrum_sandbox::Config::default()
        })
        .await
        .unwrap();
        let control = sandbox.control();
        control.update_switches(|switches| switches.rate_limit = false);
        let folder = tempfile::tempdir().unwrap();
        let ready = sandbox.ready();
        let interviews = Service::start(fulcrum_interview::Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: None,
            data_dir: folder.path().join("interviews"),
            token: TOKEN.to_owned().into(),
            mail: Some(MailSettings {
                host: ready.smtp_host.clone(),
                port: ready.smtp_port,
                security: MailSecurity::None,
                username: None,
                password: None,
                access: None,
                from_name: "Northwind Hiring".into(),
                from_address: "hiring@northwind.example".into(),
            }),
            clock: fulcrum_interview::Clock::from_fn(move || near.now()),
        })
        .await
        .unwrap();
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let lab = Self { clock, sandbox, control, interviews, folder, http };
        // Whoever the seed put into the trigger stage would only be in the way.
        for row in lab.control.in_stage(TRIGGER) {
            lab.control.move_to_stage(&row.id, "applicant-new", None).unwrap();
        }
        lab.pass(Duration::from_secs(3600));
        lab
    }

    pub fn provider(&self) -> InterviewProvider {
        let url = self.interviews.url().parse().unwrap();
        InterviewProvider::with_timeout(url, TOKEN.to_owned().into(), Duration::from_secs(20)).unwrap()
    }

    pub async fn desk(&self, name: &str) -> Desk {
        Desk::open(self, Setup::named(name)).await
    }

    /// A desk whose trigger stage is on and empty.
    pub async fn watching(&self) -> Desk {
        let desk = self.desk("first").await;
        desk.switch_on(&[]).await;
        desk
    }

    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Somebody new, outside of the trigger stage. Answers the opportunity's id.
    pub fn candidate(&self, name: &str, email: Option<&str>) -> String {
        let new =
            NewCandidate { name: name.into(), email: email.map(str::to_owned), ..NewCandidate::default() };
        self.control.add_candidate(new).unwrap().id
    }

    /// A second later, somebody moves the card into the trigger stage.
    pub fn enter(&self, id: &str) {
        self.pass(Duration::from_secs(1));
        self.control.move_to_stage(id, TRIGGER, None).unwrap();
    }

    /// Somebody new who enters the trigger stage.
    pub fn arrival(&self, name: &str, email: Option<&str>) -> String {
        let id = self.candidate(name, email);
        self.enter(&id);
        id
    }

    pub fn mails(&self, address: &str) -> Vec<Mail> {
        self.control.mails_to(address)
    }

    pub fn lever(&self, id: &str) -> OpportunitySnapshot {
        self.control.opportunity(id).unwrap()
    }

    pub fn give_address(&self, id: &str, email: &str) {
        let edit = CandidateEdit { emails: Some(vec![email.into()]), ..CandidateEdit::default() };
        self.control.edit_candidate(id, edit).unwrap();
    }

    /// How often a tag is on the opportunity.
    pub fn tagged(&self, id: &str, tag: &str) -> usize {
        self.lever(id).tags.iter().filter(|known| *known == tag).count()
    }

    /// Requests to the API whose path begins so.
    pub fn requests(&self, method: &str, path: &str) -> usize {
        let filter = RequestFilter {
            method: Some(method.into()),
            path: Some(path.into()),
            ..RequestFilter::default()
        };
        self.control.requests(&filter).len()
    }

    /// Waits until a request has run into a fault of this kind.
    #[expect(clippy::disallowed_methods, reason = "real requests are waited for; the clock stands still")]
    pub async fn met(&self, kind: &FaultKind) {
        for _ in 0..2000 {
            if self.control.faults().iter().all(|fault| fault.kind != *kind) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("nobody asked: {:?}", self.control.faults());
    }

    /// The candidate opens the link, agrees, answers everything and hands in.
    pub async fn answer(&self, link: &str) {
        self.post(&format!("{link}/consent"), &[("consent", "yes")]).await;
        for number in 1..=5 {
            let answer = [("answer", "What I think"), ("go", "next"), ("base", "0")];
            self.post(&format!("{link}/q/{number}"), &answer).await;
        }
        self.post(&format!("{link}/submit"), &[]).await;
    }

    pub async fn post(&self, url: &str, fields: &[(&str, &str)]) {
        let answer = self.http.post(url).form(fields).send().await.unwrap();
        assert_eq!(answer.status(), 303, "{url}");
    }
}

pub fn trigger() -> Vec<StageId> {
    vec![StageId::new(TRIGGER)]
}

/// The personal link in a mail.
pub fn link_in(mail: &Mail) -> String {
    mail.links.iter().find(|link| link.contains("/i/")).expect("the mail carries the link").clone()
}
