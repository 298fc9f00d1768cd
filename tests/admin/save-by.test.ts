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
});
