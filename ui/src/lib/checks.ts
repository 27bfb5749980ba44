import type { CheckFinding, CheckItem, CheckLink, CheckStanding, CheckedChain } from '../generated/api';
import { checkWords } from '../words/check';
import { href } from './router';

/** Links that are told together. */
export const CHECK_GROUPS: readonly { id: keyof typeof checkWords.groups; links: readonly CheckLink[] }[] = [
  { id: 'lever', links: ['sign_in', 'permissions', 'writer', 'clock'] },
  { id: 'playbooks', links: ['places', 'texts'] },
  { id: 'interviews', links: ['service', 'assessments', 'mail'] },
  { id: 'candidates', links: ['arrivals'] },
];

/** What the button beside a finding does. */
export type Remedy =
  { label: string; to: string } | { label: string; does: 'check' | 'check_all' | 'send_test' | 'resume' | 'sync' };

const words = checkWords.actions;
const playbook = (id: string, part: string) => ({
  label: words.openPlaybook,
  to: href('playbooks', id, { part }),
});
const anew = (label: string) => ({ label, to: href('connect', null, { anew: 'yes' }) });

/** What repairs a finding, or leads to where it is repaired; null if nothing is to be done. */
export function remedyOf(found: CheckFinding, link: CheckLink): Remedy | null {
  switch (found.kind) {
    case 'unchecked':
      switch (found.reason.why) {
        case 'not_connected':
          return { label: words.connect, to: href('connect') };
        case 'offline':
        case 'lever_trouble':
        case 'other':
          // The same holds for everything that asks Lever: one button for all.
          return link === 'sign_in' ? { label: words.tryAgain, does: 'check_all' } : null;
        // The link that says why has the button.
        case 'sign_in':
        case 'not_allowed':
        case 'nothing_on':
        case 'no_service':
          return null;
      }
      return null;
    case 'key_deleted':
      return { label: words.newKey, to: href('connect') };
    case 'access_revoked':
    case 'sign_in_expired':
    case 'sign_in_lost':
      return { label: words.signIn, to: href('connect') };
    case 'keychain':
      return found.health === 'locked'
        ? { label: words.tryAgain, does: 'check' }
        : { label: words.otherWays, to: href('connect') };
    case 'permission_missing':
    case 'write_refused':
      return anew(found.byKey ? words.newKey : words.connectAnew);
    case 'no_writer':
      return { label: words.whoYouAre, to: href('settings', 'account') };
    case 'writer_replaced':
    case 'no_stand_in':
      return playbook(found.playbook.id, 'writers');
    case 'writer_gone':
      return found.playbook === null
        ? { label: words.changeUser, to: href('settings', 'account') }
        : playbook(found.playbook.id, 'writers');
    case 'clock_off':
      return { label: words.tryAgain, does: 'check' };
    case 'stage_gone':
      return playbook(found.playbook.id, { trigger: 'trigger', moves: 'moves' }[found.place as string] ?? 'assessment');
    case 'posting_gone':
      return playbook(found.playbook.id, { conditions: 'who', moves: 'moves' }[found.place as string] ?? 'assessment');
    case 'posting_closed':
    case 'no_such_posting':
      return playbook(found.playbook.id, 'who');
    case 'form_broken':
      return playbook(found.playbook.id, 'form');
    case 'text_broken':
    case 'tag_never_written':
      return playbook(found.playbook.id, 'tags');
    case 'service_silent':
      return found.deployed
        ? { label: words.interview, to: href('settings', 'interview') }
        : { label: words.tryAgain, does: 'check' };
    case 'service_unpaired':
    case 'links_stay_here':
      return { label: words.interview, to: href('settings', 'interview') };
    case 'assessment_gone':
    case 'nothing_to_send':
      return playbook(found.playbook.id, 'assessment');
    case 'tag_names_nothing':
    case 'tags_name_several':
    case 'tag_almost_fits':
      return {
        label: words.openPlaybook,
        to: href('playbooks', found.playbook.id, { part: 'assessment', posting: found.postingId }),
      };
    case 'mail_ready':
      return { label: words.sendTest, does: 'send_test' };
    case 'no_mail':
      return { label: words.setUpMail, to: href('settings', 'mail') };
    case 'mail_test_failed':
      return { label: words.mail, to: href('settings', 'mail') };
    case 'mails_failed':
    case 'arrivals_wait':
      return { label: words.inbox, to: href('inbox') };
    case 'paused':
      return { label: words.resume, does: 'resume' };
    case 'nothing_on':
      return { label: words.openPlaybooks, to: href('playbooks') };
    case 'look_late':
      return { label: words.lookNow, does: 'sync' };
    case 'stage':
      if (found.came === 0 && found.people > 0)
        return { ...playbook(found.playbook.id, 'trigger'), label: words.preview };
      return found.came > 0 &&
        found.invited + found.reused + found.waiting + found.byApplication + found.ofAnother === 0
        ? { label: words.activity, to: href('activity', null, { kind: 'decisions' }) }
        : null;
    case 'signed_in':
    case 'permissions_hold':
    case 'writing_unproven':
    case 'writers_can':
    case 'clock_right':
    case 'places_exist':
    case 'texts_hold':
    case 'service_answers':
    case 'assessments_exist':
    case 'looked':
      return null;
  }
}

const GRAVITY: readonly CheckStanding[] = ['fault', 'look', 'unchecked', 'ok'];

/** What a person must see first, first. */
export function gravest(items: readonly CheckItem[]): CheckItem[] {
  return [...items].sort((a, b) => GRAVITY.indexOf(a.standing) - GRAVITY.indexOf(b.standing));
}

/** How the whole chain stands, and when it was looked at. */
export function summary(chain: CheckedChain) {
  const standings = chain.links.map(({ latest }) => latest?.standing ?? 'unchecked');
  const of = (standing: CheckStanding) => standings.filter((one) => one === standing).length;
  const times = chain.links.flatMap(({ latest }) => (latest === null ? [] : [latest.at]));
  const resting = chain.links.filter(({ progress }) => progress === 'rests').length;
  const [faults, looks, openly] = [of('fault'), of('look'), of('unchecked')];
  return {
    tone: faults > 0 ? ('bad' as const) : looks + openly > 0 ? ('warn' as const) : ('good' as const),
    words: checkWords.summary(faults, looks, openly),
    running: resting < chain.links.length,
    resting,
    /** The oldest look counts: only then everything was looked at. */
    at: times.length === chain.links.length ? Math.min(...times) : null,
  };
}
