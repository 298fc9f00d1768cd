import React from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import type { DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { FileDialog } from '../../components/file-dialog.tsx';
import { fileSize } from '../../components/file-size.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';

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
  const opened = address.get('file');
  const leads = (file?: string) => {
    const next = new URLSearchParams(address);
    if (file) next.set('file', file);
    else next.delete('file');
    return `/admin/files?${next}`;
  };
  const [changes, setChanges] = React.useState(0);
  return (
    <ListPage
      kind="files"
      title={t('files.title')}
      second={t('files.lead')}
      titleField="name"
      to={({ id }) => leads(id)}
      cells={cells}
      alsoReads={lookedAt}
      saving={saving}
      stale={changes}
      first={may('case.read') ? <Button to="/admin/cases">{t('cases.title')}</Button> : null}
      empty={{ icon: 'file', title: t('files.empty'), text: t('files.empty text') }}
    >
      {opened ? (
        <FileDialog id={opened} onClose={() => void navigate(leads())} onChange={() => setChanges(changes + 1)} />
      ) : null}
    </ListPage>
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
