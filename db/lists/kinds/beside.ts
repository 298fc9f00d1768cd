/** Records beside the row, the same ones for every kind of list: each only as far as whoever asks may see them (rule 20). */
import { seesEverybody } from '../../../domain/access.ts';
import { visibleCases } from '../../case-scope.ts';
import { visibleLinks } from '../../file-scope.ts';
import { visibleMessages } from '../../message-scope.ts';
import { visibleOpportunities } from '../../opportunity-scope.ts';
import { visible } from '../../scope.ts';
import {
  campaigns,
  caseStages,
  companyClasses,
  fileCategories,
  lostReasons,
  opportunityStages,
  users,
} from '../choices.ts';
import type { FactDefinition, RelatedDefinition, Sql } from '../definition.ts';
import { fact, named, said, type Titles } from '../fields.ts';
import {
  caseStates,
  channels,
  directions,
  opportunityStates,
  participantResults,
  participantStates,
  transactionKinds,
  transactionStates,
} from '../words.ts';
import { boundOfNamed, boundOfYearly } from './bounds.ts';
import { daysTo, isDayPast } from './orders.ts';

/**
 * Records beside the row, tied to it by a column that may be empty in most of them: said, so that those are not gathered.
 * Where no task names a person, the planner reads all open ones to find whose they are.
 */
export function tied(column: string, id: string): string {
  return `${column} is not null and ${column} = ${id}`;
}

export function peopleBeside(on: string): RelatedDefinition {
  return {
    of: 'people',
    title: said(['Ma osobę', 'Has a person']),
    from: `people p where ${on} and p.deleted_at is null`,
    own: { record: 'person', alias: 'p' },
    facts: [
      fact('person.firstName', ['Imię', 'First name'], { type: 'text', is: { value: 'p.first_name' } }),
      fact('person.lastName', ['Nazwisko', 'Last name'], { type: 'text', is: { value: 'p.last_name' } }),
      fact('person.position', ['Stanowisko', 'Position'], { type: 'text', is: { value: 'p.position' } }),
      fact('person.language', ['Język', 'Language'], { type: 'text', is: { value: 'p.language' } }),
      fact('person.isMain', ['Główna osoba', 'Main contact'], { type: 'yes/no', is: { value: 'p.is_main' } }),
      fact('person.department', ['Dział', 'Department'], { type: 'text', is: { value: 'p.department' } }),
      fact('person.decides', ['Decyduje o zakupach', 'Decides on purchases'], {
        type: 'yes/no',
        is: { value: 'coalesce(p.decides, false)' },
      }),
      fact('person.daysToBirthday', ['Do urodzin (dni)', 'Days to the birthday'], {
        type: 'number',
        is: { value: daysToBirthday },
        bound: boundOfYearly('p.born_on'),
      }),
      fact('person.daysToNameDay', ['Do imienin (dni)', 'Days to the name day'], {
        type: 'number',
        is: { value: daysToNameDay },
        bound: boundOfNamed('p.name_day'),
      }),
    ],
  };
}

export const daysToBirthday = `case when p.born_on is not null then ${daysTo('p.born_on')} end`;
export const daysToNameDay = `case when p.name_day is not null then ${daysTo(`to_date('2000-' || p.name_day, 'YYYY-MM-DD')`)} end`;

export function messagesBeside(on: string): RelatedDefinition {
  return {
    of: 'messages',
    title: said(['Ma wiadomość', 'Has a message']),
    right: 'message.read',
    from: ({ viewer, params }) => `messages m where ${on} and ${visibleMessages(viewer, params)}`,
    own: { record: 'message', alias: 'm' },
    facts: [
      fact('message.direction', ['Kierunek', 'Direction'], {
        type: 'text',
        choices: directions,
        is: { value: 'm.direction' },
      }),
      fact('message.channel', ['Kanał', 'Channel'], { type: 'text', choices: channels, is: { value: 'm.channel' } }),
      fact('message.at', ['Kiedy', 'When'], {
        type: 'instant',
        is: { value: 'coalesce(m.received_at, m.sent_at)' },
      }),
      fact('message.unansweredDays', ['Bez odpowiedzi od (dni)', 'Unanswered for (days)'], {
        type: 'number',
        is: { value: daysSinceReceived },
        known: waitsForAnswer,
      }),
      fact('message.opened', ['Otwarta', 'Opened'], { type: 'yes/no', is: { value: '(m.opened_at is not null)' } }),
    ],
  };
}

