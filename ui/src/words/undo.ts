import type { SyncState, TakeBack } from '../generated/api';
import { count, firstName, SCORE_WORDS } from '../lib/words';
import { secondsLeft } from '../lib/time';
import { timeWords } from './time';

const NOUNS: Readonly<Record<TakeBack['what'], string>> = {
  reviews: 'review',
  attention: 'decision',
  waiting: 'invitation',
  invitations: 'invitation',
  moves: 'move',
  mails: 'mail',
  called_back: 'decision',
};

/** The words of Undo: what was done, and what it is like once it was taken back. */
export const undoWords = {
  button: 'Undo',
  action: 'Undo the last thing you did',
  nothing: 'There is nothing to undo.',
  nothingDetail: 'What you did in this window has left, or was undone already.',
  /** What could not be undone, before the reason. */
  quoted: (said: string) => `“${said}”`,
  partly: (what: TakeBack['what'], n: number) => `${count(n, NOUNS[what])} could not be undone any more.`,
  /** Nothing is counted down to what cannot happen now. */
  written: (until: number, now: number, sync: SyncState | undefined) => {
    if (sync === 'paused') return 'Written to Lever after the pause';
    if (sync === 'offline') return 'Written to Lever when it can be reached again';
    const left = secondsLeft(until, now);
    return left === 0 ? 'Being written to Lever' : `Written to Lever in ${timeWords.short(left, 'second')}`;
  },
  calledBack: (name: string) => `Called off. ${firstName(name)} was not invited.`,
  manyCalledBack: (n: number) => `Called off. ${count(n, 'candidate')} ${n === 1 ? 'was' : 'were'} not invited.`,
  invitedAfterAll: (name: string) => `Undone. ${firstName(name)} will be invited after all.`,
  manyInvitedAfterAll: (n: number) => `Undone. ${count(n, 'invitation')} will go out after all.`,
  reviewed: (name: string, score: number, last: boolean) =>
    `Reviewed ${firstName(name)}: ${score} ${SCORE_WORDS[score]}.${last ? ' That was the last one.' : ''}`,
  reviewTakenBack: (name: string) => `Undone. Your review of ${firstName(name)} is a draft again.`,
  attentionBack: (title: string) => `Undone. ${title} needs attention again.`,
  manyAttentionBack: (n: number) => `Undone. ${count(n, 'row')} ${n === 1 ? 'needs' : 'need'} attention again.`,
  moveWaitsAgain: (name: string) => `Undone. The move of ${firstName(name)} waits for your yes again.`,
  notMailed: (name: string) => `Undone. ${firstName(name)} gets no mail.`,
  manyNotMailed: (n: number) => `Undone. ${count(n, 'mail')} ${n === 1 ? 'is' : 'are'} not sent.`,
  waitAgain: (n: number) => `Undone. ${count(n, 'candidate')} ${n === 1 ? 'waits' : 'wait'} for your yes again.`,
  assessmentBack: (name: string) => `${name} is back.`,
  changesBack: 'Your changes are back.',
  playbookBack: (was: string) => `Undone. ${was}.`,
  orderBack: 'Undone. The playbooks are in the order of before.',
  settingsBack: 'Undone. The setting is what it was before.',
  questionBack: (said: string) => `${said} is back.`,
  notUndone: 'Not undone.',
  changedSince: 'It was changed again meanwhile, or deleted. It stays as it is.',
  /** What it is like after `n` of something were taken back; `about` names it if it was one. */
  undone: (
    what: TakeBack['what'] | 'deleted' | 'discarded' | 'playbook' | 'order' | 'settings' | 'question',
    n: number,
    about: string | null,
  ) => {
    const of = (one: (about: string) => string, several: (n: number) => string) =>
      about === null ? several(n) : one(about);
    switch (what) {
      case 'invitations':
        return of(undoWords.calledBack, undoWords.manyCalledBack);
      case 'called_back':
        return of(undoWords.invitedAfterAll, undoWords.manyInvitedAfterAll);
      case 'waiting':
        return undoWords.waitAgain(n);
      case 'mails':
        return of(undoWords.notMailed, undoWords.manyNotMailed);
      case 'moves':
        return of(undoWords.moveWaitsAgain, undoWords.waitAgain);
      case 'reviews':
        return undoWords.reviewTakenBack(about ?? '');
      case 'attention':
        return of(undoWords.attentionBack, undoWords.manyAttentionBack);
      case 'deleted':
        return undoWords.assessmentBack(about ?? '');
      case 'discarded':
        return undoWords.changesBack;
      case 'playbook':
        return undoWords.playbookBack(about ?? '');
      case 'order':
        return undoWords.orderBack;
      case 'settings':
        return undoWords.settingsBack;
      case 'question':
        return undoWords.questionBack(about ?? '');
    }
  },
};
