import { join } from 'node:path';

const frame = (name: string) => join(import.meta.dirname, 'frame', name);

/** Components of AdminJS that we replace, by AdminJS's name: the frame, and what stands in its routes. */
export const components: Readonly<Record<string, string>> = {
  Application: frame('application.tsx'),
  Sidebar: frame('nothing.tsx'),
  TopBar: frame('nothing.tsx'),
  Footer: frame('nothing.tsx'),
  ResourceRoute: frame('form-list.tsx'),
  ResourceActionRoute: frame('form-record.tsx'),
  RecordActionRoute: frame('form-record.tsx'),
  DashboardRoute: frame('nothing.tsx'),
  PageRoute: frame('nothing.tsx'),
};
