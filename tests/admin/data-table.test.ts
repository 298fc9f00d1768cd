import { expect } from 'chai';
import { pages } from '../../admin/pages/list.ts';
import { addressOfList } from '../../domain/lists/addresses.ts';
import { listNames } from '../../domain/lists/told.ts';
import { speech } from '../../admin/components/words.ts';
import { addTo, asGroup, removeAt, replaceAt, wholeOnly } from '../../admin/components/data-table/condition-tree.ts';
import { asListed, phraseOf, phrasesFor, rephrase } from '../../admin/components/data-table/phrases.ts';
import {
  between,
  countOf,
  everybody,
  isPicked,
  nobody,
  pick,
  pickRead,
  selectionOf,
} from '../../admin/components/data-table/picked.ts';
import { isOnClipboard, onClipboard } from '../../admin/components/data-table/use-clipboard.ts';
import { referencesIn, sayCondition, type Speaking } from '../../admin/components/data-table/say-condition.ts';
import {
  isSameView,
  narrowedTo,
  placeColumn,
  shiftColumn,
  sortBy,
  withoutColumn,
  withWidth,
} from '../../admin/components/data-table/view-draft.ts';
import { widthsFor } from '../../admin/components/data-table/widths.ts';
import { en as english, pl as polish } from '../support/dictionaries.ts';
import type { Condition } from '../../domain/conditions/shapes.ts';
import { shortest } from '../../domain/conditions/shortest.ts';
import type { ListFact, ListField, ListKind, View } from '../../domain/lists/shapes.ts';

const view: View = {
  columns: [{ field: 'name' }, { field: 'city', width: 120 }, { field: 'class' }],
  sort: [{ field: 'name' }],
  condition: null,
  colours: [],
  density: 'roomy',
};
const fieldsOf = ({ columns }: View) => columns.map(({ field }) => field);

describe('a view that is being changed', () => {
  it('takes a column from the tray to the place where it is dropped, and moves one that is there', () => {
    expect(fieldsOf(placeColumn(view, 'owner', { beside: 'name', after: true }))).to.deep.equal([
      'name',
      'owner',
      'city',
      'class',
    ]);
    expect(fieldsOf(placeColumn(view, 'class', { beside: 'name', after: false }))).to.deep.equal([
      'class',
      'name',
      'city',
    ]);
    expect(placeColumn(view, 'city', { beside: 'city', after: true })).to.equal(view);
  });

  it('keeps the width of a column that moves, within what can be read', () => {
    expect(placeColumn(view, 'city', { beside: 'class', after: true }).columns.at(-1)).to.deep.equal({
      field: 'city',
      width: 120,
    });
    expect(withWidth(view, 'name', 10).columns[0]).to.deep.equal({ field: 'name', width: 56 });
    expect(withWidth(view, 'city', undefined).columns[1]).to.deep.equal({ field: 'city' });
  });

  it('is narrowed to rows that fulfil something as well, also where it asks for one thing or another', () => {
    const [stage, mine, late] = ['stage', 'owner', 'overdue'].map(
      (field) => ({ field, operator: '=', value: 1 }) as const,
    );
    const narrowed = (condition: Condition | null) => narrowedTo({ ...view, condition }, [stage!]).condition;
    const either = { combinator: 'or', rules: [mine!, late!] } as const;
    expect(narrowed(null)).to.deep.equal({ combinator: 'and', rules: [stage] });
    expect(narrowed({ combinator: 'and', rules: [mine!] })).to.deep.equal({ combinator: 'and', rules: [mine, stage] });
    expect(narrowed(either)).to.deep.equal({ combinator: 'and', rules: [either, stage] });
  });

  it('walks a column by the keyboard, no further than the last place', () => {
    expect(fieldsOf(shiftColumn(view, 'name', 1))).to.deep.equal(['city', 'name', 'class']);
    expect(shiftColumn(view, 'class', 1)).to.equal(view);
  });

  it('never loses its last column', () => {
    const one = { ...view, columns: [{ field: 'name' }] };
    expect(withoutColumn(one, 'name')).to.equal(one);
    expect(fieldsOf(withoutColumn(view, 'city'))).to.deep.equal(['name', 'class']);
  });

  it('sorts upwards, downwards and no longer; with Shift by several fields', () => {
    const up = sortBy({ ...view, sort: [] }, 'city');
    expect(up.sort).to.deep.equal([{ field: 'city' }]);
    const down = sortBy(up, 'city');
    expect(down.sort).to.deep.equal([{ field: 'city', descending: true }]);
    expect(sortBy(down, 'city').sort).to.deep.equal([]);
    expect(sortBy(view, 'city', true).sort).to.deep.equal([{ field: 'name' }, { field: 'city' }]);
  });

  it('counts as unchanged whatever the order in which its JSON was written', () => {
    const written = { ...view, sort: [{ descending: false, field: 'name' }] };
    expect(isSameView(view, written)).to.equal(true);
    expect(isSameView(view, { ...view, density: 'dense' })).to.equal(false);
  });
});

