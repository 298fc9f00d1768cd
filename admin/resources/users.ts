import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/** Read only: names for what refers to users. They are kept on a page of their own. */
export const users = ({ User }: Models) =>
  defineResource({
    model: User,
    noun: 'user',
    title: { pl: 'Użytkownicy', en: 'Users' },
    read: 'user.read',
    few: true,
    columns: {
      name: { name: { pl: 'Imię i nazwisko', en: 'Name' }, sort: true },
      email: { name: { pl: 'E-mail', en: 'E-mail' }, sort: true },
      role: {
        name: { pl: 'Rola', en: 'Role' },
        values: {
          administrator: { pl: 'Administrator', en: 'Administrator' },
          supervisor: { pl: 'Nadzór', en: 'Supervisor' },
          operator: { pl: 'Obsługa klienta', en: 'Customer service' },
        },
      },
      active: { name: { pl: 'Czynny', en: 'Active' } },
    },
  });
