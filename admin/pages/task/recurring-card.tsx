import React from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { RecurrenceShown } from '../../../db/recurrences.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

type RecurringProps = { readonly screen: WorkScreen; readonly works: boolean; readonly onChanged: () => void };

/** The rule in words, its last and next days, and the way to end it. */
export function RecurringCard({ screen: { task }, works, onChanged }: RecurringProps) {
  const { t, language, day } = useWords();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused } = useAction();
  const { value, reload } = useRead<RecurrenceShown>(
    task.recurrenceId ? `/recurrences/${task.recurrenceId}` : undefined,
  );
  if (!task.recurrenceId || !value) return null;
  const end = () =>
    run(async () => {
      await call('DELETE', `/recurrences/${value.id}?version=${value.version}`);
      toast(t('repeat.ended'), { tone: 'green' });
      // The days still to come are gone, perhaps the one on the screen among them.
      const { days } = await call<RecurrenceShown>('GET', `/recurrences/${value.id}`);
      if (!days.some(({ taskId }) => taskId === task.id)) return void navigate('/admin/tasks');
      reload();
      onChanged();
    });
  return (
    <Card
      title={t('repeat.title')}
      actions={
        works && !value.endedAt ? (
          <Button kind="quiet" size="small" busy={busy} onClick={() => void end()}>
            {t('repeat.end')}
          </Button>
        ) : null
      }
    >
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
      {refused ? <span className="under problem">{refused.message}</span> : null}
    </Card>
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
