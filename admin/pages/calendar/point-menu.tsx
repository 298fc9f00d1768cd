import React, { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon, type IconName } from '../../components/icon.tsx';
import type { At } from './resting-finger.ts';

export type MenuItem = {
  readonly label: string;
  readonly icon?: IconName;
  readonly keys?: string;
  readonly act: () => void;
};

type PointMenuProps = {
  readonly at: At;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
};

/** A menu where one points. The arrows walk, Enter takes, Esc goes back to where one was. */
export function PointMenu({ at, label, items, onClose }: PointMenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(document.activeElement as HTMLElement | null);
  const [place, setPlace] = useState({ left: at.x, top: at.y });
  useLayoutEffect(() => {
    const { width, height } = box.current!.getBoundingClientRect();
    setPlace({
      left: Math.max(8, Math.min(at.x, window.innerWidth - width - 8)),
      top: Math.max(8, Math.min(at.y, window.innerHeight - height - 8)),
    });
    box.current!.querySelector('button')?.focus();
  }, [at]);
  useEffect(() => {
    const away = (event: Event) => !box.current?.contains(event.target as Node) && onClose();
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [onClose]);

  const close = () => {
    before.current?.focus();
    onClose();
  };
  const walk = (event: React.KeyboardEvent) => {
    const buttons = [...box.current!.querySelectorAll('button')];
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (to !== undefined) buttons.at(to % buttons.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={box} className="menu point-menu" role="menu" aria-label={label} style={place} onKeyDown={walk}>
      {items.map(({ label: name, icon, keys, act }) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          className="item"
          tabIndex={-1}
          onClick={() => {
            close();
            act();
          }}
        >
          {icon ? <Icon name={icon} /> : null}
          {name}
          {keys ? <kbd>{keys}</kbd> : null}
        </button>
      ))}
    </div>
  );
}
