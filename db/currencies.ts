/** In which currencies people write amounts down. What another system feeds may be in any. */
import { DomainError } from '../domain/domain-error.ts';
import type { Tx } from './database.ts';

/** The codes that forms offer, the usual one first. */
export async function offeredCurrencies(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.rows<{ code: string }>('select code from currencies where active order by position, code');
  return rows.map(({ code }) => code);
}

/** The currency of an amount for which none was chosen. */
export async function usualCurrency(tx: Tx): Promise<string> {
  const [first = 'PLN'] = await offeredCurrencies(tx);
  return first;
}

type Chosen = { readonly chosen: string | undefined; readonly before?: string | undefined };

/** Throws `currency.not_offered` for one that the dictionary does not offer; what stands there already may stay. */
export async function demandCurrency(tx: Tx, { chosen, before }: Chosen): Promise<void> {
  if (chosen === undefined || chosen === before) return;
  const offered = await offeredCurrencies(tx);
  if (offered.includes(chosen)) return;
  const code = chosen.slice(0, 10);
  throw new DomainError(
    'currency.not_offered',
    {
      pl: `Waluty „${code}” nie ma do wyboru. Wybierz: ${offered.join(', ')}, albo poproś administratora, żeby dopisał ją do słownika walut.`,
      en: `The currency "${code}" is not offered. Choose ${offered.join(', ')}, or ask an administrator to add it to the dictionary of currencies.`,
    },
    'currency',
  );
}
