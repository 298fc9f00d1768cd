import React from 'react';
import { Link } from 'react-router-dom';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import type { IconName } from '../../components/icon.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords } from '../../components/words.ts';

type ListOfSetsProps<Set extends string, Row> = {
  readonly campaignId: string;
  /** The tab, the path of the API and the beginning of its words. */
  readonly tab: 'messages' | 'tasks';
  readonly counts: Readonly<Record<Set, number>>;
  readonly sets: readonly Set[];
  readonly which: Set;
  readonly icon: IconName;
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly rowClass?: (row: Row) => string;
};

/** The rows behind one of a campaign's numbers: a chip with its count for each set, and the rows of the chosen one. */
export function ListOfSets<Set extends string, Row>(props: ListOfSetsProps<Set, Row>) {
  const { campaignId, tab, counts, sets, which, icon, columns, rowId, rowClass } = props;
  const { t, number } = useWords();
  const { rows, more, busy, error } = usePages<Row>(`/campaigns/${campaignId}/${tab}?which=${which}`);
  return (
    <>
      <div className="bar campaign-filters">
        {sets.map((set) => (
          <Link
            key={set}
            className={set === which ? 'chip on' : 'chip'}
            to={`/admin/campaigns/${campaignId}?tab=${tab}&which=${set}`}
            {...(set === which ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`campaign.${tab}.${set}`)} <b>{number(counts[set])}</b>
          </Link>
        ))}
      </div>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t(`campaign.${tab}.${which}`)}
        rows={rows}
        rowId={rowId}
        {...(rowClass ? { rowClass } : {})}
        onMore={more}
        busy={busy}
        empty={<Empty icon={icon} title={t(`campaign.${tab}.empty`)} text={t(`campaign.${tab}.empty text`)} />}
        columns={columns}
      />
    </>
  );
}
