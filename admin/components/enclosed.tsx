import React from 'react';
import { DropZone } from './drop-zone.tsx';
import { Problem } from './field.tsx';
import { fileSize } from './file-size.ts';
import { useRead } from './read.ts';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';
import type { File, FileNoun } from '../../db/file-scope.ts';

export type EnclosedPlace = { readonly noun: FileNoun; readonly recordId: string };

type EnclosedProps = {
  readonly place: EnclosedPlace;
  readonly chosen: readonly string[];
  readonly problem: string | undefined;
  readonly onChange: (ids: readonly string[]) => void;
};

/** Files that go with a letter: those of the record that it is about, and new ones, which stay there too. */
export function Enclosed({ place, chosen, problem, onChange }: EnclosedProps) {
  const { t, language } = useWords();
  const { may } = useViewer();
  const path = `/files?${new URLSearchParams(place)}`;
  const { value, reload } = useRead<{ rows: File[] }>(may('file.read') ? `${path}&limit=20` : undefined);
  if (!may('file.read')) return null;
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <fieldset className="field enclosed">
      <legend>{t('letter.enclosed')}</legend>
      {(value?.rows ?? []).map(({ id, name, bytes }) => (
        <label key={id} className="check">
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
          <span>{name}</span>
          <span className="small second">{fileSize(bytes, language)}</span>
        </label>
      ))}
      {may('file.edit') ? (
        <DropZone
          path={path}
          several
          hint={t('letter.drop')}
          onDone={(ids) => {
            reload();
            onChange([...chosen, ...ids]);
          }}
        />
      ) : null}
      <Problem>{problem}</Problem>
    </fieldset>
  );
}
