import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';

type FactProps = {
  readonly name: string;
  /** What is counted, in words; a date or a person says it by its name. */
  readonly means: string;
  /** Exactly the rows behind it. */
  readonly to?: string | undefined;
  readonly children: ReactNode;
  /** What is said below it, with rows of its own. */
  readonly under?: ReactNode;
};

/** One fact of a record: its definition is written behind it, and it opens exactly its rows (rule 42). */
export function Fact({ name, means, to, children, under }: FactProps) {
  const said = (
    <>
      <span className="small second">{name}</span>
      {children}
    </>
  );
  return (
    <div className="fact">
      {to === undefined ? (
        <div title={means}>{said}</div>
      ) : (
        <Link className="fact-link" to={to} title={means}>
          {said}
        </Link>
      )}
      {under}
    </div>
  );
}

type NumberLinkProps = {
  /** Exactly its rows: an address, or what narrows the list that it stands above. */
  readonly to: string | (() => void);
  readonly means: string;
  readonly late?: boolean;
  readonly children: ReactNode;
};

/** A number that stands in a line or a cell: it too opens its rows and says what it counts. */
export function NumberLink({ to, means, late = false, children }: NumberLinkProps) {
  const classes = late ? 'number-link late' : 'number-link';
  if (typeof to === 'string')
    return (
      <Link className={classes} to={to} title={means}>
        {children}
      </Link>
    );
  return (
    <button type="button" className={classes} title={means} onClick={to}>
      {children}
    </button>
  );
}
