import React, { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card, Empty, Head, Page } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { Import, ImportState } from '../../../db/imports.ts';

type Listed = Import & { readonly userName: string | null };

/** Where a file comes in, and what has come in before. */
export default function Imports() {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const { value, error } = useRead<{ rows: Listed[] }>('/imports');
  return (
    <Page title={t('import.title')}>
      <Head title={t('import.title')} second={t('import.second')}>
        {may('transaction.feed') ? <Button to="/admin/bank-statement">{t('statement.title')}</Button> : null}
      </Head>
      <Drop />
      {error ? <Problem>{error.message}</Problem> : null}
      <h2 className="import-before">{t('import.before')}</h2>
      <Table
        label={t('import.before')}
        columns={columnsOf(words)}
        rows={value?.rows}
        rowId={({ id }) => id}
        rowClass={({ state }) => (state === 'undone' ? 'done' : '')}
        empty={<Empty icon="import" title={t('import.none')} text={t('import.none text')} />}
      />
    </Page>
  );
}

/** Takes a file by choosing it or by dropping it. */
function Drop() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { run, busy, refused } = useAction();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const upload = (file: File | undefined) => {
    if (!file || busy) return;
    void run(async () => {
      const body = file.slice(0, file.size, 'application/octet-stream');
      const { id } = await call<{ id: string }>('POST', `/imports?name=${encodeURIComponent(file.name)}`, body);
      navigate(`/admin/import/${id}`);
    });
  };
  return (
    <Card>
      <div
        className={over ? 'import-drop over' : 'import-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          upload(event.dataTransfer.files[0]);
        }}
      >
        <Icon name="file" size={24} />
        <p className="strong">{t('import.drop')}</p>
        <p className="second small">{t('import.drop text')}</p>
        <input
          ref={input}
          type="file"
          className="unseen"
          accept=".xlsx,.csv,.txt,.tsv"
          aria-label={t('import.choose')}
          tabIndex={-1}
          onChange={(event) => upload(event.target.files?.[0])}
        />
        <Button kind="main" size="big" busy={busy} onClick={() => input.current?.click()}>
          {busy ? t('import.loading') : t('import.choose')}
        </Button>
      </div>
      <Problem>{refused?.message}</Problem>
    </Card>
  );
}

const tones: Partial<Record<ImportState, Tone>> = {
  uploaded: 'orange',
  ready: 'orange',
  failed: 'red',
  done: 'green',
  analysing: 'accent',
  importing: 'accent',
  undoing: 'accent',
};

function columnsOf({ t, moment, number }: Words): Column<Listed>[] {
  return [
    {
      id: 'file',
      head: t('import.file'),
      phone: 'title',
      to: ({ id }) => `/admin/import/${id}`,
      cell: ({ fileName }) => fileName,
    },
    {
      id: 'state',
      head: t('import.state'),
      width: 190,
      phone: 'corner',
      cell: ({ state }) => <Tag {...(tones[state] ? { tone: tones[state] } : {})}>{t(`import.state.${state}`)}</Tag>,
    },
    {
      id: 'rows',
      head: t('import.rows'),
      width: 110,
      numeric: true,
      phone: 'hide',
      cell: ({ counts }) => (counts.rows === undefined ? '' : number(counts.rows)),
    },
    {
      id: 'written',
      head: t('import.written'),
      width: 130,
      numeric: true,
      spare: true,
      phone: 'hide',
      cell: ({ counts }) => (counts.written === undefined ? '' : number(counts.written)),
    },
    {
      id: 'who',
      head: t('import.who'),
      width: 180,
      spare: true,
      phone: 'hide',
      cell: ({ userName }) => <span className="second">{userName}</span>,
    },
    {
      id: 'when',
      head: t('import.when'),
      width: 150,
      cell: ({ createdAt }) => <span className="second">{moment(createdAt)}</span>,
    },
  ];
}
