import React from 'react';
import { Button } from '../../components/button.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { useSingleKeys } from '../../components/keys.ts';
import { useNewFromAddress } from '../../components/new-from-address.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import { cells } from './cells.tsx';
import { NewCompany } from './new-company.tsx';
import { CompanyMenu } from './row-menu.tsx';

const saving = savesBy({
  path: '/companies',
  under: 'changes',
  names: { owner: 'ownerId' },
  recordIn: (answer) => answer as { version: number },
});

/** Everyone we deal with. */
export default function Companies() {
  const { t } = useWords();
  const { may } = useViewer();
  const [isNew, setNew] = useNewFromAddress();
  const letter = useLetter(() => {});
  useSingleKeys({ n: () => setNew(true) }, may('company.edit'));
  const make = may('company.edit') ? (
    <Button kind="main" icon="plus" keys="N" onClick={() => setNew(true)}>
      {t('companies.new')}
    </Button>
  ) : null;
  return (
    <ListPage
      kind="companies"
      title={t('companies.title')}
      titleField="name"
      cells={cells}
      saving={saving}
      rowMenu={(props) => <CompanyMenu {...props} onWrite={letter.write} />}
      make={make}
      buttons={
        <>
          <Button icon="person" to="/admin/people">
            {t('companies.people')}
          </Button>
          {may('company.edit') ? (
            <Button icon="users" to="/admin/groups">
              {t('company.groups')}
            </Button>
          ) : null}
          {may('transaction.read') ? (
            <Button icon="money" to="/admin/transactions">
              {t('transactions.title')}
            </Button>
          ) : null}
          {may('import.run') ? (
            <Button icon="import" to="/admin/import">
              {t('companies.import')}
            </Button>
          ) : null}
        </>
      }
      empty={{ icon: 'customers', title: t('companies.empty'), text: t('companies.empty text') }}
    >
      {letter.dialog}
      {isNew ? <NewCompany onClose={() => setNew(false)} /> : null}
    </ListPage>
  );
}
