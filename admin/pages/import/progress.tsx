import React from 'react';
import { Button, Meter } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { StepProps } from './shapes.ts';

/** How far the work is; it can be stopped, and the page may be left. */
export function Progress({ work, onChange }: StepProps) {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const { id, state, counts, cursor } = work;
  const all = state === 'undoing' ? (counts.written ?? 0) : (counts.new ?? 0) + (counts.changed ?? 0);
  const done = state === 'importing' ? (counts.written ?? 0) : cursor;
  const stop = state === 'analysing' ? 'stop' : 'undo';
  return (
    <Card>
      <div className="import-progress" aria-live="polite">
        <h2>{t(`import.moving.${state}`)}</h2>
        {state === 'analysing' ? null : <Meter value={done} of={all} label={t(`import.moving.${state}`)} />}
        <p className="second">
          {state === 'analysing' ? t('import.rows checked', { count: done }) : t('import.rows of', { done, all })}
        </p>
        <p className="muted small">{t('import.may leave')}</p>
        {state === 'undoing' ? null : (
          <Button
            icon="stop"
            busy={busy}
            onClick={() => void run(() => call('POST', `/imports/${id}/${stop}`).then(onChange))}
          >
            {t(`import.${stop === 'stop' ? 'stop' : 'stop and undo'}`)}
          </Button>
        )}
        <Problem>{refused?.message}</Problem>
      </div>
    </Card>
  );
}
