import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';

/** Throws `case.kind_unknown` for a kind that is not in the dictionary, or is switched off. */
export async function demandKind(tx: Tx, kind: string): Promise<void> {
  if (await tx.maybe('select 1 from case_kinds where code = $1 and active', [kind])) return;
  throw new DomainError(
    'case.kind_unknown',
    {
      pl: `Nie ma rodzaju sprawy „${kind}”. Wybierz rodzaj z listy.`,
      en: `There is no kind of cases "${kind}". Choose a kind from the list.`,
    },
    'kind',
  );
}
