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
      toast(t('feed.revoked'));
      reload();
    });
  const copy = async () => {
    await navigator.clipboard?.writeText(address ?? '').catch(() => undefined);
    toast(t('feed.copied'), { tone: 'green' });
  };

  return (
    <Dialog title={t('feed.title')} onClose={onClose}>
      <div className="form">
        <p className="second">{t('feed.text')}</p>
        {value && !value.reachable ? <Notice tone="orange">{t('feed.near')}</Notice> : null}
        {refused ? <Problem>{refused.message}</Problem> : null}
        {address ? (
          <>
            <Field label={t('feed.address')} hint={t('feed.once')}>
              <TextInput value={address} onChange={() => undefined} autoFocus />
            </Field>
            <div className="bar">
              <Button kind="main" icon="link" onClick={() => void copy()}>
                {t('feed.copy')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Field label={t('feed.detail')}>
              <Select
                value={detail}
                onChange={setDetail}
                choices={details.map((one) => ({ value: one, label: t(`feed.detail.${one}`) }))}
              />
            </Field>
            <div className="bar">
              <Button
                kind="main"
                icon="calendar"
                busy={busy}
                onClick={() => void made('POST', '/calendar-feeds', { detail })}
              >
                {t('feed.create')}
              </Button>
            </div>
          </>
        )}
        {value && value.feeds.length > 0 ? (
          <section className="feeds" aria-label={t('feed.mine')}>
            <h3>{t('feed.mine')}</h3>
            {value.feeds.map((feed) => (
              <div key={feed.id} className="bar">
                <span>
                  {t(`feed.detail.${feed.detail}`)}
                  <br />
                  <span className="small muted">
                    {t('feed.created', { when: moment(feed.createdAt) })},{' '}
                    {feed.lastReadAt ? t('feed.read', { when: moment(feed.lastReadAt) }) : t('feed.unread')}
                  </span>
                </span>
                <span className="grow" />
                <Button
                  icon="reload"
                  disabled={busy}
                  onClick={() => void made('POST', `/calendar-feeds/${feed.id}/renew`)}
                >
                  {t('feed.renew')}
                </Button>
                <Button kind="quiet" disabled={busy} onClick={() => void revoke(feed.id)}>
                  {t('feed.revoke')}
                </Button>
              </div>
            ))}
          </section>
        ) : null}
      </div>
    </Dialog>
  );
}
