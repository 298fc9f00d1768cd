import React from 'react';
import { zoneChoices } from '../../components/choices.ts';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Field, Problem, Select } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { saveWhole, useAction, useRead } from '../../components/read.ts';
import { Restored } from '../../components/restored.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { WorkingCalendar } from '../../../db/working-calendars.ts';
import { openingOf, OpeningFields, typedHours, wrongDays, type TypedHours } from './opening-fields.tsx';

type Typed = {
  readonly timeZone: string;
  readonly hours: TypedHours;
  readonly holidays: boolean;
  readonly daysOff: readonly string[];
  /** One that is typed and not among them yet. */
  readonly day: string;
};

/** Hours, holidays and days off of the organisation. */
export default function WorkingCalendarPage() {
  const { t } = useWords();
  const { value, reload } = useRead<WorkingCalendar>('/working-calendar');
  if (value) return <CalendarPage key={value.version} calendar={value} onSaved={reload} />;
  const title = t('settings.working_calendars');
  return (
    <Page title={title}>
      <Head title={title} back={{ to: '/admin/settings', label: t('room.settings') }} />
      <Skeleton rows={8} height={34} />
    </Page>
  );
}

type CalendarPageProps = { readonly calendar: WorkingCalendar; readonly onSaved: () => void };

function CalendarPage({ calendar, onSaved }: CalendarPageProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const kept = useDraft<Typed>('working calendar', typedOf(calendar));
  const { typed, change } = kept;
  const title = t('settings.working_calendars');
  const wrong = wrongDays(typed.hours);
  const save = async () => {
    if (wrong.length > 0) return;
    const daysOff = daysOffOf(typed);
    const { timeZone, holidays, hours } = typed;
    const after = { timeZone, holidays: holidays ? 'PL' : 'none', daysOff, hours: openingOf(hours) };
    const before = { ...calendar, hours: openingOf(typedHours(calendar.hours)) };
    const { version } = calendar;
    if (!(await run(() => saveWhole('/working-calendar', { version, before, after })))) return;
    kept.saved(typed, { ...typed, daysOff, day: '' });
    toast(t('frame.saved'), { tone: 'green' });
    onSaved();
  };
  return (
    <Page title={title}>
      <Head title={title} second={t('calendar.lead')} back={{ to: '/admin/settings', label: t('room.settings') }} />
      <Restored draft={kept} />
      <Card>
        <form
          className="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Problem>{refused?.message}</Problem>
          <OpeningFields typed={typed.hours} onChange={(hours) => change({ hours })} />
          <Check
            label={t('calendar.holidays')}
            checked={typed.holidays}
            onChange={(holidays) => change({ holidays })}
          />
          <DaysOff typed={typed} onChange={change} />
          <Field label={t('calendar.zone')} error={problem('timeZone')}>
            <Select
              value={typed.timeZone}
              onChange={(timeZone) => change({ timeZone })}
              choices={zoneChoices(typed.timeZone)}
            />
          </Field>
          <div className="bar">
            <Button kind="main" type="submit" busy={busy} disabled={wrong.length > 0}>
              {t('frame.save')}
            </Button>
          </div>
        </form>
      </Card>
    </Page>
  );
}

type DaysOffProps = { readonly typed: Typed; readonly onChange: (part: Partial<Typed>) => void };

/** Added one by one; one that is typed and not added yet is added by saving. */
function DaysOff({ typed, onChange }: DaysOffProps) {
  const { t, date } = useWords();
  const { day, daysOff } = typed;
  return (
    <>
      <Field label={t('calendar.days off')} hint={t('calendar.days off hint')}>
        <DateInput value={day} onChange={(next) => onChange({ day: next })} />
      </Field>
      <div className="bar">
        <Button icon="plus" onClick={() => onChange({ daysOff: daysOffOf(typed), day: '' })} disabled={!day}>
          {t('calendar.add day')}
        </Button>
        {daysOff.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            title={t('calendar.remove day')}
            onClick={() => onChange({ daysOff: daysOff.filter((other) => other !== one) })}
          >
            {date(one)} <span aria-hidden="true">✕</span>
          </button>
        ))}
      </div>
    </>
  );
}

function daysOffOf({ daysOff, day }: Typed): readonly string[] {
  return day && !daysOff.includes(day) ? [...daysOff, day].sort() : daysOff;
}

function typedOf({ timeZone, hours, holidays, daysOff }: WorkingCalendar): Typed {
  return {
    timeZone,
    holidays: holidays === 'PL',
    daysOff,
    day: '',
    hours: typedHours(hours),
  };
}
