import React, { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Files } from '../../components/files.tsx';
import { RecordHistory } from '../../components/history/history.tsx';
import { useAskedInAddress } from '../../components/new-from-address.ts';
import { Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { OpportunityPage } from '../../../db/opportunity-page.ts';
import { OpportunityState } from '../opportunities/columns.tsx';
import { NewTask } from '../task/new-task.tsx';
import { Closing, EditOpportunity, Reopening } from './dialogs.tsx';
import { Facts, History, Messages, Side, Tasks } from './parts.tsx';

const tabs = ['tasks', 'messages', 'history', 'files', 'changes'] as const;
type Opened = 'edit' | 'won' | 'lost' | 'reopen' | 'task' | undefined;

/** One opportunity: what it is worth and when, its work, its mail, where it has been, its files. */
export default function Opportunity() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { value, error, reload } = useRead<OpportunityPage>(`/opportunities/${id}`);
  if (error || !value || value.id !== id) {
    return (
      <Page title={t('opportunities.title')}>
        {error ? (
          <>
            <Problem>{error.message}</Problem>
            <Button to="/admin/opportunities">{t('opportunities.title')}</Button>
          </>
        ) : (
          <Skeleton rows={12} />
        )}
      </Page>
    );
  }
  return <Shown found={value} onChange={reload} />;
}

type OpportunityParts = { readonly found: OpportunityPage; readonly onChange: () => void };

function Shown({ found, onChange }: OpportunityParts) {
  const words = useWords();
  const { t } = words;
  const { may } = useViewer();
  const [search] = useSearchParams();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  useAskedInAddress('task', () => may('task.edit') && setOpened('task'));
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'tasks';
  const { tasks, messages, moves: history } = found.counts;
  const counts = { tasks, messages, history };
  return (
    <Page title={found.name}>
      <Head
        title={found.name}
        back={{ to: '/admin/opportunities', label: t('opportunities.title') }}
        beside={<OpportunityState line={found} words={words} />}
        second={
          <>
            {found.companyName === null ? (
              t('opportunity.customer unseen')
            ) : (
              <Link className="link" to={`/admin/companies/${found.companyId}`}>
                {found.companyName}
              </Link>
            )}
            {found.personName ? ` · ${found.personName}` : ''}
          </>
        }
      >
        <Buttons found={found} onOpen={setOpened} />
      </Head>
      <Ended found={found} />
      <Facts found={found} />
      <Tabs
        label={found.name}
        current={tab}
        tabs={tabs.map((one) => ({
          id: one,
          label: t(one === 'changes' ? 'company.tab.changes' : `opportunity.tab.${one}`),
          to: one === 'tasks' ? `/admin/opportunities/${found.id}` : `?tab=${one}`,
          ...(one === 'files' || one === 'changes' ? {} : { count: counts[one] }),
        }))}
      />
      <div className="case-columns">
        <div>
          {tab === 'tasks' ? <Tasks found={found} onNew={() => setOpened('task')} /> : null}
          {tab === 'messages' ? <Messages found={found} onChange={onChange} /> : null}
          {tab === 'history' ? <History found={found} /> : null}
          {tab === 'changes' ? <RecordHistory key={found.version} of="opportunities" id={found.id} /> : null}
          {tab === 'files' ? <Files noun="opportunity" recordId={found.id} /> : null}
        </div>
        <Side found={found} />
      </div>
      <Dialogs found={found} opened={opened} onOpen={setOpened} onClose={close} onChange={onChange} />
    </Page>
  );
}

/** How a closed one ended. */
function Ended({ found }: { readonly found: OpportunityPage }) {
  const { t, date, language } = useWords();
  if (found.state === 'open') return null;
  const when = date(found.closedAt ?? '');
  const reason = (language === 'pl' ? found.reasonPl : found.reasonEn) ?? '';
  return (
    <Notice tone={found.state === 'won' ? 'green' : 'orange'}>
      {found.state === 'won' ? t('opportunity.won on', { when }) : t('opportunity.lost on', { when, reason })}
      {found.lostNote ? ` ${found.lostNote}` : ''}
    </Notice>
  );
}

type DialogsProps = OpportunityParts & {
  readonly opened: Opened;
  readonly onOpen: (what: Opened) => void;
  readonly onClose: () => void;
};

function Dialogs({ found, opened, onOpen, onClose, onChange }: DialogsProps) {
  const one = { found, onClose, onChange };
  if (opened === 'edit') return <EditOpportunity {...one} onTask={() => onOpen('task')} />;
  if (opened === 'won' || opened === 'lost') return <Closing {...one} state={opened} />;
  if (opened === 'reopen') return <Reopening {...one} />;
  if (opened !== 'task') return null;
  const start = {
    opportunity: { id: found.id, name: found.name },
    ...(found.companyName === null ? {} : { company: { id: found.companyId, name: found.companyName } }),
    ...(found.personId ? { personId: found.personId } : {}),
  };
  return <NewTask start={start} onClose={onClose} onMade={onChange} />;
}

function Buttons({ found, onOpen }: { readonly found: OpportunityPage; readonly onOpen: (what: Opened) => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  if (!may('opportunity.edit')) return null;
  if (found.state !== 'open')
    return (
      <Button icon="undo" onClick={() => onOpen('reopen')}>
        {t('opportunity.reopen')}
      </Button>
    );
  return (
    <>
      <Button icon="edit" onClick={() => onOpen('edit')}>
        {t('case.edit')}
      </Button>
      <Button icon="close" onClick={() => onOpen('lost')}>
        {t('opportunity.lose')}
      </Button>
      <Button icon="check" onClick={() => onOpen('won')}>
        {t('opportunity.win')}
      </Button>
      {may('task.edit') ? (
        <Button kind="main" icon="plus" onClick={() => onOpen('task')}>
          {t('case.new task')}
        </Button>
      ) : null}
    </>
  );
}
