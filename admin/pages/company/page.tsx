import React, { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { Button, Face } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Page, Skeleton, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { formatNip } from '../../../domain/ids/nip.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import { ConsentTab } from './consents.tsx';
import { Details } from './details.tsx';
import { EditCompany } from './edit-company.tsx';
import { FactStrip } from './fact-strip.tsx';
import { Branches, People } from './people.tsx';
import type { PartProps } from './shapes.ts';
import { Side } from './side.tsx';
import { Timeline } from './timeline.tsx';

const tabs = ['timeline', 'details', 'people', 'branches', 'consents'] as const;

/** One customer: what decides at the top, then what happened, who is there, and what they agreed to. */
export default function CompanyPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { value: card, error, reload } = useRead<CompanyCard>(`/companies/${id}`);
  if (error) {
    return (
      <Page title={t('companies.title')}>
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
  const { t } = useWords();
  const [search] = useSearchParams();
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'timeline';
  const counts: Partial<Record<(typeof tabs)[number], number>> = {
    people: card.people.length,
    branches: card.branches.length,
    consents: card.consents.length,
  };
  return (
    <Page title={card.name}>
      <Top card={card} onChange={onChange} />
      <FactStrip card={card} />
      <Tabs
        label={card.name}
        current={tab}
        tabs={tabs.map((one) => ({
          id: one,
          label: t(`company.tab.${one}`),
          to: one === 'timeline' ? `/admin/companies/${card.id}` : `?tab=${one}`,
          ...(counts[one] === undefined ? {} : { count: counts[one] }),
        }))}
      />
      <div className="company-columns">
        <div>
          {tab === 'timeline' ? <Timeline companyId={card.id} /> : null}
          {tab === 'details' ? <Details card={card} onChange={onChange} /> : null}
          {tab === 'people' ? <People card={card} onChange={onChange} /> : null}
          {tab === 'branches' ? <Branches card={card} /> : null}
          {tab === 'consents' ? <ConsentTab card={card} onChange={onChange} /> : null}
        </div>
        <Side card={card} />
      </div>
    </Page>
  );
}

function Top({ card, onChange }: PartProps) {
  const { t } = useWords();
  const viewer = useViewer();
  const [editing, setEditing] = useState(false);
  const phone = card.contactPoints.find(({ kind, state }) => kind === 'phone' && state === 'good');
  const email = card.contactPoints.find(({ kind, state }) => kind === 'email' && state === 'good');
  const under = [
    card.city,
    card.nip ? `NIP ${formatNip(card.nip)}` : null,
    card.krs ? `KRS ${card.krs}` : null,
    card.parentName ? t('company.branch of', { name: card.parentName }) : null,
  ];
  return (
    <>
      <div className="head">
        <Face name={card.name} big />
        <div className="titles">
          <h1>{card.name}</h1>
          <div className="second small">{under.filter(Boolean).join(' · ')}</div>
        </div>
        <span className="grow" />
        <div className="bar actions">
          {phone ? (
            <Button icon="phone" href={`tel:${phone.normalised}`}>
              {t('company.call')}
            </Button>
          ) : null}
          {email ? (
            <Button icon="mail" href={`mailto:${email.normalised}`}>
              {t('company.write')}
            </Button>
          ) : null}
          {viewer.may('company.edit') ? (
            <Button kind="main" icon="edit" onClick={() => setEditing(true)}>
              {t('company.edit')}
            </Button>
          ) : null}
        </div>
      </div>
      {email || phone ? null : <Notice tone="orange">{t('company.unreachable')}</Notice>}
      {editing ? (
        <EditCompany
          card={card}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            onChange();
          }}
        />
      ) : null}
    </>
  );
}
