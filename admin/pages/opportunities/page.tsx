import React, { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem, TextInput } from '../../components/field.tsx';
import { Empty, Head, Page, Tabs } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { OpportunityLine } from '../../../db/opportunity-lists.ts';
import { opportunityColumns } from './columns.tsx';
import { NewOpportunity } from './new-opportunity.tsx';
import { OpportunityBoard } from './opportunity-board.tsx';
import { Report } from './report.tsx';
import { Sums } from './sums.tsx';

const lists = ['board', 'open', 'won', 'lost', 'report'] as const;
const narrowing = ['companyId', 'ownerId', 'stage', 'reason', 'currency', 'from', 'to'] as const;

/** Opportunities by stage, as lists, and what they come to. The address holds the whole view. */
export default function Opportunities() {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [making, setMaking] = useState(search.has('new'));
  const list = lists.find((one) => one === search.get('list')) ?? 'board';
  const query = new URLSearchParams(search);
  query.delete('new');
  return (
    <Page title={t('opportunities.title')} wide={list === 'board'}>
      <Head title={t('opportunities.title')}>
        {may('opportunity.edit') ? (
          <Button kind="main" icon="plus" onClick={() => setMaking(true)}>
            {t('opportunities.new')}
          </Button>
        ) : null}
      </Head>
      <Tabs
        label={t('opportunities.title')}
        current={list}
        tabs={lists.map((id) => ({
          id,
          label: t(`opportunities.list.${id}`),
          to: `/admin/opportunities?${changed(query, 'list', id)}`,
        }))}
      />
      <Conditions query={query} />
      {list === 'board' ? <OpportunityBoard query={query} /> : null}
      {list === 'report' ? <Report query={query} /> : null}
      {list === 'open' || list === 'won' || list === 'lost' ? (
        <OpportunityTable query={query} state={list} onNew={() => setMaking(true)} />
      ) : null}
      {making ? (
        <NewOpportunity onClose={() => setMaking(false)} onMade={({ id }) => navigate(`/admin/opportunities/${id}`)} />
      ) : null}
    </Page>
  );
}

function changed(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(query);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

function Conditions({ query }: { readonly query: URLSearchParams }) {
  const { t } = useWords();
  const [, setSearch] = useSearchParams();
  const who = query.get('who') ?? 'all';
  const narrowed = narrowing.filter((name) => query.has(name));
  return (
    <div className="bar filters">
      <div className="search">
        <TextInput
          kind="search"
          value={query.get('search') ?? ''}
          onChange={(value) => setSearch(changed(query, 'search', value), { replace: true })}
          placeholder={t('opportunities.find')}
          label={t('opportunities.find')}
        />
      </div>
      {(['all', 'mine'] as const).map((one) => (
        <Link
          key={one}
          className={one === who ? 'chip on' : 'chip'}
          to={`/admin/opportunities?${changed(query, 'who', one === 'all' ? '' : one)}`}
          {...(one === who ? { 'aria-current': 'true' } : {})}
        >
          {t(`opportunities.who.${one}`)}
        </Link>
      ))}
      {narrowed.length > 0 ? (
        <Link
          className="chip on"
          to={`/admin/opportunities?${narrowed.reduce((left, name) => changed(left, name, ''), query)}`}
          title={t('cases.narrowed clear')}
        >
          {t('cases.narrowed')} ✕
        </Link>
      ) : null}
    </div>
  );
}

type OpportunityTableProps = {
  readonly query: URLSearchParams;
  readonly state: 'open' | 'won' | 'lost';
  readonly onNew: () => void;
};

function OpportunityTable({ query, state, onNew }: OpportunityTableProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const asked = changed(changed(query, 'list', ''), 'state', state);
  const { rows, more, busy, error } = usePages<OpportunityLine>(`/opportunities?${asked}`);
  return (
    <>
      {error ? <Problem>{error.message}</Problem> : null}
      <Sums path={`/opportunities/report?${asked}`} />
      <Table
        label={t('opportunities.title')}
        columns={opportunityColumns(words)}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={({ overdue, state: of }) => (overdue ? 'late' : of === 'open' ? '' : 'done')}
        onMore={more}
        busy={busy}
        empty={
          <Empty icon="opportunities" title={t('opportunities.empty')} text={t('opportunities.empty text')}>
            {may('opportunity.edit') ? (
              <Button icon="plus" onClick={onNew}>
                {t('opportunities.new')}
              </Button>
            ) : null}
          </Empty>
        }
      />
    </>
  );
}
