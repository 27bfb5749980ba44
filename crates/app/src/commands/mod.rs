//! The commands. Short ones are here; longer ones are beside, by what they are about.

mod activity;
mod addressing;
mod arranging;
mod assessments;
mod departing;
mod diagnostics;
mod following;
mod forms;
mod links;
mod moving;
mod overview;
mod playbooks;
mod presets;
mod privacy;
mod reviewing;
mod sending;
mod settings;
mod settling;
mod table;
mod undoing;
mod users;
mod vocabulary;

use async_trait::async_trait;
use fulcrum_core::ScreeningId;

use crate::App;
use crate::api::*;
use crate::catalogue::Commands;
use crate::profile;

type Answer<T> = Result<T, AppError>;

/// The answer of a command that only does something.
fn done(result: Result<(), impl Into<AppError>>) -> Answer<Nothing> {
    result.map(|()| Nothing {}).map_err(Into::into)
}

fn screening(request: &ScreeningRef) -> ScreeningId {
    ScreeningId::new(request.screening_id.clone())
}

#[async_trait]
impl Commands for App {
    async fn status(&self, _: Nothing) -> Answer<Status> {
        self.current_status().await
    }

    async fn connect_options(&self, _: Nothing) -> Answer<ConnectOptions> {
        self.options_to_connect().await
    }

    async fn connect_oauth(&self, request: ConnectOauth) -> Answer<Nothing> {
        done(self.connect_with_oauth(request).await)
    }

    async fn keep_secrets_for_this_run(&self, _: Nothing) -> Answer<Nothing> {
        self.keep_in_memory().await;
        Ok(Nothing {})
    }

    async fn open_sign_in_page(&self, _: Nothing) -> Answer<Nothing> {
        let page = self.page_of_the_sign_in()?;
        done(self.shared.host.open_url(&page.url).map_err(AppError::invalid))
    }

    async fn sign_in_page(&self, _: Nothing) -> Answer<LinkView> {
        self.page_of_the_sign_in()
    }

    async fn cancel_sign_in(&self, _: Nothing) -> Answer<Nothing> {
        self.cancel_waiting().await;
        Ok(Nothing {})
    }

    async fn connect_api_key(&self, request: ConnectApiKey) -> Answer<Nothing> {
        done(self.connect_with_key(request).await)
    }

    async fn test_connection(&self, _: Nothing) -> Answer<ConnectionTest> {
        self.test_permissions().await
    }

    async fn checks(&self, _: Nothing) -> Answer<CheckedChain> {
        self.all_checks().await
    }

    async fn run_checks(&self, request: RunChecks) -> Answer<CheckedChain> {
        self.run_the_checks(request).await
    }

    async fn disconnect(&self, request: Disconnect) -> Answer<Disconnected> {
        self.let_go(request.delete_local_data).await
    }

    async fn lever_users(&self, _: Nothing) -> Answer<Vec<UserView>> {
        self.active_users().await
    }

    async fn choose_user(&self, request: ChooseUser) -> Answer<Nothing> {
        done(self.be_user(request).await)
    }

    async fn finish_setup(&self, _: Nothing) -> Answer<Nothing> {
        done(self.setup_is_finished().await)
    }

    async fn pair_interview(&self, request: PairInterview) -> Answer<Nothing> {
        done(self.use_another_service(request).await)
    }

    async fn stages(&self, _: Nothing) -> Answer<Vec<StageView>> {
        self.known_stages().await
    }

    async fn postings(&self, _: Nothing) -> Answer<Vec<PostingChoice>> {
        self.all_postings().await
    }

    async fn stage_counts(&self, _: Nothing) -> Answer<Vec<StageCount>> {
        self.people_in_stages().await
    }

    async fn assessments(&self, _: Nothing) -> Answer<Vec<AssessmentView>> {
        self.all_assessments().await
    }

    async fn save_assessment(&self, request: AssessmentDraft) -> Answer<AssessmentView> {
        self.keep_assessment(request).await
    }

    async fn delete_assessment(&self, request: AssessmentRef) -> Answer<AssessmentView> {
        self.offer_no_more(request).await
    }

    async fn preview_assessment(&self, request: AssessmentDraft) -> Answer<LinkView> {
        self.show_as_to_a_candidate(request).await
    }

    async fn playbooks(&self, _: Nothing) -> Answer<Vec<PlaybookView>> {
        self.all_playbooks().await
    }

