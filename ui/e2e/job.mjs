// The main job, from a candidate who enters the trigger stage to the score in Lever.
import { axe, eventually, expect } from './checks.mjs';
import { Lever, answer, ask } from './people.mjs';

const id = (page, name) => page.getByTestId(name);
const WHERE = 'the main job';
/** Names that break careless pages. */
const HOSTILE = '<img src=x onerror=alert(1)>';
const LONG = 'María Fernanda Guadalupe de los Ángeles Montenegro-Castellanos y Wolfeschlegelstein von Hohenberg';
export const ANSWERS = [
  'We deployed a migration on a Friday that locked the orders table for eleven minutes. I wrote the runbook the same night and made every migration run against a copy of production first, and since then we have not had a lock longer than a second.',
  'I would first ask whether it is slow for everybody or for one tenant, then look at the trace of one slow request before I read any code. Usually it is one query, and the plan says why.',
  'First I add the new columns and write both. Then I fill the old rows in small batches, read from the new ones behind a switch, and only when nobody reads the old column any more do I drop it.\n\nEvery step can be rolled back on its own.',
  '<script>alert(1)</script> is what I would type into every field first. Then I read the tests, because they say what the author thought of.',
  'I took the mail queue down for an afternoon.',
];

const rowOf = (page, name) =>
  ask(page, 'candidates', { search: name, filter: 'all', after: null, limit: 5 }).then((found) => found.rows?.[0]);

/** Waits until the screening of `name` is in one of some states, and answers with its row. */
export function reaches(page, name, ...states) {
  return eventually(`the screening of ${name} is ${states.join(' or ')}`, async () => {
    const row = await rowOf(page, name);
    return row && states.includes(row.state) ? row : null;
  });
}

/** Waits until a mark of the page carries a state. */
async function shows(page, state) {
  await page.locator(`[data-testid="state-pill"][data-state="${state}"]`).first().waitFor();
}

