import { count, list, number } from '../lib/words';

/** The words of assessments: the list, the text, the editor. */
export const assessmentWords = {
  title: 'Assessments',
  list: 'Assessments',
  size: (questions: number, minutes: number) => `${count(questions, 'question')}, about ${count(minutes, 'minute')}`,
  short: (questions: number, minutes: number) => `${count(questions, 'question')}, ${number(minutes)}\u00a0min`,
  about: (questions: number, minutes: number, revision: number) =>
    `${count(questions, 'question')}, about ${count(minutes, 'minute')}, version ${revision}`,
  usedBy: (playbooks: readonly string[]) => `Sent by ${list(playbooks)}`,
  builtIn: 'Comes with Fulcrum. Copy it to change it.',
  badge: { builtIn: 'Built in', unsaved: 'Unsaved' },
  untitled: 'Untitled',
  noAnchors: 'No descriptions for the scores: reviewers use the plain scale from Strong no to Strong yes.',
  otherKind: 'It has a kind of question that this version of Fulcrum does not know. Update Fulcrum to change it.',
  empty: { title: 'No assessments yet', text: 'Write the questions that you would ask everybody first.' },
  fresh: {
    button: 'New assessment',
    title: 'What should it begin with?',
    blank: 'An empty page',
    blankText: 'One empty question. You write the rest.',
    copyOf: (name: string) => `Copy of ${name}`,
    /** Candidates read it. */
    copy: (name: string, n: number) => `${name} ${number(n)}`,
  },
  actions: {
    edit: 'Edit',
    copy: 'Copy and edit',
    copyShort: 'Copy',
    preview: 'See it as a candidate',
    delete: 'Delete',
    more: 'More',
  },
  deleted: (name: string) => `Deleted ${name}. Who was invited to it keeps it.`,
  saved: (revision: number) => `Saved as version ${revision}.`,
  previewed: 'It is open in your browser. Nothing that you type there is kept.',
  discarded: 'Your changes are gone.',
  editor: {
    label: (name: string) => `Edit ${name}`,
    name: 'Title',
    nameHint: 'Candidates read it, and a tag in Lever with this title chooses this assessment.',
    minutes: 'Minutes',
    description: 'Introduction',
    descriptionHint: 'Candidates read it before they start: what it is about, and how you read the answers.',
    questions: 'Questions',
    add: 'Add a question',
    keys: 'Alt and the arrow keys move the question that you are in.',
    save: 'Save',
    discard: 'Discard changes',
    first: 'Nobody gets it before you choose it in a playbook or send it by hand.',
    next: (revision: number) => `Saving makes version ${revision}. Whoever was invited before keeps their questions.`,
    kept: 'Kept on this computer until you save.',
  },
  /** Ways to answer, and what answers count. */
  rules: {
    kind: 'Answered',
    kinds: { text: 'In writing', choice: 'Choice', number: 'Number', yes_no: 'Yes or no' },
    /** What a question can count: `0 to 5 points, can rule out`. */
    can: (points: number, rulesOut: boolean) => {
      const out = rulesOut ? ', can rule out' : '';
      if (points > 0) return `0 to ${count(points, 'point')}${out}`;
      return rulesOut ? 'No points, can rule out' : 'Counts nothing yet';
    },
    read: 'Read by a person',
    /** What an assessment counts as a whole; empty if a person reads all of it. */
    totals: ({ points, requirements, read }: { points: number; requirements: number; read: number }, all: number) => {
      if (read === all) return '';
      const counted = [
        points > 0 ? `${count(points, 'point')} in all` : '',
        requirements > 0 ? count(requirements, 'hard requirement') : '',
      ].filter(Boolean);
      if (counted.length === 0) return 'Nothing is counted yet, so a person reads all of it.';
      const rest =
        read === 0
          ? 'Nobody has to read it, once a playbook says what that means.'
          : `${count(read, 'question is', 'questions are')} read by a person.`;
      return `${counted.join(', ')}. ${rest}`;
    },
    options: 'Answers to choose from',
    answers: 'What the answers count',
    answer: 'Answer',
    answerN: (n: number) => `Answer ${n}`,
    points: 'Points',
    pointsOf: (answer: string) => `Points for ${answer}`,
    out: 'Rules out',
    outOf: (answer: string) => `${answer} rules out`,
    outHint: 'Whoever gives an answer that rules out does not meet a hard requirement, whatever the points.',
    addOption: 'Add an answer',
    up: (answer: string) => `Move ${answer} up`,
    down: (answer: string) => `Move ${answer} down`,
    remove: (answer: string) => `Delete ${answer}`,
    moved: (from: number, to: number) => `Answer ${from} is now answer ${to}.`,
    unit: 'Unit',
    unitHint: 'Stands behind the field.',
    unitExample: 'years',
    atLeast: 'At least',
    atMost: 'At most',
    boundHint: 'Leave empty if any number will do. Whoever is outside does not meet a hard requirement.',
    any: 'Any',
    steps: 'Points by the number',
    stepsHint: 'A step holds up to the next one. Below the first, it counts nothing.',
    from: 'From',
    fromN: (n: number) => `Step ${n} begins at`,
    stepPoints: (n: number) => `Points from step ${n} on`,
    step: (n: number) => `step ${n}`,
    addStep: 'Add a step',
    /** The same as text, for reading. */
    bounds: (least: string | null, most: string | null, unit: string) => {
      const bounds = [least === null ? '' : `at least ${least}`, most === null ? '' : `at most ${most}`];
      const both = bounds.filter(Boolean).join(', ');
      return both && `Hard requirement: ${both}${unit && ` ${unit}`}`;
    },
    fromNumber: (from: string) => `From ${from}`,
    inUnit: (unit: string) => `In ${unit}`,
    pointsShort: (n: number) => count(n, 'point'),
  },
  question: {
    label: (n: number) => `Question ${n}`,
    text: 'Question',
    hint: 'Guidance for the candidate',
    hintHint: 'A line under the question, if it helps.',
    anchors: 'What each score looks like',
    anchorsHint: 'Only reviewers see these. Describe all four scores, or none.',
    anchor: (score: number, words: string) => `${score} ${words}`,
    addAnchors: 'Describe the scores',
    up: (n: number) => `Move question ${n} up`,
    down: (n: number) => `Move question ${n} down`,
    drag: (n: number) => `Drag question ${n}`,
    remove: (n: number) => `Delete question ${n}`,
    moved: (from: number, to: number) => `Question ${from} is now question ${to}.`,
    removed: (n: number) => `Question ${n} deleted.`,
  },
  meanwhile: {
    title: 'Somebody else changed it meanwhile',
    text: (revision: number) => `Version ${revision} was saved after you began. Your changes are still here.`,
    mine: 'Keep mine',
    theirs: 'Take theirs',
  },
  problems: {
    summary: (n: number) => `${count(n, 'field')} to correct before it can be saved.`,
    name: 'Give it a title.',
    taken: 'Another assessment has this title. A tag in Lever could not tell them apart.',
    minutes: 'Whole minutes from 1 to 480.',
    questions: 'Ask at least one question.',
    tooMany: 'At most 50 questions.',
    text: 'Write the question.',
    anchors: 'Describe this score too, or empty all four.',
    long: (most: number) => `At most ${number(most)} characters.`,
    option: 'Write the answer, or delete it.',
    sameOption: 'This answer is there already.',
    twoOptions: 'A choice needs at least two answers.',
    manyOptions: (most: number) => `At most ${number(most)} answers.`,
    allRuledOut: 'At least one answer has to be good enough.',
    points: (most: number) => `Whole points from 0 to ${number(most)}.`,
    number: 'A number, for example 3 or -2.5.',
    bounds: 'This is less than “At least”.',
    sameStep: 'Another step begins here.',
    manySteps: (most: number) => `At most ${number(most)} steps.`,
  },
};
