import React from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords } from '../../components/words.ts';
import type { Parts } from './shapes.ts';

type ListOfSetsProps<Set extends string, Row> = {
  readonly campaign: Parts['campaign'];
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
  const { campaign, tab, counts, sets, which, icon, columns, rowId, rowClass } = props;
  const { t, number } = useWords();
  const [search] = useSearchParams();
  // The report leads here from one stage: the counts of the whole campaign would not be of these rows.
  const stage = campaign.stages.find(({ id }) => id === search.get('stageId'));
  const ofStage = stage ? `&stageId=${stage.id}` : '';
  const { rows, more, busy, error } = usePages<Row>(`/campaigns/${campaign.id}/${tab}?which=${which}${ofStage}`);
  const at = (set: Set) => `/admin/campaigns/${campaign.id}?tab=${tab}&which=${set}`;
  return (
    <>
      <div className="bar campaign-filters">
        {sets.map((set) => (
          <Link
            key={set}
            className={set === which ? 'chip on' : 'chip'}
            to={`${at(set)}${ofStage}`}
            title={t(`campaign.means.${tab}.${set}`)}
            {...(set === which ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`campaign.${tab}.${set}`)} {stage ? null : <b>{number(counts[set])}</b>}
          </Link>
        ))}
        {stage ? (
          <Link className="chip on" to={at(which)}>
            {t('campaign.of stage', { stage: stage.name })} <Icon name="close" />
          </Link>
        ) : null}
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
