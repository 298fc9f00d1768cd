import React from 'react';
import { Button } from '../button.tsx';
import { DropZone } from '../drop-zone.tsx';
import { Icon } from '../icon.tsx';
import { useViewer } from '../viewer.ts';
import { useWords } from '../words.ts';
import { useNames } from './names.ts';

type FileInputProps = { readonly value: unknown; readonly onChange: (value: unknown) => void };

/** A file is sent in at once and hangs on the record when the form is saved. */
export function FileInput({ value, onChange }: FileInputProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const id = typeof value === 'string' ? value : '';
  const names = useNames('file', id ? [id] : []);
  if (!id)
    return may('file.edit') ? (
      <DropZone path="/files" hint={t('shape.drop file')} onDone={([sent]) => sent && onChange(sent)} />
    ) : (
      <span className="muted">{t('shape.no files')}</span>
    );
  return (
    <span className="chosen">
      <Icon name="file" />
      <span className="strong">{names ? (names.get(id) ?? t('shape.hidden file')) : '…'}</span>
      <Button kind="quiet" icon="close" label={t('shape.clear')} onClick={() => onChange(null)} />
    </span>
  );
}
