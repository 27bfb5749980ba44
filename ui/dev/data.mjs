// Believable data for developing the UI without the application layer. Never part of the product.
const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;
export const now = () => Date.now();

const question = (id, text, anchors = []) => ({ id, text, hint: null, anchors });
export const ASSESSMENTS = [
  {
    id: 'backend-basics',
    name: 'Backend basics',
    description: 'Five questions about everyday work behind an API: outages, slow pages, data and trade-offs.',
    minutes: 20,
    revision: 3,
    questions: [
      question('q1', 'Tell us about an outage that you caused. What did you change afterwards?', [
        'No example, or blames others',
        'Example, no lasting change',
        'Owns it, changed own habit',
        'Owns it, changed the system',
      ]),
      question('q2', 'How would you find out why a page became slow?', [
        'Guesses',
        'Reads code first',
        'Measures first',
        'Measures, narrows, explains cost',
      ]),
      question('q3', 'When would you not use a queue?', [
        'Does not know queues',
        'Always or never',
        'Names a good reason',
        'Weighs latency, order and operations',
      ]),
      question('q4', 'Describe a change to a database that went well.', []),
      question('q5', 'What do you look for when you read somebody else’s code?', [
        'Style only',
        'Bugs',
        'Intent and bugs',
        'Intent, tests, what is missing',
      ]),
    ],
  },
  {
    id: 'on-call',
    name: 'On-call judgement',
    description: 'Four short situations at three in the morning. There is no single right answer.',
    minutes: 25,
    revision: 1,
    questions: [
      'Two alerts arrive at once. Which first?',
      'When do you wake a colleague?',
      'What goes into the handover?',
      'Tell us about an alert that you deleted.',
    ].map((text, i) =>
      question(`o${i}`, text, [
        'Panics',
        'Follows a script',
        'Weighs impact',
        'Weighs impact and prevents the next one',
      ]),
    ),
  },
  {
    id: 'empathy',
    name: 'Customer empathy',
    description: 'Three letters from unhappy customers, to be answered in writing.',
    minutes: 15,
    revision: 2,
    questions: ['A parcel is two weeks late.', 'The same fault for the third time.', 'An unfair complaint.'].map(
      (text, i) => question(`e${i}`, text),
    ),
  },
];

export const STAGES = [
  'New lead',
  'Reached out',
  'Responded',
  'New applicant',
  'Recruiter screen',
  'Phone screen',
  'On-site interview',
  'Reference check',
  'Offer',
  'Hired',
].map((text, i) => ({ id: `stage-${i}`, text }));
export const USERS = [
  ['Mara Lindqvist', 'mara.lindqvist@northwind.example', 'super admin'],
  ['Ben Adeyemi', 'ben.adeyemi@northwind.example', 'team member'],
  ['Chiara Rossi', 'chiara.rossi@northwind.example', 'admin'],
  ['Dmitri Volkov', 'dmitri.volkov@northwind.example', 'limited team member'],
  ['Ebba Nyström', 'ebba.nystrom@northwind.example', 'interviewer'],
  ['<b>Farid</b> Hosseini', 'farid@northwind.example', 'team member'],
].map(([name, email, role], i) => ({ id: `user-${i}`, name, email, role }));

const NAMES = [
  'Aiko Tanaka',
  'Grace Okafor',
  'Jonas Weber',
  'Lena Fischer',
  'Marek Novák',
  'Nadia Petrova',
  'Omar Haddad',
  'Priya Raman',
  'Quentin Moreau',
  'Rosa Delgado',
  'Sven Eriksen',
  'Tomás Herrera',
  'Uma Krishnan',
  'Viktor Sokolov',
  'Wanjiru Kamau',
  'Ximena Ortiz',
  '<img src=x onerror=alert(1)>',
  'Yūki 山田',
  'Zoë van den Heuvel-Achterberg de la Torre y Montserrat',
  'محمد الأحمد',
  '"; DROP TABLE candidates; --',
  'Ægir Þórsson',
];
const POSTINGS = ['Backend Engineer', 'Site Reliability', 'Support Lead', 'Data Analyst'];
const STATES = [
  'submitted',
  'held',
  'submitted',
  'reviewed',
  'started',
  'invited',
  'reviewed',
  'submitted',
  'expired',
  'reviewed',
  'invited',
  'failed',
  'reviewed',
  'invited',
  'declined',
  'cancelled',
  'invited',
  'inviting',
  'submitted',
  'started',
  'reviewed',
  'invited',
];
const TEXT = {
  held: 'Sending',
  inviting: 'Sending',
  invited: 'Invited',
  submitted: 'Ready to review',
  evaluated: 'Ready to review',
  reviewed: 'Reviewed',
  cancelled: 'Called off',
  declined: 'Declined',
  expired: 'Expired',
  failed: 'Not delivered',
};

