import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Check, Field, Notice, Problem, Select, TextInput } from '../../components/field.tsx';
import { useOfficeWords } from '../../components/office-words.ts';
import { Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Feed } from '../../../db/calendar-feeds.ts';
import type { TaskType } from '../../../db/task-types.ts';

const details = ['full', 'short', 'busy'] as const;

type Address = { readonly address: string };
type Named = { readonly id: string; readonly name: string };
type Feeds = {
  readonly feeds: Feed[];
  readonly people: readonly Named[];
  readonly teams: readonly Named[];
  readonly resources: readonly Named[];
  readonly reachable: boolean;
};

type DialogProps = { readonly onClose: () => void };

/** The addresses under which a calendar app shows one's tasks: made, renewed, switched off. */
export function CalendarDialog(props: DialogProps) {
  const ready = useOfficeWords();
  return ready ? <Addresses {...props} /> : null;
}

function Addresses({ onClose }: DialogProps) {
  const { t, moment } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const { value, error, reload } = useRead<Feeds>('/calendar-feeds');
  const kinds = useRead<{ types: TaskType[] }>('/task-types');
  const unread = error ?? kinds.error;
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
        {unread ? <Problem>{unread.message}</Problem> : null}
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
        ) : value && kinds.value ? (
          <NewAddress
            value={value}
            types={kinds.value.types}
            busy={busy}
            onCreate={(body) => void made('POST', '/calendar-feeds', body)}
          />
        ) : unread ? null : (
          // Drawn at once and filled later, its button would move away from under the finger.
          <Skeleton rows={4} height={40} />
        )}
        {value && value.feeds.length > 0 ? (
          <section className="feeds" aria-label={t('feed.addresses')}>
            <h3>{t('feed.addresses')}</h3>
            {value.feeds.map((feed) => (
              <div key={feed.id} className="bar">
                <span>
                  <b className="strong">{feed.of ?? t('feed.mine')}</b>
                  <br />
                  {t(`feed.detail.${feed.detail}`)}
                  {feed.types ? `, ${t('feed.some types')}` : ''}
                  {feed.ended ? <Tag tone="orange">{t('feed.ended')}</Tag> : null}
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

type NewAddressProps = {
  readonly value: Feeds;
  readonly types: readonly TaskType[];
  readonly busy: boolean;
  readonly onCreate: (body: object) => void;
};

/** Whose calendar, how much it tells, and which types are in it. */
function NewAddress({ value, types, busy, onCreate }: NewAddressProps) {
  const { t, language } = useWords();
  const [of, setOf] = useState('');
  const [detail, setDetail] = useState('full');
  const [without, setWithout] = useState<readonly string[]>([]);
  const [withInvited, setWithInvited] = useState(false);
  const [withAbsences, setWithAbsences] = useState(true);
  const hasPeople = !of.startsWith('resourceId');
  const choices = [
    { value: '', label: t('feed.mine') },
    ...value.people.map(({ id, name }) => ({ value: `userId ${id}`, label: t('feed.person', { name }) })),
    ...value.teams.map(({ id, name }) => ({ value: `teamId ${id}`, label: t('feed.team', { name }) })),
    ...value.resources.map(({ id, name }) => ({
      value: `resourceId ${id}`,
      label: t('feed.resource', { name }),
    })),
  ];
  const create = () => {
    const [kind, id] = of.split(' ');
    onCreate({
      detail,
      ...(of === '' && withInvited ? { withInvited } : {}),
      ...(hasPeople && withAbsences ? { withAbsences } : {}),
      ...(kind && id ? { [kind]: id } : {}),
      ...(without.length > 0 ? { types: types.map(({ code }) => code).filter((code) => !without.includes(code)) } : {}),
    });
  };
  return (
    <>
      {choices.length > 1 ? (
        <Field label={t('feed.of')}>
          <Select value={of} onChange={setOf} choices={choices} />
        </Field>
      ) : null}
      <Field label={t('feed.detail')}>
        <Select
          value={detail}
          onChange={setDetail}
          choices={details.map((one) => ({ value: one, label: t(`feed.detail.${one}`) }))}
        />
      </Field>
      <fieldset className="field">
        <legend>{t('feed.types')}</legend>
        <div className="feed-types">
          {types.map(({ code, namePl, nameEn }) => (
            <Check
              key={code}
              checked={!without.includes(code)}
              onChange={(on) => setWithout(on ? without.filter((one) => one !== code) : [...without, code])}
              label={language === 'pl' ? namePl : nameEn}
            />
          ))}
        </div>
        {hasPeople ? <Check checked={withAbsences} onChange={setWithAbsences} label={t('feed.absences')} /> : null}
        {of === '' ? <Check checked={withInvited} onChange={setWithInvited} label={t('feed.invited')} /> : null}
      </fieldset>
      <div className="bar">
        <Button kind="main" icon="calendar" busy={busy} disabled={without.length === types.length} onClick={create}>
          {t('feed.create')}
        </Button>
      </div>
    </>
  );
}
