import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { Problem } from '../../components/field.tsx';
import { Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { ImportState } from '../../../db/imports.ts';
import { Columns } from './columns.tsx';
import { Counted } from './counted.tsx';
import { Finished } from './finished.tsx';
import { Progress } from './progress.tsx';
import type { Shown, StepProps } from './shapes.ts';

const steps = ['file', 'columns', 'check', 'write', 'done'] as const;
const stepOf: Readonly<Record<ImportState, number>> = {
  uploaded: 1,
  failed: 1,
  analysing: 2,
  ready: 2,
  importing: 3,
  undoing: 4,
  done: 4,
  undone: 4,
};
const moving: readonly ImportState[] = ['analysing', 'importing', 'undoing'];

/** One import from its columns to its end; the page may be left at any time, the work goes on. */
export default function ImportPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { value, error, reload, look } = useRead<Shown>(`/imports/${id}`);
  const [choosing, setChoosing] = useState(false);
  const state = value?.state;
  useEffect(() => {
    if (!state || !moving.includes(state)) return;
    const timer = setTimeout(look, 700);
    return () => clearTimeout(timer);
  }, [state, value, look]);
  const again = () => {
    setChoosing(false);
    reload();
  };
  const atColumns = state === 'uploaded' || state === 'failed' || (state === 'ready' && choosing);
  return (
    <Page title={t('import.title')}>
      <Head title={value?.fileName ?? t('import.title')} back={{ to: '/admin/import', label: t('import.title') }} />
      {state ? <Steps at={atColumns ? 1 : stepOf[state]} /> : null}
      {error ? <Problem>{error.message}</Problem> : null}
      {value ? (
        <Step work={value} atColumns={atColumns} onChange={again} onChoose={() => setChoosing(true)} />
      ) : (
        <Skeleton rows={8} />
      )}
    </Page>
  );
}

function Step({
  work,
  atColumns,
  onChange,
  onChoose,
}: StepProps & { readonly atColumns: boolean; readonly onChoose: () => void }) {
  if (atColumns) return <Columns work={work} onChange={onChange} />;
  if (moving.includes(work.state)) return <Progress work={work} onChange={onChange} />;
  if (work.state === 'ready') return <Counted work={work} onChange={onChange} onChoose={onChoose} />;
  return <Finished work={work} onChange={onChange} />;
}

function Steps({ at }: { readonly at: number }) {
  const { t } = useWords();
  return (
    <ol className="import-steps" aria-label={t('import.steps')}>
      {steps.map((step, place) => (
        <li
          key={step}
          className={place < at ? 'past' : place === at ? 'now' : ''}
          {...(place === at ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="dot">{place + 1}</span>
          {t(`import.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
