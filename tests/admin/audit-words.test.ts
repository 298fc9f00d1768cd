import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { nameOfField } from '../../admin/components/field-name.ts';
import { sayValue } from '../../admin/components/history/value.ts';
import { speech } from '../../admin/components/words.ts';
import { en, pl } from '../support/dictionaries.ts';

const root = join(import.meta.dirname, '../..');
const words = {
  pl: speech({ language: 'pl', timeZone: 'Europe/Warsaw', dictionary: pl }),
  en: speech({ language: 'en', timeZone: 'Europe/Warsaw', dictionary: en }),
};

/**
 * What is audited by comparing two states, by the file that compares: the fields are those of the record. A file that begins
 * to compare is named here with its fields.
 */
const compared: Readonly<Record<string, string>> = {
  'admin/stock/writes.ts':
    'name nip street postcode city email phone isDefault kind note active code namePl nameEn color defaultMinutes channel onHome inCalendar invites position',
  'db/campaigns.ts':
    'name kind description goalText goalMeasure goalCount budgetMinor currency supervisorId legalEntityId startsOn endsOn leaveOutBusy',
  'db/cases.ts': 'number name ownerId companyId kind stage dueOn description',
  'db/channel-settings.ts': 'name senderName senderAddress legalEntityId perHour perDomainPerHour connections active',
  'db/classes.ts': 'name color condition active',
  'db/companies.ts':
    'kind name shortName parentId nip regon krs euVat street postcode city country website class industry ownerId turnoverMinor currency notes timeZone iban paymentDays pesel',
  'db/dictionaries.ts': 'name open active color probability',
  'db/files.ts': 'name categoryId description keywords',
  'db/groups.ts': 'name category description',
  'db/important-dates.ts': 'title fallsOn yearly brings aheadDays',
  'db/merge-own-values.ts': '',
  'db/merge-steps.ts': '',
  'db/merges.ts': '',
  'db/opportunities.ts':
    'name companyId personId ownerId stage valueMinor currency probability expectedOn description lostReason lostNote',
  'db/outcomes-taken-back.ts': 'percent',
  'db/own-definitions.ts': 'code kind title record help section required indexed active options readers writers',
  'db/passwords.ts': 'tokens feeds',
  'db/people.ts': 'firstName lastName position isMain language department decides bornOn nameDay gender vocative',
  'db/scenarios.ts': 'namePl nameEn descriptionPl descriptionEn subjectKind',
  'db/task-edits.ts':
    'type title description priority plannedAt dueAt durationMinutes place private categoryId personId caseId parentId caretakerId percent stage checklist outcome doneAt note workMinutes callSeconds kilometres userIds personIds remindMinutes ownerId queue',
  'db/task-outcomes.ts': 'percent',
  'db/task-receivers.ts': 'ownerId queue',
  'db/task-type-settings.ts':
    'name color defaultMinutes channel onHome inCalendar inFeed invites asksKilometres byDefault active outcomes',
  'db/preferences.ts': 'timeZone',
  'db/users.ts': 'email name role language timeZone phone superiorId active hours profiles teamIds',
  'db/work-rates.ts': 'hourMinor kilometreMinor currency',
  'db/working-calendars.ts': 'timeZone hours holidays daysOff',
};
/** Pairs in files that write the audit that are none of its fields. */
const others = ['values', 'change', 'version'];

