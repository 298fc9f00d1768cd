import { expect } from 'chai';
import { isEmail } from '../../domain/ids/email.ts';
import { normalisePhone } from '../../domain/ids/phone.ts';
import { manyLines, oneLine } from '../../domain/text/clean.ts';
import { readTypedDate } from '../../domain/tasks/typed-date.ts';
import { problemsOfMail } from '../../texts/mail-template.ts';
import { readAddress } from '../../plugins/vat-white-list/address.ts';

const long = 200_000;
const attacks = [
  ' '.repeat(long) + 'x',
  'a'.repeat(long) + '!',
  '{{'.repeat(long / 2),
  'a@'.repeat(long / 2),
  '\n '.repeat(long / 2),
];
const mail = (text: string) => ({ subject: 'x', bodyText: text, bodyHtml: text, language: 'pl' as const });
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'a line': oneLine,
  'many lines': manyLines,
  'an e-mail': isEmail,
  'a phone': normalisePhone,
  'an address of a register': readAddress,
  'a template': (text) => problemsOfMail(mail(text)),
  // No field for a date takes more.
  'a date': (text) => readTypedDate(text.slice(0, 100), { now: '2026-11-23T09:00:00Z', zone: 'Europe/Warsaw' }),
};

describe('a pattern', () => {
  for (const [what, read] of Object.entries(readers))
    it(`is not slower than its text is long: ${what}`, () => {
      for (const text of attacks) {
        const began = performance.now();
        read(text);
        // A pattern that looks again from every letter takes minutes.
        expect(performance.now() - began, JSON.stringify(text.slice(0, 4))).to.be.below(3_000);
      }
    });
});
