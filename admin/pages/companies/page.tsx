import React from 'react';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { httpSource } from '../../components/data-table/source.ts';
import { useNarrowed } from '../../components/data-table/use-narrowed.ts';
import { useSingleKeys } from '../../components/keys.ts';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useNewFromAddress } from '../../components/new-from-address.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import { cells } from './cells.tsx';
import { NewCompany } from './new-company.tsx';
import { CompanyMenu } from './row-menu.tsx';

const source = httpSource('companies');
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
  const narrowed = useNarrowed('companies');
  const letter = useLetter(() => {});
  useSingleKeys({ n: () => setNew(true) }, may('company.edit'));
  const make = may('company.edit') ? (
    <Button kind="main" icon="plus" keys="N" onClick={() => setNew(true)}>
      {t('companies.new')}
    </Button>
  ) : null;
  return (
    <Page title={t('companies.title')} wide>
      <DataTable
        source={source}
        label={t('companies.title')}
        titleField="name"
        to={({ id }) => `/admin/companies/${id}`}
        cells={cells}
        saving={saving}
        rowMenu={(props) => <CompanyMenu {...props} onWrite={(companyId) => letter.write({ companyId })} />}
        {...narrowed}
        head={(count, clipboard) => (
          <Head title={t('companies.title')} beside={count}>
            <Button icon="person" to="/admin/people">
              {t('companies.people')}
            </Button>
            {may('import.run') ? (
              <Button icon="import" to="/admin/import">
                {t('companies.import')}
              </Button>
            ) : null}
            {clipboard}
            {make}
          </Head>
        )}
        empty={
          <Empty icon="customers" title={t('companies.empty')} text={t('companies.empty text')}>
            {make}
          </Empty>
        }
      />
      {letter.dialog}
      {isNew ? <NewCompany onClose={() => setNew(false)} /> : null}
    </Page>
  );
}
