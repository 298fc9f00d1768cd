import React, { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Problem } from '../../components/field.tsx';
import { Head, Page, Skeleton } from '../../components/page.tsx';
import { changedOwn } from '../../components/own/record-form.tsx';
import { call, saveWhole, useAction, useRead } from '../../components/read.ts';
import { Restored } from '../../components/restored.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CampaignChoices } from '../../../db/campaign-choices.ts';
import type { CampaignRead } from '../campaign/shapes.ts';
import { Aside } from './aside.tsx';
import { Audience } from './audience.tsx';
import { Basics, Goal, OwnFields } from './basics.tsx';
import { draftOf, emptyForm, formOf, unreadable, withStored, type Editing, type Form } from './form.ts';
import { Stages } from './stages.tsx';

/** A campaign is put together on one calm page; how many take part stands beside it all the time. */
export default function NewCampaign() {
  const { id } = useParams();
  const { t } = useWords();
  const viewer = useViewer();
  const choices = useRead<CampaignChoices>('/campaigns/choices');
  const stored = useRead<CampaignRead>(id ? `/campaigns/${id}` : undefined);
  const title = t(`campaign.form.title.${id ? 'edit' : 'new'}`);
  const error = choices.error ?? stored.error;
  if (!choices.value || (id && !stored.value)) {
    return <Page title={title}>{error ? <Problem>{error.message}</Problem> : <Skeleton />}</Page>;
  }
  const { supervisors, scenarios, legalEntities, today } = choices.value;
  const own = supervisors.find((one) => one.id === viewer.userId) ?? supervisors[0];
  const beginning = stored.value
    ? formOf(stored.value)
    : emptyForm({
        today,
        supervisorId: own?.id ?? '',
        legalEntityId: legalEntities[0]?.id ?? null,
        scenarioVersionId: scenarios[0]?.versionId ?? '',
        stageName: t('campaign.form.stage.default', { number: 1 }),
      });
  return <Editor title={title} choices={choices.value} beginning={beginning} stored={stored.value} />;
}

type EditorProps = {
  readonly title: string;
  readonly choices: CampaignChoices;
  readonly beginning: Form;
  readonly stored: CampaignRead | undefined;
};

function Editor({ title, choices, beginning, stored }: EditorProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const toast = useToast();
  const action = useAction();
  const draft = useDraft(stored ? `campaign ${stored.id}` : 'new campaign', beginning);
  const form = draft.typed;
  const [tried, setTried] = useState(false);
  const wrong = tried ? unreadable(form) : {};
  const editing: Editing = {
    form,
    change: draft.change,
    choices: withStored(choices, stored),
    problem: (field) => {
      const typed = wrong[field];
      return typed ? t(typed.key, { typed: typed.typed }) : action.problem(field);
    },
  };
  const save = async (submit: boolean) => {
    setTried(true);
    if (Object.keys(unreadable(form)).length > 0) return;
    await action.run(async () => {
      const id = await store(form, draft.begun, stored?.id);
      if (stored && submit) {
        // Submitting may be refused: what is typed then goes on from what is stored now.
        const read = await call<CampaignRead>('GET', `/campaigns/${id}`);
        draft.saved(form, formOf(read));
      } else draft.forget(form);
      if (submit) await submitted(id, stored === undefined, navigate);
      toast(t(submit ? 'campaign.done.submit' : 'campaign.form.saved'), { tone: 'green' });
      navigate(`/admin/campaigns/${id}`);
    });
  };
  const back = stored
    ? { to: `/admin/campaigns/${stored.id}`, label: t('campaign.form.leave') }
    : { to: '/admin/campaigns', label: t('campaigns.title') };
  return (
    <Page title={title}>
      <Head title={title} back={back}>
        <Button busy={action.busy} onClick={() => void save(false)}>
          {t('campaign.form.save')}
        </Button>
        <Button kind="main" busy={action.busy} onClick={() => void save(true)}>
          {t('campaign.form.save and submit')}
        </Button>
      </Head>
      <Restored draft={draft} />
      {action.refused ? <Problem>{action.refused.message}</Problem> : null}
      <div className="columns campaign-form">
        <div className="stack">
          <Basics {...editing} />
          <Goal {...editing} />
          <OwnFields {...editing} />
          <Stages {...editing} />
          <Audience {...editing} storedId={stored?.id} />
        </div>
        <Aside form={form} choices={choices} campaignId={stored?.id} />
      </div>
    </Page>
  );
}

/** A draft of an earlier visit goes with what it was begun from: what a colleague has changed since is asked about. */
async function store(form: Form, begun: Form, id: string | undefined): Promise<string> {
  const after = { ...draftOf(form), own: changedOwn(begun.own, form.own) };
  if (!id) return (await call<{ id: string }>('POST', '/campaigns', after)).id;
  const path = `/campaigns/${id}`;
  const bodyOf = (one: Form) => ({ ...draftOf(one), own: one.own });
  await saveWhole(path, {
    ...{ version: begun.version!, before: bodyOf(begun), after },
    now: async () => {
      const read = await call<CampaignRead>('GET', path);
      return { version: read.version, body: bodyOf(formOf(read)) };
    },
  });
  return id;
}

/** A new draft that cannot be submitted yet is kept: its page says what is missing, and its address is the draft's own. */
async function submitted(id: string, isNew: boolean, navigate: (to: string) => void): Promise<void> {
  try {
    await call('POST', `/campaigns/${id}/submit`);
  } catch (error) {
    navigate(isNew ? `/admin/campaigns/${id}/edit` : `/admin/campaigns/${id}/edit?again=${Date.now()}`);
    throw error;
  }
}
