import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { changedOwn, RecordForm } from '../../components/own/record-form.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import { caseFields, sentCase, type TypedCase } from '../cases/case-fields.tsx';
import type { CaseParts } from './shapes.ts';

export type Opened = 'edit' | 'hand over' | 'close' | 'reopen' | 'task' | undefined;

type DialogsProps = CaseParts & { readonly opened: Opened; readonly onClose: () => void };

/** What may be done with the whole case. */
export function CaseDialogs({ opened, ...props }: DialogsProps) {
  if (opened === 'edit') return <EditCase {...props} />;
  if (opened === 'hand over') return <HandOver {...props} />;
  if (opened === 'close') return <CloseCase {...props} />;
  return opened === 'reopen' ? <Reopen {...props} /> : null;
}

type OneProps = Omit<DialogsProps, 'opened'>;

type FrameProps = {
  readonly title: string;
  readonly verb: string;
  readonly action: ReturnType<typeof useAction>;
  readonly onClose: () => void;
  readonly onSave: () => void;
  readonly children: React.ReactNode;
};

function Frame({ title, verb, action: { busy, refused }, onClose, onSave, children }: FrameProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={onSave}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
        {children}
      </div>
    </Dialog>
  );
}

/** Saves through one call, then closes and reads the case again. */
function useSaving({ found, onClose, onChange }: OneProps) {
  const action = useAction();
  const toast = useToast();
  const save = (work: () => Promise<unknown>, said: string) =>
    void action.run(async () => {
      await work();
      toast(said, { tone: 'green' });
      onClose();
      onChange();
    });
  return { action, save, path: `/cases/${found.id}`, version: found.version };
}

function EditCase(props: OneProps) {
  const { found, stages, onClose } = props;
  const words = useWords();
  const { t } = words;
  const { action, save, path, version } = useSaving(props);
  const home = found.companies.find(({ isHome }) => isHome);
  const [typed, setTyped] = useState<TypedCase>({
    name: found.name,
    kind: found.kind,
    stage: found.stage,
    customer: home ? { id: home.id, name: home.name } : undefined,
    ownerId: found.ownerId ?? '',
    dueOn: found.dueOn ?? '',
    description: found.description ?? '',
    own: found.own,
  });
  const change = (part: Partial<TypedCase>) => setTyped((old) => ({ ...old, ...part }));
  const changes = { ...sentCase(typed), stage: typed.stage, own: changedOwn(found.own, typed.own) };
  return (
    <Frame
      title={t('case.edit title', { number: found.number })}
      verb={t('frame.save')}
      action={action}
      onClose={onClose}
      onSave={() => save(() => call('PATCH', path, { version, changes }), t('frame.saved'))}
    >
      <RecordForm
        record="case"
        fields={caseFields({ typed, change, problem: action.problem, stages, words })}
        own={typed.own}
        onOwn={(own) => change({ own })}
        problem={action.problem}
      />
    </Frame>
  );
}

/** Says what goes along before it goes. */
function HandOver(props: OneProps) {
  const { found, onClose } = props;
  const { t } = useWords();
  const { action, save, path, version } = useSaving(props);
  const { value: along } = useRead<{ openTasks: number; ofOwner: number }>(`/cases/${found.id}/along`);
  const [ownerId, setOwner] = useState('');
  const [withTasks, setWithTasks] = useState(true);
  const [keep, setKeep] = useState('read');
  const body = { version, ownerId, withTasks, keep: keep || null };
  return (
    <Frame
      title={t('case.hand over title', { number: found.number })}
      verb={t('case.hand over')}
      action={action}
      onClose={onClose}
      onSave={() => save(() => call('POST', `${path}/hand-over`, body), t('case.handed over'))}
    >
      <Field label={t('case.to whom')} required error={action.problem('ownerId')}>
        <ColleagueSelect value={ownerId} onChange={setOwner} without={[found.ownerId]} none={t('case.choose person')} />
      </Field>
      <Check checked={withTasks} onChange={setWithTasks} label={t('case.with tasks', { count: along?.ofOwner ?? 0 })} />
      <p className="small muted">{t('case.along', { count: (along?.openTasks ?? 0) - (along?.ofOwner ?? 0) })}</p>
      <Field label={t('case.keep', { name: found.ownerName ?? '' })}>
        <Select
          value={keep}
          onChange={setKeep}
          none={t('case.keep nothing')}
          choices={(['read', 'add'] as const).map((level) => ({ value: level, label: t(`case.level.${level}`) }))}
        />
      </Field>
    </Frame>
  );
}

function CloseCase(props: OneProps) {
  const { found, onClose } = props;
  const { t } = useWords();
  const { action, save, path, version } = useSaving(props);
  const [outcome, setOutcome] = useState('success');
  const [result, setResult] = useState('');
  const [openTasks, setOpenTasks] = useState('');
  const running = found.runs.filter(({ state }) => state !== 'ended').length;
  const body = { version, outcome, result, ...(openTasks ? { openTasks } : {}) };
  return (
    <Frame
      title={t('case.close title', { number: found.number })}
      verb={t('case.close')}
      action={action}
      onClose={onClose}
      onSave={() => save(() => call('POST', `${path}/close`, body), t('case.closed'))}
    >
      <Field label={t('case.outcome')}>
        <Select
          value={outcome}
          onChange={setOutcome}
          choices={(['success', 'failure', 'neutral'] as const).map((one) => ({
            value: one,
            label: t(`case.outcome.${one}`),
          }))}
        />
      </Field>
      <Field label={t('case.result')} required error={action.problem('result')}>
        <TextInput value={result} onChange={setResult} lines={3} />
      </Field>
      {found.openTasks > 0 ? (
        <Field label={t('case.what of tasks', { count: found.openTasks })} error={action.problem('openTasks')}>
          <Select
            value={openTasks}
            onChange={setOpenTasks}
            none={t('case.decide')}
            choices={(['leave', 'cancel'] as const).map((one) => ({ value: one, label: t(`case.tasks.${one}`) }))}
          />
        </Field>
      ) : null}
      {running > 0 ? <p className="small second">{t('case.runs go on', { count: running })}</p> : null}
    </Frame>
  );
}

function Reopen(props: OneProps) {
  const { found, onClose } = props;
  const { t } = useWords();
  const { action, save, path, version } = useSaving(props);
  const [reason, setReason] = useState('');
  return (
    <Frame
      title={t('case.reopen title', { number: found.number })}
      verb={t('case.reopen')}
      action={action}
      onClose={onClose}
      onSave={() => save(() => call('POST', `${path}/reopen`, { version, reason }), t('case.reopened'))}
    >
      <p className="second">{t('case.reopen text')}</p>
      <Field label={t('case.reason')}>
        <TextInput value={reason} onChange={setReason} lines={2} />
      </Field>
    </Frame>
  );
}