/** Sets the words that go with a state. */
export function toState(row, state) {
  row.state = state;
  row.stateText = state === 'started' ? `Question ${row.answered + 1} of ${row.questions}` : TEXT[state];
  if (state !== 'held') row.holdUntil = null;
  row.changedAt = now();
  return row;
}

export function makeRow(i, name = NAMES[i % NAMES.length]) {
  const assessment = ASSESSMENTS[i % 3];
  const state = STATES[i % STATES.length];
  const done = ['submitted', 'reviewed'].includes(state);
  const row = {
    id: `s${String(i).padStart(5, '0')}`,
    name: i >= NAMES.length ? `${name.split(' ')[0]} ${NAMES[(i * 7) % NAMES.length].split(' ').pop()}` : name,
    email: state === 'failed' ? null : `person${i}@example.com`,
    posting: POSTINGS[i % 4],
    stage: 'Phone screen',
    assessment: assessment.name,
    state,
    stateText: '',
    attention: state === 'failed',
    score: state === 'reviewed' ? 1 + ((i * 3) % 4) : null,
    holdUntil: state === 'held' ? now() + 40_000 : null,
    answered: done ? assessment.questions.length : state === 'started' ? 1 : 0,
    questions: assessment.questions.length,
    changedAt: 0,
  };
  const hold = row.holdUntil;
  toState(row, state);
  row.holdUntil = hold;
  row.changedAt = now() - (i === 1 ? 2000 : i * i * 1.7 * MIN + i * 4 * MIN);
  return row;
}

const ANSWERS = [
  'We deployed a migration on a Friday that locked the orders table for eleven minutes. I wrote the runbook the same night and made every migration run against a copy of production first, and since then we have not had a lock longer than a second.',
  'I would first ask whether it is slow for everybody or for one tenant, then look at the trace of one slow request before I read any code. Usually it is one query that lost its index, or one call in a loop.\n\nOnly then would I think about caching.',
  'When the caller needs the answer. A queue moves the waiting to somewhere nobody looks.',
  'We split a 400-column table in four steps: write both, backfill, read new, drop old. It took six weeks and nobody noticed, which was the point.',
  '<script>alert("hello")</script> I look for what it is meant to do, then for what happens when that fails.',
];

