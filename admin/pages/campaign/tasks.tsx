import React from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords } from '../../components/words.ts';
import type { CampaignTask } from '../../../db/participant-list.ts';
import type { Parts } from './shapes.ts';

const sets = ['overdue', 'late', 'onTime', 'open', 'undated'] as const;

/** The tasks behind punctuality, by what their due date says about them. */
export function Punctuality({ campaign, numbers }: Parts) {
  const { t, moment, number } = useWords();
  const [search] = useSearchParams();
  const first = sets.find((set) => numbers.tasks[set] > 0) ?? 'open';
  const which = sets.find((set) => set === search.get('which')) ?? first;
  const { rows, more, busy, error } = usePages<CampaignTask>(`/campaigns/${campaign.id}/tasks?which=${which}`);
  return (
    <>
      <div className="bar campaign-filters">
        {sets.map((set) => (
          <Link
            key={set}
            className={set === which ? 'chip on' : 'chip'}
            to={`/admin/campaigns/${campaign.id}?tab=tasks&which=${set}`}
            {...(set === which ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`campaign.tasks.${set}`)} <b>{number(numbers.tasks[set])}</b>
          </Link>
        ))}
      </div>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t(`campaign.tasks.${which}`)}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={() => (which === 'overdue' ? 'late' : '')}
        onMore={more}
        busy={busy}
        empty={<Empty icon="tasks" title={t('campaign.tasks.empty')} text={t('campaign.tasks.empty text')} />}
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
    </>
  );
}
