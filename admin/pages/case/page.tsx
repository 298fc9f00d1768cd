import React, { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Files } from '../../components/files.tsx';
import { RecordHistory } from '../../components/history/history.tsx';
import { useAskedInAddress } from '../../components/new-from-address.ts';
import { Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CaseStage } from '../../../db/case-stages.ts';
import type { CasePage } from '../../../db/case-page.ts';
import { CaseState, KindTag } from '../cases/columns.tsx';
import { NewTask } from '../task/new-task.tsx';
import { Effect } from './effect.tsx';
import { CaseDialogs, type Opened } from './dialogs.tsx';
import { CaseFacts } from './facts.tsx';
import { useCaseLetter } from './letter.tsx';
import { People } from './people.tsx';
import { Procedures } from './procedures.tsx';
import { Report } from './report.tsx';
import type { CaseParts } from './shapes.ts';
import { Side } from './side.tsx';
import { TaskTree } from './task-tree.tsx';
import { Timeline } from './timeline.tsx';

const tabs = ['timeline', 'tasks', 'runs', 'report', 'effect', 'people', 'files', 'changes'] as const;

/** One case: its numbers, what happened, its work as a tree, its procedures, people and files. */
export default function CaseAddress() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { value, error, reload } = useRead<CasePage>(`/cases/${id}`);
  const { value: known } = useRead<{ rows: CaseStage[] }>('/case-stages');
  if (error || !value || value.id !== id) {
    return (
      <Page title={t('cases.title')}>
        {error ? (
          <>
            <Problem>{error.message}</Problem>
            <Button to="/admin/cases">{t('cases.title')}</Button>
          </>
        ) : (
          <Skeleton rows={12} />
        )}
      </Page>
    );
  }
  return <Case found={value} stages={known?.rows ?? []} onChange={reload} />;
}

function Case({ found, stages, onChange }: CaseParts) {
  const words = useWords();
  const { t, date } = words;
  const { may } = useViewer();
  const letter = useCaseLetter(found, onChange);
  const [search] = useSearchParams();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  useAskedInAddress('task', () => may('task.edit') && setOpened('task'));
  const open = tabs.filter((one) => one !== 'effect' || may('transaction.read'));
  const tab = open.find((one) => one === search.get('tab')) ?? 'timeline';
  const counts: Partial<Record<(typeof tabs)[number], number>> = {
    tasks: found.tasks,
    runs: found.runs.length,
    files: found.files,
  };
  return (
    <Page title={`${found.number} ${found.name}`}>
      <Head
        title={found.name}
        back={{ to: '/admin/cases', label: t('cases.title') }}
        second={
          <>
            <CaseState line={found} stages={stages} words={words} />{' '}
            <KindTag code={found.kind} name={found.kindName} color={found.kindColor} /> <Second found={found} />
          </>
        }
      >
        <Buttons found={found} onOpen={setOpened} />
      </Head>
      {found.state === 'closed' ? (
        <Notice tone={found.outcome === 'failure' ? 'orange' : 'green'}>
          {t('case.closed with', {
            outcome: t(`case.outcome.${found.outcome ?? 'neutral'}`),
            when: found.closedAt ? date(found.closedAt) : '',
            result: found.result ?? '',
          })}
        </Notice>
      ) : null}
      {letter.dialog}
      <CaseFacts found={found} />
      <Tabs
        label={found.name}
        current={tab}
        tabs={open.map((one) => ({
          id: one,
          label: t(one === 'changes' ? 'company.tab.changes' : `case.tab.${one}`),
          to: one === 'timeline' ? `/admin/cases/${found.id}` : `?tab=${one}`,
          ...(counts[one] === undefined ? {} : { count: counts[one] }),
        }))}
      />
      <div className="case-columns">
        <div>
          <Tab
            tab={tab}
            found={found}
            stages={stages}
            button={letter.button}
            onTask={() => setOpened('task')}
            onChange={onChange}
          />
        </div>
        <Side found={found} onChange={onChange} />
      </div>
      {opened === 'task' ? (
        <NewTask
          start={{ case: { id: found.id, name: `${found.number} ${found.name}` }, company: homeOf(found) }}
          onClose={close}
          onMade={onChange}
        />
      ) : (
        <CaseDialogs
          found={found}
          stages={stages}
          opened={opened}
          onClose={close}
          onTask={() => setOpened('task')}
          onChange={onChange}
        />
      )}
    </Page>
  );
}

type TabProps = CaseParts & {
  readonly tab: (typeof tabs)[number];
  readonly button: React.ReactNode;
  readonly onTask: () => void;
};

function Tab({ tab, found, stages, button, onTask, onChange }: TabProps) {
  // What hangs on the case is read anew when there is more or less of it.
  const asOf = [found.version, found.tasks, found.openTasks, found.files, found.messages, found.runs.length].join();
  switch (tab) {
    case 'tasks':
      return <TaskTree found={found} onNew={onTask} />;
    case 'runs':
      return <Procedures found={found} onChange={onChange} />;
    case 'report':
      return <Report found={found} />;
    case 'effect':
      return <Effect caseId={found.id} />;
    case 'people':
      return <People found={found} />;
    case 'files':
      return (
        <Files
          noun="case"
          recordId={found.id}
          mayAdd={found.level !== 'read' && found.state === 'open'}
          onChange={onChange}
        />
      );
    case 'changes':
      return <RecordHistory key={found.version} of="cases" id={found.id} />;
    default:
      return <Timeline key={asOf} found={found} stages={stages} button={button} />;
  }
}

function homeOf({ companies }: CasePage) {
  const home = companies.find(({ isHome }) => isHome);
  return home ? { id: home.id, name: home.name } : null;
}

function Second({ found }: { readonly found: CasePage }) {
  const { t, date } = useWords();
  const home = found.companies.find(({ isHome }) => isHome);
  return (
    <>
      {found.number}
      {home ? (
        <>
          {' · '}
          <Link className="link" to={`/admin/companies/${home.id}`}>
            {home.name}
          </Link>
        </>
      ) : null}
      {' · '}
      {t('case.since', { when: date(found.createdAt) })}
    </>
  );
}

function Buttons({ found, onOpen }: { readonly found: CasePage; readonly onOpen: (what: Opened) => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  if (found.level === 'read') return <Tag icon="lock">{t('case.only read')}</Tag>;
  const runs = found.level === 'run';
  if (found.state === 'closed')
    return runs ? (
      <Button icon="undo" onClick={() => onOpen('reopen')}>
        {t('case.reopen')}
      </Button>
    ) : null;
  return (
    <>
      {runs ? (
        <>
          <Button icon="edit" onClick={() => onOpen('edit')}>
            {t('case.edit')}
          </Button>
          <Button icon="users" onClick={() => onOpen('hand over')}>
            {t('case.hand over')}
          </Button>
          <Button icon="check" onClick={() => onOpen('close')}>
            {t('case.close')}
          </Button>
        </>
      ) : null}
      {may('task.edit') ? (
        <Button kind="main" icon="plus" onClick={() => onOpen('task')}>
          {t('case.new task')}
        </Button>
      ) : null}
    </>
  );
}
