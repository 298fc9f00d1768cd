import React from 'react';
import { Button, Meter } from '../../components/button.tsx';
import type { DrawCell } from '../../components/data-table/cell.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { todayIn } from '../../components/dates.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import { elapsed } from '../../../domain/campaigns/numbers.ts';
import type { CampaignState } from '../../../domain/campaigns/shapes.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { StateTag } from './state-tag.tsx';

/** Own fields alone: what a campaign is to do is written in its draft and then agreed on. */
const saving = savesBy({
  path: '/campaigns',
  under: 'changes',
  recordIn: (answer) => answer as { version: number },
});
const lookedAt = ['state', 'paused', 'goalCount', 'stages', 'startsOn', 'endsOn'];

/** Campaigns: what they are doing, how much of goal and time is behind them. */
export default function Campaigns() {
  const { t } = useWords();
  const make = useViewer().may('campaign.edit') ? (
    <Button kind="main" icon="plus" to="/admin/campaigns/new">
      {t('campaigns.new')}
    </Button>
  ) : null;
  return (
    <ListPage
      kind="campaigns"
      title={t('campaigns.title')}
      titleField="name"
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      saving={saving}
      make={make}
      empty={{ icon: 'campaigns', title: t('campaigns.empty'), text: t('campaigns.empty text') }}
    />
  );
}

function lookOf({ values: { state } }: ListRow): string {
  return state === 'ended' || state === 'cancelled' ? 'done' : '';
}

const cells: Readonly<Record<string, DrawCell>> = {
  state: ({ values }) => <StateTag state={values['state'] as CampaignState} paused={values['paused'] === true} />,
  openStages: ({ values }, { t }) =>
    values['openStages'] ? undefined : (
      <span className="muted">{t('campaigns.stages', { count: Number(values['stages']) })}</span>
    ),
  reached: (row, words) => <Progress row={row} words={words} />,
  endsOn: (row, words) => <Ends row={row} words={words} />,
};

type CellProps = { readonly row: ListRow; readonly words: Words };

function Progress({ row: { values }, words: { t, number } }: CellProps) {
  const reached = values['reached'] as number | null;
  const goal = values['goalCount'] as number | null;
  if (reached === null) return <span className="muted">–</span>;
  if (goal === null) return <>{number(reached)}</>;
  const label = t('campaigns.reached of', { reached, wanted: goal });
  return (
    <div className="campaign-progress">
      <span className="small">{label}</span>
      <Meter value={reached} of={goal} label={label} />
    </div>
  );
}

/** While it runs, how much of its time is behind it. */
function Ends({ row: { values }, words: { t, day, percent } }: CellProps) {
  const { timeZone } = useViewer();
  const [startsOn, endsOn] = [String(values['startsOn']), String(values['endsOn'])];
  if (values['state'] !== 'running') return <>{day(endsOn)}</>;
  const share = percent(elapsed({ startsOn, endsOn }, todayIn(timeZone)));
  return <span title={t('campaigns.left of time', { share })}>{day(endsOn)}</span>;
}
