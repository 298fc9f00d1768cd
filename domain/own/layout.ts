/** How the fields of a form are arranged: sections, order, width, what is left out. JSON only. */
import type { Said } from '../domain-error.ts';
import type { OwnRecord } from './shapes.ts';

export type Placed = { readonly id: string; readonly width: 'half' | 'whole'; readonly hidden?: boolean | undefined };
export type Section = { readonly title: Said | null; readonly fields: readonly Placed[] };
export type Layout = { readonly sections: readonly Section[] };

/** A field that a form has: its own ones, and own fields as `own.<code>`. */
export type FieldOfForm = {
  readonly id: string;
  /** It cannot be left out: without it nothing can be saved. */
  readonly must?: boolean;
  readonly width?: 'half' | 'whole';
  /** Where it stands as long as nobody has arranged the form. */
  readonly section?: Said | null;
};

/**
 * The form as somebody sees it. Fields that the layout does not know (newer than it) come where they would stand without a
 * layout; what the layout knows and the form does not have is left out; what must be there is never hidden.
 */
export function arranged<Field extends FieldOfForm>(
  fields: readonly Field[],
  layout: Layout | null,
): { readonly title: Said | null; readonly fields: readonly (Field & { readonly width: 'half' | 'whole' })[] }[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const known = new Set((layout?.sections ?? []).flatMap((section) => section.fields.map(({ id }) => id)));
  const sections = (layout?.sections ?? []).map(({ title, fields: placed }) => ({
    title,
    fields: placed.flatMap(({ id, width, hidden }) => {
      const field = byId.get(id);
      return field && (!hidden || field.must) ? [{ ...field, width }] : [];
    }),
  }));
  const fresh = fields.filter(({ id }) => !known.has(id));
  return [...sections, ...bySection(fresh)].filter((section) => section.fields.length > 0);
}

/** Without a layout: in their own order, a section for each title. */
function bySection<Field extends FieldOfForm>(fields: readonly Field[]) {
  const sections: { title: Said | null; fields: (Field & { width: 'half' | 'whole' })[] }[] = [];
  for (const field of fields) {
    const title = field.section ?? null;
    let section = sections.find((one) => one.title?.pl === title?.pl);
    if (!section) sections.push((section = { title, fields: [] }));
    section.fields.push({ ...field, width: field.width ?? 'half' });
  }
  return sections;
}

/** A layout that places every field of the form as it stands now: where arranging begins. */
export function wholeLayout(fields: readonly FieldOfForm[], layout: Layout | null): Layout {
  const hidden = new Map(
    (layout?.sections ?? []).flatMap((section) => section.fields.map((field) => [field.id, field.hidden === true])),
  );
  const shown = arranged(
    fields.map((field) => ({ ...field, must: true })),
    layout,
  );
  return {
    sections: shown.map(({ title, fields: inside }) => ({
      title,
      fields: inside.map(({ id, width }) => ({ id, width, ...(hidden.get(id) ? { hidden: true } : {}) })),
    })),
  };
}

type Known = { readonly id: string; readonly title: Said; readonly must?: true; readonly width?: 'whole' };
const known = (id: string, [pl, en]: readonly [string, string], more: Omit<Known, 'id' | 'title'> = {}): Known => ({
  id,
  title: { pl, en },
  ...more,
});

