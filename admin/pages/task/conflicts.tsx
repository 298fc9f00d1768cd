import React from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/field.tsx';
import { useWords, type Words } from '../../components/words.ts';
import { useColleagues } from './participants.tsx';
import { saidBefore } from './reminder-field.tsx';
import type { TaskField, TaskValues } from './values.ts';

/** Own fields are met one by one, without asking. */
export type Plain = Exclude<TaskField, 'own'>;

type ConflictsProps = {
  readonly clash: {
    readonly fields: readonly Plain[];
    readonly theirs: TaskValues;
    readonly who: string | null;
    readonly at: string;
  };
  readonly mine: TaskValues;
  readonly onTake: (field: Plain) => void;
  readonly onKeep: (field: Plain) => void;
};

/** Somebody saved first: what both changed stands side by side, and the person chooses. Nothing typed is lost. */
export function Conflicts({ clash, mine, onTake, onKeep }: ConflictsProps) {
  const words = useWords();
  const { t, moment } = words;
  const colleagues = useColleagues();
  const nameOf = (id: string) => colleagues.find(({ value }) => value === id)?.label ?? id;
  const said = { who: clash.who ?? t('task.somebody'), when: moment(clash.at) };
  if (clash.fields.length === 0) return <Notice tone="orange">{t('task.met', said)}</Notice>;
  return (
    <Notice tone="orange">
      <p>{t('task.clash', said)}</p>
      {clash.fields.map((field) => (
        <div key={field} className="clash" role="group" aria-label={t(labels[field] ?? 'task.field')}>
          <b>{t(labels[field] ?? 'task.field')}</b>
          <div className="two">
            <div>
              <div className="small muted">{t('task.clash mine')}</div>
              <div>{shown(mine[field], namesIn(field, { words, nameOf }))}</div>
              <Button size="small" onClick={() => onKeep(field)}>
                {t('task.clash keep')}
              </Button>
            </div>
            <div>
              <div className="small muted">{t('task.clash theirs', said)}</div>
              <div>{shown(clash.theirs[field], namesIn(field, { words, nameOf }))}</div>
              <Button size="small" onClick={() => onTake(field)}>
                {t('task.clash take')}
              </Button>
            </div>
          </div>
        </div>
      ))}
    </Notice>
  );
}

type Showing = { readonly words: Words; readonly nameOf: (id: string) => string };

/** How an id or a number of a list is said. */
function namesIn(field: Plain, showing: Showing): Showing {
  return field === 'reminders'
    ? { ...showing, nameOf: (minutes) => saidBefore(Number(minutes), showing.words) }
    : showing;
}

function shown(value: TaskValues[Plain], { words: { t }, nameOf }: Showing): string {
  if (typeof value === 'boolean') return t(value ? 'work.yes' : 'work.no');
  if (value === null || value === '') return t('task.none');
  if (typeof value === 'string') return value.startsWith('user ') ? nameOf(value.slice(5)) : nameOf(value);
  if ('name' in value) return value.name;
  return value.length === 0 ? t('task.none') : value.map(nameOf).join(', ');
}

const labels: Partial<Readonly<Record<TaskField, string>>> = {
  type: 'task.type',
  title: 'task.name',
  description: 'task.description',
  parent: 'task.main',
  personId: 'task.person',
  receiver: 'task.for',
  caretakerId: 'task.caretaker',
  categoryId: 'task.category',
  priority: 'task.priority',
  planned: 'task.planned',
  due: 'task.due',
  duration: 'task.duration',
  percent: 'task.percent',
  stage: 'task.stage',
  checklist: 'task.checklist',
  place: 'task.place',
  private: 'task.private',
  userIds: 'task.users',
  personIds: 'task.people',
  reminders: 'task.remind',
  note: 'task.note',
  workMinutes: 'task.work minutes',
  callMinutes: 'task.call minutes',
  kilometres: 'task.kilometres',
};
