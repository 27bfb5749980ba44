import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GLOBAL_ACTIONS } from '../actions/global';
import { registry } from '../actions/registry';
import type { AppError, ConnectionView, EnvironmentView, SetupView, Status } from '../generated/api';
import type { Platform } from '../platform/types';
import { settings, status as statusNow } from '../state/app.svelte';
import { useBackend } from '../state/backend';
import { toasts } from '../state/toasts.svelte';
import Onboarding from './Onboarding.svelte';
import { commonWords } from '../words/common';
import { connectWords as words } from '../words/connect';
import Banners from '../components/shell/Banners.svelte';
import Toasts from '../components/shell/Toasts.svelte';
import ConnectPanel from '../components/connect/ConnectPanel.svelte';
import Waiting from '../components/connect/Waiting.svelte';

const OUT: Partial<ConnectionView> = { state: 'signed_out', problem: null, environment: null, isSample: false };
const status = (connection: Partial<ConnectionView> = {}, setup: Partial<SetupView> = {}) => {
  const connected = connection.state === 'signed_in';
  return {
    connection: { ...OUT, ...connection },
    setup: { connected, userChosen: false, triggerOn: false, byHand: false, finished: false, ...setup },
    interview: { mailReady: false },
    sync: { state: 'off' },
  } as Status;
};
const error = (code: AppError['code'], message = 'It is so.'): AppError => ({ code, message, details: null });

let port: number;
let needsClient: boolean;
/** What the commands answer; a thrown error is refused. */
let answers: Record<string, (request: unknown) => unknown>;
const asked = vi.fn();

function environment(id: string): EnvironmentView {
  return {
    id,
    label: id,
    about: '',
    needsClient: id !== 'sample' && needsClient,
    clientId: 'the id',
    redirectUri: `http://localhost:${port}/callback`,
    needsUrls: false,
    urls: null,
  };
}

beforeEach(() => {
  port = 23917;
  needsClient = true;
  localStorage.clear();
  toasts.clear();
  Element.prototype.scrollIntoView = vi.fn();
  asked.mockClear();
  answers = {
    connect_options: () => ({
      environments: ['production', 'lever_sandbox', 'sample'].map(environment),
      permissions: [],
      confidentialAsked: false,
    }),
    save_settings: (request) => {
      port = (request as { redirectPort: number }).redirectPort;
      return request;
    },
    lever_users: () => [],
    test_connection: () => ({ permissions: [], advice: null }),
    playbooks: () => [],
    assessments: () => [],
    stages: () => [],
  };
  settings.put({ redirectPort: port } as never);
  useBackend({
    call: (name: string, request: unknown) => {
      asked(name, request);
      return new Promise((answer) => answer(answers[name]?.(request) ?? {}));
    },
    onChange: () => () => {},
  } as unknown as Platform);
});
let forget: () => void;
beforeEach(() => void (forget = registry.add(GLOBAL_ACTIONS)));
afterEach(() => {
  forget();
  cleanup();
  statusNow.data = null;
});

const refuse = (thrown: AppError) => () => {
  throw thrown as unknown as Error;
};
function panel(connection: Partial<ConnectionView> = {}, props = {}) {
  const now = status(connection);
  statusNow.put(now);
  return render(ConnectPanel, { status: now, ...props });
}
function setUp(connection: Partial<ConnectionView> = {}, setup: Partial<SetupView> = {}) {
  const now = status(connection, setup);
  statusNow.put(now);
  render(Toasts);
  return render(Onboarding, { status: now });
}
const button = (name: string) => screen.findByRole('button', { name });

describe('a taken port', () => {
  const taken = error('port_taken', 'Another program uses port 23917, which the sign-in needs.');

  it('leads to another one, right there', async () => {
    needsClient = false;
    answers['connect_oauth'] = refuse(taken);
    panel();
    await userEvent.click(await screen.findByTestId('connect-submit'));
    const alert = await screen.findByRole('alert');
    await waitFor(() => expect(Element.prototype.scrollIntoView).toHaveBeenCalled());
    await userEvent.click(within(alert).getByRole('button', { name: 'Choose another port' }));
    const field = screen.getByTestId<HTMLInputElement>('connect-port');
    expect(document.activeElement).toBe(field);
    await userEvent.clear(field);
    await userEvent.type(field, '23918{Enter}');
    expect(asked).toHaveBeenCalledWith('save_settings', expect.objectContaining({ redirectPort: 23918 }));
    await screen.findByText('http://localhost:23918/callback');
    expect(screen.queryByRole('alert')).toBeNull();
    const tries = asked.mock.calls.filter(([name]) => name === 'connect_oauth');
    expect(tries, 'Enter in the field signs nobody in').toHaveLength(1);
  });

  it('is refused where no port can be', async () => {
    panel();
    const field = await screen.findByTestId('connect-port');
    await userEvent.clear(field);
    await userEvent.type(field, '80{Enter}');
    screen.getByText(commonWords.range(1024, 65535));
    expect(asked).not.toHaveBeenCalledWith('save_settings', expect.anything());
  });

  it('leads there from the first page of onboarding, too', async () => {
    answers['connect_oauth'] = refuse(taken);
    setUp();
    await userEvent.click(await screen.findByTestId('explore-sample'));
    await userEvent.click(await button('Choose another port'));
    const field = await screen.findByTestId('connect-port');
    await waitFor(() => expect(document.activeElement).toBe(field));
    const sample = within(screen.getByTestId('env-sample')).getByRole('radio');
    expect(sample).toHaveProperty('checked', true);
  });

  it('leads there where onboarding goes on at the connect page', async () => {
    localStorage.setItem('onboarding', JSON.stringify({ wish: 'connect' }));
    needsClient = false;
    answers['connect_oauth'] = refuse(taken);
    setUp();
    await userEvent.click(await screen.findByTestId('connect-submit'));
    await userEvent.click(await button('Choose another port'));
    expect(document.activeElement).toBe(screen.getByTestId('connect-port'));
  });
});

