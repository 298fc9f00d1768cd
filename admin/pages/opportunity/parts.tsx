import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { calls } from '../../components/calls.ts';
import { todayIn } from '../../components/dates.ts';
import { Fact } from '../../components/fact.tsx';
import { OwnCard } from '../../components/own/record-form.tsx';
import { Card, Empty } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import { formatPhone } from '../../../domain/ids/phone.ts';
import type { OpportunityPage } from '../../../db/opportunity-page.ts';

/** What it is worth, how likely, and when. */
export function Facts({ found }: { readonly found: OpportunityPage }) {
  const { t, money, day } = useWords();
  const { timeZone } = useViewer();
  const late = found.state === 'open' && found.expectedOn !== null && found.expectedOn < todayIn(timeZone);
  return (
    <div className="company-facts">
      <Fact name={t('opportunity.value')} means={t('opportunity.means.value')} to="?tab=history">
        <b>{money(found.valueMinor, found.currency)}</b>
      </Fact>
      <Fact name={t('opportunity.probability')} means={t('opportunity.means.probability')} to="?tab=history">
        <b>{found.probability}%</b>
      </Fact>
      <Fact name={t('opportunity.weighted')} means={t('opportunity.weighted hint')} to="?tab=history">
        <b>{money(found.weightedMinor, found.currency)}</b>
      </Fact>
      <Fact name={t('opportunity.expected')} means={t('opportunity.means.expected')}>
        <b className={late ? 'late' : ''}>{found.expectedOn ? day(found.expectedOn) : '–'}</b>
        {late ? <span className="small late">{t('case.overdue')}</span> : null}
      </Fact>
      <Fact
        name={t('opportunity.owner')}
        means={t('opportunity.means.owner')}
        to={`/admin/opportunities?show=list&list=open&ownerId=${found.ownerId ?? 'none'}`}
      >
        <b className="name">{found.ownerName ?? '–'}</b>
      </Fact>
    </div>
  );
}

/** The work about it: open first. */
export function Tasks({ found, onNew }: { readonly found: OpportunityPage; readonly onNew: () => void }) {
  const { t, language, moment } = useWords();
  const { may } = useViewer();
  if (found.tasks.length === 0)
    return (
      <Empty icon="tasks" title={t('opportunity.no tasks')} text={t('opportunity.no tasks text')}>
        {may('task.edit') && found.state === 'open' ? (
          <Button icon="plus" onClick={onNew}>
            {t('case.new task')}
          </Button>
        ) : null}
      </Empty>
    );
  return (
    <>
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
      <Rest shown={found.tasks.length} of={found.counts.tasks} to={`/admin/tasks?opportunityId=${found.id}`} />
    </>
  );
}

type RestProps = { readonly shown: number; readonly of: number; readonly to: string };

/** Where there are more than the page shows, it is said, and leads to all of them. */
function Rest({ shown, of, to }: RestProps) {
  const { t } = useWords();
  if (of <= shown) return null;
  return (
    <p className="small second">
      {t('opportunity.shown', { shown, of })}{' '}
      <Link className="link" to={to}>
        {t('opportunity.show all')}
      </Link>
    </p>
  );
}

type MessagesProps = { readonly found: OpportunityPage; readonly onChange: () => void };

/** Mail that was tied to it, and a new one to its people (S1-62). */
export function Messages({ found, onChange }: MessagesProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const letter = useLetter(onChange);
  const about = { companyId: found.companyId, opportunityId: found.id, subject: found.name };
  const write =
    may('message.send') && may('opportunity.edit') ? (
      <Button icon="mail" onClick={() => letter.write({ ...about, ...(found.personId ? { to: found.personId } : {}) })}>
        {t('letter.write')}
      </Button>
    ) : null;
  return (
    <>
      {found.messages.length === 0 ? (
        <Empty icon="mail" title={t('opportunity.no messages')} text={t('opportunity.no messages text')}>
          {write}
        </Empty>
      ) : (
        <>
          <div className="bar">
            <span className="grow" />
            {write}
          </div>
          <MessageLines found={found} />
          <Rest
            shown={found.messages.length}
            of={found.counts.messages}
            to={`/admin/messages?opportunityId=${found.id}`}
          />
        </>
      )}
      {letter.dialog}
    </>
  );
}

function MessageLines({ found }: { readonly found: OpportunityPage }) {
  const { t, moment } = useWords();
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
                {t(`customer.message.${message.direction}`)}
              </Tag>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Where it has been, the last step first. */
export function History({ found }: { readonly found: OpportunityPage }) {
  const { t, language, money, moment } = useWords();
  return (
    <>
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
      <Rest shown={found.moves.length} of={found.counts.moves} to="?tab=changes" />
    </>
  );
}

/** What is said about it, and how to reach its people. */
export function Side({ found }: { readonly found: OpportunityPage }) {
  const { t } = useWords();
  return (
    <div className="company-side">
      {found.description ? (
        <Card title={t('opportunity.description')}>
          <p className="company-text">{found.description}</p>
        </Card>
      ) : null}
      <OwnCard record="opportunity" own={found.own} />
      <Card title={t('opportunity.reach')}>
        {found.emails.length + found.phones.length === 0 ? (
          <span className="muted">{t('opportunity.no reach')}</span>
        ) : null}
        <ul className="contacts">
          {found.phones.map((phone) => (
            <li key={phone}>
              <a
                className="link"
                href={`tel:${phone}`}
                {...calls({ id: found.companyId, name: found.companyName ?? '' })}
              >
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
