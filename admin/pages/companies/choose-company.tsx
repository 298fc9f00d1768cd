import React from 'react';
import type { ChooserProps } from '../../components/adders.ts';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { httpSource } from '../../components/data-table/source.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Empty } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import { cells } from './cells.tsx';

const source = httpSource('companies');

/** The list of customers above a form: its views, conditions and columns, and a press on a row takes that one (S1-43). */
export default function ChooseCompany({ search, onClose, onChoose }: ChooserProps) {
  const { t } = useWords();
  return (
    <Dialog title={t('finder.choose customer')} onClose={onClose} large>
      <DataTable
        source={source}
        label={t('companies.title')}
        titleField="name"
        to={({ id }) => `/admin/companies/${id}`}
        cells={cells}
        choosing={{ search, onChoose: ({ id, values }) => onChoose({ id, name: String(values['name'] ?? '') }) }}
        head={(count) => <div className="small second">{count}</div>}
        empty={<Empty icon="customers" title={t('companies.empty')} text={t('companies.empty text')} />}
      />
    </Dialog>
  );
}
