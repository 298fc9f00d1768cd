import { expect } from 'chai';
import { readCard } from '../../db/company-card.ts';
import { customerFiles } from '../../db/customer-files.ts';
import { keepFile } from '../../db/files.ts';
import type { FilePlace } from '../../db/file-scope.ts';
import { createCase } from '../../db/cases.ts';
import { createTask } from '../../db/tasks.ts';
import { companies, people, seatCast, users } from '../support/cast.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { viewer } from '../support/desk.ts';

const companyId = companies.drewPol.id;
const anna = viewer('anna');
const maria = viewer('maria');

describe('the documents of a customer (S2-56, rule 27)', () => {
  let test: TestDatabase;
  before(async () => {
    test = await freshDatabase(4);
    await test.db.transaction(seatCast);
  });
  after(() => test.drop());

  const keep = (name: string, place: FilePlace) =>
    test.db.transaction((tx) =>
      keepFile(tx, maria, {
        stored: { name, mediaType: 'text/plain', path: `sciezka/${name}`, bytes: 5, sha256: 'a'.repeat(64) },
        place,
      }),
    );
  const named = async (who = maria, over: object = {}) =>
    (await customerFiles(test.db, who, { companyId, limit: 30, ...over })).map(
      ({ name, places }) => `${name}: ${places.map(({ noun, title }) => `${noun} ${title}`).join()}`,
    );

  it('are those of its tasks, cases and people, each with where it is from', async () => {
    const task = await createTask(test.db, maria, { type: 'call', title: 'Oferta', companyId, ownerId: users.anna.id });
    const hidden = await createTask(test.db, maria, {
      ...{ type: 'call', title: 'Prywatne', companyId, private: true },
    });
    const { id: caseId } = await createCase(test.db, maria, { name: 'Reklamacja', companyId });
    await keep('klient.txt', { noun: 'company', recordId: companyId });
    await keep('oferta.txt', { noun: 'task', recordId: task.id });
    await keep('tajne.txt', { noun: 'task', recordId: hidden.id });
    await keep('sprawa.txt', { noun: 'case', recordId: caseId });
    await keep('osoba.txt', { noun: 'person', recordId: people.jozef.id });
    const all = await named();
    expect(all.map((line) => line.replace(/ \S*\/\d+/, ''))).to.have.members([
      'oferta.txt: task Oferta',
      'tajne.txt: task Prywatne',
      'sprawa.txt: case Reklamacja',
      'osoba.txt: person Józef Zieliński',
    ]);
    expect(await named(anna), 'a private task is not told').to.not.include('tajne.txt: task Prywatne');
    expect((await readCard(test.db, maria, companyId)).counts.files, 'its own too').to.equal(5);
  });

  it('come page by page, the newest first', async () => {
    const [first, second] = await customerFiles(test.db, maria, { companyId, limit: 2 });
    const rest = await named(maria, { after: [second!.exact, second!.id] });
    expect(rest).to.have.length(2);
    expect(Date.parse(first!.updatedAt)).to.be.at.least(Date.parse(second!.updatedAt));
  });
});
