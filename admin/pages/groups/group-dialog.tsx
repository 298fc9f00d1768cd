import React, { useState } from 'react';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { call, saveWhole, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useWords } from '../../components/words.ts';
import type { Group } from '../../../db/groups.ts';
import type { ListDescription, ListRow } from '../../../domain/lists/shapes.ts';

type GroupDialogProps = {
  readonly edited: Group | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** The group of a row, with all that the form asks. */
export function groupOf({ id, version, values }: ListRow): Group {
  const { name, category, description } = values as Pick<Group, 'name' | 'category' | 'description'>;
  return { id, version, name, category: category ?? null, description: description ?? null };
}

/** What a group is called and what it is for. */
export function GroupDialog({ edited, onClose, onSaved }: GroupDialogProps) {
  const { t } = useWords();
  const { run, busy, refused, problem } = useAction();
  const [seen] = useState(edited);
  const [name, setName] = useState(edited?.name ?? '');
  const [category, setCategory] = useState(edited?.category ?? '');
  const [description, setDescription] = useState(edited?.description ?? '');
  const { value: list } = useRead<ListDescription>('/lists/groups');
  /** Those that groups have: offered while typing. */
  const categories = list?.fields.find(({ id }) => id === 'category')?.choices ?? [];
  const save = () =>
    run(async () => {
      const body = { name, category: category.trim() || null, description: description.trim() || null };
      if (seen) await saveWhole(`/groups/${seen.id}`, { version: seen.version, before: seen, after: body });
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
        <Refusal refused={refused} />
        <Field label={t('groups.name')} required error={problem('name')}>
          <TextInput value={name} onChange={setName} autoComplete="off" autoFocus />
        </Field>
        <Field label={t('groups.category')} hint={t('groups.category hint')}>
          <TextInput value={category} onChange={setCategory} list="group-categories" autoComplete="off" />
        </Field>
        <datalist id="group-categories">
          {categories.map(({ value }) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        <Field label={t('groups.description')}>
          <TextInput value={description} onChange={setDescription} lines={3} />
        </Field>
      </div>
    </Dialog>
  );
}
