import type { Said } from '../domain-error.ts';
import type { SpanRule, Step } from './shapes.ts';

/** The step before, and by which way the run has left it: `event-way` and `claim` write the way into the history. */
export type CameFrom = { readonly step: Step | undefined; readonly way: string | undefined };

/** Why a step was entered, as the end of a sentence: "bo klient nie odpisał przez 3 dni robocze". Undefined where it says nothing. */
export function reasonOf({ step, way = '' }: CameFrom): Said | undefined {
  if (way === 'start') return { pl: 'bo od niego scenariusz się zaczyna', en: 'because the scenario begins with it' };
  if (!step) return undefined;
  if (way === 'time' && step.kind === 'wait') return waited(step);
  if (way.startsWith('happened: ')) return happened(way.slice('happened: '.length));
  if (way.startsWith('outcome: ') && step.kind === 'task') {
    const code = way.slice('outcome: '.length);
    const name = step.outcomes.find((outcome) => outcome.code === code)?.name ?? { pl: code, en: code };
    return {
      pl: `bo wynik kroku „${step.name ?? step.title}” to „${name.pl}”`,
      en: `because the outcome of "${step.name ?? step.title}" was "${name.en}"`,
    };
  }
  if (way === 'timeout') return { pl: 'bo minął termin poprzedniego kroku', en: 'because the step before was late' };
  return said[way];
}

const said: Readonly<Record<string, Said>> = {
  failed: { pl: 'bo wiadomości nie udało się wysłać', en: 'because the message could not be sent' },
  expired: { pl: 'bo wiadomość straciła ważność', en: 'because the message had expired' },
  refused: { pl: 'bo tą drogą nie wolno się kontaktować', en: 'because that way of contact is not allowed' },
  past: { pl: 'bo data, na którą czekał, już minęła', en: 'because the date it waited for had passed' },
  'no date': { pl: 'bo daty, na którą miał czekać, nie ma', en: 'because there is no date to wait for' },
  joined: { pl: 'bo skończyły się równoległe kroki', en: 'because the parallel steps had come together' },
};

const events: Readonly<Record<string, Said>> = {
  reply: { pl: 'bo klient odpisał', en: 'because the customer replied' },
  click: { pl: 'bo klient kliknął w odnośnik', en: 'because the customer clicked a link' },
  open: { pl: 'bo klient otworzył wiadomość', en: 'because the customer opened the message' },
  payment: { pl: 'bo przyszła płatność', en: 'because a payment came' },
};

const absences: Readonly<Record<string, Said>> = {
  reply: { pl: 'klient nie odpisał', en: 'the customer did not reply' },
  click: { pl: 'klient nie kliknął w odnośnik', en: 'the customer did not click' },
  open: { pl: 'klient nie otworzył wiadomości', en: 'the customer did not open the message' },
  payment: { pl: 'nie przyszła płatność', en: 'no payment came' },
};

function happened(event: string): Said {
  return events[event] ?? { pl: `bo zaszło zdarzenie „${event}”`, en: `because of the event "${event}"` };
}

function waited(step: Extract<Step, { kind: 'wait' }>): Said {
  const missed = absences[step.on?.[0]?.event ?? ''];
  if (!step.for) return { pl: 'bo nadszedł czekany dzień', en: 'because the day had come' };
  const span = spanOf(step.for);
  if (missed) return { pl: `bo ${missed.pl} przez ${span.pl}`, en: `because ${missed.en} for ${span.en}` };
  return { pl: `bo minęło: ${span.pl}`, en: `because ${span.en} had passed` };
}

const units: Readonly<Record<SpanRule['unit'], readonly [one: string, few: string, many: string, en: string]>> = {
  'working days': ['dzień roboczy', 'dni robocze', 'dni roboczych', 'working day'],
  'working hours': ['godzinę roboczą', 'godziny robocze', 'godzin roboczych', 'working hour'],
  'calendar days': ['dzień', 'dni', 'dni', 'day'],
  minutes: ['minutę', 'minuty', 'minut', 'minute'],
};

function spanOf({ unit, count }: SpanRule): Said {
  const [one, few, many, en] = units[unit];
  const form = { one, few, many, other: few, zero: many, two: few }[new Intl.PluralRules('pl').select(count)];
  return { pl: `${count} ${form}`, en: `${count} ${en}${count === 1 ? '' : 's'}` };
}
