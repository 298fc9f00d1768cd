import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Field, Notice, Problem, Select, TextInput } from '../../components/field.tsx';
import type { IconName } from '../../components/icon.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Right } from '../../../domain/access.ts';
import type { OpenWork } from '../../../domain/campaigns/shapes.ts';
import type { CampaignAction } from '../../../domain/campaigns/transitions.ts';
import type { Parts } from './shapes.ts';

type Verb = 'submit' | 'approve' | 'send-back' | 'start' | 'pause' | 'resume' | 'end' | 'cancel';

type Offer = { readonly verb: Verb; readonly right: Right; readonly icon?: IconName; readonly main?: true };

/** In the order of the buttons: what ends things first and quiet, what leads on last. */
const offers: readonly Offer[] = [
  { verb: 'cancel', right: 'campaign.run' },
  { verb: 'end', right: 'campaign.run', icon: 'stop' },
  { verb: 'send-back', right: 'campaign.approve' },
  { verb: 'pause', right: 'campaign.run', icon: 'pause' },
  { verb: 'resume', right: 'campaign.run', icon: 'play', main: true },
  { verb: 'submit', right: 'campaign.edit', main: true },
  { verb: 'approve', right: 'campaign.approve', icon: 'check', main: true },
  { verb: 'start', right: 'campaign.run', icon: 'play', main: true },
];

/** The buttons that the state and the viewer's rights allow. What cannot be taken back asks first. */
export function Actions(parts: Parts) {
  const { campaign, reload } = parts;
  const { t } = useWords();
  const viewer = useViewer();
  const toast = useToast();
  const action = useAction();
  const [asking, setAsking] = useState<Verb>();
  const allowed = offers.filter(
    ({ verb, right }) => campaign.actions.includes(verb.replace('-', ' ') as CampaignAction) && viewer.may(right),
  );
  const [triedIn, setTriedIn] = useState<string>();
  const act = async (verb: Verb) => {
    setTriedIn(campaign.state);
    if (await action.run(() => call('POST', `/campaigns/${campaign.id}/${verb}`))) done(verb);
  };
  const done = (verb: Verb) => {
    toast(t(`campaign.done.${verb}`), { tone: 'green' });
    setAsking(undefined);
    reload();
  };
  return (
    <>
      {action.refused && triedIn === campaign.state ? <Problem>{action.refused.message}</Problem> : null}
      {campaign.actions.includes('edit') && viewer.may('campaign.edit') ? (
        <Button icon="edit" to={`/admin/campaigns/${campaign.id}/edit`}>
          {t('campaign.do.edit')}
        </Button>
      ) : null}
      {allowed.map(({ verb, icon, main }) => (
        <Button
          key={verb}
          {...(main ? { kind: 'main' as const } : verb === 'cancel' ? { kind: 'quiet' as const } : {})}
          {...(icon ? { icon } : {})}
          busy={action.busy}
          onClick={() => (verb === 'submit' || verb === 'approve' ? void act(verb) : setAsking(verb))}
        >
          {t(`campaign.do.${verb}`)}
        </Button>
      ))}
      {asking ? (
        <Ask verb={asking} parts={parts} onDone={() => done(asking)} onClose={() => setAsking(undefined)} />
      ) : null}
    </>
  );
}

type AskProps = {
  readonly verb: Verb;
  readonly parts: Parts;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

function Ask({ verb, parts, onDone, onClose }: AskProps) {
  const { t } = useWords();
  // Its own: what was refused here says nothing of the next question.
  const action = useAction();
  const [reason, setReason] = useState('');
  const [openWork, setOpenWork] = useState<OpenWork>('withdraw');
  const reasoned = verb !== 'start' && verb !== 'resume';
  const body = verb === 'end' ? { reason, openWork } : reasoned ? { reason } : undefined;
  const confirm = async () => {
    if (await action.run(() => call('POST', `/campaigns/${parts.campaign.id}/${verb}`, body))) onDone();
  };
  return (
    <Confirm
      title={`${t(`campaign.do.${verb}`)}: ${parts.campaign.name}`}
      verb={t(`campaign.do.${verb}`)}
      danger={verb === 'cancel' || verb === 'end'}
      busy={action.busy}
      onConfirm={confirm}
      onClose={onClose}
    >
      {verb === 'start' ? <StartText parts={parts} /> : <p>{t(`campaign.ask.${verb}`)}</p>}
      {verb === 'resume' ? <LateStages parts={parts} /> : null}
      {verb === 'end' ? (
        <Field label={t('campaign.ask.open work')}>
          <Select
            value={openWork}
            onChange={(value) => setOpenWork(value as OpenWork)}
            choices={(['withdraw', 'finish'] as const).map((value) => ({
              value,
              label: t(`campaign.ask.open work.${value}`),
            }))}
          />
        </Field>
      ) : null}
      {reasoned ? (
        <Field label={t('campaign.reason')} error={action.problem('reason')} required>
          <TextInput value={reason} onChange={setReason} autoFocus />
        </Field>
      ) : null}
      <Refusal refused={action.refused} />
    </Confirm>
  );
}

function StartText({ parts }: { readonly parts: Parts }) {
  const { t, number } = useWords();
  const { value } = useRead<{ audience: { takingPart: number } }>(`/campaigns/${parts.campaign.id}/check`);
  return <p>{t('campaign.ask.start', { count: value ? number(value.audience.takingPart) : '…' })}</p>;
}

/** Stages whose last day passed while the campaign was paused close the moment it goes on. */
function LateStages({ parts: { campaign, numbers } }: { readonly parts: Parts }) {
  const { t, date } = useWords();
  const late = campaign.stages.filter((stage) => stage.state === 'open' && stage.endsOn < numbers.today);
  return (
    <>
      {late.map(({ id, name, endsOn }) => (
        <Notice key={id} tone="orange">
          {t('campaign.ask.resume late', { name, date: date(endsOn) })}
        </Notice>
      ))}
    </>
  );
}
