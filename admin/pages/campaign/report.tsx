import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Meter } from '../../components/button.tsx';
import { NumberLink } from '../../components/fact.tsx';
import { Card } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { useWords } from '../../components/words.ts';
import type { StageNumbers } from '../../../db/campaign-numbers.ts';
import { participantsAt } from './funnel-links.ts';
import type { Parts } from './shapes.ts';

/** Punctuality, use of the budget and the goal, with their definitions; good on paper. */
export function Report({ campaign, numbers }: Parts) {
  const { t, date, percent, money, number } = useWords();
  const { tasks, budget, goal } = numbers;
  const currency = campaign.currency;
  const at = `/admin/campaigns/${campaign.id}`;
  const decided = tasks.onTime + tasks.late + tasks.overdue;
  return (
    <article className="campaign-report">
      <div className="bar">
        <div>
          <h2>{t('campaign.report.title')}</h2>
          <span className="second small">{t('campaign.report.as of', { date: date(numbers.today) })}</span>
        </div>
        <span className="grow" />
        <span className="not-printed">
          <Button icon="file" onClick={() => window.print()}>
            {t('campaign.report.print')}
          </Button>
        </span>
      </div>
      <div className="campaign-report-three">
        <Section
          title={t('campaign.report.punctuality')}
          to={`${at}?tab=tasks&which=onTime`}
          figure={tasks.punctuality === null ? '–' : percent(tasks.punctuality)}
          beside={decided > 0 ? t('campaign.number.tasks', { count: decided }) : t('campaign.number.none due')}
          meter={{ value: tasks.onTime, of: decided }}
          text={t('campaign.report.punctuality text')}
        />
        <Section
          title={t('campaign.report.budget')}
          to={`${at}?tab=costs`}
          figure={budget.used === null ? money(budget.costMinor, currency) : percent(budget.used)}
          beside={
            budget.budgetMinor === null
              ? t('campaign.number.no budget')
              : `${money(budget.costMinor, currency)} ${t('campaign.number.of', { count: money(budget.budgetMinor, currency) })}`
          }
          meter={{ value: budget.costMinor, of: budget.budgetMinor ?? 0 }}
          text={`${t('campaign.report.budget text')} ${t('campaign.report.forecast', { money: money(budget.forecastMinor, currency) })}`}
        />
        <Section
          title={t('campaign.report.goal')}
          to={participantsAt(campaign.id, { step: goal.key })}
          figure={goal.share === null ? number(goal.reached) : percent(goal.share)}
          beside={
            goal.wanted === null
              ? t('campaign.number.no goal')
              : t('campaigns.reached of', { reached: goal.reached, wanted: goal.wanted })
          }
          meter={{ value: goal.reached, of: goal.wanted ?? 0 }}
          text={t('campaign.report.goal text')}
        />
      </div>
      <h3>{t('campaign.report.stages')}</h3>
      <StageTable parts={{ campaign, numbers }} />
    </article>
  );
}

type SectionProps = {
  readonly title: string;
  readonly to: string;
  readonly figure: string;
  readonly beside: string;
  readonly meter: { readonly value: number; readonly of: number };
  readonly text: string;
};

function Section({ title, to, figure, beside, meter, text }: SectionProps) {
  return (
    <Card className="campaign-number">
      <span className="small second">{title}</span>
      <div>
        <Link className="figure" to={to} title={text} aria-label={`${title}: ${figure} ${beside}`}>
          {figure}
        </Link>{' '}
        <span className="muted">{beside}</span>
      </div>
      <Meter {...meter} label={title} />
      <p className="small muted">{text}</p>
    </Card>
  );
}

function StageTable({ parts: { campaign, numbers } }: { readonly parts: Pick<Parts, 'campaign' | 'numbers'> }) {
  const { t, number, percent, money } = useWords();
  const name = (stage: StageNumbers) => campaign.stages.find((one) => one.id === stage.id)?.name;
  const at = `/admin/campaigns/${campaign.id}`;
  const rowsOf = (count: (typeof counts)[number], { id }: StageNumbers) =>
    count === 'sent'
      ? `${at}?tab=messages&which=done&stageId=${id}`
      : participantsAt(campaign.id, { step: `${count}.${id}` });
  const counts = ['entered', 'sent', 'success', 'failure', 'neutral', 'running'] as const;
  return (
    <Table
      label={t('campaign.report.stages')}
      rows={numbers.stages}
      rowId={({ id }) => id}
      columns={[
        {
          id: 'stage',
          head: t('campaign.report.stage'),
          phone: 'title',
          cell: (stage) => <span className="title">{name(stage)}</span>,
        },
        ...counts.map((count) => ({
          id: count,
          head: t(`campaign.report.${count}`),
          width: 96,
          numeric: true,
          cell: (stage: StageNumbers) => (
            <>
              <span className="on-phone-only">{t(`campaign.report.${count}`)} </span>
              <NumberLink to={rowsOf(count, stage)} means={t(`campaign.means.stage.${count}`)}>
                {number(stage[count])}
              </NumberLink>
            </>
          ),
        })),
        {
          id: 'on time',
          head: t('campaign.report.on time'),
          width: 96,
          numeric: true,
          phone: 'corner',
          cell: ({ id, tasks }) =>
            tasks.punctuality === null ? (
              '–'
            ) : (
              <NumberLink
                to={`${at}?tab=tasks&which=onTime&stageId=${id}`}
                means={t('campaign.report.punctuality text')}
              >
                {percent(tasks.punctuality)}
              </NumberLink>
            ),
        },
        {
          id: 'cost',
          head: t('campaign.report.cost'),
          width: 130,
          numeric: true,
          cell: ({ id, costMinor }) => (
            <NumberLink to={`${at}?tab=costs&stageId=${id}`} means={t('campaign.means.stage.cost')}>
              {money(costMinor, campaign.currency)}
            </NumberLink>
          ),
        },
      ]}
    />
  );
}
