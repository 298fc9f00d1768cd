import React, { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';

type PopoverProps = {
  /** Name for those who do not see it. */
  readonly label: string;
  /** What it hangs on; it opens below, or above where there is no room. */
  readonly anchor: HTMLElement | null;
  /** Esc, a click beside it, or the choice that was made. */
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: React.ReactNode;
};

/** A small surface above the page, on a phone a sheet from below. Drawn while it is open; focus goes back by itself. */
export function Popover({ label, anchor, onClose, className, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = box.current!;
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') close.current();
    };
    element.showPopover();
    place(element, anchor);
    element.querySelector<HTMLElement>('[data-first], input, select, button')?.focus();
    element.addEventListener('toggle', toggled);
    const moved = new ResizeObserver(() => place(element, anchor));
    moved.observe(element);
    return () => {
      element.removeEventListener('toggle', toggled);
      moved.disconnect();
    };
  }, [anchor]);
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className={className ? `popover ${className}` : 'popover'}
      {...asPopover}
    >
      {children}
    </div>
  );
}

/** React 18 does not know the attribute. */
const asPopover = { popover: 'auto' } as object;

function place(element: HTMLElement, anchor: HTMLElement | null): void {
  if (!anchor || window.innerWidth <= 760) return;
  const at = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - 12;
  const top = height > below && at.top > below ? Math.max(8, at.top - height - 4) : at.bottom + 4;
  const left = Math.max(8, Math.min(at.left, window.innerWidth - width - 8));
  Object.assign(element.style, { left: `${left}px`, top: `${top}px`, maxHeight: `${window.innerHeight - top - 8}px` });
}

export type MenuItem = {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Stands in front of the chosen one of several. */
  readonly chosen?: boolean;
  readonly onChoose: () => void;
};

type MenuProps = {
  readonly label: string;
  readonly anchor: HTMLElement | null;
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
};

/** A list of verbs; the arrows walk through it. */
export function ActionMenu({ label, anchor, items, onClose }: MenuProps) {
  return (
    <Popover label={label} anchor={anchor} onClose={onClose} className="action-menu">
      <div role="menu" aria-label={label} onKeyDown={walk}>
        {items.map(({ label: name, icon, danger, disabled, chosen, onChoose }, at) => (
          <button
            key={`${at} ${name}`}
            type="button"
            role="menuitem"
            className={danger ? 'danger' : ''}
            disabled={disabled ?? false}
            onClick={(event) => {
              // While it stands the focus goes back by itself; once it is gone nobody knows where it was.
              event.currentTarget.closest<HTMLElement>('.popover')?.hidePopover();
              onClose();
              onChoose();
            }}
          >
            {icon ? <Icon name={icon} /> : null}
            <span className="grow">{name}</span>
            {chosen ? <Icon name="check" /> : null}
          </button>
        ))}
      </div>
    </Popover>
  );
}

function walk(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
}

type MenuButtonProps = {
  readonly label: string;
  readonly icon?: IconName;
  readonly kind?: 'quiet' | 'main';
  readonly size?: 'small' | 'big';
  readonly children?: React.ReactNode;
  readonly items: readonly MenuItem[];
};

/** A button that opens a list of verbs. */
export function MenuButton({ label, items, children, ...look }: MenuButtonProps) {
  const holder = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = React.useState(false);
  return (
    <span ref={holder} className="holder">
      <Button {...look} label={label} onClick={() => setOpen(true)}>
        {children}
      </Button>
      {open ? <ActionMenu label={label} anchor={holder.current} items={items} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}
