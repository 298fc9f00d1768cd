import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft, type Leavable } from '../../components/drafts.ts';
import { Check, Field, Select, TextInput, type Choice } from '../../components/field.tsx';
import { askParticipants } from '../../components/participants-asked.ts';
import { RecordForm } from '../../components/own/record-form.tsx';
import { call, saveChanged, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { caseFields, sentCase, type TypedCase } from '../cases/case-fields.tsx';
import type { CaseParts } from './shapes.ts';

export type Opened = 'edit' | 'hand over' | 'close' | 'reopen' | 'task' | undefined;

type DialogsProps = CaseParts & {
  readonly opened: Opened;
  readonly onClose: () => void;
  /** A task of the case, with nothing else in between. */
  readonly onTask: () => void;
};

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
  readonly saving: Saving;
  readonly onClose: () => void;
  readonly onSave: () => void;
  /** Another button before the main one. */
  readonly more?: React.ReactNode;
  readonly children: React.ReactNode;
};

function Frame({ title, verb, saving, onClose, onSave, more, children }: FrameProps) {
  const { draft, action } = saving;
  const { busy, refused } = action;
  return (
    <Dialog
      title={title}
      draft={draft}
      onClose={onClose}
      onSubmit={onSave}
      actions={
        <>
          <Cancel />
          {more}
          <Button kind="main" type="submit" busy={busy}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="form">
        <Refusal refused={refused} />
        {children}
      </div>
    </Dialog>
  );
}

type Saving = {
  readonly draft: Leavable;
  readonly action: ReturnType<typeof useAction>;
};

/** What is typed, and saved through one call; then the dialog closes and the case is read again. */
function useSaving<Typed extends object>({ found, onClose, onChange }: OneProps, what: string, begin: Typed) {
  const draft = useDraft(`${what} ${found.id}`, begin);
  const { typed, change } = draft;
  const action = useAction();
  const toast = useToast();
  const save = (work: () => Promise<unknown>, said: string, after = onClose) =>
    void action.run(async () => {
      await work();
      draft.forget();
      toast(said, { tone: 'green' });
      after();
      onChange();
    });
  return { draft, typed, change, action, save, path: `/cases/${found.id}`, version: found.version };
}

function EditCase(props: OneProps) {
  const { found, onClose, onTask } = props;
  const { may } = useViewer();
  const words = useWords();
  const { t } = words;
  const home = found.companies.find(({ isHome }) => isHome);
  // What is read anew while the form stands open is not what was seen when it was opened.
  const [begin] = useState<TypedCase>({
    name: found.name,
    kind: found.kind,
    stage: found.stage,
    customer: home ? { id: home.id, name: home.name } : undefined,
    ownerId: found.ownerId ?? '',
    dueOn: found.dueOn ?? '',
    description: found.description ?? '',
    own: found.own,
  });
  const [version] = useState(found.version);
  const saving = useSaving(props, 'case', begin);
  const { action, typed, change, save, path } = saving;
  const sent = (of: TypedCase) => ({ ...sentCase(of), stage: of.stage, own: of.own });
  const patch = () => saveChanged(path, { version, before: sent(begin), after: sent(typed) });
  return (
    <Frame
      title={t('case.edit title', { number: found.number })}
      verb={t('frame.save')}
      saving={saving}
      onClose={onClose}
      onSave={() => save(patch, t('frame.saved'))}
      more={
        found.state === 'open' && may('task.edit') ? (
          <Button onClick={() => save(patch, t('frame.saved'), onTask)} disabled={action.busy}>
            {t('frame.save and task')}
          </Button>
        ) : null
      }
    >
      <RecordForm
        record="case"
        fields={caseFields({ typed, change, problem: action.problem, isThere: true, words })}
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
  const saving = useSaving(props, 'hand over case', { ownerId: '', withTasks: true, keep: 'read' });
  const { action, typed, change, save, path, version } = saving;
  const { ownerId, withTasks, keep } = typed;
  const { value: along } = useRead<{ openTasks: number; ofOwner: number }>(`/cases/${found.id}/along`);
  const handOver = async () => {
    const body = { version, ownerId, withTasks, keep: keep || null };
    const { taskIds } = await call<{ taskIds: readonly string[] }>('POST', `${path}/hand-over`, body);
    void askParticipants({ ids: taskIds });
  };
  return (
    <Frame
      title={t('case.hand over title', { number: found.number })}
      verb={t('case.hand over')}
      saving={saving}
      onClose={onClose}
      onSave={() => save(handOver, t('case.handed over'))}
    >
      <Field label={t('case.to whom')} required error={action.problem('ownerId')}>
        <ColleagueSelect
          value={ownerId}
          onChange={(to) => change({ ownerId: to })}
          without={[found.ownerId]}
          none={t('case.choose person')}
        />
      </Field>
      <Check
        checked={withTasks}
        onChange={(chosen) => change({ withTasks: chosen })}
        label={t('case.with tasks', { count: along?.ofOwner ?? 0 })}
      />
      <p className="small muted">{t('case.along', { count: (along?.openTasks ?? 0) - (along?.ofOwner ?? 0) })}</p>
      <Field label={t('case.keep', { name: found.ownerName ?? '' })}>
        <Select
          value={keep}
          onChange={(level) => change({ keep: level })}
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
  const saving = useSaving(props, 'close case', { outcome: 'success', result: '', openTasks: '', openRuns: '' });
  const { action, typed, change, save, path, version } = saving;
  const { outcome, result, openTasks, openRuns } = typed;
  const running = found.runs.filter(({ state }) => state !== 'ended').length;
  const decided = { ...(openTasks ? { openTasks } : {}), ...(openRuns ? { openRuns } : {}) };
  const body = { version, outcome, result, ...decided };
  return (
    <Frame
      title={t('case.close title', { number: found.number })}
      verb={t('case.close')}
      saving={saving}
      onClose={onClose}
      onSave={() => save(() => call('POST', `${path}/close`, body), t('case.closed'))}
    >
      <Field label={t('case.outcome')}>
        <Select
          value={outcome}
          onChange={(one) => change({ outcome: one })}
          choices={(['success', 'failure', 'neutral'] as const).map((one) => ({
            value: one,
            label: t(`case.outcome.${one}`),
          }))}
        />
      </Field>
      <Field label={t('case.result')} required error={action.problem('result')}>
        <TextInput value={result} onChange={(text) => change({ result: text })} lines={3} />
      </Field>
      <WhatOf
        label={t('case.what of runs', { count: running })}
        asked={running > 0}
        problem={action.problem('openRuns')}
        value={openRuns}
        onChange={(one) => change({ openRuns: one })}
        choices={[{ value: 'end', label: t('case.end runs') }]}
      />
      <WhatOf
        label={t('case.what of tasks', { count: found.looseTasks })}
        asked={found.looseTasks > 0}
        problem={action.problem('openTasks')}
        value={openTasks}
        onChange={(one) => change({ openTasks: one })}
        choices={(['leave', 'cancel'] as const).map((one) => ({ value: one, label: t(`case.tasks.${one}`) }))}
      />
    </Frame>
  );
}

type WhatOfProps = {
  readonly label: string;
  /** Something is known to be open; what the viewer does not see is asked about once the server says so. */
  readonly asked: boolean;
  readonly problem: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
};

/** What becomes of what is still open in the case: nobody decides it unasked. */
function WhatOf({ label, asked, problem, value, onChange, choices }: WhatOfProps) {
  const { t } = useWords();
  if (!asked && !problem && !value) return null;
  return (
    <Field label={label} error={problem}>
      <Select value={value} onChange={onChange} none={t('case.decide')} choices={choices} />
    </Field>
  );
}

function Reopen(props: OneProps) {
  const { found, onClose } = props;
  const { t } = useWords();
  const saving = useSaving(props, 'reopen case', { reason: '' });
  const { typed, change, save, path, version } = saving;
  const { reason } = typed;
  return (
    <Frame
      title={t('case.reopen title', { number: found.number })}
      verb={t('case.reopen')}
      saving={saving}
      onClose={onClose}
      onSave={() => save(() => call('POST', `${path}/reopen`, { version, reason }), t('case.reopened'))}
    >
      <p className="second">{t('case.reopen text')}</p>
      <Field label={t('case.reason')}>
        <TextInput value={reason} onChange={(text) => change({ reason: text })} lines={2} />
      </Field>
    </Frame>
  );
}
