/**
 * Every variable of the environment that Nurt reads, checked at start by one schema. A wrong one ends the start with its
 * name, its value and what is expected.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DomainError, type Language, type Said } from './domain/domain-error.ts';

export type Config = {
  /** Absolute path of the folder of all that lasts. */
  readonly home: string;
  readonly host: string;
  /** Missing: 3000 or the next free one, kept from the first start. */
  readonly port?: number;
  /** Without a slash at its end. Missing: made from host and port. */
  readonly publicUrl?: string;
  /** Paths of the certificate and its key. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Express's `trust proxy`: a number of proxies, or their addresses. */
  readonly trustProxy?: number | string;
  readonly databaseUrl?: string;
  readonly secretKey?: string;
  readonly temporal: {
    readonly address?: string;
    readonly namespace: string;
    readonly apiKey?: string;
    readonly tls: boolean;
    /** Folder with ready binaries. */
    readonly serverDir?: string;
  };
  readonly smtpUrl?: string;
  readonly mailFrom?: string;
  readonly demo: boolean;
  /** Pages for those who build the panel are open. */
  readonly developer: boolean;
  readonly admin: { readonly email?: string; readonly password?: string };
  /** Names of packages. */
  readonly plugins: readonly string[];
  readonly chromiumPath?: string;
  readonly zone: string;
  readonly language: Language;
};

/** What one part (panel, worker) cannot do without. `npm start` sets it all; alone, a part gets it from the environment. */
export type PartConfig = Config & {
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly temporal: Config['temporal'] & { readonly address: string };
  /** Where files are kept. */
  readonly filesDir: string;
};

/** Reads the environment. Throws `config.invalid` with one sentence per wrong variable; `field` is the first one's name. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(variables.shape).flatMap((name) => (env[name] ? [[name, env[name].trim()]] : [])),
  );
  const read = variables.safeParse(given);
  if (!read.success) throw invalid(read.error.issues.map((issue) => wrong(String(issue.path[0]), given)));
  const config = withoutUndefined(arrange(read.data));
  const broken = [...atOdds(config, given)];
  if (broken.length > 0) throw invalid(broken);
  return config;
}

/** As `readConfig`, for a panel or worker that runs alone: refuses when what it leans on is not named. */
export function readPartConfig(env: NodeJS.ProcessEnv): PartConfig {
  const config = readConfig(env);
  const { databaseUrl, secretKey, port = 3000, temporal } = config;
  if (!databaseUrl) throw invalid([missing('DATABASE_URL')]);
  if (!secretKey) throw invalid([missing('NURT_SECRET_KEY')]);
  return {
    ...config,
    databaseUrl,
    secretKey,
    port,
    publicUrl: config.publicUrl ?? publicUrlOf(config, port),
    temporal: { ...temporal, address: temporal.address ?? '127.0.0.1:7233' },
    filesDir: resolve(config.home, 'files'),
  };
}

/** The address that people get when none is named. */
export function publicUrlOf({ host, tls }: Pick<Config, 'host' | 'tls'>, port: number): string {
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Is this name or address this very machine? */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Every variable that Nurt understands, with what it must look like. */
export const variableNames = (): readonly string[] => Object.keys(variables.shape);

type Expected = { readonly pl: string; readonly en: string };
const expectations: Record<string, Expected> = {};

function variable<T extends z.ZodType>(name: string, schema: T, expected: Expected): T {
  expectations[name] = expected;
  return schema;
}

const text = z.string().min(1);
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');
const address = (...schemes: string[]) =>
  text.refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)));
const file = text.refine((path) => existsSync(path)).transform((path) => resolve(path));

const someText = { pl: 'niepustego tekstu', en: 'some text' };
const yesOrNo = { pl: '0 albo 1', en: '0 or 1' };
const aFile = { pl: 'ścieżki istniejącego pliku', en: 'the path of an existing file' };
const postgresUrl = {
  pl: 'adresu postgres://użytkownik:hasło@serwer:5432/baza',
  en: 'postgres://user:password@host:5432/database',
};

