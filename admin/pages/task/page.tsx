import React, { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { HandOverDialog } from '../work/hand-over-dialog.tsx';
import { History } from '../work/history.tsx';
import { PostponeDialog } from '../work/postpone-dialog.tsx';
import { Script, SourceLine } from '../work/script.tsx';
import { Who } from '../work/who.tsx';

/** One task as a record: what it is, and what came of it. */
export default function Task() {
  const { id } = useParams();
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const { value: screen, error, reload } = useRead<WorkScreen>(`/tasks/${id}`);
  const [dialog, setDialog] = useState<'postpone' | 'hand over'>();
  if (!screen) {
    return <Page title={t('tasks.title')}>{error ? <Problem>{error.message}</Problem> : <Skeleton />}</Page>;
  }
  const { task } = screen;
  const works = task.state === 'open' && may('task.edit');
  return (
    <Page title={task.title} wide>
      <Head
        title={task.title}
        beside={<State screen={screen} />}
        back={{ to: '/admin/tasks', label: t('tasks.title') }}
      >
        {works ? (
          <>
            <Button onClick={() => setDialog('postpone')}>{t('work.postpone')}</Button>
            <Button onClick={() => setDialog('hand over')}>{t('work.hand over')}</Button>
            <Button kind="main" to={`/admin/work?task=${task.id}`}>
              {t('work.take')}
            </Button>
          </>
        ) : null}
      </Head>
      {screen.openElsewhere ? <Problem>{t('work.open elsewhere', { name: screen.openElsewhere })}</Problem> : null}
      <div className="desk">
        <Who screen={screen} />
        <section className="card job">
          <SourceLine screen={screen} />
          <div className="body">{task.state === 'open' ? <Script screen={screen} /> : <Record screen={screen} />}</div>
        </section>
        <History screen={screen} />
      </div>
      {dialog === 'postpone' ? (
        <PostponeDialog task={task} onClose={() => setDialog(undefined)} onDone={reload} />
      ) : null}
      {dialog === 'hand over' ? (
        <HandOverDialog taskId={task.id} onClose={() => setDialog(undefined)} onDone={() => navigate('/admin/tasks')} />
      ) : null}
    </Page>
  );
}

function State({ screen: { task } }: { readonly screen: WorkScreen }) {
  const { t } = useWords();
  if (task.state === 'done')
    return (
      <Tag tone="green" icon="check">
        {t('tasks.done')}
      </Tag>
    );
  if (task.state !== 'open') return <Tag icon="undo">{t(`tasks.${task.state}`)}</Tag>;
  const deadline = task.dueAt ?? task.plannedAt;
  const late = deadline !== null && Date.parse(deadline) < Date.now();
  return late ? (
    <Tag tone="red" icon="warning">
      {t('tasks.late')}
    </Tag>
  ) : (
    <Tag tone="orange" icon="clock">
      {t('tasks.planned')}
    </Tag>
  );
}

/** What was typed when it was finished, or why it was closed without that. */
function Record({ screen: { task, outcomes, source } }: { readonly screen: WorkScreen }) {
  const { t, language, moment } = useWords();
  const outcome = outcomes.find(({ code }) => code === task.outcome);
  const nextAt = task.answers['nextAt'];
  const lines: [string, string][] = [
    ...(task.outcome ? [['task.outcome', outcome?.name[language] ?? task.outcome] as [string, string]] : []),
    ...(typeof nextAt === 'string' ? [['work.next at', moment(nextAt)] as [string, string]] : []),
    ...(task.note ? [['task.note', task.note] as [string, string]] : []),
    ...(task.stateReason ? [['task.why closed', task.stateReason] as [string, string]] : []),
  ];
  const answered = task.form.filter(({ id }) => task.answers[id] !== undefined);
  return (
    <>
      {task.doneAt ? (
        <div className="second">{t('task.finished', { when: moment(task.doneAt), who: source.ownerName ?? '' })}</div>
      ) : null}
      <dl className="facts">
        {lines.map(([key, value]) => (
          <React.Fragment key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
        {answered.map(({ id, name }) => (
          <React.Fragment key={id}>
            <dt>{name[language]}</dt>
            <dd>{String(task.answers[id])}</dd>
          </React.Fragment>
        ))}
      </dl>
      <Script screen={{ script: [], task }} />
    </>
  );
}
