import { isUnread, lookersAfter } from '../../message-reading.ts';
import { visibleMessages } from '../../message-scope.ts';
import { searchCondition } from '../../search-text.ts';
import { campaigns as campaignChoices, templates, users } from '../choices.ts';
import type { FactDefinition, FieldDefinition, ListDefinition, Order } from '../definition.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { channels, directions, sendingStates, whyInWords } from '../words.ts';
import {
  caseOf,
  daysSinceReceived,
  filesBeside,
  ofCustomer,
  personFact,
  unansweredDays,
  waitsForAnswer,
} from './beside.ts';
import { searchWithCustomer } from './customer-search.ts';
import { byCustomer } from './orders.ts';

/** What went out carries the name of its template where it has no subject of its own yet. */
const subject = `coalesce(m.subject, (select t.name from template_versions v join templates t on t.id = v.template_id
  where v.id = m.template_version_id))`;
const at = 'coalesce(e.settled_at, m.received_at, m.sent_at, m.created_at)';

/** Those that ended so by when they did, along the ledger's own index; the others behind them. */
function bySettled(state: 'done' | 'failed'): Order {
  return {
    by: 'e.settled_at',
    cast: 'timestamptz',
    nullable: true,
    needs: ['e'],
    parts: {
      filled: `e.state = '${state}' and e.kind = 'message' and e.settled_at is not null`,
      empty: `(e.state is distinct from '${state}' or e.settled_at is null)`,
    },
  };
}

const fields: readonly FieldDefinition[] = [
  field('subject', ['Temat', 'Subject'], {
    type: 'text',
    value: subject,
    fact: 'message.subject',
    width: 300,
  }),
  field('at', ['Kiedy', 'When'], {
    type: 'instant',
    value: at,
    needs: ['e'],
    fact: 'message.at',
    width: 148,
  }),
  field('direction', ['Kierunek', 'Direction'], {
    type: 'choice',
    value: 'm.direction',
    fact: 'message.direction',
    choices: directions,
    width: 130,
  }),
  field('channel', ['Kanał', 'Channel'], {
    type: 'choice',
    value: 'm.channel',
    fact: 'message.channel',
    choices: channels,
    width: 100,
  }),
  field('state', ['Stan wysyłki', 'State of sending'], {
    type: 'choice',
    value: 'e.state',
    needs: ['e'],
    fact: 'message.state',
    hint: (values) =>
      `m.effect_key in (select s.key from effects s where s.kind = 'message' and s.state = any(${values}))`,
    choices: sendingStates,
    width: 160,
  }),
  field('reason', ['Powód', 'Reason'], {
    type: 'text',
    value: 'e.reason',
    inWords: whyInWords,
    needs: ['e'],
    width: 200,
  }),
  field('attempt', ['Próby', 'Attempts'], {
    type: 'number',
    value: 'coalesce(e.attempt, 0)',
    needs: ['e'],
    fact: 'message.attempt',
    width: 80,
  }),
  field('company', ['Klient', 'Customer'], {
    type: 'reference',
    value: 'm.company_id',
    show: named('c'),
    sort: byCustomer,
    needs: ['c'],
    fact: 'message.companyId',
    reference: 'company',
    width: 220,
  }),
  field('person', ['Osoba', 'Person'], {
    type: 'reference',
    value: 'm.person_id',
    show: named('p', `concat_ws(' ', p.first_name, p.last_name)`),
    needs: ['p'],
    fact: 'message.personId',
    reference: 'person',
    width: 160,
  }),
  field('address', ['Adres', 'Address'], { type: 'text', value: 'm.address', fact: 'message.address', width: 220 }),
  field('beginning', ['Początek treści', 'Beginning'], { type: 'text', value: 'left(m.body_text, 160)', width: 260 }),
  field('campaign', ['Kampania', 'Campaign'], {
    type: 'reference',
    value: 'm.campaign_id',
    show: named('g'),
    needs: ['g'],
    fact: 'message.campaignId',
    choices: campaignChoices,
    right: 'campaign.read',
    width: 180,
  }),
  field('case', ['Sprawa', 'Case'], {
    type: 'reference',
    value: 'm.case_id',
    show: caseOf('m.case_id'),
    fact: 'message.caseId',
    reference: 'case',
    right: 'case.read',
    width: 180,
  }),
  field('openedAt', ['Otwarto', 'Opened'], {
    type: 'instant',
    value: 'm.opened_at',
    fact: 'message.openedAt',
    width: 130,
  }),
  field('unread', ['Nieprzeczytana', 'Unread'], {
    type: 'yes/no',
    value: isUnread,
    fact: 'message.unread',
    width: 120,
  }),
  field('readAt', ['Przeczytano', 'Read'], { type: 'instant', value: 'm.read_at', fact: 'message.readAt', width: 148 }),
  field('unansweredDays', ['Bez odpowiedzi od (dni)', 'Unanswered for (days)'], {
    type: 'number',
    value: daysSinceReceived,
    show: unansweredDays,
    fact: 'message.unansweredDays',
    known: waitsForAnswer,
    width: 170,
  }),
  field('sentAt', ['Wysłano', 'Sent'], {
    type: 'instant',
    value: `case when e.state = 'done' then e.settled_at end`,
    needs: ['e'],
    sort: bySettled('done'),
    fact: 'message.sentAt',
    width: 148,
  }),
  field('failedAt', ['Nieudana', 'Failed'], {
    type: 'instant',
    value: `case when e.state = 'failed' then e.settled_at end`,
    needs: ['e'],
    sort: bySettled('failed'),
    width: 148,
  }),
  field('createdAt', ['Zapisano', 'Recorded'], {
    type: 'instant',
    value: 'm.created_at',
    sort: 'timestamptz',
    required: true,
    fact: 'message.createdAt',
    width: 148,
  }),
  field('key', ['Klucz wysyłki', 'Key of sending'], { type: 'text', value: 'm.effect_key', width: 200 }),
];