export const daysSinceReceived = '(current_date - m.received_at::date)';
export const waitsForAnswer = `m.direction = 'in' and m.company_id is not null and not exists (
    select 1 from messages later where later.company_id = m.company_id and later.direction = 'out' and later.sent_at > m.received_at)`;

/**
 * Since how many days an incoming message `m` waits for an answer: nothing has gone out to the same customer since. Null
 * for outgoing ones, for answered ones, and where nobody knows whom it is from.
 */
export const unansweredDays = `case when ${waitsForAnswer} then ${daysSinceReceived} end`;

export function opportunitiesBeside(on: string): RelatedDefinition {
  return {
    of: 'opportunities',
    title: said(['Ma szansę sprzedaży', 'Has an opportunity']),
    right: 'opportunity.read',
    from: ({ viewer, params }) => `opportunities o where ${on} and ${visibleOpportunities(viewer, params)}`,
    own: { record: 'opportunity', alias: 'o' },
    facts: [
      fact('opportunity.state', ['Stan', 'State'], {
        type: 'text',
        choices: opportunityStates,
        is: { value: 'o.state' },
      }),
      fact('opportunity.stage', ['Etap', 'Stage'], {
        type: 'text',
        choices: opportunityStages,
        is: { value: 'o.stage' },
      }),
      fact('opportunity.valueMinor', ['Wartość', 'Value'], { type: 'number', is: { value: 'o.value_minor' } }),
      fact('opportunity.probability', ['Prawdopodobieństwo (%)', 'Probability (%)'], {
        type: 'number',
        is: { value: 'o.probability' },
      }),
      fact('opportunity.expectedOn', ['Oczekiwane zamknięcie', 'Expected close'], {
        type: 'date',
        is: { value: 'o.expected_on' },
      }),
      fact('opportunity.lostReason', ['Powód przegranej', 'Reason of the loss'], {
        type: 'text',
        choices: lostReasons,
        is: { value: 'o.lost_reason' },
      }),
      personFact('opportunity.ownerId', ['Prowadzi', 'Owner'], 'o.owner_id'),
    ],
  };
}

/** The case in which a row is, by its column: it is named to whoever has it, who are not all that see the row. */
export function caseOf(column: string): Sql {
  return ({ viewer, params }) =>
    `(select ${named('k', `concat(k.number, ' ', k.name)`)} from cases k where k.id = ${column} and ${visibleCases(viewer, params)})`;
}

export function casesBeside(on: string, cases = 'cases'): RelatedDefinition {
  return {
    of: 'cases',
    title: said(['Ma sprawę', 'Has a case']),
    right: 'case.read',
    from: ({ viewer, params }) => `${cases} k where ${on} and ${visibleCases(viewer, params)}`,
    own: { record: 'case', alias: 'k' },
    facts: [
      fact('case.state', ['Stan', 'State'], { type: 'text', choices: caseStates, is: { value: 'k.state' } }),
      fact('case.stage', ['Etap', 'Stage'], { type: 'text', choices: caseStages, is: { value: 'k.stage' } }),
      fact('case.dueOn', ['Termin', 'Due'], { type: 'date', is: { value: 'k.due_on' } }),
      fact('case.overdue', ['Po terminie', 'Overdue'], {
        type: 'yes/no',
        is: { value: isDayPast('k.due_on', `k.state = 'open'`) },
      }),
      personFact('case.ownerId', ['Prowadzi', 'Run by'], 'k.owner_id'),
    ],
  };
}

