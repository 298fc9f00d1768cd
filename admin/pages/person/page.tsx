import React, { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Page, Skeleton } from '../../components/page.tsx';
import { OwnFacts } from '../../components/own/record-form.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { PersonCard } from '../../../db/people.ts';
import { Notes } from '../company/notes.tsx';
import { Reach } from '../company/side.tsx';
import { EditPerson } from './edit-person.tsx';

type PartProps = { readonly person: PersonCard; readonly onChange: () => void };

/** A contact person: who they are, how to reach and how to greet them, and what was noted. */
export default function PersonPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const mayEdit = useViewer().may('company.edit');
  const { value: person, error, reload } = useRead<PersonCard>(`/people/${id}`);
  if (!person) {
    return (
      <Page title={t('company.tab.people')}>
        {error ? <h1>{t('company.tab.people')}</h1> : <Skeleton rows={8} />}
        <Problem>{error?.message}</Problem>
      </Page>
    );
  }
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  return (
    <Page title={name}>
      <Top person={person} onChange={reload} />
      <div className="company-columns">
        <div>
          <h2 className="person-notes">{t('company.tab.notes')}</h2>
          <Notes companyId={person.companyId} personId={person.id} mayWrite={mayEdit} />
        </div>
        <div className="company-side">
          <Facts person={person} onChange={reload} />
          <Contacts person={person} onChange={reload} />
        </div>
      </div>
    </Page>
  );
}

function Top({ person, onChange }: PartProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const { run, busy, refused } = useAction();
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  const remove = () =>
    run(async () => {
      await call('DELETE', `/people/${person.id}?version=${person.version}`);
      void navigate(`/admin/companies/${person.companyId}?tab=people`);
    });
  return (
    <div className="head">
      <Face name={name} big />
      <div className="titles">
        <div className="bar">
          <h1>{name}</h1>
          {person.isMain ? <Tag>{t('company.main person')}</Tag> : null}
          {person.decides ? <Tag tone="accent">{t('customer.decides')}</Tag> : null}
        </div>
        <div className="second small">
          {[person.position, person.department].filter(Boolean).join(', ')}{' '}
          <Link className="link" to={`/admin/companies/${person.companyId}`}>
            {person.companyName}
          </Link>
        </div>
      </div>
      <span className="grow" />
      {may('company.edit') ? (
        <div className="bar actions">
          <Button icon="trash" kind="quiet" label={t('person.delete')} onClick={() => setLeaving(true)} />
          <Button kind="main" icon="edit" onClick={() => setEditing(true)}>
            {t('company.edit')}
          </Button>
        </div>
      ) : null}
      {editing ? (
        <EditPerson
          person={person}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            onChange();
          }}
        />
      ) : null}
      {leaving ? (
        <Confirm
          title={t('person.delete')}
          verb={t('person.delete')}
          danger
          busy={busy}
          onConfirm={() => void remove()}
          onClose={() => setLeaving(false)}
        >
          <p>{t('person.delete text', { name })}</p>
          <Problem>{refused?.message}</Problem>
        </Confirm>
      ) : null}
    </div>
  );
}

function Facts({ person }: PartProps) {
  const { t, date } = useWords();
  const facts: [string, string | null][] = [
    [t('person.greeting'), person.greeting],
    [t('company.person.bornOn'), person.bornOn ? date(person.bornOn) : null],
    [t('company.person.nameDay'), person.nameDay ? date(`2000-${person.nameDay}`).replace(/ 2000$/, '') : null],
    [t('customer.field.language'), person.language ? t(`person.language.${person.language}`) : null],
  ];
  return (
    <Card title={t('company.tab.details')}>
      <dl className="facts">
        {facts.map(([name, value]) =>
          value ? (
            <React.Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </React.Fragment>
          ) : null,
        )}
        <OwnFacts record="person" own={person.own} />
      </dl>
    </Card>
  );
}

function Contacts({ person, onChange }: PartProps) {
  const { t } = useWords();
  const mayEdit = useViewer().may('company.edit');
  const [kind, setKind] = useState<'phone' | 'email'>('phone');
  const [value, setValue] = useState('');
  const { run, busy, refused } = useAction();
  const add = () =>
    run(async () => {
      await call('POST', `/companies/${person.companyId}/contact-points`, { kind, value, personId: person.id });
      setValue('');
      onChange();
    });
  return (
    <Card title={t('company.contacts')}>
      <ul className="contacts">
        {person.contactPoints.map((point) => (
          <li key={point.id}>
            <Reach point={point} />
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <form
          className="bar add-contact"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <input
            className="input"
            aria-label={t('company.new contact')}
            placeholder={t('company.new contact')}
            value={value}
            onChange={(event) => {
              setValue(event.target.value);
              setKind(event.target.value.includes('@') ? 'email' : 'phone');
            }}
          />
          <Button icon="plus" type="submit" label={t('company.add')} busy={busy} disabled={value.trim() === ''} />
        </form>
      ) : null}
      <Problem>{refused?.message}</Problem>
    </Card>
  );
}
