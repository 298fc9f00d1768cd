import React from 'react';
import { Button } from '../../components/button.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { useWords } from '../../components/words.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';

const saving = savesBy({ path: '/people', under: 'changes' });

const cells: Readonly<Record<string, DrawCell>> = {
  company: ({ values }) => <RecordLink to="/admin/companies" value={values['company']} />,
  phone: ({ values }) =>
    typeof values['phone'] === 'string' ? (
      <a className="num" href={`tel:${values['phone']}`}>
        {formatPhone(values['phone'])}
      </a>
    ) : undefined,
  email: ({ values }) =>
    typeof values['email'] === 'string' ? <a href={`mailto:${values['email']}`}>{values['email']}</a> : undefined,
};

/** The people whom we talk to at our customers. */
export default function People() {
  const { t } = useWords();
  return (
    <ListPage
      kind="people"
      title={t('people.title')}
      titleField="name"
      cells={cells}
      saving={saving}
      back={{ to: '/admin/companies', label: t('companies.title') }}
      first={<Button to="/admin/companies">{t('companies.title')}</Button>}
      empty={{ icon: 'person', title: t('people.empty'), text: t('people.empty text') }}
    />
  );
}
