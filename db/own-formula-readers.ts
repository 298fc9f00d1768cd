/** Who may read what comes of a formula: it tells the values of the fields that it names. */
import { DomainError } from '../domain/domain-error.ts';
import { fieldsIn } from '../domain/own/formula.ts';
import type { OwnField } from '../domain/own/shapes.ts';
import { isSameJson } from '../domain/same-json.ts';
import type { Tx } from './database.ts';
import { activeFields } from './own-fields.ts';

type Told = Pick<OwnField, 'record' | 'code' | 'kind' | 'title' | 'options' | 'readers' | 'active'>;

/**
 * Whoever reads a formula reads each own field that it names. Asked of a field as it is about to be, whether it is the formula or
 * one that is named; one that tells what it told before stays as it is. Throws `own_field.formula_tells`.
 */
export async function demandFormulaReaders(tx: Tx, field: Told, before?: Told): Promise<void> {
  if (!field.active || (before && isSameJson(tellingOf(before), tellingOf(field)))) return;
  const others = (await activeFields(tx, field.record)).filter(({ code }) => code !== field.code);
  for (const other of others) {
    for (const [formula, named] of [
      [field, other],
      [other, field],
    ] as const)
      if (reads(formula, named) && !isWithin(formula.readers, named.readers)) throw tells(formula, named);
  }
}

function tellingOf({ active, readers, options }: Told): unknown {
  return [active, readers, options.formula ?? null];
}

function reads({ kind, options }: Told, { code }: Told): boolean {
  return kind === 'formula' && fieldsIn(options.formula ?? '').has(code);
}

function isWithin(some: OwnField['readers'], all: OwnField['readers']): boolean {
  return all === null || (some !== null && some.every((profile) => all.includes(profile)));
}

function tells(formula: Told, named: Told): DomainError {
  return new DomainError(
    'own_field.formula_tells',
    {
      pl: `Wzór pola „${formula.title.pl}” czyta pole „${named.title.pl}”, które widzi mniej osób. Ogranicz odczyt pola „${formula.title.pl}” do profili, które widzą „${named.title.pl}”.`,
      en: `The formula of "${formula.title.en}" reads the field "${named.title.en}", which fewer people see. Let only profiles that see "${named.title.en}" read "${formula.title.en}".`,
    },
    'readers',
  );
}
