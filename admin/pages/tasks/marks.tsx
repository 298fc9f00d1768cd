/** How a task looks in a list: colour with an icon and a word beside it, bold for high priority, italic for low. */
import React from 'react';
import { Tag } from '../../components/button.tsx';
import type { Words } from '../../components/words.ts';
import type { TaskLine } from '../../../db/task-lists.ts';

/** late, soon or done, with the priority: classes of a row. */
export function lookOf({ state, overdue, priority }: Pick<TaskLine, 'state' | 'overdue' | 'priority'>): string {
  if (state !== 'open') return 'done';
  return `${overdue ? 'late' : 'soon'} ${priority === 'normal' ? '' : priority}`.trim();
}

export function StateTag({ task, words: { t } }: { readonly task: TaskLine; readonly words: Words }) {
  if (task.openAt) return <Tag icon="person">{t('tasks.open at', { name: task.openAt })}</Tag>;
  if (task.paused) return <Tag icon="pause">{t('tasks.paused')}</Tag>;
  if (task.state === 'done')
    return (
      <Tag tone="green" icon="check">
        {outcomeName(task) ?? t('tasks.done')}
      </Tag>
    );
  if (task.state !== 'open')
    return (
      <Tag icon="undo" {...(task.stateReason ? { title: task.stateReason } : {})}>
        {t(`tasks.${task.state}`)}
      </Tag>
    );
  return task.overdue ? (
    <Tag tone="red" icon="warning">
      {t('tasks.late')}
    </Tag>
  ) : (
    <Tag tone="orange" icon="clock">
      {t('tasks.planned')}
    </Tag>
  );
}

/** Name of the chosen outcome in the page's language. */
function outcomeName({ outcome, outcomes }: Pick<TaskLine, 'outcome' | 'outcomes'>): string | undefined {
  if (!outcome) return undefined;
  const name = outcomes.find(({ code }) => code === outcome)?.name;
  return name ? name[document.documentElement.lang === 'en' ? 'en' : 'pl'] : outcome;
}

/** Where the task comes from: campaign, scenario with its version, case, or somebody's own hand. */
export function SourceTag({ task, words }: { readonly task: TaskLine; readonly words: Words }) {
  const { t, language } = words;
  const scenario = language === 'pl' ? task.scenarioPl : task.scenarioEn;
  if (task.campaignName) return <Tag tone="accent">{task.campaignName}</Tag>;
  if (scenario) return <Tag>{`${scenario} v${task.scenarioNumber}`}</Tag>;
  if (task.caseNumber) return <Tag>{t('tasks.case', { number: task.caseNumber })}</Tag>;
  return <Tag>{task.byName ?? t('tasks.by hand')}</Tag>;
}

/** When it is, or was, to be done; a deadline without a time is a day. */
export function whenOf(task: TaskLine, { moment, day, t }: Words): string {
  if (task.doneAt) return moment(task.doneAt);
  if (task.plannedAt) return moment(task.plannedAt);
  return task.dueAt ? day(task.dueAt) : t('tasks.no date');
}

/** As `whenOf` on a page about today: the time alone says it is today. */
export function shortWhenOf(task: TaskLine, words: Words): string {
  const at = task.doneAt ?? task.plannedAt;
  return at && words.day(at) === words.day(new Date().toISOString()) ? words.time(at) : whenOf(task, words);
}
