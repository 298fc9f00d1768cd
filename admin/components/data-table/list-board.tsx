import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Face, Tag } from '../button.tsx';
import { NumberLink } from '../fact.tsx';
import { Board } from '../board.tsx';
import { Problem } from '../field.tsx';
import { Skeleton } from '../page.tsx';
import { call, useAction, useRead } from '../read.ts';
import { useToast } from '../toast.tsx';
import { useWords } from '../words.ts';
import type { BoardColumn, ListAsk, ListKind, ListRow } from '../../../domain/lists/shapes.ts';
import { textOf } from './cell.tsx';

type ListBoardProps = {
  readonly kind: ListKind;
  readonly ask: ListAsk;
  readonly label: string;
  readonly to: (row: ListRow) => string;
  readonly card: (row: ListRow) => React.ReactNode;
  /** The rows of a stage as a list. */
  readonly onStage: (stage: string) => void;
  /** Beside the title of a stage; how many stand in it unless given. */
  readonly beside?: (column: BoardColumn) => React.ReactNode;
  readonly canMove: boolean;
  /** After a card was moved. */
  readonly onMoved?: () => void;
};

/** What a view asks for as cards by stage. A card is moved at once; what the server refuses brings it back. */
export function ListBoard({ kind, ask, label, to, card, onStage, beside, canMove, onMoved }: ListBoardProps) {
  const { t, language, number } = useWords();
  const toast = useToast();
  const { view, search } = ask;
  const question = { view, ...(search ? { search } : {}) };
  const { value, error, reload } = useRead<{ columns: BoardColumn[] }>(`/lists/${kind}/board`, question);
  const [moved, setMoved] = useState<Readonly<Record<string, string>>>({});
  const { run, refused } = useAction();
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={8} />;

  const titleOf = ({ namePl, nameEn }: BoardColumn) => (language === 'pl' ? namePl : nameEn);
  const move = async ({ id, version }: ListRow, stage: string) => {
    setMoved((old) => ({ ...old, [id]: stage }));
    const done = await run(() => call('PATCH', `/${kind}/${id}`, { version, changes: { stage } }));
    const column = value.columns.find(({ code }) => code === stage);
    if (done && column) toast(t('board.moved', { stage: titleOf(column) }), { tone: 'green' });
    reload();
    onMoved?.();
    setMoved(({ [id]: _, ...rest }) => rest);
  };
  const all = value.columns.flatMap(({ rows }) => rows);
  const rowsOf = ({ code, rows }: BoardColumn) => [
    ...all.filter(({ id }) => moved[id] === code && !rows.some((row) => row.id === id)),
    ...rows.filter(({ id }) => (moved[id] ?? code) === code),
  ];
  return (
    <div className="dt-board">
      {refused ? <Problem>{refused.message}</Problem> : null}
      <Board
        label={label}
        empty={t('board.none here')}
        columns={value.columns.map((column) => ({
          id: column.code,
          title: column.probability === null ? titleOf(column) : `${titleOf(column)} · ${column.probability}%`,
          beside: beside?.(column) ?? (
            <span className="muted small num">
              <NumberLink to={() => onStage(column.code)} means={t('board.means.count')}>
                {number(column.count)}
              </NumberLink>
            </span>
          ),
          rows: rowsOf(column),
          ...(column.count > column.rows.length ? { under: <Rest onAll={() => onStage(column.code)} /> } : {}),
        }))}
        rowId={({ id }) => id}
        nameOf={({ values }) => [values['number'], values['name']].filter(Boolean).join(' ')}
        rowClass={({ values }) => (values['overdue'] === true ? 'late' : '')}
        card={(row) => (
          <>
            <Link className="title" to={to(row)}>
              {textOf(row.values['name'])}
            </Link>
            {card(row)}
          </>
        )}
        {...(canMove ? { onMove: (row: ListRow, stage: string) => void move(row, stage) } : {})}
      />
    </div>
  );
}

function Rest({ onAll }: { readonly onAll: () => void }) {
  const { t } = useWords();
  return (
    <button type="button" className="link-like small" onClick={onAll}>
      {t('board.see all')}
    </button>
  );
}

/** Who has it and until when: the last line of a card. `children` stand behind. */
export function CardFoot({
  row: { values },
  day,
  children,
}: {
  readonly row: ListRow;
  /** The field that holds the day. */
  readonly day: string;
  readonly children?: React.ReactNode;
}) {
  const words = useWords();
  const owner = textOf(values['owner']);
  const on = values[day];
  const isLate = values['overdue'] === true;
  return (
    <span className="line small">
      {owner ? <Face name={owner} /> : null}
      <span className="unseen">{owner}</span>
      {typeof on === 'string' ? (
        <Tag icon={isLate ? 'warning' : 'clock'} {...(isLate ? { tone: 'red' as const } : {})}>
          {words.day(on)}
        </Tag>
      ) : null}
      {children}
    </span>
  );
}
