import React, { useState, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { usePages } from '../../components/use-pages.ts';
import { Why } from '../../components/why.tsx';
import { useWords } from '../../components/words.ts';
import type { CaseStage } from '../../../db/case-stages.ts';
import type { CasePage } from '../../../db/case-page.ts';
import type { CaseEntry } from '../../../db/case-timeline.ts';

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
      <Pages key={`${kind} ${found.version}`} found={found} stages={stages} kind={kind} />
    </>
  );
}

/** The entries, page by page. */
function Pages({ found, stages, kind }: EntriesProps & { readonly kind: CaseEntry['kind'] | '' }) {
  const { t } = useWords();
  const { rows, more, busy, error } = usePages<CaseEntry>(
    `/cases/${found.id}/timeline${kind ? `?${new URLSearchParams({ kind })}` : ''}`,
  );
  return (
    <>
      <Problem>{error?.message}</Problem>
      {rows ? <Entries rows={rows} stages={stages} /> : error ? null : <Skeleton rows={8} height={36} />}
      {more ? (
        <Button onClick={more} busy={busy}>
          {t('frame.more')}
        </Button>
      ) : null}
    </>
  );
}

type RowsProps = Pick<EntriesProps, 'stages'> & { readonly rows: readonly CaseEntry[] };

function Entries({ rows, stages }: RowsProps) {
  const { t, day } = useWords();
  if (rows.length === 0) return <Empty icon="clock" title={t('case.nothing yet')} text={t('case.nothing yet text')} />;
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
        <div className="second entry-text">{[detail, who].filter(Boolean).join(' · ')}</div>
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
