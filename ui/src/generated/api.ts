// Generated from crates/app by `cargo xtask generate`. Do not edit.

/**
 * Somebody who did something, or Fulcrum.
 */
export type ActivityActor = { 
/**
 * As entries name them: a name, `you`, `Fulcrum`, `the candidate`.
 */
actor: string, 
/**
 * Entries.
 */
count: number, };

/**
 * What Activity is narrowed to; what is left out narrows nothing.
 */
export type ActivityFilter = { 
/**
 * Of one kind.
 */
kind: ActivityKind, 
/**
 * Writes that stand like this.
 */
writes: ActivityWrites | null, 
/**
 * Of one actor, as `activity_actors` names them.
 */
by: string | null, 
/**
 * Words of the name, the sentence or its details.
 */
search: string, 
/**
 * Not before.
 */
from: number | null, 
/**
 * Before.
 */
to: number | null, };

/**
 * What an entry is about.
 */
export type ActivityKind = "all" | "invitations" | "decisions" | "writes" | "reviews" | "notifications" | "system";

/**
 * How many entries are of a kind.
 */
export type ActivityKindCount = { 
/**
 * The kind.
 */
kind: ActivityKind, 
/**
 * Entries.
 */
count: number, };

/**
 * A page of Activity, newest first.
 */
export type ActivityPage = { 
/**
 * The entries.
 */
rows: Array<TimelineView>, 
/**
 * Pass as `after` for the next page.
 */
next: string | null, 
/**
 * How many there are of each kind by search and time; on the first page only.
 */
kinds: Array<ActivityKindCount>, 
/**
 * How many writes stand how; on the first page only.
 */
writes: Array<ActivityWritesCount>, };

/**
 * Asks for a page of Activity.
 */
export type ActivityQuery = { 
/**
 * Which entries.
 */
filter: ActivityFilter, 
/**
 * `next` of the page before.
 */
after: string | null, 
/**
 * At most this many rows, up to 200.
 */
limit: number | null, };

/**
 * Where writes stand, roughly.
 */
export type ActivityWrites = "waiting" | "written" | "failed" | "left_out";

/**
 * How many writes stand like this.
 */
export type ActivityWritesCount = { 
/**
 * Where they stand.
 */
state: ActivityWrites, 
/**
 * Writes.
 */
count: number, };

/**
 * Adds a preset to the playbooks; it is off.
 */
export type AddPreset = { 
/**
 * The preset's key.
 */
key: string, };

/**
 * A question with its answer.
 */
export type AnsweredQuestion = { 
/**
 * The question as it was sent.
 */
question: QuestionView, 
/**
 * The answer; empty if none.
 */
answer: string, 
/**
 * What it counts; none if no rule says.
 */
count: CountView | null, };

/**
 * The candidate's answers.
 */
export type AnswersView = { 
/**
 * In order.
 */
questions: Array<AnsweredQuestion>, 
/**
 * When consent was given.
 */
consentAt: number | null, 
/**
 * When it was handed in.
 */
submittedAt: number | null, };

/**
 * An error as it crosses to a front end.
 */
export type AppError = { 
/**
 * What the UI's error table is keyed by.
 */
code: ErrorCode, 
/**
 * One sentence for people.
 */
message: string, 
/**
 * Technical details for a report, without personal data.
 */
details: string | null, };

/**
 * An assessment as somebody writes it.
 */
export type AssessmentDraft = { 
/**
 * Id; the page makes one up for a new assessment, so that saving twice makes one.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * The introduction that candidates read first.
 */
description: string, 
/**
 * About how long it takes.
 */
minutes: number, 
/**
 * The revision that it was made from; 0 for a new one.
 */
revision: number, 
/**
 * In order.
 */
questions: Array<QuestionView>, };

/**
 * One assessment.
 */
export type AssessmentRef = { 
/**
 * Its id.
 */
id: string, };

/**
 * One assessment's own thresholds.
 */
export type AssessmentThresholdsView = { 
/**
 * The assessment.
 */
assessmentId: string, 
/**
 * Its thresholds.
 */
thresholds: ThresholdsView, };

/**
 * One thing that a provider can send.
 */
export type AssessmentView = { 
/**
 * Id at the provider.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * One or two sentences.
 */
description: string, 
/**
 * About how long it takes.
 */
minutes: number, 
/**
 * Grows with every change.
 */
revision: number, 
/**
 * In order.
 */
questions: Array<QuestionView>, 
/**
 * It came with the service: it can be copied, and not changed.
 */
builtIn: boolean, };

/**
 * A way to settle it.
 */
export type AttentionAction = { 
/**
 * Pass to `settle_attention`; `open_lever`, `copy_link` and `mail_program` are done by the UI
 * through `open_link`, `candidate_link` and `mail_draft`.
 */
id: string, 
/**
 * The button's words.
 */
label: string, };

/**
 * Something that a person must settle.
 */
export type AttentionView = { 
/**
 * Attention id.
 */
id: string, 
/**
 * Since when.
 */
at: number, 
/**
 * One sentence.
 */
reason: string, 
/**
 * At least one; the first is the recommended one.
 */
actions: Array<AttentionAction>, };

/**
 * How many took between so and so long, in milliseconds.
 */
export type BucketView = { 
/**
 * From here on.
 */
from: number, 
/**
 * Below this; the last one has no end.
 */
below: number | null, 
/**
 * How many.
 */
count: number, };

/**
 * One choice, with how many screenings it would bring under the other filters.
 */
export type CandidateChoice = { 
/**
 * For the query; empty for none.
 */
value: string, 
/**
 * Words; empty for none.
 */
label: string, 
/**
 * Screenings.
 */
count: number, };

/**
 * What a list can be narrowed to.
 */
export type CandidateChoices = { 
/**
 * Postings.
 */
postings: Array<CandidateChoice>, 
/**
 * Stages.
 */
stages: Array<CandidateChoice>, 
/**
 * Assessments.
 */
assessments: Array<CandidateChoice>, 
/**
 * Owners.
 */
owners: Array<CandidateChoice>, 
/**
 * Scores; `0` for none.
 */
scores: Array<CandidateChoice>, 
/**
 * How many screenings changed within each of the query's `days`, in their order.
 */
changed: Array<number>, 
/**
 * How many invitations left in each time of the overview.
 */
invited: Array<InvitedCount>, 
/**
 * How many screenings each chip would bring.
 */
filters: Array<FilterCount>, };

/**
 * A filter chip.
 */
export type CandidateFilter = "all" | "open" | "invited" | "to_review" | "to_move" | "attention" | "scored" | "ended" | "not_sent";

/**
 * A column to order by; each has its usual direction.
 */
export type CandidateOrder = "changed" | "name" | "posting" | "stage" | "assessment" | "state" | "score" | "invited";

/**
 * One screening in a list.
 */
export type CandidateRow = { 
/**
 * Screening id.
 */
id: string, 
/**
 * Lever opportunity id.
 */
opportunityId: string, 
/**
 * Candidate's name ("Unnamed candidate" if Lever has none).
 */
name: string, 
/**
 * Address that the invitation goes to.
 */
email: string | null, 
/**
 * Posting's title.
 */
posting: string | null, 
/**
 * Text of the stage in which the candidate is, as last seen.
 */
stage: string | null, 
/**
 * Owner's name.
 */
owner: string | null, 
/**
 * Tags in Lever, as last seen.
 */
tags: Array<string>, 
/**
 * Assessment's name.
 */
assessment: string, 
/**
 * Its id.
 */
assessmentId: string, 
/**
 * Where it stands.
 */
state: ScreeningState, 
/**
 * Words for the pill, for example "Question 2 of 5" or "Sending in 9 s" (without the seconds).
 */
stateText: string, 
/**
 * True if something about it needs a person.
 */
attention: boolean, 
/**
 * 1-4.
 */
score: number | null, 
/**
 * What was counted by rule.
 */
count: CountView | null, 
/**
 * The grade of what was counted, until a person reviews.
 */
grade: string | null, 
/**
 * How the playbook reads what came of it; none while nothing did, and without thresholds.
 */
reading: ResultReading | null, 
/**
 * What the stage is called to which a move waits for a yes.
 */
moveTo: string | null, 
/**
 * When a held invitation leaves.
 */
holdUntil: number | null, 
/**
 * Answers given so far.
 */
answered: number, 
/**
 * Questions.
 */
questions: number, 
/**
 * When the invitation left.
 */
invitedAt: number | null, 
/**
 * When the candidate began.
 */
startedAt: number | null, 
/**
 * When the candidate finished.
 */
submittedAt: number | null, 
/**
 * Last change.
 */
changedAt: number, };

/**
 * Everything about one screening.
 */
export type CandidateView = { 
/**
 * As in lists.
 */
row: CandidateRow, 
/**
 * Lever opportunity id.
 */
opportunityId: string, 
/**
 * The candidate's page in Lever.
 */
leverUrl: string | null, 
/**
 * Owner's name.
 */
owner: string | null, 
/**
 * The reference in notes, for example `F-7K3Q9M`.
 */
reference: string, 
/**
 * The candidate's link, once it exists.
 */
link: string | null, 
/**
 * The page for colleagues, once it exists.
 */
reportUrl: string | null, 
/**
 * When the link runs out.
 */
expiresAt: number | null, 
/**
 * How the mail went: `none`, `sent`, `unclear`, `failed`, `by_hand`.
 */
mailState: string, 
/**
 * Oldest first.
 */
timeline: Array<TimelineView>, 
/**
 * Every change to Lever or the provider, in order.
 */
writes: Array<WriteView>, 
/**
 * Why this person was invited.
 */
decision: DecisionView | null, 
/**
 * Open attention about this screening.
 */
attention: Array<AttentionView>, 
/**
 * Present when reviewed.
 */
review: ReviewView | null, 
/**
 * Other screenings of the same person.
 */
others: Array<CandidateRow>, 
/**
 * Other active opportunities of the same person in Lever, as far as the directory knows them.
 */
opportunities: Array<OtherOpportunity>, 
/**
 * What can be done now.
 */
can: Array<ScreeningAction>, };

/**
 * A page of screenings.
 */
export type CandidatesPage = { 
/**
 * The rows.
 */
rows: Array<CandidateRow>, 
/**
 * Pass as `after` for the next page.
 */
next: string | null, 
/**
 * How many screenings the whole list has. Only with the first page.
 */
total: number | null, 
/**
 * How many screenings each chip holds, whatever else is filtered. Only with the first page.
 */
counts: Array<FilterCount>, };

/**
 * Asks for a page of screenings.
 */
export type CandidatesQuery = { 
/**
 * Words typed into the search field (name, e-mail, posting, tags).
 */
search: string, 
/**
 * Which ones.
 */
filter: CandidateFilter, 
/**
 * Values of `candidate_choices`, alternatives; empty for all.
 */
postings: Array<string>, 
/**
 * The same of stages.
 */
stages: Array<string>, 
/**
 * The same of assessments.
 */
assessments: Array<string>, 
/**
 * The same of owners.
 */
owners: Array<string>, 
/**
 * 1-4; 0 stands for no score.
 */
scores: Array<number>, 
/**
 * Changed at or after.
 */
changedFrom: number | null, 
/**
 * Changed before.
 */
changedTo: number | null, 
/**
 * Of how many days up to now `candidate_choices` counts what changed.
 */
days: Array<number>, 
/**
 * The invitation left in a time of the overview: exactly those that are counted there.
 */
invited: OverviewRange | null, 
/**
 * The invitation left at or after; beside `invited`, both hold.
 */
invitedFrom: number | null, 
/**
 * The invitation left before.
 */
invitedTo: number | null, 
/**
 * By what.
 */
order: CandidateOrder, 
/**
 * The other way round than the column's usual one.
 */
reversed: boolean, 
/**
 * From the last row to the first, exactly in reverse.
 */
fromEnd: boolean, 
/**
 * `next` of the page before.
 */
after: string | null, 
/**
 * At most this many rows, up to 200.
 */
limit: number | null, };

