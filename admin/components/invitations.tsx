import React from 'react';
import type { CalendarTask } from '../../db/calendar.ts';
import type { Invitee, Telling } from '../../db/invitations.ts';
import { Button, Tag, type Tone } from './button.tsx';
import { Confirm } from './dialog.tsx';
import { Problem } from './field.tsx';
import { call, useAction, useRead, type Refused } from './read.ts';
import { useToast } from './toast.tsx';
import { useWords } from './words.ts';

const tones: Readonly<Partial<Record<string, Tone>>> = { accepted: 'green', declined: 'red', tentative: 'orange' };

/** Who takes part, what they answered, and the button that sends what they do not know yet. */
export function Invitations({ taskId, onTold }: { readonly taskId: string; readonly onTold: () => void }) {
  const { t } = useWords();
  const { value, reload } = useInvitees(taskId);
  if (!value) return null;
  return (
    <section className="invitees" aria-label={t('calendar.invitees')}>
      <h3>{t('calendar.invitees')}</h3>
      <ul>
        {value.invitees.map((one) => (
          <li key={one.userId ?? one.personId}>
            {one.name} <Standing invitee={one} />
          </li>
        ))}
      </ul>
      <InviteButton
        taskId={taskId}
        invitees={value.invitees}
        onTold={() => {
          reload();
          onTold();
        }}
      />
    </section>
  );
}

/** Who would be invited; nothing is asked without a task. */
export function useInvitees(taskId: string | undefined) {
  return useRead<{ invitees: Invitee[] }>(taskId && `/tasks/${taskId}/invitations`);
}

type InviteProps = {
  readonly taskId: string;
  readonly invitees: readonly Invitee[];
  readonly onTold: () => void;
};

/** Sends what those who take part do not know yet. */
export function InviteButton({ taskId, invitees, onTold }: InviteProps) {
  const { t } = useWords();
  const { tell, busy, refused } = useTelling(taskId);
  const isAgain = invitees.some(({ answer }) => answer !== null);
  return (
    <>
      {refused ? <Problem>{refused.message}</Problem> : null}
      <Button icon="mail" busy={busy} onClick={() => void tell().then((told) => told && onTold())}>
        {t(isAgain ? 'calendar.tell again' : 'calendar.invite')}
      </Button>
    </>
  );
}

/** What somebody answered, or why they cannot be invited. */
export function Standing({ invitee: { answer, address } }: { readonly invitee: Invitee }) {
  const { t } = useWords();
  if (!address) return <span className="small muted">{t('calendar.no address')}</span>;
  if (answer === null) return null;
  const tone = tones[answer];
  return <Tag {...(tone ? { tone } : {})}>{t(`calendar.answer.${answer}`)}</Tag>;
}

type AskProps = { readonly task: CalendarTask; readonly onClose: () => void };

/** A meeting to which people were invited has changed: nobody is told without being asked for it (rule 32). */
export function AskParticipants({ task, onClose }: AskProps) {
  const { t } = useWords();
  const { tell, busy, refused } = useTelling(task.id);
  return (
    <Confirm
      title={t('calendar.tell')}
      verb={t('calendar.tell yes')}
      busy={busy}
      onConfirm={() => void tell().then((told) => told && onClose())}
      onClose={onClose}
    >
      <p>{t('calendar.tell text', { what: task.title ?? '', count: task.invited })}</p>
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Confirm>
  );
}

function useTelling(id: string): { tell: () => Promise<boolean>; busy: boolean; refused: Refused | undefined } {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const tell = () =>
    run(async () => {
      const { sent, cancelled } = await call<Telling>('POST', `/tasks/${id}/invitations`);
      toast(t(sent + cancelled > 0 ? 'calendar.told' : 'calendar.nothing to tell', { count: sent + cancelled }));
    });
  return { tell, busy, refused };
}
