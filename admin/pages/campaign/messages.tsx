import React from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useWords } from '../../components/words.ts';
import type { CampaignMessage } from '../../../db/campaign-messages.ts';
import type { Parts } from './shapes.ts';

const sets = ['done', 'planned', 'unknown', 'failed', 'refused'] as const;

/** The messages behind the number of sends, by what became of them. */
export function Messages({ campaign, numbers }: Parts) {
  const { t, moment, number } = useWords();
  const [search] = useSearchParams();
  const which = sets.find((set) => set === search.get('which')) ?? 'done';
  const { rows, more, busy, error } = usePages<CampaignMessage>(`/campaigns/${campaign.id}/messages?which=${which}`);
  return (
    <>
      <div className="bar campaign-filters">
        {sets.map((set) => (
          <Link
            key={set}
            className={set === which ? 'chip on' : 'chip'}
            to={`/admin/campaigns/${campaign.id}?tab=messages&which=${set}`}
            {...(set === which ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`campaign.messages.${set}`)} <b>{number(numbers.messages[set])}</b>
          </Link>
        ))}
      </div>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t(`campaign.messages.${which}`)}
        rows={rows}
        rowId={({ key }) => key}
        onMore={more}
        busy={busy}
        empty={<Empty icon="mail" title={t('campaign.messages.empty')} text={t('campaign.messages.empty text')} />}
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
            cell: ({ reason }) => <span className="second">{reason ? reasonText(t, reason) : ''}</span>,
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
    </>
  );
}

/** A reason that the governor or the audience gives has words of its own; others are said as they were written. */
export function reasonText(t: (key: string) => string, reason: string): string {
  const key = `left out.${reason}`;
  const said = t(key);
  return said === key ? reason : said;
}
