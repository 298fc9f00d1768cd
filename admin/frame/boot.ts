import type { Right, Role } from '../../domain/access.ts';
import type { Standing } from '../../api/installation.ts';
import type { Language } from '../../domain/domain-error.ts';

/** How a person likes the panel; kept in `users.preferences`. */
export type Preferences = {
  readonly theme?: 'light' | 'dark' | 'system';
  readonly density?: 'normal' | 'dense';
  readonly reminderMail?: 'on' | 'off';
};

/** What the page knows before it asks anything: written by the server into `window.NURT`. */
export type Boot = Standing & {
  readonly viewer: {
    readonly userId: string;
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly rights: readonly Right[];
    readonly timeZone: string;
    readonly language: Language;
    readonly preferences: Preferences;
  };
  readonly chunks: Readonly<Record<string, string>>;
  /** Pages for those who build the panel are open. */
  readonly isDeveloper: boolean;
  /** Address of the worker that keeps the stream of news. */
  readonly live: string;
};

declare global {
  interface Window {
    NURT: Boot;
    AdminJS: { OriginalApplication: () => JSX.Element };
  }
}
