/** What a campaign's audience is made of, and what the preview says about it before anybody is written down. */
import { actorOf, demandEverybody, seesEverybody, type Viewer } from '../domain/access.ts';
import { actorText } from '../domain/actor.ts';
import { openingContacts, type ContactStep } from '../domain/campaigns/scenario-steps.ts';
import { strictest } from '../domain/governor/rule-book.ts';
import type { Version } from '../domain/scenario/shapes.ts';
import { stageVersions } from './campaign-stages.ts';
import type { Asked, Need, Sources } from './candidates.ts';
import type { Tx } from './database.ts';
import { loadRuleBook } from './governor.ts';
import { notFound, reachable } from './scope.ts';

type SourceKind = 'group' | 'company' | 'person' | 'import' | 'class' | 'everyone';

/** The audience as it was chosen. */
export async function readSources(tx: Tx, campaignId: string): Promise<Sources> {
  const rows = await tx.rows<{ kind: SourceKind; refId: string | null }>(
    'select kind, ref_id from campaign_audience where campaign_id = $1 order by id',
    [campaignId],
  );
  const ids = (kind: SourceKind) => rows.filter((row) => row.kind === kind).flatMap((row) => row.refId ?? []);
  return {
    groups: ids('group'),
    companies: ids('company'),
    people: ids('person'),
    imports: ids('import'),
    classes: ids('class'),
    everyone: rows.some((row) => row.kind === 'everyone'),
  };
}

type SourcesOf = { readonly campaignId: string; readonly sources: Sources };

/** Makes the audience of a draft exactly this. */
export async function writeSources(tx: Tx, viewer: Viewer, of: SourcesOf): Promise<void> {
  await demandSight(tx, viewer, of);
  await tx.run('delete from campaign_audience where campaign_id = $1', [of.campaignId]);
  await insertSources(tx, viewer, of);
}

/** Adds to the audience; what is in it already stays once. */
export async function addSources(tx: Tx, viewer: Viewer, of: SourcesOf): Promise<void> {
  await demandSight(tx, viewer, of);
  await insertSources(tx, viewer, of);
}

/**
 * A campaign writes to all that it was given, so nobody gives it more than they see: whole groups are for who sees everybody,
 * and a customer of somebody else is not there. What others have put into it before stays.
 */
async function demandSight(tx: Tx, viewer: Viewer, { campaignId, sources }: SourcesOf): Promise<void> {
  if (seesEverybody(viewer)) return;
  const before = await readSources(tx, campaignId);
  const added = (kind: Exclude<keyof Sources, 'everyone'>) => {
    const known = new Set(before[kind]);
    return sources[kind].filter((id) => !known.has(id));
  };
  const wholes = ['groups', 'imports', 'classes'] as const;
  if ((sources.everyone && !before.everyone) || wholes.some((kind) => added(kind).length > 0)) demandEverybody(viewer);
  const [companies, people] = [added('companies'), added('people')];
  const { unseen } = await tx.one<{ unseen: string | null }>(
    `select case
       when exists (select from unnest($1::uuid[]) u(id) where not exists (
         select from companies k where k.id = u.id and ${reachable('companies', viewer, 'k')})) then 'company'
       when exists (select from unnest($2::uuid[]) u(id) where not exists (
         select from people p where p.id = u.id and ${reachable('people', viewer, 'p')})) then 'person' end as unseen`,
    [companies, people],
  );
  if (unseen) throw notFound(unseen === 'company' ? 'company' : 'person');
}

async function insertSources(tx: Tx, viewer: Viewer, { campaignId, sources }: SourcesOf): Promise<void> {
  const rows: [SourceKind, string | null][] = [
    ...sources.groups.map((id): [SourceKind, string] => ['group', id]),
    ...sources.companies.map((id): [SourceKind, string] => ['company', id]),
    ...sources.people.map((id): [SourceKind, string] => ['person', id]),
    ...sources.imports.map((id): [SourceKind, string] => ['import', id]),
    ...sources.classes.map((id): [SourceKind, string] => ['class', id]),
    ...(sources.everyone ? [['everyone', null] as [SourceKind, null]] : []),
  ];
  await tx.run(
    `insert into campaign_audience (campaign_id, kind, ref_id, created_by)
     select $1, u.kind, u.ref_id, $4 from unnest($2::text[], $3::uuid[]) u(kind, ref_id) on conflict do nothing`,
    [campaignId, rows.map(([kind]) => kind), rows.map(([, id]) => id), actorText(actorOf(viewer))],
  );
}

