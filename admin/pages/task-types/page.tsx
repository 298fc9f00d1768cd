import React, { useState } from 'react';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Sortable } from '../../components/sortable.tsx';
import { useWords } from '../../components/words.ts';
import type { KeptType } from '../../../db/task-type-settings.ts';
import { TypeDialog } from './type-dialog.tsx';

/** The kinds of work: colour, usual time, where they are seen, and what may come of them. */
export default function TaskTypes() {
  const { t, language } = useWords();
  const types = useRead<{ rows: KeptType[] }>('/task-type-settings');
  const { run, refused } = useAction();
  const [edited, setEdited] = useState<KeptType | 'new'>();
  const order = (codes: readonly string[]) =>
    void run(() => call('PUT', '/task-type-settings/order', { codes }).then(types.reload));
  return (
    <Page title={t('settings.task_types')}>
      <Head
        title={t('settings.task_types')}
        second={t('type.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        <Button to="/admin/resources/task_categories" icon="tag">
          {t('settings.task_categories')}
        </Button>
        <Button kind="main" icon="plus" onClick={() => setEdited('new')}>
          {t('type.new')}
        </Button>
      </Head>
      <Problem>{refused?.message ?? types.error?.message}</Problem>
      {types.value ? (
        <Card flush>
          <Sortable
            label={t('settings.task_types')}
            items={types.value.rows}
            idOf={({ code }) => code}
            nameOf={({ name }) => name[language]}
            onOrder={order}
          >
            {(type) => <TypeLine type={type} onEdit={() => setEdited(type)} />}
          </Sortable>
        </Card>
      ) : (
        <Skeleton rows={6} height={36} />
      )}
      {edited ? (
        <TypeDialog
          type={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined);
            types.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

function TypeLine({ type, onEdit }: { readonly type: KeptType; readonly onEdit: () => void }) {
  const { t, language } = useWords();
  return (
    <>
      <button type="button" className="link-like" onClick={onEdit}>
        <Tag tone={type.color as Tone}>{type.name[language]}</Tag>
      </button>
      <span className="small second">{t('type.minutes', { count: type.defaultMinutes })}</span>
      <span className="small muted">{type.outcomes.map(({ name }) => name[language]).join(', ')}</span>
      <span className="grow" />
      {type.channel ? <Tag>{t(`type.channel.${type.channel}`)}</Tag> : null}
      {type.invites ? <Tag icon="calendar">{t('type.invitations')}</Tag> : null}
      {type.asksKilometres ? <Tag>{t('type.kilometres')}</Tag> : null}
      {type.byDefault ? <Tag tone="accent">{t('type.default')}</Tag> : null}
      {type.active ? null : <Tag icon="lock">{t('own.inactive')}</Tag>}
    </>
  );
}
