/** How definitions write down fields of the usual kinds, so that a list reads as a table of its columns. */
import type { Right } from '../../domain/access.ts';
import type { FactType } from '../../domain/conditions/catalogue.ts';
import type { Said } from '../../domain/domain-error.ts';
import type { FieldType, ReferenceTarget } from '../../domain/lists/shapes.ts';
import type { Choices, FactDefinition, FieldDefinition, Sql } from './definition.ts';

export type Titles = readonly [pl: string, en: string];

export function said([pl, en]: Titles): Said {
  return { pl, en };
}

/** What is unusual about a field; `sort` is the type that a cursor's value is cast to. */
export type Traits = {
  readonly needs?: readonly string[];
  /** Shown otherwise than it is compared. */
  readonly show?: Sql;
  readonly inWords?: FieldDefinition['inWords'];
  readonly sort?: string | FieldDefinition['order'];
  /** Sorted by what no index holds; the type that a cursor's value is cast to. */
  readonly computed?: string;
  readonly required?: true;
  /** Name of the fact, where conditions may ask for it. */
  readonly fact?: string;
  readonly factType?: FactType;
  readonly cast?: string;
  readonly within?: string;
  readonly zeroAs?: 'null';
  readonly hint?: FactDefinition['hint'];
  readonly bound?: FactDefinition['bound'];
  readonly known?: string;
  readonly width?: number;
  /** What a number counts, where its name does not say it all (rule 42). */
  readonly means?: Titles;
  readonly right?: Right;
  readonly edit?: Right;
  readonly choices?: Choices;
  /** What the ids that it holds lead to, where they are too many to choose from. */
  readonly reference?: ReferenceTarget;
  /** Drawn from records of everybody: sorted and asked by only where the viewer sees all of them. */
  readonly whole?: true;
};

/** A field that is one expression: `field('city', ['Miejscowość', 'Town'], 'text', 'c.city', { sort: 'text' })`. */
export function field(
  id: string,
  titles: Titles,
  { type, value, ...traits }: { type: FieldType; value: Sql } & Traits,
): FieldDefinition {
  const title = said(titles);
  const { show = value, inWords, needs, sort, computed, fact, width, right, edit, choices, means } = traits;
  return {
    id,
    title,
    type,
    show,
    ...(inWords ? { inWords } : {}),
    ...(needs ? { needs } : {}),
    ...(computed
      ? { order: { by: '', cast: computed, nullable: true, computed: value, ...(needs ? { needs } : {}) } }
      : {}),
    ...orderOf(value, { sort, needs, required: traits.required, whole: traits.whole }),
    ...(width ? { width } : {}),
    ...(right ? { right } : {}),
    ...(edit ? { edit } : {}),
    ...(choices ? { choices } : {}),
    ...(means ? { means: said(means) } : {}),
    ...(fact ? { fact: factOf(fact, { ...traits, title, type, value }) } : {}),
  };
}

type Ordered = { readonly [K in 'sort' | 'needs' | 'required' | 'whole']: Traits[K] | undefined };

function orderOf(value: Sql, { sort, needs, required, whole }: Ordered) {
  if (sort === undefined) return {};
  if (typeof sort !== 'string') return { order: { ...sort, ...(whole ? { whole } : {}) } };
  if (typeof value !== 'string') return {};
  const by = sort === 'text' ? `${value} collate "pl-x-icu"` : value;
  return {
    order: { by, cast: sort, nullable: required !== true, ...(needs ? { needs } : {}), ...(whole ? { whole } : {}) },
  };
}

const factTypes: Readonly<Record<FieldType, FactType>> = {
  text: 'text',
  number: 'number',
  money: 'number',
  percent: 'number',
  date: 'date',
  instant: 'instant',
  'yes/no': 'yes/no',
  choice: 'text',
  many: 'text',
  user: 'text',
  reference: 'text',
};

type FactOf = Traits & { readonly title: Said; readonly type: FieldType; readonly value: Sql };

function factOf(name: string, { title, type, value, needs, ...traits }: FactOf): FactDefinition {
  const isId = type === 'user' || type === 'reference';
  const cast = traits.cast ?? (isId ? 'uuid' : undefined);
  return {
    name,
    title,
    type: traits.factType ?? factTypes[type],
    is: { value, ...(needs ? { needs } : {}) },
    ...(cast ? { cast } : {}),
    ...(type === 'user' ? { isUser: true as const } : {}),
    ...sharedWithFact(traits),
  };
}

const sharedTraits = ['choices', 'reference', 'within', 'zeroAs', 'hint', 'bound', 'known', 'right', 'whole'] as const;

/** What is said of a field in the same words as of the fact behind it. */
function sharedWithFact(traits: Traits): Partial<Pick<FactDefinition, (typeof sharedTraits)[number]>> {
  return Object.fromEntries(sharedTraits.flatMap((name) => (traits[name] ? [[name, traits[name]]] : [])));
}

/** A person of ours or a record as it is shown: `{ id, name }`. */
export function named(alias: string, name = `${alias}.name`): string {
  return `case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'name', ${name}) end`;
}

/** An amount as it is shown: `{ minor, currency }`. */
export function money(minor: string, currency: string): string {
  return `case when ${minor} is not null then jsonb_build_object('minor', ${minor}, 'currency', ${currency}) end`;
}

/** A fact that is no field: `fact('person.hasEmail', ['ma e-mail', 'has an e-mail'], { type, is })`. */
export function fact(name: string, titles: Titles, of: Omit<FactDefinition, 'name' | 'title'>): FactDefinition {
  return { name, title: said(titles), ...of };
}

/** A choice whose values are words of the program. */
export function choice(value: string, titles: Titles): { value: string; label: Said } {
  return { value, label: said(titles) };
}
