import { expect } from 'chai';
import type { CompanyKind } from '../../db/companies.ts';
import { blank, newCompanyOf, sentOf } from '../../admin/pages/company/values.ts';

describe('the form of a customer', () => {
  it('sends the declared turnover as it is stored, with its currency, and no zone where it is ours', () => {
    const typed = { ...blank, turnoverMinor: '15 000,50', currency: 'EUR' };
    const fields = ['turnoverMinor', 'currency', 'timeZone'] as const;
    expect(sentOf(typed, fields)).to.deep.equal({ turnoverMinor: 1_500_050, currency: 'EUR', timeZone: null });
    expect(sentOf({ ...typed, turnoverMinor: '' }, ['turnoverMinor'])).to.deep.equal({ turnoverMinor: null });
    expect(sentOf({ ...typed, turnoverMinor: 'dużo' }, ['turnoverMinor'])).to.deep.equal({ turnoverMinor: 'dużo' });
  });

  it('sends days that are no number as they were typed, to be refused', () => {
    const sent = (paymentDays: string) => sentOf({ ...blank, paymentDays }, ['paymentDays'])['paymentDays'];
    expect(['14', '', '14 dni'].map(sent)).to.deep.equal([14, null, '14 dni']);
  });

  it('says nothing of what a new customer has like all others', () => {
    expect(newCompanyOf({ ...blank, name: 'Omega' })).to.deep.equal({ name: 'Omega', contactPoints: [] });
  });

  it('leaves out what was filled in for another kind of a new customer', () => {
    const ofNip = { nip: '725-180-11-26', regon: '100271543', krs: '0000123456', iban: '' };
    const typed = { ...blank, name: 'Omega', ...ofNip, parentId: '7', parentName: 'Centrala' };
    const { nip, regon, krs } = ofNip;
    const sent = (kind: CompanyKind) => newCompanyOf({ ...typed, kind });
    const shared = { name: 'Omega', contactPoints: [] };
    expect(sent('firm')).to.deep.equal({ ...shared, nip, regon, krs });
    expect(sent('person')).to.deep.equal({ ...shared, kind: 'person' });
    expect(sent('branch')).to.deep.equal({ ...shared, kind: 'branch', parentId: '7' });
  });
});
