/** The words of Settings > Interview service. */
export const interviewWords = {
  deployed: 'Your company’s service',
  here: 'On this computer',
  answers: 'Answers',
  silent: 'Does not answer',
  change: 'Change',
  share: 'Use a shared service',
  loopback:
    'Only this computer can open the links. That is fine for interviews at this desk; for everybody else use a service that your company runs.',
  pair: {
    url: 'Address of the service',
    urlHint: 'For example https://interviews.example.com',
    token: 'Pairing token',
    tokenHint: 'Printed by the service when it starts for the first time.',
    go: 'Pair',
    done: 'Paired. Candidates’ links lead there now.',
    back: 'Use the one on this computer',
    backDone: 'Back to the service on this computer.',
  },
} as const;
