import React, { useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import type { Reminder } from '../../db/reminders.ts';
import { LATE_SECONDS } from '../../domain/reminders/escalation.ts';
import { useNews } from '../live/news.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { notify, NotifyOffer } from './notify.tsx';
import { call, peek, Refused } from './read.ts';
import { useWords, type Words } from './words.ts';

/** What somebody is reminded of, on every page until they have acknowledged it; then it is gone on every device. */
export function Reminders() {
  const { t } = useWords();
  const [reminders, setReminders] = useReminders();
  const acknowledge = async (ids: readonly string[]) => {
    setReminders((old) => old.filter(({ id }) => !ids.includes(id)));
    await call('POST', '/reminders/acknowledge', { ids }).catch(ignoreRefused);
  };
  const snooze = async (id: string) => {
    setReminders((old) => old.filter((other) => other.id !== id));
    await call('POST', `/reminders/${id}/snooze`, { minutes: 10 }).catch(ignoreRefused);
  };
  if (reminders.length === 0) return null;
  // What rings now has a card of its own, however much has not been acknowledged before.
  const fresh = reminders.filter(({ lateSeconds }) => lateSeconds <= LATE_SECONDS).slice(-3);
  const rest = reminders.filter((one) => !fresh.includes(one));
  return (
    <aside className="reminders" aria-label={t('reminders.title')} aria-live="polite">
      <NotifyOffer />
      {rest.length > 0 ? <Digest rest={rest} onSeen={() => void acknowledge(rest.map(({ id }) => id))} /> : null}
      {fresh.map((one) => (
        <section key={one.id} className="card reminder">
          <Icon name="clock" />
          <Line one={one} />
          <span className="acts">
            {one.taskId && one.level === 'own' ? (
              <Button kind="quiet" onClick={() => void snooze(one.id)}>
                {t('reminders.snooze')}
              </Button>
            ) : null}
            <Button onClick={() => void acknowledge([one.id])}>{t('reminders.seen')}</Button>
          </span>
        </section>
      ))}
    </aside>
  );
}

/** All that came late, or is too much for a card each: one digest (rule 34). */
function Digest({ rest, onSeen }: { readonly rest: readonly Reminder[]; readonly onSeen: () => void }) {
  const { t } = useWords();
  const late = rest.filter(({ lateSeconds }) => lateSeconds > LATE_SECONDS).length;
  return (
    <section className="card reminder">
      <Icon name="clock" />
      <details>
        <summary className="strong">
          {t('reminders.digest', { count: rest.length })}
          {late > 0 ? <span className="small muted"> {t('reminders.digest late', { count: late })}</span> : null}
        </summary>
        {rest.map((one) => (
          <Line key={one.id} one={one} />
        ))}
      </details>
      <span className="acts">
        <Button onClick={onSeen}>{t('reminders.seen all')}</Button>
      </span>
    </section>
  );
}

function Line({ one }: { readonly one: Reminder }) {
  const words = useWords();
  const { moment, t } = words;
  const to = linkOf(one);
  const text = textOf(one, words);
  return (
    <div>
      {to ? (
        <Link className="strong" to={to}>
          {text}
        </Link>
      ) : (
        <b className="strong">{text}</b>
      )}
      <div className="small muted">
        {[
          moment(one.moment ?? one.remindAt),
          one.companyName,
          one.lateSeconds > LATE_SECONDS ? t('reminders.late', { by: lateText(one.lateSeconds, words) }) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </div>
  );
}

function textOf(one: Reminder, { t, language }: Words): string {
  if (one.title !== null && one.isDeadline) return t('reminders.deadline passed', { title: one.title });
  return one.title ?? (language === 'pl' ? one.textPl : one.textEn) ?? '';
}

function linkOf(one: Reminder): string | undefined {
  return one.link ?? (one.taskId ? `/admin/tasks/${one.taskId}` : undefined);
}

/** `45 min`, `3 h`. */
function lateText(seconds: number, { number }: Words): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${number(minutes)} min` : `${number(Math.round(minutes / 60))} h`;
}

function useReminders(): [readonly Reminder[], React.Dispatch<React.SetStateAction<readonly Reminder[]>>] {
  const words = useWords();
  const [reminders, setReminders] = useState<readonly Reminder[]>([]);
  const known = useRef<ReadonlySet<string>>(undefined);
  const asked = useRef(0);
  const read = useCallback(async () => {
    const mine = ++asked.current;
    try {
      const { reminders: now } = await peek<{ reminders: Reminder[] }>('/reminders');
      // An answer that a newer question has overtaken would take off the screen what has come since.
      if (mine !== asked.current) return;
      setReminders(now);
      // What was there when the page was opened is on the screen already; only what comes later rings.
      const fresh = now.filter((one) => known.current && !known.current.has(ringOf(one)));
      known.current = new Set(now.map(ringOf));
      for (const one of fresh.slice(0, 3)) notify({ id: ringOf(one), title: textOf(one, words), to: linkOf(one) });
    } catch (error) {
      ignoreRefused(error);
    }
  }, [words]);
  useEffect(() => void read(), [read]);
  useNews('reminders', () => void read());
  return [reminders, setReminders];
}

/** One that was put off rings each time it comes: a browser is silent about a notification that it has shown already. */
function ringOf({ id, shownAt }: Reminder): string {
  return `${id} ${shownAt}`;
}

/** Without a connection the old ones stay; the page itself says what is wrong. */
function ignoreRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
