import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Notice, Problem, Select } from '../../components/field.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useWords } from '../../components/words.ts';
import type { CasePage } from '../../../db/case-page.ts';
import type { CasePerson } from '../../../db/case-people.ts';
import { caseLevels, type CaseLevel } from '../../../domain/access.ts';

/** Who runs the case, who else has which rights to it, until when and from whom. */
export function People({ found }: { readonly found: CasePage }) {
  const { t } = useWords();
  const { value, error, reload } = useRead<{ rows: CasePerson[] }>(`/cases/${found.id}/people`);
  const { run, busy, refused } = useAction();
  const mayGrant = found.level === 'run';
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={4} height={40} />;
  const post = (right: Pick<CasePerson, 'userId' | 'level' | 'endsOn'>) =>
    call('POST', `/cases/${found.id}/people`, right);
  const grant = (userId: string, level: CaseLevel, endsOn: string | null) =>
    run(async () => {
      await post({ userId, level, endsOn });
      reload();
    });
  const undone = useUndone(reload);
  const change = ({ userId, name, level, endsOn }: CasePerson, next: CaseLevel) =>
    run(async () => {
      await post({ userId, level: next, endsOn });
      undone(t('case.level changed', { name, level: t(`case.level.${next}`) }), () => post({ userId, level, endsOn }));
      reload();
    });
  const revoke = ({ userId, name, level, endsOn }: CasePerson) =>
    run(async () => {
      await call('DELETE', `/cases/${found.id}/people/${userId}`);
      undone(t('case.did.revoke', { what: name }), () => post({ userId, level, endsOn }));
      reload();
    });
  return (
    <div className="stack">
      <Card title={t('case.tab.people')} flush>
        {refused ? <Problem>{refused.message}</Problem> : null}
        <ul className="case-people">
          {value.rows.map((person) => (
            <Person
              key={person.userId}
              person={person}
              busy={busy}
              mayGrant={mayGrant}
              onLevel={(level) => void change(person, level)}
              onRevoke={() => void revoke(person)}
            />
          ))}
        </ul>
      </Card>
      {mayGrant ? <Granting without={value.rows.map(({ userId }) => userId)} busy={busy} onGrant={grant} /> : null}
      <Notice>{t('case.people hint')}</Notice>
    </div>
  );
}

type PersonProps = {
  readonly person: CasePerson;
  readonly busy: boolean;
  readonly mayGrant: boolean;
  readonly onLevel: (level: CaseLevel) => void;
  readonly onRevoke: () => void;
};

function Person({ person, busy, mayGrant, onLevel, onRevoke }: PersonProps) {
  const { t, date } = useWords();
  const { name, level, endsOn, since, grantedBy } = person;
  const details = [
    since ? t('case.since', { when: date(since) }) : null,
    grantedBy ? t('case.granted by', { name: grantedBy }) : null,
    endsOn ? t('case.until', { when: date(endsOn) }) : null,
  ];
  return (
    <li>
      <Face name={name} />
      <span className="about">
        <Link className="strong" to={`/admin/colleagues/${person.userId}`}>
          {name}
        </Link>
        <span className="small muted">{details.filter(Boolean).join(' · ')}</span>
      </span>
      {level === 'owner' || !mayGrant ? (
        <Tag {...(level === 'owner' ? { tone: 'accent' as const } : {})}>{t(`case.level.${level}`)}</Tag>
      ) : (
        <>
          <span className="level">
            <Select
              label={t('case.level of', { name })}
              value={level}
              onChange={(chosen) => onLevel(chosen as CaseLevel)}
              disabled={busy}
              choices={caseLevels.map((one) => ({ value: one, label: t(`case.level.${one}`) }))}
            />
          </span>
          <Button kind="quiet" icon="close" disabled={busy} label={t('case.revoke', { name })} onClick={onRevoke} />
        </>
      )}
    </li>
  );
}

type GrantingProps = {
  readonly without: readonly string[];
  readonly busy: boolean;
  readonly onGrant: (userId: string, level: CaseLevel, endsOn: string | null) => Promise<boolean>;
};

function Granting({ without, busy, onGrant }: GrantingProps) {
  const { t } = useWords();
  const [userId, setUser] = useState('');
  const [level, setLevel] = useState<CaseLevel>('read');
  const [endsOn, setEndsOn] = useState('');
  const grant = async () => {
    if (await onGrant(userId, level, endsOn || null)) {
      setUser('');
      setEndsOn('');
    }
  };
  return (
    <Card title={t('case.let in')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void grant();
        }}
      >
        <Field label={t('case.person')}>
          <ColleagueSelect value={userId} onChange={setUser} without={without} none={t('case.choose person')} />
        </Field>
        <div className="two">
          <Field label={t('case.level')} hint={t(`case.level hint.${level}`)}>
            <Select
              value={level}
              onChange={(chosen) => setLevel(chosen as CaseLevel)}
              choices={caseLevels.map((one) => ({ value: one, label: t(`case.level.${one}`) }))}
            />
          </Field>
          <Field label={t('case.ends on')} hint={t('case.ends on hint')}>
            <DateInput value={endsOn} onChange={setEndsOn} />
          </Field>
        </div>
        <Button type="submit" busy={busy} disabled={userId === ''}>
          {t('case.grant')}
        </Button>
      </form>
    </Card>
  );
}
