import { expect } from 'chai';
import { defaultRuleBook } from '../../../domain/governor/rule-book.ts';
import { shippedScenarios } from '../../../domain/scenario/shipped/list.ts';
import { shippedTemplates } from '../../../domain/scenario/shipped/templates.ts';
import type { Json, Step, Version } from '../../../domain/scenario/shapes.ts';
import { canonicalText, validateVersion, type Known, type Problem } from '../../../domain/scenario/validate.ts';
import { drawn, end, hours, mail, task } from '../../support/scenario.ts';

const anna = '0190a0b4-0000-7000-8000-000000000001';
const known: Known = {
  roles: ['operator', 'supervisor', 'administrator'],
  queues: ['phones'],
  userIds: [],
  channels: ['email'],
  templates: shippedTemplates.map(({ code }) => code),
  taskTypes: ['call'],
  purposes: Object.keys(defaultRuleBook.purposes),
  calendars: ['organisation'],
  fields: ['class'],
};
const all = (json: unknown, has = known): readonly Problem[] => {
  const checked = validateVersion(json, has);
  return 'problems' in checked ? checked.problems : checked.warnings;
};
const grave = (json: unknown, has = known) => all(json, has).filter(({ warning }) => !warning);
const codes = (json: unknown) => grave(json).map(({ code, step }) => `${code} ${step ?? ''}`.trim());
const of = (steps: Readonly<Record<string, Step>>) => codes(drawn(steps));

