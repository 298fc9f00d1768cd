import React, { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Files } from '../../components/files.tsx';
import { RecordHistory } from '../../components/history/history.tsx';
import { useAskedInAddress, useNewFromAddress } from '../../components/new-from-address.ts';
import { Card, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { OwnFacts } from '../../components/own/record-form.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useUndone } from '../../components/undone.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { PersonCard } from '../../../db/people.ts';
import { PersonConsents } from '../company/consents.tsx';
import { ImportantDates } from '../company/dates.tsx';
import { Messages } from '../company/messages.tsx';
import { Notes } from '../company/notes.tsx';
import { ContactPoints } from '../company/contact-points.tsx';
import { Tasks } from '../company/tasks.tsx';
import { NewTask } from '../task/new-task.tsx';
import { EditPerson } from './edit-person.tsx';
import { CameFrom, MovePerson } from './move-person.tsx';
import { useLikelyTwins } from './twins.ts';

const NewPerson = lazy(() => import('../company/new-person.tsx').then((it) => ({ default: it.NewPerson })));

type PartProps = { readonly person: PersonCard; readonly onChange: () => void };

/** A contact person: who they are, how to reach and how to greet them, and what was noted. */
export default function PersonPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const { value: person, error, busy, reload } = useRead<PersonCard>(`/people/${id}`);
  const [round, setRound] = useState(0);
  const moved = person && !busy && person.id !== id ? person.id : undefined;
  // A person who was merged answers with the one that they have become.
  useEffect(() => {
    if (moved) void navigate(`/admin/people/${moved}`, { replace: true });
  }, [moved, navigate]);
  if (!person) {
    return (
      <Page title={t('company.tab.people')}>
        {error ? <h1>{t('company.tab.people')}</h1> : <Skeleton rows={8} />}
        <Problem>{error?.message}</Problem>
      </Page>
    );
  }
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  const changed = () => {
    setRound((n) => n + 1);
    reload();
  };
  return (
    <Page title={name}>
      <Top person={person} onChange={changed} />
      {may('company.merge') ? <Twins person={person} /> : null}
      <div className="company-columns">
        <div>
          <Around person={person} round={round} onChange={reload} />
        </div>
        <div className="company-side">
          <Facts person={person} onChange={reload} />
          {person.cameFrom ? <CameFrom person={person} from={person.cameFrom} /> : null}
          <ContactPoints
            company={{ id: person.companyId, name: person.companyName }}
            personId={person.id}
            points={person.contactPoints}
            onChange={reload}
          />
          <ImportantDates
            key={person.version}
            companyId={person.companyId}
            personId={person.id}
            mayEdit={may('company.edit')}
          />
        </div>
      </div>
    </Page>
  );
}

/** Who may be the same at this customer: two records of one person are put together. */
function Twins({ person }: { readonly person: PersonCard }) {
  const { t } = useWords();
  const twins = useLikelyTwins(person);
  if (twins.length === 0) return null;
  return (
    <Notice tone="orange">
      {t('merge.maybe same')}
      <ul className="likely">
        {twins.map((twin) => (
          <li key={twin.id}>
            <Link className="link" to={`/admin/people/${person.id}/merge?with=${twin.id}`}>
              {t('merge.with', { name: twin.name })}
            </Link>{' '}
            <span className="small">{t(`companies.because.${twin.because}`)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What is kept about the person, under tabs with an address each: the parts that the customer's page has. */
function Around({ person, round, onChange }: PartProps & { readonly round: number }) {
  const { t } = useWords();
  const { may } = useViewer();
  const [search] = useSearchParams();
  const tabs = [
    { id: 'notes', right: 'company.read' as const },
    { id: 'tasks', right: 'task.read' as const },
    { id: 'messages', right: 'message.read' as const },
    { id: 'consents', right: 'company.read' as const },
    { id: 'files', right: 'file.read' as const },
    { id: 'changes', right: 'company.read' as const },
  ].filter(({ right }) => may(right));
  const current = tabs.find(({ id }) => id === search.get('tab'))?.id ?? 'notes';
  const company = { id: person.companyId, name: person.companyName };
  const shown: Readonly<Record<string, () => React.ReactNode>> = {
    notes: () => (
      <Notes companyId={company.id} personId={person.id} mayWrite={may('company.edit')} onChange={onChange} />
    ),
    tasks: () => <Tasks company={company} personId={person.id} round={round} onChange={onChange} />,
    messages: () => (
      <Messages company={company} personId={person.id} reachable={mailOf(person) !== undefined} onChange={onChange} />
    ),
    consents: () => <PersonConsents key={person.version} person={person} onChange={onChange} />,
    files: () => <Files noun="person" recordId={person.id} mayAdd={may('company.edit')} />,
    changes: () => <RecordHistory key={person.version} of="people" id={person.id} />,
  };
  return (
    <>
      <Tabs
        label={t('person.tabs')}
        current={current}
        tabs={tabs.map(({ id }) => ({
          id,
          label: t(`company.tab.${id}`),
          to: id === 'notes' ? `/admin/people/${person.id}` : `?tab=${id}`,
        }))}
      />
      {shown[current]!()}
    </>
  );
}

function mailOf({ contactPoints }: PersonCard) {
  return contactPoints.find(({ kind, state }) => kind === 'email' && state === 'good');
}

function Top({ person, onChange }: PartProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const [editing, setEditing] = useNewFromAddress('edit');
  const [leaving, setLeaving] = useState(false);
  const [adding, setAdding] = useState(false);
  useAskedInAddress('task', () => may('task.edit') && setAdding(true));
  const [next, setNext] = useState(false);
  const { run, busy, refused } = useAction();
  const undone = useUndone(() => void navigate(`/admin/people/${person.id}`));
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
  const remove = () =>
    run(async () => {
      await call('DELETE', `/people/${person.id}?version=${person.version}`);
      undone(t('person.deleted', { name }), () => call('POST', `/people/${person.id}/restore`));
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
      <div className="bar actions">
        {mailOf(person) && may('message.send') && may('message.read') ? (
          <Button icon="mail" to="?tab=messages&write=1">
            {t('company.write')}
          </Button>
        ) : null}
        {may('task.edit') ? (
          <Button icon="tasks" onClick={() => setAdding(true)}>
            {t('customer.new task')}
          </Button>
        ) : null}
        {may('company.merge') ? (
          <Button kind="quiet" icon="link" label={t('merge.open')} to={`/admin/people/${person.id}/merge`} />
        ) : null}
        {may('company.edit') ? (
          <>
            <MovePerson person={person} />
            <Button icon="trash" kind="quiet" label={t('person.delete')} onClick={() => setLeaving(true)} />
            <Button kind="main" icon="edit" onClick={() => setEditing(true)}>
              {t('company.edit')}
            </Button>
          </>
        ) : null}
      </div>
      {adding ? (
        <NewTask
          start={{ company: { id: person.companyId, name: person.companyName }, personId: person.id }}
          onClose={() => setAdding(false)}
          onMade={onChange}
        />
      ) : null}
      {editing ? (
        <EditPerson
          person={person}
          onClose={() => setEditing(false)}
          onSaved={(after) => {
            onChange();
            if (after === 'stay') return;
            setEditing(false);
            if (after === 'task') setAdding(true);
            if (after === 'next') setNext(true);
          }}
        />
      ) : null}
      {next ? (
        <Suspense fallback={null}>
          <NewPerson companyId={person.companyId} onClose={() => setNext(false)} onAdded={onChange} />
        </Suspense>
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
