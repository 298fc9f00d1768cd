import React from 'react';
import { Link } from 'react-router-dom';
import { Tag } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { Slot, Waiting } from '../../../db/today.ts';

/** The day as a strip: tasks with a time, the gaps between them, and where now is. */
export function MyDay({ strip }: { readonly strip: readonly Slot[] }) {
  const { t } = useWords();
  return (
    <Card
      title={t('today.my day')}
      className="day"
      actions={
        <Link className="link small" to="/admin/calendar">
          {t('today.calendar')}
        </Link>
      }
    >
      {strip.length === 0 ? <span className="muted">{t('today.nothing timed')}</span> : <Strip strip={strip} />}
    </Card>
  );
}

function Strip({ strip }: { readonly strip: readonly Slot[] }) {
  const { t, time } = useWords();
  const now = Date.now();
  let shownNow = false;
  return (
    <ol className="strip">
      {strip.map((slot, at) => {
        const start = Date.parse(slot.plannedAt);
        const before = strip[at - 1];
        const free = before ? start - endOf(before) >= 45 * 60_000 : false;
        const nowHere = !shownNow && start > now;
        if (nowHere) shownNow = true;
        return (
          <React.Fragment key={slot.id}>
            {free ? (
              <li className="slot">
                <span className="t">{time(new Date(endOf(before!)).toISOString())}</span>
                <div className="ev free">{t('today.free')}</div>
              </li>
            ) : null}
            {nowHere ? <li className="now" aria-hidden="true" /> : null}
            <li className="slot">
              <span className="t">{time(slot.plannedAt)}</span>
              <Link className={classOf(slot)} style={{ minHeight: heightOf(slot) }} to={`/admin/tasks/${slot.id}`}>
                {slot.companyName ?? slot.title}
                {slot.durationMinutes >= 45 && slot.companyName ? (
                  <>
                    <br />
                    <span className="small">{slot.title}</span>
                  </>
                ) : null}
              </Link>
            </li>
          </React.Fragment>
        );
      })}
      {shownNow ? null : <li className="now" aria-hidden="true" />}
    </ol>
  );
}

function endOf({ plannedAt, durationMinutes }: Slot): number {
  return Date.parse(plannedAt) + durationMinutes * 60_000;
}

function classOf({ color, state }: Slot): string {
  return `ev${color === 'violet' ? ' v' : ''}${state === 'done' ? ' over' : ''}`;
}

/** Longer work is taller, within reason. */
function heightOf({ durationMinutes }: Slot): number {
  return Math.min(96, Math.max(32, durationMinutes));
}

/** What waits for the viewer's decision, each with the page where it is taken. */
export function WaitingList({ waiting }: { readonly waiting: readonly Waiting[] }) {
  const { t } = useWords();
  return (
    <div id="waiting">
      <Card title={t('today.waiting')} flush>
        {waiting.length === 0 ? (
          <p className="muted nothing">{t('today.nothing waits')}</p>
        ) : (
          <ul className="wait">
            {waiting.map((one) => (
              <li key={`${one.kind} ${one.link}`}>
                <Decision one={one} />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

const tones = { approval: 'orange', doubtful: 'red', stuck: 'red', replies: 'accent' } as const;

function Decision({ one }: { readonly one: Waiting }) {
  const { t, moment } = useWords();
  const when = one.at ? moment(one.at) : '';
  const counted = one.kind === 'approval' ? one.title : t(`today.${one.kind} title`, { count: one.count });
  const under =
    one.kind === 'approval'
      ? t('today.approval under', { who: one.who ?? '' })
      : one.kind === 'stuck'
        ? (one.title ?? when)
        : t(`today.${one.kind} under`, { when });
  return (
    <Link to={one.link}>
      <Tag tone={tones[one.kind]}>{t(`today.${one.kind}`)}</Tag>
      <span>
        <b className="strong">{counted}</b>
        <br />
        <span className="small muted">{under}</span>
      </span>
    </Link>
  );
}
