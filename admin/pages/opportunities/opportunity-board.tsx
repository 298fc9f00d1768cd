import React from 'react';
import { textOf } from '../../components/data-table/cell.tsx';
import { CardFoot, ListBoard } from '../../components/data-table/list-board.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { GroupSum } from '../../../db/opportunity-sums.ts';
import type { ListAsk, ListRow } from '../../../domain/lists/shapes.ts';

type OpportunityBoardProps = {
  readonly ask: ListAsk;
  readonly to: (row: ListRow) => string;
  /** How many cards were moved: the sums are read again. */
  readonly moves: number;
  readonly onMoved: () => void;
};

/** Open opportunities by stage, each column with what it is worth. */
export function OpportunityBoard({ ask, to, moves, onMoved }: OpportunityBoardProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const { view, search } = ask;
  const isOpen = { field: 'opportunity.state', operator: '=', value: 'open' } as const;
  const rules = view.condition ? [isOpen, view.condition] : [isOpen];
  const asked = {
    view: { ...view, condition: { combinator: 'and', rules } },
    ...(search ? { search } : {}),
  };
  const { value } = useRead<{ rows: GroupSum[] }>(`/opportunities/sums?after=${moves}`, { ask: asked, by: 'stage' });
  const sumsOf = (stage: string) => (value?.rows ?? []).filter(({ of }) => of === stage);
  return (
    <ListBoard
      kind="opportunities"
      ask={ask}
      label={t('opportunities.list.board')}
      to={to}
      card={(row) => <Card row={row} />}
      beside={({ code }) => <ColumnSums sums={sumsOf(code)} />}
      canMove={may('opportunity.edit')}
      onMoved={onMoved}
    />
  );
}

function ColumnSums({ sums }: { readonly sums: readonly GroupSum[] }) {
  const { t, money } = useWords();
  return (
    <span className="small second board-sums" title={t('opportunities.means.column')}>
      {sums.length === 0 ? <span className="muted">0</span> : null}
      {sums.map(({ currency, count, valueMinor }) => (
        <span key={currency} className="num">
          {count} · {money(valueMinor, currency)}
        </span>
      ))}
    </span>
  );
}

function Card({ row }: { readonly row: ListRow }) {
  const { t, money } = useWords();
  const { company, value, probability, openTasks } = row.values;
  const { minor, currency } = value as { readonly minor: number; readonly currency: string };
  return (
    <>
      <span className="small second">{textOf(company)}</span>
      <span className="line">
        <b className="num">{money(minor, currency)}</b>
        <span className="small muted">{String(probability)}%</span>
      </span>
      <CardFoot row={row} day="expectedOn">
        {openTasks === 0 ? <span className="muted">{t('opportunity.no task')}</span> : null}
      </CardFoot>
    </>
  );
}
