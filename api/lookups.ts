import { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { demand } from '../domain/access.ts';
import { DomainError } from '../domain/domain-error.ts';
import { isNip, normaliseNip } from '../domain/ids/nip.ts';
import type { Lookup, LookupAnswer } from '../plugins/plugin.ts';
import { answer, viewerOf, type Door } from './door.ts';

/** A register is asked about one number once a day; a minute's asking by one person has an end. */
const KEPT_MS = 86_400_000;
const KEPT = 1_000;
const ASKS = { points: 20, duration: 60 };

/** What registers know about a firm by its NIP: shown in the form before anything is filled in. */
export function lookupsApi({ lookups = [] }: Door): Router {
  const router = Router();
  const kept = new Map<string, { at: number; answer: LookupAnswer }>();
  const limit = new RateLimiterMemory(ASKS);

  router.get(
    '/lookups',
    answer(async (request) => {
      demand(viewerOf(request), 'company.edit');
      return { rows: lookups.map(({ id, title, by }) => ({ id, title, by })) };
    }),
  );
  router.get(
    '/lookups/nip/:nip',
    answer(async (request) => {
      const viewer = viewerOf(request);
      demand(viewer, 'company.edit');
      const nip = normaliseNip(z.string().max(30).parse(request.params['nip']));
      if (!isNip(nip)) throw odd(nip);
      await limit.consume(viewer.userId).catch(() => Promise.reject(tooMany()));
      return ask(nip);
    }),
  );

  async function ask(nip: string) {
    let failure: LookupAnswer | undefined;
    for (const lookup of lookups) {
      const known = await remembered(lookup, nip);
      if (known.as === 'found') return { source: lookup.title, draft: known.draft, proof: known.proof ?? null };
      if (known.as === 'failed') failure = known;
    }
    throw failure?.as === 'failed' ? new DomainError('lookup.failed', failure.reason, 'nip') : nobody(nip);
  }

  async function remembered(lookup: Lookup, nip: string): Promise<LookupAnswer> {
    const key = `${lookup.id} ${nip}`;
    const before = kept.get(key);
    if (before && Date.now() - before.at < KEPT_MS) return before.answer;
    const found = await lookup.find(nip);
    if (found.as === 'failed') return found;
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, { at: Date.now(), answer: found });
    return found;
  }
  return router;
}

function odd(nip: string): DomainError {
  return new DomainError(
    'lookup.odd_nip',
    {
      pl: `„${nip}” nie jest poprawnym NIP-em, więc nie ma o co pytać. Sprawdź cyfry.`,
      en: `"${nip}" is not a valid NIP, so there is nothing to ask about. Check its digits.`,
    },
    'nip',
  );
}

function nobody(nip: string): DomainError {
  return new DomainError(
    'lookup.nobody',
    {
      pl: `Żaden rejestr nie zna firmy z NIP-em ${nip}. Wpisz dane ręcznie.`,
      en: `No register knows a firm with the NIP ${nip}. Type it in by hand.`,
    },
    'nip',
  );
}

function tooMany(): DomainError {
  return new DomainError('request.too_many', {
    pl: 'Za dużo pytań o NIP-y naraz. Odczekaj minutę.',
    en: 'Too many questions at once. Wait a minute.',
  });
}
