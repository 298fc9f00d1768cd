import React from 'react';
import { DropZone } from './drop-zone.tsx';
import { Problem } from './field.tsx';
import { fileSize } from './file-size.ts';
import { useRead } from './read.ts';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';
import type { File, FileNoun } from '../../db/file-scope.ts';
import type { Attachment } from '../../db/templates.ts';

export type EnclosedPlace = { readonly noun: FileNoun; readonly recordId: string };

type Chosen = readonly string[];
type EnclosedProps = {
  /** Undefined where none are chosen: only those that are carried go. */
  readonly place: EnclosedPlace | undefined;
  /** Those of a template, which go in any case. */
  readonly carried: readonly Attachment[];
  readonly chosen: Chosen;
  readonly problem: string | undefined;
  /** Of what is chosen by then: files come while others are ticked. */
  readonly onChange: (next: (chosen: Chosen) => Chosen) => void;
  readonly onBusy: (busy: boolean) => void;
};

/** Files that go with a letter: those of its template, those of the record that it is about, and new ones, which stay there too. */
export function Enclosed({ place, carried, chosen, problem, onChange, onBusy }: EnclosedProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const path = place && may('file.read') ? `/files?${new URLSearchParams(place)}` : undefined;
  const { value, reload } = useRead<{ rows: File[] }>(path && `${path}&limit=20`);
  if (!path && carried.length === 0) return null;
  const toggle = (id: string) =>
    onChange((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]));
  return (
    <fieldset className="field enclosed">
      <legend>{t('letter.enclosed')}</legend>
      {carried.map(({ id, fileName, bytes }) => (
        <Line key={id} name={fileName} bytes={bytes} ticked />
      ))}
      {(path ? (value?.rows ?? []) : []).map(({ id, name, bytes }) => (
        <Line key={id} name={name} bytes={bytes} ticked={chosen.includes(id)} onToggle={() => toggle(id)} />
      ))}
      {path && may('file.edit') ? (
        <DropZone
          path={path}
          several
          hint={t('letter.drop')}
          onBusy={onBusy}
          onDone={(ids) => {
            reload();
            onChange((now) => [...now, ...ids]);
          }}
        />
      ) : null}
      <Problem>{problem}</Problem>
    </fieldset>
  );
}

type LineProps = {
  readonly name: string;
  readonly bytes: number;
  readonly ticked: boolean;
  /** None where it goes with the template. */
  readonly onToggle?: () => void;
};

function Line({ name, bytes, ticked, onToggle }: LineProps) {
  const { t, language } = useWords();
  return (
    <label className="check">
      <input type="checkbox" checked={ticked} disabled={!onToggle} onChange={() => onToggle?.()} />
      <span>{name}</span>
      <span className="small second">{fileSize(bytes, language)}</span>
      {onToggle ? null : <span className="small second">{t('letter.of template')}</span>}
    </label>
  );
}
