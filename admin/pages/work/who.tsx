import React from 'react';
import { Link } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
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
              <Owed companyId={customer.id} balances={screen.balances} />
              <Facts
                customer={customer}
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

/** What is owed and what of it is late, of each currency; it leads to the rows behind it. */
function Owed({ companyId, balances }: { readonly companyId: string; readonly balances: WorkScreen['balances'] }) {
  const { t, money, day } = useWords();
  if (balances.length === 0) return null;
  const finance = `/admin/companies/${companyId}?tab=finance`;
  return (
    <dl className="facts small">
      {balances.map(({ currency, balanceMinor, overdueMinor, oldestOverdueOn }) => (
        <React.Fragment key={currency}>
          <dt>{t('customer.balance')}</dt>
          <dd>
            <Link className="num" to={`${finance}&only=owed`}>
              {money(balanceMinor, currency)}
            </Link>
          </dd>
          {overdueMinor > 0 ? (
            <>
              <dt>{t('customer.overdue')}</dt>
              <dd>
                <Link className="num red-ink" to={`${finance}&only=overdue`}>
                  {money(overdueMinor, currency)}
                </Link>
                {oldestOverdueOn ? (
                  <span className="muted"> {t('customer.oldest', { day: day(oldestOverdueOn) })}</span>
                ) : null}
              </dd>
            </>
          ) : null}
        </React.Fragment>
      ))}
    </dl>
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

function Facts({ customer, others }: { readonly customer: Customer; readonly others: readonly string[] }) {
  const { t, money, moment } = useWords();
  const facts: [string, React.ReactNode][] = [];
  if (customer.nip) facts.push(['work.nip', formatNip(customer.nip)]);
  if (customer.city) facts.push(['work.city', customer.city]);
  facts.push(['work.owner', customer.ownerName ?? t('frame.none')]);
  if (customer.turnoverMinor !== null) facts.push(['work.turnover', money(customer.turnoverMinor, customer.currency)]);
  facts.push(['work.last contact', customer.lastContactAt ? moment(customer.lastContactAt) : t('work.never')]);
  if (customer.emails[0]) facts.push(['work.email', customer.emails[0].value]);
  if (others.length > 0) facts.push(['work.other phones', others.join(', ')]);
  return (
    <dl className="facts small">
      {facts.map(([key, value]) => (
        <React.Fragment key={key}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

/** `+48602118340` as `602 118 340`; foreign numbers keep their prefix. */
function spaced(phone: string): string {
  const polish = /^\+48(\d{3})(\d{3})(\d{3})$/.exec(phone.replaceAll(/[\s-]/g, ''));
  return polish ? polish.slice(1).join(' ') : phone;
}
