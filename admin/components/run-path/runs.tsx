import React from 'react';
import { Link } from 'react-router-dom';
import { Tag } from '../button.tsx';
import { useOfficeWords } from '../office-words.ts';
import { Card, Skeleton } from '../page.tsx';
import { useViewer } from '../viewer.ts';
import { useWords, type Words } from '../words.ts';
import { sayReason } from '../../../domain/reasons.ts';
import type { ShownRun } from '../../../db/run-path.ts';
import { EndProcedure } from './end-procedure.tsx';
import { PathDrawing } from './path-drawing.tsx';
import { RepairRun } from './repair-run.tsx';

type RunsProps = {
  readonly runs: readonly ShownRun[];
  /** They may be ended and repaired here, and this is read again afterwards. */
  readonly onChange?: (() => void) | undefined;
};

/** Procedures, each drawn as its way: what is done, where it is, and what lies ahead. */
export function Runs({ runs, onChange }: RunsProps) {
  const ready = useOfficeWords();
  if (!ready) return <Skeleton rows={6} height={48} />;
  return (
    <div className="stack">
      {runs.map((run) => (
        <RunCard key={run.id} run={run} onChange={onChange} />
      ))}
    </div>
  );
}

type RunProps = { readonly run: ShownRun } & Pick<RunsProps, 'onChange'>;

function RunCard({ run, onChange }: RunProps) {
  const words = useWords();
  const { t, language } = words;
  const { may } = useViewer();
  const name = `${language === 'pl' ? run.namePl : run.nameEn} v${run.number}`;
  const mayEnd = onChange && run.alone && run.state !== 'ended' && run.endedWhy === null;
  const mayRepair = onChange && run.state === 'stuck' && !run.unsettled;
  return (
    <Card
      title={name}
      beside={<State run={run} />}
      actions={
        <>
          {may('scenario.read') ? (
            <Link className="link small" to={`/admin/scenarios/${run.scenarioId}?version=${run.number}`}>
              {t('run.scenario')}
            </Link>
          ) : null}
          {mayEnd ? <EndProcedure run={{ id: run.id, name }} onChange={onChange} /> : null}
        </>
      }
    >
      <div className="bar">
        <p className="small muted grow">{whenOf(run, words).join(' · ')}</p>
        {mayRepair ? <RepairRun run={{ id: run.id, name }} onChange={onChange} /> : null}
      </div>
      <PathDrawing path={run.path} name={name} isStuck={run.state === 'stuck'} />
    </Card>
  );
}

function State({ run: { state, unsettled, endedWhy } }: { readonly run: ShownRun }) {
  const { t } = useWords();
  if (state === 'ended') return <Tag>{t('run.ended')}</Tag>;
  if (unsettled) return <Tag tone="accent">{t(endedWhy !== null ? 'run.ending' : `run.${state} unsettled`)}</Tag>;
  return state === 'stuck' ? (
    <Tag tone="red" icon="warning">
      {t('run.stuck')}
    </Tag>
  ) : (
    <Tag tone="accent">{t('run.running')}</Tag>
  );
}

function whenOf({ startedAt, startedBy, endedAt, endedWhy }: ShownRun, { t, moment, language }: Words): string[] {
  const since = { when: moment(startedAt), name: startedBy ?? '' };
  return [
    t(startedBy ? 'run.since by' : 'run.since', since),
    ...(endedAt
      ? [
          endedWhy
            ? t('run.until because', { when: moment(endedAt), reason: sayReason(endedWhy)[language] })
            : t('run.until', { when: moment(endedAt) }),
        ]
      : []),
  ];
}
