import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/**
 * Kinds of work. Outcomes are JSON and are kept elsewhere; a new type has the one outcome "done". Whether it is in use and
 * by what it is a contact is changed on the page of types, which knows what still needs it.
 */
export const taskTypes = ({ TaskType }: Models) =>
  defineResource({
    model: TaskType,
    noun: 'task type',
    title: { pl: 'Typy zadań', en: 'Task types' },
    read: 'settings.edit',
    write: 'settings.edit',
    keyFrom: 'namePl',
    few: true,
    columns: {
      namePl: { name: { pl: 'Nazwa po polsku', en: 'Name in Polish' }, write: true },
      nameEn: { name: { pl: 'Nazwa po angielsku', en: 'Name in English' }, write: true },
      color: {
        name: { pl: 'Kolor', en: 'Colour' },
        write: true,
        values: {
          accent: { pl: 'morski', en: 'teal' },
          violet: { pl: 'fioletowy', en: 'violet' },
          green: { pl: 'zielony', en: 'green' },
          orange: { pl: 'pomarańczowy', en: 'orange' },
          red: { pl: 'czerwony', en: 'red' },
        },
      },
      defaultMinutes: { name: { pl: 'Zwykle trwa (minuty)', en: 'Usually takes (minutes)' }, write: true },
      channel: {
        name: { pl: 'Kontakt przez', en: 'Contact by' },
        values: { phone: { pl: 'telefon', en: 'phone' }, email: { pl: 'e-mail', en: 'e-mail' } },
      },
      onHome: { name: { pl: 'Na stronie Dziś', en: 'On the Today page' }, write: true, detail: true },
      inCalendar: { name: { pl: 'W kalendarzu', en: 'In the calendar' }, write: true, detail: true },
      invites: {
        name: { pl: 'Można rozesłać jako zaproszenie', en: 'May be sent as an invitation' },
        write: true,
        detail: true,
      },
      active: { name: { pl: 'Czynny', en: 'Active' } },
      position: { name: { pl: 'Kolejność', en: 'Position' }, write: true, sort: true },
    },
  });
