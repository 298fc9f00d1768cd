import React, { useState } from 'react';
import { Button } from './button.tsx';
import { Cancel, Dialog } from './dialog.tsx';
import { Field, Problem, Select, TextInput } from './field.tsx';
import { call, useAction, useRead } from './read.ts';
import { useWords } from './words.ts';
import type { Entry } from '../../domain/own/entries.ts';
import type { Dictionary } from '../../db/dictionaries.ts';

type DictionarySelectProps = {
  /** Code of the dictionary. */
  readonly dictionary: string;
  /** Code of the chosen entry; empty for none. */
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** Text of the empty choice. */
  readonly none?: string;
  readonly disabled?: boolean;
  readonly label?: string;
};

/**
 * A choice from a dictionary, with `+` to add an entry in place where the viewer may. What stands there stays, even when
 * its entry was switched off or never was in the dictionary.
 */
export function DictionarySelect({ dictionary, value, onChange, none = '', disabled, label }: DictionarySelectProps) {
  const { t, language } = useWords();
  const { value: known, reload } = useRead<Dictionary>(`/dictionaries/${encodeURIComponent(dictionary)}`);
  const [added, setAdded] = useState<readonly Entry[]>([]);
  const [adding, setAdding] = useState(false);
  const entries = [...(known?.entries ?? []), ...added];
  const choices = entries
    .filter(({ active, code }, i) => (active || code === value) && entries.findIndex((one) => one.code === code) === i)
    .map(({ code, name }) => ({ value: code, label: name[language] }));
  if (value && !choices.some((choice) => choice.value === value)) choices.unshift({ value, label: value });
  return (
    <span className="with-plus">
      <Select
        value={value}
        onChange={onChange}
        none={none}
        choices={choices}
        disabled={disabled ?? false}
        {...(label ? { label } : {})}
      />
      {known?.mayAdd && !disabled ? (
        <Button icon="plus" label={t('dictionary.add in place')} onClick={() => setAdding(true)} />
      ) : null}
      {adding && known ? (
        <AddEntry
          dictionary={known}
          onClose={() => setAdding(false)}
          onAdded={(entry) => {
            setAdded([...added, entry]);
            setAdding(false);
            onChange(entry.code);
            reload();
          }}
        />
      ) : null}
    </span>
  );
}

type AddEntryProps = {
  readonly dictionary: Dictionary;
  readonly onClose: () => void;
  readonly onAdded: (entry: Entry) => void;
};

/** Adds one entry by its names. */
export function AddEntry({ dictionary, onClose, onAdded }: AddEntryProps) {
  const { t, language } = useWords();
  const { run, busy, refused } = useAction();
  const [pl, setPl] = useState('');
  const [en, setEn] = useState('');
  const add = () =>
    run(async () => {
      const path = `/dictionaries/${encodeURIComponent(dictionary.code)}/entries`;
      onAdded(await call<Entry>('POST', path, { name: { pl, en } }));
    });
  return (
    <Dialog
      title={t('dictionary.new entry', { name: dictionary.name[language] })}
      onClose={onClose}
      onSubmit={() => void add()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={!pl.trim() && !en.trim()}>
            {t('dictionary.add')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Problem>{refused?.message}</Problem>
        <Field label={t('shape.name pl')} required>
          <TextInput value={pl} onChange={setPl} autoComplete="off" />
        </Field>
        <Field label={t('shape.name en')} hint={t('shape.name en hint')}>
          <TextInput value={en} onChange={setEn} autoComplete="off" />
        </Field>
      </div>
    </Dialog>
  );
}
