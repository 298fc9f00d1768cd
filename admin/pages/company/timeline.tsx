import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { TimelineEntry } from '../../../db/company-timeline.ts';

const size = 30;
const icons: Readonly<Record<TimelineEntry['kind'], IconName>> = { task: 'tasks', message: 'mail', consent: 'check' };

/** Everything in order, the newest first, what is planned above it. */
export function Timeline({ companyId }: { readonly companyId: string }) {
  const { t, day } = useWords();
  const { value, error } = useRead<{ rows: TimelineEntry[] }>(`/companies/${companyId}/timeline?limit=${size}`);
  const [older, setOlder] = useState<readonly TimelineEntry[]>([]);
  const [isEnd, setEnd] = useState(false);
  const { run, busy } = useAction();
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={8} height={36} />;
  const rows = [...value.rows, ...older];
  if (rows.length === 0)
    return <Empty icon="clock" title={t('company.nothing yet')} text={t('company.nothing yet text')} />;
  const more = () =>
    run(async () => {
      const before = encodeURIComponent(rows.at(-1)!.at);
      const next = await call<{ rows: TimelineEntry[] }>(
        'GET',
        `/companies/${companyId}/timeline?limit=${size}&before=${before}`,
      );
      setOlder([...older, ...next.rows]);
      setEnd(next.rows.length < size);
    });
  const now = new Date().toISOString();
  const heading = (entry: TimelineEntry) => (entry.at > now ? t('company.planned') : day(entry.at));
  return (
    <div className="timeline">
      {rows.map((entry, place) => (
        <React.Fragment key={`${entry.kind}${entry.id}`}>
          {place === 0 || heading(rows[place - 1]!) !== heading(entry) ? (
            <div className="day">{heading(entry)}</div>
          ) : null}
          <Entry entry={entry} planned={entry.at > now} />
        </React.Fragment>
      ))}
      {value.rows.length === size && !isEnd ? (
        <Button onClick={() => void more()} busy={busy}>
          {t('frame.more')}
        </Button>
      ) : null}
    </div>
  );
}

/** What is planned stands under one heading, so each says its own day. */
function Entry({ entry, planned }: { readonly entry: TimelineEntry; readonly planned: boolean }) {
  const { t, time, moment } = useWords();
  const { kind, id, title, state, detail, who, because, at } = entry;
  const name =
    kind === 'consent'
      ? `${t(`company.consent.${state}`)}: ${t(`company.channel.${title}`)}`
      : title || t('company.no subject');
  const to = kind === 'task' ? `/admin/tasks/${id}` : undefined;
  return (
    <div className="entry">
      <span className={`dot ${kind}`}>
        <Icon name={icons[kind]} />
      </span>
      <div>
        <b className="strong">{to ? <Link to={to}>{name}</Link> : name}</b>{' '}
        {kind === 'task' ? (
          <Tag {...(state === 'open' ? { tone: 'orange' as const } : {})}>{t(`company.task.${state}`)}</Tag>
        ) : null}
        {kind === 'message' ? (
          <Tag {...(state === 'in' ? { tone: 'accent' as const } : {})}>{t(`company.message.${state}`)}</Tag>
        ) : null}
        <div className="second">{[detail, who].filter(Boolean).join(' · ')}</div>
        {kind === 'task' && because ? (
          <div className="small muted">
            <Link to={`/admin/campaigns/${because}`}>{t('company.from campaign')}</Link>
          </div>
        ) : null}
      </div>
      <span className="small muted num" title={moment(at)}>
        {planned ? moment(at) : time(at)}
      </span>
    </div>
  );
}
