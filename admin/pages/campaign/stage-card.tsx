import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Field, Problem, Select } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Stage } from '../../../db/campaign-stages.ts';
import type { OpenWork } from '../../../domain/campaigns/shapes.ts';
import type { Parts } from './shapes.ts';
import { StageAxis } from './stage-axis.tsx';

/** The stages on an axis of time, and below it each with what became of it. */
export function StageCard(parts: Parts) {
  const { campaign, numbers } = parts;
  const { t, number } = useWords();
  const [moving, setMoving] = useState<Stage>();
  const of = (stage: Stage) => numbers.stages.find((one) => one.id === stage.id);
  const bars = campaign.stages.map((stage) => {
    const counted = of(stage);
    const over = counted ? counted.success + counted.failure + counted.neutral : 0;
    return {
      id: stage.id,
      startsOn: stage.startsOn,
      endsOn: stage.endsOn,
      label: counted && counted.entered > 0 ? `${stage.name} · ${number(counted.entered)}` : stage.name,
      future: stage.state === 'planned',
      share: counted && counted.entered > 0 ? over / counted.entered : 0,
    };
  });
  return (
    <Card title={t('campaign.stages')} className="campaign-stages">
      {campaign.stages.length > 0 ? <StageAxis {...campaign} today={numbers.today} bars={bars} /> : null}
      <ul className="campaign-stage-list">
        {campaign.stages.map((stage) => (
          <StageLine key={stage.id} stage={stage} parts={parts} onMove={() => setMoving(stage)} />
        ))}
      </ul>
      {moving ? <MoveStage stage={moving} parts={parts} onClose={() => setMoving(undefined)} /> : null}
    </Card>
  );
}

type LineProps = { readonly stage: Stage; readonly parts: Parts; readonly onMove: () => void };

function StageLine({ stage, parts: { campaign, numbers }, onMove }: LineProps) {
  const { t, day, language, number } = useWords();
  const viewer = useViewer();
  const scenario = language === 'pl' ? stage.scenarioNamePl : stage.scenarioNameEn;
  const movable =
    viewer.may('campaign.run') &&
    (stage.state === 'planned' || stage.state === 'open') &&
    !['draft', 'ended', 'cancelled', 'ending'].includes(campaign.state);
  const counted = numbers.stages.find((one) => one.id === stage.id);
  return (
    <li>
      <span className="strong">{stage.name}</span>
      <Tag {...(stage.state === 'open' ? { tone: 'green' as const } : {})}>
        {t(`campaign.stage.state.${stage.state}`)}
      </Tag>
      <span className="second small">
        {scenario ? `${scenario} v${stage.scenarioNumber}` : t('campaign.stage.no scenario')} · {day(stage.startsOn)} –{' '}
        {day(stage.endsOn)}
        {counted && counted.running > 0
          ? ` · ${t('campaign.report.running').toLowerCase()} ${number(counted.running)}`
          : ''}
      </span>
      <span className="grow" />
      {movable ? (
        <Button
          kind="quiet"
          size="small"
          icon="calendar"
          label={t('campaign.stage.move', { name: stage.name })}
          onClick={onMove}
        />
      ) : null}
    </li>
  );
}

type MoveProps = { readonly stage: Stage; readonly parts: Parts; readonly onClose: () => void };

function MoveStage({ stage, parts: { campaign, reload }, onClose }: MoveProps) {
  const { t } = useWords();
  const toast = useToast();
  const action = useAction();
  const [startsOn, setStarts] = useState(stage.startsOn);
  const [endsOn, setEnds] = useState(stage.endsOn);
  const [tasksOnClose, setTasks] = useState<OpenWork>(stage.tasksOnClose);
  const save = async () => {
    const saved = await action.run(() =>
      call('PUT', `/campaigns/${campaign.id}/stages/${stage.id}`, { startsOn, endsOn, tasksOnClose }),
    );
    if (!saved) return;
    toast(t('campaign.stage.moved'), { tone: 'green' });
    reload();
    onClose();
  };
  const problem = action.problem('stages.0.endsOn') ?? action.problem('startsOn');
  return (
    <Dialog
      title={t('campaign.stage.move', { name: stage.name })}
      onClose={onClose}
      onSubmit={save}
      actions={<CancelAndSave busy={action.busy} />}
    >
      <p className="second">{t('campaign.stage.move text')}</p>
      <div className="form two-fields">
        <Field label={t('campaign.form.starts')}>
          <DateInput value={startsOn} onChange={setStarts} disabled={stage.state === 'open'} />
        </Field>
        <Field label={t('campaign.form.ends')} error={problem}>
          <DateInput value={endsOn} onChange={setEnds} />
        </Field>
      </div>
      <Field label={t('campaign.form.stage.close')}>
        <Select
          value={tasksOnClose}
          onChange={(value) => setTasks(value as OpenWork)}
          choices={(['finish', 'withdraw'] as const).map((value) => ({
            value,
            label: t(`campaign.form.stage.close.${value}`),
          }))}
        />
      </Field>
      {action.refused && !problem ? <Problem>{action.refused.message}</Problem> : null}
    </Dialog>
  );
}