const variables = z.object({
  NURT_HOME: variable('NURT_HOME', text.default('./var'), { pl: 'ścieżki folderu', en: 'the path of a folder' }),
  HOST: variable('HOST', text.regex(/^[\w.:-]+$/).default('127.0.0.1'), {
    pl: 'nazwy albo adresu tego komputera, np. 127.0.0.1',
    en: 'a name or address of this machine, such as 127.0.0.1',
  }),
  PORT: variable('PORT', z.coerce.number().int().min(1).max(65535).optional(), {
    pl: 'liczby od 1 do 65535',
    en: 'a number from 1 to 65535',
  }),
  PUBLIC_URL: variable(
    'PUBLIC_URL',
    address('http', 'https')
      .refine((value) => new URL(value).pathname === '/' && !new URL(value).search)
      .transform((value) => new URL(value).origin)
      .optional(),
    { pl: 'adresu http(s)://nazwa bez ścieżki', en: 'http(s)://name without a path' },
  ),
  TLS_CERT: variable('TLS_CERT', file.optional(), aFile),
  TLS_KEY: variable('TLS_KEY', file.optional(), aFile),
  TRUST_PROXY: variable(
    'TRUST_PROXY',
    text.transform((value) => (/^\d+$/.test(value) ? Number(value) : value)).optional(),
    { pl: 'liczby serwerów pośredniczących albo ich adresów', en: 'the number of proxies, or their addresses' },
  ),
  DATABASE_URL: variable('DATABASE_URL', address('postgres', 'postgresql').optional(), postgresUrl),
  NURT_SECRET_KEY: variable('NURT_SECRET_KEY', text.min(32).optional(), {
    pl: 'co najmniej 32 znaków',
    en: 'at least 32 characters',
  }),
  // Known only to be refused: whoever sets it expects files elsewhere.
  FILES_URL: text.optional(),
  TEMPORAL_ADDRESS: variable('TEMPORAL_ADDRESS', text.regex(/^[\w.[\]:-]+:\d+$/).optional(), {
    pl: 'adresu serwer:port',
    en: 'host:port',
  }),
  TEMPORAL_NAMESPACE: variable('TEMPORAL_NAMESPACE', text.regex(/^[\w.-]+$/).default('nurt'), {
    pl: 'liter, cyfr, kropek i myślników',
    en: 'letters, digits, dots and dashes',
  }),
  TEMPORAL_API_KEY: variable('TEMPORAL_API_KEY', text.optional(), someText),
  TEMPORAL_TLS: variable('TEMPORAL_TLS', flag.optional(), yesOrNo),
  TEMPORAL_SERVER_DIR: variable(
    'TEMPORAL_SERVER_DIR',
    file.refine((folder) => existsSync(resolve(folder, 'temporal-server'))).optional(),
    {
      pl: 'folderu z plikami temporal-server i temporal-sql-tool',
      en: 'a folder that holds temporal-server and temporal-sql-tool',
    },
  ),
  SMTP_URL: variable('SMTP_URL', address('smtp', 'smtps').optional(), {
    pl: 'adresu smtp://użytkownik:hasło@serwer:587',
    en: 'smtp://user:password@host:587',
  }),
  MAIL_FROM: variable('MAIL_FROM', text.regex(/^[^@]+@[^@\s]+$/).optional(), {
    pl: 'adresu e-mail nadawcy',
    en: 'the e-mail address of the sender',
  }),
  NURT_DEMO: variable('NURT_DEMO', flag.default(false), yesOrNo),
  NURT_DEVELOPER: variable('NURT_DEVELOPER', flag.default(false), yesOrNo),
  NURT_ADMIN_EMAIL: variable('NURT_ADMIN_EMAIL', text.regex(/^[^@\s]+@[^@\s]+$/).optional(), {
    pl: 'adresu e-mail',
    en: 'an e-mail address',
  }),
  NURT_ADMIN_PASSWORD: variable('NURT_ADMIN_PASSWORD', text.min(10).optional(), {
    pl: 'co najmniej 10 znaków',
    en: 'at least 10 characters',
  }),
  NURT_PLUGINS: variable('NURT_PLUGINS', text.transform((value) => value.split(/[\s,]+/).filter(Boolean)).default([]), {
    pl: 'nazw pakietów albo ścieżek, po przecinku',
    en: 'names of packages or paths, separated by commas',
  }),
  CHROMIUM_PATH: variable('CHROMIUM_PATH', file.optional(), aFile),
  TZ: variable('TZ', text.refine(isZone).default('Europe/Warsaw'), {
    pl: 'nazwy strefy czasowej, np. Europe/Warsaw',
    en: 'the name of a time zone, such as Europe/Warsaw',
  }),
  NURT_LANG: variable('NURT_LANG', z.enum(['pl', 'en']).default('pl'), { pl: 'pl albo en', en: 'pl or en' }),
});

type Arranged<T> = { [K in keyof T]: T[K] | undefined };

