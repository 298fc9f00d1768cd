/** A task that is being changed here, while others may save theirs: what was read, what is typed, and where both meet. */
import { useState } from 'react';
import { useDraft } from '../../components/drafts.ts';
import { changedOwn } from '../../components/own/record-form.tsx';
import { call, callAlone, Refused } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { isOfRecord } from '../../../domain/tasks/record.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { differs, sentOf, valuesOf, type TaskField, type TaskValues } from './values.ts';

/** Own fields are met one by one, without asking. */
export type Plain = Exclude<TaskField, 'own'>;

/** Fields that two people changed to something else, and who was first. */
export type Clash = {
  readonly fields: readonly Plain[];
  readonly theirs: TaskValues;
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
  const changed = differs(base.values, values).filter((field) => !isRecord || isOfRecord(names[field] ?? field));
  const wanted = async () => {
    const own = changed.includes('own') ? { own: changedOwn(base.values.own, values.own) } : {};
    return { ...(await sentOf(values, changed, timeZone)), ...own };
  };
  const meet = async () => {
    const now = await call<WorkScreen>('GET', `/tasks/${id}`);
    const theirs = valuesOf(now, timeZone);
    const { taken, fields } = meeting({ base: base.values, mine: values, theirs });
    setBase({ values: theirs, version: now.task.version });
    change(taken);
    setClash({ fields, theirs, who: now.around.updatedByName, at: now.around.updatedAt });
  };
  const settle = (field: Plain) =>
    setClash((old) => old && { ...old, fields: old.fields.filter((other) => other !== field) });
  return {
    ...{ draft, values, change, changed, isRecord, clash, wanted },
    keepMine: settle,
    takeTheirs(field: Plain) {
      change({ [field]: clash!.theirs[field] });
      settle(field);
    },
    /** False: somebody saved first, and what they changed stands in the form now. */
    async save(): Promise<boolean> {
      const saved = await saveTask(id, { version: base.version, reason: values.reason, change: await wanted() });
      if (saved === undefined) await meet();
      if (saved === undefined) return false;
      setBase({ values, version: saved });
      setClash(undefined);
      draft.forget({ ...values, reason: '' });
      return true;
    },
  };
}

type Saving = { readonly version: number; readonly reason: string; readonly change: object };

/** The new version; undefined where somebody else has saved another one meanwhile. */
async function saveTask(id: string, { reason, ...body }: Saving): Promise<number | undefined> {
  const why = reason.trim();
  try {
    const sent = { ...body, ...(why ? { reason: why } : {}) };
    return (await callAlone<{ version: number }>('PATCH', `/tasks/${id}`, sent)).version;
  } catch (error) {
    if (error instanceof Refused && error.code === 'task.changed') return undefined;
    throw error;
  }
}

type Sides = { readonly base: TaskValues; readonly mine: TaskValues; readonly theirs: TaskValues };

/** Fields that only the other one touched are taken over; those that both touched are for the person to decide. */
function meeting({ base, mine, theirs }: Sides): { taken: Partial<TaskValues>; fields: Plain[] } {
  const typed = new Set(differs(base, mine));
  const touched = differs(base, theirs);
  const open = new Set(differs(mine, theirs));
  const taken = Object.fromEntries(touched.filter((field) => !typed.has(field)).map((field) => [field, theirs[field]]));
  // Of own fields each that was not touched here follows; of one that both changed, what is typed stays.
  const own = { ...theirs.own, ...changedOwn(base.own, mine.own) };
  const fields = touched.filter((field): field is Plain => field !== 'own' && typed.has(field) && open.has(field));
  return { taken: { ...taken, own }, fields };
}

/** Where the form and the record call a field differently. */
const names: Partial<Readonly<Record<TaskField, string>>> = {
  case: 'caseId',
  parent: 'parentId',
  callMinutes: 'callSeconds',
  at: 'doneAt',
};