/**
 * What changed. Views refetch what they show; the event carries no data of its own.
 */
export type ChangeEvent = { 
/**
 * The kind of thing that changed.
 */
kind: ChangeKind, 
/**
 * Its id, where one thing changed.
 */
id: string | null, };

/**
 * The kinds of things that change.
 */
export type ChangeKind = "status" | "screening" | "inbox" | "playbooks" | "assessments" | "settings" | "notifications" | "work" | "checks" | "act" | "navigate";

/**
 * What was found at a link. The words for it are the front end's.
 */
export type CheckFinding = { "kind": "unchecked", 
/**
 * Why.
 */
reason: WhyUnchecked, } | { "kind": "signed_in", 
/**
 * With a key, not with a sign-in.
 */
byKey: boolean, } | { "kind": "key_deleted" } | { "kind": "access_revoked" } | { "kind": "sign_in_expired", 
/**
 * When it last worked.
 */
lastAt: number, } | { "kind": "sign_in_lost", 
/**
 * Why.
 */
cause: SignInCause, } | { "kind": "keychain", 
/**
 * How it is.
 */
health: KeychainHealth, } | { "kind": "permissions_hold", 
/**
 * Each of them.
 */
permissions: Array<CheckPermission>, } | { "kind": "permission_missing", 
/**
 * Which.
 */
permission: CheckPermission, 
/**
 * True for a key, which cannot be changed.
 */
byKey: boolean, } | { "kind": "write_refused", 
/**
 * Which permission.
 */
permission: CheckPermission, 
/**
 * How many writes are stuck because of it.
 */
writes: number, 
/**
 * True for a key, which cannot be changed.
 */
byKey: boolean, } | { "kind": "writing_unproven", 
/**
 * Which.
 */
permissions: Array<CheckPermission>, } | { "kind": "writers_can", 
/**
 * Who; empty if playbooks have several.
 */
name: string | null, } | { "kind": "no_writer" } | { "kind": "writer_replaced", 
/**
 * For which playbook.
 */
playbook: CheckPlaybook, 
/**
 * Who was meant; none if Lever does not know them any more.
 */
meant: string | null, 
/**
 * Who writes.
 */
instead: string, } | { "kind": "writer_gone", 
/**
 * For which playbook; none if it is the connected user, whom others use as well.
 */
playbook: CheckPlaybook | null, 
/**
 * Who was meant; none if Lever does not know them any more.
 */
meant: string | null, } | { "kind": "no_stand_in", 
/**
 * For which playbook.
 */
playbook: CheckPlaybook, 
/**
 * Their address.
 */
address: string, } | { "kind": "clock_right" } | { "kind": "clock_off", 
/**
 * Milliseconds; positive if it is ahead.
 */
ahead: number, } | { "kind": "places_exist", 
/**
 * Stages that are named.
 */
stages: number, 
/**
 * Postings that are named.
 */
postings: number, } | { "kind": "stage_gone", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * Where it is named.
 */
place: CheckPlace, 
/**
 * What it was called, if that is known.
 */
name: string | null, 
/**
 * What is called like it.
 */
near: Array<string>, } | { "kind": "posting_gone", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * Where it is named.
 */
place: CheckPlace, 
/**
 * What it was called, if that is known.
 */
name: string | null, 
/**
 * What is called like it.
 */
near: Array<string>, } | { "kind": "posting_closed", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * The posting's title.
 */
name: string, } | { "kind": "no_such_posting", 
/**
 * Which playbook.
 */
playbook: CheckPlaybook, 
/**
 * What it asks for.
 */
field: PostingField, 
/**
 * The value.
 */
value: string, 
/**
 * What is called like it.
 */
near: Array<string>, } | { "kind": "form_broken", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * What is wrong and what to do, in sentences.
 */
message: string, } | { "kind": "texts_hold", 
/**
 * Playbooks that are on.
 */
playbooks: number, } | { "kind": "text_broken", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * What is wrong, in a sentence.
 */
message: string, } | { "kind": "service_answers", 
/**
 * The company's own, not the one on this computer.
 */
deployed: boolean, } | { "kind": "service_silent", 
/**
 * The company's own, not the one on this computer.
 */
deployed: boolean, } | { "kind": "service_unpaired" } | { "kind": "links_stay_here", 
/**
 * Playbooks whose candidates are elsewhere.
 */
playbooks: Array<CheckPlaybook>, } | { "kind": "assessments_exist", 
/**
 * How many are named.
 */
count: number, } | { "kind": "assessment_gone", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * Where it is named.
 */
place: CheckPlace, 
/**
 * What is called like it.
 */
near: Array<string>, } | { "kind": "tag_names_nothing", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * The posting.
 */
posting: string, 
/**
 * The posting's id.
 */
postingId: string, 
/**
 * The tag.
 */
tag: string, 
/**
 * What is called like it.
 */
near: Array<string>, } | { "kind": "tags_name_several", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * The posting.
 */
posting: string, 
/**
 * The posting's id.
 */
postingId: string, 
/**
 * What they name.
 */
assessments: Array<string>, } | { "kind": "tag_almost_fits", 
/**
 * Which playbook.
 */
playbook: CheckPlaybook, 
/**
 * The posting.
 */
posting: string, 
/**
 * The posting's id.
 */
postingId: string, 
/**
 * The tag.
 */
tag: string, 
/**
 * What the playbook goes by, with `{id}` in the place of the assessment.
 */
pattern: string, 
/**
 * What the tag was probably meant to be.
 */
near: Array<string>, } | { "kind": "tag_never_written", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * Which tag, and after which assessment.
 */
tag: UnwrittenTag, } | { "kind": "nothing_to_send", 
/**
 * Which.
 */
playbook: CheckPlaybook, } | { "kind": "mail_ready", 
/**
 * When a test mail went out last.
 */
testedAt: number | null, } | { "kind": "no_mail" } | { "kind": "mail_test_failed", 
/**
 * When.
 */
at: number, 
/**
 * Why, in a sentence.
 */
message: string, } | { "kind": "mails_failed", 
/**
 * How many wait for somebody.
 */
count: number, 
/**
 * When the last one failed.
 */
lastAt: number, } | { "kind": "paused" } | { "kind": "nothing_on" } | { "kind": "looked", 
/**
 * When.
 */
at: number, } | { "kind": "look_late", 
/**
 * When it was looked at last; none if it never was.
 */
at: number | null, 
/**
 * Why, in a sentence, if that is known.
 */
problem: string | null, } | { "kind": "arrivals_wait", 
/**
 * How many.
 */
count: number, } | { "kind": "stage", 
/**
 * Of which playbook.
 */
playbook: CheckPlaybook, 
/**
 * Other playbooks have triggers, too.
 */
several: boolean, 
/**
 * Its name; none for applications.
 */
stage: string | null, 
/**
 * Who is there now.
 */
people: number, 
/**
 * There are more.
 */
more: boolean, 
/**
 * Since when it is on.
 */
since: number, 
/**
 * Who came since then.
 */
came: number, 
/**
 * How many of them were invited, or are about to be.
 */
invited: number, 
/**
 * How many have an earlier result, which is written again.
 */
reused: number, 
/**
 * How many wait for somebody's yes.
 */
waiting: number, 
/**
 * How many were to be invited, and nothing left.
 */
notSent: number, 
/**
 * How many came in by an application, which is counted there.
 */
byApplication: number, 
/**
 * How many another playbook takes, because it comes first.
 */
ofAnother: number, 
/**
 * For how many the playbook is not.
 */
notAddressed: number, 
/**
 * When the last one came.
 */
lastAt: number | null, };

/**
 * One finding with its weight.
 */
export type CheckItem = { 
/**
 * How grave it is.
 */
standing: CheckStanding, 
/**
 * What it is.
 */
finding: CheckFinding, };

/**
 * A link of the chain from Lever to a candidate's invitation, in the order in which they are walked.
 */
export type CheckLink = "sign_in" | "permissions" | "writer" | "clock" | "places" | "texts" | "service" | "assessments" | "mail" | "arrivals";

/**
 * A permission as playbooks need it.
 */
export type CheckPermission = { 
/**
 * Lever's scope.
 */
scope: string, 
/**
 * What Fulcrum needs it for.
 */
purpose: string, 
/**
 * How it stands.
 */
outcome: PermissionOutcome, 
/**
 * Who needs it: names of playbooks.
 */
playbooks: Array<string>, };

/**
 * What of a playbook names a stage or an assessment.
 */
export type CheckPlace = "trigger" | "default" | "stage_map" | "posting_map" | "moves" | "conditions";

/**
 * A playbook by name.
 */
export type CheckPlaybook = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, };

/**
 * Asks whether a pattern of posting tags can be used.
 */
export type CheckPostingTag = { 
/**
 * The pattern; empty for none.
 */
pattern: string, };

/**
 * Whether a link is being looked at.
 */
export type CheckProgress = "rests" | "waits" | "runs";

/**
 * What was found.
 */
export type CheckResult = { 
/**
 * The worst of its findings.
 */
standing: CheckStanding, 
/**
 * When.
 */
at: number, 
/**
 * At least one.
 */
items: Array<CheckItem>, };

/**
 * How a link stands.
 */
export type CheckStanding = "unchecked" | "ok" | "look" | "fault";

/**
 * One check of a decision.
 */
export type CheckView = { 
/**
 * What was checked.
 */
label: string, 
/**
 * `passed`, `failed` or `warning`.
 */
outcome: string, 
/**
 * What was found.
 */
found: string | null, };

/**
 * The whole chain.
 */
export type CheckedChain = { 
/**
 * Every link, in order.
 */
links: Array<CheckedLink>, };

/**
 * One link.
 */
export type CheckedLink = { 
/**
 * Which.
 */
link: CheckLink, 
/**
 * Whether it is being looked at.
 */
progress: CheckProgress, 
/**
 * What was found last.
 */
latest: CheckResult | null, 
/**
 * What was found before that, if the latest look could not be made.
 */
earlier: CheckResult | null, };

/**
 * Says which Lever user the person is, and for whom they hire.
 */
export type ChooseUser = { 
/**
 * Lever user id.
 */
userId: string, 
/**
 * The company as candidates know it; Lever does not tell. Empty keeps what is known.
 */
company: string, };

/**
 * A completed screening, for the tray.
 */
export type CompletionView = { 
/**
 * Screening id.
 */
screeningId: string, 
/**
 * Candidate's name.
 */
name: string, 
/**
 * Assessment's name.
 */
assessment: string, };

/**
 * Whom a playbook is for; all must hold.
 */
export type ConditionsView = { 
/**
 * Lever posting ids; empty for all.
 */
postingIds: Array<string>, 
/**
 * Tags of postings; empty for all.
 */
postingTags: Array<string>, 
/**
 * Teams; empty for all.
 */
teams: Array<string>, 
/**
 * Departments; empty for all.
 */
departments: Array<string>, 
/**
 * Places; empty for all.
 */
locations: Array<string>, 
/**
 * How candidates came; empty for however.
 */
origins: Array<OriginName>, 
/**
 * Which confidentiality.
 */
confidentiality: ConfidentialityName, };

