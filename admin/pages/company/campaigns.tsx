import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { NumberLink } from '../../components/fact.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { CompanyCampaign } from '../../../db/company-messages.ts';
import type { PartProps } from './shapes.ts';
import { TimelinePages } from './timeline.tsx';

/** In which campaigns the customer takes or took part, how far they came, and what was done with them. */
export function Campaigns({ card }: Pick<PartProps, 'card'>) {
  const { t, date, number } = useWords();
  const { value, error } = useRead<{ rows: CompanyCampaign[] }>(`/companies/${card.id}/campaigns`);
  const [shown, setShown] = useState<CompanyCampaign>();
  return (
    <>
      <Problem>{error?.message}</Problem>
      <Table
        label={t('company.tab.campaigns')}
        rows={value?.rows}
        rowId={({ id, personName }) => `${id} ${personName ?? ''}`}
        columns={[
          {
            id: 'name',
            head: t('customer.campaign'),
            phone: 'title',
            to: ({ id }) => `/admin/campaigns/${id}`,
            cell: ({ name }) => name,
          },
          {
            id: 'state',
            head: t('customer.state'),
            width: 190,
            cell: ({ participation, result, runState, stageName }) => (
              <span>
                <Tag
                  {...(runState === 'stuck'
                    ? { tone: 'red' as const }
                    : participation === 'active'
                      ? { tone: 'green' as const }
                      : {})}
                >
                  {result
                    ? t(`customer.result.${result}`)
                    : t(`participant.state.${participation === 'active' ? 'running' : participation}`)}
                </Tag>{' '}
                <span className="small muted">{stageName}</span>
              </span>
            ),
          },
          {
            id: 'dates',
            head: t('customer.when'),
            width: 200,
            spare: true,
            cell: ({ startsOn, endsOn }) => `${date(startsOn)} – ${date(endsOn)}`,
          },
          {
            id: 'messages',
            head: t('company.tab.messages'),
            width: 110,
            numeric: true,
            phone: 'hide',
            cell: ({ id, messages }) =>
              messages === null ? null : (
                <NumberLink
                  to={`/admin/messages?list=sent&campaignId=${id}&companyId=${card.id}`}
                  means={t('customer.means.campaign messages')}
                >
                  {number(messages)}
                </NumberLink>
              ),
          },
          {
            id: 'tasks',
            head: t('company.tab.tasks'),
            width: 80,
            numeric: true,
            phone: 'hide',
            cell: ({ id, tasks }) =>
              tasks === null ? null : (
                <NumberLink
                  to={`/admin/tasks?who=all&campaignId=${id}&companyId=${card.id}`}
                  means={t('customer.means.campaign tasks')}
                >
                  {number(tasks)}
                </NumberLink>
              ),
          },
          {
            id: 'history',
            head: '',
            width: 110,
            cell: (campaign) => (
              <Button kind="quiet" size="small" onClick={() => setShown(campaign)}>
                {t('customer.campaign history')}
              </Button>
            ),
          },
        ]}
        empty={<Empty icon="campaigns" title={t('customer.no campaigns')} text={t('customer.no campaigns text')} />}
      />
      {shown ? (
        <Dialog drawer title={shown.name} onClose={() => setShown(undefined)}>
          <TimelinePages path={`/companies/${card.id}/timeline?campaignId=${shown.id}`} filtered />
        </Dialog>
      ) : null}
    </>
  );
}
