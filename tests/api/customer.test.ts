import { expect } from 'chai';
import type TestAgent from 'supertest/lib/agent.js';
import { rightsOf } from '../../domain/access.ts';
import { companyTimeline } from '../../db/company-timeline.ts';
import type { LetterDraft } from '../../db/letter-drafts.ts';
import { calling, draftOf, placeScenario } from '../support/campaigns.ts';
import { companies, people, users } from '../support/cast.ts';
import { placeRunTask, viewer } from '../support/desk.ts';
import { startPanel, type TestPanel } from '../support/panel.ts';

type Row = Readonly<Record<string, unknown>>;

describe('the page of a customer over HTTP', () => {
  let panel: TestPanel;
  let anna: TestAgent;
  let maria: TestAgent;
  let jan: TestAgent;
  const drewPol = `/api/v1/companies/${companies.drewPol.id}`;

  before(async () => {
    panel = await startPanel();
    [anna, maria, jan] = await Promise.all([panel.as('anna'), panel.as('maria'), panel.as('jan')]);
    await panel.db.run(
      `insert into channel_accounts (channel, plugin, name, sender_name, sender_address) values ('email', 'email', 'E-mail', 'Nurt', 'biuro@nurt.example')`,
    );
  });
  after(() => panel.stop());

  describe('the timeline', () => {
    before(async () => {
      await anna.post(`${drewPol}/notes`).send({ body: 'Woli rano', pinned: true }).expect(200);
      // Five tasks of one and the same moment: a page must not lose any of them.
      await panel.db.run(
        `insert into tasks (type, title, company_id, owner_id, state, done_at, created_by, updated_by)
         select 'call', 'Telefon ' || n, $1, case when n = 5 then $3::uuid else $2::uuid end, 'done', '2026-03-01T10:00:00.123456Z', 'system:test', 'system:test'
         from generate_series(1, 5) n`,
        [companies.drewPol.id, users.anna.id, users.pawel.id],
      );
    });

    it('goes on where the last page ended, to the microsecond (rule 24)', async () => {
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: { body: { rows: Row[]; next: string | null } } = await maria
          .get(`${drewPol}/timeline?limit=2&kinds=contact,note${next ? `&after=${next}` : ''}`)
          .expect(200);
        seen.push(...page.body.rows.map((row) => String(row['id'])));
        next = page.body.next;
      }
      expect(seen).to.have.length(6);
      expect(new Set(seen).size).to.equal(6);
    });

    it('shows only what the viewer may see (rule 24)', async () => {
      const kinds = async (who: TestAgent) =>
        (await who.get(`${drewPol}/timeline?kinds=contact`).expect(200)).body.rows.length;
      expect([await kinds(anna), await kinds(maria)]).to.deep.equal([4, 5]);
      const blind = viewer('anna', { rights: new Set(['company.read'] as const) });
      const { rows } = await companyTimeline(panel.db, blind, { companyId: companies.drewPol.id, limit: 50 });
      expect(new Set(rows.map(({ kind }) => kind))).to.deep.equal(new Set(['note', 'consent']));
    });

    it('says which scenario made a task and why, as far as its reader may see it today (rule 24)', async () => {
      const { taskId, runId } = await placeRunTask(panel.db, {
        companyId: companies.drewPol.id,
        ownerId: users.anna.id,
      });
      for (const [step, way] of [
        ['pause', 'outcome: call-back'],
        ['call', 'time'],
      ])
        await panel.db.run(
          `insert into run_events (run_id, at, step, visit, kind, why, actor) values ($1, now(), $2, 1, 'entered', $3, 'system:test')`,
          [runId, step, JSON.stringify({ way })],
        );
      const because = async (agent: TestAgent) => {
        const { body } = await agent.get(`${drewPol}/timeline?kinds=task`).expect(200);
        return (body.rows as Row[]).find((row) => row['id'] === taskId)!['because'];
      };
      const told = {
        ...{ scenario: { pl: 'Powitanie', en: 'Welcome' }, number: 1, step: 'Telefon powitalny' },
        reason: { pl: 'bo minęło: 3 dni', en: 'because 3 days had passed' },
      };
      expect(await because(anna)).to.deep.equal(told);
      await panel.db.run(`update profiles set removed = '{run.read}' where code = 'operator'`);
      expect(await because(anna)).to.deep.equal({ scenario: null, number: null, step: null, reason: null });
      expect(await because(maria)).to.deep.equal(told);
      await panel.db.run(`update profiles set removed = '{}' where code = 'operator'`);
      expect(await because(anna)).to.deep.equal(told);
    });

    it('says why in the timeline of a case as well', async () => {
      const { taskId } = await placeRunTask(panel.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
      const { body: made } = await anna.post('/api/v1/cases').send({ name: 'Wdrożenie' }).expect(200);
      await anna.post('/api/v1/cases/move').send({ kind: 'task', id: taskId, caseId: made.id }).expect(200);
      const { body } = await anna.get(`/api/v1/cases/${made.id}/timeline?kind=task`).expect(200);
      const [entry] = body.rows as Row[];
      expect(entry!['because']).to.deep.include({ scenario: { pl: 'Powitanie', en: 'Welcome' }, number: 1 });
    });

    it('of a case goes on where the last page ended as well', async () => {
      const { body: made } = await anna.post('/api/v1/cases').send({ name: 'Wdrożenie' }).expect(200);
      const task = { type: 'errand', title: 'Pomiar hali', caseId: made.id };
      for (let n = 0; n < 3; n++) await anna.post('/api/v1/tasks').send(task).expect(200);
      const read = async (query: string) =>
        (await anna.get(`/api/v1/cases/${made.id}/timeline${query}`).expect(200)).body;
      const whole = await read('');
      expect(whole).to.include({ next: null });
      const first = await read('?limit=2');
      const rest = await read(`?after=${first.next}`);
      expect([...first.rows, ...rest.rows]).to.deep.equal(whole.rows);
      await anna.get(`${drewPol}/timeline?after=${first.next}`).expect(422);
    });

    it('is narrowed to one campaign: how the customer fared in it (S0-63)', async () => {
      const { taskId } = await placeRunTask(panel.db, { companyId: companies.drewPol.id, ownerId: users.anna.id });
      const draft = draftOf(await placeScenario(panel.db, 'calling-once', calling));
      const campaignId = (await maria.post('/api/v1/campaigns').send(draft).expect(200)).body.id as string;
      await panel.db.run('update tasks set campaign_id = $2 where id = $1', [taskId, campaignId]);
      const { body } = await anna.get(`${drewPol}/timeline?campaignId=${campaignId}`).expect(200);
      expect((body.rows as Row[]).map((row) => row['id'])).to.deep.equal([taskId]);
    });

    it('is refused for a kind that there is not, and for a cursor of another list', async () => {
      await anna.get(`${drewPol}/timeline?kinds=gossip`).expect(400);
      const { next } = (await maria.get(`${drewPol}/timeline?limit=1`).expect(200)).body;
      await anna.get(`${drewPol}/changes?after=${next}`).expect(422);
    });
  });

  describe('notes and dates', () => {
    it('a note is corrected once: the second person hears of the first', async () => {
      const notes = `/api/v1/companies/${companies.omega.id}/notes`;
      const { id } = (await anna.post(notes).send({ body: 'Ala\r\nma kota' }).expect(200)).body;
      await maria.patch(`/api/v1/notes/${id}`).send({ version: 1, body: 'Ala ma psa' }).expect(204);
      await anna.patch(`/api/v1/notes/${id}`).send({ version: 1, pinned: true }).expect(409);
      await anna.post(notes).send({ body: '\u200b \n ' }).expect(422);
      await anna.delete(`/api/v1/notes/${id}?version=2`).expect(204);
      expect((await anna.get(notes)).body.rows).to.deep.equal([]);
    });

    it('a date takes no task with it that it has not brought, whoever names one (rule 23)', async () => {
      const task = await maria
        .post('/api/v1/tasks')
        .send({ type: 'call', title: 'Poufne', companyId: companies.omega.id, private: true, ownerId: users.maria.id })
        .expect(200);
      const day = '2099-05-01';
      const days = [{ day, state: 'brought', taskId: task.body.id }];
      const dates = `/api/v1/companies/${companies.omega.id}/dates`;
      await anna.post(dates).send({ title: 'Koniec umowy', fallsOn: day, days }).expect(400);
      const { id } = (await anna.post(dates).send({ title: 'Koniec umowy', fallsOn: day }).expect(200)).body;
      await maria
        .patch(`/api/v1/important-dates/${id}`)
        .send({ version: 1, changes: { yearly: true } })
        .expect(204);
      await anna.delete(`/api/v1/important-dates/${id}`).expect(400);
      expect((await anna.delete(`/api/v1/important-dates/${id}?version=1`).expect(409)).body.code).to.equal(
        'date.changed',
      );
      await anna.delete(`/api/v1/important-dates/${id}?version=2`).expect(204);
      await anna.post(`/api/v1/important-dates/${id}/restore`).expect(204);
      expect((await anna.get(dates)).body.rows.map((row: Row) => row['id'])).to.deep.equal([id]);
      await maria.get(`/api/v1/tasks/${task.body.id}`).expect(200);
    });

    it('a birthday comes back every year, the end of a contract does not', async () => {
      const year = new Date().getUTCFullYear();
      await anna
        .patch(`/api/v1/people/${people.jozef.id}`)
        .send({ version: 1, changes: { bornOn: '1972-02-29', nameDay: '03-19' } })
        .expect(200);
      await anna.post(`${drewPol}/dates`).send({ title: 'Koniec umowy', fallsOn: '2020-05-01' }).expect(200);
      const { rows } = (await anna.get(`${drewPol}/dates`).expect(200)).body;
      expect(rows.map((row: Row) => row['kind'])).to.have.members(['birthday', 'name day', 'date']);
      expect(rows.at(-1)).to.include({ title: 'Koniec umowy', nextOn: '2020-05-01' });
      for (const row of rows.slice(0, 2)) expect(Number(row.nextOn.slice(0, 4))).to.be.oneOf([year, year + 1]);
    });
  });

  describe('people', () => {
    it('are called by their name in the vocative, unless a person knows better', async () => {
      const read = async () => (await anna.get(`/api/v1/people/${people.jozef.id}`).expect(200)).body;
      expect((await read()).greeting).to.equal('Szanowny Panie Józefie');
      const { version } = await read();
      await anna
        .patch(`/api/v1/people/${people.jozef.id}`)
        .send({ version, changes: { firstName: 'Sasza', gender: 'f', vocative: null } })
        .expect(200);
      expect((await read()).greeting).to.equal('Szanowna Pani');
    });

    it('are not born in the future', async () => {
      const { version } = (await anna.get(`/api/v1/people/${people.jozef.id}`).expect(200)).body;
      const born = `${new Date().getUTCFullYear() + 1}-12-31`;
      const told = [
        await anna.patch(`/api/v1/people/${people.jozef.id}`).send({ version, changes: { bornOn: born } }),
        await anna.post(`${drewPol}/people`).send({ lastName: 'Jutrzejsza', bornOn: born }),
      ];
      for (const { status, body } of told) {
        expect(status).to.equal(422);
        expect(body).to.include({ code: 'person.not_born', field: 'bornOn' });
      }
    });

    it('have one main person among them', async () => {
      const at = `/api/v1/companies/${companies.zubr.id}/people`;
      await anna.post(at).send({ lastName: 'Pierwsza' }).expect(200);
      await anna.post(at).send({ lastName: 'Druga', isMain: true }).expect(200);
      await anna.post(at).send({ lastName: 'Trzecia' }).expect(200);
      const { rows } = (await anna.get(at)).body;
      expect(rows.map((row: Row) => [row['lastName'], row['isMain']])).to.deep.equal([
        ['Druga', true],
        ['Pierwsza', false],
        ['Trzecia', false],
      ]);
    });
  });

  describe('the history of changes', () => {
    it('tells by name only what the reader may not read today (rule 27)', async () => {
      const id = (
        await jan
          .post('/api/v1/companies')
          .send({ kind: 'person', name: 'Jan Kowalski', pesel: '44051401359', turnoverMinor: 5 })
      ).body.id;
      await anna
        .patch(`/api/v1/companies/${id}`)
        .send({ version: 1, changes: { pesel: '44051401359' } })
        .expect(403);
      expect((await anna.get(`/api/v1/companies/${id}`)).body).not.to.have.property('pesel');
      expect((await jan.get(`/api/v1/companies/${id}`)).body.pesel).to.equal('44051401359');
      const text = (await jan.get(`/api/v1/companies/${id}/changes`).expect(200)).text;
      expect(text).to.contain('pesel').and.not.to.contain('44051401359');
      const token = await panel.token('jan', ['company.read']);
      const program = await panel
        .nobody()
        .get(`/api/v1/companies/${id}/changes`)
        .set('Authorization', `Bearer ${token}`)
        .expect(200);
      expect(program.body.rows[0].changes.pesel).to.deep.equal(['…', '…']);
      // The card and the list show the turnover to everybody who reads the customer.
      expect(program.body.rows[0].changes.turnoverMinor).to.deep.equal([null, 5]);
      expect(program.body.rows[0].actor).to.deep.equal({ kind: 'user', name: users.jan.name });
    });
  });

  describe('a letter', () => {
    const letter = { subject: 'Oferta', text: 'Dzień dobry,\n\noferta w załączeniu.' };

    it('waits in the ledger for the sender', async () => {
      const { id } = (await anna.post(`${drewPol}/letters`).send(letter).expect(200)).body;
      const row = await panel.db.one(
        `select m.address, m.subject, e.state, e.priority, e.run_id from messages m join effects e on e.key = m.effect_key where m.id = $1`,
        [id],
      );
      expect(row).to.deep.equal({
        address: companies.drewPol.email,
        subject: 'Oferta',
        state: 'planned',
        priority: 1,
        runId: null,
      });
      expect((await anna.get(`${drewPol}/messages`)).body.rows[0]).to.include({
        id,
        subject: 'Oferta',
        state: 'planned',
      });
    });

    it('is refused with the reason when the governor says no', async () => {
      const refused = await anna.post(`/api/v1/companies/${companies.ges.id}/letters`).send(letter).expect(422);
      expect(refused.body.message).to.contain('brak adresu');
      await anna
        .post(`${drewPol}/letters`)
        .send({ ...letter, subject: ' ' })
        .expect(422);
    });

    it('is filled in from a template; a marketing one goes out unchanged and needs consent', async () => {
      const template = {
        code: 'offer',
        name: 'Oferta',
        purpose: 'marketing',
        language: 'pl',
        subject: 'Dla {{ company.name }}',
        bodyText: 'Zapraszamy',
        bodyHtml: null,
      };
      const { id: templateId } = (await maria.post('/api/v1/templates').send(template).expect(200)).body;
      const draft = (await anna.get(`${drewPol}/letters/draft?templateId=${templateId}`).expect(200)).body;
      expect(draft.subject).to.equal(`Dla ${companies.drewPol.name}`);
      const refused = await anna
        .post(`/api/v1/companies/${companies.omega.id}/letters`)
        .send({ ...letter, templateId })
        .expect(422);
      expect(refused.body.message).to.contain('brak zgody');
      const { id } = (
        await anna
          .post(`${drewPol}/letters`)
          .send({ ...letter, templateId })
          .expect(200)
      ).body;
      const row = await panel.db.one(
        'select subject, body_text, template_version_id is null as own from messages where id = $1',
        [id],
      );
      expect(row).to.deep.equal({ subject: null, bodyText: null, own: false });
    });

    describe('of a template with files', () => {
      const draftOf = async (templateId: string): Promise<LetterDraft> =>
        (await anna.get(`${drewPol}/letters/draft?templateId=${templateId}`).expect(200)).body;
      const templateWith = async (purpose: string, names: readonly string[]) => {
        const text = { language: 'pl', subject: 'Cennik', bodyText: 'W załączeniu.', bodyHtml: null };
        const template = { ...text, code: `cennik-${purpose}`, name: 'Cennik', purpose };
        const { id } = (await maria.post('/api/v1/templates').send(template).expect(200)).body;
        for (const [at, name] of names.entries())
          await maria
            .post(`/api/v1/templates/${id}/attachments?${new URLSearchParams({ name, version: String(at + 1) })}`)
            .set('Content-Type', 'application/octet-stream')
            .send('Cena: 1200 zł')
            .expect(200);
        return id as string;
      };
      const fileOf = async (name: string) =>
        (
          await anna
            .post(`/api/v1/files?${new URLSearchParams({ noun: 'company', recordId: companies.drewPol.id, name })}`)
            .set('Content-Type', 'application/octet-stream')
            .send('Oferta')
            .expect(200)
        ).body.id as string;

      it('names them before it goes, and has no room for more than a mail may carry with them', async () => {
        const names = Array.from({ length: 9 }, (_, at) => `cennik ${at}.txt`);
        const templateId = await templateWith('service', names);
        const { attachments, optOut } = await draftOf(templateId);
        expect(attachments.map(({ fileName }) => fileName)).to.have.members(names);
        expect(optOut).to.equal(false);
        const [one, two] = [await fileOf('oferta.txt'), await fileOf('rysunek.txt')];
        const send = (fileIds: readonly string[]) =>
          anna.post(`${drewPol}/letters`).send({ ...letter, templateId, fileIds });
        expect((await send([one, two]).expect(422)).body).to.include({ code: 'attachments.too_much' });
        const { id } = (await send([one]).expect(200)).body;
        const carried = await panel.db.rows<{ fileName: string }>(
          'select file_name from attachments where message_id = $1 order by file_name',
          [id],
        );
        expect(carried.map(({ fileName }) => fileName)).to.deep.equal([...names, 'oferta.txt']);
      });

      it('that goes out as it stands takes no others along', async () => {
        const templateId = await templateWith('marketing', ['cennik.txt']);
        const { attachments, optOut } = await draftOf(templateId);
        expect([attachments.map(({ fileName }) => fileName), optOut]).to.deep.equal([['cennik.txt'], true]);
        const other = { ...letter, templateId, fileIds: [await fileOf('oferta2.txt')] };
        const refused = await anna.post(`${drewPol}/letters`).send(other).expect(422);
        expect(refused.body.code).to.equal('letter.fixed');
      });
    });

    it('is held while the customer is frozen', async () => {
      await maria.post(`${drewPol}/freeze`).send({ reason: 'Reklamacja' }).expect(204);
      expect((await anna.get(drewPol)).body.frozen.reason).to.equal('Reklamacja');
      expect((await anna.post(`${drewPol}/letters`).send(letter).expect(200)).body.held).to.equal(true);
      await anna.post(`${drewPol}/thaw`).expect(403);
      await maria.post(`${drewPol}/thaw`).expect(204);
      expect((await anna.get(drewPol)).body.frozen).to.equal(null);
    });
  });

  describe('a letter about something', () => {
    const letter = { subject: 'Oferta', text: 'W załączeniu.' };
    const opportunity = async (companyId: string) =>
      (await maria.post('/api/v1/opportunities').send({ name: 'Linia do okleinowania', companyId }).expect(200)).body
        .id as string;
    const fileOn = async (who: TestAgent, noun: string, recordId: string) =>
      (
        await who
          .post(`/api/v1/files?${new URLSearchParams({ noun, recordId, name: 'oferta.txt' })}`)
          .set('Content-Type', 'application/octet-stream')
          .send('Cena: 1200 zł')
          .expect(200)
      ).body.id as string;

    it('stands at the opportunity with its files, and so does the answer to it (S0-19, S1-62)', async () => {
      const opportunityId = await opportunity(companies.drewPol.id);
      const fileId = await fileOn(maria, 'opportunity', opportunityId);
      const { id } = (
        await maria
          .post(`${drewPol}/letters`)
          .send({ ...letter, opportunityId, fileIds: [fileId] })
          .expect(200)
      ).body;
      const { id: again } = (
        await maria
          .post(`${drewPol}/letters`)
          .send({ ...letter, inReplyTo: id })
          .expect(200)
      ).body;
      const { messages } = (await maria.get(`/api/v1/opportunities/${opportunityId}`).expect(200)).body;
      expect(messages.map((row: Row) => row['id'])).to.have.members([id, again]);
      const { rows } = (await maria.get(`/api/v1/files?noun=message&recordId=${id}`).expect(200)).body;
      expect(rows.map((row: Row) => row['id'])).to.deep.equal([fileId]);
    });

    it('goes neither with the opportunity of another customer nor with a file that its writer does not see', async () => {
      const opportunityId = await opportunity(companies.omega.id);
      await maria
        .post(`${drewPol}/letters`)
        .send({ ...letter, opportunityId })
        .expect(422);
      const { id: caseId } = (await maria.post('/api/v1/cases').send({ name: 'Wewnętrzna' }).expect(200)).body;
      const hidden = await fileOn(maria, 'case', caseId);
      const refused = await anna
        .post(`${drewPol}/letters`)
        .send({ ...letter, fileIds: [hidden] })
        .expect(404);
      expect(refused.body.code).to.equal('file.not_found');
    });

    it('is taken back by its writer until it goes', async () => {
      const send = async () => (await anna.post(`${drewPol}/letters`).send(letter).expect(200)).body.id as string;
      const state = async (id: string) =>
        (
          await panel.db.one<{ state: string }>(
            'select e.state from messages m join effects e on e.key = m.effect_key where m.id = $1',
            [id],
          )
        ).state;
      const mine = await send();
      expect((await maria.post(`/api/v1/messages/${mine}/take-back`).expect(422)).body.code).to.equal('letter.gone');
      await anna.post(`/api/v1/messages/${mine}/take-back`).expect(204);
      expect(await state(mine)).to.equal('withdrawn');
      const going = await send();
      await panel.db.run(`update effects set state = 'doing' where key = $1`, [`letter:${going}`]);
      await anna.post(`/api/v1/messages/${going}/take-back`).expect(422);
      expect(await state(going)).to.equal('doing');
    });
  });

  describe('what people may paste', () => {
    const nasty = '<img src=x onerror="alert(1)">';

    it('a name of 500 characters is kept, a longer one is refused in words', async () => {
      const long = 'ą'.repeat(500);
      const { id } = (await anna.post('/api/v1/companies').send({ name: long }).expect(200)).body;
      expect((await anna.get(`/api/v1/companies/${id}`)).body.name).to.equal(long);
      const refused = await anna
        .post('/api/v1/companies')
        .send({ name: `${long}ą` })
        .expect(400);
      expect(refused.body).to.include({ code: 'request.too_long', field: 'name' });
      expect(refused.body.message).to.contain('500');
    });

    it('emoji stay, marks that nobody sees go', async () => {
      const typed = ' Zakład\u202e 👩‍🔧\u200bNapraw\u0007\t Kowalski\ufeff ';
      const { id } = (await anna.post('/api/v1/companies').send({ name: typed }).expect(200)).body;
      expect((await anna.get(`/api/v1/companies/${id}`)).body.name).to.equal('Zakład 👩‍🔧Napraw Kowalski');
      const empty = await anna.post('/api/v1/companies').send({ name: '\u200b\u202e\ufeff' }).expect(422);
      expect(empty.body.code).to.equal('company.nameless');
    });

    it('markup is text in every field', async () => {
      const fields = Object.fromEntries(
        ['name', 'shortName', 'street', 'city', 'website', 'class', 'industry', 'notes'].map((field) => [
          field,
          nasty.slice(0, 50),
        ]),
      );
      const { id } = (await anna.post('/api/v1/companies').send(fields).expect(200)).body;
      await anna.post(`/api/v1/companies/${id}/notes`).send({ body: nasty }).expect(200);
      await anna.post(`/api/v1/companies/${id}/people`).send({ lastName: nasty, position: nasty }).expect(200);
      await anna.post(`/api/v1/companies/${id}/dates`).send({ title: nasty, fallsOn: '2026-01-01' }).expect(200);
      for (const path of ['', '/timeline', '/changes', '/notes', '/people', '/dates']) {
        const answer = await anna.get(`/api/v1/companies/${id}${path}`).expect(200);
        expect(answer.headers['content-type'], path).to.contain('application/json');
      }
    });

    it('numbers that cannot be are refused where they have a form, and only warned of where people know better (rule 40)', async () => {
      await anna.post('/api/v1/companies').send({ name: 'X', nip: '1234567890' }).expect(200);
      await anna.post('/api/v1/companies').send({ name: 'X', paymentDays: 400 }).expect(400);
      await anna.post('/api/v1/companies').send({ name: 'X', parentId: '0191' }).expect(400);
      await anna
        .post('/api/v1/companies')
        .send({ name: 'X', contactPoints: [{ kind: 'phone', value: 'zadzwoń' }] })
        .expect(422);
    });

    it('a NIP may be that of several: a commune and its schools, a branch; whoever types it is told of the others (rule 40)', async () => {
      const nip = '5260250995';
      const numbers = { nip, regon: '012100784', krs: '0000033591', euVat: 'DE 811 907 980' };
      const commune = (
        await anna
          .post('/api/v1/companies')
          .send({ kind: 'institution', name: 'Gmina', ...numbers })
          .expect(200)
      ).body.id;
      for (const [kind, name] of [
        ['institution', 'Szkoła nr 1'],
        ['branch', 'Oddział w Łodzi'],
        ['sole trader', 'Jan Kowalski Usługi'],
      ])
        await anna
          .post('/api/v1/companies')
          .send({ kind, name, nip, ...(kind === 'branch' ? { parentId: commune } : {}) })
          .expect(200);
      const like = await anna.get('/api/v1/companies/duplicates').query({ nip }).expect(200);
      expect((like.body.rows as Row[]).map((row) => [row['name'], row['because']]).toSorted()).to.deep.equal([
        ['Gmina', 'nip'],
        ['Jan Kowalski Usługi', 'nip'],
        ['Oddział w Łodzi', 'nip'],
        ['Szkoła nr 1', 'nip'],
      ]);
      expect((await anna.get(`/api/v1/companies/${commune}`)).body).to.include({
        ...{ kind: 'institution', nip, regon: '012100784', krs: '0000033591', euVat: 'DE811907980' },
      });
      await anna.post('/api/v1/companies').send({ kind: 'spółka', name: 'X' }).expect(400);
    });
  });

  it('everyone who meets customers sees their money and may write to them', () => {
    for (const role of ['administrator', 'supervisor', 'operator'] as const)
      expect([...rightsOf(role)], role).to.include.members(['transaction.read', 'message.send']);
  });
});
