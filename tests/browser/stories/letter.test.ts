import { expect } from 'chai';
import { insertOpportunity } from '../../../db/opportunities.ts';
import { companies } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import { seatAccount } from '../../support/outgoing.ts';
import { stories } from '../../support/stories.ts';

stories('a letter', ({ story }) => {
  story(
    'is written from an opportunity, taken back at once, mended and sent again with what was typed (S1-62)',
    async (scene) => {
      const { t, own, arrive, panel } = scene;
      if (!(await panel.db.maybe('select 1 as one from channel_accounts')))
        await panel.db.transaction((tx) => seatAccount(tx));
      const name = own('Okleiniarka');
      const id = await panel.db.transaction((tx) =>
        insertOpportunity(tx, viewer('anna'), { name, companyId: companies.drewPol.id }),
      );
      const page = await arrive('anna', `/admin/opportunities/${id}?tab=messages`);
      await page.click(t('letter.write'));
      await page.fill(t('letter.body'), 'Oferta w piatek.');
      await page.click(t('letter.send'));
      await page.click(t('frame.undo'));
      await page.fill(t('letter.body'), 'Oferta w piątek.');
      await page.click(t('letter.send'));
      await page.see(t('letter.goes'));
      await page.gone('[role=dialog]');
      expect(
        await panel.db.rows(
          `select m.body_text as text, e.state from messages m join effects e on e.key = m.effect_key where m.subject = $1 order by m.created_at`,
          [name],
        ),
      ).to.deep.equal([
        { text: 'Oferta w piatek.', state: 'withdrawn' },
        { text: 'Oferta w piątek.', state: 'planned' },
      ]);
    },
  );
});
