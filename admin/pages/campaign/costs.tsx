import React, { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Problem, Select, TextInput } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card, Empty } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Table } from '../../components/table.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Cost } from '../../../db/campaign-costs.ts';
import { readMoney } from '../../../domain/campaigns/typed-money.ts';
import type { Parts } from './shapes.ts';

/** What the campaign has cost and brought in, and a line to add to it. */
export function Costs({ campaign, numbers, reload }: Parts) {
  const { t, money, date } = useWords();
  const toast = useToast();
  const action = useAction();
  const { value, reload: again } = useRead<{ rows: Cost[] }>(`/campaigns/${campaign.id}/costs`);
  const [search] = useSearchParams();
  // The report leads here from what one stage has cost.
  const stage = campaign.stages.find(({ id }) => id === search.get('stageId'));
  const mayEdit = useViewer().may('campaign.edit');
  const changed = () => {
    again();
    reload();
  };
  const remove = async (cost: Cost) => {
    const done = await action.run(() => call('DELETE', `/campaigns/${campaign.id}/costs/${cost.id}`));
    if (!done) return;
    const { id: _id, stageName: _stage, createdBy: _by, ...same } = cost;
    const undo = () => void call('POST', `/campaigns/${campaign.id}/costs`, same).then(changed);
    toast(t('campaign.cost.removed'), { undo });
    changed();
  };
  return (
    <div className="stack">
      {mayEdit ? <AddCost parts={{ campaign, numbers, reload: changed }} within={stage?.id ?? ''} /> : null}
      {action.refused ? <Problem>{action.refused.message}</Problem> : null}
      {stage ? (
        <div className="bar campaign-filters">
          <Link className="chip on" to={`/admin/campaigns/${campaign.id}?tab=costs`}>
            {t('campaign.cost.of stage', { stage: stage.name })} <Icon name="close" />
          </Link>
        </div>
      ) : null}
      <Table
        label={t('campaign.tab.costs')}
        rows={stage ? value?.rows.filter((row) => row.stageId === stage.id && row.kind === 'cost') : value?.rows}
        rowId={({ id }) => id}
        empty={
          <Empty
            icon="money"
            title={t(stage ? 'campaign.cost.empty of stage' : 'campaign.cost.empty')}
            text={t(stage ? 'campaign.cost.empty of stage text' : 'campaign.cost.empty text')}
          />
        }
        columns={[
          {
            id: 'what',
            head: t('campaign.cost.what'),
            phone: 'title',
            cell: ({ what }) => <span className="title">{what}</span>,
          },
          { id: 'day', head: t('campaign.cost.day'), width: 180, cell: ({ incurredOn }) => date(incurredOn) },
          {
            id: 'stage',
            head: t('campaign.cost.stage'),
            width: 200,
            cell: ({ stageName }) => <span className="second">{stageName ?? t('campaign.cost.whole campaign')}</span>,
          },
          {
            id: 'kind',
            head: t('campaign.cost.kind'),
            width: 120,
            cell: ({ kind }) => <span className="second">{t(`campaign.cost.kind.${kind}`)}</span>,
          },
          {
            id: 'amount',
            head: t('campaign.cost.amount'),
            width: 150,
            numeric: true,
            phone: 'corner',
            cell: ({ amountMinor, currency }) => money(amountMinor, currency),
          },
          ...(mayEdit
            ? [
                {
                  id: 'do',
                  head: '',
                  width: 56,
                  cell: (cost: Cost) => (
                    <Button
                      kind="quiet"
                      icon="trash"
                      label={t('campaign.cost.remove', { what: cost.what })}
                      onClick={() => void remove(cost)}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

type AddProps = {
  readonly parts: Parts;
  /** The stage whose costs are shown: one that is added stands among them. */
  readonly within: string;
};

function AddCost({ parts: { campaign, numbers, reload }, within }: AddProps) {
  const { t } = useWords();
  const toast = useToast();
  const action = useAction();
  const [what, setWhat] = useState('');
  const [amount, setAmount] = useState('');
  const [incurredOn, setDay] = useState(numbers.today);
  const [stageId, setStage] = useState(within);
  const [kind, setKind] = useState('cost');
  const [badAmount, setBadAmount] = useState<string>();
  const add = async () => {
    const amountMinor = readMoney(amount, campaign.currency);
    setBadAmount(amountMinor === null ? t('campaign.cost.bad amount', { typed: amount }) : undefined);
    if (amountMinor === null) return;
    const body = { what, amountMinor, incurredOn, kind, currency: campaign.currency, stageId: stageId || null };
    if (!(await action.run(() => call('POST', `/campaigns/${campaign.id}/costs`, body)))) return;
    toast(t('campaign.cost.added'), { tone: 'green' });
    setWhat('');
    setAmount('');
    reload();
  };
  return (
    <Card title={t('campaign.cost.add')}>
      <form
        className="campaign-cost-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field label={t('campaign.cost.what')} error={action.problem('what')} required>
          <TextInput value={what} onChange={setWhat} />
        </Field>
        <Field label={`${t('campaign.cost.amount')} (${campaign.currency})`} error={badAmount} required>
          <TextInput value={amount} onChange={setAmount} />
        </Field>
        <Field label={t('campaign.cost.day')} error={action.problem('incurredOn')}>
          <DateInput value={incurredOn} towards="past" onChange={setDay} />
        </Field>
        <Field label={t('campaign.cost.stage')}>
          <Select
            value={stageId}
            onChange={setStage}
            none={t('campaign.cost.whole campaign')}
            choices={campaign.stages.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field label={t('campaign.cost.kind')}>
          <Select
            value={kind}
            onChange={setKind}
            choices={['cost', 'revenue'].map((value) => ({ value, label: t(`campaign.cost.kind.${value}`) }))}
          />
        </Field>
        <Button type="submit" icon="plus" busy={action.busy}>
          {t('campaign.cost.add')}
        </Button>
      </form>
      <Refusal refused={action.refused} />
    </Card>
  );
}
