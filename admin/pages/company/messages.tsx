import React, { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useLetter } from '../../components/write-letter.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { CompanyMessage } from '../../../db/company-messages.ts';
import { RecordMessage } from '../messages/record-message.tsx';
import type { Chosen } from '../tasks/customer-field.tsx';

type MessagesProps = {
  readonly company: Chosen;
  /** Only with this person of theirs. */
  readonly personId?: string;
  /** Has an address that a letter can go to. */
  readonly reachable: boolean;
  readonly onChange: () => void;
};

/** Every message with a customer or one of their people, a new one, and one that came in otherwise. */
export function Messages({ company, personId, reachable, onChange }: MessagesProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [search, setSearch] = useSearchParams();
  const list = usePages<CompanyMessage>(`/companies/${company.id}/messages${personId ? `?personId=${personId}` : ''}`);
  const [recording, setRecording] = useState(false);
  const changed = () => {
    list.reload();
    onChange();
  };
  const letter = useLetter(changed);
  const start = (to = personId) => letter.write({ companyId: company.id, ...(to ? { to } : {}) });
  // The button at the top of the page leads here, with the person whom it names.
  const asked = search.get('write');
  useEffect(() => {
    if (asked === null) return;
    if (reachable) start(asked === '1' ? personId : asked);
    setSearch({ tab: 'messages' }, { replace: true });
  }, [asked]);
  const write =
    may('message.send') && reachable ? (
      <Button icon="mail" onClick={() => start()}>
        {t('letter.write')}
      </Button>
    ) : null;
  return (
    <>
      <div className="bar company-bar">
        <span className="grow" />
        {may('company.edit') ? (
          <Button icon="edit" onClick={() => setRecording(true)}>
            {t('messages.record')}
          </Button>
        ) : null}
        {list.rows && list.rows.length > 0 ? write : null}
      </div>
      <Problem>{list.error?.message}</Problem>
      <Table
        label={t('company.tab.messages')}
        rows={list.rows}
        rowId={({ id }) => id}
        rowClass={({ unread }) => (unread ? 'unread' : '')}
        columns={columnsOf(words)}
        onMore={list.more}
        busy={list.busy}
        empty={
          <Empty icon="mail" title={t('customer.no messages')} text={t('customer.no messages text')}>
            {write}
          </Empty>
        }
      />
      {letter.dialog}
      {recording ? (
        <RecordMessage
          start={{ company, ...(personId ? { personId } : {}) }}
          onClose={() => setRecording(false)}
          onRecorded={changed}
        />
      ) : null}
    </>
  );
}

function columnsOf({ t, moment }: Words): Column<CompanyMessage>[] {
  return [
    {
      id: 'subject',
      head: t('customer.subject'),
      phone: 'title',
      to: ({ id }) => `/admin/messages/${id}`,
      cell: ({ subject }) => subject ?? t('company.no subject'),
    },
    {
      id: 'state',
      head: t('customer.state'),
      width: 140,
      phone: 'corner',
      cell: ({ direction, state }) => {
        const shown = stateOf(direction, state);
        const tone = tones[shown];
        return <Tag {...(tone ? { tone } : {})}>{t(`customer.message.${shown}`)}</Tag>;
      },
    },
    {
      id: 'who',
      head: t('customer.address'),
      width: 220,
      spare: true,
      cell: ({ personName, address }) => <span className="second">{personName ?? address}</span>,
    },
    { id: 'at', head: t('customer.when'), width: 150, cell: ({ at }) => moment(at) },
  ];
}

const tones: Readonly<Record<string, Tone>> = { in: 'accent', failed: 'red', refused: 'red', unknown: 'orange' };

function stateOf(direction: 'in' | 'out', state: string | null): string {
  if (direction === 'in') return 'in';
  return state && ['planned', 'failed', 'refused', 'withdrawn', 'unknown'].includes(state) ? state : 'out';
}