    async fn save_playbook(&self, request: SavePlaybook) -> Answer<PlaybookView> {
        self.change_playbook(request).await
    }

    async fn presets(&self, _: Nothing) -> Answer<Vec<PresetView>> {
        Ok(presets::preset_views())
    }

    async fn add_preset(&self, request: AddPreset) -> Answer<PlaybookView> {
        self.add_a_preset(request).await
    }

    async fn export_playbook(&self, request: PlaybookRef) -> Answer<Exported> {
        self.playbook_as_file(request).await
    }

    async fn check_playbook_file(&self, request: PlaybookFile) -> Answer<PlaybookFileView> {
        self.look_at_file(request).await
    }

    async fn import_playbook(&self, request: PlaybookFile) -> Answer<PlaybookView> {
        self.playbook_from_file(request).await
    }

    async fn copy_playbook(&self, request: PlaybookRef) -> Answer<PlaybookView> {
        self.copy_of_a_playbook(request).await
    }

    async fn delete_playbook(&self, request: PlaybookRef) -> Answer<Vec<PlaybookView>> {
        self.forget_playbook(request).await
    }

    async fn order_playbooks(&self, request: OrderPlaybooks) -> Answer<Vec<PlaybookView>> {
        self.put_in_order(request).await
    }

    async fn preview_texts(&self, request: PreviewTexts) -> Answer<TextsPreview> {
        self.how_texts_look(request).await
    }

    async fn form_templates(&self, _: Nothing) -> Answer<Vec<FormTemplateView>> {
        self.all_form_templates().await
    }

    async fn preview_grading(&self, request: PreviewGrading) -> Answer<PastResults> {
        self.how_results_would_fall(request).await
    }

    async fn posting_fields(&self, _: Nothing) -> Answer<PostingFields> {
        self.fields_of_postings().await
    }

    async fn check_posting_tag(&self, request: CheckPostingTag) -> Answer<PostingTagCheck> {
        Ok(addressing::look_at_posting_tag(&request.pattern))
    }

    async fn preview_trigger(&self, request: PreviewTrigger) -> Answer<TriggerPreview> {
        self.who_would_be_invited(request).await
    }

    async fn switch_on(&self, request: SwitchOn) -> Answer<SwitchedOn> {
        self.switch_triggers_on(request).await
    }

    async fn switch_off(&self, request: PlaybookRef) -> Answer<PlaybookView> {
        self.switch_triggers_off(request).await
    }

    async fn inbox(&self, _: Nothing) -> Answer<InboxView> {
        self.whole_inbox().await
    }

    async fn decide_waiting(&self, request: DecideWaiting) -> Answer<DecidedWaiting> {
        self.decide_who_waits(request).await
    }

    async fn candidates(&self, request: CandidatesQuery) -> Answer<CandidatesPage> {
        self.page_of_candidates(request).await
    }

    async fn candidate_choices(&self, request: CandidatesQuery) -> Answer<CandidateChoices> {
        self.choices_of_candidates(request).await
    }

    async fn candidate(&self, request: ScreeningRef) -> Answer<CandidateView> {
        self.one_candidate(&screening(&request)).await
    }

    async fn answers(&self, request: ScreeningRef) -> Answer<AnswersView> {
        self.what_was_answered(&screening(&request)).await
    }

    async fn submit_review(&self, request: SubmitReview) -> Answer<CandidateView> {
        self.keep_review(request).await
    }

    async fn undo(&self, request: ScreeningRef) -> Answer<Nothing> {
        done(self.engine()?.undo(&screening(&request)).await)
    }

    async fn take_back(&self, request: TakeBack) -> Answer<TakenBack> {
        self.take_back_what_was_done(request).await
    }

    async fn work(&self, _: Nothing) -> Answer<Vec<WorkView>> {
        Ok(self.engine().map(|engine| crate::views::work_views(&engine)).unwrap_or_default())
    }

    async fn confirm_moves(&self, request: ConfirmMoves) -> Answer<TakenBack> {
        self.make_moves(request).await
    }

    async fn waiting_moves(&self, request: ConfirmMoves) -> Answer<Vec<InboxMove>> {
        self.moves_that_wait(request).await
    }

    async fn decline_move(&self, request: DeclineMove) -> Answer<Nothing> {
        done(self.leave_where_they_are(request).await)
    }

    async fn release(&self, request: ScreeningRef) -> Answer<Nothing> {
        done(self.engine()?.release(&screening(&request)).await)
    }

