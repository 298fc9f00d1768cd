/** How a task looks in a list: colour with an icon and a word beside it, bold for high priority, italic for low. */
import React from 'react';
import { Tag } from '../../components/button.tsx';
import type { Words } from '../../components/words.ts';
import type { Said } from '../../../domain/domain-error.ts';
import { sayReason } from '../../../domain/reasons.ts';
import type { TaskState } from '../../../domain/tasks/state.ts';

/** A task as plain lists give it. */
export type TaskLine = Standing &
  Origin & {
    readonly id: string;
    readonly title: string;
    readonly companyId: string | null;
    readonly companyName: string | null;
    readonly ownerId: string | null;
    readonly ownerName: string | null;
    readonly queue: string | null;
    /** Of the team whose queue it is. */
    readonly queueName: string | null;
    readonly priority: 'low' | 'normal' | 'high';
    readonly plannedAt: string | null;
    readonly dueAt: string | null;
    readonly doneAt: string | null;
  };

/** What the state of a task is told by. */
export type Standing = {
  readonly state: TaskState;
  readonly overdue: boolean;
  readonly paused: boolean;
  /** Who has it open in work mode at this moment. */
  readonly openedByName: string | null;
  readonly outcome: Said | null;
  readonly stateReason: string | null;
};

type Origin = {
  readonly campaignName: string | null;
  readonly scenarioPl?: string;
  readonly scenarioEn?: string;
  readonly scenarioNumber?: number;
  readonly caseName: string | null;
  /** Who gave it to its owner by hand, if that was somebody else (S1-35). */
  readonly givenByName: string | null;
};

/** late, soon or done, with the priority: classes of a row. */
export function lookOf({ state, overdue, priority }: Pick<TaskLine, 'state' | 'overdue' | 'priority'>): string {
  if (state !== 'open') return 'done';
  return `${overdue ? 'late' : 'soon'} ${priority === 'normal' ? '' : priority}`.trim();
}

export function StateTag({ task, words: { t, language } }: { readonly task: Standing; readonly words: Words }) {
  if (task.openedByName) return <Tag icon="person">{t('tasks.open at', { name: task.openedByName })}</Tag>;
  if (task.paused) return <Tag icon="pause">{t('tasks.paused')}</Tag>;
  if (task.state === 'done')
    return (
      <Tag tone="green" icon="check">
        {task.outcome?.[language] ?? t('tasks.done')}
      </Tag>
    );
  if (task.state !== 'open')
    return (
      <Tag icon="undo" {...(task.stateReason ? { title: sayReason(task.stateReason)[language] } : {})}>
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

type SourceProps = { readonly task: Origin; readonly words: Words };

/** Where the task comes from: campaign, scenario with its version, case, or somebody's own hand; and who gave it, beside it. */
export function SourceTag({ task, words }: SourceProps) {
  const name = nameOfSource({ task, words });
  const { givenByName } = task;
  if (!name) return <Tag>{givenByName ?? words.t('tasks.by hand')}</Tag>;
  const tag = (
    <Tag title={name} {...(task.campaignName ? { tone: 'accent' as const } : {})}>
      {name}
    </Tag>
  );
  if (!givenByName) return tag;
  return (
    <>
      {tag}
      <div className="small second">{words.t('tasks.given by', { name: givenByName })}</div>
    </>
  );
}

function nameOfSource({ task, words: { t, language } }: SourceProps): string | undefined {
  const scenario = language === 'pl' ? task.scenarioPl : task.scenarioEn;
  if (task.campaignName) return task.campaignName;
  if (scenario) return `${scenario} v${task.scenarioNumber}`;
  return task.caseName ? t('tasks.case', { number: task.caseName.split(' ')[0]! }) : undefined;
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
