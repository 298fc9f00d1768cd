import React from 'react';
import { Tag } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';

/** The facts that decide how one speaks to this customer. */
export function FactStrip({ card }: { readonly card: CompanyCard }) {
  const { t, day, money, number } = useWords();
  return (
    <div className="company-facts">
      <div>
        <span className="small second">{t('company.last contact')}</span>
        <b>{card.lastContactAt ? day(card.lastContactAt) : t('companies.never')}</b>
      </div>
      <div>
        <span className="small second">{t('company.open tasks')}</span>
        <b>{number(card.openTasks)}</b>
        {card.overdueTasks > 0 ? (
          <span className="small late">{t('company.overdue', { count: card.overdueTasks })}</span>
        ) : null}
      </div>
      <div>
        <span className="small second">{t('company.turnover')}</span>
        <b>{card.turnoverMinor === null ? '–' : money(card.turnoverMinor, card.currency)}</b>
      </div>
      <div>
        <span className="small second">{t('companies.owner')}</span>
        <b className="name">{card.ownerName ?? t('companies.no owner')}</b>
        {card.class ? <span className="small muted">{t('companies.class is', { class: card.class })}</span> : null}
      </div>
      <div>
        <span className="small second">{t('company.tab.consents')}</span>
        <span className="bar">
          <Consents card={card} />
        </span>
      </div>
    </div>
  );
}

function Consents({ card }: { readonly card: CompanyCard }) {
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
      title={t(`companies.consent.${status}`)}
    >
      {t(`company.channel.${channel}`)}
    </Tag>
  ));
}
