import { demand, may, type Viewer } from '../../domain/access.ts';
import { operators } from '../../domain/conditions/check.ts';
import { readableView, type Reach } from '../../domain/lists/readable-view.ts';
import type { Choice, ListDescription, ListFact, ListField, StandardView } from '../../domain/lists/shapes.ts';
import { actionsFor } from '../bulk/bulks.ts';
import type { Tx } from '../database.ts';
import type { Choices, FactDefinition, FieldDefinition, ListDefinition } from './definition.ts';
import { readableBy } from './readable.ts';
import { reachOf, viewChoices, viewsOf } from './views.ts';

/** The list as its viewer may use it: fields, what may be asked, and the views to choose from. */
export async function describeList(tx: Tx, viewer: Viewer, list: ListDefinition): Promise<ListDescription> {
  demand(viewer, list.right);
  const readable = readableBy(viewer, list);
  const choicesOf = choiceReader(tx, viewer);
  const [views, choices] = await Promise.all([viewsOf(tx, viewer, list), viewChoices(tx, viewer, list)]);
  const reach = reachOf(viewer, list);
  const standard = list.standard.flatMap((one) => askable(one, reach));
  const known = [...standard, ...views].map(({ id }) => id);
  const order = [
    ...choices.places.filter((id) => known.includes(id)),
    ...known.filter((id) => !choices.places.includes(id)),
  ];
  return {
    kind: list.kind,
    views,
    order,
    defaultView: choices.defaultView && known.includes(choices.defaultView) ? choices.defaultView : order[0]!,
    fields: await Promise.all([...readable.fields.values()].map((field) => describeField(field, viewer, choicesOf))),
    facts: await Promise.all([...readable.facts.values()].map((fact) => describeFact(fact, choicesOf))),
    related: await Promise.all(
      [...readable.related.values()].map(async ({ of, title, facts }) => ({
        of,
        title,
        facts: await Promise.all([...facts.values()].map((fact) => describeFact(fact, choicesOf))),
      })),
    ),
    standard,
    actions: await actionsFor(viewer, list, { choicesOf, fieldsOf: async (fields) => fields?.(tx, viewer) }),
  };
}

/** Without its condition a view would show something else than its name says; a column it may lack. */
function askable(one: StandardView, reach: Reach): StandardView[] {
  const asked = readableView({ ...one.view, columns: [], sort: [], colours: [] }, reach);
  return asked.dropped.length > 0 ? [] : [{ ...one, view: readableView(one.view, reach).view }];
}

type ReadChoices = (choices: Choices | undefined) => Promise<readonly Choice[] | undefined>;

/** Each source of choices is read once, however many fields offer it. */
function choiceReader(tx: Tx, viewer: Viewer): ReadChoices {
  const known = new Map<unknown, Promise<readonly Choice[]>>();
  return async (choices) => {
    if (typeof choices !== 'function') return choices;
    const read = known.get(choices) ?? choices(tx, viewer);
    known.set(choices, read);
    return read;
  };
}

async function describeField(field: FieldDefinition, viewer: Viewer, choicesOf: ReadChoices): Promise<ListField> {
  const choices = await choicesOf(field.choices);
  return {
    id: field.id,
    title: field.title,
    type: field.type,
    sortable: field.order !== undefined,
    editable: field.edit !== undefined && may(viewer, field.edit),
    ...(field.fact && (!field.fact.right || may(viewer, field.fact.right)) ? { fact: field.fact.name } : {}),
    ...(choices ? { choices } : {}),
    ...(field.currency ? { currency: field.currency } : {}),
    ...(field.means ? { means: field.means } : {}),
    ...(field.width ? { width: field.width } : {}),
  };
}

async function describeFact(
  { name, title, type, isUser, reference, currency, choices }: FactDefinition,
  choicesOf: ReadChoices,
): Promise<ListFact> {
  const known = await choicesOf(choices);
  return {
    name,
    title,
    type,
    // What is chosen or found has no letters to look into.
    operators:
      known || reference
        ? operators[type].filter((one) => one !== 'contains' && one !== 'beginsWith')
        : operators[type],
    ...(known ? { choices: known } : {}),
    ...(isUser ? { isUser } : {}),
    ...(reference ? { reference } : {}),
    ...(currency ? { currency } : {}),
  };
}
