import { expect } from 'chai';
import { isEmail, normaliseEmail } from '../../domain/ids/email.ts';
import { formatIban, isIban, normaliseIban } from '../../domain/ids/iban.ts';
import { isKrs, normaliseKrs } from '../../domain/ids/krs.ts';
import { formatNip, isNip, normaliseNip } from '../../domain/ids/nip.ts';
import { bornOn, isPesel, normalisePesel } from '../../domain/ids/pesel.ts';
import { formatPhone, isPhone, normalisePhone, phoneTail } from '../../domain/ids/phone.ts';
import { isPostcode, normalisePostcode } from '../../domain/ids/postcode.ts';
import { formatRegon, isRegon, normaliseRegon } from '../../domain/ids/regon.ts';

describe('numbers and addresses of customers', () => {
  it('a NIP is right when its check digit is', () => {
    for (const nip of ['5260250995', '7740001454', '5261040828', '5261040567']) expect(isNip(nip), nip).to.equal(true);
    for (const nip of ['1234567890', '526025099', '52602509955', '0000000000', ''])
      expect(isNip(nip), nip).to.equal(false);
  });

  it('a NIP is read with dashes, spaces and its prefix, and a foreign number keeps its letters', () => {
    for (const text of ['526-025-09-95', ' 526 025 09 95 ', 'PL5260250995', 'pl 526-02-50-995', 'NIP: 526-025-09-95'])
      expect(normaliseNip(text), text).to.equal('5260250995');
    expect(normaliseNip('de 123 456 789')).to.equal('DE123456789');
    expect(formatNip('7251801126')).to.equal('725-18-01-126');
  });

  it('a REGON has nine digits, or fourteen for a branch', () => {
    for (const regon of ['012100784', '610188201', '123456785', '12345678512347'])
      expect(isRegon(regon), regon).to.equal(true);
    for (const regon of ['012100785', '12345678512348', '1234567']) expect(isRegon(regon), regon).to.equal(false);
    expect(normaliseRegon('12100784')).to.equal('012100784');
    expect(formatRegon('12345678512347')).to.equal('123 456 785 12347');
  });

  it('a KRS number gets back the zeros that a spreadsheet has eaten', () => {
    expect(normaliseKrs('284571')).to.equal('0000284571');
    expect(isKrs('0000284571')).to.equal(true);
    expect(isKrs('0000000000')).to.equal(false);
  });

  it('a PESEL has a check digit and a day of birth', () => {
    for (const pesel of ['44051401359', '02070803628']) expect(isPesel(pesel), pesel).to.equal(true);
    expect(isPesel('44051401358')).to.equal(false);
    expect(isPesel('00000000000')).to.equal(false);
    expect(normalisePesel('2070803628')).to.equal('02070803628');
    expect(bornOn('44051401359')).to.equal('1944-05-14');
  });

  it('an account number is an IBAN, with or without PL', () => {
    for (const iban of ['PL61109010140000071219812874', 'PL27114020040000300201355387'])
      expect(isIban(iban), iban).to.equal(true);
    expect(normaliseIban('61 1090 1014 0000 0712 1981 2874')).to.equal('PL61109010140000071219812874');
    expect(isIban('PL61109010140000071219812875')).to.equal(false);
    expect(isIban('GB82WEST12345698765432')).to.equal(true);
    expect(formatIban('PL61109010140000071219812874')).to.equal('PL61 1090 1014 0000 0712 1981 2874');
  });

  it('a phone number becomes E.164 however it was typed', () => {
    const same = ['602 118 340', '+48 602-118-340', 'tel. 602118340', '0048602118340', '48602118340', '0602118340'];
    for (const text of same) expect(normalisePhone(text), text).to.equal('+48602118340');
    expect(normalisePhone('(22) 555 10 20 wew. 12')).to.equal('+48225551020');
    expect(normalisePhone('+44 (0)20 7946 0958')).to.equal('+442079460958');
    expect(normalisePhone('brak')).to.equal('');
  });

  it('a phone number of the wrong length is not one', () => {
    for (const text of ['60211834', '6021183401', '12', '', '+48 060211834'])
      expect(isPhone(normalisePhone(text)), text).to.equal(false);
    expect(isPhone('+442079460958')).to.equal(true);
  });

  it('mobiles are shown in threes, fixed lines with their area, foreign ones with their code', () => {
    expect(formatPhone('+48602118340')).to.equal('602 118 340');
    expect(formatPhone('+48225551020')).to.equal('22 555 10 20');
    expect(formatPhone('+442079460958')).to.equal('+44 207 946 0958');
    expect(phoneTail('0048 602-118-340')).to.equal('602118340');
  });

  it('an e-mail address is compared in lower case, without its wrapping', () => {
    for (const text of [' BIURO@Firma.PL ', 'mailto:biuro@firma.pl', 'Jan Nowak <biuro@firma.pl>'])
      expect(normaliseEmail(text), text).to.equal('biuro@firma.pl');
  });

  it('an e-mail address has one @, a domain with a dot and no spaces', () => {
    for (const email of [
      'jan@firma.pl',
      'jan.kowalski+nurt@poczta.firma.com.pl',
      "o'neil@żubr.pl",
      'a@xn--bdk.xn--p1ai',
    ])
      expect(isEmail(email), email).to.equal(true);
    for (const email of ['jan@@firma.pl', 'jan@', 'a b@firma.pl', 'brak', 'jan@firma', '.jan@firma.pl', 'jan@fir..pl'])
      expect(isEmail(email), email).to.equal(false);
  });

  it('a postcode is read with and without its dash', () => {
    for (const text of ['31-072', '31072', ' 31 072 ', 'PL 31-072'])
      expect(normalisePostcode(text), text).to.equal('31-072');
    expect(isPostcode(normalisePostcode('SW1A 1AA'))).to.equal(false);
    expect(normalisePostcode(' 10115 ', 'DE')).to.equal('10115');
  });
});
