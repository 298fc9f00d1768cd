import React from 'react';
import type { Telling, Untold } from '../../db/invitations.ts';
import type { SeenInvitee } from '../../db/invitees.ts';
import { Button, Tag, type Tone } from './button.tsx';
import { Confirm } from './dialog.tsx';
import { Problem } from './field.tsx';
import { call, useAction, useRead, type Refused } from './read.ts';
import { useToast } from './toast.tsx';
import { useViewer } from './viewer.ts';
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
  return useRead<{ invitees: SeenInvitee[] }>(taskId && `/tasks/${taskId}/invitations`);
}

type InviteProps = {
  readonly taskId: string;
  readonly invitees: readonly SeenInvitee[];
  readonly onTold: () => void;
};

/** Sends what those who take part do not know yet; people of the customer are written to by whoever may send messages. */
export function InviteButton({ taskId, invitees, onTold }: InviteProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const { tell, busy, refused } = useTelling([taskId]);
  const isAgain = invitees.some(({ answer }) => answer !== null);
  if (!may('message.send') && invitees.some(({ personId, hasAddress }) => personId && hasAddress)) return null;
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
export function Standing({ invitee: { answer, hasAddress } }: { readonly invitee: SeenInvitee }) {
  const { t } = useWords();
  if (!hasAddress) return <span className="small muted">{t('calendar.no address')}</span>;
  if (answer === null) return null;
  const tone = tones[answer];
  return <Tag {...(tone ? { tone } : {})}>{t(`calendar.answer.${answer}`)}</Tag>;
}

type AskProps = { readonly meetings: readonly Untold[]; readonly onClose: () => void };

/** Meetings to which people were invited have changed: nobody is told without being asked for it (rule 32). */
export function AskParticipants({ meetings, onClose }: AskProps) {
  const { t } = useWords();
  const { tell, busy, refused } = useTelling(meetings.map(({ id }) => id));
  const count = meetings.reduce((sum, one) => sum + one.count, 0);
  const [only] = meetings;
  return (
    <Confirm
      title={t('calendar.tell')}
      verb={t('calendar.tell yes')}
      busy={busy}
      onConfirm={() => void tell().then((told) => told && onClose())}
      onClose={onClose}
    >
      {meetings.length === 1 ? (
        <p>{t('calendar.tell text', { what: only!.title, count })}</p>
      ) : (
        <>
          <p>{t('calendar.tell many', { count: meetings.length })}</p>
          <ul>
            {meetings.slice(0, MOST_NAMED).map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </>
      )}
      {refused ? <Problem>{refused.message}</Problem> : null}
    </Confirm>
  );
}

/** More of them would push the buttons off the page. */
const MOST_NAMED = 8;

function useTelling(ids: readonly string[]): {
  tell: () => Promise<boolean>;
  busy: boolean;
  refused: Refused | undefined;
} {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const tell = () =>
    run(async () => {
      let count = 0;
      for (const id of ids) {
        const { sent, cancelled } = await call<Telling>('POST', `/tasks/${id}/invitations`);
        count += sent + cancelled;
      }
      toast(t(count > 0 ? 'calendar.told' : 'calendar.nothing to tell', { count }));
    });
  return { tell, busy, refused };
}
