import React, { useState } from 'react';
import { useParams } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useToast } from '../../components/toast.tsx';
import { useUndone } from '../../components/undone.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import type { CasePage } from '../../../db/case-page.ts';
import type { PersonRight } from '../../../db/case-people.ts';
import type { CaseStage } from '../../../db/case-stages.ts';
import { CaseDialogs } from '../case/dialogs.tsx';

const shares = ['all', 'owner', 'granted'] as const;

/** What somebody here runs, and what else they may see and with which right, among what the viewer sees (S2-89). */
export default function Colleague() {
  const { id = '' } = useParams();
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [share, setShare] = useState<(typeof shares)[number]>('all');
  const [handing, setHanding] = useState<string>();
  const { value, error, reload } = useRead<{ rows: PersonRight[] }>(`/users/${id}/case-rights`);
  const users = useRead<{ rows: { id: string; name: string }[] }>(may('user.read') ? '/users' : undefined);
  const name = users.value?.rows.find((one) => one.id === id)?.name ?? t('colleague.title');
  const rows = value?.rows.filter(({ level }) => share === 'all' || (level === 'owner') === (share === 'owner'));
  return (
    <Page title={name}>
      <Head
        title={name}
        beside={<Face name={name} />}
        second={t('colleague.second')}
        back={{ to: '/admin/cases', label: t('cases.title') }}
      >
        {may('task.read') ? (
          <Button icon="reload" to={`/admin/tasks/recurring?${new URLSearchParams({ ownerId: id, active: 'true' })}`}>
            {t('recurring.title')}
          </Button>
        ) : null}
        <Button icon="cases" to={`/admin/cases?${new URLSearchParams({ list: 'open', ownerId: id })}`}>
          {t('colleague.many')}
        </Button>
      </Head>
      <div className="bar company-bar" role="group" aria-label={t('colleague.which')}>
        {shares.map((one) => (
          <button
            key={one}
            type="button"
            className={one === share ? 'chip on' : 'chip'}
            aria-pressed={one === share}
            onClick={() => setShare(one)}
          >
            {t(`colleague.${one}`)}
          </button>
        ))}
      </div>
      <Problem>{error?.message}</Problem>
      <Table
        label={t('colleague.title')}
        rows={rows}
        rowId={(row) => `${row.id} ${row.level}`}
        rowClass={({ state }) => (state === 'closed' ? 'done' : '')}
        columns={columnsOf(words, (right) => (
          <Acts userId={id} right={right} onHandOver={() => setHanding(right.id)} onChange={reload} />
        ))}
        empty={<Empty icon="cases" title={t('colleague.none')} text={t('colleague.none text')} />}
      />
      {handing ? <HandingOver id={handing} onClose={() => setHanding(undefined)} onChange={reload} /> : null}
    </Page>
  );
}

function columnsOf({ t, date }: Words, acts: (right: PersonRight) => React.ReactNode): Column<PersonRight>[] {
  return [
    {
      id: 'case',
      head: t('case.case'),
      phone: 'title',
      to: ({ id }) => `/admin/cases/${id}`,
      cell: ({ number, name }) => `${number} ${name}`,
    },
    {
      id: 'level',
      head: t('case.level'),
      width: 140,
      phone: 'corner',
      cell: ({ level }) => (
        <Tag {...(level === 'owner' ? { tone: 'accent' as const } : {})}>{t(`case.level.${level}`)}</Tag>
      ),
    },
    {
      id: 'state',
      head: t('customer.state'),
      width: 120,
      spare: true,
      cell: ({ state }) => t(`document.case.${state}`),
    },
    {
      id: 'until',
      head: t('colleague.until'),
      width: 150,
      spare: true,
      cell: ({ endsOn }) => (endsOn ? date(endsOn) : ''),
    },
    {
      id: 'since',
      head: t('colleague.since'),
      width: 200,
      spare: true,
      cell: ({ since, grantedBy }) => (
        <span className="second">{[date(since), grantedBy].filter(Boolean).join(' · ')}</span>
      ),
    },
    { id: 'act', head: '', width: 130, cell: acts },
  ];
}

type ActsProps = {
  readonly userId: string;
  readonly right: PersonRight;
  readonly onHandOver: () => void;
  readonly onChange: () => void;
};

/** What one runs is handed over; what one was granted is taken back. */
function Acts({ userId, right: { id, number, level, endsOn, state }, onHandOver, onChange }: ActsProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const toast = useToast();
  const { run, busy } = useAction();
  const undone = useUndone(onChange);
  if (!may('case.edit')) return null;
  if (level === 'owner')
    return state === 'open' ? (
      <Button kind="quiet" size="small" onClick={onHandOver}>
        {t('case.hand over')}
      </Button>
    ) : null;
  const takeBack = () =>
    run(async () => {
      await call('DELETE', `/cases/${id}/people/${userId}`);
      undone(t('colleague.taken back', { number }), () =>
        call('POST', `/cases/${id}/people`, { userId, level, endsOn }),
      );
      onChange();
    }).then((went) => went || toast(t('colleague.not taken back', { number }), { tone: 'red' }));
  return (
    <Button kind="quiet" size="small" busy={busy} onClick={() => void takeBack()}>
      {t('colleague.take back')}
    </Button>
  );
}

type HandingProps = { readonly id: string; readonly onClose: () => void; readonly onChange: () => void };

/** The dialog of the case's own page, as the case is now. */
function HandingOver({ id, ...rest }: HandingProps) {
  const found = useRead<CasePage>(`/cases/${id}`);
  const stages = useRead<{ rows: CaseStage[] }>('/case-stages');
  if (found.error) return <Problem>{found.error.message}</Problem>;
  if (!found.value || !stages.value) return <Skeleton rows={2} />;
  return (
    <CaseDialogs opened="hand over" onTask={rest.onClose} found={found.value} stages={stages.value.rows} {...rest} />
  );
}
