import React, { useCallback, useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import type { Reminder } from '../../db/reminders.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { call, Refused } from './read.ts';
import { useWords } from './words.ts';

const MINUTE = 60_000;
/** Later than this they come as one digest instead of a card each (rule 34). */
const LATE_SECONDS = 600;

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
  const fresh = reminders.filter(({ lateSeconds }) => lateSeconds <= LATE_SECONDS).slice(0, 3);
  const rest = reminders.filter((one) => !fresh.includes(one));
  return (
    <aside className="reminders" aria-label={t('reminders.title')} aria-live="polite">
      {rest.length > 0 ? <Digest rest={rest} onSeen={() => void acknowledge(rest.map(({ id }) => id))} /> : null}
      {fresh.map((one) => (
        <section key={one.id} className="card reminder">
          <Icon name="clock" />
          <Line one={one} />
          <span className="acts">
            {one.taskId ? (
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

function Digest({ rest, onSeen }: { readonly rest: readonly Reminder[]; readonly onSeen: () => void }) {
  const { t } = useWords();
  return (
    <section className="card reminder">
      <Icon name="clock" />
      <details>
        <summary className="strong">{t('reminders.digest', { count: rest.length })}</summary>
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
  const { language, moment } = useWords();
  const text = one.title ?? (language === 'pl' ? one.textPl : one.textEn) ?? '';
  const to = one.link ?? (one.taskId ? `/admin/tasks/${one.taskId}` : undefined);
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
        {[moment(one.moment ?? one.remindAt), one.companyName].filter(Boolean).join(' · ')}
      </div>
    </div>
  );
}

function useReminders(): [readonly Reminder[], React.Dispatch<React.SetStateAction<readonly Reminder[]>>] {
  const [reminders, setReminders] = useState<readonly Reminder[]>([]);
  const read = useCallback(async () => {
    if (document.hidden) return;
    try {
      setReminders((await call<{ reminders: Reminder[] }>('GET', '/reminders')).reminders);
    } catch (error) {
      ignoreRefused(error);
    }
  }, []);
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), MINUTE);
    const shown = () => void read();
    document.addEventListener('visibilitychange', shown);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [read]);
  return [reminders, setReminders];
}

/** Without a connection the old ones stay; the page itself says what is wrong. */
function ignoreRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
