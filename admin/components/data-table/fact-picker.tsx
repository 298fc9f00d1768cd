import React, { useMemo, useState } from 'react';
import type { Condition } from '../../../domain/conditions/shapes.ts';
import type { ListDescription, ListFact } from '../../../domain/lists/shapes.ts';
import { TextInput } from '../field.tsx';
import { useWords } from '../words.ts';
import { phrasesFor, rephrase } from './phrases.ts';

type FactPickerProps = {
  readonly list: Pick<ListDescription, 'related'>;
  readonly facts: readonly ListFact[];
  /** Related records may be asked about, which is so at the top only. */
  readonly withRelated: boolean;
  readonly onPick: (condition: Condition) => void;
};

type Entry = { readonly key: string; readonly title: string; readonly second?: string; readonly made: Condition };

/** Everything that can be asked about, found by typing. */
export function FactPicker({ list, facts, withRelated, onPick }: FactPickerProps) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState('');
  const entries = useMemo<readonly Entry[]>(
    () => [
      ...facts.map((fact) => ({ key: fact.name, title: fact.title[language], made: newRule(fact) })),
      ...(withRelated ? list.related : []).map(({ of, title }) => ({
        key: `of ${of}`,
        title: title[language],
        second: t('condition.related records'),
        made: { combinator: 'and' as const, of, rules: [] },
      })),
    ],
    [facts, list, withRelated, language, t],
  );
  const found = entries.filter(({ title }) => plain(title).includes(plain(typed)));
  return (
    <div className="fact-picker">
      <TextInput
        kind="search"
        value={typed}
        onChange={setTyped}
        placeholder={t('condition.find')}
        label={t('condition.find')}
        onEnter={() => found[0] && onPick(found[0].made)}
      />
      <div className="fact-list" onKeyDown={walk}>
        {found.map(({ key, title, second, made }) => (
          <button key={key} type="button" onClick={() => onPick(made)}>
            <span className="grow">{title}</span>
            {second ? <small className="muted">{second}</small> : null}
          </button>
        ))}
        {found.length === 0 ? <p className="muted small">{t('condition.no fact')}</p> : null}
      </div>
    </div>
  );
}

function walk(event: React.KeyboardEvent<HTMLElement>): void {
  const step =
    event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined;
  if (!step) return;
  event.preventDefault();
  (document.activeElement?.[step] as HTMLElement | null)?.focus();
}

/** A rule about the fact, with the phrase that is used most. */
function newRule(fact: ListFact): Condition {
  const [first] = phrasesFor(fact);
  return rephrase({ field: fact.name, operator: '=' }, first ?? { id: 'is empty', operator: 'null', blank: 'none' });
}

function plain(text: string): string {
  return text.toLowerCase().replace(/ł/g, 'l').normalize('NFD').replace(/\p{M}/gu, '');
}
