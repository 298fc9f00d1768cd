import React from 'react';
import { Notice, Problem } from './field.tsx';
import { Skeleton } from './page.tsx';
import { useRead } from './read.ts';
import { SheetTable } from './sheet-preview.tsx';
import { useWords } from './words.ts';
import type { ShownPreview } from '../../api/file-previews.ts';

/** What one version of a file looks like: a picture, a table, its words, or why neither can be shown. */
export function FilePreview({ id, number }: { readonly id: string; readonly number: number }) {
  const { t } = useWords();
  const { value, error } = useRead<ShownPreview>(`/files/${id}/versions/${number}/preview`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={4} height={40} />;
  if (value.kind === 'none') return <Notice>{t(`files.no preview.${value.trouble}`)}</Notice>;
  if (value.kind === 'table') return <SheetTable preview={value} />;
  if (value.kind === 'text')
    return (
      // It scrolls, so the keyboard has to be able to come to it.
      <pre className="file-text" tabIndex={0} role="region" aria-label={t('files.preview')}>
        {value.text}
        {value.cut ? '…' : ''}
      </pre>
    );
  return (
    <figure className="file-picture">
      <img src={value.url} width={value.width} height={value.height} alt={value.text || t('files.preview')} />
      {value.pages ? <figcaption className="small muted">{t('files.pages', { count: value.pages })}</figcaption> : null}
    </figure>
  );
}
