import React from 'react';
import { Face } from '../../components/button.tsx';
import { InviteButton, Standing, useInvitees } from '../../components/invitations.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { SeenInvitee } from '../../../db/invitees.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { useKinds } from './kinds.ts';

type TakingPartProps = { readonly screen: WorkScreen; readonly works: boolean };

/**
 * Who takes part, of ours and of the customer; of a meeting what they answered, and the button that invites them. Its owner
 * and the person it is with are invited as well, also when nobody else is.
 */
export function TakingPart({ screen: { task, around }, works }: TakingPartProps) {
  const { t } = useWords();
  const type = useKinds()?.types.find(({ code }) => code === task.type);
  const isAny = around.users.length + around.people.length > 0;
  const goesOut = type?.invites === true && task.plannedAt !== null;
  const { value, reload } = useInvitees(goesOut ? task.id : undefined);
  const invitees = value?.invitees ?? [];
  const listed = new Set([...around.users, ...around.people].map(({ id }) => id));
  const others = invitees.filter(({ userId, personId }) => !listed.has(userId ?? personId ?? ''));
  if (!isAny && others.length === 0) return null;
  return (
    <Card title={t('task.participants')}>
      <Group title={t('task.users')} of={around.users} invitees={invitees} />
      <Group title={t('task.people')} of={around.people} invitees={invitees} />
      <Group
        title={t('task.invited as well')}
        of={others.map(({ userId, personId, name }) => ({ id: userId ?? personId ?? '', name }))}
        invitees={invitees}
      />
      {value && works && task.state === 'open' ? (
        <div className="bar">
          <InviteButton taskId={task.id} invitees={invitees} onTold={reload} />
        </div>
      ) : null}
    </Card>
  );
}

type GroupProps = {
  readonly title: string;
  readonly of: readonly { readonly id: string; readonly name: string; readonly position?: string | null }[];
  readonly invitees: readonly SeenInvitee[];
};

function Group({ title, of, invitees }: GroupProps) {
  if (of.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="lines">
        {of.map(({ id, name, position }) => {
          const invitee = invitees.find(({ userId, personId }) => id === userId || id === personId);
          return (
            <li key={id}>
              <span className="bar">
                <Face name={name} />
                <span>
                  {name}
                  {position ? <span className="small muted"> {position}</span> : null}
                </span>
              </span>
              {invitee ? <Standing invitee={invitee} /> : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}
