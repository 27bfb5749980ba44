import type { FillSource, FormFieldView, FormTemplateView, FormView } from '../generated/api';
import { formWords as words } from '../words/forms';

/** What fills a question; null if nothing does. */
export const sourceOf = (form: FormView | null, fieldId: string): FillSource | null =>
  form?.fields.find((fill) => fill.fieldId === fieldId)?.with ?? null;

/** The text that fills a question; empty without one. */
export function textOf(form: FormView | null, fieldId: string): string {
  const source = sourceOf(form, fieldId);
  return source?.from === 'text' ? source.text : '';
}

/** The form with something else for one question, in the order of its questions. */
export function filledWith(form: FormView, template: FormTemplateView, fieldId: string, source: FillSource | null) {
  const empty = source === null || (source.from === 'text' && source.text === '');
  const next = (id: string) => (id === fieldId ? (empty ? null : source) : sourceOf(form, id));
  const fields = template.fields.flatMap(({ id }) => {
    const chosen = next(id);
    return chosen === null ? [] : [{ fieldId: id, with: chosen }];
  });
  return { ...form, fields };
}

/** What a question can be filled with by choosing, besides nothing; a text is written instead. */
export function choices({ kind, options }: FormFieldView): { source: FillSource; label: string }[] {
  switch (kind) {
    case 'rating':
    case 'thumb':
      return [{ source: { from: 'score' }, label: words.score }];
    case 'yes_no':
      return [{ source: { from: 'verdict' }, label: words.verdict }];
    case 'choice':
    case 'choices':
      return options.map((choice) => ({ source: { from: 'choice', choice }, label: words.always(choice) }));
    case 'line':
    case 'text':
    case 'other':
      return [];
  }
}

/** What is said below a choice that was made. */
export function explained({ kind, options }: FormFieldView, source: FillSource | null): string | null {
  if (source === null) return null;
  if (kind === 'rating') return words.ratings(options);
  return kind === 'yes_no' ? words.verdictElse : null;
}

/** Whether the questions are others than when the form was chosen. */
export const isOutdated = (form: FormView, template: FormTemplateView) =>
  form.fields.some((fill) => template.fields.every(({ id }) => id !== fill.fieldId));

/** The question that a refusal is about; null if it names none. */
export const questionOf = (message: string, template: FormTemplateView): FormFieldView | null =>
  template.fields.find(({ text }) => message.startsWith(`“${text}” `)) ?? null;
