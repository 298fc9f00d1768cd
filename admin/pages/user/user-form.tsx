import React from 'react';
import { Button } from '../../components/button.tsx';
import { Check, Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import type { Role } from '../../../domain/access.ts';
import type { Language } from '../../../domain/domain-error.ts';

/** What is typed; an empty text is nothing. */
export type Draft = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly phone: string;
  readonly superiorId: string;
  readonly teamIds: readonly string[];
  /** Only of a new user. */
  readonly password: string;
};

type UserFormProps = {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onSave: () => void;
  readonly busy: boolean;
  readonly problem: (field: string) => string | undefined;
  readonly refusal: string | undefined;
  readonly isNew: boolean;
  readonly superiors: readonly { readonly id: string; readonly name: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
};

export function UserForm(props: UserFormProps) {
  const { draft, onChange, onSave, busy, problem, refusal, isNew, superiors, teams } = props;
  const { t } = useWords();
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
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
          <TextInput value={draft.password} onChange={(password) => set({ password })} autoComplete="off" />
        </Field>
      ) : null}
      <div className="two">
        <Field label={t('users.role')} required error={problem('role')} hint={t(`users.role hint.${draft.role}`)}>
          <Select
            value={draft.role}
            onChange={(role) => set({ role: role as Role })}
            choices={(['operator', 'supervisor', 'administrator'] as const).map((role) => ({
              value: role,
              label: t(`frame.role.${role}`),
            }))}
          />
        </Field>
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
      <div className="bar">
        <Button kind="main" type="submit" busy={busy}>
          {isNew ? t('users.create') : t('frame.save')}
        </Button>
        <Button kind="quiet" to="/admin/users">
          {t('frame.cancel')}
        </Button>
      </div>
    </form>
  );
}
