import { DomainError, type Said } from '../../../domain/domain-error.ts';
import { readFieldAnswer } from '../../../domain/lists/actions.ts';
import type { ListField } from '../../../domain/lists/shapes.ts';
import type { OwnKind, OwnValues, UsableField } from '../../../domain/own/shapes.ts';
import type { Json } from '../../../domain/scenario/shapes.ts';
import type { Viewer } from '../../../domain/access.ts';
import { editCompany, type CompanyFields } from '../../companies.ts';
import type { Tx } from '../../database.ts';
import { ownFieldTypes } from '../../lists/own.ts';
import { companyKinds } from '../../lists/words.ts';
import { ownFieldsOf } from '../../own-fields.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';

/** Plain fields that many customers may have alike; what tells one customer from another is set one by one. */
const plain: Readonly<Record<string, Said>> = {
  kind: { pl: 'Rodzaj', en: 'Kind' },
  industry: { pl: 'Branża', en: 'Industry' },
  city: { pl: 'Miejscowość', en: 'Town' },
  postcode: { pl: 'Kod pocztowy', en: 'Postcode' },
  street: { pl: 'Ulica i numer', en: 'Street' },
  website: { pl: 'Strona www', en: 'Website' },
};

/** Kinds of own fields that hold one value of their own: neither several, nor a record. */
const single: ReadonlySet<OwnKind> = new Set(['text', 'number', 'money', 'date', 'yes/no', 'choice']);

/** What the viewer may set, with what each may be set to. */
async function settable(tx: Tx, viewer: Viewer): Promise<ListField[]> {
  const ours = Object.entries(plain).map(([id, title]): ListField => {
    const type = id === 'kind' ? ({ type: 'choice', choices: companyKinds } as const) : ({ type: 'text' } as const);
    return { id, title, sortable: false, editable: true, ...type };
  });
  const own = (await ownFieldsOf(tx, viewer, 'company')).filter(({ writable, kind }) => writable && single.has(kind));
  return [...ours, ...own.map(asField)];
}

function asField({ code, title, kind, choices }: UsableField): ListField {
  const offered = choices?.filter(({ active }) => active).map(({ value, label }) => ({ value, label }));
  const id = `own.${code}`;
  return {
    id,
    title,
    type: ownFieldTypes[kind],
    sortable: false,
    editable: true,
    ...(offered ? { choices: offered } : {}),
  };
}

export const setField: BulkAction = {
  kinds: ['companies'],
  name: 'set field',
  title: { pl: 'Ustaw pole', en: 'Set a field' },
  right: 'company.edit',
  asks: [
    {
      id: 'field',
      title: { pl: 'Pole i wartość (pusta: wyczyść)', en: 'Field and value (empty: clear)' },
      type: 'field',
      required: true,
      fields: settable,
    },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const { field, value } = readFieldAnswer(answers['field']!);
    const place = placeOf(field);
    const { was } = await tx.one<{ was: Json }>(
      `select coalesce(${place.own ? 'c.own -> $2' : 'to_jsonb(c) -> $2'}, 'null') as was from companies c where c.id = $1`,
      [id, place.name],
    );
    // Asked of the verb, which knows who may read and write the field, and what of the text counts.
    const after = await editCompany(tx, viewer, { id, version, changes: changing(place, value) });
    demandDifference(after.version === version);
    return { place, was };
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    const { place, was } = before as unknown as { readonly place: Place; readonly was: Json };
    await editCompany(tx, viewer, { id, version, changes: changing(place, was) });
  },
};

type Place = { readonly own: boolean; readonly name: string };

/** Throws `action.unsettable` for a field that is not set for many. */
function placeOf(field: string): Place {
  if (field.startsWith('own.')) return { own: true, name: field.slice('own.'.length) };
  if (Object.hasOwn(plain, field)) return { own: false, name: field };
  throw new DomainError(
    'action.unsettable',
    {
      pl: `Pola „${field.slice(0, 60)}” nie można ustawić wielu klientom naraz. Wybierz inne.`,
      en: `The field "${field.slice(0, 60)}" cannot be set for many customers at once. Choose another.`,
    },
    'field',
  );
}

function changing({ own, name }: Place, value: unknown): Partial<CompanyFields> & { readonly own?: OwnValues } {
  if (own) return { own: { [name]: value } };
  if (value !== null && typeof value !== 'string') throw unfitting();
  return { [name]: value };
}

function unfitting(): DomainError {
  return new DomainError('action.misshapen', {
    pl: 'Ta wartość nie pasuje do pola. Popraw ją.',
    en: 'This value does not fit the field. Correct it.',
  });
}
