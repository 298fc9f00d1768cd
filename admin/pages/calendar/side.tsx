import React from 'react';
import type { Absence } from '../../../db/absences.ts';
import type { DayWork } from '../../../db/calendar-work.ts';
import type { CalendarPerson, DayLoad } from '../../../db/calendar.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { capacityOf, isTooMuch, sayMinutes } from '../../../domain/calendar/load.ts';
import type { OpenDay } from '../../../domain/calendar/open-days.ts';
import { Meter } from '../../components/button.tsx';
import { NumberLink } from '../../components/fact.tsx';
import { Check, Select } from '../../components/field.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import { plannedAt, workedAt } from './planned-at.ts';
import { sayWeek } from './say-week.ts';
import type { Narrowing, OwnHours } from './use-calendar.ts';

const states = ['open', 'done'] as const;

type FiltersProps = {
  readonly narrowing: Narrowing;
  readonly people: readonly Pick<CalendarPerson, 'id' | 'name' | 'open'>[];
  readonly legend: string;
  readonly chosen: readonly string[];
  readonly types: readonly TaskType[];
  readonly company: Chosen | undefined;
  readonly onPeople: (people: readonly string[]) => void;
  readonly onTypes: (types: readonly string[]) => void;
  readonly onState: (state: string) => void;
  readonly onRecorded: (on: boolean) => void;
  readonly onCompany: (company: Chosen | undefined) => void;
};

/** Whose work is shown, and which of it. */
export function Filters(props: FiltersProps) {
  const { narrowing, people, legend, chosen, types, company, onPeople, onTypes, onState, onRecorded, onCompany } =
    props;
  const { t, language } = useWords();
  const shownTypes = narrowing.types.length > 0 ? narrowing.types : types.map(({ code }) => code);
  return (
    <>
      {people.length > 1 ? (
        <fieldset className="field">
          <legend>{legend}</legend>
          <div className="ticks">
            {people.map(({ id, name, open }) => (
              <Check
                key={id}
                checked={chosen.includes(id)}
                onChange={() => onPeople(toggled(chosen, id))}
                label={open ? name : t('calendar.busy only', { name })}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
      <fieldset className="field">
        <legend>{t('calendar.types')}</legend>
        <div className="chips">
          {types.map(({ code, namePl, nameEn, color }) => (
            <button
              key={code}
              type="button"
              className={`tag ${shownTypes.includes(code) ? color : 'off'}`}
              aria-pressed={shownTypes.includes(code)}
              onClick={() => {
                const next = toggled(shownTypes, code);
                onTypes(next.length === types.length ? [] : next);
              }}
            >
              {language === 'pl' ? namePl : nameEn}
            </button>
          ))}
        </div>
      </fieldset>
      <Select
        label={t('tasks.state')}
        value={narrowing.state ?? ''}
        onChange={onState}
        none={t('calendar.every state')}
        choices={states.map((one) => ({ value: one, label: t(`calendar.state.${one}`) }))}
      />
      <Check checked={narrowing.recorded} onChange={onRecorded} label={t('calendar.recorded')} />
      <CustomerField onlyKnown chosen={company} onChoose={onCompany} />
    </>
  );
}

function toggled(all: readonly string[], one: string): string[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}

type LoadProps = {
  readonly people: readonly CalendarPerson[];
  readonly load: readonly DayLoad[];
  readonly worked: readonly DayWork[];
  readonly absences: readonly Absence[];
  readonly days: readonly OpenDay[];
  readonly own: readonly OwnHours[];
};

/** How full the shown days are for each person, against the hours in which they work; each number opens its tasks. */
export function Load({ people, load, worked, absences, days, own }: LoadProps) {
  const { t } = useWords();
  return (
    <section className="load" aria-label={t('calendar.load')}>
      <h2>{t('calendar.load')}</h2>
      {people.map((person) => (
        <LoadOf
          key={person.id}
          person={person}
          load={load.filter(({ userId }) => userId === person.id)}
          worked={worked.filter(({ userId }) => userId === person.id)}
          absences={absences}
          days={days}
          own={own}
        />
      ))}
      <p className="small muted">{t('calendar.load hint')}</p>
    </section>
  );
}

type LoadOfProps = Omit<LoadProps, 'people'> & { readonly person: CalendarPerson };

function LoadOf({ person, load, worked, absences, days, own }: LoadOfProps) {
  const { t, language } = useWords();
  const { timeZone } = useViewer();
  const hours = own.find(({ userId }) => userId === person.id)?.hours;
  const capacity = capacityOf({ people: [person.id], days, own, absences });
  const sum = (part: 'minutes' | 'untimedMinutes' | 'hiddenMinutes') =>
    load.reduce((total, one) => total + one[part], 0);
  const minutes = sum('minutes');
  const late = isTooMuch(minutes, capacity);
  const of = t('calendar.load of', { minutes: sayMinutes(minutes), open: sayMinutes(capacity.minutes) });
  const more = [
    sum('untimedMinutes') > 0 ? t('calendar.load untimed', { minutes: sayMinutes(sum('untimedMinutes')) }) : '',
    sum('hiddenMinutes') > 0 ? t('calendar.load hidden', { minutes: sayMinutes(sum('hiddenMinutes')) }) : '',
    hours ? t('calendar.own hours', { hours: sayWeek(hours, language) }) : '',
    capacity.daysAway > 0 ? t('calendar.load away', { count: capacity.daysAway }) : '',
  ].filter(Boolean);
  return (
    <div>
      <div className="bar">
        <span>{person.name}</span>
        <span className="grow" />
        <span className="small">
          <NumberLink
            to={plannedAt({ people: [person.id], days, timeZone })}
            means={t('calendar.means.load')}
            late={late}
          >
            {of}
          </NumberLink>
        </span>
      </div>
      <Meter
        value={minutes}
        of={late ? Math.max(1, capacity.minutes) : capacity.minutes}
        label={`${person.name}: ${of}`}
      />
      {more.length > 0 ? <div className="small muted">{more.join(' · ')}</div> : null}
      <Worked person={person} worked={worked} days={days} />
    </div>
  );
}

/** The time really worked, as far as it was written down. */
function Worked({ person, worked, days }: Pick<LoadOfProps, 'person' | 'worked' | 'days'>) {
  const { t } = useWords();
  const { timeZone } = useViewer();
  const minutes = worked.reduce((total, one) => total + one.minutes, 0);
  if (minutes === 0) return null;
  return (
    <div className="bar small">
      <span>{t('calendar.worked')}</span>
      <span className="grow" />
      <NumberLink to={workedAt({ person: person.id, days, timeZone })} means={t('calendar.means.worked')}>
        {sayMinutes(minutes)}
      </NumberLink>
    </div>
  );
}
