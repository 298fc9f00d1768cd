import type { WhereOptions } from 'sequelize';
import { may } from '../../domain/access.ts';
import type { Right, Viewer } from '../../domain/access.ts';

/** What may be seen and changed of one table through AdminJS's plain forms. What is not named here does not exist there. */
export type Policy = {
  /** As in the audit: `team`, `task type`. */
  readonly noun: string;
  readonly read: Right;
  /** Missing: nobody changes it through a form. */
  readonly write?: Right;
  /** Rows that this viewer sees; missing: all. */
  readonly rows?: (viewer: Viewer) => WhereOptions;
  /** Attributes that are shown, beside the key and the version. */
  readonly readable: readonly string[];
  readonly writable: readonly string[];
  /** So few rows that any order and any search is cheap; otherwise each needs an index. */
  readonly few?: boolean;
  /** Attributes with an index to sort by; the first is the order when none is asked for. */
  readonly sortable: readonly string[];
  readonly deletable?: boolean;
  /** Column whose text makes the key of a new row ("Wizyta serwisowa": `wizyta-serwisowa`); missing: a new UUID. */
  readonly keyFrom?: string;
};

export type FormAction = 'list' | 'search' | 'show' | 'new' | 'edit' | 'delete';

/** May this viewer do that at all? Rows are decided later, by `rows`. Actions that are not named are nobody's. */
export function mayDo(policy: Policy, viewer: Viewer | undefined, action: string): boolean {
  if (!viewer || !may(viewer, policy.read)) return false;
  if (action === 'list' || action === 'search' || action === 'show') return true;
  const writes = policy.write !== undefined && may(viewer, policy.write);
  if (action === 'new' || action === 'edit') return writes && policy.writable.length > 0;
  return action === 'delete' && writes && policy.deletable === true;
}
