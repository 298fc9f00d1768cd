/** How the start speaks to the person at the terminal. */
import type { Language, Said } from '../domain/domain-error.ts';
import { DomainError } from '../domain/domain-error.ts';

export type Speaker = {
  readonly language: Language;
  /** One line. */
  readonly say: (said: Said) => void;
  /** A long step: its title at once, then a sign of life, at last how long it took. */
  readonly during: <T>(title: Said, work: (living: Living) => Promise<T>) => Promise<T>;
};

/** Tells how far a long step has come; shown with the next sign of life. */
export type Living = (progress: Said) => void;

const SIGN_OF_LIFE_MS = 15_000;

export function speaker(language: Language, out: NodeJS.WriteStream = process.stdout): Speaker {
  const line = (said: Said) => out.write(`${said[language]}\n`);
  return {
    language,
    say: line,
    async during(title, work) {
      const began = Date.now();
      let progress = '';
      line({ pl: `${title.pl}…`, en: `${title.en}…` });
      const alive = () => `  ${clock(Date.now() - began)} ${progress}`;
      const sign = setInterval(
        () => out.write(out.isTTY ? `\r\x1b[K${alive()}` : `${alive()}\n`),
        out.isTTY ? 1000 : SIGN_OF_LIFE_MS,
      );
      try {
        const result = await work((said) => (progress = said[language]));
        const took = clock(Date.now() - began);
        out.write(`${out.isTTY ? '\r\x1b[K' : ''}  ${language === 'pl' ? 'gotowe' : 'done'} (${took})\n`);
        return result;
      } finally {
        clearInterval(sign);
      }
    },
  };
}

/** Says nothing: for tests, whose own report is enough. */
export const silent: Speaker = { language: 'en', say: () => {}, during: (_title, work) => work(() => {}) };

/** What a person at the terminal reads about a failure: the sentence of a DomainError, the stack of anything else. */
export function failureText(error: unknown, language: Language): string {
  if (error instanceof DomainError) return error.said[language];
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
