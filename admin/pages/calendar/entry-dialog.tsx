import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import type { CalendarTask } from '../../../db/calendar.ts';
import type { Resource } from '../../../db/resources.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { sayMinutes } from '../../../domain/calendar/load.ts';
import { instantTyped, toWall } from '../../../domain/calendar/wall.ts';
import { AwayNotice } from '../../components/away-notice.tsx';
import { ClashNotice } from '../../components/clash-notice.tsx';
import { Button, Tag } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Field, Problem, TextInput } from '../../components/field.tsx';
import { call, Refused, useAction, type Action } from '../../components/read.ts';
import { changeFollowing, ReachField, type Reach } from '../task/reach.tsx';
import { Booked } from './booked.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { isMovable } from './events.ts';
import { startMissing } from './start-missing.ts';
import { Invitations } from '../../components/invitations.tsx';

type EntryDialogProps = {
  readonly task: CalendarTask;
  readonly typeName: string;
  readonly ownerName: string;
  readonly resources: readonly Resource[];
  /** Tasks of this type may be sent as invitations. */
  readonly invites: boolean;
  readonly onClose: () => void;
  /** Whether something that those invited should know has changed. */
  readonly onSaved: (changed: boolean) => void;
};

/** One entry looked at and put in order: when, how long, where, and who sees it. */
export function EntryDialog(props: EntryDialogProps) {
  const { task, onClose, onSaved } = props;
  const { t } = useWords();
  const { may } = useViewer();
  const action = useAction();
  const edits = isMovable(task) && may('task.edit');
  const entry = useEntry(task);
  const [reach, setReach] = useState<Reach>('this');
  const refused = action.refused && atField(action.refused);
  const problem = (field: string) => (refused?.field === field ? refused.message : undefined);

  const save = async () => {
    const { change } = entry;
    const done = await action.run(async () => {
      // Its menu takes the hour away, knowingly.
      if (task.plannedAt && !entry.planned.plannedAt) throw startMissing(t('calendar.start missing'));
      if (!(await saveEntry(task, entry, reach))) throw nothingBooked(t('calendar.nothing booked'));
    });
    if (!done) return;
    entry.draft.forget();
    onSaved(Object.keys(change).some((field) => field !== 'private'));
    onClose();
  };
  return (
    <Dialog
      title={task.title ?? t('calendar.busy')}
      draft={entry.draft}
      onClose={onClose}
      {...(edits ? { onSubmit: () => void save() } : {})}
      actions={
        <>
          <Button to={`/admin/tasks/${task.id}`}>{t('calendar.open')}</Button>
          <span className="grow" />
          {edits ? (
            <Button kind="main" type="submit" busy={action.busy}>
              {t('frame.save')}
            </Button>
          ) : null}
        </>
      }
    >
      {refused && !fields.includes(refused.field ?? '') ? <Problem>{refused.message}</Problem> : null}
      <Facts {...props} edits={edits} />
      {edits && task.recurrenceId ? <ReachField reach={reach} onReach={setReach} /> : null}
      {edits ? <EntryForm entry={entry} problem={problem} resources={props.resources} /> : null}
      {edits && mayInvite(props) ? <Invitations taskId={task.id} onTold={() => onSaved(false)} /> : null}
    </Dialog>
  );
}

/** Those that are shown: what is refused about any other is said of the whole. */
const fields = ['plannedAt', 'durationMinutes', 'place', 'resourceIds'];

/** What is sent stands within `change`: the field of the form is its last part. */
function atField({ field, message }: Refused): Pick<Refused, 'field' | 'message'> {
  return { message, ...(field ? { field: field.replace(/^change\./, '') } : {}) };
}

/** The rest of the change is saved: who booked a room is told that the day has no task to book it with. */
function nothingBooked(message: string): Refused {
  return new Refused({ code: 'recurrence.nothing_booked', message, field: 'resourceIds', status: 422 });
}

function mayInvite({ invites, task }: EntryDialogProps): boolean {
  return invites && task.plannedAt !== null;
}

/**
 * The time and what is booked for it in one: refused, both stay as they were. A rule books nothing: of many only this one does,
 * once they are changed. False: there is none on its day to book for.
 */
async function saveEntry(task: CalendarTask, { change, booking }: Entry, reach: Reach): Promise<boolean> {
  if (reach === 'this' || isEmpty(change)) {
    const whole = { ...change, ...booking };
    if (!isEmpty(whole)) await call('PATCH', `/tasks/${task.id}`, { version: task.version, change: whole });
    return true;
  }
  const id = await changeFollowing(task, { reach, change });
  if (isEmpty(booking)) return true;
  if (!id) return false;
  const { version } = (await call<WorkScreen>('GET', `/tasks/${id}`)).task;
  await call('PATCH', `/tasks/${id}`, { version, change: booking });
  return true;
}

