import React from 'react';
import { Meter } from '../../components/button.tsx';
import { todayIn } from '../../components/dates.ts';
import { Fact, NumberLink } from '../../components/fact.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CasePage } from '../../../db/case-page.ts';

type FactsProps = { readonly found: CasePage };

/** What decides: how far, what is open, by when, who. */
export function CaseFacts({ found }: FactsProps) {
  const { t, day, number } = useWords();
  const { timeZone } = useViewer();
  const hours = Math.round(found.workMinutes / 6) / 10;
  const late = found.state === 'open' && found.dueOn !== null && found.dueOn < todayIn(timeZone);
  return (
    <div className="company-facts">
      <Fact name={t('case.progress')} means={t('case.progress hint')} to="?tab=tasks">
        <b>{found.progress === null ? '–' : `${found.progress}%`}</b>
        {found.progress === null ? null : <Meter value={found.progress} of={100} label={t('case.progress')} />}
      </Fact>
      <Fact
        name={t('case.tasks')}
        means={t('case.means.open tasks')}
        to={tasksOf(found, 'list=open')}
        under={<LateTasks found={found} />}
      >
        <b>{t('case.open tasks', { count: found.openTasks })}</b>
      </Fact>
      <Fact name={t('case.due')} means={t('case.means.due')}>
        <b className={late ? 'late' : ''}>{found.dueOn ? day(found.dueOn) : t('case.no due')}</b>
        <span className={late ? 'small late' : 'small muted'}>{late ? t('case.overdue') : ''}</span>
      </Fact>
      <Fact
        name={t('case.worked')}
        means={t('case.means.worked')}
        to={tasksOf(found, 'worked=1')}
        under={<Messages found={found} />}
      >
        <b>{t('case.hours', { hours: number(hours) })}</b>
      </Fact>
      <Fact
        name={t('case.owner')}
        means={t('case.means.owner')}
        to={`/admin/cases?list=open&ownerId=${found.ownerId ?? 'none'}`}
      >
        <b className="name">{found.ownerName ?? '–'}</b>
      </Fact>
    </div>
  );
}

function LateTasks({ found }: FactsProps) {
  const { t } = useWords();
  if (found.overdueTasks === 0) return <span className="small muted">{t('case.no late')}</span>;
  return (
    <span className="small">
      <NumberLink to={tasksOf(found, 'list=overdue')} means={t('case.means.late tasks')} late>
        {t('case.late tasks', { count: found.overdueTasks })}
      </NumberLink>
    </span>
  );
}

function Messages({ found }: FactsProps) {
  const { t } = useWords();
  return (
    <span className="small">
      <NumberLink to={`/admin/messages?caseId=${found.id}`} means={t('case.means.messages')}>
        {t('case.messages', { count: found.messages })}
      </NumberLink>
    </span>
  );
}

/** Tasks of the case, whoever has them. */
export function tasksOf({ id }: { readonly id: string }, narrowed: string): string {
  return `/admin/tasks?who=all&caseId=${id}&${narrowed}`;
}