describe('a condition that is being built', () => {
  const classA: Condition = { field: 'company.class', operator: 'in', value: ['A'] };
  const late: Condition = { field: 'task.overdue', operator: '=', value: true };

  it('is changed at any depth without touching the rest', () => {
    const tree = addTo(asGroup(classA), [], { combinator: 'or', rules: [late] });
    expect(replaceAt(tree, [1, 0], classA)).to.deep.equal({
      combinator: 'and',
      rules: [classA, { combinator: 'or', rules: [classA] }],
    });
    expect(removeAt(tree, [0])).to.deep.equal({ combinator: 'and', rules: [{ combinator: 'or', rules: [late] }] });
  });

  it('shrinks to nothing when all its rules are gone, but still asks whether there are related records', () => {
    expect(shortest({ combinator: 'and', rules: [{ combinator: 'or', rules: [] }] })).to.equal(null);
    expect(shortest({ combinator: 'and', rules: [classA] })).to.equal(classA);
    const tasks: Condition = { combinator: 'and', of: 'tasks', not: true, rules: [] };
    expect(shortest(tasks)).to.deep.equal(tasks);
  });

  it('is asked without the rules whose value has not been typed yet', () => {
    const half: Condition = {
      combinator: 'and',
      rules: [
        classA,
        { field: 'company.city', operator: 'contains', value: '' },
        { field: 'company.nip', operator: '=' },
      ],
    };
    expect(wholeOnly(half)).to.equal(classA);
  });
});

const facts: readonly ListFact[] = [
  {
    name: 'company.class',
    title: { pl: 'Klasa', en: 'Class' },
    type: 'text',
    operators: ['=', '!=', 'in', 'notIn', 'null', 'notNull'],
    choices: [
      { value: 'A', label: { pl: 'A', en: 'A' } },
      { value: 'B', label: { pl: 'B', en: 'B' } },
    ],
  },
  {
    name: 'company.ownerId',
    title: { pl: 'Opiekun', en: 'Owner' },
    type: 'text',
    operators: ['=', '!=', 'in', 'notIn', 'null', 'notNull'],
    isUser: true,
  },
  {
    name: 'company.lastContactAt',
    title: { pl: 'Ostatni kontakt', en: 'Last contact' },
    type: 'instant',
    operators: ['=', '!=', '<', '<=', '>', '>=', 'null', 'notNull'],
  },
  {
    name: 'company.turnoverMinor',
    title: { pl: 'Obrót', en: 'Turnover' },
    type: 'number',
    operators: ['=', '!=', '<', '<=', '>', '>=', 'null', 'notNull'],
  },
  {
    name: 'company.parentId',
    title: { pl: 'Centrala', en: 'Head office' },
    type: 'text',
    operators: ['=', '!=', 'in', 'notIn', 'null', 'notNull'],
    reference: 'company',
  },
  {
    name: 'company.own.kaucja',
    title: { pl: 'Kaucja', en: 'Deposit' },
    type: 'number',
    operators: ['=', '!=', '<', '<=', '>', '>=', 'null', 'notNull'],
    currency: 'EUR',
  },
];
const office = '0199a000-0000-7000-8000-000000000001';
const unseen = '0199a000-0000-7000-8000-000000000002';
const about: ListFact = {
  name: 'task.caseId',
  title: { pl: 'Sprawa', en: 'Case' },
  type: 'text',
  operators: ['in', 'notIn', 'null', 'notNull'],
  reference: 'case',
};
const related = [{ of: 'tasks', title: { pl: 'Ma zadanie', en: 'Has a task' }, facts: [about] }];
const speaking = (language: 'pl' | 'en'): Speaking => ({
  words: speech({ language, timeZone: 'Europe/Warsaw', dictionary: language === 'pl' ? polish : english }),
  list: { facts, related },
  personOf: (id) => (id === 'anna' ? 'Anna Wiśniewska' : undefined),
  recordOf: (id) => (id === office ? 'Drew-Pol' : undefined),
});
const said = (condition: Condition, language: 'pl' | 'en' = 'pl') =>
  sayCondition(condition, speaking(language)).replace(/\s/g, ' ');

