import React from 'react';
import { Link } from 'react-router-dom';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

export type Tone = 'red' | 'orange' | 'green' | 'accent' | 'violet';

type ButtonProps = {
  readonly kind?: 'main' | 'quiet' | 'danger';
  readonly size?: 'big' | 'small';
  readonly icon?: IconName;
  /** A page of ours: the button is a real link. */
  readonly to?: string;
  /** A download or a foreign scheme (`tel:`): a real link that leaves the page. */
  readonly href?: string;
  readonly onClick?: (event: React.MouseEvent) => void;
  readonly type?: 'submit' | 'button';
  readonly disabled?: boolean;
  /** Work is under way: cannot be pressed twice. */
  readonly busy?: boolean;
  /** Shortcut shown at the end. It is only shown: the page listens for it. */
  readonly keys?: string;
  /** Name for those who do not see it; needed when there are no children. */
  readonly label?: string;
  readonly children?: React.ReactNode;
};

/** A button, or a link that looks like one. At most one `main` on a page. */
export function Button(props: ButtonProps) {
  const { icon, keys, label, children, to, href, onClick, type = 'button', disabled, busy } = props;
  const className = classOf(props);
  const inside = (
    <>
      {icon ? <Icon name={icon} /> : null}
      {children}
      {keys ? <kbd>{keys}</kbd> : null}
    </>
  );
  const named = label ? { 'aria-label': label, title: label } : {};
  const clicked = onClick ? { onClick } : {};
  if (to !== undefined && !disabled) {
    return (
      <Link className={className} to={to} {...named} {...clicked}>
        {inside}
      </Link>
    );
  }
  if (href !== undefined && !disabled) {
    return (
      <a className={className} href={href} {...named} {...clicked}>
        {inside}
      </a>
    );
  }
  return (
    <button
      className={className}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy ?? false}
      {...named}
      {...clicked}
    >
      {inside}
    </button>
  );
}

function classOf({ kind, size, icon, children }: ButtonProps): string {
  return ['btn', kind, size, icon && !children ? 'icon' : undefined].filter(Boolean).join(' ');
}

type TagProps = {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly title?: string;
  readonly children: React.ReactNode;
};

/** A small coloured word. The colour only underlines what the word says. */
export function Tag({ tone, icon, title, children }: TagProps) {
  return (
    <span className={tone ? `tag ${tone}` : 'tag'} {...(title ? { title } : {})}>
      {icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
    </span>
  );
}

/** Initials in a circle. */
export function Face({ name, big }: { readonly name: string; readonly big?: boolean }) {
  // Words without a letter (emoji, marks) have no initial; half of a pair of code units would be drawn as a broken sign.
  const initials = name
    .split(/\s+/)
    .flatMap((part) => /[\p{L}\p{N}]/u.exec(part)?.[0] ?? [])
    .slice(0, 2)
    .join('');
  return (
    <span className={big ? 'face big' : 'face'} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}

type MeterProps = {
  readonly value: number;
  readonly of: number;
  /** What is measured, for those who do not see it. */
  readonly label: string;
};

/** How much of the whole is done; red beyond it. */
export function Meter({ value, of, label }: MeterProps) {
  const share = of > 0 ? value / of : 0;
  return (
    <div
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={Math.max(of, value)}
    >
      <i className={share > 1 ? 'over' : ''} style={{ width: `${Math.min(100, Math.round(share * 100))}%` }} />
    </div>
  );
}
