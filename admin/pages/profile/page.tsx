import React, { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Field, Notice, Problem, Select, TextInput } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, saveWhole, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Restored } from '../../components/restored.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Profile } from '../../../db/profiles.ts';
import { RightChecks } from './right-checks.tsx';

const blank: Profile = {
  code: 'new',
  shipped: false,
  name: { pl: '', en: '' },
  rights: [],
  scope: 'own',
  users: 0,
  version: 0,
};

/** One profile: its name, what its people may do, and which rows they see. */
export default function ProfilePage() {
  const { id = 'new' } = useParams();
  const { t } = useWords();
  const found = useRead<Profile>(id === 'new' ? undefined : `/profiles/${id}`);
  const profile = id === 'new' ? blank : found.value;
  if (!profile) {
    return (
      <Page title={t('profile.title')}>
        <Head title={t('profile.title')} back={{ to: '/admin/profiles', label: t('profile.title') }} />
        {found.error ? <Problem>{found.error.message}</Problem> : <Skeleton rows={8} height={34} />}
      </Page>
    );
  }
  return <ProfileForm key={`${id} ${profile.version}`} profile={profile} onSaved={found.reload} />;
}

function ProfileForm({ profile, onSaved }: { readonly profile: Profile; readonly onSaved: () => void }) {
  const { t, language } = useWords();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused, problem } = useAction();
  const kept = useDraft(`profile ${profile.code}`, typedOf(profile));
  const { typed: draft, change } = kept;
  const [removing, setRemoving] = useState(false);
  const isNew = profile.version === 0;
  const fixed = profile.code === 'administrator';
  const save = () =>
    run(async () => {
      if (isNew) await call('POST', '/profiles', draft);
      else await saveWhole(`/profiles/${profile.code}`, { version: profile.version, before: profile, after: draft });
      toast(t('frame.saved'), { tone: 'green' });
      if (isNew) {
        kept.forget();
        navigate('/admin/profiles');
      } else {
        kept.saved(draft);
        onSaved();
      }
    });
  const title = isNew ? t('profile.new') : profile.name[language];
  return (
    <Page title={title}>
      <Head
        title={title}
        back={{ to: '/admin/profiles', label: t('profile.title') }}
        beside={profile.shipped ? <Tag tone="accent">{t('profile.shipped')}</Tag> : null}
      >
        {profile.shipped || isNew ? null : (
          <Button icon="trash" onClick={() => setRemoving(true)}>
            {t('profile.remove')}
          </Button>
        )}
        {fixed ? null : (
          <Button kind="main" busy={busy} onClick={() => void save()}>
            {isNew ? t('profile.create') : t('frame.save')}
          </Button>
        )}
      </Head>
      <Refusal refused={refused} />
      <Restored draft={kept} />
      {profile.shipped ? <Notice>{t(fixed ? 'profile.administrator note' : 'profile.shipped note')}</Notice> : null}
      <Card className="profile-head">
        <div className="form">
          <div className="two">
            <Field label={t('shape.name pl')} required error={problem('name')}>
              <TextInput
                value={draft.name.pl}
                disabled={fixed}
                onChange={(pl) => change({ name: { ...draft.name, pl } })}
              />
            </Field>
            <Field label={t('shape.name en')} hint={t('shape.name en hint')}>
              <TextInput
                value={draft.name.en}
                disabled={fixed}
                onChange={(en) => change({ name: { ...draft.name, en } })}
              />
            </Field>
          </div>
          <Field label={t('profile.scope')}>
            <Select
              value={draft.scope}
              disabled={fixed}
              onChange={(scope) => change({ scope: scope as Profile['scope'] })}
              choices={(['own', 'all'] as const).map((scope) => ({ value: scope, label: t(`profile.scope.${scope}`) }))}
            />
          </Field>
        </div>
      </Card>
      <RightChecks chosen={draft.rights} disabled={fixed} onChange={(rights) => change({ rights })} />
      {removing ? (
        <Confirm
          title={t('profile.remove')}
          verb={t('profile.remove')}
          danger
          busy={busy}
          onClose={() => setRemoving(false)}
          onConfirm={() =>
            void run(() => call('DELETE', `/profiles/${profile.code}`)).then((done) => {
              if (!done) return setRemoving(false);
              kept.forget();
              navigate('/admin/profiles');
            })
          }
        >
          {t('profile.remove text', { name: profile.name[language] })}
        </Confirm>
      ) : null}
    </Page>
  );
}

function typedOf({ name, rights, scope }: Profile): Pick<Profile, 'name' | 'rights' | 'scope'> {
  return { name, rights, scope };
}