/** Plays the job once and leaves screenings in every state behind for the walk. */
export async function mainJob(page, origin, shot, faults) {
  const lever = new Lever(origin);
  const trigger = await lever.stage('Phone screen');
  const posting = await lever.posting('Backend Engineer');
  const come = (name, email) => lever.add({ name, email, posting, applied: true });

  // Somebody enters the trigger stage.
  const aiko = await come('Aiko Tanaka', 'aiko.tanaka@example.com');
  const others = [
    await come('Jonas Weber', 'jonas.weber@example.com'),
    await come('Priya Raman', 'priya.raman@example.com'),
    await come('Tomás Herrera', null),
    await come(LONG, 'maria.fernanda.guadalupe.de.los.angeles.montenegro.castellanos@example.com'),
    await come('نور الهدى', 'noor.alhuda@example.com'),
    (await lever.find(HOSTILE))[0],
  ];
  await page.evaluate(() => (location.hash = '#/inbox'));
  await lever.move(aiko.id, trigger);
  const held = await reaches(page, 'Aiko Tanaka', 'held');
  await page.getByTestId(`inbox-row-${held.id}`).waitFor();
  await shot('job-1-held');
  await page.getByTestId(`inbox-row-${held.id}`).getByRole('link').click();
  await shows(page, 'held');
  await shot('job-2-held');
  await axe(page, 'held', faults);

  // While Fulcrum is paused nothing leaves: to send it now is not offered, and it says why.
  await id(page, 'pause').click();
  await page.locator('.banner').getByText('Paused').waitFor();
  await id(page, 'action-send_now').waitFor({ state: 'detached' });
  await page.locator('[data-testid="state-pill"]').getByText('On hold while paused').waitFor();
  await shot('job-2-paused');
  await id(page, 'pause').click();
  await id(page, 'action-send_now').click();
  await shows(page, 'invited');
  for (const one of others) await lever.move(one.id, trigger);
  await shot('job-3-invited');
  await axe(page, 'invited', faults);

  // The candidate answers.
  const link = (await ask(page, 'candidate_link', { screeningId: held.id })).url;
  await answer(page.context(), link, ANSWERS);
  await id(page, 'score-1').waitFor();
  await shows(page, 'submitted');
  await shot('job-4-answers');

  // The recruiter scores from the keyboard.
  for (const score of [3, 4, 3, 2, 3, 3]) {
    const before = await page.evaluate(() => document.querySelector('[data-question].active')?.dataset.question);
    await page.keyboard.press(String(score));
    if (before !== 'overall') {
      await page.waitForFunction(
        (old) => document.querySelector('[data-question].active')?.dataset.question !== old,
        before,
      );
    }
    const ring = await page.evaluate(() => {
      const { dataset, role } = document.activeElement;
      return role === 'radiogroup' ? 'all' : dataset.score;
    });
    const meant = before === 'overall' ? String(score) : 'all';
    expect(ring === meant, WHERE, `after ${score} for ${before} the focus is on ${ring}`, faults);
  }
  await id(page, 'review-comment').fill('Measures before guessing. Ask about batches on site.');
  await shot('job-5-scored');
  await axe(page, 'scored', faults);
  await page.keyboard.press('Control+Enter');
  await shows(page, 'reviewed');
  await page.getByText('Written to Lever').first().waitFor();
  await shot('job-6-reviewed');
  const done = await eventually('everything is written to Lever', async () => {
    const view = await ask(page, 'candidate', { screeningId: held.id });
    return view.writes.length > 0 && view.writes.every((write) => write.state === 'done') && view;
  });
  await id(page, 'writes-done').locator('summary').click();
  const writes = await id(page, 'writes-done').innerText();
  expect(writes.includes('Added tag') && !writes.includes('Add tag'), WHERE, `the writes say ${writes}`, faults);
  expect((await page.title()).startsWith('Aiko Tanaka'), WHERE, `the window is called ${await page.title()}`, faults);
  const inLever = await lever.one(aiko.id);
  for (const tag of ['Invited', 'Completed', 'Score:3']) {
    expect(
      inLever.tags.some((one) => one.includes(tag)),
      WHERE,
      `no tag with ${tag} in Lever: ${inLever.tags}`,
      faults,
    );
  }
  expect(
    inLever.notes.some((note) => JSON.stringify(note).includes('Measures before guessing')),
    WHERE,
    'the comment is in no note',
    faults,
  );
  expect(done.review?.score === 3 && done.review.scores.length === 5, WHERE, 'a score is missing', faults);

  await byHand(page, lever, shot, faults);

  // One who is ready to review and one who has begun, for the pictures.
  const jonas = await reaches(page, 'Jonas Weber', 'invited');
  await answer(page.context(), (await ask(page, 'candidate_link', { screeningId: jonas.id })).url, ANSWERS);
  const priya = await reaches(page, 'Priya Raman', 'invited');
  await answer(page.context(), (await ask(page, 'candidate_link', { screeningId: priya.id })).url, ANSWERS, 2);
  await reaches(page, 'Jonas Weber', 'submitted', 'evaluated');
  await reaches(page, 'Priya Raman', 'started');
  await eventually(
    'the candidate without an address needs attention',
    async () => (await ask(page, 'inbox')).attention.length > 0,
  );
}

/** Sends one by hand, from the keyboard, and calls it back; then once more for good. */
async function byHand(page, lever, shot, faults) {
  const noor = await lever.add({ name: 'Noor Ziegler', email: 'noor.ziegler@example.com' });
  const send = async () => {
    await page.keyboard.press('c');
    await id(page, 'send-input').fill('noor.ziegler@example.com');
    await id(page, `send-hit-${noor.id}`).waitFor();
    await page.locator('[data-testid="send-submit"]:not(:disabled)').waitFor();
  };
  await eventually('nothing has the focus that takes keys', () =>
    page.evaluate(() => {
      document.activeElement?.blur();
      return true;
    }),
  );
  await send();
  await shot('job-7-send');
  await axe(page, 'send by hand', faults);
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('toast').filter({ hasText: 'Noor Ziegler' }).getByTestId('undo').click();
  await reaches(page, 'Noor Ziegler', 'cancelled');
  await page.getByTestId('toast').getByText('Called off.').waitFor();
  await send();
  await page.keyboard.press('Control+Enter');
  const sent = await reaches(page, 'Noor Ziegler', 'held');
  expect(
    sent.holdUntil > (await page.evaluate(() => Date.now())),
    WHERE,
    'a screening by hand has no time to undo it',
    faults,
  );
  await page.evaluate((next) => (location.hash = next), `#/candidates/${sent.id}`);
  await id(page, 'action-send_now').click();
  await shows(page, 'invited');
  expect(
    (await page.locator('main').getByTestId('action-undo').count()) === 0,
    WHERE,
    'Undo is offered for what has left',
    faults,
  );
}
