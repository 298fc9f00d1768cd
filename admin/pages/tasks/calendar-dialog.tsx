import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Notice, Problem, Select, TextInput } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Feed } from '../../../db/calendar-feeds.ts';

const details = ['full', 'short', 'busy'] as const;

type Address = { readonly address: string };

/** The addresses under which a calendar app shows one's tasks: made, renewed, switched off. */
export function CalendarDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, moment } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const { value, reload } = useRead<{ feeds: Feed[]; reachable: boolean }>('/calendar-feeds');
  const [detail, setDetail] = useState('full');
  const [address, setAddress] = useState<string>();

  const made = (method: string, path: string, body?: unknown) =>
    run(async () => {
      setAddress((await call<Address>(method, path, body)).address);
      reload();
    });
  const revoke = (id: string) =>
    run(async () => {
      await call('DELETE', `/calendar-feeds/${id}`);
      setAddress(undefined);
      toast(t('calendar.revoked'));
      reload();
    });
  const copy = async () => {
    await navigator.clipboard?.writeText(address ?? '').catch(() => undefined);
    toast(t('calendar.copied'), { tone: 'green' });
  };

  return (
    <Dialog title={t('calendar.title')} onClose={onClose}>
      <div className="form">
        <p className="second">{t('calendar.text')}</p>
        {value && !value.reachable ? <Notice tone="orange">{t('calendar.near')}</Notice> : null}
        {refused ? <Problem>{refused.message}</Problem> : null}
        {address ? (
          <>
            <Field label={t('calendar.address')} hint={t('calendar.once')}>
              <TextInput value={address} onChange={() => undefined} autoFocus />
            </Field>
            <div className="bar">
              <Button kind="main" icon="link" onClick={() => void copy()}>
                {t('calendar.copy')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Field label={t('calendar.detail')}>
              <Select
                value={detail}
                onChange={setDetail}
                choices={details.map((one) => ({ value: one, label: t(`calendar.detail.${one}`) }))}
              />
            </Field>
            <div className="bar">
              <Button
                kind="main"
                icon="calendar"
                busy={busy}
                onClick={() => void made('POST', '/calendar-feeds', { detail })}
              >
                {t('calendar.create')}
              </Button>
            </div>
          </>
        )}
        {value && value.feeds.length > 0 ? (
          <section className="feeds" aria-label={t('calendar.mine')}>
            <h3>{t('calendar.mine')}</h3>
            {value.feeds.map((feed) => (
              <div key={feed.id} className="bar">
                <span>
                  {t(`calendar.detail.${feed.detail}`)}
                  <br />
                  <span className="small muted">
                    {t('calendar.created', { when: moment(feed.createdAt) })},{' '}
                    {feed.lastReadAt ? t('calendar.read', { when: moment(feed.lastReadAt) }) : t('calendar.unread')}
                  </span>
                </span>
                <span className="grow" />
                <Button
                  icon="reload"
                  disabled={busy}
                  onClick={() => void made('POST', `/calendar-feeds/${feed.id}/renew`)}
                >
                  {t('calendar.renew')}
                </Button>
                <Button kind="quiet" disabled={busy} onClick={() => void revoke(feed.id)}>
                  {t('calendar.revoke')}
                </Button>
              </div>
            ))}
          </section>
        ) : null}
      </div>
    </Dialog>
  );
}
