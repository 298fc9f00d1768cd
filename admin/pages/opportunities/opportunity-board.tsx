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
import type { OpportunityColumn, OpportunityLine, Sum } from '../../../db/opportunity-lists.ts';

/** Open opportunities by stage, each column with what it is worth. A card is moved at once; a refusal brings it back. */
export function OpportunityBoard({ query }: { readonly query: URLSearchParams }) {
  const { t, language } = useWords();
  const { may } = useViewer();
  const toast = useToast();
  const asked = new URLSearchParams(query);
  for (const name of ['list', 'stage', 'reason']) asked.delete(name);
  const { value, error, reload } = useRead<{ columns: OpportunityColumn[] }>(`/opportunities/board?${asked}`);
  const [moved, setMoved] = useState<Readonly<Record<string, string>>>({});
  const { run, refused } = useAction();
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={8} />;

  const titleOf = ({ namePl, nameEn }: OpportunityColumn) => (language === 'pl' ? namePl : nameEn);
  const move = async ({ id, version }: OpportunityLine, stage: string) => {
    setMoved((old) => ({ ...old, [id]: stage }));
    const done = await run(() => call('PATCH', `/opportunities/${id}`, { version, changes: { stage } }));
    const column = value.columns.find(({ code }) => code === stage);
    if (done && column) toast(t('case.moved', { stage: titleOf(column) }), { tone: 'green' });
    reload();
    setMoved(({ [id]: _, ...rest }) => rest);
  };
  const all = value.columns.flatMap(({ rows }) => rows);
  const rowsOf = ({ code, rows }: OpportunityColumn) => [
    ...all.filter(({ id }) => moved[id] === code && !rows.some((row) => row.id === id)),
    ...rows.filter(({ id }) => (moved[id] ?? code) === code),
  ];
  return (
    <>
      {refused ? <Problem>{refused.message}</Problem> : null}
      <Board
        label={t('opportunities.list.board')}
        empty={t('opportunities.none here')}
        columns={value.columns.map((column) => ({
          id: column.code,
          title: `${titleOf(column)} · ${column.probability}%`,
          beside: <ColumnSums sums={column.sums} />,
          rows: rowsOf(column),
          ...(column.sums.reduce((all, { count }) => all + count, 0) > column.rows.length
            ? {
                under: (
                  <Link className="link small" to={`/admin/opportunities?list=open&stage=${column.code}`}>
                    {t('cases.see all')}
                  </Link>
                ),
              }
            : {}),
        }))}
        rowId={({ id }) => id}
        nameOf={({ name }) => name}
        rowClass={({ overdue }) => (overdue ? 'late' : '')}
        card={(line) => <Card line={line} />}
        {...(may('opportunity.edit')
          ? { onMove: (line: OpportunityLine, stage: string) => void move(line, stage) }
          : {})}
      />
    </>
  );
}

function ColumnSums({ sums }: { readonly sums: readonly Sum[] }) {
  const { money } = useWords();
  return (
    <span className="small second board-sums">
      {sums.length === 0 ? <span className="muted">0</span> : null}
      {sums.map(({ currency, count, valueMinor }) => (
        <span key={currency} className="num">
          {count} · {money(valueMinor, currency)}
        </span>
      ))}
    </span>
  );
}

function Card({ line }: { readonly line: OpportunityLine }) {
  const { t, day, money } = useWords();
  const { id, name, companyName, ownerName, valueMinor, currency, probability, expectedOn, overdue, openTasks } = line;
  return (
    <>
      <Link className="title" to={`/admin/opportunities/${id}`}>
        {name}
      </Link>
      <span className="small second">{companyName}</span>
      <span className="line">
        <b className="num">{money(valueMinor, currency)}</b>
        <span className="small muted">{probability}%</span>
      </span>
      <span className="line small">
        {ownerName ? <Face name={ownerName} /> : null}
        <span className="unseen">{ownerName}</span>
        {expectedOn ? (
          <Tag icon={overdue ? 'warning' : 'clock'} {...(overdue ? { tone: 'red' } : {})}>
            {day(expectedOn)}
          </Tag>
        ) : null}
        {openTasks === 0 ? <span className="muted">{t('opportunity.no task')}</span> : null}
      </span>
    </>
  );
}
