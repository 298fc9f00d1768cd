import { join } from 'node:path';

const frame = (name: string) => join(import.meta.dirname, 'frame', name);

/** Components of AdminJS that we replace, by AdminJS's name. */
export const components: Readonly<Record<string, string>> = {
  Application: frame('application.tsx'),
  Sidebar: frame('nothing.tsx'),
  TopBar: frame('nothing.tsx'),
  Footer: frame('nothing.tsx'),
};
