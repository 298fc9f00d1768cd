/** What is found otherwise than through its list: documents of trade, of which the very number comes first. */
import { may, type Viewer } from '../domain/access.ts';
import type { ListKind } from '../domain/lists/shapes.ts';
import type { Tx } from './database.ts';
import { likeable, wordsOf } from './search-text.ts';
import { parameters, type Params } from './task-scope.ts';
import { visibleTransactions } from './transaction-scope.ts';
import { textOfTransaction } from './transactions.ts';

/** A record by name, with what tells it from others of the name, and the customer whose it is. */
export type FoundRecord = {
  readonly kind: ListKind;
  readonly id: string;
  readonly name: string;
  readonly second: readonly string[];
  readonly companyId: string | null;
};

type Sought = { readonly typed: string; readonly most: number };

/** Where more than this fit, nobody finds theirs among them: any thousand are looked at, and the newest of these shown. */
const enough = 1_000;

const HIT = 'x.id, x.number, x.title, x.company_id, x.happened_on';

/** Invoices, orders … by number and title: the one with this very number first, then the newest. */
export async function findTransactions(tx: Tx, viewer: Viewer, { typed, most }: Sought): Promise<FoundRecord[]> {
  const words = wordsOf(typed);
  // The index holds three letters together: nothing shorter is looked for.
  if (!may(viewer, 'transaction.read') || !may(viewer, 'company.read') || !words.some((word) => word.length > 2))
    return [];
  const params = parameters();
  const said = params.add(typed);
  const rows = await tx.rows<Row>(
    `with hits as materialized (
       (select ${HIT} from transactions x where plain_text(x.number) = plain_text(${said}) and ${visibleTransactions(viewer)} limit ${most})
       union (select ${HIT} from transactions x
         where ${holding(words, textOfTransaction, params)} and ${visibleTransactions(viewer)} limit ${enough}))
     select 'transactions' as kind, h.id, coalesce(h.number, h.title) as name, h.company_id,
       array[case when h.number is not null then h.title end, c.name] as second
     from hits h join companies c on c.id = h.company_id
     order by (plain_text(h.number) = plain_text(${said})) is true desc, h.happened_on desc, h.id desc limit ${most}`,
    params.list,
  );
  return rows.map(asFound);
}

type Row = Omit<FoundRecord, 'second'> & { readonly second: readonly (string | null)[] };

function asFound({ second, ...record }: Row): FoundRecord {
  return { ...record, second: second.filter((text) => text !== null && text !== '') as string[] };
}

/** Every word is somewhere in the plain text. */
function holding(words: readonly string[], plain: string, params: Params): string {
  return words.map((word) => `${plain} like '%' || plain_text(${params.add(likeable(word))}) || '%'`).join(' and ');
}
