import type { AppError, FoundPeople, SendPreview, SentScreening } from '../generated/api';
import { call, errorOf } from './backend';

/** The state of "Send screening now": who is looked for, who is chosen, what would happen. */
export class Sending {
  text = $state('');
  found = $state.raw<FoundPeople | null>(null);
  chosen = $state<string | null>(null);
  preview = $state.raw<SendPreview | null>(null);
  searching = $state(false);
  looking = $state(false);
  sending = $state(false);
  error = $state.raw<AppError | null>(null);
  #search = 0;
  #look = 0;

  /** Looks for people; answers that come too late are dropped. */
  async find(text: string): Promise<void> {
    this.#search += 1;
    const round = this.#search;
    if (text.trim().length < 2) {
      this.found = null;
      this.searching = false;
      return;
    }
    this.searching = true;
    try {
      const found = await call('find_people', { text: text.trim() });
      if (round !== this.#search) return;
      this.found = found;
      this.error = null;
      const first = found.people[0];
      if (!found.people.some((person) => person.opportunityId === this.chosen)) {
        if (first) void this.choose(first.opportunityId);
        else this.clear();
      }
    } catch (thrown) {
      if (round === this.#search) this.error = errorOf(thrown);
    }
    if (round === this.#search) this.searching = false;
  }

  /** Asks what would happen with somebody, read from Lever just now. */
  async choose(opportunityId: string, assessmentId: string | null = null): Promise<void> {
    this.#look += 1;
    const round = this.#look;
    if (this.chosen !== opportunityId) this.preview = null;
    this.chosen = opportunityId;
    this.looking = true;
    try {
      const preview = await call('preview_send', { opportunityId, assessmentId });
      if (round !== this.#look) return;
      this.preview = preview;
      this.error = null;
    } catch (thrown) {
      if (round === this.#look) this.error = errorOf(thrown);
    }
    if (round === this.#look) this.looking = false;
  }

  clear(): void {
    this.#look += 1;
    this.chosen = null;
    this.preview = null;
    this.looking = false;
  }

  /** Whether Send does something. */
  get ready(): boolean {
    const { preview, chosen, sending, looking } = this;
    return (
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
    try {
      const { opportunityId } = this.preview.person;
      return await call('send_now', {
        opportunityId,
        assessmentId: this.preview.assessmentId,
        anyway: this.preview.question !== null,
      });
    } catch (thrown) {
      this.error = errorOf(thrown);
      return null;
    } finally {
      this.sending = false;
    }
  }
}
