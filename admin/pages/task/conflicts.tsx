import React from 'react';
import { useBothSaid, type BothSaid, type Side } from '../../components/both-said.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/field.tsx';
import { fieldOf, isSame } from '../../components/typed-part.ts';
import { useWords } from '../../components/words.ts';
import { useReceiverName } from './receiver-field.tsx';
import { saidBefore } from './reminder-field.tsx';
import { nameOfRecord, type Clash, type Revision } from './revision.ts';

/** Somebody saved first: what both changed stands side by side, and the person chooses. Nothing typed is lost. */
export function Conflicts({ revision }: { readonly revision: Revision }) {
  const { clash } = revision;
  return clash ? <Clashes {...{ revision, clash }} /> : null;
}

function Clashes({ revision, clash }: { readonly revision: Revision; readonly clash: Clash }) {
  const { t, moment } = useWords();
  const both = useBothSaid('task', clash.told);
  // What is typed anew under the two values is a decision as well.
  const open = clash.fields.filter((field) => isSame(fieldOf(revision.values, field), fieldOf(clash.mine, field)));
  const said = { who: clash.who ?? t('task.somebody'), when: moment(clash.at) };
  if (clash.fields.length === 0) return <Notice tone="orange">{t('task.met', said)}</Notice>;
  return (
    <Notice tone="orange">
      <p>{t('task.clash', said)}</p>
      {open.map((field) => (
        <Conflict key={field} {...{ field, revision, clash, both }} said={t('task.clash theirs', said)} />
      ))}
    </Notice>
  );
}

type ConflictProps = {
  readonly field: string;
  readonly revision: Revision;
  readonly clash: Clash;
  readonly said: string;
  readonly both: BothSaid;
};

function Conflict({ field, revision, clash, said, both }: ConflictProps) {
  const { t } = useWords();
  const label = labels[field];
  const name = label ? t(label) : both.name(nameOfRecord(field));
  const shown = useShown(clash, both);
  return (
    <div className="clash" role="group" aria-label={name}>
      <b>{name}</b>
      <div className="two">
        <div>
          <div className="small muted">{t('task.clash mine')}</div>
          <div>{shown(field, fieldOf(revision.values, field), 'yours')}</div>
          <Button size="small" onClick={() => revision.keepMine(field)}>
            {t('task.clash keep')}
          </Button>
        </div>
        <div>
          <div className="small muted">{said}</div>
          <div>{shown(field, fieldOf(clash.theirs, field), 'theirs')}</div>
          <Button size="small" onClick={() => revision.takeTheirs(field)}>
            {t('task.clash take')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Ids and codes are said by what they are called, dates and numbers as the form has them. */
function useShown({ told }: Clash, both: BothSaid): (field: string, value: unknown, side: Side) => string {
  const words = useWords();
  const { t } = words;
  const receiverName = useReceiverName();
  return (field, value, side) => {
    if (typeof value === 'boolean' && !field.startsWith('own.')) return t(value ? 'work.yes' : 'work.no');
    if (value === null || value === undefined || value === '') return t('task.none');
    if (field === 'receiver') return receiverName(String(value));
    if (field === 'reminders' && Array.isArray(value))
      return value.map((minutes) => saidBefore(Number(minutes), words)).join(', ') || t('task.none');
    if ((named.has(field) || field.startsWith('own.')) && told[field]) return both.value(field, side);
    return typeof value === 'object' && 'name' in value ? String(value.name) : String(value);
  };
}

/** What the form holds as ids and codes. */
const named: ReadonlySet<string> = new Set([
  ...['type', 'outcome', 'priority', 'categoryId', 'caretakerId', 'personId', 'personIds', 'userIds'],
]);

const labels: Readonly<Record<string, string>> = {
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
