import React, { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { Button, Tag, type Tone } from '../../components/button.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { Empty } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useToast } from '../../components/toast.tsx';
import { usePages } from '../../components/use-pages.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { Counted } from '../../../db/campaign-funnel.ts';
import { sayReason } from '../../../domain/reasons.ts';
import { readFunnelKey } from '../../../domain/campaigns/funnel-key.ts';
import { participantsAt, useLineName } from './funnel-links.ts';
import { AddParticipants } from './add-participants.tsx';
import { Way } from './way.tsx';
import type { ParticipantLine, Parts, ShownState } from './shapes.ts';

const states = ['running', 'waiting', 'done', 'stuck', 'left out', 'removed'] as const;

const tones: Partial<Record<ShownState, Tone>> = { running: 'green', stuck: 'red', 'left out': 'orange' };

/** Participants with their state and why, narrowed by state, reason, or a number that somebody clicked. */
export function Participants({ campaign, reload }: Parts) {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const [typed, setTyped] = useState('');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<ParticipantLine>();
  const [followed, setFollowed] = useState<ParticipantLine>();
  const { may } = useViewer();
  const asked = Object.fromEntries(
    ['state', 'reason', 'step'].flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])),
  );
  const query = new URLSearchParams({ ...asked, ...(typed ? { words: typed } : {}) });
  const list = usePages<ParticipantLine>(`/campaigns/${campaign.id}/participants?${query}`);
  const mayRemove = may('campaign.run') && ['approved', 'starting', 'running'].includes(campaign.state);
  const state = asked['state'] ?? '';
  return (
    <>
      <div className="bar campaign-filters">
        <div className="search">
          <TextInput
            kind="search"
            value={typed}
            onChange={setTyped}
            placeholder={t('participant.find')}
            label={t('participant.find')}
          />
        </div>
        {['', ...states].map((one) => (
          <Link
            key={one}
            className={one === state ? 'chip on' : 'chip'}
            to={participantsAt(campaign.id, one ? { state: one } : {})}
            {...(one === state ? { 'aria-current': 'true' as const } : {})}
          >
            {t(`participant.state.${one || 'all'}`)}
          </Link>
        ))}
        <span className="grow" />
        <Link
          className="link small"
          to={`/admin/participants?${new URLSearchParams({ campaignId: campaign.id, ...asked })}`}
        >
          {t('participant.as list')}
        </Link>
        {mayRemove ? (
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('participant.add')}
          </Button>
        ) : null}
      </div>
      <Narrowed campaign={campaign} reason={asked['reason']} step={asked['step']} />
      {list.error ? <Problem>{list.error.message}</Problem> : null}
      <Table
        label={t('campaign.tab.participants')}
        columns={columnsOf(words, {
          onFollow: may('run.read') ? setFollowed : undefined,
          onRemove: mayRemove ? setRemoving : undefined,
        })}
        rows={list.rows}
        rowId={({ id }) => id}
        rowClass={({ state: at }) => (at === 'stuck' ? 'late' : at === 'left out' || at === 'removed' ? 'done' : '')}
        onMore={list.more}
        busy={list.busy}
        empty={<Empty icon="customers" title={t('participant.empty')} text={t('participant.empty text')} />}
      />
      {adding ? (
        <AddParticipants
          campaignId={campaign.id}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            reload();
          }}
        />
      ) : null}
      {followed ? <Way participant={followed} onClose={() => setFollowed(undefined)} /> : null}
      {removing ? (
        <Remove
          participant={removing}
          campaignId={campaign.id}
          onClose={() => setRemoving(undefined)}
          onDone={() => {
            setRemoving(undefined);
            list.reload();
            reload();
          }}
        />
      ) : null}
    </>
  );
}

type NarrowedProps = {
  readonly campaign: Parts['campaign'];
  readonly reason: string | undefined;
  readonly step: string | undefined;
};

/** Says which number's rows these are, with the way back to all of them. */
function Narrowed({ campaign, reason, step }: NarrowedProps) {
  const { t, language } = useWords();
  const nameOf = useLineName();
  const { value } = useRead<{ lines: Counted[] }>(step ? `/campaigns/${campaign.id}/funnel` : undefined);
  const line = value?.lines.find((one) => one.key === step);
  // Numbers of the goal and of the report are no lines of the funnel.
  const read = step ? readFunnelKey(step) : undefined;
  const stageName = campaign.stages.find(({ id }) => id === read?.stageId)?.name ?? null;
  const other = read ? nameOf({ ...read, stageName }) : undefined;
  const what = reason ? sayReason(reason)[language] : line ? nameOf(line) : value && other;
  if (!what) return null;
  return (
    <div className="bar campaign-narrowed">
      <Tag tone="accent" icon="filter">
        {t('participant.only', { what })}
      </Tag>
      <Link className="link small" to={participantsAt(campaign.id, {})}>
        {t('participant.show all')}
      </Link>
    </div>
  );
}

