import type { Condition, Rule } from '../conditions/shapes.ts';
import { isUuid } from '../ids/uuid.ts';

/**
 * One line of the funnel. Its `key` names a set of participants, and the list of participants understands the same key:
 * the number and the rows behind it come from one definition (`db/campaign-funnel.ts`).
 */
export type FunnelLine = {
  readonly key: string;
  readonly kind: FunnelKind;
  readonly stageId?: string;
  readonly step?: string;
  /** Name of the step as its author gave it. */
  readonly name?: string;
};

export type FunnelKind =
  | 'taking part'
  | 'entered'
  | 'sent'
  | 'opened'
  | 'replied'
  | 'done'
  | 'called'
  | 'success'
  | 'failure'
  | 'neutral'
  | 'running';

/** What the report says of a stage, beside who came in: each by the name that begins its key. */
const ofStage: ReadonlySet<string> = new Set(['entered', 'replied', 'success', 'failure', 'neutral', 'running']);

const ofCampaign: Readonly<Record<string, FunnelKind>> = {
  'taking-part': 'taking part',
  success: 'success',
  replied: 'replied',
  called: 'called',
};

/** Reads a key back. Answers nothing for one that no number has: such an address was typed by hand. */
export function readFunnelKey(key: string): FunnelLine | undefined {
  const [name = '', stageId, ...rest] = key.split('.');
  const step = rest.join('.');
  const whole = Object.hasOwn(ofCampaign, name) ? ofCampaign[name] : undefined;
  if (!stageId) return whole && { key, kind: whole };
  if (!isUuid(stageId)) return undefined;
  if (ofStage.has(name)) return step ? undefined : { key, kind: name as FunnelKind, stageId };
  if ((name === 'sent' || name === 'opened' || name === 'done') && step) return { key, kind: name, stageId, step };
  return undefined;
}

/** The set of participants behind a key, as the list of participants is asked for it. */
export function rowsOfLine({ kind, stageId, step }: FunnelLine): readonly Condition[] {
  const where: readonly Rule[] = [
    ...(stageId ? [equal('participant.stageId', stageId)] : []),
    ...(step ? [equal('participant.step', step)] : []),
  ];
  return conditions[kind](where);
}

const equal = (field: string, value: string | boolean): Rule => ({ field, operator: '=', value });
const beside = (of: string, rules: readonly Rule[]): readonly Condition[] => [{ combinator: 'and', of, rules }];
const sent = equal('send.state', 'done');
const done = equal('task.state', 'done');
const ended = (result: string) => (where: readonly Rule[]) =>
  beside('runs', [...where, equal('run.state', 'ended'), equal('run.result', result)]);

/** As the sets of `db/campaign-funnel.ts`, which count them. */
const conditions: Readonly<Record<FunnelKind, (where: readonly Rule[]) => readonly Condition[]>> = {
  'taking part': () => [{ field: 'participant.progress', operator: 'notIn', value: ['left out', 'removed'] }],
  entered: (where) => beside('runs', where),
  sent: (where) => beside('sends', [...where, sent]),
  opened: (where) => beside('sends', [...where, sent, equal('send.opened', true)]),
  replied: (where) => beside('runs', [...where, equal('run.replied', true)]),
  done: (where) => beside('tasks', [...where, done]),
  called: (where) => beside('tasks', [...where, done, equal('task.isCall', true)]),
  success: ended('success'),
  failure: ended('failure'),
  neutral: ended('neutral'),
  running: (where) => beside('runs', [...where, equal('run.state', 'running')]),
};
