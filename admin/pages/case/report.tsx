import React from 'react';
import { Button } from '../../components/button.tsx';
import { Fact, NumberLink } from '../../components/fact.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { CasePage } from '../../../db/case-page.ts';
import type { CasePersonWork, CaseReport } from '../../../db/case-report.ts';
import { tasksOf } from './facts.tsx';
import { Path } from './path.tsx';

/** What the case took, of whom, and its way through stages and tasks. */
export function Report({ found }: { readonly found: CasePage }) {
  const words = useWords();
  const { t } = words;
  const seen = [found.version, found.tasks, found.openTasks, found.messages].join('-');
  const { value, error } = useRead<CaseReport>(`/cases/${found.id}/report?seen=${seen}`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={6} />;
  return (
    <div className="stack">
      <Totals found={found} report={value} />
      <Card title={t('case.path')}>
        <Path path={value.path} />
      </Card>
      <Card
        flush
        title={t('case.report.people')}
        actions={
          <Button size="small" icon="import" href={`/api/v1/cases/${found.id}/report.xlsx`}>
            {t('case.report.export')}
          </Button>
        }
      >
        <Table
          label={t('case.report.people')}
          columns={columnsOf(found, words)}
          rows={value.people}
          rowId={({ userId }) => userId ?? 'nobody'}
          empty={<p className="muted small case-report-none">{t('case.report.none')}</p>}
        />
      </Card>
    </div>
  );
}

function Totals({ found, report }: { readonly found: CasePage; readonly report: CaseReport }) {
  const { t, number } = useWords();
  const { received, sent } = report;
  return (
    <div className="company-facts">
      <Fact name={t('case.report.planned')} means={t('case.means.planned')} to={tasksOf(found, 'kept=1')}>
        <b>{t('case.hours', { hours: number(hours(report.plannedMinutes)) })}</b>
      </Fact>
      <Fact name={t('case.worked')} means={t('case.means.worked')} to={tasksOf(found, 'worked=1')}>
        <b>{t('case.hours', { hours: number(hours(report.workMinutes)) })}</b>
      </Fact>
      <Fact name={t('case.report.kilometres')} means={t('case.means.kilometres')} to={tasksOf(found, 'driven=1')}>
        <b>{t('case.report.km', { count: report.kilometres })}</b>
      </Fact>
      {received === null || sent === null ? null : (
        <Fact
          name={t('case.show.message')}
          means={t('case.means.messages')}
          to={`/admin/messages?caseId=${found.id}`}
          under={<span className="small muted">{t('case.report.in and out', { received, sent })}</span>}
        >
          <b className="num">{number(received + sent)}</b>
        </Fact>
      )}
    </div>
  );
}

function columnsOf(found: CasePage, { t, number }: Words): Column<CasePersonWork>[] {
  const linked = (value: number, { userId }: CasePersonWork, narrowed: string) =>
    userId && value > 0 ? (
      <NumberLink
        to={tasksOf(found, `${narrowed}&ownerId=${userId}`)}
        means={t('case.means.person')}
        late={narrowed === 'list=overdue'}
      >
        {number(value)}
      </NumberLink>
    ) : (
      number(value)
    );
  return [
    { id: 'name', head: t('case.report.person'), phone: 'title', cell: ({ name }) => name ?? t('case.report.nobody') },
    figure('done', t('case.report.done'), (row) => linked(row.done, row, 'list=done')),
    figure('open', t('case.report.open'), (row) => linked(row.open, row, 'list=open')),
    figure('late', t('case.report.late'), (row) => linked(row.late, row, 'list=overdue')),
    figure('planned', t('case.report.planned'), (row) => number(hours(row.plannedMinutes))),
    figure('worked', t('case.worked'), (row) => number(hours(row.workMinutes))),
    figure('kilometres', t('case.report.kilometres'), (row) => number(row.kilometres)),
    figure('sent', t('case.report.sent'), ({ sent }) => (sent === null ? '–' : number(sent))),
  ];
}

function figure(id: string, head: string, cell: (row: CasePersonWork) => React.ReactNode): Column<CasePersonWork> {
  return { id, head, cell, numeric: true, width: 104 };
}

/** To the tenth. */
function hours(minutes: number): number {
  return Math.round(minutes / 6) / 10;
}
