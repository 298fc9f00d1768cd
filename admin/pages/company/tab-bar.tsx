import React, { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { Icon } from '../../components/icon.tsx';
import { useAway } from '../../components/use-away.ts';
import { useWords } from '../../components/words.ts';
import type { CompanyCard } from '../../../db/company-card.ts';
import type { CompanyTab } from './tabs.tsx';

type TabBarProps = {
  readonly card: CompanyCard;
  readonly shown: readonly CompanyTab[];
  readonly more: readonly CompanyTab[];
  readonly current: string;
};

/** Six tabs and "Więcej". Each tab is a link with an address of its own. */
export function TabBar({ card, shown, more, current }: TabBarProps) {
  return (
    <div className="tab-bar">
      <nav className="tabs" aria-label={card.name}>
        {shown.map((tab) => (
          <TabLink key={tab.id} tab={tab} card={card} current={current} />
        ))}
      </nav>
      {more.length > 0 ? <More card={card} more={more} current={current} key={current} /> : null}
    </div>
  );
}

type TabLinkProps = { readonly tab: CompanyTab; readonly card: CompanyCard; readonly current: string };

function TabLink({ tab, card, current }: TabLinkProps) {
  const { t, number } = useWords();
  const count = tab.count?.(card) ?? 0;
  return (
    <Link
      to={tab.id === 'timeline' ? `/admin/companies/${card.id}` : `?tab=${tab.id}`}
      className={tab.id === current ? 'on' : ''}
      {...(tab.id === current ? { 'aria-current': 'page' } : {})}
    >
      {t(`company.tab.${tab.id}`)}
      {count > 0 ? <span className="count">{count >= 1000 ? `${number(999)}+` : number(count)}</span> : null}
    </Link>
  );
}

function More({ card, more, current }: Omit<TabBarProps, 'shown'>) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useAway(box, open, () => setOpen(false));
  const here = more.find(({ id }) => id === current);
  return (
    <div className="more-tabs" ref={box}>
      <button type="button" className={here ? 'on' : ''} aria-expanded={open} onClick={() => setOpen(!open)}>
        {here ? t(`company.tab.${here.id}`) : t('customer.more')}
        <Icon name="down" />
      </button>
      {open ? (
        <nav className="more-list" aria-label={t('customer.more')}>
          {more.map((tab) => (
            <TabLink key={tab.id} tab={tab} card={card} current={current} />
          ))}
        </nav>
      ) : null}
    </div>
  );
}
