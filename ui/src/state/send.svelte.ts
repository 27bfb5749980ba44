import type { AppError, FoundPeople, SendPreview, SentScreening } from '../generated/api';
import { soughtBy } from '../lib/pasted';
import { call, errorOf } from './backend';
import type { Choice } from './standing';

/** What is found for less than this is everybody. */
const SHORTEST = 2;

/**
 * The state of "Send screening now": who is looked for, who is chosen, what would happen. Everything found and chosen
 * answers one text; as soon as another one is typed, nothing can be sent until that one is answered.
 */
export class Sending {
  text = $state('');
  found = $state.raw<FoundPeople | null>(null);
  chosen = $state<string | null>(null);
  preview = $state.raw<SendPreview | null>(null);
  searching = $state(false);
  looking = $state(false);
  sending = $state(false);
  error = $state.raw<AppError | null>(null);
  /** The assessment that was chosen; null for the playbook's own. */
  assessmentId = $state<string | null>(null);
  /** The playbook that was chosen; null for the first that fits. */
  playbookId = $state<string | null>(null);
  /** The text that the rest answers; null if none was. */
  #answered = $state<string | null>('');
  #search = 0;
  #look = 0;
  #again: () => Promise<void> = async () => {};
  /** What whoever is found gets unless something else is chosen. */
  readonly #usual: Choice;

  constructor(usual: Choice = { assessmentId: null, playbookId: null }) {
    this.#usual = usual;
  }

  /** What is shown answers what the field says. */
  get current(): boolean {
    return this.#answered === this.text.trim();
  }

  /** Looks for people; answers that come too late are dropped. */
  async find(text: string): Promise<void> {
    this.#search += 1;
    const round = this.#search;
    const sought = text.trim();
    this.searching = false;
    if (sought === this.#answered) return;
    if (sought.length < SHORTEST) {
      this.found = null;
      this.error = null;
      this.clear();
      this.#answered = sought;
      return;
    }
    this.searching = true;
    this.#again = () => this.find(text);
    try {
      const found =
        soughtBy(sought) === 'elsewhere' ? { people: [], note: null } : await call('find_people', { text: sought });
      if (round !== this.#search) return;
      this.found = found;
      this.error = null;
      this.#answered = sought;
      const first = found.people[0];
      if (!found.people.some((person) => person.opportunityId === this.chosen)) {
        if (first) void this.choose(first.opportunityId);
        else this.clear();
      }
    } catch (thrown) {
      if (round !== this.#search) return;
      this.#fail(thrown);
    }
    this.searching = false;
  }

  /** Asks what would happen with somebody, read from Lever just now. */
  async choose(
    opportunityId: string,
    assessmentId: string | null = this.#usual.assessmentId,
    playbookId: string | null = this.#usual.playbookId,
  ): Promise<void> {
    this.#look += 1;
    const round = this.#look;
    if (this.chosen !== opportunityId) this.preview = null;
    this.chosen = opportunityId;
    this.assessmentId = assessmentId;
    this.playbookId = playbookId;
    this.looking = true;
    this.#again = () => this.choose(opportunityId, assessmentId, playbookId);
    try {
      const preview = await call('preview_send', { opportunityId, assessmentId, playbookId });
      if (round !== this.#look) return;
      this.preview = preview;
      this.error = null;
    } catch (thrown) {
      if (round !== this.#look) return;
      this.preview = null;
      this.error = errorOf(thrown);
      // A playbook that cannot serve is not tried again.
      if (this.error.code === 'invalid_input') this.#again = () => this.choose(opportunityId, null, null);
    }
    this.looking = false;
  }

  /** Lets whoever is chosen get another assessment, by the same playbook. */
  async chooseAssessment(assessmentId: string): Promise<void> {
    if (this.chosen !== null) await this.choose(this.chosen, assessmentId, this.playbookId);
  }

  /** Looks once more at whoever is chosen: what is usual has changed. */
  async chooseUsual(): Promise<void> {
    if (this.chosen !== null) await this.choose(this.chosen);
  }

  /** Sends with another playbook, and the assessment that it has for whoever is chosen. */
  async choosePlaybook(playbookId: string): Promise<void> {
    if (this.chosen !== null) await this.choose(this.chosen, null, playbookId);
  }

  clear(): void {
    this.#look += 1;
    this.chosen = null;
    this.preview = null;
    this.looking = false;
  }

  /** Begins anew, with an empty field. */
  startOver(): void {
    this.#search += 1;
    this.text = '';
    this.found = null;
    this.error = null;
    this.searching = false;
    this.clear();
    this.#answered = '';
  }

  /** Tries once more what did not work. */
  async again(): Promise<void> {
    if (this.error !== null && !this.searching && !this.looking) await this.#again();
  }

  /** Nothing can be sent to whoever is chosen. */
  get refused(): boolean {
    return this.current && this.preview !== null && this.preview.refusal !== null;
  }

  /** Whether Send does something. */
  get ready(): boolean {
    const { preview, chosen, sending, looking } = this;
    return (
      this.current &&
      preview !== null &&
      chosen === preview.person.opportunityId &&
      preview.refusal === null &&
      preview.assessmentId !== null &&
      !sending &&
      !looking
    );
  }

  /** Sends; null if it did not work, which `error` then explains. */
  async send(): Promise<SentScreening | null> {
    if (!this.ready || !this.preview?.assessmentId) return null;
    this.sending = true;
    this.error = null;
    this.#again = async () => {};
    try {
      const { opportunityId } = this.preview.person;
      return await call('send_now', {
        opportunityId,
        assessmentId: this.preview.assessmentId,
        playbookId: this.preview.playbookId,
        anyway: this.preview.question !== null,
        with: [],
      });
    } catch (thrown) {
      this.error = errorOf(thrown);
      return null;
    } finally {
      this.sending = false;
    }
  }

  #fail(thrown: unknown): void {
    this.found = null;
    this.#answered = null;
    this.clear();
    this.error = errorOf(thrown);
  }
}
