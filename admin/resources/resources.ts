import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/** What is booked for a time and never shared in it. One that has been booked can be switched off, not removed. */
export const resources = ({ Resource }: Models) =>
  defineResource({
    model: Resource,
    noun: 'resource',
    title: { pl: 'Zasoby', en: 'Resources' },
    read: 'settings.edit',
    write: 'settings.edit',
    deletable: true,
    few: true,
    columns: {
      name: { name: { pl: 'Nazwa', en: 'Name' }, write: true, sort: true },
      kind: {
        name: { pl: 'Co to jest', en: 'Kind' },
        write: true,
        values: {
          car: { pl: 'samochód', en: 'car' },
          room: { pl: 'sala', en: 'room' },
          equipment: { pl: 'sprzęt', en: 'equipment' },
        },
      },
      note: { name: { pl: 'Uwagi', en: 'Notes' }, write: true, detail: true },
      active: { name: { pl: 'Czynny', en: 'Active' }, write: true },
    },
  });
