/** Records that the words of a search name, of every kind that its viewer may read. */
import type { FoundRecord } from '../../db/find.ts';
import type { ListKind } from '../../domain/lists/shapes.ts';
import type { IconName } from '../components/icon.tsx';
import { call } from '../components/read.ts';

export type Found = {
  readonly to: string;
  readonly icon: IconName;
  readonly label: string;
  /** What tells it from others of the name. */
  readonly second: string;
};

const shown: Readonly<
  Partial<Record<ListKind, { readonly icon: IconName; readonly to: (record: FoundRecord) => string }>>
> = {
  companies: { icon: 'customers', to: ({ id }) => `/admin/companies/${id}` },
  people: { icon: 'person', to: ({ companyId }) => `/admin/companies/${companyId}?tab=people` },
  tasks: { icon: 'tasks', to: ({ id }) => `/admin/tasks/${id}` },
};

/** One question for all kinds, within what the viewer sees. */
export async function findRecords(typed: string): Promise<readonly Found[]> {
  const { records } = await call<{ records: readonly FoundRecord[] }>('GET', `/find?q=${encodeURIComponent(typed)}`);
  return records.flatMap((record) => {
    const as = shown[record.kind];
    return as ? [{ to: as.to(record), icon: as.icon, label: record.name, second: record.second.join(' · ') }] : [];
  });
}
