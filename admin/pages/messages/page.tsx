import React, { useState, useRef } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Check, Notice, Problem } from '../../components/field.tsx';
import { Empty, Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useToast } from '../../components/toast.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { MessageRow } from '../../../db/messages.ts';

const lists = ['doubtful', 'sent', 'failed', 'replies'] as const;
type List = (typeof lists)[number];
type Waiting = { readonly doubtful: number; readonly held: number };

/** What went out, what did not, what nobody can know, and what came back. */
export default function Messages() {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const waiting = useRead<Waiting>('/messages/waiting');
  const asked = lists.find((one) => one === search.get('list'));
  // Which list comes first is known only with the count, and then it stays: no list is exchanged under one's eyes.
  const first = useRef<List | undefined>(undefined);
  if (waiting.value) first.current ??= waiting.value.doubtful > 0 ? 'doubtful' : 'sent';
  const list = asked ?? first.current ?? 'sent';
  const isKnown = asked !== undefined || first.current !== undefined;
  return (
    <Page title={t('messages.title')}>
      <Head title={t('messages.title')} />
      <Tabs
        label={t('messages.title')}
        current={list}
        tabs={lists.map((id) => ({
          id,
          label: t(`messages.list.${id}`),
          to: `/admin/messages?list=${id}`,
          ...(id === 'doubtful' && waiting.value ? { count: waiting.value.doubtful } : {}),
        }))}
      />
      <Held count={waiting.value?.held ?? 0} onDecided={waiting.reload} />
      {isKnown ? <Messaged key={list} list={list} words={words} onDecided={waiting.reload} /> : <Skeleton rows={8} />}
    </Page>
  );
}

/** After a restore: what had been planned before waits until a person lets it go. */
function Held({ count, onDecided }: { readonly count: number; readonly onDecided: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const deciding = useAction();
  if (count === 0) return null;
  const decide = (decision: 'send' | 'drop') =>
    void deciding.run(async () => {
      await call('POST', '/messages/held', { decision });
      onDecided();
    });
  return (
    <>
      <Notice tone="orange">
        <span className="grow">{t('messages.held', { count })}</span>
        {may('message.settle') ? (
          <>
            <Button size="small" busy={deciding.busy} onClick={() => decide('send')}>
              {t('messages.held send')}
            </Button>
            <Button size="small" kind="danger" busy={deciding.busy} onClick={() => decide('drop')}>
              {t('messages.held drop')}
            </Button>
          </>
        ) : null}
      </Notice>
      <Problem>{deciding.refused?.message}</Problem>
    </>
  );
}

type ListProps = { readonly list: List; readonly words: Words; readonly onDecided: () => void };

function Messaged({ list, words, onDecided }: ListProps) {
  const { t } = words;
  const { may } = useViewer();
  const { rows, more, busy, error, reload } = usePages<MessageRow>(`/messages?list=${list}`);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const deciding = list === 'doubtful' && may('message.settle');
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const mark: Column<MessageRow> = {
    id: 'chosen',
    head: <span className="unseen">{t('messages.choose')}</span>,
    width: 40,
    phone: 'corner',
    cell: ({ key, subject }) => (
      <Check bare label={subject ?? ''} checked={chosen.has(key ?? '')} onChange={() => toggle(key ?? '')} />
    ),
  };
  return (
    <div className="stack">
      {list === 'doubtful' ? <Notice>{t('messages.doubtful text')}</Notice> : null}
      {error ? <Problem>{error.message}</Problem> : null}
      {deciding && chosen.size > 0 ? (
        <Decision
          keys={[...chosen]}
          onDecided={() => {
            setChosen(new Set());
            reload();
            onDecided();
          }}
        />
      ) : null}
      <Table
        label={t(`messages.list.${list}`)}
        columns={[...(deciding ? [mark] : []), ...columnsOf(list, words)]}
        rows={rows}
        rowId={({ id }) => id}
        onMore={more}
        busy={busy}
        empty={<Empty icon="mail" title={t(`messages.empty.${list}`)} text={t(`messages.empty text.${list}`)} />}
      />
    </div>
  );
}

/** Done, not done, or once more: said by a person who has looked. */
function Decision({ keys, onDecided }: { readonly keys: readonly string[]; readonly onDecided: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const deciding = useAction();
  const decide = (decision: 'done' | 'not done' | 'again') =>
    void deciding
      .run(() => call('POST', '/messages/decide', { keys, decision }))
      .then((went) => {
        if (went) toast(t(`messages.decided.${decision}`, { count: keys.length }));
        onDecided();
      });
  return (
    <>
      <div className="bar filters">
        <span>{t('messages.chosen', { count: keys.length })}</span>
        <Button size="small" icon="check" busy={deciding.busy} onClick={() => decide('done')}>
          {t('messages.decide.done')}
        </Button>
        <Button size="small" icon="close" busy={deciding.busy} onClick={() => decide('not done')}>
          {t('messages.decide.not done')}
        </Button>
        <Button size="small" icon="reload" busy={deciding.busy} onClick={() => decide('again')}>
          {t('messages.decide.again')}
        </Button>
      </div>
      <Problem>{deciding.refused?.message}</Problem>
    </>
  );
}

const tones: Readonly<Record<List, Tone>> = { doubtful: 'orange', sent: 'green', failed: 'red', replies: 'accent' };

function columnsOf(list: List, { t, moment }: Words): Column<MessageRow>[] {
  return [
    { id: 'at', head: t('messages.at'), width: 148, cell: ({ at }) => moment(at) },
    {
      id: 'subject',
      head: t('messages.subject'),
      phone: 'title',
      to: ({ id }) => `/admin/messages/${id}`,
      cell: ({ subject }) => subject ?? t('messages.no subject'),
    },
    {
      id: 'company',
      head: t('messages.company'),
      width: 220,
      cell: ({ companyId, companyName }) =>
        companyId ? <Link to={`/admin/companies/${companyId}`}>{companyName}</Link> : null,
    },
    { id: 'address', head: t('messages.address'), width: 220, spare: true, cell: ({ address }) => address },
    {
      id: 'campaign',
      head: t('messages.campaign'),
      width: 180,
      spare: true,
      phone: 'hide',
      cell: ({ campaignId, campaignName }) =>
        campaignId ? <Link to={`/admin/campaigns/${campaignId}`}>{campaignName}</Link> : null,
    },
    {
      id: 'state',
      head: t('messages.state'),
      width: 150,
      phone: 'hide',
      cell: ({ reason }) => (
        <Tag tone={tones[list]} {...(reason ? { title: reason } : {})}>
          {t(`messages.state.${list}`)}
        </Tag>
      ),
    },
  ];
}
