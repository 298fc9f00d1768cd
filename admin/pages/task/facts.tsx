import React from 'react';
import { Link } from 'react-router-dom';
import { Meter, Tag } from '../../components/button.tsx';
import { OwnFacts } from '../../components/own/record-form.tsx';
import { Card } from '../../components/page.tsx';
import { useWords, type Words } from '../../components/words.ts';
import { LATE_SECONDS } from '../../../domain/reminders/escalation.ts';
import { sayReason } from '../../../domain/reasons.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

type Line = readonly [label: string, value: React.ReactNode];

/** The proof: who was told when, how late, and who has taken note (N-12). */
export function ReminderTraces({ screen: { around } }: { readonly screen: WorkScreen }) {
  const { t, moment, number } = useWords();
  if (around.reminders.length === 0) return null;
  const late = (seconds: number | null) =>
    seconds !== null && seconds > LATE_SECONDS
      ? t('reminders.late', { by: `${number(Math.round(seconds / 60))} min` })
      : null;
  return (
    <Card title={t('task.reminders')}>
      <ul className="lines">
        {around.reminders.map((one) => (
          <li key={one.id}>
            <div>
              <span>
                {one.level === 'own' ? one.userName : `${one.userName} (${t(`reminders.level.${one.level}`)})`}
              </span>
              <div className="small muted">
                {[
                  moment(one.shownAt ?? one.remindAt),
                  one.isDeadline ? t('reminders.of deadline') : null,
                  late(one.lateSeconds),
                  one.mailedAt ? t('reminders.mailed', { when: moment(one.mailedAt) }) : null,
                  one.acknowledgedAt === null && one.escalateAt
                    ? t('reminders.goes on', { when: moment(one.escalateAt) })
                    : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            {one.acknowledgedAt ? (
              <Tag tone="green" icon="check">
                {t('reminders.seen by', { who: one.acknowledgedByName ?? '', when: moment(one.acknowledgedAt) })}
              </Tag>
            ) : (
              <Tag {...(one.shownAt ? { tone: 'orange' as const } : {})}>
                {t(one.shownAt ? 'reminders.open' : 'reminders.to come')}
              </Tag>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Whose it is, by when, how far; once it is finished, what came of it and how long it took. */
export function Facts({ screen }: { readonly screen: WorkScreen }) {
  const words = useWords();
  const lines = [
    ...(screen.task.state === 'open' ? planOf(screen, words) : resultOf(screen, words)),
    ...aboutOf(screen, words),
  ];
  return (
    <dl className="facts">
      {lines.map(([label, value]) => (
        <React.Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
      <OwnFacts record="task" own={screen.task.own} />
    </dl>
  );
}

function planOf({ task, around }: WorkScreen, { t, moment, percent }: Words): Line[] {
  const who = around.ownerName ?? (around.queueName ? t('tasks.queue', { queue: around.queueName }) : t('task.nobody'));
  return [
    [t('tasks.owner'), who],
    ...(task.plannedAt ? [[t('task.planned'), moment(task.plannedAt)] as Line] : []),
    ...(task.dueAt ? [[t('task.due short'), moment(task.dueAt)] as Line] : []),
    [t('task.length'), t('task.minutes', { count: task.durationMinutes })],
    [t('task.priority'), t(`tasks.priority.${task.priority}`)],
    [
      t('task.progress'),
      <span key="progress" className="bar progress-line">
        <Meter value={task.percent} of={100} label={t('task.progress')} />
        <span className="num">{[percent(task.percent / 100), task.stage].filter(Boolean).join(' · ')}</span>
      </span>,
    ],
  ];
}

function resultOf({ task, around, outcomes }: WorkScreen, { t, language, moment, time }: Words): Line[] {
  const chosen = outcomes.find(({ code }) => code === task.outcome);
  const outcome = chosen?.name[language] ?? task.outcome;
  const nextAt = nextOf(task, chosen);
  const minutes = (n: number) => t('task.minutes', { count: n });
  const writing = task.noteSeconds ? t('task.seconds', { count: task.noteSeconds }) : '';
  const lines: (Line | false)[] = [
    task.doneAt !== null && [t('task.done at'), `${moment(task.doneAt)}, ${around.doneByName ?? ''}`],
    outcome !== null && [t('task.outcome'), outcome],
    typeof nextAt === 'string' && [t('work.next at'), moment(nextAt)],
    task.note !== null && [
      t('task.note'),
      <span key="note" className="said">
        {task.note}
      </span>,
    ],
    task.stateReason !== null && [t('task.why closed'), sayReason(task.stateReason)[language]],
    task.callSeconds !== null && [t('task.call time'), minutes(Math.max(1, Math.round(task.callSeconds / 60)))],
    task.workMinutes !== null && [t('task.work time'), minutes(task.workMinutes)],
    task.kilometres !== null && [t('task.way'), `${task.kilometres} km`],
    writing !== '' && [
      t('task.writing'),
      task.noteStartedAt ? t('task.writing since', { time: writing, since: time(task.noteStartedAt) }) : writing,
    ],
    ...task.form
      .filter(({ id }) => task.answers[id] !== undefined)
      .map(({ id, name }): Line => [name[language], String(task.answers[id])]),
  ];
  return lines.filter((line): line is Line => line !== false);
}

/** A date that was typed with an outcome stays when that one is put right, and means nothing any more. */
function nextOf({ answers }: WorkScreen['task'], chosen: WorkScreen['outcomes'][number] | undefined): unknown {
  return chosen?.asks === 'date' ? answers['nextAt'] : undefined;
}

function aboutOf({ task, around }: WorkScreen, { t, moment }: Words): Line[] {
  const lines: (Line | false)[] = [
    around.categoryName !== null && [t('task.category'), around.categoryName],
    around.caretakerName !== null && [t('task.caretaker'), around.caretakerName],
    task.place !== null && [t('task.place'), task.place],
    task.caseId !== null && [
      t('task.case'),
      <Link key="case" to={`/admin/cases/${task.caseId}`}>
        {around.caseName}
      </Link>,
    ],
    task.private && [t('task.sight'), t('task.private')],
    [t('task.changed'), [moment(around.updatedAt), around.updatedByName].filter(Boolean).join(', ')],
  ];
  return lines.filter((line): line is Line => line !== false);
}
