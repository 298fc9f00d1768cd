/** What own fields of the kind "reference" lead to. Names and existence go through the viewer's scope (rule 20). */
import { may, type Right, type Viewer } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { isUuid } from '../domain/ids/uuid.ts';
import type { ReferenceTarget } from '../domain/lists/shapes.ts';
import type { OwnField, OwnTarget, OwnValues } from '../domain/own/shapes.ts';
import type { Tx } from './database.ts';
import { visibleCases } from './case-scope.ts';
import { nameableFiles } from './own-files.ts';
import { seenOpportunities } from './opportunity-scope.ts';
import { visible, type By } from './scope.ts';
import { parameters, visibleTasks } from './task-scope.ts';

/** What has a name to be read: what own fields lead to, and what conditions of lists do. */
export type NamedTarget = OwnTarget | ReferenceTarget;
type Named = { readonly id: string; readonly name: string };

/** Records that a viewer sees among those that references lead to. */
export type SeenReferences = ReadonlySet<string>;

type Sent = { readonly fields: readonly OwnField[]; readonly sent: readonly (OwnValues | undefined)[] };

/** Of all that many records refer to, what the viewer sees: a question for each kind of target, however many records. */
export async function seenReferences(tx: Tx, viewer: Viewer, { fields, sent }: Sent): Promise<SeenReferences> {
  const wanted = new Map<OwnTarget, Set<string>>();
  for (const field of fields.filter(({ kind }) => kind === 'reference'))
    for (const own of sent) {
      const id = own?.[field.code];
      if (typeof id === 'string' && isUuid(id))
        wanted.set(targetOf(field), (wanted.get(targetOf(field)) ?? new Set()).add(id.toLowerCase()));
    }
  const seen = new Set<string>();
  for (const [target, ids] of wanted)
    for (const { id } of await namesOf(tx, viewer, { target, ids: [...ids] })) seen.add(`${target} ${id}`);
  return seen;
}

type Reference = { readonly field: OwnField; readonly id: string; readonly seen?: SeenReferences | undefined };

/** Throws `own.reference_not_found` where the target is not there, or not for this viewer. */
export async function demandReferred(tx: Tx, by: By, { field, id, seen }: Reference): Promise<void> {
  if (!('rights' in by)) return;
  const target = targetOf(field);
  if (seen ? seen.has(`${target} ${id}`) : (await namesOf(tx, by, { target, ids: [id] })).length > 0) return;
  throw new DomainError(
    'own.reference_not_found',
    {
      pl: `Pole „${field.title.pl}” wskazuje na wpis, którego nie ma albo którego nie widzisz. Wybierz inny.`,
      en: `The field "${field.title.en}" leads to a record that is not there or that you may not see. Choose another.`,
    },
    `own.${field.code}`,
  );
}

function targetOf({ options }: OwnField): OwnTarget {
  return options.target ?? 'company';
}

/** Names of records by id, as far as the viewer sees them. */
export async function namesOf(
  tx: Tx,
  viewer: Viewer,
  { target, ids }: { readonly target: NamedTarget; readonly ids: readonly string[] },
): Promise<Named[]> {
  if (ids.length === 0) return [];
  const params = parameters();
  const among = `= any(${params.add(ids)}::uuid[])`;
  const parts: Readonly<Record<Exclude<NamedTarget, 'record'>, () => string>> = {
    company: () => `select c.id, c.name from companies c where c.id ${among} and ${visible('companies', viewer, 'c')}`,
    person: () =>
      `select p.id, concat_ws(' ', p.first_name, p.last_name) as name from people p where p.id ${among} and ${visible('people', viewer, 'p')}`,
    user: () => `select u.id, u.name from users u where u.id ${among}`,
    task: () => `select t.id, t.title as name from tasks t where t.id ${among} and ${visibleTasks(viewer, params)}`,
    case: () =>
      `select k.id, concat_ws(' ', k.number, k.name) as name from cases k where k.id ${among} and ${visibleCases(viewer, params)}`,
    opportunity: () =>
      `select o.id, o.name from opportunities o where o.id ${among} and ${seenOpportunities(viewer, params)}`,
    file: () => `select f.id, f.name from files f where f.id ${among} and ${nameableFiles(viewer, params)}`,
  };
  const readable = (target === 'record' ? anyRecord : [target]).filter((one) => {
    const right = rights[one];
    return !right || may(viewer, right);
  });
  if (readable.length === 0) return [];
  return tx.rows<Named>(readable.map((one) => parts[one]()).join(' union all '), params.list);
}

const rights: Readonly<Partial<Record<NamedTarget, Right>>> = {
  company: 'company.read',
  person: 'company.read',
  task: 'task.read',
  case: 'case.read',
  opportunity: 'opportunity.read',
};

/** What files hang on and conditions can name. */
const anyRecord = ['company', 'person', 'case', 'task'] as const;
