/** Notifications of the browser: offered once, beside the first reminder, when it is clear what they are for. */
import React, { useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

/** `yes` or `no`, as somebody has answered in this browser. */
const ANSWERED = 'nurt.notifications';

type Notice = { readonly id: string; readonly title: string; readonly to: string | undefined };

/** Rings only where nobody looks at Nurt: who looks sees the card. Tabs that ring at once show one, by the tag. */
export function notify({ id, title, to }: Notice): void {
  if (!document.hidden || standingOf() !== 'on') return;
  const shown = new Notification('Nurt', { body: title, tag: id });
  shown.addEventListener('click', () => {
    window.focus();
    if (to) window.location.assign(to);
    shown.close();
  });
}

export type Standing = 'on' | 'off' | 'blocked' | 'impossible';

/** `blocked`: the browser was told no, which only its own settings change. */
export function standingOf(): Standing {
  if (!isPossible()) return 'impossible';
  if (Notification.permission === 'denied') return 'blocked';
  return Notification.permission === 'granted' && localStorage.getItem(ANSWERED) !== 'no' ? 'on' : 'off';
}

/** Turned on or off later, whatever was answered when it was offered. */
export async function switchNotifications(on: boolean): Promise<Standing> {
  localStorage.setItem(ANSWERED, on ? 'yes' : 'no');
  if (on && isPossible() && Notification.permission === 'default') await Notification.requestPermission();
  return standingOf();
}

/** Asks the browser only after somebody has said yes here: a browser asks once, and a no there is for ever. */
export function NotifyOffer() {
  const { t } = useWords();
  const [answered, setAnswered] = useState(() => !isPossible() || localStorage.getItem(ANSWERED) !== null);
  if (answered || Notification.permission !== 'default') return null;
  const answer = (said: 'yes' | 'no') => {
    setAnswered(true);
    void switchNotifications(said === 'yes');
  };
  return (
    <section className="card reminder">
      <Icon name="note" />
      <div>{t('reminders.notify')}</div>
      <span className="acts">
        <Button kind="quiet" onClick={() => answer('no')}>
          {t('reminders.notify no')}
        </Button>
        <Button onClick={() => answer('yes')}>{t('reminders.notify yes')}</Button>
      </span>
    </section>
  );
}

function isPossible(): boolean {
  return 'Notification' in window && window.isSecureContext;
}
