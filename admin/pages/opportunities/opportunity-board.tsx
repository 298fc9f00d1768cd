import React from 'react';
import { textOf } from '../../components/data-table/cell.tsx';
import type { Narrow } from '../../components/data-table/data-table.tsx';
import { CardFoot, ListBoard } from '../../components/data-table/list-board.tsx';
import { NumberLink } from '../../components/fact.tsx';
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
  /** The rows of the view that fulfil this, as a list. */
  readonly onRows: Narrow;
};

const isOpen = { field: 'opportunity.state', operator: '=', value: 'open' } as const;
const inStage = (stage: string) => ({ field: 'opportunity.stage', operator: '=', value: stage }) as const;

/** Open opportunities by stage, each column with what it is worth. */
export function OpportunityBoard({ ask, to, moves, onMoved, onRows }: OpportunityBoardProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const { view, search } = ask;
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
      onStage={(stage) => onRows(isOpen, inStage(stage))}
      beside={({ code }) => (
        <ColumnSums
          sums={sumsOf(code)}
          onRows={(currency) =>
            onRows(isOpen, inStage(code), { field: 'opportunity.currency', operator: '=', value: currency })
          }
        />
      )}
      canMove={may('opportunity.edit')}
      onMoved={onMoved}
    />
  );
}

type ColumnSumsProps = { readonly sums: readonly GroupSum[]; readonly onRows: (currency: string) => void };

function ColumnSums({ sums, onRows }: ColumnSumsProps) {
  const { t, money } = useWords();
  return (
    <span className="small second board-sums">
      {sums.length === 0 ? <span className="muted">0</span> : null}
      {sums.map(({ currency, count, valueMinor }) => (
        <span key={currency} className="num">
          <NumberLink to={() => onRows(currency)} means={t('opportunities.means.column')}>
            {count} · {money(valueMinor, currency)}
          </NumberLink>
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