/**
 * Confidential candidates.
 */
export type ConfidentialityName = "any" | "open" | "confidential";

/**
 * Moves, by screening: to say yes to them, or to be told of them.
 */
export type ConfirmMoves = { 
/**
 * Screening ids.
 */
screeningIds: Array<string>, };

/**
 * Connects with an API key.
 */
export type ConnectApiKey = { 
/**
 * Environment id.
 */
environment: string, 
/**
 * The key.
 */
apiKey: string, 
/**
 * For `custom`: the API base.
 */
apiBase: string | null, };

/**
 * Starts sign-in in the browser.
 */
export type ConnectOauth = { 
/**
 * Environment id.
 */
environment: string, 
/**
 * The company's own registration; empty if built in or stored.
 */
clientId: string | null, 
/**
 * Its secret.
 */
clientSecret: string | null, 
/**
 * Ask for confidential data too.
 */
confidential: boolean, 
/**
 * For `custom`.
 */
urls: CustomUrls | null, };

/**
 * What the connect page needs.
 */
export type ConnectOptions = { 
/**
 * The environments, the recommended first.
 */
environments: Array<EnvironmentView>, 
/**
 * Permissions that will be asked for, each with its purpose.
 */
permissions: Array<PermissionView>, 
/**
 * True if confidential data was asked for at the latest sign-in.
 */
confidentialAsked: boolean, };

/**
 * What the connection may do, tried just now.
 */
export type ConnectionTest = { 
/**
 * Each permission, in the order in which it is explained.
 */
permissions: Array<PermissionCheck>, 
/**
 * What to do, if something is missing.
 */
advice: string | null, };

/**
 * Sign-in state with the account it belongs to.
 */
export type ConnectionView = { 
/**
 * Where sign-in stands.
 */
state: SignInState, 
/**
 * Why, where the state is `sign_in_again`.
 */
cause: SignInCause | null, 
/**
 * Name of the account, when known (for example the company's).
 */
accountName: string | null, 
/**
 * The Lever user on whose behalf Fulcrum writes.
 */
user: UserView | null, 
/**
 * Which Lever: production, Lever's sandbox, the sample company, another base URL.
 */
environment: string | null, 
/**
 * True for an account that is connected with an API key.
 */
byKey: boolean, 
/**
 * True while connected to the sample company inside the app.
 */
isSample: boolean, 
/**
 * True when secrets are kept for this run only, because there is no keychain.
 */
thisRunOnly: boolean, 
/**
 * The last failure of sign-in in words, until the next try.
 */
problem: string | null, };

/**
 * What was counted by rule: of one answer, or of all.
 */
export type CountView = { 
/**
 * Points that were reached.
 */
points: number, 
/**
 * Points that could be reached; 0 if there are only hard requirements.
 */
of: number, 
/**
 * A hard requirement is not met.
 */
knockedOut: boolean, };

/**
 * Numbers for navigation and tray.
 */
export type CountsView = { 
/**
 * Items in the Inbox that need a person.
 */
inbox: number, 
/**
 * Of these: attention.
 */
attention: number, 
/**
 * Of these: ready to review.
 */
toReview: number, 
/**
 * Screenings under way (held to started).
 */
open: number, 
/**
 * All screenings.
 */
screenings: number, 
/**
 * The latest completions, newest first, at most five.
 */
recentCompletions: Array<CompletionView>, };

/**
 * Addresses of a Lever that is neither production nor Lever's sandbox.
 */
export type CustomUrls = { 
/**
 * For example `https://api.lever.co/v1`.
 */
apiBase: string, 
/**
 * For example `https://auth.lever.co/authorize`.
 */
authorize: string, 
/**
 * For example `https://auth.lever.co/oauth/token`.
 */
token: string, };

/**
 * Answers a waiting batch.
 */
export type DecideWaiting = { 
/**
 * Decisions to invite.
 */
invite: Array<string>, 
/**
 * Decisions to leave out.
 */
dismiss: Array<string>, };

/**
 * What came of it.
 */
export type DecidedWaiting = { 
/**
 * How many are invited now; Activity says why others are not.
 */
invited: number, };

/**
 * Why somebody was, was not, or was not yet invited.
 */
export type DecisionView = { 
/**
 * Decision id.
 */
id: string, 
/**
 * When.
 */
at: number, 
/**
 * The name of its playbook, where there are several.
 */
playbook: string | null, 
/**
 * `invite`, `skip`, `ask` or `not_addressed`.
 */
verdict: string, 
/**
 * One sentence.
 */
summary: string, 
/**
 * How the assessment was chosen.
 */
chosenBy: string | null, 
/**
 * Every check in order.
 */
checks: Array<CheckView>, };

/**
 * Leaves a candidate where they are.
 */
export type DeclineMove = { 
/**
 * Screening id.
 */
screeningId: string, 
/**
 * Why, in a person's words; up to 500 characters.
 */
reason: string, };

/**
 * How Fulcrum is on this computer. Nothing in it is about a person, except that the folders may hold
 * the name of this computer's user.
 */
export type Diagnostics = { 
/**
 * For example `linux x86_64`.
 */
system: string, 
/**
 * The folder of this profile.
 */
profileFolder: string, 
/**
 * The folder of the logs.
 */
logFolder: string, 
/**
 * The version of the database.
 */
schema: number, 
/**
 * Rows that are kept.
 */
counts: StoredCounts, 
/**
 * How far each look at Lever has come, in Lever's clock.
 */
passes: Array<PassView>, 
/**
 * How the keychain is.
 */
keychain: KeychainHealth, 
/**
 * How mail is sent; none if it is not set up.
 */
mail: MailAuth | null, 
/**
 * For an account without a password: until when its token is good, if there is one.
 */
mailTokenUntil: number | null, };

/**
 * Forgets the account.
 */
export type Disconnect = { 
/**
 * Delete the candidates' data on this computer too.
 */
deleteLocalData: boolean, };

/**
 * The account is let go.
 */
export type Disconnected = { 
/**
 * What could not be forgotten, in words, and what to do.
 */
left: string | null, };

/**
 * A Lever that one can connect to.
 */
export type EnvironmentView = { 
/**
 * `sample`, `production`, `lever_sandbox` or `custom`.
 */
id: string, 
/**
 * What to call it.
 */
label: string, 
/**
 * One sentence about it.
 */
about: string, 
/**
 * True if client id and secret must be typed in (no registration is built in or stored).
 */
needsClient: boolean, 
/**
 * The client id that was typed in before. It is no secret.
 */
clientId: string | null, 
/**
 * The address to register with Lever as redirect URI.
 */
redirectUri: string, 
/**
 * True if base URLs must be typed in.
 */
needsUrls: boolean, 
/**
 * The base URLs that were typed in before; empty where there was none.
 */
urls: CustomUrls | null, };

/**
 * Codes exist only where the UI does something of its own with them. A code that never reaches a page is
 * left out of its types.
 */
export type ErrorCode = "invalid_input" | "not_found" | "signed_out" | "sign_in_again" | "port_taken" | "keychain_locked" | "keychain_missing" | "keychain_failing" | "offline" | "permission_missing" | "lever_trouble" | "interview_trouble" | "loopback_links" | "not_eligible" | "mail_trouble" | "too_late" | "too_early" | "conflict" | "internal";

/**
 * Saves Activity as a CSV file.
 */
export type ExportActivity = { 
/**
 * Which entries.
 */
filter: ActivityFilter, };

/**
 * Asks for the table behind a chart as a file.
 */
export type ExportOverview = { 
/**
 * The time.
 */
range: OverviewRange, 
/**
 * The posting.
 */
postingId: string | null, 
/**
 * Which table.
 */
table: OverviewTable, };

/**
 * What became of an export.
 */
export type Exported = { 
/**
 * False if the person changed their mind.
 */
saved: boolean, };

/**
 * Something in a file that a person has to know.
 */
export type FileProblem = { 
/**
 * The line, from 1.
 */
line: number | null, 
/**
 * A sentence.
 */
message: string, };

/**
 * When a playbook files the report.
 */
export type FilingName = "never" | "finished" | "scored";

/**
 * Where an answer comes from.
 */
export type FillSource = { "from": "score" } | { "from": "verdict" } | { "from": "text", 
/**
 * A template; an empty one fills nothing.
 */
text: string, } | { "from": "choice", 
/**
 * Which.
 */
choice: string, };

/**
 * What fills a field.
 */
export type FillView = { 
/**
 * Lever's id of the field.
 */
fieldId: string, 
/**
 * With what.
 */
with: FillSource, };

/**
 * One text, filled in or not.
 */
export type FilledText = { 
/**
 * How it looks; absent if it cannot be filled.
 */
text: string | null, 
/**
 * What is wrong, in words, with the line.
 */
problem: string | null, 
/**
 * A word that was probably meant.
 */
didYouMean: string | null, };

/**
 * The number behind a chip.
 */
export type FilterCount = { 
/**
 * The chip.
 */
filter: CandidateFilter, 
/**
 * Its number.
 */
count: number, };

/**
 * Looks for somebody to screen: a name, an e-mail address or a pasted Lever address.
 */
export type FindPeople = { 
/**
 * What was typed.
 */
text: string, };

/**
 * What a retention time would forget now.
 */
export type ForgettingPreview = { 
/**
 * Ended screenings.
 */
screenings: number, };

/**
 * How a question is answered.
 */
export type FormFieldKind = "rating" | "thumb" | "line" | "text" | "yes_no" | "choice" | "choices" | "other";

/**
 * A question of a feedback template.
 */
export type FormFieldView = { 
/**
 * Lever's id.
 */
id: string, 
/**
 * The question.
 */
text: string, 
/**
 * It must be answered.
 */
required: boolean, 
/**
 * How it is answered.
 */
kind: FormFieldKind, 
/**
 * What may be chosen; of a rating, the words for the scores from 1 to 4 if there are four.
 */
options: Array<string>, };

/**
 * A feedback template of Lever.
 */
export type FormTemplateView = { 
/**
 * Lever's id.
 */
id: string, 
/**
 * Its title.
 */
text: string, 
/**
 * Its questions, in order.
 */
fields: Array<FormFieldView>, 
/**
 * What is most likely meant.
 */
suggested: FormView, };

/**
 * The feedback form of a playbook.
 */
export type FormView = { 
/**
 * Lever's id of the template; empty in a request for no form.
 */
templateId: string, 
/**
 * What fills its fields; one that is not named stays empty.
 */
fields: Array<FillView>, };

/**
 * Who was found.
 */
export type FoundPeople = { 
/**
 * At most 20.
 */
people: Array<PersonHit>, 
/**
 * What is to be known of the search, for example "The directory is still being filled: 1,200 of about 20,000."
 */
note: string | null, };

/**
 * A step from the invitation to the review.
 */
export type FunnelStepName = "invited" | "started" | "completed" | "evaluated" | "reviewed";

/**
 * How many came to a step, and what became of those who came no further.
 */
export type FunnelStepView = { 
/**
 * Which.
 */
step: FunnelStepName, 
/**
 * How many came this far, or further.
 */
count: number, 
/**
 * Came no further yet, and still may.
 */
waiting: number, 
/**
 * Said no.
 */
declined: number, 
/**
 * The link ran out.
 */
expired: number, 
/**
 * Called off.
 */
cancelled: number, 
/**
 * Not delivered.
 */
failed: number, };

/**
 * The stage for one grade.
 */
export type GradeMoveView = { 
/**
 * The grade's name.
 */
grade: string, 
/**
 * Lever stage id.
 */
stageId: string, };

/**
 * A band with a name.
 */
