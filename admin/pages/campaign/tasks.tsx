import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { useWords } from '../../components/words.ts';
import type { CampaignTask } from '../../../db/campaign-task-list.ts';
import { ListOfSets } from './list-of-sets.tsx';
import type { Parts } from './shapes.ts';

const sets = ['overdue', 'late', 'onTime', 'open', 'undated'] as const;

/** The tasks behind punctuality, by what their due date says about them. */
export function Punctuality({ campaign, numbers }: Parts) {
  const { t, moment } = useWords();
  const [search] = useSearchParams();
  const first = sets.find((set) => numbers.tasks[set] > 0) ?? 'open';
  const which = sets.find((set) => set === search.get('which')) ?? first;
  return (
    <ListOfSets<(typeof sets)[number], CampaignTask>
      campaign={campaign}
      tab="tasks"
      counts={numbers.tasks}
      sets={sets}
      which={which}
      icon="tasks"
      rowId={({ id }) => id}
      rowClass={() => (which === 'overdue' ? 'late' : '')}
      columns={[
        {
          id: 'task',
          head: t('campaign.tasks.task'),
          phone: 'title',
          to: ({ id }) => `/admin/tasks/${id}`,
          cell: ({ title }) => title,
        },
        { id: 'company', head: t('participant.company'), cell: ({ companyName }) => companyName },
        {
          id: 'owner',
          head: t('campaign.tasks.owner'),
          width: 180,
          cell: ({ ownerName }) => <span className="second">{ownerName}</span>,
        },
        {
          id: 'due',
          head: t('campaign.tasks.due'),
          width: 150,
          phone: 'corner',
          cell: ({ dueAt }) => (dueAt ? moment(dueAt) : ''),
        },
        {
          id: 'done',
          head: t('campaign.tasks.done'),
          width: 150,
          spare: true,
          cell: ({ doneAt }) => (doneAt ? moment(doneAt) : ''),
        },
      ]}
    />
  );
}
