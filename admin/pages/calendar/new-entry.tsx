import React, { useState } from 'react';
import type { Resource } from '../../../db/resources.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { fromWall, instantTyped, shiftWall, wallMinutes } from '../../../domain/calendar/wall.ts';
import { AwayNotice } from '../../components/away-notice.tsx';
import { ClashNotice } from '../../components/clash-notice.tsx';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft, type Draft as EntryDraft } from '../../components/drafts.ts';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction, type Action } from '../../components/read.ts';
import { isSame } from '../../components/typed-part.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { CallAnyway } from '../task/call-anyway.tsx';
import type { TaskStart } from '../task/values.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import type { Spot } from './grid.tsx';
import { Booked } from './booked.tsx';
import { startMissing } from './start-missing.ts';

/** What the dialog begins with. */
export type Draft = {
  readonly spot: Spot;
  readonly type?: string;
  readonly ownerId: string;
  readonly private?: boolean;
  readonly resourceIds?: readonly string[];
};

/** As it is typed. */
type TypedEntry = {
  readonly title: string;
  readonly type: string;
  readonly company: Chosen | undefined;
  readonly place: string;
  readonly hidden: boolean;
};

/** What the span that was drawn says, as it is put right. */
type Slot = {
  readonly ownerId: string;
  readonly booked: readonly string[];
  readonly start: string;
  readonly minutes: string;
};

type SlotProps = {
  readonly slot: Slot;
  readonly changeSlot: (part: Partial<Slot>) => void;
};

