import { expect } from 'chai';
import { openHome } from '../../../ground/home.ts';
import { identify } from '../../../ground/identity.ts';
import { diskFull, type DiskLevel } from '../../../domain/disk.ts';
import { sayMuting } from '../../../domain/muting.ts';
import { planMessage, seatAccount } from '../../support/outgoing.ts';
import { startPanel, type TestPanel } from '../../support/panel.ts';
import { removeHome, temporaryHome } from '../../support/started-home.ts';
import { stories, type Scene } from '../../support/stories.ts';

let level: DiskLevel = 'fine';

stories(
  'an installation in need',
  ({ story }) => {
    story(
      'tells everybody when its disk fills up, and takes what was typed once there is room (rule 10)',
      async (scene) => {
        const { t, language, own, arrive, panel } = scene;
        const anna = await arrive('anna', '/admin/tasks', { expects: /\b507\b/ });
        level = 'low';
        await anna.go('/admin/tasks?new=1');
        await anna.see(t('frame.disk low'));
        level = 'full';
        await anna.fill(t('task.name'), own('Zapytać o dostawę'));
        await anna.click(t('task.create'));
        await anna.see(diskFull().said[language]);
        level = 'fine';
        await anna.click(t('task.create'));
        await anna.gone('dialog[open]');
        expect(await panel.db.rows('select 1 from tasks where title = $1', [own('Zapytać o dostawę')])).to.have.length(
          1,
        );
        level = 'full';
        await anna.go('/admin/companies');
        await anna.see(t('frame.disk full'));
        level = 'fine';
      },
    );

    story(
      'restored from a copy it is silent until an administrator speaks, and asks about what was planned',
      async (scene) => {
        const { t, language, arrive, panel } = scene;
        await restore(scene);
        const muted = t('frame.muted', { reason: sayMuting('unknown home')[language] });
        const anna = await arrive('anna', '/admin/tasks');
        await anna.see(muted);
        expect(await anna.page.$('.banner button')).to.equal(null);

        const jan = await arrive('jan', '/admin/settings');
        await jan.click(t('frame.unmute'));
        await jan.see(t('frame.unmute title'));
        await jan.confirm();
        await jan.unsee(muted);

        const maria = await arrive('maria', '/admin/messages');
        await maria.see(t('messages.held', { count: 1 }));
        await maria.click(t('messages.held send'));
        await maria.unsee(t('messages.held', { count: 1 }));
        const released = await panel.db.rows(
          `select 1 from effects e join installation i on i.epoch = e.epoch where e.state = 'planned'`,
        );
        expect(released).to.have.length(1);
      },
    );
  },
  startInNeed,
);

async function startInNeed(): Promise<TestPanel> {
  const panel = await startPanel({ disk: { level: () => level } });
  await seatAccount(panel.db);
  return panel;
}

/** Starts the database with a home that has never seen it, when one message has been planned. */
async function restore({ panel: { db } }: Scene): Promise<void> {
  await db.run('delete from messages');
  await db.run('delete from effects');
  const { id } = await db.one<{ id: string }>('select id from channel_accounts');
  await planMessage(db, id);
  const home = temporaryHome();
  const config = { zone: 'Europe/Warsaw', language: 'pl' } as const;
  await identify({ db, home: openHome(home), secretKey: 'k'.repeat(64), config });
  removeHome(home);
}
