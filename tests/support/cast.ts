/** The familiar cast of every test: four people of ours and four customers. */
import { newId } from '../../db/new-id.ts';
import type { Tx } from '../../db/database.ts';

const by = 'system:test';

export const users = {
  /** Works through phone tasks. */
  anna: { id: newId(), name: 'Anna Wiśniewska', email: 'anna@nurt.example', role: 'operator' },
  /** Works beside Anna; sees none of her tasks. */
  pawel: { id: newId(), name: 'Paweł Lewandowski', email: 'pawel@nurt.example', role: 'operator' },
  /** Oversees campaigns; superior of Anna and Paweł. */
  maria: { id: newId(), name: 'Maria Nowicka', email: 'maria@nurt.example', role: 'supervisor' },
  jan: { id: newId(), name: 'Jan Administrator', email: 'jan@nurt.example', role: 'administrator' },
} as const;

export const companies = {
  /** Owes money; class B; agreed to e-mail and phone; owned by Anna. */
  drewPol: {
    id: newId(),
    name: 'Drew-Pol Zieliński sp.j.',
    email: 'biuro@drewpol.example',
    phone: '+48602118340',
    class: 'B',
  },
  /** Agreed to e-mail; owned by Anna. */
  zubr: {
    id: newId(),
    name: 'Żubr Transport Sp. z o.o.',
    email: 'biuro@zubr.example',
    phone: '+48607331481',
    class: 'A',
  },
  /** Never agreed to anything; owned by Paweł. */
  omega: {
    id: newId(),
    name: 'Omega Wójcik S.A.',
    email: 'sekretariat@omega.example',
    phone: '+48225551020',
    class: 'A',
  },
  /** Has a phone but no e-mail address; owned by nobody. */
  ges: { id: newId(), name: 'Gęś i Syn PHU', email: null, phone: '+48755448366', class: null },
} as const;

export const people = {
  jozef: {
    id: newId(),
    companyId: companies.drewPol.id,
    firstName: 'Józef',
    lastName: 'Zieliński',
    email: 'jozef@drewpol.example',
  },
} as const;

/** Writes the cast into an empty database. */
export async function seatCast(tx: Tx): Promise<void> {
  for (const user of Object.values(users)) {
    await tx.run(`insert into users (id, email, name, role, created_by, updated_by) values ($1, $2, $3, $4, $5, $5)`, [
      user.id,
      user.email,
      user.name,
      user.role,
      by,
    ]);
  }
  await tx.run(`update users set superior_id = $1 where role = 'operator'`, [users.maria.id]);

  const owners: Record<string, string | null> = {
    drewPol: users.anna.id,
    zubr: users.anna.id,
    omega: users.pawel.id,
    ges: null,
  };
  for (const [who, company] of Object.entries(companies)) {
    await tx.run(
      `insert into companies (id, name, class, owner_id, search_text, created_by, updated_by)
       values ($1, $2, $3, $4, plain_text($2), $5, $5)`,
      [company.id, company.name, company.class, owners[who], by],
    );
    if (company.email) await reach(tx, { companyId: company.id, kind: 'email', value: company.email });
    await reach(tx, { companyId: company.id, kind: 'phone', value: company.phone });
  }
  const { jozef } = people;
  await tx.run(
    `insert into people (id, company_id, first_name, last_name, search_text, created_by, updated_by)
     values ($1, $2, $3, $4, plain_text($3 || ' ' || $4), $5, $5)`,
    [jozef.id, jozef.companyId, jozef.firstName, jozef.lastName, by],
  );
  await reach(tx, { companyId: jozef.companyId, personId: jozef.id, kind: 'email', value: jozef.email });
  await agree(tx, companies.drewPol.id, 'any');
  await agree(tx, companies.zubr.id, 'email');
}

type Reached = {
  readonly companyId: string;
  readonly personId?: string;
  readonly kind: 'email' | 'phone';
  readonly value: string;
};

async function reach(tx: Tx, { companyId, personId, kind, value }: Reached): Promise<void> {
  await tx.run(
    `insert into contact_points (company_id, person_id, kind, value, normalised, is_main, created_by, updated_by)
     values ($1, $2, $3, $4, $4, true, $5, $5)`,
    [companyId, personId ?? null, kind, value, by],
  );
}

async function agree(tx: Tx, companyId: string, channel: 'email' | 'any'): Promise<void> {
  await tx.run(
    `insert into consents (company_id, channel, purpose, status, evidence, given_on, created_by)
     values ($1, $2, 'marketing', 'given', 'Formularz na targach', '2026-03-01', $3)`,
    [companyId, channel, by],
  );
}
