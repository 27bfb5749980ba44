import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  FillView,
  FormFieldKind,
  FormTemplateView,
  PlaybookView,
  PreviewTexts,
  SavePlaybook,
} from '../../generated/api';
import type { Platform } from '../../platform/types';
import { useBackend } from '../../state/backend';
import { playbook } from '../../testing/playbook';
import { formWords as words } from '../../words/forms';
import FeedbackForm from './FeedbackForm.svelte';

const RATINGS = ['Poor', 'Fair', 'Good', 'Great'];
const field = (id: string, kind: FormFieldKind, required = false) => ({
  id,
  text: id.toUpperCase(),
  kind,
  required,
  options: kind === 'rating' ? RATINGS : kind === 'choice' ? ['Phone', 'Written'] : [],
});
const score: FillView = { fieldId: 'rating', with: { from: 'score' } };
const comment: FillView = { fieldId: 'comment', with: { from: 'text', text: '{{ comment }}' } };
const template = (id: string): FormTemplateView => ({
  id,
  text: `Template ${id}`,
  fields: [
    field('rating', 'rating', true),
    field('where', 'line', true),
    field('comment', 'text'),
    field('how', 'choice'),
    field('day', 'other'),
  ],
  suggested: { templateId: id, fields: [score, comment] },
});

let templates: FormTemplateView[];
let called: string[];
let saved: SavePlaybook[];
let refuse: string | null;

beforeEach(() => {
  [templates, called, saved, refuse] = [[template('a'), template('b')], [], [], null];
  const answers: Record<string, (request: unknown) => unknown> = {
    form_templates: () => templates,
    preview_texts: (request) => ({
      candidate: 'Ravi',
      texts: (request as PreviewTexts).texts.map((text) => ({
        text: text.replace('{{ comment }}', 'Calm.'),
        problem: null,
        didYouMean: null,
      })),
    }),
    save_playbook: (request) => {
      if (refuse !== null) throw { code: 'invalid_input', message: refuse, details: null };
      saved.push(request as SavePlaybook);
      return book((request as SavePlaybook).form);
    },
  };
  useBackend({
    call: async (name: string, request: unknown) => {
      called.push(name);
      return answers[name]?.(request);
    },
    onChange: () => () => {},
  } as unknown as Platform);
});
afterEach(cleanup);

const book = (form: PlaybookView['form'], on = false) => playbook({ form, on });
const show = (form: PlaybookView['form'], on = false) => render(FeedbackForm, { playbook: book(form, on) });
const turnOn = async () => {
  await userEvent.click(screen.getByTestId('form-on'));
  return screen.findByTestId<HTMLSelectElement>('form-template');
};

describe('the feedback form of a playbook', () => {
  it('is off, and asks Lever for nothing until it is wanted', async () => {
    show(null);
    expect(called).toEqual([]);
    await userEvent.selectOptions(await turnOn(), 'Template b');
    const choice = screen.getByTestId<HTMLSelectElement>('form-field-rating');
    expect(choice.selectedOptions[0]?.text).toBe(words.score);
    screen.getByText(words.ratings(RATINGS));
    await waitFor(() => expect(screen.getByTestId('form-comment-look').textContent).toContain('Calm.'));
    screen.getByText(words.cannot);
    await userEvent.selectOptions(screen.getByTestId('form-field-how'), words.always('Written'));
    await userEvent.click(screen.getByTestId('form-save'));
    const how = { fieldId: 'how', with: { from: 'choice', choice: 'Written' } };
    await waitFor(() => expect(saved[0]?.form).toEqual({ templateId: 'b', fields: [score, comment, how] }));
  });

  it('chooses the only one there is, and says why a question is refused beside it', async () => {
    templates = [template('a')];
    show(null);
    await turnOn();
    refuse = '“WHERE” must be answered in Lever. Say what fills it.';
    await userEvent.click(screen.getByTestId('form-save'));
    const input = await screen.findByTestId('form-where-input');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(input);
    within(screen.getByTestId('form-where')).getByText(refuse);
    refuse = null;
    await userEvent.type(input, 'Online');
    await userEvent.click(screen.getByTestId('form-save'));
    await waitFor(() => expect(saved[0]?.form?.fields).toHaveLength(3));
  });

  it('says what changes while the playbook is on, and is taken away by switching it off', async () => {
    show({ templateId: 'a', fields: [score, comment] }, true);
    await userEvent.selectOptions(await screen.findByTestId('form-field-how'), words.always('Phone'));
    expect(screen.getByTestId('changes').textContent).toContain(words.always('Phone'));
    expect(screen.getByTestId('changes').textContent).toContain(words.kept);
    await userEvent.click(screen.getByTestId('form-on'));
    expect(screen.getByTestId('changes').textContent).toContain('Template a');
    await userEvent.click(screen.getByTestId('form-save'));
    await waitFor(() => expect(saved[0]?.form).toEqual({ templateId: '', fields: [] }));
  });

  it('is chosen again once its questions are others, or another one where it is gone', async () => {
    show({ templateId: 'a', fields: [{ ...score, fieldId: 'of before' }] });
    await userEvent.click(await screen.findByTestId('form-again'));
    await userEvent.click(screen.getByTestId('form-save'));
    await waitFor(() => expect(saved[0]?.form?.fields).toEqual([score, comment]));
    cleanup();
    show({ templateId: 'x', fields: [score] });
    await screen.findByText(words.gone);
    expect(screen.getByTestId<HTMLSelectElement>('form-template').selectedOptions[0]?.text).toBe(words.goneOption);
  });
});
