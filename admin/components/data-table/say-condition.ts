/** Conditions in the words of the viewer's language: for chips, tooltips and the list of colours. */
import type { Condition, Group, Rule, Value } from '../../../domain/conditions/shapes.ts';
import { isUuid } from '../../../domain/ids/uuid.ts';
import type { ListDescription, ListFact, ReferenceTarget } from '../../../domain/lists/shapes.ts';
import type { Words } from '../words.ts';
import { isGroup } from './condition-tree.ts';
import { asListed, daysOf, phraseOf, phrasesFor, typeOf } from './phrases.ts';

export type Speaking = {
  readonly words: Words;
  readonly list: Pick<ListDescription, 'facts' | 'related'>;
  /** The name of a person; conditions hold ids. */
  readonly personOf: (id: string) => string | undefined;
  /** The name of another record; undefined while it is on its way, and for whoever does not see it. */
  readonly recordOf: (id: string) => string | undefined;
  /** The kind of related records whose facts are spoken of. */
  readonly of?: string | undefined;
};

/** What is asked about, and how it has to be. */
export type SaidRule = { readonly title: string; readonly phrase: string };

/** The facts of the list, or of its related records. */
export function factsOf({ list, of }: Pick<Speaking, 'list' | 'of'>): readonly ListFact[] {
  return of === undefined ? list.facts : (list.related.find((one) => one.of === of)?.facts ?? []);
}

export function sayRule(rule: Rule, speaking: Speaking): SaidRule {
  const { t, language } = speaking.words;
  const fact = factsOf(speaking).find(({ name }) => name === rule.field);
  if (!fact) return { title: t('condition.unknown fact'), phrase: rule.field };
  const listed = asListed(rule, fact);
  const { operator, value } = listed;
  const phrase = phraseOf(listed, phrasesFor(fact, listed));
  const said = sayValue(value, fact, speaking);
  const count = Math.abs(daysOf(value) ?? 0);
  return {
    title: fact.title[language],
    phrase: phrase ? t(`condition.said.${phrase.id}`, { value: said, count }) : `${operator} ${said}`.trim(),
  };
}

/** The whole condition in one line. */
export function sayCondition(condition: Condition | null, speaking: Speaking): string {
  const { t } = speaking.words;
  if (condition === null) return t('condition.everyone');
  if (!isGroup(condition)) {
    const { title, phrase } = sayRule(condition, speaking);
    return `${title} ${phrase}`;
  }
  if (condition.of !== undefined) {
    const { title, phrase } = sayRelated(condition, speaking);
    return `${title} ${phrase}`;
  }
  const joined = sayRules(condition, speaking);
  return condition.not ? t('condition.not so', { said: joined }) : joined;
}

/** "Zadania: co najmniej jedno, gdzie …". */
export function sayRelated(group: Group, speaking: Speaking): SaidRule {
  const { t, language } = speaking.words;
  const related = speaking.list.related.find(({ of }) => of === group.of);
  const rules = group.rules.length > 0 ? sayRules(group, { ...speaking, of: group.of }) : '';
  const key = `condition.said.${group.not ? 'none' : 'some'}${rules ? ' where' : ''}`;
  return {
    title: related?.title[language] ?? t('condition.unknown fact'),
    phrase: t(key, rules ? { rules } : {}),
  };
}

function sayRules({ rules, combinator }: Group, speaking: Speaking): string {
  const { t } = speaking.words;
  return rules
    .map((rule) => {
      const said = sayCondition(rule, speaking);
      return isGroup(rule) && rule.rules.length > 1 ? `(${said})` : said;
    })
    .join(` ${t(`condition.${combinator}`)} `);
}

const MOST_NAMED = 3;

function sayValue(value: Value | undefined, fact: ListFact, speaking: Speaking): string {
  const { t, date, money, number } = speaking.words;
  if (value === undefined) return '…';
  if (Array.isArray(value)) {
    const named = value.slice(0, MOST_NAMED).map((one: string | number) => sayOne(String(one), fact, speaking));
    const more = value.length - named.length;
    const listed = named.join(` ${t('condition.or')} `) || '…';
    return more > 0 ? t('condition.and more', { listed, more }) : listed;
  }
  if (typeof value === 'number') return typeOf(fact) === 'money' ? money(value, fact.currency) : number(value);
  if (typeof value !== 'string') return '';
  return fact.type === 'date' || fact.type === 'instant' ? date(value.slice(0, 10)) : sayOne(value, fact, speaking);
}

function sayOne(one: string, fact: ListFact, { words: { t, language }, personOf, recordOf }: Speaking): string {
  if (one === 'me' && fact.isUser) return t('condition.me');
  if (one === 'my people' && fact.isUser) return t('condition.my people');
  const choice = fact.choices?.find(({ value }) => value === one)?.label[language];
  if (choice !== undefined) return choice;
  if (fact.isUser) return personOf(one) ?? t('condition.somebody');
  if (fact.reference) return recordOf(one) ?? '…';
  // Chosen once, and no longer among what is offered: nobody reads an id.
  return isUuid(one) ? '…' : one;
}

/** A record that conditions name by its id, and what it is. */
export type Reference = { readonly target: ReferenceTarget; readonly id: string };

/** The records that the conditions name, each once: their names are read together. */
export function referencesIn(
  conditions: readonly (Condition | null)[],
  list: Speaking['list'],
  of?: string,
): readonly Reference[] {
  const found = conditions.flatMap((condition): readonly Reference[] => {
    if (condition === null) return [];
    if (isGroup(condition)) return referencesIn(condition.rules, list, condition.of ?? of);
    const target = factsOf({ list, of }).find(({ name }) => name === condition.field)?.reference;
    if (!target) return [];
    return [condition.value].flat().flatMap((id) => (typeof id === 'string' && isUuid(id) ? [{ target, id }] : []));
  });
  return found.filter(({ id }, i) => found.findIndex((one) => one.id === id) === i);
}
