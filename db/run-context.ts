/** All that `advance` is told about the world, loaded once for a batch of runs. */
import { endOfDay } from '../domain/campaigns/days.ts';
import type { Actor } from '../domain/actor.ts';
import { begin, type Context } from '../domain/scenario/advance.ts';
import type { Facts, Input, Instant, Move, Run, Version } from '../domain/scenario/shapes.ts';
import { loadCalendars } from './calendars.ts';
import type { Tx } from './database.ts';
import { factNamesOf, factsFor } from './facts.ts';
import type { RunRow } from './run-rows.ts';

/** A published version, its scenario, and the facts that it reads. Immutable, so it is read once per process. */
export type LoadedVersion = {
  readonly id: string;
  readonly scenarioId: string;
  readonly version: Version;
  readonly factNames: readonly string[];
};

const versions = new Map<string, LoadedVersion>();

/** Loads the versions that this process has not met yet. */
export async function loadVersions(tx: Tx, ids: Iterable<string>): Promise<ReadonlyMap<string, LoadedVersion>> {
  const missing = [...new Set(ids)].filter((id) => !versions.has(id));
  if (missing.length > 0) {
    const rows = await tx.rows<{ id: string; scenarioId: string; graph: Version }>(
      'select id, scenario_id, graph from scenario_versions where id = any($1::uuid[])',
      [missing],
    );
    for (const { id, scenarioId, graph } of rows)
      versions.set(id, { id, scenarioId, version: graph, factNames: factNamesOf(graph) });
  }
  return versions;
}

/** One run, what it was given, and what came of it. */
export type Moving = {
  readonly row: RunRow;
  readonly loaded: LoadedVersion;
  readonly context: Context;
  readonly inputs: readonly Input[];
  readonly before: Run;
  readonly move: Move;
};

export type Surroundings = {
  readonly versions: ReadonlyMap<string, LoadedVersion>;
  contextOf(row: RunRow): Context;
};

/** Loads what surrounds the runs, with one query per kind of thing. */
export async function surroundings(tx: Tx, rows: readonly RunRow[], now: string): Promise<Surroundings> {
  const loaded = await loadVersions(
    tx,
    rows.map((row) => row.versionId),
  );
  const zone = await organisationZone(tx);
  const calendars = await loadCalendars(tx);
  const facts = await factsOf(tx, rows, loaded);
  const stageEnds = await endsOfStages(tx, rows, zone);
  const at = Date.parse(now);

  return {
    versions: loaded,
    contextOf(row) {
      const stageEndsAt = row.stageId ? stageEnds.get(row.stageId) : undefined;
      return {
        now: at,
        calendars,
        facts: facts.get(row.id) ?? nothing,
        priority: row.campaignId ? 3 : 2,
        zone,
        by: moverOf(row.id),
        ...(stageEndsAt === undefined ? {} : { stageEndsAt }),
        ...(row.frozen ? { frozen: true } : {}),
      };
    },
  };
}

/** The run as its last move left it; one that has not moved yet is new. */
export function progressOf(row: RunRow, { versions }: Pick<Surroundings, 'versions'>): Run {
  if (row.progress) return row.progress;
  const { scenarioId } = versions.get(row.versionId)!;
  return begin({
    id: row.id,
    versionId: row.versionId,
    chance: row.campaignId ?? scenarioId,
    subject: { kind: row.subjectKind, id: row.subjectId },
  });
}

/** Who does what nobody asked for: the run itself. */
export function moverOf(runId: string): Actor {
  return { kind: 'run', id: runId };
}

const nothing: Facts = {};

async function factsOf(
  tx: Tx,
  rows: readonly RunRow[],
  loaded: ReadonlyMap<string, LoadedVersion>,
): Promise<ReadonlyMap<string, Facts>> {
  const names = new Set<string>();
  const curious = rows.filter((row) => {
    const named = loaded.get(row.versionId)!.factNames;
    for (const name of named) names.add(name);
    return named.length > 0;
  });
  return factsFor(
    tx,
    curious.map((row) => row.id),
    [...names].sort(),
  );
}

/** Zone of dates where no other is known. */
export async function organisationZone(tx: Tx): Promise<string> {
  const [row] = await tx.prepared<{ timeZone: string }>('organisation-zone', 'select time_zone from installation');
  return row?.timeZone ?? 'Europe/Warsaw';
}

/** Locked against change until this transaction is over: whoever moves a stage in time then finds every run that waits. */
async function endsOfStages(tx: Tx, rows: readonly RunRow[], zone: string): Promise<ReadonlyMap<string, Instant>> {
  const ids = [...new Set(rows.flatMap((row) => (row.stageId ? [row.stageId] : [])))];
  if (ids.length === 0) return new Map();
  const stages = await tx.prepared<{ id: string; endsOn: string }>(
    'ends-of-stages',
    'select id, ends_on from campaign_stages where id = any($1::uuid[]) order by id for share',
    [ids],
  );
  return new Map(stages.map(({ id, endsOn }) => [id, endOfDay(endsOn, zone)]));
}
