import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Problem } from '../../components/field.tsx';
import { Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { CampaignChoices } from '../../../db/campaign-choices.ts';
import type { Sources } from '../../../db/candidates.ts';
import { SourcesInput } from '../new-campaign/audience.tsx';

type AddProps = { readonly campaignId: string; readonly onClose: () => void; readonly onDone: () => void };

const nobody: Sources = { groups: [], companies: [], people: [], imports: [], classes: [], everyone: false };

/** More people for a campaign that goes on: they come into the stages that are open. */
export function AddParticipants({ campaignId, onClose, onDone }: AddProps) {
  const { t } = useWords();
  const toast = useToast();
  const action = useAction();
  const { value: choices } = useRead<CampaignChoices>('/campaigns/choices');
  const [sources, setSources] = useState(nobody);
  const some = sources.everyone || Object.values(sources).some((list) => Array.isArray(list) && list.length > 0);
  const add = async () => {
    if (!some) return;
    if (!(await action.run(() => call('POST', `/campaigns/${campaignId}/participants`, sources)))) return;
    toast(t('participant.added'), { tone: 'green' });
    onDone();
  };
  return (
    <Dialog
      drawer
      title={t('participant.add')}
      onClose={onClose}
      actions={
        <>
          <Cancel />
          <Button kind="main" busy={action.busy} disabled={!some} onClick={() => void add()}>
            {t('participant.add verb')}
          </Button>
        </>
      }
    >
      <p className="second">{t('participant.add text')}</p>
      {choices ? (
        <div className="campaign-audience">
          <SourcesInput sources={sources} onChange={setSources} choices={choices} storedId={undefined} />
        </div>
      ) : (
        <Skeleton />
      )}
      {action.refused ? <Problem>{action.refused.message}</Problem> : null}
    </Dialog>
  );
}
