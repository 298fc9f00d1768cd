import React, { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { DropZone } from './drop-zone.tsx';
import { fileSize } from './file-size.ts';
import { Refused } from './read.ts';
import { sendFile } from './send-file.ts';
import { useToast } from './toast.tsx';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';
import type { FilePlace } from '../../db/file-scope.ts';

type FilesToComeProps = {
  /** Stands wherever the form likes; nothing for those who may add no files. */
  readonly field: ReactNode;
  readonly isAny: boolean;
  /** Hangs them on the record, now that it is there. One that is refused is named; the record stays. */
  readonly hang: (place: FilePlace) => Promise<void>;
  /** There is no record on which they could hang: they are chosen no more. */
  readonly drop: () => void;
};

/** Files of a record that is still being written: chosen with the rest of the form, sent when it has been saved. */
export function useFilesToCome(): FilesToComeProps {
  const { t, language } = useWords();
  const { may } = useViewer();
  const toast = useToast();
  const [files, setFiles] = useState<readonly File[]>([]);
  const hang = async ({ noun, recordId }: FilePlace) => {
    for (const file of files) {
      try {
        await sendFile(`/files?${new URLSearchParams({ noun, recordId })}`, file);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        toast(t('files.not kept', { name: file.name, why: error.message }), { tone: 'red' });
      }
    }
    setFiles([]);
  };
  const field = may('file.edit') ? (
    <fieldset className="field enclosed">
      <legend>{t('files.title')}</legend>
      {files.map((file, place) => (
        <div key={`${file.name} ${place}`} className="bar">
          <span>{file.name}</span>
          <span className="small second">{fileSize(file.size, language)}</span>
          <span className="grow" />
          <Button
            kind="quiet"
            size="small"
            icon="close"
            label={t('files.leave out', { name: file.name })}
            onClick={() => setFiles(files.filter((_, other) => other !== place))}
          />
        </div>
      ))}
      <DropZone several onPick={(picked) => setFiles([...files, ...picked])} />
    </fieldset>
  ) : null;
  return { field, isAny: files.length > 0, hang, drop: () => setFiles([]) };
}
