import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Notice, TextInput } from '../../components/field.tsx';
import { call, peek, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ListedAccount } from '../../../db/channel-settings.ts';
import type { Tried } from '../../../db/channel-tests.ts';

const LOOK_MS = 1_000;

type TryAccountProps = { readonly account: ListedAccount; readonly onClose: () => void };

/** Sends a message to an address of one's own and shows what became of it. */
export function TryAccount({ account, onClose }: TryAccountProps) {
  const { t } = useWords();
  const { email } = useViewer();
  const { run, busy, refused, problem } = useAction();
  const [to, setTo] = useState(email);
  const [key, setKey] = useState<string>();
  const send = () =>
    void run(async () => {
      setKey(undefined);
      setKey((await call<{ key: string }>('POST', `/channels/${account.id}/try`, { to })).key);
    });
  return (
    <Dialog
      title={t('channels.try title', { name: account.name })}
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('frame.close')}
          </Button>
          <Button kind="main" type="submit" busy={busy}>
            {t('channels.try verb')}
          </Button>
        </>
      }
    >
      <p className="second">{t('channels.try text')}</p>
      <Refusal refused={refused} />
      <Field label={t('channels.try to')} error={problem('to')} required>
        <TextInput kind="email" value={to} onChange={setTo} autoFocus />
      </Field>
      {key ? <Outcome key={key} id={key} to={to} /> : null}
    </Dialog>
  );
}

const over = new Set<Tried['state']>(['done', 'failed', 'refused', 'unknown', 'withdrawn']);

/** Looked at each second until it has gone out, or has not. */
function Outcome({ id, to }: { readonly id: string; readonly to: string }) {
  const { t } = useWords();
  const [tried, setTried] = useState<Tried>({ state: 'planned', reason: null });
  useEffect(() => {
    if (over.has(tried.state)) return;
    const timer = setTimeout(() => {
      const path = `/channels/tried/${encodeURIComponent(id)}`;
      peek<Tried>(path).then(setTried, () => setTried({ ...tried }));
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [id, tried]);
  const { state, reason } = tried;
  const tone = state === 'done' ? 'green' : over.has(state) || reason ? 'red' : undefined;
  const way = state === 'done' || !over.has(state) ? state : state === 'unknown' ? 'unknown' : 'failed';
  return (
    <div role="status" className="channel-tried">
      <Notice {...(tone ? { tone } : {})}>
        {t(`channels.tried.${way}`, { to })}
        {reason ? <div className="small">{t('channels.tried reason', { reason })}</div> : null}
      </Notice>
    </div>
  );
}
