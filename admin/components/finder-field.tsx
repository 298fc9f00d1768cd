import React, { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { Field, TextInput } from './field.tsx';

export type Chosen = { readonly id: string; readonly name: string };
export type Found = Chosen & { readonly beside?: string | null };

export type ChoiceProps = {
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen | undefined) => void;
  readonly error?: string | undefined;
  /** It is said and cannot be changed. */
  readonly fixed?: boolean;
  readonly required?: boolean;
};

type FinderProps = ChoiceProps & {
  readonly label: string;
  readonly placeholder: string;
  readonly none: string;
  readonly find: (typed: string) => Promise<readonly Found[]>;
};

/** Finds one thing while somebody types, and says what was chosen. `find` stays the same function. */
export function FinderField({ chosen, onChoose, error, fixed, required, label, placeholder, none, find }: FinderProps) {
  const [typed, setTyped] = useState('');
  const found = useFound(typed, find);
  const must = required ? { required } : {};
  if (chosen) {
    return (
      <Field label={label} error={error} {...must}>
        <div className="chosen">
          <span className="strong">{chosen.name}</span>
          {fixed ? null : <Button kind="quiet" icon="close" label={none} onClick={() => onChoose(undefined)} />}
        </div>
      </Field>
    );
  }
  const choose = ({ id, name }: Found) => {
    setTyped('');
    onChoose({ id, name });
  };
  return (
    <div className="customer-finder">
      <Field label={label} error={error} {...must}>
        <TextInput
          value={typed}
          onChange={setTyped}
          placeholder={placeholder}
          autoComplete="off"
          disabled={fixed ?? false}
        />
      </Field>
      {found.length > 0 ? (
        <ul className="found">
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => choose(one)}>
                {one.name} {one.beside ? <span className="muted">{one.beside}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function useFound(typed: string, find: FinderProps['find']): readonly Found[] {
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    if (typed.trim().length < 2) return setFound([]);
    let gone = false;
    const timer = setTimeout(() => {
      find(typed).then(
        (rows) => !gone && setFound(rows),
        () => undefined,
      );
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [typed, find]);
  return found;
}
