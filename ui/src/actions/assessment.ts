import type { AssessmentView } from '../generated/api';
import { actionWords, groups } from '../words/actions';
import { assessmentWords as words } from '../words/assessments';
import type { Action } from './registry';

/** What the page of assessments knows, and does by itself. */
export interface AssessmentPage {
  /** What is read now; none while it is being written. */
  read: () => AssessmentView | null;
  canEdit: (view: AssessmentView) => boolean;
  begin: () => void;
  edit: (view: AssessmentView) => void;
  copy: (view: AssessmentView) => void;
  preview: (view: AssessmentView) => void;
  remove: (view: AssessmentView) => void;
}

/** What can be done with an assessment, by keys and in the palette. */
export function assessmentActions(page: AssessmentPage): Action[] {
  const own = (view: AssessmentView) => page.canEdit(view);
  const about = (
    id: string,
    label: string,
    can: (view: AssessmentView) => boolean,
    run: (view: AssessmentView) => void,
    more: Partial<Action> = {},
  ): Action => ({
    id: `assessment.${id}`,
    label,
    group: groups.page,
    when: () => {
      const view = page.read();
      return view !== null && can(view);
    },
    run: () => {
      const view = page.read();
      if (view) run(view);
    },
    ...more,
  });
  return [
    {
      id: 'assessment.new',
      label: words.fresh.button,
      also: actionWords.also.newAssessment,
      group: groups.page,
      shortcuts: ['n'],
      run: page.begin,
    },
    about('edit', words.actions.edit, own, page.edit, { shortcuts: ['e'] }),
    about('copy-and-edit', words.actions.copy, ({ builtIn }) => builtIn, page.copy, { shortcuts: ['e'] }),
    about('preview', words.actions.preview, () => true, page.preview),
    about('copy', words.actions.copyShort, own, page.copy),
    about('delete', words.actions.delete, own, page.remove),
  ];
}
