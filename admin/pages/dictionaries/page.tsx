import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { ListedDictionary } from '../../../db/dictionaries.ts';

/** Every auxiliary dictionary. */
export default function Dictionaries() {
  const words = useWords();
  const { t } = words;
  const { value, error } = useRead<{ rows: ListedDictionary[] }>('/dictionaries');
  const [adding, setAdding] = useState(false);
  return (
    <Page title={t('dictionary.title')}>
      <Head
        title={t('dictionary.title')}
        second={t('dictionary.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
          {t('dictionary.new')}
        </Button>
      </Head>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('dictionary.title')}
        columns={columnsOf(words)}
        rows={value?.rows}
        rowId={({ code }) => code}
        rowClass={({ active }) => (active ? '' : 'done')}
        empty={<Empty icon="tag" title={t('dictionary.none')} text={t('dictionary.lead')} />}
      />
      {adding ? <NewDictionary onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function columnsOf({ t, language, number }: Words): Column<ListedDictionary>[] {
  return [
    {
      id: 'name',
      head: t('shape.name'),
      phone: 'title',
      to: ({ code }) => `/admin/dictionaries/${code}`,
      cell: ({ name }) => name[language],
    },
    {
      id: 'code',
      head: t('shape.code'),
      spare: true,
      phone: 'hide',
      cell: ({ code }) => <code className="muted">{code}</code>,
    },
    {
      id: 'marks',
      head: t('dictionary.adding'),
      width: 260,
      cell: ({ open, active, shipped }) => (
        <span className="bar">
          <Tag>{t(open ? 'dictionary.open' : 'dictionary.closed')}</Tag>
          {shipped ? <Tag tone="accent">{t('dictionary.shipped')}</Tag> : null}
          {active ? null : <Tag icon="lock">{t('own.inactive')}</Tag>}
        </span>
      ),
    },
    {
      id: 'entries',
      head: t('dictionary.entries'),
      numeric: true,
      width: 110,
      phone: 'corner',
      cell: ({ entries }) => number(entries),
    },
  ];
}

function NewDictionary({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { run, busy, refused } = useAction();
  const [pl, setPl] = useState('');
  const [en, setEn] = useState('');
  const save = () =>
    run(async () => {
      const { code } = await call<{ code: string }>('POST', '/dictionaries', { name: { pl, en } });
      navigate(`/admin/dictionaries/${code}`);
    });
  return (
    <Dialog
      title={t('dictionary.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('dictionary.create')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Problem>{refused?.message}</Problem>
        <Field label={t('shape.name pl')} required>
          <TextInput value={pl} onChange={setPl} autoComplete="off" />
        </Field>
        <Field label={t('shape.name en')} hint={t('shape.name en hint')}>
          <TextInput value={en} onChange={setEn} autoComplete="off" />
        </Field>
      </div>
    </Dialog>
  );
}
