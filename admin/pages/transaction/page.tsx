import React, { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Files } from '../../components/files.tsx';
import { Card, Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import type { TransactionPage } from '../../../db/transaction-page.ts';
import type { Transaction } from '../../../db/transactions.ts';
import { HomeCase } from '../case/home-case.tsx';
import { NewTask } from '../task/new-task.tsx';
import { Deeds } from './deeds.tsx';
import { DocumentOwn } from './own.tsx';
import { SettleCredit } from './settle-credit.tsx';
import { startOf, type PartProps } from './shapes.ts';

/** One invoice, payment, order, reservation or demand, and everything that was undertaken about it (S0-54). */
export default function TransactionView() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { value, error, reload } = useRead<TransactionPage>(`/transactions/${id}`);
  if (value) return <Shown document={value} onSettled={reload} key={value.id} />;
  return (
    <Page title={t('document.title')}>
      {error ? <h1>{t('document.title')}</h1> : <Skeleton rows={10} />}
      <Problem>{error?.message}</Problem>
    </Page>
  );
}

function Shown({ document, onSettled }: PartProps & { readonly onSettled: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const [search] = useSearchParams();
  const [round, setRound] = useState(0);
  const changed = () => setRound((n) => n + 1);
  const tab = search.get('tab') === 'files' && may('file.read') ? 'files' : 'deeds';
  const title = titleOf(document, t);
  const tabs = ['deeds', ...(may('file.read') ? ['files'] : [])];
  return (
    <Page title={title}>
      <Head
        title={title}
        back={{ to: `/admin/companies/${document.companyId}?tab=finance`, label: document.companyName }}
        beside={<StateTag document={document} />}
        second={
          <>
            <Link className="link" to={`/admin/companies/${document.companyId}`}>
              {document.companyName}
            </Link>
            {document.number && document.title ? ` · ${document.title}` : ''}
          </>
        }
      >
        <Buttons document={document} onChange={changed} />
      </Head>
      <Facts document={document} />
      <Tabs
        label={title}
        current={tab}
        tabs={tabs.map((id) => ({
          id,
          label: t(`document.tab.${id}`),
          to: id === 'deeds' ? `/admin/transactions/${document.id}` : `?tab=${id}`,
        }))}
      />
      <div className="case-columns">
        <div>
          {tab === 'files' ? (
            <Files noun="transaction" recordId={document.id} mayAdd={may('company.edit')} />
          ) : (
            <Deeds document={document} key={round} />
          )}
        </div>
        <div className="company-side">
          {may('case.read') ? (
            <HomeCase
              kind="transaction"
              id={document.id}
              name={title}
              company={{ id: document.companyId, name: document.companyName }}
            />
          ) : null}
          <Beside title={t('document.settles')} rows={document.settled} />
          <SettleCredit document={document} onSettled={onSettled} />
          <Beside title={t('document.payments')} rows={document.payments} />
          <DocumentOwn document={document} onSaved={onSettled} />
          <Details details={document.details} />
        </div>
      </div>
    </Page>
  );
}

function titleOf({ kind, number, title, externalId }: Transaction, t: Words['t']): string {
  return `${t(`customer.transaction.${kind}`)} ${number ?? title ?? externalId}`;
}

function Buttons({ document, onChange }: PartProps & { readonly onChange: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const [adding, setAdding] = useState(false);
  const letter = useLetter(onChange);
  const { id, companyId, link } = document;
  const name = titleOf(document, t);
  return (
    <>
      {link ? (
        <Button icon="link" href={link}>
          {t('document.source')}
        </Button>
      ) : null}
      {may('message.send') ? (
        <Button icon="mail" onClick={() => letter.write({ companyId, transactionId: id, subject: name })}>
          {t('company.write')}
        </Button>
      ) : null}
      {may('task.edit') ? (
        <Button icon="tasks" onClick={() => setAdding(true)}>
          {t('customer.new task')}
        </Button>
      ) : null}
      {adding ? <NewTask start={startOf(document, name)} onClose={() => setAdding(false)} onMade={onChange} /> : null}
      {letter.dialog}
    </>
  );
}

function StateTag({ document: { kind, state, overdue, openMinor } }: PartProps) {
  const { t } = useWords();
  if (state === 'cancelled') return <Tag>{t('customer.cancelled')}</Tag>;
  if (overdue) return <Tag tone="red">{t('document.overdue')}</Tag>;
  if (kind === 'invoice')
    return openMinor > 0 ? <Tag tone="orange">{t('document.open')}</Tag> : <Tag tone="green">{t('customer.paid')}</Tag>;
  return state === 'done' ? (
    <Tag tone="green">{t('document.done')}</Tag>
  ) : (
    <Tag tone="orange">{t('document.open')}</Tag>
  );
}

/** What the document says, in one strip. */
function Facts({ document }: PartProps) {
  const { t, date, money, moment } = useWords();
  const { kind, happenedOn, dueOn, amountMinor, openMinor, currency, stage, overdue, source, updatedAt } = document;
  const facts: readonly (readonly [string, React.ReactNode, string?])[] = [
    ['amount', amountMinor === 0 ? null : money(amountMinor, currency)],
    ['left', kind === 'invoice' ? money(openMinor, currency) : null, overdue ? 'late' : ''],
    ['on', date(happenedOn)],
    ['due', dueOn ? date(dueOn) : null, overdue ? 'late' : ''],
    ['stage', stage === null ? null : t('customer.stage', { stage })],
    ['from', t('document.from text', { source, when: moment(updatedAt) })],
  ];
  return (
    <div className="company-facts">
      {facts.map(([name, value, look]) =>
        value === null ? null : (
          <div className="fact" key={name}>
            <span className="small second">{t(`document.${name}`)}</span>
            <b className={look ?? ''}>{value}</b>
          </div>
        ),
      )}
    </div>
  );
}

function Beside({ title, rows }: { readonly title: string; readonly rows: readonly Transaction[] }) {
  const { t, date, money } = useWords();
  if (rows.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="lines">
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <Link className="strong" to={`/admin/transactions/${row.id}`}>
                {titleOf(row, t)}
              </Link>
              <div className="small muted">{date(row.happenedOn)}</div>
            </div>
            <span className="num">{money(row.amountMinor, row.currency)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What else the feeding system says, as it says it. */
function Details({ details }: { readonly details: TransactionPage['details'] }) {
  const { t } = useWords();
  const said = Object.entries(details).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  if (said.length === 0) return null;
  return (
    <Card title={t('document.details')}>
      <dl className="facts">
        {said.map(([name, value]) => (
          <React.Fragment key={name}>
            <dt>{name}</dt>
            <dd>{String(value)}</dd>
          </React.Fragment>
        ))}
      </dl>
    </Card>
  );
}
