import React from 'react';
import { Button } from '../../components/button.tsx';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { zoneChoices } from '../../components/choices.ts';
import { useWords } from '../../components/words.ts';
import type { Profile } from '../../../db/profiles.ts';
import type { OpeningHours } from '../../../domain/calendar/compile.ts';
import type { Language } from '../../../domain/domain-error.ts';
import { OpeningFields, typedHours, wrongDays, type TypedHours } from '../working-calendar/opening-fields.tsx';

/** What is typed; an empty text is nothing. */
export type Draft = {
  readonly name: string;
  readonly email: string;
  readonly profiles: readonly string[];
  readonly language: Language;
  /** Empty: that of the house. */
  readonly timeZone: string;
  readonly phone: string;
  readonly superiorId: string;
  readonly teamIds: readonly string[];
  /** Null: those of the house. */
  readonly hours: TypedHours | null;
};

type UserFormProps = {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly onSave: () => void;
  readonly busy: boolean;
  readonly problem: (field: string) => string | undefined;
  readonly refusal: string | undefined;
  readonly isNew: boolean;
  /** The first one, of a new user. */
  readonly password: string;
  readonly onPassword: (password: string) => void;
  readonly superiors: readonly { readonly id: string; readonly name: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly profiles: readonly Profile[];
  /** Those of the house: where one begins with one's own. */
  readonly house: OpeningHours;
};

export function UserForm(props: UserFormProps) {
  const { draft, onChange: set, onSave, busy, problem, refusal, isNew, superiors, teams, profiles, house } = props;
  const { t, language } = useWords();
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {refusal ? <Problem>{refusal}</Problem> : null}
      <Field label={t('users.name')} required error={problem('name')}>
        <TextInput value={draft.name} onChange={(name) => set({ name })} autoComplete="off" autoFocus={isNew} />
      </Field>
      <div className="two">
        <Field label={t('users.email')} required error={problem('email')} hint={t('users.email hint')}>
          <TextInput kind="email" value={draft.email} onChange={(email) => set({ email })} autoComplete="off" />
        </Field>
        <Field label={t('users.phone')} error={problem('phone')}>
          <TextInput kind="tel" value={draft.phone} onChange={(phone) => set({ phone })} autoComplete="off" />
        </Field>
      </div>
      {isNew ? (
        <Field label={t('users.first password')} required error={problem('password')} hint={t('account.password hint')}>
          <TextInput value={props.password} onChange={props.onPassword} autoComplete="off" />
        </Field>
      ) : null}
      <ProfilesOfUser draft={draft} profiles={profiles} language={language} set={set} problem={problem('profiles')} />
      <div className="two">
        <Field label={t('frame.language')}>
          <Select
            value={draft.language}
            onChange={(language) => set({ language: language as Language })}
            choices={[
              { value: 'pl', label: 'Polski' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Field>
        <Field label={t('frame.time zone')} error={problem('timeZone')} hint={t('users.time zone hint')}>
          <Select
            value={draft.timeZone}
            onChange={(timeZone) => set({ timeZone })}
            none={t('frame.house zone')}
            choices={zoneChoices(draft.timeZone)}
          />
        </Field>
      </div>
      <Field label={t('users.superior')} error={problem('superiorId')} hint={t('users.superior hint')}>
        <Select
          value={draft.superiorId}
          onChange={(superiorId) => set({ superiorId })}
          none={t('users.no superior')}
          choices={superiors.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      {teams.length > 0 ? (
        <fieldset className="field">
          <legend>{t('users.teams')}</legend>
          <div className="bar">
            {teams.map(({ id, name }) => (
              <Check
                key={id}
                label={name}
                checked={draft.teamIds.includes(id)}
                onChange={(on) =>
                  set({ teamIds: on ? [...draft.teamIds, id] : draft.teamIds.filter((one) => one !== id) })
                }
              />
            ))}
          </div>
          <div className="under">{t('users.teams hint')}</div>
        </fieldset>
      ) : null}
      <HoursOfUser hours={draft.hours} house={house} onHours={(hours) => set({ hours })} problem={problem('hours')} />
      <div className="bar">
        <Button
          kind="main"
          type="submit"
          busy={busy}
          disabled={draft.hours !== null && wrongDays(draft.hours).length > 0}
        >
          {isNew ? t('users.create') : t('frame.save')}
        </Button>
        <Button kind="quiet" to="/admin/users">
          {t('frame.cancel')}
        </Button>
      </div>
    </form>
  );
}

type HoursOfUserProps = {
  readonly hours: TypedHours | null;
  readonly house: OpeningHours;
  readonly onHours: (hours: TypedHours | null) => void;
  readonly problem: string | undefined;
};

/** Who works part time or on other days has hours of their own (rule 34). */
function HoursOfUser({ hours, house, onHours, problem }: HoursOfUserProps) {
  const { t } = useWords();
  return (
    <>
      <Check
        label={t('users.own hours')}
        checked={hours !== null}
        onChange={(on) => onHours(on ? typedHours(house) : null)}
      />
      <p className="second small">{t('users.own hours hint')}</p>
      {hours ? <OpeningFields typed={hours} onChange={onHours} /> : null}
      <Problem>{problem}</Problem>
    </>
  );
}

type ProfilesOfUserProps = {
  readonly draft: Draft;
  readonly profiles: readonly Profile[];
  readonly language: Language;
  readonly set: (change: Partial<Draft>) => void;
  readonly problem: string | undefined;
};

/** One or more: their rights add up. */
function ProfilesOfUser({ draft, profiles, language, set, problem }: ProfilesOfUserProps) {
  const { t } = useWords();
  const only = draft.profiles.length === 1 ? draft.profiles[0]! : '';
  const hinted = ['operator', 'supervisor', 'administrator'].includes(only);
  return (
    <fieldset className={problem ? 'field wrong' : 'field'}>
      <legend>{t('profile.user label')}</legend>
      <div className="bar">
        {profiles.map(({ code, name }) => (
          <Check
            key={code}
            label={name[language]}
            checked={draft.profiles.includes(code)}
            onChange={(on) =>
              set({ profiles: on ? [...draft.profiles, code] : draft.profiles.filter((one) => one !== code) })
            }
          />
        ))}
      </div>
      <div className={problem ? 'under problem' : 'under'}>
        {problem ?? t(hinted ? `users.role hint.${only}` : 'profile.user hint')}
      </div>
    </fieldset>
  );
}
