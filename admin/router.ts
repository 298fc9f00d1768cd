import { randomBytes } from 'node:crypto';
import { buildRoutes } from '@adminjs/express';
import { Router as AdminRoutes } from 'adminjs';
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { PanelViewer } from '../db/viewers.ts';
import { viewerOf } from '../api/door.ts';
import type { Standing } from '../api/installation.ts';
import type { Boot, Preferences } from './frame/boot.ts';
import type { Manifest } from './build.ts';
import { readFields } from './fields.ts';
import { shellPage } from './html.ts';
import { pageAt } from './pages/match.ts';
import type { Shell } from './shell.ts';
import { onlyAllowed, truthfulStatus } from './stock/allowed.ts';

export type RouterSettings = {
  readonly shell: Shell;
  readonly manifest: Manifest;
  /** Facts of the installation for the banners. */
  readonly standing: () => Promise<Standing>;
  readonly isDeveloper: boolean;
};

/**
 * `/admin` behind the gate: the page of the panel at every address, and AdminJS's API for its plain forms.
 * AdminJS's own router is not used: it parses bodies before the login, has no defence against foreign pages, and dies.
 */
export function adminRouter({ shell, manifest, standing, isDeveloper }: RouterSettings): Router {
  const router = Router();
  router.use(onlyKnownOrLogin);
  router.use('/api', truthfulStatus, onlyAllowed(shell), readFields, asAdminUser, adminApi(shell));
  router.get('/{*page}', (request, response, next) => {
    showPage(request, response).catch(next);
  });

  async function showPage(request: Request, response: Response): Promise<void> {
    const viewer = viewerOf(request) as PanelViewer;
    const firstChunk = manifest.chunks[pageAt(request.originalUrl)?.page ?? ''];
    const [admin, facts] = await Promise.all([shell.stateFor(viewer), standing()]);
    const boot: Boot = {
      ...facts,
      isDeveloper,
      chunks: manifest.chunks,
      live: manifest.live,
      viewer: bootViewer(viewer),
    };
    const nonce = String(response.locals['nonce']);
    const page = shellPage({ nonce, manifest, boot, admin, ...(firstChunk ? { firstChunk } : {}) });
    response.type('html').send(page);
  }
  return router;
}

/** Every answer gets its own nonce; helmet writes it into the policy. */
export const withNonce: RequestHandler = (_request, response, next) => {
  response.locals['nonce'] = randomBytes(16).toString('base64');
  next();
};

const onlyKnownOrLogin: RequestHandler = (request, response, next) => {
  if ((request as Request & { viewer?: unknown }).viewer) return next();
  if (request.path.startsWith('/api/') || request.method !== 'GET') {
    response.status(401).json({ code: 'session.missing', message: 'Log in' });
    return;
  }
  const to = request.originalUrl === '/admin' ? '' : `?to=${encodeURIComponent(request.originalUrl)}`;
  response.redirect(302, `/admin/login${to}`);
};

/** Where AdminJS looks for its user; not enumerable, so it never reaches the stored session. */
const asAdminUser: RequestHandler = (request, _response, next) => {
  const target = request.session ?? Object.assign(request, { session: {} }).session;
  Object.defineProperty(target, 'adminUser', { value: viewerOf(request), enumerable: false, configurable: true });
  next();
};

function adminApi({ admin }: Shell): Router {
  const router = Router();
  const routes = AdminRoutes.routes
    .filter(({ path }) => path.startsWith('/api/resources/') && !path.includes('/search'))
    .map((route) => ({ ...route, path: route.path.replace('/api', '') }));
  buildRoutes({ admin, routes, router });
  return router;
}

function bootViewer({
  userId,
  name,
  email,
  role,
  rights,
  timeZone,
  language,
  preferences,
}: PanelViewer): Boot['viewer'] {
  const { theme, density, reminderMail } = preferences as Preferences;
  return {
    userId,
    name,
    email,
    role,
    rights: [...rights],
    timeZone,
    language,
    preferences: {
      ...(theme ? { theme } : {}),
      ...(density ? { density } : {}),
      ...(reminderMail ? { reminderMail } : {}),
    },
  };
}
