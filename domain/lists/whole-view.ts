import type { Condition } from '../conditions/shapes.ts';
import { shortest } from '../conditions/shortest.ts';
import { isSameJson } from '../same-json.ts';
import { readableCondition, readableView, type Reach } from './readable-view.ts';
import type { View } from './shapes.ts';

/** How many of each a view may hold. */
export const mostOfView = { columns: 60, sort: 4, colours: 20 } as const;

/** A kept view, and as somebody sends it who saw it as far as they reach. */
type Sent = { readonly kept: View; readonly sent: View; readonly reach: Reach };

/**
 * The view as it is to be kept: as it was sent, with what of the kept one its sender could not read, where it stood (rule 14).
 * Undefined where they changed something of which they saw only a part: nobody knows what the whole should say now.
 */
export function wholeView({ kept, sent, reach }: Sent): View | undefined {
  if (readableView(kept, reach).dropped.length === 0) return sent;
  const seen = (condition: Condition) => readableCondition(condition, reach);
  const rules = putBack(partsOf(kept.condition), partsOf(sent.condition), { seen, isSame: isSameCondition });
  const colours = putBack(kept.colours, sent.colours, {
    seen: (colour) => {
      const condition = seen(colour.condition);
      return condition && { ...colour, condition };
    },
    isSame: (one, other) => one.tone === other.tone && isSameCondition(one.condition, other.condition),
  });
  if (!rules || !colours) return undefined;
  return {
    ...sent,
    columns: named(kept.columns, sent.columns, reach.field).slice(0, mostOfView.columns),
    sort: named(kept.sort, sent.sort, reach.sortable).slice(0, mostOfView.sort),
    condition: rules.length > 1 ? { combinator: 'and', rules } : (rules[0] ?? null),
    colours: colours.slice(0, mostOfView.colours),
  };
}

/** What must hold, each by itself. */
function partsOf(condition: Condition | null): readonly Condition[] {
  if (condition === null) return [];
  const isFlat = 'rules' in condition && condition.combinator === 'and' && !condition.not && condition.of === undefined;
  return isFlat ? condition.rules : [condition];
}

function isSameCondition(one: Condition, other: Condition): boolean {
  return isSameJson(shortest(one), shortest(other));
}

/** Columns and keys of the order are seen whole or not at all, and known by their field. */
function named<Part extends { readonly field: string }>(
  kept: readonly Part[],
  sent: readonly Part[],
  may: (field: string) => boolean,
): readonly Part[] {
  const isSame = (one: Part, other: Part) => one.field === other.field;
  return putBack(kept, sent, { seen: (part) => (may(part.field) ? part : null), isSame })!;
}

type Seeing<Part> = {
  /** As the sender saw it; null where they did not. */
  readonly seen: (part: Part) => Part | null;
  readonly isSame: (one: Part, other: Part) => boolean;
};

/** What was not seen comes behind what it stood behind; what was seen in part and sent so is whole again. */
function putBack<Part>(
  kept: readonly Part[],
  sent: readonly Part[],
  { seen, isSame }: Seeing<Part>,
): readonly Part[] | undefined {
  const whole = [...sent];
  let place = 0;
  for (const part of kept) {
    const shown = seen(part);
    if (shown === null) {
      whole.splice(place, 0, part);
      place += 1;
      continue;
    }
    const at = whole.findIndex((one) => isSame(one, shown));
    const isPart = !isSame(part, shown);
    if (at < 0 && isPart) return undefined;
    if (at < 0) continue;
    if (isPart) whole[at] = part;
    place = at + 1;
  }
  return whole;
}
