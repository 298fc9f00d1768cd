import React, { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Files } from '../../components/files.tsx';
import { Card, Empty, Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { formatPhone } from '../../../domain/ids/phone.ts';
import type { OpportunityPage } from '../../../db/opportunity-page.ts';
import { OpportunityState } from '../opportunities/columns.tsx';
import { NewTask } from '../task/new-task.tsx';
import { Closing, EditOpportunity, Reopening } from './dialogs.tsx';

const tabs = ['tasks', 'messages', 'history', 'files'] as const;
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

export type OpportunityParts = { readonly found: OpportunityPage; readonly onChange: () => void };

function Shown({ found, onChange }: OpportunityParts) {
  const words = useWords();
  const { t, date, language } = words;
  const [search] = useSearchParams();
  const [opened, setOpened] = useState<Opened>();
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'tasks';
  const counts = { tasks: found.tasks.length, messages: found.messages.length, history: found.moves.length };
  const close = () => setOpened(undefined);
  return (
    <Page title={found.name}>
      <Head
        title={found.name}
        back={{ to: '/admin/opportunities', label: t('opportunities.title') }}
        beside={<OpportunityState line={found} words={words} />}
        second={
          <>
            <Link className="link" to={`/admin/companies/${found.companyId}`}>
              {found.companyName}
            </Link>
            {found.personName ? ` · ${found.personName}` : ''}
          </>
        }
      >
        <Buttons found={found} onOpen={setOpened} />
      </Head>
      {found.state === 'open' ? null : (
        <Notice tone={found.state === 'won' ? 'green' : 'orange'}>
          {found.state === 'won'
            ? t('opportunity.won on', { when: date(found.closedAt ?? '') })
            : t('opportunity.lost on', {
                when: date(found.closedAt ?? ''),
                reason: (language === 'pl' ? found.reasonPl : found.reasonEn) ?? '',
              })}
          {found.lostNote ? ` ${found.lostNote}` : ''}
        </Notice>
      )}
      <Facts found={found} />
      <Tabs
        label={found.name}
        current={tab}
        tabs={tabs.map((one) => ({
          id: one,
          label: t(`opportunity.tab.${one}`),
          to: one === 'tasks' ? `/admin/opportunities/${found.id}` : `?tab=${one}`,
          ...(one === 'files' ? {} : { count: counts[one] }),
        }))}
      />
      <div className="case-columns">
        <div>
          {tab === 'tasks' ? <Tasks found={found} onNew={() => setOpened('task')} /> : null}
          {tab === 'messages' ? <Messages found={found} /> : null}
          {tab === 'history' ? <History found={found} /> : null}
          {tab === 'files' ? <Files noun="opportunity" recordId={found.id} /> : null}
        </div>
        <Side found={found} />
      </div>
      {opened === 'edit' ? <EditOpportunity found={found} onClose={close} onChange={onChange} /> : null}
      {opened === 'won' || opened === 'lost' ? (
        <Closing found={found} state={opened} onClose={close} onChange={onChange} />
      ) : null}
      {opened === 'reopen' ? <Reopening found={found} onClose={close} onChange={onChange} /> : null}
      {opened === 'task' ? (
        <NewTask
          start={{
            opportunity: { id: found.id, name: found.name },
            company: { id: found.companyId, name: found.companyName },
            ...(found.personId ? { personId: found.personId } : {}),
          }}
          onClose={close}
          onMade={onChange}
        />
      ) : null}
    </Page>
  );
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
      <Button kind="main" icon="plus" onClick={() => onOpen('task')}>
        {t('case.new task')}
      </Button>
    </>
  );
}

function Facts({ found }: { readonly found: OpportunityPage }) {
  const { t, money, day } = useWords();
  const late =
    found.state === 'open' && found.expectedOn !== null && found.expectedOn < new Date().toISOString().slice(0, 10);
  return (
    <div className="company-facts">
      <div className="fact">
        <span className="small second">{t('opportunity.value')}</span>
        <b>{money(found.valueMinor, found.currency)}</b>
      </div>
      <div className="fact">
        <span className="small second">{t('opportunity.probability')}</span>
        <b>{found.probability}%</b>
      </div>
      <div className="fact">
        <span className="small second" title={t('opportunity.weighted hint')}>
          {t('opportunity.weighted')}
        </span>
        <b>{money(found.weightedMinor, found.currency)}</b>
      </div>
      <div className="fact">
        <span className="small second">{t('opportunity.expected')}</span>
        <b className={late ? 'late' : ''}>{found.expectedOn ? day(found.expectedOn) : '–'}</b>
        {late ? <span className="small late">{t('case.overdue')}</span> : null}
      </div>
      <div className="fact">
        <span className="small second">{t('opportunity.owner')}</span>
        <b className="name">{found.ownerName ?? '–'}</b>
      </div>
    </div>
  );
}

