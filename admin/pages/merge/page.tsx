import React, { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { Duplicate } from '../../../db/duplicates.ts';
import type { MergeField } from '../../../db/merge-fields.ts';
import type { MergePreview } from '../../../db/merge-preview.ts';
import { CustomerField } from '../tasks/customer-field.tsx';
import { companyFields, companySide } from './company-side.ts';
import { FieldChoices } from './field-choices.tsx';
import { History } from './history.tsx';
import { Clashes, Comes } from './what-comes.tsx';

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
        <Sides key={`${id}${other}`} keptId={id} mergedId={other} onOther={() => choose('')} />
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

type SidesProps = { readonly keptId: string; readonly mergedId: string; readonly onOther: () => void };

function Sides({ keptId, mergedId, onOther }: SidesProps) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const toast = useToast();
  const { value: preview, error, reload } = useRead<MergePreview>(`/companies/${keptId}/merge/${mergedId}`);
  const [fromMerged, setFromMerged] = useState<readonly MergeField[]>([]);
  const [goOn, setGoOn] = useState<readonly string[]>([]);
  const { run, busy, refused } = useAction();
  if (error) return <Problem>{error.message}</Problem>;
  if (!preview) return <Skeleton rows={10} />;
  const { kept, merged, clashes } = preview;
  const undecided = clashes.some((clash) => !goOn.includes(clash.kept.id) && !goOn.includes(clash.merged.id));
  const save = async () => {
    const done = await run(() =>
      call('POST', `/companies/${keptId}/merge`, {
        keptVersion: kept.version,
        mergedId,
        mergedVersion: merged.version,
        fromMerged,
        goOn,
      }),
    );
    if (!done) return reload();
    toast(t('merge.done', { name: merged.name }), { tone: 'green' });
    void navigate(`/admin/companies/${keptId}`);
  };
  return (
    <>
      <div className="bar merge-bar">
        <Button icon="reload" onClick={() => void navigate(`/admin/companies/${mergedId}/merge?with=${keptId}`)}>
          {t('merge.swap')}
        </Button>
        <Button kind="quiet" onClick={onOther}>
          {t('merge.other')}
        </Button>
      </div>
      <FieldChoices
        fields={companyFields}
        kept={companySide(kept, words)}
        merged={companySide(merged, words)}
        fromMerged={fromMerged}
        onChange={setFromMerged}
      />
      <Clashes clashes={clashes} goOn={goOn} onChange={setGoOn} />
      <Comes preview={preview} />
      <Problem>{refused?.message}</Problem>
      <div className="bar merge-bar">
        <span className="second small">{t('merge.undo text')}</span>
        <span className="grow" />
        <Button kind="main" busy={busy} disabled={undecided} onClick={() => void save()}>
          {t('merge.do', { name: kept.name })}
        </Button>
      </div>
    </>
  );
}
