import React, { useEffect } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Notice, Problem } from '../../components/field.tsx';
import { MailTroubles } from '../../components/mail-troubles.tsx';
import { Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { StateTag } from '../campaigns/state-tag.tsx';
import { Actions } from './actions.tsx';
import { CampaignDocuments } from './campaign-documents.tsx';
import { CampaignFiles } from './campaign-files.tsx';
import { Costs } from './costs.tsx';
import { Messages } from './messages.tsx';
import { participantsAt } from './funnel-links.ts';
import { Overview } from './overview.tsx';
import { Participants } from './participants.tsx';
import { Report } from './report.tsx';
import type { CampaignRead, NumbersRead, Parts } from './shapes.ts';
import { Punctuality } from './tasks.tsx';

const tabs = ['overview', 'participants', 'messages', 'tasks', 'costs', 'files', 'report'] as const;
type Tab = (typeof tabs)[number];

/** How often the numbers of a campaign that is under way are read again, in milliseconds. */
const everyMs = 10_000;

/** One campaign: what it is doing, its numbers with the rows behind them, and what can be done with it. */
export default function Campaign() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const [search] = useSearchParams();
  const reading = useRead<CampaignRead>(`/campaigns/${id}`);
  const counting = useRead<NumbersRead>(`/campaigns/${id}/numbers`);
  const campaign = reading.value;
  const moving = campaign && ['starting', 'running', 'ending'].includes(campaign.state);
  const reload = () => {
    reading.reload();
    counting.reload();
  };
  useEffect(() => {
    if (!moving) return;
    const look = () => {
      reading.look();
      counting.look();
    };
    const timer = setInterval(() => document.visibilityState === 'visible' && look(), everyMs);
    return () => clearInterval(timer);
  }, [moving, id]);

  if (!campaign || !counting.value) {
    return (
      <Page title={t('campaign.title')}>
        {reading.error ? <Problem>{reading.error.message}</Problem> : <Skeleton />}
      </Page>
    );
  }
  const numbers = counting.value;
  const current = tabs.find((tab) => tab === search.get('tab')) ?? 'overview';
  const parts = { campaign, numbers, reload };
  return (
    <Page title={campaign.name}>
      <Head
        title={campaign.name}
        beside={<StateTag state={campaign.state} paused={campaign.paused} />}
        second={<Second campaign={campaign} />}
        back={{ to: '/admin/campaigns', label: t('campaigns.title') }}
      >
        <Actions {...parts} />
      </Head>
      <Standing {...parts} />
      <Tabs label={t('campaign.tabs')} current={current} tabs={tabsOf(campaign, numbers, t)} />
      <Part tab={current} parts={parts} />
    </Page>
  );
}

function Part({ tab, parts }: { readonly tab: Tab; readonly parts: Parts }) {
  switch (tab) {
    case 'overview':
      return <Overview {...parts} />;
    case 'participants':
      return <Participants {...parts} />;
    case 'messages':
      return <Messages {...parts} />;
    case 'tasks':
      return <Punctuality {...parts} />;
    case 'costs':
      return <Costs {...parts} />;
    case 'files':
      return (
        <div className="stack">
          <CampaignDocuments {...parts} />
          <CampaignFiles {...parts} />
        </div>
      );
    case 'report':
      return <Report {...parts} />;
  }
}

function tabsOf(campaign: CampaignRead, numbers: NumbersRead, t: (key: string) => string) {
  const all = numbers.participants.takingPart + numbers.participants.leftOut + numbers.participants.removed;
  return tabs.map((tab) => ({
    id: tab,
    label: t(`campaign.tab.${tab}`),
    to: tab === 'overview' ? `/admin/campaigns/${campaign.id}` : `/admin/campaigns/${campaign.id}?tab=${tab}`,
    ...(tab === 'participants' && all > 0 ? { count: all } : {}),
  }));
}

function Second({ campaign }: { readonly campaign: CampaignRead }) {
  const { t, date } = useWords();
  const parts = [
    ...(campaign.goalText ? [t('campaign.goal line', { goal: campaign.goalText })] : []),
    t('campaign.supervised by', { name: campaign.supervisorName }),
    `${date(campaign.startsOn)} – ${date(campaign.endsOn)}`,
  ];
  return <span className="small">{parts.join(' · ')}</span>;
}

/** What a person should know before anything else. */
function Standing({ campaign, numbers }: Parts) {
  const { t } = useWords();
  const { state, stateReason, paused, pausedBecause } = campaign;
  const notices: React.ReactNode[] = [];
  if (paused && (state === 'starting' || state === 'running')) {
    notices.push(
      <Notice key="paused" tone="orange">
        {t('campaign.paused because', { reason: pausedBecause ?? '' })}
      </Notice>,
    );
  }
  if (state === 'draft' && stateReason) {
    notices.push(
      <Notice key="back" tone="orange">
        {t('campaign.sent back because', { reason: stateReason })}
      </Notice>,
    );
  }
  if ((state === 'ended' || state === 'cancelled') && stateReason) {
    notices.push(<Notice key="ended">{t('campaign.ended because', { reason: stateReason })}</Notice>);
  }
  if (state === 'starting')
    notices.push(<Notice key="starting">{t('campaign.starting', { count: numbers.counted })}</Notice>);
  if (state === 'ending' && numbers.participants.running > 0) {
    notices.push(<Notice key="ending">{t('campaign.ending finish', { count: numbers.participants.running })}</Notice>);
  }
  if (numbers.mailTroubles.length > 0) notices.push(<MailTroubles key="mail" troubles={numbers.mailTroubles} />);
  if (numbers.participants.stuck > 0) {
    notices.push(
      <Notice key="stuck" tone="red">
        <Link className="link" to={participantsAt(campaign.id, { state: 'stuck' })}>
          {t('campaign.stuck', { count: numbers.participants.stuck })}
        </Link>
      </Notice>,
    );
  }
  return notices.length > 0 ? <div className="stack campaign-standing">{notices}</div> : null;
}
