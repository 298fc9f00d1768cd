import React from 'react';
import { Button } from '../../components/button.tsx';
import { Fact, NumberLink } from '../../components/fact.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { CasePage } from '../../../db/case-page.ts';
import type { CasePersonWork, CaseReport } from '../../../db/case-report.ts';
import { tasksOf } from './facts.tsx';
import { Path } from './path.tsx';

/** What the case took, of whom, and its way through stages and tasks. */
export function Report({ found }: { readonly found: CasePage }) {
  const { t } = useWords();
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
        <People found={found} report={value} />
      </Card>
    </div>
  );
}

function Totals({ found, report }: { readonly found: CasePage; readonly report: CaseReport }) {
  const { t, number, money } = useWords();
  const { received, sent, costMinor, currency } = report;
  return (
    <div className="company-facts">
      <Fact name={t('case.report.planned')} means={t('case.means.planned')} to={tasksOf(found, 'kept=1')}>
        <b>{t('case.hours', { hours: number(hours(report.plannedMinutes)) })}</b>
      </Fact>
      <Fact name={t('case.worked')} means={t('case.means.worked')} to={tasksOf(found, 'kept=1&worked=1')}>
        <b>{t('case.hours', { hours: number(hours(report.workMinutes)) })}</b>
      </Fact>
      <Fact
        name={t('case.report.kilometres')}
        means={t('case.means.kilometres')}
        to={tasksOf(found, 'kept=1&driven=1')}
      >
        <b>{t('case.report.km', { count: report.kilometres })}</b>
      </Fact>
      {costMinor === null ? null : (
        <Fact name={t('case.report.cost')} means={t('case.means.cost')} to={tasksOf(found, 'kept=1&costly=1')}>
          <b>{money(costMinor, currency)}</b>
        </Fact>
      )}
      {received === null || sent === null ? null : (
        <Fact
          name={t('case.show.message')}
          means={t('case.means.messages')}
          to={`/admin/messages?caseId=${found.id}`}
          under={<span className="small muted">{t('case.report.in and out', { received, sent })}</span>}
        >
          <b>{number(received + sent)}</b>
        </Fact>
      )}
    </div>
  );
}

type PeopleProps = { readonly found: CasePage; readonly report: CaseReport };
type Figure = { readonly head: string; readonly cell: (row: CasePersonWork) => React.ReactNode };

/** A line for each person; on a phone each figure has its head before it. */
function People({ found, report }: PeopleProps) {
  const words = useWords();
  const { t } = words;
  const figures = figuresOf(found, report, words);
  const rows = report.people;
  if (rows.length === 0) return <p className="muted small case-work-none">{t('case.report.none')}</p>;
  return (
    <table className="case-work" aria-label={t('case.report.people')}>
      <thead>
        <tr>
          <th scope="col">{t('case.report.person')}</th>
          {figures.map(({ head }) => (
            <th key={head} scope="col" className="n">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.userId ?? 'nobody'}>
            <th scope="row">{row.name ?? t('case.report.nobody')}</th>
            {figures.map(({ head, cell }) => (
              <td key={head} className="n" data-head={head}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function figuresOf(found: CasePage, report: CaseReport, words: Words): Figure[] {
  const { t, number, money } = words;
  const tasks = (narrowed: string, { userId }: CasePersonWork) =>
    tasksOf(found, `${narrowed}&workOf=${userId ?? 'none'}`);
  const minutes = (value: number) => number(hours(value));
  const of = (name: string, cell: Figure['cell']): Figure => ({ head: t(`case.report.${name}`), cell });
  const linked = (to: string, means: string, value: React.ReactNode) => (
    <NumberLink to={to} means={t(`case.means.${means}`)} late={means === 'person late' && value !== number(0)}>
      {value}
    </NumberLink>
  );
  const sentBy = ({ userId }: CasePersonWork) => `/admin/messages?caseId=${found.id}&sentBy=${userId ?? 'none'}`;
  return [
    of('done', (row) => linked(tasks('list=done', row), 'person done', number(row.done))),
    of('open', (row) => linked(tasks('list=open', row), 'person', number(row.open))),
    of('late', (row) => linked(tasks('list=overdue', row), 'person late', number(row.late))),
    of('planned hours', (row) => linked(tasks('kept=1', row), 'planned', minutes(row.plannedMinutes))),
    of('worked hours', (row) => linked(tasks('kept=1&worked=1', row), 'worked', minutes(row.workMinutes))),
    of('kilometres', (row) => linked(tasks('kept=1&driven=1', row), 'kilometres', number(row.kilometres))),
    of('sent', (row) =>
      row.sent === null || row.userId === null ? '–' : linked(sentBy(row), 'sent', number(row.sent)),
    ),
    ...(report.costMinor === null
      ? []
      : [
          of('cost', (row) =>
            linked(tasks('kept=1&costly=1', row), 'cost', money(row.costMinor ?? 0, report.currency)),
          ),
        ]),
  ];
}

/** To the tenth. */
function hours(minutes: number): number {
  return Math.round(minutes / 6) / 10;
}
