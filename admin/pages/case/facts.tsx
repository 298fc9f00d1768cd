import React from 'react';
import { Meter } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import type { CasePage } from '../../../db/case-page.ts';

/** What decides: how far, what is open, by when, who. */
export function CaseFacts({ found }: { readonly found: CasePage }) {
  const { t, day, number } = useWords();
  const hours = Math.round(found.workMinutes / 6) / 10;
  const late = found.state === 'open' && found.dueOn !== null && found.dueOn < new Date().toISOString().slice(0, 10);
  return (
    <div className="company-facts">
      <div className="fact">
        <span className="small second" title={t('case.progress hint')}>
          {t('case.progress')}
        </span>
        <b>{found.progress === null ? '–' : `${found.progress}%`}</b>
        {found.progress === null ? null : <Meter value={found.progress} of={100} label={t('case.progress')} />}
      </div>
      <div className="fact">
        <span className="small second">{t('case.tasks')}</span>
        <b>{t('case.open tasks', { count: found.openTasks })}</b>
        <span className={found.overdueTasks > 0 ? 'small late' : 'small muted'}>
          {found.overdueTasks > 0 ? t('case.late tasks', { count: found.overdueTasks }) : t('case.no late')}
        </span>
      </div>
      <div className="fact">
        <span className="small second">{t('case.due')}</span>
        <b className={late ? 'late' : ''}>{found.dueOn ? day(found.dueOn) : t('case.no due')}</b>
        <span className={late ? 'small late' : 'small muted'}>{late ? t('case.overdue') : ''}</span>
      </div>
      <div className="fact">
        <span className="small second">{t('case.worked')}</span>
        <b>{t('case.hours', { hours: number(hours) })}</b>
        <span className="small muted">{t('case.messages', { count: found.messages })}</span>
      </div>
      <div className="fact">
        <span className="small second">{t('case.owner')}</span>
        <b className="name">{found.ownerName ?? '–'}</b>
      </div>
    </div>
  );
}
