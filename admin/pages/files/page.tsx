import React, { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem, Select, TextInput } from '../../components/field.tsx';
import { FileDialog } from '../../components/file-dialog.tsx';
import { FileRow } from '../../components/files.tsx';
import { Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { usePages } from '../../components/use-pages.ts';
import { useWords } from '../../components/words.ts';
import type { FileCategory, FileLine } from '../../../db/file-lists.ts';

/** Every file one may read, by its name, description, keywords and category. */
export default function FilesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const { value: known } = useRead<{ rows: FileCategory[] }>('/file-categories');
  const query = new URLSearchParams(search);
  query.delete('file');
  const { rows, more, busy, error, reload } = usePages<FileLine>(`/files?${query}`);
  const [opened, setOpened] = useState(search.get('file') ?? undefined);
  const set = (name: string) => (value: string) => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return (
    <Page title={t('files.title')}>
      <Head title={t('files.title')} second={t('files.lead')} />
      <div className="bar filters">
        <div className="search">
          <TextInput
            kind="search"
            value={query.get('search') ?? ''}
            onChange={set('search')}
            placeholder={t('files.find')}
            label={t('files.find')}
          />
        </div>
        <Select
          label={t('files.category')}
          value={query.get('categoryId') ?? ''}
          onChange={set('categoryId')}
          none={t('files.every category')}
          choices={(known?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      {error ? <Problem>{error.message}</Problem> : null}
      {rows === undefined && !error ? <Skeleton rows={8} height={36} /> : null}
      {rows?.length === 0 ? <Empty icon="file" title={t('files.empty')} text={t('files.empty text')} /> : null}
      {rows && rows.length > 0 ? (
        <ul className="file-list">
          {rows.map((file) => (
            <FileRow key={file.id} file={file} onOpen={() => setOpened(file.id)} />
          ))}
        </ul>
      ) : null}
      {more ? (
        <div className="more">
          <Button onClick={more} busy={busy}>
            {t('frame.more')}
          </Button>
        </div>
      ) : null}
      {opened ? <FileDialog id={opened} onClose={() => setOpened(undefined)} onChange={reload} /> : null}
    </Page>
  );
}
