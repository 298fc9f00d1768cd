import React, { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem } from '../../components/field.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, saveWhole, useAction, useRead } from '../../components/read.ts';
import { Restored } from '../../components/restored.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Profile } from '../../../db/profiles.ts';
import type { WorkingCalendar } from '../../../db/working-calendars.ts';
import type { OpeningHours } from '../../../domain/calendar/compile.ts';
import { openingOf, typedHours } from '../working-calendar/opening-fields.tsx';
import type { NamedUser, ShownUser } from '../../../db/user-lists.ts';
import { NewPassword } from './new-password.tsx';
import { UserForm } from './user-form.tsx';
import type { Draft } from './user-form.tsx';

const blank: Draft = {
  name: '',
  email: '',
  profiles: ['operator'],
  language: 'pl',
  timeZone: '',
  phone: '',
  superiorId: '',
  teamIds: [],
  hours: null,
};

/** One user: new, or changed. */
export default function User() {
  const { id = 'new' } = useParams();
  const { t } = useWords();
  const found = useRead<ShownUser>(id === 'new' ? undefined : `/users/${id}`);
  const others = useRead<{ rows: NamedUser[] }>('/users?active=yes');
  const teams = useRead<{ rows: { id: string; name: string }[] }>('/teams');
  const profiles = useRead<{ rows: Profile[] }>('/profiles');
  const house = useRead<WorkingCalendar>('/working-calendar');
  const user = found.value;
  if (found.error) {
    return (
      <Page title={t('users.title')}>
        <Head title={t('users.title')} back={{ to: '/admin/users', label: t('users.title') }} />
        <Problem>{found.error.message}</Problem>
      </Page>
    );
  }
  if ((id !== 'new' && !user) || !others.value || !teams.value || !profiles.value || !house.value) {
    return (
      <Page title={t('users.title')}>
        <Skeleton rows={8} height={34} />
      </Page>
    );
  }
  return (
    <UserPage
      key={`${id} ${user?.version ?? 0}`}
      user={user}
      superiors={others.value.rows.filter((other) => other.id !== id)}
      teams={teams.value.rows}
      profiles={profiles.value.rows}
      house={house.value.hours}
      onSaved={found.reload}
    />
  );
}

type UserPageProps = {
  readonly user: ShownUser | undefined;
  readonly superiors: readonly NamedUser[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly profiles: readonly Profile[];
  readonly house: OpeningHours;
  readonly onSaved: () => void;
};

function UserPage({ user, superiors, teams, profiles, house, onSaved }: UserPageProps) {
  const { t } = useWords();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused, problem } = useAction();
  const [settingPassword, setSettingPassword] = useState(false);
  const kept = useDraft<Draft>(`user ${user?.id ?? 'new'}`, draftOf(user));
  const { typed: draft } = kept;
  // A password waits in no browser.
  const [password, setPassword] = useState('');
  const save = async () => {
    if (
      !(await run(() =>
        user ? saveUser(user, bodyOf(draft)) : call('POST', '/users', { ...bodyOf(draft), password }),
      ))
    )
      return;
    toast(t('frame.saved'), { tone: 'green' });
    if (user) {
      kept.saved(draft);
      onSaved();
    } else {
      kept.forget();
      navigate('/admin/users');
    }
  };
  /** As they stand: what is typed in the form is saved by its own button, and waits. */
  const switchOver = async (of: ShownUser) => {
    if (!(await run(() => saveUser(of, { ...bodyOf(draftOf(of)), active: !of.active })))) return;
    toast(t('frame.saved'), { tone: 'green' });
    navigate('/admin/users');
  };
  const title = user?.name ?? t('users.new');
  return (
    <Page title={title}>
      <Head
        title={title}
        back={{ to: '/admin/users', label: t('users.title') }}
        beside={user && !user.active ? <Tag icon="lock">{t('users.inactive')}</Tag> : null}
      >
        {user ? (
          <>
            <Button icon="cases" to={`/admin/colleagues/${user.id}`}>
              {t('colleague.title')}
            </Button>
            <Button icon="key" onClick={() => setSettingPassword(true)}>
              {t('users.new password')}
            </Button>
            <Button icon={user.active ? 'lock' : 'undo'} onClick={() => void switchOver(user)} busy={busy}>
              {user.active ? t('users.deactivate') : t('users.activate')}
            </Button>
          </>
        ) : null}
      </Head>
      <Restored draft={kept} />
      <Card>
        <UserForm
          draft={draft}
          onChange={kept.change}
          password={password}
          onPassword={setPassword}
          onSave={() => void save()}
          busy={busy}
          problem={problem}
          refusal={refused && !refused.field ? refused.message : undefined}
          isNew={!user}
          superiors={superiors}
          teams={teams}
          profiles={profiles}
          house={house}
        />
      </Card>
      {settingPassword && user ? <NewPassword user={user} onClose={() => setSettingPassword(false)} /> : null}
    </Page>
  );
}

function draftOf(user: ShownUser | undefined): Draft {
  if (!user) return blank;
  const { name, email, profiles, language, teamIds } = user;
  return {
    name,
    email,
    profiles,
    language,
    teamIds,
    timeZone: user.timeZone ?? '',
    phone: user.phone ?? '',
    superiorId: user.superiorId ?? '',
    hours: user.hours ? typedHours(user.hours) : null,
  };
}

function saveUser(user: ShownUser, after: object): Promise<unknown> {
  const { id, version, active } = user;
  const before = { ...bodyOf(draftOf(user)), active };
  return saveWhole(`/users/${id}`, { version, before, after: { active, ...after } });
}

function bodyOf(draft: Draft): object {
  const { name, email, profiles, language, teamIds } = draft;
  return {
    name,
    email,
    profiles,
    language,
    teamIds,
    timeZone: draft.timeZone || null,
    phone: draft.phone || null,
    superiorId: draft.superiorId || null,
    hours: draft.hours ? openingOf(draft.hours) : null,
  };
}
