import React from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import type { DrawCell } from '../../components/data-table/cell.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { httpSource } from '../../components/data-table/source.ts';
import { useNarrowed } from '../../components/data-table/use-narrowed.ts';
import { FileDialog } from '../../components/file-dialog.tsx';
import { fileSize } from '../../components/file-size.ts';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';

const source = httpSource('files');
const saving = savesBy({
  path: '/files',
  under: 'changes',
  names: { category: 'categoryId' },
  recordIn: (answer) => answer as { version: number },
});
const lookedAt = ['versions'];

/** Every file one may read, whatever it hangs on. One is opened beside the list. */
export default function FilesPage() {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const narrowed = useNarrowed('files');
  const opened = address.get('file');
  const leads = (file?: string) => {
    const next = new URLSearchParams(address);
    if (file) next.set('file', file);
    else next.delete('file');
    return `/admin/files?${next}`;
  };
  const [changes, setChanges] = React.useState(0);
  return (
    <Page title={t('files.title')} wide>
      <DataTable
        source={source}
        label={t('files.title')}
        titleField="name"
        to={({ id }) => leads(id)}
        cells={cells}
        alsoReads={lookedAt}
        saving={saving}
        stale={changes}
        {...narrowed}
        head={(count, clipboard) => (
          <Head title={t('files.title')} beside={count} second={t('files.lead')}>
            {clipboard}
          </Head>
        )}
        empty={
          <Empty icon="file" title={t('files.empty')} text={t('files.empty text')}>
            {may('case.read') ? <Button to="/admin/cases">{t('cases.title')}</Button> : null}
          </Empty>
        }
      />
      {opened ? (
        <FileDialog id={opened} onClose={() => void navigate(leads())} onChange={() => setChanges(changes + 1)} />
      ) : null}
    </Page>
  );
}

const cells: Readonly<Record<string, DrawCell>> = {
  bytes: ({ values }, { language }) => (
    <span className="num second">{fileSize(Number(values['bytes']), language)}</span>
  ),
  category: ({ values }) => {
    const category = values['category'] as { readonly name: string } | null;
    return category ? <Tag>{category.name}</Tag> : undefined;
  },
  versions: ({ values }, { number }) =>
    Number(values['versions']) > 1 ? undefined : <span className="muted">{number(1)}</span>,
};
