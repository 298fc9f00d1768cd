import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ColorSelect } from '../../components/color-select.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Problem, TextInput } from '../../components/field.tsx';
import { call, saveWhole, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { sayUses } from './say-uses.ts';
import type { Entry } from '../../../domain/own/entries.ts';
import type { Dictionary } from '../../../db/dictionaries.ts';

type EntryDialogProps = {
  readonly dictionary: Pick<Dictionary, 'code' | 'hasColor' | 'hasProbability'>;
  readonly entry: Entry;
  /** How many records hold it. */
  readonly uses: number;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** Name, colour, and whether it is offered. An entry that records hold is switched off, never removed. */
export function EntryDialog({ dictionary, entry, uses, onClose, onSaved }: EntryDialogProps) {
  const words = useWords();
  const { t } = words;
  const { run, busy, refused } = useAction();
  const [seen] = useState(entry);
  const [name, setName] = useState(entry.name);
  const [color, setColor] = useState(entry.color);
  const [active, setActive] = useState(entry.active);
  const [probability, setProbability] = useState(String(entry.probability ?? ''));
  const path = `/dictionaries/${encodeURIComponent(dictionary.code)}/entries`;
  const save = () =>
    run(async () => {
      const chance = dictionary.hasProbability && probability.trim() ? { probability: Number(probability) } : {};
      const after = { code: entry.code, name, color, active, ...chance };
      await saveWhole(path, { version: seen.version, before: seen, after });
      onSaved();
    });
  const remove = () =>
    run(async () => {
      await call('DELETE', `${path}/${encodeURIComponent(entry.code)}`);
      onSaved();
    });
  return (
    <Dialog
      title={t('dictionary.edit entry')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" icon="trash" busy={busy} onClick={() => void remove()}>
            {t('dictionary.delete entry')}
          </Button>
          <span className="grow" />
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('frame.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Problem>{refused?.message}</Problem>
        <Field label={t('shape.name pl')} required>
          <TextInput value={name.pl} onChange={(pl) => setName({ ...name, pl })} autoComplete="off" />
        </Field>
        <Field label={t('shape.name en')}>
          <TextInput value={name.en} onChange={(en) => setName({ ...name, en })} autoComplete="off" />
        </Field>
        {dictionary.hasColor ? (
          <Field label={t('shape.color')}>
            <ColorSelect value={color} onChange={setColor} none />
          </Field>
        ) : null}
        {dictionary.hasProbability ? (
          <Field label={t('dictionary.probability')} hint={t('dictionary.probability hint')}>
            <TextInput kind="number" value={probability} onChange={setProbability} />
          </Field>
        ) : null}
        <Check label={t('dictionary.entry active')} checked={active} onChange={setActive} />
        {uses > 0 ? <p className="small second">{sayUses(words, 'dictionary.used hint', uses)}</p> : null}
      </div>
    </Dialog>
  );
}
