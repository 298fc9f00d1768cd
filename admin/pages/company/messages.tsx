import React, { useEffect } from 'react';
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
import type { PartProps } from './shapes.ts';

/** Every message with this customer, and a new one. */
export function Messages({ card, onChange }: PartProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [search, setSearch] = useSearchParams();
  const list = usePages<CompanyMessage>(`/companies/${card.id}/messages`);
  const reachable = [...card.contactPoints, ...card.people.flatMap(({ contactPoints }) => contactPoints)].some(
    ({ kind, state }) => kind === 'email' && state === 'good',
  );
  const letter = useLetter(() => {
    list.reload();
    onChange();
  });
  const start = () => letter.write({ companyId: card.id });
  // The button at the top of the page leads here.
  const asked = search.get('write') !== null;
  useEffect(() => {
    if (!asked) return;
    if (reachable) start();
    setSearch({ tab: 'messages' }, { replace: true });
  }, [asked]);
  const write =
    may('message.send') && reachable ? (
      <Button icon="mail" onClick={start}>
        {t('letter.write')}
      </Button>
    ) : null;
  return (
    <>
      <div className="bar company-bar">
        <span className="grow" />
        {list.rows && list.rows.length > 0 ? write : null}
      </div>
      <Problem>{list.error?.message}</Problem>
      <Table
        label={t('company.tab.messages')}
        rows={list.rows}
        rowId={({ id }) => id}
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
