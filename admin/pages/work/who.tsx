import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { Notice } from '../../components/field.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords, type Words } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import { formatNip } from '../../../domain/ids/nip.ts';
import type { Customer } from '../../../db/work-customer.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import type { Standing } from '../../../db/company-card.ts';

type WhoProps = {
  readonly screen: WorkScreen;
  readonly onDial?: () => void;
  /** A letter was written from here, or taken back. */
  readonly onWritten?: () => void;
};

/** Who the task is about: name, click-to-call, what decides, consents. */
export function Who({ screen, onDial, onWritten }: WhoProps) {
  const { t, day } = useWords();
  const { customer } = screen;
  if (!customer) return <section />;
  const [phone, ...others] = customer.phones;
  const second = [customer.personName, customer.personPosition].filter(Boolean).join(', ');
  return (
    <section className="about">
      <div className="card">
        <div className="body">
          <div className="named">
            <Face name={customer.name} big />
            <div>
              <h2>
                {customer.seen ? <Link to={`/admin/companies/${customer.id}`}>{customer.name}</Link> : customer.name}
              </h2>
              {second ? <span className="second">{second}</span> : null}
            </div>
          </div>
          {phone ? (
            <Button kind="main" size="big" icon="phone" keys="Z" href={`tel:${phone.normalised}`} {...dialing(onDial)}>
              {t('work.call', { number: spaced(phone.value) })}
            </Button>
          ) : (
            <span className="muted">{t('work.no phone')}</span>
          )}
          {customer.seen ? (
            <>
              <WriteFromTask screen={screen} onWritten={onWritten} />
              <div className="bar">
                {customer.class ? <Tag tone="orange">{t('work.class', { class: customer.class })}</Tag> : null}
                <Consents consents={customer.consents} />
              </div>
              {screen.standing?.frozen ? (
                <Notice tone="orange">
                  {t('customer.frozen', { since: day(screen.standing.frozen.since) })} {screen.standing.frozen.reason}
                </Notice>
              ) : null}
              <Facts
                customer={customer}
                balances={screen.balances}
                standing={screen.standing}
                others={others.map(({ value, who }) => [spaced(value), who].filter(Boolean).join(' · '))}
              />
            </>
          ) : (
            <p className="second small">{t('work.not yours')}</p>
          )}
          {customer.notes ? <p className="second small">{customer.notes}</p> : null}
        </div>
      </div>
    </section>
  );
}

type WritingProps = { readonly screen: WorkScreen; readonly onWritten: (() => void) | undefined };

/** A letter about the task, to its person where they have an address (S1-31). */
function WriteFromTask({ screen: { task, customer }, onWritten }: WritingProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const letter = useLetter(() => onWritten?.());
  if (!customer || customer.emails.length === 0 || !may('message.send') || !may('task.edit')) return null;
  const about = { companyId: customer.id, taskId: task.id, subject: task.title };
  const write = () => letter.write({ ...about, ...(task.personId ? { to: task.personId } : {}) });
  return (
    <>
      <Button icon="mail" onClick={write}>
        {t('letter.write')}
      </Button>
      {letter.dialog}
    </>
  );
}

function dialing(onDial: (() => void) | undefined) {
  if (!onDial) return {};
  return {
    onClick: (event: React.MouseEvent) => {
      event.preventDefault();
      onDial();
    },
  };
}

function Consents({ consents }: Pick<Customer, 'consents'>) {
  const { t } = useWords();
  const marketing = consents.filter(({ purpose }) => purpose === 'marketing');
  if (marketing.length === 0) return <Tag>{t('work.consent.none')}</Tag>;
  return (
    <>
      {marketing.map(({ channel, status }) =>
        status === 'given' ? (
          <Tag key={channel} tone="green" icon="check">
            {t(`work.consent.${channel}`)}
          </Tag>
        ) : (
          <Tag key={channel} tone="red" icon="close">
            {t('work.consent.refused', { channel: t(`work.channel.${channel}`) })}
          </Tag>
        ),
      )}
    </>
  );
}

type FactsProps = {
  readonly customer: Customer;
  readonly balances: WorkScreen['balances'];
  readonly standing: WorkScreen['standing'];
  readonly others: readonly string[];
};

function Facts({ customer, balances, standing, others }: FactsProps) {
  const words = useWords();
  const { t, money, moment } = words;
  const facts = [
    ...balances.flatMap((balance) => owed(customer.id, balance, words)),
    ...(standing ? openAt(customer.id, standing, words) : []),
  ];
  if (customer.nip) facts.push(['work.nip', formatNip(customer.nip)]);
  if (customer.city) facts.push(['work.city', customer.city]);
  facts.push(['work.owner', customer.ownerName ?? t('frame.none')]);
  if (customer.turnoverMinor !== null) facts.push(['work.turnover', money(customer.turnoverMinor, customer.currency)]);
  facts.push(['work.last contact', customer.lastContactAt ? moment(customer.lastContactAt) : t('work.never')]);
  if (customer.emails[0]) facts.push(['work.email', customer.emails[0].value]);
  if (others.length > 0) facts.push(['work.other phones', others.join(', ')]);
  return (
    <dl className="facts small">
      {facts.map(([key, value], i) => (
        <React.Fragment key={`${key} ${i}`}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

type Fact = [name: string, value: React.ReactNode];

/** What is owed and what of it is late, in one currency; each number leads to the rows behind it. */
function owed(companyId: string, balance: WorkScreen['balances'][number], { money, day, t }: Words): Fact[] {
  const { currency, balanceMinor, overdueMinor, oldestOverdueOn } = balance;
  const finance = `/admin/companies/${companyId}?tab=finance`;
  const all: Fact = [
    'customer.balance',
    <Link key="owed" className="num" to={`${finance}&only=owed&currency=${currency}`}>
      {money(balanceMinor, currency)}
    </Link>,
  ];
  if (overdueMinor <= 0) return [all];
  const late = (
    <>
      <Link className="num red-ink" to={`${finance}&only=overdue&currency=${currency}`}>
        {money(overdueMinor, currency)}
      </Link>
      {oldestOverdueOn ? <div className="muted">{t('customer.oldest', { day: day(oldestOverdueOn) })}</div> : null}
    </>
  );
  return [all, ['customer.overdue', late]];
}

/** What else is open and runs with them; each number leads to the rows behind it. */
function openAt(companyId: string, { openTasks, overdueTasks, running }: Standing, { t, number }: Words): Fact[] {
  const card = `/admin/companies/${companyId}`;
  const [what, count] = overdueTasks > 0 ? (['overdue', overdueTasks] as const) : (['open', openTasks] as const);
  const tasks: Fact = [
    'company.tab.tasks',
    <Link key="tasks" className={what === 'overdue' ? 'red-ink' : ''} to={`${card}?tab=tasks&list=${what}`}>
      {t(`customer.${what} tasks`, { count })}
    </Link>,
  ];
  if (running === 0) return [tasks];
  const runs: Fact = [
    'company.tab.runs',
    <Link key="runs" to={`${card}?tab=runs`}>
      {t('customer.running', { count: running, n: number(running) })}
    </Link>,
  ];
  return [tasks, runs];
}

/** `+48602118340` as `602 118 340`; foreign numbers keep their prefix. */
function spaced(phone: string): string {
  const polish = /^\+48(\d{3})(\d{3})(\d{3})$/.exec(phone.replaceAll(/[\s-]/g, ''));
  return polish ? polish.slice(1).join(' ') : phone;
}
