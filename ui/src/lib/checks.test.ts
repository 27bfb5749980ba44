import { describe, expect, it } from 'vitest';
import type { CheckFinding, CheckItem, CheckPlaybook, CheckStanding, CheckedChain } from '../generated/api';
import { checkWords } from '../words/check';
import { gravest, remedyOf, summary } from './checks';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const book: CheckPlaybook = { id: 'p1', name: 'Backend hiring' };
const permission = {
  scope: 'notes:write:admin',
  purpose: 'Write notes',
  outcome: 'missing' as const,
  playbooks: ['Backend hiring'],
};

/** What can be wrong, with names that must stay on this computer. */
const FAULTS: CheckFinding[] = [
  { kind: 'key_deleted' },
  { kind: 'access_revoked' },
  { kind: 'sign_in_expired', lastAt: NOW - 91 * 86_400_000 },
  { kind: 'sign_in_lost', cause: 'absent' },
  { kind: 'keychain', health: 'locked' },
  { kind: 'permission_missing', permission, byKey: true },
  { kind: 'write_refused', permission, writes: 2, byKey: false },
  { kind: 'no_writer' },
  { kind: 'writer_replaced', playbook: book, meant: 'Mara Lindqvist', instead: 'Ola Berg' },
  { kind: 'writer_gone', playbook: null, meant: 'Mara Lindqvist' },
  { kind: 'no_stand_in', playbook: book, address: 'ola@example.com' },
  { kind: 'clock_off', ahead: 3_600_000 },
  { kind: 'stage_gone', playbook: book, place: 'trigger', name: 'Phone screen', near: ['Phone Screen'] },
  {
    kind: 'form_broken',
    playbook: book,
    message: 'The feedback template is not in Lever any more. Choose one again in the playbook.',
  },
  { kind: 'posting_gone', playbook: book, place: 'conditions', name: 'Secret posting', near: [] },
  { kind: 'posting_closed', playbook: book, name: 'Secret posting' },
  { kind: 'no_such_posting', playbook: book, field: 'tag', value: 'Hubert: secret', near: ['Hubert: other'] },
  { kind: 'text_broken', playbook: book, message: 'The note cannot be used.' },
  { kind: 'service_silent', deployed: true },
  { kind: 'service_unpaired' },
  { kind: 'links_stay_here', playbooks: [book] },
  { kind: 'assessment_gone', playbook: book, place: 'default', near: ['Backend basics'] },
  { kind: 'tag_names_nothing', playbook: book, posting: 'Secret posting', postingId: 'x', tag: 'Hubert: y', near: [] },
  {
    kind: 'tags_name_several',
    playbook: book,
    posting: 'Secret posting',
    postingId: 'x',
    assessments: ['Secret assessment', 'Secret other'],
  },
  {
    kind: 'tag_almost_fits',
    playbook: book,
    posting: 'Secret posting',
    postingId: 'x',
    tag: 'Hubrt: y',
    pattern: 'Hubert: {id}',
    near: ['Hubert: Backend basics'],
  },
  { kind: 'nothing_to_send', playbook: book },
  {
    kind: 'tag_never_written',
    playbook: book,
    tag: { tag: 'grade', assessment: 'Secret assessment', uncounted: true },
  },
  { kind: 'no_mail' },
  { kind: 'mail_test_failed', at: NOW, message: 'No mail server answers at smtp.northwind.example.' },
  { kind: 'mails_failed', count: 3, lastAt: NOW },
  { kind: 'paused' },
  { kind: 'nothing_on' },
  { kind: 'look_late', at: NOW - 600_000, problem: 'Lever cannot be reached.' },
  { kind: 'arrivals_wait', count: 2 },
  {
    kind: 'stage',
    playbook: book,
    several: false,
    stage: 'Phone screen',
    people: 4,
    more: false,
    since: NOW - 60_000,
    came: 0,
    invited: 0,
    reused: 0,
    waiting: 0,
    notSent: 0,
    byApplication: 0,
    ofAnother: 0,
    notAddressed: 0,
    lastAt: null,
  },
];
const said = (finding: CheckFinding, plain = false) => checkWords.said(finding, { plain, now: NOW });

