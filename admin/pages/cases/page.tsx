import React, { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem, Select, TextInput } from '../../components/field.tsx';
import { Empty, Head, Page, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CaseLine, CaseStage } from '../../../db/case-lists.ts';
import { CaseBoard } from './case-board.tsx';
import { caseColumns } from './columns.tsx';
import { NewCase } from './new-case.tsx';

const lists = ['board', 'open', 'closed'] as const;
const whose = ['all', 'mine', 'granted'] as const;
/** Conditions that come in the address from somewhere else; they are shown and can be taken off. */
const narrowing = ['companyId', 'ownerId', 'overdue'] as const;

/** Cases: what is under way by stage, as a list, and what is closed. The address holds the whole view. */
export default function Cases() {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [making, setMaking] = useState(search.has('new'));
  const list = lists.find((one) => one === search.get('list')) ?? 'open';
  const { value: known } = useRead<{ rows: CaseStage[] }>('/case-stages');
  const query = new URLSearchParams(search);
  query.delete('new');
  const stages = known?.rows ?? [];
  return (
    <Page title={t('cases.title')} wide={list === 'board'}>
      <Head title={t('cases.title')}>
        {may('file.read') ? (
          <Button icon="file" to="/admin/files">
            {t('files.title')}
          </Button>
        ) : null}
        {may('case.edit') ? (
          <Button kind="main" icon="plus" onClick={() => setMaking(true)}>
            {t('cases.new')}
          </Button>
        ) : null}
      </Head>
      <Tabs
        label={t('cases.title')}
        current={list}
        tabs={lists.map((id) => ({
          id,
          label: t(`cases.list.${id}`),
          to: `/admin/cases?${changed(query, 'list', id)}`,
        }))}
      />
      <Conditions query={query} stages={stages} isBoard={list === 'board'} />
      {list === 'board' ? (
        <CaseBoard query={query} />
      ) : (
        <CaseTable query={query} list={list} stages={stages} onNew={() => setMaking(true)} />
      )}
      {making ? <NewCase onClose={() => setMaking(false)} onMade={({ id }) => navigate(`/admin/cases/${id}`)} /> : null}
    </Page>
  );
}

function changed(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(query);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

type ConditionsProps = {
  readonly query: URLSearchParams;
  readonly stages: readonly CaseStage[];
  readonly isBoard: boolean;
};

function Conditions({ query, stages, isBoard }: ConditionsProps) {
  const { t, language } = useWords();
  const [, setSearch] = useSearchParams();
  const set = (name: string) => (value: string) => setSearch(changed(query, name, value), { replace: true });
  const who = query.get('who') ?? 'all';
  const narrowed = narrowing.filter((name) => query.has(name));
  return (
    <div className="bar filters">
      <div className="search">
        <TextInput
          kind="search"
          value={query.get('search') ?? ''}
          onChange={set('search')}
          placeholder={t('cases.find')}
          label={t('cases.find')}
        />
      </div>
      {whose.map((one) => (
        <Link
          key={one}
          className={one === who ? 'chip on' : 'chip'}
          to={`/admin/cases?${changed(query, 'who', one === 'all' ? '' : one)}`}
          {...(one === who ? { 'aria-current': 'true' } : {})}
        >
          {t(`cases.who.${one}`)}
        </Link>
      ))}
      <Select
        label={t('case.kind')}
        value={query.get('kind') ?? ''}
        onChange={set('kind')}
        none={t('cases.every kind')}
        choices={['case', 'project'].map((kind) => ({ value: kind, label: t(`cases.kind.${kind}`) }))}
      />
      {isBoard ? null : (
        <Select
          label={t('case.stage')}
          value={query.get('stage') ?? ''}
          onChange={set('stage')}
          none={t('cases.every stage')}
          choices={stages.map((stage) => ({
            value: stage.code,
            label: language === 'pl' ? stage.namePl : stage.nameEn,
          }))}
        />
      )}
      {narrowed.length > 0 ? (
        <Link
          className="chip on"
          to={`/admin/cases?${narrowed.reduce((left, name) => changed(left, name, ''), query)}`}
          title={t('cases.narrowed clear')}
        >
          {t('cases.narrowed')} ✕
        </Link>
      ) : null}
    </div>
  );
}

type CaseTableProps = {
  readonly query: URLSearchParams;
  readonly list: 'open' | 'closed';
  readonly stages: readonly CaseStage[];
  readonly onNew: () => void;
};

function CaseTable({ query, list, stages, onNew }: CaseTableProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const { rows, more, busy, error } = usePages<CaseLine>(`/cases?${changed(query, 'list', list)}`);
  const isNarrow = ['search', 'stage', 'kind', 'who', ...narrowing].some((name) => query.has(name));
  return (
    <>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('cases.title')}
        columns={caseColumns(words, stages)}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={({ overdue, state }) => (overdue ? 'late' : state === 'closed' ? 'done' : '')}
        onMore={more}
        busy={busy}
        empty={
          <Empty icon="cases" title={t(isNarrow ? 'cases.empty found' : 'cases.empty')} text={t('cases.empty text')}>
            {may('case.edit') ? (
              <Button icon="plus" onClick={onNew}>
                {t('cases.new')}
              </Button>
            ) : null}
          </Empty>
        }
      />
    </>
  );
}