/** Invoices, payments, orders …: seen by whoever sees their customer, which is the row itself. */
export function transactionsBeside(on: string): RelatedDefinition {
  return {
    of: 'transactions',
    title: said(['Ma transakcję', 'Has a transaction']),
    right: 'transaction.read',
    from: `transactions x where ${on}`,
    own: { record: 'transaction', alias: 'x' },
    facts: [
      fact('transaction.kind', ['Rodzaj', 'Kind'], {
        type: 'text',
        choices: transactionKinds,
        is: { value: 'x.kind' },
      }),
      fact('transaction.happenedOn', ['Data', 'Date'], { type: 'date', is: { value: 'x.happened_on' } }),
      fact('transaction.amountMinor', ['Kwota', 'Amount'], { type: 'number', is: { value: 'x.amount_minor' } }),
      fact('transaction.currency', ['Waluta', 'Currency'], { type: 'text', is: { value: 'x.currency' } }),
      fact('transaction.state', ['Stan', 'State'], {
        type: 'text',
        choices: transactionStates,
        is: { value: 'x.state' },
      }),
      fact('transaction.dueOn', ['Termin', 'Due'], { type: 'date', is: { value: 'x.due_on' } }),
      fact('transaction.overdue', ['Po terminie', 'Overdue'], {
        type: 'yes/no',
        is: { value: isDayPast('x.due_on', `x.kind = 'invoice' and x.open_minor > 0`) },
      }),
    ],
  };
}

/** `noun` is what the row is called where files hang on it. */
export function filesBeside(noun: string, id: string): RelatedDefinition {
  return {
    of: 'files',
    title: said(['Ma plik', 'Has a file']),
    right: 'file.read',
    from: ({ viewer, params }) =>
      `file_links l join files f on f.id = l.file_id and f.deleted_at is null
        where l.noun = '${noun}' and l.record_id = ${id} and (${visibleLinks(viewer, params)})`,
    own: { record: 'file', alias: 'f' },
    facts: [
      fact('file.name', ['Nazwa', 'Name'], { type: 'text', is: { value: 'f.name' } }),
      fact('file.categoryId', ['Kategoria', 'Category'], {
        type: 'text',
        cast: 'uuid',
        choices: fileCategories,
        is: { value: 'f.category_id' },
      }),
      fact('file.updatedAt', ['Zmieniono', 'Changed'], { type: 'instant', is: { value: 'f.updated_at' } }),
    ],
  };
}

/** How far a participant `a` is, whether asked of the customer or of the campaign. */
export const ofParticipant: readonly FactDefinition[] = [
  fact('participant.state', ['Stan', 'State'], { type: 'text', choices: participantStates, is: { value: 'a.state' } }),
  fact('participant.result', ['Wynik', 'Result'], {
    type: 'text',
    choices: participantResults,
    is: { value: 'a.result' },
  }),
];

export function participationBeside(on: string): RelatedDefinition {
  return {
    of: 'campaigns',
    title: said(['Udział w kampanii', 'Part in a campaign']),
    right: 'campaign.read',
    from: `participants a where ${on}`,
    facts: [
      fact('participant.campaignId', ['Kampania', 'Campaign'], {
        type: 'text',
        cast: 'uuid',
        choices: campaigns,
        is: { value: 'a.campaign_id' },
      }),
      ...ofParticipant,
    ],
  };
}

/**
 * What is asked of the customer of a row, by the join `c`: as far as the viewer sees that customer. For who sees all of them
 * it is the plain column, which indexes hold.
 */
export const ofCustomer: readonly FactDefinition[] = [
  fact('company.class', ['Klasa klienta', 'Class of the customer'], {
    type: 'text',
    choices: companyClasses,
    ...ifCustomerSeen('c.class'),
  }),
  fact('company.city', ['Miejscowość klienta', 'Town of the customer'], { type: 'text', ...ifCustomerSeen('c.city') }),
  {
    ...personFact('company.ownerId', ['Opiekun klienta', 'Owner of the customer'], 'c.owner_id'),
    ...ifCustomerSeen('c.owner_id'),
  },
];

/** A value of the customer `c`, as far as the viewer sees that customer. */
export function ifCustomerSeen(of: string): Pick<FactDefinition, 'is' | 'right'> {
  const value: Sql = ({ viewer }) =>
    seesEverybody(viewer) ? of : `case when ${visible('companies', viewer, 'c')} then ${of} end`;
  return { right: 'company.read', is: { value, needs: ['c'] } };
}

export function personFact(name: string, titles: Titles, value: Sql): FactDefinition {
  return fact(name, titles, { type: 'text', cast: 'uuid', isUser: true, choices: users, is: { value } });
}
