import React, { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Why } from '../../components/why.tsx';
import { useWords } from '../../components/words.ts';
import type { CaseStage } from '../../../db/case-stages.ts';
import type { CaseEntry, CasePage } from '../../../db/case-page.ts';

const size = 30;
const kinds = ['task', 'message', 'file', 'run', 'change'] as const;
const icons: Readonly<Record<CaseEntry['kind'], IconName>> = {
  task: 'tasks',
  message: 'mail',
  file: 'file',
  run: 'scenarios',
  change: 'flag',
};

type EntriesProps = { readonly found: CasePage; readonly stages: readonly CaseStage[] };
type TimelineProps = EntriesProps & { readonly button: ReactNode };

/** Everything of the case in order, the newest first, what is planned above it. */
export function Timeline({ found, stages, button }: TimelineProps) {
  const [kind, setKind] = useState<CaseEntry['kind'] | ''>('');
  const { t } = useWords();
  return (
    <>
      <div className="bar filters" role="group" aria-label={t('case.show')}>
        {(['', ...kinds] as const).map((one) => (
          <button
            key={one}
            type="button"
            className={one === kind ? 'chip on' : 'chip'}
            aria-pressed={one === kind}
            onClick={() => setKind(one)}
          >
            {t(one === '' ? 'case.show.all' : `case.show.${one}`)}
          </button>
        ))}
        <span className="grow" />
        {button}
      </div>
      <Entries key={`${kind} ${found.version}`} found={found} stages={stages} kind={kind} />
    </>
  );
}

function Entries({ found, stages, kind }: EntriesProps & { readonly kind: CaseEntry['kind'] | '' }) {
  const { t, day } = useWords();
  const path = `/cases/${found.id}/timeline?limit=${size}${kind ? `&kind=${kind}` : ''}`;
  const { value, error } = useRead<{ rows: CaseEntry[] }>(path);
  const [older, setOlder] = useState<readonly CaseEntry[]>([]);
  const [isEnd, setEnd] = useState(false);
  const { run, busy } = useAction();
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={8} height={36} />;
  const rows = [...value.rows, ...older];
  if (rows.length === 0) return <Empty icon="clock" title={t('case.nothing yet')} text={t('case.nothing yet text')} />;
  const more = () =>
    run(async () => {
      const next = await call<{ rows: CaseEntry[] }>('GET', `${path}&before=${encodeURIComponent(rows.at(-1)!.at)}`);
      setOlder([...older, ...next.rows]);
      setEnd(next.rows.length < size);
    });
  const now = new Date().toISOString();
  const heading = (entry: CaseEntry) => (entry.at > now ? t('company.planned') : day(entry.at));
  return (
    <div className="timeline">
      {rows.map((entry, place) => (
        <React.Fragment key={`${entry.kind}${entry.id}`}>
          {place === 0 || heading(rows[place - 1]!) !== heading(entry) ? (
            <div className="day">{heading(entry)}</div>
          ) : null}
          <Entry entry={entry} stages={stages} planned={entry.at > now} />
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

type EntryProps = { readonly entry: CaseEntry; readonly stages: readonly CaseStage[]; readonly planned: boolean };

function Entry({ entry, stages, planned }: EntryProps) {
  const { t, time, moment, language, knows } = useWords();
  const { kind, id, title, state, who, at } = entry;
  const stage = kind === 'change' ? stages.find(({ code }) => code === title) : undefined;
  const shown = stage ? (language === 'pl' ? stage.namePl : stage.nameEn) : title;
  const name = nameOf();
  const detail =
    kind === 'run' && knows(`customer.result.${entry.detail}`) ? t(`customer.result.${entry.detail}`) : entry.detail;
  const to = {
    task: `/admin/tasks/${id}`,
    message: `/admin/messages/${id}`,
    file: `/admin/files?file=${id}`,
    run: '?tab=runs',
    change: undefined,
  }[kind];
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
          <Tag {...(state === 'in' ? { tone: 'accent' as const } : {})}>{t(`customer.message.${state}`)}</Tag>
        ) : null}
        <div className="second">{[detail, who].filter(Boolean).join(' · ')}</div>
        <Why because={entry.because} of={kind === 'message' ? 'message' : 'task'} />
      </div>
      <span className="small muted num" title={moment(at)}>
        {planned ? moment(at) : time(at)}
      </span>
    </div>
  );

  function nameOf(): string {
    if (kind === 'run') return `${title}: ${t(`customer.run.${state}`)}`;
    if (kind !== 'change') return shown || t('company.no subject');
    return state === 'edit' && shown ? t('case.did.stage', { what: shown }) : t(`case.did.${state}`, { what: shown });
  }
}