export type GradeView = { 
/**
 * Its name.
 */
name: string, 
/**
 * At or above, up to the next band.
 */
from: number, };

/**
 * What scores mean.
 */
export type GradingView = { 
/**
 * The scale of the numbers.
 */
scale: ScaleName, 
/**
 * For every assessment without thresholds of its own.
 */
thresholds: ThresholdsView, 
/**
 * Assessments with thresholds of their own.
 */
byAssessment: Array<AssessmentThresholdsView>, 
/**
 * Where Lever's 2, 3 and 4 begin for what is counted: in points on that scale, else in percent.
 */
scoreFrom: [number, number, number] | null, };

/**
 * Attention as a row.
 */
export type InboxAttention = { 
/**
 * Attention id.
 */
id: string, 
/**
 * Since when.
 */
at: number, 
/**
 * Candidate's name, or what it is about.
 */
title: string, 
/**
 * Posting's title.
 */
subtitle: string | null, 
/**
 * One sentence.
 */
reason: string, 
/**
 * At least one; the first is the recommended one.
 */
actions: Array<AttentionAction>, 
/**
 * The screening, if there is one.
 */
screeningId: string | null, 
/**
 * The Lever opportunity it is about.
 */
opportunityId: string | null, 
/**
 * Whose candidate it is in Lever, if it is about one and has an owner.
 */
ownerId: string | null, 
/**
 * The posting in Lever, as far as it is about one.
 */
postingId: string | null, 
/**
 * The playbook and the posting, if it is about a posting instead of a candidate.
 */
posting: PostingInQuestion | null, 
/**
 * The playbook, if it is about its texts.
 */
playbookId: string | null, 
/**
 * The state of that screening.
 */
state: ScreeningState | null, 
/**
 * The candidate's page in Lever.
 */
leverUrl: string | null, };

/**
 * A move that waits for a yes, with what speaks for it.
 */
export type InboxMove = { 
/**
 * The screening; its `move_to` says where the move leads.
 */
row: CandidateRow, 
/**
 * What the stage is called in which the candidate is.
 */
from: string | null, 
/**
 * Who reviewed.
 */
reviewer: string | null, 
/**
 * What they wrote.
 */
comment: string, 
/**
 * Since when it waits.
 */
at: number, };

/**
 * What needs a person, in order of urgency.
 */
export type InboxView = { 
/**
 * Attention.
 */
attention: Array<InboxAttention>, 
/**
 * Arrivals that wait for a yes: many at once, or old ones.
 */
waiting: Array<WaitingBatch>, 
/**
 * Completed, not reviewed.
 */
toReview: Array<CandidateRow>, 
/**
 * How many there are; the rows are the last changed.
 */
toReviewTotal: number, 
/**
 * Moves that wait for a yes.
 */
moves: Array<InboxMove>, 
/**
 * How many there are; the rows are the oldest.
 */
movesTotal: number, 
/**
 * Held or leaving.
 */
goingOut: Array<CandidateRow>, 
/**
 * How many there are; the rows are the last changed.
 */
goingOutTotal: number, 
/**
 * Reviewed, declined or run out since yesterday began.
 */
finished: Array<CandidateRow>, 
/**
 * There are more than the rows.
 */
finishedMore: boolean, };

/**
 * The interview service that candidates reach.
 */
export type InterviewView = { 
/**
 * Whether it answers.
 */
reachable: boolean, 
/**
 * The address in candidates' links.
 */
publicUrl: string, 
/**
 * True when only this computer can open the links.
 */
loopback: boolean, 
/**
 * True when a deployed service is paired; false for the one on this computer.
 */
deployed: boolean, 
/**
 * True when it can send mail.
 */
mailReady: boolean, 
/**
 * The sender of its mail.
 */
mailFrom: string | null, 
/**
 * The problem in one sentence, if there is one.
 */
problem: string | null, };

/**
 * How many screenings a time of the overview would bring.
 */
export type InvitedCount = { 
/**
 * The time.
 */
range: OverviewRange, 
/**
 * Screenings.
 */
count: number, };

/**
 * How the keychain is.
 */
export type KeychainHealth = "good" | "locked" | "missing" | "failing" | "this_run_only";

/**
 * How the latest notification went.
 */
export type LastNotification = { 
/**
 * When.
 */
at: number, 
/**
 * What it was about, without names.
 */
about: string, 
/**
 * Why it was not shown, if so.
 */
silence: string | null, };

/**
 * What happens to an open invitation.
 */
export type LeavingRule = "keep" | "stop_reminding" | "cancel";

/**
 * What happens to an open invitation when the candidate leaves.
 */
export type LeavingView = { 
/**
 * Archived, but not hired.
 */
archived: LeavingRule, 
/**
 * Archived as hired.
 */
hired: LeavingRule, 
/**
 * Moved to another stage.
 */
leftStage: LeavingRule, 
/**
 * The posting was closed.
 */
postingClosed: LeavingRule, };

/**
 * A link for the clipboard.
 */
export type LinkView = { 
/**
 * The address.
 */
url: string, };

/**
 * How to log in to a mail server.
 */
export type MailAuth = "none" | "password" | "xoauth2";

/**
 * A mail about an invitation after the first one.
 */
export type MailKind = "reminder" | "invitation";

/**
 * Whose mail account it is.
 */
export type MailProvider = "google" | "microsoft" | "other";

/**
 * Where another mail account is signed in to.
 */
export type MailSignInUrls = { 
/**
 * The authorize page.
 */
authorize: string, 
/**
 * The token endpoint.
 */
token: string, 
/**
 * What to ask for, with a space between.
 */
scopes: string, };

/**
 * A sign-in at a mail account, without its secrets.
 */
export type MailSignInView = { 
/**
 * Whose account.
 */
provider: MailProvider, 
/**
 * The company's registration there.
 */
clientId: string, 
/**
 * For Microsoft: the company's directory.
 */
tenant: string | null, 
/**
 * For `other`.
 */
urls: MailSignInUrls | null, };

/**
 * When the candidate of a screening can have a mail.
 */
export type MailTime = { 
/**
 * Screening id.
 */
screeningId: string, 
/**
 * From when on, maybe long ago; none if no mail can go out at all.
 */
from: number | null, };

/**
 * Asks when candidates can have a mail about their invitation.
 */
export type MailTimesQuery = { 
/**
 * Screening ids.
 */
screeningIds: Array<string>, 
/**
 * Which mail.
 */
mail: MailKind, };

/**
 * Mail settings without the password.
 */
export type MailView = { 
/**
 * Server name.
 */
host: string, 
/**
 * Port.
 */
port: number, 
/**
 * `none`, `starttls` or `tls`.
 */
security: string, 
/**
 * User name.
 */
username: string | null, 
/**
 * How Fulcrum logs in there.
 */
auth: MailAuth, 
/**
 * True if a password is in the keychain.
 */
hasPassword: boolean, 
/**
 * For `xoauth2`: where the account was signed in to.
 */
signIn: MailSignInView | null, 
/**
 * Sender's name.
 */
fromName: string, 
/**
 * Sender's address.
 */
fromAddress: string, };

/**
 * Where candidates go in Lever by their score.
 */
export type MovesView = { 
/**
 * Nobody is asked before a move.
 */
automatic: boolean, 
/**
 * For all postings.
 */
byScore: Array<ScoreMoveView>, 
/**
 * For all postings; goes before the score.
 */
byGrade: Array<GradeMoveView>, 
/**
 * Postings that go by entries of their own.
 */
byPosting: Array<PostingMovesView>, };

/**
 * The notes on the way to a result, as templates; an empty one is not written.
 */
export type NotesView = { 
/**
 * The invitation is out.
 */
invited: string, 
/**
 * The candidate began.
 */
started: string, 
/**
 * The candidate has finished.
 */
completed: string, 
/**
 * The link ran out.
 */
expired: string, 
/**
 * The candidate said no.
 */
declined: string, 
/**
 * Each is a note of its own; otherwise all but the first are comments under it.
 */
apart: boolean, 
/**
 * All notes, that about the result too, are secret ones of Lever.
 */
secret: boolean, };

/**
 * The empty request and the empty answer.
 */
export type Nothing = Record<symbol, never>;

/**
 * Names a notification that was shown.
 */
export type NotificationRef = { 
/**
 * Its id.
 */
notificationId: string, };

/**
 * Notifications so far.
 */
export type NotificationsView = { 
/**
 * The latest one.
 */
last: LastNotification | null, 
/**
 * So many were put off and come again.
 */
snoozed: number, };

/**
 * What to be notified of.
 */
export type NotifyOf = { 
/**
 * A candidate has finished.
 */
completed: boolean, 
/**
 * Something must be settled.
 */
attention: boolean, 
/**
 * Arrivals wait for a yes.
 */
waiting: boolean, 
/**
 * Sign-in or the keychain stands in the way.
 */
connection: boolean, };

/**
 * Points from a number on.
 */
export type NumberPointsView = { 
/**
 * The least number.
 */
from: number, 
/**
 * What it counts, 0-1000.
 */
points: number, };

/**
 * What a number counts.
 */
export type NumberView = { 
/**
 * Stands behind the field, for example "years".
 */
unit: string, 
/**
 * Less does not meet a hard requirement.
 */
atLeast: number | null, 
/**
 * More does not meet a hard requirement.
 */
atMost: number | null, 
/**
 * Points from a number on, up to the next entry.
 */
points: Array<NumberPointsView>, };

/**
 * Shows a folder in the system's file manager.
 */
export type OpenFolder = { 
/**
 * Which.
 */
folder: OwnFolder, };

/**
 * Opens something in the browser or the mail program.
 */
export type OpenLink = { "what": "candidate_in_lever", "id": string } | { "what": "opportunity_in_lever", "id": string } | { "what": "report", "id": string } | { "what": "mail_draft", "id": string } | { "what": "revoke_access" } | { "what": "sample_board" } | { "what": "sample_mailbox" };

/**
 * One answer that can be chosen.
 */
export type OptionView = { 
/**
 * As the candidate reads it.
 */
text: string, 
/**
 * What it counts, 0-1000.
 */
points: number, 
/**
 * Whoever chooses it does not meet a hard requirement.
 */
knockOut: boolean, };

/**
 * Puts playbooks into an order.
 */
export type OrderPlaybooks = { 
/**
 * Playbook ids, the first first.
 */
playbookIds: Array<string>, };

/**
 * How a candidate came, in Lever's words.
 */
export type OriginName = "applied" | "sourced" | "referred" | "agency" | "internal" | "university";

/**
 * Another opportunity of the same person.
 */
export type OtherOpportunity = { 
/**
 * Lever opportunity id.
 */
opportunityId: string, 
/**
 * Posting's title.
 */
posting: string | null, 
/**
 * Stage's text.
 */
stage: string | null, };

/**
 * Asks for the figures of a time and, if wanted, of one posting.
 */
export type OverviewQuery = { 
/**
 * Which time.
 */
range: OverviewRange, 
/**
 * Lever posting id; everybody, if missing.
 */
postingId: string | null, };

/**
 * Which time, by when invitations left. Weeks are whole ones from Monday, the present one included.
 */
export type OverviewRange = "4w" | "12w" | "year" | "all";

/**
 * A table behind a chart.
 */
export type OverviewTable = "funnel" | "weeks" | "to_invitation" | "to_completion" | "scores" | "postings";

/**
 * Figures of a time.
 */