const facts: readonly FactDefinition[] = [
  ...ofCustomer,
  fact('message.opportunityId', ['Szansa', 'Opportunity'], {
    type: 'text',
    cast: 'uuid',
    reference: 'opportunity',
    right: 'opportunity.read',
    is: { value: 'm.opportunity_id' },
  }),
  fact('message.waitsFor', ['Kto ją prowadzi', 'Looked after by'], {
    type: 'text',
    cast: 'uuid',
    isUser: true,
    choices: users,
    is: { from: lookersAfter, value: 'looks.user_id' },
  }),
  personFact(
    'message.sentBy',
    ['Kto ją wysłał', 'Sent by'],
    `case when m.direction = 'out' and m.created_by like 'user:%' then substr(m.created_by, 6)::uuid end`,
  ),
  fact('message.templateId', ['Z szablonu', 'From the template'], {
    type: 'text',
    cast: 'uuid',
    right: 'template.read',
    choices: templates,
    is: { from: 'template_versions v where v.id = m.template_version_id', value: 'v.template_id' },
  }),
];

const newest = [{ field: 'createdAt', descending: true }];
const state = (value: string) => ({ field: 'message.state', operator: '=', value }) as const;
const incoming = { field: 'message.direction', operator: '=', value: 'in' } as const;
const columns = ['subject', 'company', 'address', 'campaign', 'state'];

export const messages: ListDefinition = {
  kind: 'messages',
  right: 'message.read',
  table: 'messages',
  alias: 'm',
  called: `coalesce(${subject}, m.address, '–')`,
  joins: {
    e: 'left join effects e on e.key = m.effect_key',
    c: 'left join companies c on c.id = m.company_id',
    p: 'left join people p on p.id = m.person_id',
    g: 'left join campaigns g on g.id = m.campaign_id',
  },
  scope: ({ viewer, params }) => visibleMessages(viewer, params),
  // What went out by a template says nothing of itself: it is found by its customer.
  ...searchWithCustomer({ table: 'messages', alias: 'm', each: 3, indexed: `m.search_text <> ''` }),
  fields,
  own: 'message',
  ofCustomer: true,
  facts,
  related: [filesBeside('message', 'm.id')],
  standard: [
    view('messages:replies', ['Odpowiedzi', 'Replies'], {
      columns: ['subject', 'company', 'address', 'at', 'beginning', 'campaign', 'unansweredDays'],
      sort: newest,
      rules: [incoming],
    }),
    view('messages:unread', ['Nieprzeczytane', 'Unread'], {
      columns: ['subject', 'company', 'address', 'at', 'beginning', 'unansweredDays'],
      sort: newest,
      rules: [{ field: 'message.unread', operator: '=', value: true }],
    }),
    view('messages:unanswered', ['Bez odpowiedzi', 'Unanswered'], {
      columns: ['subject', 'company', 'address', 'at', 'unansweredDays', 'beginning'],
      sort: newest,
      rules: [incoming, { field: 'message.unansweredDays', operator: '>=', value: 0 }],
    }),
    view('messages:sent', ['Wysłane', 'Sent'], {
      columns: [...columns.slice(0, 3), 'sentAt', 'campaign', 'openedAt', 'state'],
      sort: [{ field: 'sentAt', descending: true }],
      rules: [state('done')],
    }),
    view('messages:doubtful', ['Wątpliwe', 'Doubtful'], {
      columns: [...columns, 'createdAt', 'reason'],
      sort: [{ field: 'createdAt' }],
      rules: [state('unknown')],
    }),
    view('messages:failed', ['Nieudane', 'Failed'], {
      columns: [...columns.slice(0, 3), 'failedAt', 'reason', 'campaign', 'state'],
      sort: [{ field: 'failedAt', descending: true }],
      rules: [state('failed')],
    }),
    view('messages:waiting', ['Czekają na wysłanie', 'Waiting to be sent'], {
      columns: [...columns, 'createdAt'],
      sort: [{ field: 'createdAt' }],
      rules: [{ field: 'message.state', operator: 'in', value: ['planned', 'doing'] }],
    }),
    view('messages:all', ['Wszystkie', 'All'], {
      columns: ['subject', 'at', 'direction', ...columns.slice(1)],
      sort: newest,
    }),
  ],
  order: newest,
};

/** Found by what they say themselves, not by whose they are. */
export const messagesByOwnWords: ListDefinition = {
  ...messages,
  search: (typed, { params }) => {
    const said = searchCondition(typed, 'm', (value) => params.add(value));
    return said && `m.search_text <> '' and ${said}`;
  },
  ways: () => undefined,
  rarestFirst: async (_tx, _viewer, typed) => ({ typed, isCommon: false }),
};
