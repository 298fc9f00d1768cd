import React from 'react';
import { Button } from '../../components/button.tsx';
import type { DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { fileSize } from '../../components/file-size.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { Drop } from './drop.tsx';

const lookedAt = ['state'];

/** Where a file comes in, and what has come in before. */
export default function Imports() {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <ListPage
      kind="imports"
      title={t('import.title')}
      second={t('import.second')}
      titleField="file"
      to={({ id }) => `/admin/import/${id}`}
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      buttons={may('transaction.feed') ? <Button to="/admin/bank-statement">{t('statement.title')}</Button> : null}
      notices={<Drop />}
      empty={{ icon: 'import', title: t('import.none'), text: t('import.none text') }}
    />
  );
}

function lookOf({ values: { state } }: ListRow): string {
  return state === 'undone' ? 'done' : '';
}

const cells: Readonly<Record<string, DrawCell>> = {
  bytes: ({ values }, { language }) => (
    <span className="num second">{fileSize(Number(values['bytes']), language)}</span>
  ),
};
