/** What may be asked of companies beside the fields of their list: groups, consents, people, tasks, trade, messages, campaigns. */
import { OVERDUE_SINCE } from '../../paused-tasks.ts';
import { visibleTasks } from '../../task-scope.ts';
import { campaigns, classes, groups, imports, taskTypes } from '../choices.ts';
import type { FactDefinition, RelatedDefinition } from '../definition.ts';
import { fact } from '../fields.ts';
import { consentChoices } from '../words.ts';
import {
  casesBeside,
  filesBeside,
  messagesBeside,
  opportunitiesBeside,
  participationBeside,
  peopleBeside,
  transactionsBeside,
} from './beside.ts';
import { datesBeside, runsBeside, tasksBeside } from './beside-work.ts';
import { tradeFacts } from './company-trade.ts';

export const companyFacts: readonly FactDefinition[] = [
  fact('company.createdOn', ['W bazie od (data)', 'Added (date)'], {
    type: 'date',
    is: { value: 'c.created_at::date' },
  }),
  fact('company.daysWithoutContact', ['Bez kontaktu od (dni)', 'Without contact for (days)'], {
    type: 'number',
    // Nobody ever spoke to them: longer than any number of days.
    is: { value: 'coalesce(current_date - f.last_contact_at::date, 1000000)', needs: ['f'] },
  }),
  fact('company.isOverdue', ['Ma zadanie po terminie', 'Has an overdue task'], {
    type: 'yes/no',
    right: 'task.read',
    whole: true,
    is: { value: `(${OVERDUE_SINCE}) is not null`, needs: ['f'] },
  }),
  ...tradeFacts,
  fact('company.importId', ['Z importu', 'From an import'], {
    type: 'text',
    cast: 'uuid',
    choices: imports,
    is: { value: 'c.import_id' },
  }),
  fact('company.groups', ['Grupy', 'Groups'], {
    type: 'text',
    cast: 'uuid',
    choices: groups,
    is: { from: 'group_members m where m.company_id = c.id', value: 'm.group_id' },
  }),
  fact('company.classes', ['Klasyfikacja', 'Classification'], {
    type: 'text',
    choices: classes,
    is: {
      from: 'class_members n join classes k on k.id = n.class_id and k.active where n.company_id = c.id',
      value: 'k.code',
    },
  }),
  fact('company.hasEmail', ['Ma adres e-mail', 'Has an e-mail address'], {
    type: 'yes/no',
    is: has('email'),
  }),
  fact('company.hasPhone', ['Ma telefon', 'Has a phone'], { type: 'yes/no', is: has('phone') }),
  fact('company.phone', ['Telefon', 'Phone'], reachedBy('phone')),
  fact('company.email', ['E-mail', 'E-mail'], reachedBy('email')),
  fact('company.notes', ['Uwagi', 'Notes'], { type: 'text', is: { value: 'c.notes' } }),
  ...['email.marketing', 'phone.marketing', 'email.service', 'phone.service'].map(consent),
  fact('company.campaigns', ['Brał udział w kampanii', 'Was in the campaign'], {
    type: 'text',
    cast: 'uuid',
    choices: campaigns,
    right: 'campaign.read',
    is: { from: `participants a where a.company_id = c.id and a.state <> 'left out'`, value: 'a.campaign_id' },
  }),
  fact('company.openTaskTypes', ['Ma otwarte zadanie rodzaju', 'Has an open task of the type'], {
    type: 'text',
    choices: taskTypes,
    right: 'task.read',
    is: {
      from: ({ viewer, params }) =>
        `tasks t where t.company_id = c.id and t.state = 'open' and ${visibleTasks(viewer, params)}`,
      value: 't.type',
    },
  }),
];

function has(kind: string) {
  const from = `contact_points cp where cp.company_id = c.id and cp.kind = '${kind}' and cp.state = 'good'`;
  return { from, value: 'true' };
}

/** Any working address of the firm or of its people, as it is compared: `+48…`, small letters. */
function reachedBy(kind: string): Omit<FactDefinition, 'name' | 'title'> {
  const from = `contact_points cp where cp.company_id = c.id and cp.kind = '${kind}' and cp.state = 'good'`;
  return { type: 'text', within: 'c.search_text', is: { from, value: 'cp.normalised' } };
}

/** The word of the firm; what one of its people said binds only them. */
function consent(name: string): FactDefinition {
  const [channel, purpose] = name.split('.') as [string, string];
  const titles: Record<string, readonly [string, string]> = {
    'email.marketing': ['Zgoda: e-mail, marketing', 'Consent: e-mail, marketing'],
    'phone.marketing': ['Zgoda: telefon, marketing', 'Consent: phone, marketing'],
    'email.service': ['Zgoda: e-mail, obsługa', 'Consent: e-mail, service'],
    'phone.service': ['Zgoda: telefon, obsługa', 'Consent: phone, service'],
  };
  return fact(`consent.${name}`, titles[name]!, {
    type: 'text',
    choices: consentChoices,
    hint: (
      values,
    ) => `exists (select 1 from consents said where said.company_id = c.id and said.person_id is null and said.purpose = '${purpose}'
      and said.status = any(${values}))`,
    is: {
      value: `(select co.status from consents co where co.company_id = c.id and co.person_id is null and co.purpose = '${purpose}'
        and co.channel in ('${channel}', 'any') order by co.recorded_at desc, co.id desc limit 1)`,
    },
  });
}

/** The home customer of a case and the further ones alike. */
const casesOfCompanies = `(select home.*, home.company_id as of_company from cases home
  union all select further.*, x.company_id from case_companies x join cases further on further.id = x.case_id)`;

export const besideCompanies: readonly RelatedDefinition[] = [
  peopleBeside('p.company_id = c.id'),
  tasksBeside('t.company_id = c.id'),
  runsBeside('r.company_id = c.id'),
  datesBeside('d.company_id = c.id'),
  transactionsBeside('x.company_id = c.id'),
  messagesBeside('m.company_id = c.id'),
  opportunitiesBeside('o.company_id = c.id'),
  casesBeside('k.of_company = c.id', casesOfCompanies),
  filesBeside('company', 'c.id'),
  participationBeside('a.company_id = c.id'),
];
