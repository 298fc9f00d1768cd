import React from 'react';
import { Field, Select, type Choice } from '../../components/field.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { useViewer } from '../../components/viewer.ts';
import { WithPlus } from '../../components/with-plus.tsx';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { blank } from '../task-types/blank.ts';
import { useReadKinds } from './kinds.ts';
import type { FieldsProps } from './values.ts';

/** What kind of work it is; a new kind is a press away. */
export function TypeField({ values, change, problem, finished }: FieldsProps) {
  const { t, language } = useWords();
  const { may } = useViewer();
  const { value: kinds, reload } = useReadKinds();
  const active = (kinds?.types ?? []).map((one) => ({
    value: one.code,
    label: language === 'pl' ? one.namePl : one.nameEn,
  }));
  const choices = finished ? withOwnType(active, finished, language) : active;
  const choose = (type: string) => change({ type, outcome: '' });
  return (
    <Field label={t('task.type')} error={problem('type')}>
      <WithPlus
        label={t('finder.new type')}
        may={may('settings.edit')}
        dialog={(close) => (
          <NameDialog
            title={t('finder.new type')}
            path="/task-type-settings"
            sent={(name) => ({ ...blank, name: { pl: name, en: '' } })}
            onClose={close}
            onAdded={({ id }) => {
              close();
              choose(id);
              reload();
            }}
          />
        )}
      >
        <Select value={values.type || (choices[0]?.value ?? '')} onChange={choose} choices={choices} />
      </WithPlus>
    </Field>
  );
}

/** What was done under a type that is used no more keeps it. */
function withOwnType(active: readonly Choice[], { task, source }: WorkScreen, language: 'pl' | 'en'): Choice[] {
  if (active.some(({ value }) => value === task.type)) return [...active];
  return [{ value: task.type, label: language === 'pl' ? source.typePl : source.typeEn }, ...active];
}
