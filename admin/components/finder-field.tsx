import React, { useRef } from 'react';
import { Field } from './field.tsx';
import { ChosenRecord, Finder, type FinderProps } from './finder.tsx';

export type Chosen = { readonly id: string; readonly name: string };
export type { Found } from './finder.tsx';

export type ChoiceProps = {
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen | undefined) => void;
  readonly error?: string | undefined;
  /** It is said and cannot be changed. */
  readonly fixed?: boolean;
  readonly required?: boolean;
};

type FieldProps = ChoiceProps &
  Pick<FinderProps, 'find' | 'list' | 'add' | 'placeholder'> & {
    readonly label: string;
    readonly none: string;
  };

/** Finds one thing while somebody types, and says what was chosen. `find` stays the same function. */
export function FinderField({ chosen, onChoose, error, fixed = false, required, label, none, ...finder }: FieldProps) {
  const touched = useRef(false);
  const choose = (found: Chosen | undefined) => {
    touched.current = true;
    onChoose(found);
  };
  return (
    <Field label={label} error={error} {...(required ? { required } : {})}>
      {chosen ? (
        <ChosenRecord
          key={chosen.id}
          name={chosen.name}
          clear={none}
          onClear={fixed ? undefined : () => choose(undefined)}
          holdsFocus={touched.current}
        />
      ) : (
        <Finder {...finder} disabled={fixed} onChoose={({ id, name }) => choose({ id, name })} />
      )}
    </Field>
  );
}
