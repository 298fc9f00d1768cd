import type { Dictionary } from '../../components/words.ts';

export const documents = {
  'document.title': 'Document',
  'document.tab.deeds': 'What was done',
  'document.tab.files': 'Files',
  'document.settles': 'Settles',
  'document.payments': 'Payments',
  'document.details': 'More from the system',
  'document.overdue': 'overdue',
  'document.open': 'open',
  'document.done': 'done',
  'document.amount': 'Amount',
  'document.left': 'Left to pay',
  'document.on': 'Date',
  'document.due': 'Due',
  'document.stage': 'Stage',
  'document.from': 'Source',
  'document.from text': '{source}, {when}',
  'document.tie': 'Tie a task or a message',
  'document.no deeds': 'Nothing has been done about this document yet',
  'document.no deeds text':
    'Tasks, messages, files and cases about it will be here. Add a task, write, or tie what is there already.',
  'document.what': 'What',
  'document.kind': 'Kind',
} satisfies Dictionary;
