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
} satisfies Dictionary;
