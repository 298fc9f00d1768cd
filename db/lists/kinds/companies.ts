import { visible } from '../../scope.ts';
import { searchCondition } from '../../search-text.ts';
import type { ListDefinition } from '../definition.ts';
import { view } from '../standard.ts';
import { besideCompanies, companyFacts } from './company-facts.ts';
import { companyFields } from './company-fields.ts';
import { tradeJoin } from './company-trade.ts';
import { industryJoin } from './orders.ts';

const columns = ['name', 'city', 'class', 'owner', 'phone', 'email', 'consent', 'lastContact'];
const byName = [{ field: 'name' }];

export const companies: ListDefinition = {
  kind: 'companies',
  right: 'company.read',
  table: 'companies',
  alias: 'c',
  called: 'c.name',
  joins: {
    f: 'join company_facts f on f.company_id = c.id',
    o: 'left join users o on o.id = c.owner_id',
    h: 'left join companies h on h.id = c.parent_id',
    i: industryJoin,
    trade: tradeJoin,
  },
  alive: 'c.deleted_at is null',
  scope: ({ viewer }) => visible('companies', viewer, 'c'),
  search: (typed, { params }) => searchCondition(typed, 'c', (value) => params.add(value)),
  fields: companyFields,
  own: 'company',
  facts: companyFacts,
  related: besideCompanies,
  // As many as stand in one line on a laptop: the kind of customer is a condition.
  standard: [
    view('companies:all', ['Wszyscy', 'All'], { columns, sort: byName }),
    view('companies:mine', ['Moi', 'Mine'], {
      columns,
      sort: byName,
      rules: [{ field: 'company.ownerId', operator: '=', value: 'me' }],
    }),
    view('companies:ownerless', ['Bez opiekuna', 'Without an owner'], {
      columns,
      sort: byName,
      rules: [{ field: 'company.ownerId', operator: 'null' }],
    }),
    view('companies:neglected', ['Bez kontaktu od 90 dni', 'No contact for 90 days'], {
      columns: ['name', 'city', 'class', 'owner', 'phone', 'lastContact', 'nextTask'],
      sort: [{ field: 'lastContact' }],
      rules: [{ field: 'company.daysWithoutContact', operator: '>=', value: 90 }],
    }),
    view('companies:lapsed', ['Bez zakupów od 90 dni', 'Bought nothing for 90 days'], {
      columns: ['name', 'city', 'class', 'owner', 'phone', 'lastPurchase', 'turnoverYear', 'lastContact'],
      sort: [{ field: 'lastPurchase' }],
      rules: [{ field: 'company.lastPurchaseOn', operator: '<', value: { days: -90 } }],
    }),
    view('companies:debtors', ['Z zaległościami', 'With overdue money'], {
      columns: ['name', 'city', 'owner', 'phone', 'overdueMoney', 'balance', 'lastPurchase', 'lastContact'],
      sort: [{ field: 'overdueMoney', descending: true }],
      rules: [{ field: 'company.hasOverdueMoney', operator: '=', value: true }],
    }),
    view('companies:new', ['Nowi z ostatnich 30 dni', 'New in the last 30 days'], {
      columns: [...columns, 'createdAt'],
      sort: [{ field: 'createdAt', descending: true }],
      rules: [{ field: 'company.createdAt', operator: '>=', value: { days: -30 } }],
    }),
  ],
  order: byName,
};
