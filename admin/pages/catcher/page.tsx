import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice, Problem, TextInput } from '../../components/field.tsx';
import { Letter } from '../../components/letter.tsx';
import { Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords } from '../../components/words.ts';

type Caught = {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
};
type CaughtMail = Caught & {
  readonly text: string;
  readonly html: string | null;
  readonly messageId: string | null;
  readonly unsubscribeUrl: string | null;
  readonly attachments: readonly { readonly fileName: string; readonly bytes: number }[];
};

/** Mails that did not leave this machine, as their readers would have seen them. */
export default function Catcher() {
  const { t, moment } = useWords();
  const [search, setSearch] = useSearchParams();
  const to = search.get('to') ?? '';
  const mail = search.get('mail');
  const { rows, more, busy, error, reload } = usePages<Caught>(`/catcher?to=${encodeURIComponent(to)}`);
  const withMail = (id?: string) => `?${new URLSearchParams({ ...(to ? { to } : {}), ...(id ? { mail: id } : {}) })}`;
  return (
    <Page title={t('catcher.title')}>
      <Head title={t('catcher.title')}>
        <Button icon="reload" onClick={reload} busy={busy}>
          {t('catcher.reload')}
        </Button>
      </Head>
      <div className="stack">
        <Notice>{t('catcher.text')}</Notice>
      </div>
      <div className="bar filters">
        <div className="search">
          <TextInput
            kind="search"
            value={to}
            onChange={(text) => setSearch(text ? { to: text } : {}, { replace: true })}
            placeholder={t('catcher.find')}
            label={t('catcher.find')}
          />
        </div>
      </div>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('catcher.title')}
        rows={rows}
        rowId={({ id }) => id}
        onMore={more}
        busy={busy}
        empty={<Empty icon="mail" title={t('catcher.empty')} text={t('catcher.empty text')} />}
        columns={[
          { id: 'at', head: t('messages.at'), width: 148, cell: ({ at }) => moment(at) },
          {
            id: 'subject',
            head: t('messages.subject'),
            phone: 'title',
            to: ({ id }) => `/admin/catcher${withMail(id)}`,
            cell: ({ subject }) => subject || t('messages.no subject'),
          },
          { id: 'to', head: t('catcher.to'), width: 280, cell: (row) => row.to.join(', ') },
          { id: 'from', head: t('catcher.from'), width: 240, spare: true, phone: 'hide', cell: (row) => row.from },
        ]}
      />
      {mail ? <Opened id={mail} onClose={() => setSearch(to ? { to } : {}, { replace: true })} /> : null}
    </Page>
  );
}

function Opened({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t, moment } = useWords();
  const { value, error } = useRead<CaughtMail>(`/catcher/${id}`);
  return (
    <Dialog
      title={value?.subject || t('catcher.title')}
      onClose={onClose}
      drawer
      actions={
        <>
          <Button icon="export" href={`/api/v1/catcher/${id}/raw`}>
            {t('catcher.raw')}
          </Button>
          {value?.unsubscribeUrl ? (
            <Button icon="link" href={value.unsubscribeUrl}>
              {t('catcher.unsubscribe')}
            </Button>
          ) : null}
        </>
      }
    >
      <Problem>{error?.message}</Problem>
      {value ? (
        <>
          <p className="muted">
            {value.from} → {value.to.join(', ')} · {moment(value.at)}
          </p>
          {value.attachments.map(({ fileName }) => (
            <p key={fileName}>{t('catcher.attachment', { name: fileName })}</p>
          ))}
          <Letter text={value.text} html={value.html} />
        </>
      ) : error ? null : (
        <Skeleton />
      )}
    </Dialog>
  );
}