export type OverviewView = { 
/**
 * The time that was asked for.
 */
range: OverviewRange, 
/**
 * The posting that was asked for.
 */
posting: PostingChoice | null, 
/**
 * Steps in order; `evaluated` only if a score waits for a person.
 */
funnel: Array<FunnelStepView>, 
/**
 * From the stage entry to the invitation.
 */
toInvitation: TimesView, 
/**
 * From the invitation to the hand-in.
 */
toCompletion: TimesView, 
/**
 * How many have the scores 1, 2, 3 and 4.
 */
scores: Array<number>, 
/**
 * Their mean.
 */
meanScore: number | null, 
/**
 * Every week of the time in order, empty ones too.
 */
weeks: Array<WeekView>, 
/**
 * Postings of the time whichever was asked for, the one with the most invitations first; at most 200.
 */
postings: Array<PostingView>, 
/**
 * Whether anybody was ever invited, at whatever time.
 */
any: boolean, };

/**
 * A folder of Fulcrum's own.
 */
export type OwnFolder = "profile" | "logs";

/**
 * Pairs a deployed interview service, or goes back to the one on this computer.
 */
export type PairInterview = { 
/**
 * Public address of the service; none for the one on this computer.
 */
url: string | null, 
/**
 * Its pairing token.
 */
token: string | null, };

/**
 * How far a look at Lever has come.
 */
export type PassView = { 
/**
 * Which one.
 */
name: string, 
/**
 * Up to when.
 */
at: number, };

/**
 * How past results fall. Nothing is changed by looking, nor by saving.
 */
export type PastResults = { 
/**
 * Results of the playbook.
 */
results: number, 
/**
 * Those that would have passed, failed or been looked at otherwise.
 */
changed: number, 
/**
 * As scores are read now.
 */
before: ReadingCounts, 
/**
 * As they would be read.
 */
after: ReadingCounts, 
/**
 * Those that would have another grade, the most first.
 */
regraded: Array<Regraded>, };

/**
 * Holds everything back, or goes on.
 */
export type Pause = { 
/**
 * True to pause.
 */
on: boolean, };

/**
 * One permission.
 */
export type PermissionCheck = { 
/**
 * Lever's scope.
 */
scope: string, 
/**
 * What Fulcrum needs it for, in a recruiter's words.
 */
purpose: string, 
/**
 * How it stands.
 */
outcome: PermissionOutcome, 
/**
 * How that is known, one sentence.
 */
note: string, 
/**
 * True if nothing can be watched without it.
 */
essential: boolean, };

/**
 * How a permission stands.
 */
export type PermissionOutcome = "works" | "granted" | "unknown" | "missing" | "not_asked_for";

/**
 * A permission with its purpose.
 */
export type PermissionView = { 
/**
 * Lever's scope.
 */
scope: string, 
/**
 * What Fulcrum needs it for, in a recruiter's words.
 */
purpose: string, 
/**
 * True if it is asked for only when chosen.
 */
optional: boolean, };

/**
 * Somebody found.
 */
export type PersonHit = { 
/**
 * Lever opportunity id.
 */
opportunityId: string, 
/**
 * Name.
 */
name: string, 
/**
 * Address.
 */
email: string | null, 
/**
 * Posting's title.
 */
posting: string | null, 
/**
 * Stage's text.
 */
stage: string | null, 
/**
 * A short obstacle for the row, for example "No e-mail".
 */
obstacle: string | null, };

/**
 * A playbook as a file.
 */
export type PlaybookFile = { 
/**
 * TOML.
 */
text: string, };

/**
 * What a file would bring.
 */
export type PlaybookFileView = { 
/**
 * The name it would have; none if it cannot be read.
 */
name: string | null, 
/**
 * What keeps it from being used.
 */
problems: Array<FileProblem>, 
/**
 * What it names and this account does not have: it would be left out.
 */
leftOut: Array<FileProblem>, 
/**
 * What it goes by and nothing here is called so now: it would be kept.
 */
unknown: Array<FileProblem>, };

/**
 * Names one playbook.
 */
export type PlaybookRef = { 
/**
 * Playbook id.
 */
playbookId: string, };

/**
 * A playbook with its triggers.
 */
export type PlaybookView = { 
/**
 * Id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Whether any trigger is on.
 */
on: boolean, 
/**
 * The preset that it was made from.
 */
preset: string | null, 
/**
 * Names of stages that usually trigger it; offered while it is off.
 */
usualStages: Array<string>, 
/**
 * Those of them that the pipeline does not have.
 */
lackingStages: Array<string>, 
/**
 * Whether applications usually trigger it as well; offered while it is off.
 */
usualApplications: boolean, 
/**
 * It serves "Send screening now" while nothing triggers it.
 */
byHand: boolean, 
/**
 * Stages whose entry starts a screening.
 */
triggers: Array<TriggerView>, 
/**
 * The assessment sent unless something more specific says otherwise.
 */
assessmentId: string | null, 
/**
 * Its name.
 */
assessment: string | null, 
/**
 * Tags written to Lever, as templates.
 */
tags: TagVocabulary, 
/**
 * What scores mean.
 */
grading: GradingView, 
/**
 * Notes on the way to a result, templates.
 */
notes: NotesView, 
/**
 * When the report becomes a file in Lever.
 */
filing: FilingName, 
/**
 * The note after a review, a template.
 */
note: string, 
/**
 * The comment under it when a later review changes the score, a template.
 */
noteChanged: string, 
/**
 * The note about what was counted by rule.
 */
noteCounted: string, 
/**
 * Subject of the invitation, a template.
 */
mailSubject: string, 
/**
 * Text of the invitation, a template.
 */
mailText: string, 
/**
 * Reminder's subject.
 */
reminderSubject: string, 
/**
 * Reminder's text.
 */
reminderText: string, 
/**
 * Days until the link runs out.
 */
expiresInDays: number, 
/**
 * Days after the invitation on which it is reminded of; empty for never.
 */
remindAfterDays: Array<number>, 
/**
 * What happens when a candidate leaves while the invitation is open.
 */
leaving: LeavingView, 
/**
 * Days within which the same person is not sent the same assessment again.
 */
rescreenAfterDays: number, 
/**
 * What happens with whoever was screened within that time.
 */
rescreening: RescreeningName, 
/**
 * Invitations per hour at most.
 */
hourlyCap: number, 
/**
 * More than so many at once wait for a person's yes.
 */
askAbove: number, 
/**
 * Whether whoever is snoozed in Lever is left alone.
 */
skipSnoozed: boolean, 
/**
 * Whether a link that only this computer opens is fine.
 */
atThisDesk: boolean, 
/**
 * Whom it is for.
 */
conditions: ConditionsView, 
/**
 * A tag of postings that names an assessment; `{id}` stands for its id or name.
 */
postingTag: string | null, 
/**
 * What postings have instead of the default.
 */
postingAssessments: Array<PostingAssessmentView>, 
/**
 * What stages have instead of the default.
 */
stageAssessments: Array<StageAssessmentView>, 
/**
 * Where candidates go by their score.
 */
moves: MovesView, 
/**
 * In whose name Lever is written to.
 */
writers: WritersView, 
/**
 * The feedback form that is filled besides the note, if one is.
 */
form: FormView | null, 
/**
 * The name of the user that it writes as, if it names one.
 */
writesAs: string | null, 
/**
 * Why it cannot be switched on now, if so.
 */
blocked: string | null, 
/**
 * Tags that no result of an assessment that it sends can lead to.
 */
unwritten: Array<UnwrittenTag>, };

/**
 * What a posting has instead of the default.
 */
export type PostingAssessmentView = { 
/**
 * Lever posting id.
 */
postingId: string, 
/**
 * Only in this stage; in every one if absent.
 */
stageId: string | null, 
/**
 * The assessment.
 */
assessmentId: string, };

/**
 * A posting by which one can look.
 */
export type PostingChoice = { 
/**
 * Lever posting id.
 */
id: string, 
/**
 * Title; empty if it is not known any more.
 */
title: string, };

/**
 * What a playbook asks of postings.
 */
export type PostingField = "tag" | "team" | "department" | "location";

/**
 * What there is to choose from when one says whom a playbook is for.
 */
export type PostingFields = { 
/**
 * Postings by title.
 */
postings: Array<PostingOption>, 
/**
 * Tags of postings.
 */
tags: Array<string>, 
/**
 * Teams.
 */
teams: Array<string>, 
/**
 * Departments.
 */
departments: Array<string>, 
/**
 * Places.
 */
locations: Array<string>, };

/**
 * A posting for which a playbook finds no assessment.
 */
export type PostingInQuestion = { 
/**
 * Playbook id.
 */
playbookId: string, 
/**
 * Lever posting id.
 */
postingId: string, };

/**
 * What holds for one posting instead.
 */
export type PostingMovesView = { 
/**
 * Lever posting id.
 */
postingId: string, 
/**
 * By score.
 */
byScore: Array<ScoreMoveView>, 
/**
 * By grade.
 */
byGrade: Array<GradeMoveView>, };

/**
 * A posting to choose.
 */
export type PostingOption = { 
/**
 * Lever posting id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its team and its place, which tell postings of the same title apart.
 */
detail: string | null, };

/**
 * What is wrong with a pattern.
 */
export type PostingTagCheck = { 
/**
 * In a sentence; absent if it can be used.
 */
problem: string | null, };

/**
 * How screening goes for one posting.
 */
export type PostingView = { 
/**
 * Lever posting id; none for candidates without a posting.
 */
id: string | null, 
/**
 * Title, with team and place if another posting of the list has the same.
 */
title: string | null, 
/**
 * Invited.
 */
invited: number, 
/**
 * Of these, handed in.
 */
completed: number, 
/**
 * Of these, reviewed.
 */
reviewed: number, 
/**
 * Half of those who finished took at most so many milliseconds.
 */
toCompletion: number | null, 
/**
 * The mean of all scores.
 */
meanScore: number | null, };

/**
 * A playbook that comes with Fulcrum.
 */
export type PresetView = { 
/**
 * Names it in requests.
 */
key: string, 
/**
 * Name.
 */
name: string, 
/**
 * What it is like, in one line.
 */
summary: string, 
/**
 * Where the screening really runs.
 */
runs: string, 
/**
 * What to do before it is switched on.
 */
steps: Array<string>, 
/**
 * What of the original it does not do yet.
 */
missing: Array<string>, };

/**
 * Asks what a retention time would forget now.
 */
export type PreviewForgetting = { 
/**
 * Days.
 */
days: number, };

/**
 * Asks how past results would have fallen under other thresholds.
 */
export type PreviewGrading = { 
/**
 * The playbook.
 */
playbookId: string, 
/**
 * What scores would mean.
 */
grading: GradingView, };

/**
 * Somebody in a preview.
 */
export type PreviewPerson = { 
/**
 * Lever opportunity id.
 */
opportunityId: string, 
/**
 * Decision id, when one is stored.
 */
decisionId: string | null, 
/**
 * Name.
 */
name: string, 
/**
 * Address.
 */
email: string | null, 
/**
 * Posting's title.
 */
posting: string | null, 
/**
 * Its id in Lever.
 */
postingId: string | null, 
/**
 * The owner's id in Lever.
 */
ownerId: string | null, 
/**
 * When the stage was entered.
 */
enteredAt: number | null, 
/**
 * `invite`, `skip`, `ask` or `not_addressed`.
 */
verdict: string, 
/**
 * Assessment's name, if invited.
 */
assessment: string | null, 
/**
 * One sentence, if not.
 */
reason: string | null, };

/**
 * Asks what would happen.
 */
export type PreviewSend = { 
/**
 * Lever opportunity id.
 */
opportunityId: string, 
/**
 * Another assessment than the default.
 */
assessmentId: string | null, 
/**
 * With this playbook; with the first that fits if there is none.
 */
playbookId: string | null, };

