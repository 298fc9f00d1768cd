import type { PathWay } from '../../../domain/scenario/path.ts';
import type { Step } from '../../../domain/scenario/shapes.ts';
import type { Words } from '../words.ts';

/** What people call a way out of a step of this kind, where the scenario itself gives it no name. */
export function wayName(kind: Step['kind'], by: string, words: Words): string {
  const { t } = words;
  const place = /\[(\d+)\]$/.exec(by)?.[1];
  if (place !== undefined) return String(Number(place) + 1);
  if (by === 'next' && kind === 'message') return t('scenarios.way.sent');
  if (by === 'next' && kind === 'wait') return t('scenarios.way.time');
  if (by === 'refused' && kind === 'message') return t('scenarios.way.no address');
  if (kind === 'wait' && by !== 'past') return eventName(by, words);
  return t(`scenarios.way.${by}`);
}

/** Events that Nurt knows have names; others are named by programs. */
export function eventName(event: string, { t, knows }: Words): string {
  const key = `scenarios.event.${event}`;
  return knows(key) ? t(key) : event;
}

/** What leads along this way, in the words of the scenario or else of its kind of step. */
export function namesOf(way: PathWay, kind: Step['kind'], words: Words): string[] {
  return way.by.map((by, at) => way.names[at]?.[words.language] ?? wayName(kind, by, words));
}
