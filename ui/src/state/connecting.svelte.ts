import type { AppError, ConnectOptions, ConnectionView, EnvironmentView } from '../generated/api';
import type { TypedConnection } from '../lib/onboarding';
import { call, errorOf } from './backend';
import { saveSettings } from './settings';

/** What is known before anybody chose. */
export interface Before {
  connection: ConnectionView;
  /** The environment to begin with, for example the one of a try that failed. */
  prefer: string | null;
  /** What was typed before the window was closed. */
  kept: TypedConnection | null;
  /** With a key it is done at once; a sign-in goes on in the browser. */
  onconnected: () => void;
}

const ORDER = ['production', 'lever_sandbox', 'custom', 'sample'];
/** What may be gone at the next try. */
const PASSING: readonly string[] = ['offline', 'lever_trouble'];

const rank = (environment: EnvironmentView) => ORDER.indexOf(environment.id) + 1 || ORDER.length;
const text = (value: string) => value.trim() || null;
const filled = (...values: string[]) => values.every((value) => value.trim() !== '');

/** How somebody is about to connect: which Lever, which way, and what is typed for it. */
export class Connecting {
  options = $state.raw<ConnectOptions | null>(null);
  error = $state.raw<AppError | null>(null);
  busy = $state(false);
  chosen = $state<string | null>(null);
  /** The way that was picked. */
  picked = $state<'oauth' | 'key' | null>(null);
  confidential = $state(false);
  /** Another registration than the one that is known is wanted. */
  otherClient = $state(false);
  /** The port turned out to be of interest. */
  portShown = $state(false);
  form = $state({ clientId: '', clientSecret: '', apiKey: '', apiBase: '', authorize: '', token: '' });
  readonly #before: () => Before;
  /** The port that is being kept: a sign-in waits for it. */
  #saving: Promise<void> = Promise.resolve();

  readonly way = $derived.by(() => this.picked ?? (this.#before().connection.byKey ? 'key' : 'oauth'));
  readonly environment = $derived.by(() => this.options?.environments.find((one) => one.id === this.chosen) ?? null);
  readonly sample = $derived(this.environment?.id === 'sample');
  /** The sample company has no keys. */
  readonly byKey = $derived(this.way === 'key' && !this.sample);
  /** The registration is typed in: none is known, or another one is wanted. */
  readonly typesClient = $derived.by(
    () => this.environment !== null && (this.environment.needsClient || this.otherClient || this.#elsewhere()),
  );
  readonly complete = $derived.by(() => {
    const { environment, form } = this;
    if (!environment) return false;
    if (this.byKey) return filled(form.apiKey) && (!environment.needsUrls || filled(form.apiBase));
    if (environment.needsUrls && !filled(form.apiBase, form.authorize, form.token)) return false;
    return !this.typesClient || filled(form.clientId, form.clientSecret);
  });
  /** The same may work at the next try. */
  readonly canRetry = $derived(this.complete && this.error !== null && PASSING.includes(this.error.code));

  constructor(before: () => Before) {
    this.#before = before;
  }

  async load(): Promise<void> {
    const { connection, prefer, kept } = this.#before();
    this.error = null;
    try {
      const answer = await call('connect_options', {});
      // Who is here wants a real account; the sample company has its own way in.
      const environments = [...answer.environments].sort((a, b) => rank(a) - rank(b));
      const start = [prefer, connection.environment, 'production'].find((id) =>
        environments.some((option) => option.id === id),
      );
      const first = this.options === null;
      if (first) this.#remember(environments, answer.confidentialAsked);
      this.options = { ...answer, environments };
      if (this.chosen === null) this.choose(start ?? environments[0]?.id ?? null);
      if (first && kept) this.#restore(kept, prefer);
    } catch (thrown) {
      this.error = errorOf(thrown);
    }
  }

  choose(id: string | null): void {
    this.chosen = id;
    this.form.clientId = this.options?.environments.find((option) => option.id === id)?.clientId ?? '';
  }

  savePort(next: number): void {
    this.#saving = saveSettings({ redirectPort: next }).then(() => this.load());
  }

  /** What is no secret, for when the window is closed. */
  typed(): TypedConnection {
    const { chosen, picked, confidential, form } = this;
    const { clientId, apiBase, authorize, token } = form;
    return { environment: chosen, way: picked, confidential, clientId, apiBase, authorize, token };
  }

  /** Keeps secrets in memory from now on, and goes on with what was asked for. */
  async keepForThisRun(): Promise<void> {
    this.busy = true;
    this.error = null;
    try {
      await call('keep_secrets_for_this_run', {});
      // Memory does not know the registration that the keychain holds.
      await this.load();
    } catch (thrown) {
      this.error = errorOf(thrown);
    }
    this.busy = false;
    if (this.error === null) await this.submit();
  }

  async submit(): Promise<void> {
    const { environment, sample, way } = this;
    if (!environment || !this.complete || this.busy) return;
    this.busy = true;
    await this.#saving;
    this.error = null;
    try {
      if (this.byKey) await this.#withKey(environment);
      else await this.#inBrowser(environment);
    } catch (thrown) {
      this.error = errorOf(thrown);
      if (this.error.code === 'port_taken') this.portShown = true;
      // A registration that counted as known is not there after all: it is typed in.
      if (this.error.code === 'invalid_input' && way === 'oauth' && !sample && !environment.needsUrls)
        this.otherClient = true;
    }
    this.busy = false;
  }

  async #withKey({ id, needsUrls }: EnvironmentView): Promise<void> {
    const { apiKey, apiBase } = this.form;
    await call('connect_api_key', {
      environment: id,
      apiKey: apiKey.trim(),
      apiBase: needsUrls ? text(apiBase) : null,
    });
    this.form.apiKey = '';
    this.#before().onconnected();
  }

  async #inBrowser({ id, needsUrls }: EnvironmentView): Promise<void> {
    const { clientId, clientSecret, apiBase, authorize, token } = this.form;
    await call('connect_oauth', {
      environment: id,
      clientId: this.typesClient ? text(clientId) : null,
      clientSecret: this.typesClient ? text(clientSecret) : null,
      confidential: this.confidential,
      urls: needsUrls ? { apiBase: apiBase.trim(), authorize: authorize.trim(), token: token.trim() } : null,
    });
  }

  /** A registration counts for the addresses that it was typed in with. */
  #elsewhere(): boolean {
    if (!this.environment?.needsUrls) return false;
    return this.environment.urls?.token !== this.form.token.trim();
  }

  /** What is no secret is not typed a second time. */
  #remember(environments: readonly EnvironmentView[], confidentialAsked: boolean): void {
    this.confidential = confidentialAsked;
    const urls = environments.find((option) => option.needsUrls)?.urls;
    if (urls) Object.assign(this.form, urls);
  }

  /** Where the window was closed; keys and secrets were not kept. */
  #restore(kept: TypedConnection, prefer: string | null): void {
    const { environment, way, confidential, clientId, apiBase, authorize, token } = kept;
    if (!this.options?.environments.some((one) => one.id === environment)) return;
    // Whoever comes from the welcome page wants a real account.
    if (environment !== prefer && (prefer !== null || environment === 'sample')) return;
    this.choose(environment);
    this.picked = way;
    this.confidential = confidential;
    Object.assign(this.form, { clientId: clientId || this.form.clientId, apiBase, authorize, token });
  }
}
