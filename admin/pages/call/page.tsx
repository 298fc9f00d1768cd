import React, { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card, Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { findRecords, type Answer } from '../../frame/found.ts';
import { NewCompany } from '../companies/new-company.tsx';
import { Hinted } from '../company/likely.tsx';

/** Any telephone exchange can open the caller: one who has the number is shown at once, of several one chooses (rule 41). */
export default function Call() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  // An exchange that sends the plus as it is sends a space, as addresses are read.
  const number = (address.get('number') ?? '').slice(0, 40).replace(/^ /, '+');
  const [answer, setAnswer] = useState<Answer>();
  const [failed, setFailed] = useState<string>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (number.replace(/\D/g, '').length < 5) return setAnswer(nobody);
    let gone = false;
    const shown = ({ found: all, beyond }: Answer) => {
      if (gone) return;
      const callers = all.filter(({ kind }) => kind === 'companies' || kind === 'people');
      const companies = new Set(callers.map(({ companyId }) => companyId));
      if (companies.size === 1) navigate(`/admin/companies/${[...companies][0]}`, { replace: true });
      else setAnswer({ found: callers, beyond });
    };
    findRecords(number).then(shown, (error: unknown) => !gone && setFailed((error as Error).message));
    return () => {
      gone = true;
    };
  }, [number, navigate, asked]);
  return (
    <Page title={t('call.title')}>
      <Head title={t('call.title')} />
      <Problem>{failed}</Problem>
      {failed ? null : answer === undefined ? (
        <Skeleton rows={3} />
      ) : (
        <Callers number={number} {...answer} onAdded={() => setAsked(asked + 1)} />
      )}
    </Page>
  );
}

const nobody: Answer = { found: [], beyond: [] };

type CallersProps = Answer & { readonly number: string; readonly onAdded: () => void };

function Callers({ number, found, beyond, onAdded }: CallersProps) {
  const { t } = useWords();
  if (!/\d/.test(number)) {
    return <Empty icon="phone" title={t('call.no number')} text={t('call.no number text')} />;
  }
  if (found.length === 0) return <Stranger number={number} beyond={beyond} onAdded={onAdded} />;
  return (
    <Card title={t('call.several')} flush>
      {found.map(({ to, icon, label, second }) => (
        <Link key={to} className="palette-entry" to={to}>
          <Icon name={icon} />
          <bdi className="palette-label">{label}</bdi>
          <bdi className="muted small palette-second">{second}</bdi>
        </Link>
      ))}
    </Card>
  );
}

/** Nobody whom one sees: a customer of somebody else (rule 25), or one to be added, whose number is known already. */
function Stranger({ number, beyond, onAdded }: Omit<CallersProps, 'found'>) {
  const { t } = useWords();
  const { may } = useViewer();
  const [isNew, setNew] = useState(false);
  if (beyond[0]) return <Hinted hints={beyond} like={beyond[0].like} />;
  return (
    <>
      <Empty icon="phone" title={t('call.unknown', { number })} text={t('call.unknown text')}>
        {may('company.edit') ? (
          <Button kind="main" icon="plus" onClick={() => setNew(true)}>
            {t('companies.new')}
          </Button>
        ) : null}
      </Empty>
      {isNew ? (
        <NewCompany
          phone={number}
          onClose={() => {
            setNew(false);
            onAdded();
          }}
        />
      ) : null}
    </>
  );
}
