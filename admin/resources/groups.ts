import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/** Groups of customers: names and descriptions; members come from lists and imports. */
export const groups = ({ Group }: Models) =>
  defineResource({
    model: Group,
    noun: 'group',
    title: { pl: 'Grupy klientów', en: 'Customer groups' },
    read: 'settings.edit',
    write: 'settings.edit',
    few: true,
    columns: {
      name: { name: { pl: 'Nazwa', en: 'Name' }, write: true, sort: true },
      category: { name: { pl: 'Kategoria', en: 'Category' }, write: true },
      description: { name: { pl: 'Opis', en: 'Description' }, write: true },
      createdAt: { name: { pl: 'Dodano', en: 'Added' }, sort: true, detail: true },
    },
  });
