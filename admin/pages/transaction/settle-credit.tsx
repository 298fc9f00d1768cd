import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Problem, Select } from '../../components/field.tsx';
import { useOfficeWords } from '../../components/office-words.ts';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Transaction } from '../../../db/transactions.ts';
import type { PartProps } from './shapes.ts';

type SettleProps = PartProps & { readonly onSettled: () => void };

/** A payment of a statement that stands to the customer's credit, and the invoices that it may settle. */
export function SettleCredit(props: SettleProps) {
  const { may } = useViewer();
  const { kind, settles, settled, state, externalId, amountMinor } = props.document;
  const isFree = settles === null || settled.some((invoice) => invoice.state === 'cancelled');
  const isCredit = kind === 'payment' && isFree && state !== 'cancelled' && amountMinor > 0;
  return isCredit && externalId.startsWith('bank:') && may('transaction.feed') ? <Settle {...props} /> : null;
}

/** Few payments are a credit: the words for it come with one. */
function Settle({ document: { id, companyId, currency }, onSettled }: SettleProps) {
  const words = useWords();
  const { t, money } = words;
  const ready = useOfficeWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [chosen, setChosen] = useState('');
  const asked = new URLSearchParams({ companyId, currency, kind: 'invoice', only: 'owed', limit: '100' });
  const { value, reload } = useRead<{ rows: Transaction[] }>(`/transactions?${asked}`);
  const settle = () =>
    run(async () => {
      const { settledMinor } = await call<{ settledMinor: number }>('POST', `/transactions/${id}/settle`, {
        invoiceId: chosen,
      });
      toast(t('credit.settled', { amount: money(settledMinor, currency) }), { tone: 'green' });
      setChosen('');
      reload();
      onSettled();
    });
  if (!ready || !value) return null;
  const open = value.rows.filter(({ openMinor }) => openMinor > 0);
  return (
    <Card title={t('credit.title')}>
      {open.length === 0 ? (
        <p className="second">{t('credit.nothing open')}</p>
      ) : (
        <div className="stack">
          <Select
            label={t('credit.invoice')}
            value={chosen}
            onChange={setChosen}
            none={t('credit.choose')}
            choices={open.map(({ id: value, number, externalId, openMinor }) => ({
              value,
              label: `${number ?? externalId} (${money(openMinor, currency)})`,
            }))}
          />
          <Button busy={busy} disabled={chosen === ''} onClick={() => void settle()}>
            {t('credit.settle')}
          </Button>
        </div>
      )}
      <Problem>{refused?.message}</Problem>
    </Card>
  );
}
