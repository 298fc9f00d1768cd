import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { fileSize } from '../../components/file-size.ts';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { MailTrouble } from '../../../db/mail-troubles.ts';
import type { JobState, SystemState } from '../../../db/system-state.ts';
import type { DiskLevel } from '../../../domain/disk.ts';
import { Parts } from './parts.tsx';

type Shown = SystemState & { readonly disk: DiskLevel; readonly mailTroubles: readonly MailTrouble[] };

/** How Nurt itself is: its parts, what waits, what its jobs say and how large it has grown. */
export default function System() {
  const { t } = useWords();
  const { value, error, busy, reload } = useRead<Shown>('/system-state');
  return (
    <Page title={t('settings.system')}>
      <Head
        title={t('settings.system')}
        second={t('system.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        <Button icon="reload" busy={busy} onClick={reload}>
          {t('system.again')}
        </Button>
      </Head>
      <Problem>{error?.message}</Problem>
      {value || error ? null : <Skeleton rows={8} height={34} />}
      {value ? (
        <div className="stack system">
          <Parts {...value} />
          <Waits {...value.waits} />
          <Jobs jobs={value.jobs} />
          <Sizes {...value.sizes} />
        </div>
      ) : null}
    </Page>
  );
}

/** What waits, each number with the way to its rows where there is a page of them. */
function Waits(waits: SystemState['waits']) {
  const { t, number } = useWords();
  const ways: Partial<Record<keyof typeof waits, string>> = {
    lateMessages: '/admin/channels',
    doubtful: '/admin/messages?list=doubtful',
    held: '/admin/messages?list=doubtful',
    stuckRuns: '/admin/today',
  };
  const names = ['outbox', 'lateMessages', 'doubtful', 'held', 'stuckRuns'] as const;
  return (
    <Card title={t('system.waits')}>
      <dl className="system-facts">
        {names.map((name) => {
          const [count, way] = [waits[name], ways[name]];
          const said = count > 1000 ? t('system.more than', { count: number(1000) }) : number(count);
          return (
            <div key={name}>
              <dt>{t(`system.waits.${name}`)}</dt>
              <dd className={count > 0 ? 'strong' : 'second'}>
                {way && count > 0 ? <Link to={way}>{said}</Link> : said}
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}

const OF_PLUGINS = 'plugin:';

function Jobs({ jobs }: { readonly jobs: readonly JobState[] }) {
  const { t, moment } = useWords();
  const named = (name: string) =>
    name.startsWith(OF_PLUGINS)
      ? t('system.job of a plugin', { name: name.slice(OF_PLUGINS.length) })
      : t(`system.job.${name}`);
  return (
    <Card title={t('system.jobs')}>
      <Table<JobState>
        label={t('system.jobs')}
        rows={jobs}
        rowId={({ name }) => name}
        empty={<p className="second">{t('system.jobs none')}</p>}
        columns={[
          { id: 'name', head: t('system.job'), phone: 'title', cell: ({ name }) => named(name) },
          {
            id: 'state',
            head: t('system.state'),
            width: 120,
            phone: 'corner',
            cell: ({ complaint }) =>
              complaint ? <Tag tone="red">{t('system.complains')}</Tag> : <Tag tone="green">{t('system.works')}</Tag>,
          },
          { id: 'through', head: t('system.done through'), width: 170, cell: ({ doneThrough }) => moment(doneThrough) },
          { id: 'complaint', head: t('system.complaint'), cell: ({ complaint }) => complaint ?? '–' },
        ]}
      />
    </Card>
  );
}

function Sizes({ database, tables, sessions }: SystemState['sizes']) {
  const { t, language, number } = useWords();
  return (
    <Card title={t('system.sizes')}>
      <dl className="system-facts">
        <div>
          <dt>{t('system.database')}</dt>
          <dd className="strong">{fileSize(database, language)}</dd>
        </div>
        <div>
          <dt>{t('system.sessions')}</dt>
          <dd>{number(sessions)}</dd>
        </div>
      </dl>
      <h3>{t('system.tables')}</h3>
      <dl className="system-facts second">
        {tables.map(({ name, bytes }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fileSize(bytes, language)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
