import React from 'react';
import type { Resource } from '../../../db/resources.ts';
import { Check, Problem } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';

type BookedProps = {
  readonly resources: readonly Resource[];
  readonly booked: readonly string[];
  readonly onBook: (booked: readonly string[]) => void;
  readonly error?: string | undefined;
};

/** What is booked along with the time: a car, a room, a projector. */
export function Booked({ resources, booked, onBook, error }: BookedProps) {
  const { t } = useWords();
  if (resources.length === 0) return null;
  return (
    <fieldset className="field">
      <legend>{t('calendar.book')}</legend>
      <div className="booked">
        {resources.map(({ id, name }) => (
          <Check
            key={id}
            checked={booked.includes(id)}
            onChange={(on) => onBook(on ? [...booked, id] : booked.filter((other) => other !== id))}
            label={name}
          />
        ))}
      </div>
      {error ? <Problem>{error}</Problem> : null}
    </fieldset>
  );
}
