import React from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ReadScenario } from '../../../db/scenarios.ts';
import { readable } from './describe.ts';
import { Steps } from './steps.tsx';

/** One scenario, a version of it drawn as steps. */
export default function Scenario() {
  const { id } = useParams();
  const [search] = useSearchParams();
  const asked = search.get('version');
  const { t } = useWords();
  const { value, error } = useRead<ReadScenario>(`/scenarios/${id}${asked ? `?version=${asked}` : ''}`);
  if (value) return <Shown scenario={value} />;
  return (
    <Page title={t('scenarios.title')}>
      {error ? <Problem>{error.message}</Problem> : <Skeleton rows={8} height={48} />}
    </Page>
  );
}

function Shown({ scenario }: { readonly scenario: ReadScenario }) {
  const words = useWords();
  const { t, language } = words;
  const toast = useToast();
  const { may } = useViewer();
  const { number, shown, graph, openRuns } = scenario;
  const name = language === 'pl' ? scenario.namePl : scenario.nameEn;
  const description = language === 'pl' ? scenario.descriptionPl : scenario.descriptionEn;
  const copy = () => void navigator.clipboard.writeText(readable(graph)).then(() => toast(t('scenarios.copied')));
  return (
    <Page title={name}>
      <Head
        title={name}
        beside={
          <Tag {...(shown === number ? { tone: 'accent' as const } : {})}>{t('scenarios.v', { number: shown })}</Tag>
        }
        second={[description, t('scenarios.open runs', { count: openRuns })].filter(Boolean).join(' · ')}
        back={{ to: '/admin/scenarios', label: t('scenarios.title') }}
      >
        <Button icon="file" onClick={copy}>
          {t('scenarios.copy')}
        </Button>
        {may('scenario.publish') ? (
          <Button kind="main" to={`/admin/scenarios/new?from=${scenario.id}`}>
            {t('scenarios.next version')}
          </Button>
        ) : null}
      </Head>
      <div className="scenario">
        <div className="way">
          {shown === number ? null : <Notice>{t('scenarios.older', { number })}</Notice>}
          <Steps version={graph} queues={scenario.queues} />
        </div>
        <Card title={t('scenarios.versions')} flush>
          <nav className="versions" aria-label={t('scenarios.versions')}>
            {scenario.versions.map((version) => (
              <Link
                key={version.id}
                className={version.number === shown ? 'on' : ''}
                to={`/admin/scenarios/${scenario.id}?version=${version.number}`}
                {...(version.number === shown ? { 'aria-current': 'true' as const } : {})}
              >
                <b className="strong">{t('scenarios.v', { number: version.number })}</b>
                <span className="small second">{words.moment(version.publishedAt)}</span>
              </Link>
            ))}
          </nav>
        </Card>
      </div>
    </Page>
  );
}
