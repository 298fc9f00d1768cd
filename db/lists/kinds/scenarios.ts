import { openRunsOf } from '../../scenarios.ts';
import { templates, users } from '../choices.ts';
import type { Asking, FactDefinition, FieldDefinition, ListDefinition, RelatedDefinition } from '../definition.ts';
import { fact, field, named, said } from '../fields.ts';
import { view } from '../standard.ts';
import { campaignStates, scenarioSubjects } from '../words.ts';
import { byWords, whoActed } from './orders.ts';

/** Names and descriptions are kept in both languages. */
const spoken =
  (column: string) =>
  ({ viewer }: Asking) =>
    `s.${column}_${viewer.language === 'en' ? 'en' : 'pl'}`;
const name = spoken('name');
const description = spoken('description');

/** What the newest version sends. */
const newestGraph =
  '(select n.graph from scenario_versions n where n.scenario_id = s.id order by n.number desc limit 1)';
const sent = `jsonb_path_query(${newestGraph}, '$.steps.*.template') m(code) join templates x on x.code = m.code #>> '{}'`;
const inStages = 'scenario_versions o join campaign_stages h on h.scenario_version_id = o.id';

const fields: readonly FieldDefinition[] = [
  field('name', ['Nazwa', 'Name'], {
    type: 'text',
    value: name,
    sort: {
      by: 's.name_pl collate "pl-x-icu"',
      inEnglish: 's.name_en collate "pl-x-icu"',
      cast: 'text',
      nullable: false,
    },
    fact: 'scenario.name',
    width: 280,
  }),
  field('subject', ['Dla kogo', 'For'], {
    type: 'choice',
    value: 's.subject_kind',
    fact: 'scenario.subject',
    choices: scenarioSubjects,
    width: 170,
  }),
  field('number', ['Wersja', 'Version'], {
    type: 'number',
    value: 'v.number',
    needs: ['v'],
    computed: 'integer',
    fact: 'scenario.number',
    width: 90,
  }),
  field('active', ['Czynny', 'In use'], { type: 'yes/no', value: 's.active', fact: 'scenario.active', width: 90 }),
  field('openRuns', ['W toku', 'Running'], {
    type: 'number',
    value: ({ viewer }) => openRunsOf(viewer),
    computed: 'integer',
    fact: 'scenario.openRuns',
    means: [
      'Przebiegi każdej wersji, które się nie skończyły, u klientów, których widzisz; liczymy do 10 001.',
      'Runs of any version that have not ended, at customers whom you see; counted up to 10,001.',
    ],
    width: 100,
  }),
  field('campaigns', ['Kampanie w toku', 'Campaigns under way'], {
    type: 'many',
    value: `(select jsonb_agg(distinct g.name) from ${inStages} join campaigns g on g.id = h.campaign_id
      where o.scenario_id = s.id and g.state not in ('ended', 'cancelled'))`,
    right: 'campaign.read',
    width: 200,
  }),
  field('templates', ['Wysyła', 'Sends'], {
    type: 'many',
    value: `(select jsonb_agg(distinct x.name) from ${sent})`,
    right: 'template.read',
    means: ['Szablony najnowszej wersji.', 'Templates of the newest version.'],
    width: 200,
  }),
  field('publishedAt', ['Opublikowano', 'Published'], {
    type: 'instant',
    value: 'v.published_at',
    needs: ['v'],
    computed: 'timestamptz',
    fact: 'scenario.publishedAt',
    width: 150,
  }),
  field('publishedBy', ['Kto opublikował', 'Published by'], {
    type: 'user',
    value: whoActed('v.created_by'),
    show: named('b'),
    needs: ['v', 'b'],
    fact: 'scenario.publishedBy',
    choices: users,
    width: 180,
  }),
  field('description', ['Opis', 'Description'], {
    type: 'text',
    value: description,
    fact: 'scenario.description',
    width: 260,
  }),
  field('code', ['Kod', 'Code'], {
    type: 'text',
    value: 's.code',
    sort: { by: 's.code', cast: 'text', nullable: false },
    fact: 'scenario.code',
    width: 160,
  }),
  field('updatedAt', ['Zmieniono', 'Changed'], {
    type: 'instant',
    value: 's.updated_at',
    sort: 'timestamptz',
    required: true,
    fact: 'scenario.updatedAt',
    width: 140,
  }),
  field('createdAt', ['Dodano', 'Added'], {
    type: 'instant',
    value: 's.created_at',
    fact: 'scenario.createdAt',
    width: 140,
  }),
];

const facts: readonly FactDefinition[] = [
  fact('scenario.templateId', ['Wysyła szablon', 'Sends the template'], {
    type: 'text',
    cast: 'uuid',
    choices: templates,
    right: 'template.read',
    is: { from: `${sent} where true`, value: 'x.id' },
  }),
];

const related: readonly RelatedDefinition[] = [
  {
    of: 'campaigns',
    title: said(['Jest w kampanii', 'Is in a campaign']),
    right: 'campaign.read',
    from: `${inStages} join campaigns g on g.id = h.campaign_id where o.scenario_id = s.id`,
    facts: [
      fact('campaign.name', ['Kampania', 'Campaign'], { type: 'text', is: { value: 'g.name' } }),
      fact('campaign.state', ['Stan', 'State'], {
        type: 'text',
        choices: campaignStates,
        is: { value: 'g.state' },
      }),
    ],
  },
];

const columns = ['name', 'subject', 'number', 'openRuns', 'publishedAt', 'publishedBy'];
const byName = [{ field: 'name' }];

export const scenarios: ListDefinition = {
  kind: 'scenarios',
  right: 'scenario.read',
  table: 'scenarios',
  alias: 's',
  called: ({ viewer }) => `s.name_${viewer.language}`,
  joins: {
    v: 'left join lateral (select n.* from scenario_versions n where n.scenario_id = s.id order by n.number desc limit 1) v on true',
    b: `left join users b on b.id = ${whoActed('v.created_by')}`,
  },
  scope: () => 'true',
  search: byWords(`concat_ws(' ', s.name_pl, s.name_en, s.code)`),
  fields,
  facts,
  related,
  standard: [
    view('scenarios:all', ['Wszystkie', 'All'], { columns, sort: byName }),
    view('scenarios:running', ['W toku', 'Running'], {
      columns,
      sort: [{ field: 'openRuns', descending: true }],
      rules: [{ field: 'scenario.openRuns', operator: '>', value: 0 }],
    }),
    view('scenarios:participants', ['Dla kampanii', 'For campaigns'], {
      columns: ['name', 'number', 'openRuns', 'campaigns', 'publishedAt'],
      sort: byName,
      rules: [{ field: 'scenario.subject', operator: '=', value: 'participant' }],
    }),
    view('scenarios:alone', ['Procedury', 'Procedures'], {
      columns,
      sort: byName,
      rules: [{ field: 'scenario.subject', operator: '!=', value: 'participant' }],
    }),
    view('scenarios:published', ['Ostatnio opublikowane', 'Published lately'], {
      columns,
      sort: [{ field: 'publishedAt', descending: true }],
      rules: [{ field: 'scenario.publishedAt', operator: '>=', value: { days: -30 } }],
    }),
  ],
  order: byName,
};
