import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Tag, type Tone } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { Button } from '../../components/button.tsx';
import { usePages } from '../../components/use-pages.ts';
import { Why } from '../../components/why.tsx';
import { useOwnTitles } from '../../components/own/titles.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { TimelineEntry, TimelineKind } from '../../../db/company-timeline.ts';
import { AddNote } from './notes.tsx';
import { nameOfField } from '../../components/field-name.ts';

/** What a chip of the filter shows. */
const filters: readonly { readonly id: string; readonly kinds: readonly TimelineKind[] }[] = [
  { id: 'all', kinds: [] },
  { id: 'contacts', kinds: ['contact'] },
  { id: 'messages', kinds: ['message'] },
  { id: 'tasks', kinds: ['task', 'reminder'] },
  { id: 'notes', kinds: ['note'] },
  { id: 'files', kinds: ['file'] },
  { id: 'finance', kinds: ['transaction'] },
  { id: 'automatic', kinds: ['campaign', 'run'] },
  { id: 'consents', kinds: ['consent'] },
  { id: 'changes', kinds: ['change'] },
];

type TimelineProps = {
  readonly companyId: string;
  readonly mayWrite: boolean;
  /** Goes up with what the page around has changed. */
  readonly round: number;
  readonly onChange: () => void;
};

/** Everything in order, the newest first, what is planned above it; each automatic thing says why. */
export function Timeline({ companyId, mayWrite, round, onChange }: TimelineProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState('all');
  const [writing, setWriting] = useState(false);
  const kinds = filters.find(({ id }) => id === chosen)!.kinds;
  const query = kinds.length > 0 ? `?kinds=${kinds.join(',')}` : '';
  const [written, setWritten] = useState(0);
  return (
    <>
      <div className="bar timeline-filters" role="group" aria-label={t('customer.timeline filter')}>
        {filters.map(({ id }) => (
          <button
            key={id}
            type="button"
            className={id === chosen ? 'chip on' : 'chip'}
            aria-pressed={id === chosen}
            onClick={() => setChosen(id)}
          >
            {t(`customer.timeline.${id}`)}
          </button>
        ))}
        <span className="grow" />
        {mayWrite ? (
          <Button kind="quiet" icon="edit" onClick={() => setWriting(!writing)}>
            {t('customer.add note')}
          </Button>
        ) : null}
      </div>
      {writing ? (
        <AddNote
          companyId={companyId}
          onDone={() => {
            setWriting(false);
            setWritten(written + 1);
            onChange();
          }}
        />
      ) : null}
      <TimelinePages
        path={`/companies/${companyId}/timeline${query}`}
        filtered={kinds.length > 0}
        round={round + written}
      />
    </>
  );
}

type PagesProps = {
  readonly path: string;
  /** Only a part is asked for: nothing found says so. */
  readonly filtered: boolean;
  readonly round?: number;
};

/** The entries behind an address, page by page. */
export function TimelinePages({ path, filtered, round }: PagesProps) {
  const { t } = useWords();
  const list = usePages<TimelineEntry>(path, round);
  return (
    <>
      <Problem>{list.error?.message}</Problem>
      {list.rows ? <Entries rows={list.rows} filtered={filtered} /> : <Skeleton rows={8} height={36} />}
      {list.more ? (
        <Button onClick={list.more} busy={list.busy}>
          {t('frame.more')}
        </Button>
      ) : null}
    </>
  );
}

function Entries({ rows, filtered }: { readonly rows: readonly TimelineEntry[]; readonly filtered: boolean }) {
  const words = useWords();
  const { t, day } = words;
  if (rows.length === 0) {
    return filtered ? (
      <Empty icon="filter" title={t('customer.nothing of that')} text={t('customer.nothing of that text')} />
    ) : (
      <Empty icon="clock" title={t('company.nothing yet')} text={t('company.nothing yet text')} />
    );
  }
  const now = new Date().toISOString();
  const heading = (entry: TimelineEntry) => (entry.at > now ? t('company.planned') : day(entry.at));
  return (
    <div className="timeline">
      {rows.map((entry, place) => (
        <React.Fragment key={`${entry.kind}${entry.id}`}>
          {place === 0 || heading(rows[place - 1]!) !== heading(entry) ? (
            <h2 className="day">{heading(entry)}</h2>
          ) : null}
          <Entry entry={entry} planned={entry.at > now} />
        </React.Fragment>
      ))}
    </div>
  );
}

const icons: Readonly<Record<TimelineKind, IconName>> = {
  contact: 'phone',
  task: 'tasks',
  message: 'mail',
  note: 'edit',
  file: 'file',
  transaction: 'money',
  consent: 'check',
  campaign: 'campaigns',
  run: 'scenarios',
  reminder: 'clock',
  change: 'undo',
};

