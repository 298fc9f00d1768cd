import { expect } from 'chai';
import { users } from '../../support/cast.ts';
import { stories } from '../../support/stories.ts';

stories('two people in the same form', ({ story }) => {
  story(
    'the second sees what the first has saved beside their own, chooses field by field, and loses nothing',
    async (scene) => {
      const { t, own, arrive, panel } = scene;
      await panel.db.run('update users set phone = null where id = $1', [users.pawel.id]);
      const page = await arrive('jan', `/admin/users/${users.pawel.id}`, { expects: /\b409\b/ });
      await page.fill(t('users.name'), own('Paweł Lewandowski'));
      await page.fill(t('users.phone'), '+48 600 000 001');

      await panel.db.run(`update users set phone = '+48600000002', version = version + 1 where id = $1`, [
        users.pawel.id,
      ]);
      await page.click(t('frame.save'));
      await page.see(t('meeting.title'));
      await page.see('+48600000002');
      await page.page.evaluate(() => {
        const theirs = [...document.querySelectorAll<HTMLLabelElement>('.meeting label')].find((label) =>
          label.innerText.includes('+48600000002'),
        );
        theirs!.click();
      });
      await page.click(t('meeting.save'));
      await page.see(t('frame.saved'));
      expect(await panel.db.one('select name, phone from users where id = $1', [users.pawel.id])).to.deep.equal({
        name: own('Paweł Lewandowski'),
        phone: '+48600000002',
      });
      await panel.db.run('update users set name = $2 where id = $1', [users.pawel.id, users.pawel.name]);
    },
  );
});
