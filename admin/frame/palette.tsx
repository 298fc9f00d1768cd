import React, { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Problem } from '../components/field.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { useModal } from '../components/modal.ts';
import { call, Refused } from '../components/read.ts';
import { useToast } from '../components/toast.tsx';
import { useViewer } from '../components/viewer.ts';
import { useWords } from '../components/words.ts';
import { findRecords, type Answer, type Beyond } from './found.ts';
import { offeredActions, offeredPages, type Offer } from './offers.ts';
import { recentRecords } from './recent.ts';

type Entry = {
  readonly to: string;
  readonly icon: IconName;
  readonly label: string;
  readonly second?: string;
  /** Instead of leading anywhere, access is asked for. */
  readonly beyond?: Beyond;
  /** It was found for letters typed before, while the answer to all of them is on its way. */
  readonly isOld?: boolean;
};
type Part = { readonly title: string; readonly entries: readonly Entry[] };

const REST_MS = 140;

/** Ctrl+K: records, pages and actions by a few letters, all by the keyboard; what was looked at last stands first. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { answer, busy, failed } = useFound(typed);
  const parts = useParts(typed, answer, busy);
  const [hurried, setHurried] = useState<{ readonly aside: boolean }>();
  const ask = useAsking();
  const entries = parts.flatMap((part) => part.entries);
  const chosen = Math.min(at, entries.length - 1);
  useModal(dialog);
  useEffect(() => {
    setAt(0);
    setHurried(undefined);
  }, [typed]);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const open = (entry: Entry | undefined, aside: boolean) => {
    if (!entry) return;
    onClose();
    if (entry.beyond) ask(entry.beyond);
    else if (aside) window.open(entry.to, '_blank', 'noopener');
    else navigate(entry.to);
  };
  useEffect(() => {
    // Nobody is asked for access unseen.
    if (hurried && !busy && !entries[0]?.beyond) open(entries[0], hurried.aside);
  }, [hurried, busy]);
  const take = (aside: boolean) => {
    const entry = entries[chosen];
    // What was found for the letters before is not what is meant, unless somebody walked to it.
    if (busy && at === 0 && (!entry || entry.isOld)) setHurried({ aside });
    else open(entry, aside);
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length > 0) setAt((chosen + step + entries.length) % entries.length);
    else if (event.key === 'Enter') take(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.title')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="palette-find">
        <Icon name="find" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={entries.length > 0 ? `${list}-${chosen}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
        />
        <kbd>Esc</kbd>
      </div>
      <div className="palette-list" id={list} role="listbox" aria-label={t('palette.title')} aria-busy={busy}>
        <Parts parts={parts} list={list} chosen={chosen} onOpen={open} />
        {failed ? <Problem>{failed}</Problem> : null}
        {entries.length === 0 && !busy && !failed ? <p className="second">{t('palette.nothing', { typed })}</p> : null}
      </div>
    </dialog>
  );
}

type PartsProps = {
  readonly parts: readonly Part[];
  readonly list: string;
  readonly chosen: number;
  readonly onOpen: (entry: Entry, aside: boolean) => void;
};

function Parts({ parts, list, chosen, onOpen }: PartsProps) {
  let place = -1;
  return (
    <>
      {parts.map(({ title, entries }) => (
        <div key={title} role="group" aria-label={title}>
          <h3 aria-hidden="true">{title}</h3>
          {entries.map((entry) => {
            const mine = ++place;
            return (
              <div
                key={`${entry.to} ${mine}`}
                id={`${list}-${mine}`}
                role="option"
                aria-selected={mine === chosen}
                className="palette-entry"
                onClick={(event) => onOpen(entry, event.ctrlKey || event.metaKey)}
              >
                <Icon name={entry.icon} />
                <bdi className="palette-label">{entry.label}</bdi>
                {entry.second ? <bdi className="muted small palette-second">{entry.second}</bdi> : null}
              </div>
            );
          })}
        </div>
      ))}
    </>
  );
}

/** Asks whoever looks after a customer for access to them; what was refused is said. */
function useAsking(): (beyond: Beyond) => void {
  const { t } = useWords();
  const toast = useToast();
  return ({ like }) =>
    void call('POST', '/companies/hints/ask', like).then(
      () => toast(t('customer.asked'), { tone: 'green' }),
      (error: unknown) => toast(error instanceof Refused ? error.message : String(error), { tone: 'red' }),
    );
}

const nothing: Answer = { found: [], beyond: [] };

type Asked = { readonly typed: string; readonly answer: Answer; readonly failed?: string };

/** Records are asked for when the typing rests; an older answer never comes over a newer one. */
function useFound(typed: string): Omit<Asked, 'typed'> & { readonly busy: boolean } {
  const [last, setLast] = useState<Asked>({ typed: '', answer: nothing });
  useEffect(() => {
    if (typed.trim().length < 2) return setLast({ typed, answer: nothing });
    let gone = false;
    const timer = setTimeout(() => {
      findRecords(typed).then(
        (answer) => !gone && setLast({ typed, answer }),
        (error: unknown) => !gone && setLast({ typed, answer: nothing, failed: (error as Error).message }),
      );
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [typed]);
  return { ...last, busy: last.typed !== typed };
}

function useParts(typed: string, { found, beyond }: Answer, isOld: boolean): readonly Part[] {
  const { t } = useWords();
  const me = useViewer();
  return useMemo(() => {
    const named = (offers: readonly Offer[]): readonly Entry[] =>
      offers.map(({ to, icon, key }) => ({ to, icon, label: t(key) })).filter(({ label }) => fits(label, typed));
    const recent = recentRecords().filter(({ label }) => fits(label, typed));
    const seen = new Set(recent.map(({ to }) => to));
    const others = beyond.map((one): Entry => {
      const owner = one.ownerName ?? t('companies.no owner');
      const label = t('customer.is there', { because: t(`companies.because.${one.because}`), owner });
      return { to: '', icon: 'person', label, second: t('customer.ask for access'), beyond: one, isOld };
    });
    const records = found.filter(({ to }) => !seen.has(to)).map((one): Entry => ({ ...one, isOld }));
    return [
      { title: t('palette.recent'), entries: recent },
      { title: t('palette.actions'), entries: named(offeredActions(me)) },
      { title: t('palette.pages'), entries: named(offeredPages(me)) },
      // Last, since they come last: what stands already must not move under the pointer.
      { title: t('palette.records'), entries: records },
      { title: t('palette.beyond'), entries: others },
    ].filter(({ entries }) => entries.length > 0);
  }, [typed, found, beyond, isOld, t, me]);
}

/** Every word begins a word of the label, Polish letters or not. */
function fits(label: string, typed: string): boolean {
  const words = plain(label).split(/[\s.,()/-]+/);
  return plain(typed)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/ł/g, 'l').normalize('NFD').replace(/\p{M}/gu, '');
}
