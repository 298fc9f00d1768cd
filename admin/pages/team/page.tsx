import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Face, Meter } from '../../components/button.tsx';
import { NumberLink } from '../../components/fact.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { Numbered, PersonsWork, QueueWork, TeamWork } from '../../../db/team-work.ts';
import { useNews } from '../../live/news.ts';
import { Absences } from './absences.tsx';
import { HandOverMany, type From } from './hand-over-many.tsx';

/** What everybody has to do and how far they are; each number opens exactly its rows (S4-25, S4-30). */
export default function Team() {
  const words = useWords();
  const { t } = words;
  const { value, error, reload, look } = useRead<TeamWork>('/team-work');
  const [from, setFrom] = useState<From>();
  useNews('tasks', look);
  return (
    <Page title={t('team.title')}>
      <Head title={t('team.title')} second={t('team.second')} back={{ to: '/admin/tasks', label: t('tasks.title') }} />
      {error ? <Problem>{error.message}</Problem> : null}
      {value ? (
        <>
          <Table
            label={t('team.people')}
            columns={columnsOf(value, words, setFrom)}
            rows={value.people}
            rowId={({ userId }) => userId}
          />
          <div className="team-below">
            <Queues queues={value.queues} onHandOver={setFrom} />
            <Absences />
          </div>
        </>
      ) : (
        <Skeleton rows={8} height={28} />
      )}
      {from ? <HandOverMany from={from} onClose={() => setFrom(undefined)} onDone={reload} /> : null}
    </Page>
  );
}

function columnsOf({ filters }: TeamWork, words: Words, handOver: (from: From) => void): Column<PersonsWork>[] {
  const { t, number, percent } = words;
  const rowsOf = (id: Numbered, { userId }: PersonsWork) => tasksAt({ ...filters[id], ownerId: userId });
  const counted = (id: Counted, phone: 'line' | 'hide' = 'line'): Column<PersonsWork> => ({
    id,
    head: t(`team.${id}`),
    numeric: true,
    width: 98,
    phone,
    cell: (person) => {
      const tone = id === 'overdue' && person.overdue > 0 ? 'late-number' : '';
      return (
        <Link
          className={`link ${tone}`}
          to={rowsOf(id, person)}
          title={t(`team.means.${id}`)}
          aria-label={`${t(`team.${id}`)}: ${person[id]}`}
        >
          <span className="on-phone">{`${t(`team.${id}`)} `}</span>
          {number(person[id])}
        </Link>
      );
    },
  });
  return [
    {
      id: 'name',
      head: t('team.person'),
      phone: 'title',
      cell: ({ userId, name }) => (
        <span className="bar whole">
          <Face name={name} />
          <Link className="strong" to={`/admin/colleagues/${userId}`}>
            {name}
          </Link>
        </span>
      ),
    },
    counted('open'),
    counted('overdue'),
    counted('today'),
    counted('doneToday', 'hide'),
    counted('doneWeek', 'hide'),
    {
      id: 'percent',
      head: t('team.progress'),
      width: 124,
      spare: true,
      phone: 'hide',
      cell: (person) =>
        person.percent === null ? (
          ''
        ) : (
          <span className="bar progress-line short">
            <Meter value={person.percent} of={100} label={t('team.progress')} />
            <span className="num">
              <Link className="link" to={rowsOf('percent', person)} title={t('team.means.percent')}>
                {percent(person.percent / 100)}
              </Link>
            </span>
          </span>
        ),
    },
    {
      id: 'time',
      head: t('team.work time'),
      width: 96,
      numeric: true,
      spare: true,
      phone: 'hide',
      cell: (person) =>
        person.workMinutes === 0 ? (
          ''
        ) : (
          <Link className="link" to={rowsOf('workMinutes', person)} title={t('team.means.workMinutes')}>
            {hours(person.workMinutes, words)}
          </Link>
        ),
    },
    {
      id: 'now',
      head: t('team.now'),
      width: 144,
      spare: true,
      phone: 'hide',
      cell: ({ openTask }) =>
        openTask?.id ? <Link to={`/admin/tasks/${openTask.id}`}>{openTask.title}</Link> : openTask && t('tasks.busy'),
    },
    {
      id: 'act',
      head: '',
      width: 104,
      cell: ({ userId, name, open }) =>
        open > 0 ? (
          <span className="row-actions">
            <Button kind="quiet" onClick={() => handOver({ name, of: { ownerId: userId } })}>
              {t('team.hand over')}
            </Button>
          </span>
        ) : null,
    },
  ];
}

type Counted = Exclude<Numbered, 'percent' | 'workMinutes'>;

/** The list of exactly the tasks that a number counts. */
function tasksAt(filter: TeamWork['filters'][Numbered]): string {
  const asked = Object.entries(filter).flatMap(([name, one]) => (one === undefined ? [] : [[name, one]]));
  return `/admin/tasks?${new URLSearchParams(asked)}`;
}

function hours(minutes: number, { number }: Words): string {
  return `${number(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
}

type QueuesProps = { readonly queues: readonly QueueWork[]; readonly onHandOver: (from: From) => void };

function Queues({ queues, onHandOver }: QueuesProps) {
  const { t } = useWords();
  if (queues.length === 0) return null;
  return (
    <Card title={t('team.queues')}>
      <ul className="lines">
        {queues.map(({ queue, name, open, overdue }) => (
          <li key={queue}>
            <div>
              <b className="strong">{name}</b>
              <div className="small">
                <NumberLink to={tasksAt({ list: 'open', queue })} means={t('team.means.waiting')}>
                  {t('team.waiting', { count: open })}
                </NumberLink>
              </div>
            </div>
            <span className="bar">
              {overdue > 0 ? (
                <span className="small">
                  <NumberLink to={tasksAt({ list: 'overdue', queue })} means={t('team.means.late')} late>
                    {t('team.late', { count: overdue })}
                  </NumberLink>
                </span>
              ) : null}
              {open > 0 ? (
                <Button kind="quiet" size="small" onClick={() => onHandOver({ name, of: { queue } })}>
                  {t('team.hand out')}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
