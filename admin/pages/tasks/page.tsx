import React, { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem, Select, TextInput } from '../../components/field.tsx';
import { Empty, Head, Page, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { TaskLine } from '../../../db/task-lists.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { CalendarDialog } from './calendar-dialog.tsx';
import { lookOf, SourceTag, StateTag, whenOf } from './marks.tsx';
import { NewTask } from '../task/new-task.tsx';
import { useSingleKeys } from '../work/keys.ts';

const lists = ['nearest', 'overdue', 'open', 'done', 'closed'] as const;
const whose = ['mine', 'team', 'queue', 'all'] as const;
const priorities = ['high', 'normal', 'low'] as const;
/** Conditions that come in the address from a number somewhere else; they are shown and can be taken off. */
const narrowing = ['from', 'to', 'companyId', 'campaignId', 'ownerId'] as const;

/** One list for tasks and for what came of them. The address holds the whole view. */
export default function Tasks() {
  const words = useWords();
  const { t } = words;
  const [search, setSearch] = useSearchParams();
  const [making, setMaking] = useState(false);
  const [subscribing, setSubscribing] = useState(false);
  const query = new URLSearchParams(search);
  const list = lists.find((one) => one === search.get('list')) ?? 'nearest';
  const { rows, more, busy, error, reload } = usePages<TaskLine>(`/tasks?${query}`);
  useSingleKeys({ n: () => setMaking(true) });

  const without = (name: string, value?: string) => {
    const next = new URLSearchParams(search);
    next.delete(name);
    if (value) next.set(name, value);
    return next;
  };
  const set = (name: string) => (value: string) => setSearch(without(name, value), { replace: true });
  return (
    <Page title={t('tasks.title')}>
      <Head title={t('tasks.title')}>
        <Button icon="calendar" onClick={() => setSubscribing(true)}>
          {t('tasks.subscribe')}
        </Button>
        <Button kind="main" icon="plus" keys="N" onClick={() => setMaking(true)}>
          {t('tasks.new')}
        </Button>
      </Head>
      <Tabs
        label={t('tasks.title')}
        current={list}
        tabs={lists.map((id) => ({
          id,
          label: t(`tasks.list.${id}`),
          to: `/admin/tasks?${new URLSearchParams({ list: id, ...(search.get('who') ? { who: search.get('who')! } : {}) })}`,
        }))}
      />
      <Conditions search={search} set={set} without={without} words={words} />
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('tasks.title')}
        columns={columnsOf(words)}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={lookOf}
        onMore={more}
        busy={busy}
        empty={
          <Empty
            icon="tasks"
            title={t(isNarrow(search) ? 'tasks.empty found' : 'tasks.empty')}
            text={t('tasks.empty text')}
          >
            <Button icon="plus" onClick={() => setMaking(true)}>
              {t('tasks.new')}
            </Button>
          </Empty>
        }
      />
      {making ? <NewTask onClose={() => setMaking(false)} onMade={reload} /> : null}
      {subscribing ? <CalendarDialog onClose={() => setSubscribing(false)} /> : null}
    </Page>
  );
}

function isNarrow(search: URLSearchParams): boolean {
  return ['search', 'type', 'priority', ...narrowing].some((name) => search.has(name));
}

type ConditionsProps = {
  readonly search: URLSearchParams;
  readonly set: (name: string) => (value: string) => void;
  readonly without: (name: string, value?: string) => URLSearchParams;
  readonly words: Words;
};

function Conditions({ search, set, without, words: { t, language, moment } }: ConditionsProps) {
  const { value } = useRead<{ types: TaskType[] }>('/task-types');
  const who = search.get('who') ?? 'mine';
  const [from, to] = [search.get('from'), search.get('to')];
  const narrowed = narrowing.filter((name) => search.has(name));
  return (
    <div className="bar filters">
      <div className="search">
        <TextInput
          kind="search"
          value={search.get('search') ?? ''}
          onChange={set('search')}
          placeholder={t('tasks.find')}
          label={t('tasks.find')}
        />
      </div>
      {whose.map((one) => (
        <Link
          key={one}
          className={one === who ? 'chip on' : 'chip'}
          to={`/admin/tasks?${without('who', one)}`}
          {...(one === who ? { 'aria-current': 'true' } : {})}
        >
          {t(`tasks.who.${one}`)}
        </Link>
      ))}
      <Select
        label={t('task.type')}
        value={search.get('type') ?? ''}
        onChange={set('type')}
        none={t('tasks.every type')}
        choices={(value?.types ?? []).map((type) => ({
          value: type.code,
          label: language === 'pl' ? type.namePl : type.nameEn,
        }))}
      />
      <Select
        label={t('task.priority')}
        value={search.get('priority') ?? ''}
        onChange={set('priority')}
        none={t('tasks.every priority')}
        choices={priorities.map((one) => ({ value: one, label: t(`tasks.priority.${one}`) }))}
      />
      {narrowed.length > 0 ? (
        <Link className="chip on" to={`/admin/tasks?${withoutAll(search)}`} title={t('tasks.clear')}>
          {t('tasks.narrowed')}
          {from ? ` ${t('tasks.narrowed from', { from: moment(from) })}` : ''}
          {to ? ` ${t('tasks.narrowed to', { to: moment(to) })}` : ''} ✕
        </Link>
      ) : null}
    </div>
  );
}

function withoutAll(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of narrowing) next.delete(name);
  return next;
}

function columnsOf(words: Words): Column<TaskLine>[] {
  const { t } = words;
  return [
    { id: 'when', head: t('tasks.when'), width: 148, cell: (task) => whenOf(task, words) },
    {
      id: 'title',
      head: t('tasks.task'),
      phone: 'title',
      to: ({ id }) => `/admin/tasks/${id}`,
      cell: ({ title }) => title,
    },
    {
      id: 'customer',
      head: t('tasks.customer'),
      width: 200,
      cell: ({ companyId, companyName }) =>
        companyId ? <Link to={`/admin/companies/${companyId}`}>{companyName}</Link> : null,
    },
    {
      id: 'owner',
      head: t('tasks.owner'),
      width: 150,
      spare: true,
      phone: 'hide',
      cell: ({ ownerName, queue }) =>
        ownerName ?? (queue ? <span className="muted">{t('tasks.queue', { queue })}</span> : ''),
    },
    {
      id: 'source',
      head: t('tasks.source'),
      width: 152,
      spare: true,
      phone: 'hide',
      cell: (task) => <SourceTag task={task} words={words} />,
    },
    {
      id: 'state',
      head: t('tasks.state'),
      width: 150,
      phone: 'corner',
      cell: (task) => <StateTag task={task} words={words} />,
    },
  ];
}
