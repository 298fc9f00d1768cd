import React from 'react';
import { Button } from '../../components/button.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { httpSource } from '../../components/data-table/source.ts';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';

const source = httpSource('people');
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
    <Page title={t('people.title')} wide>
      <DataTable
        source={source}
        label={t('people.title')}
        titleField="name"
        to={({ id }) => `/admin/people/${id}`}
        cells={cells}
        saving={saving}
        head={(count, clipboard) => (
          <Head title={t('people.title')} beside={count} back={{ to: '/admin/companies', label: t('companies.title') }}>
            {clipboard}
          </Head>
        )}
        empty={
          <Empty icon="person" title={t('people.empty')} text={t('people.empty text')}>
            <Button to="/admin/companies">{t('companies.title')}</Button>
          </Empty>
        }
      />
    </Page>
  );
}
