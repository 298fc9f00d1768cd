/**
 * Sending through SMTP to a local sink with all that Nurt does for a mail (rendering, governor, ledger, unsubscribe header,
 * record, input of the run), against stock pooled nodemailer with as many connections and ready texts.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTransport } from 'nodemailer';
import { dispatchActivities } from '../activities/dispatch.ts';
import type { Db } from '../db/database.ts';
import { foundInstallation } from '../db/installation.ts';
import { newId } from '../db/new-id.ts';
import { seatTemplate } from '../db/templates.ts';
import { loadRegistry } from '../plugins/index.ts';
import { freshDatabase, dropTemplate } from '../tests/support/database.ts';
import { allowAlways, seatAccount, seatRun } from '../tests/support/outgoing.ts';
import type { Figure } from './figure.ts';

const MAILS = 4_000;
const CONNECTIONS = 5;
const ROUNDS = 3;

export async function run(): Promise<readonly Figure[]> {
  const sink = await startSink();
  const test = await freshDatabase();
  try {
    const send = await prepareNurt(test.db, sink.url);
    await stock(sink, 500);
    await nurt(test.db, send, 500);
    const floors: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(await stock(sink, MAILS));
      ours.push(await nurt(test.db, send, MAILS));
    }
    const [floor, figure] = [median(floors), median(ours)];
    const taken = await sink.received();
    const ratio = figure / floor;
    return [
      { name: 'stock pooled nodemailer, ready texts', figure: floor, unit: 'mails/s', goal: 'the floor', holds: true },
      {
        name: 'dispatch with ledger, governor and rendering',
        figure,
        unit: 'mails/s',
        goal: 'at least the floor',
        holds: ratio >= 1,
      },
      { name: 'dispatch beside stock nodemailer', figure: ratio, unit: 'times', goal: 'at least 1', holds: ratio >= 1 },
      {
        name: 'mails at the sink beside those recorded as sent',
        figure: taken / ((MAILS * ROUNDS + 500) * 2),
        unit: 'times',
        goal: 'exactly 1',
        holds: taken === (MAILS * ROUNDS + 500) * 2,
      },
    ];
  } finally {
    await test.drop();
    await dropTemplate();
    sink.stop();
  }
}

/** A letter as they are written: five paragraphs, a table of links, fields of company, person and campaign. */
const paragraph =
  'W nadchodzącym sezonie przygotowaliśmy dla Państwa przeglądy urządzeń na miejscu, bez przerywania pracy zakładu, z protokołem i kosztorysem tego samego dnia.';
const body = {
  subject: 'Przegląd zimowy dla {{ company.name }}',
  text: `Dzień dobry {{ person.firstName | default: "Państwu" }},\n\n${`${paragraph}\n\n`.repeat(5)}{{ campaign.name }}\n{{ sender.name }}, {{ sender.city }}\n{{ unsubscribe.url }}`,
  html: `<h1>Przegląd zimowy</h1><p>Dzień dobry {{ person.firstName | default: "Państwu" }},</p>${`<p style="color:#334">${paragraph}</p>`.repeat(5)}<p><a href="https://nurt.example/oferta">Zobacz ofertę</a></p><p>{{ sender.name }}</p><p><a href="{{ unsubscribe.url }}">Wypisz się</a></p>`,
};

/** Ready texts: what the rendering gives, computed once. */
async function stock(sink: Sink, count: number): Promise<number> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: sink.port,
    pool: true,
    maxConnections: CONNECTIONS,
    ignoreTLS: true,
  });
  const fill = (text: string) => text.replace(/\{\{[^}]*\}\}/g, 'Drew-Pol Zieliński sp.j.');
  const mail = {
    from: { name: 'Nurt', address: 'nurt@nurt.example' },
    subject: fill(body.subject),
    text: fill(body.text),
    html: `<!doctype html>\n<html lang="pl"><head><meta charset="utf-8"></head><body>${fill(body.html)}</body></html>`,
  };
  const from = performance.now();
  await Promise.all(
    Array.from({ length: count }, (_, n) => transport.sendMail({ ...mail, to: `k${n}@firma${n % 500}.example` })),
  );
  const seconds = (performance.now() - from) / 1000;
  transport.close();
  return count / seconds;
}

