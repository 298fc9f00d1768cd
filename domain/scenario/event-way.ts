import type { EventPattern, Json, StepId } from './shapes.ts';

type Happened = { readonly event: string; readonly facts: Readonly<Record<string, Json>> };

/** Where this event leads a token that waits for these patterns; the first that fits. */
export function wayOf(patterns: readonly EventPattern[], { event, facts }: Happened): StepId | undefined {
  return patterns.find((pattern) => pattern.event === event && fits(pattern, facts))?.next;
}

function fits({ match }: EventPattern, facts: Happened['facts']): boolean {
  return match === undefined || Object.entries(match).every(([name, wanted]) => same(wanted, facts[name]));
}

function same(a: Json, b: Json | undefined): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
