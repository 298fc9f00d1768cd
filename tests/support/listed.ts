/** Lists as tests ask them: by the parts of an address, as pages of the panel and programs do. */
import type { Viewer } from '../../domain/access.ts';
import type { ListKind, View } from '../../domain/lists/shapes.ts';
import type { Tx } from '../../db/database.ts';
import { listCount } from '../../db/lists/count.ts';
import { lists } from '../../db/lists/kinds/list.ts';
import { narrowedAsk } from '../../db/lists/narrowed.ts';
import { listRows } from '../../db/lists/rows.ts';

export type Listed = Readonly<Record<string, unknown>> & { readonly id: string };
type Asked = {
  readonly kind: ListKind;
  readonly query?: Readonly<Record<string, string>>;
  readonly columns?: readonly string[];
  readonly sort?: View['sort'];
};

/** What is asked of a list, as its engine takes it. */
export function asked({ kind, query = {}, columns = [], sort = [] }: Asked) {
  const now = Date.now();
  const moment = { now, today: new Date(now).toISOString().slice(0, 10) };
  return narrowedAsk({ kind, query, columns, sort, moment });
}

/** The first rows, by the names of their fields. */
export async function listed(tx: Tx, who: Viewer, wanted: Asked): Promise<Listed[]> {
  const ask = { ...asked(wanted), limit: 200 };
  const { rows } = await listRows(tx, who, { list: lists[wanted.kind]!, ask });
  return rows.map(({ id, values }) => ({ id, ...values }));
}

export async function counted(tx: Tx, who: Viewer, wanted: Asked): Promise<number> {
  return (await listCount(tx, who, { list: lists[wanted.kind]!, ask: asked(wanted) })).count;
}