export function makeView(row, others) {
  const entered = row.changedAt - 2 * HOUR;
  const assessment = ASSESSMENTS.find((one) => one.name === row.assessment);
  const line = (id, at, kind, text, actor = 'Fulcrum', detail = null) => ({
    id,
    at,
    kind,
    text,
    actor,
    detail,
    screeningId: row.id,
    name: row.name,
  });
  const timeline = [
    line('1', entered, 'entered', `Entered ${row.stage}`, 'Ben Adeyemi', 'Moved in Lever'),
    line(
      '2',
      entered + 4000,
      'decided',
      `${row.assessment} chosen`,
      'Fulcrum',
      'Stage default of playbook Engineering',
    ),
  ];
  if (!['held', 'inviting'].includes(row.state))
    timeline.push(line('3', entered + 19_000, 'invited', 'Invited', 'Fulcrum', `Mail to ${row.email}`));
  if (['started', 'submitted', 'reviewed'].includes(row.state))
    timeline.push(line('4', entered + HOUR, 'started', 'Started', 'the candidate'));
  if (['submitted', 'reviewed'].includes(row.state))
    timeline.push(
      line('5', row.changedAt, 'submitted', `Answered ${row.answered} of ${row.questions}`, 'the candidate'),
    );
  if (row.state === 'reviewed')
    timeline.push(line('6', row.changedAt, 'reviewed', `Reviewed: ${row.score}`, 'Mara Lindqvist'));
  const can =
    {
      held: ['undo', 'send_now', 'cancel'],
      invited: ['copy_link', 'send_again', 'mail_program', 'cancel'],
      started: ['copy_link', 'cancel'],
      submitted: ['review'],
      reviewed: ['review'],
      failed: ['send_again', 'copy_link', 'cancel'],
    }[row.state] ?? [];
  return {
    row,
    opportunityId: `opp-${row.id}`,
    leverUrl: `https://hire.lever.co/candidates/opp-${row.id}`,
    owner: 'Mara Lindqvist',
    reference: 'F-7K3Q9M',
    link: 'https://interviews.example.com/i/abc',
    reportUrl: row.state === 'reviewed' ? 'https://interviews.example.com/r/abc' : null,
    expiresAt: now() + 6 * DAY,
    mailState: row.state === 'failed' ? 'failed' : 'sent',
    timeline,
    writes: [
      {
        id: `${row.id}-w1`,
        what: 'Send invitation',
        state: 'done',
        reason: null,
        attempts: 1,
        at: entered + 19_000,
        canRetry: false,
        canSkip: false,
      },
      {
        id: `${row.id}-w2`,
        what: 'Add tag Fulcrum-Screening-Invited',
        state: 'done',
        reason: null,
        attempts: 2,
        at: entered + 21_000,
        canRetry: false,
        canSkip: false,
      },
      ...(row.attention
        ? [
            {
              id: `${row.id}-w3`,
              what: 'Add note with the link',
              state: 'stuck',
              reason: 'Lever refused: you may not write notes on this posting.',
              attempts: 3,
              at: now() - 9 * MIN,
              canRetry: true,
              canSkip: true,
            },
          ]
        : []),
      ...(row.state === 'submitted'
        ? [
            {
              id: `${row.id}-w4`,
              what: 'Add tag Fulcrum-Screening-Completed',
              state: 'unclear',
              reason: 'The answer was lost on the way; looking whether the tag is there.',
              attempts: 1,
              at: now() - 20_000,
              canRetry: false,
              canSkip: false,
            },
          ]
        : []),
    ],
    decision: decision(),
    attention: row.attention
      ? [
          {
            id: `a-${row.id}`,
            at: now() - 12 * MIN,
            reason: 'No e-mail address in Lever, so no invitation was sent.',
            actions: [
              { id: 'open_lever', label: 'Open in Lever' },
              { id: 'recheck', label: 'Check again' },
              { id: 'dismiss', label: 'Dismiss' },
            ],
          },
        ]
      : [],
    answers:
      row.answered > 0
        ? {
            consentAt: entered + HOUR,
            submittedAt: row.state === 'started' ? null : row.changedAt,
            questions: assessment.questions.map((one, i) => ({
              question: one,
              answer: i < row.answered ? ANSWERS[i % 5] : '',
              score: row.state === 'reviewed' ? 1 + ((i + row.score) % 4) : null,
            })),
          }
        : null,
    review:
      row.state === 'reviewed'
        ? {
            score: row.score,
            comment: 'Clear about causes, careful with people. I would like to hear more about the database work.',
            reviewer: 'Mara Lindqvist',
            at: row.changedAt,
          }
        : null,
    others: others.slice(0, 1),
    can,
  };
}

export function decision(verdict = 'invite') {
  const check = (label, outcome = 'passed', found = null) => ({ label, outcome, found });
  return {
    id: 'd1',
    at: now() - 3 * HOUR,
    verdict,
    summary:
      verdict === 'invite'
        ? 'Entered Phone screen, which starts Backend basics.'
        : 'Left out: no e-mail address in Lever.',
    chosenBy: 'the stage default; no override tag, no posting map',
    checks: [
      check('Not archived'),
      check('Not anonymised'),
      check('May be contacted'),
      verdict === 'invite'
        ? check('Has an e-mail address', 'passed', 'person@example.com')
        : check('Has an e-mail address', 'failed', 'none'),
      check('Not snoozed'),
      check('Not confidential'),
      check('Not screened within 90 days'),
      check('Below the hourly limit', 'passed', '3 of 40'),
      check('No foreign tag'),
    ],
  };
}

export const PEOPLE = Array.from({ length: 14 }, (_, i) => ({
  opportunityId: `opp-p${i}`,
  decisionId: `dec-${i}`,
  name: NAMES[(i + 4) % NAMES.length],
  email: i === 2 ? null : `p${i}@example.com`,
  posting: POSTINGS[i % 4],
  enteredAt: now() - (i + 1) * 9 * HOUR,
  verdict: i < 9 ? 'invite' : i === 9 ? 'ask' : 'skip',
  assessment: i < 9 ? 'Backend basics' : null,
  reason:
    i < 9
      ? null
      : i === 9
        ? 'Somebody else seems to have invited this person already'
        : i < 12
          ? 'no e-mail address in Lever'
          : 'screened within 90 days',
}));
