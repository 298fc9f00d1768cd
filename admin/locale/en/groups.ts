import type { Dictionary } from '../../components/words.ts';

export const groups = {
  'groups.lead': 'Whom a campaign or a bulk action can name with one word.',
  'groups.new': 'New group',
  'groups.edit': 'Group of customers',
  'groups.none': 'There is no group yet',
  'groups.none text': 'Make a group, then add customers to it from their list: choose them and take "Add to a group".',
  'groups.name': 'Name',
  'groups.category': 'Category',
  'groups.category hint': 'For example: fair, industry, region.',
  'groups.description': 'Description',
  'groups.open members': 'See who is in it',
  'groups.change': 'Change the name and description',
  'groups.delete': 'Delete the group',
  'groups.delete title': 'Delete the group "{name}"?',
  'groups.deleted': 'Deleted the group: {name}',
  'groups.delete text': 'Its customers stay and belong to it no more. This cannot be undone.',
  'groups.holds none': 'Nobody is in it.',
  'groups.holds': {
    one: '{count} customer or person is in it.',
    other: '{count} customers and people are in it.',
  },
  'groups.holds more': 'More than {count} customers and people are in it.',
  'groups.used nowhere': 'No view, class or bulk action under way uses it.',
  'groups.used by classes':
    'These classes ask for it, so customers who were in them by it alone will leave them: {names}.',
  'groups.used by views': {
    one: '{count} saved view asks for it, and will find nobody by it.',
    other: '{count} saved views ask for it, and will find nobody by it.',
  },
  'groups.used by bulks': {
    one: '{count} bulk action uses it now or can still be undone; without the group the rest will fail.',
    other: '{count} bulk actions use it now or can still be undone; without the group the rest will fail.',
  },
} satisfies Dictionary;
