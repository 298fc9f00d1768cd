/** What of a list its viewer may read and ask. */
import { may, seesEverybody, type Viewer } from '../../domain/access.ts';
import type { FactDefinition, FieldDefinition, ListDefinition, Order, RelatedDefinition } from './definition.ts';

export type Readable = {
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly related: ReadonlyMap<string, RelatedReadable>;
  /** A fact of the records beside the row, by its name. */
  readonly relatedFact: (name: string) => FactDefinition | undefined;
};
type RelatedReadable = Omit<RelatedDefinition, 'facts'> & { readonly facts: ReadonlyMap<string, FactDefinition> };

export function readableBy(viewer: Viewer, list: ListDefinition): Readable {
  const mayRead = ({ right }: { readonly right?: FieldDefinition['right'] }) => !right || may(viewer, right);
  const fields = list.fields.filter(mayRead).map((field) => forScope(field, viewer));
  const facts = [...fields.flatMap(({ fact }) => fact ?? []), ...list.facts, onClipboard(list)]
    .filter(mayRead)
    .filter(({ whole }) => !whole || viewer.scope === 'all');
  const related = list.related
    .filter(mayRead)
    .map((one) => [one.of, { ...one, facts: byName(one.facts.filter(mayRead)) }] as const);
  return {
    fields: new Map(fields.map((field) => [field.id, field])),
    facts: byName(facts),
    related: new Map(related),
    relatedFact: (name) => related.map(([, one]) => one.facts.get(name)).find((fact) => fact !== undefined),
  };
}

/** Every list has its clipboard (rule 19). */
function onClipboard({ kind, alias }: ListDefinition): FactDefinition {
  return {
    name: 'list.clipboard',
    title: { pl: 'W moim schowku', en: 'On my clipboard' },
    type: 'yes/no',
    is: {
      from: ({ viewer, params }) =>
        `clipboard b where b.user_id = ${params.add(viewer.userId)}::uuid and b.kind = '${kind}' and b.record_id = ${alias}.id`,
      value: 'true',
    },
  };
}

/** Who sees only some of the records behind a field may not sort or ask by all of them (rule 20). */
function forScope({ order, fact, ...field }: FieldDefinition, viewer: Viewer): FieldDefinition {
  const isFor = (part: { readonly whole?: true } | undefined) => part && (!part.whole || viewer.scope === 'all');
  return {
    ...field,
    ...(isFor(order) ? { order: orderFor(order!, viewer) } : {}),
    ...(isFor(fact) ? { fact: fact! } : {}),
  };
}

/** A cursor carries what is sorted by, and a row's place tells it: both go by what the viewer sees. */
function orderFor(order: Order, viewer: Viewer): Order {
  const { cast, needs = [], ofSeen } = order;
  const seesAll = seesEverybody(viewer) && may(viewer, 'company.read');
  if (ofSeen && !seesAll) return { by: '', cast, nullable: true, computed: ofSeen, needs };
  return viewer.language === 'en' && order.inEnglish ? { ...order, by: order.inEnglish } : order;
}

function byName(facts: readonly FactDefinition[]): ReadonlyMap<string, FactDefinition> {
  return new Map(facts.map((fact) => [fact.name, fact]));
}
