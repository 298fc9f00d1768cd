import React from 'react';
import type { ListAsk, ListCount, ListDescription, ListKind } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { useWords } from '../words.ts';
import { sayCount } from './count-line.tsx';
import { countOf, nobody, type Picked } from './picked.ts';

type BulkBarProps = {
  readonly kind: ListKind;
  readonly description: ListDescription;
  readonly picked: Picked;
  readonly found: ListCount | undefined;
  /** How many rows have been read so far. */
  readonly read: number;
  readonly ask: ListAsk;
  readonly onPicked: (picked: Picked) => void;
  readonly onAll: () => void;
  readonly onDone: () => void;
};

/** What can be done with the chosen rows, at the lower edge of the list. */
export function BulkBar({ picked, found, read, onPicked, onAll }: BulkBarProps) {
  const words = useWords();
  const { t } = words;
  const exact = found && !found.isMore ? found.count : undefined;
  const count = countOf(picked, exact);
  if (count === 0) return null;
  const canTakeAll = picked.is === 'some' && picked.ids.size >= read && found !== undefined && found.count > read;
  return (
    <div className="dt-bulk" role="region" aria-label={t('bulk.title')}>
      <b className="strong" role="status">
        {count === undefined
          ? t('bulk.picked all', { count: found ? sayCount(found, words) : '' })
          : t('bulk.picked', { count })}
      </b>
      {canTakeAll ? (
        <Button kind="quiet" onClick={onAll}>
          {t('bulk.take all', { count: sayCount(found, words) })}
        </Button>
      ) : null}
      <Button kind="quiet" icon="close" label={t('bulk.clear')} onClick={() => onPicked(nobody)} />
    </div>
  );
}
