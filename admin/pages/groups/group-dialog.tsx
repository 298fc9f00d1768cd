import React, { useState } from 'react';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Group } from '../../../db/groups.ts';

type GroupDialogProps = {
  readonly edited: Group | undefined;
  /** Those that other groups have: offered while typing. */
  readonly categories: readonly string[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** What a group is called and what it is for. */
export function GroupDialog({ edited, categories, onClose, onSaved }: GroupDialogProps) {
  const { t } = useWords();
  const { run, busy, refused, problem } = useAction();
  const [name, setName] = useState(edited?.name ?? '');
  const [category, setCategory] = useState(edited?.category ?? '');
  const [description, setDescription] = useState(edited?.description ?? '');
  const save = () =>
    run(async () => {
      const body = { name, category: category.trim() || null, description: description.trim() || null };
      if (edited) await call('PUT', `/groups/${edited.id}`, { ...body, version: edited.version });
      else await call('POST', '/groups', body);
      onSaved();
    });
  return (
    <Dialog
      title={t(edited ? 'groups.edit' : 'groups.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} />}
    >
      <div className="form">
        <Problem>{refused && refused.field !== 'name' ? refused.message : undefined}</Problem>
        <Field label={t('groups.name')} required error={problem('name')}>
          <TextInput value={name} onChange={setName} autoComplete="off" autoFocus />
        </Field>
        <Field label={t('groups.category')} hint={t('groups.category hint')}>
          <TextInput value={category} onChange={setCategory} list="group-categories" autoComplete="off" />
        </Field>
        <datalist id="group-categories">
          {categories.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Field label={t('groups.description')}>
          <TextInput value={description} onChange={setDescription} lines={3} />
        </Field>
      </div>
    </Dialog>
  );
}
