import React, { Suspense, lazy, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { calls } from '../../components/calls.ts';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { useSingleKeys } from '../../components/keys.ts';
import { useNewFromAddress } from '../../components/new-from-address.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import { formatPhone } from '../../../domain/ids/phone.ts';
import { PersonMenu } from './row-menu.tsx';

const NewPerson = lazy(() => import('../company/new-person.tsx').then((it) => ({ default: it.NewPerson })));
const saving = savesBy({ path: '/people', under: 'changes', recordIn: (answer) => answer as { version: number } });

const cells: Readonly<Record<string, DrawCell>> = {
  company: ({ values }) => <RecordLink to="/admin/companies" value={values['company']} />,
  phone: ({ values }) =>
    typeof values['phone'] === 'string' ? (
      <a className="num" href={`tel:${values['phone']}`} {...callsTo(values['company'])}>
        {formatPhone(values['phone'])}
      </a>
    ) : undefined,
  nameDay: ({ values }) => (typeof values['nameDay'] === 'string' ? <NameDay day={values['nameDay']} /> : undefined),
  email: ({ values }) =>
    typeof values['email'] === 'string' ? <a href={`mailto:${values['email']}`}>{values['email']}</a> : undefined,
};

function callsTo(company: unknown) {
  return company ? calls(company as { readonly id: string; readonly name: string }) : {};
}

/** The people whom we talk to at our customers. */
export default function People() {
  const { t } = useWords();
  const { may } = useViewer();
  const [isNew, setNew] = useNewFromAddress();
  const [added, setAdded] = useState(0);
  const letter = useLetter(() => {});
  useSingleKeys({ n: () => setNew(true) }, may('company.edit'));
  const make = may('company.edit') ? (
    <Button kind="main" icon="plus" keys="N" onClick={() => setNew(true)}>
      {t('company.new person')}
    </Button>
  ) : null;
  return (
    <ListPage
      kind="people"
      title={t('people.title')}
      titleField="name"
      cells={cells}
      saving={saving}
      rowMenu={(props) => <PersonMenu {...props} onWrite={letter.write} />}
      back={{ to: '/admin/companies', label: t('companies.title') }}
      make={make}
      stale={added}
      first={make ?? <Button to="/admin/companies">{t('companies.title')}</Button>}
      empty={{ icon: 'person', title: t('people.empty'), text: t('people.empty text') }}
    >
      {letter.dialog}
      {isNew ? (
        <Suspense fallback={null}>
          <NewPerson onClose={() => setNew(false)} onAdded={() => setAdded((count) => count + 1)} />
        </Suspense>
      ) : null}
    </ListPage>
  );
}

/** The day and the month, which is all that is known of it. */
function NameDay({ day }: { readonly day: string }) {
  const { date } = useWords();
  return <span className="num">{date(`2000-${day}`).replace(/[. ]*2000$/, '')}</span>;
}
