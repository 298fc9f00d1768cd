import React, { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card, Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { findRecords, type Answer, type Found } from '../../frame/found.ts';

/** Any telephone exchange can open the caller: one who has the number is shown at once, of several one chooses (rule 41). */
export default function Call() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const number = (address.get('number') ?? '').slice(0, 40);
  const [found, setFound] = useState<readonly Found[]>();
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    if (number.replace(/\D/g, '').length < 5) return setFound([]);
    let gone = false;
    const shown = ({ found: all }: Answer) => {
      if (gone) return;
      const callers = all.filter(({ kind }) => kind === 'companies' || kind === 'people');
      const companies = new Set(callers.map(({ companyId }) => companyId));
      if (companies.size === 1) navigate(`/admin/companies/${[...companies][0]}`, { replace: true });
      else setFound(callers);
    };
    findRecords(number).then(shown, (error: unknown) => !gone && setFailed((error as Error).message));
    return () => {
      gone = true;
    };
  }, [number, navigate]);
  return (
    <Page title={t('call.title')}>
      <Head title={t('call.title')} />
      <Problem>{failed}</Problem>
      {failed ? null : found === undefined ? <Skeleton rows={3} /> : <Callers number={number} found={found} />}
    </Page>
  );
}

function Callers({ number, found }: { readonly number: string; readonly found: readonly Found[] }) {
  const { t } = useWords();
  const { may } = useViewer();
  if (!/\d/.test(number)) {
    return <Empty icon="phone" title={t('call.no number')} text={t('call.no number text')} />;
  }
  if (found.length === 0) {
    return (
      <Empty icon="phone" title={t('call.unknown', { number })} text={t('call.unknown text')}>
        {may('company.edit') ? (
          <Button kind="main" icon="plus" to="/admin/companies?new=1">
            {t('companies.new')}
          </Button>
        ) : null}
      </Empty>
    );
  }
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
