import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { addresses, FileDialog } from '../../components/file-dialog.tsx';
import { FileRow, Files } from '../../components/files.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords } from '../../components/words.ts';
import type { CustomerFile } from '../../../db/customer-files.ts';

type DocumentsProps = { readonly companyId: string; readonly mayAdd: boolean };

/** The documents of a customer: those hung on them, and below those of what was done with them. */
export function Documents({ companyId, mayAdd }: DocumentsProps) {
  // What is done in one part shows in the other: a file may be hung from there on here, and be taken off.
  const [own, setOwn] = useState(0);
  const [around, setAround] = useState(0);
  return (
    <>
      <Files
        key={`own ${around}`}
        noun="company"
        recordId={companyId}
        mayAdd={mayAdd}
        onChange={() => setOwn((count) => count + 1)}
      />
      <Around key={`around ${own}`} companyId={companyId} onChange={() => setAround((count) => count + 1)} />
    </>
  );
}

/** Of tasks, messages, cases and people, each with where it is from. */
function Around({ companyId, onChange }: { readonly companyId: string; readonly onChange: () => void }) {
  const { t } = useWords();
  const { rows, more, busy, reload } = usePages<CustomerFile>(`/companies/${companyId}/files`);
  const [opened, setOpened] = useState<string>();
  if (!rows || rows.length === 0) return null;
  return (
    <section className="files files-around">
      <h2>{t('files.around')}</h2>
      <ul className="file-list">
        {rows.map((file) => (
          <FileRow key={file.id} file={file} under={<Places file={file} />} onOpen={() => setOpened(file.id)} />
        ))}
      </ul>
      {more ? (
        <Button onClick={more} busy={busy}>
          {t('frame.more')}
        </Button>
      ) : null}
      {opened ? (
        <FileDialog
          id={opened}
          onClose={() => setOpened(undefined)}
          onChange={() => {
            reload();
            onChange();
          }}
        />
      ) : null}
    </section>
  );
}

function Places({ file: { places } }: { readonly file: CustomerFile }) {
  const { t } = useWords();
  return (
    <div className="small second">
      {places.map(({ noun, recordId, title }, at) => (
        <React.Fragment key={recordId}>
          {at > 0 ? ', ' : ''}
          {t(`files.noun.${noun}`)}:{' '}
          <Link className="link" to={`${addresses[noun]}/${recordId}`}>
            {title}
          </Link>
        </React.Fragment>
      ))}
    </div>
  );
}
