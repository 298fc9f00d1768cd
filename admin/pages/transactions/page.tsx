import React from 'react';
import { Tag } from '../../components/button.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { TransactionMenu } from './row-menu.tsx';

/** Own fields alone: the rest is the word of the system that feeds them. */
const saving = savesBy({
  path: '/transactions',
  under: 'changes',
  recordIn: (answer) => answer as { version: number },
});
const lookedAt = ['kind', 'state', 'overdue', 'open'];

/** Invoices, payments, orders, reservations and demands of all customers: other systems tell of them, people read them. */
export default function TransactionsPage() {
  const { t } = useWords();
  const letter = useLetter(() => {});
  return (
    <ListPage
      kind="transactions"
      title={t('transactions.title')}
      titleField="name"
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      saving={saving}
      rowMenu={(props) => <TransactionMenu {...props} onWrite={letter.write} />}
      back={{ to: '/admin/companies', label: t('companies.title') }}
      empty={{ icon: 'money', title: t('customer.no finance'), text: t('customer.no finance text') }}
    >
      {letter.dialog}
    </ListPage>
  );
}

function lookOf({ values: { state, overdue } }: ListRow): string {
  return overdue === true ? 'late' : state === 'cancelled' ? 'done' : '';
}

const nothing = <span className="muted">–</span>;

const cells: Readonly<Record<string, DrawCell>> = {
  company: ({ values }) => <RecordLink to="/admin/companies" value={values['company']} />,
  case: ({ values }) => <RecordLink to="/admin/cases" value={values['case']} />,
  dueOn: ({ values }, { day }) =>
    values['overdue'] === true ? <span className="red-ink">{day(String(values['dueOn']))}</span> : undefined,
  open: ({ values: { kind, state, open } }, { t }) => {
    if (kind !== 'invoice' || state === 'cancelled') return nothing;
    return (open as { readonly minor: number }).minor === 0 ? <Tag tone="green">{t('customer.paid')}</Tag> : undefined;
  },
};
