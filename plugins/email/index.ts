/** E-mail over SMTP. */
import { z } from 'zod';
import { DomainError } from '../../domain/domain-error.ts';
import { PLUGIN_API, type Plugin, type PluginFactory } from '../plugin.ts';
import { openPool } from './pool.ts';
import { readSmtpUrl, type Smtp } from './smtp-url.ts';

const settings = z.object({
  smtpUrl: z
    .string()
    .refine((url) => readSmtpUrl(url) !== undefined, 'expected smtp://user:password@host:port')
    .optional(),
  from: z.string().optional(),
});
type Settings = z.infer<typeof settings>;

/** Not set up without `smtpUrl`. An account may name a server of its own in its settings. */
export const emailPlugin: PluginFactory<Settings> = {
  id: 'email',
  settings,
  create: ({ smtpUrl }) => (smtpUrl === undefined ? undefined : plugin(smtpUrl)),
};

function plugin(smtpUrl: string): Plugin {
  return {
    api: PLUGIN_API,
    id: 'email',
    title: { pl: 'E-mail', en: 'E-mail' },
    channels: [
      {
        id: 'email',
        title: { pl: 'E-mail', en: 'E-mail' },
        reaches: 'email',
        open: async (account) => openPool(account, server(account.settings['smtpUrl'] ?? smtpUrl)),
      },
    ],
  };
}

function server(url: unknown): Smtp {
  const smtp = typeof url === 'string' ? readSmtpUrl(url) : undefined;
  if (smtp) return smtp;
  throw new DomainError('account.bad_server', {
    pl: 'Adres serwera poczty tego konta jest zły. Podaj go jako smtp://użytkownik:hasło@serwer:port.',
    en: 'The mail server address of this account is wrong. Write it as smtp://user:password@server:port.',
  });
}
