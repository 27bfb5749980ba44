import type {
  CheckFinding,
  CheckPlace,
  CheckPlaybook,
  KeychainHealth,
  PostingField,
  WhyUnchecked,
} from '../generated/api';
import { ago, day, duration } from '../lib/time';
import { count, either, list } from '../lib/words';
import { statusWords } from './status';
import { vocabularyWords } from './vocabulary';

/** How a sentence is said: `plain` leaves out every name, for whoever helps from outside. */
export interface Telling {
  plain: boolean;
  now: number;
}

const keychains: Partial<Record<KeychainHealth, string>> = {
  locked: 'The keychain is locked, so Fulcrum cannot sign in. Unlock it, and check again.',
  missing: 'The keychain does not answer, so Fulcrum cannot sign in.',
};

const fields: Record<PostingField, string> = {
  tag: 'tag',
  team: 'team',
  department: 'department',
  location: 'location',
};

function unchecked(reason: WhyUnchecked): string {
  switch (reason.why) {
    case 'not_connected':
      return 'Not checked: nothing is connected to Lever.';
    case 'sign_in':
      return 'Not checked: the sign-in must hold first.';
    case 'offline':
      return 'Not checked: Lever cannot be reached.';
    case 'lever_trouble':
      return 'Not checked: Lever answers with errors.';
    case 'not_allowed':
      return 'Not checked: Lever does not allow the question.';
    case 'nothing_on':
      return 'Not checked: no playbook is on, so nothing is needed.';
    case 'no_service':
      return 'Not checked: the interview service does not answer.';
    case 'other':
      return `Not checked: ${reason.message}`;
  }
}

/** What a stage that is gone means, by where it was named. */
function stageGone(place: CheckPlace, stage: string, book: string): string {
  switch (place) {
    case 'trigger':
      return `${stage}, a trigger stage of ${book}, is gone from Lever: nobody is invited there.`;
    case 'moves':
      return `${book} moves candidates to ${stage}, which is gone from Lever.`;
    default:
      return `${book} has an assessment for ${stage}, which is gone from Lever.`;
  }
}

function postingGone(place: CheckPlace, posting: string, book: string): string {
  switch (place) {
    case 'conditions':
      return `${book} is for ${posting}, which is gone from Lever.`;
    case 'moves':
      return `${book} has moves of its own for ${posting}, which is gone from Lever.`;
    default:
      return `${book} has an assessment for ${posting}, which is gone from Lever.`;
  }
}

function assessmentGone(place: CheckPlace, book: string): string {
  switch (place) {
    case 'stage_map':
      return `${book} sends an assessment by stage that is not offered any more.`;
    case 'posting_map':
      return `${book} sends an assessment by posting that is not offered any more.`;
    default:
      return `${book} sends an assessment by default that is not offered any more.`;
  }
}

type Stage = Extract<CheckFinding, { kind: 'stage' }>;

/** Who is in a trigger stage, and why nobody was invited, if so. */
function stage(found: Stage, name: string, now: number): string {
  const { people, more, since, came, invited, reused, waiting, notSent, lastAt, ...of } = found;
  const { byApplication, ofAnother, notAddressed } = of;
  const applied = of.stage === null;
  const many = `${more ? 'more than ' : ''}${count(people, 'person', 'people')}`;
  const there = applied ? `${many} applied lately` : `${many} ${people === 1 ? 'is' : 'are'} there`;
  if (came === 0) {
    if (people === 0) return `${name}: watched. Nobody ${applied ? 'applied lately' : 'is there now'}.`;
    return `${name}: ${there}, and nobody came since the trigger was switched on ${ago(since, now)}. Whoever ${applied ? 'applied' : 'was there'} before is not invited by themselves.`;
  }
  const last = lastAt === null ? '' : `, the last ${ago(lastAt, now)}`;
  const arrived = `${name}: ${count(came, 'person', 'people')} came since ${day(since, now)}${last}`;
  const others = came - invited - reused - waiting - notSent - byApplication - ofAnother - notAddressed;
  if (others === came) return `${arrived}, and nobody was invited. Activity says why for each.`;
  const parts = [
    [invited, `${count(invited, 'was', 'were')} invited`],
    [reused, `${count(reused, 'has', 'have')} an earlier result that is reused`],
    [waiting, `${count(waiting, 'waits', 'wait')} for your yes`],
    [notSent, `${count(notSent, 'was', 'were')} to be invited but got nothing`],
    [byApplication, `${count(byApplication, 'is', 'are')} told under New applications, by which they came`],
    [ofAnother, `${count(ofAnother, 'is', 'are')} for a playbook that comes first`],
    [notAddressed, `${count(notAddressed, 'is', 'are')} not for this playbook`],
    [others, `${count(others, 'was', 'were')} not invited`],
  ] as const;
  return `${arrived}: ${list(parts.flatMap(([n, words]) => (n > 0 ? [words] : [])))}.`;
}

