// Every state of sign-in, drawn: the backend's own status with another connection in it. That each of them is
// reached, and left again, is held by the tests of crates/app.
import { axe, expect, until } from './checks.mjs';
import { goTo } from './journeys.mjs';

const known = (state, more = {}) => ({ connection: { state, ...more }, setup: { connected: true } });
const unknown = (state, more = {}) => ({
  connection: { state, accountName: null, user: null, isSample: false, environment: null, ...more },
  setup: { connected: false },
});
const LOCKED = 'The keychain does not give the key to Lever. Everything waits and goes on by itself.';

/** What the status says, and what every page must then say. */
const STATES = {
  'sign-in-again': {
    ...known('sign_in_again', { cause: 'refused' }),
    sync: { state: 'troubled', problem: 'Lever wants a new sign-in. Everything waits until then.' },
    words: 'Lever no longer accepts the earlier sign-in',
  },
  damaged: {
    ...known('sign_in_again', { cause: 'damaged', isSample: false, environment: 'production' }),
    sync: { state: 'troubled', problem: 'Lever wants a new sign-in. Everything waits until then.' },
    words: 'What the keychain holds for Lever is damaged',
  },
  absent: {
    ...known('sign_in_again', { cause: 'absent', isSample: false, environment: 'production' }),
    sync: { state: 'troubled', problem: 'Lever wants a new sign-in. Everything waits until then.' },
    words: 'The keychain no longer holds Lever’s keys',
  },
  'one-run-over': {
    ...known('sign_in_again', { cause: 'one_run', isSample: false, environment: 'production' }),
    sync: { state: 'troubled', problem: 'Lever wants a new sign-in. Everything waits until then.' },
    words: 'Lever’s keys were kept until you quit',
  },
  'over-to-memory': {
    ...known('sign_in_again', { cause: 'one_run', thisRunOnly: true, isSample: false, environment: 'production' }),
    sync: { state: 'troubled', problem: 'Lever wants a new sign-in. Everything waits until then.' },
    words: 'Memory does not hold Lever’s keys yet',
  },
  'key-again': {
    ...known('sign_in_again', { cause: 'refused', byKey: true, isSample: false, environment: 'production' }),
    sync: { state: 'troubled', problem: 'Lever wants a new sign-in. Everything waits until then.' },
    words: 'Lever no longer accepts the API key',
  },
  'keychain-locked': {
    ...known('keychain_locked'),
    sync: { state: 'troubled', problem: LOCKED },
    words: 'goes on by itself',
  },
  'keychain-gone': {
    ...known('keychain_missing'),
    sync: { state: 'troubled', problem: LOCKED },
    words: 'The keychain does not answer',
  },
  'keychain-failing': {
    ...known('keychain_failing'),
    sync: { state: 'troubled', problem: LOCKED },
    words: 'is open, but does not do as asked',
  },
  'this-run': { ...known('signed_in', { thisRunOnly: true, isSample: false }), words: 'until you quit' },
  'sign-in-failed': {
    ...known('signed_in', {
      isSample: false,
      problem: 'Only a Super Admin of your company’s Lever account can allow Fulcrum to connect.',
    }),
    words: '',
  },
  waiting: {
    ...unknown('waiting_for_browser', {
      environment: 'production',
      problem: 'A page of an earlier sign-in came back and was ignored. Go on in the page that was opened last.',
    }),
    words: 'Waiting for you to sign in',
  },
  'signed-out': { ...unknown('signed_out'), words: 'Not connected to Lever' },
  'locked-before': { ...unknown('keychain_locked'), words: 'nobody can sign in' },
  'failing-before': { ...unknown('keychain_failing'), words: 'is open, but does not do as asked' },
  'no-keychain': { ...unknown('keychain_missing'), words: 'This computer has no keychain' },
};

/** Draws each state on the Inbox, on the connect page and in Settings. */
export async function signInStates(page, theme, shot, faults) {
  for (const [name, { words, ...change }] of Object.entries(STATES)) {
    await page.route('**/rpc/status', async (route) => {
      const response = await route.fetch();
      const status = await response.json();
      for (const [part, fields] of Object.entries(change)) Object.assign(status[part], fields);
      await route.fulfill({ response, json: status });
    });
    await page.reload();
    for (const [view, hash] of [
      ['inbox', '#/inbox'],
      ['connect', '#/connect'],
      ['account', '#/settings/account'],
    ]) {
      const where = `${name} ${view} (${theme})`;
      await goTo(page, where, hash);
      await shot(`state-${name}-${view}-${theme}`);
      await axe(page, where, faults);
      if (view !== 'inbox') continue;
      const main = await page.locator('main').innerText();
      expect(main.includes(words), where, `does not say “${words}”`, faults);
    }
    await page.unrouteAll({ behavior: 'wait' });
  }
  await page.reload();
  await connectionTest(page, theme, shot, faults);
}

/** The real test at the sample company, from the keyboard; then one that finds something missing. */
async function connectionTest(page, theme, shot, faults) {
  const test = page.getByTestId('test-connection');
  const result = page.getByTestId('connection-result');
  await goTo(page, 'settings', '#/settings/account');
  await test.focus();
  await page.keyboard.press('Enter');
  await result.waitFor();
  expect((await result.innerText()).includes('The connection works'), 'connection test', 'finds a fault', faults);
  await shot(`connection-test-${theme}`);
  await axe(page, `connection test (${theme})`, faults);

  await page.route('**/rpc/test_connection', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    const lacking = answer.permissions.filter((one) => /^(contact|notes)/.test(one.scope));
    for (const one of lacking)
      Object.assign(one, { outcome: 'missing', note: 'Lever did not grant it at the sign-in.' });
    answer.advice = 'Sign in again, and let a Super Admin allow everything.';
    await route.fulfill({ response, json: answer });
  });
  await page.keyboard.press('Enter');
  await until(page, 'what is missing is said', () =>
    document.querySelector('[data-testid="connection-result"]')?.textContent?.includes('2 permissions missing'),
  );
  const first = await page.getByTestId('permission').first().getAttribute('data-outcome');
  expect(first === 'missing', 'connection test', 'what is missing does not come first', faults);
  await shot(`connection-test-missing-${theme}`);
  await axe(page, `connection test, missing (${theme})`, faults);
  await goTo(page, 'connect', '#/connect');
  await page.getByTestId('missing-permissions').waitFor();
  await shot(`connected-missing-${theme}`);
  await axe(page, `connected, missing (${theme})`, faults);
  await goTo(page, 'connect anew', '#/connect?anew=yes');
  await page.getByTestId('connect-submit').waitFor();
  await shot(`connect-anew-${theme}`);
  await page.unrouteAll({ behavior: 'wait' });
}