type NewEntryProps = {
  readonly draft: Draft;
  readonly types: readonly TaskType[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly resources: readonly Resource[];
  readonly onClose: () => void;
  readonly onMade: () => void;
  /** To the form with all there is to say, with what was typed. */
  readonly onMore: (start: TaskStart) => void;
};

/** New work in a marked span: the time is known, one line says what it is. */
export function NewEntry({ draft: given, types, people, resources, onClose, onMade, onMore }: NewEntryProps) {
  const { t } = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const [callAnyway, setCallAnyway] = useState(false);
  const { spot } = given;
  const { slot, changeSlot, ...draft } = useEntry(given, types);
  const { typed, change } = draft;
  const { title, type, company, place, hidden } = typed;
  const { ownerId, booked, start, minutes } = slot;
  const usual = types.find(({ code }) => code === type)?.defaultMinutes ?? 30;
  const length = Number(minutes) || usual;
  const plannedAt = spot.allDay ? null : instantTyped(start, timeZone);

  const time = spot.allDay
    ? { dueAt: endOfDays(spot, timeZone) }
    : { ...(plannedAt ? { plannedAt } : {}), durationMinutes: length };
  const more = () => {
    draft.forget();
    const about = { title, type, company: company ?? null, place, private: hidden, resourceIds: booked };
    onMore({ ...time, receiver: `user ${ownerId}`, typed: about });
  };
  const save = () =>
    run(async () => {
      if (!spot.allDay && !plannedAt) throw startMissing(t('calendar.start missing'));
      await call('POST', '/tasks', {
        type,
        title,
        companyId: company?.id ?? null,
        ownerId,
        place: place || null,
        private: hidden,
        ...(booked.length > 0 ? { resourceIds: booked } : {}),
        ...(callAnyway ? { callAnyway } : {}),
        ...time,
      });
      draft.forget();
      toast(t('task.created'), { tone: 'green' });
      onMade();
      onClose();
    });
  return (
    <Dialog
      title={t('calendar.new')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" onClick={more}>
            {t('task.more fields')}
          </Button>
          <span className="grow" />
          <Cancel />
          <Button kind="main" type="submit" busy={busy}>
            {t('task.create')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused && !isBeside(refused.field, spot) ? <Problem>{refused.message}</Problem> : null}
        <CallAnyway refused={refused} checked={callAnyway} onChange={setCallAnyway} />
        <Field label={t('task.name')} required error={problem('title')}>
          <TextInput value={title} onChange={(text) => change({ title: text })} />
        </Field>
        <TypeAndOwner
          {...{ typed, change, slot, changeSlot, types, people }}
          typeProblem={problem('type')}
          ownerProblem={problem('ownerId')}
        />
        <StartAndLength {...{ spot, slot, changeSlot, problem }} />
        <ClashNotice people={[ownerId]} at={plannedAt ? [plannedAt] : []} minutes={length} />
        <AwayNotice userId={ownerId} on={start.slice(0, 10)} />
        <CustomerField
          chosen={company}
          onChoose={(chosen) => {
            change({ company: chosen });
            setCallAnyway(false);
          }}
          error={problem('companyId')}
        />
        <Field label={t('calendar.place')} error={problem('place')}>
          <TextInput value={place} onChange={(text) => change({ place: text })} />
        </Field>
        {spot.allDay ? null : (
          <Booked
            resources={resources}
            booked={booked}
            onBook={(ids) => changeSlot({ booked: ids })}
            error={problem('resourceIds')}
          />
        )}
        <Check checked={hidden} onChange={(on) => change({ hidden: on })} label={t('calendar.make private')} />
      </div>
    </Dialog>
  );
}

/** Its time, whose it is and what it books come with the span that was drawn; what else was typed waits for the next one. */
function useEntry(given: Draft, types: readonly TaskType[]) {
  const { t } = useWords();
  const draft = useDraft('calendar entry', beginOf(given, types, t('calendar.busy')));
  const [drawn] = useState(() => slotOf(given));
  const [slot, setSlot] = useState(drawn);
  return {
    ...draft,
    isDirty: draft.isDirty || !isSame(slot, drawn),
    keeps: draft.keeps && draft.isDirty,
    slot,
    changeSlot: (part: Partial<Slot>) => setSlot((old) => ({ ...old, ...part })),
  };
}

function beginOf(given: Draft, types: readonly TaskType[], busy: string): TypedEntry {
  return {
    title: given.private ? busy : '',
    type: given.type ?? types[0]?.code ?? '',
    company: undefined,
    place: '',
    hidden: given.private ?? false,
  };
}

function slotOf({ spot, ownerId, resourceIds = [] }: Draft): Slot {
  return {
    ownerId,
    booked: resourceIds,
    start: spot.from,
    minutes: spot.allDay ? '' : String(wallMinutes(spot.from, spot.to)),
  };
}

const fields = ['title', 'type', 'ownerId', 'companyId', 'place'];

/** Said under its field already: whole days have another field for their time than hours, and nothing to book. */
function isBeside(field: string | undefined, { allDay }: Spot): boolean {
  return [...fields, ...(allDay ? ['dueAt'] : ['plannedAt', 'durationMinutes', 'resourceIds'])].includes(field ?? '');
}

/** Whole days are a deadline: the end of the last of them. */
function endOfDays({ to }: Spot, timeZone: string): string {
  return fromWall(`${shiftWall(to, -1440).slice(0, 10)}T23:59`, timeZone);
}

type TypeAndOwnerProps = SlotProps &
  Pick<EntryDraft<TypedEntry>, 'typed' | 'change'> &
  Pick<NewEntryProps, 'types' | 'people'> & {
    readonly typeProblem: string | undefined;
    readonly ownerProblem: string | undefined;
  };

function TypeAndOwner(props: TypeAndOwnerProps) {
  const { typed, change, slot, changeSlot, types, people, typeProblem, ownerProblem } = props;
  const { t, language } = useWords();
  return (
    <div className="two">
      <Field label={t('task.type')} error={typeProblem}>
        <Select
          value={typed.type}
          onChange={(type) => change({ type })}
          choices={types.map((one) => ({ value: one.code, label: language === 'pl' ? one.namePl : one.nameEn }))}
        />
      </Field>
      <Field label={t('calendar.whose')} error={ownerProblem}>
        <Select
          value={slot.ownerId}
          onChange={(ownerId) => changeSlot({ ownerId })}
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </div>
  );
}

type StartAndLengthProps = SlotProps & { readonly spot: Spot } & Pick<Action, 'problem'>;

function StartAndLength({ spot, slot, changeSlot, problem }: StartAndLengthProps) {
  const { t } = useWords();
  return (
    <div className="two">
      <Field
        label={t(spot.allDay ? 'calendar.day' : 'calendar.start')}
        required={!spot.allDay}
        error={problem(spot.allDay ? 'dueAt' : 'plannedAt')}
      >
        <DateInput
          value={slot.start}
          onChange={(start) => changeSlot({ start })}
          onUnread={() => changeSlot({ start: '' })}
          time={!spot.allDay}
          disabled={spot.allDay}
        />
      </Field>
      {spot.allDay ? null : (
        <Field label={t('calendar.minutes')} error={problem('durationMinutes')}>
          <TextInput kind="number" value={slot.minutes} onChange={(minutes) => changeSlot({ minutes })} />
        </Field>
      )}
    </div>
  );
}
