import React from 'react';
import { Button } from '../button.tsx';
import { Skeleton } from '../page.tsx';
import { useWords } from '../words.ts';
import type { useRows } from './use-rows.ts';
import type { Looking } from './use-view.ts';

type ContentProps = {
  readonly label: string;
  /** Nothing is there at all: what will be, and the button that makes the first. */
  readonly empty: React.ReactNode;
  readonly looking: Looking;
  readonly rows: ReturnType<typeof useRows>;
  readonly isNarrow: boolean;
  /** Another drawing of what the view asks for. */
  readonly instead?: React.ReactNode;
  readonly children: React.ReactNode;
};

/** Rows, bars in their place while they come, or what an empty list says. */
export function Content({ rows, isNarrow, label, empty, looking, instead, children }: ContentProps) {
  const { t } = useWords();
  if (instead) return <>{instead}</>;
  if (!rows.pages) return rows.error ? null : <TableSkeleton label={label} />;
  if (rows.pages.some((page) => page.length > 0)) return <>{children}</>;
  if (!isNarrow) return <div className="dt-empty">{empty}</div>;
  return (
    <div className="dt-empty">
      <div className="empty">
        <h2>{t('table.none found')}</h2>
        <p className="second">{t('table.none found text')}</p>
        <div className="bar">
          {looking.search ? <Button onClick={() => looking.setSearch('')}>{t('table.clear search')}</Button> : null}
          {looking.view.condition ? (
            <Button onClick={() => looking.change({ ...looking.view, condition: null })}>{t('condition.clear')}</Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

export function TableSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="dt-skeleton" aria-label={label}>
      <Skeleton rows={12} height={16} />
    </div>
  );
}
