import type { AnswersView, CandidateView, ChangeEvent } from '../generated/api';
import { call } from './backend';
import { Live } from './live.svelte';
import { Seen } from './seen';

const HANDED_IN: readonly string[] = ['submitted', 'evaluated', 'reviewed'];

/** The last pages: somebody who was looked at is there at once. */
const seen = new Seen<CandidateView>();

/** One screening, and what the candidate answered, each kept up to date. */
export class LiveCandidate {
  readonly #id: string;
  readonly #page: Live<CandidateView>;
  /** From the interview service, which may be far away: nothing else waits for them. */
  readonly #answers: Live<AnswersView>;

  constructor(screeningId: string) {
    this.#id = screeningId;
    const kinds = ['screening'] as const;
    const concerns = (event: ChangeEvent) => event.id === null || event.id === screeningId;
    this.#page = new Live({ load: () => this.#read(), kinds, concerns });
    this.#answers = new Live({ load: () => call('answers', { screeningId }), kinds, concerns });
    this.#page.data = seen.of(screeningId);
  }

  get view(): CandidateView | null {
    return this.#page.data;
  }

  get error() {
    return this.#page.error;
  }

  /** Whether there are answers to be read. */
  get handedIn(): boolean {
    return this.view !== null && HANDED_IN.includes(this.view.row.state);
  }

  /** None before they were handed in, and until they were read. */
  get answers(): AnswersView | null {
    return this.handedIn ? this.#answers.data : null;
  }

  /** They were handed in, and are on their way. */
  get reading(): boolean {
    return this.handedIn && this.#answers.data === null && this.#answers.error === null;
  }

  /** They could not be read. */
  get unread(): boolean {
    return this.handedIn && this.#answers.data === null && this.#answers.error !== null;
  }

  /** Keeps the page up to date until the returned function is called. */
  start(): () => void {
    return this.#page.start();
  }

  /** Keeps the answers up to date until the returned function is called. */
  startAnswers(): () => void {
    return this.#answers.start();
  }

  refresh(): Promise<void> {
    return this.#page.refresh();
  }

  /** Asks the interview service once more. */
  readAgain(): Promise<void> {
    this.#answers.error = null;
    return this.#answers.refresh();
  }

  /** Shows what a command answered. */
  put(view: CandidateView): void {
    seen.keep(this.#id, view);
    this.#page.put(view);
  }

  async #read(): Promise<CandidateView> {
    const view = await call('candidate', { screeningId: this.#id });
    seen.keep(this.#id, view);
    return view;
  }
}