/** What the forms of the panel have beside own fields; forms give their fields these ids. */
export const formFields: Readonly<Record<OwnRecord, readonly Known[]>> = {
  company: [
    known('kind', ['Rodzaj', 'Kind']),
    known('name', ['Nazwa', 'Name'], { must: true, width: 'whole' }),
    known('shortName', ['Nazwa skrócona', 'Short name']),
    known('parentId', ['Centrala', 'Head office']),
    known('nip', ['NIP', 'NIP']),
    known('regon', ['REGON', 'REGON']),
    known('krs', ['KRS', 'KRS']),
    known('euVat', ['NIP UE', 'EU VAT number']),
    known('pesel', ['PESEL', 'PESEL']),
    known('street', ['Ulica i numer', 'Street and number']),
    known('postcode', ['Kod pocztowy', 'Postcode']),
    known('city', ['Miejscowość', 'City']),
    known('country', ['Kraj', 'Country']),
    known('website', ['Strona WWW', 'Website']),
    known('class', ['Klasa', 'Class']),
    known('industry', ['Branża', 'Industry']),
    known('ownerId', ['Opiekun', 'Owner']),
    known('turnoverMinor', ['Obrót deklarowany', 'Declared turnover']),
    known('currency', ['Waluta', 'Currency']),
    known('iban', ['Rachunek bankowy', 'Bank account']),
    known('paymentDays', ['Termin płatności (dni)', 'Payment terms (days)']),
    known('timeZone', ['Strefa czasowa', 'Time zone']),
    known('notes', ['Uwagi', 'Notes'], { width: 'whole' }),
  ],
  person: [
    known('firstName', ['Imię', 'First name']),
    known('lastName', ['Nazwisko', 'Last name'], { must: true }),
    known('position', ['Stanowisko', 'Position']),
    known('department', ['Dział', 'Department']),
    known('language', ['Język', 'Language']),
    known('gender', ['Płeć', 'Gender']),
    known('vocative', ['Zwrot', 'Form of address']),
    known('bornOn', ['Data urodzenia', 'Date of birth']),
    known('nameDay', ['Imieniny', 'Name day']),
    known('isMain', ['Główna osoba kontaktowa', 'Main contact']),
    known('decides', ['Decyduje o zakupie', 'Decides on buying']),
  ],
  task: [
    known('title', ['Tytuł', 'Title'], { must: true, width: 'whole' }),
    known('companyId', ['Klient', 'Customer'], { width: 'whole' }),
    known('type', ['Typ', 'Type'], { must: true }),
    known('ownerId', ['Wykonawca', 'Owner']),
    known('plannedAt', ['Kiedy', 'When']),
    known('dueAt', ['Termin', 'Due']),
    known('durationMinutes', ['Czas trwania', 'Duration']),
    known('priority', ['Priorytet', 'Priority']),
    known('remindMinutes', ['Przypomnienia', 'Reminders']),
    known('description', ['Opis', 'Description'], { width: 'whole' }),
    known('categoryId', ['Kategoria', 'Category']),
    known('caretakerId', ['Opiekun', 'Caretaker']),
    known('personId', ['Osoba', 'Person']),
    known('participants', ['Uczestnicy', 'Who takes part'], { width: 'whole' }),
    known('resourceIds', ['Rezerwacje', 'Bookings'], { width: 'whole' }),
    known('caseId', ['Sprawa', 'Case'], { width: 'whole' }),
    known('opportunityId', ['Szansa', 'Opportunity'], { width: 'whole' }),
    known('parentId', ['Zadanie główne', 'Main task'], { width: 'whole' }),
    known('percent', ['Postęp', 'Progress']),
    known('stage', ['Etap', 'Stage']),
    known('checklist', ['Lista kontrolna', 'Checklist'], { width: 'whole' }),
    known('place', ['Miejsce', 'Place']),
    known('private', ['Prywatne', 'Private']),
  ],
  case: [
    known('name', ['Nazwa', 'Name'], { must: true, width: 'whole' }),
    known('companyId', ['Klient', 'Customer'], { width: 'whole' }),
    known('kind', ['Rodzaj', 'Kind']),
    known('dueOn', ['Termin', 'Due']),
    known('ownerId', ['Prowadzący', 'Owner']),
    known('stage', ['Etap', 'Stage']),
    known('description', ['Opis', 'Description'], { width: 'whole' }),
  ],
  opportunity: [
    known('companyId', ['Klient', 'Customer'], { must: true, width: 'whole' }),
    known('name', ['Nazwa', 'Name'], { must: true, width: 'whole' }),
    known('personId', ['Osoba kontaktowa', 'Contact person'], { width: 'whole' }),
    known('valueMinor', ['Wartość', 'Value']),
    known('currency', ['Waluta', 'Currency']),
    known('stage', ['Etap', 'Stage']),
    known('probability', ['Prawdopodobieństwo', 'Probability']),
    known('expectedOn', ['Spodziewane zamknięcie', 'Expected close']),
    known('ownerId', ['Opiekun', 'Owner']),
    known('description', ['Opis', 'Description'], { width: 'whole' }),
  ],
  campaign: [],
  transaction: [],
  file: [],
  message: [],
};
