import type { Dictionary } from '../../components/words.ts';

export const finder = {
  'finder.nothing': 'Nothing found: {typed}',
  'finder.all': 'Show all in the list',
  'finder.list': 'Choose from the list of customers',
  'finder.choose customer': 'Choose a customer',
  'finder.add': 'Add: {typed}',
  'finder.new company': 'Add a new customer',
  'finder.new person': 'Add a new person',
  'finder.new task': 'Add a new task',
  'person.maybe there': 'They may be here already:',
  'person.save and next': 'Save and add next',
  'person.made': 'Added: {name}',
  'finder.new category': 'New category of tasks',
  'finder.new group': 'New group',
  'finder.name': 'Name',
  'finder.found': { one: '{count} result', other: '{count} results' },
} as const satisfies Dictionary;
