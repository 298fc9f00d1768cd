import React from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { TemplateRow } from '../../../db/templates.ts';

type Row = TemplateRow & { readonly subject: string; readonly number: number };

/** Texts that scenarios and people send. */
export default function Templates() {
  const { t, moment } = useWords();
  const { may } = useViewer();
  const { value, error } = useRead<{ rows: Row[] }>('/templates');
  const make = may('template.edit') ? (
    <Button kind="main" icon="plus" to="/admin/templates/new">
      {t('templates.new')}
    </Button>
  ) : null;
  return (
    <Page title={t('templates.title')}>
      <Head title={t('templates.title')}>{make}</Head>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('templates.title')}
        rows={value?.rows}
        rowId={({ id }) => id}
        rowClass={({ active }) => (active ? '' : 'low')}
        empty={
          <Empty icon="templates" title={t('templates.empty')} text={t('templates.empty text')}>
            {make}
          </Empty>
        }
        columns={[
          {
            id: 'name',
            head: t('templates.name'),
            phone: 'title',
            to: ({ id }) => `/admin/templates/${id}`,
            cell: ({ name }) => name,
          },
          { id: 'subject', head: t('templates.subject'), cell: ({ subject }) => subject },
          {
            id: 'purpose',
            head: t('templates.purpose'),
            width: 160,
            phone: 'corner',
            cell: ({ purpose }) => (
              <Tag {...(purpose === 'marketing' ? { tone: 'accent' as const } : {})}>
                {t(`templates.purpose.${purpose}`)}
              </Tag>
            ),
          },
          {
            id: 'number',
            head: t('templates.version'),
            width: 90,
            numeric: true,
            phone: 'hide',
            cell: (row) => row.number,
          },
          {
            id: 'changed',
            head: t('templates.changed'),
            width: 160,
            spare: true,
            phone: 'hide',
            cell: ({ updatedAt }) => moment(updatedAt),
          },
        ]}
      />
    </Page>
  );
}