/** What was found, in one or two short sentences. */
export function findingWords(found: CheckFinding, { plain, now }: Telling): string {
  const name = (text: string | null, what: string) => (plain || text === null ? what : `“${text}”`);
  const who = (text: string | null, what: string) => (plain || text === null ? what : text);
  const book = (playbook: CheckPlaybook) => name(playbook.name, 'A playbook');
  const within = (playbook: CheckPlaybook) => name(playbook.name, 'a playbook');
  const books = (names: readonly string[]) =>
    plain ? count(names.length, 'playbook') : list(names.map((one) => `“${one}”`));
  const meant = (near: readonly string[]) =>
    plain || near.length === 0 ? '' : ` Did you mean ${either(near.map((one) => `“${one}”`))}?`;
  switch (found.kind) {
    case 'unchecked':
      return unchecked(found.reason);
    case 'signed_in':
      return found.byKey ? 'Lever accepts the API key.' : 'Lever accepts the sign-in.';
    case 'key_deleted':
      return 'The API key was deleted in Lever, and nothing works without one. What waits is kept: connect with a new key.';
    case 'access_revoked':
      return 'Fulcrum’s access was revoked in Lever, or the sign-in is older than a year. What waits is kept: sign in again.';
    case 'sign_in_expired':
      return `The sign-in has expired: it was last used ${ago(found.lastAt, now)}, and Lever forgets one after 90 days. Sign in again.`;
    case 'sign_in_lost': {
      const { absent, damaged, oneRun } = statusWords.again;
      const title = { absent, damaged, one_run: oneRun, refused: statusWords.again.refused }[found.cause].title;
      return `${title}. Sign in again; what waits is kept.`;
    }
    case 'keychain':
      return keychains[found.health] ?? 'The keychain does not do as asked, so Fulcrum cannot sign in.';

    case 'permissions_hold':
      return `Lever allows what is needed: ${count(found.permissions.length, 'permission')}.`;
    case 'permission_missing': {
      const { purpose, scope, playbooks } = found.permission;
      const needed = playbooks.length === 0 ? 'Nothing can be watched without it.' : `Needed by ${books(playbooks)}.`;
      return `Lever does not allow ${scope}: ${purpose}. ${needed}`;
    }
    case 'write_refused': {
      const { purpose, scope } = found.permission;
      return `Lever refused ${count(found.writes, 'write')} for lack of ${scope}: ${purpose}.`;
    }
    case 'writing_unproven':
      return `Lever does not tell whether ${count(found.permissions.length, 'permission includes', 'permissions include')} writing. It shows at the first write; nothing is written to try it.`;

    case 'writers_can':
      return found.name === null || plain
        ? 'Whoever writes to Lever is active there.'
        : `${found.name} writes to Lever, and is active there.`;
    case 'no_writer':
      return 'Nobody is chosen to write to Lever. Say who you are there.';
    case 'writer_replaced':
      return `${who(found.meant, 'The user of a playbook')} is not active in Lever. ${who(found.instead, 'Somebody else')} writes for ${within(found.playbook)} instead.`;
    case 'writer_gone':
      return found.playbook === null
        ? `${who(found.meant, 'The connected user')} is not active in Lever: what is written in that name is refused.`
        : `${who(found.meant, 'The user who writes')} is not active in Lever, and nobody stands in: what ${within(found.playbook)} writes is refused.`;
    case 'no_stand_in':
      return `Nobody who is active in Lever has the address ${who(found.address, 'of the user')} that stands in for ${within(found.playbook)}.`;

    case 'clock_right':
      return 'This computer’s clock agrees with Lever’s.';
    case 'clock_off':
      return `This computer’s clock is ${duration(Math.abs(found.ahead))} ${found.ahead > 0 ? 'ahead of' : 'behind'} Lever’s. Let the system set the time by itself.`;

    case 'places_exist':
      if (found.stages + found.postings === 0) return 'Playbooks name no stage and no posting of Lever.';
      return found.postings === 0
        ? `Lever has ${found.stages === 1 ? 'the stage' : `all ${count(found.stages, 'stage')}`} that playbooks name.`
        : `Lever has what playbooks name: ${count(found.stages, 'stage')}, ${count(found.postings, 'posting')}.`;
    case 'stage_gone': {
      const told = stageGone(found.place, name(found.name, 'a stage'), within(found.playbook));
      return told.charAt(0).toUpperCase() + told.slice(1) + meant(found.near);
    }
    case 'posting_gone': {
      const told = postingGone(found.place, name(found.name, 'a posting'), within(found.playbook));
      return told.charAt(0).toUpperCase() + told.slice(1) + meant(found.near);
    }
    case 'posting_closed':
      return `${name(found.name, 'A posting')} is closed: nobody new comes through it to ${within(found.playbook)}.`;
    case 'no_such_posting':
      return `No posting has the ${fields[found.field]} ${name(found.value, '')} that ${within(found.playbook)} asks for.${meant(found.near)}`;

    case 'form_broken':
      return plain
        ? 'The feedback form of a playbook cannot be filled in.'
        : `${book(found.playbook)}: ${found.message}`;
    case 'texts_hold':
      return 'Every tag, note, link and mail can be filled in.';
    case 'text_broken':
      return `${book(found.playbook)}: ${found.message}`;

    case 'service_answers':
      return found.deployed
        ? 'Your company’s interview service answers.'
        : 'The interview service on this computer answers.';
    case 'service_silent':
      return found.deployed
        ? 'Your company’s interview service does not answer. Nobody is invited until it does.'
        : 'The interview service on this computer does not answer. Quit Fulcrum and start it again.';
    case 'service_unpaired':
      return 'The interview service does not accept the pairing token. Pair it anew.';
    case 'links_stay_here':
      return `Candidates of ${books(found.playbooks.map((one) => one.name))} would get a link that only this computer opens. Pair a deployed service, or say that interviews are held at this desk.`;

    case 'assessments_exist':
      return `The interview service has ${found.count === 1 ? 'the assessment' : `all ${count(found.count, 'assessment')}`} that playbooks name.`;
    case 'assessment_gone': {
      const told = assessmentGone(found.place, within(found.playbook));
      return told.charAt(0).toUpperCase() + told.slice(1) + meant(found.near);
    }
    case 'tag_names_nothing':
      return `The tag ${name(found.tag, '')} of ${name(found.posting, 'a posting')} names no assessment for ${within(found.playbook)}.${meant(found.near)}`;
    case 'tags_name_several':
      return `Tags of ${name(found.posting, 'a posting')} name several assessments for ${within(found.playbook)}${plain ? '' : `: ${list(found.assessments.map((one) => `“${one}”`))}`}. Leave one of them in Lever, or choose an assessment for this posting.`;
    case 'tag_almost_fits':
      return `The tag ${name(found.tag, '')} of ${name(found.posting, 'a posting')} is almost ${name(found.pattern, 'the one')} that ${within(found.playbook)} goes by, and is not taken for it.${meant(found.near)} Correct it in Lever, or choose an assessment for this posting.`.replace(
        '  ',
        ' ',
      );
    case 'tag_never_written': {
      const { tag, assessment, uncounted } = found.tag;
      const told = vocabularyWords.tags.unwritten(
        vocabularyWords.tags.when[tag],
        name(assessment, 'an assessment'),
        uncounted,
      );
      return `${book(found.playbook)}: ${told}`;
    }
    case 'nothing_to_send':
      return `${book(found.playbook)} is on, but does not say which assessment candidates get.`;

    case 'mail_ready':
      return found.testedAt === null
        ? 'Mail is set up. No test was sent yet.'
        : `Mail is set up, and a test went out ${ago(found.testedAt, now)}.`;
    case 'no_mail':
      return 'No mail server is set up: you hand over each link yourself.';
    case 'mail_test_failed':
      return `The test mail ${ago(found.at, now)} did not go out.${plain ? '' : ` ${found.message}`}`;
    case 'mails_failed':
      return `${count(found.count, 'mail')} to candidates may not have gone out, the last ${ago(found.lastAt, now)}. The Inbox has them.`;

    case 'paused':
      return 'Fulcrum is paused: nothing is sent or written until you resume.';
    case 'nothing_on':
      return 'No playbook is on: nobody is invited by itself.';
    case 'looked':
      return `Lever was looked at ${ago(found.at, now)}.`;
    case 'look_late':
      return `Lever was ${found.at === null ? 'never looked at' : `last looked at ${ago(found.at, now)}`}.${found.problem === null ? '' : ` ${found.problem}`}`;
    case 'arrivals_wait':
      return `${count(found.count, 'person who came waits', 'people who came wait')} in the Inbox for your yes.`;
    case 'stage':
      return stage(
        found,
        `${found.stage === null ? 'New applications' : name(found.stage, 'A stage')}${found.several && !plain ? ` (${book(found.playbook)})` : ''}`,
        now,
      );
  }
}
