import React from 'react';
import { Link } from 'react-router-dom';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Card } from '../../components/page.tsx';
import { useWords, type Words } from '../../components/words.ts';
import type { TimelineEntry } from '../../../db/company-timeline.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

/** The last contacts with the customer, newest first. */
export function History({ screen: { history, customer } }: { readonly screen: WorkScreen }) {
  const words = useWords();
  const { t } = words;
  if (!customer?.seen) return <section />;
  const whole = (
    <Link className="link small" to={`/admin/companies/${customer.id}`}>
      {t('work.whole history')}
    </Link>
  );
  return (
    <Card title={t('work.history')} actions={whole}>
      {history.length === 0 ? (
        <span className="muted">{t('work.no history')}</span>
      ) : (
        <ul className="tl small">
          {history.map((entry) => (
            <li key={entry.id}>
              <Icon name={icons[entry.kind] ?? 'note'} />
              <Entry entry={entry} words={words} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const icons: Partial<Record<TimelineEntry['kind'], IconName>> = {
  contact: 'phone',
  task: 'tasks',
  message: 'mail',
  consent: 'check',
};

function Entry({ entry, words }: { readonly entry: TimelineEntry; readonly words: Words }) {
  const { moment } = words;
  return (
    <div>
      {entry.kind === 'task' || entry.kind === 'contact' ? (
        <Link className="strong" to={`/admin/tasks/${entry.id}`}>
          {titleOf(entry, words)}
        </Link>
      ) : (
        <b className="strong">{titleOf(entry, words)}</b>
      )}
      {entry.detail ? (
        <>
          <br />
          <span className="second">{entry.detail}</span>
        </>
      ) : null}
      <br />
      <span className="muted">{[moment(entry.at), entry.who].filter(Boolean).join(' · ')}</span>
    </div>
  );
}

function titleOf({ kind, state, title: named }: TimelineEntry, { t }: Words): string {
  const title = named ?? '';
  if (kind === 'note') return [t('work.note'), named].filter(Boolean).join(': ');
  if (kind === 'message') return `${t(`work.message.${state === 'in' ? 'in' : 'out'}`)}: ${title}`;
  if (kind === 'consent') return `${t(`work.consent.status.${state}`)} (${t(`work.channel.${title}`)})`;
  return state === 'done' ? title : `${title} (${t(`work.task.${state}`)})`;
}
