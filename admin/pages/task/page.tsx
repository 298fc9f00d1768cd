import React, { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { toWall } from '../../../domain/calendar/wall.ts';
import { AwayNotice } from '../../components/away-notice.tsx';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Files } from '../../components/files.tsx';
import { RecordHistory } from '../../components/history/history.tsx';
import { Card, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { Why } from '../../components/why.tsx';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { HomeCase } from '../case/home-case.tsx';
import { TiedOpportunity } from '../opportunity/tied.tsx';
import { StateTag } from '../tasks/marks.tsx';
import { HandOverDialog } from '../work/hand-over-dialog.tsx';
import { History } from '../work/history.tsx';
import { PostponeDialog } from '../work/postpone-dialog.tsx';
import { Script, SourceLine } from '../work/script.tsx';
import { Who } from '../work/who.tsx';
import { MoreActions, type Opened } from './actions.tsx';
import { Links, Relatives } from './around.tsx';
import { Bookings } from './bookings.tsx';
import { EditTask } from './edit-task.tsx';
import { Facts, ReminderTraces } from './facts.tsx';
import { NewTask } from './new-task.tsx';
import { TaskNotes } from './notes.tsx';
import { RecurringCard } from './recurring-card.tsx';
import { CancelDialog, RepeatDialog, useRestore } from './repeat-dialog.tsx';
import { TakingPart } from './taking-part.tsx';

/** One task as a record: what it is, who takes part, what hangs on it, and what came of it. */
export default function Task() {
  const { id } = useParams();
  const { t } = useWords();
  const { value: screen, error, reload } = useRead<WorkScreen>(`/tasks/${id}`);
  const [opened, setOpened] = useState<Opened>();
  // The last answer stays while another task is on its way: it must not be shown under the new address.
  if (!screen || screen.task.id !== id) {
    return <Page title={t('tasks.title')}>{error ? <Problem>{error.message}</Problem> : <Skeleton />}</Page>;
  }
  const { task } = screen;
  return (
    <Page title={task.title} wide>
      <Buttons screen={screen} onOpen={setOpened} onChanged={reload} />
      {screen.openElsewhere ? <Problem>{t('work.open elsewhere', { name: screen.openElsewhere })}</Problem> : null}
      <Body screen={screen} onOpen={setOpened} onChanged={reload} />
      <Dialogs screen={screen} opened={opened} onClose={() => setOpened(undefined)} onChanged={reload} />
    </Page>
  );
}

type Sharing = {
  readonly screen: WorkScreen;
  readonly onOpen: (what: Opened) => void;
  readonly onChanged: () => void;
};

function Buttons({ screen, onOpen, onChanged }: Sharing) {
  const { t } = useWords();
  const { may } = useViewer();
  const { task } = screen;
  const isOpen = task.state === 'open';
  const restore = useRestore(task);
  return (
    <Head title={task.title} beside={<State screen={screen} />} back={{ to: '/admin/tasks', label: t('tasks.title') }}>
      {may('task.edit') && (isOpen || task.state === 'done') ? (
        <>
          <MoreActions screen={screen} onOpen={onOpen} onChanged={onChanged} />
          {isOpen || screen.correctable ? (
            <Button icon="edit" onClick={() => onOpen('edit')}>
              {t(isOpen ? 'task.edit' : 'task.correct')}
            </Button>
          ) : null}
        </>
      ) : null}
      {may('task.edit') && !isOpen && task.state !== 'done' && task.effectKey === null ? (
        <Button icon="undo" onClick={() => void restore().then(onChanged)}>
          {t('task.restore')}
        </Button>
      ) : null}
      {may('task.edit') && isOpen ? (
        <Button kind="main" to={`/admin/work?task=${task.id}`}>
          {t('work.take')}
        </Button>
      ) : null}
    </Head>
  );
}

function Body({ screen, onOpen, onChanged }: Sharing) {
  const { t } = useWords();
  const { may, timeZone } = useViewer();
  const { task } = screen;
  const at = task.plannedAt ?? task.dueAt;
  const works = may('task.edit');
  return (
    <div className="desk">
      <div className="stack">
        <Who screen={screen} onWritten={onChanged} />
        <TakingPart key={task.version} screen={screen} works={works} />
        <Bookings screen={screen} works={works} onChanged={onChanged} />
        <RecurringCard screen={screen} works={works} onChanged={onChanged} />
        <ReminderTraces screen={screen} />
      </div>
      <div className="stack">
        <section className="card job">
          <SourceLine screen={screen} />
          <div className="body">
            <Why because={screen.source.because} of="task" />
            {task.state === 'open' && at ? (
              <AwayNotice userId={task.ownerId} on={toWall(at, timeZone).slice(0, 10)} />
            ) : null}
            <Script key={JSON.stringify(task.ticks)} screen={screen} />
            <Facts screen={screen} />
          </div>
        </section>
        <TaskNotes screen={screen} works={works} onChanged={onChanged} />
        <Relatives screen={screen} onPart={works && task.state === 'open' ? () => onOpen('part') : undefined} />
        <Links screen={screen} works={works} onChanged={onChanged} />
        <HomeCase kind="task" id={task.id} name={task.title} company={screen.customer?.seen ? screen.customer : null} />
        <TiedOpportunity noun="task" id={task.id} company={screen.customer?.seen ? screen.customer : null} />
        {may('file.read') ? (
          <Card title={t('files.title')}>
            <Files noun="task" recordId={task.id} mayAdd={works} />
          </Card>
        ) : null}
        <Changes key={task.version} id={task.id} />
      </div>
      <History screen={screen} />
    </div>
  );
}

/** Read when it is asked for: who opens a task mostly wants to do it. */
function Changes({ id }: { readonly id: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title={t('company.tab.changes')}>
      {isOpen ? (
        <RecordHistory of="tasks" id={id} />
      ) : (
        <Button icon="undo" onClick={() => setOpen(true)}>
          {t('task.show changes')}
        </Button>
      )}
    </Card>
  );
}

type DialogsProps = {
  readonly screen: WorkScreen;
  readonly opened: Opened | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

function Dialogs({ screen, opened, onClose, onChanged }: DialogsProps) {
  const navigate = useNavigate();
  const { task, customer } = screen;
  const parent = { id: task.id, name: task.title };
  const company = customer?.seen ? { id: customer.id, name: customer.name } : null;
  switch (opened) {
    case 'postpone':
      return <PostponeDialog task={task} onClose={onClose} onDone={onChanged} />;
    case 'hand over':
      return <HandOverDialog task={task} onClose={onClose} onDone={() => navigate('/admin/tasks')} />;
    case 'edit':
      return <EditTask screen={screen} onClose={onClose} onSaved={onChanged} />;
    case 'part':
      return <NewTask start={{ parent, company, type: task.type }} onClose={onClose} onMade={onChanged} />;
    case 'repeat':
      return <RepeatDialog task={task} onClose={onClose} />;
    case 'drop':
      return <CancelDialog task={task} onClose={onClose} onDone={onChanged} />;
    default:
      return null;
  }
}

function State({ screen: { task, around } }: { readonly screen: WorkScreen }) {
  const words = useWords();
  if (task.state === 'done' && task.isContact)
    return (
      <Tag tone="green" icon="check">
        {words.t('task.is contact')}
      </Tag>
    );
  const { overdue, paused } = around;
  const standing = { state: task.state, overdue, paused, openedByName: null, outcome: null, stateReason: null };
  return <StateTag task={standing} words={words} />;
}
