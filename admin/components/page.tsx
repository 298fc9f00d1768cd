import React, { useEffect } from 'react';
import { Link } from 'react-router-dom';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { useWords } from './words.ts';

type Children = { readonly children?: React.ReactNode };

/** The whole page: sets the browser's title and holds the main landmark. `wide` drops the greatest width. */
export function Page({ title, wide, children }: Children & { readonly title: string; readonly wide?: boolean }) {
  useEffect(() => {
    document.title = `${title} · Nurt`;
  }, [title]);
  return (
    <main className={wide ? 'page wide' : 'page'} id="page" tabIndex={-1}>
      {children}
    </main>
  );
}

type HeadProps = Children & {
  readonly title: string;
  /** A quiet line under the title. */
  readonly second?: React.ReactNode;
  /** Beside the title: how many there are, a tag. */
  readonly beside?: React.ReactNode;
  /** Where the arrow before the title leads. */
  readonly back?: { readonly to: string; readonly label: string };
};

/** Title of the page; children are its buttons, the main one last. */
export function Head({ title, second, beside, back, children }: HeadProps) {
  return (
    <div className="head">
      {back ? (
        <Link className="btn quiet icon" to={back.to} aria-label={back.label} title={back.label}>
          <Icon name="left" />
        </Link>
      ) : null}
      <div className="titles">
        <div className="bar">
          <h1>{title}</h1>
          {beside}
        </div>
        {second ? <div className="second">{second}</div> : null}
      </div>
      <span className="grow" />
      {children ? <div className="bar actions">{children}</div> : null}
    </div>
  );
}

type CardProps = Children & {
  readonly title?: string;
  /** Beside the title: a number, a tag. */
  readonly beside?: React.ReactNode;
  /** At the right end of the title's line. */
  readonly actions?: React.ReactNode;
  /** The content reaches the border: for lists and tables. */
  readonly flush?: boolean;
  readonly className?: string;
};

/** A white surface with a thin border, with or without a title. */
export function Card({ title, beside, actions, flush, className, children }: CardProps) {
  return (
    <section className={className ? `card ${className}` : 'card'} {...(title ? { 'aria-label': title } : {})}>
      {title ? (
        <header>
          <h2>{title}</h2>
          {beside}
          <span className="grow" />
          {actions}
        </header>
      ) : null}
      {flush ? children : <div className="body">{children}</div>}
    </section>
  );
}

export type TabsProps = {
  readonly label: string;
  readonly tabs: readonly {
    readonly id: string;
    readonly label: string;
    readonly count?: number;
    readonly to: string;
  }[];
  readonly current: string;
};

/** Tabs are links: each has an address of its own. */
export function Tabs({ label, tabs, current }: TabsProps) {
  const { number } = useWords();
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ id, label: name, count, to }) => (
        <Link
          key={id}
          to={to}
          className={id === current ? 'on' : ''}
          {...(id === current ? { 'aria-current': 'page' } : {})}
        >
          {name}
          {count === undefined ? null : <span className="count">{number(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}

type EmptyProps = Children & {
  readonly icon?: IconName;
  readonly title: string;
  readonly text?: React.ReactNode;
  /** Nothing else is on the page: the title is its heading. */
  readonly whole?: boolean;
};

/** Nothing here yet: one sentence about what will be, and as children the button that makes the first one. */
export function Empty({ icon = 'note', title, text, whole, children }: EmptyProps) {
  const Heading = whole ? 'h1' : 'h2';
  return (
    <div className="empty">
      <span className="picture">
        <Icon name={icon} size={24} />
      </span>
      <Heading>{title}</Heading>
      {text ? <p className="second">{text}</p> : null}
      {children}
    </div>
  );
}

/** Grey bars where the content will be, so that nothing jumps when it comes. */
export function Skeleton({ rows = 6, height = 20 }: { readonly rows?: number; readonly height?: number }) {
  const { t } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={t('frame.loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <i key={i} style={{ height, width: `${94 - ((i * 37) % 40)}%` }} />
      ))}
    </div>
  );
}
