import type { Tx } from '../database.ts';
import type { Dice } from './dice.ts';
import { by, insertRows } from './insert.ts';

export type Staff = {
  readonly supervisors: readonly string[];
  readonly operators: readonly string[];
  /** Who was there before: they see the demo as superiors of everybody. */
  readonly administrator: string | null;
};

const people = [
  ['Maria Nowicka', 'maria', 'supervisor'],
  ['Tomasz Grabowski', 'tomasz', 'supervisor'],
  ['Anna Wiśniewska', 'anna', 'operator'],
  ['Paweł Lewandowski', 'pawel', 'operator'],
  ['Katarzyna Żak', 'katarzyna', 'operator'],
  ['Łukasz Wróbel', 'lukasz', 'operator'],
] as const;

/** Katarzyna: six hours a day, and no Fridays. */
const partTime = Object.fromEntries(['1', '2', '3', '4'].map((day) => [day, [['08:00', '14:00']]]));

/** Six people in two teams. They cannot log in until an administrator gives them a password. */
export async function hireStaff(tx: Tx, dice: Dice, now: number): Promise<Staff> {
  const first = await tx.maybe<{ id: string }>(
    `select id from users where role = 'administrator' and active order by created_at limit 1`,
  );
  const staff = people.map(([name, login, role]) => ({ id: dice.id(now - 400 * 86_400_000), name, login, role }));
  const [maria, tomasz] = staff;
  await insertRows(
    tx,
    'users',
    staff.map(({ login, ...person }, at) => ({
      ...person,
      email: `${login}@demo.example`,
      hours: login === 'katarzyna' ? partTime : null,
      superior_id: person.role === 'supervisor' ? (first?.id ?? null) : at % 2 === 0 ? maria!.id : tomasz!.id,
    })),
  );
  const teams = [
    { id: dice.id(now), code: 'sales', name: 'Handel', created_by: by },
    { id: dice.id(now), code: 'service', name: 'Obsługa klienta', created_by: by },
  ];
  await insertRows(tx, 'teams', teams);
  const operators = staff.filter(({ role }) => role === 'operator').map(({ id }) => id);
  const members = [...operators, ...(first ? [first.id] : [])];
  await insertRows(
    tx,
    'team_members',
    members.map((userId, at) => ({ team_id: teams[at % 2]!.id, user_id: userId })),
  );
  return { supervisors: [maria!.id, tomasz!.id], operators, administrator: first?.id ?? null };
}
