import React from 'react';
import { Tag } from '../../components/button.tsx';
import { Fact, NumberLink } from '../../components/fact.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import { growthOf } from './growth.ts';

type CardProps = { readonly card: CompanyCard };

/** The facts that decide how one speaks to this customer; each opens exactly its rows (rule 42). */
export function FactStrip({ card }: CardProps) {
  const { t, day, number } = useWords();
  const { may } = useViewer();
  return (
    <div className="company-facts">
      {may('transaction.read') ? <Money card={card} /> : null}
      <Fact
        name={t('company.last contact')}
        means={t('customer.means.last contact')}
        to="?tab=timeline"
        under={may('task.read') ? <TaskCount card={card} /> : null}
      >
        <b>{card.lastContactAt ? day(card.lastContactAt) : t('companies.never')}</b>
      </Fact>
      <Fact
        name={t('companies.owner')}
        means={t('customer.means.owner')}
        to={card.ownerId ? `/admin/companies?owner=${card.ownerId}` : '/admin/companies?owner=none'}
        under={
          card.runs.length > 0 ? (
            <span className="small">
              <NumberLink to="?tab=runs" means={t('customer.means.running')}>
                {t('customer.running', { count: card.runs.length, n: number(card.runs.length) })}
              </NumberLink>
            </span>
          ) : null
        }
      >
        <b className="name">{card.ownerName ?? t('companies.no owner')}</b>
      </Fact>
      <Fact name={t('company.tab.consents')} means={t('customer.means.consents')} to="?tab=consents">
        <span className="bar">
          <Consents card={card} />
        </span>
      </Fact>
    </div>
  );
}

/** What is overdue is said rather than what is open. */
function TaskCount({ card: { overdueTasks, openTasks } }: CardProps) {
  const { t } = useWords();
  const [what, count] = overdueTasks > 0 ? (['overdue', overdueTasks] as const) : (['open', openTasks] as const);
  return (
    <span className="small">
      <NumberLink to={`?tab=tasks&list=${what}`} means={t(`customer.means.${what} tasks`)} late={what === 'overdue'}>
        {t(`customer.${what} tasks`, { count })}
      </NumberLink>
    </span>
  );
}

/** Balance and turnover of the main currency; others are named beside it and never added. */
function Money({ card: { balances, currency } }: CardProps) {
  const { t, money, day } = useWords();
  const [main, ...others] = balances;
  const shown = main?.currency ?? currency;
  return (
    <>
      {main && main.overdueMinor > 0 ? (
        <Fact
          name={t('customer.overdue')}
          means={t('customer.means.overdue')}
          to={`?tab=finance&only=overdue&currency=${shown}`}
        >
          <b className="late">{money(main.overdueMinor, shown)}</b>
          <span className="small muted">
            {main.oldestOverdueOn ? t('customer.oldest', { day: day(main.oldestOverdueOn) }) : null}
          </span>
        </Fact>
      ) : (
        <Fact
          name={t('customer.balance')}
          means={t('customer.means.balance')}
          to={`?tab=finance&only=owed&currency=${shown}`}
          under={<Others balances={others} />}
        >
          <b>{money(main?.balanceMinor ?? 0, shown)}</b>
        </Fact>
      )}
      <Fact
        name={t('customer.turnover')}
        means={t('customer.means.turnover')}
        to={`?tab=finance&only=year&currency=${shown}`}
      >
        <b>{money(main?.turnoverMinor ?? 0, shown)}</b>
        <Growth {...(main ? growthOf(main) : {})} />
      </Fact>
    </>
  );
}

function Others({ balances }: Pick<CompanyCard, 'balances'>) {
  const { t, money } = useWords();
  if (balances.length === 0) return <span className="small muted">{t('customer.nothing overdue')}</span>;
  return (
    <span className="small bar">
      {balances.map(({ currency, balanceMinor }) => (
        <NumberLink
          key={currency}
          to={`?tab=finance&only=owed&currency=${currency}`}
          means={t('customer.means.balance')}
        >
          {money(balanceMinor, currency)}
        </NumberLink>
      ))}
    </span>
  );
}

function Growth({ share }: { readonly share?: number | undefined }) {
  const { t, percent } = useWords();
  if (share === undefined) return <span className="small muted">{t('customer.first year')}</span>;
  return (
    <span className={share < 0 ? 'small late' : 'small grown'}>
      {t(share < 0 ? 'customer.less' : 'customer.more than before', { share: percent(Math.abs(share)) })}
    </span>
  );
}

function Consents({ card }: CardProps) {
  const { t } = useWords();
  const inForce = card.consents.filter(
    (consent) => consent.inForce && consent.personId === null && consent.purpose === 'marketing',
  );
  if (inForce.length === 0) return <Tag>{t('company.no consent')}</Tag>;
  return inForce.map(({ id, channel, status, address }) => (
    <Tag
      key={id}
      tone={status === 'given' ? 'green' : 'red'}
      icon={status === 'given' ? 'check' : 'close'}
      title={[t(`consent.${status}`), address].filter(Boolean).join(': ')}
    >
      {t(`company.channel.${channel}`)}
    </Tag>
  ));
}
