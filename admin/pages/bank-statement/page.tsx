import React, { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CurrencySelect } from '../../components/currency-select.tsx';
import { Field, Notice, Problem } from '../../components/field.tsx';
import { Card, Head, Page } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { ReadStatement } from '../../../db/bank-statements.ts';
import { Lines } from './lines.tsx';

type Read = ReadStatement & {
  readonly unread: readonly { readonly number: number; readonly text: string }[];
  /** Of how many lines the file does not say the currency, and in which they were read. */
  readonly assumed: { readonly currency: string; readonly lines: number };
};

/** A statement of a bank: what settles which invoice, what a person must decide, and booking it once. */
export default function BankStatement() {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const [file, setFile] = useState<File>();
  const [currency, setCurrency] = useState('');
  const [read, setRead] = useState<Read>();
  const readIt = (chosen: File, said: string) =>
    run(async () => {
      const body = chosen.slice(0, chosen.size, 'application/octet-stream');
      const query = new URLSearchParams({ name: chosen.name, ...(said ? { currency: said } : {}) });
      setRead(await call<Read>('POST', `/bank-statements/read?${query}`, body));
    });
  const choose = (chosen: File) => {
    setFile(chosen);
    void readIt(chosen, currency);
  };
  const say = (said: string) => {
    setCurrency(said);
    if (file) void readIt(file, said);
  };
  return (
    <Page title={t('statement.title')}>
      <Head
        title={t('statement.title')}
        second={t('statement.second')}
        back={{ to: '/admin/import', label: t('import.title') }}
      />
      <Card>
        <div className="bar statement-choose">
          <Field label={t('statement.currency')} hint={t('statement.currency hint')}>
            <CurrencySelect value={currency} onChange={say} />
          </Field>
          <span className="grow" />
          <span className="second">{t('statement.which')}</span>
          <ChooseFile busy={busy} onChoose={choose} />
        </div>
        <Problem>{refused?.message}</Problem>
      </Card>
      {read ? (
        <>
          <Remarks read={read} />
          <Lines
            key={read.lines.map(({ key }) => key).join()}
            read={read}
            // What has been booked, and what is left of the invoices, is read again.
            onBooked={async () => {
              if (file) await readIt(file, currency);
            }}
          />
        </>
      ) : null}
    </Page>
  );
}

type ChooseFileProps = { readonly busy: boolean; readonly onChoose: (file: File) => void };

function ChooseFile({ busy, onChoose }: ChooseFileProps) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind="main" icon="import" busy={busy} onClick={() => input.current?.click()}>
        {t('statement.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('statement.choose')}
        accept=".sta,.mt940,.940,.txt,.csv"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) onChoose(file);
          target.value = '';
        }}
      />
    </>
  );
}

/** What of the file was not read as it stands there. */
function Remarks({ read: { unread, assumed, lines } }: { readonly read: Read }) {
  const { t } = useWords();
  return (
    <div className="statement-remarks">
      {assumed.lines > 0 && lines.length > 0 ? (
        <Notice tone="orange">{t('statement.assumed', { count: assumed.lines, currency: assumed.currency })}</Notice>
      ) : null}
      {unread.length > 0 ? (
        <Notice tone="orange">
          {t('statement.unread', { count: unread.length, first: `${unread[0]!.number}: ${unread[0]!.text}` })}
        </Notice>
      ) : null}
    </div>
  );
}
