/** `smtp://user:password@host:port?…` and `smtps://…`, read once. */
export type Smtp = {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user?: string;
  readonly pass?: string;
  readonly requireTls: boolean;
  readonly ignoreTls: boolean;
  readonly rejectUnauthorized: boolean;
  /** How long the far side may be silent. */
  readonly timeoutMs: number;
  /** A connection is renewed after so many: servers limit them. */
  readonly mailsPerConnection: number;
};

/**
 * Reads the address of a mail server. Parameters: `timeout` (seconds of silence, 60), `mailsPerConnection` (100),
 * `requireTLS=1`, `ignoreTLS=1`, `rejectUnauthorized=0`. Undefined if it is none.
 */
export function readSmtpUrl(text: string): Smtp | undefined {
  const url = URL.parse(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) return undefined;
  const secure = url.protocol === 'smtps:';
  const flag = (name: string) => ['1', 'true'].includes(url.searchParams.get(name) ?? '');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    ...(url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : {}),
    requireTls: flag('requireTLS'),
    ignoreTls: flag('ignoreTLS'),
    rejectUnauthorized: !['0', 'false'].includes(url.searchParams.get('rejectUnauthorized') ?? ''),
    timeoutMs: number(url.searchParams.get('timeout'), 60) * 1000,
    mailsPerConnection: number(url.searchParams.get('mailsPerConnection'), 100),
  };
}

function number(text: string | null, otherwise: number): number {
  const value = Number(text);
  return text !== null && value > 0 ? value : otherwise;
}
