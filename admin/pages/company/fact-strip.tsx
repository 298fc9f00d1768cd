import React from 'react';
import { Link } from 'react-router-dom';
import { Tag } from '../../components/button.tsx';
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
      <Fact name={t('company.last contact')} to="?tab=timeline">
        <b>{card.lastContactAt ? day(card.lastContactAt) : t('companies.never')}</b>
        {may('task.read') ? (
          <span className={card.overdueTasks > 0 ? 'small late' : 'small muted'}>
            {card.overdueTasks > 0
              ? t('customer.overdue tasks', { count: card.overdueTasks })
              : t('customer.open tasks', { count: card.openTasks })}
          </span>
        ) : null}
      </Fact>
      <Fact
        name={t('companies.owner')}
        to={card.ownerId ? `/admin/companies?owner=${card.ownerId}` : '/admin/companies?owner=none'}
      >
        <b className="name">{card.ownerName ?? t('companies.no owner')}</b>
        {card.runs.length > 0 ? (
          <span className="small muted">
            {t('customer.running', { count: card.runs.length, n: number(card.runs.length) })}
          </span>
        ) : null}
      </Fact>
      <Fact name={t('company.tab.consents')} to="?tab=consents">
        <span className="bar">
          <Consents card={card} />
        </span>
      </Fact>
    </div>
  );
}

type FactProps = { readonly name: string; readonly to: string; readonly children: React.ReactNode };

function Fact({ name, to, children }: FactProps) {
  return (
    <Link className="fact" to={to}>
      <span className="small second">{name}</span>
      {children}
    </Link>
  );
}

/** Balance and turnover of the first currency; others are named beside it and never added. */
function Money({ card: { balances, currency } }: CardProps) {
  const { t, money, day } = useWords();
  const [main, ...others] = balances;
  const shown = main?.currency ?? currency;
  return (
    <>
      {main && main.overdueMinor > 0 ? (
        <Fact name={t('customer.overdue')} to="?tab=finance&only=overdue">
          <b className="late">{money(main.overdueMinor, shown)}</b>
          <span className="small muted">
            {main.oldestOverdueOn ? t('customer.oldest', { day: day(main.oldestOverdueOn) }) : null}
          </span>
        </Fact>
      ) : (
        <Fact name={t('customer.balance')} to="?tab=finance&only=owed">
          <b>{money(main?.balanceMinor ?? 0, shown)}</b>
          <span className="small muted">
            {others.map((one) => money(one.balanceMinor, one.currency)).join(', ') || t('customer.nothing overdue')}
          </span>
        </Fact>
      )}
      <Fact name={t('customer.turnover')} to="?tab=finance&only=year">
        <b>{money(main?.turnoverMinor ?? 0, shown)}</b>
        <Growth {...(main ? growthOf(main) : {})} />
      </Fact>
    </>
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
  return inForce.map(({ id, channel, status }) => (
    <Tag
      key={id}
      tone={status === 'given' ? 'green' : 'red'}
      icon={status === 'given' ? 'check' : 'close'}
      title={t(`consent.${status}`)}
    >
      {t(`company.channel.${channel}`)}
    </Tag>
  ));
}
