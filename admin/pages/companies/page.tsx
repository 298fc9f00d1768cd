import React, { useDeferredValue, useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { Problem, Select, TextInput } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';
import type { CompanyRow } from '../../../db/company-lists.ts';
import { NewCompany } from './new-company.tsx';

/** Everyone we deal with, by name. What narrows the list stands in the address. */
export default function Companies() {
  const words = useWords();
  const { t } = words;
  const viewer = useViewer();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState('');
  const [isNew, setNew] = useState(search.get('new') === '1');
  const asked = useAsked(search, useDeferredValue(typed));
  const { rows, more, busy, error } = usePages<CompanyRow>(`/companies?${asked}`);
  const { value: counted } = useRead<{ count: number; isMore: boolean }>(`/companies/count?${asked}`);
  useNewKey(() => viewer.may('company.edit') && setNew(true));

  const narrow = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const make = viewer.may('company.edit') ? (
    <Button kind="main" icon="plus" keys="N" onClick={() => setNew(true)}>
      {t('companies.new')}
    </Button>
  ) : null;
  return (
    <Page title={t('companies.title')} wide>
      <Head title={t('companies.title')} beside={counted ? <Count {...counted} /> : null}>
        {viewer.may('import.run') ? (
          <Button icon="import" to="/admin/import">
            {t('companies.import')}
          </Button>
        ) : null}
        {make}
      </Head>
      <Filters search={search} typed={typed} onType={setTyped} onNarrow={narrow} />
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('companies.title')}
        columns={columnsOf(words)}
        rows={rows}
        rowId={({ id }) => id}
        onMore={more}
        busy={busy}
        empty={
          asked.size > 0 ? (
            <Empty icon="find" title={t('companies.none found')} text={t('companies.none found text')} />
          ) : (
            <Empty icon="customers" title={t('companies.empty')} text={t('companies.empty text')}>
              {make}
            </Empty>
          )
        }
      />
      {isNew ? <NewCompany onClose={() => setNew(false)} onMade={(id) => navigate(`/admin/companies/${id}`)} /> : null}
    </Page>
  );
}

function useAsked(search: URLSearchParams, typed: string): URLSearchParams {
  const asked = new URLSearchParams();
  for (const name of ['class', 'owner', 'groupId', 'importId']) {
    const value = search.get(name);
    if (value) asked.set(name, value);
  }
  if (typed.trim()) asked.set('q', typed.trim());
  return asked;
}

/** N opens the form, unless one is typing (rule 37). */
function useNewKey(open: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== 'n' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (target.closest('input, textarea, select, dialog, [contenteditable]')) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}

function Count({ count, isMore }: { readonly count: number; readonly isMore: boolean }) {
  const { t, number } = useWords();
  return <span className="muted num">{isMore ? t('companies.more than', { count }) : number(count)}</span>;
}

type FiltersProps = {
  readonly search: URLSearchParams;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onNarrow: (name: string, value: string) => void;
};

function Filters({ search, typed, onType, onNarrow }: FiltersProps) {
  const { t } = useWords();
  const { value: classes } = useRead<{ rows: string[] }>('/companies/classes');
  const { value: users } = useRead<{ rows: { id: string; name: string }[] }>('/users');
  const { value: groups } = useRead<{ rows: { id: string; name: string }[] }>('/groups');
  return (
    <div className="bar company-filters">
      <div className="search">
        <TextInput
          kind="search"
          value={typed}
          onChange={onType}
          placeholder={t('companies.find')}
          label={t('companies.find')}
        />
      </div>
      <Select
        label={t('companies.class')}
        value={search.get('class') ?? ''}
        none={t('companies.any class')}
        choices={(classes?.rows ?? []).map((one) => ({ value: one, label: t('companies.class is', { class: one }) }))}
        onChange={(value) => onNarrow('class', value)}
      />
      <Select
        label={t('companies.owner')}
        value={search.get('owner') ?? ''}
        none={t('companies.any owner')}
        choices={[
          { value: 'none', label: t('companies.no owner') },
          ...(users?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => onNarrow('owner', value)}
      />
      <Select
        label={t('companies.group')}
        value={search.get('groupId') ?? ''}
        none={t('companies.any group')}
        choices={(groups?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => onNarrow('groupId', value)}
      />
      {search.get('importId') ? (
        <button type="button" className="chip on" onClick={() => onNarrow('importId', '')}>
          {t('companies.from import')} ✕
        </button>
      ) : null}
    </div>
  );
}

function columnsOf({ t, day }: Words): Column<CompanyRow>[] {
  return [
    {
      id: 'name',
      head: t('companies.name'),
      phone: 'title',
      to: ({ id }) => `/admin/companies/${id}`,
      cell: ({ name }) => name,
    },
    { id: 'city', head: t('companies.city'), width: 118, cell: ({ city }) => <span className="second">{city}</span> },
    {
      id: 'class',
      head: t('companies.class'),
      width: 64,
      phone: 'corner',
      cell: (row) =>
        row.class ? <Tag {...(row.class === 'A' ? { tone: 'accent' as const } : {})}>{row.class}</Tag> : null,
    },
    {
      id: 'owner',
      head: t('companies.owner'),
      width: 208,
      cell: ({ ownerName }) =>
        ownerName ? (
          <>
            <Face name={ownerName} /> {ownerName}
          </>
        ) : null,
    },
    {
      id: 'phone',
      head: t('companies.phone'),
      width: 130,
      spare: true,
      cell: ({ phone }) => (phone ? <span className="num">{formatPhone(phone)}</span> : null),
    },
    {
      id: 'email',
      head: t('companies.email'),
      width: 178,
      spare: true,
      phone: 'hide',
      cell: ({ email }) => <span className="second">{email}</span>,
    },
    {
      id: 'consent',
      head: t('companies.consent'),
      width: 86,
      phone: 'hide',
      cell: ({ consent }) =>
        consent ? (
          <Tag tone={consent === 'given' ? 'green' : 'red'}>{t(`companies.consent.${consent}`)}</Tag>
        ) : (
          <span className="muted">–</span>
        ),
    },
    {
      id: 'contact',
      head: t('companies.last contact'),
      width: 120,
      phone: 'hide',
      cell: ({ lastContactAt }) => (
        <span className="second">{lastContactAt ? day(lastContactAt) : t('companies.never')}</span>
      ),
    },
  ];
}
