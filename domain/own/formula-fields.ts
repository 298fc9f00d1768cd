import type { Said } from '../domain-error.ts';
import type { ValueType } from './formula-functions.ts';
import type { OwnField, OwnRecord } from './shapes.ts';

/** A field of the record itself that formulas may name. */
export type KnownField = { readonly name: string; readonly type: ValueType; readonly title: Said };

const known = (name: string, type: ValueType, [pl, en]: readonly [string, string]): KnownField => ({
  name,
  type,
  title: { pl, en },
});

/** What formulas may read beside own fields. Their expressions in SQL are in `db/own-formulas.ts`. */
export const knownFields: Readonly<Record<OwnRecord, readonly KnownField[]>> = {
  company: [
    known('name', 'text', ['Nazwa', 'Name']),
    known('kind', 'text', ['Rodzaj', 'Kind']),
    known('class', 'text', ['Klasa', 'Class']),
    known('industry', 'text', ['Branża', 'Industry']),
    known('city', 'text', ['Miejscowość', 'City']),
    known('postcode', 'text', ['Kod pocztowy', 'Postcode']),
    known('country', 'text', ['Kraj', 'Country']),
    known('turnover', 'number', ['Obrót', 'Turnover']),
  ],
  person: [
    known('firstName', 'text', ['Imię', 'First name']),
    known('lastName', 'text', ['Nazwisko', 'Last name']),
    known('position', 'text', ['Stanowisko', 'Position']),
  ],
  task: [
    known('title', 'text', ['Tytuł', 'Title']),
    known('priority', 'text', ['Priorytet', 'Priority']),
    known('percent', 'number', ['Procent wykonania', 'Percent done']),
    known('durationMinutes', 'number', ['Czas trwania (minuty)', 'Duration (minutes)']),
  ],
  case: [
    known('name', 'text', ['Nazwa', 'Name']),
    known('stage', 'text', ['Etap', 'Stage']),
    known('dueOn', 'date', ['Termin', 'Due']),
  ],
  opportunity: [known('name', 'text', ['Nazwa', 'Name'])],
  campaign: [
    known('name', 'text', ['Nazwa', 'Name']),
    known('startsOn', 'date', ['Początek', 'Start']),
    known('endsOn', 'date', ['Koniec', 'End']),
  ],
  transaction: [
    known('number', 'text', ['Numer', 'Number']),
    known('title', 'text', ['Tytuł', 'Title']),
    known('kind', 'text', ['Rodzaj', 'Kind']),
    known('amount', 'number', ['Kwota', 'Amount']),
    known('happenedOn', 'date', ['Data', 'Date']),
    known('dueOn', 'date', ['Termin', 'Due']),
  ],
  file: [known('name', 'text', ['Nazwa', 'Name']), known('bytes', 'number', ['Wielkość (bajty)', 'Size (bytes)'])],
  message: [known('subject', 'text', ['Temat', 'Subject']), known('address', 'text', ['Adres', 'Address'])],
};

/** As what formulas see an own field; undefined: they do not see it. Money counts in whole units. */
export function formulaTypeOf({ kind }: Pick<OwnField, 'kind'>): ValueType | undefined {
  switch (kind) {
    case 'text':
    case 'choice':
      return 'text';
    case 'number':
    case 'money':
      return 'number';
    case 'date':
    case 'yes/no':
      return kind;
    default:
      return undefined;
  }
}
