import React, { useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import type { IconName } from './icon.tsx';
import { Problem } from './field.tsx';
import { useLabel } from './labelled.ts';
import { useWords } from './words.ts';

export type Found = { readonly id: string; readonly name: string; readonly beside?: string | null };

/** What stands beside the field and, with what was typed, at the end of what was found. */
type Door = { readonly label: string; readonly icon: IconName; readonly open: (typed: string) => void };

export type FinderProps = {
  /** Stays the same from one drawing to the next. Answers one more than is shown where there are more. */
  readonly find: (typed: string) => Promise<readonly Found[]>;
  readonly onChoose: (found: Found) => void;
  readonly placeholder: string;
  readonly disabled?: boolean;
  /** Opens the whole list to choose from. */
  readonly list?: Door | undefined;
  /** Makes a new one. */
  readonly add?: Door | undefined;
};

/** How many are shown; `find` is asked for one more. */
export const SHOWN = 8;

type Option = { readonly id: string; readonly content: React.ReactNode; readonly take: () => void };

/** Finds a record while one types: arrows walk, Enter takes what answers all that is typed, Esc closes; it says when there is none, and how to make one. */
export function Finder({ find, onChoose, placeholder, disabled = false, list, add }: FinderProps) {
  const { t } = useWords();
  const named = useLabel();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { found, failed, isOld } = useFound(typed, find);
  const [hurried, setHurried] = useState(false);
  const forget = () => {
    setTyped('');
    setOpen(false);
    setHurried(false);
  };
  const through = (door: Door) => () => {
    door.open(typed.trim());
    forget();
  };
  const shown = open && found !== undefined;
  const options = shown ? optionsOf({ found, list, add, typed: typed.trim(), t }, { onChoose, forget, through }) : [];
  const active = options[Math.min(at, options.length - 1)];
  useEffect(() => {
    if (!hurried || isOld) return;
    setHurried(false);
    if (found?.length) active?.take();
  }, [hurried, isOld]);
  const press = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && typed.trim().length > 1) {
      event.preventDefault();
      if (!open) return setOpen(true);
      return setAt((Math.min(at, options.length - 1) + step + options.length) % Math.max(1, options.length));
    }
    if (event.key === 'Enter' && typed.trim() !== '') {
      // Whoever looks for something does not send the form.
      event.preventDefault();
      // What was found for the letters before is not what is meant, unless somebody walked to it.
      if (isOld && at === 0) setHurried(true);
      else active?.take();
    }
    if (event.key === 'Escape' && shown) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div
      className="record-finder"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <div className="record-finder-line">
        <input
          className="input"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          {...(options.length > 0 ? { 'aria-controls': listId } : {})}
          {...(active ? { 'aria-activedescendant': `${listId}-${active.id}` } : {})}
          value={typed}
          placeholder={placeholder}
          disabled={disabled}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
            setAt(0);
            setHurried(false);
          }}
          onKeyDown={press}
          {...named}
        />
        {[list, add].map((door) =>
          door && !disabled ? (
            <Button key={door.label} icon={door.icon} label={door.label} onClick={through(door)} />
          ) : null,
        )}
      </div>
      {shown ? (
        <div className="found">
          {found.length === 0 ? <div className="none">{t('finder.nothing', { typed: typed.trim() })}</div> : null}
          <Options id={listId} options={options} active={active} label={placeholder} onWalk={setAt} />
        </div>
      ) : null}
      {failed ? <Problem>{failed}</Problem> : null}
      <span className="unseen" role="status">
        {shown ? t('finder.found', { count: Math.min(found.length, SHOWN) }) : ''}
      </span>
    </div>
  );
}

type OptionsProps = {
  readonly id: string;
  readonly options: readonly Option[];
  readonly active: Option | undefined;
  readonly label: string;
  readonly onWalk: (at: number) => void;
};

function Options({ id, options, active, label, onWalk }: OptionsProps) {
  const box = useRef<HTMLUListElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.id]);
  if (options.length === 0) return null;
  return (
    <ul id={id} role="listbox" aria-label={label} ref={box}>
      {options.map((option, i) => (
        <li
          key={option.id}
          id={`${id}-${option.id}`}
          role="option"
          aria-selected={option.id === active?.id}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => onWalk(i)}
          onClick={option.take}
        >
          {option.content}
        </li>
      ))}
    </ul>
  );
}

type Offered = Pick<FinderProps, 'list' | 'add'> & {
  readonly found: readonly Found[];
  readonly typed: string;
  readonly t: ReturnType<typeof useWords>['t'];
};
type Acts = Pick<FinderProps, 'onChoose'> & {
  readonly forget: () => void;
  readonly through: (door: Door) => () => void;
};

/** What was found, the way to the rest of it, and the way to a new one. */
function optionsOf({ found, list, add, typed, t }: Offered, { onChoose, forget, through }: Acts): Option[] {
  const hits = found.slice(0, SHOWN).map((one): Option => ({
    id: one.id,
    content: (
      <>
        <bdi>{one.name}</bdi> {one.beside ? <span className="muted">{one.beside}</span> : null}
      </>
    ),
    take: () => {
      forget();
      onChoose(one);
    },
  }));
  const more = list && found.length > SHOWN;
  return [
    ...hits,
    ...(more ? [{ id: 'list', content: <i>{t('finder.all')}</i>, take: through(list) }] : []),
    ...(add ? [{ id: 'add', content: <i>{t('finder.add', { typed })}</i>, take: through(add) }] : []),
  ];
}

type Answer = {
  /** What was asked. */
  readonly asked: string;
  /** Undefined until something was asked and answered. */
  readonly found?: readonly Found[];
  readonly failed?: string;
};

/** What was found last, and whether it was for something else than what is typed by now. */
function useFound(typed: string, find: FinderProps['find']): Answer & { readonly isOld: boolean } {
  const [answer, setAnswer] = useState<Answer>({ asked: '' });
  const asked = typed.trim();
  useEffect(() => {
    if (asked.length < 2) return setAnswer({ asked });
    let gone = false;
    const timer = setTimeout(() => {
      find(asked).then(
        (found) => !gone && setAnswer({ asked, found }),
        (error: unknown) => !gone && setAnswer({ asked, failed: (error as Error).message }),
      );
    }, 150);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked, find]);
  return { ...answer, isOld: answer.asked !== asked };
}

type ChosenProps = {
  readonly name: string;
  /** Text of the cross; without `onClear` it stays. */
  readonly clear: string;
  readonly onClear?: (() => void) | undefined;
  /** It has just been chosen: the focus was in the field whose place it takes. */
  readonly holdsFocus?: boolean;
};

/** What was found, where the finder stood. */
export function ChosenRecord({ name, clear, onClear, holdsFocus }: ChosenProps) {
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (holdsFocus) box.current?.querySelector('button')?.focus();
  }, []);
  return (
    <span className="chosen" ref={box}>
      <bdi className="strong">{name}</bdi>
      {onClear ? <Button kind="quiet" icon="close" label={clear} onClick={onClear} /> : null}
    </span>
  );
}
