import React, { useState } from 'react';
import { Button, Tag } from './button.tsx';
import { DropZone } from './drop-zone.tsx';
import { Problem } from './field.tsx';
import { FileDialog } from './file-dialog.tsx';
import { FinderField, type Found } from './finder-field.tsx';
import { fileSize } from './file-size.ts';
import { Icon } from './icon.tsx';
import { Skeleton } from './page.tsx';
import { call, useAction } from './read.ts';
import { usePages } from './use-pages.ts';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';
import type { File, FileNoun, FilePlace } from '../../db/file-scope.ts';

/** A file as plain lists give it. */
type FileLine = Omit<File, 'own'> & {
  readonly categoryName: string | null;
  readonly updatedAt: string;
  readonly createdByName: string | null;
};

type FilesProps = {
  readonly noun: FileNoun;
  readonly recordId: string;
  /** Whether the viewer may change the record; whether they may add files at all is asked here. */
  readonly mayAdd?: boolean;
  readonly onChange?: () => void;
};

/** The files of one record: dropped or chosen, listed with what is said about them, opened with versions and a preview. */
export function Files({ noun, recordId, mayAdd = true, onChange }: FilesProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const { rows, more, busy, error, reload } = usePages<FileLine>(`/files?${new URLSearchParams({ noun, recordId })}`);
  const [opened, setOpened] = useState<string>();
  const changed = () => {
    reload();
    onChange?.();
  };
  const adds = mayAdd && may('file.edit');
  return (
    <div className="files">
      {adds ? <Existing noun={noun} recordId={recordId} onHung={changed} /> : null}
      {adds ? <DropZone path={`/files?${new URLSearchParams({ noun, recordId })}`} several onDone={changed} /> : null}
      {error ? <Problem>{error.message}</Problem> : null}
      {rows === undefined && !error ? <Skeleton rows={3} height={36} /> : null}
      {rows?.length === 0 && !adds ? <p className="muted">{t('files.none')}</p> : null}
      {rows && rows.length > 0 ? (
        <ul className="file-list">
          {rows.map((file) => (
            <FileRow key={file.id} file={file} onOpen={() => setOpened(file.id)} />
          ))}
        </ul>
      ) : null}
      {more ? (
        <Button onClick={more} busy={busy}>
          {t('frame.more')}
        </Button>
      ) : null}
      {opened ? (
        <FileDialog id={opened} at={{ noun, recordId }} onClose={() => setOpened(undefined)} onChange={changed} />
      ) : null}
    </div>
  );
}

/** A file that is kept already is hung on this record too: nobody sends it twice. */
function Existing({ noun, recordId, onHung }: FilePlace & { readonly onHung: () => void }) {
  const { t } = useWords();
  const [finding, setFinding] = useState(false);
  const { run, refused } = useAction();
  const hang = ({ id }: Pick<Found, 'id'>) =>
    run(async () => {
      await call('POST', `/files/${id}/links`, { noun, recordId });
      setFinding(false);
      onHung();
    });
  return (
    <div>
      <Button kind="quiet" size="small" icon="link" onClick={() => setFinding(!finding)}>
        {t('files.add existing')}
      </Button>
      {finding ? (
        <FinderField
          label={t('files.which')}
          placeholder={t('files.find')}
          none=""
          chosen={undefined}
          error={refused?.message}
          find={findFiles}
          onChoose={(file) => file && void hang(file)}
        />
      ) : null}
    </div>
  );
}

async function findFiles(search: string): Promise<Found[]> {
  const { rows } = await call<{ rows: FileLine[] }>('GET', `/files?${new URLSearchParams({ search, limit: '8' })}`);
  return rows.map(({ id, name, categoryName, description }) => ({ id, name, beside: categoryName ?? description }));
}

type FileRowProps = {
  readonly file: Omit<FileLine, 'categoryId' | 'mediaType' | 'version'>;
  /** What is said under it, beside what it is. */
  readonly under?: React.ReactNode;
  readonly onOpen: () => void;
};

export function FileRow({ file, under, onOpen }: FileRowProps) {
  const { t, language, moment } = useWords();
  const { id, name, bytes, versions, categoryName, description, createdByName, updatedAt, keywords } = file;
  return (
    <li>
      <Icon name="file" size={20} />
      <div className="about">
        <button type="button" className="link-button strong" onClick={onOpen}>
          {name}
        </button>
        <div className="small second">
          {[fileSize(bytes, language), createdByName, moment(updatedAt)].filter(Boolean).join(' · ')}
        </div>
        {description ? <div className="small second">{description}</div> : null}
        {under}
      </div>
      <span className="bar tags">
        {categoryName ? <Tag>{categoryName}</Tag> : null}
        {keywords.slice(0, 3).map((word) => (
          <Tag key={word}>{word}</Tag>
        ))}
        {versions > 1 ? <Tag tone="accent">{t('files.versions', { count: versions })}</Tag> : null}
      </span>
      <Button
        kind="quiet"
        icon="import"
        label={t('files.download', { name })}
        href={`/api/v1/files/${id}/versions/${versions}`}
      />
    </li>
  );
}