/**
 * Asks how texts of a playbook would look, before they are saved.
 */
export type PreviewTexts = { 
/**
 * The playbook.
 */
playbookId: string, 
/**
 * A screening whose candidate fills the texts; if absent, the last reviewed one, else somebody whom Lever
 * has, with a made-up result.
 */
screeningId: string | null, 
/**
 * Templates; at most 100.
 */
texts: Array<string>, };

/**
 * Asks who would be invited.
 */
export type PreviewTrigger = { 
/**
 * Playbook id.
 */
playbookId: string, 
/**
 * Stages, switched on or not.
 */
stageIds: Array<string>, 
/**
 * Try this default assessment instead of the saved one.
 */
assessmentId: string | null, };

/**
 * How a question is answered.
 */
export type QuestionKind = "text" | "choice" | "number" | "yes_no" | "other";

/**
 * The score of one question.
 */
export type QuestionScore = { 
/**
 * Question id.
 */
questionId: string, 
/**
 * 1-4.
 */
score: number, };

/**
 * A question.
 */
export type QuestionView = { 
/**
 * Id inside its assessment.
 */
id: string, 
/**
 * How it is answered.
 */
kind: QuestionKind, 
/**
 * The question.
 */
text: string, 
/**
 * Help for the candidate.
 */
hint: string | null, 
/**
 * What 1, 2, 3 and 4 look like; empty if not written.
 */
anchors: Array<string>, 
/**
 * What can be chosen; of a yes/no question "Yes" and "No". Empty for other kinds.
 */
options: Array<OptionView>, 
/**
 * What a number counts; none for other kinds.
 */
number: NumberView | null, };

/**
 * Writes that wait.
 */
export type QueueView = { 
/**
 * Invitations that wait for the undo time, the hourly cap or a pause.
 */
held: number, 
/**
 * Other effects that will go out.
 */
waiting: number, 
/**
 * Effects whose outcome is being looked up.
 */
unclear: number, 
/**
 * Effects that a person must settle.
 */
stuck: number, };

/**
 * When nobody is to be disturbed, by this computer's clock. It may span midnight.
 */
export type QuietHours = { 
/**
 * Whether there are any.
 */
on: boolean, 
/**
 * Their begin, such as `18:30`.
 */
from: string, 
/**
 * Their end.
 */
to: string, };

/**
 * How many results are read in which way.
 */
export type ReadingCounts = { 
/**
 * They pass.
 */
pass: number, 
/**
 * Somebody has to look at them.
 */
needsReview: number, 
/**
 * They fail.
 */
fail: number, };

/**
 * A reason with its number.
 */
export type ReasonCount = { 
/**
 * For example "no e-mail address in Lever".
 */
reason: string, 
/**
 * How many.
 */
count: number, };

/**
 * Results that would have another grade.
 */
export type Regraded = { 
/**
 * The grade that they have; none without one.
 */
before: string | null, 
/**
 * The grade that they would have; none without one.
 */
after: string | null, 
/**
 * How many.
 */
results: number, };

/**
 * What happens with somebody who was screened with the same assessment not long ago.
 */
export type RescreeningName = "leave_out" | "ask" | "send_again" | "reuse";

/**
 * How what came of a screening is read.
 */
export type ResultReading = "pass" | "needs_review" | "fail";

/**
 * A tag that only some results have.
 */
export type ResultTagName = "score" | "grade" | "pass" | "fail";

/**
 * A person's review.
 */
export type ReviewView = { 
/**
 * 1 Strong no, 2 No, 3 Yes, 4 Strong yes.
 */
score: number, 
/**
 * By question id, 1-4; may be incomplete.
 */
scores: Array<QuestionScore>, 
/**
 * Words for colleagues.
 */
comment: string, 
/**
 * Who.
 */
reviewer: string, 
/**
 * When.
 */
at: number, 
/**
 * The score counts instead of what was counted by rule.
 */
overrules: boolean, 
/**
 * Until when its writes are held and it can be taken back; none once they have begun to leave.
 */
heldUntil: number | null, };

/**
 * Looks at one link, or at all of them.
 */
export type RunChecks = { 
/**
 * Which; all without one.
 */
link: CheckLink | null, };

/**
 * Saves the logs.
 */
export type SaveLogs = { 
/**
 * How Fulcrum is, in words without personal data: put before the logs.
 */
report: string, };

/**
 * SMTP settings; the password goes to the keychain.
 */
export type SaveMail = { 
/**
 * Server name.
 */
host: string, 
/**
 * Port.
 */
port: number, 
/**
 * `none`, `starttls` or `tls`.
 */
security: string, 
/**
 * How to log in.
 */
auth: MailAuth, 
/**
 * User name, if the server wants one.
 */
username: string | null, 
/**
 * Password; none keeps the stored one.
 */
password: string | null, 
/**
 * Sender's name.
 */
fromName: string, 
/**
 * Sender's address.
 */
fromAddress: string, };

/**
 * Changes a playbook; what is `None` stays.
 */
export type SavePlaybook = { 
/**
 * Id.
 */
id: string, 
/**
 * New name.
 */
name: string | null, 
/**
 * Whether it serves "Send screening now" while nothing triggers it.
 */
byHand: boolean | null, 
/**
 * New default assessment; empty for none.
 */
assessmentId: string | null, 
/**
 * New conditions, all of them.
 */
conditions: ConditionsView | null, 
/**
 * New pattern of posting tags; empty for none.
 */
postingTag: string | null, 
/**
 * New entries of the posting map, all of them.
 */
postingAssessments: Array<PostingAssessmentView> | null, 
/**
 * New stage defaults, all of them.
 */
stageAssessments: Array<StageAssessmentView> | null, 
/**
 * New tags, all of them.
 */
tags: TagVocabulary | null, 
/**
 * New meaning of scores, all of it.
 */
grading: GradingView | null, 
/**
 * New notes on the way, all of them.
 */
notes: NotesView | null, 
/**
 * When the report becomes a file in Lever.
 */
filing: FilingName | null, 
/**
 * New note.
 */
note: string | null, 
/**
 * New comment.
 */
noteChanged: string | null, 
/**
 * The note about what was counted by rule.
 */
noteCounted: string | null, 
/**
 * New subject.
 */
mailSubject: string | null, 
/**
 * New text.
 */
mailText: string | null, 
/**
 * New subject of the reminder.
 */
reminderSubject: string | null, 
/**
 * New text of the reminder.
 */
reminderText: string | null, 
/**
 * New expiry.
 */
expiresInDays: number | null, 
/**
 * New days of reminders, all of them.
 */
remindAfterDays: Array<number> | null, 
/**
 * New rules for leaving, all of them.
 */
leaving: LeavingView | null, 
/**
 * New window.
 */
rescreenAfterDays: number | null, 
/**
 * New rule for whoever was screened.
 */
rescreening: RescreeningName | null, 
/**
 * New number above which the app asks.
 */
askAbove: number | null, 
/**
 * New cap.
 */
hourlyCap: number | null, 
/**
 * New rule for whoever is snoozed.
 */
skipSnoozed: boolean | null, 
/**
 * New desk rule.
 */
atThisDesk: boolean | null, 
/**
 * New moves, all of them.
 */
moves: MovesView | null, 
/**
 * New names of who writes to Lever.
 */
writers: WritersView | null, 
/**
 * New feedback form, all of it.
 */
form: FormView | null, };

/**
 * What a number is.
 */
export type ScaleName = "score" | "percent" | "points";

/**
 * The stage for one score; a score without an entry moves nobody.
 */
export type ScoreMoveView = { 
/**
 * 1-4.
 */
score: number, 
/**
 * Lever stage id.
 */
stageId: string, };

/**
 * What can be done with a screening.
 */
export type ScreeningAction = "undo" | "send_now" | "cancel" | "remind" | "send_again" | "copy_link" | "mail_program" | "review" | "take_back";

/**
 * Names one screening.
 */
export type ScreeningRef = { 
/**
 * Screening id.
 */
screeningId: string, };

/**
 * Where a screening stands.
 */
export type ScreeningState = "held" | "inviting" | "invited" | "started" | "submitted" | "evaluated" | "reviewed" | "cancelled" | "declined" | "expired" | "failed";

/**
 * Sends the invitation's mail once more.
 */
export type SendAgain = { 
/**
 * Screening id.
 */
screeningId: string, 
/**
 * Even if the candidate had a mail about it within the last day.
 */
anyway: boolean, };

/**
 * Sends.
 */
export type SendNow = { 
/**
 * Lever opportunity id.
 */
opportunityId: string, 
/**
 * Which assessment.
 */
assessmentId: string, 
/**
 * The playbook of the preview; the first that fits if there is none.
 */
playbookId: string | null, 
/**
 * Yes to what [`SendPreview::question`] asks.
 */
anyway: boolean, 
/**
 * Screenings that were sent just before in one go: they can be undone as long as this one.
 */
with: Array<string>, };

/**
 * A playbook with which a screening can be sent by hand.
 */
export type SendPlaybook = { 
/**
 * Which.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Why it is not taken by itself, a sentence; a person may choose it all the same.
 */
obstacle: string | null, };

/**
 * What would happen, or why not.
 */
export type SendPreview = { 
/**
 * Who, read from Lever just now.
 */
person: PersonHit, 
/**
 * Which assessment.
 */
assessmentId: string | null, 
/**
 * Its name.
 */
assessment: string | null, 
/**
 * How it was chosen, for example "Basics, because the posting “Engineer” maps to it".
 */
chosenBy: string, 
/**
 * Subject of the mail.
 */
mailSubject: string, 
/**
 * Text of the mail; the link reads `https://…`.
 */
mailText: string, 
/**
 * False when mail cannot be sent: the recruiter copies the link.
 */
mailWillBeSent: boolean, 
/**
 * Tags that Lever will get now.
 */
tags: Array<string>, 
/**
 * Why it must not be sent, one sentence; the button stays off.
 */
refusal: string | null, 
/**
 * What speaks against it, one sentence; a person may send it all the same.
 */
question: string | null, 
/**
 * Everything that was checked.
 */
checks: Array<CheckView>, 
/**
 * The playbook with which it would be sent.
 */
playbookId: string, 
/**
 * How it was chosen, for example "HiringKit, the first one that is on and meant for this candidate".
 */
playbookChosenBy: string, 
/**
 * Those that one can choose from, in the order in which they are looked at.
 */
playbooks: Array<SendPlaybook>, };

/**
 * What was sent.
 */
export type SentScreening = { 
/**
 * Screening id.
 */
screeningId: string, 
/**
 * When the invitation leaves; until then it can be undone.
 */
holdUntil: number | null, };

/**
 * Settings of this computer; secrets are never part of them.
 */
export type Settings = { 
/**
 * `mine` (candidates or postings that I own or follow), `all` or `none`.
 */
notifyAbout: string, 
/**
 * How much of a candidate's name notifications show: `full`, `initials` or `none`.
 */
notifyNames: string, 
/**
 * What to be notified of.
 */
notifyOf: NotifyOf, 
/**
 * When nobody is to be disturbed.
 */
quietHours: QuietHours, 
/**
 * `system`, `light` or `dark`.
 */
appearance: string, 
/**
 * Larger letters.
 */
largeText: boolean, 
/**
 * Keys of a single character, such as `c`, do something.
 */
characterKeys: boolean, 
/**
 * Start with the computer.
 */
autostart: boolean, 
/**
 * Seconds during which an automatic invitation can be undone.
 */
holdSeconds: number, 
/**
 * Keep a directory of active candidates for the name search.
 */
directory: boolean, 
/**
 * Days after which ended screenings are purged from this computer.
 */
retentionDays: number, 
/**
 * Port of the sign-in redirect.
 */
redirectPort: number, 
/**
 * Mail settings without the password.
 */
mail: MailView | null, };

