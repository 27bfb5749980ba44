// What the stand-in answers: a small, stateful imitation of the contract.
import { ASSESSMENTS, PEOPLE, STAGES, USERS, decision, makeRow, makeView, now, toState } from './data.mjs';

const listeners = new Set();
export const subscribe = (listener) => (listeners.add(listener), () => listeners.delete(listener));
const changed = (kind, id = null) => listeners.forEach((listener) => listener({ kind, id }));
const fail = (code, message) => {
  throw { code, message, details: null };
};

export function commands(start) {
  const ready = start !== 'onboarding';
  const rows = start === 'ready' ? Array.from({ length: 1284 }, (_, i) => makeRow(i)) : [];
  const views = new Map();
  const viewOf = (id) => {
    const row = rows.find((one) => one.id === id) ?? fail('not_found', 'This screening does not exist any more.');
    if (!views.has(id)) views.set(id, makeView(row, rows.slice(200)));
    const kept = views.get(id);
    const fresh = makeView(row, rows.slice(200));
    return { ...fresh, review: kept.review ?? fresh.review, writes: kept.writes };
  };
  const state = {
    connection: {
      state: ready ? 'signed_in' : 'signed_out',
      accountName: ready ? 'Northwind Robotics' : null,
      user: ready ? USERS[0] : null,
      environment: ready ? 'sample' : null,
      isSample: ready,
      thisRunOnly: false,
      problem: null,
    },
    sync: { state: ready ? 'idle' : 'off', lastAt: now() - 4000, nextAt: now() + 6000, problem: null },
    setup: { connected: ready, userChosen: ready, triggerOn: ready, finished: ready },
    interview: {
      reachable: true,
      publicUrl: 'http://127.0.0.1:4000',
      loopback: true,
      deployed: false,
      mailReady: false,
      mailFrom: null,
      problem: null,
    },
  };
  let batch = start === 'ready' ? PEOPLE.slice(3, 11) : [];
  let attention =
    start === 'ready'
      ? [
          {
            id: 'att-1',
            at: now() - 12 * 60_000,
            title: 'Tomás Herrera',
            subtitle: 'Backend Engineer',
            reason: 'No e-mail address in Lever, so no invitation was sent.',
            actions: [
              { id: 'open_lever', label: 'Open in Lever' },
              { id: 'recheck', label: 'Check again' },
              { id: 'dismiss', label: 'Dismiss' },
            ],
            screeningId: 's00011',
            state: 'failed',
            leverUrl: 'https://hire.lever.co/candidates/opp-11',
          },
          {
            id: 'att-2',
            at: now() - 3_600_000,
            title: 'Posting: Data Analyst',
            subtitle: '31 applicants',
            reason: 'The tag “Hubert: 61f08” names no interview. Did you mean “61f080”?',
            actions: [
              { id: 'use', label: 'Use 61f080' },
              { id: 'dismiss', label: 'Dismiss' },
            ],
            screeningId: null,
            state: null,
            leverUrl: null,
          },
        ]
      : [];
  const settings = {
    notifyAbout: 'mine',
    notifyNames: true,
    appearance: 'system',
    autostart: true,
    holdSeconds: 10,
    directory: true,
    retentionDays: 180,
    redirectPort: 23917,
    mail: null,
  };
  const playbook = {
    id: 'pb-1',
    name: 'Engineering',
    on: ready,
    triggers: ready ? [{ stageId: 'stage-5', stage: 'Phone screen', onSince: now() - 9e8 }] : [],
    assessmentId: 'backend-basics',
    assessment: 'Backend basics',
    tags: {
      invited: 'Fulcrum-Screening-Invited',
      completed: 'Fulcrum-Screening-Completed',
      score: 'Fulcrum-Screening-Score:{{ score }}',
    },
    mailSubject: 'Your interview with {{ company }}',
    mailText:
      'Hello {{ first_name }},\n\nthank you for applying as {{ posting }}. Please answer five short questions in your own time:\n\n{{ link }}\n\nThe link works until {{ expires }}. You can stop and go on later.\n\nKind regards,\n{{ sender }}',
    expiresInDays: 7,
    rescreenAfterDays: 90,
    hourlyCap: 40,
    atThisDesk: false,
    blocked: null,
  };
  const second = {
    ...playbook,
    id: 'pb-2',
    name: 'Support',
    on: false,
    triggers: [],
    assessmentId: 'empathy',
    assessment: 'Customer empathy',
    blocked: 'Candidates could not open their link: the interview service runs on this computer only.',
  };
  const books = [playbook, second];
  const stateIs = (...states) => rows.filter((row) => states.includes(row.state));
  const counts = () => ({
    inbox: attention.length + Math.min(4, stateIs('submitted').length) + batch.length,
    attention: attention.length,
    toReview: stateIs('submitted').length,
    open: stateIs('held', 'inviting', 'invited', 'started').length,
    screenings: rows.length,
    recentCompletions: [],
  });
  const FILTERS = {
    all: () => true,
    open: (r) => ['held', 'inviting', 'invited', 'started'].includes(r.state),
    invited: (r) => r.state === 'invited',
    to_review: (r) => r.state === 'submitted',
    attention: (r) => r.attention,
    reviewed: (r) => r.state === 'reviewed',
    ended: (r) => ['cancelled', 'declined', 'expired', 'failed'].includes(r.state),
  };
  const touch = (row) => (changed('screening', row.id), changed('inbox'), changed('status'));
  const find = ({ screeningId }) =>
    rows.find((row) => row.id === screeningId) ?? fail('not_found', 'This screening does not exist any more.');

  setInterval(() => {
    if (state.connection.state !== 'signed_in' || state.sync.state === 'paused') return;
    for (const row of rows) if (row.state === 'held' && row.holdUntil < now()) touch(toState(row, 'invited'));
    if (state.sync.nextAt < now()) {
      state.sync = { ...state.sync, state: 'idle', lastAt: now(), nextAt: now() + 10_000 };
      changed('status');
    }
  }, 500);

  const signIn = (environment) => {
    state.connection = { ...state.connection, state: 'waiting_for_browser', environment };
    changed('status');
    setTimeout(
      () => {
        if (state.connection.state !== 'waiting_for_browser') return;
        state.connection = {
          ...state.connection,
          state: 'signed_in',
          accountName: 'Northwind Robotics',
          isSample: environment === 'sample',
          problem: null,
        };
        state.setup.connected = true;
        state.sync.state = 'idle';
        changed('status');
      },
      environment === 'sample' ? 900 : 4000,
    );
  };
  const preview = (opportunityId, assessmentId) => {
    const person = directory.find((one) => one.opportunityId === opportunityId) ?? { ...directory[0], opportunityId };
    const chosen = ASSESSMENTS.find((one) => one.id === assessmentId) ?? ASSESSMENTS[0];
    const refusal =
      person.obstacle === 'No e-mail' ? 'There is no e-mail address in Lever. Add one there and try again.' : null;
    return {
      person,
      assessmentId: chosen.id,
      assessment: chosen.name,
      chosenBy: assessmentId ? 'chosen by you' : 'stage default of Engineering',
      mailSubject: 'Your interview with Northwind Robotics',
      mailText: `Hello ${person.name},\n\nplease answer a few questions in your own time:\n\nhttps://…\n\nKind regards,\nMara Lindqvist`,
      mailWillBeSent: true,
      tags: ['Fulcrum-Screening-Invited'],
      refusal,
      checks: decision(refusal ? 'skip' : 'invite').checks,
    };
  };
  const directory = [
    'Sven Eriksen',
    'Svenja Erhardt',
    'Sverre Dahl',
    'Aiko Tanaka',
    '<img src=x onerror=alert(1)>',
    'Hanna Kowalska',
  ].map((name, i) => ({
    opportunityId: `opp-d${i}`,
    name,
    email: i === 1 ? null : `${i}.person@example.com`,
    posting: 'Backend Engineer',
    stage: 'Phone screen',
    obstacle: i === 1 ? 'No e-mail' : null,
  }));

  return {
    status: () => ({
      ...state,
      queue: { waiting: stateIs('inviting').length > 3 ? 0 : 2, unclear: 0, stuck: 0 },
      counts: counts(),
      version: '0.1.0',
    }),
    connect_options: () => ({
      environments: [
        {
          id: 'production',
          label: 'Lever',
          about: 'Your company’s account.',
          needsClient: true,
          redirectUri: 'http://localhost:23917/callback',
          needsUrls: false,
        },
        {
          id: 'lever_sandbox',
          label: 'Lever’s sandbox',
          about: 'Lever’s own test environment.',
          needsClient: true,
          redirectUri: 'http://localhost:23917/callback',
          needsUrls: false,
        },
        {
          id: 'sample',
          label: 'Sample company',
          about: 'A made-up company, all on this computer.',
          needsClient: false,
          redirectUri: 'http://localhost:23917/callback',
          needsUrls: false,
        },
        {
          id: 'custom',
          label: 'Another address',
          about: 'A Lever behind other addresses.',
          needsClient: true,
          redirectUri: 'http://localhost:23917/callback',
          needsUrls: true,
        },
      ],
      permissions: [
        ['opportunities:write:admin', 'See candidates, add tags and links, move stages'],
        ['notes:write:admin', 'Add the note with the outcome'],
        ['contact:read:admin', 'Know the e-mail address'],
        ['stages:read:admin', 'List the stages of your pipeline'],
        ['users:read:admin', 'Find you among the users'],
        ['offline_access', 'Stay signed in'],
      ]
        .map(([scope, purpose]) => ({ scope, purpose, optional: false }))
        .concat([
          {
            scope: 'confidential:access:admin',
            purpose: 'Without it, candidates of confidential postings are invisible.',
            optional: true,
          },
        ]),
    }),
    connect_oauth: ({ environment }) => signIn(environment),
    cancel_sign_in: () => ((state.connection.state = 'signed_out'), changed('status')),
    connect_api_key: ({ apiKey }) =>
      apiKey.length < 5 ? fail('sign_in_failed', 'Lever does not know this key.') : signIn('production'),
    disconnect: () => (
      (state.connection.state = 'signed_out'),
      (state.setup = { connected: false, userChosen: false, triggerOn: false, finished: false }),
      changed('status')
    ),
    lever_users: () => USERS,
    choose_user: ({ userId }) => (
      (state.connection.user = USERS.find((user) => user.id === userId)),
      (state.setup.userChosen = true),
      changed('status')
    ),
    finish_setup: () => ((state.setup.finished = true), changed('status')),
    pair_interview: ({ url }) => (
      (state.interview = {
        ...state.interview,
        publicUrl: url ?? 'http://127.0.0.1:4000',
        deployed: Boolean(url),
        loopback: !url,
      }),
      changed('status')
    ),
    stages: () => STAGES,
    assessments: () => ASSESSMENTS,
    playbooks: () => books,
    save_playbook: ({ id, ...rest }) => {
      const book = books.find((one) => one.id === id);
      if (rest.mailText?.includes('{{ oops'))
        fail('invalid_input', 'The text mentions “oops”, which is not known here.');
      for (const [key, value] of Object.entries(rest)) if (value !== null) book[key] = value;
      book.assessment = ASSESSMENTS.find((one) => one.id === book.assessmentId)?.name ?? null;
      if (book.atThisDesk) book.blocked = null;
      changed('playbooks', id);
      return book;
    },
    preview_trigger: ({ playbookId }) => ({
      people: PEOPLE,
      wouldInvite: 9,
      reasons: [
        { reason: 'no e-mail address in Lever', count: 2 },
        { reason: 'screened within 90 days', count: 2 },
      ],
      blocked:
        !state.connection.isSample &&
        state.interview.loopback &&
        !books.find((one) => one.id === playbookId)?.atThisDesk
          ? 'Candidates could not open their link: the interview service runs on this computer only.'
          : null,
    }),
    switch_on: ({ playbookId, stageIds, inviteNow }) => {
      const book = books.find((one) => one.id === playbookId);
      Object.assign(book, {
        on: true,
        triggers: stageIds.map((id) => ({
          stageId: id,
          stage: STAGES.find((one) => one.id === id).text,
          onSince: now(),
        })),
      });
      state.setup.triggerOn = true;
      for (const id of inviteNow)
        rows.unshift({
          ...makeRow(1, PEOPLE.find((one) => one.opportunityId === id).name),
          id: `new-${id}`,
          holdUntil: now() + 10_000,
          changedAt: now(),
        });
      for (const kind of ['playbooks', 'status', 'screening']) changed(kind);
      return book;
    },
    switch_off: ({ playbookId }) => (
      Object.assign(
        books.find((one) => one.id === playbookId),
        { on: false, triggers: [] },
      ),
      changed('playbooks'),
      books.find((one) => one.id === playbookId)
    ),
    inbox: () => ({
      attention,
      waiting: batch.length
        ? [
            {
              playbookId: 'pb-1',
              reason: 'They arrived while this computer was asleep, more than a day ago.',
              people: batch,
            },
          ]
        : [],
      toReview: stateIs('submitted').slice(0, 4),
      goingOut: stateIs('held', 'inviting').slice(0, 3),
      finished: stateIs('reviewed').slice(0, 3),
    }),
    decide_waiting: ({ invite, dismiss }) => (
      (batch = batch.filter((one) => !invite.includes(one.decisionId) && !dismiss.includes(one.decisionId))),
      changed('inbox'),
      changed('status')
    ),
    candidates: ({ search, filter, after, limit }) => {
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      const found = rows
        .filter(FILTERS[filter])
        .filter((row) => words.every((word) => `${row.name} ${row.email} ${row.posting}`.toLowerCase().includes(word)));
      const from = after === null ? 0 : Number(after);
      const size = limit ?? 100;
      return {
        rows: found.slice(from, from + size),
        next: from + size < found.length ? String(from + size) : null,
        counts: Object.entries(FILTERS).map(([name, test]) => ({ filter: name, count: rows.filter(test).length })),
      };
    },
    candidate: ({ screeningId }) => viewOf(screeningId),
    submit_review: ({ screeningId, score, comment }) => {
      const row = find({ screeningId });
      row.score = score;
      toState(row, 'reviewed');
      viewOf(screeningId);
      views.get(screeningId).review = { score, comment, reviewer: 'Mara Lindqvist', at: now() };
      setTimeout(() => touch(row), 50);
      return viewOf(screeningId);
    },
    undo: (ref) =>
      find(ref).state === 'held'
        ? touch(toState(find(ref), 'cancelled'))
        : fail('too_late', 'The invitation left a moment ago.'),
    release: (ref) => touch(toState(find(ref), 'invited')),
    cancel_screening: (ref) => touch(toState(find(ref), 'cancelled')),
    send_again: () => fail('mail_trouble', 'smtp.example.com did not answer.'),
    candidate_link: () => ({ url: 'https://interviews.example.com/i/abc' }),
    settle_attention: ({ attentionId }) => (
      (attention = attention.filter((one) => one.id !== attentionId)),
      changed('inbox'),
      changed('status')
    ),
    settle_write: ({ writeId, action }) => {
      for (const view of views.values())
        for (const write of view.writes)
          if (write.id === writeId)
            Object.assign(write, {
              state: action === 'skip' ? 'skipped' : 'done',
              reason: null,
              canRetry: false,
              canSkip: false,
            });
      changed('screening');
    },
    find_people: ({ text }) => ({
      people: directory.filter((one) => one.name.toLowerCase().includes(text.toLowerCase()) || text.includes('@')),
      note: 'The directory is still being filled: 1,200 of about 20,000.',
    }),
    preview_send: ({ opportunityId, assessmentId }) => preview(opportunityId, assessmentId),
    send_now: ({ opportunityId }) => {
      const person = preview(opportunityId).person;
      const row = {
        ...makeRow(1, person.name),
        id: `sent-${rows.length}`,
        holdUntil: now() + 10_000,
        changedAt: now(),
      };
      rows.unshift(row);
      touch(row);
      return { screeningId: row.id };
    },
    why: () => ({
      name: 'Somebody',
      decisions: [decision(), decision('skip')].map((one, i) => ({ ...one, id: `d${i}`, at: one.at - i * 4e7 })),
    }),
    activity: ({ filter, after, limit }) => {
      const kinds = { decisions: ['decided', 'entered'], writes: ['wrote'], attention: ['attention'] }[filter];
      const all = Array.from({ length: 300 }, (_, i) => {
        const kind = [
          'invited',
          'decided',
          'wrote',
          'entered',
          'submitted',
          'attention',
          'started',
          'reviewed',
          'account',
          'cancelled',
        ][i % 10];
        const row = rows[i % Math.max(1, rows.length)];
        return {
          id: String(1000 - i),
          at: now() - i * i * 9000,
          kind,
          text: {
            invited: 'Invitation sent',
            decided: 'Backend basics chosen',
            wrote: 'Tag Fulcrum-Screening-Invited added',
            entered: 'Entered Phone screen',
            submitted: 'Handed in 5 answers',
            attention: 'Needs attention: no e-mail address',
            started: 'Started',
            reviewed: 'Reviewed: 3 Yes',
            account: 'Signed in again',
            cancelled: 'Called off',
          }[kind],
          actor: i % 3 ? 'Fulcrum' : 'Mara Lindqvist',
          detail: kind === 'decided' ? 'Stage default of playbook Engineering' : null,
          screeningId: kind === 'account' ? null : (row?.id ?? null),
          name: kind === 'account' ? null : (row?.name ?? null),
        };
      }).filter((one) => rows.length > 0 && (!kinds || kinds.includes(one.kind)));
      const from = after === null ? 0 : Number(after);
      return {
        rows: all.slice(from, from + (limit ?? 100)),
        next: from + (limit ?? 100) < all.length ? String(from + (limit ?? 100)) : null,
      };
    },
    sync_now: () => {
      state.sync.state = 'syncing';
      changed('status');
      setTimeout(
        () => (
          (state.sync = { ...state.sync, state: 'idle', lastAt: now(), nextAt: now() + 10_000 }),
          changed('status')
        ),
        600,
      );
    },
    pause: ({ on }) => ((state.sync.state = on ? 'paused' : 'idle'), changed('status')),
    settings: () => settings,
    save_settings: (next) => {
      if (next.redirectPort < 1024) fail('invalid_input', 'Ports below 1024 are reserved by the system.');
      Object.assign(settings, next, { mail: settings.mail });
      changed('settings');
      return settings;
    },
    save_mail: ({ password, ...mail }) => (
      (settings.mail = { ...mail, hasPassword: Boolean(password) || Boolean(settings.mail?.hasPassword) }),
      (state.interview.mailReady = true),
      changed('settings'),
      changed('status'),
      settings
    ),
    test_mail: ({ to }) => (to.includes('fail') ? fail('mail_trouble', 'The server refused the password.') : undefined),
    open_link: () => undefined,
  };
}
