import type { Fact } from '../domain/conditions/catalogue.ts';
import { isThere, nearest } from './contact-facts.ts';
import { ownValueSql } from './own-sql.ts';

/** Facts of the catalogue as SQL expressions. Aliases: `c` companies, `t` tasks, `o` opportunities, `p` people, `r` runs, `k` cases, `m` campaigns, `s` stages, `a` participants. */

const reachable = (kind: string) =>
  `exists (select 1 from contact_points cp where cp.company_id = c.id and cp.kind = '${kind}' and cp.state = 'good')`;

/** With whom the run goes: its person, or whoever the customer is reached at (`contactFacts`). */
const reached = (kind: string) =>
  `coalesce(p.id, (select t.person_id from contact_points t where t.company_id = c.id and t.kind = '${kind}' and t.state = 'good'
     and ${isThere('t')} order by ${nearest}, t.is_main desc, t.created_at, t.id limit 1))`;

/** What the firm said, and the person with whom the run goes; what another of its people said binds only them. */
const consent = (channel: string, purpose: string) =>
  `(select co.status from consents co where co.company_id = c.id and (co.person_id is null or co.person_id = ${reached(channel)})
     and co.purpose = '${purpose}' and co.channel in ('${channel}', 'any') order by co.recorded_at desc, co.id desc limit 1)`;

const expressions: Readonly<Record<string, string>> = {
  'company.name': 'c.name',
  'company.kind': 'c.kind',
  'company.class': 'c.class',
  'company.industry': 'c.industry',
  'company.nip': 'c.nip',
  'company.city': 'c.city',
  'company.postcode': 'c.postcode',
  'company.country': 'c.country',
  'company.ownerId': 'c.owner_id::text',
  'company.classes':
    '(select jsonb_agg(n.code order by n.code) from class_members m join classes n on n.id = m.class_id and n.active where m.company_id = c.id)',
  'company.turnoverMinor': 'c.turnover_minor',
  'company.currency': 'c.currency',
  'company.createdOn': 'c.created_at::date',
  'company.hasEmail': reachable('email'),
  'company.hasPhone': reachable('phone'),
  'person.firstName': 'p.first_name',
  'person.lastName': 'p.last_name',
  'person.position': 'p.position',
  'person.language': 'p.language',
  'person.isMain': 'p.is_main',
  'case.state': 'k.state',
  'case.stage': 'k.stage',
  'case.dueOn': 'k.due_on',
  'campaign.kind': 'm.kind',
  'campaign.startsOn': 'm.starts_on',
  'campaign.endsOn': 'm.ends_on',
  'stage.startsOn': 's.starts_on',
  'stage.endsOn': 's.ends_on',
  // That of the participant is written down only at the end of the campaign: until then the run before this one knows.
  'participant.result': `(select case when e.state = 'ended' then e.result end from runs e join campaign_stages h on h.id = e.stage_id
     where e.participant_id = a.id and h.position < s.position order by h.position desc limit 1)`,
  'consent.email.marketing': consent('email', 'marketing'),
  'consent.phone.marketing': consent('phone', 'marketing'),
  'consent.email.service': consent('email', 'service'),
  'consent.phone.service': consent('phone', 'service'),
  'run.startedAt': 'r.started_at',
};

const inJson = /^(answers|run\.visits|(?:company|person|task|case|opportunity|campaign)\.own)\.([A-Za-z0-9_-]+)$/;
const aliases: Readonly<Record<string, string>> = {
  company: 'c',
  person: 'p',
  task: 't',
  case: 'k',
  opportunity: 'o',
  campaign: 'm',
};

/** The expression of a fact by its name; null for one that no table holds. Names come from the catalogue, never from people. */
export function factSql(name: string): string {
  const known = expressions[name];
  if (known !== undefined) return known;
  const found = inJson.exec(name);
  if (!found) return 'null';
  const [, family, field] = found as unknown as [string, string, string];
  if (family === 'run.visits') return `(r.progress::jsonb -> 'visits' -> '${field}')`;
  if (family === 'answers') return `(r.progress::jsonb -> 'answers' -> '${field}')`;
  return `(${aliases[family.split('.')[0]!]}.own -> '${field}')`;
}

/** The typed expression of an own field, the same as in its index (rule 16); undefined for every other fact. */
export function ownFactSql({ name, type }: Fact): string | undefined {
  const [, record, code] = /^(\w+)\.own\.([A-Za-z0-9_-]+)$/.exec(name) ?? [];
  return record && code && aliases[record] ? ownValueSql(aliases[record], code, type) : undefined;
}

/** Facts that are kept as JSON may be of any type, whatever the catalogue says. */
export function isInJson(name: string): boolean {
  return inJson.test(name);
}
