/** What a merge would do: shown side by side before anybody decides. */
import type { Viewer } from '../domain/access.ts';
import { DomainError, type Said } from '../domain/domain-error.ts';
import { strictestWords, type StrictWord, type Word } from '../domain/governor/strictest-words.ts';
import { readCard, type CompanyCard } from './company-card.ts';
import type { BothValues } from './audit-telling.ts';
import type { Tx } from './database.ts';
import { ownOfBoth } from './merge-own-values.ts';
import { actorBy, namedCampaign } from './scope.ts';

/** The same scenario or campaign goes on for both: only one of them can. */
export type RunClash = {
  readonly name: Said;
  /** Null for who may not read campaigns. */
  readonly campaignName: string | null;
  readonly kept: { readonly id: string; readonly step: string | null; readonly startedAt: string };
  readonly merged: { readonly id: string; readonly step: string | null; readonly startedAt: string };
};

export type ConsentClash = StrictWord & {
  /** Whom of the customer it is about; null for all of them. */
  readonly personName: string | null;
  /** The one address that it is about; null for all of them. */
  readonly address: string | null;
};

export type MergePreview = {
  readonly kept: CompanyCard;
  readonly merged: CompanyCard;
  readonly clashes: readonly RunClash[];
  /** Where one refused and the other agreed: the strictest wins. */
  readonly consents: readonly ConsentClash[];
  /** Own fields in which they differ. */
  readonly own: Readonly<Record<string, BothValues>>;
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
    runClashes(tx, viewer, { ...pair, of: 'company' }),
    consentClashes(tx, pair),
  ]);
  return { kept, merged, clashes, consents, own: await ownOfBoth(tx, viewer, { ...pair, of: 'company' }) };
}

export function same(): DomainError {
  return new DomainError('merge.same', {
    pl: 'To jest ten sam klient. Wybierz drugiego.',
    en: 'This is the same customer. Choose another one.',
  });
}

/** Runs of one scenario, or of one campaign, that go on for both. */
export async function runClashes(
  tx: Tx,
  viewer: Viewer,
  { keptId, mergedId, of }: Pair & { readonly of: MergeOf },
): Promise<RunClash[]> {
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
       ${namedCampaign(viewer, 'c', 'k.campaign_id')}
     where k.whose = $1 order by k.started_at, k.id, m.id`,
    [keptId, mergedId],
  );
}

/** Addresses of the one that goes, beside those of the one that stays. */
export const sides: Readonly<Record<MergeOf, string>> = {
  company: 'm.company_id = $2 and k.company_id = $1 and m.person_id is null and k.person_id is null',
  person: 'm.person_id = $2 and k.person_id = $1',
};

/** Each address `m` of the one that goes with its double `k`: one that stands before one that was taken away. SQL. */
export function twinsOf(of: MergeOf): string {
  return `from contact_points m join contact_points k on k.kind = m.kind and k.normalised = m.normalised
    where ${sides[of]} order by m.id, k.state = 'removed', k.created_at, k.id`;
}

/** Words that count for either, whom they are about when both are one, and whether that is there on both cards. */
const words: Readonly<Record<MergeOf, { readonly counts: string; readonly person: string; readonly shared: string }>> =
  {
    company: { counts: 'c.company_id in ($1, $2)', person: 'c.person_id', shared: 'c.person_id is null' },
    person: {
      counts: `(c.person_id in ($1, $2) or (c.person_id is null and c.contact_point_id is null
      and c.company_id = (select company_id from people where id = $1)))`,
      person: 'case when c.person_id is not null then $1::uuid end',
      shared: 'true',
    },
  };

/** Where one of the two refused, and the other agreed or what was said last of either would count. */
export async function consentClashes(
  tx: Tx,
  { keptId, mergedId }: Pair,
  of: MergeOf = 'company',
): Promise<ConsentClash[]> {
  const { counts, person, shared } = words[of];
  const said = await tx.rows<Word & { readonly personName: string | null; readonly address: string | null }>(
    `with twins as (
       select distinct on (m.id) m.id as merged, k.id as kept ${twinsOf(of)})
     select case c.${of}_id when $1 then 'kept' when $2 then 'merged' else 'both' end as side, ch.channel, c.purpose, c.status,
       ${person} as person_id, coalesce(t.kept, c.contact_point_id) as point_id,
       ${shared} and (c.contact_point_id is null or t.kept is not null) as shared,
       nullif(concat_ws(' ', p.first_name, p.last_name), '') as person_name, a.value as address
     from consents c left join contact_points a on a.id = c.contact_point_id
       join (values ('email'), ('phone')) ch(channel) on c.channel in (ch.channel, 'any') and coalesce(a.kind, ch.channel) = ch.channel
       left join twins t on c.contact_point_id in (t.merged, t.kept)
       left join people p on p.id = c.person_id
     where ${counts} order by c.recorded_at desc, c.id desc`,
    [keptId, mergedId],
  );
  const personNames = new Map(said.map(({ personId, personName }) => [personId, personName]));
  const addresses = new Map(said.map(({ pointId, address }) => [pointId, address]));
  return strictestWords(said).map((word) => ({
    ...word,
    // Of two persons everything is about the one that they are.
    personName: of === 'company' ? (personNames.get(word.personId) ?? null) : null,
    address: addresses.get(word.pointId) ?? null,
  }));
}
