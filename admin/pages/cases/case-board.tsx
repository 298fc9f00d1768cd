import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Face, Tag } from '../../components/button.tsx';
import { Board } from '../../components/board.tsx';
import { Problem } from '../../components/field.tsx';
import { Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CaseColumn, CaseLine } from '../../../db/case-lists.ts';
import { Progress } from './columns.tsx';

/** Open cases by stage. A card is moved at once; what the server refuses brings it back. */
export function CaseBoard({ query }: { readonly query: URLSearchParams }) {
  const { t, language } = useWords();
  const { may } = useViewer();
  const toast = useToast();
  const asked = new URLSearchParams(query);
  for (const name of ['list', 'stage']) asked.delete(name);
  const { value, error, reload } = useRead<{ columns: CaseColumn[] }>(`/cases/board?${asked}`);
  const [moved, setMoved] = useState<Readonly<Record<string, string>>>({});
  const { run, refused } = useAction();
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={8} />;

  const move = async (line: CaseLine, stage: string) => {
    setMoved((old) => ({ ...old, [line.id]: stage }));
    const name = value.columns.find(({ code }) => code === stage);
    const done = await run(() => call('PATCH', `/cases/${line.id}`, { version: line.version, changes: { stage } }));
    if (done)
      toast(t('case.moved', { stage: (language === 'pl' ? name?.namePl : name?.nameEn) ?? stage }), { tone: 'green' });
    reload();
    setMoved(({ [line.id]: _, ...rest }) => rest);
  };
  const all = value.columns.flatMap(({ rows }) => rows);
  const rowsOf = ({ code, rows }: CaseColumn) => [
    ...all.filter(({ id }) => moved[id] === code && !rows.some((row) => row.id === id)),
    ...rows.filter(({ id }) => (moved[id] ?? code) === code),
  ];
  return (
    <>
      {refused ? <Problem>{refused.message}</Problem> : null}
      <Board
        label={t('cases.list.board')}
        empty={t('cases.none here')}
        columns={value.columns.map((column) => ({
          id: column.code,
          title: language === 'pl' ? column.namePl : column.nameEn,
          beside: <span className="muted small num">{column.count}</span>,
          rows: rowsOf(column),
          ...(column.count > column.rows.length
            ? {
                under: (
                  <Link className="link small" to={`/admin/cases?list=open&stage=${column.code}`}>
                    {t('cases.see all')}
                  </Link>
                ),
              }
            : {}),
        }))}
        rowId={({ id }) => id}
        nameOf={({ number, name }) => `${number} ${name}`}
        rowClass={({ overdue }) => (overdue ? 'late' : '')}
        card={(line) => <Card line={line} />}
        {...(may('case.edit') ? { onMove: (line: CaseLine, stage: string) => void move(line, stage) } : {})}
      />
    </>
  );
}

function Card({ line }: { readonly line: CaseLine }) {
  const { t, day } = useWords();
  const { id, number, name, kind, companyName, ownerName, dueOn, overdue, openTasks, progress } = line;
  return (
    <>
      <Link className="title" to={`/admin/cases/${id}`}>
        {name}
      </Link>
      <span className="small second">{[number, companyName].filter(Boolean).join(' · ')}</span>
      <span className="line small">
        {ownerName ? <Face name={ownerName} /> : null}
        <span className="unseen">{ownerName}</span>
        {dueOn ? (
          <Tag icon={overdue ? 'warning' : 'clock'} {...(overdue ? { tone: 'red' } : {})}>
            {day(dueOn)}
          </Tag>
        ) : null}
        {kind === 'project' ? <Tag tone="violet">{t('cases.kind.project')}</Tag> : null}
        <span className="muted">{t('case.open tasks', { count: openTasks })}</span>
      </span>
      {progress === null ? null : <Progress value={progress} label={t('case.progress of', { name })} />}
    </>
  );
}