/**
 * Settles attention.
 */
export type SettleAttention = { 
/**
 * Attention id.
 */
attentionId: string, 
/**
 * Action id.
 */
action: string, };

/**
 * Retries or skips a stuck effect.
 */
export type SettleWrite = { 
/**
 * Effect id.
 */
writeId: string, 
/**
 * `retry` or `skip`.
 */
action: string, };

/**
 * What is still missing before the first trigger works.
 */
export type SetupView = { 
/**
 * Connected to Lever.
 */
connected: boolean, 
/**
 * The person said which Lever user they are.
 */
userChosen: boolean, 
/**
 * Some trigger stage is on.
 */
triggerOn: boolean, 
/**
 * No trigger is on, and a playbook is for use by hand.
 */
byHand: boolean, 
/**
 * Onboarding was finished or left on purpose.
 */
finished: boolean, };

/**
 * Why there must be a new sign-in.
 */
export type SignInCause = "refused" | "damaged" | "absent" | "one_run";

/**
 * Signs in to a mail account in the browser; answers when that is over.
 */
export type SignInMail = { 
/**
 * Server, sender and user name; `auth` is not looked at.
 */
mail: SaveMail, 
/**
 * Where.
 */
signIn: MailSignInView, 
/**
 * The registration's secret, where it has one; none keeps the stored one.
 */
clientSecret: string | null, };

/**
 * Where sign-in stands.
 */
export type SignInState = "signed_out" | "waiting_for_browser" | "signed_in" | "sign_in_again" | "keychain_locked" | "keychain_missing" | "keychain_failing";

/**
 * What a stage has instead of the default.
 */
export type StageAssessmentView = { 
/**
 * Lever stage id.
 */
stageId: string, 
/**
 * The assessment.
 */
assessmentId: string, };

/**
 * How many are in a stage now.
 */
export type StageCount = { 
/**
 * Lever's id of the stage.
 */
stageId: string, 
/**
 * Candidates who are not archived.
 */
people: number, 
/**
 * There are more than were counted.
 */
more: boolean, };

/**
 * A stage of the account.
 */
export type StageView = { 
/**
 * Lever's id.
 */
id: string, 
/**
 * Its text.
 */
text: string, };

/**
 * Whether it is working: one value that the status bar, the tray and onboarding are drawn from.
 */
export type Status = { 
/**
 * Sign-in and account.
 */
connection: ConnectionView, 
/**
 * Polling.
 */
sync: SyncView, 
/**
 * Writes that wait.
 */
queue: QueueView, 
/**
 * Numbers for navigation and tray.
 */
counts: CountsView, 
/**
 * What is still missing before the first trigger works.
 */
setup: SetupView, 
/**
 * The interview service that candidates reach.
 */
interview: InterviewView, 
/**
 * Version of the app.
 */
version: string, };

/**
 * Rows that are kept of the connected account.
 */
export type StoredCounts = { 
/**
 * Screenings.
 */
screenings: number, 
/**
 * Decisions.
 */
decisions: number, 
/**
 * Writes, whatever became of them.
 */
writes: number, 
/**
 * Entries of Activity.
 */
events: number, 
/**
 * People in the directory.
 */
people: number, };

/**
 * Hands in a review.
 */
export type SubmitReview = { 
/**
 * Screening id.
 */
screeningId: string, 
/**
 * Overall, 1-4.
 */
score: number, 
/**
 * By question id, 1-4; may be incomplete.
 */
scores: Array<QuestionScore>, 
/**
 * Words for colleagues; becomes part of the note.
 */
comment: string, 
/**
 * The score counts instead of what was counted by rule; needs a comment.
 */
overrules: boolean, };

/**
 * Switches trigger stages on. Who is there already is not invited unless named in `invite_now`.
 */
export type SwitchOn = { 
/**
 * Playbook id.
 */
playbookId: string, 
/**
 * All stages that shall be on.
 */
stageIds: Array<string>, 
/**
 * Opportunities of the preview to invite now (the back-fill).
 */
inviteNow: Array<string>, };

/**
 * A playbook that was switched on.
 */
export type SwitchedOn = { 
/**
 * As it is now.
 */
playbook: PlaybookView, 
/**
 * Screenings of the back-fill, which can be undone for a few seconds.
 */
begun: Array<string>, };

/**
 * What the poller is doing.
 */
export type SyncState = "off" | "idle" | "syncing" | "paused" | "offline" | "troubled";

/**
 * Polling.
 */
export type SyncView = { 
/**
 * What it is doing.
 */
state: SyncState, 
/**
 * Last complete look at Lever.
 */
lastAt: number | null, 
/**
 * Next look.
 */
nextAt: number | null, 
/**
 * The problem in one sentence, if there is one.
 */
problem: string | null, };

/**
 * The tags of a playbook, as templates; an empty one is not written.
 */
export type TagVocabulary = { 
/**
 * The invitation is out.
 */
invited: string, 
/**
 * The candidate began.
 */
started: string, 
/**
 * The candidate has finished.
 */
completed: string, 
/**
 * Somebody has to look at it.
 */
needsReview: string, 
/**
 * There is a score.
 */
evaluated: string, 
/**
 * The score passes.
 */
pass: string, 
/**
 * The score fails.
 */
fail: string, 
/**
 * The link ran out.
 */
expired: string, 
/**
 * The candidate said no.
 */
declined: string, 
/**
 * The score; `{{ score }}` is 1-4.
 */
score: string, 
/**
 * The grade; `{{ grade }}` is its name.
 */
grade: string, 
/**
 * A status takes the place of the one before, instead of being added to it.
 */
replace: boolean, };

/**
 * Takes back what a person did.
 */
export type TakeBack = { "what": "reviews", "ids": Array<string> } | { "what": "attention", "ids": Array<string> } | { "what": "waiting", "ids": Array<string> } | { "what": "invitations", "ids": Array<string> } | { "what": "moves", "ids": Array<string> } | { "what": "mails", "ids": Array<string> } | { "what": "called_back", "ids": Array<string> };

/**
 * How taking back went. If nothing could be taken back, that is an error instead.
 */
export type TakenBack = { 
/**
 * How many are as they were before.
 */
done: number, 
/**
 * How many could not be taken back any more.
 */
tooLate: number, };

/**
 * Sends a test mail.
 */
export type TestMail = { 
/**
 * Where to.
 */
to: string, };

/**
 * How the texts look.
 */
export type TextsPreview = { 
/**
 * Whose words fill them; absent for made-up ones.
 */
candidate: string | null, 
/**
 * One for each template, in order.
 */
texts: Array<FilledText>, };

/**
 * From where a score passes, up to where it fails, and what bands are called.
 */
export type ThresholdsView = { 
/**
 * At or above passes.
 */
passFrom: number | null, 
/**
 * At or below fails.
 */
failTo: number | null, 
/**
 * Bands.
 */
grades: Array<GradeView>, 
/**
 * The grade of whoever does not meet a hard requirement.
 */
knockedOut: string | null, };

/**
 * One entry of a timeline or of Activity.
 */
export type TimelineView = { 
/**
 * Id, growing with time.
 */
id: string, 
/**
 * When.
 */
at: number, 
/**
 * `entered`, `decided`, `invited`, `started`, `submitted`, `reviewed`, `wrote`, `attention`,
 * `cancelled`, `undone`, `notified`, `account`, …: picks the icon.
 */
kind: string, 
/**
 * One sentence.
 */
text: string, 
/**
 * Who: a person, "Fulcrum", "the candidate".
 */
actor: string | null, 
/**
 * More, for example why.
 */
detail: string | null, 
/**
 * The screening, in Activity.
 */
screeningId: string | null, 
/**
 * The candidate's name, in Activity.
 */
name: string | null, 
/**
 * The opportunity, in Activity: somebody without a screening is asked about by it.
 */
opportunityId: string | null, 
/**
 * Where it stands, if it is a write.
 */
write: WriteState | null, };

/**
 * How long something took.
 */
export type TimesView = { 
/**
 * Over how many.
 */
count: number, 
/**
 * Half took at most so many milliseconds.
 */
median: number | null, 
/**
 * Nine in ten took at most so many milliseconds.
 */
p90: number | null, 
/**
 * The shortest first.
 */
buckets: Array<BucketView>, };

/**
 * Who is in the stages now and what would happen with each.
 */
export type TriggerPreview = { 
/**
 * Everybody, those to invite first.
 */
people: Array<PreviewPerson>, 
/**
 * How many would be invited.
 */
wouldInvite: number, 
/**
 * For how many the playbook is not.
 */
notAddressed: number, 
/**
 * How many of the others would not be invited, by reason.
 */
reasons: Array<ReasonCount>, 
/**
 * Why it cannot be switched on now, if so.
 */
blocked: string | null, };

/**
 * A trigger stage.
 */
export type TriggerView = { 
/**
 * Lever stage id; `@applied` for applications.
 */
stageId: string, 
/**
 * Its text.
 */
stage: string, 
/**
 * Since when, in Lever's time.
 */
onSince: number | null, };

/**
 * A tag that no result of an assessment can ever lead to.
 */
export type UnwrittenTag = { 
/**
 * Which.
 */
tag: ResultTagName, 
/**
 * The assessment's name.
 */
assessment: string, 
/**
 * It would be written if the assessment counted points or had a hard requirement.
 */
uncounted: boolean, };

/**
 * A Lever user.
 */
export type UserView = { 
/**
 * Lever's id.
 */
id: string, 
/**
 * Full name.
 */
name: string, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * Lever's access role, for example `super admin`.
 */
role: string | null, };

/**
 * Arrivals that wait for a yes.
 */
export type WaitingBatch = { 
/**
 * Playbook id.
 */
playbookId: string, 
/**
 * Why they wait, one sentence.
 */
reason: string, 
/**
 * Who.
 */
people: Array<PreviewPerson>, };

/**
 * One week of invitations, and what became of them until now.
 */
export type WeekView = { 
/**
 * Its Monday as `2026-03-02`, where the person lives.
 */
monday: string, 
/**
 * Its number by ISO 8601.
 */
number: number, 
/**
 * Invited in it.
 */
invited: number, 
/**
 * Of these, handed in.
 */
completed: number, 
/**
 * Of these, reviewed.
 */
reviewed: number, 
/**
 * Whether it still goes on.
 */
isPresent: boolean, };

/**
 * Asks why somebody was or was not invited.
 */
export type WhyQuery = { 
/**
 * Lever opportunity id.
 */
opportunityId: string, };

/**
 * Why a link could not be looked at.
 */
export type WhyUnchecked = { "why": "not_connected" } | { "why": "sign_in" } | { "why": "offline" } | { "why": "lever_trouble" } | { "why": "not_allowed" } | { "why": "nothing_on" } | { "why": "no_service" } | { "why": "other", "message": string };

/**
 * Every decision about one opportunity, newest first.
 */
export type WhyView = { 
/**
 * Name.
 */
name: string, 
/**
 * The decisions.
 */
decisions: Array<DecisionView>, };

/**
 * Deletes everything on this computer.
 */
export type Wipe = { 
/**
 * What the person typed: `delete`.
 */
confirmation: string, };

/**
 * What is being done.
 */
