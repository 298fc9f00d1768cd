import React, { useState } from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import type { Resource } from '../../../db/resources.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { overlapping } from '../../../domain/calendar/overlap.ts';
import { fromWall, shiftWall, wallMinutes } from '../../../domain/calendar/wall.ts';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';
import type { Spot } from './grid.tsx';
import { Booked } from './booked.tsx';
import { Overlaps } from './overlaps.tsx';

/** What the dialog begins with. */
export type Draft = {
  readonly spot: Spot;
  readonly type?: string;
  readonly ownerId: string;
  readonly private?: boolean;
  readonly resourceIds?: readonly string[];
};

type NewEntryProps = {
  readonly draft: Draft;
  readonly types: readonly TaskType[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly resources: readonly Resource[];
  readonly tasks: readonly CalendarTask[];
  readonly onClose: () => void;
  readonly onMade: () => void;
};

/** New work in a marked span: the time is known, one line says what it is. */
export function NewEntry({ draft, types, people, resources, tasks, onClose, onMade }: NewEntryProps) {
  const { t } = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const { spot } = draft;
  const [title, setTitle] = useState(draft.private ? t('calendar.busy') : '');
  const [type, setType] = useState(draft.type ?? types[0]?.code ?? '');
  const [company, setCompany] = useState<Chosen>();
  const [ownerId, setOwnerId] = useState(draft.ownerId);
  const [place, setPlace] = useState('');
  const [hidden, setHidden] = useState(draft.private ?? false);
  const [booked, setBooked] = useState<readonly string[]>(draft.resourceIds ?? []);
  const [start, setStart] = useState(spot.from);
  const usual = types.find(({ code }) => code === type)?.defaultMinutes ?? 30;
  const [minutes, setMinutes] = useState(spot.allDay ? '' : String(wallMinutes(spot.from, spot.to)));
  const length = Number(minutes) || usual;
  const plannedAt = spot.allDay ? null : fromWall(start, timeZone);
  const clashes = overlapping({ id: '', ownerId, plannedAt, durationMinutes: length }, tasks);

  const save = () =>
    run(async () => {
      await call('POST', '/tasks', {
        type,
        title,
        companyId: company?.id ?? null,
        ownerId,
        place: place || null,
        private: hidden,
        ...(booked.length > 0 ? { resourceIds: booked } : {}),
        ...(plannedAt
          ? { plannedAt, durationMinutes: length }
          : { dueAt: fromWall(`${shiftWall(spot.to, -1440).slice(0, 10)}T23:59`, timeZone) }),
      });
      toast(t('task.created'), { tone: 'green' });
      onMade();
      onClose();
    });
  return (
    <Dialog
      title={t('calendar.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('task.create')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused && !refused.field ? <Problem>{refused.message}</Problem> : null}
        <Field label={t('task.name')} required error={problem('title')}>
          <TextInput value={title} onChange={setTitle} />
        </Field>
        <TypeAndOwner
          {...{ type, setType, types, ownerId, setOwnerId, people }}
          typeProblem={problem('type')}
          ownerProblem={problem('ownerId')}
        />
        <StartAndLength
          {...{ spot, start, setStart, minutes, setMinutes }}
          minutesProblem={problem('durationMinutes')}
        />
        <Overlaps clashes={clashes} />
        <CustomerField chosen={company} onChoose={setCompany} error={problem('companyId')} />
        <Field label={t('calendar.place')} error={problem('place')}>
          <TextInput value={place} onChange={setPlace} />
        </Field>
        {spot.allDay ? null : (
          <Booked resources={resources} booked={booked} onBook={setBooked} error={problem('resourceIds')} />
        )}
        <Check checked={hidden} onChange={setHidden} label={t('calendar.make private')} />
      </div>
    </Dialog>
  );
}

type TypeAndOwnerProps = Pick<NewEntryProps, 'types' | 'people'> & {
  readonly type: string;
  readonly setType: (type: string) => void;
  readonly ownerId: string;
  readonly setOwnerId: (ownerId: string) => void;
  readonly typeProblem: string | undefined;
  readonly ownerProblem: string | undefined;
};

function TypeAndOwner(props: TypeAndOwnerProps) {
  const { t, language } = useWords();
  return (
    <div className="two">
      <Field label={t('task.type')} error={props.typeProblem}>
        <Select
          value={props.type}
          onChange={props.setType}
          choices={props.types.map((one) => ({ value: one.code, label: language === 'pl' ? one.namePl : one.nameEn }))}
        />
      </Field>
      <Field label={t('calendar.whose')} error={props.ownerProblem}>
        <Select
          value={props.ownerId}
          onChange={props.setOwnerId}
          choices={props.people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </div>
  );
}

type StartAndLengthProps = {
  readonly spot: Spot;
  readonly start: string;
  readonly setStart: (start: string) => void;
  readonly minutes: string;
  readonly setMinutes: (minutes: string) => void;
  readonly minutesProblem: string | undefined;
};

function StartAndLength({ spot, start, setStart, minutes, setMinutes, minutesProblem }: StartAndLengthProps) {
  const { t } = useWords();
  return (
    <div className="two">
      <Field label={t(spot.allDay ? 'calendar.day' : 'calendar.start')}>
        <DateInput value={start} onChange={setStart} time={!spot.allDay} disabled={spot.allDay} />
      </Field>
      {spot.allDay ? null : (
        <Field label={t('calendar.minutes')} error={minutesProblem}>
          <TextInput kind="number" value={minutes} onChange={setMinutes} />
        </Field>
      )}
    </div>
  );
}