describe('onboarding', () => {
  it('says why the sample company was not reached, and does not choose it for Lever', async () => {
    const { rerender } = setUp();
    await userEvent.click(await screen.findByTestId('explore-sample'));
    await rerender({ status: status({ state: 'waiting_for_browser', environment: 'sample' }) });
    await rerender({ status: status({ problem: 'Somebody pressed Deny.' }) });
    screen.getByText('Somebody pressed Deny.');
    await userEvent.click(screen.getByTestId('connect-lever'));
    const production = within(await screen.findByTestId('env-production')).getByRole('radio');
    expect(production).toHaveProperty('checked', true);
  });

  it('goes back from a keychain that does not work, and forth again', async () => {
    for (const state of ['keychain_missing', 'keychain_locked', 'keychain_failing', 'sign_in_again'] as const) {
      setUp({ state, cause: null }, { connected: state === 'sign_in_again' });
      await userEvent.click(await button('Back'));
      await userEvent.click(await screen.findByTestId('connect-lever'));
      await screen.findByTestId('env-production');
      cleanup();
      localStorage.clear();
    }
  });

  it('connects anew after a permission was missing, and says if that failed', async () => {
    answers['lever_users'] = refuse(error('permission_missing'));
    const { rerender } = setUp({ state: 'signed_in' });
    await userEvent.click(await button('Connect again'));
    await screen.findByTestId('connect-submit');
    answers['lever_users'] = () => [];
    await rerender({ status: status({ state: 'waiting_for_browser', environment: 'production' }) });
    await rerender({ status: status({ state: 'signed_in', problem: 'Somebody pressed Deny.' }) });
    screen.getByText(/Somebody pressed Deny/);
    await userEvent.click(await button('Try again'));
    await screen.findByTestId('connect-submit');
  });

  it('offers no step to pages that are not there yet', async () => {
    setUp();
    toasts.error(error('interview_trouble'));
    await screen.findByTestId('toast');
    expect(screen.queryByRole('button', { name: 'Check the service' })).toBeNull();
  });
});

describe('connecting', () => {
  it('offers to type in the registration where the kept one is gone', async () => {
    needsClient = false;
    answers['connect_oauth'] = refuse(error('invalid_input', 'Type in the client ID and secret.'));
    panel();
    expect(await screen.findByTestId('connect-submit')).toBeTruthy();
    expect(screen.queryByTestId('client-secret')).toBeNull();
    await userEvent.click(screen.getByTestId('connect-submit'));
    await screen.findByRole('alert');
    expect(screen.getByTestId('client-id')).toHaveProperty('value', 'the id');
    screen.getByTestId('client-secret');
  });

  it('says what is true while Lever cannot be reached, and tries the same again', async () => {
    answers['connect_api_key'] = refuse(error('offline', 'Lever cannot be reached.'));
    panel({ byKey: true });
    await userEvent.type(await screen.findByTestId('api-key'), 'key');
    await userEvent.click(screen.getByTestId('connect-submit'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent.match(/cannot be reached/g)).toHaveLength(1);
    expect(alert.textContent).not.toContain('by itself');
    expect(within(alert).getAllByRole('button', { name: 'Try again' })).toHaveLength(1);
    asked.mockClear();
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(asked.mock.calls.map(([name]) => name as string)).toEqual(['connect_api_key']);
  });
});

it('hints at what to do about an error on the page, at the sample company as well', () => {
  for (const sample of [true, false]) {
    render(Waiting, { sample });
    const hints = sample ? words.waiting.hintsSample : words.waiting.hints;
    for (const hint of hints) screen.getByText(hint.what);
    cleanup();
  }
});

it('says while waiting that the page could not be opened', async () => {
  answers['open_sign_in_page'] = refuse(error('invalid_input', 'No program could open it.'));
  render(Waiting, { sample: false });
  await userEvent.click(screen.getByTestId('open-sign-in'));
  await screen.findByText('No program could open it.');
});

it('says on every page that a new sign-in did not work', async () => {
  const now = status({ state: 'signed_in', problem: 'Somebody pressed Deny.' }, { finished: true });
  statusNow.put(now);
  render(Banners, { status: now });
  screen.getByText(words.anew.banner);
  await userEvent.click(await button(words.anew.show));
  expect(location.hash).toBe('#/connect');
  location.hash = '';
});
