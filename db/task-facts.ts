/** What the script of a task may say: the merge fields of the task, its customer, person, campaign, case, opportunity and of our own firm. */
import { may, seesEverybody, type Viewer } from '../domain/access.ts';
import type { Language } from '../domain/domain-error.ts';
import { fieldsOf } from '../texts/check.ts';
import type { MergeFacts } from '../texts/fields.ts';
import { filler } from '../texts/liquid.ts';
import type { Tx } from './database.ts';
import { namedFacts, withNamed } from './own-merge.ts';
import { namedCampaign, visible } from './scope.ts';
import type { Task } from './task-rows.ts';

/** A piece of a script; `filled` came from a merge field. */
export type Piece = { readonly text: string; readonly filled: boolean };

/** The script with its fields filled in, in pieces. One that cannot be read is shown as it was written. */
function fillScript(script: string, facts: MergeFacts, language: Language): Piece[] {
  const marked = script.replaceAll(/\{\{.*?\}\}/g, (field) => `${START}${field}${END}`);
  try {
    return filler(marked, 'none', language)(facts).split(START).flatMap(pieces);
  } catch {
    return [{ text: script, filled: false }];
  }
}

/** Control characters that nobody types: they stand around what was filled in. */
const START = '\u0002';
const END = '\u0003';

function pieces(part: string): Piece[] {
  const [first = '', rest] = part.split(END);
  if (rest === undefined) return first ? [{ text: first, filled: false }] : [];
  return [...(first ? [{ text: first, filled: true }] : []), ...(rest ? [{ text: rest, filled: false }] : [])];
}

/** What a script says for one task, to this viewer. */
export async function scriptOf(
  tx: Tx,
  viewer: Viewer,
  { script, ...task }: Pick<Task, 'id' | 'companyId' | 'personId' | 'campaignId' | 'caseId' | 'script'>,
): Promise<Piece[]> {
  if (!script) return [];
  const { language } = viewer;
  const { facts, opportunityId } = await factsOfTask(tx, viewer, task.id);
  const about = { ...task, taskId: task.id, opportunityId, language };
  const [named = {}] = await namedFacts(tx, [{ ...about, uses: namesIn(script) }], viewer);
  return fillScript(script, withNamed(facts, named), language);
}

function namesIn(script: string): ReadonlySet<string> {
  if (!/\.own\.|\b(case|opportunity|task)\b/.test(script)) return new Set();
  try {
    return fieldsOf(script);
  } catch {
    return new Set();
  }
}

/** The facts behind the fields, for one task. */
type TaskFacts = { readonly facts: MergeFacts; readonly opportunityId: string | null };

/**
 * As much as work mode itself tells: of a customer whom the viewer does not see the name and the person, and none without the
 * right to read customers; the campaign to who may read campaigns. The sender is ours, whoever may read the campaign.
 */
async function factsOfTask(tx: Tx, viewer: Viewer, taskId: string): Promise<TaskFacts> {
  const sql = `select json_build_object(
       'company', case when c.id is not null and ${seen(viewer, 'c')} then json_build_object('name', c.name, 'shortName', coalesce(c.short_name, c.name),
         'nip', c.nip, 'street', c.street, 'postcode', c.postcode, 'city', c.city, 'website', c.website, 'class', c.class,
         'turnoverMinor', c.turnover_minor, 'currency', c.currency, 'owner', w.name)
         when c.id is not null then json_build_object('name', c.name, 'shortName', coalesce(c.short_name, c.name)) end,
       'person', case when p.id is not null then json_build_object('firstName', p.first_name, 'lastName', p.last_name,
         'fullName', concat_ws(' ', p.first_name, p.last_name), 'position', p.position) end,
       'sender', json_build_object('name', coalesce(l.name, i.organisation_name), 'street', l.street, 'postcode', l.postcode,
         'city', l.city, 'email', l.email, 'phone', l.phone, 'nip', l.nip),
       'campaign', case when k.id is not null then json_build_object('name', k.name, 'startsOn', k.starts_on, 'endsOn', k.ends_on) end,
       'today', to_char(now() at time zone $2, 'YYYY-MM-DD')) as facts, t.opportunity_id
     from tasks t ${told(viewer, 'companies', 'c')} left join users w on w.id = c.owner_id
       ${told(viewer, 'people', 'p')} ${namedCampaign(viewer, 'k', 't.campaign_id')}
       left join campaigns s on s.id = t.campaign_id
       left join legal_entities l on l.id = coalesce(s.legal_entity_id, (select id from legal_entities where is_default))
       left join installation i on i.singleton
     where t.id = $1`;
  const of = [taskId, viewer.timeZone];
  // Only the statement of who may read all of it is the same for everybody.
  const isWhole = seesEverybody(viewer) && may(viewer, 'company.read') && may(viewer, 'campaign.read');
  const [row] = isWhole ? await tx.prepared<TaskFacts>('facts-of-task', sql, of) : await tx.rows<TaskFacts>(sql, of);
  return row ?? { facts: {}, opportunityId: null };
}

function seen(viewer: Viewer, alias: string): string {
  return may(viewer, 'company.read') ? visible('companies', viewer, alias) : 'false';
}

/** Joins whom the task is about: nobody for who may not read customers. */
function told(viewer: Viewer, table: 'companies' | 'people', alias: string): string {
  const id = table === 'companies' ? 't.company_id' : 't.person_id';
  return `left join ${table} ${alias} on ${may(viewer, 'company.read') ? `${alias}.id = ${id}` : 'false'}`;
}