/** The question "who takes part?" of a saved campaign. */
export async function askedOf(tx: Tx, campaignId: string): Promise<Asked> {
  const { leaveOutBusy } = await tx.one<{ leaveOutBusy: boolean }>(
    'select leave_out_busy from campaigns where id = $1',
    [campaignId],
  );
  const stages = await stageVersions(tx, campaignId);
  const versions = stages.flatMap((stage) => (stage.version && stage.entry === 'everyone' ? [stage.version] : []));
  return {
    sources: await readSources(tx, campaignId),
    needs: await needsOf(tx, versions),
    leaveOutBusy,
    campaignId,
  };
}

export type Preview = {
  readonly sources: Sources;
  readonly scenarioVersionIds: readonly string[];
  readonly leaveOutBusy: boolean;
  readonly campaignId: string | null;
};

/** The same question about a form that nobody has saved yet. */
export async function askedInForm(tx: Tx, viewer: Viewer, form: Preview): Promise<Asked> {
  const rows = await tx.rows<{ graph: Version }>(
    `select v.graph from unnest($1::uuid[]) with ordinality u(id, n) join scenario_versions v on v.id = u.id order by u.n`,
    [form.scenarioVersionIds],
  );
  const needs = await needsOf(
    tx,
    rows.map((row) => row.graph),
  );
  return { sources: form.sources, needs, leaveOutBusy: form.leaveOutBusy, campaignId: form.campaignId, seenBy: viewer };
}

/**
 * How the opening contacts of these scenarios reach people, each way once. None if one of them needs no address at all,
 * such as a visit: then everybody can take part.
 */
async function needsOf(tx: Tx, versions: readonly Version[]): Promise<readonly Need[]> {
  const contacts = versions.flatMap(openingContacts);
  const book = await loadRuleBook(tx);
  const purposes = await purposesByTemplate(tx, contacts);
  const channels = await channelsByTaskType(tx, contacts);

  const needs: Need[] = [];
  for (const { step } of contacts) {
    const kind = step.kind === 'message' ? reachedBy(step.channel) : reachedBy(channels.get(step.type));
    if (!kind) return [];
    const purpose = (step.kind === 'message' ? purposes.get(step.template) : step.purpose) ?? null;
    const rules = purpose === null ? undefined : (book.purposes[purpose] ?? strictest);
    if (!needs.some((one) => one.kind === kind && one.purpose === purpose))
      needs.push({ kind, purpose, needsConsent: rules?.needsConsent ?? false, isOffer: rules?.offer ?? false });
  }
  return needs;
}

const reaches: Readonly<Record<string, Need['kind']>> = {
  email: 'email',
  phone: 'phone',
  sms: 'phone',
  messenger: 'messenger',
  postal: 'postal',
  letter: 'postal',
};

function reachedBy(channel: string | null | undefined): Need['kind'] | undefined {
  return channel ? reaches[channel] : undefined;
}

async function purposesByTemplate(tx: Tx, contacts: readonly ContactStep[]): Promise<ReadonlyMap<string, string>> {
  const codes = contacts.flatMap(({ step }) => (step.kind === 'message' ? step.template : []));
  const rows = await tx.rows<{ code: string; purpose: string }>(
    'select code, purpose from templates where code = any($1::text[])',
    [codes],
  );
  return new Map(rows.map((row) => [row.code, row.purpose]));
}

async function channelsByTaskType(
  tx: Tx,
  contacts: readonly ContactStep[],
): Promise<ReadonlyMap<string, string | null>> {
  const codes = contacts.flatMap(({ step }) => (step.kind === 'task' ? step.type : []));
  const rows = await tx.rows<{ code: string; channel: string | null }>(
    'select code, channel from task_types where code = any($1::text[])',
    [codes],
  );
  return new Map(rows.map((row) => [row.code, row.channel]));
}
