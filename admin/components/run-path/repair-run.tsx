import React, { useState } from 'react';
import { Button } from '../button.tsx';
import { Cancel, Dialog } from '../dialog.tsx';
import { useDraft } from '../drafts.ts';
import { Field, Notice, Problem, Select, TextInput } from '../field.tsx';
import { useOfficeWords } from '../office-words.ts';
import { Skeleton } from '../page.tsx';
import { call, useAction, useRead } from '../read.ts';
import { Refusal } from '../refusal.tsx';
import { useToast } from '../toast.tsx';
import { useViewer } from '../viewer.ts';
import { useWords, type Words } from '../words.ts';
import type { Repairable } from '../../../db/run-repair.ts';
import type { Unheard } from '../../../db/unheard.ts';
import type { Spot } from '../../../domain/scenario/repair.ts';
import { eventName } from './way-name.ts';

type RepairProps = {
  readonly run: { readonly id: string; readonly name: string };
  readonly onChange: () => void;
};

/** Repairs a procedure that is stuck, for whoever may: it says why, and asks how it goes on. */
export function RepairRun({ run, onChange }: RepairProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const [open, setOpen] = useState(false);
  if (!may('run.repair')) return null;
  return (
    <>
      <Button size="small" icon="warning" label={t('repair.of', { name: run.name })} onClick={() => setOpen(true)}>
        {t('repair.do')}
      </Button>
      {open ? <Repairing run={run} onClose={() => setOpen(false)} onChange={onChange} /> : null}
    </>
  );
}

type Told = Omit<Repairable, 'why' | 'unheard'> & {
  readonly why: string;
  readonly unheard: readonly (Omit<Unheard, 'name' | 'key'> & { readonly name: string | null })[];
};

type Way = 'retry' | 'skip' | 'move' | 'end';
type Typed = { readonly way: Way } & Readonly<Record<'seq' | 'from' | 'to' | 'result' | 'reason', string>>;

const begin: Typed = { way: 'retry', seq: '', from: '', to: '', result: '', reason: '' };

function Repairing({ run, onClose, onChange }: RepairProps & { readonly onClose: () => void }) {
  const ready = useOfficeWords();
  const { t } = useWords();
  const toast = useToast();
  const action = useAction();
  const { value: told, error } = useRead<Told>(`/runs/${run.id}/repair`);
  const draft = useDraft(undefined, begin);
  const typed: Typed =
    told && told.stranded.length > 0 && draft.typed.way === 'retry' ? { ...draft.typed, way: 'move' } : draft.typed;
  const body = told && bodyOf(typed, told);
  const repair = async () => {
    if (!told || !body) return;
    if (!(await action.run(() => call('POST', `/runs/${run.id}/repair`, { rev: told.rev, ...body })))) return;
    toast(t(draft.typed.way === 'end' ? 'procedure.ends' : 'repair.done'), { tone: 'green' });
    onClose();
    onChange();
  };
  if (!ready) return null;
  return (
    <Dialog
      title={t('repair.of', { name: run.name })}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void repair()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={action.busy} disabled={!body}>
            {t('repair.do')}
          </Button>
        </>
      }
    >
      {error ? <Problem>{error.message}</Problem> : null}
      <Refusal refused={action.refused} />
      {told ? <Notice tone="red">{told.why}</Notice> : error ? null : <Skeleton rows={4} height={48} />}
      {told ? <Ways told={told} typed={typed} change={draft.change} problem={action.problem} /> : null}
    </Dialog>
  );
}

type WaysProps = {
  readonly told: Told;
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  readonly problem: ReturnType<typeof useAction>['problem'];
};

