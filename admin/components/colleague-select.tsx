import React from 'react';
import { Select } from './field.tsx';
import { useRead } from './read.ts';
import { useViewer } from './viewer.ts';

type ColleagueSelectProps = {
  readonly value: string;
  readonly onChange: (userId: string) => void;
  /** Left out of the list. */
  readonly without?: readonly (string | null)[];
  /** Text of the empty choice. */
  readonly none?: string;
  readonly label?: string;
};

type Colleague = { readonly id: string; readonly name: string };

/** One of those who work here. Whoever may not see the list chooses only themselves. */
export function ColleagueSelect({ value, onChange, without = [], none, label }: ColleagueSelectProps) {
  const { may, userId, name } = useViewer();
  const { value: found } = useRead<{ rows: Colleague[] }>(may('user.read') ? '/users?active=yes' : undefined);
  const all = found?.rows ?? [{ id: userId, name }];
  return (
    <Select
      value={value}
      onChange={onChange}
      choices={all.filter(({ id }) => !without.includes(id)).map((one) => ({ value: one.id, label: one.name }))}
      {...(none === undefined ? {} : { none })}
      {...(label ? { label } : {})}
    />
  );
}
