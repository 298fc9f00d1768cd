/** What programs and pages may send about campaigns, checked at the edge. */
import { z } from 'zod';
import { ownShape } from './own-shape.ts';
import { currencyCode, sent } from './sent.ts';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Money in minor units; more than any campaign costs is a slip of the keyboard. */
const money = z.int().min(0).max(100_000_000_000);
const ids = z.array(z.uuid()).max(10_000).default([]);
const openWork = z.enum(['finish', 'withdraw']);
const state = z.enum(['draft', 'submitted', 'approved', 'starting', 'running', 'ending', 'ended', 'cancelled']);
const count = z.int().min(1).max(10_000_000);

export const sources = z.strictObject({
  groups: ids,
  companies: ids,
  people: ids,
  imports: ids,
  classes: ids,
  everyone: z.boolean().default(false),
});

const stage = z
  .strictObject({
    id: z.uuid().optional(),
    name: z.string().trim().min(1).max(200),
    startsOn: date,
    endsOn: date,
    budgetMinor: money.nullable().default(null),
    goalCount: count.nullable().default(null),
    scenarioVersionId: z.uuid().nullable().default(null),
    tasksOnClose: openWork.default('finish'),
    entry: z.enum(['everyone', 'success', 'failure', 'neutral']).default('everyone'),
  })
  .transform(({ id, ...fields }) => ({ ...fields, ...(id === undefined ? {} : { id }) }));

export const draft = z.strictObject({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(['marketing', 'service', 'collection', 'project', 'visits']).default('marketing'),
  description: z.string().max(5_000).nullable().default(null),
  goalText: z.string().max(500).default(''),
  goalMeasure: z.enum(['success', 'reply', 'call']).default('success'),
  goalCount: count.nullable().default(null),
  budgetMinor: money.nullable().default(null),
  currency: currencyCode.optional(),
  supervisorId: z.uuid(),
  legalEntityId: z.uuid().nullable().default(null),
  startsOn: date,
  endsOn: date,
  leaveOutBusy: z.boolean().default(false),
  stages: z.array(stage).max(50).default([]),
  audience: sources.prefault({}),
  own: ownShape('campaign'),
});

export const change = draft.extend({ version: z.int() });

/** Its own fields alone, in any state. */
export const filling = z.strictObject({
  version: z.int(),
  changes: z.strictObject({ own: ownShape('campaign') }),
});

export const preview = z.strictObject({
  sources,
  scenarioVersionIds: z.array(z.uuid()).max(50).default([]),
  leaveOutBusy: z.boolean().default(false),
  campaignId: z.uuid().nullable().default(null),
});

export const previewRows = preview.extend({
  reason: z.string().max(50).nullable(),
  after: z.string().max(80).optional(),
  limit: z.int().min(1).max(200).default(50),
});

export const typed = z.object({ q: z.string().max(200).default('') });

export const move = z.strictObject({ startsOn: date, endsOn: date, tasksOnClose: openWork.default('finish') });

export const cost = z.strictObject({
  stageId: z.uuid().nullable().default(null),
  kind: z.enum(['cost', 'revenue']).default('cost'),
  what: z.string().trim().min(1).max(300),
  amountMinor: money,
  currency: currencyCode.default('PLN'),
  incurredOn: date,
});

const reason = z.string().trim().min(1).max(500);
export const reasoned = z.strictObject({ reason });
export const ending = z.strictObject({ reason, openWork });
export const removal = z.strictObject({ participantIds: z.array(z.uuid()).min(1).max(10_000), reason });

const limit = z.coerce.number().int().min(1).max(200).default(50);

export const listed = z.object({ state: state.optional(), words: z.string().max(200).optional() });

export const participantsOf = z.object({
  state: z.enum(['waiting', 'running', 'stuck', 'done', 'left out', 'removed']).optional(),
  reason: z.string().max(500).optional(),
  step: z.string().max(300).optional(),
  words: z.string().max(200).optional(),
});
/** With the campaign of the address. */
export const participantsAsked = participantsOf.extend({ id: z.uuid() }).transform(({ id, ...asked }) => ({
  ...asked,
  campaignId: id,
}));

export const tasksAsked = z
  .object({
    which: z.enum(['onTime', 'late', 'overdue', 'open', 'undated']),
    stageId: z.uuid().optional(),
    after: z.uuid().optional(),
    limit,
  })
  .transform(sent);

export const messagesAsked = z
  .object({
    which: z.enum(['done', 'planned', 'failed', 'unknown', 'refused']).default('done'),
    stageId: z.uuid().optional(),
    after: z.string().max(300).optional(),
    limit,
  })
  .transform(sent);
