/** What a case has taken and brought, as `db/case-effect.ts` reckons it for one: to be shown, asked for and exported of many. */
import { visibleTasks } from '../../task-scope.ts';
import { visibleTransactions } from '../../transaction-scope.ts';
import type { Asking, FieldDefinition, Sql } from '../definition.ts';
import { field, type Titles } from '../fields.ts';

/** Of the tasks of the case that the viewer sees (rule 20). */
export function ofTasks(what: string): Sql {
  return ({ viewer, params }: Asking) =>
    `(select ${what} from tasks t where t.case_id = k.id and ${visibleTasks(viewer, params)})`;
}

/** As `readCaseEffect` has it: whoever may not read transactions is told of none of it. */
const right = 'transaction.read';
const PUNCTUAL = `round(100.0 * count(*) filter (where t.state = 'done' and t.done_at <= t.due_at)
  / nullif(count(*) filter (where t.state = 'done' and t.due_at is not null), 0))::int`;

export const effectFields: readonly FieldDefinition[] = [
  field('days', ['Trwa lub trwała (dni)', 'Has lasted (days)'], {
    type: 'number',
    value: 'coalesce(k.closed_at, now())::date - k.created_at::date',
    computed: 'integer',
    fact: 'case.days',
    means: [
      'Dni od założenia do zamknięcia, a w sprawie otwartej do dziś.',
      'Days from its making to its closing, of an open one to today.',
    ],
    right,
    width: 110,
  }),
  field('workHours', ['Godziny pracy', 'Hours worked'], {
    type: 'number',
    value: ofTasks('round(coalesce(sum(t.work_minutes), 0) / 60.0, 1)::float8'),
    computed: 'float8',
    fact: 'case.workHours',
    means: [
      'Czas pracy zapisany w zadaniach sprawy, które widzisz.',
      'Time written down in the tasks of the case that you see.',
    ],
    right,
    width: 110,
  }),
  field('onTime', ['Zadania w terminie', 'Tasks on time'], {
    type: 'percent',
    value: ofTasks(PUNCTUAL),
    computed: 'integer',
    fact: 'case.onTimePercent',
    means: [
      'Ile z wykonanych zadań z terminem wykonano przed jego upływem.',
      'How many of the tasks done that had a deadline were done by then.',
    ],
    right,
    width: 110,
  }),
  amount('ordered', ['Zamówiono (waluta główna)', 'Ordered (main currency)'], {
    sum: `sum(x.amount_minor) filter (where x.kind = 'order')`,
    means: ['Zamówienia w sprawie, bez anulowanych.', 'Orders of the case, without cancelled ones.'],
  }),
  amount('invoiced', ['Zafakturowano (waluta główna)', 'Invoiced (main currency)'], {
    sum: `sum(x.amount_minor) filter (where x.kind = 'invoice')`,
    means: ['Faktury w sprawie, bez anulowanych.', 'Invoices of the case, without cancelled ones.'],
  }),
  amount('overdueMoney', ['Zaległość (waluta główna)', 'Overdue money (main currency)'], {
    sum: `sum(x.open_minor) filter (where x.kind = 'invoice' and x.due_on < current_date)`,
    means: [
      'Nieopłacone części faktur sprawy, których termin minął przed dzisiejszym dniem.',
      'Unpaid parts of invoices of the case that were due before today.',
    ],
  }),
];

type Amount = { readonly sum: string; readonly means: Titles };

/** Money of different currencies is never added: the main one is that of most documents of the case. */
function amount(id: string, titles: Titles, { sum, means: [pl, en] }: Amount): FieldDefinition {
  const minor = `coalesce(${sum}, 0)::bigint`;
  return field(id, titles, {
    type: 'money',
    value: ofMainCurrency(minor),
    show: ofMainCurrency(`jsonb_build_object('minor', ${minor}, 'currency', x.currency)`),
    computed: 'bigint',
    fact: `case.${id}Minor`,
    means: [
      `${pl} Waluta główna to ta, w której jest najwięcej dokumentów sprawy; kwot w różnych walutach nie dodaje się.`,
      `${en} The main currency is that of most documents of the case; amounts in different currencies are never added.`,
    ],
    right,
    width: 150,
  });
}

function ofMainCurrency(what: string): Sql {
  return ({ viewer }: Asking) =>
    `(select ${what} from transactions x where x.case_id = k.id and x.state <> 'cancelled' and ${visibleTransactions(viewer)}
      group by x.currency order by count(*) desc, x.currency limit 1)`;
}
