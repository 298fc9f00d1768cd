import type { Tx } from '../../database.ts';
import { taskTypes, users } from '../../lists/choices.ts';
import { cancelTask } from '../../task-mistakes.ts';
import { createTaskIn } from '../../tasks.ts';
import { within, type BulkAction, type On } from '../action.ts';

/** By the end of office hours of the day, where whoever plans it is. */
const DUE = '17:00';

export const createTaskForEach: BulkAction = {
  kinds: ['companies', 'people'],
  name: 'create task',
  title: { pl: 'Dodaj zadanie dla każdego', en: 'Add a task for each' },
  right: 'task.edit',
  asks: [
    { id: 'title', title: { pl: 'Zadanie', en: 'Task' }, type: 'text', required: true },
    { id: 'type', title: { pl: 'Rodzaj', en: 'Type' }, type: 'choice', required: true, choices: taskTypes },
    { id: 'dueOn', title: { pl: 'Termin', en: 'Due' }, type: 'date', required: false },
    {
      id: 'ownerId',
      title: { pl: 'Wykonawca (puste: opiekun klienta)', en: 'Owner (empty: the owner of the customer)' },
      type: 'choice',
      required: false,
      choices: users,
    },
  ],
  async act(on) {
    const { tx, viewer, answers } = on;
    const customer = await customerOf(on);
    return createTaskIn(tx, viewer, {
      type: answers['type']!,
      title: answers['title']!,
      companyId: customer.companyId,
      personId: customer.personId,
      ownerId: answers['ownerId'] ?? customer.ownerId ?? viewer.userId,
      dueAt: answers['dueOn'] ? await endOf(tx, answers['dueOn'], viewer.timeZone) : null,
    });
  },
  async undo({ tx, viewer, before }) {
    const reason = viewer.language === 'pl' ? 'cofnięta operacja zbiorcza' : 'a bulk action taken back';
    await cancelTask(within(tx), viewer, { id: before as string, reason });
  },
};

type Customer = { readonly companyId: string; readonly personId: string | null; readonly ownerId: string | null };

async function customerOf({ tx, kind, id }: On): Promise<Customer> {
  if (kind === 'companies')
    return tx.one<Customer>('select id as company_id, null as person_id, owner_id from companies where id = $1', [id]);
  return tx.one<Customer>(
    `select p.company_id, p.id as person_id, c.owner_id from people p join companies c on c.id = p.company_id where p.id = $1`,
    [id],
  );
}

async function endOf(tx: Tx, day: string, zone: string): Promise<string> {
  return (await tx.one<{ at: string }>('select ($1::date + $2::time) at time zone $3 as at', [day, DUE, zone])).at;
}
