import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useBothSaid } from '../../components/both-said.ts';
import { Button } from '../../components/button.tsx';
import { nameOfField } from '../../components/field-name.ts';
import { Problem } from '../../components/field.tsx';
import { Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { BothValues } from '../../../db/audit-telling.ts';
import type { RunClash } from '../../../db/merge-preview.ts';
import { FieldChoices, type Compared, type Side } from './field-choices.tsx';
import { Clashes } from './what-comes.tsx';

type Both<Card> = {
  readonly kept: Card;
  readonly merged: Card;
  readonly clashes: readonly RunClash[];
  readonly own: Readonly<Record<string, BothValues>>;
};

type SidesProps<Card, Field extends string, Preview extends Both<Card>> = {
  /** Where such records are, in the panel as in the API: `/companies`. */
  readonly at: '/companies' | '/people';
  readonly keptId: string;
  readonly mergedId: string;
  readonly fields: readonly Field[];
  /** Fields that are chosen with another one, where that says anything. */
  readonly chosenWith?: Readonly<Partial<Record<Field, Field>>>;
  readonly sideOf: (card: Card, words: Words) => Side<Field>;
  /** What else is said before anybody decides. */
  readonly comes: (preview: Preview) => React.ReactNode;
  /** In words: another customer, another person. */
  readonly other: string;
  readonly onOther: () => void;
};

/** Both side by side: a choice per field, what has to be decided first, and the press that puts them together. */
export function Sides<Card extends { readonly version: number }, Field extends string, Preview extends Both<Card>>({
  at,
  keptId,
  mergedId,
  fields,
  chosenWith,
  sideOf,
  comes,
  other,
  onOther,
}: SidesProps<Card, Field, Preview>) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const toast = useToast();
  const { value: preview, error, reload } = useRead<Preview>(`${at}/${keptId}/merge/${mergedId}`);
  const [fromMerged, setFromMerged] = useState<readonly string[]>([]);
  const [goOn, setGoOn] = useState<readonly string[]>([]);
  const { run, busy, refused } = useAction();
  const own = useOwnCompared(at === '/companies' ? 'company' : 'person', preview?.own ?? nothing);
  if (error) return <Problem>{error.message}</Problem>;
  if (!preview) return <Skeleton rows={10} />;
  const { clashes } = preview;
  const [kept, merged] = [sideOf(preview.kept, words), sideOf(preview.merged, words)];
  const isChosen = (field: Field) => {
    const other = chosenWith?.[field];
    return !other || [kept, merged].every(({ texts }) => texts[other] === '');
  };
  const rows = fields.filter(isChosen).map((field) => ({
    ...{ field, name: nameOfField(words, field) },
    ...{ kept: kept.texts[field], merged: merged.texts[field] },
  }));
  const undecided = clashes.some((clash) => !goOn.includes(clash.kept.id) && !goOn.includes(clash.merged.id));
  const save = async () => {
    const versions = { keptVersion: preview.kept.version, mergedId, mergedVersion: preview.merged.version };
    const chosen = {
      fromMerged: fields.filter((field) => fromMerged.includes(field)),
      ownFromMerged: own.flatMap(({ field }) => (fromMerged.includes(field) ? field.slice(OWN.length) : [])),
    };
    const done = await run(() => call('POST', `${at}/${keptId}/merge`, { ...versions, ...chosen, goOn }));
    if (!done) return reload();
    toast(t('merge.done', { name: merged.name }), { tone: 'green' });
    void navigate(`/admin${at}/${keptId}`);
  };
  return (
    <>
      <div className="bar merge-bar">
        <Button icon="reload" to={`/admin${at}/${mergedId}/merge?with=${keptId}`}>
          {t('merge.swap')}
        </Button>
        <Button kind="quiet" onClick={onOther}>
          {other}
        </Button>
      </div>
      <FieldChoices
        rows={[...rows, ...own]}
        kept={kept}
        merged={merged}
        fromMerged={fromMerged}
        onChange={setFromMerged}
      />
      <Clashes clashes={clashes} goOn={goOn} onChange={setGoOn} />
      {comes(preview)}
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

const OWN = 'own.';
const nothing = {};

/** Own fields in which they differ, in words. */
function useOwnCompared(noun: string, own: Readonly<Record<string, BothValues>>): readonly Compared[] {
  const { name, value } = useBothSaid(noun, own);
  return Object.entries(own).map(([field, { yours, theirs }]) => ({
    ...{ field, name: name(field) },
    kept: yours === null ? '' : value(field, 'yours'),
    merged: theirs === null ? '' : value(field, 'theirs'),
  }));
}
