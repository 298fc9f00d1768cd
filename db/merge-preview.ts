/** What a merge would do: shown side by side before anybody decides. */
import type { Viewer } from '../domain/access.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { readCard, type CompanyCard } from './company-card.ts';
import type { Tx } from './database.ts';
import { actorBy } from './scope.ts';

/** The same scenario or campaign goes on for both: only one of them can. */
export type RunClash = {
  readonly name: Said;
  readonly campaignName: string | null;
  readonly kept: { readonly id: string; readonly step: string | null; readonly startedAt: string };
  readonly merged: { readonly id: string; readonly step: string | null; readonly startedAt: string };
};

export type ConsentClash = {
  readonly channel: 'email' | 'phone';
  readonly purpose: string;
  readonly kept: string;
  readonly merged: string;
};

export type MergePreview = {
  readonly kept: CompanyCard;
  readonly merged: CompanyCard;
  readonly clashes: readonly RunClash[];
  /** Where one agreed and the other did not: the strictest wins. */
  readonly consents: readonly ConsentClash[];
};

export type Pair = { readonly keptId: string; readonly mergedId: string };

/** What two records that are one are of: what is a customer's alone, or what is a person's. */
export type MergeOf = 'company' | 'person';
/** Rows of a table `alias` that are the record's own. */
const ownRows: Readonly<Record<MergeOf, (alias: string) => string>> = {
  company: (alias) => `${alias}.company_id in ($1, $2) and ${alias}.person_id is null`,
  person: (alias) => `${alias}.person_id in ($1, $2)`,
};

/** Throws `company.not_found`, `merge.same` for one customer and themselves. */
export async function previewMerge(tx: Tx, viewer: Viewer, pair: Pair): Promise<MergePreview> {
  actorBy(viewer, 'company.merge');
  if (pair.keptId === pair.mergedId) throw same();
  const [kept, merged, clashes, consents] = await Promise.all([
    readCard(tx, viewer, pair.keptId),
    readCard(tx, viewer, pair.mergedId),
    runClashes(tx, pair),
    consentClashes(tx, pair),
  ]);
  return { kept, merged, clashes, consents };
}

export function same(): DomainError {
  return new DomainError('merge.same', {
    pl: 'To jest ten sam klient. Wybierz drugiego.',
    en: 'This is the same customer. Choose another one.',
  });
}

/** Runs of one scenario, or of one campaign, that go on for both. */
export async function runClashes(tx: Tx, { keptId, mergedId }: Pair, of: MergeOf = 'company'): Promise<RunClash[]> {
  return tx.rows<RunClash>(
    `with going as (
       select r.id, r.${of}_id as whose, r.campaign_id, r.started_at, v.scenario_id, s.name_pl, s.name_en,
         (select coalesce(v.graph -> 'steps' -> (t ->> 'step') ->> 'name', v.graph -> 'steps' -> (t ->> 'step') ->> 'title', t ->> 'step')
            from json_array_elements(r.progress -> 'tokens') t limit 1) as step
       from runs r join scenario_versions v on v.id = r.version_id join scenarios s on s.id = v.scenario_id
       where ${ownRows[of]('r')} and r.state <> 'ended')
     select jsonb_build_object('pl', k.name_pl, 'en', k.name_en) as name, c.name as campaign_name,
       jsonb_build_object('id', k.id, 'step', k.step, 'startedAt', k.started_at) as kept,
       jsonb_build_object('id', m.id, 'step', m.step, 'startedAt', m.started_at) as merged
     from going k join going m on m.whose = $2 and (m.campaign_id = k.campaign_id
         or (m.campaign_id is null and k.campaign_id is null and m.scenario_id = k.scenario_id))
       left join campaigns c on c.id = k.campaign_id
     where k.whose = $1 order by k.started_at, k.id, m.id`,
    [keptId, mergedId],
  );
}

/** What each of the two said last, where one said yes and the other no. */
export async function consentClashes(
  tx: Tx,
  { keptId, mergedId }: Pair,
  of: MergeOf = 'company',
): Promise<ConsentClash[]> {
  return tx.rows<ConsentClash>(
    `with said as (
       select distinct on (c.${of}_id, ch.channel, c.purpose) c.${of}_id as whose, ch.channel, c.purpose, c.status
       from consents c join (values ('email'), ('phone')) ch(channel) on c.channel in (ch.channel, 'any')
       where ${ownRows[of]('c')} and c.contact_point_id is null
       order by c.${of}_id, ch.channel, c.purpose, c.recorded_at desc, c.id desc)
     select k.channel, k.purpose, k.status as kept, m.status as merged
     from said k join said m on m.whose = $2 and m.channel = k.channel and m.purpose = k.purpose
     where k.whose = $1 and (k.status = 'given') <> (m.status = 'given') order by 1, 2`,
    [keptId, mergedId],
  );
}
