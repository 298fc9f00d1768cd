import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { useWords } from '../../components/words.ts';
import { sayReason } from '../../../domain/reasons.ts';
import type { CampaignMessage } from '../../../db/campaign-messages.ts';
import { ListOfSets } from './list-of-sets.tsx';
import type { Parts } from './shapes.ts';

const sets = ['done', 'planned', 'unknown', 'failed', 'refused'] as const;

/** The messages behind the number of sends, by what became of them. */
export function Messages({ campaign, numbers }: Parts) {
  const words = useWords();
  const { t, moment } = words;
  const [search] = useSearchParams();
  const which = sets.find((set) => set === search.get('which')) ?? 'done';
  return (
    <ListOfSets<(typeof sets)[number], CampaignMessage>
      campaign={campaign}
      tab="messages"
      counts={numbers.messages}
      sets={sets}
      which={which}
      icon="mail"
      rowId={({ key }) => key}
      columns={[
        {
          id: 'company',
          head: t('participant.company'),
          phone: 'title',
          to: ({ companyId }) => `/admin/companies/${companyId}`,
          cell: ({ companyName }) => companyName,
        },
        { id: 'what', head: t('campaign.messages.what'), cell: ({ stepName }) => stepName },
        {
          id: 'address',
          head: t('campaign.messages.address'),
          cell: ({ address }) => <span className="second">{address}</span>,
        },
        {
          id: 'why',
          head: t('campaign.messages.why'),
          spare: true,
          cell: ({ reason }) => <span className="second">{reason ? sayReason(reason)[words.language] : ''}</span>,
        },
        {
          id: 'when',
          head: t('campaign.messages.when'),
          width: 150,
          phone: 'corner',
          cell: ({ at }) => (at ? moment(at) : ''),
        },
      ]}
    />
  );
}
