import React from 'react';
import { RecordHistory } from '../../components/history/history.tsx';
import type { Right } from '../../../domain/access.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import { Branches } from './branches.tsx';
import { Campaigns } from './campaigns.tsx';
import { Cases } from './cases.tsx';
import { ConsentTab } from './consents.tsx';
import { Details } from './details.tsx';
import { Documents } from './documents.tsx';
import { Finance } from './finance.tsx';
import { Messages } from './messages.tsx';
import { Notes } from './notes.tsx';
import { Opportunities } from './opportunities.tsx';
import { People } from './people.tsx';
import { Runs } from './runs.tsx';
import type { PartProps } from './shapes.ts';
import { Tasks } from './tasks.tsx';
import { Timeline } from './timeline.tsx';

export type CompanyTab = {
  readonly id: string;
  /** Who has the tab; without one everybody who may open the page. */
  readonly right?: Right;
  readonly count?: (card: CompanyCard) => number;
  readonly show: (props: TabProps) => React.ReactNode;
};

type TabProps = PartProps & {
  readonly mayEdit: boolean;
  /** Goes up with what is changed around the tab: its list is read again. */
  readonly round: number;
};

/** Every tab of a customer. One more is one line here, its name `company.tab.<id>` and a component of its own. */
export const companyTabs: readonly CompanyTab[] = [
  {
    id: 'timeline',
    show: ({ card, onChange, mayEdit, round }) => (
      <Timeline companyId={card.id} mayWrite={mayEdit} round={round} onChange={onChange} />
    ),
  },
  { id: 'details', show: (props) => <Details {...props} /> },
  { id: 'people', count: ({ counts }) => counts.people, show: (props) => <People {...props} /> },
  { id: 'branches', count: ({ counts }) => counts.branches, show: (props) => <Branches {...props} /> },
  {
    id: 'tasks',
    right: 'task.read',
    count: ({ counts }) => counts.tasks,
    show: ({ card, onChange, round }) => <Tasks company={card} round={round} onChange={onChange} />,
  },
  {
    id: 'cases',
    right: 'case.read',
    count: ({ counts }) => counts.cases,
    show: (props) => <Cases {...props} />,
  },
  {
    id: 'messages',
    right: 'message.read',
    count: ({ counts }) => counts.messages,
    show: ({ card, onChange }) => <Messages company={card} reachable={canBeWritten(card)} onChange={onChange} />,
  },
  {
    id: 'opportunities',
    right: 'opportunity.read',
    count: ({ counts }) => counts.opportunities,
    show: (props) => <Opportunities {...props} />,
  },
  {
    id: 'files',
    right: 'file.read',
    count: ({ counts }) => counts.files,
    show: ({ card, mayEdit }) => <Documents companyId={card.id} mayAdd={mayEdit} />,
  },
  {
    id: 'campaigns',
    right: 'campaign.read',
    count: ({ counts }) => counts.campaigns,
    show: ({ card }) => <Campaigns card={card} />,
  },
  { id: 'runs', right: 'run.read', count: ({ runs }) => runs.length, show: (props) => <Runs {...props} /> },
  {
    id: 'finance',
    right: 'transaction.read',
    count: ({ counts }) => counts.finance,
    show: ({ card }) => <Finance card={card} />,
  },
  {
    id: 'notes',
    count: ({ counts }) => counts.notes,
    show: ({ card, onChange, mayEdit }) => <Notes companyId={card.id} mayWrite={mayEdit} onChange={onChange} />,
  },
  { id: 'consents', count: ({ consents }) => consents.length, show: (props) => <ConsentTab {...props} /> },
  { id: 'changes', show: ({ card }) => <RecordHistory of="companies" id={card.id} /> },
];

function canBeWritten({ contactPoints, people }: CompanyCard): boolean {
  const points = [...contactPoints, ...people.flatMap((person) => person.contactPoints)];
  return points.some(({ kind, state }) => kind === 'email' && state === 'good');
}
