import React from 'react';
import { Link } from 'react-router-dom';
import type { ListDescription, SavedView, StandardView } from '../../../domain/lists/shapes.ts';
import { Icon } from '../icon.tsx';
import { useWords } from '../words.ts';
import type { Looking } from './use-view.ts';

type ViewsProps = { readonly description: ListDescription; readonly looking: Looking };

/** The views as tabs: those that come with Nurt, mine and shared ones. */
export function Views({ description, looking }: ViewsProps) {
  const { t } = useWords();
  return (
    <div className="dt-views">
      <nav className="tabs" aria-label={t('views.title')}>
        {[...description.standard, ...description.views].map((tab) => (
          <Tab key={tab.id} tab={tab} looking={looking} />
        ))}
      </nav>
    </div>
  );
}

type TabProps = { readonly tab: StandardView | SavedView; readonly looking: Looking };

function Tab({ tab, looking }: TabProps) {
  const { t, language } = useWords();
  const { id } = tab;
  const isOpen = looking.id === id;
  const isShared = 'isShared' in tab && tab.isShared;
  return (
    <Link
      to={`?view=${id}`}
      className={isOpen ? 'on' : ''}
      {...(isOpen ? { 'aria-current': 'page' } : {})}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        looking.open(id);
      }}
    >
      <bdi>{'name' in tab ? tab.name : tab.title[language]}</bdi>
      {isShared ? (
        <span className="count" title={t('views.shared')}>
          <Icon name="users" size={13} />
          <span className="unseen">{t('views.shared')}</span>
        </span>
      ) : null}
      {isOpen && looking.isChanged ? <i className="dot" title={t('views.changed')} /> : null}
    </Link>
  );
}
