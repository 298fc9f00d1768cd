import type { Language } from '../domain/domain-error.ts';
import type { Boot, Preferences } from './frame/boot.ts';
import type { Manifest } from './build.ts';
import { reset } from './look/reset.ts';

/** What AdminJS wants to find on its page: the state of its store and its theme. */
export type AdminState = { readonly state: Record<string, unknown>; readonly theme: unknown };

export type ShellPage = {
  readonly nonce: string;
  readonly manifest: Manifest;
  readonly boot: Boot;
  readonly admin: AdminState;
  /** Chunk of the page that is opened first: fetched beside the frame instead of after it. */
  readonly firstChunk?: string;
};

/** The page in which the panel lives. Ours, not AdminJS's: no foreign link, every script with the nonce, JSON that cannot break out. */
export function shellPage({ nonce, manifest, boot, admin, firstChunk }: ShellPage): string {
  const { language, preferences } = boot.viewer;
  const early = [boot.chunks['frame'], boot.chunks[language], firstChunk].filter(Boolean);
  return document({
    language,
    preferences,
    title: 'Nurt',
    head: [
      `<style>${reset}</style>`,
      `<link rel="stylesheet" href="${manifest.style}">`,
      `<link rel="icon" href="${manifest.icon}">`,
      ...early.map((url) => `<link rel="modulepreload" href="${url}" nonce="${nonce}">`),
      `<script nonce="${nonce}">`,
      `window.REDUX_STATE = ${scriptJson(admin.state)};`,
      `window.THEME = ${scriptJson(admin.theme)};`,
      'window.THEME_COMPONENTS = {};',
      'window.AdminJS = { Components: {} };',
      `window.NURT = ${scriptJson(boot)};`,
      '</script>',
      ...[...manifest.core, manifest.overrides].map((url) => `<script nonce="${nonce}" src="${url}" defer></script>`),
      `<script nonce="${nonce}" src="${manifest.start}" defer></script>`,
    ],
    body: '<div id="app"></div>',
  });
}

type Document = {
  readonly language: Language;
  readonly preferences: Preferences;
  readonly title: string;
  readonly head: readonly string[];
  readonly body: string;
};

export function document({ language, preferences, title, head, body }: Document): string {
  const { theme = 'system', density = 'normal' } = preferences;
  return `<!DOCTYPE html>
<html lang="${language}" data-theme="${attribute(theme)}" data-density="${attribute(density)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="referrer" content="same-origin">
<title>${attribute(title)}</title>
${head.join('\n')}
</head>
<body>
${body}
</body>
</html>
`;
}

/** JSON inside a script: no text of anybody's can end the script or start a comment in it. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value ?? null)
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** Text inside an element or an attribute in double quotes. */
export function attribute(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