describe('publishing a scenario', () => {
  for (const { code, graph } of shippedScenarios)
    it(`the shipped scenario ${code} passes without a warning`, () => expect(all(graph)).to.deep.equal([]));

  it('reads JSON from a text and from an object alike', () => {
    const version = drawn({ t: task({ ok: 'e' }), e: end() });
    expect(validateVersion(JSON.stringify(version), known)).to.deep.equal(validateVersion(version, known));
  });

  it('what is no JSON, too large, or of another shape is refused in words', () => {
    expect(codes('{"schema":1,')).to.deep.equal(['shape.not_json']);
    expect(
      codes({ schema: 1, start: 'e', steps: { e: end('success', { reason: 'x'.repeat(70_000) }) } }),
    ).to.deep.equal(['shape.too_large']);
    for (const wrong of [
      null,
      [],
      7,
      '"text"',
      {},
      { schema: 2, start: 'e', steps: {} },
      { schema: 1, start: 'e', steps: { e: null } },
    ])
      expect(codes(wrong), JSON.stringify(wrong)).to.include.oneOf(['shape.wrong', 'shape.wrong e']);
  });

  it('a mistyped field is named with its step', () => {
    const [found] = grave({ schema: 1, start: 'e', steps: { e: { kind: 'end', result: 'success', reson: 'x' } } });
    expect(found?.said).to.deep.equal({
      pl: 'Krok „e”: pole „reson”: nie ma takiego pola (literówka?).',
      en: 'Step "e": field "reson": is no field (a typing mistake?).',
    });
  });

  it('names that every object of JavaScript has are no names of steps', () => {
    expect(
      codes(`{"schema":1,"start":"constructor","steps":{"constructor":{"kind":"end","result":"success"}}}`),
    ).not.to.deep.equal([]);
    expect(
      codes(`{"schema":1,"start":"__proto__","steps":{"__proto__":{"kind":"end","result":"success"}}}`),
    ).not.to.deep.equal([]);
  });

  it('every way leads to a step, every step is reached', () => {
    expect(of({ t: task({ ok: 'nowhere' }) })).to.include('graph.lost_way t');
    expect(of({ t: task({ ok: 'e' }), e: end(), island: end() })).to.deep.equal(['graph.unreached island']);
    expect(codes({ schema: 1, start: 'x', steps: { e: end() } })).to.deep.equal(['graph.no_start']);
  });

  it('a scenario without an end, or with a part that never ends, is refused', () => {
    expect(of({ t: task({ again: 't' }) })).to.deep.equal(['graph.no_end']);
    expect(of({ t: task({ ok: 'e', trap: 'u' }), u: task({ again: 'u' }), e: end() })).to.deep.equal([
      'graph.endless u',
    ]);
  });

  it('a loop without a task or a positive wait is refused with its way (engine rule 11)', () => {
    const loop = (wait: Step) =>
      of({
        m: mail('w'),
        w: wait,
        b: {
          kind: 'split',
          shares: [
            { weight: 1, next: 'm' },
            { weight: 1, next: 'e' },
          ],
        },
        e: end(),
      });
    expect(loop(hours(1, 'b'))).to.deep.equal([]);
    expect(loop(hours(0, 'b'))).to.deep.equal(['graph.spins m']);
    expect(loop({ kind: 'wait', until: { fact: 'case.dueOn' }, next: 'b' })).to.deep.equal(['graph.spins m']);
    expect(loop({ kind: 'wait', on: [{ event: 'reply', next: 'b' }], next: 'b' })).to.deep.equal(['graph.spins m']);
    const [found] = grave(
      drawn({
        m: mail('n'),
        n: { kind: 'branch', when: [{ if: { combinator: 'and', rules: [] }, next: 'e' }], else: 'm' },
        e: end(),
      }),
    );
    expect(found?.said.pl).to.contain('m → n → m');
  });

  it('two joins for one fork are refused (engine rule 9)', () => {
    const two = {
      f: { kind: 'fork', to: ['a', 'b'] },
      a: task({ ok: 'j' }),
      b: task({ ok: 'k' }),
      j: { kind: 'join', need: 'all', next: 'e' },
      k: { kind: 'join', need: 'all', next: 'e' },
      e: end(),
    } as const;
    expect(of(two)).to.deep.equal(['fork.two_joins f']);
  });

  it('a way that leaves the region of a fork unjoined is refused, forward and back (engine rule 9)', () => {
    const region = (out: string) =>
      of({
        t: task({ ok: 'f' }),
        f: { kind: 'fork', to: ['a', 'b'] },
        a: task({ ok: 'j', out }),
        b: task({ ok: 'j' }),
        j: { kind: 'join', need: 'all', next: 'after' },
        after: task({ ok: 'e' }),
        e: end(),
      });
    expect(region('e')).to.deep.equal([]);
    expect(region('after')).to.include.oneOf(['fork.left a', 'fork.left j']);
    expect(region('t')).to.deep.equal(['fork.left a']);
  });

  it('forks may nest, and a join needs a fork (engine rule 9)', () => {
    expect(
      of({
        f: { kind: 'fork', to: ['g', 'x'] },
        g: { kind: 'fork', to: ['p', 'q'] },
        p: task({ ok: 'k' }),
        q: task({ ok: 'k' }),
        k: { kind: 'join', need: 'any', next: 'j' },
        x: task({ ok: 'j' }),
        j: { kind: 'join', need: 'all', next: 'e' },
        e: end(),
      }),
    ).to.deep.equal([]);
    expect(of({ t: task({ ok: 'j' }), j: { kind: 'join', need: 'all', next: 'e' }, e: end() })).to.deep.equal([
      'fork.no_fork j',
    ]);
  });

  it('a wait for events alone leads nowhere by time', () => {
    const again = task({ again: 'w' });
    expect(
      of({ w: { kind: 'wait', on: [{ event: 'reply', next: 't' }], next: 'e' }, t: again, e: end() }),
    ).to.deep.equal(['graph.unreached e', 'graph.endless w', 'graph.endless t']);
    expect(of({ w: hours(1, 'e', { past: 'p' }), e: end(), p: end() })).to.deep.equal(['graph.unreached p']);
  });

  it('a field of a customer is set to what it may hold', () => {
    const set = (field: string, value: Json) => codesOf({ s: { kind: 'set', field, value, next: 'e' }, e: end() });
    const codesOf = (steps: Readonly<Record<string, Step>>) =>
      grave(drawn(steps), { ...known, fields: ['class', 'ownerId'], userIds: [anna] }).map(({ code }) => code);
    expect(set('ownerId', anna)).to.deep.equal([]);
    expect(set('ownerId', null)).to.deep.equal([]);
    expect(set('ownerId', 'anna')).to.deep.equal(['name.unknown']);
    expect(set('class', 'A')).to.deep.equal([]);
    expect(set('class', 7)).to.deep.equal(['set.no_text']);
  });

  it('what the installation does not have is named', () => {
    const strange = drawn({
      t: task(
        { ok: 'm' },
        {
          type: 'dance',
          assignee: { to: 'role', role: 'king' },
          due: { unit: 'working days', count: 1, calendar: 'moon' },
        },
      ),
      m: mail('s', { template: 'love-letter', channel: 'pigeon' }),
      s: { kind: 'set', field: 'shoeSize', value: 44, next: 'n' },
      n: { kind: 'notify', whom: { to: 'queue', queue: 'nobody' }, text: { pl: 'x', en: 'x' }, next: 'e' },
      e: end(),
    });
    expect(codes(strange)).to.deep.equal(['t', 't', 't', 'm', 'm', 's', 'n'].map((step) => `name.unknown ${step}`));
  });

  it('a purpose of a task that the rule book does not name is named with those that it does', () => {
    const call = (purpose: string) =>
      grave(drawn({ t: task({ ok: 'e' }, { purpose, refused: 'e' }), e: end() }), {
        ...known,
        purposes: ['marketing', 'service'],
      });
    expect(call('service')).to.deep.equal([]);
    expect(call('invoice').map(({ code, step }) => [code, step])).to.deep.equal([['name.unknown', 't']]);
    expect(call('marketingg')[0]?.said).to.deep.equal({
      pl: 'Krok „t”: nie ma celu kontaktu „marketingg”. Są: marketing, service. Wybierz z istniejących albo dodaj brakujące w ustawieniach.',
      en: 'Step "t": there is no purpose of contact "marketingg". There are: marketing, service. Choose an existing one or add it in the settings.',
    });
  });

  it('kinds of steps that cannot run yet are refused with a sentence', () => {
    const [found] = grave(drawn({ x: { kind: 'effect', effect: 'invoice', params: {}, next: 'e' }, e: end() }));
    expect(found?.said.en).to.equal(
      'Step "x": steps of the kind "effect" cannot be run by this version of Nurt yet. Put a task for a person in its place.',
    );
  });

  it('a condition about an unknown field is refused', () => {
    const branch = {
      kind: 'branch',
      when: [{ if: { field: 'company.shoeSize', operator: '=', value: 44 }, next: 'e' }],
      else: 'e',
    } as const;
    expect(of({ b: branch, e: end() })).to.deep.equal(['condition.unknown_fact b']);
  });

  it('a field of the task that was finished last is asked for only where there is exactly one such', () => {
    const large = { field: 'task.own.metry', operator: '>', value: 40 } as const;
    const branch: Step = { kind: 'branch', when: [{ if: large, next: 'e' }], else: 'e' };
    const waits: Step = { kind: 'wait', until: { fact: 'task.own.dzien' }, next: 'e', past: 'e' };
    expect(of({ b: branch, e: end() })).to.deep.equal(['fact.no_task b']);
    expect(of({ w: waits, e: end() })).to.include('fact.no_task w');
    expect(of({ t: task({ ok: 'u' }), u: task({ ok: 'b' }), b: branch, e: end() })).to.deep.equal([]);
    const parallel = { f: { kind: 'fork', to: ['t', 'x'] }, j: { kind: 'join', need: 'all', next: 'b' } } as const;
    const forked = (x: Step) => of({ ...parallel, t: task({ ok: 'j' }), x, b: branch, e: end() });
    expect(forked(task({ ok: 'j' }))).to.deep.equal(['fact.many_tasks b']);
    expect(forked(hours(1, 'j'))).to.deep.equal([]);
  });

  it('a wait that waits for nothing, and a timeout without a deadline, are refused', () => {
    expect(of({ w: { kind: 'wait', next: 'e' }, e: end() })).to.deep.equal(['wait.for_nothing w']);
    expect(of({ t: task({ ok: 'e' }, { timeout: 'e' }), e: end() })).to.deep.equal(['task.timeout_without_due t']);
  });

  it('a task is planned for a date only', () => {
    const planned = (fact: string) => of({ t: task({ ok: 'e' }, { planned: { fact } }), e: end() });
    expect([planned('company.name'), planned('answers.nextAt')]).to.deep.equal([['task.no_date t'], []]);
  });

  it('ways that are not drawn are a warning, and the scenario passes', () => {
    const checked = validateVersion(drawn({ m: mail('e'), e: end() }), known);
    expect(checked).to.have.property('version');
    expect(all(drawn({ m: mail('e'), e: end() })).map(({ code }) => code)).to.deep.equal([
      'way.undrawn',
      'way.undrawn',
    ]);
  });

  it('the hash knows behaviour only: names, colours, places and the order of steps do not count', () => {
    const plain: Version = drawn({ t: task({ ok: 'e' }), e: end() });
    const painted: Version = {
      ...plain,
      steps: { e: { ...end(), name: 'Koniec', at: [1, 2] }, t: { ...task({ ok: 'e' }), color: 'red' } },
    };
    expect(canonicalText(painted)).to.equal(canonicalText(plain));
    expect(canonicalText(drawn({ t: task({ ok: 'e' }, { title: 'Inny' }), e: end() }))).not.to.equal(
      canonicalText(plain),
    );
  });
});
