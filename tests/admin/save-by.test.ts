import { expect } from 'chai';
import { withValue } from '../../admin/components/data-table/save-by.ts';
import type { ListField } from '../../domain/lists/shapes.ts';

describe('a cell that was changed', () => {
  const field = (of: Partial<ListField>): ListField => ({
    id: 'own.premia',
    title: { pl: 'Premia', en: 'Bonus' },
    type: 'money',
    sortable: false,
    editable: true,
    ...of,
  });
  const row = (value: unknown) => ({ id: '1', version: 1, values: { 'own.premia': value } });

  it('shows an amount in the currency of its field, or in the one that stood there', () => {
    const euro = field({ currency: 'EUR' });
    expect(withValue(row(null), euro, 500).values).to.deep.equal({ 'own.premia': { minor: 500, currency: 'EUR' } });
    const dollars = { minor: 1, currency: 'USD' };
    expect(withValue(row(dollars), euro, 500).values).to.deep.equal({ 'own.premia': { minor: 500, currency: 'USD' } });
    expect(withValue(row(dollars), euro, null).values).to.deep.equal({ 'own.premia': null });
  });

  it('names an entry of a dictionary in both languages, and a person by the one name', () => {
    const label = { pl: 'Umowa', en: 'Contract' };
    const category = field({ type: 'reference', choices: [{ value: 'c1', label }] });
    expect(withValue(row(null), category, 'c1').values).to.deep.equal({ 'own.premia': { id: 'c1', ...label } });
    const person = field({ type: 'user', choices: [{ value: 'u1', label: { pl: 'Anna', en: 'Anna' } }] });
    expect(withValue(row(null), person, 'u1').values).to.deep.equal({ 'own.premia': { id: 'u1', name: 'Anna' } });
  });
});