/** What is planned stands under one heading, so each says its own day. */
function Entry({ entry, planned }: { readonly entry: TimelineEntry; readonly planned: boolean }) {
  const words = useWords();
  const { time, moment, money } = words;
  const titleOfOwn = useOwnTitles('company', entry.kind === 'change' ? fieldsIn(entry) : []);
  const { kind, who, at, amountMinor, currency } = entry;
  const to = addressOf(entry);
  const name = titleOf(entry, words);
  const tag = tagOf(entry, words);
  return (
    <div className="entry">
      <span className={`dot ${kind} ${entry.state.replaceAll(' ', '-')}`}>
        <Icon name={icons[kind]} />
      </span>
      <div>
        <b className="strong">{to ? <Link to={to}>{name}</Link> : name}</b>{' '}
        {tag ? <Tag {...(tag.tone ? { tone: tag.tone } : {})}>{tag.text}</Tag> : null}{' '}
        {amountMinor === null || amountMinor === 0 ? null : (
          <span className="num">{money(amountMinor, currency ?? undefined)}</span>
        )}
        <div className="second entry-text">{[detailOf(entry, words, titleOfOwn), who].filter(Boolean).join(' · ')}</div>
        <Why because={entry.because} of={kind === 'message' ? 'message' : 'task'} />
      </div>
      <span className="small muted num" title={moment(at)}>
        {planned ? moment(at) : kind === 'transaction' ? '' : time(at)}
      </span>
    </div>
  );
}

function addressOf({ kind, id, refers }: TimelineEntry): string | undefined {
  if (kind === 'task' || kind === 'contact') return `/admin/tasks/${id}`;
  if (kind === 'reminder' || (kind === 'note' && refers)) return `/admin/tasks/${refers}`;
  if (kind === 'message') return `/admin/messages/${id}`;
  if (kind === 'file') return `/admin/files?file=${refers}`;
  if (kind === 'transaction') return `/admin/transactions/${id}`;
  if (kind === 'campaign' || (kind === 'run' && refers)) return `/admin/campaigns/${refers}`;
  return undefined;
}

function titleOf({ kind, title, state }: TimelineEntry, { t, language }: Words): string {
  if (kind === 'consent') return `${t(`company.consent.${state}`)}: ${t(`company.channel.${title}`)}`;
  if (kind === 'note') return title ? t('customer.note of task', { title }) : t('customer.note');
  if (kind === 'change') return t(`customer.verb.${state}`);
  if (kind === 'transaction') return [t(`customer.transaction.${state}`), title].filter(Boolean).join(' ');
  if (kind === 'campaign') return t('customer.took part', { name: title ?? '' });
  if (kind === 'run') return `${(title ?? '').split('\n')[language === 'pl' ? 0 : 1]}: ${t(`customer.run.${state}`)}`;
  if (kind === 'reminder') return t('customer.reminded', { title: title ?? '' });
  return title || t('company.no subject');
}

function tagOf({ kind, state, refers }: TimelineEntry, { t }: Words): { text: string; tone?: Tone } | undefined {
  if (kind === 'task') return { text: t(`company.task.${state}`), ...(state === 'open' ? { tone: 'orange' } : {}) };
  if (kind === 'message') {
    const tone = { in: 'accent', failed: 'red', refused: 'red', unknown: 'orange' }[state] as Tone | undefined;
    return { text: t(`customer.message.${state}`), ...(tone ? { tone } : {}) };
  }
  if (kind === 'file' && state !== 'company') return { text: t(`customer.file of.${state}`) };
  if (kind === 'note' && state === 'pinned') return { text: t('customer.pinned'), tone: 'accent' };
  if (kind === 'transaction' && refers === 'cancelled') return { text: t('customer.cancelled') };
  if (kind === 'campaign') return { text: t(`participant.state.${state === 'active' ? 'running' : state}`) };
  return undefined;
}

type TitleOfOwn = ReturnType<typeof useOwnTitles>;

function detailOf(entry: TimelineEntry, words: Words, titleOfOwn: TitleOfOwn): string | null {
  const { kind, detail } = entry;
  if (kind === 'run' && detail && words.knows(`customer.result.${detail}`)) return words.t(`customer.result.${detail}`);
  if (kind !== 'change') return detail;
  return fieldsIn(entry)
    .slice(0, 8)
    .map((field) => titleOfOwn(field) ?? nameOfField(words, field))
    .join(', ');
}

/** A change names its fields, parted by commas. */
function fieldsIn({ detail }: TimelineEntry): readonly string[] {
  return detail ? detail.split(',') : [];
}