describe('a condition in words', () => {
  it('says days, choices and people as people do', () => {
    const days: Condition = { field: 'company.lastContactAt', operator: '<', value: { days: -90 } };
    expect(said(days)).to.equal('Ostatni kontakt dawniej niż 90 dni temu');
    expect(said(days, 'en')).to.equal('Last contact more than 90 days ago');
    expect(said({ field: 'company.class', operator: 'in', value: ['A', 'B'] })).to.equal('Klasa A lub B');
    expect(said({ field: 'company.ownerId', operator: '=', value: 'me' })).to.equal('Opiekun ja');
    expect(said({ field: 'company.ownerId', operator: 'in', value: ['anna', 'x'] })).to.equal(
      'Opiekun Anna Wiśniewska lub ktoś, kogo nie widzisz',
    );
    expect(said({ field: 'company.turnoverMinor', operator: '>', value: 500000 })).to.equal(
      'Obrót powyżej 5 000,00 zł',
    );
  });

  it('says an amount of an own field in the currency of the field', () => {
    expect(said({ field: 'company.own.kaucja', operator: '>', value: 100_000 })).to.equal('Kaucja powyżej 1 000,00 €');
    expect(phrasesFor(facts.at(-1)!)[0]).to.include({ operator: '>', blank: 'money' });
  });

  it('says another record by its name, and never its id', () => {
    const of = (value: string | string[]): Condition => ({
      field: 'company.parentId',
      operator: Array.isArray(value) ? 'in' : '=',
      value,
    });
    expect(said(of(office))).to.equal('Centrala Drew-Pol');
    expect(said(of([office, unseen]), 'en')).to.equal('Head office Drew-Pol or …');
    expect(said({ field: 'company.class', operator: 'in', value: [unseen] })).to.equal('Klasa …');
    const headOffice: ListFact = facts.find(({ name }) => name === 'company.parentId')!;
    expect(phrasesFor(headOffice).map(({ id }) => id)).to.deep.equal([
      'is one of',
      'is none of',
      'is empty',
      'is not empty',
    ]);
  });

  it('still says what was looked into as text before there was something to choose from', () => {
    const once: Condition = { field: 'company.class', operator: 'contains', value: 'a' };
    expect(said(once)).to.equal('Klasa zawiera „a”');
    const known = facts.find(({ name }) => name === 'company.class')!;
    expect(phrasesFor(known, once)[0]!.id).to.equal('contains');
    expect(phrasesFor(known).map(({ id }) => id)).not.to.include('contains');
  });

  it('names each record once of which the names are to be read, those beside the row too', () => {
    const condition: Condition = {
      combinator: 'and',
      rules: [
        { field: 'company.parentId', operator: '=', value: office },
        { field: 'company.parentId', operator: 'notIn', value: [office, unseen, 'typed'] },
        { combinator: 'and', of: 'tasks', rules: [{ field: 'task.caseId', operator: 'in', value: [unseen] }] },
        { field: 'company.ownerId', operator: 'in', value: [unseen] },
      ],
    };
    expect(referencesIn([condition, null], { facts, related })).to.deep.equal([
      { target: 'company', id: office },
      { target: 'company', id: unseen },
    ]);
  });

  it('says groups, their opposites and related records', () => {
    const either: Condition = {
      combinator: 'or',
      rules: [
        { field: 'company.class', operator: '=', value: 'A' },
        { field: 'company.ownerId', operator: 'null' },
      ],
    };
    expect(said(either)).to.equal('Klasa A lub Opiekun brak');
    expect(said({ ...either, not: true })).to.equal('nie: (Klasa A lub Opiekun brak)');
    expect(said({ combinator: 'and', of: 'tasks', not: true, rules: [] })).to.equal('Ma zadanie nie');
  });

  it('names a field that is gone instead of failing', () => {
    expect(said({ field: 'own.gone', operator: '=', value: 1 })).to.equal('Nieznane pole own.gone');
  });

  it('finds the phrase that a rule was made with, and keeps the days when the phrase changes', () => {
    const [, , contact] = facts as [ListFact, ListFact, ListFact];
    const rule = { field: contact.name, operator: '<', value: { days: -90 } } as const;
    expect(phraseOf(rule, phrasesFor(contact))?.id).to.equal('longer ago than');
    const next = phrasesFor(contact).find(({ id }) => id === 'in at most')!;
    expect(rephrase(rule, next)).to.deep.equal({ field: contact.name, operator: '<=', value: { days: 90 } });
    expect(asListed({ field: 'company.class', operator: '=', value: 'A' }, facts[0]!).value).to.deep.equal(['A']);
  });
});

