import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { MergeEntry } from '../../../db/merges.ts';

type HistoryProps = {
  /** Address of the record. */
  readonly of: string;
  /** Where its merges are taken back. */
  readonly undo: string;
};

/** What was merged into this record, and the way back. */
export function History({ of, undo: undoAt }: HistoryProps) {
  const { t, moment } = useWords();
  const { value, reload } = useRead<{ rows: MergeEntry[] }>(`${of}/merges`);
  const [stayed, setStayed] = useState<readonly string[]>();
  const { run, busy, refused } = useAction();
  if (!value || value.rows.length === 0) return null;
  const undo = (id: string) =>
    run(async () => {
      const answer = await call<{ stayed: string[] }>('POST', `${undoAt}/${id}/undo`, {});
      setStayed(answer.stayed);
      reload();
    });
  return (
    <Card title={t('merge.earlier')} className="merge-history">
      <ul className="contacts">
        {value.rows.map((merge) => (
          <li key={merge.id} className="bar">
            <b className="strong">{merge.mergedName}</b>
            <span className="small muted">{moment(merge.mergedAt)}</span>
            <span className="grow" />
            {merge.undoneAt ? (
              <span className="small muted">{t('merge.undone', { when: moment(merge.undoneAt) })}</span>
            ) : (
              <Button size="small" icon="undo" busy={busy} onClick={() => void undo(merge.id)}>
                {t('merge.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Problem>{refused?.message}</Problem>
      {stayed ? (
        <Notice tone={stayed.length > 0 ? 'orange' : 'green'}>
          {stayed.length === 0 ? t('merge.all back') : null}
          {stayed.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Notice>
      ) : null}
    </Card>
  );
}
