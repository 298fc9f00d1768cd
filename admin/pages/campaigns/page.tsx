import React, { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Button, Meter } from '../../components/button.tsx';
import { Problem, TextInput } from '../../components/field.tsx';
import { Empty, Head, Page } from '../../components/page.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import { elapsed } from '../../../domain/campaigns/numbers.ts';
import type { CampaignLine } from '../../../db/campaigns.ts';
import { StateTag } from './state-tag.tsx';

const filters = ['draft', 'submitted', 'running', 'ended'] as const;

/** Campaigns, newest first: what they are doing, how much of goal and time is behind them. */
export default function Campaigns() {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const [typed, setTyped] = useState('');
  const state = search.get('state') ?? '';
  const asked = new URLSearchParams({ ...(state ? { state } : {}), ...(typed ? { words: typed } : {}) });
  const { rows, more, busy, error } = usePages<CampaignLine>(`/campaigns?${asked}`);
  const mayMake = useViewer().may('campaign.edit');
  const make = mayMake ? (
    <Button kind="main" icon="plus" to="/admin/campaigns/new">
      {t('campaigns.new')}
    </Button>
  ) : null;
  const narrowed = state !== '' || typed !== '';
  return (
    <Page title={t('campaigns.title')}>
      <Head title={t('campaigns.title')}>{make}</Head>
      <div className="bar campaign-filters">
        <div className="search">
          <TextInput
            kind="search"
            value={typed}
            onChange={setTyped}
            placeholder={t('campaigns.find')}
            label={t('campaigns.find')}
          />
        </div>
        <Chip to="" on={state === ''} label={t('frame.all')} />
        {filters.map((filter) => (
          <Chip key={filter} to={`?state=${filter}`} on={state === filter} label={t(`campaigns.filter.${filter}`)} />
        ))}
      </div>
      {error ? <Problem>{error.message}</Problem> : null}
      <Table
        label={t('campaigns.title')}
        columns={columnsOf(words)}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={({ state: at }) => (at === 'ended' || at === 'cancelled' ? 'done' : '')}
        onMore={more}
        busy={busy}
        empty={
          narrowed ? (
            <Empty icon="find" title={t('campaigns.none found')} text={t('campaigns.none found text')} />
          ) : (
            <Empty icon="campaigns" title={t('campaigns.empty')} text={t('campaigns.empty text')}>
              {make}
            </Empty>
          )
        }
      />
    </Page>
  );
}

function Chip({ to, on, label }: { readonly to: string; readonly on: boolean; readonly label: string }) {
  return (
    <Link
      className={on ? 'chip on' : 'chip'}
      to={`/admin/campaigns${to}`}
      {...(on ? { 'aria-current': 'true' as const } : {})}
    >
      {label}
    </Link>
  );
}

function columnsOf(words: Words): Column<CampaignLine>[] {
  const { t } = words;
  return [
    {
      id: 'name',
      head: t('campaigns.column.name'),
      phone: 'title',
      to: ({ id }) => `/admin/campaigns/${id}`,
      cell: ({ name }) => name,
    },
    {
      id: 'state',
      head: t('campaigns.column.state'),
      width: 184,
      phone: 'corner',
      cell: ({ state, paused }) => <StateTag state={state} paused={paused} />,
    },
    {
      id: 'stage',
      head: t('campaigns.column.stage'),
      width: 176,
      spare: true,
      cell: ({ openStages, stages }) =>
        openStages.join(', ') || <span className="muted">{t('campaigns.stages', { count: stages })}</span>,
    },
    { id: 'goal', head: t('campaigns.column.goal'), width: 148, phone: 'line', cell: (row) => <Progress row={row} /> },
    { id: 'time', head: t('campaigns.column.time'), width: 216, cell: (row) => <Time row={row} /> },
    {
      id: 'supervisor',
      head: t('campaigns.column.supervisor'),
      width: 160,
      spare: true,
      phone: 'hide',
      cell: ({ supervisorName }) => <span className="second">{supervisorName}</span>,
    },
  ];
}

function Progress({ row }: { readonly row: CampaignLine }) {
  const { t, number } = useWords();
  if (row.reached === null)
    return row.goalCount === null ? null : <span className="muted">{number(row.goalCount)}</span>;
  if (row.goalCount === null) return <>{number(row.reached)}</>;
  const label = t('campaigns.reached of', { reached: row.reached, wanted: row.goalCount });
  return (
    <div className="campaign-progress">
      <span className="small">{label}</span>
      <Meter value={row.reached} of={row.goalCount} label={label} />
    </div>
  );
}

function Time({ row }: { readonly row: CampaignLine }) {
  const { t, percent, day } = useWords();
  const share = elapsed(row, new Date().toISOString().slice(0, 10));
  const under =
    row.reached === null || row.state === 'ended' ? undefined : t('campaigns.left of time', { share: percent(share) });
  return (
    <span {...(under ? { title: under } : {})}>
      {day(row.startsOn)} – {day(row.endsOn)}
    </span>
  );
}
