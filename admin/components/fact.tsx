import React, { createContext, useContext, type ReactNode } from 'react';
import { Link } from 'react-router-dom';

/** The address of the record whose facts they are, where they stand on another page than its own. */
const Elsewhere = createContext<string | undefined>(undefined);

/** Facts of a record beside what is being typed about it: their rows open in a tab of their own, and nothing typed is left. */
export function FactsElsewhere({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  return <Elsewhere.Provider value={of}>{children}</Elsewhere.Provider>;
}

function useRows(to: string): { to: string; target?: '_blank' } {
  const of = useContext(Elsewhere);
  if (of === undefined) return { to };
  return { to: to.startsWith('?') ? `${of}${to}` : to, target: '_blank' };
}

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
        <Rows className="fact-link" to={to} means={means}>
          {said}
        </Rows>
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
      <Rows className={classes} to={to} means={means}>
        {children}
      </Rows>
    );
  return (
    <button type="button" className={classes} title={means} onClick={to}>
      {children}
    </button>
  );
}

type RowsProps = {
  readonly className: string;
  readonly to: string;
  readonly means: string;
  readonly children: ReactNode;
};

function Rows({ className, to, means, children }: RowsProps) {
  return (
    <Link className={className} title={means} {...useRows(to)}>
      {children}
    </Link>
  );
}
