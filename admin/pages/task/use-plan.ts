import { useState } from 'react';
import { call } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Telling } from '../../../db/invitations.ts';
import { once, recurrenceOf, type Repeat } from './recurrence.ts';
import { useKinds } from './kinds.ts';
import type { TaskValues } from './values.ts';

type Planned = { readonly id: string; readonly told?: Telling };

export type Plan = ReturnType<typeof usePlan>;

/** How work that is still to come is made: once or again and again, and with the invitations that may go out at once (S1-44). */
export function usePlan(values: TaskValues) {
  const { t } = useWords();
  const { timeZone, may } = useViewer();
  const toast = useToast();
  const types = useKinds()?.types ?? [];
  const type = values.type || (types[0]?.code ?? '');
  const [repeat, setRepeat] = useState(once);
  const [invite, setInvite] = useState(false);
  const isSent = types.find(({ code }) => code === type)?.invites === true;
  // Only whoever may send messages writes to people of the customer.
  const mayTell = may('message.send') || (values.personId === '' && values.personIds.length === 0);
  const goesOut = isSent && !repeat.kind && values.planned.trim() !== '' && mayTell;
  const tell = ({ sent, unreachable }: Telling) => {
    toast(t('calendar.told', { count: sent }));
    if (unreachable.length > 0) toast(t('task.not reached', { names: unreachable.join(', ') }), { tone: 'red' });
  };
  const make = async (body: Record<string, unknown>): Promise<{ id: string }> => {
    if (repeat.kind) {
      const again = recurrenceOf(body, repeat, timeZone);
      const { taskId } = await call<{ taskId: string | null }>('POST', '/recurrences', again);
      return { id: taskId ?? '' };
    }
    const made = await call<Planned>('POST', '/tasks', { ...body, ...(goesOut && invite ? { invite } : {}) });
    if (made.told) tell(made.told);
    return made;
  };
  return {
    ...{ type, repeat, invite, setInvite, goesOut, make },
    changeRepeat: (part: Partial<Repeat>) => setRepeat((old) => ({ ...old, ...part })),
    reset: () => {
      setRepeat(once);
      setInvite(false);
    },
  };
}
