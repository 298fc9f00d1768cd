import React, { useState } from 'react';
import { DateInput } from '../../components/date-input.tsx';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Select, TextInput } from '../../components/field.tsx';
import { call, saveChanged, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { ImportantDate } from '../../../db/important-dates.ts';
import { thingsBrought, type Brings } from '../../../domain/recurrence/important-days.ts';

type DateDialogProps = {
  readonly companyId: string;
  readonly personId?: string;
  /** The one that is changed; without it a new one is written down. */
  readonly date?: ImportantDate;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

const daysAhead = [0, 1, 2, 3, 7, 14, 30, 60, 90];

/** What day it is, and what it brings in advance. A birthday and a name day are the person's: only the second is asked. */
export function DateDialog({ companyId, personId, date, onClose, onSaved }: DateDialogProps) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [begin] = useState(() => typedOf(date));
  const [typed, setTyped] = useState(begin);
  const change = (part: Partial<Typed>) => setTyped((old) => ({ ...old, ...part }));
  const { run, busy, refused, problem } = useAction();
  const isOwn = date === undefined || date.kind === 'date';
  const save = () =>
    run(async () => {
      await (date?.id && date.version !== null
        ? saveChanged(`/important-dates/${date.id}`, {
            ...{ version: date.version, before: sentOf(begin, isOwn), after: sentOf(typed, isOwn) },
          })
        : call('POST', `/companies/${companyId}/dates`, {
            ...sentOf(typed, isOwn),
            ...(date ? { kind: date.kind, personId: date.personId } : personId ? { personId } : {}),
          }));
      onSaved();
    });
  return (
    <Dialog
      title={titleOf(words, date)}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} disabled={isOwn && (typed.title.trim() === '' || typed.fallsOn === '')} />}
    >
      <div className="form">
        {isOwn ? (
          <>
            <Field label={t('customer.what day')} required error={problem('title')}>
              <TextInput value={typed.title} onChange={(title) => change({ title })} autoFocus autoComplete="off" />
            </Field>
            <Field label={t('customer.when')} required error={problem('fallsOn')}>
              <DateInput value={typed.fallsOn} onChange={(fallsOn) => change({ fallsOn })} />
            </Field>
            <Check checked={typed.yearly} onChange={(yearly) => change({ yearly })} label={t('customer.yearly')} />
          </>
        ) : null}
        {may('task.edit') ? <BringsFields typed={typed} change={change} /> : null}
        <Refusal refused={refused} />
      </div>
    </Dialog>
  );
}

type Typed = {
  readonly title: string;
  readonly fallsOn: string;
  readonly yearly: boolean;
  readonly brings: Brings | null;
  readonly aheadDays: number;
};

function typedOf(date: ImportantDate | undefined): Typed {
  if (!date) return { title: '', fallsOn: '', yearly: false, brings: null, aheadDays: 7 };
  const { title, fallsOn, yearly, brings, aheadDays } = date;
  return { title: title ?? '', fallsOn, yearly, brings, aheadDays: aheadDays ?? 7 };
}

/** A birthday has its day from the person. */
function sentOf({ brings, aheadDays, ...day }: Typed, isOwn: boolean): object {
  return { ...(isOwn ? day : {}), brings, aheadDays: brings ? aheadDays : null };
}

type BringsProps = { readonly typed: Typed; readonly change: (part: Partial<Typed>) => void };

function BringsFields({ typed, change }: BringsProps) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <Field label={t('date.brings')} hint={t('date.brings hint')}>
        <Select
          value={typed.brings ?? ''}
          none={t('date.brings.nothing')}
          onChange={(brings) => change({ brings: (brings || null) as Brings | null })}
          choices={thingsBrought.map((what) => ({ value: what, label: t(`date.brings.${what}`) }))}
        />
      </Field>
      {typed.brings ? (
        <Field label={t('date.ahead')}>
          <Select
            value={String(typed.aheadDays)}
            onChange={(days) => change({ aheadDays: Number(days) })}
            choices={[...new Set([...daysAhead, typed.aheadDays])]
              .toSorted((a, b) => a - b)
              .map((days) => ({ value: String(days), label: sayAhead(words, days) }))}
          />
        </Field>
      ) : null}
    </>
  );
}

/** How long before the day. */
export function sayAhead({ t }: Words, days: number): string {
  return days === 0 ? t('date.same day') : t('date.days ahead', { count: days });
}

function titleOf({ t }: Words, date: ImportantDate | undefined): string {
  if (!date) return t('customer.add date');
  const name = date.kind === 'date' ? date.title : t(`customer.${date.kind}`);
  return t('date.edit', { title: [name, date.personName].filter(Boolean).join(', ') });
}
