import type { Choice } from '../../../domain/lists/shapes.ts';
import type { Tx } from '../../database.ts';
import { offeredPurposes } from '../../templates.ts';
import type { Asking, FactDefinition, FieldDefinition, ListDefinition } from '../definition.ts';
import { scenarios, users } from '../choices.ts';
import { fact, field, named } from '../fields.ts';
import { view } from '../standard.ts';
import { channels, languages } from '../words.ts';
import { byWords, whoActed } from './orders.ts';

/**
 * What scenarios send, by the code of the template: in their newest version, or in one that a campaign under way still goes by.
 * Put together once for a statement, however many templates it looks at.
 */
const sentBy = (what: string) => `(select jsonb_object_agg(u.code, u.made) from (
  select m.code #>> '{}' as code, jsonb_agg(distinct ${what}) as made from scenarios s join scenario_versions v on v.scenario_id = s.id,
    jsonb_path_query(v.graph, '$.steps.*.template') m(code)
  where v.number = (select max(n.number) from scenario_versions n where n.scenario_id = s.id)
    or v.id in (select h.scenario_version_id from campaign_stages h join campaigns g on g.id = h.campaign_id
      where g.state not in ('ended', 'cancelled'))
  group by 1) u) -> t.code`;

const usedBy = ({ viewer }: Asking) => sentBy(viewer.language === 'en' ? 's.name_en' : 's.name_pl');

/** What a message is for: decides which consent it needs. */
async function purposes(tx: Tx): Promise<Choice[]> {
  return (await offeredPurposes(tx)).map(({ value, label, optOut }) => ({
    value,
    label,
    ...(optOut ? { tone: 'accent' as const } : {}),
  }));
}

const fields: readonly FieldDefinition[] = [
  field('name', ['Nazwa', 'Name'], {
    type: 'text',
    value: 't.name',
    sort: 'text',
    required: true,
    fact: 'template.name',
    width: 210,
  }),
  field('subject', ['Temat', 'Subject'], {
    type: 'text',
    value: 'v.subject',
    needs: ['v'],
    fact: 'template.subject',
    width: 210,
  }),
  field('channel', ['Kanał', 'Channel'], {
    type: 'choice',
    value: 't.channel',
    fact: 'template.channel',
    choices: channels,
    width: 100,
  }),
  field('language', ['Język', 'Language'], {
    type: 'choice',
    value: 'v.language',
    needs: ['v'],
    fact: 'template.language',
    choices: languages,
    width: 95,
  }),
  field('purpose', ['Cel', 'Purpose'], {
    type: 'choice',
    value: 't.purpose',
    fact: 'template.purpose',
    choices: purposes,
    width: 140,
  }),
  field('usedBy', ['Używają go', 'Used by'], {
    type: 'many',
    value: usedBy,
    right: 'scenario.read',
    means: [
      'Scenariusze, które wysyłają go w najnowszej wersji albo w trwającej kampanii.',
      'Scenarios that send it in their newest version, or in a campaign that runs.',
    ],
    width: 160,
  }),
  field('active', ['Czynny', 'In use'], {
    type: 'yes/no',
    value: 't.active',
    fact: 'template.active',
    means: ['Scenariusze i listy mogą go używać.', 'Scenarios and letters may use it.'],
    width: 90,
  }),
  field('number', ['Wersja', 'Version'], {
    type: 'number',
    value: 'v.number',
    needs: ['v'],
    computed: 'integer',
    fact: 'template.number',
    width: 90,
  }),
  field('attachments', ['Załączniki', 'Attachments'], {
    type: 'number',
    value: '(select count(*) from attachments a where a.template_version_id = v.id)',
    needs: ['v'],
    fact: 'template.attachments',
    width: 110,
  }),
  field('code', ['Kod', 'Code'], {
    type: 'text',
    value: 't.code',
    sort: { by: 't.code', cast: 'text', nullable: false },
    fact: 'template.code',
    width: 160,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 't.updated_at',
    sort: 'timestamptz',
    required: true,
    fact: 'template.updatedAt',
    width: 150,
  }),
  field('updatedBy', ['Kto zmienił', 'Changed by'], {
    type: 'user',
    value: whoActed('t.updated_by'),
    show: named('b'),
    needs: ['b'],
    fact: 'template.updatedBy',
    choices: users,
    width: 150,
  }),
  field('createdAt', ['Dodano', 'Added'], {
    type: 'instant',
    value: 't.created_at',
    fact: 'template.createdAt',
    width: 140,
  }),
];

const facts: readonly FactDefinition[] = [
  fact('template.text', ['Treść', 'Text'], { type: 'text', is: { value: 'v.body_text', needs: ['v'] } }),
  fact('template.scenarioId', ['Używa go scenariusz', 'Used by the scenario'], {
    type: 'text',
    cast: 'uuid',
    choices: scenarios,
    right: 'scenario.read',
    is: { from: `jsonb_array_elements_text(${sentBy('s.id')}) u(id) where true`, value: 'u.id::uuid' },
  }),
];

const columns = ['name', 'subject', 'purpose', 'language', 'usedBy', 'updatedAt', 'updatedBy'];
const byName = [{ field: 'name' }];
const inUse = { field: 'template.active', operator: '=', value: true } as const;

export const templates: ListDefinition = {
  kind: 'templates',
  right: 'template.read',
  table: 'templates',
  alias: 't',
  called: 't.name',
  joins: {
    v: 'left join lateral (select n.* from template_versions n where n.template_id = t.id order by n.number desc limit 1) v on true',
    b: `left join users b on b.id = ${whoActed('t.updated_by')}`,
  },
  scope: () => 'true',
  search: byWords(
    `concat_ws(' ', t.name, t.code, (select n.subject from template_versions n where n.template_id = t.id order by n.number desc limit 1))`,
  ),
  fields,
  facts,
  related: [],
  standard: [
    view('templates:all', ['Wszystkie', 'All'], { columns, sort: byName }),
    view('templates:active', ['Czynne', 'In use'], { columns, sort: byName, rules: [inUse] }),
    view('templates:marketing', ['Marketingowe', 'Marketing'], {
      columns,
      sort: byName,
      rules: [inUse, { field: 'template.purpose', operator: '=', value: 'marketing' }],
    }),
    view('templates:mine', ['Zmienione przeze mnie', 'Changed by me'], {
      columns,
      sort: [{ field: 'updatedAt', descending: true }],
      rules: [{ field: 'template.updatedBy', operator: '=', value: 'me' }],
    }),
    view('templates:unused', ['Bez scenariusza', 'In no scenario'], {
      columns: ['name', 'subject', 'purpose', 'active', 'updatedAt', 'updatedBy'],
      sort: byName,
      rules: [{ field: 'template.scenarioId', operator: 'null' }],
    }),
  ],
  order: byName,
};
