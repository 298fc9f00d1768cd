import React, { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Notice, Problem, Select } from '../../components/field.tsx';
import { Card, Empty, Head, Page } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { ReadStatement, ShownInvoice, StatementLine } from '../../../db/bank-statements.ts';
import { chosenShares, firstChoices, optionsOf, PROPOSED } from './choices.ts';

type Read = ReadStatement & { readonly unread: readonly { readonly number: number; readonly text: string }[] };

/** A statement of a bank: what settles which invoice, what a person must decide, and booking it once. */
export default function BankStatement() {
  const { t } = useWords();
  const [read, setRead] = useState<Read>();
  return (
    <Page title={t('statement.title')}>
      <Head
        title={t('statement.title')}
        second={t('statement.second')}
        back={{ to: '/admin/import', label: t('import.title') }}
      />
      <Choose onRead={setRead} />
      {read ? (
        <Lines key={read.lines.map(({ key }) => key).join()} read={read} onBooked={() => setRead(undefined)} />
      ) : null}
    </Page>
  );
}

function Choose({ onRead }: { readonly onRead: (read: Read) => void }) {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const input = useRef<HTMLInputElement>(null);
  const choose = (file: File | undefined) => {
    if (!file) return;
    void run(async () => {
      const body = file.slice(0, file.size, 'application/octet-stream');
      onRead(await call<Read>('POST', `/bank-statements/read?name=${encodeURIComponent(file.name)}`, body));
    });
    if (input.current) input.current.value = '';
  };
  return (
    <Card>
      <div className="bar">
        <span className="second">{t('statement.which')}</span>
        <span className="grow" />
        <Button kind="main" icon="import" busy={busy} onClick={() => input.current?.click()}>
          {t('statement.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('statement.choose')}
          accept=".sta,.mt940,.940,.txt,.csv"
          onChange={(event) => choose(event.target.files?.[0])}
        />
      </div>
      <Problem>{refused?.message}</Problem>
    </Card>
  );
}

function Lines({ read, onBooked }: { readonly read: Read; readonly onBooked: () => void }) {
  const words = useWords();
  const { t, number } = words;
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [choices, setChoices] = useState(() => firstChoices(read.lines));
  const incoming = read.lines.filter(({ state }) => state !== 'out');
  const chosen = incoming.filter(({ key }) => choices[key]);
  const invoices = new Map(read.invoices.map((invoice) => [invoice.id, invoice]));
  const book = () =>
    run(async () => {
      const lines = chosen.map(({ state: _, because: __, candidates: ___, ...line }) => ({
        ...line,
        shares: chosenShares({ ...line, choice: choices[line.key]! }, invoices),
      }));
      const { booked } = await call<{ booked: number }>('POST', '/bank-statements/book', { lines });
      toast(t('statement.booked', { count: booked }), { tone: 'green' });
      onBooked();
    });
  if (incoming.length === 0)
    return <Empty icon="import" title={t('statement.nothing in')} text={t('statement.nothing in text')} />;
  const columns = columnsOf(words, {
    invoices,
    choices,
    choose: (key, choice) => setChoices((old) => ({ ...old, [key]: choice })),
  });
  return (
    <>
      {read.unread.length > 0 ? (
        <Notice tone="orange">
          {t('statement.unread', {
            count: read.unread.length,
            first: `${read.unread[0]!.number}: ${read.unread[0]!.text}`,
          })}
        </Notice>
      ) : null}
      <div className="bar statement-bar">
        <span className="second">{t('statement.chosen', { count: chosen.length, of: number(incoming.length) })}</span>
        <span className="grow" />
        <Button kind="main" busy={busy} disabled={chosen.length === 0} onClick={() => void book()}>
          {t('statement.book')}
        </Button>
      </div>
      <Problem>{refused?.message}</Problem>
      <Table label={t('statement.title')} rows={incoming} rowId={({ key }) => key} columns={columns} />
    </>
  );
}

type Choosing = {
  readonly invoices: ReadonlyMap<string, ShownInvoice>;
  readonly choices: Readonly<Record<string, string>>;
  readonly choose: (key: string, choice: string) => void;
};

const tones: Readonly<Partial<Record<StatementLine['state'], Tone>>> = {
  sure: 'green',
  decide: 'orange',
  booked: 'accent',
};

function columnsOf(words: Words, { invoices, choices, choose }: Choosing): Column<StatementLine>[] {
  const { t, money, day } = words;
  return [
    { id: 'on', head: t('statement.on'), width: 130, cell: ({ on }) => day(on) },
    {
      id: 'who',
      head: t('statement.who'),
      phone: 'title',
      cell: ({ party, title }) => (
        <div className="statement-cell">
          {party || title}
          {party && title ? <div className="small second">{title}</div> : null}
        </div>
      ),
    },
    {
      id: 'amount',
      head: t('statement.amount'),
      width: 130,
      cell: ({ amountMinor, currency }) => <span className="num">{money(amountMinor, currency)}</span>,
    },
    {
      id: 'state',
      head: t('statement.state'),
      width: 200,
      phone: 'corner',
      cell: ({ state, because }) => (
        <>
          <Tag {...(tones[state] ? { tone: tones[state] } : {})}>{t(`statement.state.${state}`)}</Tag>
          {because === 'nothing' ? null : <div className="small second">{t(`statement.because.${because}`)}</div>}
        </>
      ),
    },
    {
      id: 'settles',
      head: t('statement.settles'),
      width: 300,
      cell: (line) =>
        line.state === 'booked' || line.candidates.length + line.shares.length === 0 ? null : (
          <div className="statement-cell">
            <Select
              label={t('statement.settles of', { title: line.title })}
              value={choices[line.key] ?? ''}
              none={t('statement.leave')}
              onChange={(choice) => choose(line.key, choice)}
              choices={optionsOf(line, invoices, words)}
            />
            <Whose line={line} choice={choices[line.key] ?? ''} invoices={invoices} />
          </div>
        ),
    },
  ];
}

type WhoseProps = Pick<Choosing, 'invoices'> & { readonly line: StatementLine; readonly choice: string };

/** The customer whose invoice was chosen. */
function Whose({ line, choice, invoices }: WhoseProps) {
  const id = choice === PROPOSED ? line.shares[0]?.invoiceId : choice;
  const invoice = id ? invoices.get(id) : undefined;
  return invoice ? (
    <Link className="link small" to={`/admin/companies/${invoice.companyId}?tab=finance`}>
      {invoice.companyName}
    </Link>
  ) : null;
}
