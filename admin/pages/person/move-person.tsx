import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Field, Problem, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Card } from '../../components/page.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CameFrom as Earlier, PersonCard } from '../../../db/people.ts';
import type { StaysBehind } from '../../../db/person-moves.ts';
import { CustomerField, type Chosen } from '../tasks/customer-field.tsx';

type MoveProps = { readonly person: PersonCard };

/** Somebody who works for another customer now. */
export function MovePerson({ person }: MoveProps) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="quiet" icon="building" label={t('person.move')} onClick={() => setAsking(true)} />
      {asking ? <MoveDialog person={person} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** Somebody who came from another employer, and the way back to it. */
export function CameFrom({ person, from: { companyName, movedAt } }: MoveProps & { readonly from: Earlier }) {
  const { t, moment } = useWords();
  const { may } = useViewer();
  const moveBack = useMoveBack([person.firstName, person.lastName].filter(Boolean).join(' '), companyName);
  const { run, busy, refused } = useAction();
  return (
    <Card title={t('person.came from')}>
      <div className="bar">
        <b className="strong">{companyName}</b>
        <span className="small muted">{moment(movedAt)}</span>
        <span className="grow" />
        {may('company.edit') ? (
          <Button size="small" icon="undo" busy={busy} onClick={() => void run(() => moveBack(person.id))}>
            {t('person.undo move')}
          </Button>
        ) : null}
      </div>
      <Problem>{refused?.message}</Problem>
    </Card>
  );
}

/** Opens them at the old customer, and says what stays at the newer one. */
function useMoveBack(name: string, company: string): (id: string) => Promise<void> {
  const { t } = useWords();
  const toast = useToast();
  const navigate = useNavigate();
  return async (id) => {
    const back = await call<{ id: string; stayed: string[] }>('POST', `/people/${id}/move/undo`);
    toast([t('person.moved back', { name, company }), ...back.stayed].join(' '), { tone: 'green' });
    void navigate(`/admin/people/${back.id}`, { replace: true });
  };
}

type Typed = {
  readonly employer: Chosen | undefined;
  readonly position: string;
  /** Ids of addresses that belonged to the old work. */
  readonly left: readonly string[];
};
const begin: Typed = { employer: undefined, position: '', left: [] };

/** Says what follows and what stays before it is done. */
function MoveDialog({ person, onClose }: MoveProps & { readonly onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const toast = useToast();
  const draft = useDraft<Typed>(`move person ${person.id}`, begin);
  const { employer, position, left } = draft.typed;
  const { run, busy, refused, problem } = useAction();
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  const contactPointIds = person.contactPoints.map(({ id }) => id).filter((id) => !left.includes(id));
  const keep = (id: string, on: boolean) =>
    draft.change({ left: on ? left.filter((one) => one !== id) : [...left, id] });
  const moveBack = useMoveBack(name, person.companyName);
  const move = () =>
    run(async () => {
      const wanted = { version: person.version, companyId: employer?.id, position, contactPointIds };
      const { id } = await call<{ id: string }>('POST', `/people/${person.id}/move`, wanted);
      draft.forget();
      onClose();
      toast(t('person.moved', { name, company: employer?.name ?? '' }), {
        tone: 'green',
        undo: () => void moveBack(id).catch((error: unknown) => toast((error as Error).message, { tone: 'red' })),
      });
      void navigate(`/admin/people/${id}`, { replace: true });
    });
  return (
    <Dialog
      title={t('person.move')}
      draft={draft}
      onClose={onClose}
      onSubmit={() => void move()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={!employer}>
            {t('person.move')}
          </Button>
        </>
      }
    >
      <div className="company-form">
        <CustomerField
          label={t('person.new employer')}
          chosen={employer}
          onChoose={(chosen) => draft.change({ employer: chosen })}
          error={problem('companyId')}
          required
        />
        <Field label={t('company.person.position')}>
          <TextInput value={position} onChange={(typed) => draft.change({ position: typed })} />
        </Field>
        {person.contactPoints.length > 0 ? (
          <fieldset className="field enclosed">
            <legend>{t('person.still reached')}</legend>
            {person.contactPoints.map(({ id, value }) => (
              <Check key={id} label={value} checked={!left.includes(id)} onChange={(on) => keep(id, on)} />
            ))}
          </fieldset>
        ) : null}
        <WhatBecomes person={person} />
        <Refusal refused={refused} />
      </div>
    </Dialog>
  );
}

/** What follows, what stays, and what somebody has to look at. */
function WhatBecomes({ person }: MoveProps) {
  const { t } = useWords();
  const { value } = useRead<StaysBehind>(`/people/${person.id}/move`);
  const { openTasks = 0, running = 0 } = value ?? {};
  const company = person.companyName;
  return (
    <>
      <p className="second small">{t('person.move follows')}</p>
      <p className="second small">{t('person.move stays', { company })}</p>
      {openTasks > 0 ? <p className="second small">{t('person.move tasks', { count: openTasks, company })}</p> : null}
      {running > 0 ? <p className="second small">{t('person.move running', { count: running, company })}</p> : null}
    </>
  );
}
