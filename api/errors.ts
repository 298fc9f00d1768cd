import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request } from 'express';
import { ZodError } from 'zod';
import { DomainError } from '../domain/domain-error.ts';
import type { Language, Said } from '../domain/domain-error.ts';
import { diskFull } from '../domain/disk.ts';
import { readsBoth, theirsIn, type Theirs } from './both-values.ts';
import type { Door } from './door.ts';
import type { Viewer } from '../domain/access.ts';

/** What a caller of the API reads when something is refused. */
export type Refusal = {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  /** With 409. */
  readonly theirs?: Theirs;
};

/** The one error handler: broken rules in the viewer's language, everything else without a word of its inside. */
export function apiErrors({ db, log }: Pick<Door, 'db' | 'log'>): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four arguments
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const language = languageOf(request);
    const fail = (cause: unknown) => {
      const id = randomUUID().slice(0, 8);
      log('request failed', { id, method: request.method, path: placeOf(request), error: textOf(cause) });
      response.status(500).json({ code: 'server.failed', message: unforeseen(id)[language] });
    };
    const known = broken(error);
    if (!known) return fail(error);
    const { status, code, said, field } = known;
    const refuse = (theirs: Theirs | undefined) =>
      response.status(status).json({
        code,
        message: (theirs && !readsBoth(request, code) ? unreadChange : said)[language],
        ...(field === undefined ? {} : { field }),
        ...(theirs ? { theirs } : {}),
      });
    theirsIn(db, error, request).then(refuse, fail);
  };
}

/** Where it failed, without what is a key by itself: the rest of the address of a calendar, an invitation, a way out of mails. */
function placeOf({ path }: Request): string {
  const [door = '', ...rest] = path.split('/').filter(Boolean);
  return rest.length === 0 || ['api', 'admin', 'static'].includes(door) ? path : `/${door}/…`;
}

const unreadChange: Said = {
  pl: 'Ktoś inny zmienił ten wpis, odkąd go odczytano. Wyślij zmianę jeszcze raz z jego nową wersją.',
  en: 'Somebody else has changed this entry since it was read. Send your change once more with its new version.',
};

/** The viewer's language, else the browser's, else Polish. */
function languageOf(request: Request): Language {
  const { viewer } = request as Request & { viewer?: Viewer };
  return viewer?.language ?? (request.acceptsLanguages('pl', 'en') === 'en' ? 'en' : 'pl');
}

type Broken = { status: number; code: string; said: Said; field?: string };

function broken(error: unknown): Broken | undefined {
  if (isDiskFull(error)) return broken(diskFull());
  if (error instanceof DomainError) {
    const { code, said, field } = error;
    return { status: statusOf(code), code, said, ...(field === undefined ? {} : { field }) };
  }
  if (error instanceof ZodError) return misshapen(error);
  return ofPostgres(error) ?? ofAddress(error) ?? ofBody(error);
}

/** PostgreSQL's `disk_full`, or a file that could not be written. */
function isDiskFull(error: unknown): boolean {
  const { parent = error } = (error ?? {}) as { parent?: unknown };
  return ['53100', 'ENOSPC'].includes(String(((parent ?? {}) as { code?: unknown }).code));
}

function statusOf(code: string): number {
  if (code === 'right.missing' || code === 'right.everybody' || code === 'request.foreign') return 403;
  if (code === 'session.missing') return 401;
  if (code === 'request.too_many') return 429;
  if (code === 'disk.full') return 507;
  if (code.endsWith('.not_found')) return 404;
  if (code.endsWith('.changed')) return 409;
  return 422;
}

function misshapen(error: ZodError): Broken {
  const issue = innermost(error.issues[0]);
  const field = issue?.path.map(String).join('.') ?? '';
  const name = field ? ` „${field}”` : '';
  const bySize = issue && ofSize(issue, field);
  if (bySize) return bySize;
  return {
    status: 400,
    code: 'request.invalid',
    said: {
      pl: `Pole${name} ma niewłaściwą wartość. Popraw je i wyślij ponownie.`,
      en: `The field${field ? ` "${field}"` : ''} has a wrong value (${issue?.message ?? 'unknown'}). Correct it and send again.`,
    },
    ...(field ? { field } : {}),
  };
}

type Issue = ZodError['issues'][number];

function ofSize(issue: Issue, field: string): Broken | undefined {
  if (issue.code === 'too_big' && issue.origin === 'string') return tooLong(field, Number(issue.maximum));
  if (issue.code === 'too_big' && issue.origin === 'array') return tooMany(field, Number(issue.maximum));
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return empty(field);
  if (issue.code === 'too_small' && isNumber(issue)) return beyond(field, 'least', Number(issue.minimum));
  return issue.code === 'too_big' && isNumber(issue) ? beyond(field, 'most', Number(issue.maximum)) : undefined;
}

function isNumber({ origin, inclusive }: { readonly origin: string; readonly inclusive?: boolean }): boolean {
  return (origin === 'number' || origin === 'int') && inclusive !== false;
}

/** A number below the least or above the most that there may be. */
function beyond(field: string, bound: 'least' | 'most', limit: number): Broken {
  const [pl, en] = bound === 'least' ? ['nie mniejszą', 'at least'] : ['nie większą', 'at most'];
  return {
    status: 400,
    code: 'request.invalid',
    said: {
      pl: `Wpisz tu liczbę ${pl} niż ${limit.toLocaleString('pl-PL')}.`,
      en: `Type a number of ${en} ${limit.toLocaleString('en-GB')} here.`,
    },
    ...(field ? { field } : {}),
  };
}

