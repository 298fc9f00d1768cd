import React, { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { call, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { RecurrenceShown } from '../../../db/recurrence-page.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { EndRecurrence } from './end-recurrence.tsx';
import { RuleDialog } from './rule-dialog.tsx';

type RecurringProps = { readonly screen: WorkScreen; readonly works: boolean; readonly onChanged: () => void };

/** The rule in words, its last and next days, and the ways to change and to end it. */
export function RecurringCard({ screen: { task }, works, onChanged }: RecurringProps) {
  const { t, language, day } = useWords();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<'rule' | 'end'>();
  const { value, reload } = useRead<RecurrenceShown>(
    task.recurrenceId ? `/recurrences/${task.recurrenceId}` : undefined,
  );
  if (!task.recurrenceId || !value) return null;
  const toTask = (id: string | undefined) => navigate(id ? `/admin/tasks/${id}` : '/admin/tasks', { replace: true });
  /** The days still to come are gone, perhaps the one on the screen among them. */
  const ended = async () => {
    const { days } = await call<RecurrenceShown>('GET', `/recurrences/${value.id}`);
    if (!days.some(({ taskId }) => taskId === task.id)) return void navigate('/admin/tasks');
    reload();
    onChanged();
  };
  const close = () => setOpened(undefined);
  return (
    <Card title={t('repeat.title')} actions={works && !value.endedAt ? <Acts onOpen={setOpened} /> : null}>
      <div>
        {value.said[language]}
        {value.endedAt ? <span className="muted"> {t('repeat.over')}</span> : null}
      </div>
      <ul className="lines">
        {value.days.map((one) => (
          <li key={one.day}>
            {one.taskId ? <Link to={`/admin/tasks/${one.taskId}`}>{day(one.day)}</Link> : <span>{day(one.day)}</span>}
            <Mark one={one} />
          </li>
        ))}
      </ul>
      {opened === 'rule' ? (
        <RuleDialog rule={value} recursOn={task.recursOn!} onClose={close} onChanged={(id) => void toTask(id)} />
      ) : null}
      {opened === 'end' ? <EndRecurrence id={value.id} onClose={close} onEnded={() => void ended()} /> : null}
    </Card>
  );
}

function Acts({ onOpen }: { readonly onOpen: (what: 'rule' | 'end') => void }) {
  const { t } = useWords();
  return (
    <>
      <Button kind="quiet" size="small" onClick={() => onOpen('rule')}>
        {t('repeat.change')}
      </Button>
      <Button kind="quiet" size="small" onClick={() => onOpen('end')}>
        {t('repeat.end')}
      </Button>
    </>
  );
}

function Mark({ one: { state, reason, taskState } }: { readonly one: RecurrenceShown['days'][number] }) {
  const { t } = useWords();
  if (state !== 'made')
    return <Tag {...toneOf(state)}>{t(reason ? `repeat.because.${reason}` : `repeat.${state}`)}</Tag>;
  if (taskState === 'done')
    return (
      <Tag tone="green" icon="check">
        {t('tasks.done')}
      </Tag>
    );
  return <Tag>{t(taskState === 'open' ? 'repeat.to come' : `tasks.${taskState ?? 'cancelled'}`)}</Tag>;
}

function toneOf(state: 'skipped' | 'missed'): { tone?: Tone } {
  return state === 'missed' ? { tone: 'red' } : {};
}
