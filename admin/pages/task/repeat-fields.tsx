import React from 'react';
import { fromWall } from '../../../domain/calendar/wall.ts';
import { ClashNotice, type Planned } from '../../components/clash-notice.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { todayIn } from '../../components/dates.ts';
import { Field, Select, TextInput } from '../../components/field.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { RecurrenceShown } from '../../../db/recurrence-page.ts';
import type { Said } from '../../../domain/domain-error.ts';
import { readRule, writeRule, type Rule, type Weekday } from '../../../domain/recurrence/rule.ts';
import type { When } from '../tasks/when-input.tsx';
import { changedRule, ruleOf, type Repeat } from './recurrence.ts';

type RepeatFieldsProps = {
  readonly repeat: Repeat;
  readonly change: (part: Partial<Repeat>) => void;
  /** What was typed as the time of the task: its day is the first one. */
  readonly planned: string;
  /** A rule that is there, and the day from which it is changed. */
  readonly begun?: { readonly rule: Begun; readonly day: string };
  /** Whose time it takes, and how much of it. */
  readonly taking?: Taking;
};

type Taking = Pick<Planned, 'people' | 'minutes' | 'type' | 'recurrence'>;
type Begun = Pick<RecurrenceShown, 'id' | 'rule' | 'localTime' | 'timeZone'>;

/** Of so many days it is asked whose time is taken on them. */
const DAYS_ASKED = 30;
const kinds = ['day', 'week', 'month', 'weekday', 'year'] as const;
const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** How often it comes again, and what happens on days off, in short months, while its owner is away (rule 33). */
export function RepeatFields({ repeat, change, planned, begun, taking }: RepeatFieldsProps) {
  const { t } = useWords();
  const choice = (name: 'holidays' | 'shortMonth' | 'whenAway', values: readonly string[]) => (
    <Field label={t(`repeat.${name}`)}>
      <Select
        value={repeat[name]}
        onChange={(value) => change({ [name]: value })}
        choices={values.map((value) => ({ value, label: t(`repeat.${name}.${value}`) }))}
      />
    </Field>
  );
  return (
    <>
      <div className="two">
        <Field label={t('repeat')}>
          <Select
            value={repeat.kind}
            onChange={(kind) => change({ kind: kind as Repeat['kind'] })}
            {...(begun ? {} : { none: t('repeat.never') })}
            choices={kinds.map((kind) => ({ value: kind, label: t(`repeat.${kind}`) }))}
          />
        </Field>
        {repeat.kind ? (
          <Field label={t(`repeat.every ${repeat.kind}`)}>
            <TextInput kind="number" value={repeat.every} onChange={(every) => change({ every })} />
          </Field>
        ) : null}
      </div>
      {repeat.kind === 'week' ? <Weekdays repeat={repeat} change={change} /> : null}
      {repeat.kind ? (
        <>
          {begun ? (
            <Changed repeat={repeat} rule={begun.rule} day={begun.day} />
          ) : (
            <FirstPreview repeat={repeat} planned={planned} taking={taking} />
          )}
          <div className="two">
            <Field label={t('repeat.ends')}>
              <DateInput value={repeat.endsOn} onChange={(endsOn) => change({ endsOn })} />
            </Field>
            {choice('holidays', ['keep', 'skip', 'earlier', 'later'])}
          </div>
          <div className="two">
            {choice('whenAway', ['keep', 'skip', 'substitute'])}
            {repeat.kind === 'month' ? choice('shortMonth', ['last', 'skip']) : null}
          </div>
        </>
      ) : null}
    </>
  );
}

function Weekdays({ repeat, change }: Pick<RepeatFieldsProps, 'repeat' | 'change'>) {
  const { t } = useWords();
  return (
    <div className="bar" role="group" aria-label={t('repeat.weekdays')}>
      {weekdays.map((day) => {
        const on = repeat.days.includes(day);
        return (
          <button
            key={day}
            type="button"
            className={on ? 'chip on' : 'chip'}
            aria-pressed={on}
            onClick={() =>
              change({ days: on ? repeat.days.filter((one) => one !== day) : [...repeat.days, day].sort() })
            }
          >
            {t(`repeat.weekday.${day}`)}
          </button>
        );
      })}
    </div>
  );
}

type ChangedProps = { readonly repeat: Repeat; readonly rule: Begun; readonly day: string };

function Changed({ repeat, rule: { id, rule, localTime, timeZone }, day }: ChangedProps) {
  const asked = localTime ? { taking: { recurrence: id, time: localTime, timeZone } } : {};
  return (
    <Preview rule={changedRule(repeat, readRule(rule), day)} startsOn={day} shortMonth={repeat.shortMonth} {...asked} />
  );
}

type FirstProps = { readonly repeat: Repeat; readonly planned: string; readonly taking: Taking | undefined };

function FirstPreview({ repeat, planned, taking }: FirstProps) {
  const { timeZone } = useViewer();
  const typed = useRead<{ date: When | null }>(
    planned.trim() ? `/typed-date?${new URLSearchParams({ text: planned })}` : undefined,
  );
  const first = typed.value?.date?.on ?? todayIn(timeZone);
  const time = typed.value?.date?.time;
  const more = taking && time ? { taking: { ...taking, time, timeZone, warnedOn: first } } : {};
  return <Preview rule={ruleOf(repeat, first)} startsOn={first} shortMonth={repeat.shortMonth} {...more} />;
}

type PreviewProps = {
  readonly rule: Rule;
  readonly startsOn: string;
  readonly shortMonth: string;
  readonly taking?: Taking & {
    readonly time: string;
    readonly timeZone: string;
    /** The day that was typed, which is warned of beside its own field. It need not be one of the rule. */
    readonly warnedOn?: string;
  };
};

/** The next days, as the server will make them. */
function Preview({ rule, startsOn, shortMonth, taking }: PreviewProps) {
  const { t, day, language } = useWords();
  // One more than are asked about: the day that is warned of elsewhere may be among them.
  const most = taking ? { most: String(DAYS_ASKED + 1) } : {};
  const query = new URLSearchParams({ rule: writeRule(rule), startsOn, shortMonth, ...most });
  const { value } = useRead<{ said: Said; days: string[] }>(`/recurrences/preview?${query}`);
  if (!value) return null;
  return (
    <>
      <p className="second small" role="status">
        {t('repeat.preview', { rule: value.said[language], days: value.days.slice(0, 4).map(day).join(', ') })}
      </p>
      {taking ? <DaysTaken {...taking} days={value.days} /> : null}
    </>
  );
}

type DaysTakenProps = NonNullable<PreviewProps['taking']> & { readonly days: readonly string[] };

function DaysTaken({ time, timeZone, warnedOn, days, ...taking }: DaysTakenProps) {
  const asked = days.filter((on) => on !== warnedOn).slice(0, DAYS_ASKED);
  return <ClashNotice {...taking} at={asked.map((on) => fromWall(`${on}T${time}`, timeZone))} />;
}
