import React, { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { NumberLink } from '../../components/fact.tsx';
import { Problem } from '../../components/field.tsx';
import { MailTroubles } from '../../components/mail-troubles.tsx';
import { Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { MailTrouble } from '../../../db/mail-troubles.ts';
import type { Linked, LinkedFigure, Slot, Waiting } from '../../../db/today.ts';
import { useNews } from '../../live/news.ts';
import { NewTask } from '../task/new-task.tsx';
import type { TaskLine } from '../tasks/marks.tsx';
import { PostponeDialog } from '../work/postpone-dialog.tsx';
import { useSingleKeys } from '../../components/keys.ts';
import { ImportantDays } from './days.tsx';
import { Figures } from './figures.tsx';
import { LateTasks, NearTasks } from './near-tasks.tsx';
import { MyDay, WaitingList } from './side.tsx';
import { calledOut } from './vocative.ts';

export type TodayView = {
  readonly nearest: readonly TaskLine[];
  readonly moreNearest: boolean;
  /** All that is near: the rows shown are its first. */
  readonly nearLink: string;
  readonly overdue: readonly TaskLine[];
  readonly moreOverdue: boolean;
  readonly done: readonly TaskLine[];
  readonly strip: readonly Slot[];
  readonly waiting: readonly Waiting[];
  readonly figures: readonly LinkedFigure[];
  readonly left: Linked;
  readonly late: Linked;
  readonly progress: { readonly done: number; readonly of: number };
  readonly mailTroubles: readonly MailTrouble[];
};

const whose = ['mine', 'team', 'queue'] as const;

/** The home page: what is near above, what is late below, the day and the decisions beside. */
export default function Today() {
  const { t } = useWords();
  const me = useViewer();
  const [search] = useSearchParams();
  const who = whose.find((one) => one === search.get('who')) ?? 'mine';
  const { value, error, reload, look } = useRead<TodayView>(`/today?who=${who}`);
  useNews('tasks', look);
  useNews('messages', look);
  const works = me.may('task.edit');
  const [making, setMaking] = useState(works && search.has('new'));
  const [postponing, setPostponing] = useState<TaskLine>();
  const navigate = useNavigate();
  useSingleKeys({ n: () => setMaking(true), Enter: () => navigate('/admin/work') }, works);
  return (
    <Page title={t('today.title')}>
      <Hello value={value} onNew={() => setMaking(true)} />
      {error ? <Problem>{error.message}</Problem> : null}
      {value ? (
        <>
          <MailTroubles troubles={value.mailTroubles} />
          <Figures figures={value.figures} waiting={value.waiting} />
          <div className="home">
            <div>
              <div className="bar section">
                <h2>{t('tasks.list.nearest')}</h2>
                <span className="grow" />
                {whose.map((one) => (
                  <Link
                    key={one}
                    className={one === who ? 'chip on' : 'chip'}
                    to={one === 'mine' ? '/admin/today' : `/admin/today?who=${one}`}
                    {...(one === who ? { 'aria-current': 'true' } : {})}
                  >
                    {t(`today.who.${one}`)}
                  </Link>
                ))}
                {me.may('task.assign') ? (
                  <Link className="link small" to="/admin/tasks/team">
                    {t('today.team')}
                  </Link>
                ) : null}
              </div>
              {value.nearest.length + value.done.length > 0 ? (
                <NearTasks tasks={[...value.nearest, ...value.done]} {...(who === 'mine' ? { mine: me.userId } : {})} />
              ) : (
                <Empty icon="today" title={t('today.nothing near')} text={t('today.nothing near text')}>
                  {works ? (
                    <Button icon="plus" onClick={() => setMaking(true)}>
                      {t('tasks.new')}
                    </Button>
                  ) : null}
                </Empty>
              )}
              {value.moreNearest ? (
                <Link className="link small" to={value.nearLink}>
                  {t('today.all near')}
                </Link>
              ) : null}
              <LateTasks tasks={value.overdue} more={value.moreOverdue} late={value.late} onPostpone={setPostponing} />
            </div>
            <div className="aside">
              <MyDay strip={value.strip} />
              <WaitingList waiting={value.waiting} />
              <ImportantDays />
            </div>
          </div>
        </>
      ) : (
        <Skeleton rows={10} height={28} />
      )}
      {making ? <NewTask onClose={() => setMaking(false)} onMade={reload} /> : null}
      {postponing ? (
        <PostponeDialog
          task={who === 'mine' ? { ...postponing, ownerId: me.userId } : postponing}
          onClose={() => setPostponing(undefined)}
          onDone={reload}
        />
      ) : null}
    </Page>
  );
}

function Hello({ value, onNew }: { readonly value: TodayView | undefined; readonly onNew: () => void }) {
  const { t, language, number } = useWords();
  const { name, timeZone, may } = useViewer();
  const day = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
    dateStyle: 'full',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date());
  return (
    <Head
      title={t('today.hello', { name: calledOut(name, language) })}
      second={
        <>
          {day}
          {value ? (
            <>
              {' · '}
              <NumberLink to={value.left.link} means={t('today.means.left')}>
                {t('today.left', { count: value.left.value })}
              </NumberLink>
            </>
          ) : null}
          {value && value.late.value > 0 ? (
            <>
              {', '}
              <NumberLink to={value.late.link} means={t('today.means.late')} late>
                {t('today.late', { late: number(value.late.value) })}
              </NumberLink>
            </>
          ) : null}
        </>
      }
    >
      {may('task.edit') ? (
        <>
          <Button icon="plus" keys="N" onClick={onNew}>
            {t('tasks.new')}
          </Button>
          <Button kind="main" to="/admin/work" keys="Enter">
            {t('today.start')}
          </Button>
        </>
      ) : null}
    </Head>
  );
}