describe('the history of changes', () => {
  const files = globSync('{db,api,activities,admin/stock}/**/*.ts', { cwd: root })
    .filter((file) => !/^db\/(demo|migrations)\//.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  const auditing = files.filter(({ text }) => /recordAudit\(|into audit|: Changes\b/.test(text));

  it('knows which fields are audited by comparing', () => {
    const found = files.filter(({ file, text }) => file !== 'db/audit.ts' && /changesBetween\(|auditOf\(/.test(text));
    expect(found.map(({ file }) => file).toSorted()).to.deep.equal(Object.keys(compared).toSorted());
  });

  it('has words for every field that a verb audits, in both languages', () => {
    const fields = new Set([
      ...Object.values(compared).flatMap((names) => names.split(' ').filter(Boolean)),
      ...auditing.flatMap(({ text }) => pairsIn(text)).filter((field) => !others.includes(field)),
    ]);
    expect(fields.size).to.be.greaterThan(100);
    const silent = [...fields].flatMap((field) =>
      Object.entries(words).flatMap(([language, speaks]) =>
        nameOfField(speaks, field) === field ? [`${language} ${field}`] : [],
      ),
    );
    expect(silent).to.deep.equal([]);
  });

  it('has words for every noun and verb', () => {
    const silent = auditing.flatMap(({ text }) =>
      ['noun', 'verb'].flatMap((what) =>
        [...text.matchAll(new RegExp(`\\b${what}: '([a-z ]+)'`, 'g'))]
          .map(([, word]) => `audit.${what}.${word}`)
          .filter((key) => !(key in pl)),
      ),
    );
    expect(silent).to.deep.equal([]);
  });

  it('names what stands for several: an entry of a dictionary, a line of a checklist, a consent', () => {
    expect(nameOfField(words.pl, 'handel: color')).to.equal('handel: Kolor');
    expect(nameOfField(words.pl, 'checklist: Zmierzyć okna')).to.equal('Lista kontrolna: Zmierzyć okna');
    expect(nameOfField(words.pl, 'link: message')).to.equal('Powiązanie: wiadomość');
    expect(nameOfField(words.pl, 'marketing email')).to.equal('marketing, e-mail');
    expect(nameOfField(words.en, 'entry handel')).to.equal('Entry handel');
    expect(nameOfField(words.pl, 'ownerId', 'case')).to.equal('Prowadzi');
    expect(nameOfField(words.pl, 'Druk ulotek')).to.equal('Druk ulotek');
  });

  it('says values as people do', () => {
    const said = (noun: string, field: string, value: unknown) =>
      sayValue(words.pl, { row: { noun, currencies: { valueMinor: 'PLN' } }, field }, value).replace(/\s/g, ' ');
    expect(said('opportunity', 'valueMinor', 492000)).to.equal('4 920,00 zł');
    expect(said('opportunity', 'probability', 40)).to.equal('40%');
    expect(said('task', 'durationMinutes', 45)).to.equal('45 min');
    expect(said('task', 'callSeconds', 200)).to.equal('3 min 20 s');
    expect(said('task', 'private', true)).to.equal('tak');
    expect(said('task', 'priority', 'high')).to.equal('wysoki');
    expect(said('task', 'state', 'cancelled')).to.equal('anulowane');
    expect(said('case', 'outcome', 'success')).to.equal('Powodzenie');
    expect(said('template', 'purpose', 'demand')).to.equal('wezwanie do zapłaty');
    expect(said('task', 'checklist', ['Zmierzyć', 'Wysłać'])).to.equal('Zmierzyć, Wysłać');
    expect(said('company', 'marketing email', 'given')).to.equal('zgoda');
    expect(said('task type', 'name', { pl: 'Telefon', en: 'Call' })).to.equal('Telefon');
    expect(said('task', 'caseId', '01980000-0000-7000-8000-000000000000')).to.equal('wpis, którego nie widzisz');
    expect(said('working calendar', 'hours', { 1: [['08:00', '16:00']] })).to.equal('1: 08:00, 16:00');
  });
});

/** Names of fields that stand before a pair of an old and a new value. */
function pairsIn(text: string): string[] {
  return [...text.matchAll(/(?:(\w+)|'([\w .]+)'): \[/g)].flatMap((found) => {
    const inside = upToItsEnd(text, found.index + found[0].length);
    const isWords = /^'[^']*',\s*'[^']*'$/.test(inside.trim());
    return partsOf(inside) === 2 && !isWords ? [found[1] ?? found[2]!] : [];
  });
}

function upToItsEnd(text: string, from: number): string {
  let depth = 1;
  let at = from;
  while (depth > 0 && at < text.length) {
    if ('[({'.includes(text[at]!)) depth += 1;
    if ('])}'.includes(text[at]!)) depth -= 1;
    at += 1;
  }
  return text.slice(from, at - 1);
}

function partsOf(inside: string): number {
  let depth = 0;
  let commas = 0;
  for (const sign of inside.trim().replace(/,$/, '')) {
    if ('[({'.includes(sign)) depth += 1;
    if ('])}'.includes(sign)) depth -= 1;
    if (sign === ',' && depth === 0) commas += 1;
  }
  return commas + 1;
}
