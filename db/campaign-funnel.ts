/** The funnel: for each of its keys one set of participants, counted here and listed by its conditions (`domain/campaigns/funnel-key.ts`). */
import { demand, type Viewer } from '../domain/access.ts';
import { funnelOf } from '../domain/campaigns/funnel.ts';
import { readFunnelKey, type FunnelKind, type FunnelLine } from '../domain/campaigns/funnel-key.ts';
import { DomainError } from '../domain/domain-error.ts';
import { stageVersions } from './campaign-stages.ts';
import type { Tx } from './database.ts';
import { keyOfTask } from './effect-keys.ts';
import { ofSeenCustomers } from './scope.ts';
import { visibleTasks } from './task-scope.ts';

export type Counted = FunnelLine & { readonly count: number; readonly stageName: string | null };

/** The way of the participants with how many came how far. Lines that nobody can reach yet are there with 0. */
export async function countFunnel(tx: Tx, viewer: Viewer, campaignId: string): Promise<Counted[]> {
  demand(viewer, 'campaign.read');
  const stages = await stageVersions(tx, campaignId);
  const lines: Counted[] = [];
  let untouched: string | undefined;
  for (const line of funnelOf(stages)) {
    // Of a stage that nobody has come into yet one line says enough.
    if (line.stageId !== undefined && line.stageId === untouched) continue;
    const count = await countKey(tx, viewer, { campaignId, key: line.key });
    if (line.kind === 'entered' && count === 0) untouched = line.stageId;
    // Nobody's opening is recorded unless a tracker does it; an empty line would say that nobody opened.
    if (line.kind === 'opened' && count === 0) continue;
    lines.push({ ...line, count, stageName: stages.find((stage) => stage.id === line.stageId)?.name ?? null });
  }
  return lines;
}

type Keyed = { readonly campaignId: string; readonly key: string };

/** How many participants a key names, of those whom the viewer finds when they follow the number. */
export async function countKey(tx: Tx, viewer: Viewer, { campaignId, key }: Keyed): Promise<number> {
  const set = setOfKey(viewer, key, 2);
  const { count } = await tx.one<{ count: number }>(
    `select count(*) as count from participants p
     where p.campaign_id = $1 and ${ofSeenCustomers(viewer, 'p.company_id')} and p.id in (${set.sql})`,
    [campaignId, ...set.params],
  );
  return count;
}

/** The set of participants behind a key, as a subquery over $1 (the campaign) and its own parameters from `$first` on. */
function setOfKey(viewer: Viewer, key: string, first: number) {
  const line = readFunnelKey(key);
  if (!line) throw unknownKey(key);
  const params: unknown[] = [];
  const bind = (value: unknown) => {
    params.push(value);
    return `$${first + params.length - 1}`;
  };
  const stage = line.stageId ? `= ${bind(line.stageId)}::uuid` : `in (${STAGES})`;
  const step = line.step ? `and e.step = ${bind(line.step)}` : '';
  const seen = () => visibleTasks(viewer, { list: params, add: bind });
  return { sql: sets[line.kind](stage, step, seen), params };
}

const STAGES = 'select g.id from campaign_stages g where g.campaign_id = $1';

/** `seen`: the condition under which the viewer sees a task. */
type SetSql = (stage: string, step: string, seen: () => string) => string;

/** The written definition behind every number of the funnel (rule 42). */
const sets: Readonly<Record<FunnelKind, SetSql>> = {
  'taking part': () =>
    `select a.id from participants a where a.campaign_id = $1 and a.state in ('waiting', 'active', 'done')`,
  entered: (stage) => `select r.participant_id from runs r where r.stage_id ${stage}`,
  sent: (stage, step) => `select e.participant_id from effects e
    where e.campaign_id = $1 and e.stage_id ${stage} and e.kind = 'message' and e.state = 'done' ${step}`,
  opened: (stage, step) => `select e.participant_id from effects e join messages m on m.effect_key = e.key
    where e.campaign_id = $1 and e.stage_id ${stage} and e.kind = 'message' and e.state = 'done' ${step} and m.opened_at is not null`,
  replied: (stage) => `select r.participant_id from runs r join run_inputs i on i.run_id = r.id
    where r.stage_id ${stage} and i.kind = 'happened' and i.what ->> 'event' = 'reply' and i.withdrawn_at is null`,
  done: (stage, step, seen) => `select e.participant_id from effects e join tasks t on ${keyOfTask}
    where e.campaign_id = $1 and e.stage_id ${stage} and e.kind = 'task' ${step} and t.state = 'done' and ${seen()}`,
  called: (stage, _step, seen) => `select e.participant_id from tasks t join effects e on e.key = t.effect_key
    join task_types y on y.code = t.type and y.channel = 'phone'
    where t.campaign_id = $1 and t.stage_id ${stage} and t.state = 'done' and ${seen()}`,
  success: ended('success'),
  failure: ended('failure'),
  neutral: ended('neutral'),
  running: (stage) => `select r.participant_id from runs r where r.stage_id ${stage} and r.state = 'running'`,
};

function ended(result: string): SetSql {
  return (stage) =>
    `select r.participant_id from runs r where r.stage_id ${stage} and r.state = 'ended' and r.result = '${result}'`;
}

/** Throws `campaign.unknown_step` for what no number of a campaign is called. */
export function demandFunnelKey(key: string | undefined): void {
  if (key !== undefined && !readFunnelKey(key)) throw unknownKey(key);
}

function unknownKey(key: string): DomainError {
  return new DomainError('campaign.unknown_step', {
    pl: `Lejek tej kampanii nie ma kroku „${key}”. Wróć do kampanii i kliknij liczbę jeszcze raz.`,
    en: `The funnel of this campaign has no step "${key}". Go back to the campaign and click the number again.`,
  });
}
