/** The Polish white list of VAT payers: name, address, REGON, KRS and accounts of a firm, by its NIP. */
import { z } from 'zod';
import { PLUGIN_API, type Plugin, type PluginFactory } from '../plugin.ts';
import { askList } from './ask.ts';

const settings = z.object({
  /** Address of the service; `off` switches the plugin off. */
  url: z.union([z.literal('off'), z.url({ protocol: /^https?$/ })]).default('https://wl-api.mf.gov.pl'),
  timeoutMs: z.coerce.number().int().min(100).max(60_000).default(5_000),
});
type Settings = z.infer<typeof settings>;

/** Set up by itself: it is asked only when somebody presses "Pobierz z NIP", and sends nothing but the NIP. */
export const vatWhiteListPlugin: PluginFactory<Settings> = {
  id: 'vat-white-list',
  settings,
  create: ({ url, timeoutMs }) => (url === 'off' ? undefined : plugin(url, timeoutMs)),
};

function plugin(url: string, timeoutMs: number): Plugin {
  const title = { pl: 'Biała lista podatników VAT', en: 'White list of VAT payers' };
  return {
    api: PLUGIN_API,
    id: 'vat-white-list',
    title,
    lookups: [{ id: 'vat-white-list', title, by: 'nip', find: (nip) => askList({ url, timeoutMs }, nip) }],
  };
}
