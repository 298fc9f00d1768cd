import React from 'react';
import { Link } from 'react-router-dom';
import { Tag } from '../../components/button.tsx';
import { Card, Empty } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { CaseRun, RunPlace } from '../../../db/case-page.ts';

/** The procedures of the case: where each is, what comes next and when. */
export function Runs({ runs }: { readonly runs: readonly CaseRun[] }) {
  const { t } = useWords();
  if (runs.length === 0) return <Empty icon="scenarios" title={t('case.no runs')} text={t('case.no runs text')} />;
  return (
    <div className="stack">
      {runs.map((run) => (
        <Run key={run.id} run={run} />
      ))}
    </div>
  );
}

function Run({ run }: { readonly run: CaseRun }) {
  const { t, language, moment } = useWords();
  const name = language === 'pl' ? run.namePl : run.nameEn;
  const state = {
    running: <Tag tone="accent">{t('case.run.running')}</Tag>,
    stuck: (
      <Tag tone="red" icon="warning">
        {t('case.run.stuck')}
      </Tag>
    ),
    ended: <Tag>{t('case.run.ended')}</Tag>,
  }[run.state];
  return (
    <Card
      title={`${name} v${run.number}`}
      beside={state}
      actions={
        <Link className="link small" to={`/admin/scenarios/${run.scenarioId}`}>
          {t('case.run.scenario')}
        </Link>
      }
    >
      <p className="small muted">
        {t('case.run.since', { when: moment(run.startedAt) })}
        {run.endedAt ? ` · ${t('case.run.until', { when: moment(run.endedAt) })}` : ''}
      </p>
      <ol className="run-places">
        {run.places.map((place) => (
          <Place key={`${place.step} ${place.since}`} place={place} />
        ))}
      </ol>
    </Card>
  );
}

function Place({ place }: { readonly place: RunPlace }) {
  const { t, moment } = useWords();
  return (
    <li>
      <div className="here">
        <Tag tone="accent" icon="flag">
          {t('case.run.here')}
        </Tag>
        <b className="strong">{place.title ?? (place.kind ? t(`scenarios.kind.${place.kind}`) : place.step)}</b>
        <span className="small muted">{t('case.run.since', { when: moment(place.since) })}</span>
      </div>
      {place.until ? <p className="small">{t('case.run.waits', { when: moment(place.until) })}</p> : null}
      {place.next.length > 0 ? (
        <>
          <p className="small second">{t('case.run.next')}</p>
          <ul>
            {place.next.map(({ by, step, title }) => (
              <li key={by} className="small">
                <span className="muted">{wayName(by)} →</span> {title ?? step}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </li>
  );

  function wayName(by: string): string {
    const key = `case.run.way.${by}`;
    const said = t(key);
    return said === key ? by : said;
  }
}