function Ways({ told, typed, change, problem }: WaysProps) {
  const words = useWords();
  const { t } = words;
  const ways: readonly Way[] = [
    // What waits for a closed task gains nothing by trying.
    ...(told.stranded.length === 0 ? (['retry'] as const) : []),
    ...(told.unheard.length > 0 ? (['skip'] as const) : []),
    ...(told.branches.length > 0 ? (['move'] as const) : []),
    'end',
  ];
  return (
    <div className="form">
      <Field label={t('repair.how')} hint={t(`repair.way text.${typed.way}`)}>
        <Select
          value={typed.way}
          onChange={(way) => change({ ...begin, way: way as Way })}
          choices={ways.map((way) => ({ value: way, label: t(`repair.way.${way}`) }))}
        />
      </Field>
      {typed.way === 'skip' ? (
        <Field label={t('repair.what')} required>
          <Select
            value={typed.seq}
            onChange={(seq) => change({ seq })}
            none={t('repair.choose')}
            choices={told.unheard.map((one) => ({ value: String(one.seq), label: unheardText(one, words) }))}
          />
        </Field>
      ) : null}
      {typed.way === 'move' || typed.way === 'skip' ? <Moving {...{ told, typed, change, problem }} /> : null}
      {typed.way === 'end' ? <Ending {...{ told, typed, change, problem }} /> : null}
    </div>
  );
}

const results = ['success', 'neutral', 'failure'] as const;

function Ending({ typed, change, problem }: WaysProps) {
  const { t } = useWords();
  return (
    <>
      <Field label={t('repair.result')} required>
        <Select
          value={typed.result}
          onChange={(result) => change({ result })}
          none={t('repair.choose')}
          choices={results.map((value) => ({ value, label: t(`participant.result.${value}`) }))}
        />
      </Field>
      <Field label={t('procedure.reason')} required error={problem('reason')}>
        <TextInput value={typed.reason} onChange={(reason) => change({ reason })} lines={2} />
      </Field>
    </>
  );
}

/** Which of the places where it stands, and where to. What was skipped may leave it where it is. */
function Moving({ told: { branches, steps }, typed, change }: WaysProps) {
  const words = useWords();
  const { t } = words;
  const moves = typed.way === 'move';
  return (
    <>
      {branches.length > 1 && (moves || typed.to !== '') ? (
        <Field label={t('repair.from')} required>
          <Select
            value={typed.from}
            onChange={(from) => change({ from })}
            none={t('repair.choose')}
            choices={branches.map(({ tokenId, at }) => ({ value: String(tokenId), label: spotText(at, words) }))}
          />
        </Field>
      ) : null}
      {branches.length > 0 ? (
        <Field label={t(moves ? 'repair.to' : 'repair.then')} required={moves}>
          <Select
            value={typed.to}
            onChange={(to) => change({ to })}
            none={t(moves ? 'repair.choose' : 'repair.stays')}
            choices={steps.map((step) => ({ value: step.id, label: spotText(step, words) }))}
          />
        </Field>
      ) : null}
    </>
  );
}

/** What is sent; undefined as long as something is to be chosen. */
function bodyOf({ way, seq, from, to, result, reason }: Typed, { branches }: Told): object | undefined {
  const only = branches.length === 1 ? String(branches[0]!.tokenId) : from;
  const move = to !== '' && only !== '' ? { tokenId: Number(only), to } : undefined;
  switch (way) {
    case 'retry':
      return { do: way };
    case 'skip':
      if (seq === '' || (to !== '' && !move)) return undefined;
      return { do: way, seq: Number(seq), ...(move ? { move } : {}) };
    case 'move':
      return move && { do: way, ...move };
    case 'end':
      return result === '' ? undefined : { do: way, result, reason };
  }
}

/** Steps without a title are told apart by their codes. */
function spotText({ id, title, kind }: Spot, { t }: Words): string {
  return title ?? `${t(`scenarios.kind.${kind}`)} (${id})`;
}

function unheardText({ kind, name, at, by, hidden }: Told['unheard'][number], words: Words): string {
  const { t, moment } = words;
  if (hidden) return t('repair.unheard.hidden');
  const said = t(`repair.unheard.${kind}`, { name: name === null ? '' : eventName(name, words) });
  return [said, at && moment(at), by].filter(Boolean).join(' · ');
}
