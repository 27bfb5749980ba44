//! The one list of commands. A command without a handler does not compile, and the TypeScript
//! map of names to requests and answers is generated from the same list.

use serde_json::Value;
use ts_rs::TS;

use crate::api::*;

/// Declares every command once: its name, its request, its answer.
macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $request:ty => $answer:ty;)*) => {
        /// What a front end can ask for. Implemented once, by [`crate::App`].
        #[async_trait::async_trait]
        pub trait Commands: Send + Sync {
            $($(#[doc = $doc])* async fn $name(&self, request: $request) -> Result<$answer, AppError>;)*
        }

        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Runs the command called `name`.
        ///
        /// # Errors
        /// `invalid_input` for an unknown name or a request of the wrong shape; otherwise what the
        /// command answers.
        pub async fn dispatch(target: &dyn Commands, name: &str, request: Value) -> Result<Value, AppError> {
            match name {
                $(stringify!($name) => {
                    let request: $request = serde_json::from_value(request)
                        .map_err(|error| AppError {
                            details: Some(error.to_string()),
                            ..AppError::invalid("The request is not understood.")
                        })?;
                    let answer = target.$name(request).await?;
                    serde_json::to_value(answer).map_err(|error| AppError::internal(&error))
                })*
                _ => Err(AppError::invalid(format!("There is no command called {name}."))),
            }
        }

        /// TypeScript for the map from command names to requests and answers.
        #[must_use]
        pub fn command_map(config: &ts_rs::Config) -> String {
            let mut out = String::from("export interface Commands {\n");
            $(
                for line in [$($doc),*] { let line: &str = line; out.push_str(&format!("  /**{line} */\n")); }
                out.push_str(&format!(
                    "  {}: {{ request: {}; answer: {} }};\n",
                    stringify!($name),
                    <$request as TS>::name(config),
                    <$answer as TS>::name(config),
                ));
            )*
            out.push_str("}\n");
            out
        }

        /// Every type that the commands mention, with what they mention in turn.
        pub(crate) fn declarations(config: &ts_rs::Config) -> std::collections::BTreeMap<String, String> {
            let mut out = crate::typescript::Collected::new(config);
            $(out.add::<$request>(); out.add::<$answer>();)*
            out.add::<ChangeEvent>();
            out.add::<AppError>();
            out.finish()
        }
    };
}

commands! {
    /// Everything the status bar, the tray and onboarding show.
    status: Nothing => Status;
    /// Environments and permissions for the connect page.
    connect_options: Nothing => ConnectOptions;
    /// Starts sign-in in the browser; the state becomes `waiting_for_browser`.
    connect_oauth: ConnectOauth => Nothing;
    /// Keeps secrets for this run only, because there is no keychain.
    keep_secrets_for_this_run: Nothing => Nothing;
    /// Opens the page of the sign-in that is under way once more.
    open_sign_in_page: Nothing => Nothing;
    /// The address of that page, for a browser that did not open by itself.
    sign_in_page: Nothing => LinkView;
    /// Gives up waiting for the browser.
    cancel_sign_in: Nothing => Nothing;
    /// Connects with an API key.
    connect_api_key: ConnectApiKey => Nothing;
    /// Tries what the connection may do; nothing is written.
    test_connection: Nothing => ConnectionTest;
    /// What a look at the whole chain found so far.
    checks: Nothing => CheckedChain;
    /// Looks at the chain, or at one link of it; answers when that is over. Nothing is written to Lever.
    run_checks: RunChecks => CheckedChain;
    /// Forgets tokens and keys.
    disconnect: Disconnect => Disconnected;
    /// Active users of the account, by name.
    lever_users: Nothing => Vec<UserView>;
    /// Says which Lever user the person is.
    choose_user: ChooseUser => Nothing;
    /// Marks onboarding as finished.
    finish_setup: Nothing => Nothing;
    /// Pairs an interview service.
    pair_interview: PairInterview => Nothing;
    /// Stages in pipeline order.
    stages: Nothing => Vec<StageView>;
    /// Postings by title.
    postings: Nothing => Vec<PostingChoice>;
    /// How many are in each stage now.
    stage_counts: Nothing => Vec<StageCount>;
    /// Assessments of the provider.
    assessments: Nothing => Vec<AssessmentView>;
    /// Makes an assessment, or changes one. What was sent before keeps its text.
    save_assessment: AssessmentDraft => AssessmentView;
    /// Offers an assessment no more; the answer brings it back when it is saved again.
    delete_assessment: AssessmentRef => AssessmentView;
    /// Opens an assessment, saved or not, as a candidate would see it.
    preview_assessment: AssessmentDraft => LinkView;
    /// Playbooks in order.
    playbooks: Nothing => Vec<PlaybookView>;
    /// Changes a playbook.
    save_playbook: SavePlaybook => PlaybookView;
    /// The playbooks that come with Fulcrum.
    presets: Nothing => Vec<PresetView>;
    /// Adds one of them to the playbooks; it is off.
    add_preset: AddPreset => PlaybookView;
    /// Saves a playbook as a file, with names instead of ids.
    export_playbook: PlaybookRef => Exported;
    /// What a file would bring, and what is wrong with it. Nothing is kept.
    check_playbook_file: PlaybookFile => PlaybookFileView;
    /// Adds the playbook of a file; it is off.
    import_playbook: PlaybookFile => PlaybookView;
    /// Makes a copy of a playbook, switched off, right after it.
    copy_playbook: PlaybookRef => PlaybookView;
    /// Deletes a playbook that is off and has nothing under way; answers with the others.
    delete_playbook: PlaybookRef => Vec<PlaybookView>;
    /// Puts the playbooks into an order: the first that is for a candidate takes them.
    order_playbooks: OrderPlaybooks => Vec<PlaybookView>;
    /// How templates of a playbook look for a real candidate, saved or not.
    preview_texts: PreviewTexts => TextsPreview;
    /// Feedback templates of Lever, by title.
    form_templates: Nothing => Vec<FormTemplateView>;
    /// How past results would have fallen under other thresholds; nothing is changed.
    preview_grading: PreviewGrading => PastResults;
    /// What postings have in common, to say whom a playbook is for.
    posting_fields: Nothing => PostingFields;
    /// Whether a pattern of posting tags can be used; nothing is changed.
    check_posting_tag: CheckPostingTag => PostingTagCheck;
    /// Who would be invited.
    preview_trigger: PreviewTrigger => TriggerPreview;
    /// Switches trigger stages on.
    switch_on: SwitchOn => SwitchedOn;
    /// Switches a playbook off.
    switch_off: PlaybookRef => PlaybookView;
    /// What needs a person.
    inbox: Nothing => InboxView;
    /// Invites or dismisses waiting arrivals.
    decide_waiting: DecideWaiting => DecidedWaiting;
    /// A page of screenings.
    candidates: CandidatesQuery => CandidatesPage;
    /// What is under way and may take a while.
    work: Nothing => Vec<WorkView>;
    /// What the list of screenings can be narrowed to.
    candidate_choices: CandidatesQuery => CandidateChoices;
    /// Everything about one screening.
    candidate: ScreeningRef => CandidateView;
    /// What the candidate handed in, read where it was: at the interview service.
    answers: ScreeningRef => AnswersView;
    /// Hands in a review.
    submit_review: SubmitReview => CandidateView;
    /// Calls a held invitation back.
    undo: ScreeningRef => Nothing;
    /// Takes back what a person did, as long as nothing of it has left.
    take_back: TakeBack => TakenBack;
    /// Says yes to moves; they can be taken back for a few seconds.
    confirm_moves: ConfirmMoves => TakenBack;
    /// What is known of moves that wait, by screening, at most 200; others are left out.
    waiting_moves: ConfirmMoves => Vec<InboxMove>;
    /// Leaves a candidate where they are.
    decline_move: DeclineMove => Nothing;
    /// Sends a held invitation at once.
    release: ScreeningRef => Nothing;
    /// Calls a screening off.
    cancel_screening: ScreeningRef => Nothing;
    /// Sends the invitation's mail once more.
    send_again: SendAgain => Nothing;
    /// Reminds of an open invitation by mail.
    remind: ScreeningRef => Nothing;
    /// When candidates can have a mail about their invitation, in the order of the ids; unknown ones are left out.
    mail_times: MailTimesQuery => Vec<MailTime>;
    /// The candidate's link, for the clipboard; recorded in the timeline.
    candidate_link: ScreeningRef => LinkView;
    /// Settles attention.
    settle_attention: SettleAttention => Nothing;
    /// Retries or skips a stuck write.
    settle_write: SettleWrite => Nothing;
    /// Looks for somebody to screen.
    find_people: FindPeople => FoundPeople;
    /// What would happen on "Send screening now".
    preview_send: PreviewSend => SendPreview;
    /// Sends a screening by hand.
    send_now: SendNow => SentScreening;
    /// Why somebody was or was not invited.
    why: WhyQuery => WhyView;
    /// A page of Activity.
    activity: ActivityQuery => ActivityPage;
    /// Who did what is in Activity, under all its filters but this one.
    activity_actors: ActivityFilter => Vec<ActivityActor>;
    /// Saves Activity as a CSV file, where the person says.
    export_activity: ExportActivity => Exported;
    /// Figures of a time: funnel, times, scores, weeks, postings.
    overview: OverviewQuery => OverviewView;
    /// Saves the table behind a chart as a CSV file, where the person says.
    export_overview: ExportOverview => Exported;
    /// Looks at Lever now.
    sync_now: Nothing => Nothing;
    /// Holds everything back, or goes on.
    pause: Pause => Nothing;
    /// Settings of this computer.
    settings: Nothing => Settings;
    /// Saves settings (mail is saved with `save_mail`).
    save_settings: Settings => Settings;
    /// How notifications went.
    notifications: Nothing => NotificationsView;
    /// Puts a notification off for an hour.
    snooze_notification: NotificationRef => Nothing;
    /// Saves mail settings.
    save_mail: SaveMail => Settings;
    /// Sends a test mail.
    test_mail: TestMail => Nothing;
    /// Signs in to a mail account in the browser; answers when that is over.
    sign_in_mail: SignInMail => Settings;
    /// Gives up waiting for that browser.
    cancel_mail_sign_in: Nothing => Nothing;
    /// What a retention time would forget now.
    preview_forgetting: PreviewForgetting => ForgettingPreview;
    /// Deletes everything on this computer.
    wipe: Wipe => Disconnected;
    /// How Fulcrum is on this computer.
    diagnostics: Nothing => Diagnostics;
    /// Saves the logs as one file, where the person says.
    save_logs: SaveLogs => Exported;
    /// Shows a folder of Fulcrum's own in the system's file manager.
    open_folder: OpenFolder => Nothing;
    /// Opens something in the browser or the mail program.
    open_link: OpenLink => Nothing;
}
