import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ColorSelect } from '../../components/color-select.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Check, Field, Problem, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Entry } from '../../../db/dictionaries.ts';

type EntryDialogProps = {
  readonly dictionary: string;
  readonly entry: Entry;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** Name, colour, and whether it is offered. An entry that records hold is switched off, never removed. */
export function EntryDialog({ dictionary, entry, onClose, onSaved }: EntryDialogProps) {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const [name, setName] = useState(entry.name);
  const [color, setColor] = useState(entry.color);
  const [active, setActive] = useState(entry.active);
  const save = () =>
    run(async () => {
      const body = { code: entry.code, version: entry.version, name, color, active };
      await call('PUT', `/dictionaries/${encodeURIComponent(dictionary)}/entries`, body);
      onSaved();
    });
  return (
    <Dialog
      title={t('dictionary.edit entry')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
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
        <Field label={t('shape.color')}>
          <ColorSelect value={color} onChange={setColor} none />
        </Field>
        <Check label={t('dictionary.entry active')} checked={active} onChange={setActive} />
      </div>
    </Dialog>
  );
}
