import type { Dictionary } from '../../components/words.ts';

/** Classes of customers with conditions. */
export const classes = {
  'classes.title': 'Customer classes',
  'classes.lead':
    'A condition says who belongs to a class. It is checked after every change of a customer, and each night.',
  'classes.new': 'New class',
  'classes.edit': 'Customer class',
  'classes.none': 'There are no classes yet',
  'classes.none text': 'Add the first one, such as "No contact for 90 days" or "Large, in Warsaw".',
  'classes.members': { one: '{count} customer', other: '{count} customers' },
  'classes.being counted': 'being counted',
  'classes.condition': 'Who belongs to it',
  'classes.condition hint':
    'The same conditions as in the list of customers. A class is the same for everyone, so it cannot depend on who is looking.',
  'classes.no condition': 'Add at least one condition.',
  'classes.fit': { one: '{count} customer fits now.', other: '{count} customers fit now.' },
  'classes.many fit': 'More than {count} customers fit now.',
  'classes.active': 'Active: shown on cards and in filters',
} satisfies Dictionary;
