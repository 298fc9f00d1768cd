import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { saveWhole, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Resource } from '../../../db/resources.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { Booked } from '../calendar/booked.tsx';
import { useKinds } from './kinds.ts';
import type { FieldsProps } from './values.ts';

/** Cars, rooms and equipment that come with the time of new work. */
export function BookingField({ values, change, problem }: FieldsProps) {
  return (
    <Booked
      resources={useResources(true)}
      booked={values.resourceIds}
      onBook={(resourceIds) => change({ resourceIds })}
      error={problem('resourceIds')}
    />
  );
}

type BookingsProps = { readonly screen: WorkScreen; readonly works: boolean; readonly onChanged: () => void };

/** What is booked for a task; for a meeting that is still to come, the way to book. */
export function Bookings({ screen, works, onChanged }: BookingsProps) {
  const { t } = useWords();
  const { task, around } = screen;
  const [booking, setBooking] = useState(false);
  const type = useKinds()?.types.find(({ code }) => code === task.type);
  const isMeeting = type?.invites === true || task.asksKilometres;
  const mayBook = works && task.state === 'open' && task.plannedAt !== null;
  const resources = useResources(mayBook && isMeeting);
  const has = around.resources.length > 0;
  if (!has && resources.length === 0) return null;
  return (
    <Card
      title={t('task.resources')}
      actions={
        mayBook ? (
          <Button kind="quiet" size="small" icon={has ? 'edit' : 'plus'} onClick={() => setBooking(true)}>
            {t(has ? 'task.rebook' : 'calendar.book')}
          </Button>
        ) : null
      }
    >
      {has ? (
        <ul className="lines">
          {around.resources.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      ) : (
        <span className="muted">{t('frame.none')}</span>
      )}
      {booking ? <BookingDialog screen={screen} onClose={() => setBooking(false)} onChanged={onChanged} /> : null}
    </Card>
  );
}

type BookingDialogProps = Omit<BookingsProps, 'works'> & { readonly onClose: () => void };

function BookingDialog({ screen: { task }, onClose, onChanged }: BookingDialogProps) {
  const { t } = useWords();
  const { run, busy, refused, problem } = useAction();
  const resources = useResources(true);
  // As it was when the boxes were drawn.
  const [{ version, resourceIds }] = useState(task);
  const [booked, setBooked] = useState(resourceIds);
  const save = () =>
    run(async () => {
      const after = { resourceIds: booked.toSorted() };
      await saveWhole(`/tasks/${task.id}/resources`, { version, before: { resourceIds }, after });
      onClose();
      onChanged();
    });
  return (
    <Dialog
      title={t('task.resources')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} />}
    >
      <div className="form">
        {refused && refused.field !== 'resourceIds' ? <Problem>{refused.message}</Problem> : null}
        <Booked resources={resources} booked={booked} onBook={setBooked} error={problem('resourceIds')} />
      </div>
    </Dialog>
  );
}

function useResources(wanted: boolean): readonly Resource[] {
  return useRead<{ resources: Resource[] }>(wanted ? '/resources' : undefined).value?.resources ?? [];
}
