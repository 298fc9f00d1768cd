import React from 'react';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';

/** Who is in the groups of customers: of one group, or of all. */
export default function Members() {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <ListPage
      kind="members"
      title={t('companies.members')}
      titleField="company"
      to={({ values }) => `/admin/companies/${(values['company'] as { readonly id: string }).id}`}
      cells={cells}
      alsoReads={lookedAt}
      back={
        may('company.edit')
          ? { to: '/admin/groups', label: t('settings.groups') }
          : { to: '/admin/companies', label: t('companies.title') }
      }
      empty={{ icon: 'customers', title: t('companies.members none'), text: t('companies.members text') }}
    />
  );
}

const lookedAt = ['company'];

const cells: Readonly<Record<string, DrawCell>> = {
  person: ({ values }) => <RecordLink to="/admin/people" value={values['person']} />,
};