    async fn cancel_screening(&self, request: ScreeningRef) -> Answer<Nothing> {
        done(self.engine()?.cancel(&screening(&request)).await)
    }

    async fn remind(&self, request: ScreeningRef) -> Answer<Nothing> {
        done(self.engine()?.remind(&screening(&request)).await)
    }

    async fn send_again(&self, request: SendAgain) -> Answer<Nothing> {
        done(self.engine()?.send_again(&ScreeningId::new(request.screening_id), request.anyway).await)
    }

    async fn mail_times(&self, request: MailTimesQuery) -> Answer<Vec<MailTime>> {
        self.times_of_mails(request).await
    }

    async fn candidate_link(&self, request: ScreeningRef) -> Answer<LinkView> {
        self.link_to_hand_over(&screening(&request)).await
    }

    async fn settle_attention(&self, request: SettleAttention) -> Answer<Nothing> {
        done(self.settle_one_attention(request).await)
    }

    async fn settle_write(&self, request: SettleWrite) -> Answer<Nothing> {
        done(self.settle_a_write(request).await)
    }

    async fn find_people(&self, request: FindPeople) -> Answer<FoundPeople> {
        self.look_for_people(request.text.trim()).await
    }

    async fn preview_send(&self, request: PreviewSend) -> Answer<SendPreview> {
        self.what_would_be_sent(request).await
    }

    async fn send_now(&self, request: SendNow) -> Answer<SentScreening> {
        self.send_by_hand(request).await
    }

    async fn why(&self, request: WhyQuery) -> Answer<WhyView> {
        self.why_or_why_not(request).await
    }

    async fn activity(&self, request: ActivityQuery) -> Answer<ActivityPage> {
        self.page_of_activity(request).await
    }

    async fn activity_actors(&self, request: ActivityFilter) -> Answer<Vec<ActivityActor>> {
        self.actors_of_activity(request).await
    }

    async fn export_activity(&self, request: ExportActivity) -> Answer<Exported> {
        self.export_the_activity(request).await
    }

    async fn overview(&self, request: OverviewQuery) -> Answer<OverviewView> {
        self.figures(request).await
    }

    async fn export_overview(&self, request: ExportOverview) -> Answer<Exported> {
        self.export_figures(request).await
    }

    async fn sync_now(&self, _: Nothing) -> Answer<Nothing> {
        self.shared.secrets.ask_again();
        self.engine()?.sync_now();
        Ok(Nothing {})
    }

    async fn pause(&self, request: Pause) -> Answer<Nothing> {
        done(self.pause_or_resume(request.on).await)
    }

    async fn settings(&self, _: Nothing) -> Answer<Settings> {
        profile::settings(&self.shared.store).await
    }

    async fn save_settings(&self, request: Settings) -> Answer<Settings> {
        self.change_settings(request).await
    }

    async fn notifications(&self, _: Nothing) -> Answer<NotificationsView> {
        self.notifications_so_far().await
    }

    async fn snooze_notification(&self, request: NotificationRef) -> Answer<Nothing> {
        done(self.snooze(&request.notification_id).await)
    }

    async fn save_mail(&self, request: SaveMail) -> Answer<Settings> {
        self.change_mail(request).await
    }

    async fn test_mail(&self, request: TestMail) -> Answer<Nothing> {
        done(self.try_mail(request).await)
    }

    async fn sign_in_mail(&self, request: SignInMail) -> Answer<Settings> {
        self.sign_in_to_mail(request).await
    }

    async fn cancel_mail_sign_in(&self, _: Nothing) -> Answer<Nothing> {
        self.give_up_mail_sign_in().await;
        Ok(Nothing {})
    }

    async fn preview_forgetting(&self, request: PreviewForgetting) -> Answer<ForgettingPreview> {
        self.what_would_be_forgotten(request).await
    }

    async fn wipe(&self, request: Wipe) -> Answer<Disconnected> {
        self.wipe_everything(request).await
    }

    async fn diagnostics(&self, _: Nothing) -> Answer<Diagnostics> {
        self.how_it_is().await
    }

    async fn save_logs(&self, request: SaveLogs) -> Answer<Exported> {
        self.save_all_logs(request).await
    }

    async fn open_folder(&self, request: OpenFolder) -> Answer<Nothing> {
        done(self.show_folder(request).await)
    }

    async fn open_link(&self, request: OpenLink) -> Answer<Nothing> {
        done(self.open(request).await)
    }
}
