import React from 'react';
import type { OpeningHours } from '../../../domain/calendar/compile.ts';
import { Tag } from '../../components/button.tsx';
import { TextInput } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import { hoursText, parseHours } from './hours.ts';

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** By weekday, as it is typed. */
export type TypedHours = Readonly<Record<string, string>>;

type OpeningFieldsProps = { readonly typed: TypedHours; readonly onChange: (typed: TypedHours) => void };

/** Hours of each weekday, typed as people write them. */
export function OpeningFields({ typed, onChange }: OpeningFieldsProps) {
  const { t } = useWords();
  const wrong = wrongDays(typed);
  return (
    <fieldset className="field opening" aria-describedby="opening-hint">
      <legend>{t('calendar.hours')}</legend>
      {weekdays.map((one) => (
        <label key={one} className="opening-day">
          <span>{t(`calendar.day.${one}`)}</span>
          <TextInput
            value={typed[one] ?? ''}
            onChange={(text) => onChange({ ...typed, [one]: text })}
            placeholder={t('calendar.closed')}
          />
          {wrong.includes(one) ? <Tag tone="red">{t('calendar.wrong hours')}</Tag> : null}
        </label>
      ))}
      <div className="under" id="opening-hint">
        {t('calendar.hours hint')}
      </div>
    </fieldset>
  );
}

/** Weekdays of which nobody can tell the hours. */
export function wrongDays(typed: TypedHours): readonly string[] {
  return weekdays.filter((one) => parseHours(typed[one] ?? '') === undefined);
}

export function typedHours(hours: OpeningHours): TypedHours {
  return Object.fromEntries(weekdays.map((one) => [one, hoursText(hours[one] ?? [])]));
}

/** Of what is right. */
export function openingOf(typed: TypedHours): OpeningHours {
  return Object.fromEntries(weekdays.map((one) => [one, parseHours(typed[one] ?? '') ?? []]));
}
