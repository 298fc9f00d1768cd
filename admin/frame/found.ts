/** Records that the words of a search name, of every kind that its viewer may read. */
import type { Likeness } from '../../db/duplicates.ts';
import type { Found as FoundAnswer, FoundRecord } from '../../db/find.ts';
import type { IconName } from '../components/icon.tsx';
import { call } from '../components/read.ts';

export type Found = {
  readonly to: string;
  readonly icon: IconName;
  readonly label: string;
  /** What tells it from others of the name. */
  readonly second: string;
  readonly kind: FoundRecord['kind'];
  /** Whose it is; a customer's own id. */
  readonly companyId: string | null;
};

const shown: Readonly<
  Record<FoundRecord['kind'], { readonly icon: IconName; readonly to: (record: FoundRecord) => string }>
> = {
  companies: { icon: 'customers', to: ({ id }) => `/admin/companies/${id}` },
  people: { icon: 'person', to: ({ id }) => `/admin/people/${id}` },
  tasks: { icon: 'tasks', to: ({ id }) => `/admin/tasks/${id}` },
  cases: { icon: 'cases', to: ({ id }) => `/admin/cases/${id}` },
  opportunities: { icon: 'opportunities', to: ({ id }) => `/admin/opportunities/${id}` },
  campaigns: { icon: 'campaigns', to: ({ id }) => `/admin/campaigns/${id}` },
  participants: { icon: 'campaigns', to: ({ companyId }) => `/admin/companies/${companyId}` },
  files: { icon: 'file', to: ({ id }) => `/admin/files?file=${id}` },
  messages: { icon: 'mail', to: ({ id }) => `/admin/messages/${id}` },
  transactions: { icon: 'templates', to: ({ id }) => `/admin/transactions/${id}` },
  groups: { icon: 'users', to: ({ id }) => `/admin/members?groupId=${id}` },
  members: { icon: 'users', to: ({ companyId }) => `/admin/companies/${companyId}` },
  users: { icon: 'person', to: ({ id }) => `/admin/colleagues/${id}` },
  templates: { icon: 'templates', to: ({ id }) => `/admin/templates/${id}` },
  scenarios: { icon: 'scenarios', to: ({ id }) => `/admin/scenarios/${id}` },
  recurrences: { icon: 'reload', to: () => '/admin/tasks/recurring' },
  imports: { icon: 'import', to: ({ id }) => `/admin/import/${id}` },
  tokens: { icon: 'key', to: () => '/admin/tokens' },
};

/** Somebody whom the viewer does not see has this very number or address: by what, whose they are, and how to ask (rule 25). */
export type Beyond = {
  readonly because: 'nip' | 'email' | 'phone';
  readonly ownerName: string | null;
  readonly like: Likeness;
};
export type Answer = { readonly found: readonly Found[]; readonly beyond: readonly Beyond[] };

/** One question for all kinds, within what the viewer sees. */
export async function findRecords(typed: string): Promise<Answer> {
  const { records, hints, like = {} } = await call<FoundAnswer>('GET', `/find?q=${encodeURIComponent(typed)}`);
  const found = records.map((record) => {
    const { kind, companyId, name: label, second } = record;
    const { to, icon } = shown[kind];
    return { to: to(record), icon, label, second: second.join(' · '), kind, companyId };
  });
  return { found, beyond: hints.map((hint) => ({ ...hint, like })) };
}