function isEmpty(change: object): boolean {
  return Object.keys(change).length === 0;
}

type Entry = ReturnType<typeof useEntry>;

/** What is typed, and what of it differs. */
function useEntry(task: CalendarTask) {
  const { timeZone } = useViewer();
  const draft = useDraft(`calendar entry ${task.id}`, {
    start: task.plannedAt ? toWall(task.plannedAt, timeZone) : '',
    minutes: String(task.durationMinutes),
    place: task.place ?? '',
    hidden: task.private,
    booked: task.resources,
  });
  const { start, minutes, place, hidden, booked } = draft.typed;
  const plannedAt = instantTyped(start, timeZone);
  const durationMinutes = Number(minutes) || task.durationMinutes;
  const wanted = { plannedAt, durationMinutes, place: place || null, private: hidden };
  const change = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => task[field as keyof typeof wanted] !== value),
  );
  const isRebooked = booked.toSorted().join() !== task.resources.toSorted().join();
  return {
    ...{ draft, change, booking: isRebooked ? { resourceIds: booked } : {} },
    planned: { ...task, plannedAt, durationMinutes },
  };
}

type EntryFormProps = {
  readonly entry: Entry;
  readonly problem: Action['problem'];
  readonly resources: readonly Resource[];
};

function EntryForm({ entry, problem, resources }: EntryFormProps) {
  const { t } = useWords();
  const { typed, change } = entry.draft;
  const { id, ownerId, userIds, plannedAt, durationMinutes } = entry.planned;
  return (
    <div className="form">
      <div className="two">
        <Field label={t('calendar.start')} error={problem('plannedAt')}>
          <DateInput
            value={typed.start}
            onChange={(start) => change({ start })}
            onUnread={() => change({ start: '' })}
            time
          />
        </Field>
        <Field label={t('calendar.minutes')} error={problem('durationMinutes')}>
          <TextInput kind="number" value={typed.minutes} onChange={(minutes) => change({ minutes })} />
        </Field>
      </div>
      <ClashNotice
        people={[ownerId, ...userIds]}
        at={plannedAt ? [plannedAt] : []}
        minutes={durationMinutes}
        except={id}
      />
      <AwayNotice userId={ownerId} on={typed.start ? typed.start.slice(0, 10) : undefined} />
      <Field label={t('calendar.place')} error={problem('place')}>
        <TextInput value={typed.place} onChange={(place) => change({ place })} />
      </Field>
      <Booked
        resources={resources}
        booked={typed.booked}
        onBook={(booked) => change({ booked })}
        error={problem('resourceIds')}
      />
      <Check checked={typed.hidden} onChange={(hidden) => change({ hidden })} label={t('calendar.make private')} />
    </div>
  );
}

function Facts({ task, typeName, ownerName, edits }: EntryDialogProps & { readonly edits: boolean }) {
  const { t, moment, day } = useWords();
  const facts: [string, React.ReactNode][] = [[t('calendar.whose'), ownerName]];
  if (task.companyId) facts.unshift([t('task.customer'), <Customer key="customer" task={task} />]);
  if (task.plannedAt && !edits) facts.push([t('calendar.start'), moment(task.plannedAt)]);
  if (task.recordedAt) {
    facts.push([t('calendar.recorded at'), `${moment(task.recordedAt)}, ${sayMinutes(task.durationMinutes)}`]);
  }
  if (task.place && !edits) facts.push([t('calendar.place'), task.place]);
  if (task.dueAt) facts.push([t('calendar.due'), day(task.dueAt)]);
  return (
    <>
      <div className="bar">
        <Tag>{typeName}</Tag>
        {task.overdue ? (
          <Tag tone="red" icon="warning">
            {t('tasks.late')}
          </Tag>
        ) : null}
        {task.state === 'done' ? (
          <Tag tone="green" icon="check">
            {t('tasks.done')}
          </Tag>
        ) : null}
        {task.private ? <Tag icon="lock">{t('calendar.private')}</Tag> : null}
      </div>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <React.Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
    </>
  );
}

function Customer({ task }: { readonly task: CalendarTask }) {
  return (
    <Link className="link" to={`/admin/companies/${task.companyId}`}>
      {task.companyName}
    </Link>
  );
}
