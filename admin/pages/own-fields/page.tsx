import React, { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card, Empty, Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Sortable } from '../../components/sortable.tsx';
import { useWords } from '../../components/words.ts';
import type { DefinedField } from '../../../db/own-fields.ts';
import { ownRecords, type OwnRecord } from '../../../domain/own/shapes.ts';
import { FieldDialog } from './field-dialog.tsx';

/** The fields that a company has added to each kind of record. */
export default function OwnFields() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const record = ownRecords.find((one) => one === search.get('record')) ?? 'company';
  const fields = useRead<{ rows: DefinedField[] }>(`/own-fields?record=${record}&all=yes`);
  const [edited, setEdited] = useState<DefinedField | 'new'>();
  return (
    <Page title={t('own.title')}>
      <Head title={t('own.title')} second={t('own.lead')} back={{ to: '/admin/settings', label: t('room.settings') }}>
        <Button to={`/admin/form-layouts?record=${record}`} icon="rows">
          {t('layout.title')}
        </Button>
        <Button kind="main" icon="plus" onClick={() => setEdited('new')}>
          {t('own.new')}
        </Button>
      </Head>
      <Tabs
        label={t('own.title')}
        current={record}
        tabs={ownRecords.map((one) => ({
          id: one,
          label: t(`own.record.${one}`),
          to: `/admin/own-fields?record=${one}`,
        }))}
      />
      {fields.error ? <Problem>{fields.error.message}</Problem> : null}
      {fields.value ? (
        <FieldList
          key={record}
          record={record}
          fields={fields.value.rows}
          onEdit={setEdited}
          onChange={fields.reload}
        />
      ) : (
        <Skeleton rows={5} height={34} />
      )}
      {edited ? (
        <FieldDialog
          record={record}
          field={edited === 'new' ? undefined : edited}
          fields={fields.value?.rows ?? []}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined);
            fields.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

type FieldListProps = {
  readonly record: OwnRecord;
  readonly fields: readonly DefinedField[];
  readonly onEdit: (field: DefinedField) => void;
  readonly onChange: () => void;
};

function FieldList({ record, fields, onEdit, onChange }: FieldListProps) {
  const { t, language } = useWords();
  const { run, refused } = useAction();
  if (fields.length === 0) return <Empty icon="tag" title={t('own.empty')} text={t('own.empty text')} />;
  const order = (ids: readonly string[]) =>
    void run(() => call('PUT', '/own-fields/order', { record, ids }).then(onChange));
  return (
    <Card flush className="own-fields">
      <Problem>{refused?.message}</Problem>
      <Sortable
        label={t('own.title')}
        items={fields}
        idOf={({ id }) => id}
        nameOf={({ title }) => title[language]}
        onOrder={order}
      >
        {(field) => (
          <>
            <button type="button" className="link-like strong" onClick={() => onEdit(field)}>
              {field.title[language]}
            </button>
            <code className="small muted">{field.code}</code>
            <span className="grow" />
            <Marks field={field} />
            <span className="small second kind">{t(`own.kind.${field.kind}`)}</span>
          </>
        )}
      </Sortable>
    </Card>
  );
}

function Marks({ field }: { readonly field: DefinedField }) {
  const { t, language } = useWords();
  return (
    <>
      {field.section ? <Tag>{field.section[language]}</Tag> : null}
      {field.required ? <Tag tone="accent">{t('own.required')}</Tag> : null}
      {field.indexed ? <Tag tone="green">{t('own.indexed')}</Tag> : null}
      {field.indexProblem ? (
        <Tag tone="red" icon="warning" title={field.indexProblem}>
          {t('own.index problem')}
        </Tag>
      ) : null}
      {field.readers || field.writers ? <Tag icon="lock">{t('own.restricted')}</Tag> : null}
      {field.active ? null : <Tag icon="lock">{t('own.inactive')}</Tag>}
    </>
  );
}
