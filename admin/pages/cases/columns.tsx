import React from 'react';
import { Face, Meter, Tag, type Tone } from '../../components/button.tsx';
import type { Column } from '../../components/table.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { Said } from '../../../domain/domain-error.ts';
import type { Case } from '../../../db/case-scope.ts';
import type { CaseStage } from '../../../db/case-stages.ts';

/** A case as plain lists give it. */
export type CaseLine = Pick<
  Case,
  'id' | 'number' | 'name' | 'kind' | 'stage' | 'state' | 'outcome' | 'dueOn' | 'closedAt' | 'version'
> & { readonly ownerName: string | null; readonly overdue: boolean; readonly progress?: number | null };

const tones = ['red', 'orange', 'green', 'accent', 'violet'] as const satisfies readonly Tone[];

/** Stage of an open case, or how a closed one ended. */
export function CaseState({
  line: { state, stage, outcome },
  stages,
  words: { t, language },
}: {
  readonly line: Pick<CaseLine, 'state' | 'stage' | 'outcome'>;
  readonly stages: readonly CaseStage[];
  readonly words: Words;
}) {
  if (state === 'closed')
    return (
      <Tag
        icon={outcome === 'success' ? 'check' : 'stop'}
        {...(outcome === 'success' ? { tone: 'green' } : outcome === 'failure' ? { tone: 'red' } : {})}
      >
        {t(`case.outcome.${outcome ?? 'neutral'}`)}
      </Tag>
    );
  const found = stages.find(({ code }) => code === stage);
  const tone = tones.find((one) => one === found?.color);
  return <Tag {...(tone ? { tone } : {})}>{found ? (language === 'pl' ? found.namePl : found.nameEn) : stage}</Tag>;
}

type KindTagProps = { readonly code: string; readonly name: Said; readonly color: string | null };

/** What kind of case it is; a plain one needs no mark. */
export function KindTag({ code, name, color }: KindTagProps) {
  const { language } = useWords();
  if (code === 'case') return null;
  const tone = tones.find((one) => one === color);
  return <Tag {...(tone ? { tone } : {})}>{name[language]}</Tag>;
}

/** How far the work is, as a bar with its number. */
export function Progress({ value, label }: { readonly value: number | null; readonly label: string }) {
  if (value === null) return <span className="muted">–</span>;
  return (
    <span className="case-progress">
      <Meter value={value} of={100} label={label} />
      <span className="num small">{value}%</span>
    </span>
  );
}

export function caseColumns(words: Words, stages: readonly CaseStage[]): Column<CaseLine>[] {
  const { t, day } = words;
  return [
    { id: 'number', head: t('case.number'), width: 108, cell: ({ number }) => <span className="num">{number}</span> },
    {
      id: 'name',
      head: t('case.name'),
      phone: 'title',
      to: ({ id }) => `/admin/cases/${id}`,
      cell: ({ name }) => name,
    },
    {
      id: 'owner',
      head: t('case.owner'),
      width: 84,
      spare: true,
      cell: ({ ownerName }) =>
        ownerName ? (
          <span title={ownerName}>
            <Face name={ownerName} />
            <span className="unseen">{ownerName}</span>
          </span>
        ) : null,
    },
    {
      id: 'progress',
      head: t('case.progress'),
      width: 120,
      spare: true,
      phone: 'hide',
      cell: ({ progress = null, name }) => <Progress value={progress} label={t('case.progress of', { name })} />,
    },
    {
      id: 'due',
      head: t('case.due'),
      width: 112,
      cell: ({ dueOn, closedAt, overdue }) => {
        if (closedAt) return day(closedAt);
        return dueOn ? <span className={overdue ? 'red-ink' : ''}>{day(dueOn)}</span> : null;
      },
    },
    {
      id: 'state',
      head: t('case.stage'),
      width: 152,
      phone: 'corner',
      cell: (line) => <CaseState line={line} stages={stages} words={words} />,
    },
  ];
}
