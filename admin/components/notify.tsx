/** Notifications of the browser: offered once, beside the first reminder, when it is clear what they are for. */
import React, { useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

const ANSWERED = 'nurt.notifications';

type Notice = { readonly id: string; readonly title: string; readonly to: string | undefined };

/** Rings only where nobody looks at Nurt: who looks sees the card. Tabs that ring at once show one, by the tag. */
export function notify({ id, title, to }: Notice): void {
  if (!document.hidden || !isPossible() || Notification.permission !== 'granted') return;
  const shown = new Notification('Nurt', { body: title, tag: id });
  shown.addEventListener('click', () => {
    window.focus();
    if (to) window.location.assign(to);
    shown.close();
  });
}

/** Asks the browser only after somebody has said yes here: a browser asks once, and a no there is for ever. */
export function NotifyOffer() {
  const { t } = useWords();
  const [answered, setAnswered] = useState(() => !isPossible() || localStorage.getItem(ANSWERED) !== null);
  if (answered || Notification.permission !== 'default') return null;
  const answer = (said: 'yes' | 'no') => {
    localStorage.setItem(ANSWERED, said);
    setAnswered(true);
    if (said === 'yes') void Notification.requestPermission();
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
