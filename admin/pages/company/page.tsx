import React, { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import { FactStrip } from './fact-strip.tsx';
import type { PartProps } from './shapes.ts';
import { Side } from './side.tsx';
import { TabBar } from './tab-bar.tsx';
import { tabsFor } from './tab-order.ts';
import { companyTabs } from './tabs.tsx';
import { Top } from './top.tsx';

/** One customer: what decides at the top, then what happened, who is there, and what they agreed to. */
export default function CompanyPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const navigate = useNavigate();
  const { value: card, error, busy, reload } = useRead<CompanyCard>(`/companies/${id}`);
  const moved = card && !busy && card.id !== id ? card.id : undefined;
  // A customer that was merged answers with the one that it has become.
  useEffect(() => {
    if (moved) void navigate(`/admin/companies/${moved}`, { replace: true });
  }, [moved, navigate]);
  if (error) {
    return (
      <Page title={t('companies.title')}>
        <h1>{t('companies.title')}</h1>
        <Problem>{error.message}</Problem>
        <Button to="/admin/companies">{t('companies.title')}</Button>
      </Page>
    );
  }
  if (!card || card.id !== id) {
    return (
      <Page title={t('companies.title')}>
        <Skeleton rows={12} />
      </Page>
    );
  }
  return <Card card={card} onChange={reload} />;
}

function Card({ card, onChange }: PartProps) {
  const [search] = useSearchParams();
  const { role, may } = useViewer();
  const { shown, more } = tabsFor(companyTabs, role, may);
  const asked = search.get('tab') ?? 'timeline';
  const tab = [...shown, ...more].find(({ id }) => id === asked) ?? companyTabs[0]!;
  const mayEdit = may('company.edit');
  const [round, setRound] = useState(0);
  // What is done above the tab or beside it stands in the lists of the tab too.
  const changed = () => {
    setRound((n) => n + 1);
    onChange();
  };
  return (
    <Page title={card.name}>
      <Top card={card} onChange={changed} />
      <FactStrip card={card} />
      <TabBar card={card} shown={shown} more={more} current={tab.id} />
      <div className="company-columns">
        <div>{tab.show({ card, onChange, mayEdit, round })}</div>
        <Side card={card} onChange={changed} />
      </div>
    </Page>
  );
}
