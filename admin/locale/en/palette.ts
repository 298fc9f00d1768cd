import type { Dictionary } from '../../components/words.ts';

export const palette = {
  'palette.title': 'Search or go to',
  'palette.placeholder': 'Customer, person, case, task, file, phone, page, “new customer”…',
  'palette.nothing': 'Nothing matches "{typed}".',
  'palette.recent': 'Looked at last',
  'palette.records': 'Found',
  'palette.beyond': 'Somebody else’s customer',
  'palette.actions': 'Actions',
  'palette.pages': 'Pages',
  'palette.new company': 'New customer',
  'palette.new task': 'New task',
  'palette.new campaign': 'New campaign',
  'palette.new template': 'New template',
  'palette.start work': 'Start work',
  'palette.import': 'Read customers from Excel',
  'call.title': 'Who is calling?',
  'call.unknown': 'We do not know the number {number}',
  'call.unknown text': 'Add the customer, or write the number down with somebody who is there already.',
  'call.several': 'Several have this number. Choose who is calling.',
  'call.no number': 'The address has no phone number',
  'call.no number text': 'The exchange should open /call?number= followed by the number of the caller.',
} satisfies Dictionary;
