import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field, Problem, Select } from '../../components/field.tsx';
import { finderIn } from '../../components/find-record.ts';
import { FinderField, type Chosen } from '../../components/finder-field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CampaignDocument } from '../../../db/campaign-documents.ts';
import type { Parts } from './shapes.ts';

type DocumentsProps = Pick<Parts, 'campaign'>;
type Tie = Pick<CampaignDocument, 'id' | 'stageId'>;

/** Invoices, orders and demands that the campaign or one of its stages is about (S0-20, S0-21). */
export function CampaignDocuments({ campaign }: DocumentsProps) {
  const { t } = useWords();
  const toast = useToast();
  const { may } = useViewer();
  const mayRead = may('transaction.read') && may('company.read');
  const mayEdit = may('campaign.edit');
  const action = useAction();
  const { value, reload } = useRead<{ rows: CampaignDocument[] }>(
    mayRead ? `/campaigns/${campaign.id}/documents` : undefined,
  );
  if (!mayRead) return null;
  const change = (method: 'PUT' | 'DELETE', { id, stageId }: Tie) =>
    action.run(async () => {
      const place = stageId ? `/campaigns/${campaign.id}/stages/${stageId}` : `/campaigns/${campaign.id}`;
      await call(method, `${place}/documents/${id}`);
      reload();
    });
  const add = async (tie: Tie) => {
    if (!(await change('PUT', tie))) return false;
    toast(t('campaign.documents.added'), { tone: 'green' });
    return true;
  };
  const remove = async (tie: Tie) => {
    if (await change('DELETE', tie)) toast(t('campaign.documents.removed'), { undo: () => void change('PUT', tie) });
  };
  return (
    <Card title={t('document.about')}>
      <Problem>{action.refused?.message}</Problem>
      {value?.rows.length === 0 ? (
        <p className="muted">{t('campaign.documents.none')}</p>
      ) : (
        <Tied campaign={campaign} rows={value?.rows} onRemove={mayEdit ? (one) => void remove(one) : undefined} />
      )}
      {mayEdit ? <AddDocument campaign={campaign} busy={action.busy} onAdd={add} /> : null}
    </Card>
  );
}

type TiedProps = DocumentsProps & {
  readonly rows: readonly CampaignDocument[] | undefined;
  readonly onRemove: ((one: CampaignDocument) => void) | undefined;
};

function Tied({ campaign, rows, onRemove }: TiedProps) {
  const { t, date, money } = useWords();
  const stageOf = ({ stageId }: CampaignDocument) => campaign.stages.find(({ id }) => id === stageId)?.name;
  const columns: Column<CampaignDocument>[] = [
    {
      id: 'title',
      head: t('campaign.documents.document'),
      phone: 'title',
      to: ({ id }) => `/admin/transactions/${id}`,
      cell: ({ kind, title }) => `${t(`customer.transaction.${kind}`)} ${title}`,
    },
    {
      id: 'company',
      head: t('task.customer'),
      width: 240,
      cell: ({ companyName }) => <span className="second">{companyName}</span>,
    },
    {
      id: 'stage',
      head: t('campaign.documents.stage'),
      width: 200,
      cell: (one) => <span className="second">{stageOf(one) ?? t('campaign.documents.whole')}</span>,
    },
    { id: 'on', head: t('document.on'), width: 180, cell: ({ happenedOn }) => date(happenedOn) },
    {
      id: 'amount',
      head: t('document.amount'),
      width: 150,
      numeric: true,
      phone: 'corner',
      cell: ({ amountMinor, currency }) => money(amountMinor, currency),
    },
  ];
  if (onRemove)
    columns.push({
      id: 'do',
      head: '',
      width: 56,
      cell: (one) => (
        <Button kind="quiet" icon="close" label={t('task.unlink', { name: one.title })} onClick={() => onRemove(one)} />
      ),
    });
  return (
    <Table
      label={t('document.about')}
      rows={rows}
      rowId={({ id, stageId }) => `${id} ${stageId ?? ''}`}
      columns={columns}
    />
  );
}

const find = finderIn({ kind: 'transactions', columns: ['name', 'company'] });

type AddProps = DocumentsProps & {
  readonly busy: boolean;
  /** Answers whether it has been added. */
  readonly onAdd: (tie: Tie) => Promise<boolean>;
};

function AddDocument({ campaign, busy, onAdd }: AddProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<Chosen>();
  const [stageId, setStage] = useState('');
  const add = async () => {
    if (chosen && (await onAdd({ id: chosen.id, stageId: stageId || null }))) setChosen(undefined);
  };
  return (
    <form
      className="campaign-document-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <FinderField
        label={t('campaign.documents.document')}
        chosen={chosen}
        onChoose={setChosen}
        find={find}
        placeholder={t('campaign.documents.find')}
        none={t('campaign.documents.other')}
      />
      <Field label={t('campaign.documents.stage')}>
        <Select
          value={stageId}
          onChange={setStage}
          none={t('campaign.documents.whole')}
          choices={campaign.stages.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Button type="submit" icon="plus" busy={busy} disabled={!chosen}>
        {t('campaign.documents.add')}
      </Button>
    </form>
  );
}
