import React from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import type { Invitee, Telling } from '../../../db/invitations.ts';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { call, useAction, useRead, type Refused } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';

const tones: Readonly<Partial<Record<string, Tone>>> = { accepted: 'green', declined: 'red', tentative: 'orange' };

/** Who takes part, what they answered, and the button that sends what they do not know yet. */
export function Invitations({ task, onTold }: { readonly task: CalendarTask; readonly onTold: () => void }) {
  const { t } = useWords();
  const { value, reload } = useRead<{ invitees: Invitee[] }>(`/tasks/${task.id}/invitations`);
  const { tell, busy, refused } = useTelling(task.id);
  const send = async () => {
    if (!(await tell())) return;
    reload();
    onTold();
  };
  if (!value) return null;
  return (
    <section className="invitees" aria-label={t('calendar.invitees')}>
      <h3>{t('calendar.invitees')}</h3>
      <ul>
        {value.invitees.map(({ userId, personId, name, address, answer }) => (
          <li key={userId ?? personId}>
            {name} <Standing answer={answer} address={address} />
          </li>
        ))}
      </ul>
      {refused ? <Problem>{refused.message}</Problem> : null}
      <Button icon="mail" busy={busy} onClick={() => void send()}>
        {t(task.invited > 0 ? 'calendar.tell again' : 'calendar.invite')}
      </Button>
    </section>
  );
}

function Standing({ answer, address }: Pick<Invitee, 'answer' | 'address'>) {
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
