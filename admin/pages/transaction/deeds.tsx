import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Empty } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { NamedLink } from '../../../db/task-links.ts';
import type { Deed } from '../../../db/transaction-page.ts';
import { LinkableLines } from '../task/linkable-lines.tsx';
import type { PartProps } from './shapes.ts';

const addresses: Readonly<Record<Deed['noun'], (id: string) => string>> = {
  task: (id) => `/admin/tasks/${id}`,
  message: (id) => `/admin/messages/${id}`,
  case: (id) => `/admin/cases/${id}`,
  file: (id) => `/admin/files?file=${id}`,
  campaign: (id) => `/admin/campaigns/${id}`,
};

/** Tasks, messages, files, cases and campaigns about the document, the newest first, and others of the customer to tie to it. */
export function Deeds({ document: { id } }: PartProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [tying, setTying] = useState(false);
  const { value, error, reload } = useRead<{ rows: Deed[] }>(`/transactions/${id}/deeds`);
  return (
    <>
      {may('task.edit') || may('company.edit') ? (
        <div className="bar company-bar">
          <span className="grow" />
          <Button icon="link" onClick={() => setTying(!tying)}>
            {t('document.tie')}
          </Button>
        </div>
      ) : null}
      {tying ? <Linkable id={id} onTied={reload} /> : null}
      <Problem>{error?.message}</Problem>
      <Table
        label={t('document.tab.deeds')}
        rows={value?.rows}
        rowId={(deed) => `${deed.noun} ${deed.id}`}
        columns={columnsOf(words)}
        empty={<Empty icon="tasks" title={t('document.no deeds')} text={t('document.no deeds text')} />}
      />
    </>
  );
}

function columnsOf({ t, moment }: Words): Column<Deed>[] {
  return [
    {
      id: 'title',
      head: t('document.what'),
      phone: 'title',
      to: ({ noun, id }) => addresses[noun](id),
      cell: ({ title }) => title || t('messages.no subject'),
    },
    { id: 'noun', head: t('document.kind'), width: 120, cell: ({ noun }) => t(`files.noun.${noun}`) },
    {
      id: 'state',
      head: t('customer.state'),
      width: 150,
      phone: 'corner',
      cell: (deed) => stateOf(deed, t),
    },
    {
      id: 'who',
      head: t('customer.who'),
      width: 190,
      spare: true,
      cell: ({ who }) => <span className="second">{who}</span>,
    },
    { id: 'at', head: t('customer.when'), width: 150, cell: ({ at }) => moment(at) },
  ];
}

function stateOf({ noun, state }: Deed, t: Words['t']) {
  if (!state) return '';
  if (noun === 'task')
    return <Tag {...(state === 'open' ? { tone: 'orange' as const } : {})}>{t(`company.task.${state}`)}</Tag>;
  if (noun === 'message')
    return <Tag {...(state === 'in' ? { tone: 'accent' as const } : {})}>{t(`customer.message.${state}`)}</Tag>;
  return <Tag>{t(`document.case.${state}`)}</Tag>;
}

function Linkable({ id, onTied }: { readonly id: string; readonly onTied: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const { value, reload } = useRead<{ rows: NamedLink[] }>(`/transactions/${id}/linkable`);
  const { run, busy, refused } = useAction();
  const tie = ({ noun, recordId }: NamedLink) =>
    run(async () => {
      if (noun === 'task') await call('POST', `/tasks/${recordId}/links`, { noun: 'transaction', recordId: id });
      else await call('PUT', `/messages/${recordId}/transactions/${id}`);
      reload();
      onTied();
    });
  const rows = (value?.rows ?? []).filter(({ noun }) => may(noun === 'task' ? 'task.edit' : 'company.edit'));
  return (
    <Card title={t('task.linkable')} className="company-bar">
      <Problem>{refused?.message}</Problem>
      {value ? <LinkableLines links={rows} busy={busy} onTie={(link) => void tie(link)} /> : null}
    </Card>
  );
}
