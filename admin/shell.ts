import './environment.ts';
import AdminJS, { Router as AdminRoutes } from 'adminjs';
import type { ResourceWithOptions } from 'adminjs';
import type { PanelViewer } from '../db/viewers.ts';
import type { AdminState } from './html.ts';
import { prunedState } from './stock/pruned-state.ts';
import { translations } from './stock/translations.ts';

export type Shell = {
  readonly admin: AdminJS;
  /** The state and theme that AdminJS would write into its page, cut down to what the viewer may see. */
  stateFor(viewer: PanelViewer): Promise<AdminState>;
};

/** AdminJS as we use it: the plain forms of small tables, without its pages, its router and its bundler. */
export function adminShell(resources: ResourceWithOptions[]): Shell {
  const admin = new AdminJS({
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    resources,
    branding: { companyName: 'Nurt', withMadeWithLove: false, logo: false },
    locale: (viewer) => {
      const { language } = (viewer ?? { language: 'pl' }) as unknown as PanelViewer;
      return { language, availableLanguages: [language], translations: { [language]: translations(language) } };
    },
    settings: { defaultPerPage: 25 },
  });
  return { admin, stateFor: (viewer) => stateFor(admin, viewer) };
}

/** AdminJS offers its state only inside its HTML: its line of JSON is taken out of there. */
async function stateFor(admin: AdminJS, viewer: PanelViewer): Promise<AdminState> {
  const index = AdminRoutes.routes.find(({ path, action }) => path === '' && action === 'index');
  if (!index) throw new Error('AdminJS has no index route');
  const controller = new index.Controller({ admin }, viewer) as { index(): Promise<string> };
  const html = await controller.index();
  const found = /window\.REDUX_STATE = ([^\n]*);\n\s*window\.THEME = ([^\n]*);\n/.exec(html);
  if (!found) throw new Error('AdminJS writes its page in another way than 7.8.17 did');
  return {
    state: prunedState(JSON.parse(found[1]!) as Record<string, unknown>, { admin, viewer }),
    theme: JSON.parse(found[2]!) as unknown,
  };
}
