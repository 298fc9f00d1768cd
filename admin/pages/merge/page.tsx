import React from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { Duplicate } from '../../../db/duplicates.ts';
import type { MergePreview } from '../../../db/merge-preview.ts';
import { CustomerField } from '../tasks/customer-field.tsx';
import { companyFields, companySide } from './company-side.ts';
import { History } from './history.tsx';
import { Sides } from './sides.tsx';
import { Comes } from './what-comes.tsx';

/** Puts two customers that are one together: both side by side, a choice per field, and what has to be decided first. */
export default function MergePage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const other = search.get('with') ?? '';
  const { value: card, error } = useRead<CompanyCard>(`/companies/${id}`);
  if (!card) {
    return (
      <Page title={t('merge.title')}>
        {error ? <h1>{t('merge.title')}</h1> : <Skeleton rows={8} />}
        <Problem>{error?.message}</Problem>
      </Page>
    );
  }
  const choose = (otherId: string) => setSearch(otherId ? { with: otherId } : {}, { replace: true });
  return (
    <Page title={t('merge.title')}>
      <Head title={t('merge.title')} second={card.name} back={{ to: `/admin/companies/${id}`, label: card.name }} />
      {other ? (
        <Sides
          key={`${id}${other}`}
          at="/companies"
          keptId={id}
          mergedId={other}
          fields={companyFields}
          chosenWith={{ currency: 'turnoverMinor' }}
          sideOf={companySide}
          comes={(preview: MergePreview) => <Comes preview={preview} />}
          other={t('merge.other')}
          onOther={() => choose('')}
        />
      ) : (
        <Candidates card={card} onChoose={choose} />
      )}
      <History of={`/companies/${id}`} undo="/merges" />
    </Page>
  );
}

function Candidates({ card, onChoose }: { readonly card: CompanyCard; readonly onChoose: (id: string) => void }) {
  const { t } = useWords();
  const phone = card.contactPoints.find(({ kind }) => kind === 'phone')?.value;
  const email = card.contactPoints.find(({ kind }) => kind === 'email')?.value;
  const query = new URLSearchParams({
    exceptId: card.id,
    name: card.name,
    ...(card.nip ? { nip: card.nip } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  });
  const { value } = useRead<{ rows: Duplicate[] }>(`/companies/duplicates?${query}`);
  return (
    <Card title={t('merge.which')}>
      <div className="merge-which">
        <p className="second">{t('merge.which text')}</p>
        {value?.rows.map((row) => (
          <div key={row.id} className="bar">
            <b className="strong">{row.name}</b>
            <span className="second small">
              {[row.city, t(`companies.because.${row.because}`)].filter(Boolean).join(' · ')}
            </span>
            <span className="grow" />
            <Button size="small" onClick={() => onChoose(row.id)}>
              {t('merge.compare')}
            </Button>
          </div>
        ))}
        <CustomerField onlyKnown chosen={undefined} onChoose={(chosen) => chosen && onChoose(chosen.id)} />
      </div>
    </Card>
  );
}
