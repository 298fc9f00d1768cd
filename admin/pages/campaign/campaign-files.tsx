import React from 'react';
import { Files } from '../../components/files.tsx';
import { Card } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Parts } from './shapes.ts';

/** Files of the whole campaign, and of each of its stages. */
export function CampaignFiles({ campaign }: Pick<Parts, 'campaign'>) {
  const { t } = useWords();
  const { may } = useViewer();
  const mayAdd = may('campaign.edit');
  if (!may('file.read')) return null;
  return (
    <>
      <Card title={t('campaign.files of all')}>
        <Files noun="campaign" recordId={campaign.id} mayAdd={mayAdd} />
      </Card>
      {campaign.stages.map(({ id, name }) => (
        <Card key={id} title={t('campaign.files of stage', { name })}>
          <Files noun="stage" recordId={id} mayAdd={mayAdd} />
        </Card>
      ))}
    </>
  );
}
