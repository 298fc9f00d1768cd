import React, { useState } from 'react';
import { Button } from './button.tsx';
import { Cancel, Dialog } from './dialog.tsx';
import { Field, Problem, Select, TextInput } from './field.tsx';
import { call, useAction, useRead } from './read.ts';
import { WithPlus } from './with-plus.tsx';
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
  /** There is no empty choice: the first entry stands where none was chosen. */
  readonly needed?: boolean;
  /** An entry in the words of the form; else its name. */
  readonly nameOf?: (entry: Entry) => string;
  /** An entry was added in place. */
  readonly onAdded?: () => void;
  readonly disabled?: boolean;
  readonly label?: string;
};

/**
 * A choice from a dictionary, with `+` to add an entry in place where the viewer may. What stands there stays, even when
 * its entry was switched off or never was in the dictionary.
 */
export function DictionarySelect({
  dictionary,
  value,
  onChange,
  none = '',
  needed = false,
  nameOf,
  onAdded,
  disabled = false,
  label,
}: DictionarySelectProps) {
  const { language } = useWords();
  const { value: known, reload } = useRead<Dictionary>(`/dictionaries/${encodeURIComponent(dictionary)}`);
  const [added, setAdded] = useState<readonly Entry[]>([]);
  const entries = [...(known?.entries ?? []), ...added];
  const choices = entries
    .filter(({ active, code }, i) => (active || code === value) && entries.findIndex((one) => one.code === code) === i)
    .map((entry) => ({ value: entry.code, label: nameOf?.(entry) ?? entry.name[language] }));
  if (value && !choices.some((choice) => choice.value === value)) choices.unshift({ value, label: value });
  const add = (entry: Entry) => {
    setAdded([...added, entry]);
    onChange(entry.code);
    reload();
    onAdded?.();
  };
  return (
    <EntryPlus dictionary={disabled ? undefined : known} onAdded={add}>
      <Select
        value={value}
        onChange={onChange}
        {...(needed ? {} : { none })}
        choices={choices}
        disabled={disabled}
        {...(label ? { label } : {})}
      />
    </EntryPlus>
  );
}

type EntryPlusProps = {
  /** Once it is known; until then nobody adds to it. */
  readonly dictionary: Dictionary | undefined;
  readonly onAdded: (entry: Entry) => void;
  /** The choice beside which `+` stands. */
  readonly children: React.ReactNode;
};

/** A choice among the entries of a dictionary, with `+` for one that is missing, where the viewer may add it. */
export function EntryPlus({ dictionary, onAdded, children }: EntryPlusProps) {
  const { t } = useWords();
  return (
    <WithPlus
      label={t('dictionary.add in place')}
      may={dictionary?.mayAdd === true}
      dialog={(close) =>
        dictionary ? (
          <AddEntry
            dictionary={dictionary}
            onClose={close}
            onAdded={(entry) => {
              close();
              onAdded(entry);
            }}
          />
        ) : null
      }
    >
      {children}
    </WithPlus>
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
  const { run, busy, refused, problem } = useAction();
  const [pl, setPl] = useState('');
  const [en, setEn] = useState('');
  const [probability, setProbability] = useState('50');
  const [code, setCode] = useState('');
  const add = () =>
    run(async () => {
      const path = `/dictionaries/${encodeURIComponent(dictionary.code)}/entries`;
      const chance = dictionary.hasProbability && probability.trim() ? { probability: Number(probability) } : {};
      onAdded(
        await call<Entry>('POST', path, { name: { pl, en }, ...chance, ...(dictionary.hasCode ? { code } : {}) }),
      );
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
        <Problem>{refused?.field === 'code' ? undefined : refused?.message}</Problem>
        {dictionary.hasCode ? (
          <Field label={t('dictionary.code')} hint={t('dictionary.code hint')} error={problem('code')} required>
            <TextInput value={code} onChange={setCode} autoComplete="off" autoFocus />
          </Field>
        ) : null}
        <Field label={t('shape.name pl')} required>
          <TextInput value={pl} onChange={setPl} autoComplete="off" />
        </Field>
        <Field label={t('shape.name en')} hint={t('shape.name en hint')}>
          <TextInput value={en} onChange={setEn} autoComplete="off" />
        </Field>
        {dictionary.hasProbability ? (
          <Field label={t('dictionary.probability')} hint={t('dictionary.probability hint')}>
            <TextInput kind="number" value={probability} onChange={setProbability} />
          </Field>
        ) : null}
      </div>
    </Dialog>
  );
}
