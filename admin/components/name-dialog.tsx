import React, { useState } from 'react';
import { Button } from './button.tsx';
import { Cancel, Dialog } from './dialog.tsx';
import { Field, TextInput } from './field.tsx';
import { call, useAction } from './read.ts';
import { Refusal } from './refusal.tsx';
import { useWords } from './words.ts';

type NameDialogProps = {
  readonly title: string;
  /** Where what has only a name is added: answers its id or its code. */
  readonly path: string;
  /** What is sent, where a name alone does not do. */
  readonly sent?: (name: string) => object;
  readonly onClose: () => void;
  readonly onAdded: (added: { readonly id: string; readonly name: string }) => void;
};

/** Adds what is known by its name alone: a category of tasks, a group, a type. */
export function NameDialog({ title, path, sent, onClose, onAdded }: NameDialogProps) {
  const { t } = useWords();
  const { run, busy, refused, problem } = useAction();
  const [name, setName] = useState('');
  const add = () =>
    run(async () => {
      const { id, code = '' } = await call<{ id?: string; code?: string }>('POST', path, sent?.(name) ?? { name });
      onAdded({ id: id ?? code, name: name.trim() });
    });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void add()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={name.trim() === ''}>
            {t('dictionary.add')}
          </Button>
        </>
      }
    >
      <Refusal refused={refused} />
      <Field label={t('finder.name')} required error={problem('name')}>
        <TextInput value={name} onChange={setName} autoComplete="off" />
      </Field>
    </Dialog>
  );
}
