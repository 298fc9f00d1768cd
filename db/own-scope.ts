/** Which records somebody sees of a kind that has own fields: each kind has a scope of its own. */
import type { Viewer } from '../domain/access.ts';
import type { OwnRecord } from '../domain/own/shapes.ts';
import { visibleCases } from './case-scope.ts';
import { visibleFiles } from './file-scope.ts';
import { visibleMessages } from './message-scope.ts';
import { visibleOpportunities } from './opportunity-scope.ts';
import { mayKnowFields } from './own-fields.ts';
import { ownTables } from './own-sql.ts';
import { visible } from './scope.ts';
import { visibleTasks, type Params } from './task-scope.ts';
import { visibleTransactions } from './transaction-scope.ts';

/** The rows of a kind that the viewer sees, to stand behind `from`: none of what they may not read. More conditions may follow. */
export function seenRows(viewer: Viewer, record: OwnRecord, params: Params): string {
  const { alias, condition } = scopes[record];
  return `${ownTables[record]} ${alias} where ${mayKnowFields(viewer, record) ? condition(viewer, params) : 'false'}`;
}

type OwnScope = {
  /** What the condition calls the row. */
  readonly alias: string;
  readonly condition: (viewer: Viewer, params: Params) => string;
};

const scopes: Readonly<Record<OwnRecord, OwnScope>> = {
  company: { alias: 'c', condition: (viewer) => visible('companies', viewer, 'c') },
  person: { alias: 'p', condition: (viewer) => visible('people', viewer, 'p') },
  task: { alias: 't', condition: visibleTasks },
  case: { alias: 'k', condition: visibleCases },
  opportunity: { alias: 'o', condition: visibleOpportunities },
  campaign: { alias: 'g', condition: () => 'true' },
  transaction: { alias: 'x', condition: (viewer) => visibleTransactions(viewer) },
  file: { alias: 'f', condition: visibleFiles },
  message: { alias: 'm', condition: visibleMessages },
};
