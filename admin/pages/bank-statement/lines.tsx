import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Problem, Select } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { ReadStatement, StatementLine } from '../../../db/bank-statements.ts';
import { CustomerField } from '../tasks/customer-field.tsx';
import {
  choiceOf,
  CREDIT,
  decisionsOf,
  firstChoices,
  optionsOf,
  PROPOSED,
  type Choices,
  type Decision,
  type Invoices,
  type LineChoice,
} from './choices.ts';

type LinesProps = { readonly read: ReadStatement; readonly onBooked: () => Promise<void> };
type Answer = {
  readonly booked: number;
  readonly refused: readonly { readonly key: string; readonly message: string }[];
};

/** The payments that came in, each with what it settles; those that were refused say why beside them. */
export function Lines({ read, onBooked }: LinesProps) {
  const words = useWords();
  const { t, number } = words;
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const incoming = read.lines.filter(({ state }) => state !== 'out');
  const invoices: Invoices = new Map(read.invoices.map((invoice) => [invoice.id, invoice]));
  const [choices, setChoices] = useState(() => firstChoices(read.lines, invoices));
  const decisions = decisionsOf(incoming, choices, invoices);
  const open = incoming.filter(({ state }) => state !== 'booked');
  const chosen = open.filter(({ key }) => decisions.has(key) && decisions.get(key)!.says !== 'whose');
  const book = () =>
    run(async () => {
      const lines = chosen.map(({ state: _, because: __, candidates: ___, ...line }) => {
        const { shares, companyId } = decisions.get(line.key)!;
        return { ...line, shares, ...(companyId ? { companyId } : {}) };
      });
      const answer = await call<Answer>('POST', '/bank-statements/book', { lines });
      setProblems(Object.fromEntries(answer.refused.map(({ key, message }) => [key, message])));
      if (answer.booked > 0) toast(t('statement.booked', { count: answer.booked }), { tone: 'green' });
      await onBooked();
    });
  if (incoming.length === 0)
    return <Empty icon="import" title={t('statement.nothing in')} text={t('statement.nothing in text')} />;
  const columns = columnsOf(words, {
    ...{ invoices, choices, decisions, problems },
    choose: (key, choice) => {
      setChoices((old) => ({ ...old, [key]: choice }));
      setProblems(({ [key]: _, ...others }) => others);
    },
  });
  return (
    <>
      <div className="bar statement-bar">
        <span className="second">{t('statement.chosen', { count: chosen.length, of: number(open.length) })}</span>
        <span className="grow" />
        <Button kind="main" busy={busy} disabled={chosen.length === 0} onClick={() => void book()}>
          {t('statement.book')}
        </Button>
      </div>
      <Problem>
        {refused?.message ??
          (Object.keys(problems).length > 0 ? t('statement.refused', { count: Object.keys(problems).length }) : null)}
      </Problem>
      <Table label={t('statement.title')} rows={incoming} rowId={({ key }) => key} columns={columns} />
    </>
  );
}

type Choosing = {
  readonly invoices: Invoices;
  readonly choices: Choices;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly problems: Readonly<Record<string, string>>;
  readonly choose: (key: string, choice: LineChoice) => void;
};

const tones: Readonly<Partial<Record<StatementLine['state'], Tone>>> = {
  sure: 'green',
  decide: 'orange',
  booked: 'accent',
};

function columnsOf(words: Words, on: Choosing): Column<StatementLine>[] {
  const { t, money, day } = words;
  return [
    { id: 'on', head: t('statement.on'), width: 130, cell: (line) => day(line.on) },
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
      width: 340,
      cell: (line) => (line.state === 'booked' ? null : <Settles line={line} on={on} />),
    },
  ];
}

function Settles({ line, on }: { readonly line: StatementLine; readonly on: Choosing }) {
  const words = useWords();
  const { t, money } = words;
  const { invoices, choose } = on;
  const { choice, customer } = on.choices[line.key] ?? { choice: '' };
  const { says, restMinor = 0 } = on.decisions.get(line.key) ?? {};
  return (
    <div className="statement-cell">
      <Select
        label={t('statement.settles of', { title: line.title })}
        value={choice}
        none={t('statement.leave')}
        onChange={(wanted) => choose(line.key, choiceOf(wanted, { line, invoices, before: { choice, customer } }))}
        choices={optionsOf(line, invoices, words)}
      />
      {choice === CREDIT ? (
        <CustomerField
          onlyKnown
          chosen={customer}
          onChoose={(chosen) => choose(line.key, { choice, customer: chosen })}
        />
      ) : (
        <Whose line={line} choice={choice} invoices={invoices} />
      )}
      {says ? (
        <div className="small second" role="status">
          {t(`statement.says.${says}`, { amount: money(restMinor, line.currency) })}
        </div>
      ) : null}
      <Problem>{on.problems[line.key]}</Problem>
    </div>
  );
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