describe('chosen rows', () => {
  it('are some, or all that the view finds but a few', () => {
    const three = pick(nobody, ['a', 'b', 'c'], true);
    expect(countOf(pick(three, ['b'], false), undefined)).to.equal(2);
    const all = pick(everybody, ['b'], false);
    expect([isPicked(all, 'a'), isPicked(all, 'b'), countOf(all, 1842)]).to.deep.equal([true, false, 1841]);
    expect(countOf(all, undefined)).to.equal(undefined);
  });

  it('outlive the box over a list that another search found', () => {
    const earlier = pick(nobody, ['a', 'b'], true);
    const both = pickRead(earlier, ['c', 'd'], true);
    expect(both).to.deep.equal(pick(nobody, ['a', 'b', 'c', 'd'], true));
    expect(pickRead(both, ['c', 'd'], false)).to.deep.equal(earlier);
  });

  it('are all again by the box over the list where one was left out, and none once it is emptied', () => {
    const allButOne = pick(everybody, ['b'], false);
    expect(pickRead(allButOne, ['a', 'b'], true)).to.deep.equal(everybody);
    expect(pickRead(everybody, ['a', 'b'], false)).to.deep.equal(nobody);
  });

  it('go to the server as ids or as the view with exceptions, never as a page of it', () => {
    expect(selectionOf(pick(nobody, ['a'], true), { view })).to.deep.equal({ ids: ['a'] });
    expect(selectionOf(pick(everybody, ['a'], false), { view, search: 'x', after: 'p', limit: 50 })).to.deep.equal({
      all: { view, search: 'x' },
      except: ['a'],
    });
  });

  it('name the versions in which they were shown, also in an earlier search, where an action asks for them', () => {
    const seen = new Map([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    expect(selectionOf(pick(nobody, ['a', 'b'], true), { view }, seen)).to.deep.equal({
      ids: ['a', 'b'],
      versions: { a: 1, b: 2 },
    });
    expect(selectionOf(pick(everybody, ['a'], false), { view }, seen)).to.deep.equal({
      all: { view },
      except: ['a'],
      versions: { b: 2, c: 3 },
    });
  });

  it('can be taken off the clipboard only where every row lies there', () => {
    const classA: Condition = { field: 'company.class', operator: '=', value: 'A' };
    const group = (combinator: 'and' | 'or', not = false): Condition => ({
      combinator,
      not,
      rules: [onClipboard, classA],
    });
    expect([onClipboard, group('and')].map(isOnClipboard)).to.deep.equal([true, true]);
    const others = [null, classA, { ...onClipboard, value: false }, group('or'), group('and', true)];
    expect(others.filter(isOnClipboard)).to.deep.equal([]);
  });

  it('reach from one row to another in the order of the list', () => {
    expect(between(['a', 'b', 'c', 'd'], 'c', 'a')).to.deep.equal(['a', 'b', 'c']);
    expect(between(['a', 'b'], 'gone', 'b')).to.deep.equal(['b']);
  });
});

describe('widths of columns', () => {
  const field = (id: string, type: ListField['type'], width?: number): ListField => ({
    id,
    title: { pl: id, en: id },
    type,
    sortable: false,
    editable: false,
    ...(width ? { width } : {}),
  });

  it('share the room that is left, and shrink no column when there is none', () => {
    const columns = [{ field: field('name', 'text', 280) }, { field: field('city', 'text', 120), width: 200 }];
    expect(widthsFor(columns, 1000, 'name')).to.deep.equal({ widths: [800, 200], rest: 0 });
    expect(widthsFor(columns, 300, 'name')).to.deep.equal({ widths: [280, 200], rest: 0 });
  });

  it('leave the room empty where every column was dragged', () => {
    expect(widthsFor([{ field: field('name', 'text'), width: 300 }], 1000, 'name')).to.deep.equal({
      widths: [300],
      rest: 700,
    });
  });
});

describe('the end of long work on a list', () => {
  it('is told where the list has a page', () => {
    for (const kind of Object.keys(listNames) as ListKind[])
      expect(
        pages.map(({ path }) => path),
        kind,
      ).to.include(addressOfList(kind));
  });
});
