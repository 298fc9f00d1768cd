import React, { useState } from 'react';
import { Problem } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

/** The checklist: ticked at once, kept for everyone. A task that is closed shows what was ticked. */
export function Checklist({ task }: Pick<WorkScreen, 'task'>) {
  const { t, moment } = useWords();
  const [ticks, setTicks] = useState(task.ticks);
  const { run, refused } = useAction();
  if (task.checklist.length === 0) return null;
  const done = task.checklist.filter((line) => line in ticks).length;
  const tick = (line: string, on: boolean) => {
    const before = ticks;
    const { [line]: _, ...others } = ticks;
    setTicks(on ? { ...ticks, [line]: { at: new Date().toISOString(), by: '' } } : others);
    void run(async () => {
      const answer = await call<{ ticks: typeof ticks }>('POST', `/tasks/${task.id}/tick`, { line, done: on });
      setTicks(answer.ticks);
    }).then((went) => went || setTicks(before));
  };
  return (
    <fieldset className="checklist">
      <legend>{t('work.checklist of', { done, of: task.checklist.length })}</legend>
      {task.checklist.map((line) => (
        <label key={line} className={line in ticks ? 'tick ticked' : 'tick'}>
          <input
            type="checkbox"
            checked={line in ticks}
            disabled={task.state !== 'open'}
            onChange={(event) => tick(line, event.target.checked)}
          />
          <span>{line}</span>
          {ticks[line]?.by ? (
            <span className="small muted">{`${ticks[line].by}, ${moment(ticks[line].at)}`}</span>
          ) : null}
        </label>
      ))}
      {refused ? <Problem>{refused.message}</Problem> : null}
    </fieldset>
  );
}
