import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { useWords, type Words } from '../../components/words.ts';
import { formatNip } from '../../../domain/ids/nip.ts';
import type { Customer } from '../../../db/work-customer.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

/** Who the task is about: name, click-to-call, what decides, consents. */
export function Who({ screen, onDial }: { readonly screen: WorkScreen; readonly onDial?: () => void }) {
  const { t } = useWords();
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
              <div className="bar">
                {customer.class ? <Tag tone="orange">{t('work.class', { class: customer.class })}</Tag> : null}
                <Consents consents={customer.consents} />
              </div>
              <Facts
                customer={customer}
                balances={screen.balances}
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
  readonly others: readonly string[];
};

function Facts({ customer, balances, others }: FactsProps) {
  const words = useWords();
  const { t, money, moment } = words;
  const facts = balances.flatMap((balance) => owed(customer.id, balance, words));
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
    <Link key="owed" className="num" to={`${finance}&only=owed`}>
      {money(balanceMinor, currency)}
    </Link>,
  ];
  if (overdueMinor <= 0) return [all];
  const late = (
    <>
      <Link className="num red-ink" to={`${finance}&only=overdue`}>
        {money(overdueMinor, currency)}
      </Link>
      {oldestOverdueOn ? <div className="muted">{t('customer.oldest', { day: day(oldestOverdueOn) })}</div> : null}
    </>
  );
  return [all, ['customer.overdue', late]];
}

/** `+48602118340` as `602 118 340`; foreign numbers keep their prefix. */
function spaced(phone: string): string {
  const polish = /^\+48(\d{3})(\d{3})(\d{3})$/.exec(phone.replaceAll(/[\s-]/g, ''));
  return polish ? polish.slice(1).join(' ') : phone;
}
