import React from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Words } from '../../components/words.ts';
import type { ScenarioRow } from '../../../db/scenarios.ts';

/** Every scenario with its newest version. */
export default function Scenarios() {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const { value, error } = useRead<{ rows: ScenarioRow[] }>('/scenarios');
  const load = may('scenario.publish') ? (
    <Button kind="main" icon="plus" to="/admin/scenarios/new">
      {t('scenarios.new')}
    </Button>
  ) : null;
  return (
    <Page title={t('scenarios.title')}>
      <Head
        title={t('scenarios.title')}
        beside={value ? <span className="muted">{words.number(value.rows.length)}</span> : null}
      >
        {load}
      </Head>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('scenarios.title')}
        columns={columnsOf(words)}
        rows={value?.rows}
        rowId={({ id }) => id}
        rowClass={({ active }) => (active ? '' : 'done')}
        empty={
          <Empty icon="scenarios" title={t('scenarios.empty')} text={t('scenarios.empty text')}>
            {load}
          </Empty>
        }
      />
    </Page>
  );
}

function columnsOf({ t, language, moment, number }: Words): Column<ScenarioRow>[] {
  return [
    {
      id: 'name',
      head: t('scenarios.name'),
      phone: 'title',
      to: ({ id }) => `/admin/scenarios/${id}`,
      cell: ({ namePl, nameEn }) => (language === 'pl' ? namePl : nameEn),
    },
    {
      id: 'subject',
      head: t('scenarios.subject'),
      width: 170,
      spare: true,
      cell: ({ subjectKind }) => <span className="second">{t(`scenarios.subject.${subjectKind}`)}</span>,
    },
    {
      id: 'version',
      head: t('scenarios.version'),
      width: 110,
      phone: 'corner',
      cell: (row) => (
        <Tag {...(row.active ? { tone: 'accent' as const } : {})}>
          {row.active ? t('scenarios.v', { number: row.number }) : t('scenarios.inactive')}
        </Tag>
      ),
    },
    {
      id: 'runs',
      head: t('scenarios.runs'),
      width: 100,
      numeric: true,
      phone: 'hide',
      cell: (row) => number(row.openRuns),
    },
    {
      id: 'published',
      head: t('scenarios.published'),
      width: 170,
      phone: 'hide',
      cell: ({ publishedAt }) => <span className="second">{moment(publishedAt)}</span>,
    },
  ];
}
