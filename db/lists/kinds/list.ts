/** Every kind of list that the panel has. A new one is a file beside this one and a line here. */
import type { ListKind } from '../../../domain/lists/shapes.ts';
import type { ListDefinition } from '../definition.ts';
import { campaigns } from './campaigns.ts';
import { cases } from './cases.ts';
import { companies } from './companies.ts';
import { files } from './files.ts';
import { groups } from './groups.ts';
import { imports } from './imports.ts';
import { members } from './members.ts';
import { messages } from './messages.ts';
import { opportunities } from './opportunities.ts';
import { participants } from './participants.ts';
import { people } from './people.ts';
import { recurrences } from './recurrences.ts';
import { scenarios } from './scenarios.ts';
import { tasks } from './tasks.ts';
import { templates } from './templates.ts';
import { tokens } from './tokens.ts';
import { transactions } from './transactions.ts';
import { users } from './users.ts';

export const lists: Readonly<Record<ListKind, ListDefinition>> = {
  companies,
  people,
  tasks,
  cases,
  opportunities,
  messages,
  campaigns,
  files,
  transactions,
  participants,
  templates,
  scenarios,
  recurrences,
  imports,
  users,
  groups,
  members,
  tokens,
};