type Acts = Readonly<Record<'onFollow' | 'onRemove', ((row: ParticipantLine) => void) | undefined>>;

function columnsOf(words: Words, { onFollow, onRemove }: Acts): Column<ParticipantLine>[] {
  const { t } = words;
  const removable = (row: ParticipantLine) => row.state !== 'left out' && row.state !== 'removed';
  return [
    {
      id: 'company',
      head: t('participant.company'),
      phone: 'title',
      to: ({ companyId }) => `/admin/companies/${companyId}`,
      cell: ({ companyName }) => companyName,
    },
    {
      id: 'person',
      head: t('participant.person'),
      width: 148,
      spare: true,
      cell: ({ personName, city }) => <span className="second">{personName ?? city}</span>,
    },
    { id: 'state', head: t('participant.state'), width: 148, phone: 'corner', cell: (row) => <State row={row} /> },
    { id: 'where', head: t('participant.where'), width: 190, cell: (row) => <Where row={row} onFollow={onFollow} /> },
    {
      id: 'why',
      head: t('participant.why'),
      cell: ({ reason }) => <span className="second">{reason ? sayReason(reason)[words.language] : ''}</span>,
    },
    {
      id: 'next',
      head: t('participant.next'),
      width: 150,
      spare: true,
      phone: 'hide',
      cell: ({ dueAt, state }) => (dueAt && state === 'running' ? words.moment(dueAt) : ''),
    },
    ...(onRemove
      ? [
          {
            id: 'do',
            head: <span className="unseen">{t('participant.remove')}</span>,
            width: 56,
            phone: 'hide' as const,
            cell: (row: ParticipantLine) =>
              removable(row) ? (
                <Button kind="quiet" icon="trash" label={t('participant.remove')} onClick={() => onRemove(row)} />
              ) : null,
          },
        ]
      : []),
  ];
}

type WhereProps = { readonly row: ParticipantLine; readonly onFollow: Acts['onFollow'] };

/** The steps where the run is; they open the whole way. */
function Where({ row, onFollow }: WhereProps) {
  const { t } = useWords();
  const said = (row.steps ?? []).join(', ') || (row.state === 'done' ? t('participant.way') : '');
  if (!said || !onFollow) return <>{said}</>;
  return (
    <button
      type="button"
      className="link-button participant-where"
      onClick={() => onFollow(row)}
      aria-haspopup="dialog"
    >
      {said}
    </button>
  );
}

function State({ row }: { readonly row: ParticipantLine }) {
  const { t } = useWords();
  if (row.state === 'done' && row.result) {
    return (
      <Tag {...(row.result === 'success' ? { tone: 'green' as const } : {})}>
        {t(`participant.result.${row.result}`)}
      </Tag>
    );
  }
  const tone = tones[row.state];
  return <Tag {...(tone ? { tone } : {})}>{t(`participant.state.${row.state}`)}</Tag>;
}

type RemoveProps = {
  readonly participant: ParticipantLine;
  readonly campaignId: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function Remove({ participant, campaignId, onClose, onDone }: RemoveProps) {
  const { t } = useWords();
  const toast = useToast();
  const action = useAction();
  const [reason, setReason] = useState('');
  const remove = async () => {
    const done = await action.run(() =>
      call('POST', `/campaigns/${campaignId}/participants/remove`, { participantIds: [participant.id], reason }),
    );
    if (!done) return;
    toast(t('participant.removed'), { tone: 'green' });
    onDone();
  };
  const name = participant.personName ?? participant.companyName;
  return (
    <Confirm
      title={`${t('participant.remove')}: ${name}`}
      verb={t('participant.remove')}
      danger
      busy={action.busy}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('participant.remove text', { name })}</p>
      <Field label={t('campaign.reason')} error={action.problem('reason')} required>
        <TextInput value={reason} onChange={setReason} autoFocus />
      </Field>
      <Refusal refused={action.refused} />
    </Confirm>
  );
}
