import React, { Suspense, useState } from 'react';
import { Button } from './button.tsx';

type WithPlusProps = {
  /** What `+` adds, in words. */
  readonly label: string;
  /** Whether the viewer may add one. */
  readonly may: boolean;
  /** The control beside which it stands. */
  readonly children: React.ReactNode;
  /** The small form that `+` opens. */
  readonly dialog: (close: () => void) => React.ReactNode;
};

/** A choice with `+` beside it, which adds an entry in place (S1-16). */
export function WithPlus({ label, may, children, dialog }: WithPlusProps) {
  const [isOpen, setOpen] = useState(false);
  if (!may) return <>{children}</>;
  return (
    <span className="with-plus">
      {children}
      <Button icon="plus" label={label} onClick={() => setOpen(true)} />
      <Suspense fallback={null}>{isOpen ? dialog(() => setOpen(false)) : null}</Suspense>
    </span>
  );
}
