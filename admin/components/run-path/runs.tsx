import React from 'react';
import { Link } from 'react-router-dom';
import { Tag } from '../button.tsx';
import { useOfficeWords } from '../office-words.ts';
import { Card, Skeleton } from '../page.tsx';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import type { ShownRun } from '../../../db/run-path.ts';
import { PathDrawing } from './path-drawing.tsx';

/** Procedures, each drawn as its way: what is done, where it is, and what lies ahead. */
export function Runs({ runs }: { readonly runs: readonly ShownRun[] }) {
  const ready = useOfficeWords();
  if (!ready) return <Skeleton rows={6} height={48} />;
  return (
    <div className="stack">
      {runs.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
    </div>
  );
}

function RunCard({ run }: { readonly run: ShownRun }) {
  const { t, language, moment } = useWords();
  const { may } = useViewer();
  const name = `${language === 'pl' ? run.namePl : run.nameEn} v${run.number}`;
  const state = {
    running: <Tag tone="accent">{t('run.running')}</Tag>,
    stuck: (
      <Tag tone="red" icon="warning">
        {t('run.stuck')}
      </Tag>
    ),
    ended: <Tag>{t('run.ended')}</Tag>,
  }[run.state];
  return (
    <Card
      title={name}
      beside={state}
      actions={
        may('scenario.read') ? (
          <Link className="link small" to={`/admin/scenarios/${run.scenarioId}?version=${run.number}`}>
            {t('run.scenario')}
          </Link>
        ) : null
      }
    >
      <p className="small muted">
        {t('run.since', { when: moment(run.startedAt) })}
        {run.endedAt ? ` · ${t('run.until', { when: moment(run.endedAt) })}` : ''}
      </p>
      <PathDrawing path={run.path} name={name} isStuck={run.state === 'stuck'} />
    </Card>
  );
}
