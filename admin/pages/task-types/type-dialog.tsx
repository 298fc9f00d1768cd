import React, { useState } from 'react';
import type { Tone } from '../../components/button.tsx';
import { ColorSelect } from '../../components/color-select.tsx';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, saveWhole, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { KeptType, TypeSettings } from '../../../db/task-type-settings.ts';
import { blank } from './blank.ts';
import { OutcomesEditor } from './outcomes-editor.tsx';

const flags = ['onHome', 'inCalendar', 'inFeed', 'invites', 'asksKilometres', 'active', 'byDefault'] as const;

type TypeDialogProps = {
  readonly type: KeptType | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** One type: new, or changed. */
export function TypeDialog({ type, onClose, onSaved }: TypeDialogProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [seen] = useState(type);
  const [draft, setDraft] = useState<TypeSettings>(type ?? blank);
  // As it is typed: the field itself says what is no number.
  const [minutes, setMinutes] = useState(String(draft.defaultMinutes || ''));
  const set = (change: Partial<TypeSettings>) => setDraft({ ...draft, ...change });
  const save = () =>
    run(async () => {
      const body = Object.fromEntries(Object.keys(blank).map((key) => [key, draft[key as keyof TypeSettings]]));
      if (seen)
        await saveWhole(`/task-type-settings/${seen.code}`, { version: seen.version, before: seen, after: body });
      else await call('POST', '/task-type-settings', body);
      toast(t('frame.saved'), { tone: 'green' });
      onSaved();
    });
  return (
    <Dialog
      title={type ? t('type.edit') : t('type.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      drawer
      actions={<CancelAndSave busy={busy} />}
    >
      <div className="form">
        <Problem>
          {refused && !['name', 'outcomes'].includes(refused.field ?? '') ? refused.message : undefined}
        </Problem>
        <div className="two">
          <Field label={t('shape.name pl')} required error={problem('name')}>
            <TextInput
              value={draft.name.pl}
              onChange={(pl) => set({ name: { ...draft.name, pl } })}
              autoComplete="off"
            />
          </Field>
          <Field label={t('shape.name en')} hint={t('shape.name en hint')}>
            <TextInput
              value={draft.name.en}
              onChange={(en) => set({ name: { ...draft.name, en } })}
              autoComplete="off"
            />
          </Field>
        </div>
        <div className="two">
          <Field label={t('shape.color')}>
            <ColorSelect value={draft.color as Tone} onChange={(color) => set({ color: color ?? 'accent' })} />
          </Field>
          <Field label={t('type.default minutes')}>
            <TextInput
              kind="number"
              value={minutes}
              onChange={(text) => {
                setMinutes(text);
                if (Number.isInteger(Number(text))) set({ defaultMinutes: Number(text) });
              }}
            />
          </Field>
        </div>
        <Field label={t('type.channel')} hint={t('type.channel hint')}>
          <Select
            value={draft.channel ?? ''}
            none={t('type.no channel')}
            onChange={(channel) => set({ channel: (channel || null) as TypeSettings['channel'] })}
            choices={(['phone', 'email'] as const).map((one) => ({ value: one, label: t(`type.channel.${one}`) }))}
          />
        </Field>
        <fieldset className="field">
          <legend>{t('type.where')}</legend>
          <div className="type-flags">
            {flags.map((flag) => (
              <Check
                key={flag}
                label={t(`type.${flag}`)}
                checked={draft[flag]}
                onChange={(on) => set({ [flag]: on })}
                // There is always one: it moves on when another type becomes it.
                disabled={flag === 'byDefault' && type?.byDefault === true}
              />
            ))}
          </div>
          {type?.byDefault ? <p className="small muted">{t('type.default hint')}</p> : null}
        </fieldset>
        <OutcomesEditor
          outcomes={draft.outcomes}
          onChange={(outcomes) => set({ outcomes })}
          problem={problem('outcomes')}
        />
      </div>
    </Dialog>
  );
}