type Send = (accountId: string) => Promise<{ readonly sent: number; readonly more: boolean }>;
type Nurt = { readonly send: Send; readonly accountId: string; readonly versionId: string; readonly runId: string };

async function prepareNurt(db: Db, smtpUrl: string): Promise<Nurt> {
  const house = { publicUrl: 'https://nurt.example', log: () => {} };
  const plugins = await loadRegistry({ environment: { SMTP_URL: smtpUrl }, ...house });
  const services = { db, plugins, installationId: newId(), secretKey: 'k', filesDir: '/tmp', ...house };
  const { sendDue } = dispatchActivities(services);
  const accountId = await db.transaction(async (tx) => {
    await foundInstallation(tx, { id: newId(), secretFingerprint: 'x', timeZone: 'Europe/Warsaw', language: 'pl' });
    await allowAlways(tx);
    const draft = { subject: body.subject, bodyText: body.text, bodyHtml: body.html, language: 'pl' } as const;
    const head = { code: 'bench', name: 'Bench', purpose: 'marketing' } as const;
    await seatTemplate(tx, { kind: 'system', id: 'bench' }, { ...head, ...draft });
    return seatAccount(tx, CONNECTIONS);
  });
  const { id: versionId } = await db.one<{ id: string }>('select id from template_versions');
  await db.run(
    `insert into companies (name, city, created_by, updated_by)
     select 'Zakład ' || n, 'Łódź', 'system:bench', 'system:bench' from generate_series(1, $1) n`,
    [MAILS],
  );
  await db.run(
    `insert into consents (company_id, channel, purpose, status, evidence, created_by)
     select id, 'email', 'marketing', 'given', 'umowa', 'system:bench' from companies`,
  );
  await db.run(
    `insert into contact_points (company_id, kind, value, normalised, is_main, created_by, updated_by)
     select id, 'email', a, a, true, 'system:bench', 'system:bench'
     from (select id, 'k' || row_number() over () || '@firma' || row_number() over () % 500 || '.example' as a from companies) c`,
  );
  const { id: anyCompany } = await db.one<{ id: string }>('select id from companies limit 1');
  const runId = await seatRun(db, anyCompany);
  return { send: (id) => sendDue({ accountId: id, now: 0 }), accountId, versionId, runId };
}

async function nurt(db: Db, { send, accountId, versionId, runId }: Nurt, count: number): Promise<number> {
  const round = newId();
  await db.run(
    `with planned as (
       insert into effects (key, run_id, kind, priority, company_id, channel_account_id, domain)
       select $1 || ':' || p.id, $2, 'message', 3, p.company_id, $3, split_part(p.normalised, '@', 2)
       from contact_points p limit $4 returning key, company_id)
     insert into messages (effect_key, direction, channel, channel_account_id, company_id, contact_point_id, run_id, purpose,
       address, template_version_id, created_by, updated_by)
     select e.key, 'out', 'email', $3, e.company_id, p.id, $2, 'marketing', p.normalised, $5, 'system:bench', 'system:bench'
     from planned e join contact_points p on p.company_id = e.company_id`,
    [round, runId, accountId, count, versionId],
  );
  await db.run('analyze');
  const from = performance.now();
  for (let more = true; more;) more = (await send(accountId)).more;
  const seconds = (performance.now() - from) / 1000;
  const { sent } = await db.one<{ sent: number }>(
    `select count(*) as sent from effects where state = 'done' and key like $1 || '%'`,
    [round],
  );
  if (sent !== count) throw new Error(`${sent} of ${count} mails are recorded as sent`);
  return count / seconds;
}

type Sink = { readonly port: number; readonly url: string; received(): Promise<number>; stop(): void };

async function startSink(): Promise<Sink> {
  const child: ChildProcess = fork(fileURLToPath(new URL('mail.sink.ts', import.meta.url)));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    url: `smtp://127.0.0.1:${port}?ignoreTLS=1`,
    async received() {
      child.send('count');
      const [{ received }] = (await once(child, 'message')) as [{ received: number }];
      return received;
    },
    stop: () => child.disconnect(),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
