import { expect } from 'chai';
import { createCase } from '../../../db/cases.ts';
import { startProcedure } from '../../../db/procedures.ts';
import { moveRun } from '../../../db/runs.ts';
import { calling, complaint, placeProcedure, stopAtOutcome } from '../../support/campaigns.ts';
import { companies } from '../../support/cast.ts';
import { viewer } from '../../support/desk.ts';
import type { TestPanel } from '../../support/panel.ts';
import { stories } from '../../support/stories.ts';
import { until } from '../../support/until.ts';

const anna = viewer('anna');

stories('procedures that people start', ({ mainStory, story }) => {
  mainStory('one is started in a case, ended with a reason, started again and ended with the case', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const name = own('telefon');
    await placeProcedure(panel.db, name, { version: calling, subject: 'company' });
    const { id } = await createCase(panel.db, anna, { name: own('Reklamacja'), companyId: companies.drewPol.id });
    const page = await arrive('anna', `/admin/cases/${id}?tab=runs`);
    const begin = async () => {
      await page.click(t('procedure.start'));
      await page.choose(t('procedure.which'), name);
      await page.see(t('procedure.clear'));
      await page.confirm();
      await page.gone('dialog');
      const run = await goingOn(panel, id);
      await moveRun(panel.db, { runId: run });
      await page.see(t('run.running'));
      return run;
    };

    const first = await begin();
    await page.click(t('procedure.end of', { name: `${name} v1` }));
    await page.fill(t('procedure.reason'), 'Klient sam zadzwonił');
    await page.confirm();
    await page.gone('dialog');
    await moveRun(panel.db, { runId: first });
    await page.see('Klient sam zadzwonił');

    const second = await begin();
    await page.click(t('customer.freeze'));
    await page.fill(t('customer.why freeze'), 'Czekamy na ubezpieczyciela');
    await page.confirm();
    await page.see('Czekamy na ubezpieczyciela');
    await page.click(t('customer.thaw'));
    await page.unsee('Czekamy na ubezpieczyciela');
    await page.click(t('case.close'));
    await page.fill(t('case.result'), 'Wymieniono 12 palet');
    await page.choose(t('case.what of runs', { count: 1 }), t('case.end runs'));
    await page.confirm();
    await page.see('Wymieniono 12 palet');
    await moveRun(panel.db, { runId: second });
    const left = await panel.db.rows<object>(
      `select t.state, r.state as run from tasks t join runs r on r.id = t.run_id where t.case_id = $1`,
      [id],
    );
    const over = { state: 'withdrawn', run: 'ended' };
    expect(left).to.deep.equal([over, over]);
    await page.click(t('case.tab.timeline'));
    await page.see(`${name}: ${t('customer.run.ended')}`);
  });

  story('one is started at a customer who never agreed to calls, with a word about it', async (scene) => {
    const { t, own, language, arrive, panel } = scene;
    const name = own('oferta');
    await placeProcedure(panel.db, name, { version: calling, subject: 'company' });
    const page = await arrive('anna', `/admin/companies/${companies.omega.id}`);
    await page.click(t('procedure.start'));
    await page.choose(t('procedure.which'), name);
    await page.see(language === 'pl' ? 'nie powstanie: brak zgody' : 'will not be made: no consent');
    await page.confirm();
    await page.gone('dialog');
    await page.see(name);
    const run = await panel.db.one<object>(
      `select r.case_id, r.company_id from runs r join scenario_versions v on v.id = r.version_id
         join scenarios s on s.id = v.scenario_id where s.code = $1`,
      [name],
    );
    expect(run).to.deep.equal({ caseId: null, companyId: companies.omega.id });
  });

  story('one that is stuck says why, and goes on as somebody says', async (scene) => {
    const { t, own, arrive, panel } = scene;
    const { db } = panel;
    const name = own('reklamacja');
    const scenarioId = await placeProcedure(db, name, { version: complaint, subject: 'case' });
    const { id } = await createCase(db, anna, { name: own('Palety'), companyId: companies.drewPol.id });
    const run = await startProcedure(db, anna, { place: { of: 'case', id }, scenarioId });
    await stopAtOutcome(db, run.id);
    const page = await arrive('maria', `/admin/cases/${id}?tab=runs`);
    await page.see(t('run.stuck'));
    await page.click(t('repair.of', { name: `${name} v1` }));
    await page.see('Oględziny palet');
    await page.choose(t('repair.how'), t('repair.way.skip'));
    await page.see(t('repair.what'));
    const unheard = await page.page.$$eval('dialog[open] option', (all) => all.map(({ text }) => text));
    const lost = t('repair.unheard.outcome', { name: 'lost' });
    await page.choose(
      t('repair.what'),
      unheard.find((text) => text.startsWith(lost))!,
    );
    await page.choose(t('repair.then'), 'Odbiór palet');
    await page.confirm();
    await page.gone('dialog');
    await page.see(t('run.stuck unsettled'));
    await moveRun(db, { runId: run.id });
    await page.see(t('run.running'));
  });
});

async function goingOn({ db }: TestPanel, caseId: string): Promise<string> {
  const asked = `select id from runs where case_id = $1 and state <> 'ended'`;
  return (await until(() => db.maybe<{ id: string }>(asked, [caseId]), { what: 'a run' })).id;
}
