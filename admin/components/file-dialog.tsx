import React, { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { DropZone } from './drop-zone.tsx';
import { Field, Problem, TextInput } from './field.tsx';
import { FilePreview } from './file-preview.tsx';
import { FileSaid, useFileDraft, type FileDraft } from './file-said.tsx';
import { FinderField, type Found } from './finder-field.tsx';
import { fileSize } from './file-size.ts';
import { Skeleton } from './page.tsx';
import { call, useAction, useRead } from './read.ts';
import { useUndone } from './undone.ts';
import { useViewer } from './viewer.ts';
import { useWords } from './words.ts';
import type { FileLink, FilePage } from '../../db/file-page.ts';
import type { FilePlace } from '../../db/file-scope.ts';
import type { Found as FoundRecords } from '../../db/find.ts';

type FileDialogProps = {
  readonly id: string;
  /** The record whose list it was opened from: from there it can be taken off. */
  readonly at?: FilePlace;
  readonly onClose: () => void;
  readonly onChange: () => void;
};

/** One file: what it looks like, what is said about it, its versions, and the records it hangs on. */
export function FileDialog({ id, at, onClose, onChange }: FileDialogProps) {
  const { t } = useWords();
  const { value: file, error, reload } = useRead<FilePage>(`/files/${id}`);
  const [draft, setDraft] = useState<FileDraft>();
  const changed = () => {
    reload();
    onChange();
  };
  return (
    <Dialog drawer title={file?.name ?? t('files.file')} {...(draft ? { draft } : {})} onClose={onClose}>
      {error ? <Problem>{error.message}</Problem> : null}
      {file?.id === id ? (
        <Opened key={id} file={file} at={at} onClose={onClose} onChange={changed} onDraft={setDraft} />
      ) : error ? null : (
        <Skeleton rows={8} />
      )}
    </Dialog>
  );
}

type OpenedProps = Omit<FileDialogProps, 'id' | 'at'> & {
  readonly at: FilePlace | undefined;
  readonly file: FilePage;
  /** The dialog asks it before it is closed. */
  readonly onDraft: (draft: FileDraft) => void;
};

function Opened({ file, at, onClose, onChange, onDraft }: OpenedProps) {
  const draft = useFileDraft(file);
  const [shown, setShown] = useState<number>();
  const number = shown ?? file.versions;
  useEffect(() => onDraft(draft), [draft.isDirty, draft.keeps, draft.restoredAt]);
  return (
    <div className="stack">
      <FilePreview id={file.id} number={number} key={number} />
      <FileSaid file={file} draft={draft} onChange={onChange} />
      <Versions file={file} draft={draft} shown={number} onShow={setShown} onChange={onChange} />
      <Places file={file} at={at} onChange={onChange} onGone={onClose} />
    </div>
  );
}

type PartProps = { readonly file: FilePage; readonly onChange: () => void };
type VersionsProps = PartProps & {
  readonly draft: FileDraft;
  readonly shown: number;
  readonly onShow: (number: number) => void;
};

function Versions({ file, draft, shown, onShow, onChange }: VersionsProps) {
  const { t, language, moment } = useWords();
  const { may } = useViewer();
  return (
    <section aria-label={t('files.history')}>
      <h3>{t('files.history')}</h3>
      <ul className="file-versions">
        {file.versionsKept.map(({ number, name, bytes, createdAt, createdBy, note }) => (
          <li key={number}>
            <Tag {...(number === shown ? { tone: 'accent' as const } : {})}>
              {t('files.version', { number: String(number) })}
            </Tag>
            <span className="about">
              <button
                type="button"
                className="link-button"
                aria-pressed={number === shown}
                onClick={() => onShow(number)}
              >
                {name}
              </button>
              <span className="small muted">
                {[fileSize(bytes, language), createdBy, moment(createdAt), note].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Button
              kind="quiet"
              size="small"
              icon="import"
              label={t('files.download', { name })}
              href={`/api/v1/files/${file.id}/versions/${number}`}
            />
          </li>
        ))}
      </ul>
      {may('file.edit') ? <NewVersion file={file} draft={draft} onChange={onChange} /> : null}
    </section>
  );
}

/** What changed is said first: the bytes go as soon as they are chosen. */
function NewVersion({ file, draft, onChange }: Omit<VersionsProps, 'shown' | 'onShow'>) {
  const { t } = useWords();
  const note = draft.typed.note ?? '';
  const done = () => {
    draft.change({ note: undefined });
    onChange();
  };
  return (
    <>
      <Field label={t('files.version note')} hint={t('files.version note hint')}>
        <TextInput value={note} onChange={(typed) => draft.change({ note: typed || undefined })} />
      </Field>
      <DropZone
        path={`/files/${file.id}/versions${note.trim() ? `?${new URLSearchParams({ note: note.trim() })}` : ''}`}
        onDone={done}
      />
    </>
  );
}

/** Where the page of a record is that a file hangs on. */
export const addresses: Readonly<Partial<Record<FileLink['noun'], string>>> = {
  company: '/admin/companies',
  person: '/admin/people',
  case: '/admin/cases',
  task: '/admin/tasks',
  message: '/admin/messages',
  campaign: '/admin/campaigns',
  opportunity: '/admin/opportunities',
  transaction: '/admin/transactions',
};

type PlacesProps = PartProps & { readonly at: FilePlace | undefined; readonly onGone: () => void };

function Places({ file, at, onChange, onGone }: PlacesProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const undone = useUndone(onChange);
  const { run, busy, refused } = useAction();
  const remove = () =>
    run(async () => {
      await call('DELETE', `/files/${file.id}`);
      undone(t('files.deleted', { name: file.name }), () => call('POST', `/files/${file.id}/restore`));
      onChange();
      onGone();
    });
  const hang = (place: string) =>
    run(async () => {
      const [noun, recordId] = place.split(' ');
      await call('POST', `/files/${file.id}/links`, { noun, recordId });
      onChange();
    });
  const unhang = ({ noun, recordId }: FilePlace) =>
    run(async () => {
      await call('DELETE', `/files/${file.id}/links?${new URLSearchParams({ noun, recordId })}`);
      onChange();
      if (noun === at?.noun && recordId === at.recordId) onGone();
    });
  return (
    <section aria-label={t('files.places')}>
      <h3>{t('files.places')}</h3>
      <p className="small muted">{t('files.places hint')}</p>
      {refused ? <Problem>{refused.message}</Problem> : null}
      <ul className="file-versions">
        {file.links.map((link) => (
          <li key={`${link.noun} ${link.recordId}`}>
            <Tag>{t(`files.noun.${link.noun}`)}</Tag>
            <span className="about">
              {addresses[link.noun] ? (
                <Link className="link" to={`${addresses[link.noun]}/${link.recordId}`}>
                  {link.title}
                </Link>
              ) : (
                link.title
              )}
            </span>
            {may('file.edit') && file.places > 1 ? (
              <Button
                kind="quiet"
                size="small"
                icon="close"
                disabled={busy}
                label={t('files.unhang', { name: link.title ?? '' })}
                onClick={() => void unhang(link)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {may('file.edit') ? (
        <FinderField
          label={t('files.hang also')}
          placeholder={t('files.find record')}
          none=""
          chosen={undefined}
          find={findPlaces}
          onChoose={(place) => place && void hang(place.id)}
        />
      ) : null}
      {may('file.edit') ? (
        <Button kind="quiet" icon="trash" busy={busy} onClick={() => void remove()}>
          {t('files.delete')}
        </Button>
      ) : null}
    </section>
  );
}

/** Records by a few words, of those kinds that files hang on. */
async function findPlaces(typed: string): Promise<Found[]> {
  const { records } = await call<FoundRecords>('GET', `/find?${new URLSearchParams({ q: typed })}`);
  return records.flatMap(({ kind, id, name, second }) => {
    const noun = nounOfList[kind];
    return noun ? [{ id: `${noun} ${id}`, name, beside: second.join(' · ') }] : [];
  });
}

const nounOfList: Readonly<Partial<Record<FoundRecords['records'][number]['kind'], FileLink['noun']>>> = {
  companies: 'company',
  people: 'person',
  cases: 'case',
  tasks: 'task',
  opportunities: 'opportunity',
  campaigns: 'campaign',
  messages: 'message',
  transactions: 'transaction',
};
