import { DateTime } from 'luxon';
import type { Said } from '../domain-error.ts';
import { advance, type Context } from '../scenario/advance.ts';
import type { EffectKey, Json, Move, PlannedEffect, Run, Token, Version } from '../scenario/shapes.ts';

export type Supposed = {
  readonly version: Version;
  readonly run: Run;
  readonly context: Context;
  /** The task, by its effect, and what would be typed about it. */
  readonly key: EffectKey;
  readonly outcome: string;
  readonly answers: Readonly<Record<string, Json>>;
};

/** What will happen after this outcome is saved, a sentence each: the same interpreter moves a copy of the run. */
export function foretell(supposed: Supposed): Said[] {
  const { version, run, context, key, outcome, answers } = supposed;
  const input = {
    seq: 1,
    recordedAt: context.now,
    by: context.by,
    kind: 'outcome',
    key,
    code: outcome,
    answers,
  } as const;
  return told(advance(version, run, [input], context), supposed, onlySaved);
}

/** What will happen when the task's time runs out and nobody has done it. */
export function foretellTimeout(supposed: Omit<Supposed, 'outcome' | 'answers'> & { readonly at: number }): Said[] {
  const { version, run, context, at } = supposed;
  return told(advance(version, run, [], { ...context, now: at }), supposed, nothingElse);
}

function told(
  move: Move,
  { version, run, context, key }: Pick<Supposed, 'version' | 'run' | 'context' | 'key'>,
  otherwise: Said,
): Said[] {
  if (move.run.state === 'stuck') return [stuck];
  const said = [
    ...move.effects.flatMap((effect) => (effect.kind === 'withdraw' ? [] : ofEffect(effect, version, context))),
    ...withdrawn(move, key),
    ...move.run.tokens.flatMap((token) => (isNew(token, run) ? ofToken(token, version, context) : [])),
    ...(move.run.state === 'ended' ? [ofEnd(move, version)] : []),
  ];
  return said.length > 0 ? said : [otherwise];
}

function isNew(token: Token, before: Run): boolean {
  return !before.tokens.some(({ id, step, visit }) => id === token.id && step === token.step && visit === token.visit);
}

function ofEffect(effect: PlannedEffect, version: Version, { zone }: Context): Said[] {
  const drawn = version.steps[effect.step]?.name;
  switch (effect.kind) {
    case 'message': {
      const named = drawn ?? effect.params.template;
      const [pl, en] = effect.params.channel === 'email' ? ['e-mail', 'an e-mail'] : ['wiadomość', 'a message'];
      return [{ pl: `Wyjdzie ${pl} „${named}”.`, en: `It will send ${en} "${named}".` }];
    }
    case 'task': {
      const { title, plannedAt, dueAt } = effect.params;
      if (plannedAt !== undefined) return [ofAgreed(title, sayMoment(plannedAt, zone))];
      const until = dueAt === null ? { pl: '', en: '' } : sayMoment(dueAt, zone);
      return [
        {
          pl: `Powstanie zadanie „${title}”${until.pl && `, termin ${until.pl}`}.`,
          en: `It will make the task "${title}"${until.en && `, due ${until.en}`}.`,
        },
      ];
    }
    case 'set':
      return [{ pl: `Zmieni pole „${effect.params.field}”.`, en: `It will set the field "${effect.params.field}".` }];
    case 'notify':
      return [{ pl: 'Ktoś od nas dostanie powiadomienie.', en: 'Somebody of ours will be told.' }];
  }
}

function ofAgreed(title: string, at: Said): Said {
  return { pl: `Powstanie zadanie „${title}” na ${at.pl}.`, en: `It will make the task "${title}" for ${at.en}.` };
}

/** Other work that is taken back; the task itself is not news. */
function withdrawn({ effects }: Move, key: EffectKey): Said[] {
  const others = effects.filter((effect) => effect.kind === 'withdraw' && effect.key !== key).length;
  if (others === 0) return [];
  return [
    { pl: `Wycofa inne zadania i wiadomości: ${others}.`, en: `It will withdraw other tasks and messages: ${others}.` },
  ];
}

function ofToken(token: Token, version: Version, { zone }: Context): Said[] {
  const step = version.steps[token.step];
  if (step?.kind !== 'wait') return [];
  const until = token.wait?.until === undefined ? undefined : sayMoment(token.wait.until, zone);
  const reply = step.on?.some(({ event }) => event === 'reply') ?? false;
  const waits = { pl: 'Scenariusz poczeka', en: 'The scenario will wait' };
  if (!until) return [{ pl: `${waits.pl}, aż klient się odezwie.`, en: `${waits.en} until the customer responds.` }];
  return [
    {
      pl: `${waits.pl} do ${until.pl}${reply ? ' albo do odpowiedzi klienta' : ''}.`,
      en: `${waits.en} until ${until.en}${reply ? ' or until the customer replies' : ''}.`,
    },
  ];
}

const results = {
  success: { pl: 'sukces', en: 'success' },
  failure: { pl: 'niepowodzenie', en: 'failure' },
  neutral: { pl: 'bez wyniku', en: 'neutral' },
} as const;

function ofEnd({ run, events }: Move, version: Version): Said {
  const last = events.findLast(({ kind }) => kind === 'ended')?.step;
  const named = (last && version.steps[last]?.name) ?? run.result?.reason;
  const result = results[run.result?.result ?? 'neutral'];
  return {
    pl: `Scenariusz się zakończy: ${result.pl}${named ? ` („${named}”)` : ''}.`,
    en: `The scenario will end: ${result.en}${named ? ` ("${named}")` : ''}.`,
  };
}

const stuck: Said = {
  pl: 'Scenariusz utknie na tym wyniku; przełożony zobaczy dlaczego.',
  en: 'The scenario will be stuck on this outcome; a supervisor will see why.',
};
const nothingElse: Said = {
  pl: 'Scenariusz pójdzie dalej bez tego zadania.',
  en: 'The scenario will go on without this task.',
};
const onlySaved: Said = { pl: 'Wynik zostanie zapisany u klienta.', en: 'The outcome will be kept with the customer.' };

/** `27 listopada, 9:00`, in the organisation's zone. */
function sayMoment(at: number, zone: string): Said {
  const here = DateTime.fromMillis(at, { zone });
  const said = (locale: 'pl' | 'en') => here.setLocale(locale).toFormat('d MMMM, H:mm');
  return { pl: said('pl'), en: said('en') };
}
