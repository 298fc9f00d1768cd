import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, saveWhole, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { DefinedField } from '../../../db/own-fields.ts';
import { isConvertible } from '../../../domain/own/convert.ts';
import { kindsOf, mayBeRequired, type OwnKind, type OwnRecord } from '../../../domain/own/shapes.ts';
import { ConversionDialog } from './conversion-dialog.tsx';
import { bodyOf, draftOf, type FieldDraft } from './draft.ts';
import { KindOptions } from './kind-options.tsx';
import { ProfileChecks } from './profile-checks.tsx';

type FieldDialogProps = {
  readonly record: OwnRecord;
  readonly field: DefinedField | undefined;
  readonly fields: readonly DefinedField[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** One field: new, or changed. Its kind is chosen once: another kind is another field. */
export function FieldDialog({ record, field, fields, onClose, onSaved }: FieldDialogProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [seen] = useState(field);
  const [draft, setDraft] = useState<FieldDraft>(draftOf(field));
  const [converting, setConverting] = useState(false);
  const set = (change: Partial<FieldDraft>) => setDraft({ ...draft, ...change });
  const save = (active = field?.active ?? true) =>
    run(async () => {
      if (seen) {
        const [before, after] = [
          { ...bodyOf(draftOf(seen)), active: seen.active },
          { ...bodyOf(draft), active },
        ];
        await saveWhole(`/own-fields/${seen.id}`, { version: seen.version, before, after });
      } else await call('POST', '/own-fields', { ...bodyOf(draft), record, kind: draft.kind });
      toast(t('frame.saved'), { tone: 'green' });
      onSaved();
    });
  if (converting && field)
    return <ConversionDialog field={field} fields={fields} onClose={() => setConverting(false)} onDone={onSaved} />;
  const known = ['title', 'formula', 'options.dictionary', 'indexed'];
  return (
    <Dialog
      title={field ? t('own.edit') : t('own.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      drawer
      actions={
        <>
          {field ? (
            <Button kind="quiet" icon={field.active ? 'lock' : 'undo'} onClick={() => void save(!field.active)}>
              {t(field.active ? 'own.deactivate' : 'own.activate')}
            </Button>
          ) : null}
          <span className="grow" />
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('frame.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Problem>{refused && !known.includes(refused.field ?? '') ? refused.message : undefined}</Problem>
        <div className="two">
          <Field label={t('shape.name pl')} required error={problem('title')}>
            <TextInput value={draft.pl} onChange={(pl) => set({ pl })} autoComplete="off" />
          </Field>
          <Field label={t('shape.name en')} hint={t('shape.name en hint')}>
            <TextInput value={draft.en} onChange={(en) => set({ en })} autoComplete="off" />
          </Field>
        </div>
        <Field
          label={t('own.kind')}
          hint={field ? t('own.kind fixed', { code: field.code }) : t(`own.kind hint.${draft.kind}`)}
        >
          <Select
            value={draft.kind}
            disabled={field !== undefined}
            onChange={(kind) => set({ kind: kind as OwnKind, options: {} })}
            choices={kindsOf(record).map((kind) => ({ value: kind, label: t(`own.kind.${kind}`) }))}
          />
        </Field>
        {field?.active && isConvertible(field.kind, field.kind) ? (
          <div>
            <Button size="small" icon="undo" onClick={() => setConverting(true)}>
              {t('own.change kind')}
            </Button>
          </div>
        ) : null}
        <KindOptions record={record} draft={draft} fields={fields} onChange={set} problem={problem} />
        <Placing draft={draft} onChange={set} />
        {mayBeRequired({ record, kind: draft.kind }) ? (
          <Check label={t('own.required label')} checked={draft.required} onChange={(required) => set({ required })} />
        ) : null}
        <Check label={t('own.indexed label')} checked={draft.indexed} onChange={(indexed) => set({ indexed })} />
        <Problem>{problem('indexed')}</Problem>
        <ProfileChecks
          label={t('own.readers')}
          hint={t('own.readers hint')}
          value={draft.readers}
          onChange={(readers) => set({ readers })}
        />
        {draft.kind === 'formula' ? null : (
          <ProfileChecks label={t('own.writers')} value={draft.writers} onChange={(writers) => set({ writers })} />
        )}
      </div>
    </Dialog>
  );
}

type PlacingProps = { readonly draft: FieldDraft; readonly onChange: (change: Partial<FieldDraft>) => void };

/** Where it stands in forms, and what helps to fill it in. */
function Placing({ draft, onChange }: PlacingProps) {
  const { t } = useWords();
  return (
    <>
      <div className="two">
        <Field label={t('own.section pl')} hint={t('own.section hint')}>
          <TextInput value={draft.sectionPl} onChange={(sectionPl) => onChange({ sectionPl })} autoComplete="off" />
        </Field>
        <Field label={t('own.section en')}>
          <TextInput value={draft.sectionEn} onChange={(sectionEn) => onChange({ sectionEn })} autoComplete="off" />
        </Field>
      </div>
      <div className="two">
        <Field label={t('own.help pl')}>
          <TextInput value={draft.helpPl} onChange={(helpPl) => onChange({ helpPl })} autoComplete="off" />
        </Field>
        <Field label={t('own.help en')}>
          <TextInput value={draft.helpEn} onChange={(helpEn) => onChange({ helpEn })} autoComplete="off" />
        </Field>
      </div>
    </>
  );
}
