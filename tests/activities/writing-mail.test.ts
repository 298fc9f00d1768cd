import { expect } from 'chai';
import { mailWriter, type MailWriter } from '../../activities/writing-mail.ts';
import type { Db } from '../../db/database.ts';
import type { DueMessage } from '../../db/due-messages.ts';
import { saveRuleBook } from '../../db/governor.ts';
import { newId } from '../../db/new-id.ts';
import { defaultRuleBook, type Purpose } from '../../domain/governor/rule-book.ts';
import { engineFor } from '../../texts/liquid.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('the writer of mails', () => {
  let test: TestDatabase;
  let writer: MailWriter;
  /** Versions that were read, as often as they were. */
  let read: string[];
  /** How often a text of them was parsed. */
  let parsed: number;
  const engine = engineFor('none', 'pl');
  const parse = engine.parse.bind(engine);

  before(async () => {
    test = await freshDatabase(2);
    engine.parse = (...text) => {
      parsed++;
      return parse(...text);
    };
  });
  after(async () => {
    engine.parse = parse;
    await test?.drop();
  });
  beforeEach(() => {
    [read, parsed] = [[], 0];
    writer = mailWriter(watched(test.db), { publicUrl: 'https://nurt.example', secretKey: 'k', filesDir: '/tmp' });
  });

  it('reads and parses a template once per version, however many mails it fills and however often it is asked', async () => {
    const [first, second] = await versions('Pierwszy {{ company.name }}', 'Drugi {{ company.name }}');
    const due = Array.from({ length: 500 }, (_, n) => mail(n % 2 ? first! : second!, `Firma ${n}`));
    await writer.prepare(due);
    expect(read.toSorted()).to.deep.equal([first!, second!].sort());
    const once = parsed;
    expect(once).to.be.above(0);
    await writer.prepare(due);
    for (const [n, message] of due.entries())
      expect(writer.write(message).outgoing.subject).to.equal(`${n % 2 ? 'Pierwszy' : 'Drugi'} Firma ${n}`);
    expect(read).to.have.length(2);
    expect(parsed).to.equal(once);

    const [third] = await versions('Trzeci {{ company.name }}');
    await writer.prepare([...due, mail(third!, 'Firma')]);
    expect(read.slice(2)).to.deep.equal([third]);
    expect(parsed).to.equal(once * 1.5);
  });

  it('forgets old versions before they fill the memory, and reads again what it needs', async () => {
    const many = await versions(...Array.from({ length: 201 }, (_, n) => `Temat ${n}`));
    await writer.prepare(many.slice(0, 200).map((id) => mail(id, 'Firma')));
    await writer.prepare([mail(many[200]!, 'Firma')]);
    expect(read).to.deep.equal(many);
    await writer.prepare([mail(many[0]!, 'Firma')]);
    expect(read).to.deep.equal([...many, many[0]]);
    expect(writer.write(mail(many[0]!, 'Firma')).outgoing.subject).to.equal('Temat 0');
  });

  it('lets people opt out of what needs a consent or is an offer by the book, from the next mails on', async () => {
    const [version] = await versions('Ankieta');
    await test.db.run(`update templates set purpose = 'ankieta'`);
    const survey: DueMessage = { ...mail(version!, 'Firma'), purpose: 'ankieta' };
    const way = async (rules: Partial<Purpose>) => {
      const ankieta = { needsConsent: false, capped: false, offer: false, ...rules };
      await saveRuleBook(
        test.db,
        { ...defaultRuleBook, purposes: { ...defaultRuleBook.purposes, ankieta } },
        { kind: 'system', id: 'test' },
      );
      await writer.prepare([survey]);
      const { unsubscribeUrl, text } = writer.write(survey).outgoing;
      return [unsubscribeUrl !== undefined, text.includes('https://nurt.example')];
    };
    expect(await way({})).to.deep.equal([false, false]);
    expect(await way({ needsConsent: true })).to.deep.equal([true, true]);
    expect(await way({ offer: true })).to.deep.equal([true, true]);
    expect(await way({ capped: true })).to.deep.equal([false, false]);
  });

  /** New templates with these subjects; the ids of their versions. */
  async function versions(...subjects: string[]): Promise<string[]> {
    const made = subjects.map((subject) => ({ id: newId(), template: newId(), subject }));
    const by = 'system:test';
    await test.db.transaction(async (tx) => {
      await tx.run(
        `insert into templates (id, code, name, purpose, created_by, updated_by)
         select id, id::text, 'Szablon', 'service', '${by}', '${by}' from unnest($1::uuid[]) id`,
        [made.map(({ template }) => template)],
      );
      await tx.run(
        `insert into template_versions (id, template_id, number, subject, body_text, created_by)
         select id, template, 1, subject, 'Treść', '${by}' from unnest($1::uuid[], $2::uuid[], $3::text[]) v(id, template, subject)`,
        [made.map(({ id }) => id), made.map(({ template }) => template), made.map(({ subject }) => subject)],
      );
    });
    return made.map(({ id }) => id);
  }

  function watched(db: Db): Db {
    return {
      ...db,
      rows(sql, params) {
        if (/from template_versions/.test(sql)) read.push(...(params![0] as string[]));
        return db.rows(sql, params);
      },
    };
  }
});

function mail(templateVersionId: string, company: string): DueMessage {
  const messageId = newId();
  return {
    ...{ key: `${messageId}:mail:1`, messageId, templateVersionId, address: 'biuro@firma.example', purpose: 'service' },
    ...{ domain: 'firma.example', attempt: 0, subject: null, bodyText: null, bodyHtml: null, inReplyTo: null },
    ...{ runId: null, campaignId: null, companyId: null, caseId: null, opportunityId: null, personId: null },
    ...{ contactPointId: null, calendar: null, enclosed: null, merged: { company: { name: company }, person: null } },
  };
}
