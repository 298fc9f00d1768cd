import React from 'react';
import type { AuditEntry } from '../../../db/audit-telling.ts';
import { Button } from '../button.tsx';
import { Problem } from '../field.tsx';
import { useOfficeWords } from '../office-words.ts';
import { Empty, Skeleton } from '../page.tsx';
import { usePages } from '../use-pages.ts';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import { Entry } from './entry.tsx';

type RecordHistoryProps = {
  /** Of which kind, as addresses say it. */
  readonly of: 'companies' | 'people' | 'tasks' | 'cases' | 'opportunities';
  readonly id: string;
};

/** Who changed what of a record, from what to what. What the reader may not see is named without its values (rule 27). */
export function RecordHistory({ of, id }: RecordHistoryProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const speaks = useOfficeWords();
  const { rows, more, busy, error } = usePages<AuditEntry>(`/${of}/${id}/changes`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!rows || !speaks) return <Skeleton rows={8} height={36} />;
  if (rows.length === 0) return <Empty icon="undo" title={t('audit.unchanged')} text={t('audit.unchanged text')} />;
  return (
    <>
      <ol className="audit">
        {rows.map((row) => (
          <Entry key={row.id} row={row} names={row.recordId !== id} />
        ))}
      </ol>
      <div className="bar">
        {more ? (
          <Button onClick={more} busy={busy}>
            {t('frame.more')}
          </Button>
        ) : null}
        {may('audit.read') ? (
          <Button kind="quiet" to={`/admin/audit?recordId=${id}`}>
            {t('audit.whole')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
