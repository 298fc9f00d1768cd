import React from 'react';
import { Link } from 'react-router-dom';
import { Meter } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import { participantsAt } from './funnel-links.ts';
import type { Parts } from './shapes.ts';

/** Four numbers: goal, budget, punctuality, sends. Each opens what it counts. */
export function Numbers(parts: Parts) {
  return (
    <div className="campaign-numbers">
      <GoalNumber {...parts} />
      <BudgetNumber {...parts} />
      <OnTimeNumber {...parts} />
      <SendsNumber {...parts} />
    </div>
  );
}

type NumberProps = {
  readonly label: string;
  /** What is counted, in words. */
  readonly means: string;
  readonly to: string;
  readonly value: string;
  readonly beside: string;
  readonly meter: { readonly value: number; readonly of: number };
  readonly under: React.ReactNode;
};

function NumberCard({ label, means, to, value, beside, meter, under }: NumberProps) {
  return (
    <div className="card campaign-number">
      <span className="small second">{label}</span>
      <div>
        <Link to={to} className="figure" title={means} aria-label={`${label}: ${value} ${beside}`}>
          {value}
        </Link>{' '}
        <span className="muted">{beside}</span>
      </div>
      <Meter {...meter} label={label} />
      <span className="small muted">{under}</span>
    </div>
  );
}

function GoalNumber({ campaign, numbers }: Parts) {
  const { t, number, date } = useWords();
  const { reached, wanted, atThisPace, key } = numbers.goal;
  const over = campaign.state === 'ended' || campaign.state === 'cancelled';
  const pace =
    campaign.startedAt && atThisPace !== null
      ? t('campaign.number.pace', { count: atThisPace, date: date(campaign.endsOn) })
      : ' ';
  return (
    <NumberCard
      label={t(`campaign.number.${campaign.goalMeasure}`)}
      means={t(`campaign.means.${campaign.goalMeasure}`)}
      to={participantsAt(campaign.id, { step: key })}
      value={number(reached)}
      beside={wanted === null ? '' : t('campaign.number.of', { count: wanted })}
      meter={{ value: reached, of: wanted ?? 0 }}
      under={wanted === null ? t('campaign.number.no goal') : over ? t('campaign.number.final') : pace}
    />
  );
}

function BudgetNumber({ campaign, numbers }: Parts) {
  const { t, money } = useWords();
  const { costMinor, budgetMinor, forecastMinor } = numbers.budget;
  const each = numbers.goal.costOfOneMinor;
  const under =
    each !== null
      ? t('campaign.number.each', { money: money(each, campaign.currency) })
      : t('campaign.number.forecast', { money: money(forecastMinor, campaign.currency) });
  return (
    <NumberCard
      label={t('campaign.number.budget')}
      means={t('campaign.report.budget text')}
      to={`/admin/campaigns/${campaign.id}?tab=costs`}
      value={money(costMinor, campaign.currency)}
      beside={
        budgetMinor === null
          ? t('campaign.number.no budget')
          : t('campaign.number.of', { count: money(budgetMinor, campaign.currency) })
      }
      meter={{ value: costMinor, of: budgetMinor ?? 0 }}
      under={under}
    />
  );
}

function OnTimeNumber({ campaign, numbers }: Parts) {
  const { t, percent } = useWords();
  const { onTime, late, overdue, punctuality } = numbers.tasks;
  const decided = onTime + late + overdue;
  const after = late + overdue;
  return (
    <NumberCard
      label={t('campaign.number.on time')}
      means={t('campaign.report.punctuality text')}
      to={`/admin/campaigns/${campaign.id}?tab=tasks&which=onTime`}
      value={punctuality === null ? '–' : percent(punctuality)}
      beside={decided === 0 ? '' : t('campaign.number.tasks', { count: decided })}
      meter={{ value: onTime, of: decided }}
      under={
        decided === 0 ? (
          t('campaign.number.none due')
        ) : after === 0 ? (
          t('campaign.number.none late')
        ) : (
          <Link
            className="link"
            to={`/admin/campaigns/${campaign.id}?tab=tasks&which=${overdue > 0 ? 'overdue' : 'late'}`}
          >
            {t('campaign.number.late', { count: after })}
          </Link>
        )
      }
    />
  );
}

function SendsNumber({ campaign, numbers }: Parts) {
  const { t, number } = useWords();
  const { done, planned, failed, unknown, refused } = numbers.messages;
  const all = done + planned + failed + unknown;
  const under =
    unknown > 0 ? (
      <Link className="red-ink link" to={`/admin/campaigns/${campaign.id}?tab=messages&which=unknown`}>
        {t('campaign.number.unknown', { count: unknown })}
      </Link>
    ) : planned > 0 ? (
      <Link className="link" to={`/admin/campaigns/${campaign.id}?tab=messages&which=planned`}>
        {t('campaign.number.planned', { count: planned })}
      </Link>
    ) : all === 0 ? (
      t('campaign.number.no sends')
    ) : refused > 0 ? (
      <Link className="link" to={`/admin/campaigns/${campaign.id}?tab=messages&which=refused`}>
        {t('campaign.number.refused', { count: refused })}
      </Link>
    ) : (
      t('campaign.number.all sent')
    );
  return (
    <NumberCard
      label={t('campaign.number.sends')}
      means={t('campaign.means.sends')}
      to={`/admin/campaigns/${campaign.id}?tab=messages`}
      value={number(done)}
      beside={all === 0 ? '' : t('campaign.number.of', { count: all })}
      meter={{ value: done, of: all }}
      under={under}
    />
  );
}
