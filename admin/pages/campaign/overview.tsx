import React, { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { NumberLink } from '../../components/fact.tsx';
import { OwnEdited } from '../../components/own/own-edited.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Counted } from '../../../db/campaign-funnel.ts';
import { sayReason } from '../../../domain/reasons.ts';
import { participantsAt, useLineName } from './funnel-links.ts';
import { Numbers } from './numbers.tsx';
import type { Parts } from './shapes.ts';
import { StageCard } from './stage-card.tsx';

/** The numbers, the stages in time, the way of the participants and who was left out. */
export function Overview(parts: Parts) {
  return (
    <>
      <Numbers {...parts} />
      <StageCard {...parts} />
      <Own {...parts} />
      <div className="campaign-two">
        <Funnel {...parts} />
        <LeftOut {...parts} />
      </div>
    </>
  );
}

/** What we keep about a campaign of our own accord: filled in whatever its state. */
function Own({ campaign: { id, version, own }, reload }: Parts) {
  const mayEdit = useViewer().may('campaign.edit');
  return (
    <div className="campaign-own">
      <OwnEdited record="campaign" path={`/campaigns/${id}`} {...{ version, own, mayEdit }} onSaved={reload} />
    </div>
  );
}

function Funnel({ campaign, numbers }: Parts) {
  const { t } = useWords();
  const { value, look } = useRead<{ lines: Counted[] }>(`/campaigns/${campaign.id}/funnel`);
  // The numbers are read again while the campaign is under way; the funnel goes with them.
  const round = `${numbers.messages.done}.${numbers.tasks.onTime + numbers.tasks.late}.${numbers.goal.reached}`;
  const last = useRef(round);
  useEffect(() => {
    if (last.current === round) return;
    last.current = round;
    look();
  }, [round, look]);
  const started = campaign.startedAt !== null;
  return (
    <Card
      title={t('campaign.funnel')}
      actions={started ? <span className="small muted on-wide">{t('campaign.funnel.hint')}</span> : null}
    >
      {value === undefined ? <Skeleton rows={5} /> : null}
      {value && !started ? <p className="muted">{t('campaign.funnel.empty')}</p> : null}
      {value && started ? (
        <div className="campaign-funnel" role="list">
          {value.lines.map((line, index) => (
            <FunnelRow
              key={line.key}
              line={line}
              first={value.lines[0]!.count}
              before={index === 0 ? undefined : value.lines[index - 1]!.count}
              campaignId={campaign.id}
            />
          ))}
        </div>
      ) : null}
    </Card>
  );
}

type FunnelRowProps = {
  readonly line: Counted;
  readonly first: number;
  readonly before: number | undefined;
  readonly campaignId: string;
};

function FunnelRow({ line, first, before, campaignId }: FunnelRowProps) {
  const { t, number, percent } = useWords();
  const name = useLineName()(line);
  const goal = line.kind === 'success';
  const share = before && before > 0 && line.count <= before ? percent(line.count / before) : '';
  return (
    <div className="row" role="listitem">
      <span className={goal ? 'name strong' : 'name'}>{name}</span>
      <div className="track" aria-hidden="true">
        <i
          className={goal ? 'goal' : ''}
          style={{ width: `${first > 0 ? Math.min(100, (line.count / first) * 100) : 0}%` }}
        />
      </div>
      <Link
        className={goal ? 'num link strong' : 'num link'}
        to={participantsAt(campaignId, { step: line.key })}
        title={t(`funnel.means.${line.kind}`)}
      >
        {number(line.count)}
      </Link>
      <span className="num muted" title={t('funnel.means.share')}>
        {share}
      </span>
    </div>
  );
}

function LeftOut({ campaign, numbers }: Parts) {
  const { t, number, language } = useWords();
  const started = campaign.startedAt !== null;
  const { value: check } = useRead<{ audience: { leftOut: CampaignLeftOut[] } }>(
    started ? undefined : `/campaigns/${campaign.id}/check`,
  );
  const rows: readonly CampaignLeftOut[] | undefined = started ? numbers.leftOut : check?.audience.leftOut;
  const all = (rows ?? []).reduce((sum, row) => sum + row.count, 0);
  return (
    <Card
      title={t('campaign.left out')}
      beside={
        <span className="muted num">
          {started ? (
            <NumberLink to={participantsAt(campaign.id, { state: 'left out' })} means={t('campaign.means.left out')}>
              {number(all)}
            </NumberLink>
          ) : (
            <span title={t('campaign.left out.before')}>{number(all)}</span>
          )}
        </span>
      }
      flush
    >
      {rows === undefined ? (
        <div className="body">
          <Skeleton rows={3} />
        </div>
      ) : rows.length === 0 ? (
        <div className="body muted">{t('campaign.left out.none')}</div>
      ) : (
        <ul className="campaign-left-out">
          {rows.map(({ reason, count }) => (
            <li key={reason}>
              <span>{sayReason(reason)[language]}</span>
              {started ? (
                <span className="num">
                  <NumberLink
                    to={participantsAt(campaign.id, { state: 'left out', reason })}
                    means={t('campaign.means.left out')}
                  >
                    {number(count)}
                  </NumberLink>
                </span>
              ) : (
                <span className="num">{number(count)}</span>
              )}
            </li>
          ))}
          {started ? null : <li className="muted small">{t('campaign.left out.before')}</li>}
        </ul>
      )}
    </Card>
  );
}

type CampaignLeftOut = { readonly reason: string; readonly count: number };
