/** A task that is being changed here, while others may save theirs: what was read, what is typed, and where both meet. */
import { useState } from 'react';
import { useDraft } from '../../components/drafts.ts';
import { changedOwn } from '../../components/own/record-form.tsx';
import type { Theirs } from '../../components/meeting.ts';
import { call, callAlone, Refused } from '../../components/read.ts';
import { fieldOf, goneOn, metSides, withField } from '../../components/typed-part.ts';
import { useViewer } from '../../components/viewer.ts';
import { isOfRecord } from '../../../domain/tasks/record.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { differs, sentOf, valuesOf, type TaskValues } from './values.ts';

/** Fields that two people changed to something else, and who was first. An own field is called `own.<code>`. */
export type Clash = {
  readonly fields: readonly string[];
  /** What was typed when both met. */
  readonly mine: TaskValues;
  readonly theirs: TaskValues;
  /** Both values as the server has told them, by the names of the record. */
  readonly told: Theirs['fields'];
  readonly who: string | null;
  readonly at: string;
};

export type Revision = ReturnType<typeof useRevision>;

export function useRevision(screen: WorkScreen) {
  const { id, version, state } = screen.task;
  const { timeZone } = useViewer();
  const [begin] = useState(() => valuesOf(screen, timeZone));
  const [base, setBase] = useState({ values: begin, version });
  const draft = useDraft(`task ${id}`, begin);
  const [clash, setClash] = useState<Clash>();
  const { typed: values, change } = draft;
  const isRecord = state === 'done';
  const changed = differs(base.values, values).filter((field) => !isRecord || isOfRecord(nameOfRecord(field)));
  const wanted = async () => {
    const own = changed.includes('own') ? { own: changedOwn(base.values.own, values.own) } : {};
    return { ...(await sentOf(values, changed, timeZone)), ...own };
  };
  const meet = async (told: Theirs['fields']) => {
    const now = await call<WorkScreen>('GET', `/tasks/${id}`);
    const theirs = valuesOf(now, timeZone);
    const { both, merged } = metSides({ base: base.values, mine: values, theirs });
    setBase({ values: theirs, version: now.task.version });
    change(goneOn(values, merged));
    setClash({ fields: both, mine: merged, theirs, told, who: now.around.updatedByName, at: now.around.updatedAt });
  };
  const settle = (field: string) =>
    setClash((old) => old && { ...old, fields: old.fields.filter((other) => other !== field) });
  return {
    ...{ draft, values, change, changed, isRecord, clash, wanted },
    keepMine: settle,
    takeTheirs(field: string) {
      change(withField(values, field, fieldOf(clash!.theirs, field)));
      settle(field);
    },
    /** False: somebody saved first, and what they changed stands in the form now. */
    async save(): Promise<boolean> {
      const saved = await saveTask(id, { version: base.version, reason: values.reason, change: await wanted() });
      if ('told' in saved) await meet(saved.told);
      if ('told' in saved) return false;
      const settled = { ...values, callAnyway: false };
      setBase({ values: settled, version: saved.version });
      setClash(undefined);
      draft.saved(values, { ...settled, reason: '' });
      return true;
    },
  };
}

type Saving = { readonly version: number; readonly reason: string; readonly change: object };

type Saved = { readonly version: number } | { readonly told: Theirs['fields'] };

/** The new version; both values where somebody else has saved another one meanwhile. */
async function saveTask(id: string, { reason, ...body }: Saving): Promise<Saved> {
  const why = reason.trim();
  try {
    const sent = { ...body, ...(why ? { reason: why } : {}) };
    return await callAlone<{ version: number }>('PATCH', `/tasks/${id}`, sent);
  } catch (error) {
    if (error instanceof Refused && error.code === 'task.changed') return { told: error.theirs?.fields ?? {} };
    throw error;
  }
}

/** What the record calls a field of the form. */
export function nameOfRecord(field: string): string {
  return names[field] ?? field;
}

/** Where the form and the record call a field differently. */
const names: Readonly<Record<string, string>> = {
  case: 'caseId',
  parent: 'parentId',
  callMinutes: 'callSeconds',
  at: 'doneAt',
};
