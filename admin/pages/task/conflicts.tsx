import React from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/field.tsx';
import { useWords, type Words } from '../../components/words.ts';
import { useKinds } from './kinds.ts';
import { useColleagues } from './participants.tsx';
import { saidBefore } from './reminder-field.tsx';
import type { Plain, Revision } from './revision.ts';
import type { TaskField, TaskValues } from './values.ts';

/** Somebody saved first: what both changed stands side by side, and the person chooses. Nothing typed is lost. */
export function Conflicts({ revision }: { readonly revision: Revision }) {
  const { clash } = revision;
  const { t, moment } = useWords();
  if (!clash) return null;
  const said = { who: clash.who ?? t('task.somebody'), when: moment(clash.at) };
  if (clash.fields.length === 0) return <Notice tone="orange">{t('task.met', said)}</Notice>;
  return (
    <Notice tone="orange">
      <p>{t('task.clash', said)}</p>
      {clash.fields.map((field) => (
        <Conflict key={field} {...{ field, revision }} theirs={clash.theirs} said={t('task.clash theirs', said)} />
      ))}
    </Notice>
  );
}

type ConflictProps = {
  readonly field: Plain;
  readonly revision: Revision;
  readonly theirs: TaskValues;
  readonly said: string;
};

function Conflict({ field, revision, theirs, said }: ConflictProps) {
  const words = useWords();
  const { t } = words;
  const name = t(labels[field] ?? 'task.field');
  const showing = namesIn(field, { words, nameOf: useNames(field) });
  return (
    <div className="clash" role="group" aria-label={name}>
      <b>{name}</b>
      <div className="two">
        <div>
          <div className="small muted">{t('task.clash mine')}</div>
          <div>{shown(revision.values[field], showing)}</div>
          <Button size="small" onClick={() => revision.keepMine(field)}>
            {t('task.clash keep')}
          </Button>
        </div>
        <div>
          <div className="small muted">{said}</div>
          <div>{shown(theirs[field], showing)}</div>
          <Button size="small" onClick={() => revision.takeTheirs(field)}>
            {t('task.clash take')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** What an id of a colleague, a code of a type or an outcome is called in this field; anything else is what it is. */
function useNames(field: Plain): (id: string) => string {
  const { language } = useWords();
  const colleagues = useColleagues();
  const types = useKinds()?.types ?? [];
  const names = {
    type: types.map(({ code, namePl, nameEn }) => [code, language === 'pl' ? namePl : nameEn] as const),
    outcome: types.flatMap(({ outcomes }) => outcomes.map(({ code, name }) => [code, name[language]] as const)),
    others: colleagues.map(({ value, label }) => [value, label] as const),
  };
  const named = new Map(names[field === 'type' || field === 'outcome' ? field : 'others']);
  return (id) => named.get(id) ?? id;
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
  at: 'task.at',
  outcome: 'task.outcome',
  note: 'task.note',
  workMinutes: 'task.work minutes',
  callMinutes: 'task.call minutes',
  kilometres: 'task.kilometres',
};