function Tasks({ found, onNew }: { readonly found: OpportunityPage; readonly onNew: () => void }) {
  const { t, language, moment } = useWords();
  if (found.tasks.length === 0)
    return (
      <Empty icon="tasks" title={t('opportunity.no tasks')} text={t('opportunity.no tasks text')}>
        {found.state === 'open' ? (
          <Button icon="plus" onClick={onNew}>
            {t('case.new task')}
          </Button>
        ) : null}
      </Empty>
    );
  return (
    <ul className="task-tree">
      {found.tasks.map((task) => (
        <li key={task.id}>
          <div className={`tree-line ${task.state === 'open' ? (task.overdue ? 'late' : '') : 'done'}`}>
            <Link className="title" to={`/admin/tasks/${task.id}`}>
              {task.title}
            </Link>
            <span className="small second">
              {[
                language === 'pl' ? task.typePl : task.typeEn,
                task.ownerName,
                task.at ? moment(task.at) : null,
                task.note,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <span className="tree-progress">
              <Tag {...(task.overdue ? { tone: 'red' as const, icon: 'warning' as const } : {})}>
                {t(task.state === 'open' ? (task.overdue ? 'tasks.late' : 'tasks.planned') : `tasks.${task.state}`)}
              </Tag>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Messages({ found }: { readonly found: OpportunityPage }) {
  const { t, moment } = useWords();
  if (found.messages.length === 0)
    return <Empty icon="mail" title={t('opportunity.no messages')} text={t('opportunity.no messages text')} />;
  return (
    <ul className="task-tree">
      {found.messages.map((message) => (
        <li key={message.id}>
          <div className="tree-line">
            <Link className="title" to={`/admin/messages/${message.id}`}>
              {message.subject ?? t('company.no subject')}
            </Link>
            <span className="small second">{[message.address, moment(message.at)].filter(Boolean).join(' · ')}</span>
            <span className="tree-progress">
              <Tag {...(message.direction === 'in' ? { tone: 'accent' as const } : {})}>
                {t(`company.message.${message.direction}`)}
              </Tag>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function History({ found }: { readonly found: OpportunityPage }) {
  const { t, language, money, moment } = useWords();
  return (
    <ol className="task-tree">
      {found.moves.map((move, place) => (
        <li key={`${move.at} ${place}`}>
          <div className="tree-line">
            <b className="strong">
              {move.state === 'open'
                ? language === 'pl'
                  ? move.stagePl
                  : move.stageEn
                : t(`opportunity.state.${move.state}`)}
            </b>
            <span className="small second">{[move.who, moment(move.at)].filter(Boolean).join(' · ')}</span>
            <span className="tree-progress num">
              {money(move.valueMinor, move.currency)}
              <br />
              <span className="small muted">{move.probability}%</span>
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Side({ found }: { readonly found: OpportunityPage }) {
  const { t } = useWords();
  return (
    <div className="company-side">
      {found.description ? (
        <Card title={t('opportunity.description')}>
          <p className="company-text">{found.description}</p>
        </Card>
      ) : null}
      <Card title={t('opportunity.reach')}>
        {found.emails.length + found.phones.length === 0 ? (
          <span className="muted">{t('opportunity.no reach')}</span>
        ) : null}
        <ul className="contacts">
          {found.phones.map((phone) => (
            <li key={phone}>
              <a className="link" href={`tel:${phone}`}>
                {formatPhone(phone)}
              </a>
            </li>
          ))}
          {found.emails.map((email) => (
            <li key={email}>
              <a className="link" href={`mailto:${email}?subject=${encodeURIComponent(found.name)}`}>
                {email}
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