function arrange(v: z.infer<typeof variables>): Arranged<Config> {
  return {
    home: resolve(v.NURT_HOME),
    host: v.HOST,
    port: v.PORT,
    publicUrl: v.PUBLIC_URL,
    tls: v.TLS_CERT && v.TLS_KEY ? { cert: v.TLS_CERT, key: v.TLS_KEY } : undefined,
    trustProxy: v.TRUST_PROXY,
    databaseUrl: v.DATABASE_URL,
    secretKey: v.NURT_SECRET_KEY,
    temporal: withoutUndefined<Config['temporal']>({
      address: v.TEMPORAL_ADDRESS,
      namespace: v.TEMPORAL_NAMESPACE,
      apiKey: v.TEMPORAL_API_KEY,
      tls: v.TEMPORAL_TLS ?? v.TEMPORAL_API_KEY !== undefined,
      serverDir: v.TEMPORAL_SERVER_DIR,
    }),
    smtpUrl: v.SMTP_URL,
    mailFrom: v.MAIL_FROM,
    demo: v.NURT_DEMO,
    developer: v.NURT_DEVELOPER,
    admin: withoutUndefined<Config['admin']>({ email: v.NURT_ADMIN_EMAIL, password: v.NURT_ADMIN_PASSWORD }),
    plugins: v.NURT_PLUGINS,
    chromiumPath: v.CHROMIUM_PATH,
    zone: v.TZ,
    language: v.NURT_LANG,
  };
}

function withoutUndefined<T>(record: { [K in keyof T]-?: T[K] | undefined } | Arranged<T>): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

/** What each variable alone allows and together makes no sense. */
function* atOdds(config: Config, given: Record<string, string>): Generator<Said> {
  if (given['TLS_CERT'] && !given['TLS_KEY']) yield missing('TLS_KEY');
  if (given['TLS_KEY'] && !given['TLS_CERT']) yield missing('TLS_CERT');
  if (given['FILES_URL']) {
    const folder = resolve(config.home, 'files');
    yield {
      pl: `FILES_URL: Nurt nie zapisuje plików w magazynie S3, tylko w folderze ${folder}. Usuń tę zmienną; jeśli pliki mają leżeć na innym dysku, podłącz go w tym folderze.`,
      en: `FILES_URL: Nurt keeps no files in an S3 store, only in the folder ${folder}. Remove this variable; to keep files on another disk, mount it at that folder.`,
    };
  }
  if (!isLoopback(config.host) && !config.tls && config.trustProxy === undefined) {
    yield {
      pl: `HOST = "${config.host}": panel widoczny z sieci wymaga https. Podaj TLS_CERT i TLS_KEY albo nazwij serwer pośredniczący w TRUST_PROXY (np. 1), albo usuń HOST, a panel będzie dostępny tylko z tego komputera.`,
      en: `HOST = "${config.host}": a panel that the network can reach needs https. Set TLS_CERT and TLS_KEY, or name the proxy in TRUST_PROXY (such as 1), or remove HOST to serve this machine only.`,
    };
  }
}

const secretNames = /KEY|PASSWORD|_URL$/;

function wrong(name: string, given: Record<string, string>): Said {
  const expected = expectations[name] ?? someText;
  const value = shown(name, given[name] ?? '');
  return {
    pl: `${name} = "${value}": tej wartości nie rozumiem. Oczekuję ${expected.pl}.`,
    en: `${name} = "${value}" is not understood. Expected: ${expected.en}.`,
  };
}

/** Values that may carry a password are shown without it: the message ends up in logs. */
function shown(name: string, value: string): string {
  if (!secretNames.test(name)) return value;
  if (name.endsWith('_URL')) return value.replace(/(:\/\/[^:@/]*):[^@]*@/, '$1:…@');
  return `${'•'.repeat(Math.min(value.length, 8))}`;
}

function missing(name: string): Said {
  const expected = expectations[name] ?? someText;
  return {
    pl: `Brakuje zmiennej ${name}. Oczekuję ${expected.pl}.`,
    en: `The variable ${name} is missing. Expected: ${expected.en}.`,
  };
}

function invalid(sentences: readonly Said[]): DomainError {
  const first = sentences[0]!.en.match(/[A-Z][A-Z_]+/)?.[0];
  return new DomainError(
    'config.invalid',
    { pl: sentences.map((said) => said.pl).join('\n'), en: sentences.map((said) => said.en).join('\n') },
    first,
  );
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
