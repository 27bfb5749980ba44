import { describe, expect, it } from 'vitest';
import type { AssessmentView } from '../generated/api';
import { assessmentWords } from '../words/assessments';
import {
  blankDraft,
  blankQuestion,
  canEdit,
  complete,
  copyOf,
  draftOf,
  isChanged,
  listed,
  makeId,
  moved,
  problemsOf,
  wrongAlready,
} from './assessments';
import { blankRules } from './counting';

const view = (more: Partial<AssessmentView> = {}): AssessmentView => ({
  id: 'a',
  name: 'Basics',
  description: 'Five questions.',
  minutes: 20,
  revision: 3,
  builtIn: false,
  questions: [
    { id: 'q1', kind: 'text', text: 'Why?', hint: null, anchors: ['a', 'b', 'c', 'd'], options: [], number: null },
    { id: 'q2', kind: 'text', text: 'How?', hint: 'Short.', anchors: [], options: [], number: null },
  ],
  ...more,
});

describe('a copy', () => {
  it('is new, has a free title and leaves the original alone', () => {
    const original = view();
    const copy = copyOf(original, [original, view({ id: 'b', name: 'basics 2' })]);
    expect(copy).toMatchObject({ name: 'Basics 3', revision: 0 });
    expect(copy.id).not.toBe(original.id);
    copy.questions[0]!.anchors[0] = 'changed';
    expect(original.questions[0]!.anchors[0]).toBe('a');
  });
  it('has an id that the service takes', () => {
    expect(makeId('a')).toMatch(/^[a-zA-Z0-9_-]{1,80}$/);
    expect(makeId('a')).not.toBe(makeId('a'));
  });
});

describe('what can be changed', () => {
  it('is neither built in nor of a kind that is not known', () => {
    expect(canEdit(view())).toBe(true);
    expect(canEdit(view({ builtIn: true }))).toBe(false);
    expect(canEdit(view({ questions: [{ ...view().questions[0]!, kind: 'other' }] }))).toBe(false);
  });
  it('counts as changed only if something else would be said', () => {
    const draft = draftOf(view());
    expect(isChanged(draft, view())).toBe(false);
    expect(isChanged({ ...draft, name: ' Basics ' }, view())).toBe(false);
    draft.questions[1]!.anchors = ['', '', '', ''];
    draft.questions[0]!.hint = '';
    expect(isChanged(draft, view())).toBe(false);
    draft.questions = moved(draft.questions, 0, 1);
    expect(isChanged(draft, view())).toBe(true);
    expect(isChanged(blankDraft(), null)).toBe(true);
  });
});

describe('the rules of a question', () => {
  const number = { ...blankQuestion(), id: 'n', text: '?', kind: 'number' as const, ...blankRules('number') };
  it('are part of what is saved, and of a copy', () => {
    const before = view({
      questions: [{ ...number, number: { ...number.number!, points: [{ from: 1, points: 2 }] } }],
    });
    const draft = draftOf(before);
    expect(isChanged(draft, before)).toBe(false);
    draft.questions[0]!.number!.points[0]!.points = 3;
    expect(isChanged(draft, before)).toBe(true);
    expect(before.questions[0]!.number!.points[0]!.points).toBe(2);
  });
  it('are there in a draft that was kept before there were any', () => {
    const old = { ...blankDraft(), questions: [{ id: 'q1', kind: 'text', text: 'Why?', hint: null, anchors: [] }] };
    const [question] = complete(old as unknown as ReturnType<typeof blankDraft>).questions;
    expect(question).toEqual({
      id: 'q1',
      kind: 'text',
      text: 'Why?',
      hint: null,
      anchors: [],
      options: [],
      number: null,
    });
  });
});

describe('order', () => {
  it('moves one and keeps all', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});

describe('problems', () => {
  const words = assessmentWords.problems;
  const wrong = (more: Partial<AssessmentView>) => Object.fromEntries(problemsOf(draftOf(view(more)), [view()]));

  it('are none where all is well', () => expect(wrong({})).toEqual({}));
  it('are said while one types, unless something is only not written yet', () => {
    const option = (text: string) => ({ text, points: 0, knockOut: false });
    const question = { ...blankQuestion(), id: 'q', kind: 'choice' as const };
    const draft = (options: ReturnType<typeof option>[]) => draftOf(view({ questions: [{ ...question, options }] }));
    expect([...problemsOf(draft([option('')]), []).keys()]).toEqual(['q.text', 'q.option.0.text', 'q.options']);
    expect(wrongAlready(problemsOf(draft([option('')]), [])).size).toBe(0);
    expect([...wrongAlready(problemsOf(draft([option('A'), option('A ')]), [])).keys()]).toEqual(['q.option.1.text']);
  });
  it('stand at the field they are about', () => {
    expect(wrong({ name: ' ' })).toEqual({ name: words.name });
    expect(wrong({ id: 'other', name: 'BASICS' })).toEqual({ name: words.taken });
    expect(wrong({ name: 'x'.repeat(201) })).toEqual({ name: words.long(200) });
    for (const minutes of [0, 481, 1.5, null as unknown as number])
      expect(wrong({ minutes })).toEqual({ minutes: words.minutes });
    expect(wrong({ questions: [] })).toEqual({ questions: words.questions });
    const [first, second] = view().questions as [AssessmentView['questions'][0], AssessmentView['questions'][0]];
    expect(wrong({ questions: [first, { ...second, text: '' }] })).toEqual({ 'q2.text': words.text });
    expect(wrong({ questions: [{ ...first, anchors: ['a', '', 'c', ' '] }] })).toEqual({
      'q1.anchor.1': words.anchors,
      'q1.anchor.3': words.anchors,
    });
    expect(wrong({ questions: [{ ...first, anchors: ['', '', '', ''] }] })).toEqual({});
    expect(wrong({ questions: [{ ...first, hint: 'x'.repeat(1001) }] })).toEqual({ 'q1.hint': words.long(1000) });
  });
});

it('the list, and so the number above it, has each one once: saved, being changed, or never saved', () => {
  const [saved, other] = [view(), view({ id: 'b', name: 'Other', builtIn: true })];
  const changed = { ...draftOf(saved), name: 'Basics, shorter' };
  const fresh = blankDraft();
  expect(listed([saved, other], [fresh, changed]).map(({ id, name, unsaved }) => [id, name, unsaved])).toEqual([
    [fresh.id, '', true],
    ['a', 'Basics, shorter', true],
    ['b', 'Other', false],
  ]);
});
