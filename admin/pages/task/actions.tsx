import React, { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { askParticipants } from '../../components/participants-asked.ts';
import { call } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useTold } from '../../components/told.ts';
import { useViewer, type Me } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

export type Opened = 'postpone' | 'hand over' | 'edit' | 'part' | 'repeat' | 'drop';
type Act = { readonly name: string; readonly icon: IconName; readonly does: Opened | 'take over' | 'give back' };

type MoreActionsProps = {
  readonly screen: WorkScreen;
  readonly onOpen: (what: Opened) => void;
  readonly onChanged: () => void;
};

/** What is done less often than opening and editing, behind one button. */
export function MoreActions({ screen, onOpen, onChanged }: MoreActionsProps) {
  const { task } = screen;
  const { t } = useWords();
  const me = useViewer();
  const toast = useToast();
  const { run, busy } = useTold();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useAway(box, open, () => setOpen(false));

  const give = (receiver: object, said: string) =>
    run(async () => {
      await call('POST', `/tasks/${task.id}/assign`, receiver);
      toast(said, { tone: 'green' });
      onChanged();
      void askParticipants({ ids: [task.id] });
    });
  const act = ({ does }: Act) => {
    setOpen(false);
    if (does === 'take over') void give({ ownerId: me.userId }, t('task.taken over'));
    else if (does === 'give back') void give({ queue: task.queue }, t('task.given back'));
    else onOpen(does);
  };
  return (
    <div className="more-acts" ref={box}>
      <Button icon="more" label={t('task.more')} busy={busy} onClick={() => setOpen(!open)} />
      {open ? (
        <div className="menu">
          {actsOf(screen, me).map((one) => (
            <button key={one.does} className="item" type="button" onClick={() => act(one)}>
              <Icon name={one.icon} />
              {t(one.name)}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function actsOf({ task, takeable }: WorkScreen, me: Me): Act[] {
  const isOpen = task.state === 'open';
  const isMine = task.ownerId === me.userId;
  const byHand = task.effectKey === null;
  const acts: (Act | false)[] = [
    takeable && !isMine && { name: 'task.take over', icon: 'person', does: 'take over' },
    isOpen && isMine && task.queue !== null && { name: 'task.give back', icon: 'undo', does: 'give back' },
    isOpen && { name: 'work.postpone', icon: 'clock', does: 'postpone' },
    isOpen && { name: 'work.hand over', icon: 'users', does: 'hand over' },
    byHand && { name: 'task.repeat', icon: 'reload', does: 'repeat' },
    byHand && isOpen && { name: 'task.drop', icon: 'trash', does: 'drop' },
  ];
  return acts.filter((one): one is Act => one !== false);
}

/** A click beside it and Esc close it. */
function useAway(box: React.RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => !box.current?.contains(event.target as Node) && close();
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && close();
    document.addEventListener('pointerdown', away);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);
}
