import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/** Teams name the queues that tasks wait in; members are chosen on the page of a user. */
export const teams = ({ Team }: Models) =>
  defineResource({
    model: Team,
    noun: 'team',
    title: { pl: 'Zespoły', en: 'Teams' },
    read: 'settings.edit',
    write: 'settings.edit',
    deletable: true,
    few: true,
    columns: {
      name: { name: { pl: 'Nazwa', en: 'Name' }, write: true, sort: true },
      code: {
        name: { pl: 'Kod kolejki (używany w scenariuszach)', en: 'Code of the queue (used in scenarios)' },
        write: true,
        sort: true,
      },
      createdAt: { name: { pl: 'Dodano', en: 'Added' }, sort: true, detail: true },
    },
  });