export type WorkTask = "reading_stages" | "deciding" | "exporting";

/**
 * Something under way that may take a while.
 */
export type WorkView = { 
/**
 * Which one: tasks of one kind may run side by side.
 */
id: string, 
/**
 * What is being done.
 */
task: WorkTask, 
/**
 * How many are done.
 */
done: number, 
/**
 * Of how many; nobody knows how long Lever's lists are.
 */
all: number | null, };

/**
 * Where an effect stands.
 */
export type WriteState = "waiting" | "started" | "done" | "unclear" | "stuck" | "skipped";

/**
 * One effect.
 */
export type WriteView = { 
/**
 * Effect id.
 */
id: string, 
/**
 * One line, for example "Add tag Fulcrum-Screening-Invited".
 */
what: string, 
/**
 * Where it stands.
 */
state: WriteState, 
/**
 * Why it is stuck or unclear.
 */
reason: string | null, 
/**
 * Tries so far.
 */
attempts: number, 
/**
 * When it was done, or last tried.
 */
at: number | null, 
/**
 * When it goes out, if it waits for a time.
 */
dueAt: number | null, 
/**
 * May be taken back, because nothing of it has left.
 */
canUndo: boolean, 
/**
 * May be retried by hand.
 */
canRetry: boolean, 
/**
 * May be skipped by hand.
 */
canSkip: boolean, };

/**
 * In whose name Lever is written to.
 */
export type WritersView = { 
/**
 * Lever user id; none for whoever is connected.
 */
performAs: string | null, 
/**
 * Address of the user who stands in for somebody who cannot; none for nobody.
 */
fallback: string | null, };

export interface Commands {
  /** Everything the status bar, the tray and onboarding show. */
  status: { request: Nothing; answer: Status };
  /** Environments and permissions for the connect page. */
  connect_options: { request: Nothing; answer: ConnectOptions };
  /** Starts sign-in in the browser; the state becomes `waiting_for_browser`. */
  connect_oauth: { request: ConnectOauth; answer: Nothing };
  /** Keeps secrets for this run only, because there is no keychain. */
  keep_secrets_for_this_run: { request: Nothing; answer: Nothing };
  /** Opens the page of the sign-in that is under way once more. */
  open_sign_in_page: { request: Nothing; answer: Nothing };
  /** The address of that page, for a browser that did not open by itself. */
  sign_in_page: { request: Nothing; answer: LinkView };
  /** Gives up waiting for the browser. */
  cancel_sign_in: { request: Nothing; answer: Nothing };
  /** Connects with an API key. */
  connect_api_key: { request: ConnectApiKey; answer: Nothing };
  /** Tries what the connection may do; nothing is written. */
  test_connection: { request: Nothing; answer: ConnectionTest };
  /** What a look at the whole chain found so far. */
  checks: { request: Nothing; answer: CheckedChain };
  /** Looks at the chain, or at one link of it; answers when that is over. Nothing is written to Lever. */
  run_checks: { request: RunChecks; answer: CheckedChain };
  /** Forgets tokens and keys. */
  disconnect: { request: Disconnect; answer: Disconnected };
  /** Active users of the account, by name. */
  lever_users: { request: Nothing; answer: Array<UserView> };
  /** Says which Lever user the person is. */
  choose_user: { request: ChooseUser; answer: Nothing };
  /** Marks onboarding as finished. */
  finish_setup: { request: Nothing; answer: Nothing };
  /** Pairs an interview service. */
  pair_interview: { request: PairInterview; answer: Nothing };
  /** Stages in pipeline order. */
  stages: { request: Nothing; answer: Array<StageView> };
  /** Postings by title. */
  postings: { request: Nothing; answer: Array<PostingChoice> };
  /** How many are in each stage now. */
  stage_counts: { request: Nothing; answer: Array<StageCount> };
  /** Assessments of the provider. */
  assessments: { request: Nothing; answer: Array<AssessmentView> };
  /** Makes an assessment, or changes one. What was sent before keeps its text. */
  save_assessment: { request: AssessmentDraft; answer: AssessmentView };
  /** Offers an assessment no more; the answer brings it back when it is saved again. */
  delete_assessment: { request: AssessmentRef; answer: AssessmentView };
  /** Opens an assessment, saved or not, as a candidate would see it. */
  preview_assessment: { request: AssessmentDraft; answer: LinkView };
  /** Playbooks in order. */
  playbooks: { request: Nothing; answer: Array<PlaybookView> };
  /** Changes a playbook. */
  save_playbook: { request: SavePlaybook; answer: PlaybookView };
  /** The playbooks that come with Fulcrum. */
  presets: { request: Nothing; answer: Array<PresetView> };
  /** Adds one of them to the playbooks; it is off. */
  add_preset: { request: AddPreset; answer: PlaybookView };
  /** Saves a playbook as a file, with names instead of ids. */
  export_playbook: { request: PlaybookRef; answer: Exported };
  /** What a file would bring, and what is wrong with it. Nothing is kept. */
  check_playbook_file: { request: PlaybookFile; answer: PlaybookFileView };
  /** Adds the playbook of a file; it is off. */
  import_playbook: { request: PlaybookFile; answer: PlaybookView };
  /** Makes a copy of a playbook, switched off, right after it. */
  copy_playbook: { request: PlaybookRef; answer: PlaybookView };
  /** Deletes a playbook that is off and has nothing under way; answers with the others. */
  delete_playbook: { request: PlaybookRef; answer: Array<PlaybookView> };
  /** Puts the playbooks into an order: the first that is for a candidate takes them. */
  order_playbooks: { request: OrderPlaybooks; answer: Array<PlaybookView> };
  /** How templates of a playbook look for a real candidate, saved or not. */
  preview_texts: { request: PreviewTexts; answer: TextsPreview };
  /** Feedback templates of Lever, by title. */
  form_templates: { request: Nothing; answer: Array<FormTemplateView> };
  /** How past results would have fallen under other thresholds; nothing is changed. */
  preview_grading: { request: PreviewGrading; answer: PastResults };
  /** What postings have in common, to say whom a playbook is for. */
  posting_fields: { request: Nothing; answer: PostingFields };
  /** Whether a pattern of posting tags can be used; nothing is changed. */
  check_posting_tag: { request: CheckPostingTag; answer: PostingTagCheck };
  /** Who would be invited. */
  preview_trigger: { request: PreviewTrigger; answer: TriggerPreview };
  /** Switches trigger stages on. */
  switch_on: { request: SwitchOn; answer: SwitchedOn };
  /** Switches a playbook off. */
  switch_off: { request: PlaybookRef; answer: PlaybookView };
  /** What needs a person. */
  inbox: { request: Nothing; answer: InboxView };
  /** Invites or dismisses waiting arrivals. */
  decide_waiting: { request: DecideWaiting; answer: DecidedWaiting };
  /** A page of screenings. */
  candidates: { request: CandidatesQuery; answer: CandidatesPage };
  /** What is under way and may take a while. */
  work: { request: Nothing; answer: Array<WorkView> };
  /** What the list of screenings can be narrowed to. */
  candidate_choices: { request: CandidatesQuery; answer: CandidateChoices };
  /** Everything about one screening. */
  candidate: { request: ScreeningRef; answer: CandidateView };
  /** What the candidate handed in, read where it was: at the interview service. */
  answers: { request: ScreeningRef; answer: AnswersView };
  /** Hands in a review. */
  submit_review: { request: SubmitReview; answer: CandidateView };
  /** Calls a held invitation back. */
  undo: { request: ScreeningRef; answer: Nothing };
  /** Takes back what a person did, as long as nothing of it has left. */
  take_back: { request: TakeBack; answer: TakenBack };
  /** Says yes to moves; they can be taken back for a few seconds. */
  confirm_moves: { request: ConfirmMoves; answer: TakenBack };
  /** What is known of moves that wait, by screening, at most 200; others are left out. */
  waiting_moves: { request: ConfirmMoves; answer: Array<InboxMove> };
  /** Leaves a candidate where they are. */
  decline_move: { request: DeclineMove; answer: Nothing };
  /** Sends a held invitation at once. */
  release: { request: ScreeningRef; answer: Nothing };
  /** Calls a screening off. */
  cancel_screening: { request: ScreeningRef; answer: Nothing };
  /** Sends the invitation's mail once more. */
  send_again: { request: SendAgain; answer: Nothing };
  /** Reminds of an open invitation by mail. */
  remind: { request: ScreeningRef; answer: Nothing };
  /** When candidates can have a mail about their invitation, in the order of the ids; unknown ones are left out. */
  mail_times: { request: MailTimesQuery; answer: Array<MailTime> };
  /** The candidate's link, for the clipboard; recorded in the timeline. */
  candidate_link: { request: ScreeningRef; answer: LinkView };
  /** Settles attention. */
  settle_attention: { request: SettleAttention; answer: Nothing };
  /** Retries or skips a stuck write. */
  settle_write: { request: SettleWrite; answer: Nothing };
  /** Looks for somebody to screen. */
  find_people: { request: FindPeople; answer: FoundPeople };
  /** What would happen on "Send screening now". */
  preview_send: { request: PreviewSend; answer: SendPreview };
  /** Sends a screening by hand. */
  send_now: { request: SendNow; answer: SentScreening };
  /** Why somebody was or was not invited. */
  why: { request: WhyQuery; answer: WhyView };
  /** A page of Activity. */
  activity: { request: ActivityQuery; answer: ActivityPage };
  /** Who did what is in Activity, under all its filters but this one. */
  activity_actors: { request: ActivityFilter; answer: Array<ActivityActor> };
  /** Saves Activity as a CSV file, where the person says. */
  export_activity: { request: ExportActivity; answer: Exported };
  /** Figures of a time: funnel, times, scores, weeks, postings. */
  overview: { request: OverviewQuery; answer: OverviewView };
  /** Saves the table behind a chart as a CSV file, where the person says. */
  export_overview: { request: ExportOverview; answer: Exported };
  /** Looks at Lever now. */
  sync_now: { request: Nothing; answer: Nothing };
  /** Holds everything back, or goes on. */
  pause: { request: Pause; answer: Nothing };
  /** Settings of this computer. */
  settings: { request: Nothing; answer: Settings };
  /** Saves settings (mail is saved with `save_mail`). */
  save_settings: { request: Settings; answer: Settings };
  /** How notifications went. */
  notifications: { request: Nothing; answer: NotificationsView };
  /** Puts a notification off for an hour. */
  snooze_notification: { request: NotificationRef; answer: Nothing };
  /** Saves mail settings. */
  save_mail: { request: SaveMail; answer: Settings };
  /** Sends a test mail. */
  test_mail: { request: TestMail; answer: Nothing };
  /** Signs in to a mail account in the browser; answers when that is over. */
  sign_in_mail: { request: SignInMail; answer: Settings };
  /** Gives up waiting for that browser. */
  cancel_mail_sign_in: { request: Nothing; answer: Nothing };
  /** What a retention time would forget now. */
  preview_forgetting: { request: PreviewForgetting; answer: ForgettingPreview };
  /** Deletes everything on this computer. */
  wipe: { request: Wipe; answer: Disconnected };
  /** How Fulcrum is on this computer. */
  diagnostics: { request: Nothing; answer: Diagnostics };
  /** Saves the logs as one file, where the person says. */
  save_logs: { request: SaveLogs; answer: Exported };
  /** Shows a folder of Fulcrum's own in the system's file manager. */
  open_folder: { request: OpenFolder; answer: Nothing };
  /** Opens something in the browser or the mail program. */
  open_link: { request: OpenLink; answer: Nothing };
}
