/** What putting two records together takes, whether they are customers or persons (rule 26). */
import { actorText, type Actor } from '../domain/actor.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import type { OwnValues } from '../domain/own/shapes.ts';
import { changesBetween, type Changes } from './audit.ts';
import type { Tx } from './database.ts';
import { recordInput } from './inputs.ts';
import { moveReferences, type Moved } from './merge-journal.ts';
import { sides, twinsOf, type ConsentClash, type MergeOf, type Pair, type RunClash } from './merge-preview.ts';

type Clashing = {
  readonly clashes: readonly RunClash[];
  /** Those that go on; their counterparts are ended. */
  readonly goOn: readonly string[];
  readonly of: MergeOf;
};

const put: Readonly<Record<MergeOf, { readonly done: string; readonly doing: string }>> = {
  company: { done: 'Połączono klientów', doing: 'Połączenie klientów' },
  person: { done: 'Połączono osoby', doing: 'Połączenie osób' },
};

/** Throws `merge.runs_clash` until it is said which of two goes on. Answers those that end. */
export async function endClashing(tx: Tx, actor: Actor, { clashes, goOn, of }: Clashing): Promise<string[]> {
  const ended: string[] = [];
  for (const { name, kept, merged } of clashes) {
    const goes = [kept.id, merged.id].filter((id) => goOn.includes(id));
    if (goes.length !== 1) throw undecided(name);
    const id = goes[0] === kept.id ? merged.id : kept.id;
    const what = { kind: 'control', what: 'cancel', reason: put[of].done } as const;
    await recordInput(tx, { runId: id, source: 'merge', sourceId: id, what, actor });
    ended.push(id);
  }
  return ended;
}

function undecided({ pl, en }: Said): DomainError {
  return new DomainError(
    'merge.runs_clash',
    {
      pl: `Scenariusz „${pl}” trwa u obu. Wybierz, który przebieg ma iść dalej.`,
      en: `The scenario "${en}" goes on for both. Choose which run goes on.`,
    },
    'goOn',
  );
}

export type United = {
  readonly from: string;
  readonly to: string;
  readonly moved: readonly Moved[];
  /** What the one that goes was before it was taken away. */
  readonly state: string;
};

/** An address that both have is one: what refers to the merged one's refers to the kept one's from now on. */
export async function unitePoints(tx: Tx, { keptId, mergedId }: Pair, of: MergeOf): Promise<United[]> {
  const twins = await tx.rows<{ from: string; to: string; state: string }>(
    `select distinct on (m.id) m.id as from, k.id as to, m.state ${twinsOf(of)}`,
    [keptId, mergedId],
  );
  const united: United[] = [];
  for (const twin of twins) {
    united.push({ ...twin, moved: await moveReferences(tx, 'contact_points', twin) });
    // What is known to be wrong stays wrong.
    await tx.run(
      `update contact_points k set state = m.state, state_reason = m.state_reason from contact_points m
       where m.id = $1 and k.id = $2
         and ((k.state = 'good' and m.state not in ('good', 'removed')) or (k.state = 'removed' and m.state <> 'removed'))`,
      [twin.from, twin.to],
    );
    // It comes along with everything else, and is shown no more.
    await tx.run(`update contact_points set state = 'removed' where id = $1`, [twin.from]);
  }
  return united;
}

/** Of each kind of address one is the main one: that of the one that stays. Answers those that are not any more. */
export async function giveUpMainPoints(tx: Tx, { keptId, mergedId }: Pair, of: MergeOf): Promise<string[]> {
  const points = await tx.rows<{ id: string }>(
    `update contact_points m set is_main = false from contact_points k
     where m.is_main and k.is_main and k.kind = m.kind and ${sides[of]} returning m.id`,
    [keptId, mergedId],
  );
  return [...new Set(points.map(({ id }) => id))];
}

type Strictest = {
  readonly companyId: string;
  readonly of: MergeOf;
  readonly strict: readonly ConsentClash[];
};

/** Where one refused and the other agreed, the refusal is said again: it is the newest word. */
export async function recordStrictest(tx: Tx, actor: Actor, { companyId, of, strict }: Strictest): Promise<string[]> {
  const made: string[] = [];
  const evidence = `${put[of].doing}: obowiązuje surowsza odpowiedź.`;
  for (const { personId, pointId, channel, purpose, wins } of strict) {
    const { id } = await tx.one<{ id: string }>(
      `insert into consents (company_id, person_id, contact_point_id, channel, purpose, status, evidence, recorded_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp(), $8) returning id`,
      [companyId, personId, pointId, channel, purpose, wins, evidence, actorText(actor)],
    );
    made.push(id);
  }
  return made;
}

type WithOwn = { readonly id: string; readonly own: OwnValues };
type Merged = {
  readonly table: 'companies' | 'people';
  /** Column by field. */
  readonly columns: Readonly<Record<string, string>>;
  readonly kept: WithOwn;
  /** What the kept one's fields say from now on. */
  readonly after: Readonly<Record<string, unknown>>;
  /** And its own fields. */
  readonly own: OwnValues;
};
export type Written = { readonly fields: Changes; readonly own: readonly [OwnValues, OwnValues] | null };

/** Writes the fields of both into the one that stays. Answers what has changed. */
export async function writeMerged(
  tx: Tx,
  actor: Actor,
  { table, columns, kept, after, own }: Merged,
): Promise<Written> {
  const changed = changesBetween(kept, after);
  const set = Object.keys(changed);
  await tx.run(
    `update ${table} set ${set.map((field, i) => `${columns[field]} = $${i + 4}, `).join('')}
       own = $3, version = version + 1, updated_at = now(), updated_by = $2 where id = $1`,
    [kept.id, actorText(actor), JSON.stringify(own), ...set.map((field) => after[field] ?? null)],
  );
  const isSame = JSON.stringify(own) === JSON.stringify(kept.own);
  return { fields: changed, own: isSame ? null : [kept.own, own] };
}
