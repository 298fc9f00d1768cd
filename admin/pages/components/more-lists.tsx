import React, { useState } from 'react';
import { Board } from '../../components/board.tsx';
import { Tag } from '../../components/button.tsx';
import { Letter } from '../../components/letter.tsx';
import { Card } from '../../components/page.tsx';
import { Sortable } from '../../components/sortable.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useWords, type Words } from '../../components/words.ts';

type Sample = { readonly id: string; readonly name: string; readonly look: string };

const samples: readonly Sample[] = [
  { id: '1', name: 'Drew-Pol Zieliński sp.j.', look: 'late' },
  { id: '2', name: 'Żubr Transport Sp. z o.o.', look: 'soon high' },
  { id: '3', name: 'Konstantynopolitańczykowianeczka '.repeat(4), look: 'low' },
  { id: '4', name: '<b>🚀</b> شركة', look: 'done' },
];

/** Rows that are late, near, important, less so and done; none; and still on their way. */
export function PlainTable() {
  const words = useWords();
  const table = (rows: readonly Sample[] | undefined) => (
    <Table
      label={words.t('tasks.title')}
      columns={columnsOf(words)}
      rows={rows}
      rowId={({ id }) => id}
      rowClass={({ look }) => look}
      onMore={() => undefined}
    />
  );
  return (
    <Card title="Table, Letter">
      <div className="stack">
        {table(samples)}
        <div className="asleep">{table(undefined)}</div>
        <Letter text="Dzień dobry" html="<p>Dzień dobry, <b>Józef</b>.</p>" />
      </div>
    </Card>
  );
}

function columnsOf({ t }: Words): Column<Sample>[] {
  return [
    { id: 'name', head: t('tasks.customer'), phone: 'title', to: () => '#row', cell: ({ name }) => name },
    { id: 'look', head: t('tasks.state'), width: 160, phone: 'corner', cell: ({ look }) => <Tag>{look}</Tag> },
  ];
}

/** Cards between stages, an empty stage, and lines that are put in order. */
export function Arranged() {
  const { t } = useWords();
  const [stages, setStages] = useState<Readonly<Record<string, string>>>({ '1': 'a', '2': 'a', '3': 'b', '4': 'b' });
  const [order, setOrder] = useState(samples.map(({ id }) => id));
  return (
    <Card title="Board, Sortable">
      <div className="stack">
        <Board
          label={t('keys.boards')}
          empty={t('board.none here')}
          columns={['a', 'b', 'c'].map((stage) => ({
            id: stage,
            title: stage.toUpperCase(),
            rows: samples.filter(({ id }) => stages[id] === stage),
          }))}
          rowId={({ id }) => id}
          nameOf={({ name }) => name}
          rowClass={({ look }) => look}
          card={({ name }) => <b className="strong">{name}</b>}
          onMove={({ id }, stage) => setStages((all) => ({ ...all, [id]: stage }))}
        />
        <Sortable
          label={t('table.sort')}
          items={order.map((id) => samples.find((one) => one.id === id)!)}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          onOrder={(ids) => setOrder([...ids])}
        >
          {({ name }) => <span>{name}</span>}
        </Sortable>
      </div>
    </Card>
  );
}
