import type { Tx } from '../database.ts';

/** Cases and opportunities in the orders in which their lists are read. */
export async function up(tx: Tx): Promise<void> {
  await tx.run(`
    create index cases_name on cases (name collate "pl-x-icu", id);
    create index cases_day on cases (due_on, id);
    create index cases_closed_page on cases (closed_at, id);
    create index cases_created on cases (created_at, id);
    create index cases_updated on cases (updated_at, id);

    create index opportunities_name on opportunities (name collate "pl-x-icu", id);
    create index opportunities_day on opportunities (expected_on, id);
    create index opportunities_value on opportunities (value_minor, id);
    create index opportunities_weighted on opportunities (weighted_minor, id);
    create index opportunities_probability on opportunities (probability, id);
    create index opportunities_stage_since on opportunities (stage_since, id);
    create index opportunities_closed_page on opportunities (closed_at, id);
    create index opportunities_created on opportunities (created_at, id);
    create index opportunities_updated on opportunities (updated_at, id);
  `);
}

export async function down(tx: Tx): Promise<void> {
  await tx.run(`
    drop index cases_name, cases_day, cases_closed_page, cases_created, cases_updated;
    drop index opportunities_name, opportunities_day, opportunities_value, opportunities_weighted, opportunities_probability,
      opportunities_stage_since, opportunities_closed_page, opportunities_created, opportunities_updated;
  `);
}
