import React from 'react';
import { Button } from '../../components/button.tsx';
import { Field, Select, type Choice } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';

type ManyFieldProps = {
  readonly label: string;
  /** What the empty choice says. */
  readonly none: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly problem: string | undefined;
  /** So many at most. */
  readonly most?: number;
  /** What stands around the choice: `+` for one that is missing. */
  readonly around?: (select: React.ReactNode) => React.ReactNode;
};

/** Several of one list: each choice goes under the field, where it can be taken off again. */
export function ManyField({
  label,
  none,
  choices,
  chosen,
  onChange,
  problem,
  most = Infinity,
  around = (select) => select,
}: ManyFieldProps) {
  const { t } = useWords();
  const left = chosen.length < most ? choices.filter(({ value }) => !chosen.includes(value)) : [];
  return (
    <div className="participants">
      <Field label={label} error={problem}>
        {around(
          <Select
            value=""
            onChange={(id) => id && onChange([...chosen, id])}
            none={none}
            choices={left}
            disabled={left.length === 0}
          />,
        )}
      </Field>
      <ul>
        {chosen.map((id) => {
          const name = choices.find(({ value }) => value === id)?.label ?? '…';
          return (
            <li key={id}>
              <span>{name}</span>
              <Button
                kind="quiet"
                size="small"
                icon="close"
                label={t('task.take off', { name })}
                onClick={() => onChange(chosen.filter((other) => other !== id))}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
