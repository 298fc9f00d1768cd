import React, { useEffect, useState } from 'react';
import { zoneChoices } from '../../components/choices.ts';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Check, Field, Problem, Select } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { saveWhole, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { WorkingCalendar } from '../../../db/working-calendars.ts';
import { openingOf, OpeningFields, typedHours, wrongDays, type TypedHours } from './opening-fields.tsx';

type Typed = {
  readonly timeZone: string;
  readonly hours: TypedHours;
  readonly holidays: boolean;
  readonly daysOff: readonly string[];
};

/** Hours, holidays and days off of the organisation. */
export default function WorkingCalendarPage() {
  const { t, date } = useWords();
  const toast = useToast();
  const { value, reload } = useRead<WorkingCalendar>('/working-calendar');
  const { run, busy, refused, problem } = useAction();
  const [typed, setTyped] = useState<Typed>();
  const [day, setDay] = useState('');
  useEffect(() => {
    if (value) setTyped(typedOf(value));
  }, [value]);
  const title = t('settings.working_calendars');
  const back = { to: '/admin/settings', label: t('room.settings') };
  if (!typed || !value) {
    return (
      <Page title={title}>
        <Head title={title} back={back} />
        <Skeleton rows={8} height={34} />
      </Page>
    );
  }

  const wrong = wrongDays(typed.hours);
  const save = async () => {
    if (wrong.length > 0) return;
    const after = {
      timeZone: typed.timeZone,
      holidays: typed.holidays ? 'PL' : 'none',
      daysOff: typed.daysOff,
      hours: openingOf(typed.hours),
    };
    const before = { ...value, hours: openingOf(typedHours(value.hours)) };
    if (!(await run(() => saveWhole('/working-calendar', { version: value.version, before, after })))) return;
    toast(t('frame.saved'), { tone: 'green' });
    reload();
  };
  const addDay = () => {
    if (day && !typed.daysOff.includes(day)) setTyped({ ...typed, daysOff: [...typed.daysOff, day].sort() });
    setDay('');
  };
  return (
    <Page title={title}>
      <Head title={title} second={t('calendar.lead')} back={back} />
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
          <OpeningFields typed={typed.hours} onChange={(hours) => setTyped({ ...typed, hours })} />
          <Check
            label={t('calendar.holidays')}
            checked={typed.holidays}
            onChange={(holidays) => setTyped({ ...typed, holidays })}
          />
          <Field label={t('calendar.days off')} hint={t('calendar.days off hint')}>
            <DateInput value={day} onChange={setDay} />
          </Field>
          <div className="bar">
            <Button icon="plus" onClick={addDay} disabled={!day}>
              {t('calendar.add day')}
            </Button>
            {typed.daysOff.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                title={t('calendar.remove day')}
                onClick={() => setTyped({ ...typed, daysOff: typed.daysOff.filter((other) => other !== one) })}
              >
                {date(one)} <span aria-hidden="true">✕</span>
              </button>
            ))}
          </div>
          <Field label={t('calendar.zone')} error={problem('timeZone')}>
            <Select
              value={typed.timeZone}
              onChange={(timeZone) => setTyped({ ...typed, timeZone })}
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

function typedOf({ timeZone, hours, holidays, daysOff }: WorkingCalendar): Typed {
  return {
    timeZone,
    holidays: holidays === 'PL',
    daysOff,
    hours: typedHours(hours),
  };
}
