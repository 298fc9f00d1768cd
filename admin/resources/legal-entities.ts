import type { Models } from '../../db/models/open-models.ts';
import { defineResource } from '../stock/define-resource.ts';

/** Our own firms. */
export const legalEntities = ({ LegalEntity }: Models) =>
  defineResource({
    model: LegalEntity,
    noun: 'legal entity',
    title: { pl: 'Nasze firmy', en: 'Our companies' },
    read: 'settings.edit',
    write: 'settings.edit',
    deletable: true,
    few: true,
    columns: {
      name: { name: { pl: 'Nazwa', en: 'Name' }, write: true, sort: true },
      nip: { name: { pl: 'NIP', en: 'Tax number (NIP)' }, write: true },
      street: { name: { pl: 'Ulica i numer', en: 'Street and number' }, write: true, detail: true },
      postcode: { name: { pl: 'Kod pocztowy', en: 'Postcode' }, write: true, detail: true },
      city: { name: { pl: 'Miejscowość', en: 'City' }, write: true },
      email: { name: { pl: 'E-mail', en: 'E-mail' }, write: true },
      phone: { name: { pl: 'Telefon', en: 'Phone' }, write: true },
      isDefault: { name: { pl: 'Domyślna', en: 'Default' }, write: true },
    },
  });
