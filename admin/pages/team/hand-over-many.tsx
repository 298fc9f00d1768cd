import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Notice, Problem, Select } from '../../components/field.tsx';
import { askParticipants } from '../../components/participants-asked.ts';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { HandedOver, HandOverPlan } from '../../../db/task-hand-over.ts';
import type { Said } from '../../../domain/domain-error.ts';
import type { Receiver, ReceiverChoice } from '../../../db/task-receivers.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { AwayReceivers } from '../work/away-receivers.tsx';

export type From = { readonly name: string; readonly of: { readonly ownerId: string } | { readonly queue: string } };
/** More of those that did not come back nobody reads before their message goes. */
const MOST_NAMED = 5;

type Props = { readonly from: From; readonly onClose: () => void; readonly onDone: () => void };

/** Hands over all open tasks of somebody or of a queue: counted first, divided by customer, and taken back with one click. */
export function HandOverMany({ from, onClose, onDone }: Props) {
  const { t, language } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const { value } = useRead<{ receivers: ReceiverChoice[] }>('/task-receivers');
  const { value: kinds } = useRead<{ types: TaskType[] }>('/task-types');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [type, setType] = useState('');
  const [result, setResult] = useState<HandedOver>();
  const receivers = value?.receivers ?? [];
  const to = chosen.map((at) => plain(receivers[at]!));
  const { plan, problem } = usePlan({ from: from.of, to, ...(type ? { types: [type] } : {}) });

  const skippedOf = (skipped: HandedOver['skipped']) => {
    const named = skipped.slice(0, MOST_NAMED).map((one) => lineOf(one, language));
    const more = skipped.length > MOST_NAMED ? ['…'] : [];
    return `${t('team.skipped', { count: skipped.length })}: ${[...named, ...more].join(' · ')}`;
  };
  const undo = (rows: HandedOver['done']) =>
    void call<HandedOver>('POST', '/tasks/hand-over', { rows }).then(
      ({ done, skipped }) => {
        toast(t('team.taken back', { count: done.length }));
        if (skipped.length > 0) toast(skippedOf(skipped), { tone: 'red' });
        onDone();
        void askParticipants({ ids: done.map(({ id }) => id) });
      },
      (error: unknown) => toast((error as Error).message, { tone: 'red' }),
    );
  const handOver = () =>
    run(async () => {
      const answer = await call<HandedOver>('POST', '/tasks/hand-over', { rows: plan!.rows });
      toast(t('team.handed over', { count: answer.done.length }), { tone: 'green', undo: () => undo(answer.done) });
      onDone();
      void askParticipants({ ids: answer.done.map(({ id }) => id) });
      if (answer.skipped.length === 0) onClose();
      else setResult(answer);
    });
  const toggle = (at: number) => (on: boolean) =>
    setChosen((old) => (on ? [...old, at] : old.filter((other) => other !== at)));

  if (result) return <Skipped result={result} onClose={onClose} />;
  return (
    <Dialog
      title={t('team.hand over from', { name: from.name })}
      onClose={onClose}
      onSubmit={() => plan && plan.rows.length > 0 && void handOver()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={!plan || plan.rows.length === 0}>
            {plan ? t('team.hand over count', { count: plan.rows.length }) : t('team.hand over')}
          </Button>
        </>
      }
    >
      <div className="form">
        <Field label={t('task.type')}>
          <Select
            value={type}
            onChange={setType}
            none={t('team.every type')}
            choices={(kinds?.types ?? []).map((one) => ({
              value: one.code,
              label: language === 'pl' ? one.namePl : one.nameEn,
            }))}
          />
        </Field>
        <fieldset className="receivers">
          <legend>{t('team.to')}</legend>
          {receivers.map(({ ownerId, queue, name }, at) =>
            isSame(from.of, { ownerId, queue }) ? null : (
              <Check
                key={`${ownerId} ${queue}`}
                checked={chosen.includes(at)}
                onChange={toggle(at)}
                label={ownerId ? name : t('tasks.queue', { queue: name })}
              />
            ),
          )}
        </fieldset>
        <AwayReceivers people={to.flatMap(({ ownerId }) => ownerId ?? [])} />
        {plan ? <Preview plan={plan} names={chosen.map((at) => receivers[at]!.name)} /> : null}
        {(refused ?? problem) ? <Problem>{(refused ?? problem)!.message}</Problem> : null}
      </div>
    </Dialog>
  );
}

function plain({ ownerId, queue }: Receiver): Receiver {
  return { ownerId, queue };
}

function isSame(from: From['of'], { ownerId, queue }: Receiver): boolean {
  return 'ownerId' in from ? from.ownerId === ownerId : from.queue === queue;
}

type Asked = { readonly from: From['of']; readonly to: readonly Receiver[]; readonly types?: readonly string[] };

function usePlan(asked: Asked) {
  const [plan, setPlan] = useState<HandOverPlan>();
  const { run, refused } = useAction();
  const body = JSON.stringify(asked);
  useEffect(() => {
    setPlan(undefined);
    if (asked.to.length === 0) return;
    let gone = false;
    void run(async () => {
      const found = await call<HandOverPlan>('POST', '/tasks/hand-over/plan', JSON.parse(body) as object);
      if (!gone) setPlan(found);
    });
    return () => {
      gone = true;
    };
  }, [body, run]);
  return { plan, problem: refused };
}

function Preview({ plan, names }: { readonly plan: HandOverPlan; readonly names: readonly string[] }) {
  const { t, language } = useWords();
  return (
    <Notice>
      <p>{t('team.plan', { count: plan.rows.length })}</p>
      <ul>
        {plan.each.map(({ count }, at) => (
          <li key={names[at]}>{`${names[at]}: ${count}`}</li>
        ))}
      </ul>
      <p className="small">
        {plan.byType.map((one) => `${language === 'pl' ? one.pl : one.en}: ${one.count}`).join(', ')}
        {plan.overdue > 0 ? ` · ${t('team.late', { count: plan.overdue })}` : ''}
        {plan.openElsewhere > 0 ? ` · ${t('team.stay open', { count: plan.openElsewhere })}` : ''}
        {plan.more ? ` · ${t('team.more')}` : ''}
      </p>
    </Notice>
  );
}

function lineOf({ title, why }: HandedOver['skipped'][number], language: keyof Said): string {
  return [title, why[language]].filter(Boolean).join(': ');
}

/** What was left out, with the reason. */
function Skipped({ result, onClose }: { readonly result: HandedOver; readonly onClose: () => void }) {
  const { t, language } = useWords();
  return (
    <Dialog
      title={t('team.skipped', { count: result.skipped.length })}
      onClose={onClose}
      actions={
        <Button kind="main" onClick={onClose}>
          {t('frame.close')}
        </Button>
      }
    >
      <ul>
        {result.skipped.map((one) => (
          <li key={one.id}>{lineOf(one, language)}</li>
        ))}
      </ul>
    </Dialog>
  );
}
