/** With whom, and with which case, a document of trade stands that another system sends. */
import { may, type Viewer } from '../domain/access.ts';
import type { Said } from '../domain/domain-error.ts';
import { normaliseNip } from '../domain/ids/nip.ts';
import { visibleCases } from './case-scope.ts';
import type { Tx } from './database.ts';
import { reachable } from './scope.ts';
import { parameters } from './task-scope.ts';

/** What a row says of where it stands. */
type Addressed = {
  readonly companyId?: string | null;
  readonly nip?: string | null;
  readonly caseId?: string | null;
};

/** Why a row is left out. */
export type Refusal = { readonly code: string; readonly said: Said };

/** Whose each row is: found by our id, or by the NIP where exactly one customer has it; or why it is left out. */
export async function ownersOf(tx: Tx, viewer: Viewer, rows: readonly Addressed[]): Promise<(string | Refusal)[]> {
  const ids = rows.flatMap(({ companyId }) => companyId ?? []);
  const nips = rows.flatMap(({ companyId, nip }) => (companyId || !nip ? [] : [normaliseNip(nip)]));
  const byId = await became(tx, viewer, ids);
  const found = await tx.rows<{ id: string; nip: string }>(
    `select id, nip from companies c
     where ${reachable('companies', viewer, 'c')} and nip = any($1::text[]) and kind <> 'branch'`,
    [nips],
  );
  const byNip = Map.groupBy(found, ({ nip }) => nip);
  return rows.map(({ companyId, nip }) => {
    if (companyId) return byId.get(companyId) ?? unknownCompany(companyId);
    const said = normaliseNip(nip ?? '');
    // A text without a digit is nobody's NIP.
    const [first, ...others] = (said !== '' && byNip.get(said)) || [];
    if (!first) return unknownCompany(nip ?? '');
    return others.length === 0 ? first.id : ambiguous(nip!);
  });
}

/** What the customers have become: another system goes on sending the id of one that was merged into another here. */
async function became(tx: Tx, viewer: Viewer, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await tx.rows<{ asked: string; id: string }>(
    `with recursive chain as (
       select id as asked, id, merged_into, 0 as depth from companies where id = any($1::uuid[])
       union all select chain.asked, c.id, c.merged_into, depth + 1 from chain join companies c on c.id = chain.merged_into
         where depth < 20)
     select chain.asked, c.id from chain join companies c using (id)
     where chain.merged_into is null and ${reachable('companies', viewer, 'c')}`,
    [ids],
  );
  return new Map(found.map(({ asked, id }) => [asked, id]));
}

function unknownCompany(which: string): Refusal {
  return {
    code: 'transaction.no_company',
    said: {
      pl: `Nie ma klienta „${which}”. Podaj companyId albo NIP, który ma dokładnie jeden klient.`,
      en: `There is no customer "${which}". Give companyId, or a NIP that exactly one customer has.`,
    },
  };
}

/** A case with each customer in it whose documents may hang there: what a case has brought is reckoned from them. */
export async function seenCases(tx: Tx, viewer: Viewer, rows: readonly Addressed[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))];
  if (ids.length === 0 || !may(viewer, 'case.read')) return new Set();
  const params = parameters();
  const found = await tx.rows<{ id: string; companyId: string }>(
    `select k.id, w.company_id from cases k cross join lateral (
       select k.company_id union select also.company_id from case_companies also where also.case_id = k.id) w
     where k.id = any(${params.add(ids)}::uuid[]) and w.company_id is not null and ${visibleCases(viewer, params)}`,
    params.list,
  );
  return new Set(found.map(({ id, companyId }) => `${id} ${companyId}`));
}

export function unknownCase(id: string): Refusal {
  return {
    code: 'transaction.no_case',
    said: {
      pl: `Ten klient nie ma sprawy „${id}”. Podaj caseId jednej z jego spraw albo pomiń to pole.`,
      en: `This customer has no case "${id}". Give the caseId of one of their cases, or leave it out.`,
    },
  };
}

function ambiguous(nip: string): Refusal {
  return {
    code: 'transaction.many_companies',
    said: {
      pl: `NIP „${nip}” ma więcej niż jeden klient. Podaj companyId.`,
      en: `More than one customer has the NIP "${nip}". Give companyId.`,
    },
  };
}
