import React from 'react';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';

const lookedAt = ['company', 'state'];

/** Who takes part in campaigns, how far they are and what came of it: of one campaign, or of all. */
export default function Participants() {
  const { t } = useWords();
  return (
    <ListPage
      kind="participants"
      title={t('campaign.tab.participants')}
      titleField="company"
      to={({ values }) => `/admin/companies/${(values['company'] as { readonly id: string }).id}`}
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      back={{ to: '/admin/campaigns', label: t('campaigns.title') }}
      empty={{ icon: 'customers', title: t('participant.empty'), text: t('participant.empty text') }}
    />
  );
}

function lookOf({ values: { state } }: ListRow): string {
  return state === 'stuck' ? 'late' : state === 'left out' || state === 'removed' ? 'done' : '';
}

const cells: Readonly<Record<string, DrawCell>> = {
  person: ({ values }) => <RecordLink to="/admin/people" value={values['person']} />,
  campaign: ({ values }) => <RecordLink to="/admin/campaigns" value={values['campaign']} />,
  steps: ({ values }) => (Array.isArray(values['steps']) ? values['steps'].join(', ') : undefined),
  reason: ({ values: { reason } }) =>
    typeof reason === 'string' ? <span className="second">{reason}</span> : undefined,
};
