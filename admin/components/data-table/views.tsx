import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import type { ListDescription, SavedView, StandardView } from '../../../domain/lists/shapes.ts';
import { Icon } from '../icon.tsx';
import { useWords } from '../words.ts';
import { Changed, NameView, type ViewsProps } from './keep-view.tsx';
import type { Looking } from './use-view.ts';

/** The views as tabs: those that come with Nurt, mine and shared ones; what was changed can be kept here. */
export function Views({ description, looking, onKept }: ViewsProps) {
  const { t } = useWords();
  const [naming, setNaming] = useState(false);
  return (
    <div className="dt-views">
      <nav className="tabs" aria-label={t('views.title')}>
        {inOrder(description).map((tab) => (
          <Tab key={tab.id} tab={tab} looking={looking} />
        ))}
        <button type="button" className="tab-button" onClick={() => setNaming(true)}>
          {t('views.new')}
        </button>
      </nav>
      <Changed description={description} looking={looking} onKept={onKept} onSaveAs={() => setNaming(true)} />
      {naming ? (
        <NameView description={description} looking={looking} onKept={onKept} onClose={() => setNaming(false)} />
      ) : null}
    </div>
  );
}

/** As their viewer has put them; a new one stands at the end. */
function inOrder({ standard, views, order }: ListDescription): readonly (StandardView | SavedView)[] {
  const placeOf = ({ id }: { readonly id: string }) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...standard, ...views].toSorted((a, b) => placeOf(a) - placeOf(b));
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
