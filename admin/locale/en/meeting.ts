import type { Dictionary } from '../../components/words.ts';

export const meeting = {
  'meeting.title': 'Somebody has saved meanwhile',
  'meeting.lead': 'Since you opened this, somebody has saved changes. Choose for each field what is to stay.',
  'meeting.unseen':
    'Since you opened this, somebody has saved changes. Save yours all the same, or go back and reload the page to see theirs.',
  'meeting.yours': 'Yours:',
  'meeting.theirs': 'Saved:',
  'meeting.save': 'Save what is chosen',
  'meeting.back': 'Back to the form',
  'meeting.nothing': '(empty)',
  'meeting.another': '(another record)',
} as const satisfies Dictionary;