/** Of something that may have one of several shapes: what is too big for one of them says more than that none fits. */
function innermost(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const inside = issue.errors.flat() as Issue[];
  const found = inside.find(({ code }) => code === 'too_big');
  return found ? { ...found, path: [...issue.path, ...found.path] } : issue;
}

function empty(field: string): Broken {
  return {
    status: 400,
    code: 'request.invalid',
    said: { pl: 'To pole jest wymagane. Wypełnij je.', en: 'This field is required. Fill it in.' },
    ...(field ? { field } : {}),
  };
}

function tooMany(field: string, most: number): Broken {
  return {
    status: 400,
    code: 'request.too_many_items',
    said: {
      pl: `Za dużo naraz: tu może być najwyżej ${most.toLocaleString('pl-PL')}. Wybierz mniej albo zrób to częściami.`,
      en: `Too many at a time: there may be at most ${most.toLocaleString('en-GB')}. Choose fewer, or do it in parts.`,
    },
    ...(field ? { field: field.split('.').at(-1)! } : {}),
  };
}

function tooLong(field: string, most: number): Broken {
  return {
    status: 400,
    code: 'request.too_long',
    said: {
      pl: `Ten tekst jest za długi: może mieć najwyżej ${most} znaków. Skróć go.`,
      en: `This text is too long: it may have at most ${most} characters. Shorten it.`,
    },
    ...(field ? { field: field.split('.').at(-1)! } : {}),
  };
}

/** Answers of PostgreSQL that say something about the request; its text never goes out. Sequelize wraps them. */
function ofPostgres(error: unknown): Broken | undefined {
  const { parent = error } = (error ?? {}) as { parent?: unknown };
  const code = String(((parent ?? {}) as { code?: unknown }).code ?? '');
  // Class 22: a value that its column cannot hold, such as the year 0, a letter NUL or a number too large.
  if (/^22...$/.test(code)) {
    return {
      status: 400,
      code: 'request.invalid',
      said: {
        pl: 'Adres albo pole zawiera wartość, której nie da się odczytać. Sprawdź ją i spróbuj ponownie.',
        en: 'The address or a field holds a value that cannot be read. Check it and try again.',
      },
    };
  }
  if (code === '23503') {
    return {
      status: 422,
      code: 'request.refers_nowhere',
      said: {
        pl: 'Wskazany wpis już nie istnieje albo jest gdzieś używany. Odśwież stronę i wybierz jeszcze raz.',
        en: 'What this refers to no longer exists, or is used elsewhere. Reload the page and choose again.',
      },
    };
  }
  // What only one may have was free when it was asked, and somebody was faster.
  if (code === '23505') {
    return {
      status: 409,
      code: 'request.taken',
      said: {
        pl: 'Ktoś w tej samej chwili zapisał to samo. Odśwież stronę i spróbuj jeszcze raz.',
        en: 'Somebody saved the same at this very moment. Reload the page and try again.',
      },
    };
  }
  // Something that is never shared in time, and somebody was faster.
  if (code === '23P01') {
    return {
      status: 422,
      code: 'resource.taken',
      said: {
        pl: 'Zarezerwowany zasób jest w tym czasie zajęty. Wybierz inny czas albo inny zasób.',
        en: 'What is booked is taken at that time. Choose another time or another resource.',
      },
    };
  }
  if (code === '57014') {
    return {
      status: 503,
      code: 'request.too_slow',
      said: {
        pl: 'Zapytanie trwało zbyt długo i zostało przerwane. Zawęź warunki i spróbuj ponownie.',
        en: 'The question took too long and was stopped. Narrow the conditions and try again.',
      },
    };
  }
  return undefined;
}

/** An address that is no text: `%E0` alone. */
function ofAddress(error: unknown): Broken | undefined {
  if (!(error instanceof URIError)) return undefined;
  return {
    status: 400,
    code: 'request.invalid',
    said: {
      pl: 'Tego adresu nie da się odczytać. Otwórz stronę jeszcze raz z menu.',
      en: 'This address cannot be read. Open the page again from the menu.',
    },
  };
}

function ofBody(error: unknown): Broken | undefined {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  if (typeof type !== 'string' || typeof status !== 'number' || status >= 500) return undefined;
  const large = type === 'entity.too.large';
  return {
    status,
    code: large ? 'request.too_large' : 'request.unreadable',
    said: large
      ? { pl: 'Żądanie jest za duże. Wyślij mniej naraz.', en: 'The request is too large. Send less at a time.' }
      : { pl: 'Treści żądania nie da się odczytać jako JSON.', en: 'The body of the request cannot be read as JSON.' },
  };
}

function unforeseen(id: string): Said {
  return {
    pl: `Coś się nie udało po naszej stronie. Spróbuj ponownie, a jeśli to się powtórzy, podaj administratorowi numer ${id}.`,
    en: `Something failed on our side. Try again; if it happens again, give the administrator the number ${id}.`,
  };
}

function textOf(error: unknown): string {
  // Some libraries throw errors whose stack does not begin with their message.
  return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
}
