import type { AssessmentDraft, AssessmentView } from '../generated/api';
import { complete, isChanged } from '../lib/assessments';
import { status } from './app.svelte';

const KEY = 'assessment-drafts';

/** A draft, and the interview service that it is for. */
interface Kept {
  service: string;
  draft: AssessmentDraft;
}

/** Which service's assessments are shown; the one on this computer may change its port. */
function service(): string {
  const interview = status.data?.interview;
  return interview?.deployed ? interview.publicUrl : 'here';
}

/** Assessments that are being written. They survive leaving the page and closing the window. */
class AssessmentDrafts {
  #kept = $state<Kept[]>(read());

  /** Those for this service. */
  get all(): AssessmentDraft[] {
    const here = service();
    return this.#kept.filter((kept) => kept.service === here).map((kept) => kept.draft);
  }

  of(id: string | null): AssessmentDraft | null {
    return this.all.find((draft) => draft.id === id) ?? null;
  }

  /** Keeps a draft; one of the same assessment stays as it is. */
  begin(draft: AssessmentDraft): void {
    if (this.of(draft.id) === null) this.#kept.push({ service: service(), draft });
    this.write();
  }

  /** Puts a draft in the place of whatever there was. */
  put(draft: AssessmentDraft): void {
    this.forget(draft.id);
    this.begin(draft);
  }

  forget(id: string): void {
    const here = service();
    this.#kept = this.#kept.filter((kept) => kept.service !== here || kept.draft.id !== id);
    this.write();
  }

  /** Forgets those that change nothing. */
  tidy(saved: readonly AssessmentView[]): void {
    for (const draft of this.all) {
      const before = saved.find((one) => one.id === draft.id) ?? null;
      if (before && before.revision === draft.revision && !isChanged(draft, before)) this.forget(draft.id);
    }
  }

  /** Writes everything down; to be called after each change of a draft. */
  write(): void {
    localStorage.setItem(KEY, JSON.stringify(this.#kept));
  }
}

function read(): Kept[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as Partial<Kept>[];
    return kept
      .filter((one): one is Kept => typeof one.service === 'string' && Array.isArray(one.draft?.questions))
      .map(({ service, draft }) => ({ service, draft: complete(draft) }));
  } catch {
    return [];
  }
}

export const assessmentDrafts = new AssessmentDrafts();
