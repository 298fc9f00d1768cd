/** Own fields of whom an import found when it is undone: what it wrote goes back, and nothing that was written beside it since. */
import type { ImportPlan } from '../domain/import/plan.ts';

type Known = 'company' | 'person';

/** The codes of the fields that the import wrote into a company or a person, of all that its row says, as SQL. */
export function writtenCodes(known: Known, { onChanged }: Pick<ImportPlan, 'onChanged'>): string {
  const before = `before->'${known}'->'own'`;
  const differs = onChanged === 'fill' ? `${before}->o.key is null` : `o.value is distinct from ${before}->o.key`;
  return `array(select o.key from jsonb_each(cells->'${known === 'company' ? 'own' : 'personOwn'}') o where ${differs})`;
}

/** Fields that became fields of another kind: the code under which values stood, and the one under which they go on. */
export const converted = `converted as materialized (
  select f.record, a.changes->'code'->>0 as was, f.code from own_fields f
    join audit a on a.noun = 'own field' and a.record_id = f.id::text and a.verb = 'convert')`;

/** Whether what the import wrote goes on under another code: taking back the old one would take back what nobody sees. */
export function goesOn(known: Known, own: string): string {
  const codes = `b.${known}_codes`;
  return `exists (select 1 from converted v where v.record = '${known}' and v.was = any(${codes}) and v.code <> all(${codes})
    and ${own}->v.code is distinct from b.before->'${known}'->'own'->v.code)`;
}

/**
 * Own values with those of before in the place of what the import wrote; what was written beside them since stays. What is gone
 * without a word comes back as well: imports once left a known person nothing but what the file said.
 */
export function ownBefore(known: Known, own: string): string {
  return `coalesce(u.before->'${known}'->'own', '{}') || (${own} - u.${known}_codes)`;
}
