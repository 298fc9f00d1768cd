import { z } from 'zod';
import type { Said } from '../../domain/domain-error.ts';
import type { CompanyDraft, LookupAnswer } from '../plugin.ts';
import { readAddress } from './address.ts';

const text = z.string().nullish();
const answer = z.object({
  result: z.object({
    subject: z
      .object({
        name: z.string(),
        nip: text,
        regon: text,
        krs: text,
        statusVat: text,
        residenceAddress: text,
        workingAddress: text,
        accountNumbers: z.array(z.string()).nullish(),
      })
      .nullable(),
    requestId: text,
  }),
});
type Subject = NonNullable<z.infer<typeof answer>['result']['subject']>;

export type Service = { readonly url: string; readonly timeoutMs: number };

/** Asks the service once. Whatever the far side does is an answer; nothing is thrown. */
export async function askList({ url, timeoutMs }: Service, nip: string): Promise<LookupAnswer> {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw' }).format(new Date());
  const address = `${url.replace(/\/+$/, '')}/api/search/nip/${encodeURIComponent(nip)}?date=${today}`;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(address, { signal, redirect: 'error', headers: { Accept: 'application/json' } });
    if (response.status === 429) return failed(busy);
    if (response.status === 404 || response.status === 400) return { as: 'none' };
    if (!response.ok) return failed(broken(response.status));
    const read = answer.safeParse(await response.json());
    if (!read.success) return failed(unreadable);
    const { subject, requestId } = read.data.result;
    return subject
      ? { as: 'found', draft: draftOf(subject), ...(requestId ? { proof: requestId } : {}) }
      : { as: 'none' };
  } catch (error) {
    const late = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    return failed(late ? tooSlow : away);
  }
}

function draftOf(subject: Subject): CompanyDraft {
  const { name, nip, regon, krs, statusVat, workingAddress, residenceAddress, accountNumbers } = subject;
  const iban = accountNumbers?.length === 1 ? accountNumbers[0] : undefined;
  return {
    name: name.slice(0, 500),
    kind: krs || !residenceAddress ? 'firm' : 'sole trader',
    ...(nip ? { nip } : {}),
    ...(regon ? { regon } : {}),
    ...(krs ? { krs } : {}),
    ...(iban ? { iban: `PL${iban}` } : {}),
    ...readAddress(workingAddress ?? residenceAddress ?? ''),
    ...(statusVat ? { remark: { pl: `VAT: ${statusVat}`, en: `VAT: ${statusVat}` } } : {}),
  };
}

function failed(reason: Said): LookupAnswer {
  return { as: 'failed', reason };
}

const busy: Said = {
  pl: 'Biała lista przyjęła już dziś tyle pytań, ile przyjmuje z jednego miejsca. Spróbuj jutro albo wpisz dane ręcznie.',
  en: 'The white list has answered as often today as it does. Try tomorrow, or type it in by hand.',
};
const tooSlow: Said = {
  pl: 'Biała lista nie odpowiedziała na czas. Spróbuj za chwilę albo wpisz dane ręcznie.',
  en: 'The white list did not answer in time. Try again in a moment, or type it in by hand.',
};
const away: Said = {
  pl: 'Nie udało się połączyć z białą listą. Sprawdź sieć albo wpisz dane ręcznie.',
  en: 'The white list cannot be reached. Check the network, or type it in by hand.',
};
const unreadable: Said = {
  pl: 'Biała lista odpowiedziała inaczej niż zwykle i nie da się tego odczytać. Wpisz dane ręcznie.',
  en: 'The white list gave an answer that cannot be read. Type it in by hand.',
};

function broken(status: number): Said {
  return {
    pl: `Biała lista ma kłopot (${status}). Spróbuj później albo wpisz dane ręcznie.`,
    en: `The white list has a problem (${status}). Try later, or type it in by hand.`,
  };
}