describe('what is found', () => {
  it.each(FAULTS.map((finding): [string, CheckFinding] => [finding.kind, finding]))(
    '%s is said in sentences, with a button that helps',
    (_, finding) => {
      expect(said(finding)).toMatch(/^[\p{Lu}\d“][^]*[.?]$/u);
      expect(said(finding)).not.toMatch(/null|undefined|NaN/);
      const remedy = remedyOf(finding, 'clock');
      expect(remedy?.label).toBeTruthy();
    },
  );

  it('names nobody in the copy for support', () => {
    for (const finding of FAULTS) {
      const plain = said(finding, true);
      expect(plain).not.toMatch(/Mara|Ola|@|Backend|Secret|Hubert|Phone|northwind/);
      expect(plain).toMatch(/^[\p{Lu}\d][^]*[.?]$/u);
    }
  });

  it('says why nobody is invited', () => {
    const stage = FAULTS.find((one) => one.kind === 'stage') as Extract<CheckFinding, { kind: 'stage' }>;
    expect(said(stage)).toContain('Whoever was there before is not invited by themselves.');
    expect(said({ ...stage, came: 3, lastAt: NOW })).toContain('nobody was invited');
    expect(remedyOf({ ...stage, came: 3 }, 'arrivals')).toEqual({ label: 'See why', to: '#/activity?kind=decisions' });
    expect(said({ ...stage, came: 3, invited: 2, lastAt: NOW })).toContain('2 were invited');
    expect(remedyOf({ ...stage, came: 3, invited: 2 }, 'arrivals')).toBeNull();
    const passed = { ...stage, several: true, came: 6, notAddressed: 6, lastAt: NOW };
    expect(said(passed)).toMatch(/^“Phone screen” \(“Backend hiring”\): .*: 6 are not for this playbook\.$/);
    expect(remedyOf(passed, 'arrivals')?.label).toBe('See why');
    const others = { ...passed, invited: 1, byApplication: 2, ofAnother: 1, notAddressed: 1 };
    expect(said(others)).toContain(
      '1 was invited, 2 are told under New applications, by which they came, 1 is for a playbook that comes first, 1 is not for this playbook and 1 was not invited.',
    );
    expect(said(others, true)).not.toContain('Backend hiring');
    const unlike = { ...stage, came: 4, invited: 1, reused: 1, waiting: 1, notSent: 1, lastAt: NOW };
    expect(said(unlike)).toContain(
      ': 1 was invited, 1 has an earlier result that is reused, 1 waits for your yes and 1 was to be invited but got nothing.',
    );
    expect(said({ ...stage, came: 2, notSent: 2, lastAt: NOW })).toContain(': 2 were to be invited but got nothing.');
    expect(remedyOf({ ...stage, came: 2, notSent: 2 }, 'arrivals')?.label).toBe('See why');
    expect(remedyOf({ ...stage, came: 2, reused: 1, notSent: 1 }, 'arrivals')).toBeNull();
    expect(remedyOf({ ...others, invited: 0 }, 'arrivals')).toBeNull();
    expect(said({ ...stage, people: 0 })).toContain('Nobody is there now.');
    expect(said({ ...stage, stage: null })).toContain('New applications: 4 people applied lately');
  });

  it('offers one button while Lever is away, not one at every link', () => {
    const away: CheckFinding = { kind: 'unchecked', reason: { why: 'offline' } };
    expect(remedyOf(away, 'sign_in')).toMatchObject({ does: 'check_all' });
    expect(remedyOf(away, 'clock')).toBeNull();
  });

  it('says which way a clock is wrong', () => {
    expect(said({ kind: 'clock_off', ahead: 3_600_000 })).toContain('60 minutes ahead of');
    expect(said({ kind: 'clock_off', ahead: -7_200_000 })).toContain('2 hours behind');
  });
});

describe('the whole chain', () => {
  const chain = (...standings: (CheckStanding | null)[]): CheckedChain => ({
    links: standings.map((standing) => ({
      link: 'clock',
      progress: 'rests',
      latest: standing === null ? null : { standing, at: NOW, items: [] },
      earlier: null,
    })),
  });

  it('is as good as its worst link', () => {
    expect(summary(chain('ok', 'ok'))).toMatchObject({ tone: 'good', words: 'Everything holds', at: NOW });
    expect(summary(chain('ok', 'look')).tone).toBe('warn');
    expect(summary(chain('look', 'fault', 'fault'))).toMatchObject({ tone: 'bad', words: '2 links do not hold' });
    expect(summary(chain('ok', 'unchecked')).words).toBe('Not everything could be checked');
    expect(summary(chain('ok', null)).at).toBeNull();
  });

  it('puts the gravest finding first', () => {
    const items = (['ok', 'unchecked', 'fault', 'look'] as const).map((standing): CheckItem => ({
      standing,
      finding: { kind: 'clock_right' },
    }));
    expect(gravest(items).map((one) => one.standing)).toEqual(['fault', 'look', 'unchecked', 'ok']);
  });

  it('is written down for support, link by link', () => {
    const text = checkWords.report(chain('fault'), NOW);
    expect(text).toEqual([]);
    const one = chain('ok');
    one.links[0]!.latest!.items = [{ standing: 'ok', finding: { kind: 'clock_right' } }];
    expect(checkWords.report(one, NOW)[0]).toBe(
      'Check clock: ok (2026-11-22T12:00:00.000Z) This computer’s clock agrees with Lever’s.',
    );
  });
});
