import React, { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Notice, Problem, Select } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { RecurrenceListed } from '../../../db/recurrence-page.ts';
import { EndRecurrence } from '../task/end-recurrence.tsx';
import { useColleagues } from '../task/participants.tsx';

const everybody = 'all';

/** What comes again: one's own, of one person, or of everybody whom one oversees; each opened or ended (rule 33). */
export default function Recurring() {
  const words = useWords();
  const { t } = words;
  const me = useViewer();
  const [address, setAddress] = useSearchParams();
  const [ending, setEnding] = useState<string>();
  const colleagues = useColleagues();
  const whose = address.get('ownerId') ?? me.userId;
  const query = whose === everybody ? '' : `?${new URLSearchParams({ ownerId: whose })}`;
  const { value, error, reload } = useRead<{ rows: RecurrenceListed[]; cut: boolean }>(`/recurrences${query}`);
  const act = ({ id }: RecurrenceListed) =>
    me.may('task.edit') ? (
      <Button kind="quiet" size="small" onClick={() => setEnding(id)}>
        {t('recurring.end')}
      </Button>
    ) : null;
  return (
    <Page title={t('recurring.title')}>
      <Head title={t('recurring.title')} back={{ to: '/admin/tasks', label: t('tasks.title') }}>
        <Select
          label={t('tasks.owner')}
          value={whose}
          onChange={(ownerId) => setAddress({ ownerId })}
          choices={[{ value: everybody, label: t('recurring.everybody') }, ...colleagues]}
        />
      </Head>
      <Problem>{error?.message}</Problem>
      {value?.cut ? <Notice tone="orange">{t('recurring.cut')}</Notice> : null}
      <Table
        label={t('recurring.title')}
        rows={value?.rows}
        rowId={({ id }) => id}
        columns={columnsOf(words, act)}
        empty={<Empty icon="reload" title={t('recurring.none')} text={t('recurring.none text')} />}
      />
      {ending ? <EndRecurrence id={ending} onClose={() => setEnding(undefined)} onEnded={reload} /> : null}
    </Page>
  );
}

function columnsOf(
  { t, day, date, language }: Words,
  act: (row: RecurrenceListed) => React.ReactNode,
): Column<RecurrenceListed>[] {
  return [
    {
      id: 'title',
      head: t('tasks.task'),
      phone: 'title',
      to: ({ nextId }) => (nextId ? `/admin/tasks/${nextId}` : '/admin/tasks'),
      cell: ({ title }) => title,
    },
    {
      id: 'rule',
      head: t('repeat.rule'),
      cell: ({ said, endsOn }) => (
        <span className="second">
          {said[language]}
          {endsOn ? ` · ${t('recurring.until', { day: date(endsOn) })}` : ''}
        </span>
      ),
    },
    {
      id: 'next',
      head: t('recurring.next'),
      width: 150,
      phone: 'corner',
      cell: ({ nextOn }) => (nextOn ? day(nextOn) : ''),
    },
    { id: 'company', head: t('tasks.customer'), spare: true, cell: ({ companyName }) => companyName ?? '' },
    {
      id: 'owner',
      head: t('tasks.owner'),
      width: 170,
      spare: true,
      cell: ({ ownerName, queue }) => ownerName ?? (queue ? t('tasks.queue', { queue }) : ''),
    },
    { id: 'act', head: '', width: 110, cell: act },
  ];
}
