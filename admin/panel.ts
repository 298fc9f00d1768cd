import compression from 'compression';
import express from 'express';
import type { Express } from 'express';
import helmet from 'helmet';
import { apiErrors } from '../api/errors.ts';
import { gate, onlyJson, onlyKnown, onlyShallow } from '../api/gate.ts';
import { ownHost } from '../api/origin.ts';
import { apiRoutes, publicDoors } from '../api/routes.ts';
import { standingOf } from '../api/installation.ts';
import { sessions } from '../api/session.ts';
import type { Door } from '../api/door.ts';
import { health } from '../api/health.ts';
import { onlyWithRoom } from '../api/room.ts';
import type { Db } from '../db/database.ts';
import type { Disk } from '../domain/disk.ts';
import type { Registry } from '../plugins/registry.ts';
import { openModels } from '../db/models/open-models.ts';
import { buildDir, buildPanel } from './build.ts';
import { knownBrowsers } from './known-browser.ts';
import { loginRouter } from './login.ts';
import type { LoginSettings } from './login.ts';
import { stockResources } from './resources/list.ts';
import { adminRouter, withNonce } from './router.ts';
import { adminShell } from './shell.ts';
import { staticFiles } from './static-files.ts';

export type PanelSettings = {
  readonly db: Db;
  readonly publicUrl: string;
  readonly secretKey: string;
  readonly filesDir: string;
  readonly disk: Disk;
  readonly log: Door['log'];
  readonly trustProxy?: number | string;
  /** Missing: mail goes to the catcher. */
  readonly smtpUrl?: string;
  readonly mailFrom?: string;
  readonly loginLimits?: LoginSettings['limits'];
  /** Opens the pages for those who build the panel. */
  readonly developer?: boolean;
  /** What plugins offer; without them there is nothing to ask. */
  readonly plugins?: Pick<Registry, 'lookups'>;
};

export type Panel = { readonly app: Express; close(): Promise<void> };

/** Builds what the browser needs and puts the panel together; the caller listens. */
export async function createPanel(settings: PanelSettings): Promise<Panel> {
  const { db, publicUrl, secretKey, filesDir, disk, log } = settings;
  const manifest = await buildPanel((line) => log(line));
  const { id: installationId } = await db.one<{ id: string }>('select id from installation');
  const session = sessions({ db, publicUrl, secretKey, installationId });
  const mailIsReal = settings.smtpUrl !== undefined;
  const mailServer = settings.smtpUrl === undefined ? undefined : URL.parse(settings.smtpUrl)?.hostname;
  const sender = {
    ...(settings.mailFrom === undefined ? {} : { mailFrom: settings.mailFrom }),
    ...(mailServer ? { mailServer } : {}),
  };
  const lookups = settings.plugins?.lookups ?? [];
  const door: Door = { db, publicUrl, mailIsReal, ...sender, secretKey, filesDir, disk, lookups, log };
  const models = openModels(db.url);
  const shell = adminShell(stockResources(models));

  const app = express();
  app.disable('x-powered-by');
  if (settings.trustProxy !== undefined) app.set('trust proxy', settings.trustProxy);
  app.use(health({ db, disk, secretKey, behindProxy: settings.trustProxy !== undefined }));
  app.use(ownHost(publicUrl), withNonce, securityHeaders(publicUrl));
  app.use('/static', staticFiles(`${buildDir}/static`));
  app.use(compression());
  for (const { at, open } of publicDoors) app.use(at, open(door));
  app.get('/', (_request, response) => response.redirect(302, '/admin'));
  // Exchanges know one short address; the number goes on as it came.
  app.get('/call', (request, response) =>
    response.redirect(302, `/admin/call${new URL(request.url, publicUrl).search}`),
  );
  app.use(
    '/admin',
    loginRouter({
      db,
      publicUrl,
      session: session.handler,
      manifest,
      cookieName: session.cookieName,
      known: knownBrowsers({
        secretKey,
        installationId,
        cookieName: session.cookieName,
        secure: publicUrl.startsWith('https:'),
      }),
      ...(settings.loginLimits ? { limits: settings.loginLimits } : {}),
    }),
  );

  const guarded = gate({ db, publicUrl, session: session.handler });
  app.use(
    '/api/v1',
    guarded,
    onlyKnown,
    onlyWithRoom(disk),
    onlyJson,
    express.json({ limit: '1mb' }),
    onlyShallow,
    ...apiRoutes.map((routes) => routes(door)),
  );
  app.use(
    '/admin',
    guarded,
    onlyWithRoom(disk),
    adminRouter({ shell, manifest, standing: () => standingOf(door), isDeveloper: settings.developer ?? false }),
  );
  app.use((_request, response) => void response.status(404).json({ code: 'address.not_found', message: 'Not found' }));
  app.use(apiErrors({ db, log }));
  return {
    app,
    close: async () => {
      await Promise.all([session.close(), models.close()]);
    },
  };
}

function securityHeaders(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  return helmet({
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // One nonce for the page's own scripts; what they load is ours alone.
        scriptSrc: [
          "'self'",
          (_request, response) =>
            `'nonce-${String((response as unknown as { locals: { nonce: string } }).locals.nonce)}'`,
        ],
        // styled-components, which AdminJS's forms are made with, writes style elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
  });
}
