import React, { useEffect, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../components/button.tsx';
import { Problem, TextInput } from '../components/field.tsx';
import { Empty, Head, Page } from '../components/page.tsx';
import { Refused } from '../components/read.ts';
import { Table } from '../components/table.tsx';
import type { Column } from '../components/table.tsx';
import { useWords } from '../components/words.ts';
import { ask } from './ask.ts';
import type { Listed } from './ask.ts';
import { useDescribed, useFormWords } from './described.ts';
import type { Described, Entry, Property } from './described.ts';
import { Missing } from './missing.tsx';

/** Stands for AdminJS's list of a table. */
export function FormList() {
  const { resourceId } = useParams();
  const described = useDescribed(resourceId);
  return described ? <List key={described.id} described={described} /> : <Missing />;
}

function List({ described }: { readonly described: Described }) {
  const { t, number } = useWords();
  const words = useFormWords(described.id);
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const [listed, setListed] = useState<Listed>();
  const [problem, setProblem] = useState<string>();
  const query = queryOf(described, search);
  useEffect(() => {
    let gone = false;
    ask<Listed>(`${described.id}/actions/list?${query}`).then(
      (answer) => !gone && setListed(answer),
      (error: unknown) => !gone && setProblem(error instanceof Refused ? error.message : String(error)),
    );
    return () => {
      gone = true;
    };
  }, [described.id, query]);

  const mayAdd = described.resourceActions.some(({ name }) => name === 'new');
  const add = (
    <Button kind="main" icon="plus" to={`/admin/resources/${described.id}/actions/new`}>
      {t('forms.add')}
    </Button>
  );
  const pages = listed ? Math.ceil(listed.meta.total / listed.meta.perPage) : 1;
  const page = listed?.meta.page ?? 1;
  const turned = (to: number) => `?${new URLSearchParams({ ...Object.fromEntries(search), page: String(to) })}`;
  return (
    <Page title={words.title}>
      <Head
        title={words.title}
        back={{ to: '/admin/settings', label: t('room.settings') }}
        beside={listed ? <span className="muted">{number(listed.meta.total)}</span> : null}
      >
        {mayAdd ? add : null}
      </Head>
      <div className="bar filters">
        <div className="search">
          <TextInput
            kind="search"
            value={typed}
            label={t('frame.search')}
            placeholder={t('frame.search')}
            onChange={(q) => {
              setTyped(q);
              setSearch(q ? { q } : {}, { replace: true });
            }}
          />
        </div>
      </div>
      <Problem>{problem}</Problem>
      <Table
        label={words.title}
        rows={problem ? [] : listed?.records}
        rowId={({ id }) => id}
        columns={described.listProperties.map((property, i) =>
          columnOf({ property, described, first: i === 0, search }),
        )}
        empty={
          <Empty
            icon="rows"
            title={typed ? t('forms.nothing found') : t('forms.empty')}
            text={typed ? null : t('forms.empty text')}
          >
            {mayAdd && !typed ? add : null}
          </Empty>
        }
      />
      {pages > 1 ? (
        <div className="more bar">
          <Button icon="left" label={t('forms.previous')} disabled={page <= 1} to={turned(page - 1)} />
          <span className="second">{t('forms.page', { page, pages })}</span>
          <Button icon="right" label={t('forms.next')} disabled={page >= pages} to={turned(page + 1)} />
        </div>
      ) : null}
    </Page>
  );
}

function queryOf({ titleProperty }: Described, search: URLSearchParams): string {
  const query = new URLSearchParams({ page: search.get('page') ?? '1' });
  const q = search.get('q');
  if (q) query.set(`filters.${titleProperty.propertyPath}`, q);
  for (const name of ['sortBy', 'direction']) {
    const value = search.get(name);
    if (value) query.set(name, value);
  }
  return query.toString();
}

type ColumnSettings = {
  readonly property: Property;
  readonly described: Described;
  readonly first: boolean;
  readonly search: URLSearchParams;
};

function columnOf({ property, described, first, search }: ColumnSettings): Column<Entry> {
  return {
    id: property.propertyPath,
    head: property.isSortable ? (
      <Sorting property={property} resource={described.id} search={search} />
    ) : (
      <Named property={property} resource={described.id} />
    ),
    cell: (entry) => <Value property={property} resource={described.id} entry={entry} />,
    numeric: property.type === 'number',
    phone: first ? 'title' : 'line',
    ...(first
      ? { to: ({ id }: Entry) => `/admin/resources/${described.id}/records/${encodeURIComponent(id)}/show` }
      : {}),
  };
}

function Named({ property, resource }: { readonly property: Property; readonly resource: string }) {
  return <>{useFormWords(resource).column(property)}</>;
}

type SortingProps = { readonly property: Property; readonly resource: string; readonly search: URLSearchParams };

function Sorting({ property, resource, search }: SortingProps) {
  const name = useFormWords(resource).column(property);
  const on = search.get('sortBy') === property.propertyPath;
  const down = on && search.get('direction') !== 'desc';
  const q = search.get('q');
  const to = new URLSearchParams({
    ...(q ? { q } : {}),
    sortBy: property.propertyPath,
    direction: down ? 'desc' : 'asc',
  });
  return (
    <Link to={`?${to}`}>
      {name}
      {on ? (down ? ' ↑' : ' ↓') : ''}
    </Link>
  );
}

type ValueProps = { readonly property: Property; readonly resource: string; readonly entry: Entry };

/** One cell, by the type of its column. */
export function Value({ property, resource, entry }: ValueProps) {
  const { t, moment, number } = useWords();
  const words = useFormWords(resource);
  const value = entry.params[property.propertyPath] ?? null;
  if (property.type === 'boolean') return value ? <Tag tone="green">{t('forms.yes')}</Tag> : <Tag>{t('forms.no')}</Tag>;
  if (value === null || value === '') return <span className="muted">–</span>;
  if (property.type === 'reference') return <>{entry.populated[property.propertyPath]?.title ?? '–'}</>;
  if (property.availableValues) return <Tag>{words.choice(property, String(value))}</Tag>;
  if (property.type === 'datetime') return <>{moment(String(value))}</>;
  if (property.type === 'number') return <>{number(Number(value))}</>;
  return <>{String(value)}</>;
}
